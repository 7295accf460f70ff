"""Removes what has served its purpose: nothing here is a record of the network."""

from datetime import datetime
from typing import Any

from psycopg import Connection

# What may go: also whom an invitation was for, once it was settled or left open long ago.
# Links are counted for a day against guessing; finished work is looked up for a month.
_GONE = (
    "DELETE FROM sign_in_links WHERE created_at < %(now)s - interval '1 day'",
    "DELETE FROM sign_in_challenges WHERE created_at < %(now)s - interval '1 day'",
    "DELETE FROM sessions WHERE coalesce(ended_at, expires_at) < %(now)s - interval '30 days'",
    "DELETE FROM outbox WHERE done_at < %(now)s - interval '30 days'",
    """UPDATE invitations SET name = NULL, mail = NULL
    WHERE mail IS NOT NULL AND coalesce(answered_at, expires_at) < %(now)s - interval '30 days'""",
    "DELETE FROM idempotency_keys WHERE created_at < %(now)s - interval '7 days'",
    'DELETE FROM security_events WHERE last_at < %(now)s - make_interval(days => %(security_event_days)s)',
)


def tidy(connection: Connection[Any], now: datetime, *, security_event_days: int) -> None:
    """Delete old sign-in links, challenges, sessions, finished work, stored answers and security events.

    It may run at any time, in several workers at once.
    """
    for statement in _GONE:
        connection.execute(statement.encode(), {'now': now, 'security_event_days': security_event_days})
