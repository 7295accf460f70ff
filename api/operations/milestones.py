"""What can be done with a milestone of an action: set it, change it, say that it was reached, take it out (P3)."""

from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.milestones import MilestoneCreate, MilestoneMoveCreate, MilestonePatch, MilestoneRow
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.models.shapes import OnBehalfOf, merge
from api.operations.permit import permit, permit_on, refuse_fact
from api.operations.plan_actions import told
from api.permissions import Facts
from api.problems import refuse, unknown_reference
from api.reads import as_uuid
from api.rules import milestones
from api.spine import Transaction
from api.visibility import sees

_MILESTONES, _ACTIONS = table(MilestoneRow), table(PlanActionRow)


def create_milestone(transaction: Transaction, wish: MilestoneCreate) -> MilestoneRow:
    """Set a milestone of an action that the caller may see."""
    plan, action = lock_action(transaction, wish.plan_action_id, 'plan_action_id')
    permit(transaction, 'create_milestone', _of(action))
    refuse_fact(transaction, action)
    told(transaction, plan, wish.on_behalf_of)
    milestone = MilestoneRow(
        network_id=action.network_id,
        city_id=action.city_id,
        plan_id=action.plan_id,
        audience=action.audience,
        **wish.model_dump(exclude={'on_behalf_of'}),
    )
    _record(transaction, 'create_milestone', transaction.add(milestone), action, wish.on_behalf_of)
    return milestone


def update_milestone(transaction: Transaction, milestone_id: UUID, wish: MilestonePatch) -> MilestoneRow:
    """Change what a milestone is, or by when."""
    plan, action = _lock_above(transaction, milestone_id)
    milestone = permit_on(transaction, 'update_milestone', MilestoneRow, milestone_id, _facts)
    assert plan is not None
    assert action is not None
    told(transaction, plan, wish.on_behalf_of)
    for name, value in merge(wish).items():
        setattr(milestone, name, value)
    _record(transaction, 'update_milestone', milestone, action, wish.on_behalf_of)
    return milestone


def move_milestone(transaction: Transaction, milestone_id: UUID, wish: MilestoneMoveCreate) -> MilestoneRow:
    """Say that a milestone was reached, open it again, or take it out."""
    plan, action = _lock_above(transaction, milestone_id)
    milestone = permit_on(transaction, 'move_milestone', MilestoneRow, milestone_id, _facts)
    assert plan is not None
    assert action is not None
    day = wish.done_on or told(transaction, plan, wish.on_behalf_of)
    refuse(milestones.why_not_move(milestone.stage, wish.stage))
    refuse(milestones.why_not_done_on(day, transaction.today(milestone.network_id)))
    milestone.stage = wish.stage
    milestone.done_on = day if wish.stage == 'done' else None
    _record(transaction, 'move_milestone', milestone, action, wish.on_behalf_of)
    return milestone


def lock_action(transaction: Transaction, action_id: UUID, field: str) -> tuple[PlanRow, PlanActionRow]:
    """Return an action that a body names, and its plan, locked plan first; unknown-reference when the caller may not know of it."""
    ids = transaction.session.execute(select(_ACTIONS.c.plan_id).where(_ACTIONS.c.id == action_id)).scalars()
    plan = next(iter(transaction.lock(PlanRow, ids, share=True)), None)
    action = transaction.lock_named(PlanActionRow, action_id, field, share=False)
    if plan is None or not sees(transaction.caller, action.audience, action.network_id, action.city_id):
        raise unknown_reference(field)
    return plan, action


def _lock_above(transaction: Transaction, milestone_id: UUID) -> tuple[PlanRow | None, PlanActionRow | None]:
    """Lock a milestone's plan, then its action, before the milestone, as whoever shares a plan does."""
    wanted = select(_MILESTONES.c.plan_id, _MILESTONES.c.plan_action_id).where(_MILESTONES.c.id == as_uuid(milestone_id))
    found = transaction.session.execute(wanted).first()
    plan = next(iter(transaction.lock(PlanRow, [found.plan_id] if found else [], share=True)), None)
    action = next(iter(transaction.lock(PlanActionRow, [found.plan_action_id] if found else [])), None)
    return plan, action


def _facts(_transaction: Transaction, milestone: MilestoneRow) -> Facts:
    return _of(milestone)


def _of(row: PlanActionRow | MilestoneRow) -> Facts:
    return Facts(frozenset({row.network_id}), row.city_id)


def _record(
    transaction: Transaction, operation: str, milestone: MilestoneRow, action: PlanActionRow, act: OnBehalfOf | None
) -> None:  # fmt: skip
    """Journal it, and move the action, which shows its next milestone."""
    transaction.record(operation, milestone, on_behalf_of=milestone.city_id if act else None, act=act)
    transaction.touch(action)
