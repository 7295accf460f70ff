"""Removes what has served its purpose: nothing here is a record of the network."""

from datetime import datetime
from typing import Any

from psycopg import Connection

from api.audiences import AUDIENCES
from api.settings import Settings

# What may go: also whom an invitation was for, sooner where nobody came: they are not known here and cannot be erased as people are.
# Links are counted for a day against guessing; finished work is looked up for a month.
_GONE = (
    'DELETE FROM sign_in_links WHERE created_at < %(now)s - make_interval(days => %(sign_in_link_days)s)',
    'DELETE FROM sessions WHERE coalesce(ended_at, expires_at) < %(now)s - make_interval(days => %(session_days)s)',
    'DELETE FROM outbox WHERE done_at < %(now)s - make_interval(days => %(outbox_days)s)',
    'DELETE FROM sign_in_challenges WHERE created_at < %(now)s - make_interval(days => %(sign_in_link_days)s)',
    """UPDATE invitations SET name = NULL, mail = NULL WHERE mail IS NOT NULL AND stage = 'accepted'
    AND answered_at < %(now)s - make_interval(days => %(invitation_days)s)""",
    """UPDATE invitations SET name = NULL, mail = NULL WHERE mail IS NOT NULL AND stage <> 'accepted'
    AND coalesce(answered_at, expires_at) < %(now)s - make_interval(days => %(unanswered_invitation_days)s)""",
    # What a stranger wrote goes some days after it was passed on, and at once when they did not confirm it in time.
    "DELETE FROM messages WHERE stage = 'unconfirmed' AND expires_at < %(now)s",
    'DELETE FROM messages WHERE closed_at < %(now)s - make_interval(days => %(message_days)s)',
    """DELETE FROM import_rows USING imports WHERE imports.id = import_rows.import_id
    AND imports.rows_until < %(now)s""",
    'DELETE FROM progress_referrals WHERE created_at < %(now)s - make_interval(days => %(progress_referral_days)s)',
    """DELETE FROM progress_asked_actions USING progress_askings WHERE progress_askings.id = progress_asked_actions.asking_id
    AND progress_askings.created_at < %(now)s - make_interval(days => %(progress_asking_days)s)""",
    'DELETE FROM progress_askings WHERE created_at < %(now)s - make_interval(days => %(progress_asking_days)s)',
    'DELETE FROM idempotency_keys WHERE created_at < %(now)s - make_interval(days => %(idempotency_key_days)s)',
    'DELETE FROM webhook_deliveries WHERE created_at < %(now)s - make_interval(days => %(webhook_days)s)',
    'DELETE FROM mirrored_records WHERE deleted_at < %(now)s - make_interval(days => %(tombstone_days)s)',
    'DELETE FROM security_events WHERE last_at < %(now)s - make_interval(days => %(security_event_days)s)',
)
# The feed forgets who could once see a record, and what was deleted, up to the purge floor. What somebody is just writing waits for
# the next time: a writer that waits for this one never waits for long, and this one never for a writer.
_TOMBSTONES = """
WITH old AS (
  SELECT subject_id, seq, deleted FROM changes
  WHERE occurred_at < %(now)s - make_interval(days => %(tombstone_days)s)
    AND (deleted OR array_position(%(audiences)s::text[], audience_before) < array_position(%(audiences)s::text[], audience_now))
  ORDER BY seq LIMIT %(most)s FOR UPDATE SKIP LOCKED
), deleted AS (
  DELETE FROM changes c USING old WHERE c.subject_id = old.subject_id AND old.deleted
), forgotten AS (
  UPDATE changes c SET audience_before = NULL FROM old WHERE c.subject_id = old.subject_id AND NOT old.deleted
)
UPDATE instance SET purge_floor = greatest(purge_floor, (SELECT max(seq) FROM old)) WHERE EXISTS (SELECT FROM old)
"""
_MOST_TOMBSTONES = 10_000


def tidy(connection: Connection[Any], now: datetime, settings: Settings) -> None:
    """Delete old sign-in links, challenges, sessions, finished work, stored answers, messages, webhooks, rows of files, events, tombstones.

    Of how many days each is old, the settings say. It may run at any time, in several workers at once.
    """
    days = {name: value for name, value in settings if name.endswith('_days')}
    for statement in _GONE:
        connection.execute(statement.encode(), {**days, 'now': now})
    connection.execute(_TOMBSTONES, {**days, 'now': now, 'audiences': list(AUDIENCES), 'most': _MOST_TOMBSTONES})
