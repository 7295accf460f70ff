"""What can be done with an action of a city's plan: set it up, change it, share it with fewer (P3, P10)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.departments import DepartmentRow
from api.models.keys import fold
from api.models.plan_actions import PlanActionCreate, PlanActionPatch, PlanActionRow, PlanActionSharingCreate
from api.models.plans import PlanRow
from api.models.shapes import OnBehalfOf, merge
from api.operations.good_practices import hold_practices
from api.operations.permit import permit, permit_on
from api.operations.plan_audiences import hold_updates, within
from api.operations.plan_followers import follow
from api.operations.references import named_person
from api.operations.working_groups import effective_day
from api.permissions import Facts
from api.plan_frames import FRAMES
from api.problems import refuse, unknown_reference
from api.reads import as_uuid
from api.rules import action_items, coverage, plans
from api.rules import plan_agreements as agreements
from api.spine import Transaction
from api.visibility import sees

_ACTIONS = table(PlanActionRow)
# What the journal names without its value: who does what within a city is the city's to know.
_OF_THE_CITY = (
    'department_id', 'responsible_person_id', 'budget_note', 'agreed_on', 'agreed_by_id', 'evaluation', 'evaluated_on',
    'evaluation_asked', 'evaluation_note',
)  # fmt: skip
_AGREED = ('department_id', 'agreed_on', 'evaluation', 'evaluated_on')


def create_plan_action(transaction: Transaction, wish: PlanActionCreate) -> PlanActionRow:
    """Set up an action in a plan that the caller may see; it begins as planned, and goes with its plan."""
    permit(transaction, 'create_plan_action', _of_city(plan := plan_named(transaction, wish.plan_id)))
    told(transaction, plan, wish.on_behalf_of)
    described = _described(wish.model_dump(exclude={'on_behalf_of', 'plan_id'}))
    action = PlanActionRow(
        network_id=plan.network_id,
        city_id=plan.city_id,
        plan_id=plan.id,
        audience=plan.audience,
        sort_key=fold(wish.title),
        **described,
    )
    _check(transaction, plan, action, described)
    _record(transaction, 'create_plan_action', transaction.add(action), wish.on_behalf_of, described)
    return action


def update_plan_action(transaction: Transaction, action_id: UUID, wish: PlanActionPatch) -> PlanActionRow:
    """Change what describes an action."""
    plan = _locked_plan_of(transaction, action_id)
    action = permit_on(transaction, 'update_plan_action', PlanActionRow, action_id, _facts)
    assert plan is not None
    told(transaction, plan, wish.on_behalf_of)
    change_action(transaction, plan, action, wish.model_dump(include=set(merge(wish))), wish.on_behalf_of)
    return action


def change_action(transaction: Transaction, plan: PlanRow, action: PlanActionRow, wish: dict[str, Any], act: OnBehalfOf | None) -> bool:
    """Change what describes an action, both of them locked, and say whether anything changed; whoever calls has seen that they may."""
    today = transaction.today(plan.network_id)
    named = agreements.along({name: getattr(action, name) for name in _AGREED}, _described(wish), today)
    changes = {name: value for name, value in named.items() if getattr(action, name) != value}
    for name, value in changes.items():
        setattr(action, name, value)
    refuse(agreements.why_not_day(action.agreed_on, action.evaluated_on, today))
    _check(transaction, plan, action, changes)
    action.sort_key = fold(action.title)
    if changes:
        _record(transaction, 'update_plan_action', action, act, changes)
    return bool(changes)


def share_plan_action(transaction: Transaction, action_id: UUID, wish: PlanActionSharingCreate) -> PlanActionRow:
    """Share an action with fewer than its plan, or again with as many, as the city itself."""
    plan = _locked_plan_of(transaction, action_id)
    action = permit_on(transaction, 'share_plan_action', PlanActionRow, action_id, _facts)
    assert plan is not None
    if share_action(transaction, plan, action, wish.shared_with):
        hold_updates(transaction, 'share_plan_action', [action.id])
        follow(transaction, 'share_plan_action', plan)
        hold_practices(transaction, 'share_plan_action', [action.id])
    return action


def share_action(transaction: Transaction, plan: PlanRow, action: PlanActionRow, shared_with: str | None) -> bool:
    """Share an action with no more than these, and say whether others see it now; whoever calls has seen that they may."""
    before, action.shared_with, action.audience = action.audience, shared_with, within(plan.audience, shared_with)
    transaction.record('share_plan_action', action)
    return action.audience != before


def hidden_of(said: Mapping[str, Any], *, changes: bool) -> set[str]:
    """Return of which columns the journal names no value; of a new action those that say something."""
    return {name for name in _OF_THE_CITY if said.get(name) is not None or (name in said and changes)}


def plan_named(transaction: Transaction, plan_id: UUID) -> PlanRow:
    """Return the plan that a body names, locked; unknown-reference when the caller may not know of it."""
    plan = transaction.lock_named(PlanRow, plan_id, 'plan_id')
    if not sees(transaction.caller, plan.audience, plan.network_id, plan.city_id):
        raise unknown_reference('plan_id')
    return plan


def _locked_plan_of(transaction: Transaction, action_id: UUID) -> PlanRow | None:
    """Lock an action's plan before the action: whoever shares a plan has the plan first, then its actions."""
    ids = transaction.session.execute(select(_ACTIONS.c.plan_id).where(_ACTIONS.c.id == as_uuid(action_id))).scalars()
    return next(iter(transaction.lock(PlanRow, ids, share=True)), None)


def _of_city(row: PlanRow | PlanActionRow) -> Facts:
    return Facts(frozenset({row.network_id}), row.city_id)


def _facts(_transaction: Transaction, action: PlanActionRow) -> Facts:
    return _of_city(action)


def told(transaction: Transaction, plan: PlanRow, act: OnBehalfOf | None) -> date:
    """Refuse an act on a plan that was superseded; return its day: that on which the city told the office, else today."""
    day = effective_day(transaction, plan.network_id, None, act, None)
    refuse(plans.why_no_action(plan.stage, plan.title))
    return day


def _described(wish: dict[str, Any]) -> dict[str, Any]:
    """Return what a body says by the columns that hold it."""
    described = dict(wish)
    if cell := described.pop('cell', None):
        described |= cell
    return described


def _check(transaction: Transaction, plan: PlanRow, action: PlanActionRow, changes: dict[str, Any]) -> None:
    """Refuse cells that are not the frame's, days that do not fit, and a department or person that the caller may not know of."""
    cells = [(action.commitment, action.track), *((each['commitment'], each['track']) for each in action.further_cells)]
    refuse(coverage.why_not_cells(FRAMES[plan.frame], cells))
    refuse(action_items.why_not_dates(action.starts_on, action.due_on))
    if (department_id := changes.get('department_id')) is not None:
        department = transaction.lock_named(DepartmentRow, department_id, 'department_id')
        if (department.network_id, department.city_id) != (plan.network_id, plan.city_id):
            raise unknown_reference('department_id')
    for name in ('responsible_person_id', 'agreed_by_id'):
        if (person_id := changes.get(name)) is not None:
            named_person(transaction, person_id, name)


def _record(transaction: Transaction, operation: str, action: PlanActionRow, act: OnBehalfOf | None, said: dict[str, Any]) -> None:
    hidden = hidden_of(said, changes=operation.startswith('update'))
    transaction.record(operation, action, on_behalf_of=action.city_id if act else None, act=act, hidden=hidden)
