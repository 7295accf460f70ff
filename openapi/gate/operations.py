"""Knows what breaks in a document: operations, parameters, bodies, answers, problems, credentials, events."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from openapi.gate.endings import moved_nearer, offered, still_promised
from openapi.gate.schemas import Break, Documents, breaks, resolve

Part = Mapping[str, Any]
KEEP = 'Keep it; if its time is over, announce that by Deprecation and Sunset and drop it after twelve months.'
PROBLEM = 'application/problem+json'


def broken(old: Part, new: Part, today: date) -> list[Break]:
    """Return everything in which the new document breaks what the old one still promises on that day, in order."""
    documents = Documents(still_promised(old, new, today), new)
    found = {*_operations(documents), *_webhooks(documents), *_problem_types(documents), *_schemas(documents), *_schemes(documents)}
    return sorted(found | set(moved_nearer(old, new)))


def _operations(documents: Documents) -> Iterator[Break]:
    before, after = offered(documents.old), offered(documents.new)
    places = {operation['operationId']: place for place, operation in after.items()}
    for (method, path), old in before.items():
        name, new = old['operationId'], after.get((method, path))
        if new is None:
            elsewhere = places.get(name)
            moved = f' It is at {elsewhere[0].upper()} {elsewhere[1]} now.' if elsewhere else ''
            yield Break(name, f'{method.upper()} {path} is gone.{moved}', KEEP)
            continue
        if new['operationId'] != name:
            yield Break(name, f'it is called {new["operationId"]} now.', 'Keep the operationId: generators name functions after it.')
        yield from _parameters(documents, old, new)
        yield from _body(documents, old, new)
        yield from _answers(documents, old, new)
        yield from _credentials(documents, old, new)


def _parameters(documents: Documents, old: Part, new: Part) -> Iterator[Break]:
    name = old['operationId']
    before, after = _by_place(documents.old, old), _by_place(documents.new, new)
    for (place, parameter), declared in before.items():
        where = f'{name}({parameter})'
        if (place, parameter) not in after:
            yield Break(where, f'the {place} parameter is gone, and whoever sends it is refused.', KEEP)
            continue
        now = after[place, parameter]
        if now.get('required') and not declared.get('required'):
            yield Break(where, f'the {place} parameter must be sent now.', 'Let it be left out, with the former meaning.')
        if (declared.get('style'), declared.get('explode')) != (now.get('style'), now.get('explode')):
            yield Break(where, f'the {place} parameter is written differently now.', 'Keep how it is written.')
        yield from breaks(documents, declared['schema'], now['schema'], where, 'sent')
    for (place, parameter), now in after.items():
        if (place, parameter) not in before and now.get('required'):
            what = f'the {place} parameter is new and must be sent.'
            yield Break(f'{name}({parameter})', what, 'Let it be left out, with the former meaning.')


def _by_place(document: Part, operation: Part) -> dict[tuple[str, str], Part]:
    declared = [resolve(document, parameter) for parameter in operation.get('parameters', [])]
    return {(parameter['in'], parameter['name'].lower()): parameter for parameter in declared}


def _body(documents: Documents, old: Part, new: Part) -> Iterator[Break]:
    where = f'{old["operationId"]}, body'
    before, after = resolve(documents.old, old.get('requestBody', {})), resolve(documents.new, new.get('requestBody', {}))
    if after.get('required') and not before.get('required'):
        yield Break(where, 'a body must be sent now.', 'Let it be left out, with the former meaning.')
    for media_type, content in before.get('content', {}).items():
        if media_type not in after.get('content', {}):
            yield Break(where, f'{media_type} is no longer accepted.', KEEP)
        else:
            yield from breaks(documents, content['schema'], after['content'][media_type]['schema'], where, 'sent')


def _answers(documents: Documents, old: Part, new: Part) -> Iterator[Break]:
    name = old['operationId']
    for code, answer in old['responses'].items():
        where = f'{name}, {code}'
        if code not in new['responses']:
            yield Break(where, 'this answer is gone.', 'Go on answering so: programs tell outcomes apart by their codes.')
            continue
        before, after = resolve(documents.old, answer), resolve(documents.new, new['responses'][code])
        yield from _headers(documents, before, after, where)
        for media_type, content in before.get('content', {}).items():
            now = after.get('content', {}).get(media_type)
            if now is None:
                yield Break(where, f'{media_type} is no longer answered.', KEEP)
                continue
            for slug in sorted(set(content.get('examples', {})) - set(now.get('examples', {})) if media_type == PROBLEM else ()):
                yield Break(where, f'the problem {slug} is gone.', 'Keep it for the case it stands for; problem types may be added.')
            yield from breaks(documents, content.get('schema', {}), now.get('schema', {}), where, 'answered')


def _headers(documents: Documents, before: Part, after: Part, where: str) -> Iterator[Break]:
    for header, declared in before.get('headers', {}).items():
        now = after.get('headers', {}).get(header)
        if now is None:
            yield Break(where, f'the header {header} is gone.', KEEP)
        elif resolve(documents.old, declared).get('required') and not resolve(documents.new, now).get('required'):
            yield Break(where, f'the header {header} can be missing now.', 'Send it always.')


def _credentials(documents: Documents, old: Part, new: Part) -> Iterator[Break]:
    """Compare what each scheme of credentials needs: an operation may ask for less, never for more."""
    name = old['operationId']
    before, after = old.get('security', documents.old.get('security', [])), new.get('security', documents.new.get('security', []))
    if after and not before:
        yield Break(name, 'it needs credentials now.', 'Let everybody go on calling it.')
        return
    for option in before if after else []:
        for scheme, scopes in option.items():
            asked = [set(each[scheme]) for each in after if scheme in each]
            if not asked:
                yield Break(name, f'the credentials “{scheme}” no longer suffice.', 'Go on accepting them.')
            elif not any(needed <= set(scopes) for needed in asked):
                more = ', '.join(sorted(min(asked, key=len) - set(scopes)))
                yield Break(name, f'it needs the scope {more} now.', 'Accept the former scope as well.')


def _webhooks(documents: Documents) -> Iterator[Break]:
    after = documents.new.get('webhooks', {})
    for event, item in documents.old.get('webhooks', {}).items():
        if event not in after:
            yield Break(f'event {event}', 'it is no longer sent.', KEEP)
            continue
        before, now = (
            resolve(document, part['post']['requestBody'])['content']['application/json']['schema']
            for document, part in ((documents.old, item), (documents.new, after[event]))
        )
        yield from breaks(documents, before, now, f'event {event}', 'answered')


def _problem_types(documents: Documents) -> Iterator[Break]:
    after = {problem['slug']: problem for problem in documents.new.get('x-problem-types', [])}
    for problem in documents.old.get('x-problem-types', []):
        slug, now = problem['slug'], after.get(problem['slug'])
        if now is None:
            yield Break(f'problem {slug}', 'it is gone.', 'Keep it: programs know refusals by their type.')
        elif now['status'] != problem['status']:
            yield Break(f'problem {slug}', f'its code was {problem["status"]} and is {now["status"]} now.', 'Keep the code.')


def _schemas(documents: Documents) -> Iterator[Break]:
    for name in sorted(set(documents.old['components']['schemas']) - set(documents.new['components']['schemas'])):
        yield Break(name, 'the schema is gone or has another name.', 'Keep the name: generators name classes after it.')


def _schemes(documents: Documents) -> Iterator[Break]:
    before, after = (document['components'].get('securitySchemes', {}) for document in (documents.old, documents.new))
    for name, scheme in before.items():
        if name not in after:
            yield Break(f'credentials {name}', 'they are gone.', KEEP)
        elif any(scheme.get(key) != after[name].get(key) for key in ('type', 'in', 'name')):
            yield Break(f'credentials {name}', 'they are sent differently now.', 'Keep how they are sent.')
