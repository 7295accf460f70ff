"""Notes that the office does what a city has told it: for which city, by which channel, on which day (M2)."""

from uuid import UUID

from api.models.cities import CityRow
from api.models.shapes import OnBehalfOf, OnBehalfOfMember
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import current_lead, open_memberships
from api.permissions import Facts, office, own_city
from api.problems import Problem, refuse, unknown_reference
from api.rules import dates
from api.rules.action_items import why_not_in_group
from api.spine import Transaction


def told_by(transaction: Transaction, network_id: UUID, group_id: UUID | None, act: OnBehalfOf | None) -> None:
    """Have the journal say for whom the office does what follows: the group's lead city, or the member city that is named.

    To be called after `permit`. Whoever speaks for a city does it in their own right, for that city alone.
    """
    if act is None:
        return
    named = act.city_id if isinstance(act, OnBehalfOfMember) else None
    whose = Facts(networks=frozenset({network_id}), city_id=named)
    is_office = office(transaction.caller, whose)
    # The table says who may do the act, whoever's city it is; that a caller names no city but their own is so of every such act alike.
    if named is not None and not (is_office or own_city(transaction.caller, whose)):
        raise Problem('role-does-not-allow')
    refuse(dates.why_not_effective_on(act.date, transaction.today(network_id), is_office=is_office, reason=act.channel))
    if is_office:
        transaction.told_for = _city_of(transaction, group_id, named), act


def _city_of(transaction: Transaction, group_id: UUID | None, named: UUID | None) -> UUID:
    """Return the city that told it; refuses (409) where there is none: the network's own records, and a group without a lead."""
    group = transaction.find(WorkingGroupRow, group_id)
    lead = current_lead(transaction, group.id) if group else None
    if group is not None and named is not None:
        city = transaction.find(CityRow, named)
        if city is None:
            raise unknown_reference('on_behalf_of/city_id')
        is_member = any(row.city_id == named for row in open_memberships(transaction, group.id))
        refuse(why_not_in_group(city=city.name, group=group.title, is_member=is_member))
        return named
    if lead is None:
        raise Problem('nobody-to-act-for')
    return lead.city_id
