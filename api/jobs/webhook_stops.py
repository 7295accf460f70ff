"""Writes to the office, and to whoever made the client, when nothing more is sent to an address: it is gone, or failed for days."""

from typing import Any

from api.jobs import outbox
from api.jobs.client_reminders import RECIPIENTS
from api.jobs.job import Job
from api.jobs.mail import Letter
from api.sentences import say

_ASKED = """
SELECT e.id, e.url, coalesce(c.made_by_id, e.made_by_id) AS made_by_id, e.network_id, n.name AS service, n.stage AS network_stage
FROM webhook_endpoints e JOIN networks n ON n.id = e.network_id LEFT JOIN api_clients c ON c.id = e.client_id
WHERE e.id = %(id)s AND e.stage_reason = %(reason)s
"""


def webhook_endpoint_stopped(job: Job) -> None:
    """Write to them, once each; not when somebody has let the address go on since, or ended it."""
    reason = job.work.payload['reason']
    found = job.rows(_ASKED, id=job.work.payload['endpoint_id'], reason=reason)
    if not found:
        outbox.close(job.connection, job.work, 'goes_on_or_ended', job.now())
    elif found[0]['network_stage'] != 'live':
        outbox.close(job.connection, job.work, 'network_in_preparation', job.now())
    else:
        people = job.rows(RECIPIENTS, network_id=found[0]['network_id'], made_by_id=found[0]['made_by_id'])
        job.write_and_close(people, lambda person: _letter(job, found[0], reason, person), service=found[0]['service'])


def _letter(job: Job, endpoint: dict[str, Any], reason: str, person: dict[str, Any]) -> Letter:
    language, origin, service = person['language'], job.settings.public_url, endpoint['service']
    text = say(language, f'mail.webhook_stopped.{reason}', service=service, address=endpoint['url'], link=f'{origin}/office/clients')
    parts = (
        say(language, 'mail.greeting', name=person['name']),
        text,
        f'-- \n{say(language, "mail.footer", service=service, origin=origin)}\n',
    )
    key = f'webhook-stopped-{endpoint["id"]}-{job.work.id}-{person["id"]}'
    return Letter(key, person['mail'], language, say(language, 'mail.webhook_stopped.subject', service=service), '\n\n'.join(parts))
