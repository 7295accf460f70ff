"""Keeps what belongs to a city's plan from being shown to more people than the plan, and than what it belongs to (P10)."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.plan_action_updates import PlanActionUpdateRow
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.operations.good_practices import hold_practices
from api.rules import plans
from api.spine import Transaction

_ACTIONS, _UPDATES = table(PlanActionRow), table(PlanActionUpdateRow)


def within(audience: str, shared_with: str | None) -> str:
    """Return the audience of what belongs to something of `audience`: that, or its own where it is narrower."""
    above = plans.SHARED_WITH[audience]
    return plans.audience_of(plans.narrower(above, shared_with or above))


def hold_actions(transaction: Transaction, operation: str, plan: PlanRow) -> None:
    """Have the actions of a plan, and what was said of them, follow the plan."""
    ids = select(_ACTIONS.c.id).where(_ACTIONS.c.plan_id == plan.id)
    moved = set()
    for action in transaction.lock(PlanActionRow, transaction.session.execute(ids).scalars()):
        if (audience := within(plan.audience, action.shared_with)) != action.audience:
            action.audience = audience
            transaction.record(operation, action)
            moved.add(action.id)
    hold_updates(transaction, operation, moved)
    hold_practices(transaction, operation, moved)


def hold_updates(transaction: Transaction, operation: str, action_ids: Iterable[UUID]) -> None:
    """Have what was said of these actions follow them."""
    wanted = set(action_ids)
    ids = select(_UPDATES.c.id).where(_UPDATES.c.plan_action_id.in_(wanted))
    for update in transaction.lock(PlanActionUpdateRow, transaction.session.execute(ids).scalars() if wanted else ()):
        action = transaction.find(PlanActionRow, update.plan_action_id)
        assert action is not None
        if (audience := within(action.audience, update.shared_with)) != update.audience:
            update.audience = audience
            transaction.record(operation, update)
