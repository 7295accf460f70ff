"""Writes operations and events for reading: what is sent, what is answered, how it may be refused, and what comes next."""

import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from api.docs.markup import block, code, element, inline, markdown, table
from api.docs.schemas import anchor, fields, kind, meaning, name_of

Document = Mapping[str, Any]
Part = Mapping[str, Any]
_PROBLEM = 'application/problem+json'


def resolve(document: Document, part: Part) -> Part:
    """Return a part of the document, or what it refers to."""
    found: Any = document
    if '$ref' not in part:
        return part
    for step in part['$ref'].removeprefix('#/').split('/'):
        found = found[step]
    return dict(found)


def operation(document: Document, method: str, path: str, declared: Part) -> str:
    """Return the section of one operation."""
    name = declared['operationId']
    summary, _, rest = declared['description'].partition('\n')
    rest = re.sub(r'\n*Scope: `[^`]+`\.$', '', rest)
    return element(
        'section',
        element('h3', inline(declared['summary'])),
        element('p', element('span', method.upper(), class_=f'method {method}'), ' ', code(path), ' ', element('a', name, href=f'#{name}')),
        _needs(document, declared),
        element('p', inline(summary)) if summary.rstrip('.') != declared['summary'] else '',
        markdown(rest),
        _parameters(document, declared),
        _body(document, declared),
        _answers(document, declared),
        _refusals(document, declared),
        _next(declared),
        id=name,
        class_='operation',
    )


def event(name: str, item: Part) -> str:
    """Return the section of one event."""
    declared = item['post']
    example = declared['requestBody']['content']['application/json']['example']
    return element('section', element('h3', code(name)), element('p', inline(declared['summary'])), _example(example), id=f'event-{name}')


def _needs(document: Document, declared: Part) -> str:
    security = declared.get('security', document['security'])
    if not security:
        return element('p', 'No credentials are needed.', class_='needs')
    scopes = ', '.join(code(scope) for option in security for scope in option.get('client', []))
    return element('p', f'Scope: {scopes}.' if scopes else 'Any valid credentials.', class_='needs')


def _parameters(document: Document, declared: Part) -> str:
    rows = []
    for parameter in (resolve(document, each) for each in declared.get('parameters', [])):
        marked = ' <span class="needed">needed</span>' if parameter.get('required') else ''
        said = {**parameter['schema'], 'description': parameter.get('description', '')}
        rows.append([code(parameter['name']) + marked, escape(parameter['in']), kind(parameter['schema']), meaning(said)])
    return element('h4', 'Parameters') + table(['Name', 'In', 'Type', 'Meaning'], rows) if rows else ''


def _body(document: Document, declared: Part) -> str:
    written = []
    for media_type, content in declared.get('requestBody', {}).get('content', {}).items():
        schema = resolve(document, content['schema'])
        written += [element('h4', 'Body ', code(media_type)), fields(schema, sent=True)]
        written += [_example(content.get('example'), 'Example of a body')]
    return ''.join(written)


def _answers(document: Document, declared: Part) -> str:
    written = []
    for status, response in declared['responses'].items():
        if status >= '400':
            continue
        answer = resolve(document, response)
        headers = [name for name in answer.get('headers', {}) if name in {'ETag', 'Location', 'Link'}]
        said = [element('strong', status), ' ', inline(answer['description'])]
        said += [' Headers: ', ', '.join(code(name) for name in headers), '.'] if headers else []
        for content in answer.get('content', {}).values():
            name = name_of(content.get('schema', {}))
            said += [' ', element('a', escape(name), href=f'#{anchor(name)}')] if name else []
        written.append(element('p', *said))
        written += [_example(content.get('example'), 'Example of an answer') for content in answer.get('content', {}).values()]
    return element('h4', 'Answers') + ''.join(written)


def _refusals(document: Document, declared: Part) -> str:
    rows = []
    for status, response in declared['responses'].items():
        if status >= '400':
            slugs = resolve(document, response).get('content', {}).get(_PROBLEM, {}).get('examples', {})
            listed = ', '.join(element('a', slug, href=f'#problem-{slug}') for slug in slugs)
            rows.append([element('strong', status), listed or inline(resolve(document, response)['description'])])
    return element('h4', 'Problems') + table(['Code', 'Types'], rows) if rows else ''


def _next(declared: Part) -> str:
    names = [name for response in declared['responses'].values() for name in response.get('links', {})]
    if not names:
        return ''
    return element('p', 'Next: ', ', '.join(element('a', name, href=f'#{name}') for name in dict.fromkeys(names)), '.', class_='next')


def _example(value: Any, said: str = 'Example') -> str:
    if value is None:
        return ''
    written = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
    return element('details', element('summary', escape(said)), block(written))
