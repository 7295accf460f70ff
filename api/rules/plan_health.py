"""Knows what makes a plan hard to carry out: advice to the city, and never a reason to refuse anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from api.rules.action_items import LIVE, why_late, why_stale

Severity = Literal['red', 'advice']


@dataclass(frozen=True, slots=True)
class Action:
    """An action of a plan as far as its health asks. `late_milestone_on`: when the first of its milestones that is late was due."""

    id: str
    stage: str
    recorded_on: date
    has_contact: bool = True
    department: str | None = None
    starts_on: date | None = None
    due_on: date | None = None
    last_progress_on: date | None = None
    has_criterion: bool = True
    has_indicator: bool = True
    is_agreed: bool = True
    target_groups: Sequence[str] = ()
    late_milestone_on: date | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """One remark: `code`, how grave it is, the action that it is about (None: the plan), and since when for how many days."""

    code: str
    severity: Severity
    action: str | None = None
    since: date | None = None
    days: int | None = None


def health(actions: Sequence[Action], *, after_days: int | None, today: date) -> tuple[Advice, ...]:
    """Health is advice: an action without a responsible contact is the one red flag.

    Remarked on as well are an action without department, end date, completion criterion or indicator, one to which its department has not
    agreed, one that is late or stale or of which a milestone is late, and a plan of which no action addresses the general population. What
    is completed, postponed or cancelled is left in peace.

    `after_days` is the by-laws' `stale_after_days`.

    Rule: P5. Figures: stale_after_days. Source: action-plan toolkit.
    """
    live = [action for action in actions if action.stage in LIVE]
    found = [advice for action in live for advice in _of_action(action, after_days, today)]
    if live and not any('general_population' in action.target_groups for action in live):
        found.append(Advice('nothing_for_general_population', 'advice'))
    return tuple(sorted(found, key=lambda advice: advice.severity != 'red'))


def _of_action(action: Action, after_days: int | None, today: date) -> list[Advice]:
    lacking = {
        'no_department': action.department is None,
        'no_end_date': action.due_on is None,
        'no_completion_criterion': not action.has_criterion,
        'no_indicator': not action.has_indicator,
        'no_agreement': action.department is not None and not action.is_agreed,
    }
    found = [] if action.has_contact else [Advice('no_contact', 'red', action.id)]
    found += [Advice(code, 'advice', action.id) for code, lacks in lacking.items() if lacks]
    if action.late_milestone_on is not None:
        found.append(Advice('milestone_past_due', 'advice', action.id, action.late_milestone_on, (today - action.late_milestone_on).days))
    late = why_late(action.stage, action.due_on, today)
    stale = why_stale(
        action.stage,
        last_progress_on=action.last_progress_on,
        starts_on=action.starts_on,
        recorded_on=action.recorded_on,
        after_days=after_days,
        today=today,
    )
    return found + [Advice(because.code, 'advice', action.id, because.since, because.days) for because in (late, stale) if because]
