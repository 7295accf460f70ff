"""Knows in what rhythm a city works at its plan: what has been, and what would come next; a city's own affair, and never late.

| stage   | what it means                                       |
| ------- | --------------------------------------------------- |
| planned | a day is set                                        |
| later   | it is too early for the next one                    |
| welcome | the next one would do good, on whatever day it suits |
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from api.rules.by_laws import ByLaws
from api.rules.dates import add_months

STAGES = ('planned', 'later', 'welcome')
_MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What has been, and what would come next, at `today`.

    `held` are the days of the last twelve months, in order; `last_on` may lie before them. `planned_on` is the next day that is set.
    `from_on` and `by_on` say between which days the next one would fall, both included; None: no day is to be named, such as one
    that has gone by.
    """

    stage: str
    held: tuple[date, ...] = ()
    last_on: date | None = None
    planned_on: date | None = None
    from_on: date | None = None
    by_on: date | None = None


def department_meetings(days: Collection[date], by_laws: ByLaws, today: date) -> Rhythm:
    """Departments meet a few times in any twelve months; the meetings are spread over the year, so the next one keeps its distance.

    The distance is the year divided by the most and by the fewest meetings. Nobody is late: once its time has gone by, the next
    meeting is welcome on any day.

    `days` are those of all meetings, held and planned.

    Rule: P11. Figures: department_meetings_min, department_meetings_max. Source: action-plan toolkit. Decided here: the distance.
    """
    last = last_of(days, today)
    if last is None:
        return _rhythm(days, today, None, None)
    fewest, most = by_laws.department_meetings_min, by_laws.department_meetings_max
    by_on = add_months(last, _MONTHS_OF_A_YEAR // fewest) if 0 < fewest <= _MONTHS_OF_A_YEAR else None
    from_on = add_months(last, -(-_MONTHS_OF_A_YEAR // most))
    return _rhythm(days, today, from_on if by_on is None else min(from_on, by_on), by_on)


def steering_committee(days: Collection[date], every_months: int, today: date) -> Rhythm:
    """A steering committee meets about every month: a month after it met, it would be time again, and earlier is no harm.

    `days` are those of all meetings, held and planned; `every_months` is what the plan library says.

    Rule: P11. Source: action-plan toolkit.
    """
    last = last_of(days, today)
    return _rhythm(days, today, None, add_months(last, every_months) if last else None)


def plan_review(adopted_on: date | None, days: Collection[date], by_laws: ByLaws, today: date) -> Rhythm:
    """A plan is reviewed within a window of months after its adoption, and again after each review; who reviews it earlier may.

    A plan that is not adopted has nothing to review. `days` are those on which it was or is to be reviewed.

    Rule: P11. Figures: plan_review_min_months, plan_review_max_months. Source: action-plan toolkit.
    """
    since = last_of([*days, *([adopted_on] if adopted_on else [])], today)
    if since is None:
        return Rhythm('planned' if _next(days, today) else 'later', planned_on=_next(days, today))
    from_on, by_on = (add_months(since, months) for months in (by_laws.plan_review_min_months, by_laws.plan_review_max_months))
    return _rhythm(days, today, from_on, by_on)


def of_the_last_year(days: Collection[date], today: date) -> tuple[date, ...]:
    """The last twelve months end with today: a day is among them until the same day a year later, the 29th of February until the 28th.

    Returns the days that are among them, in order.

    Rule: P11. Decided here.
    """
    return tuple(sorted(day for day in days if day <= today < add_months(day, _MONTHS_OF_A_YEAR)))


def last_of(days: Collection[date], today: date) -> date | None:
    """Return the last of the days that have come, or None."""
    return max((day for day in days if day <= today), default=None)


def _next(days: Collection[date], today: date) -> date | None:
    return min((day for day in days if day > today), default=None)


def _rhythm(days: Collection[date], today: date, from_on: date | None, by_on: date | None) -> Rhythm:
    planned = _next(days, today)
    stage = 'planned' if planned else 'later' if from_on and today < from_on else 'welcome'
    return Rhythm(
        stage=stage,
        held=of_the_last_year(days, today),
        last_on=last_of(days, today),
        planned_on=planned,
        from_on=from_on if from_on and today <= from_on else None,
        by_on=by_on if by_on and today <= by_on else None,
    )
