"""Says of every answer what surrounds its body: the headers that all carry, and what a code means when it is no refusal."""

import copy
from typing import Any

from api.description.bounds import bound
from api.endings import HEADERS as OF_ENDINGS

Operation = dict[str, Any]
_NUMBER = {'type': 'integer', 'minimum': 0, 'maximum': 604_800, 'format': 'int32'}

_TAG = {'type': 'string', 'maxLength': 200}
HEADERS: dict[str, Any] = {
    'ETag': {'description': 'The version and what else shapes the answer.', 'required': True, 'schema': _TAG},
    'ETag-unless-expanded': {'description': 'The version and what else shapes the answer; absent with `expand`.', 'schema': _TAG},
    'Location': {
        'description': 'Where the record is.',
        'required': True,
        'schema': {'type': 'string', 'format': 'uri-reference', 'maxLength': 2000},
    },
    'Link': {
        'description': 'The next page, with `rel="next"` (RFC 8288); absent on the last one. Equal to `next` in the body.',
        'schema': {'type': 'string', 'maxLength': 2000},
    },
    'RateLimit': {
        'description': 'What is left of the present window: `"<policy>";r=<requests left>;t=<seconds until it begins anew>`.',
        'required': True,
        'schema': {'type': 'string', 'maxLength': 200},
        'example': '"caller";r=1187;t=42',
    },
    'RateLimit-Policy': {
        'description': 'How many requests a caller has per window: `"<policy>";q=<requests>;w=<seconds>`.',
        'required': True,
        'schema': {'type': 'string', 'maxLength': 200},
        'example': '"caller";q=1200;w=60',
    },
    'Retry-After': {'description': 'After how many seconds to try again.', 'schema': _NUMBER},
    'Access-Control-Allow-Origin': {
        'description': 'Whether pages of other sites may read the answer: `*` on what the public section shows, absent everywhere else.',
        'schema': {'type': 'string', 'enum': ['*'], 'maxLength': 1},
    },
    'X-Request-Id': {
        'description': 'The number of the request, also in problems and in the log. One that you send is kept.',
        'required': True,
        'schema': {'type': 'string', 'maxLength': 100},
    },
}
_EVERYWHERE = ('X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Access-Control-Allow-Origin')
_AS_FASTAPI_SAYS = {'Successful Response', 'Bad Request', 'Unauthorized'}
_WAITING = {'429', '503'}


def complete(method: str, operation: Operation) -> None:
    """Say what each answer of an operation is, and which headers it carries, in place."""
    for code, response in operation['responses'].items():
        if response['description'] in _AS_FASTAPI_SAYS:
            response['description'] = _meaning(method, code)
        names = [*response.get('headers', {}), *_EVERYWHERE, *(['Retry-After'] if code in _WAITING else [])]
        if method == 'get' and code == '200' and _takes('after', operation):
            names.insert(0, 'Link')
        own = response.get('headers', {}) | (copy.deepcopy(OF_ENDINGS) if operation.get('deprecated') else {})
        names += [name for name in own if name not in names]
        for name in set(own) - set(HEADERS):
            bound(own[name]['schema'])
        response['headers'] = {name: _header(name, operation) if name in HEADERS else own[name] for name in names}


def _header(name: str, operation: Operation) -> dict[str, str]:
    declared = 'ETag-unless-expanded' if name == 'ETag' and _takes('expand', operation) else name
    return {'$ref': f'#/components/headers/{declared}'}


def _takes(name: str, operation: Operation) -> bool:
    return any(parameter['name'] == name for parameter in operation.get('parameters', []))


def _meaning(method: str, code: str) -> str:
    if code == '201':
        return 'Made: the new record.'
    if code == '202':
        return 'Tried out: what it would do.'
    if code == '204':
        return 'Done; there is nothing to say.'
    if code >= '400':
        return 'Refused, in the words of the standard that this operation follows.'
    return 'What was asked for.' if method == 'get' else 'Done: what is true now.'
