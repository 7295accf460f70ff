"""Knows what a transaction leaves behind, in memory until its commit; a savepoint takes back what came after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection
from sqlmodel import SQLModel

from api.commit import Work
from api.models.columns import Subject
from api.models.journal import JournalRow
from api.models.memberships import MembershipRow
from api.models.working_groups import WorkingGroupRow

Answer = TypeVar('Answer')
# The keys of what an act of many parts reads: the memberships that a member has or had in a group, who leads a group, whether that
# city is active, whether a city is active in a network, and which cities count in a group; of a city in a network the memberships that it
# has or had there, the groups that it is in, and what ties it to these or did.
HELD, LEAD, ACTING, ACTIVE, COUNTED = 'held', 'lead', 'acting', 'active', 'counted'
BELONGED, INSIDE, TIES = 'belonged', 'inside', 'ties'
_BY_NETWORK = (ACTING, ACTIVE, COUNTED)


@dataclass(frozen=True, slots=True)
class Count:
    """A group whose members changed: it is counted once, when everything else is done, and then `follows` what that may bring."""

    group: Any
    operation: str
    today: date
    follows: Callable[[], None] | None = None


@dataclass(slots=True)
class Recorded:
    """Entries of the journal, records that moved, work for later, rows that are no subjects, and what is done at the very last.

    `moved` and `counts` keep the order in which records came into them, and what came in first stays. An act of many parts
    asks some things once: `locked` are records that it has locked at its beginning, and whether for sharing only; `read` is what it has
    read, by the first part of its key, until something is recorded that it might depend on. Elsewhere nothing is kept.
    """

    journal: list[JournalRow] = field(default_factory=list)
    moved: dict[UUID, Subject] = field(default_factory=dict)
    work: list[Work] = field(default_factory=list)
    told: list[SQLModel] = field(default_factory=list)
    last: list[Callable[[Connection], None]] = field(default_factory=list)
    counts: dict[tuple[UUID, bool], Count] = field(default_factory=dict)
    counts_later: bool = False
    locked: dict[UUID, tuple[Any, bool]] = field(default_factory=dict)
    read: dict[str, dict[tuple[Any, ...], Any]] | None = None

    @property
    def owes(self) -> bool:
        """Whether the commit has anything to write beside the rows themselves."""
        return bool(self.moved or self.journal or self.work)

    def holds(self, record_id: UUID, *, share: bool) -> bool:
        """Say whether an act of many parts holds this lock already."""
        held = self.locked.get(record_id)
        return held is not None and (share or not held[1])

    def once(self, key: tuple[Any, ...], read: Callable[[], Answer]) -> Answer:
        """Return what a read returns; within an act of many parts it is asked once."""
        if self.read is None:
            return read()
        known = self.read.setdefault(key[0], {})
        if key not in known:
            known[key] = read()
        found: Answer = known[key]
        return found

    def know(self, found: Mapping[tuple[Any, ...], Any]) -> None:
        """Keep what an act of many parts has read ahead."""
        assert self.read is not None
        for key, each in found.items():
            self.read.setdefault(key[0], {})[key] = each

    def _forget(self, *key: Any) -> None:
        if self.read:
            self.read.get(key[0], {}).pop(key, None)

    def forget(self, row: Subject) -> None:
        """Forget what may have become another answer by a change of this record."""
        group_id = getattr(row, 'working_group_id', None)
        if not self.read or isinstance(row, WorkingGroupRow):
            return
        if not isinstance(row, MembershipRow):
            self.read.clear()
        elif group_id:
            self._forget(HELD, group_id, row.city_id or row.organisation_id)
            for name in (INSIDE, TIES):
                self._forget(name, row.network_id, row.city_id)
        else:
            self._forget(BELONGED, row.network_id, row.city_id)
            for name in _BY_NETWORK:
                self.read.pop(name, None)

    def mark(self) -> tuple[int, ...]:
        """Return how much there is now."""
        return tuple(len(each) for each in self._all())

    def back_to(self, mark: tuple[int, ...]) -> None:
        """Forget what came after a mark."""
        if self.read and self.mark() != mark:
            self.read.clear()
        for kept, size in zip(self._all(), mark, strict=True):
            if isinstance(kept, list):
                del kept[size:]
            else:
                while len(kept) > size:
                    kept.popitem()

    def _all(self) -> tuple[list[Any] | dict[Any, Any], ...]:
        return self.journal, self.moved, self.work, self.told, self.last, self.counts
