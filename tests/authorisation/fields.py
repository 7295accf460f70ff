"""What fields.csv says of each field of the contract, and what an answer says beside the answer that holds everything.

The words of an answered field: shown; null, empty (a list without its items), part (fewer of the items); some (of some records, and less
of the others); own (another for each caller); act (of an answer that only an act has, to whoever did it); `-` (nobody of that kind is ever
answered it). Of a body's field: writes, refused, `-` (nobody of that kind sends it). `Schema.*` stands for what has no row of its own,
`*.field` for a field of any schema.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

# Who stands for whom in the prepared world, where all that fewer may see is Bologna's, or of a group that Graz leads.
KINDS: Mapping[str, tuple[str, ...]] = {
    'administrators': ('office_admin', 'office_client', 'operator_client'),
    'office': ('office_staff',),
    'board': ('board_member',),
    'lead': ('lead_coordinator', 'lead_contact'),
    'group': ('coordinator', 'city_client', 'partner_client'),
    'members': (
        'scientific_advisor', 'other_coordinator', 'political_head', 'group_coordinator', 'organisation_contact',
        'national_network_coordinator', 'other_city_client',
    ),
    'oneself': ('department_contact',),
    'strangers': ('foreign_client', 'partner_without_mandate'),
    'anonymous': ('anonymous',),
}  # fmt: skip
# Who sees everything.
WHOLE = 'operator_client'
Table = Mapping[str, Mapping[str, str]]
# What a kind of caller was told of a field: the words of fields.csv, and `nothing` where there was nothing to tell.
Seen = tuple[str, str]


def read_table() -> Table:
    """Return the cells of fields.csv by field and kind of caller."""
    rows = list(csv.DictReader(Path(__file__).with_name('fields.csv').read_text().splitlines()))
    assert len({row['field'] for row in rows}) == len(rows)
    return {row['field']: {kind: row[kind] for kind in KINDS} for row in rows}


def expected(table: Table, field: str, kind: str) -> str:
    """Return the cell that decides about a field: its own, that of its name in any schema, that of its schema."""
    schema, _, name = field.partition('.')
    found = next((table[each] for each in (field, f'*.{name}', f'{schema}.*') if each in table), None)
    return found[kind] if found else f'no row for {field}'


class Contract:
    """The document, to be walked along with answers."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.schemas: Mapping[str, Any] = document['components']['schemas']

    def operations(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Yield method, path and operation."""
        for path, item in self.document['paths'].items():
            for method, operation in item.items():
                if 'operationId' in operation:
                    yield method.upper(), path, operation

    def answered(self, *, by: str = '', public: bool = False) -> set[str]:
        """Return the schemas of what is answered: by all methods or one, in all operations or those that want no credentials."""
        found: set[str] = set()
        for method, _, operation in self.operations():
            if by in {'', method} and (not public or operation.get('security') == []):
                for code, answer in operation['responses'].items():
                    found |= self._in(answer.get('content', {})) if code.startswith('2') else set()
        return {name for name in found if 'properties' in self.schemas[name]}

    def written(self) -> dict[str, set[str]]:
        """Return the schema of each body, with the operations that take it."""
        found: dict[str, set[str]] = {}
        for _, _, operation in self.operations():
            for media in operation.get('requestBody', {}).get('content', {}).values():
                # A table has the fields of the JSON that stands beside it.
                if '$ref' in media['schema']:
                    found.setdefault(media['schema']['$ref'].rpartition('/')[2], set()).add(operation['operationId'])
        return found

    def bodies(self) -> set[str]:
        """Return the schemas that bodies are made of."""
        found: set[str] = set()
        for _, _, operation in self.operations():
            found |= self._in(operation.get('requestBody', {}))
        return {name for name in found if 'properties' in self.schemas[name]}

    def answer_of(self, method: str, path: str) -> Mapping[str, Any] | None:
        """Return the schema of what an address answers, None where that is no JSON."""
        there = path.split('/')
        named = [(template.split('/'), operation) for of, template, operation in self.operations() if of == method]
        for parts, operation in sorted(named, key=lambda each: str(each[0]).count('{')):
            if len(parts) == len(there) and all(part == at or '{' in part for part, at in zip(parts, there, strict=True)):
                contents = [answer.get('content', {}) for code, answer in operation['responses'].items() if code.startswith('2')]
                return next((content['application/json']['schema'] for content in contents if 'application/json' in content), None)
        return None

    def _in(self, node: Any, found: set[str] | None = None) -> set[str]:
        found = set() if found is None else found
        for name, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            if name == '$ref' and str(value).startswith('#/components/schemas/'):
                schema = value.rpartition('/')[2]
                if schema not in found:
                    found.add(schema)
                    self._in(self.schemas[schema], found)
            else:
                self._in(value, found)
        return found

    def schema_of(self, node: Mapping[str, Any], value: object) -> tuple[str, Mapping[str, Any]]:
        """Return name and schema of a value: of several that a field may hold, the one with just these fields."""
        if '$ref' in node:
            name = node['$ref'].rpartition('/')[2]
            return name, self.schemas[name]
        for option in (*node.get('anyOf', ()), *node.get('oneOf', ())):
            name, schema = self.schema_of(option, value)
            fields = set(schema.get('properties', {}))
            if (isinstance(value, list) and 'items' in schema) or (isinstance(value, dict) and fields and set(value) == fields):
                return name, schema
        return '', node

    def compared(self, node: Mapping[str, Any], whole: Any, told: Any) -> Iterator[Seen]:
        """Yield each field of what was told with what was told of it, beside the answer that holds everything."""
        name, schema = self.schema_of(node, whole)
        if isinstance(whole, list) and isinstance(told, list):
            for one, other in paired(whole, told):
                yield from self.compared(schema.get('items', {}), one, other)
        elif isinstance(whole, dict) and isinstance(told, dict):
            for field, of_field in schema.get('properties', {}).items():
                yield f'{name}.{field}', said_of(whole.get(field, ...), told.get(field, ...))
                yield from self.compared(of_field, whole.get(field), told.get(field))


def key_of(item: Any) -> Any:
    """Return what tells an item of a list from the others."""
    if not isinstance(item, dict):
        return None
    of_city = item['city'].get('id') if isinstance(item.get('city'), dict) else None
    return next((item[name] for name in ('id', 'seq', 'language', 'field', 'code') if item.get(name)), of_city)


def paired(whole: list[Any], told: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the items that are in both."""
    keys = [key_of(item) for item in whole]
    if None in keys or len(set(keys)) < len(keys):
        yield from zip(whole, told, strict=True) if len(whole) == len(told) else ()
        return
    known = dict(zip(keys, whole, strict=True))
    yield from ((known[key_of(item)], item) for item in told if key_of(item) in known)


def said_of(whole: Any, told: Any) -> str:
    """Return the word for what was told of a field."""
    if told is ...:
        return 'absent'
    if whole == told:
        return 'nothing' if whole is None or whole == [] else 'shown'
    if told is None:
        return 'null'
    if isinstance(whole, list) and isinstance(told, list):
        fewer = len(list(paired(whole, told))) < len(whole)
        return ('part' if told else 'empty') if fewer else 'shown'
    return 'shown' if isinstance(whole, dict) and isinstance(told, dict) else 'another'


# Which observations a cell allows, and of which of them there has to be one.
ALLOWED: Mapping[str, set[str]] = {
    'shown': {'shown', 'nothing'},
    'null': {'null', 'nothing'},
    'empty': {'empty', 'nothing'},
    'part': {'part', 'empty', 'shown', 'nothing', 'null'},
    'some': {'part', 'empty', 'shown', 'nothing', 'null'},
    'own': {'part', 'empty', 'shown', 'nothing', 'null', 'another'},
}
LESS = ('null', 'empty', 'some')


def differences(table: Table, seen: Mapping[tuple[str, str], set[str]]) -> Iterator[str]:
    """Yield where answers say something else of a field than the table, by field and kind of caller, or leave a named one unproved."""
    for (field, kind), words in sorted(seen.items()):
        cell = expected(table, field, kind)
        if words - ALLOWED.get(cell, set()):
            yield f'{field} is {"/".join(sorted(words))} to {kind}, not {cell}'
        elif field in table and not proved(cell, words):
            yield f'{field}: nothing shows that it is {cell} to {kind}'


def proved(cell: str, words: set[str]) -> bool:
    """Say whether a cell is more than a claim: whoever is told less was told less, whoever is told of some records was told of one."""
    if cell == 'some':
        return 'shown' in words and not words.isdisjoint({'null', 'empty', 'part'})
    return cell in words if cell in {'shown', 'null', 'empty'} else True
