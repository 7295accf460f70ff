"""Reminds of the end of a machine's access, 30 and 7 days before: a piece of work for each, once, and a mail to whom it concerns.

The days are those of the network: what falls due is found within an hour after its midnight.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from psycopg import Connection
from psycopg.types.json import Jsonb
from uuid_utils.compat import uuid7

from api.jobs import outbox
from api.jobs.job import Job
from api.jobs.mail import Letter
from api.rules.machines import REMINDED_DAYS_BEFORE
from api.sentences import say

# The row's own lock lets one worker only queue a reminder; fewer days follow more, never the other way round.
_DUE = """
UPDATE api_clients c SET reminded_days = %(days)s FROM networks n
WHERE n.id = c.network_id AND c.ended_at IS NULL AND c.expires_at > %(now)s AND (c.reminded_days IS NULL OR c.reminded_days > %(days)s)
  AND CAST(timezone(n.time_zone, c.expires_at) AS date)
    - CAST(timezone(n.time_zone, CAST(%(now)s AS timestamptz)) AS date) <= %(days)s
RETURNING c.id
"""
_POST = """
INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt) VALUES (%(id)s, 'client_reminder', %(payload)s, %(now)s, %(now)s, 0)
"""
_ASKED = """
SELECT c.id, c.name, c.expires_at, c.network_id, c.made_by_id, n.name AS service, n.time_zone, n.stage AS network_stage
FROM api_clients c JOIN networks n ON n.id = c.network_id
WHERE c.id = %(id)s AND c.ended_at IS NULL AND c.expires_at > %(now)s AND c.reminded_days = %(days)s
"""
# Whoever looks after a client: its network's office, and whoever made it.
RECIPIENTS = """
SELECT DISTINCT p.id, p.name, p.mail, p.language FROM people p
WHERE p.disabled_at IS NULL AND p.mail IS NOT NULL AND (p.id = %(made_by_id)s OR EXISTS (
  SELECT FROM roles r WHERE r.person_id = p.id AND r.network_id = %(network_id)s AND r.role IN ('office_admin', 'office_staff')
    AND r.end_date IS NULL))
ORDER BY p.id
"""


def remind(connection: Connection[Any], now: datetime) -> None:
    """Queue the reminders that have fallen due; run again, or in several workers at once, it queues none a second time.

    A client without a network is the operator's, who has no office to write to.
    """
    for days in sorted(REMINDED_DAYS_BEFORE):
        with connection.transaction():
            for (client_id,) in connection.execute(_DUE, {'days': days, 'now': now}).fetchall():
                payload = Jsonb({'client_id': str(client_id), 'days': days})
                connection.execute(_POST, {'id': uuid7(), 'payload': payload, 'now': now})


def client_reminder(job: Job) -> None:
    """Write to the office and to whoever made the client; not when it was renewed or ended since the reminder was queued."""
    payload = job.work.payload
    found = job.rows(_ASKED, id=payload['client_id'], days=payload['days'], now=job.now())
    if not found:
        outbox.close(job.connection, job.work, 'renewed_or_ended', job.now())
    elif found[0]['network_stage'] != 'live':
        outbox.close(job.connection, job.work, 'network_in_preparation', job.now())
    else:
        _send_all(job, found[0])


def _send_all(job: Job, client: dict[str, Any]) -> None:
    people = job.rows(RECIPIENTS, network_id=client['network_id'], made_by_id=client['made_by_id'])
    job.write_and_close(people, lambda person: _letter(job, client, person), service=client['service'])


def _letter(job: Job, client: dict[str, Any], person: dict[str, Any]) -> Letter:
    language, origin, service = person['language'], job.settings.public_url, client['service']
    zone = ZoneInfo(client['time_zone'])
    ends, today = client['expires_at'].astimezone(zone), job.now().astimezone(zone).date()
    last_day = (ends - timedelta(microseconds=1)).date().isoformat()
    said = {'service': service, 'client': client['name'], 'date': last_day, 'count': (ends.date() - today).days}
    parts = (
        say(language, 'mail.greeting', name=person['name']),
        say(language, 'mail.client_reminder.text', link=f'{origin}/office/clients', **said),
        f'-- \n{say(language, "mail.footer", service=service, origin=origin)}\n',
    )
    key = f'client-reminder-{client["id"]}-{job.work.id}-{person["id"]}'
    return Letter(key, person['mail'], language, say(language, 'mail.client_reminder.subject', **said), '\n\n'.join(parts))
