"""Keeps how the lead city of a group is reached: the person, the role of lead contact, the contact points."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from api.consent import seen
from api.models.columns import table
from api.models.contact_points import ContactPointRow
from api.models.memberships import LeadRow
from api.models.people import PersonRow, key_of_person
from api.models.roles import RoleCreate, RoleRow
from api.models.working_groups import LeadContact, WorkingGroupRow
from api.operations.ledger import note_withdrawal
from api.operations.terms import begin_term, end_term
from api.problems import Problem
from api.spine import Transaction

_POINTS = table(ContactPointRow)
_PEOPLE = table(PersonRow)
_ROLES = table(RoleRow)


def set_lead_contact(transaction: Transaction, group: WorkingGroupRow, city_id: UUID, contact: LeadContact | None, operation: str) -> None:
    """Give a group its lead contact: the person named, else the coordinator who acts (W1).

    A machine or the office that names nobody leaves the group without one; the office then gets a task when it is
    constituted (W4). Only the person themself may publish a contact point (S1), and who sees one that they have already is theirs to say.
    """
    if contact is None:
        if transaction.caller.kind == 'person' and city_id in transaction.caller.cities_in({group.network_id}):
            person = transaction.find(PersonRow, transaction.caller.id)
            if person is not None:
                _appoint(transaction, group, city_id, person, operation)
        return
    person = _person(transaction, group, city_id, contact, operation)
    if contact.visibility == 'public' and person.id != transaction.caller.id:
        raise Problem('only-the-person-publishes')
    _appoint(transaction, group, city_id, person, operation)
    for kind, value in (('mail', contact.mail), ('phone', contact.phone)):
        if value:
            known = _known_point(transaction, person, kind, value)
            if known is None or person.id == transaction.caller.id:
                new = ContactPointRow(network_id=group.network_id, city_id=city_id, person_id=person.id, kind=kind, value=value)
                new.visibility = contact.visibility
                _show(transaction, known or transaction.add(new), contact.visibility, operation)


def end_lead_contacts(transaction: Transaction, lead: LeadRow, day: date, operation: str) -> None:
    """End the role of whoever spoke for the lead city: with the chair pass its rights and its published contact."""
    held = select(RoleRow).where(
        _ROLES.c.role == 'lead_contact',
        _ROLES.c.working_group_id == lead.working_group_id,
        _ROLES.c.city_id == lead.city_id,
        _ROLES.c.end_date.is_(None),
    )
    for role in transaction.session.execute(held.order_by(_ROLES.c.id)).scalars():
        end_term(transaction, operation, role, day, keep=transaction.caller.session_id)


def _person(transaction: Transaction, group: WorkingGroupRow, city_id: UUID, contact: LeadContact, operation: str) -> PersonRow:
    known = select(PersonRow).where(func.lower(_PEOPLE.c.mail) == contact.mail.lower())
    person = transaction.session.execute(known).scalar_one_or_none()
    if person is None:
        person = PersonRow(
            network_id=group.network_id,
            city_id=city_id,
            name=contact.name,
            mail=contact.mail,
            search_key=key_of_person(contact.name, contact.mail),
            language='en',
            audience='own_city',
        )
        transaction.record(operation, transaction.add(person))
        transaction.flush()
    return person


def _appoint(transaction: Transaction, group: WorkingGroupRow, city_id: UUID, person: PersonRow, operation: str) -> None:
    place = RoleCreate(network_id=group.network_id, person_id=person.id, role='lead_contact', city_id=city_id, working_group_id=group.id)
    today, caller = transaction.today(group.network_id), transaction.caller
    begin_term(transaction, operation, person.id, place, today, given_by=caller.id, keep=caller.session_id)


def _known_point(transaction: Transaction, person: PersonRow, kind: str, value: str) -> ContactPointRow | None:
    """Return the person's contact point with this value, if there is one."""
    known = select(ContactPointRow).where(
        _POINTS.c.person_id == person.id,
        _POINTS.c.kind == kind,
        _POINTS.c.value == value,
        _POINTS.c.ended_on.is_(None),
    )
    return transaction.session.execute(known.order_by(_POINTS.c.id).limit(1)).scalar_one_or_none()


def _show(transaction: Transaction, point: ContactPointRow, visibility: str, operation: str) -> None:
    before = seen(point)
    point.visibility, point.audience = visibility, visibility
    published = visibility == 'public'
    point.consented_on = (point.consented_on or transaction.today(point.network_id)) if published else None
    transaction.record(operation, point)
    note_withdrawal(transaction, point, before)
