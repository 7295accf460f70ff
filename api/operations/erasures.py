"""Erases a person (S3): roles, access and contact points end, everything personal goes, and the ledger beside the backups says so.

Rows that were the person's stay, empty, since others refer to them. Locks come in the order of the spine; the line in the ledger is
the very last before the commit.
"""

from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from api.differences import values_of
from api.erasure import apply_erasure, lists_of_people, rows_about, rows_naming
from api.erasure_ledger import append_erasure
from api.models.cities import CityRow
from api.models.columns import Subject, table
from api.models.invitations import InvitationRow
from api.models.networks import NetworkRow
from api.models.people import ErasureCreate, PersonRow
from api.models.roles import RoleRow
from api.models.working_groups import WorkingGroupRow
from api.operations.ledger import written_last
from api.operations.permit import permit_on
from api.operations.terms import end_term
from api.permissions import Facts
from api.problems import refuse
from api.rules import erasures as rules
from api.security_events import note
from api.spine import Transaction

_ROLES, _INVITATIONS = table(RoleRow), table(InvitationRow)


def erase_person(transaction: Transaction, person_id: UUID, wish: ErasureCreate, ledger: Path) -> PersonRow:
    """Erase a person for good; whoever was erased stays as they are.

    Raises ledger-unavailable, with nothing erased, when the ledger cannot be written.
    """
    _lock_around(transaction, person_id)
    person = permit_on(transaction, 'erase_person', PersonRow, person_id, facts_of_erasure)
    if person.erased_at is not None:
        return person
    is_oneself = transaction.caller.kind == 'person' and transaction.caller.id == person.id
    held = _roles_of(transaction, person.id)
    refuse(rules.why_no_reason(is_oneself=is_oneself, reason=wish.reason))
    left_alone = _left_alone(transaction, person.id, held)
    refuse(rules.why_not_erase(is_oneself=is_oneself, last_administrator_of=left_alone[0], last_coordinator_of=left_alone[1]))
    for role in held:
        end_term(transaction, 'erase_person', role, transaction.today(role.network_id), reason=wish.reason)
    _leave_open(transaction, [role.id for role in held])
    _empty(transaction, person.id, wish.reason)
    note(transaction.session.connection(), 'access_withdrawn', transaction.now, person_id=person.id)
    erased_at = transaction.now
    written_last(transaction, lambda driver: append_erasure(ledger, driver, person.id, erased_at))
    return person


def facts_of_erasure(_transaction: Transaction, person: PersonRow) -> Facts:
    """Return what the permission table needs to know of whoever is erased, or asks what is kept of them: no city has a say."""
    return Facts(frozenset({person.network_id}), person_id=person.id)


def _lock_around(transaction: Transaction, person_id: UUID) -> None:
    """Lock what the person holds roles for: of two last administrators who erase themselves at once, the second is refused."""
    held = _roles_of(transaction, person_id, lock=False)
    transaction.lock(NetworkRow, [role.network_id for role in held])
    transaction.lock(CityRow, [role.city_id for role in held if role.city_id])
    transaction.lock(WorkingGroupRow, [role.working_group_id for role in held if role.working_group_id])
    kinds = _kinds()
    for name, ids in rows_naming(transaction.session.connection(), person_id).items():
        transaction.lock(kinds[name], ids)


def _roles_of(transaction: Transaction, person_id: UUID, *, lock: bool = True) -> list[RoleRow]:
    """Return the roles that a person holds, or is to hold."""
    wanted = select(RoleRow).where(_ROLES.c.person_id == person_id, _ROLES.c.end_date.is_(None)).order_by(_ROLES.c.id)
    asked = wanted.with_for_update().execution_options(populate_existing=True) if lock else wanted
    return list(transaction.session.execute(asked).scalars())


def _left_alone(transaction: Transaction, person_id: UUID, held: list[RoleRow]) -> tuple[list[str], list[str]]:
    """Return the names of the networks without another administrator, and of the cities without another coordinator."""
    networks = [role.network_id for role in held if role.role == 'office_admin' and not _other(transaction, person_id, role, 'network_id')]
    cities = [role.city_id for role in held if role.role == 'coordinator' and not _other(transaction, person_id, role, 'city_id')]
    offices = [each.name for each in (transaction.find(NetworkRow, network_id) for network_id in networks) if each]
    return offices, [each.name for each in (transaction.find(CityRow, city_id) for city_id in cities) if each]


def _other(transaction: Transaction, person_id: UUID, role: RoleRow, place: str) -> bool:
    same = (_ROLES.c.role == role.role, _ROLES.c[place] == getattr(role, place), _ROLES.c.network_id == role.network_id)
    active = exists().where(table(PersonRow).c.id == _ROLES.c.person_id, table(PersonRow).c.disabled_at.is_(None))
    others = select(_ROLES.c.id).where(*same, _ROLES.c.end_date.is_(None), _ROLES.c.person_id != person_id, active)
    return transaction.session.execute(others.limit(1)).first() is not None


def _leave_open(transaction: Transaction, role_ids: list[UUID]) -> None:
    """Let invitations that hand over a role of the person stand by themselves: the role has ended, its successor is still asked."""
    standing = select(InvitationRow).where(_INVITATIONS.c.stage == 'open', _INVITATIONS.c.hands_over_id.in_(role_ids))
    for invitation in transaction.session.execute(standing.order_by(_INVITATIONS.c.id).with_for_update()).scalars():
        invitation.hands_over_id = None
        transaction.record('erase_person', invitation)


def _empty(transaction: Transaction, person_id: UUID, reason: str | None) -> None:
    """Empty what is about the person, and journal it: of personal fields the names alone."""
    transaction.flush()
    connection = transaction.session.connection()
    kinds = _kinds()
    about, naming = rows_about(connection, person_id), rows_naming(connection, person_id)
    known = {name: ids for name, ids in (*about.items(), *naming.items()) if name in kinds}
    found: list[Subject] = [each for name, ids in known.items() for each in transaction.lock(kinds[name], ids)]
    before: dict[UUID, dict[str, Any]] = {row.id: values_of(row) for row in found}
    changed = {each.id for each in apply_erasure(connection, person_id, transaction.now)}
    for row in (each for each in found if each.id in changed):
        transaction.session.refresh(row)
        lists = [column.name for column in lists_of_people() if column.table is table(type(row))]
        hidden = {name for name in lists if getattr(row, name) != before[row.id][name]}
        transaction.record('erase_person', row, reason=reason, since=before[row.id], hidden=hidden)


def _kinds() -> dict[str, type[Subject]]:
    return {table(each).name: each for each in Subject.__subclasses__() if hasattr(each, '__table__')}
