"""Sends the mail of an invitation. Its link comes into being here; the database holds only the hash."""

from typing import Any
from zoneinfo import ZoneInfo

from api.hashes import hashed, invitation_token
from api.jobs import outbox
from api.jobs.job import Job
from api.jobs.mail import INVITATION, Letter
from api.sentences import say

_ASKED = """
SELECT i.id, i.sendings, i.name, i.mail, i.language, i.role, i.expires_at, n.name AS service, n.time_zone, p.name AS inviter,
  coalesce(g.title, c.name, o.name, n.name) AS place
FROM invitations i JOIN networks n ON n.id = i.network_id LEFT JOIN people p ON p.id = i.invited_by_id AND p.erased_at IS NULL
  LEFT JOIN cities c ON c.id = i.city_id LEFT JOIN organisations o ON o.id = i.organisation_id
  LEFT JOIN working_groups g ON g.id = i.working_group_id
WHERE i.id = %(id)s AND i.sendings = %(sendings)s AND i.stage = 'open' AND i.mail IS NOT NULL AND i.expires_at > %(now)s
"""
_MINT = "UPDATE invitations SET token_hash = %(token)s WHERE id = %(id)s AND sendings = %(sendings)s AND stage = 'open'"


def invitation_mail(job: Job) -> None:
    """Mint the link, then send it; nothing goes out for what was withdrawn or sent anew meanwhile.

    The hash is stored before the mail leaves, under the lease: a link that arrives always works. A repeated attempt writes the same
    mail again.
    """
    payload = job.work.payload
    found = job.rows(_ASKED, id=payload['invitation_id'], sendings=payload['sendings'], now=job.now())
    if not found:
        outbox.close(job.connection, job.work, 'nobody', job.now())
        return
    asked = found[0]
    token = invitation_token(job.settings.signing_key, asked['id'], asked['sendings'])
    with job.connection.transaction():
        outbox.keep(job.connection, job.work, job.now())
        job.connection.execute(_MINT, {'id': asked['id'], 'sendings': asked['sendings'], 'token': hashed(token)})
    outbox.close(job.connection, job.work, job.sent(_letter(job, asked, token), service=asked['service']), job.now())


def _letter(job: Job, asked: dict[str, Any], token: str) -> Letter:
    language, origin = asked['language'], job.settings.public_url
    words = {'service': asked['service'], 'origin': origin}
    said = {'role': say(language, f'role.{asked["role"]}'), 'place': asked['place'], 'inviter': asked['inviter'] or asked['service']}
    parts = (
        say(language, 'mail.greeting', name=asked['name']),
        say(language, 'mail.invitation.text', link=f'{origin}/invitation#token={token}', date=_last_day(asked), **said, **words),
        f'-- \n{say(language, "mail.footer", **words)}\n',
    )
    subject = say(language, 'mail.invitation.subject', **said, **words)
    return Letter(f'{INVITATION}{asked["id"]}-{asked["sendings"]}', asked['mail'], language, subject, '\n\n'.join(parts))


def _last_day(asked: dict[str, Any]) -> str:
    return str(asked['expires_at'].astimezone(ZoneInfo(asked['time_zone'])).date().isoformat())
