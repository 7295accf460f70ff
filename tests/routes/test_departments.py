"""Departments as their callers see them: the own city and the office."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem


def wish(world: World, city: str = 'graz', **fields: Any) -> dict[str, object]:
    return {'network_id': str(world.network), 'city_id': str(world.cities[city]), 'name': 'Österreichisches Amt', **fields}


def make(client: httpx.Client, world: World, city: str = 'graz', **fields: object) -> dict[str, Any]:
    answer = client.post('/v1/departments', json=wish(world, city, **fields))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def change(client: httpx.Client, department: object, fields: dict[str, object], version: str = '*') -> httpx.Response:
    return client.patch(f'/v1/departments/{department}', json=fields, headers={'If-Match': version})


def test_a_city_adds_its_own_department(graz: Somebody, world: World, journal: Journal, index: Index) -> None:
    answer = graz.post('/v1/departments', json=wish(world))
    department = answer.json()
    assert (answer.status_code, answer.headers['location']) == (201, f'/v1/departments/{department["id"]}')
    assert (department['name'], department['version'], department['ended_on']) == ('Österreichisches Amt', 1, None)
    assert department['you_may'] == ['update_department']
    assert graz.get(answer.headers['location']).json() == department
    assert [entry['operation'] for entry in journal(department['id'])] == ['create_department']
    moved = index(department['id'])
    assert (moved['audience_now'], moved['city_id'], moved['network_id']) == ('own_city', world.cities['graz'], world.network)


def test_departments_are_seen_by_the_own_city_and_the_office(
    office: Somebody, graz: Somebody, bologna: Somebody, client_for: ClientFor, signed_in: SignedIn, world: World
) -> None:
    department, other = make(office, world), make(bologna, world, 'bologna', name='Housing')

    def seen(client: httpx.Client, **parameters: str) -> list[str]:
        return [each['id'] for each in client.get('/v1/departments', params=parameters).json()['items']]

    assert seen(office) == [other['id'], department['id']]
    assert seen(office, city_id=str(world.cities['graz'])) == [department['id']]
    assert seen(graz) == seen(client_for(city='graz')) == [department['id']]
    assert seen(bologna) == [other['id']]
    assert seen(graz, city_id=str(world.cities['bologna'])) == []
    for client in (bologna, client_for(network=world.other_network), signed_in('board_member')):
        assert problem(client.get(f'/v1/departments/{department["id"]}')) == (404, 'not-found')
        assert problem(change(client, department['id'], {'name': 'Mine'})) == (404, 'not-found')


def test_nobody_adds_a_department_to_another_city_or_in_a_network_it_is_not_of(graz: Somebody, signed_in: SignedIn, world: World) -> None:
    for client, wished in (
        (graz, wish(world, 'bologna')),
        (graz, wish(world, network_id=str(world.other_network))),
        (signed_in('political_head', 'graz'), wish(world)),
    ):
        assert problem(client.post('/v1/departments', json=wished)) == (403, 'role-does-not-allow')


def test_a_department_is_of_a_city_that_exists(office: Somebody, world: World) -> None:
    answer = office.post('/v1/departments', json=wish(world, city_id=str(uuid4())))
    assert problem(answer) == (409, 'unknown-reference')
    assert answer.json()['errors'][0]['pointer'] == '/city_id'


def test_a_department_is_renamed_and_ended_on_a_day_that_has_come(
    world: World, client_for: ClientFor, clock: Callable[[datetime], None], journal: Journal
) -> None:
    clock(datetime(2027, 5, 9, 23, 30, tzinfo=UTC))
    office = client_for()
    department = make(office, world)
    assert change(office, department['id'], {'name': 'Integration'}, '"1"').json()['name'] == 'Integration'
    assert problem(change(office, department['id'], {'ended_on': '2027-05-11'})) == (409, 'future-date')
    assert change(office, department['id'], {'ended_on': '2027-05-10'}).json()['ended_on'] == '2027-05-10'
    assert journal(department['id'])[-1]['changes'] == {'ended_on': [None, '2027-05-10']}
    assert change(office, department['id'], {'ended_on': None}).json()['ended_on'] is None


def test_a_change_needs_the_version_it_has_seen(graz: Somebody, world: World) -> None:
    department = make(graz, world)
    assert problem(graz.patch(f'/v1/departments/{department["id"]}', json={'name': 'X'})) == (428, 'precondition-required')
    assert problem(change(graz, department['id'], {'name': 'X'}, '"2"')) == (412, 'stale-version')
    assert problem(change(graz, uuid4(), {'name': 'X'})) == (404, 'not-found')


@pytest.mark.parametrize('fields', [{'name': 'a\x00'}, {'name': None}, {'ended_on': 0}, {'ended_on': '2027-02-30'}, {'mayor': 'Ada'}])
def test_what_is_not_valid_is_refused(graz: Somebody, world: World, fields: dict[str, Any]) -> None:
    assert problem(graz.post('/v1/departments', json=wish(world, **fields))) == (422, 'validation-failed')
    assert problem(change(graz, make(graz, world)['id'], fields)) == (422, 'validation-failed')


def test_the_same_key_adds_one_department(graz: Somebody, world: World) -> None:
    first, again = (graz.post('/v1/departments', json=wish(world), headers={'Idempotency-Key': 'amt-graz-1'}) for _ in range(2))
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(graz.get('/v1/departments').json()['items']) == 1


def test_a_token_needs_the_scope(client_for: ClientFor, world: World) -> None:
    assert problem(client_for('people:read').get('/v1/departments')) == (403, 'insufficient-scope')
    assert problem(client_for('cities:read', city='graz').post('/v1/departments', json=wish(world))) == (403, 'insufficient-scope')
