"""What can be done with an indicator: set it up, change it, set it aside, record what was measured (P3, P9)."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.indicators import (
    IndicatorCreate,
    IndicatorMoveCreate,
    IndicatorPatch,
    IndicatorRow,
    IndicatorValueCreate,
    IndicatorValueRow,
)
from api.models.keys import fold
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.models.shapes import OnBehalfOf, merge
from api.operations.milestones import lock_action
from api.operations.permit import permit, permit_on, refuse_fact
from api.operations.plan_actions import plan_named, told
from api.permissions import Facts
from api.problems import refuse, unknown_reference
from api.reads import as_uuid
from api.rules import indicators
from api.rules.indicators import Point
from api.spine import Transaction
from api.visibility import sees

_INDICATORS, _VALUES = table(IndicatorRow), table(IndicatorValueRow)


def create_indicator(transaction: Transaction, wish: IndicatorCreate) -> IndicatorRow:
    """Set up an indicator of a plan that the caller may see, or of an action in it."""
    plan, about = _lock_about(transaction, wish)
    permit(transaction, 'create_indicator', Facts(frozenset({plan.network_id}), plan.city_id))
    refuse_fact(transaction, about)
    told(transaction, plan, wish.on_behalf_of)
    described = _described(wish.model_dump(exclude={'on_behalf_of', 'plan_id'}))
    place: dict[str, Any] = {'network_id': plan.network_id, 'city_id': plan.city_id, 'plan_id': plan.id, 'audience': about.audience}
    indicator = IndicatorRow(sort_key=fold(wish.name), **place, **described)
    _check(indicator)
    _record(transaction, 'create_indicator', transaction.add(indicator), wish.on_behalf_of)
    return indicator


def update_indicator(transaction: Transaction, indicator_id: UUID, wish: IndicatorPatch) -> IndicatorRow:
    """Change what describes an indicator."""
    plan = _lock_plan(transaction, indicator_id)
    indicator = permit_on(transaction, 'update_indicator', IndicatorRow, indicator_id, _facts)
    assert plan is not None
    told(transaction, plan, wish.on_behalf_of)
    for name, value in _described(wish.model_dump(include=set(merge(wish)))).items():
        setattr(indicator, name, value)
    _check(indicator)
    indicator.sort_key = fold(indicator.name)
    _record(transaction, 'update_indicator', indicator, wish.on_behalf_of)
    return indicator


def move_indicator(transaction: Transaction, indicator_id: UUID, wish: IndicatorMoveCreate) -> IndicatorRow:
    """Set an indicator aside, or take it up again; its values stay."""
    plan = _lock_plan(transaction, indicator_id)
    indicator = permit_on(transaction, 'move_indicator', IndicatorRow, indicator_id, _facts)
    assert plan is not None
    told(transaction, plan, wish.on_behalf_of)
    indicator.stage = wish.stage
    _record(transaction, 'move_indicator', indicator, wish.on_behalf_of)
    return indicator


def record_indicator_value(transaction: Transaction, indicator_id: UUID, wish: IndicatorValueCreate) -> IndicatorValueRow:
    """Add what was measured; a correction takes the place of another value, and nothing is changed."""
    plan = _lock_plan(transaction, indicator_id)
    # Nothing of anybody's is lost by a value that is added.
    indicator = permit_on(transaction, 'record_indicator_value', IndicatorRow, indicator_id, _facts, versioned=False)
    assert plan is not None
    told(transaction, plan, wish.on_behalf_of)
    refuse(indicators.why_not_measured_on(wish.measured_on, transaction.today(plan.network_id)))
    corrected = _corrected(transaction, indicator, wish.corrects_id) if wish.corrects_id else None
    value = IndicatorValueRow(
        network_id=indicator.network_id,
        city_id=indicator.city_id,
        plan_id=indicator.plan_id,
        plan_action_id=indicator.plan_action_id,
        indicator_id=indicator.id,
        audience=indicator.audience,
        figure=Decimal(wish.value),
        **wish.model_dump(exclude={'on_behalf_of', 'value'}),
    )
    act = wish.on_behalf_of
    transaction.record('record_indicator_value', transaction.add(value), on_behalf_of=indicator.city_id if act else None, act=act)
    for shows_it in (indicator, corrected):
        if shows_it is not None:
            transaction.touch(shows_it)
    return value


def _lock_about(transaction: Transaction, wish: IndicatorCreate) -> tuple[PlanRow, PlanRow | PlanActionRow]:
    """Return the plan that a body names, and what of it the indicator is about."""
    plan = plan_named(transaction, wish.plan_id)
    if wish.plan_action_id is None:
        return plan, plan
    _, action = lock_action(transaction, wish.plan_action_id, 'plan_action_id')
    if action.plan_id != plan.id:
        raise unknown_reference('plan_action_id')
    return plan, action


def _lock_plan(transaction: Transaction, indicator_id: UUID) -> PlanRow | None:
    """Lock an indicator's plan before the indicator, as whoever shares a plan does."""
    ids = transaction.session.execute(select(_INDICATORS.c.plan_id).where(_INDICATORS.c.id == as_uuid(indicator_id))).scalars()
    return next(iter(transaction.lock(PlanRow, ids, share=True)), None)


def _facts(_transaction: Transaction, indicator: IndicatorRow) -> Facts:
    return Facts(frozenset({indicator.network_id}), indicator.city_id)


def _described(wish: dict[str, Any]) -> dict[str, Any]:
    """Return what a body says by the columns that hold it."""
    described = dict(wish)
    if 'baseline' in described:
        baseline = described.pop('baseline') or {'on': None, 'value': None}
        described['baseline_on'] = baseline['on']
        described['baseline_value'] = None if baseline['value'] is None else Decimal(baseline['value'])
    if 'goals' in described:
        goals = sorted(described['goals'], key=lambda goal: goal['on'])
        described['goals'] = [{'on': goal['on'].isoformat(), 'value': goal['value']} for goal in goals]
    return described


def _check(indicator: IndicatorRow) -> None:
    begun = indicator.baseline_on, indicator.baseline_value
    baseline = None if begun[0] is None or begun[1] is None else Point(begun[0], begun[1])
    refuse(indicators.why_not_goals(baseline, indicators.points(indicator.goals)))


def _corrected(transaction: Transaction, indicator: IndicatorRow, value_id: UUID) -> IndicatorValueRow:
    """Return the value that is to be corrected; the lock on its indicator keeps others from correcting it meanwhile."""
    found = transaction.find(IndicatorValueRow, value_id)
    if found is None or not sees(transaction.caller, found.audience, found.network_id, found.city_id):
        raise unknown_reference('corrects_id')
    corrections = transaction.session.execute(select(_VALUES.c.id).where(_VALUES.c.corrects_id == value_id))
    refuse(indicators.why_not_correct(is_of_indicator=found.indicator_id == indicator.id, is_corrected=corrections.first() is not None))
    return found


def _record(transaction: Transaction, operation: str, indicator: IndicatorRow, act: OnBehalfOf | None) -> None:
    transaction.record(operation, indicator, on_behalf_of=indicator.city_id if act else None, act=act)
