"""The rules of meetings that are repeated: on which days, until when, and at which time on the wall."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from api.rules import meeting_series as rules
from api.rules.meeting_series import MOST, OnWall, Repeat

VIENNA = ZoneInfo('Europe/Vienna')


@pytest.mark.parametrize(
    ('first', 'pattern', 'every', 'days'),
    [
        (date(2027, 3, 23), 'weekly', 1, ['2027-03-23', '2027-03-30', '2027-04-06']),
        (date(2027, 12, 21), 'weekly', 2, ['2027-12-21', '2028-01-04', '2028-01-18']),
        (date(2027, 1, 31), 'monthly_by_day', 1, ['2027-01-31', '2027-02-28', '2027-03-31']),
        (date(2027, 11, 15), 'monthly_by_day', 3, ['2027-11-15', '2028-02-15', '2028-05-15']),
        # The second Tuesday.
        (date(2027, 3, 9), 'monthly_by_weekday', 1, ['2027-03-09', '2027-04-13', '2027-05-11']),
        (date(2027, 3, 1), 'monthly_by_weekday', 2, ['2027-03-01', '2027-05-03', '2027-07-05']),
        # A fifth Wednesday is the last.
        (date(2027, 3, 31), 'monthly_by_weekday', 1, ['2027-03-31', '2027-04-28', '2027-05-26']),
        (date(2027, 2, 26), 'monthly_by_last_weekday', 1, ['2027-02-26', '2027-03-26', '2027-04-30']),
    ],
)
def test_each_pattern_has_its_days(first: date, pattern: str, every: int, days: list[str]) -> None:
    assert [day.isoformat() for day in rules.days_of(first, Repeat(pattern, every, None, 3))] == days


@pytest.mark.parametrize(
    ('until', 'times', 'refused'),
    [
        (None, 2, None),
        (date(2027, 3, 16), None, None),
        (None, None, 'series-end-needed'),
        (date(2027, 3, 16), 2, 'series-end-needed'),
        (date(2027, 3, 15), None, 'series-of-one'),
        (date(2020, 1, 1), None, 'series-of-one'),
        (date(2028, 2, 29), None, None),
        (date(2028, 3, 7), None, 'series-too-long'),
        (date(9999, 12, 31), None, 'series-too-long'),
    ],
)
def test_a_series_ends_after_so_many_or_by_a_day_and_is_not_endless(until: date | None, times: int | None, refused: str | None) -> None:
    refusal = rules.why_not_repeat(date(2027, 3, 9), Repeat('weekly', 1, until, times))
    assert (refusal.code if refusal else None) == refused


@pytest.mark.parametrize(('first', 'is_last'), [(date(2027, 4, 23), False), (date(2027, 4, 30), True), (date(2027, 2, 22), True)])
def test_the_first_day_of_last_weekdays_is_one(first: date, is_last: bool) -> None:
    assert (rules.why_not_repeat(first, Repeat('monthly_by_last_weekday', 1, None, 3)) is None) is is_last


def test_a_series_ends_with_the_calendar() -> None:
    assert rules.days_of(date(9999, 12, 20), Repeat('weekly', 1, None, MOST)) == [date(9999, 12, 20), date(9999, 12, 27)]
    assert rules.days_of(date(9999, 11, 20), Repeat('monthly_by_day', 1, None, MOST)) == [date(9999, 11, 20), date(9999, 12, 20)]


@pytest.mark.parametrize(
    ('day', 'begins', 'ends'),
    [
        (date(2027, 3, 21), '2027-03-21T09:00', '2027-03-21T10:30'),
        # Summer time has begun.
        (date(2027, 3, 28), '2027-03-28T08:00', '2027-03-28T09:30'),
        (date(2027, 10, 31), '2027-10-31T09:00', '2027-10-31T10:30'),
    ],
)
def test_the_time_on_the_wall_stays_when_the_clocks_change(day: date, begins: str, ends: str) -> None:
    starts_at, ends_at = rules.moments(OnWall(day, time(10), 0, time(11, 30)), VIENNA)
    assert ends_at is not None
    assert (starts_at.isoformat()[:16], ends_at.isoformat()[:16]) == (begins, ends)


def test_a_time_that_the_clock_skips_is_as_much_later_and_the_end_stays_after_it() -> None:
    starts_at, ends_at = rules.moments(OnWall(date(2027, 3, 28), time(2, 30), 0, time(3)), VIENNA)
    assert starts_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert ends_at == datetime(2027, 3, 28, 1, 31, tzinfo=UTC)


def test_what_is_on_the_wall_comes_back_from_it() -> None:
    starts_at, ends_at = datetime(2027, 3, 28, 21, 0, tzinfo=UTC), datetime(2027, 3, 28, 22, 30, tzinfo=UTC)
    meeting = rules.on_wall(starts_at, ends_at, VIENNA)
    assert meeting == OnWall(date(2027, 3, 28), time(23), 1, time(0, 30))
    assert rules.moments(meeting, VIENNA) == (starts_at, ends_at)
    assert rules.moments(rules.on_wall(starts_at, None, VIENNA), VIENNA) == (starts_at, None)


def test_what_follows_moves_by_as_many_days_to_the_new_time() -> None:
    was, now = OnWall(date(2027, 3, 9), time(10)), OnWall(date(2027, 3, 11), time(14), 0, time(15))
    assert rules.moved(OnWall(date(2027, 3, 16), time(9), 0, time(10)), was, now) == OnWall(date(2027, 3, 18), time(14), 0, time(15))
