"""Sends the mail to sign in with. Its link and code come into being here; the outbox held only which request they are for."""

from datetime import timedelta
from typing import Any

from api.hashes import hashed, hashed_code, sign_in_code, sign_in_token
from api.jobs import outbox
from api.jobs.job import Job
from api.jobs.mail import SIGN_IN, Letter
from api.sentences import say

LIFE_MINUTES = 15
# Whoever asked an hour ago has given up or asked again; a link that arrives then only startles.
TOO_LATE = timedelta(hours=1)

_ASKED = """
SELECT k.id, k.created_at, p.name, p.mail, p.language, n.name AS service
FROM sign_in_links k JOIN people p ON p.id = k.person_id JOIN networks n ON n.id = p.network_id
WHERE k.id = %(link_id)s AND k.used_at IS NULL AND p.disabled_at IS NULL AND p.mail IS NOT NULL
"""
_MINT = """
UPDATE sign_in_links SET token_hash = %(token)s, code_hash = %(code)s, expires_at = %(expires)s WHERE id = %(id)s AND used_at IS NULL
"""


def sign_in_mail(job: Job) -> None:
    """Mint link and code, then send them; the fifteen minutes begin now. Nothing goes out for an address nobody is known by.

    The hashes are stored before the mail leaves, under the lease: a link that arrives always works. A repeated attempt
    writes the same mail again.
    """
    found = job.rows(_ASKED, link_id=job.work.payload['link_id'])
    if not found:
        outbox.close(job.connection, job.work, 'nobody', job.now())
    elif found[0]['created_at'] < job.now() - TOO_LATE:
        outbox.close(job.connection, job.work, 'too_late', job.now())
    else:
        _mint_and_send(job, found[0])


def _mint_and_send(job: Job, asked: dict[str, Any]) -> None:
    key, link_id = job.settings.signing_key, asked['id']
    token, code = sign_in_token(key, link_id), sign_in_code(key, link_id)
    with job.connection.transaction():
        outbox.keep(job.connection, job.work, job.now())
        expires = job.now() + timedelta(minutes=LIFE_MINUTES)
        job.connection.execute(_MINT, {'id': link_id, 'token': hashed(token), 'code': hashed_code(link_id, code), 'expires': expires})
    outbox.close(job.connection, job.work, job.sent(_letter(job, asked, token=token, code=code), service=asked['service']), job.now())


def _letter(job: Job, asked: dict[str, Any], *, token: str, code: str) -> Letter:
    language, origin = asked['language'], job.settings.public_url
    words = {'service': asked['service'], 'origin': origin}
    link = f'{origin}/sign-in#token={token}'
    parts = (
        say(language, 'mail.greeting', name=asked['name']),
        say(language, 'mail.sign_in.text', link=link, code=code, minutes=LIFE_MINUTES),
        f'-- \n{say(language, "mail.footer", **words)}\n',
    )
    subject = say(language, 'mail.sign_in.subject', **words)
    return Letter(f'{SIGN_IN}{asked["id"]}', asked['mail'], language, subject, '\n\n'.join(parts))
