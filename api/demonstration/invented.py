"""Remembers what the demonstration invents: people to sign in as, and one proposal that still lacks cities."""

from collections.abc import Iterable
from typing import Any

from api.demonstration import reading
from api.demonstration.accounts import OFFICE, Account, coordinator_of
from api.demonstration.documented import keep
from api.models.cities import CityRow
from api.models.contact_points import ContactPointRow
from api.models.networks import NetworkRow
from api.models.people import PersonRow, key_of_person
from api.models.roles import RoleRow
from api.models.shapes import OnBehalfOf
from api.models.working_groups import LeadContact, WorkingGroupCreate
from api.operations.working_groups import propose_working_group
from api.spine import Transaction


def load_people(transaction: Transaction, network: NetworkRow, cities: Iterable[CityRow]) -> None:
    """Remember the office's people, and a coordinator for each of these cities, with roles and contact points."""
    of_office = [_person(network, account, None) for account in OFFICE]
    of_cities = [_person(network, coordinator_of(city.name), city) for city in cities]
    everybody = [*of_office, *of_cities]
    keep(transaction, *(person for person, _ in everybody))
    today = transaction.today(network.id)
    for person, account in everybody:
        place: dict[str, Any] = {'network_id': network.id, 'city_id': person.city_id, 'person_id': person.id}
        role = RoleRow(role=account.role, start_date=today, audience=person.audience, **place)
        point = ContactPointRow(kind='mail', value=account.mail, visibility='members', audience='members', **place)
        keep(transaction, role, point)


def _person(network: NetworkRow, account: Account, city: CityRow | None) -> tuple[PersonRow, Account]:
    place: dict[str, Any] = {'city_id': city.id, 'audience': 'own_city'} if city else {'audience': 'office'}
    key = key_of_person(account.name, account.mail)
    return PersonRow(network_id=network.id, name=account.name, mail=account.mail, search_key=key, **place), account


def load_proposal(transaction: Transaction, network: NetworkRow, cities: Iterable[CityRow]) -> None:
    """Propose a group as any city would, through the same operation, so that it is what a visitor's own proposal will be."""
    told = reading.proposal()
    city = next(row for row in cities if row.slug == told['city'])
    contact = coordinator_of(city.name)
    wish = {
        **{name: told[name] for name in ('title', 'aims', 'rhythm', 'mode')},
        'network_id': network.id,
        'city_id': city.id,
        'lead_contact': LeadContact(name=contact.name, mail=contact.mail),
        'on_behalf_of': OnBehalfOf(channel='other', date=transaction.today(network.id)),
    }
    propose_working_group(transaction, WorkingGroupCreate.model_validate(wish))
