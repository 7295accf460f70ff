"""What can be done with the action plan of a city: begin it, write it, move it on, adopt it, share it (P2, P10)."""

import hashlib
from uuid import UUID

from api.models.cities import CityRow
from api.models.keys import fold
from api.models.networks import NetworkRow
from api.models.plans import PlanAdoptionCreate, PlanCreate, PlanMoveCreate, PlanPatch, PlanRow, PlanSharingCreate
from api.models.shapes import OnBehalfOf, merge
from api.operations.permit import permit, permit_on
from api.operations.plan_audiences import hold_actions
from api.operations.plan_bearers import borne_by, hidden_of, refuse_unknown
from api.operations.plan_followers import follow
from api.operations.plan_records import share_with_plan, written
from api.operations.references import city_in
from api.operations.report_records import canonical
from api.operations.working_groups import effective_day
from api.permissions import Facts
from api.problems import refuse
from api.rules import plans as rules
from api.spine import Transaction


def create_plan(transaction: Transaction, wish: PlanCreate) -> PlanRow:
    """Begin a plan. Nobody but the city sees it, so nobody but the city begins it."""
    permit(transaction, 'create_plan', Facts(frozenset({wish.network_id}), city_in(transaction, wish.network_id, wish.city_id)))
    transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    transaction.lock_named(CityRow, wish.city_id, 'city_id')
    refuse(rules.why_not_period(wish.starts_on, wish.ends_on))
    said = written(wish.model_dump())
    refuse_unknown(transaction, wish.network_id, wish.city_id, said)
    plan = PlanRow(audience=rules.audience_of('nobody'), sort_key=fold(wish.title), **said)
    transaction.record('create_plan', transaction.add(plan), hidden=hidden_of(borne_by(plan)))
    return plan


def update_plan(transaction: Transaction, plan_id: UUID, wish: PlanPatch) -> PlanRow:
    """Change what a plan sets out, until it is adopted; who carries it, until another plan takes its place."""
    plan = permit_on(transaction, 'update_plan', PlanRow, plan_id, _facts)
    _told(transaction, plan, wish.on_behalf_of)
    said = written(merge(wish))
    refuse(rules.why_not_change(plan.stage, plan.title, said))
    changes = {name: value for name, value in said.items() if getattr(plan, name) != value}
    refuse(rules.why_not_signed_on(plan.stage, changes.get('signed_on'), transaction.today(plan.network_id)))
    refuse_unknown(transaction, plan.network_id, plan.city_id, changes, borne_by(plan))
    for name, value in changes.items():
        setattr(plan, name, value)
    refuse(rules.why_not_period(plan.starts_on, plan.ends_on))
    plan.sort_key = fold(plan.title)
    act = wish.on_behalf_of
    transaction.record('update_plan', plan, on_behalf_of=plan.city_id if act else None, act=act, hidden=hidden_of(changes))
    return plan


def move_plan(transaction: Transaction, plan_id: UUID, wish: PlanMoveCreate) -> PlanRow:
    """Move a plan to another stage; who sees it stays as it is."""
    plan = permit_on(transaction, 'move_plan', PlanRow, plan_id, _facts)
    _told(transaction, plan, wish.on_behalf_of)
    refuse(rules.why_not_move(plan.stage, wish.stage))
    plan.stage = wish.stage
    _record(transaction, 'move_plan', plan, wish.on_behalf_of)
    return plan


def adopt_plan(transaction: Transaction, plan_id: UUID, wish: PlanAdoptionCreate) -> PlanRow:
    """Record that the city has adopted its plan. The text is kept as it was adopted, with its hash; it is published to nobody by that."""
    plan = permit_on(transaction, 'adopt_plan', PlanRow, plan_id, _facts)
    _told(transaction, plan, wish.on_behalf_of)
    refuse(rules.why_not_move(plan.stage, 'adopted'))
    today = transaction.today(plan.network_id)
    refuse(rules.why_not_adopted_on(wish.adopted_on, today))
    refuse(rules.why_not_signed_on('adopted', wish.signed_on, today))
    plan.stage = 'adopted'
    # What is said nothing of stays as the draft had it: where its paper is, who signs.
    for name, value in merge(wish).items():
        setattr(plan, name, value)
    plan.snapshot = _text_of(transaction, plan)
    plan.sha256 = hashlib.sha256(plan.snapshot.encode()).hexdigest()
    _record(transaction, 'adopt_plan', plan, wish.on_behalf_of)
    return plan


def share_plan(transaction: Transaction, plan_id: UUID, wish: PlanSharingCreate) -> PlanRow:
    """Share a plan with more, or take it back from some, as the city itself; the feed tells those who no longer see it."""
    plan = permit_on(transaction, 'share_plan', PlanRow, plan_id, _facts)
    plan.audience = rules.audience_of(wish.shared_with)
    transaction.record('share_plan', plan)
    hold_actions(transaction, 'share_plan', plan)
    share_with_plan(transaction, plan)
    follow(transaction, 'share_plan', plan)
    return plan


def _facts(_transaction: Transaction, plan: PlanRow) -> Facts:
    return Facts(frozenset({plan.network_id}), plan.city_id)


def _told(transaction: Transaction, plan: PlanRow, act: OnBehalfOf | None) -> None:
    effective_day(transaction, plan.network_id, None, act, None)


def _record(transaction: Transaction, operation: str, plan: PlanRow, act: OnBehalfOf | None) -> None:
    transaction.record(operation, plan, on_behalf_of=plan.city_id if act else None, act=act)


def _text_of(transaction: Transaction, plan: PlanRow) -> str:
    city = transaction.find(CityRow, plan.city_id)
    assert city is not None
    # Of texts that may name anybody it holds one: a redaction has the ledger keep the rest of the copy, with whatever else is in it.
    kept = ('title', 'frame', 'starts_on', 'ends_on', 'aims', 'scope', 'use', 'adopted_on', 'departments_must_budget')
    return canonical(
        {
            **{name: getattr(plan, name) for name in kept},
            'city': {'id': city.id, 'slug': city.slug, 'name': city.name, 'country_code': city.country_code},
            'plan_id': plan.id,
        }
    )
