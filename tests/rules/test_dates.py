"""How the network counts time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from api.rules import dates
from api.rules.dates import Period
from api.rules.refusals import Refusal

TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ('start', 'end', 'day', 'covered'),
    [
        (date(2024, 1, 1), None, date(2024, 1, 1), True),
        (date(2024, 1, 1), None, date(2023, 12, 31), False),
        (date(2024, 1, 1), date(2024, 2, 1), date(2024, 1, 31), True),
        (date(2024, 1, 1), date(2024, 2, 1), date(2024, 2, 1), False),
        (None, date(2024, 2, 1), date(1990, 1, 1), True),
        (None, None, TODAY, True),
        (TODAY, TODAY, TODAY, False),
    ],
)
def test_a_period_covers_its_first_day_and_not_the_day_it_ends_on(start: date | None, end: date | None, day: date, covered: bool) -> None:
    assert dates.covers(Period(start, end), day) is covered


@pytest.mark.parametrize(
    ('first', 'second', 'shared'),
    [
        (Period(date(2024, 1, 1), date(2024, 6, 1)), Period(date(2024, 3, 1), None), Period(date(2024, 3, 1), date(2024, 6, 1))),
        (Period(None, None), Period(date(2024, 3, 1), None), Period(date(2024, 3, 1), None)),
        (Period(None, None), Period(None, None), Period(None, None)),
        (Period(date(2024, 1, 1), date(2024, 3, 1)), Period(date(2024, 3, 1), None), None),
    ],
)
def test_two_periods_share_the_days_that_both_cover(first: Period, second: Period, shared: Period | None) -> None:
    assert dates.common(first, second) == shared
    assert dates.common(second, first) == shared


def test_a_period_that_follows_another_on_the_day_it_ends_does_not_overlap_it() -> None:
    former = Period(date(2020, 1, 1), date(2024, 1, 1))
    assert dates.overlapping(Period(date(2024, 1, 1), None), [former]) is None
    assert dates.overlapping(Period(date(2023, 12, 31), None), [former]) == former


@pytest.mark.parametrize(
    ('day', 'months', 'then'),
    [
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2025, 8, 31), 1, date(2025, 9, 30)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 15), 24, date(2027, 12, 15)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 5, 5), 0, date(2025, 5, 5)),
    ],
)
def test_adding_months_clamps_to_the_last_day_of_a_shorter_month(day: date, months: int, then: date) -> None:
    assert dates.add_months(day, months) == then


def test_several_months_count_from_the_original_date_and_not_in_steps() -> None:
    start = date(2025, 1, 31)
    assert [dates.add_months(start, months) for months in (1, 2, 3)] == [date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30)]


@pytest.mark.parametrize(('day', 'months'), [(date(9999, 12, 1), 1), (date(1, 1, 1), -1)])
def test_months_past_the_calendar_are_an_error(day: date, months: int) -> None:
    with pytest.raises(ValueError, match='past the calendar'):
        dates.add_months(day, months)


@pytest.mark.parametrize(
    ('day', 'zone', 'too_late_from'),
    [
        (date(2026, 1, 15), 'Europe/Berlin', datetime(2026, 1, 15, 23, tzinfo=UTC)),
        (date(2026, 7, 15), 'Europe/Berlin', datetime(2026, 7, 15, 22, tzinfo=UTC)),
        (date(2026, 3, 28), 'Europe/Berlin', datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 29), 'Europe/Berlin', datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 12, 31), 'Europe/London', datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_deadline_ends_at_midnight_of_the_network_also_when_clocks_change(day: date, zone: str, too_late_from: datetime) -> None:
    assert dates.end_of_deadline(day, ZoneInfo(zone)) == too_late_from


@pytest.mark.parametrize(
    ('day', 'is_office', 'reason', 'code'),
    [
        (TODAY, False, None, None),
        (TODAY, True, None, None),
        (date(2026, 3, 11), False, None, 'future-date'),
        (date(2026, 3, 11), True, 'agreed by telephone', 'future-date'),
        (date(2026, 3, 9), False, 'we forgot', 'past-date-is-the-offices'),
        (date(2026, 3, 9), True, None, 'reason-needed'),
        (date(2026, 3, 9), True, '  ', 'reason-needed'),
        (date(2026, 3, 9), True, 'The letter of Graz arrived on that day.', None),
    ],
)
def test_an_act_takes_effect_today_or_by_the_office_with_a_reason_earlier(
    day: date, is_office: bool, reason: str | None, code: str | None
) -> None:
    refusal = dates.why_not_effective_on(day, TODAY, is_office=is_office, reason=reason)
    assert (refusal.code if refusal else None) == code


def test_a_future_day_is_refused_naming_it_and_today() -> None:
    refusal = dates.why_not_effective_on(date(2027, 1, 1), TODAY, is_office=True, reason=None)
    assert refusal == Refusal('future-date', {'date': '2027-01-01', 'today': '2026-03-10'})


@pytest.mark.parametrize(
    ('start', 'end', 'refused'),
    [
        (date(2026, 1, 1), date(2026, 1, 2), False),
        (date(2026, 1, 1), date(2026, 1, 1), False),
        (date(2026, 1, 2), date(2026, 1, 1), True),
        (None, date(1999, 1, 1), False),
    ],
)
def test_nothing_ends_before_it_starts(start: date | None, end: date, refused: bool) -> None:
    assert bool(dates.why_not_end(start, end)) is refused
