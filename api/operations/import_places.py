"""Finds the city, the working group, the organisation that a cell of an import names: among what the network has, and never by guessing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from api.models.cities import CityRow
from api.models.columns import table
from api.models.keys import fold
from api.models.memberships import LeadRow, MembershipRow
from api.models.networks import NetworkRow
from api.models.working_groups import WorkingGroupRow
from api.operations.import_cells import name_in_country
from api.operations.import_cities import CitiesKnown, cities_known
from api.rules import imports
from api.rules.imports import Fault
from api.spine import Transaction

_ID = re.compile('[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
_MEMBERS, _GROUPS, _LEADS = table(MembershipRow), table(WorkingGroupRow), table(LeadRow)


@dataclass(slots=True)
class Places:
    """What a network has: its cities with their stage, its groups with their members and leads."""

    network: NetworkRow
    today: date
    cities: CitiesKnown
    in_network: Mapping[UUID, str]
    groups: Mapping[UUID, WorkingGroupRow]
    members: Mapping[UUID, list[MembershipRow]]
    leads: Mapping[UUID, list[LeadRow]]

    def groups_called(self, title: str) -> list[WorkingGroupRow]:
        """Return the groups of that title."""
        return [group for group in self.groups.values() if fold(group.title) == fold(title)]

    def groups_like(self, title: str) -> list[WorkingGroupRow]:
        """Return the groups whose title may be meant by that one."""
        return [group for group in self.groups.values() if imports.looks_like(fold(title), fold(group.title))]

    def group_at(self, slug: str) -> WorkingGroupRow | None:
        """Return the group of that address."""
        return next((group for group in self.groups.values() if group.slug == slug), None)

    def group_named(self, said: str) -> WorkingGroupRow | Fault:
        """Return the group of this title, address or id."""
        found = [group for group in self.groups.values() if said in {group.slug, str(group.id)}] or self.groups_called(said)
        return found[0] if len(found) == 1 else Fault('group_not_known', {'value': said})

    def city_named(self, said: str) -> CityRow | Fault:
        """Return the city that is known by this name or short name, with its country or without; those of the network come first."""
        if said in self.cities.by_slug:
            return self.cities.by_slug[said]
        if _ID.fullmatch(said) and UUID(said) in self.cities.by_id:
            return self.cities.by_id[UUID(said)]
        found = self._called(said, None)
        if not found:
            name, country = name_in_country(said)
            found = self._called(name, country) if country else []
        if len(found) == 1:
            return found[0]
        if found:
            return Fault('city_several', {'name': said, 'first': found[0].slug, 'second': found[1].slug})
        alike = [city.name for city in self._of_network() if any(imports.looks_like(fold(said), name) for name in self._names(city))]
        return Fault('city_like', {'name': said, 'like': alike[0]}) if alike else Fault('city_not_known', {'name': said})

    def _called(self, name: str, country_code: str | None) -> list[CityRow]:
        named = [city for city in self.cities.named.get(fold(name), ()) if country_code in {None, city.country_code}]
        return [city for city in named if city.id in self.in_network] or named

    def _of_network(self) -> list[CityRow]:
        return [self.cities.by_id[city_id] for city_id in self.in_network]

    def _names(self, city: CityRow) -> set[str]:
        return self.cities.names_of[city.id]


def places_of(transaction: Transaction, network_id: UUID) -> Places:
    """Return what a network has now."""
    network = transaction.find(NetworkRow, network_id)
    assert network is not None
    inside = (_MEMBERS.c.network_id == network_id, _MEMBERS.c.working_group_id.is_(None), _MEMBERS.c.end_date.is_(None))
    stages = transaction.session.execute(select(_MEMBERS.c.city_id, _MEMBERS.c.stage).where(*inside).order_by(_MEMBERS.c.id))
    groups = select(WorkingGroupRow).where(_GROUPS.c.network_id == network_id).order_by(_GROUPS.c.id)
    members: dict[UUID, list[MembershipRow]] = {}
    of_groups = select(MembershipRow).where(_MEMBERS.c.network_id == network_id, _MEMBERS.c.working_group_id.is_not(None))
    for row in transaction.session.execute(of_groups.order_by(_MEMBERS.c.id)).scalars():
        members.setdefault(row.working_group_id or network_id, []).append(row)
    leads: dict[UUID, list[LeadRow]] = {}
    for lead in transaction.session.execute(select(LeadRow).where(_LEADS.c.network_id == network_id).order_by(_LEADS.c.id)).scalars():
        leads.setdefault(lead.working_group_id, []).append(lead)
    return Places(
        network=network,
        today=transaction.today(network_id),
        cities=cities_known(transaction),
        in_network={city_id: stage for city_id, stage in stages if city_id is not None},
        groups={row.id: row for row in transaction.session.execute(groups).scalars()},
        members=members,
        leads=leads,
    )


def group_candidates(groups: Sequence[WorkingGroupRow]) -> list[dict[str, str | int]]:
    """Return groups as those whom a row might mean."""
    return [
        {'id': str(group.id), 'kind': 'working_group', 'name': group.title, 'stage': group.stage, 'cities': group.city_count}
        for group in groups
    ]
