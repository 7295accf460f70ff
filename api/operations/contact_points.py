"""What can be done with a contact point: add it, change it, publish or withdraw it; every change has effect at once (S1)."""

from uuid import UUID

from sqlalchemy import select

from api.consent import seen
from api.models.columns import table
from api.models.contact_points import ContactPointCreate, ContactPointPatch, ContactPointRow
from api.models.people import PersonRow
from api.models.roles import RoleRow
from api.models.shapes import merge
from api.models.working_groups import WorkingGroupRow
from api.operations.ledger import note_withdrawal
from api.operations.people import facts_of_person, refuse_erased
from api.operations.permit import permit, permit_on
from api.operations.references import named_person, touch_groups
from api.permissions import Facts
from api.problems import Problem
from api.spine import Transaction

_ROLES = table(RoleRow)


def facts_of_contact_point(_transaction: Transaction, point: ContactPointRow) -> Facts:
    """Return what the permission table needs to know of a contact point."""
    return Facts(frozenset({point.network_id}), point.city_id, person_id=point.person_id)


def create_contact_point(transaction: Transaction, wish: ContactPointCreate) -> ContactPointRow:
    """Add a way to reach a person; only the person themself publishes it."""
    permit(
        transaction,
        'create_contact_point',
        facts_of_person(transaction, named_person(transaction, _after_groups_of(transaction, wish.person_id))),
    )
    person = named_person(transaction, wish.person_id)
    refuse_erased(person)
    point = ContactPointRow(
        network_id=person.network_id,
        city_id=person.city_id,
        person_id=person.id,
        kind=wish.kind,
        value=wish.value,
        visibility=wish.visibility,
    )
    _consent(transaction, point, was_public=False)
    transaction.record('create_contact_point', transaction.add(point))
    _show_anew(transaction, point, was_public=False)
    return point


def update_contact_point(transaction: Transaction, point_id: UUID, wish: ContactPointPatch) -> ContactPointRow:
    """Change what a contact point says and who may see it, or end it.

    Raises ledger-unavailable, with nothing changed, when fewer would see it and the ledger cannot be written.
    """
    point = permit_on(
        transaction, 'update_contact_point', ContactPointRow, _after_its_groups(transaction, point_id), facts_of_contact_point
    )
    whose = transaction.find(PersonRow, point.person_id)
    assert whose is not None
    refuse_erased(whose)
    was_public, before, changes = _is_public(point), seen(point), merge(wish)
    ended = changes.pop('ended', None)
    if ended is not None:
        point.ended_on = (point.ended_on or transaction.today(point.network_id)) if ended else None
    for column, wanted in changes.items():
        setattr(point, column, wanted)
    _consent(transaction, point, was_public=was_public and point.value == before.value)
    transaction.record('update_contact_point', point)
    note_withdrawal(transaction, point, before)
    _show_anew(transaction, point, was_public=was_public)
    return point


def _is_public(point: ContactPointRow) -> bool:
    return point.visibility == 'public' and point.ended_on is None


def _consent(transaction: Transaction, point: ContactPointRow, *, was_public: bool) -> None:
    """Keep audience and consent with the visibility. What is not public yet, or says something new, only the person publishes."""
    point.audience = 'office' if point.ended_on else point.visibility
    if point.visibility != 'public':
        point.consented_on = None
    elif point.consented_on is None or (_is_public(point) and not was_public):
        if transaction.caller.kind != 'person' or transaction.caller.id != point.person_id:
            raise Problem('only-the-person-publishes')
        point.consented_on = transaction.today(point.network_id)


def _show_anew(transaction: Transaction, point: ContactPointRow, *, was_public: bool) -> None:
    """Move the groups whose public page shows, or showed, this contact."""
    if was_public or _is_public(point):
        touch_groups(transaction, _groups_of(transaction, point.person_id))


def _after_its_groups(transaction: Transaction, point_id: UUID) -> UUID:
    point = transaction.find(ContactPointRow, point_id)
    if point is not None:
        _after_groups_of(transaction, point.person_id)
    return point_id


def _after_groups_of(transaction: Transaction, person_id: UUID) -> UUID:
    """Lock the groups that may show a person's contact points before anything of the person: groups come first."""
    _groups_of(transaction, person_id)
    return person_id


def _groups_of(transaction: Transaction, person_id: UUID) -> list[WorkingGroupRow]:
    contact = (_ROLES.c.person_id == person_id, _ROLES.c.role == 'lead_contact', _ROLES.c.end_date.is_(None))
    led = select(_ROLES.c.working_group_id).where(*contact, _ROLES.c.working_group_id.is_not(None))
    return transaction.lock(WorkingGroupRow, transaction.session.execute(led).scalars())
