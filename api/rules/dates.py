"""Knows how the network counts time: half-open periods, months, deadlines, and days on which an act may take effect.

`None` as the start of a period means that nobody recorded it (history known in part); as its end, that it goes on.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from api.rules.refusals import Refusal

_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days: `start` is in it, `end` is not."""

    start: date | None
    end: date | None


def covers(period: Period, day: date) -> bool:
    """A period covers its first day and every later one, and not the day it ends on; one that ends as it starts covers none.

    Rule: dates. Decided here.
    """
    return (period.start is None or period.start <= day) and (period.end is None or day < period.end)


def common(first: Period, second: Period) -> Period | None:
    """Return the days that both periods cover, or None when they share no day."""
    starts = [start for start in (first.start, second.start) if start is not None]
    ends = [end for end in (first.end, second.end) if end is not None]
    start, end = max(starts, default=None), min(ends, default=None)
    return None if start is not None and end is not None and end <= start else Period(start, end)


def overlapping(period: Period, others: Iterable[Period]) -> Period | None:
    """Return the first of `others` that shares a day with `period`; a member is never one twice on the same day."""
    return next((other for other in others if common(period, other)), None)


def add_months(day: date, months: int) -> date:
    """A month after the 31st is the last day of a shorter month; several months count from the original date, never in steps.

    Raises ValueError past the year 9999.

    Rule: dates. Decided here.
    """
    year, month = divmod(day.year * _MONTHS_OF_A_YEAR + day.month - 1 + months, _MONTHS_OF_A_YEAR)
    if not date.min.year <= year <= date.max.year:
        message = f'{months} months from {day} is past the calendar'
        raise ValueError(message)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_deadline(day: date, zone: tzinfo) -> datetime:
    """A deadline on a day ends at 24:00 of that day in the network's time zone.

    Returns the first moment that is too late, aware, in UTC.

    Rule: dates. Decided here.
    """
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)


def why_not_effective_on(day: date, today: date, *, is_office: bool, reason: str | None) -> Refusal | None:
    """An act takes effect today. A future day is refused; a past one is recorded by the office only, and it says why.

    Rule: dates. Decided here.
    """
    if day > today:
        return Refusal('future-date', {'date': day.isoformat(), 'today': today.isoformat()})
    if day == today:
        return None
    if not is_office:
        return Refusal('past-date-is-the-offices', {'date': day.isoformat()})
    return why_not_without_reason(reason)


def why_not_without_reason(reason: str | None) -> Refusal | None:
    """What the office does out of the ordinary carries a reason that others can read.

    Rule: dates. Decided here.
    """
    return None if reason and reason.strip() else Refusal('reason-needed')


def why_not_end(start: date | None, end: date) -> Refusal | None:
    """Nothing ends before it starts; ending on the day it started is allowed and leaves no day covered.

    Rule: dates. Decided here.
    """
    if start is None or start <= end:
        return None
    return Refusal('ends-before-start', {'start': start.isoformat(), 'end': end.isoformat()})
