"""Every field of every body: who sends it, and which of its fields fewer may write, by hand (fields.csv)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from api import clock
from tests.authorisation.ask import Ask
from tests.authorisation.asked import Asking
from tests.authorisation.fields import KINDS, Contract, read_table
from tests.authorisation.kept import PDF
from tests.authorisation.test_matrix import MATRIX
from tests.house.documented import document

TABLE = read_table()
CONTRACT = Contract(document())
WRITTEN = CONTRACT.written()
# Some bodies are answered, too, or sent before anybody is known.
_PUBLIC = {each['operationId'] for _, _, each in CONTRACT.operations() if each.get('security') == []}
OF_ANYBODY = {name for name, of in WRITTEN.items() if of & _PUBLIC}


def may_send(operations: set[str]) -> set[str]:
    """Return the kinds of callers who do one of these acts, as the matrix has it; who is refused for another reason than a role may."""
    found = set()
    for row in (cells for name, cells in MATRIX.items() if name.split('/')[0] in operations):
        codes = {kind: {int(row[name]) for name in callers} for kind, callers in KINDS.items()}
        everybodys = set().union(*codes.values())
        met = next(each for each in ({200, 201, 204, 207}, {409}, {404}) if each & everybodys)
        found |= {kind for kind, of_kind in codes.items() if of_kind & met}
    return found


def test_who_sends_a_body_is_who_may_do_the_act() -> None:
    for schema, operations in WRITTEN.items():
        sends = {kind for kind, cell in TABLE[f'{schema}.*'].items() if cell == 'writes'}
        assert sends == (set(KINDS) if schema in OF_ANYBODY else may_send(operations)), schema
        for row in (each for each in TABLE if each.startswith(f'{schema}.')):
            assert {kind for kind, cell in TABLE[row].items() if cell != '-'} == sends, row
            assert set(TABLE[row].values()) <= {'writes', 'refused', '-'}, row


@dataclass(frozen=True)
class Writing:
    """A body with a field that fewer may write. `refused`: what the others are told; `met`: what whoever may still runs into here.

    `by`: what a kind of caller sends instead, about what is theirs.
    """

    ask: Ask
    refused: set[tuple[int, str]]
    met: tuple[int, str] | None = None
    by: Mapping[str, Ask] = field(default_factory=dict)


MAY_NOT, PUBLISHES, PAST = {(403, 'role-does-not-allow')}, {(409, 'only-the-person-publishes')}, {(409, 'past-date-is-the-offices')}


def writings(asks: Asking) -> dict[str, Writing]:
    """Return for each field that fewer may write a body that holds it."""
    ids = {name: str(value) for name, value in asks.world.ids.items()}
    network, bologna = {'network_id': ids['network']}, {'city_id': ids['bologna']}
    yesterday = (clock.today('Europe/Berlin') - timedelta(days=2)).isoformat()
    letter = {'title': 'A letter', 'texts': [{'language': 'en', 'subject': 'Hello', 'body': 'Please write.'}]}
    contact = {'person_id': ids['department_contact'], 'value': '+39 051 2', 'visibility': 'public'}
    groups, lead = '/v1/working-groups', {'name': 'Lea', 'mail': 'lea@example.org', 'visibility': 'public'}
    past, back = {'reason': 'as it was'}, {'start_date': yesterday, 'reason': 'as it was'}
    of_graz = {'action_item_id': ids['item_of_graz'], 'unchanged': True}
    meeting = {**network, 'title': 'A', 'starts_at': '2030-06-01T09:00:00Z'}
    panel = {**network, 'title': 'A panel', 'kind': 'panel_discussion'}
    return {
        'AssociateCreate.start_date': Writing(
            Ask('POST', f'{groups}/fair-schools/associates', {'organisation_id': ids['helping_hands'], **back}), PAST
        ),
        'CircularCreate.network_id': Writing(Ask('POST', '/v1/circulars', {**network, **letter}), MAY_NOT),
        'ContactPointCreate.visibility': Writing(Ask('POST', '/v1/contact-points', contact), PUBLISHES),
        'ContactPointPatch.visibility': Writing(
            Ask('PATCH', f'/v1/contact-points/{ids["own_point"]}', {'visibility': 'public'}), PUBLISHES | MAY_NOT
        ),
        'DocumentCreate.network_id': Writing(Ask('POST', '/v1/documents', network, files={'file': ('minutes.pdf', PDF)}), MAY_NOT),
        'EndingCreate.end_date': Writing(
            Ask('POST', f'/v1/memberships/{ids["in_group"]}/ending', {'end_date': yesterday, **past}), PAST | MAY_NOT,
            (409, 'ends-before-start'),
            by={'lead': Ask('POST', f'/v1/memberships/{ids["associate"]}/ending', {'end_date': yesterday, **past})},
        ),
        'GroupMemberCreate.start_date': Writing(Ask('POST', f'{groups}/fair-schools/members', {**bologna, **back}), PAST),
        'IdeaProposalCreate.lead_contact': Writing(
            Ask('POST', f'/v1/calls-for-interest/{ids["call"]}/proposals', {'lead_contact': lead}), PUBLISHES
        ),
        'InvitationCreate.role': Writing(
            Ask('POST', '/v1/invitations', {**network, **bologna, 'name': 'Nino', 'mail': 'nino@example.org', 'role': 'coordinator'}),
            MAY_NOT, (409, 'network-in-preparation'),
        ),
        'MeetingCreate.network_id': Writing(Ask('POST', '/v1/meetings', meeting), MAY_NOT),
        'OutputCreate.network_id': Writing(Ask('POST', '/v1/outputs', panel), MAY_NOT),
        'ParticipationAdmissionCreate.start_date': Writing(
            Ask('POST', f'/v1/participation-requests/{ids["participation_request"]}/admissions', back), PAST
        ),
        'PersonPatch.mail': Writing(Ask('PATCH', f'/v1/people/{ids["department_contact"]}', {'mail': 'dino@example.org'}), MAY_NOT),
        'PersonPatch.disabled': Writing(Ask('PATCH', f'/v1/people/{ids["department_contact"]}', {'disabled': True}), MAY_NOT),
        'ProgressUpdateCreate.made_on': Writing(
            Ask('POST', '/v1/progress-updates', {**of_graz, 'made_on': yesterday, **past}), PAST
        ),
        'ProgressUpdateCreate.city_id': Writing(
            Ask('POST', '/v1/progress-updates', {**of_graz, **bologna}), MAY_NOT
        ),
        'RoleCreate.role': Writing(Ask('POST', '/v1/roles', {**network, 'person_id': ids['newcomer'], 'role': 'office_staff'}), MAY_NOT),
        'RoleEndingCreate.end_date': Writing(
            Ask('POST', f'/v1/roles/{ids["role"]}/ending', {'end_date': yesterday, **past}), PAST, (409, 'ends-before-start')
        ),
        'WorkingGroupCreate.lead_contact': Writing(
            Ask('POST', groups, {**network, **bologna, 'title': 'Hate speech', 'lead_contact': lead}), PUBLISHES
        ),
    }  # fmt: skip


def fewer() -> list[str]:
    """Return the fields of bodies that fewer may write than the rest."""
    return [row for row in TABLE if row.partition('.')[0] in WRITTEN and 'refused' in TABLE[row].values()]


def test_a_field_that_fewer_may_write_is_refused_to_the_others(asks: Asking) -> None:
    asked = writings(asks)
    assert set(asked) == set(fewer())
    for name, writing in asked.items():
        told = {kind: asks.ask(writing.by.get(kind, writing.ask), callers[0]).problem for kind, callers in KINDS.items()}
        for kind, cell in TABLE[name].items():
            word = _word(writing, told[kind])
            assert word == cell or (cell == '-' and word != 'writes'), (name, kind, told[kind])


def _word(writing: Writing, problem: tuple[int, str]) -> str:
    if problem in writing.refused:
        return 'refused'
    return 'writes' if problem[0] in {200, 201} or problem == writing.met else f'{problem}'


# -- what nobody writes ----------------------------------------------------------------------------------------------------


def answered_fields(operation: str) -> set[str]:
    """Return the fields of what an act answers."""
    found = next(each for _, _, each in CONTRACT.operations() if each['operationId'] == operation)
    answers = [
        of.get('content', {}).get('application/json', {}).get('schema', {}) for code, of in found['responses'].items() if code < '202'
    ]
    names = {str(each.get('$ref', '')).rpartition('/')[2] for each in answers}
    return {field for name in names if name for field in CONTRACT.schemas[name]['properties']}


def test_a_field_that_is_answered_and_not_taken_is_refused(asks: Asking) -> None:
    tried = 0
    for schema, operations in WRITTEN.items():
        for operation in sorted(operations - OUTSIDE):
            ask = next(each for name, each in asks.rows.items() if name.split('/')[0] == operation)
            more = answered_fields(operation) - set(CONTRACT.schemas[schema]['properties'])
            if not more:
                continue
            tried += 1
            answer = asks.ask(replace(ask, body={**(ask.body or {}), **dict.fromkeys(more, '1')}), 'operator_client')
            refused = {each.get('pointer', '').removeprefix('/') or each.get('name', '') for each in answer.said.get('errors', ())}
            assert answer.code == 422, (operation, answer.text[:300])
            assert more <= refused, (operation, more - refused)
    assert tried > len(WRITTEN) // 2


# Nobody is known before them, or a person alone does them.
OUTSIDE = _PUBLIC | {'update_me', 'create_passkey', 'create_identity', 'create_calendar_subscription'}
