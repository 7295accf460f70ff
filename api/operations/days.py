"""Does what a day brings to a network: by-laws that begin, work that is complete, reminders of what is owed, calls that end."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.models.assemblies import AssemblyRow
from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.notices import NoticeRow
from api.operations.assemblies import bring_declarations_into_effect
from api.operations.by_laws import bring_into_force
from api.operations.formation import versions_of
from api.operations.permit import permit
from api.operations.reminders import remind
from api.permissions import Facts
from api.problems import Problem
from api.spine import Transaction

_ASSEMBLIES, _NOTICES = table(AssemblyRow), table(NoticeRow)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a day has led to: how many groups became official or are complete; how many notices of a kind, by why they are not sent."""

    official: int
    completed: int
    notices: dict[tuple[str, str | None], int]

    def __bool__(self) -> bool:
        """Say whether the day brought anything."""
        return bool(self.official or self.completed or self.notices)


def bring_day(transaction: Transaction, network_id: UUID, day: date) -> Brought:
    """Do all that a day of the calendar brings, and say what that was; the same day again adds nothing.

    Locks the network first, as all do. A day to come counts as today for what takes effect on it, whatever the clock says; by-laws
    that began on one that is over count as they do today.
    """
    permit(transaction, 'remind', Facts(networks=frozenset({network_id})))
    if not transaction.lock(NetworkRow, [network_id]):
        raise Problem('not-found')
    transaction.as_of = max(day, transaction.today(network_id))
    known = set(_told(transaction, network_id))
    begins = any(version.valid_from == day for version in versions_of(transaction, network_id))
    official = bring_into_force(transaction, network_id) if begins else []
    completed = [
        group for sitting in _sittings(transaction, network_id, day) for group in bring_declarations_into_effect(transaction, sitting)
    ]
    remind(transaction, network_id, day)
    notices = Counter((row['kind'], row['reason']) for key, row in _told(transaction, network_id).items() if key not in known)
    return Brought(len(official), len(completed), dict(sorted(notices.items(), key=str)))


def _sittings(transaction: Transaction, network_id: UUID, day: date) -> Iterator[UUID]:
    """Yield the announced assemblies whose day has come: what was declared for them takes effect."""
    here = (_ASSEMBLIES.c.network_id == network_id, _ASSEMBLIES.c.stage == 'announced', _ASSEMBLIES.c.held_on <= day)
    yield from transaction.session.execute(select(_ASSEMBLIES.c.id).where(*here).order_by(_ASSEMBLIES.c.held_on)).scalars().all()


def _told(transaction: Transaction, network_id: UUID) -> dict[UUID, Any]:
    """Return the notices that this transaction has prepared so far."""
    transaction.flush()
    wanted = select(_NOTICES.c.id, _NOTICES.c.kind, _NOTICES.c.reason)
    mine = wanted.where(_NOTICES.c.network_id == network_id, _NOTICES.c.created_at == transaction.now)
    return {row['id']: row for row in transaction.session.execute(mine).mappings()}
