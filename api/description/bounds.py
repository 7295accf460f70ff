"""Says of every schema what bounds it: what the code leaves open is bounded here by what the service can hold at all."""

import re
from typing import Any

Schema = dict[str, Any]

# The longest text of a record is prose of 20 000 characters; control characters are in none.
TEXT = r'^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$'
LONGEST_TEXT = 20_000
LENGTHS = {'uuid': (36, 36), 'date': (10, 10), 'date-time': (20, 40), 'uri-reference': (1, 2000), 'uri': (1, 2000)}
# A pattern of one class of characters says by itself how long a text may be: `^[a-z]{2}$`.
_COUNTED = re.compile(r'\^\[[^\]]+\]\{(?:(\d+),)?(\d+)\}\$')
_PARTIAL_DATE = r'^\d{4}(-\d\d(-\d\d)?)?$'
# A file that is sent is bounded by what a body may hold (api/bodies.py); an export is not, but for this.
LARGEST_FILE = 2**30
MOST_ITEMS = 10_000
# A page has as many as `limit` allows; the feed allows more.
PAGE_ITEMS, FEED_ITEMS = 100, 1000
INT32 = 2**31 - 1


def bound(schema: Any, place: str = '') -> None:
    """Complete a schema and all within it, in place. `place` is `<Schema>.<field>`."""
    if not isinstance(schema, dict):
        return
    completed = {'string': _text, 'integer': _whole_number, 'array': _list}.get(schema.get('type', ''))
    if completed:
        completed(schema, place)
    for name, field in schema.get('properties', {}).items():
        bound(field, f'{place}.{name}')
    for key in ('items', 'additionalProperties'):
        bound(schema.get(key), place)
    for key in ('anyOf', 'oneOf', 'allOf'):
        for option in schema.get(key, []):
            bound(option, place)


def _text(schema: Schema, _: str) -> None:
    if {'enum', 'const'} & set(schema):
        return
    if 'contentMediaType' in schema or schema.get('format') == 'binary':
        schema.update(format='binary', maxLength=LARGEST_FILE)
    elif 'format' in schema:
        shortest, longest = LENGTHS.get(schema['format'], (0, LONGEST_TEXT))
        schema.setdefault('minLength', shortest)
        schema.setdefault('maxLength', longest)
    else:
        shortest, longest = _lengths(schema.get('pattern', ''))
        if shortest:
            schema.setdefault('minLength', shortest)
        schema.setdefault('maxLength', longest)
        schema.setdefault('pattern', TEXT)


def _lengths(pattern: str) -> tuple[int, int]:
    counted = _COUNTED.fullmatch(pattern)
    if counted:
        return int(counted[1] or counted[2]), int(counted[2])
    return (4, 10) if pattern == _PARTIAL_DATE else (0, LONGEST_TEXT)


def _whole_number(schema: Schema, _: str) -> None:
    if {'enum', 'const'} & set(schema):
        schema.setdefault('minimum', min(schema.get('enum', [schema.get('const')])))
        schema.setdefault('maximum', max(schema.get('enum', [schema.get('const')])))
    if 'exclusiveMinimum' not in schema:
        schema.setdefault('minimum', 0)
    if 'exclusiveMaximum' not in schema:
        schema.setdefault('maximum', INT32)
    widest = max(abs(schema.get('maximum', INT32)), abs(schema.get('minimum', 0)))
    schema.setdefault('format', 'int32' if widest <= INT32 else 'int64')


def _list(schema: Schema, place: str) -> None:
    is_page = place.endswith('Page.items')
    schema.setdefault('maxItems', (FEED_ITEMS if place == 'ChangePage.items' else PAGE_ITEMS) if is_page else MOST_ITEMS)
