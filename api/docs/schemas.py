"""Writes schemas for reading: a table of fields, each with its type in words, its bounds and what it means."""

from collections.abc import Mapping
from html import escape
from typing import Any

from api.docs.markup import code, element, inline, table

Schema = Mapping[str, Any]
# Bounds that say nothing: what every text and number of the service keeps anyway.
_SAYS_NOTHING = {
    'minLength': {0, 1, 10, 20, 36}, 'maxLength': {10, 36, 40, 20_000}, 'minimum': {0}, 'maximum': {2**31 - 1}, 'maxItems': {10_000},
}  # fmt: skip
_BOUNDS = (
    ('minLength', 'at least {} characters'), ('maxLength', 'at most {} characters'), ('minimum', 'at least {}'), ('maximum', 'at most {}'),
    ('minItems', 'at least {} items'), ('maxItems', 'at most {} items'),
)  # fmt: skip


def name_of(schema: Schema) -> str:
    """Return the name of the schema that one refers to, or nothing."""
    return str(schema.get('$ref', '')).rpartition('/')[2]


def anchor(name: str) -> str:
    """Return the anchor of a schema on the page."""
    return f'schema-{name}'


def kind(schema: Schema) -> str:
    """Return the type of a schema in words, as HTML with links to the schemas it names."""
    name = name_of(schema)
    if name:
        return element('a', escape(name), href=f'#{anchor(name)}')
    options = schema.get('anyOf') or schema.get('oneOf')
    if options and all('type' in each or '$ref' in each or 'anyOf' in each for each in options):
        return ' or '.join(dict.fromkeys(kind(each) for each in options))
    if 'const' in schema:
        return code(str(schema['const']))
    if 'enum' in schema:
        return ' | '.join(code(str(value)) for value in schema['enum'])
    if schema.get('type') == 'array':
        return f'list of {kind(schema.get("items", {}))}'
    said = {'string': 'text', 'integer': 'whole number', 'boolean': 'true or false', 'null': 'null'}.get(schema.get('type', ''))
    return escape(_FORMATS.get(schema.get('format', '')) or said or str(schema.get('type', 'anything')))


_FORMATS = {'uuid': 'UUID', 'date': 'date', 'date-time': 'moment (UTC)', 'uri-reference': 'address', 'uri': 'address', 'binary': 'file'}


def bounds(schema: Schema) -> str:
    """Return the bounds of a schema in words; those that say nothing are left out."""
    options = [each for each in schema.get('anyOf', []) if each != {'type': 'null'}]
    whole = {**schema, **options[0]} if len(options) == 1 else schema
    if 'enum' in whole or 'const' in whole:
        return ''
    said = [text.format(whole[key]) for key, text in _BOUNDS if key in whole and whole[key] not in _SAYS_NOTHING.get(key, set())]
    return ', '.join(said)


def meaning(schema: Schema) -> str:
    """Return what a field means and how it is bounded, as HTML."""
    default = f'Left out: {code(str(schema["default"]))}.' if schema.get('default') is not None else ''
    limits = bounds(schema)
    said = [inline(' '.join(schema.get('description', '').split())), escape(f'{limits[0].upper()}{limits[1:]}.') if limits else '', default]
    return ' '.join(each for each in said if each)


def fields(schema: Schema, *, sent: bool) -> str:
    """Return the table of a schema's fields; what must be sent is marked."""
    required = set(schema.get('required', []))
    rows = [
        [code(name) + (' <span class="needed">needed</span>' if sent and name in required else ''), kind(field), meaning(field)]
        for name, field in schema.get('properties', {}).items()
    ]
    if rows:
        return table(['Field', 'Type', 'Meaning'], rows)
    alternatives = schema.get('oneOf') or schema.get('anyOf') or []
    return ''.join(element('p', 'Either:') + fields(each, sent=sent) for each in alternatives)
