"""Takes in what another network's feed tells: each page and its position in one transaction, so that a stop loses and doubles nothing."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field
from sqlalchemy import text

from api.models.columns import new_id
from api.models.sync_sources import SyncPositionRow, SyncSourceRow
from api.operations.mirrored_cities import match_cities_of
from api.operations.permit import permit
from api.permissions import Facts
from api.spine import NEVER_IN_FEED, Transaction

_MOST = 2**63 - 1
_MOST_VERSION = 2**31 - 1
PAGE = 1000
# What no feed tells of, people above all, is not taken from one either.
_NEVER = set(NEVER_IN_FEED.values())


class ReceivedSubject(BaseModel):
    """Which record of the other network an item is about."""

    type: str = Field(min_length=1, max_length=100)
    id: UUID


class ReceivedItem(BaseModel):
    """The latest state of one record; `data` is None once it is deleted."""

    subject: ReceivedSubject
    version: int = Field(ge=1, le=_MOST_VERSION)
    deleted: bool
    data: dict[str, Any] | None


class ReceivedPage(BaseModel):
    """A page of another network's feed, of which no more is believed than that it has this form."""

    feed_id: UUID
    items: list[ReceivedItem] = Field(max_length=PAGE)
    next_since: int = Field(ge=0, le=_MOST)
    has_more: bool


class Position(BaseModel):
    """From where a page was read."""

    round: int
    since: int
    feed_id: UUID | None


# What came is written over what was there; a record moves only when something of it has changed.
_APPLY = text(
    """
INSERT INTO mirrored_records AS m (id, version, audience, demonstration, created_at, updated_at, network_id, sync_source_id, subject_type,
  origin_id, origin_version, data, round, match, candidate_ids)
SELECT i.id, 1, 'office', :demonstration, :now, :now, :network, :source, i.type, i.origin, i.version, i.data, :round,
  CASE WHEN i.type = 'city' THEN 'unmatched' END, '[]'
FROM jsonb_to_recordset(CAST(:items AS jsonb)) AS i(id uuid, type text, origin uuid, version int, data jsonb)
ON CONFLICT (sync_source_id, origin_id) DO UPDATE SET round = excluded.round, deleted_at = NULL, data = excluded.data,
  subject_type = excluded.subject_type, origin_version = excluded.origin_version,
  match = CASE WHEN excluded.subject_type = 'city' THEN coalesce(m.match, 'unmatched') END,
  city_id = CASE WHEN excluded.subject_type = 'city' THEN m.city_id END,
  version = m.version + CASE WHEN {changed} THEN 1 ELSE 0 END, updated_at = CASE WHEN {changed} THEN :now ELSE m.updated_at END
""".replace('{changed}', '(m.origin_version, m.data) IS DISTINCT FROM (excluded.origin_version, excluded.data)')
)
_GONE = """
UPDATE mirrored_records SET deleted_at = :now, updated_at = :now, version = version + 1, data = NULL, round = :round,
  candidate_ids = '[]', match = CASE WHEN decision IS NULL AND match IS NOT NULL THEN 'unmatched' ELSE match END,
  city_id = CASE WHEN decision IS NULL THEN NULL ELSE city_id END
WHERE sync_source_id = :source AND deleted_at IS NULL AND {which}
"""
_DELETED = text(_GONE.replace('{which}', 'origin_id = ANY(:ids)'))
_NOT_AGAIN = text(_GONE.replace('{which}', 'round < :round'))


def apply_page(transaction: Transaction, source_id: UUID, asked: Position, page: ReceivedPage) -> Position | None:
    """Take in a page that was read from `asked`, and return from where the next one is read.

    None when the copy is no longer there: another reader was faster, and goes on. The last page of a round that began anew ends what
    has not come again.
    """
    permit(transaction, 'mirror_network', Facts())
    found = _locked(transaction, source_id, asked)
    if found is None:
        return None
    source, position = found
    take_in(transaction, source, position, page.items, match=False)
    position.since, position.feed_id = page.next_since, page.feed_id
    if not page.has_more:
        if not position.complete:
            transaction.session.execute(_NOT_AGAIN, _said(transaction, source, position))
        position.complete, position.equal_at, position.problem = True, transaction.now, None
        transaction.flush()
        match_cities_of(transaction, source)
    return _position(position)


def take_in(
    transaction: Transaction, source: SyncSourceRow, position: SyncPositionRow, told: Sequence[ReceivedItem], *, match: bool = True
) -> None:
    """Write what is told over what was told before, and `match` the cities anew. Whoever calls it has locked the position."""
    told = [item for item in told if item.subject.type not in _NEVER]
    deleted = [item.subject.id for item in told if item.deleted or item.data is None]
    items = [
        {'id': new_id(), 'type': each.subject.type, 'origin': each.subject.id, 'version': each.version, 'data': each.data}
        for each in {item.subject.id: item for item in told}.values()
        if each.subject.id not in deleted
    ]
    said = _said(transaction, source, position)
    if items:
        more = {'network': source.network_id, 'demonstration': transaction.is_demonstration, 'items': json.dumps(items, default=str)}
        transaction.session.execute(_APPLY, {**said, **more})
    if deleted:
        transaction.session.execute(_DELETED, {**said, 'ids': deleted})
    if match:
        match_cities_of(transaction, source)


def _said(transaction: Transaction, source: SyncSourceRow, position: SyncPositionRow) -> dict[str, Any]:
    return {'source': source.id, 'now': transaction.now, 'round': position.round}


def begin_anew(transaction: Transaction, source_id: UUID, asked: Position) -> Position | None:
    """Begin the copy anew, since the feed does not go on from `asked`. What is there stays until it is known what comes again."""
    permit(transaction, 'mirror_network', Facts())
    found = _locked(transaction, source_id, asked)
    if found is None:
        return None
    _, position = found
    position.round, position.since, position.feed_id, position.complete = position.round + 1, 0, None, False
    return _position(position)


def mirror_network(transaction: Transaction, source_id: UUID) -> Position:
    """Note that a copy is read on, and return from where."""
    permit(transaction, 'mirror_network', Facts())
    position = _position_of(transaction, source_id)
    position.began_at = transaction.now
    return _position(position)


def note_problem(transaction: Transaction, source_id: UUID, problem: str) -> None:
    """Remember why a copy could not be read on; the next time that it can, that is forgotten."""
    permit(transaction, 'mirror_network', Facts())
    _position_of(transaction, source_id).problem = problem


def _locked(transaction: Transaction, source_id: UUID, asked: Position) -> tuple[SyncSourceRow, SyncPositionRow] | None:
    source = transaction.find(SyncSourceRow, source_id)
    assert source is not None
    position = _position_of(transaction, source_id)
    return (source, position) if _position(position) == asked else None


def _position_of(transaction: Transaction, source_id: UUID) -> SyncPositionRow:
    position = transaction.session.get(SyncPositionRow, source_id, with_for_update=True)
    assert position is not None
    return position


def _position(row: SyncPositionRow) -> Position:
    return Position(round=row.round, since=row.since, feed_id=row.feed_id)
