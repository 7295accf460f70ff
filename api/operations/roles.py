"""What can be done with a role: give it, end it, hand it over. A role is a term; whoever's changes is signed out."""

from dataclasses import dataclass
from uuid import UUID

from api.models.invitations import HandoverCreate, InvitationRow
from api.models.people import PersonRow
from api.models.roles import RoleCreate, RoleEndingCreate, RoleRow
from api.models.working_groups import WorkingGroupRow
from api.operations.invitations import invite
from api.operations.permit import permit, permit_on
from api.operations.places import refuse_place
from api.operations.references import named_person
from api.operations.terms import begin_term, end_term, refuse_holder
from api.operations.working_groups import effective_day
from api.permissions import Facts
from api.problems import Problem, refuse
from api.rules import dates
from api.rules import roles as rules
from api.spine import Transaction


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The former term, and the new one or the invitation to it."""

    former: RoleRow
    successor: RoleRow | None
    invitation: InvitationRow | None


def facts_of_role(_transaction: Transaction, role: RoleRow) -> Facts:
    """Return what the permission table needs to know of a role."""
    return Facts(frozenset({role.network_id}), role.city_id, office_role=role.role in rules.OF_THE_OFFICE)


def give_role(transaction: Transaction, wish: RoleCreate) -> RoleRow:
    """Give a person a role; where it is held for a city, that city belongs to the network."""
    permit(transaction, 'give_role', Facts(frozenset({wish.network_id}), wish.city_id, office_role=wish.role in rules.OF_THE_OFFICE))
    refuse_place(transaction, wish)
    person = named_person(transaction, wish.person_id)
    start = effective_day(transaction, wish.network_id, wish.start_date, None, wish.reason)
    refuse_holder(transaction, person, wish)
    return begin_term(transaction, 'give_role', person.id, wish, start, given_by=transaction.caller.id, reason=wish.reason)


def end_role(transaction: Transaction, role_id: UUID, wish: RoleEndingCreate) -> RoleRow:
    """End a role, and with it every session of the person at once."""
    role = permit_on(transaction, 'end_role', RoleRow, _after_its_group(transaction, role_id), facts_of_role)
    if role.end_date is not None:
        raise Problem('already-ended')
    today = transaction.today(role.network_id)
    day = today if wish.end_date is None else effective_day(transaction, role.network_id, wish.end_date, None, wish.reason)
    refuse(dates.why_not_end(role.start_date, day))
    end_term(transaction, 'end_role', role, day, reason=wish.reason)
    return role


def hand_over_role(transaction: Transaction, role_id: UUID, wish: HandoverCreate) -> HandedOver:
    """Let a successor follow: one who is known at once, on one day; one who is invited on the day that they accept."""
    role = permit_on(transaction, 'hand_over_role', RoleRow, _after_its_group(transaction, role_id, wish.person_id), _facts_of_held)
    if role.end_date is not None:
        raise Problem('already-ended')
    refuse(rules.why_not_hand_over(role.role))
    if (wish.person_id is None) == (wish.invitation is None):
        raise Problem('one-successor-needed')
    if wish.invitation is not None:
        return HandedOver(role, None, invite(transaction, 'hand_over_role', wish.invitation, role, hands_over=role.id))
    assert wish.person_id is not None
    person = named_person(transaction, wish.person_id)
    refuse_holder(transaction, person, role, follows=role.id)
    day = max(transaction.today(role.network_id), role.start_date)
    end_term(transaction, 'hand_over_role', role, day, reason=wish.reason)
    given_by = transaction.caller.id
    return HandedOver(role, begin_term(transaction, 'hand_over_role', person.id, role, day, given_by=given_by, reason=wish.reason), None)


def _facts_of_held(_transaction: Transaction, role: RoleRow) -> Facts:
    return Facts(frozenset({role.network_id}), role.city_id, person_id=role.person_id, office_role=role.role in rules.OF_THE_OFFICE)


def _after_its_group(transaction: Transaction, role_id: UUID, successor_id: UUID | None = None) -> UUID:
    """Lock the group that shows a lead contact, and who follows, before the role itself: groups come first, then people."""
    role = transaction.find(RoleRow, role_id)
    if role is not None and role.working_group_id:
        transaction.lock(WorkingGroupRow, [role.working_group_id])
    transaction.lock(PersonRow, [successor_id] if successor_id else [])
    return role_id
