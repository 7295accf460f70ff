"""Says which messages the service sends to addresses of partners: Standard Webhooks 1.0, thin, one per change."""

from typing import Any

from api.spine import SUBJECT_TYPES
from api.webhook_messages import CHALLENGE

Schema = dict[str, Any]

_AT_LEAST_ONCE = 'Sent after the commit, at least once, in no promised order; `GET /v1/changes` tells the same in order.'
# Beside changed and deleted of every subject: what people would call an event. A closed list, by the subject it is about.
EVENTS: dict[str, str] = {
    'network.launched': 'A network has gone live.',
    'by_laws.adopted': 'A network has new by-laws; `valid_from` of the record says from which day.',
    'working_group.proposed': 'A city has proposed a working group.',
    'working_group.constituted': 'Enough cities of enough countries are in: a working group is official.',
    'working_group.withdrawn': 'A proposal was withdrawn.',
    'working_group.completed': 'A working group has completed its work.',
    'lead.handed_over': 'Another city leads a working group.',
    'membership.started': 'A city or an organisation has joined a network or a working group.',
    'membership.ended': 'A membership has ended.',
    'meeting.scheduled': 'A meeting has a day.',
    'meeting.held': 'A meeting was held and its minutes are recorded.',
    'meeting.cancelled': 'A meeting will not be held.',
    'output.shared': 'A working group has shared something it made.',
    'document.uploaded': 'There is a new document.',
    'funding_request.decided': 'The board has decided on a funding request.',
    'support_request.answered': 'The office has answered a question.',
    'action_item.completed': 'An action item is completed.',
    'progress_update.recorded': 'Progress on an action item was reported.',
    'assembly.closed': 'An assembly is over.',
    'report.submitted': 'A working group has submitted its report.',
    'report.tabled': 'A report lies before the assembly.',
    'report.approved': 'A report was approved.',
    'report.returned': 'A report was returned to its working group.',
    'report.published': 'A report was published.',
    'declaration.made': 'A working group has declared that it continues, or that its work is complete.',
}
SCHEMAS: dict[str, Schema] = {
    'Event': {
        'type': 'object',
        'description': 'Something has happened. It is thin on purpose: read the record itself, with your own scopes.',
        'properties': {
            'type': {'type': 'string', 'maxLength': 100, 'pattern': r'^[a-z_]+\.[a-z_]+$', 'description': 'The type of event. Open list.'},
            'timestamp': {'type': 'string', 'format': 'date-time', 'description': 'When it happened (UTC).'},
            'data': {'$ref': '#/components/schemas/EventData'},
        },
        'required': ['type', 'timestamp', 'data'],
        'additionalProperties': False,
    },
    'EventData': {
        'type': 'object',
        'description': 'Which record an event is about, and where it stands in the feed.',
        'properties': {
            'subject': {'$ref': '#/components/schemas/ChangedSubject'},
            'version': {'type': 'integer', 'minimum': 1, 'maximum': 2_147_483_647, 'description': "The record's version after it."},
            'seq': {'type': 'integer', 'minimum': 1, 'maximum': 9_223_372_036_854_775_807, 'description': 'Its place in the feed.'},
        },
        'required': ['subject', 'version', 'seq'],
        'additionalProperties': False,
    },
}
_WORD = {'type': 'string', 'minLength': 1, 'maxLength': 100, 'description': 'A word that nobody else knows.'}
SCHEMAS |= {
    'Challenge': {
        'type': 'object',
        'description': 'A word to be repeated, before anything else is sent to an address.',
        'properties': {
            'type': {'type': 'string', 'const': CHALLENGE},
            'timestamp': {'type': 'string', 'format': 'date-time', 'description': 'When it was asked (UTC).'},
            'data': {'$ref': '#/components/schemas/ChallengeData'},
        },
        'required': ['type', 'timestamp', 'data'],
        'additionalProperties': False,
    },
    'ChallengeData': {
        'type': 'object',
        'description': 'What is to be repeated, and for which address.',
        'properties': {
            'webhook_endpoint_id': {'type': 'string', 'format': 'uuid', 'description': 'The address.'},
            'challenge': _WORD,
        },
        'required': ['webhook_endpoint_id', 'challenge'],
        'additionalProperties': False,
    },
    'ChallengeAnswer': {
        'type': 'object',
        'description': 'The word, repeated. The word alone as text will do as well.',
        'properties': {'challenge': _WORD},
        'required': ['challenge'],
        'additionalProperties': False,
    },
}
_HEADERS = (
    ('webhook-id', 'The id of the message, the same at every attempt: have you had it before?', {'pattern': '^msg_[0-9a-f-]{36}$'}),
    ('webhook-timestamp', 'When it was sent, in seconds since 1970. Refuse what is older than five minutes.', {'pattern': r'^\d{1,12}$'}),
    (
        'webhook-signature',
        'One or two signatures, separated by a space: `v1,` and the base64 of HMAC-SHA256 over `<id>.<timestamp>.<body>` with your secret.',
        {'pattern': r'^v1,[A-Za-z0-9+/=]{44}( v1,[A-Za-z0-9+/=]{44})?$'},
    ),
)
PARAMETERS: dict[str, Any] = {
    name: {'name': name, 'in': 'header', 'required': True, 'description': said, 'schema': {'type': 'string', 'maxLength': 200, **schema}}
    for name, said, schema in _HEADERS
}


def event_types() -> dict[str, str]:
    """Return every event type that the subjects of this version can have, with a sentence."""
    subjects = sorted(SUBJECT_TYPES.values())
    changed = {f'{subject}.changed': f'A {_words(subject)} was made or has changed.' for subject in subjects}
    deleted = {f'{subject}.deleted': f'A {_words(subject)} is gone, or no longer yours to see.' for subject in subjects}
    return dict(sorted((changed | deleted | {name: said for name, said in EVENTS.items() if name.partition('.')[0] in subjects}).items()))


def webhooks() -> dict[str, Any]:
    """Return the section `webhooks` of the document."""
    return {CHALLENGE: {'post': _challenge()}} | {name: {'post': _message(name, said)} for name, said in event_types().items()}


def _challenge() -> dict[str, Any]:
    said = 'An address was entered, or is to go on: it is asked whether it wants messages.'
    asked = _message(CHALLENGE, said)
    asked['description'] = (
        f'{said} Answer 2xx with `data.challenge` as the whole body, or as `challenge` of a JSON object. Nothing else is sent before.'
    )
    asked['requestBody']['content']['application/json'] = {
        'schema': {'$ref': '#/components/schemas/Challenge'},
        'example': {
            'type': CHALLENGE,
            'timestamp': '2026-03-01T09:30:00Z',
            'data': {
                'webhook_endpoint_id': '0199a5c0-4865-7a52-8be3-437f22f7f05e',
                'challenge': 'q0oRZ4Xk2pV1n8sT3uW6yB9eH5jL7mC0aD2fG4iK6oQ',
            },
        },
    }
    asked['responses']['200'] = {
        'description': 'The word is repeated: messages are wanted here.',
        'content': {
            'application/json': {'schema': {'$ref': '#/components/schemas/ChallengeAnswer'}, 'example': {'challenge': 'q0oRZ4Xk2p'}}
        },
    }
    return asked


def _words(subject: str) -> str:
    return 'version of the by-laws' if subject == 'by_laws' else subject.replace('_', ' ')


def _message(name: str, said: str) -> dict[str, Any]:
    body = {'allOf': [{'$ref': '#/components/schemas/Event'}, {'properties': {'type': {'const': name}}}]}
    return {
        'tags': ['Webhooks'],
        'operationId': f'receive_{name.replace(".", "_")}',
        'summary': said.rstrip('.'),
        'description': f'{said} {_AT_LEAST_ONCE}',
        'security': [],
        'parameters': [{'$ref': f'#/components/parameters/{header}'} for header in PARAMETERS],
        'requestBody': {'required': True, 'content': {'application/json': {'schema': body, 'example': _example(name)}}},
        'responses': {
            '204': {'description': 'Any answer of 2xx within 15 seconds means: received. Redirections count as failures.'},
            '410': {'description': 'Means: send nothing more to this address.'},
            '429': {
                'description': 'Means: later; Retry-After is honoured.',
                'headers': {name: {'$ref': f'#/components/headers/{name}'} for name in ('Retry-After', 'Access-Control-Allow-Origin')},
            },
        },
    }


def _example(name: str) -> dict[str, Any]:
    subject = {'type': name.partition('.')[0], 'id': '0199a5c0-4865-7a52-8be3-437f22f7f05e'}
    return {'type': name, 'timestamp': '2026-03-01T09:30:00Z', 'data': {'subject': subject, 'version': 4, 'seq': 1204}}
