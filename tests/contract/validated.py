"""Checks answers against the OpenAPI document: a client with this hook fails where the service breaks its contract."""

import functools
import json
import re
from typing import Any, NamedTuple, TypeVar

import httpx
import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker

from api.openapi_document import text
from api.sentences import languages, say

DOCUMENT: dict[str, Any] = json.loads(text())
METHODS = ('get', 'put', 'post', 'delete', 'patch')
Client = TypeVar('Client', bound=httpx.Client)


class Operation(NamedTuple):
    """An operation of the document, with the pattern of its addresses."""

    pattern: re.Pattern[str]
    method: str
    path: str
    declared: dict[str, Any]


def resolved(part: Any) -> Any:
    """Return a part of the document, or what it refers to."""
    if not isinstance(part, dict) or '$ref' not in part:
        return part
    found: Any = DOCUMENT
    for step in part['$ref'].removeprefix('#/').split('/'):
        found = found[step]
    return found


def with_answers(declared: dict[str, Any]) -> dict[str, Any]:
    """Return an operation with what its responses and their headers refer to in their place."""
    responses = {code: resolved(response) for code, response in declared['responses'].items()}
    for code, response in responses.items():
        headers = {name: resolved(header) for name, header in response.get('headers', {}).items()}
        responses[code] = {**response, 'headers': headers}
    return {**declared, 'responses': responses}


OPERATIONS = [
    Operation(re.compile(re.sub(r'\{\w+\}', '[^/]+', path)), method.upper(), path, with_answers(item[method]))
    for path, item in DOCUMENT['paths'].items()
    for method in METHODS
    if method in item
]


def operation_of(method: str, path: str) -> Operation | None:
    """Return the documented operation that a request is for; HEAD is its GET without the body."""
    wanted = 'GET' if method == 'HEAD' else method
    return next((each for each in OPERATIONS if each.method == wanted and each.pattern.fullmatch(path)), None)


# The same in Rust, in a hundredth of the time: it says whether there is anything to be said.
_DOCUMENT = jsonschema_rs.Registry([('urn:document', DOCUMENT)], draft=jsonschema_rs.Draft202012)


@functools.cache
def quick(schema: str) -> jsonschema_rs.Draft202012Validator:
    """Return what tells at once whether a value keeps a schema, which is given as JSON text."""
    whole = json.loads(schema.replace('"#/', '"urn:document#/'))
    return jsonschema_rs.Draft202012Validator(whole, registry=_DOCUMENT, validate_formats=True)


@functools.cache
def validator(schema: str) -> Draft202012Validator:
    """Return the validator of a schema, which is given as JSON text."""
    whole = {**json.loads(schema), 'components': DOCUMENT['components']}
    return Draft202012Validator(whole, format_checker=FormatChecker())


def breaches(schema: dict[str, Any], value: Any) -> list[str]:
    """Return in words how a value breaks a schema of the document; empty when it keeps it."""
    written = json.dumps(schema)
    if quick(written).is_valid(value):
        return []
    found = [f'{error.json_path}: {error.message[:300]}' for error in validator(written).iter_errors(value)]
    return found or [f'{error.instance_path}: {error.message[:300]}' for error in quick(written).iter_errors(value)]


def breaches_of(answer: httpx.Response) -> list[str]:
    """Return in words how an answer differs from what the document promises for its operation."""
    operation = operation_of(answer.request.method, answer.request.url.path)
    if operation is None:
        return []
    name, code = operation.declared['operationId'], str(answer.status_code)
    promised = operation.declared['responses'].get(code)
    if promised is None:
        return [f'{name}: {code} is not declared']
    promises = [header for header, declaration in promised['headers'].items() if declaration.get('required')]
    missing = [f'{name} {code}: the header {header} is missing' for header in promises if header not in answer.headers]
    if not answer.content:
        return missing
    media_type = answer.headers['content-type'].partition(';')[0]
    content = promised.get('content', {}).get(media_type)
    if content is None:
        return [*missing, f'{name} {code}: {media_type} is not declared']
    if content['schema'].get('format') == 'binary' or 'contentMediaType' in content['schema']:
        return missing
    return [*missing, *(f'{name} {code}: {breach}' for breach in breaches(content['schema'], answer.json()))]


@functools.cache
def _any_other_fault() -> frozenset[str]:
    return frozenset(say(language, 'validation.other') for language in languages())


def unsaid(answer: httpx.Response) -> list[str]:
    """Return the codes of faults for which a problem has no sentence of their own."""
    if not answer.is_error or not answer.content or 'json' not in answer.headers.get('content-type', ''):
        return []
    return [error['code'] for error in answer.json().get('errors', ()) if error['detail'] in _any_other_fault()]


def validated(client: Client) -> Client:
    """Make a client check every answer it gets against the document, and return it."""

    def check(answer: httpx.Response) -> None:
        answer.read()
        assert breaches_of(answer) == []
        assert unsaid(answer) == [], 'there is no sentence for what is wrong with it'

    client.event_hooks['response'].append(check)
    return client
