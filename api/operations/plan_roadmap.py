"""What a city is told about its own way with its plan: which of the twelve steps is next, and in what rhythm it works (P9, P11)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from api import plan_library as library
from api.models.columns import Subject, table
from api.models.indicators import IndicatorRow
from api.models.needs_assessments import NeedsFindingRow
from api.models.plan_actions import PlanActionRow
from api.models.plan_inventory_items import PlanInventoryItemRow
from api.models.plan_library import LibraryFact
from api.models.plan_meetings import PlanMeetingRow
from api.models.plan_roadmap import PlanRhythm, PlanRoadmap, Rhythm, RoadmapStep
from api.models.plans import PlanRow
from api.models.progress_askings import AskedActionRow, ProgressAskingRow
from api.models.roles import RoleRow
from api.operations.formation import acting, in_force
from api.operations.permit import permit
from api.permissions import Facts
from api.problems import Problem
from api.rules import by_laws, own_rhythm, roadmap
from api.spine import Transaction
from api.visibility import grants, visible_rows

_PLANS, _ACTIONS, _MEETINGS = table(PlanRow), table(PlanActionRow), table(PlanMeetingRow)
_INDICATORS, _ASKINGS, _ASKED_ACTIONS = table(IndicatorRow), table(ProgressAskingRow), table(AskedActionRow)
_ROLES = table(RoleRow)
_ASKED = (
    'network_id', 'city_id', 'political_head_id', 'coordination_team_ids', 'department_ids', 'steering_committee_ids',
    'steering_committee', 'starts_on', 'adopted_on',
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """The days on which a city came together over its plan, held and planned."""

    department_meetings: Sequence[date] = ()
    steering_committee: Sequence[date] = ()
    reviews: Sequence[date] = ()


def roadmap_of(transaction: Transaction, plan_id: UUID) -> PlanRoadmap:
    """Return the twelve steps of a plan, in the caller's language, with what is missing at each; for its city alone."""
    plan = _seen(transaction, plan_id)
    permit(transaction, 'get_plan_roadmap', Facts(frozenset({plan['network_id']}), plan['city_id']))
    language, today = transaction.caller.language, transaction.today(plan['network_id'])
    steps = {each.key: each for each in library.STEPS}
    return PlanRoadmap(
        plan_id=plan_id,
        steps=[
            RoadmapStep(
                number=step.number,
                key=step.key,
                phase=(told := steps[step.key]).phase,
                name=told.name[language],
                asks=told.asks[language],
                help=told.help[language],
                stage=step.stage,  # type: ignore[arg-type]  # the rule knows these stages
                missing=[LibraryFact(key=fact.key, text=fact.text[language]) for fact in told.facts if fact.key in step.missing],
            )
            for step in roadmap.roadmap(_facts_of(transaction, plan_id, plan, today), today)
        ],
    )


def rhythm_of(transaction: Transaction, plan_id: UUID) -> PlanRhythm:
    """Return in what rhythm a city works at its plan; for the city alone."""
    plan = _seen(transaction, plan_id)
    permit(transaction, 'get_plan_rhythm', Facts(frozenset({plan['network_id']}), plan['city_id']))
    today = transaction.today(plan['network_id'])
    version, days = in_force(transaction, plan['network_id'], today), _days_of(transaction, plan_id, today)
    figures = by_laws.from_figures({each.name: getattr(version, each.name) for each in fields(by_laws.ByLaws)})
    return PlanRhythm(
        plan_id=plan_id,
        department_meetings=_told(own_rhythm.department_meetings(days.department_meetings, figures, today)),
        steering_committee=_told(own_rhythm.steering_committee(days.steering_committee, library.STEERING_COMMITTEE_EVERY_MONTHS, today)),
        plan_review=_told(own_rhythm.plan_review(plan['adopted_on'], days.reviews, figures, today)),
    )


def _facts_of(transaction: Transaction, plan_id: UUID, plan: dict[str, Any], today: date) -> roadmap.Facts:
    """Read what is known of a plan and its city. A report of a city is not among the records of the service: nothing shows it."""
    actions = [each for each in _actions_of(transaction, plan_id) if each['stage'] != 'cancelled']
    days, measured = _days_of(transaction, plan_id, today), _measured_in(transaction, plan_id)
    return roadmap.Facts(
        is_member=acting(transaction, plan['network_id'], plan['city_id']) is not None,
        has_coordinator=_has_coordinator(transaction, plan, today),
        has_political_head=plan['political_head_id'] is not None,
        has_coordination_team=bool(plan['coordination_team_ids']),
        departments=len({*plan['department_ids'], *(str(each['department_id']) for each in actions if each['department_id'])}),
        needs_findings=_noted(transaction, NeedsFindingRow, plan_id),
        inventory=_noted(transaction, PlanInventoryItemRow, plan_id),
        actions=[
            roadmap.PlannedAction(
                is_agreed=each['agreed_on'] is not None,
                has_contact=each['responsible_person_id'] is not None,
                has_end=each['due_on'] is not None,
                has_criterion=each['completion_criterion'] is not None,
                has_indicator=each['id'] in measured,
            )
            for each in actions
        ],
        starts_on=plan['starts_on'],
        adopted_on=plan['adopted_on'],
        has_steering_committee=bool(plan['steering_committee_ids'] or plan['steering_committee'] or days.steering_committee),
        department_meetings=days.department_meetings,
        progress=[each['last_progress_on'] for each in actions if each['last_progress_on']],
        asked=_asked_on(transaction, plan_id),
    )


def _actions_of(transaction: Transaction, plan_id: UUID) -> list[dict[str, Any]]:
    names = ('id', 'stage', 'department_id', 'responsible_person_id', 'due_on', 'completion_criterion', 'last_progress_on', 'agreed_on')
    wanted = select(*(_ACTIONS.c[name] for name in names)).where(_ACTIONS.c.plan_id == plan_id, visible_rows(PlanActionRow))
    return transaction.rows(wanted, grants(transaction.caller))


def _measured_in(transaction: Transaction, plan_id: UUID) -> set[UUID]:
    """Return the actions of a plan that an indicator measures."""
    in_use = (_INDICATORS.c.plan_id == plan_id, _INDICATORS.c.stage == 'in_use', _INDICATORS.c.plan_action_id.is_not(None))
    return set(transaction.session.execute(select(_INDICATORS.c.plan_action_id).where(*in_use)).scalars())


def _asked_on(transaction: Transaction, plan_id: UUID) -> list[date]:
    """Return the days on which contacts were asked by mail how the actions of a plan stand."""
    wanted = select(_ASKINGS.c.asked_on).distinct().join(_ASKED_ACTIONS, _ASKED_ACTIONS.c.asking_id == _ASKINGS.c.id)
    return list(transaction.session.execute(wanted.where(_ASKED_ACTIONS.c.plan_id == plan_id)).scalars())


def _days_of(transaction: Transaction, plan_id: UUID, today: date) -> FollowedUp:
    """Return when those about a plan met, and when they mean to; a day that was set and went by without a meeting is none."""
    wanted = select(_MEETINGS.c.kind, _MEETINGS.c.held_on, _MEETINGS.c.planned_on)
    days: dict[str, list[date]] = {kind: [] for kind in ('department_meeting', 'steering_committee', 'review')}
    of_plan = wanted.where(_MEETINGS.c.plan_id == plan_id, visible_rows(PlanMeetingRow))
    for each in transaction.rows(of_plan, grants(transaction.caller)):
        day = each['held_on'] or each['planned_on']
        if each['kind'] in days and (each['held_on'] or (day and day > today)):
            days[each['kind']].append(day)
    return FollowedUp(days['department_meeting'], days['steering_committee'], days['review'])


def _has_coordinator(transaction: Transaction, plan: dict[str, Any], today: date) -> bool:
    open_term = (_ROLES.c.start_date <= today, or_(_ROLES.c.end_date.is_(None), _ROLES.c.end_date >= today))
    held = (_ROLES.c.network_id == plan['network_id'], _ROLES.c.city_id == plan['city_id'], _ROLES.c.role == 'coordinator')
    return transaction.session.execute(select(_ROLES.c.id).where(*held, *open_term).limit(1)).first() is not None


def _noted(transaction: Transaction, row: type[Subject], plan_id: UUID) -> int:
    """Return how much of a kind its city has noted for a plan."""
    wanted = select(func.count()).select_from(table(row)).where(table(row).c.plan_id == plan_id)
    return int(transaction.session.execute(wanted).scalar_one())


def _seen(transaction: Transaction, plan_id: UUID) -> dict[str, Any]:
    """Return a plan that the caller may see."""
    wanted = select(*(_PLANS.c[name] for name in _ASKED)).where(_PLANS.c.id == plan_id, visible_rows(PlanRow))
    found = transaction.rows(wanted, grants(transaction.caller))
    if not found:
        raise Problem('not-found')
    return found[0]


def _told(found: own_rhythm.Rhythm) -> Rhythm:
    return Rhythm(
        stage=found.stage,  # type: ignore[arg-type]  # the rule knows these stages
        held=list(found.held),
        last_on=found.last_on,
        planned_on=found.planned_on,
        from_on=found.from_on,
        by_on=found.by_on,
    )
