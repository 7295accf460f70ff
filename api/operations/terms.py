"""Begins and ends terms in roles: nobody else does. Whoever's rights change so is signed out everywhere, at once.

A role that begins or ends with something its holder does, such as proposing a group, leaves the browser of that act signed in:
what a caller may is read anew with each request.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from api.models.columns import table
from api.models.identities import IdentityRow
from api.models.passkeys import PasskeyRow
from api.models.people import PersonRow
from api.models.progress_askings import ProgressAskingRow
from api.models.roles import RoleRow
from api.models.sessions import SessionRow, SignInLinkRow
from api.models.working_groups import WorkingGroupRow
from api.operations.places import PLACE, Place
from api.problems import Problem, refuse
from api.rules.roles import HELD_ONCE, why_not_second
from api.security_events import note
from api.spine import Transaction

_ROLES, _SESSIONS, _LINKS = table(RoleRow), table(SessionRow), table(SignInLinkRow)
_PASSKEYS, _IDENTITIES = table(PasskeyRow), table(IdentityRow)
_ASKINGS = table(ProgressAskingRow)


def begin_term(
    transaction: Transaction,
    operation: str,
    person_id: UUID,
    place: Place,
    start: date,
    *,
    given_by: UUID | None,
    reason: str | None = None,
    keep: UUID | None = None,
    precision: str | None = None,
) -> RoleRow:
    """Let a person hold a role from a day on; `keep` is the session that stays.

    `precision`: it came by an import, which knows the day as exactly as that.
    """
    held_for = {name: getattr(place, name) for name in PLACE}
    role = RoleRow(
        **held_for,
        person_id=person_id,
        start_date=start,
        start_precision=precision or 'day',
        given_by_id=given_by,
        imported=precision is not None,
        audience='own_city',
    )
    transaction.record(operation, transaction.add(role), reason=reason)
    _touch_group(transaction, role)
    sign_out(transaction, person_id, keep=keep)
    note(transaction.session.connection(), 'role_given', transaction.now, person_id=person_id)
    return role


def end_term(
    transaction: Transaction, operation: str, role: RoleRow, day: date, *, reason: str | None = None, keep: UUID | None = None
) -> None:
    """Let a role be held until a day; `keep` is the session that stays."""
    role.end_date = max(day, role.start_date)
    transaction.record(operation, role, reason=reason)
    _touch_group(transaction, role)
    sign_out(transaction, role.person_id, keep=keep)
    note(transaction.session.connection(), 'role_ended', transaction.now, person_id=role.person_id)


def refuse_holder(transaction: Transaction, person: PersonRow, place: Place, *, follows: UUID | None = None) -> None:
    """Refuse a role for whoever is disabled, or holds it already, or would hold it beside another; `follows` is the term that ends."""
    if person.disabled_at is not None:
        raise Problem('person-disabled')
    same = (_ROLES.c[name].is_not_distinct_from(getattr(place, name)) for name in PLACE)
    held = select(_ROLES.c.id).where(_ROLES.c.end_date.is_(None), _ROLES.c.person_id == person.id, *same).limit(1)
    if transaction.session.execute(held).first():
        raise Problem('role-already-held')
    refuse_second(transaction, place, follows)


def refuse_second(transaction: Transaction, place: Place, follows: UUID | None) -> None:
    """Refuse a second holder of what one person holds at a time, the term that ends left aside."""
    same = (_ROLES.c[name].is_not_distinct_from(getattr(place, name)) for name in PLACE)
    held = select(_ROLES.c.id).where(_ROLES.c.end_date.is_(None), _ROLES.c.id.is_distinct_from(follows), *same).limit(1)
    is_held = place.role in HELD_ONCE and transaction.session.execute(held).first() is not None
    refuse(why_not_second(place.role, is_held=is_held))


def sign_out(transaction: Transaction, person_id: UUID, *, keep: UUID | None = None) -> None:
    """End a person's sessions, except `keep`."""
    open_ones = (_SESSIONS.c.person_id == person_id, _SESSIONS.c.ended_at.is_(None), _SESSIONS.c.id.is_distinct_from(keep))
    transaction.session.execute(update(_SESSIONS).where(*open_ones).values(ended_at=transaction.now))


def void_links(transaction: Transaction, person_id: UUID) -> None:
    """Make the links and codes worthless that are on their way to a person."""
    unused = (_LINKS.c.person_id == person_id, _LINKS.c.used_at.is_(None))
    transaction.session.execute(update(_LINKS).where(*unused).values(used_at=transaction.now))
    transaction.session.execute(update(_ASKINGS).where(_ASKINGS.c.person_id == person_id).values(token_hash=None))


def forget_ways_in(transaction: Transaction, person_id: UUID) -> None:
    """Remove a person's passkeys and linked identities: who has the address, or has lost access, begins anew."""
    for each in (_PASSKEYS, _IDENTITIES):
        transaction.session.execute(each.delete().where(each.c.person_id == person_id))


def _touch_group(transaction: Transaction, role: RoleRow) -> None:
    """Move the group that shows a lead contact; it was locked before."""
    if role.role == 'lead_contact' and role.working_group_id:
        group = transaction.find(WorkingGroupRow, role.working_group_id)
        if group is not None:
            transaction.touch(group)
