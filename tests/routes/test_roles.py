"""Roles as their callers see them: given, listed, ended."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from api.callers import cookie_name
from api.database import Database
from tests.routes.acts import constituted, made, set_up
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem, sign_in
from tests.world import at_once


def make_person(office: Somebody, world: World, **fields: object) -> str:
    answer = office.post('/v1/people', json={'network_id': str(world.network), 'name': 'Paula Example', **fields})
    assert answer.status_code == 201, answer.text
    return str(answer.json()['id'])


def wish(world: World, person: object, name: str, city: str | None = None, **fields: object) -> dict[str, object]:
    held = {'city_id': str(world.cities[city])} if city else {}
    return {'network_id': str(world.network), 'person_id': str(person), 'role': name, **held, **fields}


def give(client: httpx.Client, wished: dict[str, object]) -> dict[str, Any]:
    answer = client.post('/v1/roles', json=wished)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def end(client: httpx.Client, role: object, version: str = '*', **fields: object) -> httpx.Response:
    return client.post(f'/v1/roles/{role}/ending', json=fields, headers={'If-Match': version})


def group_of_graz(office: Somebody, world: World) -> str:
    proposal = {'network_id': str(world.network), 'title': 'Hate speech', 'city_id': str(world.cities['graz'])}
    return str(office.post('/v1/working-groups', json=proposal).json()['id'])


def test_a_role_begins_on_the_networks_day(
    world: World,
    journal: Journal,
    index: Index,
    clock: Callable[[datetime], None],
    client_for: ClientFor,
) -> None:
    clock(datetime(2027, 3, 31, 22, 30, tzinfo=UTC))
    here = client_for()
    answer = here.post('/v1/roles', json=wish(world, make_person(here, world), 'coordinator', 'graz'))
    role = answer.json()
    assert (answer.status_code, answer.headers['location']) == (201, f'/v1/roles/{role["id"]}')
    assert (role['start_date'], role['end_date'], role['version'], role['given_by_id']) == ('2027-04-01', None, 1, str(here.id))
    assert role['you_may'] == ['end_role', 'hand_over_role']
    assert here.get(f'/v1/roles/{role["id"]}').json() == role
    assert [entry['operation'] for entry in journal(role['id'])] == ['give_role']
    assert index(role['id']) == {}


def test_a_role_lets_act_at_once_and_its_end_stops_it(office: Somebody, graz: Somebody, world: World) -> None:
    proposal = {'network_id': str(world.network), 'title': 'Fair housing', 'city_id': str(world.cities['graz'])}
    assert graz.post('/v1/working-groups', json=proposal).status_code == 201
    [role] = office.get('/v1/roles', params={'person_id': str(graz.id), 'role': 'coordinator'}).json()['items']
    ended = end(office, role['id'], '"1"', reason='a new coordinator').json()
    assert ended['version'] == 2
    assert ended['end_date'] == ended['start_date']
    assert ended['you_may'] == []
    assert problem(graz.post('/v1/working-groups', json=proposal)) == (401, 'unauthenticated')


def test_a_new_role_asks_for_a_new_sign_in(office: Somebody, graz: Somebody, bologna: Somebody, world: World) -> None:
    give(office, wish(world, graz.id, 'board_member'))
    assert problem(graz.get('/v1/roles')) == (401, 'unauthenticated')
    assert bologna.get('/v1/roles').status_code == 200


def test_an_ended_role_stays_on_record_and_can_be_given_again(office: Somebody, world: World, journal: Journal) -> None:
    person = make_person(office, world)
    role = give(office, wish(world, person, 'coordinator', 'graz'))
    assert end(office, role['id'], reason='moved on').status_code == 200
    assert (journal(role['id'])[-1]['operation'], journal(role['id'])[-1]['reason']) == ('end_role', 'moved on')
    assert problem(end(office, role['id'])) == (409, 'already-ended')
    again = give(office, wish(world, person, 'coordinator', 'graz'))
    lasting = {'person_id': person, 'ended': 'false'}
    assert [each['id'] for each in office.get('/v1/roles', params=lasting).json()['items']] == [again['id']]
    assert len(office.get('/v1/roles', params={'person_id': person}).json()['items']) == 2


def test_the_same_role_is_not_held_twice(office: Somebody, world: World) -> None:
    person = make_person(office, world)
    give(office, wish(world, person, 'coordinator', 'graz'))
    assert problem(office.post('/v1/roles', json=wish(world, person, 'coordinator', 'graz'))) == (409, 'role-already-held')
    give(office, wish(world, person, 'coordinator', 'bologna'))
    give(office, wish(world, person, 'political_head', 'graz'))


@pytest.mark.parametrize(
    ('name', 'missing'),
    [
        ('coordinator', 'role-needs-a-city'),
        ('political_head', 'role-needs-a-city'),
        ('department_contact', 'role-needs-a-city'),
        ('group_coordinator', 'role-needs-a-group'),
        ('lead_contact', 'role-needs-a-city'),
        ('organisation_contact', 'role-needs-an-organisation'),
    ],
)
def test_a_role_is_held_for_what_it_is_about(office: Somebody, world: World, name: str, missing: str) -> None:
    assert problem(office.post('/v1/roles', json=wish(world, make_person(office, world), name))) == (409, missing)


def test_a_lead_contact_is_held_for_a_group_too_and_moves_it(office: Somebody, world: World, index: Index) -> None:
    person, group = make_person(office, world), group_of_graz(office, world)
    assert problem(office.post('/v1/roles', json=wish(world, person, 'lead_contact', 'graz'))) == (409, 'role-needs-a-group')
    before = index(group)['version']
    role = give(office, wish(world, person, 'lead_contact', 'graz', working_group_id=group))
    assert index(group)['version'] == before + 1
    assert end(office, role['id']).status_code == 200
    assert index(group)['version'] == before + 2


def test_a_city_that_does_not_belong_to_the_network_has_no_roles_in_it(office: Somebody, world: World) -> None:
    answer = office.post('/v1/roles', json=wish(world, make_person(office, world), 'coordinator', 'montreal'))
    assert problem(answer) == (409, 'not-an-active-city')
    assert 'Montréal' in answer.json()['detail']


def test_a_person_who_is_disabled_is_given_no_role(office: Somebody, world: World) -> None:
    person = make_person(office, world)
    office.patch(f'/v1/people/{person}', json={'disabled': True}, headers={'If-Match': '*'})
    assert problem(office.post('/v1/roles', json=wish(world, person, 'board_member'))) == (409, 'person-disabled')


def test_what_a_role_names_exists_and_is_the_callers_to_know_of(office: Somebody, client_for: ClientFor, world: World) -> None:
    person = make_person(office, world)
    for field, wished in {
        'person_id': wish(world, uuid4(), 'board_member'),
        'city_id': wish(world, person, 'coordinator', city_id=str(uuid4())),
        'organisation_id': wish(world, person, 'organisation_contact', organisation_id=str(uuid4())),
        'working_group_id': wish(world, person, 'lead_contact', 'graz', working_group_id=str(uuid4())),
    }.items():
        answer = office.post('/v1/roles', json=wished)
        assert problem(answer) == (409, 'unknown-reference')
        assert answer.json()['errors'][0]['pointer'] == f'/{field}'
    foreign = {**wish(world, person, 'board_member'), 'network_id': str(world.other_network)}
    assert problem(client_for(network=world.other_network).post('/v1/roles', json=foreign)) == (409, 'unknown-reference')
    group = {**wish(world, person, 'lead_contact', 'montreal', working_group_id=group_of_graz(office, world))}
    elsewhere = {**group, 'network_id': str(world.other_network)}
    assert problem(client_for(everywhere=True).post('/v1/roles', json=elsewhere)) == (409, 'unknown-reference')


def test_roles_in_the_office_are_an_administrators_to_give_and_to_end(signed_in: SignedIn, office: Somebody, world: World) -> None:
    staff, admin = signed_in('office_staff'), signed_in('office_admin')
    wished = wish(world, make_person(office, world), 'office_staff')
    assert problem(staff.post('/v1/roles', json=wished)) == (403, 'role-does-not-allow')
    role = give(admin, wished)
    assert staff.get(f'/v1/roles/{role["id"]}').json()['you_may'] == []
    assert problem(end(staff, role['id'])) == (403, 'role-does-not-allow')
    assert end(admin, role['id']).status_code == 200
    assert give(staff, wish(world, make_person(office, world), 'board_member'))['you_may'] == ['end_role']
    placed = {**wished, 'city_id': str(world.cities['graz'])}
    answer = admin.post('/v1/roles', json=placed)
    assert problem(answer) == (409, 'role-is-for-the-network')
    assert answer.json()['errors'][0]['pointer'] == '/city_id'


def test_a_machine_gives_office_roles_only_with_the_scope_for_it(client_for: ClientFor, office: Somebody, world: World) -> None:
    wished = wish(world, make_person(office, world), 'office_admin')
    assert problem(client_for('people:read', 'people:write').post('/v1/roles', json=wished)) == (403, 'role-does-not-allow')
    give(client_for('people:read', 'people:write', 'admin'), wished)


def test_a_city_gives_no_roles_and_sees_its_own(
    office: Somebody, graz: Somebody, bologna: Somebody, client_for: ClientFor, world: World
) -> None:
    person = make_person(office, world, city_id=str(world.cities['graz']))
    role = give(office, wish(world, person, 'department_contact', 'graz'))
    assert problem(graz.post('/v1/roles', json=wish(world, person, 'coordinator', 'graz'))) == (403, 'role-does-not-allow')
    assert {each['person_id'] for each in graz.get('/v1/roles').json()['items']} == {person, str(graz.id)}
    assert {each['person_id'] for each in bologna.get('/v1/roles').json()['items']} == {str(bologna.id)}
    assert graz.get(f'/v1/roles/{role["id"]}').json()['you_may'] == ['end_role']
    for client in (bologna, client_for(network=world.other_network)):
        assert problem(client.get(f'/v1/roles/{role["id"]}')) == (404, 'not-found')
        assert problem(end(client, role['id'])) == (404, 'not-found')
        assert problem(client.post(f'/v1/roles/{role["id"]}/ending', json={})) == (404, 'not-found')


def test_an_ending_needs_the_version_it_has_seen(office: Somebody, world: World) -> None:
    role = give(office, wish(world, make_person(office, world), 'board_member'))
    assert problem(office.post(f'/v1/roles/{role["id"]}/ending', json={})) == (428, 'precondition-required')
    assert problem(end(office, role['id'], '"2"')) == (412, 'stale-version')
    assert problem(end(office, uuid4())) == (404, 'not-found')


@pytest.mark.parametrize(
    'fields', [{'role': 'king'}, {'role': None}, {'person_id': 'x'}, {'start_date': 'yesterday'}, {'end_date': None}, {'city_id': 0}]
)
def test_what_is_not_valid_is_refused(office: Somebody, world: World, fields: dict[str, object]) -> None:
    wished = {**wish(world, make_person(office, world), 'board_member'), **fields}
    assert problem(office.post('/v1/roles', json=wished)) == (422, 'validation-failed')


def test_a_reason_is_text(office: Somebody, world: World) -> None:
    role = give(office, wish(world, make_person(office, world), 'board_member'))
    assert problem(end(office, role['id'], reason='no\x00')) == (422, 'validation-failed')
    assert problem(end(office, role['id'], end_date='yesterday')) == (422, 'validation-failed')


def test_the_same_key_gives_one_role(office: Somebody, world: World) -> None:
    wished = wish(world, make_person(office, world), 'board_member')
    first, again = (office.post('/v1/roles', json=wished, headers={'Idempotency-Key': 'board-2026'}) for _ in range(2))
    assert (again.status_code, again.json()) == (201, first.json())


def test_a_role_given_many_times_at_once_is_held_once(client_for: ClientFor, office: Somebody, world: World) -> None:
    wished = wish(world, make_person(office, world), 'coordinator', 'graz')
    answers = at_once([partial(client_for().post, '/v1/roles', json=wished) for _ in range(6)])
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 5]
    assert {problem(answer) for answer in answers if answer.status_code == 409} == {(409, 'role-already-held')}
    assert len(office.get('/v1/roles').json()['items']) == 1


def test_a_term_is_dated_back_by_the_office_with_a_reason(office: Somebody, graz: Somebody, world: World, journal: Journal) -> None:
    person = make_person(office, world)
    back = wish(world, person, 'political_head', 'graz', start_date='2024-10-01')
    assert problem(office.post('/v1/roles', json=back)) == (409, 'reason-needed')
    assert problem(office.post('/v1/roles', json={**back, 'start_date': '2999-01-01', 'reason': 'soon'})) == (409, 'future-date')
    role = give(office, {**back, 'reason': 'elected'})
    assert (role['start_date'], journal(role['id'])[0]['reason']) == ('2024-10-01', 'elected')
    assert problem(end(graz, role['id'], end_date='2025-01-01', reason='resigned')) == (409, 'past-date-is-the-offices')
    assert problem(end(office, role['id'], end_date='2024-09-30', reason='resigned')) == (409, 'ends-before-start')
    assert problem(end(office, role['id'], end_date='2025-01-01')) == (409, 'reason-needed')
    assert end(office, role['id'], end_date='2025-01-01', reason='resigned').json()['end_date'] == '2025-01-01'


def test_a_coordinator_ends_roles_of_the_own_city_alone(office: Somebody, graz: Somebody, client_for: ClientFor, world: World) -> None:
    here = give(office, wish(world, make_person(office, world), 'department_contact', 'graz'))
    there = give(office, wish(world, make_person(office, world), 'department_contact', 'bologna'))
    board = give(office, wish(world, make_person(office, world), 'board_member'))
    for role in (there, board):
        assert problem(end(graz, role['id'])) == (404, 'not-found')
    assert end(graz, here['id'], reason='moved on').json()['end_date'] is not None
    other = give(office, wish(world, make_person(office, world), 'political_head', 'graz'))
    assert end(client_for(city='graz'), other['id']).status_code == 200


def test_who_speaks_for_an_organisation_is_among_the_members_while_it_takes_part(
    office: Somebody, http: httpx.Client, database: Database, world: World
) -> None:
    organisation = made(office.post('/v1/organisations', json={'name': 'Helping Hands', 'kind': 'civil_society'}))
    person, group = make_person(office, world), constituted(office, world)
    give(office, wish(world, person, 'organisation_contact', organisation_id=organisation['id']))
    http.cookies.set(cookie_name(secure=False), sign_in(database, UUID(person)))
    item = made(set_up(office, group, visibility='members'))
    path = f'/v1/action-items/{item["id"]}'
    assert problem(http.get(path)) == (404, 'not-found')
    joined = made(office.post(f'/v1/working-groups/{group["id"]}/associates', json={'organisation_id': organisation['id']}))
    assert made(http.get(path))['id'] == item['id']
    made(office.post(f'/v1/memberships/{joined["membership"]["id"]}/ending', json={'reason': 'It closed.'}, headers={'If-Match': '*'}))
    assert problem(http.get(path)) == (404, 'not-found')
