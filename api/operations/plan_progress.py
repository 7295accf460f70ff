"""What can be done about how an action of a city's plan stands: say so, and say with whom that is shared (P7, P10)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.plan_action_updates import (
    PlanActionUpdateCreate,
    PlanActionUpdateRow,
    PlanActionUpdateSharingCreate,
    ProgressSaid,
)
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.models.shapes import OnBehalfOf
from api.operations.permit import permit, permit_on, refuse_fact
from api.operations.plan_audiences import within
from api.operations.working_groups import effective_day
from api.permissions import Facts, office
from api.problems import refuse, unknown_reference
from api.reads import as_uuid
from api.rules import action_items, plans, progress
from api.rules.progress import Said, Standing
from api.spine import Transaction
from api.visibility import sees

_ACTIONS, _UPDATES = table(PlanActionRow), table(PlanActionUpdateRow)
# What the journal names without its value: who says what, and what stands in the way, is the city's to know.
_OF_THE_CITY = ('author_person_id', 'obstacle')


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says how an action stands, on which day, and on whose word; `contact`: somebody of a department who was asked.

    `shared_with`: with whom it is shared at most (None: with whom the action is).
    """

    kind: str
    person_id: UUID | None
    day: date
    shared_with: str | None = None
    act: OnBehalfOf | None = None
    reason: str | None = None


def record_plan_progress(transaction: Transaction, wish: PlanActionUpdateCreate) -> PlanActionUpdateRow:
    """Add an update to an action that the caller may see, and move the action to where it now stands (P7)."""
    plan, action = _lock_named(transaction, wish.plan_action_id)
    permit(transaction, 'record_plan_progress', facts := _facts(transaction, action))
    refuse_fact(transaction, action)
    corrected = _corrected(transaction, wish.corrects_id) if wish.corrects_id else None
    caller = transaction.caller
    keeps = corrected is not None and 'shared_with' not in wish.model_fields_set
    speaker = Speaker(
        kind='office' if office(caller, facts) else 'city',
        person_id=caller.id if caller.kind == 'person' else None,
        day=corrected.made_on if corrected and wish.made_on is None else _day(transaction, plan, wish),
        shared_with=corrected.shared_with if corrected and keeps else wish.shared_with,
        act=wish.on_behalf_of,
        reason=wish.reason,
    )
    return add_update(transaction, 'record_plan_progress', plan, action, wish, speaker, corrected)


def add_update(
    transaction: Transaction,
    operation: str,
    plan: PlanRow,
    action: PlanActionRow,
    said: ProgressSaid,
    speaker: Speaker,
    corrected: PlanActionUpdateRow | None = None,
) -> PlanActionUpdateRow:
    """Add what somebody says of an action, both of them locked, and move the action; whoever calls has seen to it that they may.

    The action is locked, so that of two updates at once both are kept.
    """
    refuse(plans.why_no_action(plan.stage, plan.title))
    refuse(
        progress.why_not_said(
            unchanged=said.unchanged,
            stage=said.stage,
            percent=said.percent,
            has_text=bool(said.text and said.text.strip()),
            has_more=any((said.obstacle, said.evidence_url)),
        ),
    )
    if corrected is not None:
        is_corrected = transaction.session.execute(select(_UPDATES.c.id).where(_UPDATES.c.corrects_id == corrected.id)).first() is not None
        refuse(progress.why_not_correct(is_of_item=corrected.plan_action_id == action.id, is_corrected=is_corrected))
    update = transaction.add(
        PlanActionUpdateRow(
            network_id=action.network_id,
            city_id=action.city_id,
            plan_id=action.plan_id,
            plan_action_id=action.id,
            made_on=speaker.day,
            author_kind=speaker.kind,
            author_person_id=speaker.person_id,
            corrects_id=corrected.id if corrected else None,
            shared_with=speaker.shared_with,
            audience=within(action.audience, speaker.shared_with),
            **said.model_dump(include=set(ProgressSaid.model_fields)),
        ),
    )
    update.place_id = corrected.place_id if corrected else update.id
    before, now = _standing(transaction, action, update)
    refuse(action_items.why_not_move(before.stage, said.stage or before.stage))
    refuse(progress.why_not_percent(said.stage or before.stage, said.percent))
    action.stage, action.percent, action.last_progress_on = now.stage, now.percent, now.last_progress_on
    city_id = action.city_id if speaker.act else None
    hidden = {name for name in _OF_THE_CITY if getattr(update, name) is not None}
    transaction.record(operation, update, on_behalf_of=city_id, act=speaker.act, reason=speaker.reason, hidden=hidden)
    transaction.record(operation, action, on_behalf_of=city_id, act=speaker.act, reason=speaker.reason)
    if corrected is not None:
        transaction.touch(corrected)
    return update


def share_plan_action_update(transaction: Transaction, update_id: UUID, wish: PlanActionUpdateSharingCreate) -> PlanActionUpdateRow:
    """Share an update with fewer than its action or again with as many, and its obstacle or not, as the city itself."""
    actions = _lock_action_of(transaction, update_id)
    update = permit_on(transaction, 'share_plan_action_update', PlanActionUpdateRow, update_id, _facts)
    [action] = actions
    update.shared_with, update.obstacle_shared = wish.shared_with, wish.obstacle_shared
    update.audience = within(action.audience, wish.shared_with)
    transaction.record('share_plan_action_update', update)
    return update


def _facts(_transaction: Transaction, row: PlanActionRow | PlanActionUpdateRow) -> Facts:
    return Facts(frozenset({row.network_id}), row.city_id)


def _lock_named(transaction: Transaction, action_id: UUID) -> tuple[PlanRow, PlanActionRow]:
    """Return the action that a body names and its plan, locked, the plan first; unknown-reference where the caller may not know of it."""
    plan_ids = transaction.session.execute(select(_ACTIONS.c.plan_id).where(_ACTIONS.c.id == action_id)).scalars()
    plan = next(iter(transaction.lock(PlanRow, plan_ids, share=True)), None)
    action = transaction.lock_named(PlanActionRow, action_id, 'plan_action_id', share=False)
    if plan is None or not sees(transaction.caller, action.audience, action.network_id, action.city_id):
        raise unknown_reference('plan_action_id')
    return plan, action


def _lock_action_of(transaction: Transaction, update_id: UUID) -> list[PlanActionRow]:
    """Lock an update's action before the update: whoever shares an action has the action first, then what was said of it."""
    ids = transaction.session.execute(select(_UPDATES.c.plan_action_id).where(_UPDATES.c.id == as_uuid(update_id))).scalars()
    return transaction.lock(PlanActionRow, ids, share=True)


def _corrected(transaction: Transaction, update_id: UUID) -> PlanActionUpdateRow:
    """Return the update that is to be corrected; the lock on its action keeps others from correcting it meanwhile."""
    found = transaction.find(PlanActionUpdateRow, update_id)
    if found is None or not sees(transaction.caller, found.audience, found.network_id, found.city_id):
        raise unknown_reference('corrects_id')
    return found


def _day(transaction: Transaction, plan: PlanRow, wish: PlanActionUpdateCreate) -> date:
    return effective_day(transaction, plan.network_id, wish.made_on, wish.on_behalf_of, wish.reason)


def _standing(transaction: Transaction, action: PlanActionRow, update: PlanActionUpdateRow) -> tuple[Standing, Standing]:
    """Return how the action stands before and after an update.

    The latest update is a step from where the action stands; for one about an earlier day, or a correction, all of them are read again.
    """
    said = Said(update.made_on, update.stage, update.percent)
    if update.corrects_id is None and (action.last_progress_on is None or action.last_progress_on <= update.made_on):
        before = Standing(action.stage, action.percent, action.last_progress_on)
        return before, progress.after(before, said)
    replaced = select(_UPDATES.c.corrects_id).where(_UPDATES.c.plan_action_id == action.id, _UPDATES.c.corrects_id.is_not(None))
    others = select(_UPDATES.c.made_on, _UPDATES.c.place_id, _UPDATES.c.stage, _UPDATES.c.percent).where(
        _UPDATES.c.plan_action_id == action.id, _UPDATES.c.id.not_in(replaced)
    )
    if update.corrects_id is not None:
        others = others.where(_UPDATES.c.id != update.corrects_id)
    known = sorted((row.made_on, row.place_id, row.stage, row.percent) for row in transaction.session.execute(others))
    place = (update.made_on, update.place_id)
    earlier, later = (
        [Said(day, stage, percent) for day, at, stage, percent in known if ((day, at) < place) is side] for side in (True, False)
    )
    return progress.standing_after(earlier), progress.standing_after([*earlier, said, *later])
