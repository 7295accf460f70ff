"""How the public section is read: its own reads, which can only ever reach published rows and fields."""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, exists, select

from api.models.cities import CityRow
from api.models.columns import table
from api.models.contact_points import ContactPointRow
from api.models.memberships import LeadRow, MembershipRow
from api.models.networks import NetworkRow
from api.models.organisations import OrganisationRow
from api.models.public import PublicCity, PublicNetwork, PublicWorkingGroup
from api.models.roles import RoleRow
from api.models.working_groups import WorkingGroupRow
from api.reads import Read, json_of
from api.shown import CITIES, cities, gathered, groups, members, networks, object_of
from api.shown.cities import identifiers_of_city
from api.shown.pieces import network_slug

_points, _roles, _leads = table(ContactPointRow), table(RoleRow), table(LeadRow)
_member_city = table(CityRow).alias('member_city')
_lead_city = table(CityRow).alias('lead_city')
_associate = table(OrganisationRow).alias('associate')
_terms = table(LeadRow).alias('terms')
_in_group = table(MembershipRow).alias('in_group')
_group = table(WorkingGroupRow).alias('their_group')
_network = table(NetworkRow).alias('their_network')

_published = (_points.c.visibility == 'public', _points.c.ended_on.is_(None))
_present_lead = exists().where(
    _leads.c.working_group_id == _roles.c.working_group_id, _leads.c.city_id == _roles.c.city_id, _leads.c.end_date.is_(None)
)
_speaks_for_group = exists().where(
    _roles.c.person_id == _points.c.person_id,
    _roles.c.working_group_id == groups.c.id,
    _roles.c.role == 'lead_contact',
    _roles.c.end_date.is_(None),
    _present_lead.correlate(_roles),
)
_in_its_network = exists().where(
    members.c.city_id == _roles.c.city_id,
    members.c.network_id == _roles.c.network_id,
    members.c.working_group_id.is_(None),
    members.c.stage == 'active',
    members.c.end_date.is_(None),
)
_speaks_for_city = exists().where(
    _roles.c.person_id == _points.c.person_id,
    _roles.c.city_id == cities.c.id,
    _roles.c.role == 'coordinator',
    _roles.c.end_date.is_(None),
    _in_its_network.correlate(_roles),
)


def _contacts_of(columns: Any, speaks_for_it: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return what those who speak for a row have published (S1): kind and value, no name."""
    point = object_of(kind=_points.c.kind, value=_points.c.value)
    found = select(gathered(point, _points.c.kind, _points.c.id)).where(speaks_for_it, *_published)
    return found.correlate(columns).scalar_subquery()


_contacts_of_group = _contacts_of(groups, _speaks_for_group.correlate(_points, groups))
_contacts_of_city = _contacts_of(cities, _speaks_for_city.correlate(_points, cities))
_lead = (
    select(
        object_of(
            city=object_of(slug=_lead_city.c.slug, name=_lead_city.c.name, country_code=_lead_city.c.country_code),
            contacts=_contacts_of_group,
        ),
    )
    .select_from(_terms.join(_lead_city, _lead_city.c.id == _terms.c.city_id))
    .where(_terms.c.working_group_id == groups.c.id, _terms.c.end_date.is_(None))
    .correlate(groups)
    .scalar_subquery()
)
_cities = (
    select(
        gathered(
            object_of(slug=_member_city.c.slug, name=_member_city.c.name, country_code=_member_city.c.country_code),
            _member_city.c.sort_key,
        ),
    )
    .select_from(_in_group.join(_member_city, _member_city.c.id == _in_group.c.city_id))
    .where(_in_group.c.working_group_id == groups.c.id, _in_group.c.end_date.is_(None))
    .correlate(groups)
    .scalar_subquery()
)
_associates = (
    select(
        gathered(object_of(slug=_associate.c.slug, name=_associate.c.name, country_code=_associate.c.country_code), _associate.c.sort_key),
    )
    .select_from(_in_group.join(_associate, _associate.c.id == _in_group.c.organisation_id))
    .where(_in_group.c.working_group_id == groups.c.id, _in_group.c.end_date.is_(None))
    .correlate(groups)
    .scalar_subquery()
)

_former, _later = table(WorkingGroupRow).alias('former'), table(WorkingGroupRow).alias('later')
_continues = (
    select(object_of(id=_former.c.id, slug=_former.c.slug, title=_former.c.title))
    .where(_former.c.id == groups.c.continues_id, _former.c.audience == 'public')
    .correlate(groups)
    .scalar_subquery()
)
_continued_by = (
    select(gathered(object_of(id=_later.c.id, slug=_later.c.slug, title=_later.c.title), _later.c.sort_key, _later.c.id))
    .where(_later.c.continues_id == groups.c.id, _later.c.audience == 'public')
    .correlate(groups)
    .scalar_subquery()
)

PUBLIC_GROUPS = Read(
    WorkingGroupRow,
    json_of(
        PublicWorkingGroup,
        groups,
        network_slug=network_slug(groups),
        lead=_lead,
        cities=_cities,
        associates=_associates,
        continues=_continues,
        continued_by=_continued_by,
    ),
    by_slug=True,
    sorts={'title': (groups.c.sort_key, False)},
    # Consent moves with other records, an erasure among them: it is in the ETag as such, so that no 304 keeps what was withdrawn.
    # So are the groups before and after it, which move by themselves.
    derived=(
        _lead.label('lead'),
        _cities.label('cities'),
        _associates.label('associates'),
        _continues.label('continues'),
        _continued_by.label('continued_by'),
    ),
)

_their_networks = (
    select(gathered(object_of(slug=_network.c.slug, name=_network.c.name), _network.c.sort_key))
    .select_from(members.join(_network, _network.c.id == members.c.network_id))
    .where(
        members.c.city_id == cities.c.id,
        members.c.working_group_id.is_(None),
        members.c.stage == 'active',
        members.c.end_date.is_(None),
    )
    .correlate(cities)
    .scalar_subquery()
)
_leads_it = exists().where(_terms.c.working_group_id == _group.c.id, _terms.c.city_id == cities.c.id, _terms.c.end_date.is_(None))
_their_groups = (
    select(gathered(object_of(slug=_group.c.slug, title=_group.c.title, lead=_leads_it.correlate(_group, cities)), _group.c.sort_key))
    .select_from(_in_group.join(_group, _group.c.id == _in_group.c.working_group_id))
    .where(_in_group.c.city_id == cities.c.id, _in_group.c.end_date.is_(None), _group.c.audience == 'public')
    .correlate(cities)
    .scalar_subquery()
)
PUBLIC_CITIES = Read(
    CityRow,
    json_of(
        PublicCity,
        cities,
        networks=_their_networks,
        working_groups=_their_groups,
        identifiers=identifiers_of_city,
        contacts=_contacts_of_city,
    ),
    by_slug=True,
    sorts={name: CITIES.sorts[name] for name in ('name', 'country_code')},
    derived=(_contacts_of_city.label('contacts'), _their_networks.label('networks'), _their_groups.label('working_groups')),
)
PUBLIC_NETWORKS = Read(NetworkRow, json_of(PublicNetwork, networks), sorts={'name': (networks.c.sort_key, False)})


def active_in(network_slug: str | None):  # type: ignore[no-untyped-def]  # noqa: ANN201 -- SQLAlchemy's condition
    """Return the condition that a city is an active member of a network; of any, when none is named."""
    joined = members.join(networks, networks.c.id == members.c.network_id)
    active = and_(
        members.c.city_id == cities.c.id, members.c.working_group_id.is_(None), members.c.stage == 'active', members.c.end_date.is_(None)
    )
    named = select(cast(members.c.id, Text)).select_from(joined).where(active)
    return exists((named.where(networks.c.slug == network_slug) if network_slug else named).correlate(cities))
