"""Sends the mails that ask departments how their actions stand, and tells coordinators of whom somebody named instead.

What they say is the city's alone, so they are no notices, which an office reads.
"""

from typing import Any
from zoneinfo import ZoneInfo

from api.hashes import hashed, progress_token
from api.jobs import outbox
from api.jobs.job import Job
from api.jobs.mail import Letter
from api.sentences import say

_ASKED = """
SELECT k.id, k.sendings, k.expires_at, p.name, p.mail, p.language, n.name AS service, n.time_zone,
  (SELECT array_agg(a.title ORDER BY a.sort_key, a.id) FROM progress_asked_actions s JOIN plan_actions a ON a.id = s.plan_action_id
    JOIN plans l ON l.id = a.plan_id
    WHERE s.asking_id = k.id AND a.responsible_person_id = k.person_id AND l.stage <> 'superseded') AS titles
FROM progress_askings k JOIN people p ON p.id = k.person_id JOIN networks n ON n.id = k.network_id
WHERE k.id = %(id)s AND k.sendings = %(sendings)s AND k.answered_at IS NULL AND p.mail IS NOT NULL AND p.disabled_at IS NULL
  AND k.expires_at > %(now)s AND n.stage = 'live'
"""
_MINT = 'UPDATE progress_askings SET token_hash = %(token)s WHERE id = %(id)s AND sendings = %(sendings)s'
_NAMED = """
SELECT r.id, r.name, a.title, a.network_id, a.city_id, c.slug, p.name AS asked, n.name AS service
FROM progress_referrals r JOIN plan_actions a ON a.id = r.plan_action_id JOIN people p ON p.id = r.asked_id
  JOIN cities c ON c.id = a.city_id JOIN networks n ON n.id = a.network_id WHERE r.id = %(id)s
"""
_COORDINATORS = """
SELECT DISTINCT p.id, p.name, p.mail, p.language FROM roles r JOIN people p ON p.id = r.person_id
WHERE r.network_id = %(network_id)s AND r.city_id = %(city_id)s AND r.role = 'coordinator' AND r.end_date IS NULL
  AND p.disabled_at IS NULL AND p.mail IS NOT NULL ORDER BY p.id
"""


def progress_mail(job: Job) -> None:
    """Mint the link, then send it; nothing goes out for what was answered, or is nobody's any more.

    The hash is stored before the mail leaves, under the lease: a link that arrives always works. A repeated attempt writes the same
    mail again.
    """
    payload = job.work.payload
    found = job.rows(_ASKED, id=payload['asking_id'], sendings=payload['sendings'], now=job.now())
    if not found or not found[0]['titles']:
        outbox.close(job.connection, job.work, 'nobody', job.now())
        return
    asked = found[0]
    token = progress_token(job.settings.signing_key, asked['id'], asked['sendings'])
    with job.connection.transaction():
        outbox.keep(job.connection, job.work, job.now())
        job.connection.execute(_MINT, {'id': asked['id'], 'sendings': asked['sendings'], 'token': hashed(token)})
    outbox.close(job.connection, job.work, job.sent(_letter(job, asked, token), service=asked['service']), job.now())


def _letter(job: Job, asked: dict[str, Any], token: str) -> Letter:
    language, origin, titles = asked['language'], job.settings.public_url, asked['titles']
    words = {'service': asked['service'], 'origin': origin, 'count': len(titles), 'action': titles[0]}
    last_day = asked['expires_at'].astimezone(ZoneInfo(asked['time_zone'])).date().isoformat()
    actions = '\n'.join(f'• {title}' for title in titles)
    parts = (
        say(language, 'mail.greeting', name=asked['name']),
        say(language, 'mail.progress.text', link=f'{origin}/progress#token={token}', date=last_day, actions=actions, **words),
        f'-- \n{say(language, "mail.footer", service=asked["service"], origin=origin)}\n',
    )
    subject = say(language, 'mail.progress.subject', **words)
    return Letter(f'progress-{asked["id"]}-{asked["sendings"]}', asked['mail'], language, subject, '\n\n'.join(parts))


def progress_referral_mail(job: Job) -> None:
    """Tell the city's coordinators whom somebody named who was asked; not when it is settled already."""
    found = job.rows(_NAMED, id=job.work.payload['referral_id'])
    if not found:
        outbox.close(job.connection, job.work, 'nobody', job.now())
        return
    said = found[0]
    people = job.rows(_COORDINATORS, network_id=said['network_id'], city_id=said['city_id'])
    job.write_and_close(people, lambda person: _told(job, said, person), service=said['service'])


def _told(job: Job, said: dict[str, Any], person: dict[str, Any]) -> Letter:
    language, origin = person['language'], job.settings.public_url
    words = {'asked': said['asked'], 'other': said['name'], 'action': said['title']}
    parts = (
        say(language, 'mail.greeting', name=person['name']),
        say(language, 'mail.progress_referral.text', link=f'{origin}/cities/{said["slug"]}/plan/asking', **words),
        f'-- \n{say(language, "mail.footer", service=said["service"], origin=origin)}\n',
    )
    subject = say(language, 'mail.progress_referral.subject', **words)
    return Letter(f'progress-referral-{said["id"]}-{person["id"]}', person['mail'], language, subject, '\n\n'.join(parts))
