"""Knows which actions of a plan go on in the plan that follows it, and what becomes of their days."""

from collections.abc import Mapping
from datetime import date

from api.rules.dates import add_months

# What those concerned found of an action, and what it is in the plan that follows. What is to be dropped is not in it.
GOES_ON_AS: Mapping[str, str] = {'keep': 'existing', 'change': 'enhanced'}
_MONTHS_OF_A_YEAR = 12


def goes_on_as(evaluation: str | None) -> str | None:
    """What is to be kept goes on as it is, what is to be changed goes on as more than it was; nothing else goes on by itself.

    What nobody has evaluated is nobody's wish to drop: whoever begins the plan is told which actions these are.

    Rule: P9. Source: action-plan toolkit. Decided here: what was not evaluated does not go on unasked.
    """
    return GOES_ON_AS.get(evaluation or '')


def shifted(day: date | None, former: date | None, following: date | None) -> date | None:
    """A day of an action keeps its distance from the first day of its plan.

    Between two first days of the same number in their months that is whole months, so that the end of a year stays the end of a year
    and the 29th of February becomes the 28th; otherwise it is days. A day past the year 9999, or of a plan without a first day, is open.

    Rule: P2. Decided here.
    """
    if day is None or former is None or following is None:
        return None
    try:
        if former.day != following.day:
            return day + (following - former)
        months = (following.year - former.year) * _MONTHS_OF_A_YEAR + following.month - former.month
        return add_months(day, months)
    except (OverflowError, ValueError):
        return None
