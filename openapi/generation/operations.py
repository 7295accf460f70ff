"""Says what the contract's operations are in Python: a method each, for a client that waits and for one that does not.

A list has a second method beside it that goes through all its pages (`each_city` beside `list_cities`); what can be tried out has
one that only says what it would do.
"""

import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from openapi.generation.shapes import docstring, python_type

HEAD = '''"""The operations of the contract, as `openapi.json` has them{kind}. Generated: `make fix` writes this file anew."""

from collections.abc import {iterator}, Sequence
from typing import Any, Literal

from coalition_client import shapes
from coalition_client.calls import Call, {base}, path_of


class {name}({base}):
    """A method for each operation, named as its operationId."""
'''
_METHODS = ('get', 'post', 'put', 'patch', 'delete')
# What the client does by itself: it gets its tokens, and goes through pages.
_BY_ITSELF, _PAGING = {'create_token'}, {'limit', 'after'}
_JSON = 'application/json'
# Where a table is taken as well, a program sends JSON.
_TABLE = 'text/csv'
_CHOSEN = {'If-None-Match', 'Prefer'}


@dataclass(frozen=True)
class Flavour:
    """How the two kinds of methods differ."""

    name: str
    base: str
    kind: str
    define: str
    wait: str
    iterator: str


SYNC = Flavour('Operations', 'Sender', '', 'def', '', 'Iterator')
ASYNC = Flavour('AsyncOperations', 'AsyncSender', ', to be awaited', 'async def', 'await ', 'AsyncIterator')


@dataclass
class Method:
    """One operation's method, in parts."""

    name: str
    verb: str
    path: str
    answer: str
    said: str
    places: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    query: dict[str, str] = field(default_factory=dict)
    item: str = ''
    tries_out: str = ''


def module(document: Mapping[str, Any], flavour: Flavour) -> str:
    """Return the module of all operations, in the order of their names."""
    schemas = document['components']['schemas']
    operations = sorted(
        (operation['operationId'], verb, path, operation)
        for path, item in document['paths'].items()
        for verb, operation in item.items()
        if verb in _METHODS and operation['operationId'] not in _BY_ITSELF
    )
    head = HEAD.format(**vars(flavour))
    return head + ''.join(text for _, *one in operations for text in _texts(_method(document, schemas, *one), flavour))


def _method(document: Mapping[str, Any], schemas: Mapping[str, Any], verb: str, path: str, operation: Mapping[str, Any]) -> Method:
    answers = {code: _resolved(document, each) for code, each in operation['responses'].items() if code.startswith('2')}
    parameters = [_resolved(document, each) for each in operation.get('parameters', ())]
    names = {each['name'] for each in parameters}
    tries_out = 'dry_run' in names
    code = next(each for each in answers if each != '202' or not tries_out)
    content = answers[code].get('content', {})
    answer = _shapes(python_type(content[_JSON]['schema'])) if _JSON in content else 'bytes' if content else 'None'
    tried = ('shapes.DryRun' if '202' in answers else answer) if tries_out else ''
    made = Method(operation['operationId'], verb.upper(), path, answer, operation['description'], tries_out=tried)
    if answer.startswith('shapes.') and answer.endswith('Page') and 'after' in names:
        made.item = _shapes(python_type(schemas[answer.removeprefix('shapes.')]['properties']['items']['items']))
    for parameter in parameters:
        _take(made, parameter)
    _take_body(made, operation.get('requestBody', {}))
    return made


def _take(made: Method, parameter: Mapping[str, Any]) -> None:
    name, place = parameter['name'], parameter['in']
    python = _safe(name)
    if place == 'path':
        made.places.append(f'{python}: {_shapes(python_type(parameter["schema"], sent=True))}')
        made.path = made.path.replace(f'{{{name}}}', f'{{{python}}}')
    elif place == 'query' and name != 'dry_run':
        kind = _shapes(python_type(parameter['schema'], sent=True)).replace('list[', 'Sequence[')
        kind = 'bool' if kind in {"Literal['true', 'false']", "Literal['true']"} else kind
        made.named.append(f'{python}: {kind}' if parameter.get('required') else f'{python}: {kind} | None = None')
        made.query[name] = python
    elif name == 'If-Match':
        made.named.append('version: int | str')
        made.passed.append('version=version')
    elif name == 'Idempotency-Key':
        made.named.append('idempotency_key: str | None = None')
        made.passed += ['idempotency_key=idempotency_key', 'has_key=True']
    elif name == 'Prefer':
        made.named.append('wait: int = 0')
        made.passed.append('wait=wait')
    elif name not in _CHOSEN | {'dry_run'}:
        raise ValueError(made.name, name)


def _take_body(made: Method, body: Mapping[str, Any]) -> None:
    for media_type, content in body.get('content', {}).items():
        kind = _shapes(python_type(content['schema'], sent=True))
        optional = '' if body.get('required') else ' | None = None'
        if media_type == _JSON:
            made.places.append(f'body: {kind}{optional}')
            made.passed.append('body=body')
        elif media_type == 'multipart/form-data':
            made.places.append(f'form: {kind}')
            made.passed.append('form=form')
        elif media_type != _TABLE or _JSON not in body['content']:
            raise ValueError(made.name, media_type)


def _texts(made: Method, flavour: Flavour) -> Iterator[str]:
    yield _text(made, flavour, made.name, flavour.define, made.named, made.answer, made.said, f'{flavour.wait}self.call')
    if made.item:
        own = [each for each in made.named if each.partition(':')[0] not in _PAGING]
        query = {name: value for name, value in made.query.items() if name not in _PAGING}
        through = Method(made.name, made.verb, made.path, '', '', made.places, own, made.passed, query)
        name = f'each_of_{made.name.removeprefix("list_")}'
        said = f'Go through all pages of `{made.name}`.'
        yield _text(through, flavour, name, 'def', own, f'{flavour.iterator}[{made.item}]', said, 'self.every')
    if made.tries_out:
        named = [each for each in made.named if not each.startswith('idempotency_key')]
        tried = Method(made.name, made.verb, made.path, '', '', made.places, named, [], {**made.query, 'dry_run': 'True'})
        tried.passed = [each for each in made.passed if each not in {'idempotency_key=idempotency_key', 'has_key=True'}]
        said = f'Only say what `{made.name}` would do.'
        yield _text(tried, flavour, f'try_out_{made.name}', flavour.define, named, made.tries_out, said, f'{flavour.wait}self.call')


def _text(made: Method, flavour: Flavour, name: str, define: str, named: list[str], answer: str, said: str, sender: str) -> str:
    # What may be left out stands behind what may not.
    ordered = sorted(named, key=lambda each: ' = ' in each)
    arguments = ', '.join(['self', *sorted(made.places, key=lambda each: ' = ' in each), *(['*', *ordered] if ordered else [])])
    path = (
        f"path_of('{made.path}', {', '.join(f'{each}={each}' for each in _places_in(made.path))})" if '{' in made.path else f"'{made.path}'"
    )
    query = '{' + ', '.join(f"'{each}': {value}" for each, value in made.query.items()) + '}' if made.query else ''
    parts = [f"'{made.name}'", f"'{made.verb}'", path, *([f'query={query}'] if query else []), *made.passed]
    return (
        f'\n    {define} {name}({arguments}) -> {answer}:\n{docstring(said, "        ")}'
        f'        call: Call[{_called(answer, flavour)}] = Call({", ".join(parts)})\n' + (f'        return {sender}(call)\n')
    )


def _called(answer: str, flavour: Flavour) -> str:
    prefix = f'{flavour.iterator}['
    return 'Any' if answer.startswith(prefix) else answer


def _places_in(path: str) -> list[str]:
    return re.findall(r'\{(\w+)\}', path)


def _resolved(document: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    if '$ref' not in part:
        return part
    found: Any = document
    for step in part['$ref'].removeprefix('#/').split('/'):
        found = found[step]
    return found  # type: ignore[no-any-return]  # a document is JSON


def _shapes(kind: str) -> str:
    """Return a type as another module names it: shapes are looked up there."""
    return re.sub(
        r"(?<![\w'.\"])([A-Z]\w*)(?![\w'\"])",
        lambda found: found[1] if found[1] in {'Any', 'Literal', 'None', 'Sequence'} else f'shapes.{found[1]}',
        kind,
    )


def _safe(name: str) -> str:
    return f'{name}_' if keyword.iskeyword(name) or name in {'format', 'import'} else name
