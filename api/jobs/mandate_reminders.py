"""Reminds of the end of a mandate, 30 and 7 days before: a piece of work for each, once, and a mail to whom it concerns.

The mandate that a city's own client has ends with that client, of which `client_reminders` tells.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid5
from zoneinfo import ZoneInfo

from psycopg import Connection
from psycopg.types.json import Jsonb

from api.jobs import outbox
from api.jobs.job import Job
from api.jobs.mail import Letter
from api.rules.machines import REMINDED_DAYS_BEFORE
from api.sentences import say

_LASTS = 'd.withdrawn_at IS NULL AND c.ended_at IS NULL AND c.city_id IS DISTINCT FROM d.city_id'
_DUE = f"""
SELECT d.id FROM mandates d JOIN networks n ON n.id = d.network_id JOIN api_clients c ON c.id = d.client_id
WHERE {_LASTS} AND d.end_date - CAST(timezone(n.time_zone, CAST(%(now)s AS timestamptz)) AS date) BETWEEN %(above)s + 1 AND %(days)s
"""  # noqa: S608 -- put together from the constants of this module
# The id is made of the mandate and the days, so that no worker queues a reminder a second time.
_POST = """
INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt) VALUES (%(id)s, 'mandate_reminder', %(payload)s, %(now)s, %(now)s, 0)
ON CONFLICT DO NOTHING
"""
_ASKED = f"""
SELECT d.id, d.end_date, d.network_id, d.city_id, d.given_by, d.given_by_id, c.name AS client, t.name AS city, t.slug,
  n.name AS service, n.time_zone, n.stage AS network_stage
FROM mandates d JOIN networks n ON n.id = d.network_id JOIN api_clients c ON c.id = d.client_id JOIN cities t ON t.id = d.city_id
WHERE d.id = %(id)s AND {_LASTS} AND d.end_date > CAST(timezone(n.time_zone, CAST(%(now)s AS timestamptz)) AS date)
"""  # noqa: S608 -- the same
_RECIPIENTS = """
SELECT p.id, p.name, p.mail, p.language, o.is_office FROM people p, LATERAL (SELECT EXISTS (
    SELECT FROM roles r WHERE r.person_id = p.id AND r.network_id = %(network_id)s AND r.end_date IS NULL
      AND r.role IN ('office_admin', 'office_staff')) AS is_office) o
WHERE p.disabled_at IS NULL AND p.mail IS NOT NULL AND (p.id = %(given_by_id)s OR (%(given_by)s = 'office' AND o.is_office) OR EXISTS (
  SELECT FROM roles r WHERE r.person_id = p.id AND r.network_id = %(network_id)s AND r.city_id = %(city_id)s AND r.role = 'coordinator'
    AND r.end_date IS NULL))
ORDER BY p.id
"""


def remind(connection: Connection[Any], now: datetime) -> None:
    """Queue the reminders that have fallen due; run again, or in several workers at once, it queues none a second time."""
    for days, above in zip(REMINDED_DAYS_BEFORE, (*REMINDED_DAYS_BEFORE[1:], 0), strict=True):
        with connection.transaction():
            for (mandate_id,) in connection.execute(_DUE, {'days': days, 'above': above, 'now': now}).fetchall():
                payload = Jsonb({'mandate_id': str(mandate_id), 'days': days})
                connection.execute(_POST, {'id': uuid5(mandate_id, f'reminder {days}'), 'payload': payload, 'now': now})


def mandate_reminder(job: Job) -> None:
    """Write to the city's coordinators and to the side that gave it; not when it was withdrawn or given anew meanwhile."""
    found = job.rows(_ASKED, id=job.work.payload['mandate_id'], now=job.now())
    if not found:
        outbox.close(job.connection, job.work, 'renewed_or_ended', job.now())
    elif found[0]['network_stage'] != 'live':
        outbox.close(job.connection, job.work, 'network_in_preparation', job.now())
    else:
        _send_all(job, found[0])


def _send_all(job: Job, mandate: dict[str, Any]) -> None:
    people = job.rows(_RECIPIENTS, **{name: mandate[name] for name in ('network_id', 'city_id', 'given_by', 'given_by_id')})
    job.write_and_close(people, lambda person: _letter(job, mandate, person), service=mandate['service'])


def _letter(job: Job, mandate: dict[str, Any], person: dict[str, Any]) -> Letter:
    language, origin, service = person['language'], job.settings.public_url, mandate['service']
    today, ends = job.now().astimezone(ZoneInfo(mandate['time_zone'])).date(), mandate['end_date']
    said = {
        'service': service, 'client': mandate['client'], 'city': mandate['city'],
        'date': (ends - timedelta(days=1)).isoformat(), 'count': (ends - today).days,
    }  # fmt: skip
    place = 'office/clients' if person['is_office'] else f'cities/{mandate["slug"]}/people'
    parts = (
        say(language, 'mail.greeting', name=person['name']),
        say(language, 'mail.mandate_reminder.text', link=f'{origin}/{place}', **said),
        f'-- \n{say(language, "mail.footer", service=service, origin=origin)}\n',
    )
    key = f'mandate-reminder-{mandate["id"]}-{job.work.id}-{person["id"]}'
    return Letter(key, person['mail'], language, say(language, 'mail.mandate_reminder.subject', **said), '\n\n'.join(parts))
