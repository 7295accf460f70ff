"""What can be done with a good practice: record it, publish it from an action in one step, change it, publish it, take it back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.models.cities import CityRow
from api.models.columns import table
from api.models.good_practices import (
    GoodPracticeCreate,
    GoodPracticePatch,
    GoodPracticeRow,
    PracticeOfActionCreate,
    PracticePublicationCreate,
    PracticeWithdrawalCreate,
)
from api.models.keys import fold, search_key
from api.models.networks import NetworkRow
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.models.shapes import OnBehalfOf, merge
from api.operations.permit import permit, permit_on
from api.operations.references import city_in, named_if_any
from api.operations.working_groups import effective_day
from api.permissions import Facts
from api.plan_frames import FRAMES
from api.problems import Problem, refuse
from api.reads import as_uuid
from api.rules import coverage, plans
from api.rules import good_practices as rules
from api.spine import Transaction

_PRACTICES, _ACTIONS = table(GoodPracticeRow), table(PlanActionRow)
_FRAME = FRAMES['ten_points']


def create_good_practice(transaction: Transaction, wish: GoodPracticeCreate) -> GoodPracticeRow:
    """Record a good practice as the office: of a city here, or of one that is only named. It is a draft until it is published."""
    permit(transaction, 'create_good_practice', Facts(frozenset({wish.network_id})))
    transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    named_if_any(transaction, CityRow, wish.city_id, 'city_id')
    if (wish.city_id is None) == (wish.city_name is None) or (wish.city_name is None) != (wish.country_code is None):
        raise Problem('practice-names-one-city')
    practice = GoodPracticeRow(
        **wish.model_dump(),
        sort_key=fold(wish.title),
        search_key=_search_key(wish.title, wish.summary),
        audience=rules.audience('draft', None, of_city=wish.city_id is not None),
    )
    _check(practice)
    transaction.record('create_good_practice', transaction.add(practice))
    return practice


def publish_practice_of_action(transaction: Transaction, action_id: UUID, wish: PracticeOfActionCreate) -> GoodPracticeRow:
    """Tell others of an action of one's own plan as a good practice, in one step; the action is shared with them already."""
    _lock_plan_of(transaction, action_id)
    action = permit_on(transaction, 'publish_practice_of_action', PlanActionRow, action_id, _of_action, versioned=False)
    refuse(rules.why_not_published_from(shared := plans.SHARED_WITH[action.audience]))
    title, summary = wish.title or action.title, wish.summary if wish.summary is not None else action.description
    practice = GoodPracticeRow(
        **wish.model_dump(exclude={'title', 'summary'}),
        network_id=action.network_id,
        city_id=action.city_id,
        plan_action_id=action.id,
        title=title,
        summary=summary,
        sort_key=fold(title),
        search_key=_search_key(title, summary),
        cells=[{'commitment': action.commitment, 'track': action.track}, *action.further_cells],
        stage='published',
        published_on=transaction.today(action.network_id),
        audience=rules.audience('published', wish.shared_with, of_city=True, action_shared_with=shared),
        demonstration=action.demonstration,
    )
    transaction.record('publish_practice_of_action', transaction.add(practice), hidden=('plan_action_id',))
    return practice


def update_good_practice(transaction: Transaction, practice_id: UUID, wish: GoodPracticePatch) -> GoodPracticeRow:
    """Change what a good practice says."""
    practice = permit_on(transaction, 'update_good_practice', GoodPracticeRow, practice_id, _facts)
    _told(transaction, practice, wish.on_behalf_of)
    for name, value in wish.model_dump(include=set(merge(wish))).items():
        setattr(practice, name, value)
    _check(practice)
    practice.sort_key, practice.search_key = fold(practice.title), _search_key(practice.title, practice.summary)
    _record(transaction, 'update_good_practice', practice, wish.on_behalf_of)
    return practice


def publish_good_practice(transaction: Transaction, practice_id: UUID, wish: PracticePublicationCreate) -> GoodPracticeRow:
    """Show a good practice to the members or to everybody; again, to show it to others."""
    _lock_plan_of_practice(transaction, practice_id)
    practice = permit_on(transaction, 'publish_good_practice', GoodPracticeRow, practice_id, _facts)
    day = _told(transaction, practice, wish.on_behalf_of)
    practice.stage, practice.shared_with = 'published', wish.shared_with
    practice.published_on = practice.published_on or day
    practice.audience = _audience(transaction, practice)
    _record(transaction, 'publish_good_practice', practice, wish.on_behalf_of)
    return practice


def withdraw_good_practice(transaction: Transaction, practice_id: UUID, wish: PracticeWithdrawalCreate) -> GoodPracticeRow:
    """Take a good practice back from everybody who was shown it but its city and the office."""
    practice = permit_on(transaction, 'withdraw_good_practice', GoodPracticeRow, practice_id, _facts)
    _told(transaction, practice, wish.on_behalf_of)
    refuse(rules.why_not('withdraw_good_practice', practice.stage, practice.title))
    practice.stage = 'withdrawn'
    practice.audience = _audience(transaction, practice)
    _record(transaction, 'withdraw_good_practice', practice, wish.on_behalf_of)
    return practice


def hold_practices(transaction: Transaction, operation: str, action_ids: Iterable[UUID]) -> None:
    """Show the practices that were published from these actions to no more than the actions are shown to now."""
    wanted = set(action_ids)
    ids = select(_PRACTICES.c.id).where(_PRACTICES.c.plan_action_id.in_(wanted))
    for practice in transaction.lock(GoodPracticeRow, transaction.session.execute(ids).scalars() if wanted else ()):
        if (audience := _audience(transaction, practice)) != practice.audience:
            practice.audience = audience
            transaction.record(operation, practice)


def _audience(transaction: Transaction, practice: GoodPracticeRow) -> str:
    action = transaction.find(PlanActionRow, practice.plan_action_id)
    return rules.audience(
        practice.stage,
        practice.shared_with,
        of_city=practice.city_id is not None,
        action_shared_with=plans.SHARED_WITH[action.audience] if action else None,
    )


def _facts(transaction: Transaction, practice: GoodPracticeRow) -> Facts:
    return Facts(frozenset({practice.network_id}), city_in(transaction, practice.network_id, practice.city_id))


def _of_action(_transaction: Transaction, action: PlanActionRow) -> Facts:
    return Facts(frozenset({action.network_id}), action.city_id)


def _check(practice: GoodPracticeRow) -> None:
    refuse(coverage.why_not_cells(_FRAME, [(each['commitment'], each['track']) for each in practice.cells]))


def _search_key(title: str, summary: str | None) -> str:
    return search_key(title, summary or '')


def _lock_plan_of(transaction: Transaction, action_id: UUID | str) -> None:
    """Lock an action's plan before the action, as whoever shares the plan does."""
    ids = select(_ACTIONS.c.plan_id).where(_ACTIONS.c.id == as_uuid(action_id))
    transaction.lock(PlanRow, transaction.session.execute(ids).scalars(), share=True)


def _lock_plan_of_practice(transaction: Transaction, practice_id: UUID) -> None:
    ids = select(_PRACTICES.c.plan_action_id).where(_PRACTICES.c.id == as_uuid(practice_id), _PRACTICES.c.plan_action_id.is_not(None))
    for action_id in transaction.session.execute(ids).scalars():
        _lock_plan_of(transaction, action_id)
        transaction.lock(PlanActionRow, [action_id], share=True)


def _told(transaction: Transaction, practice: GoodPracticeRow, act: OnBehalfOf | None) -> Any:
    return effective_day(transaction, practice.network_id, None, act, None)


def _record(transaction: Transaction, operation: str, practice: GoodPracticeRow, act: OnBehalfOf | None) -> None:
    transaction.record(operation, practice, on_behalf_of=practice.city_id if act else None, act=act)
