"""How milestones are shown, whether one is late on the day of reading, and which comes next."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, and_, select

from api.models.columns import table
from api.models.milestones import Milestone, MilestoneRow
from api.models.plans import PlanRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.rules import plans as rules
from api.shown.lateness import today_of
from api.shown.pieces import changeable, documented, object_of

_milestones, _plans = table(MilestoneRow), table(PlanRow)
# What `rules.milestones.why_late` says.
LATE = and_(_milestones.c.stage == 'open', _milestones.c.due_on < today_of(_milestones))


def plan_stage(rows: Table) -> Any:
    """Return the stage of the plan that a row belongs to."""
    return select(_plans.c.stage).where(_plans.c.id == rows.c.plan_id).correlate(rows).scalar_subquery().label('plan_stage')


def acts_of_plan(caller: Caller, found: Mapping[str, Any], *operations: str) -> list[str]:
    """Return what a caller may do with what belongs to a plan: nothing once another plan took its place."""
    if not changeable(found) or not rules.STAGES[found['plan_stage']]:
        return []
    facts = Facts(frozenset({found['network_id']}), found['city_id'])
    return [name for name in operations if may(caller, name, facts)]


def next_milestone(actions: Table) -> Any:
    """Return the open milestone of an action that is due first, or null, as JSON: who sees the action sees it."""
    wanted = object_of(id=_milestones.c.id, title=_milestones.c.title, due_on=_milestones.c.due_on, late=LATE)
    of_action = (_milestones.c.plan_action_id == actions.c.id, _milestones.c.stage == 'open')
    first = select(wanted).where(*of_action).order_by(_milestones.c.due_on, _milestones.c.id).limit(1)
    return first.correlate(actions).scalar_subquery()


MILESTONES = Read(
    MilestoneRow,
    json_of(Milestone, _milestones, late=LATE),
    facts=(_milestones.c.network_id, _milestones.c.city_id, plan_stage(_milestones), documented(_milestones)),
    you_may=lambda caller, found: acts_of_plan(caller, found, 'update_milestone', 'move_milestone'),
    sorts={'due_on': (_milestones.c.due_on, False), '-due_on': (_milestones.c.due_on, True), 'id': (None, False), '-id': (None, True)},
    derived=(LATE.label('is_late'),),
)
