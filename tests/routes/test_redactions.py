"""Redactions: a text goes from its record, its history and its frozen copies; what is left of it is a hash, and the ledger knows."""

import hashlib
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from sqlmodel import SQLModel

from api import erasure_ledger
from api.database import Database
from api.redaction import is_free_text
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem
from tests.world import rows

pytestmark = pytest.mark.usefixtures('ledger')
CANARY = 'Quetzalcoatlus'
NAMED = f'Ada {CANARY} spoke.'
LEFT = 'Somebody spoke.'


def hashed(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()


def redact(client: httpx.Client, kind: str, subject: object, field: str, **said: Any) -> httpx.Response:
    wish = {'subject_type': kind, 'subject_id': str(subject), 'field': field, 'text': LEFT, 'reason': 'asked for by letter', **said}
    return client.post('/v1/redactions', json=wish)


@pytest.fixture
def group(graz: Somebody, world: World) -> dict[str, Any]:
    wish = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing', 'aims': NAMED}
    return dict(graz.post('/v1/working-groups', json=wish, headers={'Idempotency-Key': 'proposal-01'}).json())


def everywhere(database: Database) -> set[str]:
    """Return the tables that still hold the canary."""
    names = rows(database, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
    told = {row['relname']: rows(database, f'SELECT t::text AS said FROM {row["relname"]} t') for row in names}  # noqa: S608 -- our own
    return {name for name, found in told.items() if any(CANARY in row['said'] or CANARY.encode().hex() in row['said'] for row in found)}


def test_a_text_is_redacted_in_its_record_in_the_journal_and_in_stored_answers(
    office: Somebody, group: dict[str, Any], database: Database, ledger: Path, journal: Journal, index: Index
) -> None:
    before, seq = everywhere(database), index(group['id'])['seq']
    assert before == {'working_groups', 'journal', 'idempotency_keys'}
    answer = redact(office, 'working_group', group['id'], 'aims')
    assert answer.status_code == 201, answer.text
    assert {name: answer.json()[name] for name in ('field', 'old_sha256', 'new_sha256', 'reason')} == {
        'field': 'aims', 'old_sha256': hashed(NAMED), 'new_sha256': hashed(LEFT), 'reason': 'asked for by letter'
    }  # fmt: skip
    assert everywhere(database) == set()
    assert office.get('/v1/working-groups/fair-housing').json()['aims'] == LEFT
    first, last = journal(group['id'])[0], journal(group['id'])[-1]
    assert first['changes']['aims'] == [None, LEFT]
    assert (last['operation'], last['personal_columns'], last['changes'], last['reason']) == (
        'redact_text', ['aims'], {}, 'asked for by letter'
    )  # fmt: skip
    assert index(group['id'])['seq'] > seq
    [line] = erasure_ledger.read(ledger)
    assert line.redaction is not None
    assert (line.redaction.table, line.redaction.column, line.redaction.text) == ('working_groups', 'aims', LEFT)
    assert CANARY not in ledger.read_text()


def test_a_former_text_is_redacted_in_the_history_and_the_present_one_stays(
    office: Somebody, graz: Somebody, group: dict[str, Any], database: Database, journal: Journal
) -> None:
    assert graz.patch('/v1/working-groups/fair-housing', json={'aims': 'Homes.'}, headers={'If-Match': '*'}).status_code == 200
    assert redact(office, 'working_group', group['id'], 'aims', former_text=NAMED).status_code == 201
    assert office.get('/v1/working-groups/fair-housing').json()['aims'] == 'Homes.'
    assert [entry['changes']['aims'] for entry in journal(group['id']) if 'aims' in entry['changes']] == [[None, LEFT], [LEFT, 'Homes.']]
    assert everywhere(database) == set()


def test_the_reason_of_an_act_is_redacted(office: Somebody, graz: Somebody, journal: Journal, world: World) -> None:
    [role] = office.get('/v1/roles', params={'person_id': str(graz.id)}).json()['items']
    assert office.post(f'/v1/roles/{role["id"]}/ending', json={'reason': NAMED}, headers={'If-Match': '*'}).status_code == 200
    assert redact(office, 'role', role['id'], 'reason', former_text=NAMED).status_code == 201
    assert [entry['reason'] for entry in journal(role['id'])] == [None, LEFT, 'asked for by letter']
    assert problem(redact(office, 'role', role['id'], 'reason')) == (409, 'nothing-to-redact')
    assert world.network


def test_a_question_is_not_found_by_what_was_redacted(office: Somebody, graz: Somebody, group: dict[str, Any]) -> None:
    asked = graz.post('/v1/support-requests', json={'working_group_id': group['id'], 'question': NAMED}).json()
    assert redact(office, 'support_request', asked['id'], 'question').status_code == 201
    found = {q: office.get('/v1/support-requests', params={'q': q}).json()['items'] for q in (CANARY, 'somebody spoke')}
    assert [len(items) for items in found.values()] == [0, 1]


@pytest.fixture
def submitted(
    office: Somebody, graz: Somebody, bologna: Somebody, signed_in: SignedIn, group: dict[str, Any], world: World
) -> tuple[str, dict[str, Any]]:
    """The address of a report that was submitted, and its submission."""
    for client, city in ((bologna, 'bologna'), (signed_in('coordinator', 'berlin'), 'berlin')):
        joined = client.post('/v1/working-groups/fair-housing/members', json={'city_id': str(world.cities[city])})
        assert joined.status_code == 201
    wish = {'network_id': str(world.network), 'title': 'Assembly', 'held_on': '2030-03-01'}
    assembly = office.post('/v1/assemblies', json=wish).json()
    wish = {'working_group_id': group['id'], 'assembly_id': assembly['id'], 'text': NAMED}
    path = f'/v1/reports/{graz.post("/v1/reports", json=wish).json()["id"]}'
    assert graz.post(f'{path}/submissions', json={}, headers={'If-Match': '*'}).is_success
    [submission] = graz.get(f'{path}/submissions').json()['items']
    return path, submission


def test_a_frozen_report_keeps_its_hash_with_the_redaction_beside_it(
    office: Somebody, graz: Somebody, submitted: tuple[str, dict[str, Any]], group: dict[str, Any], database: Database
) -> None:
    path, before = submitted
    assert before['redactions'] == []
    assert redact(office, 'report', before['report_id'], 'text', text='Nobody.').status_code == 201
    [after] = graz.get(f'{path}/submissions').json()['items']
    assert (after['snapshot']['text'], after['sha256']) == ('Nobody.', before['sha256'])
    [stored] = rows(database, 'SELECT snapshot FROM submissions')
    [told] = after['redactions']
    assert (told['old_sha256'], told['new_sha256']) == (before['sha256'], hashed(stored['snapshot']))
    assert graz.get(path).json()['words']['count'] == 1
    assert redact(office, 'working_group', group['id'], 'aims').status_code == 201
    assert everywhere(database) == set()
    assert len(office.get('/v1/redactions').json()['items']) == 3


@pytest.mark.parametrize('change', ["snapshot = snapshot || ' '", "sha256 = ''", "snapshot = replace(snapshot, '.', ', Ada.')"])
def test_a_frozen_report_is_changed_by_nothing_but_a_recorded_redaction(
    office: Somebody, submitted: tuple[str, dict[str, Any]], database: Database, change: str
) -> None:
    for _ in range(2):
        with pytest.raises(psycopg.errors.RestrictViolation), psycopg.connect(database.url) as connection:
            connection.execute(f'UPDATE submissions SET {change}'.encode())  # noqa: S608 -- the cases above
        redact(office, 'report', submitted[1]['report_id'], 'text', text='Nobody.')


def test_only_administrators_of_the_office_redact_and_only_the_office_lists(
    office: Somebody, graz: Somebody, signed_in: SignedIn, client_for: ClientFor, group: dict[str, Any], world: World
) -> None:
    for client in (graz, signed_in('office_staff')):
        assert problem(redact(client, 'working_group', group['id'], 'aims')) == (403, 'role-does-not-allow')
    assert problem(redact(signed_in('office_admin', network=world.other_network), 'working_group', group['id'], 'aims'))[0] == 409
    assert redact(office, 'working_group', group['id'], 'aims').status_code == 201
    assert len(signed_in('office_staff').get('/v1/redactions').json()['items']) == 1
    assert graz.get('/v1/redactions').json()['items'] == []
    assert client_for(network=world.other_network).get('/v1/redactions').json()['items'] == []
    assert len(office.get('/v1/redactions', params={'subject_type': 'working_group', 'subject_id': group['id']}).json()['items']) == 1
    assert office.get('/v1/redactions', params={'subject_type': 'meeting'}).json()['items'] == []


@pytest.mark.parametrize(
    ('kind', 'field'), [('working_group', 'title'), ('person', 'name'), ('group', 'aims'), ('working_group', 'nothing')]
)
def test_what_is_no_free_text_is_not_redacted(office: Somebody, group: dict[str, Any], kind: str, field: str) -> None:
    assert problem(redact(office, kind, group['id'], field)) == (409, 'not-a-free-text')


def test_what_stands_nowhere_is_not_redacted(office: Somebody, group: dict[str, Any]) -> None:
    assert problem(redact(office, 'working_group', group['id'], 'rhythm')) == (409, 'nothing-to-redact')
    assert problem(redact(office, 'working_group', group['id'], 'aims', former_text='Never said.')) == (409, 'nothing-to-redact')
    assert problem(redact(office, 'working_group', group['id'], 'aims', text=NAMED)) == (409, 'nothing-to-redact')
    assert problem(redact(office, 'working_group', '0199a5c0-0010-7204-86ed-3efcca6dff62', 'aims')) == (409, 'unknown-reference')


def test_nothing_is_redacted_while_the_ledger_cannot_be_written(
    office: Somebody, group: dict[str, Any], database: Database, ledger: Path
) -> None:
    ledger.mkdir()
    assert problem(redact(office, 'working_group', group['id'], 'aims')) == (503, 'ledger-unavailable')
    assert everywhere(database) == {'working_groups', 'journal', 'idempotency_keys'}
    assert rows(database, 'SELECT * FROM redactions') == []


def test_texts_that_may_name_anybody_are_those_that_are_tagged_so() -> None:
    columns = (column for each in SQLModel.metadata.tables.values() for column in each.columns)
    found = {str(column) for column in columns if is_free_text(column.table, column.name)}
    assert {'meetings.minutes', 'meetings.joining_link', 'reports.text', 'progress_updates.obstacle', 'working_groups.aims'} <= found
    assert not {'people.name', 'contact_points.value', 'working_groups.title', 'submissions.snapshot'} & found


def test_what_was_done_before_a_redaction_is_not_done_again_with_the_same_key(
    office: Somebody, graz: Somebody, group: dict[str, Any], world: World
) -> None:
    assert redact(office, 'working_group', group['id'], 'aims').status_code == 201
    wish = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing', 'aims': NAMED}
    again = graz.post('/v1/working-groups', json=wish, headers={'Idempotency-Key': 'proposal-01'})
    assert problem(again) == (409, 'stored-answer-erased')
    assert len(graz.get('/v1/working-groups').json()['items']) == 1


def test_an_answer_that_only_contains_the_text_is_kept(office: Somebody, group: dict[str, Any], world: World, database: Database) -> None:
    other = {
        'network_id': str(world.network),
        'title': 'Other words',
        'city_id': str(world.cities['bologna']),
        'aims': f'{NAMED} And more.',
    }
    assert office.post('/v1/working-groups', json=other, headers={'Idempotency-Key': 'other-words-01'}).status_code == 201
    assert redact(office, 'working_group', group['id'], 'aims').status_code == 201
    kept = rows(database, "SELECT body IS NOT NULL AS is_kept FROM idempotency_keys WHERE key = 'other-words-01'")
    assert kept == [{'is_kept': True}]


def test_a_redaction_says_what_its_record_its_field_and_whoever_redacted_are_called(
    office: Somebody, graz: Somebody, submitted: tuple[str, dict[str, Any]], group: dict[str, Any], world: World
) -> None:
    item = graz.post(
        '/v1/action-items', json={'working_group_id': group['id'], 'title': 'A survey', 'responsible_city_id': str(world.cities['graz'])}
    ).json()
    update = graz.post('/v1/progress-updates', json={'action_item_id': item['id'], 'stage': 'in_progress', 'text': NAMED}).json()
    for kind, subject, field in (('working_group', group['id'], 'aims'), ('report', submitted[1]['report_id'], 'text')):
        assert redact(office, kind, subject, field).status_code == 201
    made = redact(office, 'progress_update', update['id'], 'text').json()
    name = office.get('/v1/me').json()['name']
    here = {'id': group['id'], 'slug': 'fair-housing', 'title': 'Fair housing'}
    listed = office.get('/v1/redactions').json()['items']
    told = [(each['subject_type'], each['subject_name'], each['field_label'], each['part_of_id']) for each in listed]
    report = submitted[1]['report_id']
    assert told == [
        ('progress_update', 'A survey', 'text', item['id']),
        ('submission', 'Fair housing', 'frozen copy', report),
        ('report', 'Fair housing', 'text', None),
        ('working_group', 'Fair housing', 'aims', None),
    ]
    assert all((each['redacted_by_name'], each['working_group']) == (name, here) for each in listed)
    assert made == listed[0] == office.get(f'/v1/redactions/{made["id"]}').json()


def test_the_history_says_which_texts_people_write_freely(office: Somebody, group: dict[str, Any]) -> None:
    found = office.get('/v1/journal-entries', params={'subject_id': group['id']}).json()['items']
    told = {change['field']: change['free_text'] for entry in found for change in entry['changes']}
    assert (told['aims'], told['title']) == (True, False)
