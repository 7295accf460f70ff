"""Sends each version of a circular to whoever tries it out, as its recipients would read it."""

from typing import Any

from api.jobs import outbox
from api.jobs.job import Job
from api.jobs.mail import Letter
from api.notice_texts import Text, enveloped
from api.sentences import say

_VERSIONS = """
SELECT t.language, t.subject, t.body, n.name AS service, p.name, p.mail, p.language AS own
FROM circular_texts t JOIN networks n ON n.id = t.network_id, people p
WHERE t.circular_id = %(circular_id)s AND NOT t.dropped AND p.id = %(person_id)s AND p.disabled_at IS NULL AND p.mail IS NOT NULL
ORDER BY t.language
"""


def circular_trial(job: Job) -> None:
    """Send one mail for each version that there is now, and close the work; sent again after a failure, they are the same mails."""
    versions = job.rows(_VERSIONS, **{name: job.work.payload[name] for name in ('circular_id', 'person_id')})
    outcomes = [job.sent(_letter(job, version), service=version['service']) for version in versions]
    outbox.close(job.connection, job.work, 'sent' if 'sent' in outcomes else 'refused' if outcomes else 'nobody', job.now())


def _letter(job: Job, version: dict[str, Any]) -> Letter:
    language = version['own']
    said = Text(say(language, 'mail.circular_trial.subject', subject=version['subject']), version['body'])
    text = enveloped(language, said, name=version['name'], service=version['service'], origin=job.settings.public_url)
    return Letter(f'trial-{job.work.id}-{version["language"]}', version['mail'], version['language'], text.subject, text.body)
