"""The world that route tests begin with: two live networks of real cities."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from api.database import Database
from api.models.cities import CityCreate
from api.models.memberships import MembershipCreate
from api.models.networks import NetworkCreate
from api.models.shapes import Identifier
from api.operations import cities, memberships, networks
from api.spine import Transaction
from tests.world import LONG_AGO, OPERATOR


class Known(NamedTuple):
    """What the tests' world knows of a city."""

    network: str
    name: str
    others: tuple[str, ...]
    country: str
    geonames: str


CITIES = {
    'graz': Known('eccar', 'Graz', (), 'AT', '2778067'),
    'bologna': Known('eccar', 'Bologna', (), 'IT', '3181928'),
    'barcelona': Known('eccar', 'Barcelona', (), 'ES', '3128760'),
    'berlin': Known('eccar', 'Berlin', (), 'DE', '2950159'),
    'heidelberg': Known('eccar', 'Heidelberg', (), 'DE', '2907911'),
    'vienna': Known('eccar', 'Wien', ('Vienna', 'Vienne'), 'AT', '2761369'),
    'montreal': Known('icc', 'Montréal', ('Montreal',), 'CA', '6077243'),
}
NAMES = {'eccar': 'European Coalition of Cities against Racism', 'icc': 'Coalition of Inclusive Municipalities'}


@dataclass(frozen=True)
class World:
    """The ids of what every test finds: `network` is ECCAR, of which all `cities` but Montréal are active members."""

    network: UUID
    other_network: UUID
    cities: dict[str, UUID]


def peopled(database: Database) -> World:
    """Set up the two networks and their cities, through the operations that everybody uses."""
    with Transaction(database, OPERATOR) as transaction:
        ids = {slug: _network(transaction, slug) for slug in ('eccar', 'icc')}
        known = {key: _city(transaction, ids[known.network], known) for key, known in CITIES.items()}
    return World(ids['eccar'], ids['icc'], known)


def _network(transaction: Transaction, slug: Any) -> UUID:
    network = networks.create_network(transaction, NetworkCreate(slug=slug, name=NAMES[slug], preset=slug))
    return networks.launch_network(transaction, network.id).id


def _city(transaction: Transaction, network_id: UUID, known: Known) -> UUID:
    identifiers = [Identifier(scheme='geonames', value=known.geonames)]
    wish = CityCreate(name=known.name, other_names=list(known.others), country_code=known.country, identifiers=identifiers)
    city = cities.create_city(transaction, wish)
    membership = MembershipCreate(network_id=network_id, city_id=city.id, start_date=LONG_AGO, reason='as the office has it')
    memberships.create_membership(transaction, membership)
    return city.id
