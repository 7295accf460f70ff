"""People as their callers see them: the office, the own city, themselves."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from api.database import Database
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem
from tests.world import at_once


def wish(world: World, city: str | None = 'graz', **fields: Any) -> dict[str, object]:
    held = str(world.cities[city]) if city else None
    return {'network_id': str(world.network), 'city_id': held, 'name': 'Gerda Graz', 'mail': 'Gerda@graz.example', **fields}


def make(client: httpx.Client, world: World, city: str | None = 'graz', **fields: object) -> dict[str, Any]:
    answer = client.post('/v1/people', json=wish(world, city, **fields))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def change(client: httpx.Client, person: object, fields: dict[str, object], version: str = '*') -> httpx.Response:
    return client.patch(f'/v1/people/{person}', json=fields, headers={'If-Match': version})


def role(office: Somebody, world: World, person: object, name: str, city: str | None = None) -> None:
    held = {'city_id': str(world.cities[city])} if city else {}
    answer = office.post('/v1/roles', json={'network_id': str(world.network), 'person_id': str(person), 'role': name, **held})
    assert answer.status_code == 201, answer.text


def test_a_person_is_made_known_and_journalled_without_name_or_address(
    office: Somebody, world: World, journal: Journal, index: Index
) -> None:
    answer = office.post('/v1/people', json=wish(world))
    person = answer.json()
    assert (answer.status_code, answer.headers['location']) == (201, f'/v1/people/{person["id"]}')
    assert (person['name'], person['mail'], person['language'], person['disabled_at']) == ('Gerda Graz', 'Gerda@graz.example', 'en', None)
    assert sorted(person['you_may']) == ['create_contact_point', 'erase_person', 'update_person']
    [entry] = journal(person['id'])
    assert (entry['operation'], sorted(entry['personal_columns'])) == ('create_person', ['mail', 'name'])
    assert 'erda' not in str(entry['changes'])
    assert index(person['id']) == {}


def test_people_are_seen_by_the_office_the_own_city_and_themselves(
    office: Somebody, graz: Somebody, bologna: Somebody, client_for: ClientFor, signed_in: SignedIn, world: World
) -> None:
    person = make(office, world)
    nobody = make(office, world, None, mail=None)
    path = f'/v1/people/{person["id"]}'

    def seen(client: httpx.Client, **parameters: str) -> set[str]:
        return {each['id'] for each in client.get('/v1/people', params=parameters).json()['items']}

    assert seen(office) == {person['id'], nobody['id'], str(graz.id), str(bologna.id)}
    assert seen(office, city_id=str(world.cities['graz'])) == {person['id'], str(graz.id)}
    assert seen(graz) == seen(client_for(city='graz')) == {person['id'], str(graz.id)}
    assert seen(bologna) == {str(bologna.id)}
    adviser = signed_in('scientific_advisor')
    assert seen(adviser) == {str(adviser.id)}
    for client in (bologna, client_for(city='bologna'), client_for(network=world.other_network), adviser):
        assert problem(client.get(path)) == (404, 'not-found')
        assert problem(change(client, person['id'], {'name': 'Mine'})) == (404, 'not-found')
    assert graz.get(path).status_code == 200


def test_a_city_makes_its_own_people_known_and_no_others(graz: Somebody, client_for: ClientFor, world: World) -> None:
    assert make(graz, world)['city_id'] == str(world.cities['graz'])
    assert make(client_for(city='graz'), world, mail=None)['mail'] is None
    for city in ('bologna', None):
        assert problem(graz.post('/v1/people', json=wish(world, city, mail=None))) == (403, 'role-does-not-allow')
    elsewhere = {**wish(world, mail=None), 'network_id': str(world.other_network)}
    assert problem(graz.post('/v1/people', json=elsewhere)) == (403, 'role-does-not-allow')


def test_a_person_belongs_to_a_network_and_a_city_that_exist(office: Somebody, client_for: ClientFor, world: World) -> None:
    answer = office.post('/v1/people', json={**wish(world), 'city_id': str(uuid4())})
    assert problem(answer) == (409, 'unknown-reference')
    assert answer.json()['errors'][0]['pointer'] == '/city_id'
    unknown = {**wish(world, None), 'network_id': str(uuid4())}
    assert problem(client_for(everywhere=True).post('/v1/people', json=unknown)) == (409, 'unknown-reference')
    assert problem(office.post('/v1/people', json=unknown)) == (403, 'role-does-not-allow')


def test_a_mail_address_belongs_to_one_person_and_it_is_not_said_to_whom(office: Somebody, world: World) -> None:
    make(office, world)
    answer = office.post('/v1/people', json=wish(world, 'bologna', name='Somebody else', mail='gERDA@Graz.example'))
    assert problem(answer) == (409, 'mail-taken')
    assert 'Gerda' not in answer.text
    other = make(office, world, mail='other@graz.example')
    assert problem(change(office, other['id'], {'mail': 'gerda@graz.example'})) == (409, 'mail-taken')
    assert change(office, other['id'], {'mail': 'OTHER@graz.example'}).json()['mail'] == 'OTHER@graz.example'
    assert change(office, other['id'], {'mail': None}).json()['mail'] is None


def test_a_person_changes_their_own_name_and_language_alone(signed_in: SignedIn) -> None:
    adviser = signed_in('scientific_advisor')
    changed = change(adviser, adviser.id, {'name': 'Ada Lovelace', 'language': 'de'}).json()
    assert (changed['name'], changed['language'], changed['version']) == ('Ada Lovelace', 'de', 2)
    refused: tuple[dict[str, object], ...] = ({'mail': 'ada@lovelace.example'}, {'disabled': True}, {'name': 'Ada', 'disabled': False})
    for fields in refused:
        answer = change(adviser, adviser.id, fields)
        assert problem(answer) == (403, 'role-does-not-allow')
    assert change(adviser, adviser.id, {'name': 'Ada'}).json()['version'] == 3


def test_nobody_disables_themself(signed_in: SignedIn, graz: Somebody) -> None:
    admin = signed_in('office_admin')
    for client in (admin, graz):
        assert problem(change(client, client.id, {'disabled': True})) == (403, 'role-does-not-allow')
        assert client.get(f'/v1/people/{client.id}').status_code == 200


def test_disabling_ends_every_session_at_once_and_enabling_opens_none(office: Somebody, graz: Somebody, database: Database) -> None:
    assert change(office, graz.id, {'disabled': True}).json()['disabled_at'] is not None
    assert problem(graz.get('/v1/people')) == (401, 'unauthenticated')
    assert change(office, graz.id, {'disabled': False}).json()['disabled_at'] is None
    assert problem(graz.get('/v1/people')) == (401, 'unauthenticated')
    with database.autocommit.connect() as connection:
        assert connection.execute(text('SELECT count(*) FROM sessions WHERE ended_at IS NULL')).scalar_one() == 0


def test_disabling_twice_keeps_the_moment(office: Somebody, graz: Somebody) -> None:
    first, again = (change(office, graz.id, {'disabled': True}).json() for _ in range(2))
    assert first['disabled_at'] == again['disabled_at']


def test_a_coordinator_changes_colleagues_but_nobody_with_a_role_beyond_the_city(
    office: Somebody, graz: Somebody, signed_in: SignedIn, world: World
) -> None:
    colleague = make(office, world)
    role(office, world, colleague['id'], 'department_contact', 'graz')
    assert change(graz, colleague['id'], {'mail': 'new@graz.example'}).status_code == 200
    role(office, world, colleague['id'], 'board_member')
    answer = change(graz, colleague['id'], {'mail': 'mine@graz.example'})
    assert problem(answer) == (403, 'role-does-not-allow')
    assert graz.get(f'/v1/people/{colleague["id"]}').json()['you_may'] == []
    assert change(office, colleague['id'], {'mail': 'theirs@graz.example'}).status_code == 200
    assert change(signed_in('office_staff'), colleague['id'], {'language': 'de'}).status_code == 200


def test_a_change_needs_the_version_it_has_seen(office: Somebody, world: World, journal: Journal) -> None:
    person = make(office, world)
    assert problem(office.patch(f'/v1/people/{person["id"]}', json={'name': 'G'})) == (428, 'precondition-required')
    assert problem(change(office, person['id'], {'name': 'G'}, '"2"')) == (412, 'stale-version')
    assert change(office, person['id'], {'name': 'G'}, '"1"').json()['version'] == 2
    assert journal(person['id'])[-1]['personal_columns'] == ['name']
    assert problem(change(office, uuid4(), {'name': 'G'})) == (404, 'not-found')


@pytest.mark.parametrize(
    'fields',
    [
        {'name': 'a\x00'}, {'name': ''}, {'name': None}, {'language': 'xx'}, {'language': None}, {'mail': 'nobody'}, {'mail': 'a@b'},
        {'mail': 'a@b.c\r\nBcc: x@y.z'}, {'mail': 'a\x00@b.example'}, {'disabled_at': None}, {'audience': 'public'},
    ],
)  # fmt: skip
def test_what_is_not_valid_is_refused(office: Somebody, world: World, fields: dict[str, Any]) -> None:
    assert problem(office.post('/v1/people', json=wish(world, **fields))) == (422, 'validation-failed')
    assert problem(change(office, make(office, world)['id'], fields)) == (422, 'validation-failed')


def test_only_true_and_false_disable(office: Somebody, world: World) -> None:
    person = make(office, world)
    for value in (None, 'true', 1):
        assert problem(change(office, person['id'], {'disabled': value})) == (422, 'validation-failed')


def test_the_same_key_makes_one_person(office: Somebody, world: World) -> None:
    first, again = (office.post('/v1/people', json=wish(world), headers={'Idempotency-Key': 'gerda-2026'}) for _ in range(2))
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(office.get('/v1/people').json()['items']) == 1


def test_a_token_needs_the_scope(client_for: ClientFor, world: World) -> None:
    assert problem(client_for('cities:read').get('/v1/people')) == (403, 'insufficient-scope')
    assert problem(client_for('people:read').post('/v1/people', json=wish(world))) == (403, 'insufficient-scope')


def test_people_are_listed_in_the_order_of_their_ids(office: Somebody, world: World) -> None:
    made = [make(office, world, mail=None)['id'] for _ in range(3)]
    page = office.get('/v1/people', params={'limit': 2}).json()
    assert [each['id'] for each in page['items']] == made[:2]
    assert [each['id'] for each in office.get('/v1/people', params={'after': page['next']}).json()['items']] == made[2:]
    assert made == sorted(made, key=UUID)


def test_people_are_found_by_name_and_address_among_those_one_may_see(office: Somebody, graz: Somebody, world: World) -> None:
    person = make(office, world, name='Gödel Łukasz', mail='gl@graz.example')

    def found(client: httpx.Client, q: str) -> list[str]:
        return [each['id'] for each in client.get('/v1/people', params={'q': q}).json()['items']]

    assert found(office, 'lukasz GODEL') == found(office, 'gl@graz.ex') == found(graz, 'Gödel') == [person['id']]
    assert found(office, 'Gödel Bologna') == []
    assert change(office, person['id'], {'name': 'Emmy Noether', 'mail': None}).status_code == 200
    assert (found(office, 'Gödel'), found(office, 'gl@graz'), found(office, 'noether')) == ([], [], [person['id']])
    exported = office.get('/v1/exports/people.csv', params={'q': 'noether'}).text.splitlines()
    assert [person['id'] in line for line in exported] == [False, True]


def test_nobody_is_found_by_the_name_of_whom_they_may_not_see(office: Somebody, bologna: Somebody, world: World) -> None:
    make(office, world)
    assert bologna.get('/v1/people', params={'q': 'gerda'}).json()['items'] == []


def test_an_address_given_to_two_people_at_once_belongs_to_one(client_for: ClientFor, world: World) -> None:
    clients = [client_for() for _ in range(6)]
    answers = at_once([partial(client.post, '/v1/people', json=wish(world)) for client in clients])
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 5]
    assert {problem(answer)[1] for answer in answers if answer.status_code == 409} <= {'mail-taken', 'conflict'}
    assert len(clients[0].get('/v1/people').json()['items']) == 1
