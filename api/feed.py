"""Reads the sync feed: index rows after a seq, each with its record's present state as far as the caller sees it.

A caller gets data for what it sees now, a tombstone for what it could see before, nothing otherwise. All of a page is read
in one snapshot, so an item's data and version belong together.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import BigInteger, Connection, Row, and_, bindparam, case, or_, select, text

from api import shown
from api.database import failures_as_problems
from api.models.changes import ChangeRow
from api.models.columns import table
from api.permissions import FEED_SCOPES, Caller, has_scope
from api.problems import Problem
from api.reads import Read
from api.spine import Transaction
from api.visibility import grants, in_audience

MOST_INDEX_ROWS = 5000
READS: dict[str, Read] = {
    'network': shown.NETWORKS,
    'by_laws': shown.BY_LAWS,
    'city': shown.CITIES,
    'organisation': shown.ORGANISATIONS,
    'department': shown.DEPARTMENTS,
    'working_group': shown.WORKING_GROUPS,
    'membership': shown.MEMBERSHIPS,
    'lead': shown.LEADS,
}
_HEAD = text('SELECT c.head_seq, i.feed_id, i.purge_floor FROM change_counter c, instance i')
_index = table(ChangeRow)
_seen_now = in_audience(_index.c.audience_now, _index.c.network_id, _index.c.city_id, _index.c.working_group_id)
_seen_before = in_audience(_index.c.audience_before, _index.c.network_id, _index.c.city_id, _index.c.working_group_id)
_PAGE = (
    select(
        _index.c.seq,
        _index.c.subject_type,
        _index.c.subject_id,
        _index.c.version,
        _index.c.occurred_at,
        case((and_(_seen_now, ~_index.c.deleted), 'data'), (or_(_seen_now, _seen_before), 'tombstone'), else_='nothing').label('shows'),
    )
    .where(_index.c.seq > bindparam('since', type_=BigInteger))
    .order_by(_index.c.seq)
    .limit(bindparam('most'))
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page is asked for."""

    since: int
    feed_id: UUID | None
    limit: int
    subject_type: str | None


def feed_id_for(base: UUID, caller: Caller) -> UUID:
    """Return the feed's id for this caller: other rights see another feed, so a change of rights begins it anew."""
    return uuid5(base, caller.grants)


def page_of(transaction: Transaction, wanted: Wanted) -> str:
    """Return a page as JSON text.

    Raises feed-reset (409) for another feed's id or none, feed-purged (410) below the floor of kept tombstones.
    """
    caller = transaction.caller
    types = _types(caller, wanted.subject_type)
    with failures_as_problems(), transaction.database.snapshot.connect() as connection:
        head, base, floor = connection.execute(_HEAD).one()
        feed_id = feed_id_for(base, caller)
        if wanted.since > 0 and (wanted.feed_id != feed_id or wanted.since > head):
            raise Problem('feed-reset', headers=_ANEW)
        if 0 < wanted.since < floor:
            raise Problem('feed-purged', headers=_ANEW)
        most = min(MOST_INDEX_ROWS, wanted.limit * 2)
        found = connection.execute(_PAGE, {**grants(caller), 'since': wanted.since, 'most': most}).all()
        taken, reached = _taken(found, types, wanted.limit)
        bodies = _bodies(connection, caller, taken)
        connection.rollback()
    has_more = reached < len(found) or len(found) == most
    next_since = found[reached - 1].seq if reached else max(wanted.since, 0)
    items = ','.join(_item(row, bodies.get(row.subject_id)) for row in taken)
    return f'{{"feed_id":"{feed_id}","items":[{items}],"next_since":{next_since},"has_more":{json.dumps(has_more)},"head_seq":{head}}}'


_ANEW = {'Link': '</v1/changes?since=0>; rel="start"'}


def _types(caller: Caller, wanted: str | None) -> set[str]:
    return {name for name, scope in FEED_SCOPES.items() if has_scope(caller, scope) and wanted in {None, name}}


def _taken(found: Any, types: set[str], limit: int) -> tuple[list[Row[Any]], int]:
    """Return what is shown of the index rows, and how many of them were looked at for it."""
    taken: list[Row[Any]] = []
    for looked, row in enumerate(found):
        if len(taken) == limit:
            return taken, looked
        if row.shows != 'nothing' and row.subject_type in types:
            taken.append(row)
    return taken, len(found)


def _bodies(connection: Connection, caller: Caller, taken: list[Row[Any]]) -> dict[UUID, str]:
    wanted: dict[str, list[UUID]] = defaultdict(list)
    for row in taken:
        if row.shows == 'data':
            wanted[row.subject_type].append(row.subject_id)
    bodies: dict[UUID, str] = {}
    for name, ids in wanted.items():
        read = READS[name]
        statement = select(read.columns.c.id, read.json).where(read.columns.c.id == bindparam('ids', type_=shown.IDS).any_())
        bodies.update((record_id, body) for record_id, body in connection.execute(statement, {**grants(caller), 'ids': ids}))
    return bodies


def _item(row: Row[Any], body: str | None) -> str:
    return (
        f'{{"seq":{row.seq},"subject":{{"type":"{row.subject_type}","id":"{row.subject_id}"}},"version":{row.version},'
        f'"occurred_at":"{row.occurred_at.isoformat()}","deleted":{json.dumps(body is None)},"data":{body or "null"}}}'
    )
