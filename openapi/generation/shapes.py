"""Says what the contract's schemas are in Python: a TypedDict for each object, a Literal for each closed list of words."""

import json
import keyword
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

HEAD = '''"""The shapes of the contract, as `openapi.json` has them. Generated: `make fix` writes this file anew."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

'''
_SIMPLE = {'string': 'str', 'integer': 'int', 'number': 'float', 'boolean': 'bool', 'null': 'None'}
_KINDS = {'type', '$ref', 'enum', 'const'}
_WIDTH = 120


def python_type(schema: Mapping[str, Any], *, sent: bool = False) -> str:
    """Return a schema's type. What is answered may have words that are not known yet (`Open list.`): then it is any string."""
    if '$ref' in schema:
        return str(schema['$ref'].rpartition('/')[2])
    if words := [schema['const']] if 'const' in schema else schema.get('enum'):
        is_open = 'Open list' in schema.get('description', '') and not sent
        return 'str' if is_open else f'Literal[{", ".join(map(repr, words))}]'
    return _union(schema, sent=sent) or _single(schema, sent=sent)


def _union(schema: Mapping[str, Any], *, sent: bool) -> str:
    """Return the type of alternatives; nothing when there are none, or when they only say which fields are needed together."""
    alternatives = schema.get('anyOf') or schema.get('oneOf') or ()
    if not all(_KINDS & each.keys() for each in alternatives):
        return ''
    described = {'description': schema.get('description', '')}
    types = dict.fromkeys(python_type({**described, **each}, sent=sent) for each in alternatives)
    return ' | '.join(sorted(types, key=lambda kind: kind == 'None'))


def _single(schema: Mapping[str, Any], *, sent: bool) -> str:
    kind = schema.get('type', '')
    if schema.get('format') == 'binary':
        return 'bytes'
    if kind == 'array':
        return f'list[{python_type(schema.get("items", {}), sent=sent)}]'
    if kind == 'object':
        values = schema.get('additionalProperties')
        return f'dict[str, {python_type(values, sent=sent) if isinstance(values, dict) else "Any"}]'
    return _SIMPLE.get(kind, 'Any')


def module(document: Mapping[str, Any]) -> str:
    """Return the module of all shapes, in the order of their names."""
    schemas: dict[str, Any] = document['components']['schemas']
    parts = [HEAD]
    for name, schema in sorted(schemas.items()):
        parts.append('\n')
        parts += _alias(name, schema) if 'properties' not in schema else _shape(name, schema)
    return ''.join(parts)


def _alias(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    if all('properties' in each for each in schema.get('oneOf', [{}])):
        whole: dict[str, Any] = {'properties': {}, 'description': schema.get('description', '')}
        for each in schema['oneOf']:
            whole['properties'] |= each['properties']
        yield from _shape(name, whole)
    else:
        yield f'{name}: TypeAlias = {python_type(schema)!r}\n\n'


def _shape(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    needed = set(schema.get('required', ()))
    # Only what is sent has fields that may be left out.
    sent = needed != set(schema['properties'])
    fields = {
        field: python_type(part, sent=sent) if field in needed else f'NotRequired[{python_type(part, sent=sent)}]'
        for field, part in schema['properties'].items()
    }
    said = docstring(schema.get('description', '') or name, '    ')
    if all(field.isidentifier() and not keyword.iskeyword(field) for field in fields):
        yield f'class {name}(TypedDict):\n{said}\n'
        yield from (f'    {field}: {kind}\n' for field, kind in fields.items())
        yield '\n'
    else:
        listed = ', '.join(f'{json.dumps(field)}: {json.dumps(kind)}' for field, kind in fields.items())
        yield f'{name} = TypedDict({name!r}, {{{listed}}})\n\n'


def docstring(text: str, indent: str) -> str:
    """Return a text as a docstring of some indentation, with its paragraphs."""
    paragraphs = [' '.join(part.split()) for part in text.strip().split('\n\n')]
    wrapped = [textwrap.fill(part.replace('\\', '\\\\').replace('"""', "'''"), _WIDTH - len(indent)) for part in paragraphs]
    inside = textwrap.indent('\n\n'.join(wrapped), indent).strip()
    end = f'\n{indent}' if '\n' in inside else ''
    return f'{indent}"""{inside}{end}"""\n'
