"""What can be done when a plan comes to its end: begin the one that follows, with those of its actions that go on (P2, P9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.keys import fold
from api.models.plan_actions import PlanActionRow
from api.models.plan_successors import ActionGoingOn, PlanSuccessorCreate
from api.models.plans import PlanRow
from api.operations.permit import permit_on
from api.operations.plan_bearers import borne_by, hidden_of
from api.operations.plan_records import of_city
from api.problems import refuse, unknown_reference
from api.rules import action_items
from api.rules import plan_successors as successors
from api.rules import plans as rules
from api.spine import Transaction

_ACTIONS = table(PlanActionRow)
_OF_PLAN = ('network_id', 'city_id', 'frame', 'aims', 'scope', 'use')
_OF_ACTION = (
    'network_id', 'city_id', 'title', 'sort_key', 'commitment', 'track', 'further_cells', 'description', 'addressees', 'target_groups',
    'city_function', 'horizon', 'department_id', 'responsible_person_id', 'completion_criterion', 'budget_note', 'shared_with',
)  # fmt: skip
# What the journal names without its value: who does what within a city is the city's to know.
_HIDDEN = ('predecessor_id', 'department_id', 'responsible_person_id', 'budget_note')


@dataclass(frozen=True, slots=True)
class Begun:
    """The plan that follows, and which actions of the former one nobody has evaluated, of those that do not go on."""

    plan: PlanRow
    not_evaluated: list[UUID]


def create_plan_successor(transaction: Transaction, plan_id: UUID, wish: PlanSuccessorCreate) -> Begun:
    """Begin the plan that follows: a draft of the city alone, with copies of the actions that go on. The former plan stays as it is."""
    former = permit_on(transaction, 'create_plan_successor', PlanRow, plan_id, of_city)
    refuse(rules.why_no_successor(former.stage))
    refuse(rules.why_not_period(wish.starts_on, wish.ends_on))
    wanted = select(_ACTIONS.c.id).where(_ACTIONS.c.plan_id == former.id)
    there = list(transaction.lock(PlanActionRow, transaction.session.execute(wanted).scalars(), share=True))
    going_on = _going_on(there, wish)
    actions = [each for each in there if each.id in going_on]
    if len(actions) != (len(going_on) if wish.actions is None else len(wish.actions)):
        raise unknown_reference('actions')
    plan = PlanRow(
        **{name: getattr(former, name) for name in _OF_PLAN},
        **borne_by(former),
        audience=rules.audience_of('nobody'),
        title=wish.title,
        sort_key=fold(wish.title),
        starts_on=wish.starts_on,
        ends_on=wish.ends_on,
        predecessor_id=former.id,
    )
    transaction.record('create_plan_successor', transaction.add(plan), hidden=_said(plan) | hidden_of(borne_by(plan)))
    # Its actions name it.
    transaction.flush()
    for action in actions:
        starts_on, due_on = _days(action, going_on[action.id], former.starts_on, plan.starts_on if wish.shift_dates else None)
        refuse(action_items.why_not_dates(starts_on, due_on))
        copy = _copy(action, plan, going_on[action.id].origin, starts_on, due_on)
        transaction.record('create_plan_successor', transaction.add(copy), hidden=_said(copy))
    return Begun(plan, [each.id for each in there if each.evaluation is None and each.id not in going_on])


def _going_on(actions: Iterable[PlanActionRow], wish: PlanSuccessorCreate) -> dict[UUID, ActionGoingOn]:
    """Return what is said of each action that goes on: by whoever asks, else by how it was evaluated."""
    if wish.actions is not None:
        return {each.plan_action_id: each for each in wish.actions}
    evaluated = {each.id: successors.goes_on_as(each.evaluation) for each in actions}
    return {each: ActionGoingOn.model_validate({'plan_action_id': each, 'origin': origin}) for each, origin in evaluated.items() if origin}


def _days(action: PlanActionRow, said: ActionGoingOn, former: date | None, following: date | None) -> tuple[date | None, date | None]:
    """Return the days of a copy: as they were named, or shifted from one first day to the other."""
    shifted = (successors.shifted(day, former, following) for day in (action.starts_on, action.due_on))
    starts_on, due_on = (named or day for named, day in zip((said.starts_on, said.due_on), shifted, strict=True))
    return starts_on, due_on


def _copy(action: PlanActionRow, plan: PlanRow, origin: str, starts_on: date | None, due_on: date | None) -> PlanActionRow:
    return PlanActionRow(
        **{name: getattr(action, name) for name in _OF_ACTION},
        plan_id=plan.id,
        audience=plan.audience,
        predecessor_id=action.id,
        origin=origin,
        starts_on=starts_on,
        due_on=due_on,
    )


def _said(row: PlanRow | PlanActionRow) -> set[str]:
    return {name for name in _HIDDEN if getattr(row, name, None) is not None}
