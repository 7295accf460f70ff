"""Takes work from the outbox and closes it: leased, at least once, fenced by attempt.

A worker takes one piece with FOR UPDATE SKIP LOCKED, which counts an attempt and sets a lease; if it dies, the lease runs
out and the next worker takes the piece as the next attempt. Whoever still holds an older attempt can no longer close it,
nor say how far it came. Changes for webhooks are taken by their own sender
(webhook_changes.py). What fails is tried again later and later, for about three days, then given up. While the outbox is
paused, after a restore, nothing is taken but the mails that people wait for to sign in.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

LEASE = timedelta(seconds=60)
DELAYS = tuple(
    timedelta(seconds=seconds) for seconds in (5, 30, 120, 300, 900, 1800, 3600, 7200, 14400, 28800, 43200, 86400, 86400)
)  # fmt: skip
MOST_ATTEMPTS = len(DELAYS) + 1

# People wait for the mail they sign in with; a broadcast to a hundred cities does not stand in its way.
_TAKE = """
UPDATE outbox SET attempt = attempt + 1, lease_until = %(lease)s WHERE id = (
  SELECT id FROM outbox WHERE done_at IS NULL AND due_at <= %(now)s AND (lease_until IS NULL OR lease_until <= %(now)s)
    AND kind <> 'webhooks' AND (kind = 'sign_in_mail' OR NOT EXISTS (SELECT FROM instance WHERE outbox_paused_at IS NOT NULL))
  ORDER BY kind = 'sign_in_mail' DESC, due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, kind, payload, attempt, created_at
"""
_MINE = 'WHERE id = %(id)s AND attempt = %(attempt)s AND done_at IS NULL'


class Fenced(Exception):
    """Somebody else has taken this work meanwhile: stop, and change nothing."""


@dataclass(slots=True)
class Work:
    """One piece of work, as taken. `attempt` counts from 1."""

    id: UUID
    kind: str
    payload: dict[str, Any]
    attempt: int
    created_at: datetime


def take(connection: Connection[Any], now: datetime) -> Work | None:
    """Take the piece that is due longest, sign-in mails first; None when nothing is due."""
    with connection.cursor(row_factory=dict_row) as cursor:
        found = cursor.execute(_TAKE, {'now': now, 'lease': now + LEASE}).fetchone()
    return Work(**found) if found else None


def keep(connection: Connection[Any], work: Work, now: datetime) -> None:
    """Note how far the work came, in its payload, and extend the lease. Raises Fenced."""
    _change(connection, work, 'payload = %(payload)s, lease_until = %(lease)s', payload=Jsonb(work.payload), lease=now + LEASE)


def close(connection: Connection[Any], work: Work, outcome: str, now: datetime) -> None:
    """Close the work, with its outcome. Raises Fenced."""
    _change(connection, work, 'done_at = %(now)s, outcome = %(outcome)s, lease_until = NULL', outcome=outcome, now=now)


def put_off(connection: Connection[Any], work: Work, error: str, now: datetime) -> None:
    """Have the work tried again later. Raises Fenced."""
    delay = DELAYS[min(work.attempt, len(DELAYS)) - 1] * random.uniform(0.9, 1.1)  # noqa: S311 -- spreads retries, guards nothing
    _change(connection, work, 'due_at = %(due)s, lease_until = NULL, last_error = %(error)s', due=now + delay, error=error)


def is_last_attempt(work: Work) -> bool:
    """Say whether the work is given up when this attempt fails."""
    return work.attempt >= MOST_ATTEMPTS


def _change(connection: Connection[Any], work: Work, changes: str, **values: Any) -> None:
    statement = f'UPDATE outbox SET {changes} {_MINE}'  # noqa: S608 -- put together from the constants of this module
    if connection.execute(statement.encode(), {**values, 'id': work.id, 'attempt': work.attempt}).rowcount != 1:
        raise Fenced
