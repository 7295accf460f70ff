"""Looks at what a role is to be held for: a city, a working group, an organisation of the network."""

from typing import Protocol
from uuid import UUID

from api.models.cities import CityRow
from api.models.networks import NetworkRow
from api.models.organisations import OrganisationRow
from api.models.working_groups import WorkingGroupRow
from api.operations.references import belongs, named_if_any
from api.problems import Problem, refuse, unknown_reference
from api.rules import roles as rules
from api.spine import Transaction
from api.visibility import sees

PLACE = ('network_id', 'role', 'city_id', 'organisation_id', 'working_group_id')


class Place(Protocol):
    """A role, and what it is held for: a wish, an invitation, a former term."""

    @property
    def network_id(self) -> UUID: ...  # noqa: D102 -- the names say it

    @property
    def role(self) -> str: ...  # noqa: D102

    @property
    def city_id(self) -> UUID | None: ...  # noqa: D102

    @property
    def organisation_id(self) -> UUID | None: ...  # noqa: D102

    @property
    def working_group_id(self) -> UUID | None: ...  # noqa: D102


def refuse_place(transaction: Transaction, place: Place) -> NetworkRow:
    """Return the network, with all that the role is to be held for locked.

    Refuses what is not there, does not belong together, or is not what such a role is held for.
    """
    network = transaction.lock_named(NetworkRow, place.network_id, 'network_id')
    # Two who would both be given what one holds wait for each other.
    city = named_if_any(transaction, CityRow, place.city_id, 'city_id', share=place.role not in rules.HELD_ONCE)
    if place.working_group_id is not None:
        group = transaction.lock_named(WorkingGroupRow, place.working_group_id, 'working_group_id', share=False)
        if group.network_id != place.network_id or not sees(transaction.caller, group.audience, group.network_id, None):
            raise unknown_reference('working_group_id')
    named_if_any(transaction, OrganisationRow, place.organisation_id, 'organisation_id')
    refuse_misplaced(place)
    if city is not None and not belongs(transaction, city.id, network.id):
        raise Problem('not-an-active-city', {'city': city.name, 'network': network.name})
    return network


def refuse_misplaced(place: Place) -> None:
    """Refuse a role without what it is held for, and an office role that is held for anything but the network."""
    held_for = {name: getattr(place, name) for name in ('city_id', 'working_group_id', 'organisation_id')}
    refusal = rules.why_not_held_so(place.role, held_for)
    if refusal is not None and 'field' in refusal.parameters:
        pointer = f'/{refusal.parameters["field"]}'
        raise Problem(refusal.code, errors=[{'pointer': pointer, 'code': 'none_required', 'parameters': {}}])
    refuse(refusal)
