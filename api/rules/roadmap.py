"""Knows the way of a city to its plan and with it: twelve steps, and which facts show that one of them is done.

| stage | what it means                                    |
| ----- | ------------------------------------------------ |
| done  | all its facts are there                          |
| next  | the first in order that is not done              |
| open  | not done, and another comes first                |
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.rules.own_rhythm import of_the_last_year

STAGES = ('done', 'next', 'open')
# Each step, in order, with the facts that show it. What they are in words stands in the plan library, by the same keys.
STEPS: Mapping[str, tuple[str, ...]] = {
    'membership': ('member',),
    'coordinator': ('coordinator',),
    'city_actors': ('political_head', 'coordination_team', 'departments'),
    'needs_assessment': ('needs_findings',),
    'existing_resources': ('inventory',),
    'negotiation': ('actions', 'agreed'),
    'draft': ('contacts', 'ends', 'criteria'),
    'council_decision': ('adopted',),
    'steering_committee': ('steering_committee',),
    'continuous_follow_up': ('department_meeting', 'progress'),
    'assessment': ('indicators', 'asked'),
    'report': ('reported',),
}


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action item of the plan as far as the roadmap asks. One that was cancelled is not among them."""

    is_agreed: bool = False
    has_contact: bool = False
    has_end: bool = False
    has_criterion: bool = False
    has_indicator: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a plan and its city. `reports` are the days on which the city submitted a report to its network."""

    is_member: bool = False
    has_coordinator: bool = False
    has_political_head: bool = False
    has_coordination_team: bool = False
    departments: int = 0
    needs_findings: int = 0
    inventory: int = 0
    actions: Sequence[PlannedAction] = ()
    starts_on: date | None = None
    adopted_on: date | None = None
    has_steering_committee: bool = False
    department_meetings: Sequence[date] = ()
    progress: Sequence[date] = ()
    asked: Sequence[date] = ()
    reports: Sequence[date] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its place from 1, its stage, and which of its facts are missing. Its key names its texts in the plan library."""

    number: int
    key: str
    stage: str
    missing: tuple[str, ...]


def roadmap(facts: Facts, today: date) -> tuple[Step, ...]:
    """Each step is done when its facts are there, in whatever order a city takes them; the first that is not is next.

    It is help and no condition: nothing waits for a step. A step can come open again, such as keeping at it, for which a meeting
    of the departments and progress of the last twelve months are needed. What all action items need to have, nothing has while
    there are none. A report counts from the first day of the plan, or from its adoption where the plan does not say it.

    Returns the steps in order.

    Rule: P9. Source: action-plan toolkit. Decided here: which facts show a step.
    """
    known = _known(facts, today)
    lacking = {key: tuple(fact for fact in needed if not known[fact]) for key, needed in STEPS.items()}
    following = next((key for key, missing in lacking.items() if missing), None)
    return tuple(
        Step(number, key, 'done' if not missing else 'next' if key == following else 'open', missing)
        for number, (key, missing) in enumerate(lacking.items(), start=1)
    )


def _known(facts: Facts, today: date) -> dict[str, bool]:
    actions = facts.actions
    begun = facts.starts_on or facts.adopted_on
    return {
        'member': facts.is_member,
        'coordinator': facts.has_coordinator,
        'political_head': facts.has_political_head,
        'coordination_team': facts.has_coordination_team,
        'departments': facts.departments > 0,
        'needs_findings': facts.needs_findings > 0,
        'inventory': facts.inventory > 0,
        'actions': bool(actions),
        'agreed': bool(actions) and all(action.is_agreed for action in actions),
        'contacts': bool(actions) and all(action.has_contact for action in actions),
        'ends': bool(actions) and all(action.has_end for action in actions),
        'criteria': bool(actions) and all(action.has_criterion for action in actions),
        'adopted': facts.adopted_on is not None and facts.adopted_on <= today,
        'steering_committee': facts.has_steering_committee,
        'department_meeting': bool(of_the_last_year(facts.department_meetings, today)),
        'progress': bool(of_the_last_year(facts.progress, today)),
        'indicators': bool(actions) and all(action.has_indicator for action in actions),
        'asked': any(day <= today for day in facts.asked),
        'reported': begun is not None and any(begun <= day <= today for day in facts.reports),
    }
