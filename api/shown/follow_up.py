"""How what a city notes of its work at a plan is shown, and what one may do with it now."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Date, Table, case, cast, func, literal_column
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import table
from api.models.plan_contacts import PlanContact, PlanContactRow
from api.models.plan_meetings import PlanMeeting, PlanMeetingRow
from api.models.plan_risks import PlanRisk, PlanRiskRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.shown.pieces import changeable, city_name, documented
from api.shown.plans import shared_with
from api.visibility import shown_to_city

_meetings, _contacts, _risks = table(PlanMeetingRow), table(PlanContactRow), table(PlanRiskRow)
NO_IDS = cast(literal_column("'[]'"), JSONB)
_UNKNOWN = literal_column("'infinity'::date", Date)


def you_may_of(*operations: str) -> Callable[[Caller, Mapping[str, Any]], list[str]]:
    """Return what tells of these operations which ones a caller may do with a record of a plan."""

    def you_may(caller: Caller, found: Mapping[str, Any]) -> list[str]:
        facts = Facts(frozenset({found['network_id']}), found['city_id'])
        return [name for name in (operations if changeable(found) else ()) if may(caller, name, facts)]

    return you_may


def own(rows: Table, *names: str, otherwise: ColumnElement[Any] | None = None) -> dict[str, ColumnElement[Any]]:
    """Return columns as the own city is told them, and nobody else."""
    of_city = shown_to_city(rows.c.network_id, rows.c.city_id)
    return {name: case((of_city, rows.c[name]), else_=otherwise) for name in names}


def facts_of(rows: Table) -> tuple[ColumnElement[Any], ...]:
    """Return the columns that `you_may_of` asks."""
    return (rows.c.network_id, rows.c.city_id, documented(rows))


_meeting_day = func.coalesce(_meetings.c.held_on, _meetings.c.planned_on, _UNKNOWN)
PLAN_MEETINGS = Read(
    PlanMeetingRow,
    json_of(
        PlanMeeting,
        _meetings,
        city=city_name(_meetings.c.city_id),
        shared_with=shared_with(_meetings),
        **own(_meetings, 'department_ids', 'plan_action_ids', otherwise=NO_IDS),
    ),
    facts=facts_of(_meetings),
    you_may=you_may_of('update_plan_meeting'),
    sorts={'-day': (_meeting_day, True), 'day': (_meeting_day, False), 'id': (None, False), '-id': (None, True)},
)
PLAN_CONTACTS = Read(
    PlanContactRow,
    json_of(
        PlanContact,
        _contacts,
        city=city_name(_contacts.c.city_id),
        shared_with=shared_with(_contacts),
        **own(_contacts, 'department_id', 'person_id'),
    ),
    facts=facts_of(_contacts),
    you_may=you_may_of('update_plan_contact'),
    sorts={
        '-contacted_on': (_contacts.c.contacted_on, True),
        'contacted_on': (_contacts.c.contacted_on, False),
        'id': (None, False),
        '-id': (None, True),
    },
)
PLAN_RISKS = Read(
    PlanRiskRow,
    json_of(
        PlanRisk,
        _risks,
        city=city_name(_risks.c.city_id),
        shared_with=shared_with(_risks),
        **own(_risks, 'person_id'),
    ),
    facts=facts_of(_risks),
    you_may=you_may_of('update_plan_risk'),
    sorts={'-id': (None, True), 'id': (None, False)},
)
