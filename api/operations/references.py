"""Finds the records that a body names, and says which city may speak in which network."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from api.models.columns import Subject, table
from api.models.memberships import MembershipRow
from api.models.people import PersonRow
from api.models.working_groups import WorkingGroupRow
from api.problems import unknown_reference
from api.spine import Transaction
from api.visibility import sees

_MEMBERS = table(MembershipRow)
Row = TypeVar('Row', bound=Subject)


def named_if_any(transaction: Transaction, row: type[Row], record_id: UUID | None, field_name: str, *, share: bool = True) -> Row | None:
    """Return the record that an optional field names, locked against change; None when the field is empty."""
    return None if record_id is None else transaction.lock_named(row, record_id, field_name, share=share)


def named_person(transaction: Transaction, person_id: UUID, field_name: str = 'person_id') -> PersonRow:
    """Return the person a body names, locked; unknown-reference when there is none whom the caller may know of."""
    person = transaction.lock_named(PersonRow, person_id, field_name, share=False)
    caller = transaction.caller
    is_caller = caller.kind == 'person' and caller.id == person.id
    if not is_caller and not sees(caller, person.audience, person.network_id, person.city_id):
        raise unknown_reference(field_name)
    return person


def belongs(transaction: Transaction, city_id: UUID, network_id: UUID) -> bool:
    """Say whether a city belongs to a network now, at whatever stage."""
    in_network = (_MEMBERS.c.network_id == network_id, _MEMBERS.c.city_id == city_id, _MEMBERS.c.working_group_id.is_(None))
    wanted = select(_MEMBERS.c.id).where(*in_network, _MEMBERS.c.end_date.is_(None)).limit(1)
    return transaction.session.execute(wanted).first() is not None


def city_in(transaction: Transaction, network_id: UUID, city_id: UUID | None) -> UUID | None:
    """Return the city as far as it has a say in that network: where it does not belong, it is nobody's own city."""
    return city_id if city_id is not None and belongs(transaction, city_id, network_id) else None


def touch_groups(transaction: Transaction, groups: list[WorkingGroupRow]) -> None:
    """Move groups that show something of a record that changed."""
    for group in groups:
        transaction.touch(group)
