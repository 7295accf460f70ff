"""Keeps who is invited into a group: by its proposal, until the city joins or the group ends (M2, W7)."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from api.models.cities import CityRow
from api.models.columns import table
from api.models.group_invitations import GroupInvitationRow
from api.models.memberships import LeadRow
from api.models.networks import NetworkRow
from api.models.shapes import OnBehalfOf
from api.models.working_groups import LeadContact, WorkingGroupCreate, WorkingGroupRow
from api.operations.formation import acting_lead, active_cities, current_lead, open_memberships
from api.operations.lead_contacts import end_lead_contacts, set_lead_contact
from api.operations.notices import tell
from api.problems import refuse, unknown_reference
from api.rules import group_invitations as rules
from api.rules.working_groups import who_leads
from api.spine import Transaction

_INVITED, _LEADS = table(GroupInvitationRow), table(LeadRow)
# The key of what an act of many parts reads ahead.
INVITED = 'invited'


def lock_invited(transaction: Transaction, wish: WorkingGroupCreate) -> list[CityRow]:
    """Return the cities that a proposal names beside its own, locked; the one that is to lead is among them."""
    named = dict.fromkeys([*wish.invited_city_ids, *([wish.lead_city_id] if wish.lead_city_id else [])])
    others = [city_id for city_id in named if city_id != wish.city_id]
    found = transaction.lock(CityRow, others, share=True)
    if len(found) < len(others):
        known = {city.id for city in found}
        raise unknown_reference('lead_city_id' if set(wish.invited_city_ids) <= {*known, wish.city_id} else 'invited_city_ids')
    return found


def invite(
    transaction: Transaction,
    group: WorkingGroupRow,
    cities: Collection[CityRow],
    operation: str,
    *,
    lead: UUID | None,
    behalf: tuple[UUID, OnBehalfOf | None] | None = None,
) -> list[GroupInvitationRow]:
    """Ask cities into a group, each by a notice with the way to its own act; `lead` is the one that is to take the chair."""
    network = transaction.find(NetworkRow, group.network_id)
    active = set(active_cities(transaction, group.network_id))
    inside = {row.city_id for row in open_memberships(transaction, group.id)}
    asked = open_invitations(transaction, group)
    for city in cities:
        refuse(
            rules.why_not_invite(
                city=city.name, group=group.title, network=network.name if network else '', is_active=city.id in active,
                is_inside=city.id in inside, is_invited=any(row.city_id == city.id for row in asked),
            )
        )  # fmt: skip
    if lead is not None:
        name_no_lead(transaction, asked, operation)
    rows = []
    for city in cities:
        row = GroupInvitationRow(
            network_id=group.network_id, working_group_id=group.id, city_id=city.id, leads=city.id == lead, audience='members'
        )
        for_city, act = behalf or (None, None)
        transaction.record(operation, transaction.add(row), on_behalf_of=for_city, act=act)
        tell(transaction, 'city_invited_to_lead' if row.leads else 'city_invited', group, city_id=city.id)
        rows.append(row)
    return rows


def name_no_lead(transaction: Transaction, asked: Sequence[GroupInvitationRow], operation: str) -> None:
    """Let no invited city take the chair by confirming: another is named, or the chair was handed over meanwhile."""
    for row in asked:
        if row.leads:
            row.leads = False
            transaction.record(operation, row)


def confirm(
    transaction: Transaction, group: WorkingGroupRow, city_id: UUID, operation: str, day: date, contact: LeadContact | None
) -> bool:
    """Settle the invitation of a city that has joined; the one that was named to lead takes the chair (W7). Says whether it did."""
    invitation = next((row for row in open_invitations(transaction, group) if row.city_id == city_id), None)
    if invitation is None:
        return False
    invitation.stage = 'confirmed'
    transaction.record(operation, invitation, on_behalf_of=city_id)
    lead = current_lead(transaction, group.id)
    if who_leads([lead.city_id if lead else None, city_id], city_id if invitation.leads else None) != city_id:
        return False
    day = _first_day_of_term(transaction, group, lead, day)
    if lead is not None:
        # A suspended lead city hands nothing over (M1).
        lead.end_date, lead.end_reason = day, 'handed_over' if acting_lead(transaction, group.id) else 'taken_over'
        transaction.record(operation, lead)
        end_lead_contacts(transaction, lead, day, operation)
        transaction.flush()
    term = LeadRow(network_id=group.network_id, working_group_id=group.id, city_id=city_id, start_date=day, audience=group.audience)
    transaction.record(operation, transaction.add(term), on_behalf_of=city_id)
    transaction.flush()
    set_lead_contact(transaction, group, city_id, contact, operation)
    return True


def _first_day_of_term(transaction: Transaction, group: WorkingGroupRow, lead: LeadRow | None, day: date) -> date:
    """Return the day from which a city leads that came on `day`: terms follow one another, also when it is recorded late."""
    ended = select(func.max(_LEADS.c.end_date)).where(_LEADS.c.working_group_id == group.id)
    return max(day, lead.start_date or day if lead else day, transaction.session.execute(ended).scalar_one() or day)


def lapse(transaction: Transaction, group: WorkingGroupRow, operation: str) -> None:
    """End what is not answered yet with its group."""
    for row in open_invitations(transaction, group):
        row.stage = 'lapsed'
        transaction.record(operation, row)


def open_invitations(transaction: Transaction, group: WorkingGroupRow) -> list[GroupInvitationRow]:
    """Return who is invited into a group and has not answered."""

    def read() -> list[GroupInvitationRow]:
        wanted = select(GroupInvitationRow).where(_INVITED.c.working_group_id == group.id, _INVITED.c.stage == 'invited')
        return list(transaction.session.execute(wanted.order_by(_INVITED.c.id)).scalars())

    return transaction.recorded.once((INVITED, group.id), read)
