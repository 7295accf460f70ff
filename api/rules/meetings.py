"""Knows when a meeting may be changed, recorded or called off.

| stage     | what it means                                     | may become      |
| --------- | ------------------------------------------------- | --------------- |
| scheduled | it is to come, or nobody has recorded it yet      | held, cancelled |
| held      | it took place; its minutes may still be corrected | nothing         |
| cancelled | it does not take place, with a reason             | nothing         |
"""

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, tzinfo

from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {'scheduled': ('held', 'cancelled'), 'held': (), 'cancelled': ()}
_MOVES: Mapping[str, tuple[str, ...]] = {
    'scheduled': ('cancel_meeting', 'record_minutes', 'update_meeting'),
    'held': ('record_minutes',),
    'cancelled': (),
}


def moves(stage: str, *, is_closed: bool) -> tuple[str, ...]:
    """Return the operations that a meeting's stage allows; `is_closed`: its group has completed its work or was withdrawn.

    A closed group plans nothing any more. What it had planned may be called off, and what it held be recorded.
    """
    return tuple(name for name in _MOVES[stage] if not (is_closed and name == 'update_meeting'))


def why_not(operation: str, *, stage: str, meeting: str) -> Refusal | None:
    """A group chooses its rhythm and the form of its meetings: it moves or calls them off freely until they are held.

    Minutes are recorded once it was held and may be corrected; those of a cancelled meeting never.

    `meeting` is its title, for the sentence.

    Rule: W9. Source: working-group rules.
    """
    if operation in _MOVES[stage]:
        return None
    return Refusal('meeting-held' if stage == 'held' else 'meeting-cancelled', {'meeting': meeting})


# What whoever is invited has to know anew when it changes.
_WHEN_AND_WHERE = frozenset({'title', 'starts_at', 'ends_at', 'time_zone', 'mode', 'place', 'joining_link'})


def is_told(changed: Collection[str], *, starts_at: datetime, now: datetime) -> bool:
    """Say whether the cities are written to about a meeting of which these columns have changed.

    They are when it is still to come and somebody who follows what they knew would miss it. A new agenda is no reason to write.

    Rule: W9. Decided here.
    """
    return starts_at > now and not _WHEN_AND_WHERE.isdisjoint(changed)


def why_not_between(starts_at: datetime, ends_at: datetime | None, zone: tzinfo) -> Refusal | None:
    """A meeting ends after it has begun.

    The sentence says both as the clock in `zone` shows them.

    Rule: W9. Decided here.
    """
    if ends_at is None or ends_at > starts_at:
        return None
    return Refusal('ends-not-after-start', {'start': _written(starts_at, zone), 'end': _written(ends_at, zone)})


def there(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment as the clock in `zone` shows it; at the two ends of the calendar, where it shows none, in UTC."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment.astimezone(UTC)


def day_of(moment: datetime, zone: tzinfo) -> date:
    """Return the day it is in `zone` at that moment; at the two ends of the calendar, the day it is in UTC."""
    return there(moment, zone).date()


def why_not_held_on(day: date, today: date) -> Refusal | None:
    """What was noted of a meeting is recorded on its day or later.

    Rule: W9. Decided here.
    """
    return Refusal('future-date', {'date': day.isoformat(), 'today': today.isoformat()}) if day > today else None


def _written(moment: datetime, zone: tzinfo) -> str:
    return there(moment, zone).strftime('%Y-%m-%d %H:%M')
