"""The pieces of which the reads are made: tables, JSON objects and lists, and whether a row is a documented fact."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Table, Uuid, and_, cast, exists, func, literal, literal_column, or_, select, true
from sqlalchemy.dialects.postgresql import JSON, aggregate_order_by

from api.models.cities import CityRow
from api.models.columns import table
from api.models.identifiers import IdentifierRow
from api.models.instance import InstanceRow
from api.models.memberships import LeadRow, MembershipRow
from api.models.networks import NetworkRow
from api.models.organisations import OrganisationRow
from api.models.working_groups import WorkingGroupRow

IDS = ARRAY(Uuid)
cities, groups, members, leads = table(CityRow), table(WorkingGroupRow), table(MembershipRow), table(LeadRow)
_in_network = members.alias('in_network')
networks, organisations, identifiers = table(NetworkRow), table(OrganisationRow), table(IdentifierRow)


def object_of(**parts: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a JSON object of these expressions."""
    pairs = [part for name, value in parts.items() for part in (literal_column(f"'{name}'"), value)]
    return func.json_build_object(*pairs, type_=JSON)


def name_of(columns: Any) -> ColumnElement[Any]:
    """Return the JSON by which a city is named inside other records."""
    return object_of(id=columns.c.id, slug=columns.c.slug, name=columns.c.name, country_code=columns.c.country_code)


def gathered(item: ColumnElement[Any], *order: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a JSON array of `item` in this order, empty when there is none."""
    return func.coalesce(func.json_agg(aggregate_order_by(item, *order)), cast(literal('[]'), JSON))


def has_member(group_id: ColumnElement[UUID], city_id: UUID) -> ColumnElement[bool]:
    """Return the condition that a city is a member of the group now."""
    return exists().where(members.c.working_group_id == group_id, members.c.city_id == city_id, members.c.end_date.is_(None))


def on_day(columns: Any, day: date | None) -> ColumnElement[bool]:
    """Return the condition that a period covers a day: the first belongs to it, the last does not; any day when none is named.

    A period whose beginning is not known counts as always begun.
    """
    if day is None:
        return true()
    begun = or_(columns.c.start_date.is_(None), columns.c.start_date <= day)
    return and_(begun, or_(columns.c.end_date.is_(None), columns.c.end_date > day))


def changeable(found: Mapping[str, Any]) -> bool:
    """Say whether a found record may be changed at all: in a demonstration, documented facts stay as they are."""
    return not found['documented']


def documented(columns: Any) -> ColumnElement[bool]:
    """Return whether a row is a documented fact of a demonstration, which nobody changes."""
    demonstration = select(table(InstanceRow).c.demonstration).scalar_subquery()
    return and_(demonstration, ~columns.c.demonstration).label('documented')


def network_slug(columns: Table) -> ColumnElement[Any]:
    """Return the short name of the network that a table's record belongs to."""
    return select(networks.c.slug).where(networks.c.id == columns.c.network_id).correlate(columns).scalar_subquery()


def group_name(group_id: ColumnElement[UUID], columns: Table | None = None) -> ColumnElement[Any]:
    """Return the JSON by which a working group is named inside the records it owns; null where there is none.

    `columns`: their table, where the id is no column of it.
    """
    named = select(object_of(id=groups.c.id, slug=groups.c.slug, title=groups.c.title)).where(groups.c.id == group_id)
    return named.correlate(group_id.table if columns is None else columns).scalar_subquery()


def city_name(city_id: ColumnElement[UUID]) -> ColumnElement[Any]:
    """Return the JSON by which a city is named inside other records; null where there is none."""
    return select(name_of(cities)).where(cities.c.id == city_id).correlate(city_id.table).scalar_subquery()


def organisation_name(organisation_id: ColumnElement[UUID]) -> ColumnElement[Any]:
    """Return the JSON by which an organisation is named inside other records; null where there is none."""
    named = object_of(id=organisations.c.id, slug=organisations.c.slug, name=organisations.c.name)
    return select(named).where(organisations.c.id == organisation_id).correlate(organisation_id.table).scalar_subquery()


def acting(network_id: ColumnElement[UUID], city_id: ColumnElement[UUID]) -> ColumnElement[Any]:
    """Return a city's id if it is active in the network: a suspended one does nothing for its groups (M1)."""
    here = (_in_network.c.network_id == network_id, _in_network.c.city_id == city_id)
    active = (_in_network.c.working_group_id.is_(None), _in_network.c.stage == 'active', _in_network.c.end_date.is_(None))
    return select(_in_network.c.city_id).where(*here, *active).correlate(city_id.table).scalar_subquery()


def lead_of(group_id: ColumnElement[UUID]) -> ColumnElement[Any]:
    """Return the id of the city that leads the group now, and is active in the network: a fact that `you_may` needs (M1)."""
    in_network = (_in_network.c.city_id == leads.c.city_id, _in_network.c.network_id == leads.c.network_id)
    active = (_in_network.c.working_group_id.is_(None), _in_network.c.stage == 'active', _in_network.c.end_date.is_(None))
    acting = leads.join(_in_network, and_(*in_network, *active))
    term = select(leads.c.city_id).select_from(acting).where(leads.c.working_group_id == group_id, leads.c.end_date.is_(None))
    return term.correlate(group_id.table).scalar_subquery().label('lead')
