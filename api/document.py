"""Completes the OpenAPI document with what FastAPI cannot derive: who offers it, problems, credentials, links, examples, events."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from api.description import answers, refusals, webhooks
from api.description.bounds import bound
from api.examples import example_of, wish_of
from api.models.problem_details import ProblemDetails
from api.permissions import PERMISSIONS
from api.problems import MEDIA_TYPE

CREATED = 'x-created'
Operation = dict[str, Any]
_WORDS = Path(__file__).with_name('description')
INTRODUCTION = (_WORDS / 'introduction.md').read_text(encoding='utf-8').strip()
TAGS: Mapping[str, str] = json.loads((_WORDS / 'tags.json').read_text(encoding='utf-8'))
COMMON: Mapping[str, Mapping[str, str]] = json.loads((_WORDS / 'words.json').read_text(encoding='utf-8'))


def describe(document: dict[str, Any]) -> None:
    """Complete the document in place."""
    components = document.setdefault('components', {})
    problem = ProblemDetails.model_json_schema(ref_template='#/components/schemas/{model}', mode='serialization')
    components['schemas'] |= {**problem.pop('$defs', {}), 'ProblemDetails': problem} | webhooks.SCHEMAS
    components['schemas'] = {name: _plain(schema) for name, schema in sorted(components['schemas'].items())}
    offered = [(path, method, operation) for path, item in document['paths'].items() for method, operation in item.items()]
    for _, _, operation in offered:
        operation['parameters'] = [_sent(parameter) for parameter in operation.get('parameters', [])]
        if not operation['parameters']:
            del operation['parameters']
    for _, method, operation in offered:
        _complete(method, operation, offered)
    document['webhooks'] = webhooks.webhooks()
    _introduce(document, [tag for _, _, operation in offered for tag in operation['tags']])
    for name, schema in components['schemas'].items():
        _explain(schema)
        bound(schema, name)
    for _, _, operation in offered:
        _illustrate(operation, components['schemas'])
    components['parameters'] = webhooks.PARAMETERS
    components['headers'] = answers.HEADERS
    components['examples'] = refusals.examples(
        slug for _, _, operation in offered for response in operation['responses'].values() for slug in refusals.slugs_of(response)
    )
    components['responses'] = refusals.gathered(operation for _, _, operation in offered)
    for header in components['headers'].values():
        bound(header['schema'])
    components['securitySchemes'] = _credentials()
    document['security'] = [{'client': []}, {'session': []}]
    document['x-problem-types'] = refusals.catalogue()


def _introduce(document: dict[str, Any], tags: list[str]) -> None:
    document['info'] |= {
        'summary': 'Cities, working groups, memberships, action items and reports of a network of cities.',
        'description': INTRODUCTION,
        'contact': {'name': 'The office of the network that runs this installation'},
        'license': {'name': 'European Union Public Licence 1.2', 'identifier': 'EUPL-1.2'},
    }
    document['servers'] = [
        {'url': '/', 'description': 'The installation that serves this document, be it for production or a test.', 'x-internal': False}
    ]
    document['tags'] = [{'name': tag, 'description': TAGS.get(tag, '')} for tag in dict.fromkeys([*tags, 'Webhooks'])]


def _credentials() -> dict[str, Any]:
    return {
        'client': {
            'type': 'oauth2',
            'description': (
                'For machines: client credentials give a token of ten minutes, a JWT that is signed and checked as RFC8725 asks. '
                'There is no refresh token (RFC 6749, section 4.4.3): when one has expired, ask for a new one at the same address, '
                'the `refreshUrl`, with id and secret.'
            ),
            'flows': {'clientCredentials': {'tokenUrl': '/v1/oauth/token', 'refreshUrl': '/v1/oauth/token', 'scopes': _scopes()}},
        },
        'session': {'type': 'apiKey', 'in': 'cookie', 'name': 'coalition', 'description': 'For people: made by POST /v1/sessions.'},
    }


def _scopes() -> dict[str, str]:
    scopes = sorted({permission.scope for permission in PERMISSIONS.values() if permission.scope})
    return {
        scope: 'Everything below, within what the client is bound to.' if scope == 'admin' else scope.replace(':', ': ') for scope in scopes
    }


def _plain(schema: Any) -> Any:
    """Return a schema without the titles that repeat its fields' names."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _plain(value) for key, value in schema.items() if key not in {'title', 'properties', 'examples', 'default'}}
    kept |= {key: schema[key] for key in ('examples', 'default') if key in schema}
    if 'properties' in schema:
        kept['properties'] = {name: _plain(value) for name, value in schema['properties'].items()}
    return kept


def _explain(schema: dict[str, Any]) -> None:
    """Describe the fields that have the same meaning wherever they stand, unless they are described already."""
    for name, field in schema.get('properties', {}).items():
        if 'description' not in field and name in COMMON['fields']:
            field['description'] = COMMON['fields'][name]


def _sent(parameter: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter as it can be sent: an address and a header have no null, leaving it out is what is meant."""
    schema = _plain(parameter['schema'])
    options = [option for option in schema.pop('anyOf', []) if option != {'type': 'null'}]
    if len(options) == 1:
        schema |= options[0]
    elif options:
        schema['anyOf'] = options
    if 'description' in schema:
        parameter = {**parameter, 'description': schema.pop('description')}
    bound(schema)
    if schema.get('type') == 'array':
        parameter = {**parameter, 'style': 'form', 'explode': False}
    return {**parameter, 'description': parameter.get('description') or _said_of(parameter), 'schema': schema}


def _said_of(parameter: dict[str, Any]) -> str:
    if parameter['in'] == 'path':
        return f'The id of the {parameter["name"].removesuffix("_id").replace("_", " ")}.'
    return COMMON['parameters'].get(parameter['name'], '')


def _complete(method: str, operation: Operation, offered: list[tuple[str, str, Operation]]) -> None:
    for response in operation['responses'].values():
        if CREATED in response:
            response['links'] = dict(_links(offered, *response.pop(CREATED), tagged='ETag' in response['headers']))
    permission = PERMISSIONS.get(operation['operationId'])
    if permission and permission.scope:
        operation['security'] = [{'client': [permission.scope]}, {'session': []}]
    refusals.complete(operation)
    answers.complete(method, operation)
    for holder in [operation.get('requestBody', {}), *operation['responses'].values()]:
        for content in holder.get('content', {}).values():
            bound(content.get('schema'))


# What a record has at a later stage only: nothing leads there from the answer that made it.
_LATER = {'get_newsletter'}


def _links(
    offered: list[tuple[str, str, Operation]], collection: str, pointer: str, *, tagged: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what can be done next with a new record: read and change it, make its moves, and find it in lists."""
    own = re.compile(re.escape(collection) + r'/\{(\w+)\}(/[\w-]+)?')
    new = f'$response.body#{pointer}'
    parameter = next(found[1] for path, _, _ in offered if (found := own.fullmatch(path)))
    by_id = f'{parameter.removesuffix("_id")}_id'
    for path, method, operation in offered:
        parameters = operation.get('parameters', [])
        names = {(each['in'], each['name']) for each in parameters}
        given: dict[str, str] | None = None
        if own.fullmatch(path) and operation['operationId'] not in _LATER:
            given = {f'path.{parameter}': new}
            given |= {'header.If-Match': '$response.header.ETag'} if tagged and ('header', 'If-Match') in names else {}
        elif method == 'get' and ('query', by_id) in names and '{' not in path:
            given = {f'query.{by_id}': new}
        elif method == 'get' and path == collection:
            given = {}
        if given is not None:
            yield operation['operationId'], {'operationId': operation['operationId'], **({'parameters': given} if given else {})}


def _illustrate(operation: Operation, schemas: Mapping[str, Any]) -> None:
    """Give each body that is sent and each that is answered an example; problems have theirs by type."""
    for content in operation.get('requestBody', {}).get('content', {}).values():
        content.setdefault('example', wish_of(content['schema'], schemas))
    for response in operation['responses'].values():
        for media_type, content in response.get('content', {}).items():
            if media_type != MEDIA_TYPE and 'schema' in content:
                content.setdefault('example', example_of(content['schema'], schemas))
