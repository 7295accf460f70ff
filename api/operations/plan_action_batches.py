"""What can be done with many actions of a plan at once: bring each to another department, person, day, stage or audience (P3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal
from uuid import UUID

from api import preconditions
from api.models.plan_action_batches import PlanActionBatchCreate, PlanActionBatchItem
from api.models.plan_action_updates import ProgressSaid
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.models.shapes import merge
from api.operations.many_at_once import do_each
from api.operations.membership_batches import refuse_together
from api.operations.permit import permit, refuse_fact
from api.operations.plan_actions import change_action, share_action
from api.operations.plan_audiences import hold_updates
from api.operations.plan_followers import follow
from api.operations.plan_progress import Speaker, add_update
from api.operations.working_groups import effective_day
from api.permissions import Facts, office
from api.problems import Problem, refuse, unknown_reference
from api.rules import plans
from api.spine import Transaction
from api.visibility import sees


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one item came to."""

    came_to: Literal['applied', 'unchanged', 'failed']
    version: int | None = None
    problem: Problem | None = None


def apply_plan_action_batch(transaction: Transaction, wish: PlanActionBatchCreate) -> list[Outcome]:
    """Change each action of a batch; when they belong together and one is refused, none is changed, and the refusal tells of each."""
    plan = _lock_plan(transaction, wish.plan_id)
    permit(transaction, 'apply_plan_action_batch', facts := Facts(frozenset({plan.network_id}), plan.city_id))
    refuse_fact(transaction, plan)
    refuse(plans.why_no_action(plan.stage, plan.title))
    transaction.is_dry_run = wish.dry_run
    caller = transaction.caller
    speaker = Speaker(
        kind='office' if office(caller, facts) else 'city',
        person_id=caller.id if caller.kind == 'person' else None,
        day=effective_day(transaction, plan.network_id, None, wish.on_behalf_of, None),
        act=wish.on_behalf_of,
    )
    actions = {action.id: action for action in transaction.lock(PlanActionRow, [item.plan_action_id for item in wish.items])}
    moved: dict[UUID, None] = {}
    done = do_each(transaction, [partial(_change, transaction, plan, actions, speaker, moved, item) for item in wish.items], moved)
    outcomes = [Outcome('failed', problem=each) if isinstance(each, Problem) else each for each in done]
    if wish.mode == 'atomic':
        refuse_together([(f'/items/{place}', outcome.problem, None) for place, outcome in enumerate(outcomes) if outcome.problem])
    if moved:
        hold_updates(transaction, 'share_plan_action', moved)
        follow(transaction, 'share_plan_action', plan)
    transaction.flush()
    return outcomes


def _lock_plan(transaction: Transaction, plan_id: UUID) -> PlanRow:
    plan = transaction.lock_named(PlanRow, plan_id, 'plan_id')
    if not sees(transaction.caller, plan.audience, plan.network_id, plan.city_id):
        raise unknown_reference('plan_id')
    return plan


def _change(
    transaction: Transaction,
    plan: PlanRow,
    actions: Mapping[UUID, PlanActionRow],
    speaker: Speaker,
    moved: dict[UUID, None],
    item: PlanActionBatchItem,
) -> Outcome:
    action = actions.get(item.plan_action_id)
    if action is None or action.plan_id != plan.id or not sees(transaction.caller, action.audience, action.network_id, action.city_id):
        raise unknown_reference('plan_action_id')
    refuse_fact(transaction, action)
    if item.if_version is not None:
        preconditions.check_version(f'"{item.if_version}"', action.version)
    wanted: dict[str, Any] = merge(item.changes)
    is_changed = False
    if 'stage' in wanted and (stage := wanted.pop('stage')) != action.stage:
        add_update(transaction, 'record_plan_progress', plan, action, ProgressSaid(stage=stage), speaker)
        is_changed = True
    if 'shared_with' in wanted and (shared_with := wanted.pop('shared_with')) != action.shared_with:
        permit(transaction, 'share_plan_action', Facts(frozenset({plan.network_id}), plan.city_id))
        if share_action(transaction, plan, action, shared_with):
            moved[action.id] = None
        is_changed = True
    is_changed = change_action(transaction, plan, action, wanted, speaker.act) or is_changed
    return Outcome('applied' if is_changed else 'unchanged', action.version)
