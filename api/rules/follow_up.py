"""Knows what a city may note down when it follows its plan up: what has been, on days that have come, and shared with nobody at first."""

from datetime import date

from api.rules import dates, plans
from api.rules.refusals import Refusal


def why_not_been_on(day: date | None, today: date) -> Refusal | None:
    """A meeting was held, and somebody was spoken to, on a day that has come; what is to come is planned.

    Rule: P11. Decided here.
    """
    return Refusal('future-date', {'date': day.isoformat(), 'today': today.isoformat()}) if day and day > today else None


def why_not_answered(asked_on: date, answered_on: date | None, today: date) -> Refusal | None:
    """A draft was sent or advice asked for on a day that has come, and answered on the same day or later, if it was.

    Rule: P8. Source: action-plan toolkit. Decided here: what is still to be asked is no record.
    """
    early = None if answered_on is None else dates.why_not_end(asked_on, answered_on)
    return why_not_been_on(asked_on, today) or why_not_been_on(answered_on, today) or early


def audience_of(plan_audience: str, shared_with: str) -> str:
    """What a city notes of its work at a plan is seen by whom the city shares it with, and never by more than those who see the plan.

    `shared_with` is nobody where the city does not say otherwise: to share a plan shares nothing of how the city came to it.

    Rule: P10. Source: action-plan toolkit. Decided here: notes do not go with their plan by themselves.
    """
    return plans.audience_of(plans.narrower(plans.SHARED_WITH[plan_audience], shared_with))
