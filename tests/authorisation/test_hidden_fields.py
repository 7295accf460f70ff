"""What a caller is not told of a record finds no record either: no filter, no order, no search and no export brings a hidden field back."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.authorisation.ask import Ask
from tests.authorisation.asked import Answer, Asking
from tests.authorisation.fields import KINDS, Contract, read_table
from tests.house.documented import document

TABLE = read_table()
CONTRACT = Contract(document())
# One who is told less, of each kind.
CALLERS = {kind: callers[0] for kind, callers in KINDS.items() if kind != 'anonymous'}
NOWHERE = '01890000-0000-7000-8000-000000000000'


def hidden() -> dict[str, dict[str, set[str]]]:
    """Return the fields that are null or empty to some kinds of callers, by schema and field."""
    found: dict[str, dict[str, set[str]]] = {}
    for row, cells in TABLE.items():
        schema, _, field = row.partition('.')
        if less := {kind for kind, cell in cells.items() if cell in {'null', 'empty'}}:
            found.setdefault(schema, {})[field] = less
    return found


def lists() -> Iterator[tuple[str, str, set[str], list[str]]]:
    """Yield the address of each list and export whose records hide something: with their schema, its parameters, its orders."""
    items = {path: schema for _, path, schema in _pages()}
    for method, path, operation in CONTRACT.operations():
        of = path.replace('/exports/', '/').replace('.{format}', '')
        if method == 'GET' and '{' not in of and items.get(of) in hidden():
            parameters = {each['name']: each for each in operation.get('parameters', ())}
            yield (
                path.replace('{format}', 'ndjson'),
                items[of],
                set(parameters),
                parameters.get('sort', {}).get('schema', {}).get('enum', []),
            )


def _pages() -> Iterator[tuple[str, str, str]]:
    for method, path, _ in CONTRACT.operations():
        schema = CONTRACT.answer_of(method, path) if method == 'GET' and '{' not in path else None
        page = CONTRACT.schemas[schema['$ref'].rpartition('/')[2]].get('properties', {}) if schema and '$ref' in schema else {}
        if 'items' in page and '$ref' in page['items'].get('items', {}):
            yield method, path, page['items']['items']['$ref'].rpartition('/')[2]


LISTS = list(lists())


def test_the_lists_whose_records_hide_something_are_known() -> None:
    assert {(path, schema) for path, schema, _, _ in LISTS} >= {
        ('/v1/working-groups', 'WorkingGroup'), ('/v1/exports/working-groups.ndjson', 'WorkingGroup'),
        ('/v1/meetings', 'Meeting'), ('/v1/exports/meetings.ndjson', 'Meeting'),
        ('/v1/action-items', 'ActionItem'), ('/v1/exports/action-items.ndjson', 'ActionItem'),
        ('/v1/progress-updates', 'ProgressUpdate'), ('/v1/exports/progress-updates.ndjson', 'ProgressUpdate'),
    }  # fmt: skip


def test_no_list_is_put_in_the_order_of_a_field_that_it_hides() -> None:
    for path, schema, parameters, orders in LISTS:
        assert {order.removeprefix('-') for order in orders}.isdisjoint(hidden()[schema]), path
        assert ('sort' in parameters) is bool(orders), path


def records(answer: Answer) -> dict[str, Any]:
    """Return the records of a page or of an export, by id."""
    assert answer.code == 200, answer.text[:300]
    found = answer.said['items'] if answer.said is not None else [json.loads(line) for line in answer.text.splitlines()]
    return {each['id']: each for each in found}


@pytest.mark.parametrize(('path', 'schema', 'parameters'), [pytest.param(*each[:3], id=each[0]) for each in LISTS])
def test_what_is_hidden_is_not_found_by_its_value(asks: Asking, path: str, schema: str, parameters: set[str]) -> None:
    whole = records(asks.ask(Ask('GET', path), 'operator_client'))
    for field, kinds in hidden()[schema].items():
        value = next((record[field] for record in whole.values() if record.get(field, []) not in (None, [])), None)
        if value is None:
            assert 'exports' in path, 'a table leaves some fields out, a list has them all'
            continue
        tried = {name for name in (field, 'q') if name in parameters and (name == field or isinstance(value, str))}
        if field not in parameters:
            refused = asks.ask(Ask('GET', path, query={field: str(value)}), 'operator_client')
            assert (refused.code, refused.said['errors'][0]['name']) == (422, field), path
        for kind in kinds:
            seen = records(asks.ask(Ask('GET', path), CALLERS[kind]))
            assert {str(record.get(field)) for record in seen.values() if record['id'] in whole} <= {'None', '[]'}, (kind, path, field)
            for name in tried:
                found = [records(asks.ask(Ask('GET', path, query={name: str(each)}), CALLERS[kind])) for each in (value, _another(value))]
                assert found[0] == found[1], (kind, path, name)


def _another(value: object) -> str:
    """Return a value that no record has."""
    return NOWHERE if str(value).count('-') == NOWHERE.count('-') else 'xyzzy'
