"""What can be done with a person: make them known, change what is known of them, switch their access off and on."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, or_, select

from api.freshness import ask_fresh
from api.models.cities import CityRow
from api.models.columns import table
from api.models.invitations import InvitationRow
from api.models.networks import NetworkRow
from api.models.people import PersonCreate, PersonPatch, PersonRow, key_of_person
from api.models.roles import RoleRow
from api.models.security_events import SecurityEventKind
from api.models.shapes import merge
from api.operations.permit import permit, permit_on
from api.operations.references import city_in, named_if_any
from api.operations.terms import forget_ways_in, sign_out, void_links
from api.permissions import Facts
from api.problems import Problem
from api.security_events import note
from api.spine import Transaction

_PEOPLE, _ROLES, _INVITATIONS = table(PersonRow), table(RoleRow), table(InvitationRow)
_OWN = {'name', 'language'}


def facts_of_person(transaction: Transaction, person: PersonRow) -> Facts:
    """Return what the permission table needs to know of a person.

    Whoever holds a role beyond their city is not the city's to change: who may set the mail address may sign in with it.
    """
    elsewhere = or_(_ROLES.c.city_id.is_(None), _ROLES.c.city_id != person.city_id)
    beyond = select(_ROLES.c.id).where(_ROLES.c.person_id == person.id, _ROLES.c.end_date.is_(None), elsewhere).limit(1)
    own = None if transaction.session.execute(beyond).first() else city_in(transaction, person.network_id, person.city_id)
    return Facts(frozenset({person.network_id}), own, person_id=person.id)


def create_person(transaction: Transaction, wish: PersonCreate) -> PersonRow:
    """Make a person known; a role makes them act, a mail address lets them sign in."""
    permit(transaction, 'create_person', Facts(frozenset({wish.network_id}), city_in(transaction, wish.network_id, wish.city_id)))
    transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    named_if_any(transaction, CityRow, wish.city_id, 'city_id')
    _refuse_taken(transaction, wish.mail, None)
    person = PersonRow(
        network_id=wish.network_id,
        city_id=wish.city_id,
        name=wish.name,
        mail=wish.mail,
        search_key=key_of_person(wish.name, wish.mail),
        language=wish.language,
        audience='own_city',
    )
    transaction.record('create_person', transaction.add(person))
    return person


def update_person(transaction: Transaction, person_id: UUID, wish: PersonPatch) -> PersonRow:
    """Change what is known of a person; disabling and another address end their sessions at once, and every way in."""
    person = permit_on(transaction, 'update_person', PersonRow, person_id, facts_of_person)
    refuse_erased(person)
    changes = merge(wish)
    _permit_parts(transaction, person, set(changes))
    disabled, former = changes.pop('disabled', None), person.mail
    if 'mail' in changes:
        ask_fresh(transaction)
        _refuse_taken(transaction, wish.mail, person.id)
    was_disabled = person.disabled_at is not None
    if disabled is not None:
        person.disabled_at = (person.disabled_at or transaction.now) if disabled else None
    for column, value in changes.items():
        setattr(person, column, value)
    person.search_key = key_of_person(person.name, person.mail)
    transaction.record('update_person', person)
    moved = former is not None and former.lower() != (person.mail or '').lower()
    if disabled or moved:
        sign_out(transaction, person.id)
        void_links(transaction, person.id)
        forget_ways_in(transaction, person.id)
        _withdraw_invitations(transaction, former)
    if moved:
        note(transaction.session.connection(), 'mail_changed', transaction.now, person_id=person.id)
    if disabled is not None and disabled != was_disabled:
        kind: SecurityEventKind = 'access_withdrawn' if disabled else 'access_restored'
        note(transaction.session.connection(), kind, transaction.now, person_id=person.id)
    return person


def refuse_erased(person: PersonRow) -> None:
    """Refuse to fill again what was emptied."""
    if person.erased_at is not None:
        raise Problem('person-erased')


def _withdraw_invitations(transaction: Transaction, mail: str | None) -> None:
    """Take back what was offered to an address: it is bound to the person who had it."""
    open_ones = select(InvitationRow).where(_INVITATIONS.c.stage == 'open', func.lower(_INVITATIONS.c.mail) == func.lower(mail))
    for invitation in transaction.session.execute(open_ones.order_by(_INVITATIONS.c.id).with_for_update()).scalars():
        invitation.stage, invitation.answered_at = 'withdrawn', transaction.now
        transaction.record('update_person', invitation)


def _permit_parts(transaction: Transaction, person: PersonRow, fields: set[str]) -> None:
    """Refuse what a person may not change about themself: nobody disables themself, and the address is given by others."""
    caller = transaction.caller
    is_caller = caller.kind == 'person' and caller.id == person.id
    if is_caller and 'disabled' in fields:
        raise Problem('role-does-not-allow', {'operation': 'update_person'})
    if is_caller and fields - _OWN:
        permit(transaction, 'update_person', replace(facts_of_person(transaction, person), person_id=None))


def _refuse_taken(transaction: Transaction, mail: str | None, person_id: UUID | None) -> None:
    """Refuse an address that another person has, without saying who."""
    if mail is None:
        return
    taken = select(_PEOPLE.c.id).where(func.lower(_PEOPLE.c.mail) == func.lower(mail), _PEOPLE.c.id.is_distinct_from(person_id))
    if transaction.session.execute(taken).first():
        raise Problem('mail-taken', errors=[{'pointer': '/mail', 'code': 'mail_taken', 'parameters': {}}])
