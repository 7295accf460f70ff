"""The selects of the usual way: entities with what their answers show, and the filter that every read carries."""

from typing import Any

from credentials import Caller
from entities import City, Lead, Membership, Network, WorkingGroup
from shapes import today
from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload
from work import ActionItem, ProgressUpdate


def shown(who: Caller, audience: Any, network_id: Any) -> ColumnElement[bool]:
    """Return the filter that every read carries."""
    of_members = and_(audience == 'members', network_id.in_(who.member_of))
    return or_(audience == 'public', of_members, and_(audience != 'public', network_id.in_(who.office_of)))


def groups(who: Caller) -> Select[tuple[WorkingGroup]]:
    """Return the select of the groups that the caller sees, with what their answer shows."""
    lead = selectinload(WorkingGroup.leading).joinedload(Lead.city)
    return select(WorkingGroup).where(shown(who, WorkingGroup.audience, WorkingGroup.network_id)).options(joinedload(WorkingGroup.network), lead)


def cities(_who: Caller | None = None) -> Select[tuple[City]]:
    """Return the select of cities with their keys and networks."""
    return select(City).options(selectinload(City.identifiers), selectinload(City.memberships).joinedload(Membership.network))


def memberships(_who: Caller) -> Select[tuple[Membership]]:
    """Return the select of memberships with their city."""
    return select(Membership).options(joinedload(Membership.city))


def leads(_who: Caller) -> Select[tuple[Lead]]:
    """Return the select of terms with their city."""
    return select(Lead).options(joinedload(Lead.city))


def items(_who: Caller) -> Select[tuple[ActionItem]]:
    """Return the select of action items with what their answer shows."""
    network = joinedload(ActionItem.network).selectinload(Network.by_laws)
    return select(ActionItem).options(network, joinedload(ActionItem.working_group), joinedload(ActionItem.responsible_city))


def updates(_who: Caller) -> Select[tuple[ProgressUpdate]]:
    """Return the select of progress updates with what their answer shows."""
    shows = (joinedload(ProgressUpdate.working_group), joinedload(ProgressUpdate.author_city), selectinload(ProgressUpdate.corrections))
    return select(ProgressUpdate).options(*shows)


def stale_after_of(network: Network) -> int | None:
    """Return the figure of the by-laws in force today."""
    now = today(network.time_zone)
    versions = sorted(network.by_laws, key=lambda each: each.valid_from)
    begun = [each for each in versions if each.valid_from <= now]
    return (begun[-1] if begun else versions[0]).stale_after_days
