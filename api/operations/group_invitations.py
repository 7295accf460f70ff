"""What can be done with an invitation into a working group: make it, decline it for a city, take it back; a join confirms it."""

from uuid import UUID

from api.models.cities import CityRow
from api.models.group_invitations import (
    GroupInvitationCreate,
    GroupInvitationDeclineCreate,
    GroupInvitationRow,
    GroupInvitationWithdrawalCreate,
)
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import current_lead, facts_of_group
from api.operations.group_notices import tell_of_member
from api.operations.group_records import group_named, refuse_closed
from api.operations.invited_cities import invite
from api.operations.notices import tell
from api.operations.on_behalf import told_by
from api.operations.owners import lock_group_of
from api.operations.permit import permit, permit_on
from api.operations.working_groups import effective_day
from api.permissions import Facts
from api.problems import refuse, unknown_reference
from api.rules import group_invitations as rules
from api.spine import Transaction


def create_group_invitation(transaction: Transaction, wish: GroupInvitationCreate) -> GroupInvitationRow:
    """Invite a city into a group that goes on, as its lead city or the office; the city is told, and counts once it joins (M2)."""
    cities = transaction.lock(CityRow, [wish.city_id], share=True)
    group = _lock_group(transaction, wish.working_group_id)
    permit(transaction, 'create_group_invitation', facts_of_group(transaction, group))
    told_by(transaction, group.network_id, group.id, wish.on_behalf_of)
    refuse_closed(transaction, group)
    if not cities:
        raise unknown_reference('city_id')
    return invite(transaction, group, cities, 'create_group_invitation', lead=wish.city_id if wish.leads else None)[0]


def decline_group_invitation(transaction: Transaction, invitation_id: UUID, wish: GroupInvitationDeclineCreate) -> GroupInvitationRow:
    """Say for a city that it does not take part; the lead city and the office are told."""
    lock_group_of(transaction, GroupInvitationRow, invitation_id)
    invitation = permit_on(transaction, 'decline_group_invitation', GroupInvitationRow, invitation_id, _facts)
    group, city = _settle(transaction, invitation, 'declined', wish.reason)
    day = effective_day(transaction, group.network_id, None, wish.on_behalf_of, None)
    transaction.record('decline_group_invitation', invitation, on_behalf_of=city.id, act=wish.on_behalf_of)
    tell_of_member(transaction, 'invitation_declined', group, (city.id, city.name), day)
    return invitation


def withdraw_group_invitation(transaction: Transaction, invitation_id: UUID, wish: GroupInvitationWithdrawalCreate) -> GroupInvitationRow:
    """Take an invitation back before it is answered; the city is told."""
    lock_group_of(transaction, GroupInvitationRow, invitation_id)
    invitation = permit_on(transaction, 'withdraw_group_invitation', GroupInvitationRow, invitation_id, _facts)
    told_by(transaction, invitation.network_id, invitation.working_group_id, wish.on_behalf_of)
    group, city = _settle(transaction, invitation, 'withdrawn', wish.reason)
    transaction.record('withdraw_group_invitation', invitation)
    tell(transaction, 'city_invitation_withdrawn', group, city_id=city.id)
    return invitation


def _lock_group(transaction: Transaction, group_id: UUID) -> WorkingGroupRow:
    # Not shared, as `group_named` alone locks it: two who invite the same city at once come one after the other.
    transaction.lock(WorkingGroupRow, [group_id])
    return group_named(transaction, group_id)


def _settle(transaction: Transaction, invitation: GroupInvitationRow, stage: str, reason: str | None) -> tuple[WorkingGroupRow, CityRow]:
    group, city = transaction.find(WorkingGroupRow, invitation.working_group_id), transaction.find(CityRow, invitation.city_id)
    assert group is not None
    assert city is not None
    refuse(rules.why_not_settle(invitation.stage, city=city.name, group=group.title))
    invitation.stage, invitation.reason = stage, reason
    return group, city


def _facts(transaction: Transaction, row: GroupInvitationRow) -> Facts:
    lead = current_lead(transaction, row.working_group_id)
    return Facts(frozenset({row.network_id}), row.city_id, lead.city_id if lead else None, row.working_group_id)
