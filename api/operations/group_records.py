"""What every record that a working group owns has in common: whose it is, and whether the group may still be added to."""

from typing import Protocol
from uuid import UUID

from api.models.working_groups import WorkingGroupRow
from api.operations.formation import facts_of_group
from api.operations.permit import refuse_fact
from api.permissions import Facts
from api.problems import Problem, unknown_reference
from api.spine import Transaction
from api.visibility import sees


class OfGroup(Protocol):
    """A row that belongs to a network and, unless it is the network's own, to one of its working groups."""

    @property
    def network_id(self) -> UUID:
        """Return the network that governs it."""

    @property
    def working_group_id(self) -> UUID | None:
        """Return the group that owns it, if one does."""


def facts_of_record(transaction: Transaction, row: OfGroup) -> Facts:
    """Return what the permission table needs to know of a record that a working group, or the network itself, owns."""
    group = transaction.find(WorkingGroupRow, row.working_group_id)
    return facts_of_group(transaction, group) if group else Facts(networks=frozenset({row.network_id}))


def group_named(transaction: Transaction, group_id: UUID, field_name: str = 'working_group_id') -> WorkingGroupRow:
    """Return the working group that a body names, locked; to be followed by `permit` and `refuse_closed`.

    Raises unknown-reference (409) with a pointer for a group that does not exist or is not the caller's to know of.
    """
    found = transaction.lock(WorkingGroupRow, [group_id], share=True)
    if not found or not sees(transaction.caller, found[0].audience, found[0].network_id, None, found[0].id):
        raise unknown_reference(field_name)
    return found[0]


def refuse_closed(transaction: Transaction, group: WorkingGroupRow) -> None:
    """Refuse (409) to add to a group that has completed its work or was withdrawn, or to a documented fact."""
    refuse_fact(transaction, group)
    if group.stage == 'completed':
        raise Problem('group-completed', {'group': group.title})
    if group.stage == 'withdrawn':
        raise Problem('group-withdrawn', {'group': group.title})
