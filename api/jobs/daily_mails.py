"""Sends each person who wants it one mail a day with the notices that have waited: as of today's record, to whoever is still meant.

Which notices a mail brings is settled at its first attempt, so that a repeated one is the same mail. A notice is closed when nobody's
daily mail is to bring it any more.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from psycopg import Connection
from psycopg.types.json import Jsonb

from api.jobs import outbox
from api.jobs.job import Job
from api.jobs.mail import Letter
from api.jobs.notices import recipients_of
from api.notice_texts import FACTS, daily_text, enveloped, text_of
from api.rules.daily_mails import morning_before

# Not for whom a daily mail is on its way already: two of them would bring the same.
_PEOPLE = """
SELECT w.person_id, w.network_id, n.time_zone, min(w.since) AS since FROM waiting_notices w JOIN networks n ON n.id = w.network_id
WHERE NOT EXISTS (SELECT FROM outbox o WHERE o.kind = 'daily_mail' AND o.done_at IS NULL
  AND o.payload ->> 'person_id' = w.person_id::text AND o.payload ->> 'network_id' = w.network_id::text)
GROUP BY w.person_id, w.network_id, n.time_zone
"""
# The id is made of the person, the network and the day, so that there is one a day, however many workers look.
_POST = """
INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt) VALUES (%(id)s, 'daily_mail', %(payload)s, %(now)s, %(now)s, 0)
ON CONFLICT DO NOTHING
"""
_WAITING = 'SELECT notice_id FROM waiting_notices WHERE person_id = %(person_id)s AND network_id = %(network_id)s ORDER BY notice_id'
_GONE = 'DELETE FROM waiting_notices WHERE person_id = %(person_id)s AND notice_id = ANY(%(ids)s)'
_BROUGHT = "UPDATE notices SET reason = 'daily_rest' WHERE id = ANY(%(ids)s) AND stage IN ('held', 'queued')"
# A notice that is still being sent to others is closed by that work.
_CLOSE = """
UPDATE notices n SET stage = CASE n.reason WHEN 'daily_rest' THEN 'sent' ELSE 'not_sent' END,
  reason = CASE n.reason WHEN 'daily_rest' THEN NULL ELSE %(reason)s END, closed_at = %(now)s
WHERE n.stage = 'queued' AND n.reason IN ('daily', 'daily_rest') AND (%(ids)s::uuid[] IS NULL OR n.id = ANY(%(ids)s))
  AND NOT EXISTS (SELECT FROM waiting_notices w WHERE w.notice_id = n.id)
  AND NOT EXISTS (SELECT FROM outbox o WHERE o.kind = 'notice' AND o.done_at IS NULL AND o.payload ->> 'notice_id' = n.id::text)
"""
LEFT = 'left_meanwhile'


def queue(connection: Connection[Any], now: datetime) -> None:
    """Queue the daily mails that are due; run again, or in several workers at once, it queues none a second time that day."""
    # Whom an erasure has taken away waits for nothing.
    connection.execute(_CLOSE, {'ids': None, 'reason': LEFT, 'now': now})
    for person_id, network_id, time_zone, since in connection.execute(_PEOPLE).fetchall():
        morning = morning_before(now, ZoneInfo(time_zone))
        if since < morning:
            payload = Jsonb({'person_id': str(person_id), 'network_id': str(network_id)})
            work_id = uuid5(UUID(str(person_id)), f'daily mail {network_id} {morning.isoformat()}')
            connection.execute(_POST, {'id': work_id, 'payload': payload, 'now': now})


def daily_mail(job: Job) -> None:
    """Send one person everything that waits for them and still concerns them, and say of the rest why it was left out."""
    payload = job.work.payload
    if 'notices' not in payload:
        payload['notices'] = [str(row['notice_id']) for row in job.rows(_WAITING, **payload)]
        outbox.keep(job.connection, job.work, job.now())
    brought, left = [], dict[UUID, str]()
    for facts, person, reason in _looked_at(job, payload['notices'], UUID(payload['person_id'])):
        if reason or person is None:
            left[facts['id']] = reason or LEFT
        else:
            brought.append((facts, person))
    outcome = job.sent(_letter(job, brought), service=brought[0][0]['network']) if brought else 'nobody'
    if outcome == 'refused':
        left |= {facts['id']: 'mail_refused' for facts, _ in brought}
    _settle(job, outcome, [facts['id'] for facts, _ in brought] if outcome == 'sent' else [], left)


def _looked_at(job: Job, ids: Iterable[str], person_id: UUID) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None, str | None]]:
    """Yield each notice that still waits, with the person as its reader, or why it is not brought."""
    waiting = {
        str(row['notice_id']) for row in job.rows(_WAITING, **{name: job.work.payload[name] for name in ('person_id', 'network_id')})
    }
    for facts in sorted(job.rows(FACTS, ids=[UUID(each) for each in ids if each in waiting]), key=lambda each: str(each['id'])):
        reader = next((each for each in recipients_of(job, facts) if each['id'] == person_id), None)
        yield facts, reader, None if facts['network_stage'] == 'live' else 'network_in_preparation'


def _letter(job: Job, brought: list[tuple[dict[str, Any], dict[str, Any]]]) -> Letter:
    origin, relay = job.settings.public_url, job.settings.mail_from
    facts, person = brought[0]
    language, service = person['language'], facts['network']
    texts = [text_of(language, each, origin=origin, relay=relay) for each, _ in brought]
    text = enveloped(
        language, daily_text(language, texts, network=service, origin=origin), name=person['name'], service=service, origin=origin
    )
    return Letter(f'daily-{job.work.id}', person['mail'], language, text.subject, text.body)


def daily_mail_given_up(job: Job) -> None:
    """Close what could not be delivered for days."""
    ids = [UUID(each) for each in job.work.payload.get('notices', ())]
    _settle(job, 'given_up', [], dict.fromkeys(ids, 'mail_failed'))


def _settle(job: Job, outcome: str, brought: list[UUID], left: dict[UUID, str]) -> None:
    """Close the work and, where nobody else waits for them, the notices, in one transaction, if the work is still this attempt's."""
    now, person_id = job.now(), job.work.payload['person_id']
    with job.connection.transaction():
        outbox.close(job.connection, job.work, outcome, now)
        job.connection.execute(_BROUGHT, {'ids': brought})
        job.connection.execute(_GONE, {'person_id': person_id, 'ids': [*brought, *left]})
        job.connection.execute(_CLOSE, {'ids': brought, 'reason': None, 'now': now})
        for reason in sorted(set(left.values())):
            ids = [notice_id for notice_id, why in left.items() if why == reason]
            job.connection.execute(_CLOSE, {'ids': ids, 'reason': reason, 'now': now})
