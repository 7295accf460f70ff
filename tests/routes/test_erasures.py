"""Erasures: by whom, in which case not, what is left of a person, and that the ledger knows of it first."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from api import erasure_ledger
from api.database import Database
from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem
from tests.world import at_once, rows

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CANARY = 'Quetzalcoatlus'
pytestmark = pytest.mark.usefixtures('ledger')
EVERYTHING = ('people', 'roles', 'contact_points', 'invitations', 'sessions', 'sign_in_links', 'journal', 'outbox', 'changes')


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


def erase(client: httpx.Client, person: object, reason: str | None = 'asked for by letter', **headers: str) -> httpx.Response:
    return client.post(f'/v1/people/{person}/erasures', json={'reason': reason} if reason else {}, headers={'If-Match': '*', **headers})


def whole(database: Database) -> dict[str, list[dict[str, Any]]]:
    return {name: rows(database, f'SELECT * FROM {name} ORDER BY 1') for name in EVERYTHING}  # noqa: S608 -- names of our own tables


def invite(client: httpx.Client, world: World, mail: str, **fields: object) -> dict[str, Any]:
    wish = {'network_id': str(world.network), 'role': 'board_member', 'name': CANARY, 'mail': mail, **fields}
    answer = client.post('/v1/invitations', json=wish)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_the_office_erases_a_person_with_a_reason(signed_in: SignedIn, journal: Journal, database: Database, ledger: Path) -> None:
    admin, person = signed_in('office_admin'), signed_in('coordinator', 'graz', name=f'Ada {CANARY}')
    point = admin.post('/v1/contact-points', json={'person_id': str(person.id), 'value': 'ada@graz.example'}).json()
    answer = erase(admin, person.id)
    found = answer.json()
    assert (answer.status_code, found['name'], found['mail'], found['you_may']) == (200, '—', None, [])
    assert found['erased_at'] is not None
    assert person.get('/v1/me').status_code == 401
    [role] = admin.get('/v1/roles', params={'person_id': str(person.id)}).json()['items']
    assert role['end_date'] is not None
    assert rows(database, 'SELECT * FROM sessions WHERE person_id = :id', id=person.id) == []
    shown = admin.get(f'/v1/contact-points/{point["id"]}').json()
    assert (shown['value'], shown['visibility']) == ('—', 'office')
    assert shown['ended_on'] is not None
    entry = journal(str(person.id))[-1]
    assert (entry['operation'], sorted(entry['personal_columns']), entry['reason']) == (
        'erase_person', ['mail', 'name'], 'asked for by letter'
    )  # fmt: skip
    assert set(entry['changes']) == {'disabled_at', 'erased_at'}
    assert journal(point['id'])[-1]['personal_columns'] == ['value']
    assert CANARY not in str(whole(database))
    [line] = erasure_ledger.read(ledger)
    assert (line.kind, line.person_id) == ('erasure', person.id)


def test_people_erase_themselves_without_a_reason_and_are_signed_out(signed_in: SignedIn, database: Database) -> None:
    person = signed_in('department_contact', 'graz')
    answer = erase(person, person.id, None)
    assert (answer.status_code, answer.json()['name']) == (200, '—')
    assert person.get('/v1/me').status_code == 401
    assert rows(database, 'SELECT name FROM people WHERE id = :id', id=person.id) == [{'name': '—'}]


def test_nobody_else_erases_anybody(graz: Somebody, signed_in: SignedIn, client_for: ClientFor, world: World) -> None:
    person = signed_in('department_contact', 'graz')
    for client in (graz, signed_in('office_staff'), client_for(city='graz')):
        assert problem(erase(client, person.id)) == (403, 'role-does-not-allow')
    assert problem(erase(signed_in('board_member'), person.id)) == (404, 'not-found')
    assert problem(erase(client_for(network=world.other_network), person.id)) == (404, 'not-found')


def test_the_office_says_why(office: Somebody, graz: Somebody) -> None:
    assert problem(erase(office, graz.id, None)) == (409, 'reason-needed')


def test_the_last_administrator_stays(signed_in: SignedIn, client_for: ClientFor) -> None:
    admin = signed_in('office_admin')
    assert problem(erase(admin, admin.id)) == (409, 'last-administrator-stays')
    assert problem(erase(client_for(), admin.id)) == (409, 'last-administrator-stays')
    other = signed_in('office_admin')
    assert erase(admin, admin.id).status_code == 200
    assert problem(erase(other, other.id)) == (409, 'last-administrator-stays')


def test_of_two_last_administrators_who_erase_themselves_at_once_one_stays(signed_in: SignedIn) -> None:
    admins = [signed_in('office_admin') for _ in range(2)]
    codes = at_once([lambda admin=admin: erase(admin, admin.id).status_code for admin in admins])  # type: ignore[misc]  # bound at once
    assert sorted(codes) == [200, 409]


def test_an_administrator_whose_access_is_switched_off_does_not_count(office: Somebody, signed_in: SignedIn) -> None:
    admin, other = signed_in('office_admin'), signed_in('office_admin')
    assert office.patch(f'/v1/people/{other.id}', json={'disabled': True}, headers={'If-Match': '*'}).status_code == 200
    assert problem(erase(admin, admin.id)) == (409, 'last-administrator-stays')


def test_the_last_coordinator_of_a_city_hands_over_or_asks_the_office(signed_in: SignedIn, office: Somebody) -> None:
    person = signed_in('coordinator', 'graz')
    answer = erase(person, person.id)
    assert problem(answer) == (409, 'last-coordinator-hands-over')
    assert 'Graz' in answer.json()['detail']
    second = signed_in('coordinator', 'graz')
    assert erase(person, person.id).status_code == 200
    assert erase(office, second.id).status_code == 200


def test_done_again_it_changes_nothing_and_the_ledger_has_one_line(
    office: Somebody, graz: Somebody, database: Database, ledger: Path
) -> None:
    first = erase(office, graz.id)
    before = whole(database)
    again = erase(office, graz.id, 'once more')
    assert (again.status_code, again.json()) == (200, first.json())
    assert whole(database) == before
    assert len(erasure_ledger.read(ledger)) == 1


def test_the_version_is_asked_for(office: Somebody, graz: Somebody) -> None:
    assert problem(office.post(f'/v1/people/{graz.id}/erasures', json={})) == (428, 'precondition-required')
    assert problem(erase(office, graz.id, **{'If-Match': '"9"'})) == (412, 'stale-version')


def test_nothing_is_erased_while_the_ledger_cannot_be_written(office: Somebody, graz: Somebody, database: Database, ledger: Path) -> None:
    before = whole(database)
    ledger.mkdir()
    answer = erase(office, graz.id)
    assert problem(answer) == (503, 'ledger-unavailable')
    assert str(ledger) not in answer.text
    assert whole(database) == before
    ledger.rmdir()
    assert erase(office, graz.id).status_code == 200


def test_nothing_is_erased_while_the_ledger_is_broken(office: Somebody, graz: Somebody, database: Database, ledger: Path) -> None:
    ledger.write_text('{"number": 7}\n')
    assert problem(erase(office, graz.id)) == (503, 'ledger-unavailable')
    assert rows(database, 'SELECT erased_at FROM people WHERE id = :id', id=graz.id) == [{'erased_at': None}]


def test_invitations_to_them_end_whatever_the_case_of_the_address_and_no_mail_leaves(
    office: Somebody, graz: Somebody, database: Database, postbox: Postbox, world: World, journal: Journal
) -> None:
    mail = rows(database, 'SELECT mail FROM people WHERE id = :id', id=graz.id)[0]['mail']
    named, other = invite(office, world, mail.upper()), invite(office, world, 'somebody@else.example')
    assert erase(office, graz.id).status_code == 200
    [found] = rows(database, 'SELECT name, mail, stage, token_hash FROM invitations WHERE id = :id', id=named['id'])
    assert found == {'name': None, 'mail': None, 'stage': 'withdrawn', 'token_hash': None}
    assert sorted(journal(named['id'])[-1]['personal_columns']) == ['mail', 'name']
    assert [row['payload']['invitation_id'] for row in rows(database, 'SELECT payload FROM outbox WHERE done_at IS NULL')] == [other['id']]
    postbox.work()
    assert [each['To'] for each in postbox.mails()] == ['somebody@else.example']


def test_invitations_that_they_made_stand_without_their_name(
    office: Somebody, signed_in: SignedIn, postbox: Postbox, world: World, database: Database
) -> None:
    admin = signed_in('office_admin', name=f'Ada {CANARY}')
    signed_in('office_admin')
    made = invite(admin, world, 'nora@graz.example', name='Nora')
    assert erase(office, admin.id).status_code == 200
    said = postbox.newest('nora@graz.example').get_content()
    assert CANARY not in said
    assert '—' not in said.partition('-- ')[0]
    assert rows(database, 'SELECT stage FROM invitations WHERE id = :id', id=made['id']) == [{'stage': 'open'}]


def test_an_invitation_that_hands_their_role_over_goes_on(
    office: Somebody, signed_in: SignedIn, postbox: Postbox, http: httpx.Client
) -> None:
    person = signed_in('coordinator', 'graz')
    [role] = person.get('/v1/roles', params={'person_id': str(person.id)}).json()['items']
    wish = {'invitation': {'name': 'Nora', 'mail': 'nora@graz.example'}}
    assert person.post(f'/v1/roles/{role["id"]}/handovers', json=wish, headers={'If-Match': '*'}).status_code == 200
    assert erase(office, person.id).status_code == 200
    token = postbox.newest('nora@graz.example').get_content().partition('#token=')[2].split()[0]
    assert http.post('/v1/invitation-acceptances', json={'token': token}).status_code == 201
    assert http.get('/v1/me').json()['acts_for'][0]['city']['slug'] == 'graz'


def test_a_group_whose_lead_contact_was_erased_moves_in_the_feed(
    graz: Somebody, office: Somebody, index: Index, database: Database, world: World
) -> None:
    contact = {'name': f'Ada {CANARY}', 'mail': 'ada@graz.example', 'visibility': 'members'}
    wish = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing', 'lead_contact': contact}
    group = graz.post('/v1/working-groups', json=wish)
    assert group.status_code == 201, group.text
    before = index(group.json()['id'])['seq']
    [role] = rows(database, "SELECT person_id FROM roles WHERE role = 'lead_contact'")
    assert erase(office, role['person_id']).status_code == 200
    assert index(group.json()['id'])['seq'] > before
    assert CANARY not in graz.get('/v1/changes').text + graz.get('/v1/working-groups/fair-housing').text


def test_stored_answers_that_name_them_are_forgotten(office: Somebody, database: Database, world: World) -> None:
    wish, key = {'network_id': str(world.network), 'name': f'Ada {CANARY}', 'mail': 'ada@graz.example'}, {'Idempotency-Key': 'person-01'}
    person = office.post('/v1/people', json=wish, headers=key).json()
    kept = "SELECT count(*) AS kept FROM idempotency_keys WHERE position('Quetzalcoatlus' IN encode(body, 'escape')) > 0"
    assert rows(database, kept) == [{'kept': 1}]
    assert erase(office, person['id']).status_code == 200
    assert rows(database, kept) == [{'kept': 0}]
    # Sent again it is not done twice, whatever is sent: the hash of what was sent first is gone as well.
    for again in (wish, {**wish, 'name': 'Nora'}):
        assert problem(office.post('/v1/people', json=again, headers=key)) == (409, 'stored-answer-erased')
    assert rows(database, "SELECT count(*) AS known FROM people WHERE name LIKE 'Ada%' OR name = 'Nora'") == [{'known': 0}]
    assert rows(database, 'SELECT request_hash, headers, body FROM idempotency_keys') == [
        {'request_hash': b'', 'headers': {}, 'body': None}
    ]


def test_whoever_was_erased_is_not_filled_again(office: Somebody, graz: Somebody, world: World) -> None:
    point = office.post('/v1/contact-points', json={'person_id': str(graz.id), 'value': 'ada@graz.example'}).json()
    assert erase(office, graz.id).status_code == 200
    headers, person = {'If-Match': '*'}, {'person_id': str(graz.id)}
    tries = (
        office.patch(f'/v1/people/{graz.id}', json={'name': 'Ada'}, headers=headers),
        office.patch(f'/v1/people/{graz.id}', json={'disabled': False}, headers=headers),
        office.post('/v1/contact-points', json={**person, 'value': 'ada@graz.example'}),
        office.patch(f'/v1/contact-points/{point["id"]}', json={'value': 'ada@graz.example'}, headers=headers),
    )
    assert [problem(each) for each in tries] == [(409, 'person-erased')] * 4
    role = {'network_id': str(world.network), **person, 'role': 'board_member'}
    assert problem(office.post('/v1/roles', json=role)) == (409, 'person-disabled')


def test_the_journal_calls_whoever_was_erased_by_their_role(signed_in: SignedIn, office: Somebody, world: World) -> None:
    coordinator = signed_in('coordinator', 'graz', name=f'Ada {CANARY}')
    wish = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing'}
    group = coordinator.post('/v1/working-groups', json=wish).json()
    assert erase(office, coordinator.id).status_code == 200
    said = office.get('/v1/journal-entries', params={'subject_id': group['id']}).text
    assert CANARY not in said
    assert '—' not in said
    [about] = [
        each for each in office.get('/v1/journal-entries', params={'subject_id': str(coordinator.id)}).json()['items']
        if each['operation'] == 'erase_person'
    ]  # fmt: skip
    assert about['subject']['name'] is None
    assert 'erased a person' in about['sentence']


def test_a_mail_address_is_free_again(office: Somebody, graz: Somebody, database: Database, world: World) -> None:
    mail = rows(database, 'SELECT mail FROM people WHERE id = :id', id=graz.id)[0]['mail']
    assert erase(office, graz.id).status_code == 200
    assert office.post('/v1/people', json={'network_id': str(world.network), 'name': 'Nora', 'mail': mail}).status_code == 201
