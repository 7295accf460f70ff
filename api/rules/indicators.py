"""Knows the indicators of a plan: how far the last value is on the way to the next goal, and whether that is in time.

| way        | what it means                                                                                  |
| ---------- | ---------------------------------------------------------------------------------------------- |
| reached    | the last value is as good as the next goal                                                     |
| on_the_way | it is as good as the straight line from the point before its day to the one after             |
| behind     | it is not                                                                                      |
| None       | there is no value, no goal, or nothing from which a line begins                                |
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from api.rules.refusals import Refusal

WAYS = ('reached', 'on_the_way', 'behind')
# Of an indicator that goes into a plan that follows, what says how it is measured; the values are those of the plan that was.
_COPIED = ('name', 'unit', 'measures', 'survey_method', 'effect', 'direction')
_ALL = 100


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day: measured, begun with, or aimed at."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """How an indicator stands: the goal that comes next, how much of the way to it is done in percent, and whether that is in time."""

    next_goal: Point | None
    percent_of_way: int | None
    way: str | None


def points(goals: Sequence[Mapping[str, str]]) -> tuple[Point, ...]:
    """Return goals as they are kept, with `on` and `value`, as points."""
    return tuple(Point(date.fromisoformat(goal['on']), Decimal(goal['value'])) for goal in goals)


def why_not_goals(baseline: Point | None, goals: Sequence[Point]) -> Refusal | None:
    """Each goal is for a day of its own, and that comes after the day of the baseline.

    Rule: P3. Decided here.
    """
    days = [goal.on for goal in goals]
    wrong = [day for n, day in enumerate(days) if day in days[:n] or (baseline and day <= baseline.on)]
    return Refusal('goals-do-not-fit', {'date': wrong[0].isoformat()}) if wrong else None


def why_not_measured_on(day: date, today: date) -> Refusal | None:
    """A value was measured on a day that has come.

    Rule: P9. Decided here.
    """
    return Refusal('future-date', {'date': day.isoformat(), 'today': today.isoformat()}) if day > today else None


def why_not_correct(*, is_of_indicator: bool, is_corrected: bool) -> Refusal | None:
    """No value is changed: a correction is a new value of the same indicator in the place of the old one, which is corrected once.

    Rule: P9. Decided here, as for progress (P7).
    """
    if not is_of_indicator:
        return Refusal('corrects-another-indicator')
    return Refusal('already-corrected') if is_corrected else None


def standing(*, baseline: Point | None, goals: Sequence[Point], last: Point | None, direction: str, today: date) -> Standing:
    """An indicator is on the way when its last value is at least on the line between baseline and goals, on the day it was measured.

    So nobody is behind for not having measured since. The next goal is the first one that is not past, and the last one when all
    are. The share of the way counts from the baseline to that goal, from 0 to 100. It is advice to the city, worked out at reading.

    `direction` says whether higher values are better (`up`) or lower ones (`down`).

    Rule: P3, P9. Source: action-plan toolkit. Decided here: the straight line.
    """
    goal = _next(goals, today)
    if goal is None or last is None:
        return Standing(goal, None, None)
    is_reached = _as_good(last.value, goal.value, direction)
    percent = None if baseline is None else _share(baseline.value, goal.value, last.value, is_reached=is_reached)
    if is_reached:
        return Standing(goal, percent, 'reached')
    line = _line([*([baseline] if baseline else []), *goals], last.on, begins=baseline is not None)
    way = None if line is None else 'on_the_way' if _as_good(last.value, line, direction) else 'behind'
    return Standing(goal, percent, way)


def copied(indicator: Mapping[str, Any], last: Point | None) -> dict[str, Any]:
    """Of an indicator a plan that follows takes what says how it is measured, and begins where the last one ended.

    Neither goals nor values go along: the goals were the former plan's. The last value is the new baseline; without one it is the old.

    `indicator` holds an indicator's columns by name. Returns columns of the new one, without those that say where it belongs.

    Rule: P2. Decided here.
    """
    begun = {'baseline_on': indicator['baseline_on'], 'baseline_value': indicator['baseline_value']}
    return {name: indicator[name] for name in _COPIED} | ({'baseline_on': last.on, 'baseline_value': last.value} if last else begun)


def _next(goals: Sequence[Point], today: date) -> Point | None:
    ahead = [goal for goal in goals if goal.on >= today]
    return min(ahead, key=lambda goal: goal.on) if ahead else max(goals, key=lambda goal: goal.on, default=None)


def _as_good(value: Decimal, as_this: Decimal, direction: str) -> bool:
    return value >= as_this if direction == 'up' else value <= as_this


def _share(start: Decimal, goal: Decimal, value: Decimal, *, is_reached: bool) -> int:
    if start == goal:
        return _ALL if is_reached else 0
    return min(max(int(_ALL * (value - start) / (goal - start)), 0), _ALL)


def _line(points: Sequence[Point], day: date, *, begins: bool) -> Decimal | None:
    """Return the value of the line on a day; None before the first goal where no baseline `begins` it."""
    before = max((point for point in points if point.on <= day), key=lambda point: point.on, default=None)
    after = min((point for point in points if point.on > day), key=lambda point: point.on, default=None)
    if before is None:
        return after.value if after and begins else None
    if after is None:
        return before.value
    return before.value + (after.value - before.value) * (day - before.on).days / (after.on - before.on).days
