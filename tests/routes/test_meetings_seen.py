"""Who reads a meeting, its minutes and its link, and who hears that they have changed."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.routes.acts import follow, join, made, propose
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem
from tests.routes.meetings import LINK, plan, read, send


@pytest.fixture
def barcelona(signed_in: SignedIn) -> Somebody:
    """The coordinator of Barcelona, which is not in the group."""
    return signed_in('coordinator', 'barcelona')


@pytest.fixture
def its_time(clock: Callable[[datetime], None]) -> None:
    clock(datetime(2027, 3, 1, 12, 0, tzinfo=UTC))


@pytest.mark.usefixtures('its_time')
def test_minutes_and_the_link_are_for_the_group_and_the_office(
    office: Somebody, bologna: Somebody, barcelona: Somebody, client_for: ClientFor, signed_in: SignedIn, group: dict[str, Any]
) -> None:
    meeting = plan(office, group, joining_link=LINK, visibility='public')
    made(send(office, meeting, '/minutes', {'minutes': 'Between us.'}))
    inside = (office, bologna, client_for(city='vienna'), signed_in('lead_contact', 'graz', working_group=group['id']))
    outside = (barcelona, client_for(city='berlin'), client_for(network=office_elsewhere(office)), signed_in('board_member'))
    for callers, shown in ((inside, ('Between us.', LINK)), (outside, (None, None))):
        for caller in callers:
            listed = made(caller.get('/v1/meetings'))['items'][0]
            fed = next(item for item in follow(caller)[0] if item['subject']['id'] == meeting['id'])
            for found in (read(caller, meeting), listed, fed['data']):
                assert (found['minutes'], found['joining_link']) == shown
                assert found['minutes_document_id'] is None


def office_elsewhere(office: httpx.Client) -> Any:
    """Return the id of the other network."""
    return next(each['id'] for each in made(office.get('/v1/networks'))['items'] if each['slug'] == 'icc')


def test_a_meeting_for_the_group_alone_is_nobody_elses(
    office: Somebody, bologna: Somebody, barcelona: Somebody, group: dict[str, Any]
) -> None:
    meeting = plan(office, group, visibility='working_group')
    assert read(bologna, meeting)['title'] == 'Second meeting'
    assert problem(barcelona.get(f'/v1/meetings/{meeting["id"]}')) == (404, 'not-found')
    assert problem(send(barcelona, meeting, '', {'title': 'X'})) == (404, 'not-found')
    assert made(barcelona.get('/v1/meetings'))['items'] == []
    assert meeting['id'] not in {item['subject']['id'] for item in follow(barcelona)[0]}


def test_narrowing_who_sees_a_meeting_leaves_a_tombstone_in_the_feed(
    office: Somebody, barcelona: Somebody, bologna: Somebody, group: dict[str, Any]
) -> None:
    meeting = plan(office, group, visibility='members')
    _, since, feed_id = follow(barcelona)
    _, since_inside, feed_inside = follow(bologna)
    made(send(office, meeting, '', {'visibility': 'working_group'}))
    items, _, _ = follow(barcelona, since, feed_id)
    assert [(item['subject'], item['deleted'], item['data']) for item in items] == [({'type': 'meeting', 'id': meeting['id']}, True, None)]
    inside, _, _ = follow(bologna, since_inside, feed_inside)
    assert [(item['deleted'], item['data']['visibility']) for item in inside] == [(False, 'working_group')]


def test_a_proposal_is_not_public_so_its_meetings_are_not(office: Somebody, world: World) -> None:
    proposal = propose(office, world, title='A first idea')
    wish = {'working_group_id': proposal['id'], 'title': 'X', 'starts_at': '2027-03-01T09:00:00Z', 'visibility': 'public'}
    assert problem(office.post('/v1/meetings', json=wish)) == (409, 'wider-than-its-group')
    assert problem(send(office, plan(office, proposal), '', {'visibility': 'public'})) == (409, 'wider-than-its-group')


def test_a_meeting_that_is_had_already_is_not_sent_again(graz: Somebody, group: dict[str, Any]) -> None:
    meeting = plan(graz, group)
    tag = graz.get(f'/v1/meetings/{meeting["id"]}').headers['etag']
    assert graz.get(f'/v1/meetings/{meeting["id"]}', headers={'If-None-Match': tag}).status_code == 304


def test_a_new_name_of_a_group_or_a_city_moves_the_meetings_that_show_it(
    office: Somebody, client_for: ClientFor, world: World, group: dict[str, Any]
) -> None:
    hosted = plan(office, group, host_city_id=str(world.cities['berlin']))
    attended = plan(office, group, starts_at='2020-03-01T09:00:00Z', host_city_id=str(world.cities['berlin']))
    made(send(office, attended, '/minutes', {'attending_city_ids': [str(world.cities['berlin'])]}))
    _, since, feed_id = follow(office)
    made(client_for(everywhere=True).patch(f'/v1/cities/{world.cities["berlin"]}', json={'name': 'Groß-Berlin'}, headers={'If-Match': '*'}))
    items, since, feed_id = follow(office, since, feed_id, subject_type='meeting')
    assert {item['subject']['id'] for item in items} == {hosted['id'], attended['id']}
    assert read(office, hosted)['host_city']['name'] == 'Groß-Berlin'
    assert read(office, attended)['version'] == 3
    made(office.patch(f'/v1/working-groups/{group["id"]}', json={'title': 'Fairer housing'}, headers={'If-Match': '*'}))
    items, _, _ = follow(office, since, feed_id, subject_type='meeting')
    assert {item['data']['working_group']['title'] for item in items} == {'Fairer housing'}
    assert read(office, hosted)['version'] == hosted['version'] + 2


def test_a_token_needs_the_scope(client_for: ClientFor, group: dict[str, Any]) -> None:
    assert problem(client_for('reports:read').get('/v1/meetings')) == (403, 'insufficient-scope')
    wish = {'working_group_id': group['id'], 'title': 'X', 'starts_at': '2027-03-01T09:00:00Z'}
    assert problem(client_for('working-groups:read').post('/v1/meetings', json=wish)) == (403, 'insufficient-scope')
    fed = follow(client_for('changes:read'))[0]
    assert {item['subject']['type'] for item in fed} <= {'network', 'by_laws'}


def test_a_city_that_leaves_the_group_loses_sight_of_what_was_for_the_group_alone(
    office: Somebody, world: World, signed_in: SignedIn, group: dict[str, Any]
) -> None:
    berlin = signed_in('coordinator', 'berlin')
    joined = made(join(office, world, group, 'berlin'))['membership']
    meeting = plan(office, group, visibility='working_group', joining_link=LINK)
    assert read(berlin, meeting)['joining_link'] == LINK
    made(office.post(f'/v1/memberships/{joined["id"]}/ending', json={}, headers={'If-Match': '*'}))
    assert problem(berlin.get(f'/v1/meetings/{meeting["id"]}')) == (404, 'not-found')
