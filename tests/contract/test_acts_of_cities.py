"""Whatever a city or an organisation does the office can do for it, saying how and when it was told (M2, W6): of every act, by hand."""

from api.permissions import PERMISSIONS
from tests.contract.validated import DOCUMENT, OPERATIONS, Operation

# The acts of a city, and which shape says for whom the office does one: that of the lead or the city itself, or any member's.
OF_A_CITY = {
    'propose_working_group', 'join_working_group', 'end_membership', 'hand_over_lead', 'withdraw_working_group', 'update_working_group',
    'admit_associate', 'create_call_for_interest', 'update_call_for_interest', 'answer_call_for_interest', 'propose_idea',
    'withdraw_call_for_interest', 'create_meeting', 'update_meeting', 'record_minutes', 'cancel_meeting', 'share_output',
    'withdraw_output', 'update_document', 'create_funding_request', 'withdraw_funding_request', 'declare_working_group', 'submit_report',
    'record_progress', 'create_group_invitation', 'decline_group_invitation', 'withdraw_group_invitation',
    'admit_participation_request', 'refuse_participation_request', 'update_plan', 'move_plan', 'adopt_plan',
    'create_plan_action', 'update_plan_action', 'record_plan_progress', 'apply_plan_action_batch',
    'create_milestone', 'update_milestone', 'move_milestone',
    'create_indicator', 'update_indicator', 'move_indicator', 'record_indicator_value',
    'update_good_practice', 'publish_good_practice', 'withdraw_good_practice', 'create_practice_question', 'answer_practice_question',
}  # fmt: skip
OF_ANY_MEMBER = {
    'create_output', 'update_output', 'start_output', 'create_support_request', 'close_support_request', 'create_action_item',
    'update_action_item', 'start_report', 'update_report', 'draft_report',
}  # fmt: skip
# The acts of an organisation, in the same shape.
OF_AN_ORGANISATION = {'create_participation_request', 'withdraw_participation_request'}
# What a city may do as well, and the office does in its own right, by why.
OF_THE_OFFICE_AS_WELL = {
    'what the office keeps of cities and organisations is its own record': {
        'create_organisation', 'create_department', 'update_department',
    },
    'who stands for a city is recorded by whoever gives the role, and the term says by whom': {
        'create_person', 'update_person', 'end_role', 'hand_over_role', 'create_invitation', 'withdraw_invitation', 'send_invitation',
        'create_contact_point', 'update_contact_point', 'erase_person',
    },
    'it says itself what it rests on': {'give_mandate', 'withdraw_mandate'},
    'a letter is its writer’s: the office has letters of its own, to the same readers': {
        'create_circular', 'update_circular', 'try_circular', 'send_circular',
    },
    'a form with a file: whatever names the document says for whom it is done': {'upload_document'},
    'an address is its client’s, whichever city that acts for; the office has addresses of its own': {
        'create_webhook_endpoint', 'update_webhook_endpoint', 'end_webhook_endpoint', 'rotate_webhook_secret', 'pause_webhook_endpoint',
        'resume_webhook_endpoint', 'redeliver_webhook',
    },
    'a table is looked at by whoever brought it: a city’s own is for its plan, the office’s for its records': {
        'create_import', 'update_import', 'decide_import_rows', 'apply_import', 'discard_import',
    },
    'the board’s, whose word the office records with its day': {'decide_funding_request'},
}  # fmt: skip
_NOT_OF_CITIES = {'office', 'office_admin', 'office_of_shared', 'office_as_role_asks', 'anybody', 'signed_in'}


def body_of(operation: Operation) -> dict[str, object]:
    contents = operation.declared.get('requestBody', {}).get('content', {})
    names = [content['schema'].get('$ref', '').rpartition('/')[2] for content in contents.values()]
    return dict(DOCUMENT['components']['schemas'][names[0]].get('properties', {})) if names else {}


def told_in(operation: Operation) -> str:
    """Return the name of the shape in which an act says for whom it is done; an empty one where it does not."""
    said = body_of(operation).get('on_behalf_of', {})
    assert isinstance(said, dict)
    return next((each['$ref'].rpartition('/')[2] for each in said.get('anyOf', ()) if '$ref' in each), '')


def acts_of_others_than_the_office() -> set[str]:
    """Return the writes of the document that the office shares with somebody else."""
    written = {each.declared['operationId'] for each in OPERATIONS if each.method != 'GET'} & set(PERMISSIONS)
    who = {name: {predicate.__name__ for predicate in PERMISSIONS[name].whoever} for name in written}
    return {name for name, may in who.items() if may - _NOT_OF_CITIES and any(each.startswith('office') for each in may)}


def test_every_act_of_a_city_says_for_whom_the_office_does_it() -> None:
    told = {each.declared['operationId']: told_in(each) for each in OPERATIONS if each.method != 'GET'}
    assert {name for name, shape in told.items() if shape} == OF_A_CITY | OF_ANY_MEMBER | OF_AN_ORGANISATION
    assert {name for name, shape in told.items() if shape == 'OnBehalfOfMember'} == OF_ANY_MEMBER


def test_an_act_that_a_city_shares_with_the_office_is_one_of_a_city_or_says_why_not() -> None:
    own = {name for names in OF_THE_OFFICE_AS_WELL.values() for name in names}
    assert not own & (OF_A_CITY | OF_ANY_MEMBER)
    assert acts_of_others_than_the_office() == OF_A_CITY | OF_ANY_MEMBER | OF_AN_ORGANISATION | own
