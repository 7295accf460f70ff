"""The rules of meetings, and of who may see what a group keeps."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from api.rules import meetings, records
from api.rules.meetings import STAGES
from api.rules.refusals import Refusal

VIENNA = ZoneInfo('Europe/Vienna')


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, 28, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ('stage', 'operation', 'code'),
    [
        ('scheduled', 'update_meeting', None),
        ('scheduled', 'record_minutes', None),
        ('scheduled', 'cancel_meeting', None),
        ('held', 'update_meeting', 'meeting-held'),
        ('held', 'record_minutes', None),
        ('held', 'cancel_meeting', 'meeting-held'),
        ('cancelled', 'update_meeting', 'meeting-cancelled'),
        ('cancelled', 'record_minutes', 'meeting-cancelled'),
        ('cancelled', 'cancel_meeting', 'meeting-cancelled'),
    ],
)
def test_a_meeting_moves_freely_until_it_was_held_or_called_off(stage: str, operation: str, code: str | None) -> None:
    assert meetings.why_not(operation, stage=stage, meeting='Second') == (Refusal(code, {'meeting': 'Second'}) if code else None)


@pytest.mark.parametrize(
    ('changed', 'starts_at', 'told'),
    [
        ({'starts_at'}, at(10, 1), True),
        ({'agenda', 'place'}, at(10, 1), True),
        ({'agenda'}, at(10, 1), False),
        ({'host_city_id'}, at(10, 1), False),
        (set(), at(10, 1), False),
        ({'starts_at'}, at(10), False),
        ({'joining_link'}, at(9), False),
    ],
)
def test_cities_are_told_when_and_where_while_it_is_to_come(changed: set[str], starts_at: datetime, told: bool) -> None:
    assert meetings.is_told(changed, starts_at=starts_at, now=at(10)) == told


@pytest.mark.parametrize('stage', STAGES)
def test_what_a_stage_offers_is_what_it_does_not_refuse(stage: str) -> None:
    offered = meetings.moves(stage, is_closed=False)
    assert offered == tuple(
        name for name in ('cancel_meeting', 'record_minutes', 'update_meeting') if not meetings.why_not(name, stage=stage, meeting='')
    )


def test_a_closed_group_plans_nothing_but_records_and_calls_off() -> None:
    assert meetings.moves('scheduled', is_closed=True) == ('cancel_meeting', 'record_minutes')
    assert meetings.moves('held', is_closed=True) == ('record_minutes',)


@pytest.mark.parametrize(
    ('starts_at', 'ends_at', 'fits'),
    [
        (at(9), None, True),
        (at(9), at(9, 1), True),
        (at(9), at(9), False),
        (at(9), at(8, 59), False),
        # The night the clocks go forward: on the wall an hour and a minute lie between, in truth a minute.
        (datetime(2027, 3, 28, 1, 59, tzinfo=VIENNA), datetime(2027, 3, 28, 3, 0, tzinfo=VIENNA), True),
        (datetime(2027, 3, 28, 10, 0, tzinfo=VIENNA), at(8), False),
    ],
)
def test_a_meeting_ends_after_it_has_begun(starts_at: datetime, ends_at: datetime | None, fits: bool) -> None:
    assert (meetings.why_not_between(starts_at, ends_at, VIENNA) is None) is fits


def test_the_refusal_says_the_times_as_the_clock_on_the_wall_shows_them() -> None:
    refusal = meetings.why_not_between(at(9), at(8), VIENNA)
    assert refusal == Refusal('ends-not-after-start', {'start': '2027-03-28 11:00', 'end': '2027-03-28 10:00'})


@pytest.mark.parametrize(
    ('moment', 'zone', 'day'),
    [
        (datetime(2027, 3, 1, 23, 30, tzinfo=UTC), 'Europe/Vienna', date(2027, 3, 2)),
        (datetime(2027, 3, 1, 3, 0, tzinfo=UTC), 'America/Montreal', date(2027, 2, 28)),
        (datetime(1, 1, 1, tzinfo=UTC), 'America/Montreal', date(1, 1, 1)),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), 'Pacific/Auckland', date(9999, 12, 31)),
    ],
)
def test_the_day_of_a_moment_is_the_one_at_its_place(moment: datetime, zone: str, day: date) -> None:
    assert meetings.day_of(moment, ZoneInfo(zone)) == day


@pytest.mark.parametrize(('day', 'code'), [(date(2027, 3, 1), None), (date(2027, 2, 28), None), (date(2027, 3, 2), 'future-date')])
def test_minutes_are_of_today_or_earlier(day: date, code: str | None) -> None:
    refusal = meetings.why_not_held_on(day, date(2027, 3, 1))
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ('audience', 'group', 'of_group', 'code'),
    [
        ('public', 'Fair housing', 'public', None),
        ('public', 'Fair housing', 'members', 'wider-than-its-group'),
        ('members', 'Fair housing', 'members', None),
        ('working_group', 'Fair housing', 'members', None),
        ('public', None, 'public', None),
    ],
)
def test_what_a_group_keeps_is_shown_to_no_more_people_than_the_group(
    audience: str, group: str | None, of_group: str, code: str | None
) -> None:
    refusal = records.why_not_shown_to(audience, group=group, group_audience=of_group)
    assert refusal == (Refusal(code, {'group': 'Fair housing'}) if code else None)


@pytest.mark.parametrize(
    ('audience', 'shared', 'output'),
    [
        ('working_group', [], None),
        ('members', [('A', 'members')], None),
        ('public', [('A', 'public'), ('B', 'members')], None),
        ('working_group', [('A', 'members')], 'A'),
        ('members', [('A', 'members'), ('B', 'public')], 'B'),
    ],
)
def test_a_document_is_seen_by_everybody_with_whom_it_was_shared(audience: str, shared: list[tuple[str, str]], output: str | None) -> None:
    refusal = records.why_not_narrowed_to(audience, shared)
    assert refusal == (Refusal('document-is-shared', {'output': output}) if output else None)


def test_audiences_are_ordered_from_the_widest() -> None:
    assert records.wider('public', 'members') == records.wider('members', 'public') == 'public'
    assert records.wider('members', 'members') == 'members'
    assert not records.is_wider('members', 'members')
