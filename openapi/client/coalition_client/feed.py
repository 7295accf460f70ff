"""Follows the sync feed: nothing is lost and nothing doubled, however often the reader is stopped and started again.

A batch is applied by whoever reads; coming back for the next one says that it was. Only then its position is stored. What was applied
and not stored comes again after a stop: items are states, so applying one twice is applying it once.
"""

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from coalition_client import shapes
from coalition_client.client import AsyncClient, Client
from coalition_client.problems import Problem

_ANEW = {'feed-reset', 'feed-purged'}
_A_PAGE, _AT_ONCE, _PAUSE = 1000, 1.0, 5.0


@dataclass(frozen=True, slots=True)
class Position:
    """How far a copy has come."""

    since: int
    feed_id: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Items to be applied in their order: `data` is stored under `subject.id`; where it is None, that record is deleted.

    `starts_anew`: the copy begins with this batch. What it held before is not continued, and what does not come again is to go.
    `is_last`: the copy is now as the service was when it was asked.
    """

    items: list[shapes.Change]
    starts_anew: bool
    is_last: bool


class Store(Protocol):
    """Where the position of a copy is kept, best together with the copy."""

    def load(self) -> Position | None:
        """Return the position; None when there is no copy yet."""

    def save(self, position: Position | None) -> None:
        """Keep the position; None forgets it."""


class FileStore:
    """Keeps the position in a file of its own, which is whole at any moment."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)

    def load(self) -> Position | None:
        """Return the position; None when there is no such file."""
        try:
            return Position(**json.loads(self._path.read_text(encoding='utf-8')))
        except FileNotFoundError:
            return None

    def save(self, position: Position | None) -> None:
        """Keep the position; None removes the file."""
        if position is None:
            self._path.unlink(missing_ok=True)
            return
        beside = self._path.with_name(f'{self._path.name}.new')
        with beside.open('w', encoding='utf-8') as file:
            json.dump({'since': position.since, 'feed_id': position.feed_id}, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)


@dataclass
class _Reader:
    """Where a reader stands, and what it asks for next."""

    store: Store
    starts_anew: bool = False
    position: Position | None = None

    def begin(self) -> None:
        self.position = self.store.load()
        self.starts_anew = self.position is None

    def begin_anew(self, problem: Problem) -> None:
        if problem.type not in _ANEW:
            raise problem
        self.store.save(None)
        self.position, self.starts_anew = None, True

    def batch(self, page: shapes.ChangePage) -> Batch:
        return Batch(page['items'], self.starts_anew, not page['has_more'])

    def went_on(self, page: shapes.ChangePage) -> None:
        self.position = Position(page['next_since'], page['feed_id'])
        self.store.save(self.position)
        self.starts_anew = False


def follow(client: Client, store: Store, *, wait: int = 20, forever: bool = True) -> Iterator[Batch]:
    """Yield batches from where the store says; without `forever` until the copy is up to date. `wait` is in seconds, at most 30."""
    reader = _Reader(store)
    reader.begin()
    while True:
        here, asked = reader.position, time.monotonic()
        try:
            page = client.list_changes(
                since=here.since if here else 0, feed_id=here.feed_id if here else None, limit=_A_PAGE, wait=wait if forever else 0
            )
        except Problem as problem:
            reader.begin_anew(problem)
            continue
        if page['items'] or reader.starts_anew:
            yield reader.batch(page)
        reader.went_on(page)
        if not page['has_more'] and not forever:
            return
        if not page['has_more'] and not page['items'] and time.monotonic() - asked < _AT_ONCE:
            time.sleep(_PAUSE)


async def follow_async(client: AsyncClient, store: Store, *, wait: int = 20, forever: bool = True) -> AsyncIterator[Batch]:
    """Do the same for asyncio."""
    reader = _Reader(store)
    reader.begin()
    while True:
        here, asked = reader.position, time.monotonic()
        try:
            page = await client.list_changes(
                since=here.since if here else 0, feed_id=here.feed_id if here else None, limit=_A_PAGE, wait=wait if forever else 0
            )
        except Problem as problem:
            reader.begin_anew(problem)
            continue
        if page['items'] or reader.starts_anew:
            yield reader.batch(page)
        reader.went_on(page)
        if not page['has_more'] and not forever:
            return
        if not page['has_more'] and not page['items'] and time.monotonic() - asked < _AT_ONCE:
            await asyncio.sleep(_PAUSE)
