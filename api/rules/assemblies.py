"""Knows what a working group owes the general assembly, and when an assembly and its decisions may be recorded.

| stage     | what it means                                              | may become |
| --------- | ---------------------------------------------------------- | ---------- |
| announced | its day is known; reports and declarations are prepared    | held       |
| held      | over; what groups owed it may still be handed in, as late  | nothing    |
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {'announced': ('held',), 'held': ()}
MODES = ('online', 'in_person', 'hybrid')
_CLOSED = {'completed': 'group-completed', 'withdrawn': 'group-withdrawn'}
_DAY_LONG, _MONTH_LONG = 3, 2


@dataclass(frozen=True, slots=True)
class Standing:
    """A group as far as an assembly asks: its stage, since when it is official, and when its work ended.

    `constituted` is a day or a part of one (2025, 2025-03, 2025-03-04); None when nobody recorded it. `known_since` is the day on
    which the system learnt of the group as an official one: it cannot be younger than that.
    """

    stage: str
    constituted: str | None
    known_since: date
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Owing:
    """Whether something is owed, and why: the sentence `assembly.because.<code>`, filled with `parameters`."""

    owes: bool
    code: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)


def latest_day_of(value: str) -> date:
    """Return the last day that a date known in part can mean: 2024 is 2024-12-31, 2024-02 is 2024-02-29."""
    parts = [int(part) for part in value.split('-')]
    year = parts[0]
    month = parts[1] if len(parts) >= _MONTH_LONG else 12
    day = parts[2] if len(parts) >= _DAY_LONG else monthrange(year, month)[1]
    return date(year, month, day)


def official_since(standing: Standing) -> date:
    """A group constituted in a year or month of which no day is known counts as constituted on its last day, never earlier.

    Nobody owes anything on a guess. What the system knew on a day was so by that day.

    Rule: W10. Decided here.
    """
    known = [standing.known_since]
    return min([*known, latest_day_of(standing.constituted)] if standing.constituted else known)


def owes_report(standing: Standing, held_on: date, report_after_days: int) -> Owing:
    """A group that has been official for long enough on the day of the general assembly owes it one brief report.

    A group that was completed or withdrawn before that day owes nothing; one that completes its work on it still reports.

    `report_after_days` is that of the by-laws in force on the assembly's day.

    Rule: W10. Figures: report_after_days. Source: working-group rules.
    """
    gone = _not_there(standing, held_on)
    if gone is not None:
        return gone
    since = official_since(standing)
    facts: dict[str, str | int] = {'start': standing.constituted or since.isoformat(), 'count': report_after_days}
    if (held_on - since).days < report_after_days:
        return Owing(owes=False, code='too_young', parameters=facts)
    return Owing(owes=True, code='long_enough', parameters=facts)


def owes_declaration(standing: Standing, held_on: date) -> bool:
    """Each group that was official before the day of the assembly declares there whether it continues or is complete.

    Rule: W11. Source: working-group rules.
    """
    return _not_there(standing, held_on) is None and official_since(standing) < held_on


def _not_there(standing: Standing, held_on: date) -> Owing | None:
    if standing.closed_on is not None and standing.closed_on < held_on:
        return Owing(owes=False, code=f'{standing.stage}_before', parameters={'date': standing.closed_on.isoformat()})
    if standing.stage not in {'constituted', 'completed'}:
        return Owing(owes=False, code='not_official')
    return None


def why_not_before(standing: Standing, group: str, held_on: date) -> Refusal | None:
    """Only an official group reports to an assembly or declares at it, and only to one held while the group was at work.

    Rule: W10. Decided here.
    """
    if standing.closed_on is not None and standing.closed_on < held_on:
        return Refusal(_CLOSED[standing.stage], {'group': group})
    if standing.stage not in {'constituted', 'completed'}:
        return Refusal('group-not-official', {'group': group})
    if standing.constituted is not None and standing.constituted > held_on.isoformat()[: len(standing.constituted)]:
        return Refusal('assembly-before-the-group', {'group': group, 'date': held_on.isoformat()})
    return None


def why_not_call_up(stage: str, *, is_of_it: bool, was_decided: bool, report: str) -> Refusal | None:
    """An assembly is at one report at a time, of those that were put before it: what is on the wall is read by the whole room.

    `is_of_it`: the report is to this assembly. `was_decided`: it was decided on, if only to be returned.

    Rule: W10. Decided here.
    """
    is_before_it = is_of_it and (stage in {'tabled', 'approved', 'published'} or was_decided)
    return None if is_before_it else Refusal('report-not-tabled', {'report': report})


def why_not_close(stage: str, held_on: date, today: date) -> Refusal | None:
    """An assembly is closed once, on its day or later.

    Rule: W11. Decided here.
    """
    if stage == 'held':
        return Refusal('assembly-closed', {'date': held_on.isoformat()})
    return why_not_yet(held_on, today)


def why_not_yet(held_on: date, today: date) -> Refusal | None:
    """What an assembly decides is recorded for its day or a later one, never for a day before it.

    Rule: W10. Decided here.
    """
    return Refusal('assembly-yet-to-come', {'date': held_on.isoformat(), 'today': today.isoformat()}) if today < held_on else None


def why_not_move_day(stage: str, held_on: date) -> Refusal | None:
    """The day of an assembly may move until the assembly is closed; what took effect on it stands.

    Rule: W11. Decided here.
    """
    return Refusal('assembly-closed', {'date': held_on.isoformat()}) if stage == 'held' else None
