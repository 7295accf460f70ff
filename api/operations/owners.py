"""Finds to whom a new record belongs: the working group that a body names, or the network itself."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy import select

from api.models.columns import Subject, table
from api.models.documents import DocumentRow
from api.models.networks import NetworkRow
from api.models.working_groups import WorkingGroupRow
from api.operations.group_records import group_named, refuse_closed
from api.operations.references import named_if_any
from api.problems import Problem, refuse, unknown_reference
from api.rules import records
from api.spine import Transaction
from api.visibility import sees


class Owned(Protocol):
    """A body that names its working group, or instead the network."""

    working_group_id: UUID | None
    network_id: UUID | None


@dataclass(frozen=True, slots=True)
class Owner:
    """A working group, or when there is none a network itself."""

    network_id: UUID
    group: WorkingGroupRow | None

    @property
    def working_group_id(self) -> UUID | None:
        """The group's id."""
        return self.group.id if self.group else None


def lock_owner(transaction: Transaction, wish: Owned) -> Owner:
    """Return whom a body names, locked; to be followed by `permit` and `refuse_addition`.

    Raises one-owner-needed unless it names exactly one of group and network, unknown-reference for one that is not there.
    """
    if (wish.working_group_id is None) == (wish.network_id is None):
        raise Problem('one-owner-needed')
    if wish.working_group_id is not None:
        group = group_named(transaction, wish.working_group_id)
        return Owner(group.network_id, group)
    found = transaction.lock(NetworkRow, [wish.network_id] if wish.network_id else [], share=True)
    if not found or not sees(transaction.caller, found[0].audience, found[0].id, None):
        raise unknown_reference('network_id')
    return Owner(found[0].id, None)


def lock_group_of(transaction: Transaction, row: type[Subject], record_id: UUID) -> None:
    """Lock the group of a record before the record itself, so that all take their locks in one order; to be followed by `permit_on`."""
    columns = table(row)
    group_id = transaction.session.execute(select(columns.c.working_group_id).where(columns.c.id == record_id)).scalar_one_or_none()
    transaction.lock(WorkingGroupRow, [group_id] if group_id else [], share=True)


def refuse_addition(transaction: Transaction, owner: Owner, visibility: str) -> None:
    """Refuse (409) to add to a closed group, and to show the new record to more people than its group."""
    if owner.group is not None:
        refuse_closed(transaction, owner.group)
    refuse_wider(owner.group, visibility)


def refuse_wider(group: WorkingGroupRow | None, visibility: str) -> None:
    """Refuse (409) to show a group's record to more people than the group itself."""
    refuse(records.why_not_shown_to(visibility, group=group.title if group else None, group_audience=group.audience if group else 'public'))


def group_of(transaction: Transaction, group_id: UUID | None, *, open_only: bool = False) -> WorkingGroupRow | None:
    """Return a record's group, None for the network's own; `open_only` refuses (409) one that takes no additions any more."""
    group = transaction.find(WorkingGroupRow, group_id)
    if group is not None and open_only:
        refuse_closed(transaction, group)
    return group


def document_named(transaction: Transaction, document_id: UUID | None, owner: Owner, field_name: str) -> DocumentRow | None:
    """Return the document that a body names for a record of `owner`, locked; None when it names none.

    Raises unknown-reference for one of another group, or one that the caller may not know of.
    """
    document = named_if_any(transaction, DocumentRow, document_id, field_name)
    if document is None:
        return None
    same = (document.network_id, document.working_group_id) == (owner.network_id, owner.working_group_id)
    if not same or not sees(transaction.caller, document.audience, document.network_id, None, document.working_group_id):
        raise unknown_reference(field_name)
    return document
