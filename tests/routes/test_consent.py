"""What a person publishes is seen by everybody, and what they take back is gone with the next answer, wherever it stood."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from api.database import Database
from api.erasure import apply_erasure
from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import join, made, propose
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem

Clock = Callable[[datetime], None]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VALUE = '+43 316 872 7777'


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


def point_of(caller: Somebody, visibility: str = 'public', value: str = VALUE) -> dict[str, Any]:
    body = {'person_id': str(caller.id), 'kind': 'phone', 'value': value, 'visibility': visibility}
    return made(caller.post('/v1/contact-points', json=body))


def withdrawn(caller: Somebody, point: dict[str, Any], **wish: object) -> None:
    answer = caller.patch(f'/v1/contact-points/{point["id"]}', json=wish or {'visibility': 'office'}, headers={'If-Match': '*'})
    assert answer.status_code == 200, answer.text


def led_by(graz: Somebody, world: World, *others: Somebody) -> dict[str, Any]:
    """Let Graz propose a group, and two cities join, which makes it official and public."""
    group = propose(graz, world, 'graz')
    for caller, city in zip(others, ('bologna', 'barcelona'), strict=True):
        assert join(caller, world, group, world.cities[city]).status_code == 201
    return group


def contacts(http: httpx.Client, path: str) -> list[dict[str, str]]:
    body = http.get(path).json()
    found: list[dict[str, str]] = body['lead']['contacts'] if 'lead' in body else body['contacts']
    return found


@pytest.fixture
def barcelona(signed_in: SignedIn) -> Somebody:
    return signed_in('coordinator', 'barcelona')


def test_a_city_shows_what_its_coordinator_has_published_and_nothing_else(
    http: httpx.Client, graz: Somebody, signed_in: SignedIn, database: Database
) -> None:
    assert contacts(http, '/v1/public/cities/graz') == []
    point_of(graz)
    for visibility in ('members', 'office'):
        point_of(graz, visibility, f'+43 316 {visibility}')
    withdrawn(graz, point_of(graz, value='+43 316 ended'), ended=True)
    head = signed_in('political_head', 'graz')
    point_of(head, value='+43 316 head')
    answer = http.get('/v1/public/cities/graz')
    assert answer.json()['contacts'] == [{'kind': 'phone', 'value': VALUE}]
    assert 'Greta' not in answer.text
    [listed] = http.get('/v1/public/cities?q=graz').json()['items']
    assert listed == answer.json()
    for city in ('bologna', 'berlin'):
        assert contacts(http, f'/v1/public/cities/{city}') == []
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE roles SET end_date = start_date WHERE role = 'coordinator'")
    assert contacts(http, '/v1/public/cities/graz') == []


def test_a_coordinator_in_a_network_that_the_city_has_left_is_not_shown(
    http: httpx.Client, graz: Somebody, signed_in: SignedIn, world: World, postbox: Postbox
) -> None:
    point_of(graz)
    elsewhere = signed_in('coordinator', 'graz')
    point_of(elsewhere, value='+1 514')
    postbox.run('UPDATE roles SET network_id = %s WHERE person_id = %s', world.other_network, elsewhere.id)
    assert contacts(http, '/v1/public/cities/graz') == [{'kind': 'phone', 'value': VALUE}]


@pytest.mark.parametrize('path', ['/v1/public/cities/graz', '/v1/public/working-groups/fair-housing'])
@pytest.mark.parametrize('wish', [{'visibility': 'members'}, {'visibility': 'office'}, {'ended': True}, {'value': '+43 316 1'}])
def test_no_304_keeps_what_was_withdrawn(
    http: httpx.Client, graz: Somebody, bologna: Somebody, barcelona: Somebody, world: World, path: str, wish: dict[str, Any]
) -> None:
    led_by(graz, world, bologna, barcelona)
    before = http.get(path)
    point = point_of(graz)
    published = http.get(path, headers={'If-None-Match': before.headers['etag']})
    assert (published.status_code, published.headers['cache-control']) == (200, 'no-cache')
    assert VALUE in published.text
    assert http.get(path, headers={'If-None-Match': published.headers['etag']}).status_code == 304
    withdrawn(graz, point, **wish)
    now = http.get(path, headers={'If-None-Match': published.headers['etag']})
    assert now.status_code == 200
    assert VALUE not in now.text


@pytest.mark.parametrize('path', ['/v1/public/cities/graz', '/v1/public/working-groups/fair-housing'])
def test_no_304_keeps_what_an_erasure_has_emptied(
    http: httpx.Client, graz: Somebody, bologna: Somebody, barcelona: Somebody, world: World, database: Database, path: str
) -> None:
    led_by(graz, world, bologna, barcelona)
    point_of(graz)
    seen = http.get(path)
    assert VALUE in seen.text
    with database.engine.begin() as connection:
        apply_erasure(connection, graz.id, datetime.now(UTC))
    now = http.get(path, headers={'If-None-Match': seen.headers['etag']})
    assert now.status_code == 200
    assert VALUE not in now.text


def shown(client: httpx.Client, *paths: str) -> str:
    """Return everything that is answered at these addresses; all of it is there."""
    answers = [client.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {200}, [answer.text for answer in answers]
    return '\n'.join(answer.text for answer in answers)


def test_withdrawn_while_a_notice_is_held_it_is_in_nothing_that_leaves_later(
    http: httpx.Client,
    graz: Somebody,
    office: Somebody,
    signed_in: SignedIn,
    client_for: ClientFor,
    world: World,
    postbox: Postbox,
    clock: Clock,
) -> None:
    mail = 'berta@berlin.example'
    berlin = signed_in('coordinator', 'berlin')
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', mail, berlin.id)
    point = point_of(graz)
    outside, member = client_for(network=world.other_network), client_for(city='bologna')
    clock(NOON)
    told = {'channel': 'phone', 'date': '2026-03-01'}
    group = propose(office, world, 'graz', on_behalf_of=told, channel='direct', lead_contact=contact_of(postbox, graz))
    for city in ('bologna', 'barcelona'):
        assert join(office, world, group, world.cities[city], on_behalf_of=told).status_code == 201
    everywhere = (
        '/v1/public/working-groups/fair-housing', '/v1/public/working-groups?q=fair', '/v1/public/cities/graz', '/v1/public/cities?q=graz',
        '/v1/public/cities',
    )  # fmt: skip
    for_members = ('/v1/contact-points', '/v1/exports/contact-points.csv', '/v1/exports/contact-points.ndjson')
    feed = office.get('/v1/changes?since=0&limit=1000').json()
    held = office.get('/v1/notices?kind=working_group_constituted&limit=100').text
    assert held.count(VALUE) == len(office.get('/v1/notices?kind=working_group_constituted&stage=held&limit=100').json()['items']) > 0
    assert all(VALUE in shown(http, path) for path in everywhere)
    assert all(VALUE in shown(outside, path) for path in for_members)

    clock(NOON + timedelta(hours=2))
    # Being made the lead contact has signed them out; they are back.
    postbox.run('UPDATE sessions SET ended_at = NULL WHERE person_id = %s', graz.id)
    withdrawn(graz, point)
    clock(NOON + timedelta(hours=4, seconds=1))
    letter = postbox.newest(mail)
    assert letter['Subject'] == 'New working group: Fair housing'
    assert postbox.settings.mail_from in letter.get_content()
    assert VALUE not in letter.as_string()
    assert all(VALUE not in str(each) for each in postbox.mails())
    assert VALUE not in shown(http, *everywhere)
    assert VALUE not in shown(outside, *for_members)
    assert VALUE not in shown(member, *for_members, f'/v1/contact-points?working_group_id={group["id"]}', '/v1/journal-entries')
    assert VALUE not in shown(office, '/v1/notices?limit=100')
    later = office.get('/v1/changes', params={'since': feed['next_since'], 'feed_id': feed['feed_id'], 'limit': 1000})
    assert group['id'] in {item['subject']['id'] for item in later.json()['items']}
    assert VALUE not in later.text + shown(office, '/v1/changes?since=0&limit=1000')
    assert postbox.rows("SELECT payload FROM outbox WHERE payload::text LIKE '%%316 872 7777%%'") == []


def test_the_office_finds_a_group_on_its_desk_whose_contact_went_while_its_notices_were_held(
    graz: Somebody, bologna: Somebody, barcelona: Somebody, signed_in: SignedIn, world: World, postbox: Postbox, database: Database
) -> None:
    staff = signed_in('office_staff')
    point = point_of(graz, 'members')
    led_by(graz, world, bologna, barcelona)
    assert not is_on_desk(staff, postbox)
    withdrawn(graz, point)
    assert is_on_desk(staff, postbox)
    withdrawn(graz, point, visibility='members')
    assert not is_on_desk(staff, postbox)
    # What is for the members of another network tells these nothing.
    moved = 'UPDATE contact_points SET network_id = %s'
    postbox.run(moved, world.other_network)
    assert is_on_desk(staff, postbox)
    postbox.run(moved, world.network)
    assert not is_on_desk(staff, postbox)
    with database.engine.begin() as connection:
        apply_erasure(connection, graz.id, datetime.now(UTC))
    assert is_on_desk(staff, postbox)


def is_on_desk(staff: Somebody, postbox: Postbox) -> bool:
    """Tell whether the office is asked for a contact; it is just when the held notices name the relay instead."""
    tasks = [each['subject']['title'] for each in staff.get('/v1/me/tasks').json()['items'] if each['kind'] == 'contact_not_shown']
    held = shown(staff, '/v1/notices?kind=working_group_constituted')
    assert (tasks == ['Fair housing']) == (postbox.settings.mail_from in held) == (VALUE not in held)
    return bool(tasks)


def contact_of(postbox: Postbox, person: Somebody) -> dict[str, str]:
    """Name a person as a lead contact by the mail address that they sign in with."""
    [known] = postbox.rows('SELECT name, mail FROM people WHERE id = %s', person.id)
    return {'name': known['name'], 'mail': known['mail'], 'visibility': 'office'}


def test_naming_somebody_as_lead_contact_changes_nothing_that_they_chose(
    office: Somebody, graz: Somebody, bologna: Somebody, world: World, postbox: Postbox
) -> None:
    """Who sees a person's contact is theirs to say: neither narrower nor wider by another's proposal."""
    wanted = contact_of(postbox, graz)
    hidden, published = point_of(graz, 'office', '+43 316 hidden'), point_of(graz)
    told = {'on_behalf_of': {'channel': 'mail', 'date': '2026-01-05'}}
    for point, visibility in ((hidden, 'members'), (published, 'office')):
        contact = {**wanted, 'phone': point['value'], 'visibility': visibility}
        propose(office, world, 'graz', title=f'Group {visibility}', lead_contact=contact, **told)
        now = made(office.get(f'/v1/contact-points/{point["id"]}'))
        assert (now['visibility'], now['consented_on']) == (point['visibility'], point['consented_on'])
    assert problem(bologna.get(f'/v1/contact-points/{hidden["id"]}')) == (404, 'not-found')


def test_a_notice_shows_members_what_is_for_the_members_of_their_network(
    office: Somebody, graz: Somebody, bologna: Somebody, barcelona: Somebody, world: World, postbox: Postbox, clock: Clock
) -> None:
    point = point_of(graz, 'members')
    clock(datetime.now(UTC))
    led_by(graz, world, bologna, barcelona)
    assert VALUE in shown(office, '/v1/notices?kind=working_group_constituted')
    postbox.run('UPDATE contact_points SET network_id = %s WHERE id = %s', world.other_network, UUID(point['id']))
    assert VALUE not in shown(office, '/v1/notices?kind=working_group_constituted')
