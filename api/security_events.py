"""Notes what concerns the safety of an access, beside the journal: who, what, when, and never from where.

An event belongs to the transaction of its act, or is written at once where a refusal leaves none.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from api.database import Database, Prepared
from api.models.columns import new_id
from api.models.security_events import SecurityEventKind

# What anybody can repeat at will is counted by the hour, so that it cannot fill the table.
_COUNTED = {'sign_in_failed', 'sign_in_link_invalid', 'token_refused', 'cross_site_refused', 'passkey_refused', 'identity_refused'}
_NOTE = text("""
INSERT INTO security_events AS e (id, kind, occurred_at, last_at, times, network_id, person_id, client_id)
SELECT :id, :kind, :begun, :now, 1, coalesce((SELECT network_id FROM people WHERE id = CAST(:person AS uuid)),
  (SELECT network_id FROM api_clients WHERE id = CAST(:client AS uuid))), CAST(:person AS uuid), CAST(:client AS uuid)
ON CONFLICT ON CONSTRAINT security_events_once DO UPDATE SET times = e.times + 1, last_at = greatest(e.last_at, excluded.last_at)
""")
_AT_ONCE = Prepared(_NOTE)


def note(
    connection: Connection, kind: SecurityEventKind, now: datetime, *, person_id: UUID | None = None, client_id: UUID | None = None
) -> None:
    """Write an event within a transaction; a failure joins those of its hour."""
    connection.execute(_NOTE, _values(kind, now, person_id, client_id))


def note_at_once(database: Database, kind: SecurityEventKind, now: datetime, *, person_id: UUID) -> None:
    """Write an event by itself, where a refusal leaves no transaction."""
    database.do(_AT_ONCE, _values(kind, now, person_id, None))


def _values(kind: SecurityEventKind, now: datetime, person_id: UUID | None, client_id: UUID | None) -> dict[str, Any]:
    begun = now.replace(minute=0, second=0, microsecond=0) if kind in _COUNTED else now
    return {'id': new_id(), 'kind': kind, 'begun': begun, 'now': now, 'person': person_id, 'client': client_id}
