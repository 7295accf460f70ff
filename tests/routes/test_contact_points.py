"""Contact points as their callers see them: each with its own visibility, with effect at once."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.erasure_ledger import read
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem


def wish(person: object, **fields: object) -> dict[str, object]:
    return {'person_id': str(person), 'kind': 'phone', 'value': '+43 316 872 0', **fields}


def make(client: httpx.Client, person: object, **fields: object) -> dict[str, Any]:
    answer = client.post('/v1/contact-points', json=wish(person, **fields))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def change(client: httpx.Client, point: dict[str, Any], fields: dict[str, object], version: str = '*') -> httpx.Response:
    return client.patch(f'/v1/contact-points/{point["id"]}', json=fields, headers={'If-Match': version})


def seen(client: httpx.Client, **parameters: str) -> set[str]:
    answer = client.get('/v1/contact-points', params=parameters)
    assert answer.status_code == 200, answer.text
    return {each['id'] for each in answer.json()['items']}


def colleague(office: Somebody, world: World, city: str | None = 'graz') -> str:
    held = {'city_id': str(world.cities[city])} if city else {}
    answer = office.post('/v1/people', json={'network_id': str(world.network), 'name': 'Carla Colleague', **held})
    return str(answer.json()['id'])


def test_a_contact_point_is_for_members_unless_said_otherwise(graz: Somebody, journal: Journal, index: Index) -> None:
    answer = graz.post('/v1/contact-points', json=wish(graz.id))
    point = answer.json()
    assert (answer.status_code, answer.headers['location']) == (201, f'/v1/contact-points/{point["id"]}')
    assert (point['visibility'], point['consented_on'], point['version']) == ('members', None, 1)
    assert point['you_may'] == ['update_contact_point']
    assert graz.get(answer.headers['location']).json() == point
    [entry] = journal(point['id'])
    assert (entry['operation'], entry['personal_columns']) == ('create_contact_point', ['value'])
    assert 'value' not in entry['changes']
    assert '+43 316 872 0' not in str(entry)
    assert index(point['id']) == {}


def test_contact_points_are_found_by_network_and_by_city(office: Somebody, graz: Somebody, bologna: Somebody, world: World) -> None:
    of_graz, of_bologna = make(graz, graz.id)['id'], make(bologna, bologna.id)['id']
    assert seen(office, network_id=str(world.network)) == {of_graz, of_bologna}
    assert seen(office, city_id=str(world.cities['graz'])) == {of_graz}
    assert seen(office, network_id=str(world.other_network)) == set()


def test_each_visibility_shows_to_those_it_names(
    office: Somebody, graz: Somebody, bologna: Somebody, client_for: ClientFor, signed_in: SignedIn, world: World
) -> None:
    points = {visibility: make(graz, graz.id, visibility=visibility)['id'] for visibility in ('public', 'members', 'office')}
    everything = set(points.values())
    assert seen(graz) == seen(office) == seen(signed_in('office_staff')) == everything
    assert seen(bologna) == seen(client_for(city='bologna')) == {points['public'], points['members']}
    assert seen(client_for(network=world.other_network)) == {points['public']}
    assert problem(bologna.get(f'/v1/contact-points/{points["office"]}')) == (404, 'not-found')
    assert seen(bologna, person_id=str(graz.id)) == {points['public'], points['members']}
    assert seen(bologna, person_id=str(bologna.id)) == set()


def test_only_the_person_publishes_and_the_day_is_kept(
    client_for: ClientFor, signed_in: SignedIn, clock: Callable[[datetime], None]
) -> None:
    clock(datetime(2027, 5, 9, 23, 30, tzinfo=UTC))
    office, graz = client_for(), signed_in('coordinator', 'graz')
    assert problem(office.post('/v1/contact-points', json=wish(graz.id, visibility='public'))) == (409, 'only-the-person-publishes')
    point = make(office, graz.id)
    assert problem(change(office, point, {'visibility': 'public'})) == (409, 'only-the-person-publishes')
    published = change(graz, point, {'visibility': 'public'}).json()
    assert (published['visibility'], published['consented_on'], published['version']) == ('public', '2027-05-10', 2)
    assert problem(change(office, point, {'value': '+43 1 4000'})) == (409, 'only-the-person-publishes')
    clock(datetime(2027, 5, 12, 10, 0, tzinfo=UTC))
    anew = signed_in('board_member')
    assert problem(change(anew, point, {'visibility': 'office'})) == (403, 'role-does-not-allow')
    assert change(client_for(), point, {'visibility': 'public'}).json()['consented_on'] == '2027-05-10'


def test_a_withdrawn_consent_shows_with_the_next_request(graz: Somebody, bologna: Somebody, client_for: ClientFor, world: World) -> None:
    point = make(graz, graz.id, visibility='public')
    outside = client_for(network=world.other_network)
    tag = outside.get(f'/v1/contact-points/{point["id"]}').headers['etag']
    assert change(graz, point, {'visibility': 'members'}).json()['consented_on'] is None
    assert problem(outside.get(f'/v1/contact-points/{point["id"]}', headers={'If-None-Match': tag})) == (404, 'not-found')
    assert seen(bologna) == {point['id']}
    change(graz, point, {'visibility': 'office'})
    assert seen(bologna) == set()


def test_an_ended_contact_point_is_in_no_list(office: Somebody, graz: Somebody, bologna: Somebody) -> None:
    point = make(graz, graz.id, visibility='public')
    ended = change(graz, point, {'ended': True}).json()
    assert ended['ended_on'] is not None
    assert seen(graz) == seen(office) == seen(bologna) == set()
    assert problem(bologna.get(f'/v1/contact-points/{point["id"]}')) == (404, 'not-found')
    assert office.get(f'/v1/contact-points/{point["id"]}').status_code == 200
    assert problem(change(office, point, {'ended': False})) == (409, 'only-the-person-publishes')
    assert change(graz, point, {'ended': False}).json()['ended_on'] is None
    assert seen(bologna) == {point['id']}


def test_ending_does_not_publish(office: Somebody, graz: Somebody) -> None:
    point = make(office, graz.id)
    assert problem(change(office, point, {'ended': True, 'visibility': 'public'})) == (409, 'only-the-person-publishes')
    assert change(office, point, {'ended': True}).status_code == 200


def test_the_lead_contacts_of_a_group_are_found(
    office: Somebody, graz: Somebody, bologna: Somebody, client_for: ClientFor, world: World, index: Index
) -> None:
    proposal = {'network_id': str(world.network), 'title': 'Hate speech', 'city_id': str(world.cities['graz'])}
    group = graz.post('/v1/working-groups', json=proposal).json()['id']
    point, _ = make(graz, graz.id), make(bologna, bologna.id)
    assert seen(bologna, working_group_id=group) == {point['id']}
    assert seen(office, working_group_id=str(uuid4())) == set()
    before = index(group)['version']
    change(graz, point, {'visibility': 'public'})
    assert index(group)['version'] == before + 1
    assert seen(client_for(network=world.other_network), working_group_id=group) == set()
    change(graz, point, {'visibility': 'members'})
    assert index(group)['version'] == before + 2


def test_a_city_adds_one_for_a_colleague_even_for_the_office_alone(office: Somebody, graz: Somebody, world: World) -> None:
    person = colleague(office, world)
    members, hidden = make(graz, person), make(graz, person, visibility='office')
    assert members['you_may'] == hidden['you_may'] == []
    assert (hidden['value'], hidden['visibility']) == ('+43 316 872 0', 'office')
    assert seen(graz) == {members['id']}
    assert seen(office) == {members['id'], hidden['id']}
    assert set(members) == set(hidden)
    assert problem(change(graz, members, {'value': '+43'})) == (403, 'role-does-not-allow')


def test_nobody_adds_one_for_a_person_they_cannot_know_of(
    office: Somebody, bologna: Somebody, signed_in: SignedIn, client_for: ClientFor, world: World
) -> None:
    person = colleague(office, world)
    for client in (bologna, client_for(network=world.other_network), signed_in('board_member')):
        assert problem(client.post('/v1/contact-points', json=wish(person))) == (409, 'unknown-reference')
    assert problem(office.post('/v1/contact-points', json=wish(uuid4()))) == (409, 'unknown-reference')


def test_a_colleague_with_a_role_beyond_the_city_is_the_offices(office: Somebody, graz: Somebody, world: World) -> None:
    person = colleague(office, world)
    office.post('/v1/roles', json={'network_id': str(world.network), 'person_id': person, 'role': 'board_member'})
    assert problem(graz.post('/v1/contact-points', json=wish(person))) == (403, 'role-does-not-allow')
    assert make(office, person)['person_id'] == person


def test_a_change_needs_the_version_it_has_seen(graz: Somebody) -> None:
    point = make(graz, graz.id)
    path = f'/v1/contact-points/{point["id"]}'
    assert problem(graz.patch(path, json={'value': '+43 1'})) == (428, 'precondition-required')
    assert problem(change(graz, point, {'value': '+43 1'}, '"2"')) == (412, 'stale-version')
    assert change(graz, point, {'value': '+43 1'}, '"1"').json()['value'] == '+43 1'
    assert problem(change(graz, {'id': uuid4()}, {'value': '+43 1'})) == (404, 'not-found')


@pytest.mark.parametrize(
    'fields',
    [
        {'value': 'a\x00b'}, {'value': ''}, {'value': None}, {'value': 'x' * 501}, {'visibility': 'friends'}, {'visibility': None},
        {'consented_on': '2020-01-01'}, {'audience': 'public'}, {'ended_on': '2020-01-01'},
    ],
)  # fmt: skip
def test_what_is_not_valid_is_refused(graz: Somebody, fields: dict[str, object]) -> None:
    assert problem(graz.post('/v1/contact-points', json=wish(graz.id, **fields))) == (422, 'validation-failed')
    assert problem(change(graz, make(graz, graz.id), fields)) == (422, 'validation-failed')


def test_the_same_key_adds_one_contact_point(graz: Somebody) -> None:
    first, again = (graz.post('/v1/contact-points', json=wish(graz.id), headers={'Idempotency-Key': 'phone-graz'}) for _ in range(2))
    assert (again.status_code, again.json()) == (201, first.json())
    assert seen(graz) == {first.json()['id']}


def test_a_token_needs_the_scope(client_for: ClientFor, graz: Somebody) -> None:
    assert problem(client_for('cities:read').get('/v1/contact-points')) == (403, 'insufficient-scope')
    assert problem(client_for('people:read').post('/v1/contact-points', json=wish(graz.id))) == (403, 'insufficient-scope')


def test_nothing_is_withdrawn_that_a_restore_would_publish_again(graz: Somebody, ledger: Path) -> None:
    point = make(graz, graz.id, visibility='public')
    ledger.mkdir()
    assert problem(change(graz, point, {'visibility': 'members'})) == (503, 'ledger-unavailable')
    assert graz.get(f'/v1/contact-points/{point["id"]}').json() == point
    assert change(graz, point, {'visibility': 'public'}).status_code == 200, 'what withdraws nothing needs no ledger'
    ledger.rmdir()
    assert change(graz, point, {'visibility': 'members'}).status_code == 200
    [line] = read(ledger)
    assert line.withdrawal
    assert (str(line.withdrawal.contact_point_id), line.withdrawal.visibility) == (point['id'], 'members')
