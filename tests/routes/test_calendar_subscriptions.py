"""A person's own calendar: an address that a program reads without other credentials, for as long as its person has it so."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.database import Database
from tests.routes.acts import made
from tests.routes.conftest import SignedIn, Somebody, World, problem
from tests.routes.meetings import LINK, plan, read_calendar

SUBSCRIPTIONS = '/v1/calendar-subscriptions'
pytestmark = pytest.mark.usefixtures('its_time')


@pytest.fixture
def its_time(clock: Callable[[datetime], None]) -> None:
    """The February before the meetings."""
    clock(datetime(2027, 2, 1, 12, 0, tzinfo=UTC))


def subscribed(somebody: Somebody, name: str = 'My phone') -> str:
    """Make a subscription and return the path of its address."""
    address = made(somebody.post(SUBSCRIPTIONS, json={'name': name}))['address']
    return httpx.URL(address).path


def titles(http: httpx.Client, path: str) -> set[str]:
    answer = http.get(path)
    assert answer.status_code == httpx.codes.OK, answer.text
    return {event['summary'] for event in read_calendar(answer.text)['events']}


def test_it_holds_the_meetings_of_ones_groups_and_of_the_network_with_the_links(
    http: httpx.Client, office: Somebody, world: World, graz: Somebody, signed_in: SignedIn, group: dict[str, Any]
) -> None:
    plan(office, group, title='Ours', joining_link=LINK)
    plan(office, None, network_id=str(world.network), title='Everybody', joining_link=LINK)
    own = http.get(subscribed(graz))
    assert (own.headers['content-type'], own.headers['cache-control']) == ('text/calendar; charset=utf-8', 'no-cache')
    read = read_calendar(own.text)
    assert {event['summary']: event['conference'] for event in read['events']} == {'Ours': LINK, 'Everybody': LINK}
    assert read['name'] == 'My meetings'
    assert titles(http, subscribed(signed_in('coordinator', 'berlin'))) == {'Everybody'}


def test_it_follows_the_roles_of_its_person(
    http: httpx.Client, office: Somebody, graz: Somebody, group: dict[str, Any], database: Database
) -> None:
    plan(office, group, title='Ours')
    path = subscribed(graz)
    assert titles(http, path) == {'Ours'}
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE roles SET end_date = '2027-02-01' WHERE person_id = :id"), {'id': graz.id})
    assert titles(http, path) == set()
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE people SET disabled_at = now() WHERE id = :id'), {'id': graz.id})
    assert problem(http.get(path)) == (404, 'not-found')


def test_unchanged_it_is_not_sent_again(http: httpx.Client, office: Somebody, graz: Somebody, group: dict[str, Any]) -> None:
    plan(office, group)
    path = subscribed(graz)
    tag = http.get(path).headers['etag']
    assert http.get(path, headers={'If-None-Match': tag}).status_code == httpx.codes.NOT_MODIFIED
    plan(office, group, title='Third meeting')
    assert http.get(path, headers={'If-None-Match': tag}).status_code == httpx.codes.OK


def test_the_address_is_shown_once_and_removed_leads_nowhere(http: httpx.Client, graz: Somebody, database: Database) -> None:
    key = {'Idempotency-Key': 'the-phone-of-graz'}
    answer = graz.post(SUBSCRIPTIONS, json={'name': 'My phone'}, headers=key)
    subscription = made(answer)
    path = httpx.URL(subscription['address']).path
    token = path.rpartition('/')[2].removesuffix('.ics')
    assert problem(graz.post(SUBSCRIPTIONS, json={'name': 'My phone'}, headers=key)) == (409, 'secret-already-shown')
    listed = made(graz.get(SUBSCRIPTIONS))['items']
    assert [(each.keys(), each['id'], each['name']) for each in listed] == [({'id', 'name', 'created_at'}, subscription['id'], 'My phone')]
    with database.engine.begin() as connection:
        kept = connection.execute(text('SELECT * FROM calendar_subscriptions')).one()
    assert token not in str(kept)
    assert token.encode() not in kept
    assert graz.delete(f'{SUBSCRIPTIONS}/{subscription["id"]}').status_code == httpx.codes.NO_CONTENT
    assert problem(http.get(path)) == (404, 'not-found')
    assert problem(graz.delete(f'{SUBSCRIPTIONS}/{subscription["id"]}')) == (404, 'not-found')
    kinds = [event['kind'] for event in made(graz.get('/v1/security-events'))['items']]
    assert kinds[:2] == ['calendar_removed', 'calendar_added']


def test_nobody_sees_or_removes_anothers(graz: Somebody, bologna: Somebody) -> None:
    theirs = made(graz.post(SUBSCRIPTIONS, json={'name': 'My phone'}))
    assert made(bologna.get(SUBSCRIPTIONS))['items'] == []
    assert problem(bologna.delete(f'{SUBSCRIPTIONS}/{theirs["id"]}')) == (404, 'not-found')


def test_what_is_no_address_of_ours_is_nothing(http: httpx.Client) -> None:
    assert problem(http.get('/v1/calendars/of-nobody-but-long-enough.ics')) == (404, 'not-found')
    assert problem(http.get('/v1/calendars/short.ics')) == (422, 'validation-failed')


def test_there_are_so_many_and_no_more(graz: Somebody) -> None:
    for _ in range(20):
        subscribed(graz)
    assert problem(graz.post(SUBSCRIPTIONS, json={'name': 'One more'})) == (409, 'calendar-subscriptions-enough')
