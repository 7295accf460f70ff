"""Writes what a transaction owes at its commit, in one statement: the journal, the change index with its new seqs, the outbox.

Where anybody hears of changes (webhooks), the outbox gets one piece of work for all that moved, as the index says it at this moment.

The counter gives out seqs and its row lock is held to the commit, so seq order is commit order and a reader of the feed loses nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from api.audiences import AUDIENCES
from api.models.columns import Subject, new_id, table
from api.models.journal import JournalRow
from api.rules.webhooks import events_in

_JOURNAL = ', '.join(column.name for column in table(JournalRow).columns)
_STATEMENT = text(
    """
WITH told AS (
  INSERT INTO journal ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::journal, CAST(:journal AS json))
), moved AS (
  SELECT * FROM json_to_recordset(CAST(:moved AS json)) AS m(n bigint, id uuid, type text, version int, deleted boolean,
    network uuid, city uuid, working_group uuid, audience text)
), counter AS (
  UPDATE change_counter SET head_seq = head_seq + (SELECT count(*) FROM moved) RETURNING head_seq
), indexed AS (
  INSERT INTO changes AS c (subject_id, subject_type, seq, version, occurred_at, deleted, network_id, city_id, working_group_id,
    audience_now)
  SELECT m.id, m.type, counter.head_seq - (SELECT count(*) FROM moved) + m.n, m.version, :now, m.deleted, m.network, m.city,
    m.working_group, m.audience FROM moved m, counter
  ON CONFLICT (subject_id) DO UPDATE SET seq = excluded.seq, version = excluded.version, occurred_at = excluded.occurred_at,
    deleted = excluded.deleted, network_id = excluded.network_id, city_id = excluded.city_id,
    working_group_id = excluded.working_group_id, audience_now = excluded.audience_now,
    audience_before = (CAST(:audiences AS text[]))[least(array_position(CAST(:audiences AS text[]), c.audience_before),
      array_position(CAST(:audiences AS text[]), c.audience_now))]
  RETURNING c.subject_id, c.subject_type, c.seq, c.version, c.deleted, c.network_id, c.city_id, c.working_group_id, c.audience_now,
    c.audience_before
), heard AS (
  INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt)
  SELECT :heard_id, 'webhooks', jsonb_build_object('at', CAST(:now AS timestamptz), 'events', CAST(:events AS jsonb),
    'moved', (SELECT jsonb_agg(to_jsonb(i)) FROM indexed i)), :now, :now, 0
  WHERE EXISTS (SELECT FROM moved) AND EXISTS (SELECT FROM webhook_endpoints WHERE stage IN ('active', 'paused'))
), posted AS (
  INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt)
  SELECT w.id, w.kind, w.payload, :now, w.due_at, 0
  FROM json_to_recordset(CAST(:work AS json)) AS w(id uuid, kind text, payload jsonb, due_at timestamptz)
)
SELECT head_seq FROM counter
""".replace('{columns}', _JOURNAL)
)


@dataclass(slots=True)
class Work:
    """Something to do after the commit."""

    kind: str
    payload: dict[str, Any]
    due_at: datetime


def write(
    session: Session, now: datetime, journal: Sequence[JournalRow], moved: Sequence[tuple[str, Subject]], work: Sequence[Work]
) -> None:
    """Write all of it; `moved` are the subjects that changed, each with its type."""
    owed = {'journal': _told(journal), 'moved': _moves(moved), 'work': _posted(work), 'events': _events(journal)}
    session.execute(_STATEMENT, {'audiences': list(AUDIENCES), 'now': now, 'heard_id': new_id(), **owed})


def _told(entries: Sequence[JournalRow]) -> str:
    return json.dumps([entry.model_dump() for entry in entries], default=str)


def _events(entries: Sequence[JournalRow]) -> str:
    """Return what people would call events, by the id of the record; that each record has changed, the index says."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        for event in events_in(entry.operation, entry.subject_type, entry.changes or {}):
            found.setdefault(str(entry.subject_id), []).append(event)
    return json.dumps(found)


def _moves(moved: Sequence[tuple[str, Subject]]) -> str:
    moves = [
        {
            'n': n,
            'id': row.id,
            'type': kind,
            'version': row.version,
            'deleted': False,
            'network': getattr(row, 'network_id', None),
            'city': getattr(row, 'city_id', None),
            'working_group': getattr(row, 'working_group_id', None),
            'audience': row.audience,
        }
        for n, (kind, row) in enumerate(moved, start=1)
    ]
    return json.dumps(moves, default=str)


def _posted(work: Sequence[Work]) -> str:
    rows = [{'id': new_id(), 'kind': each.kind, 'payload': each.payload, 'due_at': each.due_at.isoformat()} for each in work]
    return json.dumps(rows, default=str)
