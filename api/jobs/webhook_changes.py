"""Tells each address of partners of the changes that its owner may see: a delivery for each event that it asked for.

A piece of work holds what moved in one commit, as the change index had it then. It is taken, told and closed in one transaction, so
whoever dies in between has done nothing; and a change is told once to each address.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb
from uuid_utils.compat import uuid7

from api.callers import WHICH_CLIENT, client_caller
from api.permissions import Caller, has_scope
from api.scopes import FEED_SCOPES
from api.visibility import sees
from api.webhook_messages import body_of

MOST_AT_ONCE = 50
_TAKE = """
DELETE FROM outbox WHERE id IN (
  SELECT id FROM outbox WHERE kind = 'webhooks' AND done_at IS NULL AND due_at <= %(now)s
    AND NOT EXISTS (SELECT FROM instance WHERE outbox_paused_at IS NOT NULL)
  ORDER BY due_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED)
RETURNING payload
"""
_HEARING = "SELECT id, network_id, client_id, event_types FROM webhook_endpoints WHERE stage IN ('active', 'paused') ORDER BY id"
_CLIENT = re.sub(r':(id|now)\b', r'%(\1)s', WHICH_CLIENT) + ' AND c.ended_at IS NULL AND c.expires_at > %(now)s'
_WRITE = """
INSERT INTO webhook_deliveries (id, version, endpoint_id, event_type, subject_type, subject_id, seq, body, stage, attempt, due_at,
  created_at)
SELECT w.id, 1, w.endpoint_id, w.event_type, w.subject_type, w.subject_id, w.seq, w.body, 'waiting', 0, %(now)s, %(now)s
FROM jsonb_to_recordset(%(told)s) AS w(id uuid, endpoint_id uuid, event_type text, subject_type text, subject_id uuid,
  seq bigint, body text)
ON CONFLICT (endpoint_id, seq, event_type) DO NOTHING
"""


async def tell(connection: AsyncConnection[Any], now: datetime) -> int:
    """Turn the changes that wait into deliveries; return how many commits they were of."""
    async with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(_TAKE, {'now': now, 'most': MOST_AT_ONCE})
        changes = [row['payload'] for row in await cursor.fetchall()]
        if changes:
            await cursor.execute(_HEARING)
            hearing = [(each, await _owner(connection, each, now)) for each in await cursor.fetchall()]
            told = [
                message for payload in changes for endpoint, owner in hearing if owner for message in messages(payload, endpoint, owner)
            ]
            await cursor.execute(_WRITE, {'told': Jsonb(told), 'now': now})
        return len(changes)


async def _owner(connection: AsyncConnection[Any], endpoint: Mapping[str, Any], now: datetime) -> Caller | None:
    """Return who hears there, with the rights of this moment; None when its access has ended."""
    if endpoint['client_id'] is None:
        own = frozenset({endpoint['network_id']})
        return Caller(kind='office', scopes=None, office_of=own, member_of=own)
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(_CLIENT.encode(), {'id': endpoint['client_id'], 'now': now})
        row = await cursor.fetchone()
    return client_caller(row, frozenset(row['scopes']), 'en') if row else None


def messages(payload: Mapping[str, Any], endpoint: Mapping[str, Any], owner: Caller) -> Iterator[dict[str, Any]]:
    """Yield the deliveries that a commit brings to an address."""
    at = datetime.fromisoformat(payload['at'])
    for moved in payload['moved'] or ():
        for event in _events(moved, payload['events'], owner):
            if endpoint['event_types'] and event not in endpoint['event_types']:
                continue
            subject = {'type': moved['subject_type'], 'id': moved['subject_id']}
            yield {
                'id': str(uuid7()),
                'endpoint_id': str(endpoint['id']),
                'event_type': event,
                'subject_type': moved['subject_type'],
                'subject_id': moved['subject_id'],
                'seq': moved['seq'],
                'body': body_of(event, at, {'subject': subject, 'version': moved['version'], 'seq': moved['seq']}),
            }


def _events(moved: Mapping[str, Any], events: Mapping[str, list[str]], owner: Caller) -> list[str]:
    """Return what a change is to its reader: a change and its events, a tombstone for what it no longer sees, or nothing."""
    kind = moved['subject_type']
    if not has_scope(owner, FEED_SCOPES[kind]):
        return []
    place = [UUID(moved[name]) if moved[name] else None for name in ('network_id', 'city_id', 'working_group_id')]
    sees_now = sees(owner, moved['audience_now'], *place)
    if sees_now and not moved['deleted']:
        return [f'{kind}.changed', *events.get(moved['subject_id'], ())]
    return [f'{kind}.deleted'] if sees_now or sees(owner, moved['audience_before'], *place) else []
