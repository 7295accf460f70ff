"""Knows on which days a meeting is repeated, and how those of a series move together: by the calendar and the clock on the wall.

| pattern                 | repeated                                                                          |
| ----------------------- | --------------------------------------------------------------------------------- |
| weekly                  | on the same weekday                                                               |
| monthly_by_day          | on the same day of the month; the last one of a shorter month                     |
| monthly_by_weekday      | on the second Tuesday, say; a fifth weekday, which few months have, is the last   |
| monthly_by_last_weekday | on the last Friday, say                                                           |
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import count as counted_from
from itertools import islice, takewhile

from api.rules import dates
from api.rules.meetings import there
from api.rules.refusals import Refusal

PATTERNS = ('weekly', 'monthly_by_day', 'monthly_by_weekday', 'monthly_by_last_weekday')
# A bound against mishaps: a year of weeks.
MOST = 52
_A_WEEK = timedelta(weeks=1)
_FIFTH = 4


@dataclass(frozen=True, slots=True)
class Repeat:
    """How a meeting is repeated: by a pattern, each or every so many weeks or months, so many times or until a day that may be the last."""

    pattern: str
    every: int
    until: date | None
    times: int | None


@dataclass(frozen=True, slots=True)
class OnWall:
    """A meeting as calendar and clock show it where it is: its day, when it begins, and so many days later when it ends."""

    day: date
    begins: time
    days: int = 0
    ends: time | None = None


def why_not_repeat(first: date, repeat: Repeat) -> Refusal | None:
    """A series ends after so many meetings or by a day, has at least two of them and at most a year of weeks.

    Rule: W9. Decided here.
    """
    if (repeat.until is None) == (repeat.times is None):
        return Refusal('series-end-needed')
    if repeat.pattern == 'monthly_by_last_weekday' and first.day + _A_WEEK.days <= monthrange(first.year, first.month)[1]:
        return Refusal('series-not-the-last-weekday', {'date': first.isoformat()})
    found = len(_days(first, repeat, MOST + 1))
    if found > MOST:
        return Refusal('series-too-long', {'count': MOST})
    return Refusal('series-of-one') if found <= 1 else None


def days_of(first: date, repeat: Repeat) -> list[date]:
    """A group chooses its rhythm: its meetings are repeated on the days of a pattern, counted from the first.

    Rule: W9. Source: working-group rules. Decided here: the patterns.
    """
    return _days(first, repeat, MOST)


def _days(first: date, repeat: Repeat, most: int) -> list[date]:
    wanted = most if repeat.times is None else min(repeat.times, most)
    return list(islice(takewhile(lambda day: repeat.until is None or day <= repeat.until, _all_days(first, repeat)), wanted))


def _all_days(first: date, repeat: Repeat) -> Iterator[date]:
    """Yield the days of a pattern to the end of the calendar."""
    try:
        for number in counted_from():
            yield _day(first, repeat, number)
    except (OverflowError, ValueError):
        return


def _day(first: date, repeat: Repeat, number: int) -> date:
    if repeat.pattern == 'weekly':
        return first + number * repeat.every * _A_WEEK
    same_day = dates.add_months(first, number * repeat.every)
    if repeat.pattern == 'monthly_by_day':
        return same_day
    place = (first.day - 1) // _A_WEEK.days
    if repeat.pattern == 'monthly_by_last_weekday' or place == _FIFTH:
        last = same_day.replace(day=monthrange(same_day.year, same_day.month)[1])
        return last - timedelta(days=(last.weekday() - first.weekday()) % _A_WEEK.days)
    start = same_day.replace(day=1)
    return start + timedelta(days=(first.weekday() - start.weekday()) % _A_WEEK.days) + place * _A_WEEK


def on_wall(starts_at: datetime, ends_at: datetime | None, zone: tzinfo) -> OnWall:
    """Return a meeting as calendar and clock in `zone` show it."""
    start, end = there(starts_at, zone), there(ends_at, zone) if ends_at else None
    if end is None:
        return OnWall(start.date(), start.time())
    return OnWall(start.date(), start.time(), (end.date() - start.date()).days, end.time())


def moments(meeting: OnWall, zone: tzinfo) -> tuple[datetime, datetime | None]:
    """The meetings of a series stay at their time on the wall when the clocks change. A time that a clock skips is as much later.

    Returns when it begins and ends, in UTC.

    Rule: W9. Decided here.
    """
    starts_at = datetime.combine(meeting.day, meeting.begins, tzinfo=zone).astimezone(UTC)
    if meeting.ends is None:
        return starts_at, None
    ends_at = datetime.combine(meeting.day + timedelta(days=meeting.days), meeting.ends, tzinfo=zone).astimezone(UTC)
    return starts_at, max(ends_at, starts_at + timedelta(minutes=1))


def moved(follows: OnWall, was: OnWall, now: OnWall) -> OnWall:
    """A meeting that follows one which moves is moved by as many days, to its new time on the wall.

    Rule: W9. Decided here.
    """
    return replace(now, day=follows.day + (now.day - was.day))
