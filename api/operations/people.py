"""What can be done with a person: make them known, change what is known of them, switch their access off and on."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, or_, select, update

from api.models.cities import CityRow
from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.people import PersonCreate, PersonPatch, PersonRow
from api.models.roles import RoleRow
from api.models.sessions import SessionRow
from api.models.shapes import merge
from api.operations.permit import permit, permit_on
from api.operations.references import city_in, named_if_any
from api.permissions import Facts
from api.problems import Problem
from api.spine import Transaction

_PEOPLE, _ROLES, _SESSIONS = table(PersonRow), table(RoleRow), table(SessionRow)
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
        network_id=wish.network_id, city_id=wish.city_id, name=wish.name, mail=wish.mail, language=wish.language, audience='own_city'
    )
    transaction.record('create_person', transaction.add(person))
    return person


def update_person(transaction: Transaction, person_id: UUID, wish: PersonPatch) -> PersonRow:
    """Change what is known of a person; disabling ends their sessions at once."""
    person = permit_on(transaction, 'update_person', PersonRow, person_id, facts_of_person)
    changes = merge(wish)
    _permit_parts(transaction, person, set(changes))
    disabled = changes.pop('disabled', None)
    if 'mail' in changes:
        _refuse_taken(transaction, wish.mail, person.id)
    if disabled is not None:
        person.disabled_at = (person.disabled_at or transaction.now) if disabled else None
    for column, value in changes.items():
        setattr(person, column, value)
    transaction.record('update_person', person)
    if disabled:
        end_sessions_of(transaction, person.id)
    return person


def end_sessions_of(transaction: Transaction, person_id: UUID) -> None:
    """Sign a person out everywhere, at once."""
    open_ones = (_SESSIONS.c.person_id == person_id, _SESSIONS.c.ended_at.is_(None))
    transaction.session.execute(update(_SESSIONS).where(*open_ones).values(ended_at=transaction.now))


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
