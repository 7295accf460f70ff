"""Sends notices when they are due, each in its reader's language, as of today's record.

They are for the coordinators of a city, for the contacts of an organisation, for the office or the board, or, where they bring a circular
or remind, for a person. What is told to the lead city about its group is for its lead contact, too. Those about meetings bring them for
the calendar, each in a mail of its own. Whoever wants one mail a day gets in it what need not be acted upon at once.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from uuid_utils.compat import uuid7

from api import calendars
from api.jobs import outbox
from api.jobs.job import Job
from api.jobs.mail import Letter
from api.notice_texts import FACTS, is_left, mail_text, meetings_of, one_by_one, why_not_remind_now
from api.rules.daily_mails import waits

# A notice to one person: whoever has lost the role, or may no longer sign in, is not written to, however long the mail has waited. The lead
# contact whose city has gone is, on that day: their calendar has the meetings as well.
_RECIPIENTS = """
SELECT DISTINCT p.id, p.name, p.mail, p.language, p.notice_delivery FROM roles r JOIN people p ON p.id = r.person_id
WHERE r.network_id = %(network_id)s AND (r.end_date IS NULL OR r.role = 'lead_contact' AND r.end_date >= %(left_on)s::date)
  AND p.disabled_at IS NULL AND p.mail IS NOT NULL
  AND CASE WHEN %(person_id)s::uuid IS NOT NULL THEN p.id = %(person_id)s AND (%(role)s::text IS NULL OR r.role = %(role)s)
           WHEN %(organisation_id)s::uuid IS NOT NULL THEN r.organisation_id = %(organisation_id)s AND r.role = 'organisation_contact'
           WHEN %(city_id)s::uuid IS NULL THEN r.role = ANY(%(roles)s)
           ELSE r.city_id = %(city_id)s AND (r.role = 'coordinator' OR r.role = 'lead_contact' AND r.working_group_id = %(group_id)s) END
ORDER BY p.id
"""
_CLOSE = """
UPDATE notices SET stage = %(stage)s, reason = %(reason)s, closed_at = %(now)s WHERE id = %(id)s AND stage IN ('held', 'queued')
"""
_WAIT = """
INSERT INTO waiting_notices (id, network_id, notice_id, person_id, since)
VALUES (%(id)s, %(network_id)s, %(notice_id)s, %(person_id)s, %(now)s) ON CONFLICT DO NOTHING
"""
# It waits for daily mails: `daily_rest` where somebody has it already.
_PARK = """
UPDATE notices SET stage = 'queued', reason = %(reason)s WHERE id = %(id)s AND stage IN ('held', 'queued')
  AND EXISTS (SELECT FROM waiting_notices w WHERE w.notice_id = %(id)s)
"""


# Whom a notice is for that names neither city, organisation nor person.
_ROLES = {'funding_to_decide': ['board_member']}
_OFFICE = ['office_admin', 'office_staff']


def notice(job: Job) -> None:
    """Send one notice, one mail for each recipient, and close it as sent or as not sent with the reason."""
    found = job.rows(FACTS, ids=[job.work.payload['notice_id']])
    if not found or found[0]['stage'] in {'sent', 'not_sent'}:
        outbox.close(job.connection, job.work, 'closed_before', job.now())
    elif found[0]['network_stage'] != 'live':
        _close(job, 'network_in_preparation')
    elif found[0]['is_overtaken']:
        _close(job, 'overtaken')
    elif found[0]['kind'] == 'reminder' and (reason := why_not_remind_now(found[0])):
        _close(job, reason)
    else:
        _send_all(job, found[0])


def recipients_of(job: Job, facts: dict[str, Any]) -> list[dict[str, Any]]:
    """Return whom a notice is for at this moment: id, name, mail, language and how they want notices."""
    left_on = facts['created_at'] if is_left(facts['kind']) else None
    whose = {name: facts[name] for name in ('network_id', 'city_id', 'organisation_id', 'person_id')}
    role = facts['parameters']['role'] if facts['kind'] == 'circular' else None
    return job.rows(
        _RECIPIENTS, **whose, group_id=facts['working_group_id'], left_on=left_on, role=role, roles=_ROLES.get(facts['kind'], _OFFICE)
    )


def _send_all(job: Job, facts: dict[str, Any]) -> None:
    recipients, done = recipients_of(job, facts), job.work.payload.get('done', {})
    waiting = [each for each in recipients if waits(facts['kind'], each['notice_delivery']) and str(each['id']) not in done]
    for person in waiting:
        values = {'network_id': facts['network_id'], 'notice_id': facts['id'], 'person_id': person['id'], 'now': job.now()}
        job.connection.execute(_WAIT, {**values, 'id': uuid7()})
    at_once = [each for each in recipients if each not in waiting]
    outcomes = job.write_all(_letters(job, facts, at_once), service=facts['network'])
    _close(job, None if 'sent' in outcomes else 'mail_refused' if outcomes else 'no_recipient')


def _letters(job: Job, facts: dict[str, Any], people: list[dict[str, Any]]) -> Iterator[tuple[str, Callable[[], Letter]]]:
    """Yield every letter of a notice by its name: one to each person, about several meetings one for each."""
    parts = one_by_one(facts)
    for person in people:
        for number, part in enumerate(parts):
            name = f'{person["id"]}-{number}' if len(parts) > 1 else str(person['id'])
            yield name, partial(_letter, job, part, person, name)


def _letter(job: Job, facts: dict[str, Any], person: dict[str, Any], name: str) -> Letter:
    origin, relay = job.settings.public_url, job.settings.mail_from
    text = mail_text(person['language'], facts, name=person['name'], origin=origin, relay=relay)
    key, thread, calendar = f'notice-{facts["id"]}-{name}', None, None
    if meetings := meetings_of(facts):
        thread = f'notice-{facts["id"]}'
        message = calendars.Message((facts['network'], relay), (person['name'], person['mail']), origin, facts['created_at'])
        calendar = calendars.invitation(meetings[0], message)
    return Letter(key, person['mail'], person['language'], text.subject, text.body, calendar=calendar, thread=thread)


def notice_given_up(job: Job) -> None:
    """Close a notice that could not be sent for days; what went out to some of its recipients went out."""
    _close(job, None if 'sent' in job.work.payload.get('done', {}).values() else 'mail_failed')


def _close(job: Job, reason: str | None) -> None:
    """Close the notice and its work in one transaction, if the work is still this attempt's; what waits for a daily mail stays open."""
    values = {'id': job.work.payload['notice_id'], 'stage': 'not_sent' if reason else 'sent', 'reason': reason, 'now': job.now()}
    with job.connection.transaction():
        outbox.close(job.connection, job.work, reason or 'sent', job.now())
        if not job.connection.execute(_PARK, {**values, 'reason': 'daily' if reason else 'daily_rest'}).rowcount:
            job.connection.execute(_CLOSE, values)
