"""How the action plans of cities are shown, and what one may do with them now."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Date, Table, Text, and_, case, cast, func, literal, literal_column, or_, select
from sqlalchemy.dialects.postgresql import JSON, JSONB

from api.models.columns import table
from api.models.departments import DepartmentRow
from api.models.people import PersonRow
from api.models.plan_action_updates import PlanActionUpdate, PlanActionUpdateRow
from api.models.plan_actions import PlanAction, PlanActionRow
from api.models.plans import Plan, PlanRow
from api.models.redactions import RedactionRow, SubmissionRedaction
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.rules import plans as rules
from api.shown.lateness import lateness
from api.shown.milestones import next_milestone, plan_stage
from api.shown.pieces import changeable, city_name, documented, gathered, object_of
from api.visibility import shown_to_city, visible_rows

_plans, _redacted = table(PlanRow), table(RedactionRow)
_own_plan = shown_to_city(_plans.c.network_id, _plans.c.city_id)
# Who carries a plan, and with what, is told to its city alone.
_OF_THE_CITY = ('political_head_id', 'steering_committee', 'resources', 'predecessor_id')
_LISTS = ('coordination_team_ids', 'department_ids', 'steering_committee_ids')
_redactions = (
    select(gathered(object_of(**{name: _redacted.c[name] for name in SubmissionRedaction.model_fields}), _redacted.c.id))
    .where(_redacted.c.subject_id == _plans.c.id, _redacted.c.field == 'snapshot')
    .correlate(_plans)
    .scalar_subquery()
)


def shared_with(rows: Table) -> ColumnElement[Any]:
    """Return with whom a row is shared, by its audience."""
    return case(*((rows.c.audience == each, literal(shared, Text)) for each, shared in rules.SHARED_WITH.items()))


def _plan(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(frozenset({found['network_id']}), found['city_id'])
    return [name for name in (rules.moves(found['stage']) if changeable(found) else ()) if may(caller, name, facts)]


def _named(name: ColumnElement[Any], is_it: ColumnElement[bool]) -> ColumnElement[Any]:
    return select(name).where(is_it).correlate(_actions).scalar_subquery()


PLANS = Read(
    PlanRow,
    json_of(
        Plan,
        _plans,
        city=city_name(_plans.c.city_id),
        **{name: case((_own_plan, _plans.c[name])) for name in _OF_THE_CITY},
        **{name: case((_own_plan, _plans.c[name]), else_=cast(literal_column("'[]'"), JSONB)) for name in _LISTS},
        shared_with=shared_with(_plans),
        adopted=cast(_plans.c.snapshot, JSON),
        redactions=_redactions,
    ),
    facts=(_plans.c.stage, _plans.c.network_id, _plans.c.city_id, documented(_plans)),
    you_may=_plan,
    sorts={'-id': (None, True), 'id': (None, False), 'title': (_plans.c.sort_key, False), '-title': (_plans.c.sort_key, True)},
)

_actions = table(PlanActionRow)
_of_city = shown_to_city(_actions.c.network_id, _actions.c.city_id)
_lateness = lateness(_actions)
_next = next_milestone(_actions)
LATE, STALE = _lateness.late, _lateness.stale
_AGREED = ('agreed_on', 'agreed_by_id', 'evaluation', 'evaluated_on', 'evaluation_asked', 'evaluation_note')
RESPONSIBLE_PERSON = case((_of_city, _actions.c.responsible_person_id))
DEPARTMENT = case((_of_city, _actions.c.department_id))
_due_key = func.coalesce(_actions.c.due_on, literal_column("'infinity'::date", Date))


def _action(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    if not changeable(found):
        return []
    facts = Facts(frozenset({found['network_id']}), found['city_id'])
    changes = ('update_plan_action', 'record_plan_progress', 'create_milestone', 'create_indicator')
    open_acts = changes if rules.STAGES[found['plan_stage']] else ()
    return [name for name in (*open_acts, 'share_plan_action') if may(caller, name, facts)]


_SHOWN: Mapping[str, ColumnElement[Any]] = {
    'city': city_name(_actions.c.city_id),
    'cell': object_of(commitment=_actions.c.commitment, track=_actions.c.track),
    'department_id': DEPARTMENT,
    'responsible_person_id': RESPONSIBLE_PERSON,
    'budget_note': case((_of_city, _actions.c.budget_note)),
    **{name: case((_of_city, _actions.c[name])) for name in _AGREED},
    'late': _lateness.late,
    'late_because': _lateness.late_because,
    'stale': _lateness.stale,
    'stale_because': _lateness.stale_because,
    'predecessor_id': case((_of_city, _actions.c.predecessor_id)),
    'next_milestone': _next,
    'shared_with': shared_with(_actions),
}
PLAN_ACTIONS = Read(
    PlanActionRow,
    json_of(PlanAction, _actions, **_SHOWN),
    facts=(
        _actions.c.network_id,
        _actions.c.city_id,
        plan_stage(_actions),
        documented(_actions),
    ),
    you_may=_action,
    sorts={
        'due_on': (_due_key, False),
        '-due_on': (_due_key, True),
        'title': (_actions.c.sort_key, False),
        '-title': (_actions.c.sort_key, True),
        'id': (None, False),
        '-id': (None, True),
    },
    derived=(*_lateness.derived, _next.label('next_milestone')),
)

_departments, _people = table(DepartmentRow), table(PersonRow)


class _NamedAction(PlanAction):
    """An action as a table has it: its department and its contact by what people know them by."""

    department: str | None
    responsible: str | None


# What only the own city is told has names in a table, which people fill in and send back.
PLAN_ACTIONS_AS_A_TABLE = replace(
    PLAN_ACTIONS,
    json=json_of(
        _NamedAction,
        _actions,
        **_SHOWN,
        department=case((_of_city, _named(_departments.c.name, _departments.c.id == _actions.c.department_id))),
        responsible=case(
            (
                _of_city,
                _named(
                    func.coalesce(_people.c.mail, _people.c.name),
                    and_(_people.c.id == _actions.c.responsible_person_id, visible_rows(PersonRow)),
                ),
            )
        ),
    ),
)

_updates = table(PlanActionUpdateRow)
_correction = _updates.alias('correction')
_corrected_by = select(_correction.c.id).where(_correction.c.corrects_id == _updates.c.id).correlate(_updates).scalar_subquery()
_said_in_city = shown_to_city(_updates.c.network_id, _updates.c.city_id)


def _update(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    if not changeable(found):
        return []
    facts = Facts(frozenset({found['network_id']}), found['city_id'])
    corrects = ('record_plan_progress',) if rules.STAGES[found['plan_stage']] and not found['correction'] else ()
    return [name for name in (*corrects, 'share_plan_action_update') if may(caller, name, facts)]


PLAN_ACTION_UPDATES = Read(
    PlanActionUpdateRow,
    json_of(
        PlanActionUpdate,
        _updates,
        city=city_name(_updates.c.city_id),
        author_person_id=case((_said_in_city, _updates.c.author_person_id)),
        obstacle=case((or_(_said_in_city, _updates.c.obstacle_shared), _updates.c.obstacle)),
        corrected_by_id=_corrected_by,
        shared_with=shared_with(_updates),
    ),
    facts=(
        _updates.c.network_id,
        _updates.c.city_id,
        _corrected_by.label('correction'),
        select(_plans.c.stage).where(_plans.c.id == _updates.c.plan_id).correlate(_updates).scalar_subquery().label('plan_stage'),
        documented(_updates),
    ),
    you_may=_update,
    sorts={'-id': (None, True), 'id': (None, False)},
)
