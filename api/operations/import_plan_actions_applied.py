"""Records what a city's own table says of the actions of its plan, all of it in one transaction. Nobody is told, and nothing is shared."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.departments import DepartmentCreate
from api.models.imports import ImportCreate
from api.models.keys import fold
from api.models.plan_action_updates import ProgressSaid
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.operations.departments import create_department
from api.operations.import_cells import Checked
from api.operations.plan_actions import hidden_of, plan_named
from api.operations.plan_audiences import within
from api.operations.plan_progress import Speaker, add_update
from api.permissions import Facts
from api.problems import refuse, unknown_reference
from api.rules import plans
from api.spine import Transaction

_ACT = 'apply_import'
_ACTIONS = table(PlanActionRow)


def facts_of_file(wish: ImportCreate, plan: PlanRow | None) -> Facts:
    """Return what the permission table needs to know of a file: whose plan it goes into, if into one."""
    return Facts(frozenset({wish.network_id}), plan.city_id if plan else None)


def plan_of_file(transaction: Transaction, wish: ImportCreate) -> PlanRow | None:
    """Return the plan that a file names, as far as the caller may know of it; None where it names none."""
    if wish.plan_id is None:
        return None
    plan = plan_named(transaction, wish.plan_id)
    if plan.network_id != wish.network_id:
        raise unknown_reference('plan_id')
    refuse(plans.why_no_action(plan.stage, plan.title))
    return plan


def locked_plan(transaction: Transaction, plan_id: UUID) -> PlanRow:
    """Return a plan that takes actions still, locked with all of them: two files at once would both be new to it."""
    plan = transaction.lock_named(PlanRow, plan_id, 'plan_id', share=False)
    refuse(plans.why_no_action(plan.stage, plan.title))
    transaction.lock(PlanActionRow, transaction.session.execute(select(_ACTIONS.c.id).where(_ACTIONS.c.plan_id == plan_id)).scalars())
    return plan


def apply_plan_actions(transaction: Transaction, plan: PlanRow, checked: Sequence[Checked]) -> None:
    """Record what the rows say, row by row; a department that is new is added once."""
    added: dict[str, Any] = {}
    for each in checked:
        values = dict(each.plan.values)
        if name := each.plan.department:
            if fold(name) not in added:
                wish = DepartmentCreate(network_id=plan.network_id, city_id=plan.city_id, name=name)
                added[fold(name)] = create_department(transaction, wish).id
            values['department_id'] = added[fold(name)]
        each.record_id = _written(transaction, plan, each.plan.record, values).id


def _written(transaction: Transaction, plan: PlanRow, record: PlanActionRow | None, values: Mapping[str, Any]) -> PlanActionRow:
    said = {name: value for name, value in values.items() if name not in {'stage', 'percent'}}
    if record is None:
        action = PlanActionRow(
            network_id=plan.network_id,
            city_id=plan.city_id,
            plan_id=plan.id,
            audience=within(plan.audience, said.get('shared_with')),
            sort_key=fold(values['title']),
            **said,
        )
        transaction.add(action)
    else:
        action = record
        for name, value in said.items():
            setattr(action, name, value)
        action.sort_key = fold(action.title)
    if said or record is None:
        transaction.record(_ACT, action, hidden=hidden_of(said, changes=record is not None))
    _say(transaction, plan, action, values)
    return action


def _say(transaction: Transaction, plan: PlanRow, action: PlanActionRow, values: Mapping[str, Any]) -> None:
    """Have the table say how the action stands, as of today, where it does; that a new one is planned goes without saying."""
    stage, percent = values.get('stage'), values.get('percent')
    if percent is None and stage in {None, action.stage}:
        return
    # What is said of an action comes after it.
    transaction.flush()
    caller = transaction.caller
    speaker = Speaker('city', caller.id if caller.kind == 'person' else None, transaction.today(plan.network_id))
    add_update(transaction, _ACT, plan, action, ProgressSaid(stage=stage, percent=percent), speaker)
