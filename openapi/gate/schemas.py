"""Knows what breaks in a schema: what is sent may only grow wider, what is answered may only grow richer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Schema = Mapping[str, Any]
Direction = Literal['sent', 'answered']

UPPER = ('maxLength', 'maximum', 'exclusiveMaximum', 'maxItems', 'maxProperties')
LOWER = ('minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties')
NULL: Schema = {'type': 'null'}
# What holds more than the other does, and may take its place where something is sent; the other way round where it is answered.
WIDER = {('integer', 'number'), ('int32', 'int64')}


@dataclass(frozen=True, order=True)
class Break:
    """What would break, where, and what to do instead."""

    where: str
    what: str
    instead: str

    def __str__(self) -> str:
        return f'{self.where}: {self.what} {self.instead}'


@dataclass
class Documents:
    """Both versions, and which pairs of schemas have been compared already."""

    old: Mapping[str, Any]
    new: Mapping[str, Any]
    seen: set[tuple[str, str, Direction]] = field(default_factory=set)


def resolve(document: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a part of a document, or what it refers to."""
    while '$ref' in part:
        found: Any = document
        for step in part['$ref'].removeprefix('#/').split('/'):
            found = found[step.replace('~1', '/').replace('~0', '~')]
        part = {**found, **{key: value for key, value in part.items() if key != '$ref'}}
    return part


def breaks(documents: Documents, old: Schema, new: Schema, where: str, direction: Direction) -> Iterator[Break]:
    """Yield what breaks between two versions of a schema. `where` names its place as a reader would: `City.name`."""
    name = old.get('$ref', '').rpartition('/')[2]
    if name:
        pair = (name, new.get('$ref', ''), direction)
        if pair in documents.seen:
            return
        documents.seen.add(pair)
        where = name
    before, after = resolve(documents.old, old), resolve(documents.new, new)
    olds, old_null = _options(before)
    news, new_null = _options(after)
    if old_null and not new_null and direction == 'sent':
        yield Break(where, 'null is no longer accepted.', 'Go on accepting it; it clears the value.')
    if new_null and not old_null and direction == 'answered':
        yield Break(where, 'it can be null now.', 'Answer a value always, or add another field that may be null.')
    if len(olds) == len(news) == 1:
        yield from _of_one(documents, resolve(documents.old, olds[0]), resolve(documents.new, news[0]), where, direction)
    else:
        yield from _of_one(documents, _beside(before), _beside(after), where, direction)
        yield from _of_several(documents, olds, news, where, direction)


def _options(schema: Schema) -> tuple[list[Schema], bool]:
    """Return the alternatives of a schema but null, and whether null is one."""
    alternatives = schema.get('anyOf') or schema.get('oneOf')
    if not alternatives:
        return [schema], False
    options = [each for each in alternatives if each != NULL]
    return [{**_beside(schema), **each} for each in options] if len(options) == 1 else options, NULL in alternatives


def _beside(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key not in {'anyOf', 'oneOf'}} if {'anyOf', 'oneOf'} & set(schema) else schema


def _of_several(documents: Documents, olds: list[Schema], news: list[Schema], where: str, direction: Direction) -> Iterator[Break]:
    def fits(old: Schema, new: Schema) -> bool:
        apart = Documents(documents.old, documents.new)
        return not list(breaks(apart, old, new, where, direction))

    if direction == 'sent' and not all(any(fits(old, new) for new in news) for old in olds):
        yield Break(where, 'one of the alternatives that could be sent is gone or narrower.', 'Go on accepting it as it was.')
    if direction == 'answered' and not all(any(fits(old, new) for old in olds) for new in news):
        yield Break(where, 'it can be something now that it could not be before.', 'Add a field for what is new.')


def _of_one(documents: Documents, old: Schema, new: Schema, where: str, direction: Direction) -> Iterator[Break]:
    yield from _kind(old, new, where, direction)
    yield from _values(old, new, where, direction)
    if direction == 'sent':
        yield from _limits(old, new, where)
    yield from _fields(documents, old, new, where, direction)
    for key in ('items', 'additionalProperties'):
        if isinstance(old.get(key), Mapping) and isinstance(new.get(key), Mapping):
            yield from breaks(documents, old[key], new[key], f'{where}[]', direction)
    for before, after in zip(old.get('allOf', []), new.get('allOf', []), strict=False):
        yield from breaks(documents, before, after, where, direction)
    if len(old.get('allOf', [])) > len(new.get('allOf', [])):
        yield Break(where, 'a part of it is gone.', 'Keep it.')


def _kind(old: Schema, new: Schema, where: str, direction: Direction) -> Iterator[Break]:
    for key, noun in (('type', 'type'), ('format', 'format')):
        before, after = old.get(key), new.get(key)
        if before == after or (_widened(before, after) if direction == 'sent' else _widened(after, before)):
            continue
        said = f'its {noun} was {before or "open"} and is {after or "open"} now.'
        yield Break(where, said, 'Keep it, and add another field for the new one.')


def _widened(before: str | None, after: str | None) -> bool:
    return after is None or (before, after) in WIDER


def _values(old: Schema, new: Schema, where: str, direction: Direction) -> Iterator[Break]:
    before, after = _allowed(old), _allowed(new)
    if before is None and after is not None and direction == 'sent':
        yield Break(where, 'only certain values are accepted now.', 'Go on accepting every value that was.')
    for value in sorted((before or set()) - (after if after is not None else before or set())):
        yield Break(where, f'the value {value} is gone.', 'Keep it: values may be added, never removed or renamed.')


def _allowed(schema: Schema) -> set[str] | None:
    if 'const' in schema:
        return {str(schema['const'])}
    return {str(value) for value in schema['enum']} if 'enum' in schema else None


def _limits(old: Schema, new: Schema, where: str) -> Iterator[Break]:
    for keys, sign in ((UPPER, 1), (LOWER, -1)):
        for key in keys:
            before, after = old.get(key), new.get(key)
            if after is not None and (before is None or sign * after < sign * before):
                was = 'open' if before is None else before
                yield Break(where, f'{key} is {after} and was {was}.', 'Bounds on what is sent may only widen.')
    before, after = old.get('pattern'), new.get('pattern')
    if after is not None and before != after:
        yield Break(where, f'its pattern is {after} and was {before or "open"}.', 'Keep the pattern, or drop it.')
    if new.get('uniqueItems') and not old.get('uniqueItems'):
        yield Break(where, 'the same item twice is refused now.', 'Go on accepting it.')
    if new.get('additionalProperties') is False and old.get('additionalProperties', True) is not False:
        yield Break(where, 'fields that are not known are refused now.', 'Go on accepting them.')
    if 'default' in old and old['default'] != new.get('default'):
        yield Break(where, f'left out it meant {old["default"]}, and means {new.get("default", "nothing")} now.', 'Keep the default.')


def _fields(documents: Documents, old: Schema, new: Schema, where: str, direction: Direction) -> Iterator[Break]:
    before, after = old.get('properties', {}), new.get('properties', {})
    for name, schema in before.items():
        if name not in after:
            yield Break(
                f'{where}.{name}',
                'the field is no longer accepted.' if direction == 'sent' else 'the field is no longer answered.',
                'Keep it; if its time is over, announce that by Deprecation and Sunset and drop it after twelve months.',
            )
        else:
            yield from breaks(documents, schema, after[name], f'{where}.{name}', direction)
    was, now = set(old.get('required', [])), set(new.get('required', []))
    if direction == 'sent':
        for name in sorted(now - was):
            yield Break(f'{where}.{name}', 'the field must be sent now.', 'Make it optional, with a default that keeps the former meaning.')
    else:
        for name in sorted((was - now) & set(after)):
            yield Break(f'{where}.{name}', 'the field can be missing from an answer now.', 'Answer it always.')
