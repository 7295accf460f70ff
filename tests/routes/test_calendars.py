"""Public meetings as calendars, read by the reader that Thunderbird has."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.database import Database
from tests.routes.acts import made
from tests.routes.conftest import Somebody, World, problem
from tests.routes.meetings import LINK, plan, read_calendar, send

NETWORK = '/v1/public/networks/eccar/calendar.ics'


pytestmark = pytest.mark.usefixtures('its_time')


@pytest.fixture
def its_time(clock: Callable[[datetime], None]) -> None:
    """The February before the meetings."""
    clock(datetime(2027, 2, 1, 12, 0, tzinfo=UTC))


def address_of(group: dict[str, Any]) -> str:
    return f'/v1/public/working-groups/{group["slug"]}/calendar.ics'


def calendar(answer: httpx.Response) -> dict[str, Any]:
    """What an independent program reads in a calendar."""
    assert answer.status_code == httpx.codes.OK, answer.text
    assert answer.headers['content-type'] == 'text/calendar; charset=utf-8'
    assert all(len(line.encode()) <= 75 for line in answer.text.split('\r\n')), 'RFC 5545 folds lines at 75 octets'
    return read_calendar(answer.text)


def test_a_meeting_is_when_and_where_it_was_planned_on_both_sides_of_the_change_of_clocks(
    http: httpx.Client, office: Somebody, group: dict[str, Any]
) -> None:
    titles = {'winter': '2027-03-27T09:00:00Z', 'summer': '2027-03-28T08:00:00Z'}
    place = 'Rathaus, Saal 2; Hauptplatz\\1'
    for title, starts_at in titles.items():
        plan(office, group, title=title, starts_at=starts_at, time_zone='Europe/Vienna', visibility='public', agenda=['Höre zu', 'Weiter'])
    plan(
        office, group, title='far', starts_at='2027-06-01T10:00:00Z', ends_at='2027-06-01T11:30:00Z', time_zone='America/Montreal',
        place=place, visibility='public',
    )  # fmt: skip
    found = {each['summary']: each for each in calendar(http.get(address_of(group)))['events']}
    assert {title: found[title]['wall'] for title in found} == {
        'winter': '2027-03-27T10:00:00', 'summer': '2027-03-28T10:00:00', 'far': '2027-06-01T06:00:00',
    }  # fmt: skip
    assert {found[title]['start'] for title in titles} == {'2027-03-27T09:00:00.000Z', '2027-03-28T08:00:00.000Z'}
    assert (found['far']['end'], found['far']['zone']) == ('2027-06-01T11:30:00.000Z', 'America/Montreal')
    assert (found['winter']['end'], found['winter']['description'], found['far']['location']) == (None, 'Höre zu\nWeiter', place)
    assert {each['url'].rpartition('/')[2] for each in found.values()} == {group['slug']}


def test_it_holds_what_is_public_and_neither_the_link_nor_who_came(
    http: httpx.Client, office: Somebody, world: World, group: dict[str, Any]
) -> None:
    inner = plan(office, group, title='For members')
    told = plan(office, group, title='For all', joining_link=LINK, visibility='public', starts_at='2027-01-15T09:00:00Z')
    made(send(office, told, '/minutes', {'minutes': 'Between us.', 'attending_city_ids': [str(world.cities['graz'])]}))
    own = plan(office, None, network_id=str(world.network), title='Of the network', visibility='public')
    answers = {path: http.get(path) for path in (address_of(group), NETWORK)}
    names = {path: {each['uid'] for each in calendar(answer)['events']} for path, answer in answers.items()}
    assert names == {address_of(group): {told['id']}, NETWORK: {told['id'], own['id']}}
    assert calendar(answers[NETWORK])['name'] == 'European Coalition of Cities against Racism'
    for answer in answers.values():
        assert not [hidden for hidden in (LINK, 'Between us', 'Graz', inner['title']) if hidden in answer.text.replace('\r\n ', '')]


def test_what_changes_is_told_by_its_sequence_and_what_is_called_off_stays_as_called_off(
    http: httpx.Client, office: Somebody, group: dict[str, Any]
) -> None:
    meeting = plan(office, group, visibility='public')
    first = http.get(address_of(group))
    again = http.get(address_of(group), headers={'If-None-Match': first.headers['etag']})
    assert (again.status_code, again.content) == (304, b'')
    moved = made(send(office, meeting, '', {'starts_at': '2027-03-02T09:00:00Z'}))
    made(send(office, moved, '/cancellations', {'reason': 'Too few could come.'}))
    second = http.get(address_of(group), headers={'If-None-Match': first.headers['etag']})
    before, after = (calendar(answer)['events'][0] for answer in (first, second))
    assert (before['status'], after['status']) == ('CONFIRMED', 'CANCELLED')
    assert before['sequence'] < after['sequence']
    assert before['uid'] == after['uid'] == meeting['id']


def test_meetings_of_long_ago_are_left_out(http: httpx.Client, office: Somebody, group: dict[str, Any]) -> None:
    plan(office, group, title='Long ago', visibility='public', starts_at='2025-12-01T09:00:00Z')
    kept = plan(office, group, title='Last spring', visibility='public', starts_at='2026-04-01T09:00:00Z')
    assert [each['uid'] for each in calendar(http.get(address_of(group)))['events']] == [kept['id']]


def test_a_former_slug_goes_on_and_what_is_not_public_has_no_calendar(
    http: httpx.Client, database: Database, group: dict[str, Any]
) -> None:
    with database.engine.begin() as connection:
        statement = text("INSERT INTO former_slugs (slug, subject_type, subject_id) VALUES ('former', 'working_group', :id)")
        connection.execute(statement, {'id': group['id']})
    assert http.get(address_of({'slug': 'former'})).text == http.get(address_of(group)).text
    assert problem(http.get(address_of({'slug': 'no-such-group'}))) == (404, 'not-found')
    assert problem(http.get('/v1/public/networks/no-such-network/calendar.ics')) == (404, 'not-found')
