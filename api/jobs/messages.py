"""Passes messages from outside on: asks the sender first, then writes to whoever the message is for at that moment.

Nobody's address is shown to the sender; theirs stands in Reply-To, as they were told. Where nobody speaks for the group or the city any
more, or no mail of theirs is taken, the office gets it. The outbox holds ids alone.
"""

from typing import Any

from api import relay
from api.hashes import hashed, message_token
from api.jobs import outbox
from api.jobs.job import Job
from api.jobs.mail import CONFIRMATION, Letter
from api.sentences import say

_ASKED = """
SELECT m.id, m.stage, m.name, m.mail, m.text, m.language, m.expires_at, m.network_id, m.working_group_id, m.city_id, n.name AS service,
  coalesce(g.title, c.name, n.name) AS place,
  CASE WHEN g.id IS NOT NULL THEN '/working-groups/' || g.slug WHEN c.id IS NOT NULL THEN '/cities/' || c.slug ELSE '' END AS path
FROM messages m JOIN networks n ON n.id = m.network_id LEFT JOIN working_groups g ON g.id = m.working_group_id
  LEFT JOIN cities c ON c.id = m.city_id
WHERE m.id = %(id)s
"""
_MINT = "UPDATE messages SET token_hash = %(token)s WHERE id = %(id)s AND stage = 'unconfirmed'"
_CLOSE = "UPDATE messages SET stage = %(stage)s, closed_at = %(now)s WHERE id = %(id)s AND stage = 'confirmed'"
_HOLDERS = """
SELECT DISTINCT p.id, p.name, p.mail, p.language FROM roles r JOIN people p ON p.id = r.person_id
WHERE r.end_date IS NULL AND p.disabled_at IS NULL AND p.mail IS NOT NULL AND {these} ORDER BY p.id
"""
# Who speaks for a group, a city, a network, as of now.
_LEAD_CONTACTS = _HOLDERS.format(
    these="""r.role = 'lead_contact' AND r.working_group_id = %(working_group_id)s
  AND r.city_id = (SELECT t.city_id FROM leads t WHERE t.working_group_id = %(working_group_id)s AND t.end_date IS NULL)"""
)
_COORDINATORS = _HOLDERS.format(
    these="""r.role = 'coordinator' AND r.city_id = %(city_id)s AND EXISTS (
  SELECT FROM memberships m WHERE m.city_id = r.city_id AND m.network_id = r.network_id AND m.working_group_id IS NULL
    AND m.stage = 'active' AND m.end_date IS NULL)"""
)
_OFFICE = _HOLDERS.format(these="r.role IN ('office_admin', 'office_staff') AND r.network_id = %(network_id)s")


def message_confirmation_mail(job: Job) -> None:
    """Mint the link and send it to the sender's address. The mail repeats nothing that the stranger wrote: it may go to a third person.

    The hash is stored before the mail leaves, under the lease: a link that arrives always works. A repeated attempt writes the same
    mail again.
    """
    found = job.rows(_ASKED, id=job.work.payload['message_id'])
    if not found or found[0]['stage'] != 'unconfirmed' or found[0]['expires_at'] <= job.now():
        outbox.close(job.connection, job.work, 'nobody', job.now())
        return
    asked = found[0]
    token = message_token(job.settings.signing_key, asked['id'])
    with job.connection.transaction():
        outbox.keep(job.connection, job.work, job.now())
        job.connection.execute(_MINT, {'id': asked['id'], 'token': hashed(token)})
    outbox.close(job.connection, job.work, job.sent(_question(job, asked, token), service=asked['service']), job.now())


def _question(job: Job, asked: dict[str, Any], token: str) -> Letter:
    language, origin = asked['language'], job.settings.public_url
    words = {
        'service': asked['service'],
        'origin': origin,
        'place': asked['place'],
        'hours': int(relay.CONFIRMED_WITHIN.total_seconds() // 3600),
    }
    text = say(language, 'mail.message_confirmation.text', link=f'{origin}/message#token={token}', **words)
    body = f'{text}\n\n-- \n{say(language, "mail.message_confirmation.footer", **words)}\n'
    subject = say(language, 'mail.message_confirmation.subject', **words)
    return Letter(f'{CONFIRMATION}{asked["id"]}', asked['mail'], language, subject, body)


def message(job: Job) -> None:
    """Pass a confirmed message on, one mail for each who gets it, and close it; it is deleted some days later."""
    found = job.rows(_ASKED, id=job.work.payload['message_id'])
    if not found or found[0]['stage'] != 'confirmed':
        outbox.close(job.connection, job.work, 'closed_before', job.now())
        return
    asked = found[0]
    speakers = _LEAD_CONTACTS if asked['working_group_id'] else _COORDINATORS if asked['city_id'] else None
    if not (speakers and _passed_on(job, asked, speakers)) and not _passed_on(job, asked, _OFFICE):
        _close(job, 'not_passed_on')
    else:
        _close(job, 'passed_on')


def _passed_on(job: Job, asked: dict[str, Any], whom: str) -> bool:
    """Write to everybody of `whom`, and say whether anybody got it."""
    people = job.rows(whom, **{name: asked[name] for name in ('network_id', 'working_group_id', 'city_id')})
    outcomes = job.write_to_each(people, lambda person: _letter(job, asked, person, of_office=whom is _OFFICE), service=asked['service'])
    return 'sent' in outcomes


def _letter(job: Job, asked: dict[str, Any], person: dict[str, Any], *, of_office: bool) -> Letter:
    language, origin = person['language'], job.settings.public_url
    instead = of_office and asked['path']
    words = {
        'service': asked['service'], 'origin': origin, 'place': asked['place'], 'link': origin + asked['path'], 'sender': asked['name'],
        'address': asked['mail'], 'relay': job.settings.mail_from, 'days': job.settings.message_days,
    }  # fmt: skip
    parts = (
        say(language, 'mail.greeting', name=person['name']),
        *((say(language, 'mail.message.instead', **words),) if instead else ()),
        say(language, 'mail.message.before', **words),
        asked['text'],
        say(language, 'mail.message.after', **words),
        f'-- \n{say(language, "mail.footer", **words)}\n',
    )
    subject = say(language, 'mail.message.subject', **words)
    return Letter(
        f'message-{asked["id"]}-{person["id"]}', person['mail'], language, subject, '\n\n'.join(parts), (asked['name'], asked['mail'])
    )


def message_given_up(job: Job) -> None:
    """Close a message that could not be passed on for days; what went out to some went out."""
    _close(job, 'passed_on' if 'sent' in job.work.payload.get('done', {}).values() else 'not_passed_on')


def _close(job: Job, stage: str) -> None:
    """Close the message and its work in one transaction, if the work is still this attempt's."""
    with job.connection.transaction():
        outbox.close(job.connection, job.work, stage, job.now())
        job.connection.execute(_CLOSE, {'id': job.work.payload['message_id'], 'stage': stage, 'now': job.now()})
