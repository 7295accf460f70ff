"""What is worked out of plans when somebody asks: their frame, what they cover, what would make one easier to carry out (P4, P5)."""

from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, or_, select

from api.models.columns import table
from api.models.indicators import IndicatorRow
from api.models.milestones import MilestoneRow
from api.models.plan_actions import Cell, PlanActionRow
from api.models.plan_coverage import (
    Advice,
    Counted,
    Coverage,
    CoveredCell,
    FrameCommitment,
    FrameTrack,
    Names,
    NetworkCoverage,
    PlanFrame,
    PlanHealth,
)
from api.models.plans import PlanRow
from api.operations.formation import in_force
from api.operations.permit import permit
from api.permissions import Facts
from api.plan_frames import FRAMES
from api.problems import Problem
from api.rules import coverage, plan_health
from api.rules.coverage import Placed
from api.sentences import say
from api.shown.milestones import LATE
from api.spine import Transaction
from api.visibility import grants, visible_rows

_ACTIONS, _PLANS = table(PlanActionRow), table(PlanRow)
_INDICATORS, _MILESTONES = table(IndicatorRow), table(MilestoneRow)
_PLACED = (_ACTIONS.c.stage, _ACTIONS.c.commitment, _ACTIONS.c.track, _ACTIONS.c.further_cells)
_HAS_INDICATOR = exists().where(_INDICATORS.c.plan_action_id == _ACTIONS.c.id, _INDICATORS.c.stage == 'in_use').correlate(_ACTIONS)
_LATE_MILESTONE = (
    select(func.min(_MILESTONES.c.due_on)).where(_MILESTONES.c.plan_action_id == _ACTIONS.c.id, LATE).correlate(_ACTIONS).scalar_subquery()
)
# What a city tells all members of its network, and no less, is told of the network together.
_SHARED = or_(_ACTIONS.c.audience == 'members', _ACTIONS.c.audience == 'public')


def frame_of(transaction: Transaction, name: str) -> PlanFrame:
    """Return a frame with what its commitments and tracks are called in each language."""
    permit(transaction, 'get_plan_frame', Facts(frozenset()))
    frame = FRAMES[name]
    return PlanFrame(
        name=frame.name,  # type: ignore[arg-type]  # the frames are those that the type lists
        commitments=[FrameCommitment(number=each.number, names=Names(**each.names)) for each in frame.commitments],
        tracks=[FrameTrack(number=each.number, soft=each.soft, names=Names(**each.names)) for each in frame.tracks],
    )


def coverage_of(transaction: Transaction, plan_id: UUID) -> Coverage:
    """Return what a plan covers, as far as its actions are shared with the caller."""
    plan = _seen(transaction, plan_id)
    permit(transaction, 'get_plan_coverage', _of(plan))
    statement = select(*_PLACED).where(_ACTIONS.c.plan_id == plan_id, visible_rows(PlanActionRow))
    return _covered(plan['frame'], transaction.rows(statement, grants(transaction.caller)))


def network_coverage_of(transaction: Transaction, network_id: UUID) -> NetworkCoverage:
    """Return what the plans of a network's cities cover together, as far as these share them with all members, and the caller is one."""
    permit(transaction, 'get_network_coverage', Facts(frozenset({network_id})))
    standing = select(_PLANS.c.id).where(_PLANS.c.network_id == network_id, _PLANS.c.stage != 'superseded')
    counted = (_ACTIONS.c.network_id == network_id, _ACTIONS.c.plan_id.in_(standing), _SHARED, visible_rows(PlanActionRow))
    seen = grants(transaction.caller)
    cities = transaction.rows(select(func.count(_ACTIONS.c.city_id.distinct()).label('cities')).where(*counted), seen)[0]['cities']
    if not coverage.is_told_of(cities):
        return NetworkCoverage(network_id=network_id, cities=cities, coverage=None)
    statement = select(*_PLACED, func.count().label('times')).where(*counted).group_by(*_PLACED)
    return NetworkCoverage(network_id=network_id, cities=cities, coverage=_covered('ten_points', transaction.rows(statement, seen)))


def health_of(transaction: Transaction, plan_id: UUID) -> PlanHealth:
    """Return what would make a plan easier to carry out, for the city whose plan it is."""
    plan = _seen(transaction, plan_id)
    permit(transaction, 'get_plan_health', _of(plan))
    network_id, language = plan['network_id'], transaction.caller.language
    today = transaction.today(network_id)
    columns = (
        'id', 'title', 'stage', 'created_at', 'responsible_person_id', 'department_id', 'starts_on', 'due_on', 'last_progress_on',
        'completion_criterion', 'target_groups', 'agreed_on',
    )  # fmt: skip
    beside = (_HAS_INDICATOR.label('has_indicator'), _LATE_MILESTONE.label('late_milestone_on'))
    statement = select(*(_ACTIONS.c[name] for name in columns), *beside).where(_ACTIONS.c.plan_id == plan_id, visible_rows(PlanActionRow))
    rows = {str(each['id']): each for each in transaction.rows(statement.order_by(_ACTIONS.c.id), grants(transaction.caller))}
    actions = [
        plan_health.Action(
            id=key,
            stage=each['stage'],
            recorded_on=each['created_at'].date(),
            has_contact=each['responsible_person_id'] is not None,
            department=str(each['department_id']) if each['department_id'] else None,
            starts_on=each['starts_on'],
            due_on=each['due_on'],
            last_progress_on=each['last_progress_on'],
            has_criterion=each['completion_criterion'] is not None,
            has_indicator=each['has_indicator'],
            target_groups=each['target_groups'],
            is_agreed=each['agreed_on'] is not None,
            late_milestone_on=each['late_milestone_on'],
        )
        for key, each in rows.items()
    ]
    found = plan_health.health(actions, after_days=in_force(transaction, network_id, today).stale_after_days, today=today)
    return PlanHealth(
        plan_id=plan_id,
        advice=[
            Advice(
                code=each.code,  # type: ignore[arg-type]  # the rule knows these codes
                severity=each.severity,
                text=say(language, f'plan.advice.{each.code}', action=rows.get(each.action or '', {}).get('title'), count=each.days or 0),
                plan_action_id=UUID(each.action) if each.action else None,
                since=each.since,
                days=each.days,
            )
            for each in found
        ],
    )


def _seen(transaction: Transaction, plan_id: UUID) -> dict[str, Any]:
    """Return a plan that the caller may see."""
    wanted = select(_PLANS.c.network_id, _PLANS.c.city_id, _PLANS.c.frame).where(_PLANS.c.id == plan_id, visible_rows(PlanRow))
    found = transaction.rows(wanted, grants(transaction.caller))
    if not found:
        raise Problem('not-found')
    return found[0]


def _of(plan: dict[str, Any]) -> Facts:
    return Facts(frozenset({plan['network_id']}), plan['city_id'])


def _covered(frame: str, rows: list[dict[str, Any]]) -> Coverage:
    placed = [
        Placed(
            each['stage'],
            [(each['commitment'], each['track']), *((further['commitment'], further['track']) for further in each['further_cells'])],
            each.get('times', 1),
        )
        for each in rows
    ]
    found = coverage.coverage(FRAMES[frame], placed)
    return Coverage(
        frame=frame,  # type: ignore[arg-type]  # the frames are those that the type lists
        cells=[CoveredCell(commitment=commitment, track=track, actions=count) for (commitment, track), count in found.cells.items()],
        gaps=[Cell(commitment=commitment, track=track) for commitment, track in found.gaps],
        commitments=[Counted(number=number, actions=count) for number, count in found.commitments.items()],
        tracks=[Counted(number=number, actions=count) for number, count in found.tracks.items()],
        commitments_without=list(found.commitments_without),
        soft=found.soft,
        hard=found.hard,
        total=found.total,
    )
