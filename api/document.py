"""Completes the OpenAPI document with what FastAPI cannot derive: problems, credentials, links between operations, examples."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from api.examples import example_of
from api.permissions import PERMISSIONS
from api.problems import ProblemDetails

CREATED = 'x-created'
Operation = dict[str, Any]


def describe(document: dict[str, Any]) -> None:
    """Complete the document in place."""
    components = document.setdefault('components', {})
    problem = ProblemDetails.model_json_schema(ref_template='#/components/schemas/{model}', mode='serialization')
    components['schemas'] |= {**problem.pop('$defs', {}), 'ProblemDetails': problem}
    components['schemas'] = {name: _plain(schema) for name, schema in sorted(components['schemas'].items())}
    components['securitySchemes'] = {
        'client': {
            'type': 'oauth2',
            'description': 'For machines: client credentials give a token of ten minutes.',
            'flows': {'clientCredentials': {'tokenUrl': '/v1/oauth/token', 'scopes': _scopes()}},
        },
        'session': {'type': 'apiKey', 'in': 'cookie', 'name': 'coalition', 'description': 'For people: made by POST /v1/sessions.'},
    }
    document['security'] = [{'client': []}, {'session': []}]
    offered = [(path, method, operation) for path, item in document['paths'].items() for method, operation in item.items()]
    for _, _, operation in offered:
        operation['parameters'] = [_sent(parameter) for parameter in operation.get('parameters', [])]
        if not operation['parameters']:
            del operation['parameters']
    for _, _, operation in offered:
        for code, response in operation['responses'].items():
            if CREATED in response:
                response['links'] = dict(_links(offered, *response.pop(CREATED), tagged='ETag' in response['headers']))
            if code.startswith('2'):
                _illustrate(response, components['schemas'])


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
    return {**parameter, 'schema': schema}


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
        if own.fullmatch(path):
            given = {f'path.{parameter}': new}
            given |= {'header.If-Match': '$response.header.ETag'} if tagged and ('header', 'If-Match') in names else {}
        elif method == 'get' and ('query', by_id) in names and '{' not in path:
            given = {f'query.{by_id}': new}
        elif method == 'get' and path == collection:
            given = {}
        if given is not None:
            yield operation['operationId'], {'operationId': operation['operationId'], **({'parameters': given} if given else {})}


def _illustrate(response: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    for content in response.get('content', {}).values():
        content['example'] = example_of(content['schema'], schemas)
