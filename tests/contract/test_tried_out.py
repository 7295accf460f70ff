"""Every transition of the document can be tried out with `dry_run`, or stands here with why it cannot."""

from tests.contract.validated import OPERATIONS

# Changes by PATCH from which more follows than the fields say.
PATCHES = {
    'update_city': 'a corrected country makes a group official',
    'update_assembly': 'another day moves what is owed, and what takes effect on it',
    'update_meeting': 'whoever is invited is told',
}
# Creations from which more follows than a record.
CREATIONS = {
    'propose_working_group': 'a city alone may be enough',
    'create_membership': 'a city that returns counts again',
    'create_meeting': 'whoever is invited is told',
    'create_participation_request': 'the lead city and the office are told',
    'create_group_invitation': 'the city is told, and another may be named to lead no more',
}
# What is done with many records at once, and what it replaces; tried out, they answer what they answer else.
MANY = {
    'apply_plan_action_batch': 'each change may move what was said of an action',
    'apply_membership_batch': 'each act may make a group official',
    'replace_working_group_members': 'whoever is not named leaves',
    'replace_network_members': 'whoever is not named leaves, and its groups',
}
# What answers, tried out, as it does else.
IN_ITS_OWN_SHAPE = {'make_by_laws', *MANY}
NOT_TRIED_OUT = {
    'take_library_risks': 'it adds what a plan does not have yet, and touches nothing that is there',
    'create_api_client_secret': 'a secret is made to be shown, and touches no other record',
    'rotate_webhook_secret': 'a secret is made to be shown, and touches no other record',
    'send_working_group_message': 'from strangers, who are told nothing of what follows',
    'send_city_message': 'from strangers, who are told nothing of what follows',
    'send_network_message': 'from strangers, who are told nothing of what follows',
}


def test_every_transition_is_tried_out_or_says_why_not() -> None:
    tried, transitions = set(), set()
    for operation in OPERATIONS:
        name, parameters = operation.declared['operationId'], {each['name'] for each in operation.declared.get('parameters', [])}
        tried |= {name} if 'dry_run' in parameters else set()
        transitions |= {name} if operation.method == 'POST' and '{' in operation.path else set()
    assert tried == (transitions | set(PATCHES) | set(CREATIONS) | set(MANY)) - set(NOT_TRIED_OUT)
    assert set(NOT_TRIED_OUT) <= transitions


def test_what_is_tried_out_answers_what_it_would_do() -> None:
    for operation in OPERATIONS:
        if any(each['name'] == 'dry_run' for each in operation.declared.get('parameters', [])):
            shape = operation.declared['responses'].get('202', {}).get('content', {}).get('application/json', {}).get('schema', {})
            name = operation.declared['operationId']
            assert name in IN_ITS_OWN_SHAPE or shape == {'$ref': '#/components/schemas/DryRun'}, name
