"""Meetings that are planned as a series: one by one meetings like others, changed and called off alone or with those that follow."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import constituted, made
from tests.routes.conftest import Journal, SignedIn, Somebody, World, problem
from tests.routes.meetings import plan, read_calendar
from tests.routes.test_meeting_invitations import invitation, invitations, told, words

WEEKLY = {'pattern': 'weekly', 'times': 4}
MARCH = {'starts_at': '2027-03-16T09:00:00Z', 'ends_at': '2027-03-16T10:30:00Z', 'time_zone': 'Europe/Vienna'}


@pytest.fixture(autouse=True)
def its_time(clock: Callable[[datetime], None]) -> None:
    """The February before the meetings."""
    clock(datetime(2027, 2, 1, 12, 0, tzinfo=UTC))


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http
    return postbox_at(database_url, service.app.state.settings, tmp_path)


@pytest.fixture
def group(office: Somebody, world: World, signed_in: SignedIn, postbox: Postbox) -> dict[str, Any]:
    """An official group, of which Graz can be reached by mail."""
    postbox.run("UPDATE people SET mail = 'graz@example.org' WHERE id = %s", signed_in('coordinator', 'graz').id)
    found = constituted(office, world)
    postbox.run("UPDATE outbox SET done_at = now(), outcome = 'sent' WHERE kind = 'notice'")
    return found


def series(caller: httpx.Client, first: dict[str, Any]) -> list[dict[str, Any]]:
    return list(made(caller.get('/v1/meetings', params={'series_id': first['series_id'], 'sort': 'starts_at', 'limit': 100}))['items'])


def starts(caller: httpx.Client, first: dict[str, Any]) -> list[str]:
    return [each['starts_at'][:16] for each in series(caller, first)]


def send(caller: httpx.Client, meeting: dict[str, Any], to: str, wish: dict[str, Any], following: str = 'true') -> httpx.Response:
    headers, query = {'If-Match': f'"{meeting["version"]}"'}, {'following': following}
    return caller.request('POST' if to else 'PATCH', f'/v1/meetings/{meeting["id"]}{to}', json=wish, headers=headers, params=query)


def test_a_series_stays_at_its_time_on_the_wall_and_is_told_by_an_invitation_to_each(
    office: Somebody, group: dict[str, Any], postbox: Postbox, journal: Journal
) -> None:
    first = plan(office, group, title='Weekly call', repeats=WEEKLY, **MARCH)
    assert starts(office, first) == ['2027-03-16T09:00', '2027-03-23T09:00', '2027-03-30T08:00', '2027-04-06T08:00']
    assert first['id'] == series(office, first)[0]['id']
    assert {each['ends_at'][11:16] for each in series(office, first)[2:]} == {'09:30'}
    assert [entry['operation'] for entry in journal(series(office, first)[3]['id'])] == ['create_meeting']
    found = invitations(postbox, 'graz@example.org')
    assert {mail['Subject'] for mail, _, _ in found} == {f'Meeting: Weekly call ({group["title"]})'}
    assert '2027-03-30 10:00–11:30 (Europe/Vienna)\n' in words(found[2][0])
    assert {(method, *event['attendees']) for _, method, event in found} == {('REQUEST', 'mailto:graz@example.org')}
    assert {event['wall'][11:16] for _, _, event in found} == {'10:00'}
    assert [event['uid'] for _, _, event in found] == [each['id'] for each in series(office, first)]


def test_one_of_a_series_is_moved_alone_by_an_invitation_of_its_own(office: Somebody, group: dict[str, Any], postbox: Postbox) -> None:
    first = plan(office, group, repeats=WEEKLY, **MARCH)
    told(postbox)
    second = series(office, first)[1]
    made(send(office, second, '', {'starts_at': '2027-03-24T09:00:00Z', 'ends_at': None}, following='false'))
    assert starts(office, first) == ['2027-03-16T09:00', '2027-03-24T09:00', '2027-03-30T08:00', '2027-04-06T08:00']
    [mail] = told(postbox).values()
    method, event = invitation(mail)
    assert (method, event['uid'], event['start']) == ('REQUEST', second['id'], '2027-03-24T09:00:00.000Z')


def test_this_and_the_following_move_by_as_many_days_to_the_new_time(office: Somebody, group: dict[str, Any], postbox: Postbox) -> None:
    first = plan(office, group, repeats=WEEKLY, **MARCH)
    second = series(office, first)[1]
    told(postbox)
    moved = made(send(office, second, '', {'starts_at': '2027-03-24T13:00:00Z', 'ends_at': '2027-03-24T14:00:00Z', 'title': 'Later'}))
    assert (moved['id'], moved['title']) == (second['id'], 'Later')
    assert starts(office, first) == ['2027-03-16T09:00', '2027-03-24T13:00', '2027-03-31T12:00', '2027-04-07T12:00']
    assert [each['title'] for each in series(office, first)] == ['Second meeting', 'Later', 'Later', 'Later']
    found = invitations(postbox, 'graz@example.org')
    assert [mail['Subject'] for mail, _, _ in found] == [f'Changed: Later ({group["title"]})'] * 3
    assert {(method, event['wall'][11:16]) for _, method, event in found} == {('REQUEST', '14:00')}
    assert [(event['uid'], event['sequence']) for _, _, event in found] == [
        (each['id'], each['version']) for each in series(office, first)[1:]
    ]


def test_what_is_changed_for_the_following_leaves_their_times_alone(office: Somebody, group: dict[str, Any], postbox: Postbox) -> None:
    first = plan(office, group, repeats=WEEKLY, **MARCH)
    second = series(office, first)[1]
    made(send(office, second, '', {'starts_at': '2027-03-24T09:00:00Z', 'ends_at': None}, following='false'))
    told(postbox)
    made(send(office, series(office, first)[0], '', {'agenda': ['Round of news'], 'visibility': 'public'}))
    assert told(postbox) == {}
    assert {(each['visibility'], *each['agenda']) for each in series(office, first)} == {('public', 'Round of news')}
    assert starts(office, first)[1] == '2027-03-24T09:00'


def test_this_and_the_following_are_called_off_and_what_was_held_stays(office: Somebody, group: dict[str, Any], postbox: Postbox) -> None:
    first = plan(office, group, repeats=WEEKLY, **MARCH)
    told(postbox)
    third = series(office, first)[2]
    made(send(office, third, '/cancellations', {'reason': 'Easter.'}))
    assert [each['stage'] for each in series(office, first)] == ['scheduled', 'scheduled', 'cancelled', 'cancelled']
    assert {each['cancellation_reason'] for each in series(office, first)[2:]} == {'Easter.'}
    found = invitations(postbox, 'graz@example.org')
    assert [mail['Subject'] for mail, _, _ in found] == [f'Called off: Second meeting ({group["title"]})'] * 2
    assert 'The reason: Easter.' in words(found[0][0])
    assert {(method, event['status']) for _, method, event in found} == {('CANCEL', 'CANCELLED')}
    assert [(event['uid'], event['sequence']) for _, _, event in found] == [
        (each['id'], each['version']) for each in series(office, first)[2:]
    ]
    assert problem(send(office, third, '', {'title': 'Again'})) == (412, 'stale-version')
    made(send(office, series(office, first)[0], '', {'title': 'Renamed'}))
    assert [each['title'] for each in series(office, first)] == ['Renamed', 'Renamed', 'Second meeting', 'Second meeting']


def test_a_meeting_of_no_series_is_followed_by_none(office: Somebody, group: dict[str, Any]) -> None:
    alone, other = plan(office, group, **MARCH), plan(office, group, starts_at='2027-03-23T09:00:00Z')
    assert alone['series_id'] is None
    made(send(office, alone, '/cancellations', {'reason': 'Ill.'}))
    assert made(office.get(f'/v1/meetings/{other["id"]}'))['stage'] == 'scheduled'


@pytest.mark.parametrize(
    ('repeats', 'refused'),
    [
        ({'pattern': 'weekly'}, 'series-end-needed'),
        ({'pattern': 'weekly', 'times': 2, 'until': '2027-04-30'}, 'series-end-needed'),
        ({'pattern': 'weekly', 'until': '2027-03-20'}, 'series-of-one'),
        ({'pattern': 'weekly', 'until': '2029-03-20'}, 'series-too-long'),
        ({'pattern': 'monthly_by_last_weekday', 'times': 2}, 'series-not-the-last-weekday'),
    ],
)
def test_a_series_that_cannot_be_is_refused(office: Somebody, group: dict[str, Any], repeats: dict[str, Any], refused: str) -> None:
    body = {'working_group_id': group['id'], 'title': 'Call', **MARCH, 'repeats': repeats}
    assert problem(office.post('/v1/meetings', json=body)) == (409, refused)


def test_the_public_calendar_has_each_meeting_of_a_series_as_the_mails_have_it(
    office: Somebody, http: httpx.Client, group: dict[str, Any]
) -> None:
    first = plan(office, group, repeats={'pattern': 'monthly_by_weekday', 'times': 3}, visibility='public', **MARCH)
    answer = http.get(f'/v1/public/working-groups/{group["slug"]}/calendar.ics')
    events = read_calendar(answer.text)['events']
    assert sorted(event['wall'] for event in events) == ['2027-03-16T10:00:00', '2027-04-20T10:00:00', '2027-05-18T10:00:00']
    assert {event['uid'] for event in events} == {each['id'] for each in series(office, first)}
