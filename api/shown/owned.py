"""What every record of a working group, or of the network itself, shows alike, and what `you_may` needs to know of it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, Uuid, case, literal, null, select

from api.permissions import Facts
from api.shown.pieces import documented, groups, lead_of
from api.visibility import in_audience

ENDED = {'completed', 'withdrawn'}


def shown_inside(columns: Table) -> ColumnElement[bool]:
    """Return the condition under which the caller belongs to the record's group, or for the network's own, to the network."""
    within = case((columns.c.working_group_id.is_(None), literal('members')), else_=literal('working_group'))
    return in_audience(within, columns.c.network_id, null().cast(Uuid), columns.c.working_group_id)


def owner(columns: Table) -> tuple[ColumnElement[Any], ...]:
    """Return the columns from which `facts_in` makes its facts, with the group's stage."""
    stage = select(groups.c.stage).where(groups.c.id == columns.c.working_group_id).correlate(columns).scalar_subquery()
    lead = lead_of(columns.c.working_group_id)
    return (columns.c.network_id, columns.c.working_group_id, lead, stage.label('group_stage'), documented(columns))


def facts_in(found: Mapping[str, Any]) -> Facts:
    """Return what the permission table needs to know of a found record."""
    return Facts(frozenset({found['network_id']}), lead_city_id=found['lead'], working_group_id=found['working_group_id'])


def is_closed(found: Mapping[str, Any]) -> bool:
    """Say whether the record's group has completed its work or was withdrawn: nothing is added to it any more."""
    return found['group_stage'] in ENDED
