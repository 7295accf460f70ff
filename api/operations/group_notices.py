"""Tells those whom it concerns what has become of a group: who has come or gone, who leads it, that it is over.

Whoever acted for a city is not told of that act: only the other cities are, and the office.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from api.models.calls_for_interest import CallAnswerRow, CallForInterestRow
from api.models.columns import table
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import active_cities, current_lead, open_memberships
from api.operations.invited_cities import open_invitations
from api.operations.notices import tell
from api.spine import Transaction

_CALLS, _ANSWERS = table(CallForInterestRow), table(CallAnswerRow)


def tell_of_member(transaction: Transaction, kind: str, group: WorkingGroupRow, member: tuple[UUID, str], day: date) -> None:
    """Tell the lead city and the office that a member, by id and name, has joined or left on a day (W5)."""
    lead = current_lead(transaction, group.id)
    told = {'member': member[1], 'date': day.isoformat()}
    for city_id in [lead.city_id, None] if lead is not None and lead.city_id != member[0] else [None]:
        tell(transaction, kind, group, city_id=city_id, parameters=told)


def tell_of_lead(transaction: Transaction, group: WorkingGroupRow, lead: tuple[UUID, str], day: date) -> None:
    """Tell the new lead city, by id and name, and the office that it leads from a day, and all other members who does (W7)."""
    told = {'city': lead[1], 'date': day.isoformat()}
    for city_id in (lead[0], None):
        tell(transaction, 'lead_handed_over', group, city_id=city_id, parameters=told)
    _tell_others(transaction, 'lead_changed', group, set(_members(transaction, group)) - {lead[0]}, told)


def tell_of_return(transaction: Transaction, group: WorkingGroupRow, day: date) -> None:
    """Tell the office and the members of a group that its lead city, which was suspended, acts again from a day (W7)."""
    for city_id in [*sorted(_members(transaction, group)), None]:
        tell(transaction, 'lead_resumed', group, city_id=city_id, parameters={'date': day.isoformat()})


def tell_of_withdrawal(transaction: Transaction, group: WorkingGroupRow, proposer: UUID | None, day: date) -> None:
    """Tell the office, the city whose proposal it was and those that were invited to it that it was withdrawn (W7)."""
    asked = (_CALLS.c.working_group_id == group.id, _ANSWERS.c.choice == 'interested')
    interested = select(_ANSWERS.c.city_id).join(_CALLS, _CALLS.c.id == _ANSWERS.c.call_id).where(*asked)
    invited = set(transaction.session.execute(interested).scalars()) & set(active_cities(transaction, group.network_id))
    told = {'date': day.isoformat()}
    invited |= {row.city_id for row in open_invitations(transaction, group)}
    tell(transaction, 'group_withdrawn', group, city_id=None, parameters=told)
    _tell_others(transaction, 'group_withdrawn', group, invited | ({proposer} if proposer else set()), told)


def tell_of_completion(transaction: Transaction, group: WorkingGroupRow) -> None:
    """Tell the office and the members of a group that its work is complete (W11)."""
    for city_id in [*sorted(_members(transaction, group)), None]:
        tell(transaction, 'group_completed', group, city_id=city_id)


def _members(transaction: Transaction, group: WorkingGroupRow) -> list[UUID]:
    return [row.city_id for row in open_memberships(transaction, group.id) if row.city_id]


def _tell_others(transaction: Transaction, kind: str, group: WorkingGroupRow, city_ids: Iterable[UUID], told: dict[str, str]) -> None:
    """Tell cities, but not the caller's own, each once and in a lasting order."""
    for city_id in sorted(set(city_ids) - set(transaction.caller.cities_in({group.network_id}))):
        tell(transaction, kind, group, city_id=city_id, parameters=told)
