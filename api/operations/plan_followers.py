"""Has milestones and indicators be shown to whom their action is, or their plan where they are about no action (P10)."""

from sqlalchemy import select

from api.models.columns import table
from api.models.indicators import IndicatorRow, IndicatorValueRow
from api.models.milestones import MilestoneRow
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.spine import Transaction

_FOLLOWING: tuple[type[MilestoneRow | IndicatorRow | IndicatorValueRow], ...] = (MilestoneRow, IndicatorRow, IndicatorValueRow)


def follow(transaction: Transaction, operation: str, plan: PlanRow) -> None:
    """Have what is about a plan and its actions follow them, once these are shown to whom they are to be."""
    for row in _FOLLOWING:
        columns = table(row)
        ids = transaction.session.execute(select(columns.c.id).where(columns.c.plan_id == plan.id)).scalars()
        for each in transaction.lock(row, ids):
            above = transaction.find(PlanActionRow, each.plan_action_id) or plan
            if each.audience != above.audience:
                each.audience = above.audience
                transaction.record(operation, each)
