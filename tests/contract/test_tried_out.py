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
NOT_TRIED_OUT = {
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
    assert tried == (transitions | set(PATCHES) | set(CREATIONS)) - set(NOT_TRIED_OUT)
    assert set(NOT_TRIED_OUT) <= transitions


def test_what_is_tried_out_answers_what_it_would_do() -> None:
    for operation in OPERATIONS:
        if any(each['name'] == 'dry_run' for each in operation.declared.get('parameters', [])):
            shape = operation.declared['responses'].get('202', {}).get('content', {}).get('application/json', {}).get('schema', {})
            of_by_laws = operation.declared['operationId'] == 'make_by_laws'
            assert of_by_laws or shape == {'$ref': '#/components/schemas/DryRun'}, operation.declared['operationId']
