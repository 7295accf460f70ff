"""How cities and organisations are shown, and what one may do with them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, exists, func, select

from api.models.cities import City, CityRow
from api.models.memberships import MembershipRow
from api.models.organisations import Organisation, OrganisationRow
from api.models.working_groups import WorkingGroupRow
from api.permissions import Caller, Facts, may
from api.reads import Read, expandable, json_of
from api.shown.pieces import (
    changeable,
    cities,
    documented,
    gathered,
    groups,
    identifiers,
    members,
    networks,
    object_of,
    organisations,
)
from api.visibility import visible_rows

_network_memberships = (
    select(
        gathered(
            object_of(
                id=members.c.id,
                network_id=members.c.network_id,
                network_slug=networks.c.slug,
                stage=members.c.stage,
                start_date=cast(members.c.start_date, Text),
            ),
            networks.c.slug,
        ),
    )
    .select_from(members.join(networks, networks.c.id == members.c.network_id))
    .where(members.c.city_id == cities.c.id, members.c.working_group_id.is_(None), members.c.end_date.is_(None))
    .where(members.c.audience == 'public')
    .correlate(cities)
    .scalar_subquery()
)
_keys = select(gathered(object_of(scheme=identifiers.c.scheme, value=identifiers.c.value), identifiers.c.scheme, identifiers.c.value))
identifiers_of_city = _keys.where(identifiers.c.city_id == cities.c.id).correlate(cities).scalar_subquery()
_identifiers_of_organisation = _keys.where(identifiers.c.organisation_id == organisations.c.id).correlate(organisations).scalar_subquery()
_their_groups = (
    select(gathered(object_of(id=groups.c.id, slug=groups.c.slug, title=groups.c.title), groups.c.sort_key, groups.c.id))
    .select_from(members.join(groups, groups.c.id == members.c.working_group_id))
    .where(members.c.city_id == cities.c.id, members.c.end_date.is_(None), visible_rows(WorkingGroupRow))
    .correlate(cities)
    .scalar_subquery()
)
_city_networks = (
    select(func.array_agg(members.c.network_id))
    .where(members.c.city_id == cities.c.id, members.c.working_group_id.is_(None), members.c.end_date.is_(None))
    .correlate(cities)
    .scalar_subquery()
)
_organisation_networks = (
    select(func.array_agg(members.c.network_id))
    .where(members.c.organisation_id == organisations.c.id, members.c.end_date.is_(None))
    .correlate(organisations)
    .scalar_subquery()
)


def is_active_in(network_id: UUID) -> ColumnElement[bool]:
    """Return the condition that a city is an active member of a network now, as far as the caller may know."""
    now = (members.c.network_id == network_id, members.c.working_group_id.is_(None), members.c.end_date.is_(None))
    return exists().where(members.c.city_id == cities.c.id, *now, members.c.stage == 'active', visible_rows(MembershipRow))


def _city(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(networks=frozenset(found['networks'] or ()), city_id=found['id'])
    names = ('update_city',) if changeable(found) else ()
    return [name for name in names if may(caller, name, facts)]


CITIES = Read(
    CityRow,
    json_of(
        City,
        cities,
        memberships=_network_memberships,
        identifiers=identifiers_of_city,
        working_groups=expandable('working_groups', _their_groups),
    ),
    facts=(_city_networks.label('networks'), documented(cities)),
    you_may=_city,
    by_slug=True,
    sorts={
        'name': (cities.c.sort_key, False),
        '-name': (cities.c.sort_key, True),
        'country_code': (cities.c.country_code, False),
        'id': (None, False),
    },
    scopes={'working_groups': 'working-groups:read'},
)


def _organisation(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(networks=frozenset(found['networks'] or ()))
    return ['update_organisation'] if changeable(found) and may(caller, 'update_organisation', facts) else []


ORGANISATIONS = Read(
    OrganisationRow,
    json_of(Organisation, organisations, identifiers=_identifiers_of_organisation),
    facts=(_organisation_networks.label('networks'), documented(organisations)),
    you_may=_organisation,
    by_slug=True,
    sorts={'name': (organisations.c.sort_key, False), 'id': (None, False)},
)
