"""Remembers the documented facts of the demonstration, each with its source; nothing here is invented, and nothing is sent (M3)."""

from datetime import date
from typing import Any
from uuid import UUID

from api.by_law_presets import PRESETS
from api.demonstration import reading
from api.models.by_laws import ByLawsRow
from api.models.cities import CityRow
from api.models.columns import Subject
from api.models.identifiers import IdentifierRow
from api.models.keys import fold, search_key, slug_of
from api.models.memberships import LeadRow, MembershipRow
from api.models.networks import NetworkRow
from api.models.organisations import OrganisationRow
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import evaluate
from api.rules.by_laws import figures_of
from api.spine import Transaction

LOAD = 'load_demonstration'
HOME = 'eccar'


def keep(transaction: Transaction, *rows: Subject) -> None:
    """Remember new records, journalled and in the change index, and send them to the database: later ones refer to them."""
    for row in rows:
        transaction.record(LOAD, transaction.add(row))
    transaction.flush()


def load_networks(transaction: Transaction) -> dict[str, NetworkRow]:
    """Remember the networks and their first by-laws; returns the networks by slug. Only the one served here is live."""
    sources = reading.sources()
    written = reading.networks()
    # Parents first: a network can only name one that is there.
    written.sort(key=lambda network: 'parent' in network)
    rows: dict[str, NetworkRow] = {}
    for network in written:
        slug = network['slug']
        rows[slug] = _network(network, rows, sources)
        keep(transaction, rows[slug])
    keep(transaction, *(_by_laws(rows[slug].id, told) for slug, told in sources['by_laws'].items()))
    return rows


def _network(told: dict[str, Any], others: dict[str, NetworkRow], sources: dict[str, dict[str, Any]]) -> NetworkRow:
    slug = told['slug']
    by_laws = sources['by_laws'].get(slug)
    parent = others.get(told.get('parent', ''))
    return NetworkRow(
        slug=slug,
        name=told['name'],
        sort_key=fold(told['name']),
        parent_id=parent.id if parent else None,
        operated_by=told.get('operated_by'),
        partner=told.get('partner', False),
        stage='live' if slug == HOME else 'preparation',
        working_languages=told['working_languages'],
        time_zone=PRESETS[by_laws['preset']].time_zone if by_laws else 'UTC',
        founded=told.get('founded'),
        audience='public',
        source=sources['networks'][slug],
    )


def _by_laws(network_id: UUID, told: dict[str, str]) -> ByLawsRow:
    return ByLawsRow(
        network_id=network_id,
        number=1,
        valid_from=date.fromisoformat(told['valid_from']),
        audience='public',
        source=told['source'],
        **figures_of(PRESETS[told['preset']]),
    )


def load_cities(transaction: Transaction, networks: dict[str, NetworkRow]) -> dict[str, CityRow]:
    """Remember every city, and the memberships that are confirmed, since when is not known; returns the cities by name."""
    written, names = reading.cities(), reading.other_names()
    rows = {city['name']: _city(city, names.get(city['name'], [])) for city in written}
    keep(transaction, *rows.values())
    transaction.session.add_all(
        IdentifierRow(scheme='geonames', value=city['geonames_id'], city_id=rows[city['name']].id)
        for city in written
        if city['geonames_id']
    )
    memberships = [
        MembershipRow(network_id=network.id, city_id=rows[city['name']].id, imported=True, audience='public', source=city['evidence'])
        for slug, network in networks.items()
        for city in reading.members_of(slug)
    ]
    keep(transaction, *memberships)
    return rows


def _city(told: dict[str, str], other_names: list[str]) -> CityRow:
    name = told['name']
    return CityRow(
        slug=slug_of(name, fallback='city'),
        name=name,
        other_names=other_names,
        sort_key=fold(name),
        search_key=search_key(name, *other_names),
        kind=told['kind'],
        country_code=told['country_code'],
        latitude=float(told['latitude']) if told['latitude'] else None,
        longitude=float(told['longitude']) if told['longitude'] else None,
        audience='public',
        source=told['evidence'],
    )


def load_working_groups(transaction: Transaction, network: NetworkRow, cities: dict[str, CityRow]) -> list[WorkingGroupRow]:
    """Remember the documented groups, constituted as they are, with their leads, known members and associates."""
    sources = reading.sources()
    groups = []
    for told in reading.working_groups():
        group = _group(transaction, network.id, told, sources['working_groups'][told['slug']])
        keep(transaction, group)
        organisations = [_organisation(name, sources['organisations'][name]) for name in told.get('associated_organisations', [])]
        keep(transaction, *organisations)
        keep(transaction, *_leads_and_members(group, told, cities, organisations))
        # It is constituted already, so counting its members tells nobody about it.
        evaluate(transaction, group, LOAD, transaction.today(network.id))
        groups.append(group)
    return groups


def _leads_and_members(
    group: WorkingGroupRow, told: dict[str, Any], cities: dict[str, CityRow], organisations: list[OrganisationRow]
) -> list[LeadRow | MembershipRow]:
    body: dict[str, Any] = {'network_id': group.network_id, 'working_group_id': group.id, 'audience': 'public', 'source': group.source}
    lead = LeadRow(city_id=cities[told['lead_city']].id, **body)
    members = [MembershipRow(city_id=cities[name].id, imported=True, **body) for name in told['known_participants']]
    associates = [MembershipRow(organisation_id=row.id, role='associate', imported=True, **body) for row in organisations]
    return [lead, *members, *associates]


def _group(transaction: Transaction, network_id: UUID, told: dict[str, Any], source: str) -> WorkingGroupRow:
    return WorkingGroupRow(
        network_id=network_id,
        slug=told['slug'],
        title=told['title'],
        sort_key=fold(told['title']),
        search_key=search_key(told['title']),
        stage='constituted',
        constituted_on=told['constituted'],
        constitution_recorded_at=transaction.now,
        audience='public',
        source=source,
    )


def _organisation(name: str, told: dict[str, str]) -> OrganisationRow:
    return OrganisationRow(
        slug=slug_of(name, fallback='organisation'),
        name=name,
        sort_key=fold(name),
        search_key=search_key(name),
        kind=told['kind'],
        audience='public',
        source=told['source'],
    )
