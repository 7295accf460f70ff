"""Lists, asked of every one in the document: each order pages through everything once, whatever its keys are."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Column, ColumnElement, null, select
from sqlalchemy.exc import IntegrityError

from api import paging
from api.database import Database
from api.paging import Page
from api.reads import Read
from api.spine import Transaction
from tests.contract.conftest import Records
from tests.contract.validated import OPERATIONS, Operation
from tests.routes.acts import made, pages
from tests.routes.conftest import Somebody, World, refused
from tests.statements import plan_of, statements
from tests.turns import due

FIRST, LAST = '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'

# Networks, what one person signs in with and in, their calendars and filters: never more than a page.
A_HANDFUL = {
    'list_networks', 'list_public_networks', 'list_sessions', 'list_passkeys', 'list_identities', 'list_calendar_subscriptions',
    'list_saved_filters',
}  # fmt: skip


def parameter(operation: Operation, name: str) -> dict[str, Any]:
    """Return the schema of a query parameter, empty when the operation has none of this name."""
    declared = operation.declared.get('parameters', [])
    return next((each['schema'] for each in declared if (each['in'], each['name']) == ('query', name)), {})


DAYS_TO_LIST = 3
LISTS = [each for each in OPERATIONS if each.method == 'GET' and parameter(each, 'limit') and parameter(each, 'after')]


@pytest.fixture
def lists(operator: Somebody, records: Records, world: World, full: bool) -> list[tuple[Operation, str]]:
    """Every list with an address at which there is something, a third of them in short form; and several records of common kinds."""
    for number in range(5):
        body = {'network_id': str(world.network), 'city_id': str(world.cities['vienna'])}
        made(operator.post('/v1/working-groups', json={**body, 'title': f'Group {number % 2}'}))
        made(operator.post('/v1/organisations', json={'name': f'Centre {number % 2}', 'kind': 'institution'}))
        made(operator.post('/v1/departments', json={**body, 'name': f'Office {number % 2}'}))
        made(operator.post('/v1/people', json={**body, 'name': 'Ada Example', 'mail': f'ada{number}@example.org'}))
        made(operator.post('/v1/api-clients', json={'network_id': body['network_id'], 'name': 'Client', 'scopes': ['cities:read']}))
    found = []
    for operation in LISTS if full else due(LISTS, DAYS_TO_LIST):
        noun = operation.path.partition('{')[2].partition('}')[0]
        if not noun or noun.removesuffix('_id') in records:
            record = records.get(noun.removesuffix('_id'), {}).get('id', '')
            found.append((operation, operation.path.replace(f'{{{noun}}}', str(record)) if noun else operation.path))
    return found


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[Read, Page]]:
    """Note how each operation reads its list."""
    noted: dict[str, tuple[Read, Page]] = {}
    really = paging.found_rows

    def note(transaction: Transaction, operation: str, read: Read, page: Page, *conditions: ColumnElement[bool], with_facts: bool) -> Any:
        noted[operation] = (read, page)
        return really(transaction, operation, read, page, *conditions, with_facts=with_facts)

    monkeypatch.setattr(paging, 'found_rows', note)
    return noted


def identity(item: dict[str, Any]) -> str:
    """Return what tells an item from every other."""
    return str(item.get('id')) if 'id' in item else json.dumps(item, sort_keys=True)


def plain_columns(read: Read) -> Iterator[Column[Any]]:
    """Yield the columns of its table by which a list can be sorted."""
    for column, _ in read.sorts.values():
        if isinstance(column, Column):
            yield column


def make_keys_equal_and_unknown(database: Database, read: Read) -> None:
    """Give every second row the same key as its neighbours, and where a key may be missing, let every third one miss it."""
    table = read.columns
    with database.engine.connect() as connection:
        ids = list(connection.execute(select(table.c.id).order_by(table.c.id)).scalars())
    for column in plain_columns(read):
        same = select(column).order_by(table.c.id).limit(1).correlate(None).scalar_subquery()
        for which, key in ((ids[::2], same), (ids[::3], null())):
            with suppress(IntegrityError), database.engine.begin() as connection:
                connection.execute(table.update().where(table.c.id.in_(which)).values({column: key}))


def test_each_order_pages_through_everything_once_with_equal_and_unknown_keys_too(
    operator: Somebody, lists: list[tuple[Operation, str]], readings: dict[str, tuple[Read, Page]], database: Database
) -> None:
    for operation, path in lists:
        operator.get(path, params={'limit': 1})
        name = operation.declared['operationId']
        if name in readings:
            make_keys_equal_and_unknown(database, readings[name][0])
        whole = {identity(item) for page in pages(operator, path, limit=100) for item in page}
        sorts = parameter(operation, 'sort').get('enum', [None])
        orders = {}
        for sort in sorts:
            asked = {'limit': 2, **({'sort': sort} if sort else {})}
            orders[sort] = [identity(item) for page in pages(operator, path, **asked) for item in page]
            assert len(orders[sort]) == len(set(orders[sort])), (path, sort, 'something came twice')
            assert set(orders[sort]) == whole, (path, sort, 'something was skipped')
        for sort in sorts:
            if sort and f'-{sort}' in orders:
                assert orders[sort] == orders[f'-{sort}'][::-1], (path, sort)


def test_every_uuid_is_a_meaningful_cursor_in_every_order(operator: Somebody, lists: list[tuple[Operation, str]]) -> None:
    for operation, path in lists:
        for sort in parameter(operation, 'sort').get('enum', [None]):
            asked = {'sort': sort} if sort else {}
            begun = made(operator.get(path, params=asked))
            for unknown in (FIRST, LAST, LAST.upper(), str(uuid4())):
                found = made(operator.get(path, params={**asked, 'after': unknown}))
                if sort is not None and not sort.endswith('id'):
                    assert found == begun, (path, sort, 'what is no record begins the list')
            if sort == 'id':
                assert made(operator.get(path, params={**asked, 'after': FIRST})) == begun
                assert made(operator.get(path, params={**asked, 'after': LAST}))['items'] == []


def test_a_page_says_where_the_next_one_is_in_its_body_and_in_a_link(operator: Somebody, lists: list[tuple[Operation, str]]) -> None:
    for _, path in lists:
        answer = operator.get(path, params={'limit': 1})
        following = answer.json()['next']
        if following is None:
            assert 'link' not in answer.headers
            continue
        assert UUID(following)
        assert answer.links['next']['url'] == f'{path}?limit=1&after={following}'
        assert operator.get(answer.links['next']['url']).status_code == 200


def test_what_is_not_in_the_list_of_orders_filters_and_fields_is_refused(operator: Somebody, lists: list[tuple[Operation, str]]) -> None:
    for operation, path in lists:
        said = {
            'sort=nonsense': [('query sort', 'literal_error' if parameter(operation, 'sort') else 'unknown_parameter')],
            'expand=nonsense': [('query expand', 'literal_error' if parameter(operation, 'expand') else 'unknown_parameter')],
            'colour=red': [('query colour', 'unknown_parameter')],
            'updated_since=2026-01-01': [('query updated_since', 'unknown_parameter')],
            'offset=10': [('query offset', 'unknown_parameter')],
            'limit=1&limit=2': [('query limit', 'named_twice')],
        }
        for query, errors in said.items():
            assert refused(operator.get(f'{path}?{query}')) == errors, (path, query)


def test_a_field_may_be_asked_for_alone_and_with_others(operator: Somebody, lists: list[tuple[Operation, str]]) -> None:
    for operation, path in lists:
        expand = parameter(operation, 'expand')
        if not expand:
            continue
        names = expand['items'].get('enum') or [expand['items']['const']]
        for asked in (names[:1], names, names[::-1]):
            items = made(operator.get(path, params={'expand': ','.join(asked)}))['items']
            unasked = [name for item in items for name in names if name not in asked and item[name] is not None]
            assert unasked == [], (path, asked)
            assert 'you_may' not in asked or all(isinstance(item['you_may'], list) for item in items), path
        assert refused(operator.get(path, params={'expand': f'{names[0]},{names[0]}'})) == [('query expand', 'named_twice')]
        for odd in ('', ',', f'{names[0]},', f'{names[0]} '):
            assert {code for _, code in refused(operator.get(path, params={'expand': odd}))} == {'literal_error'}, (path, odd)


def orders(operation: Operation) -> list[dict[str, str]]:
    """Return the usual order of a list, and each one that may be asked for."""
    return [{}, *({'sort': each} for each in parameter(operation, 'sort').get('enum', []))]


def test_a_page_in_any_order_is_read_along_an_index_and_never_sorted(
    operator: Somebody, lists: list[tuple[Operation, str]], readings: dict[str, tuple[Read, Page]], database: Database
) -> None:
    sorted_after_all = []
    for operation, path, sort in [(*each, sort) for each in lists for sort in orders(each[0])]:
        with statements() as noted:
            made(operator.get(path, params={'limit': 2, 'after': FIRST, **sort}))
        if operation.declared['operationId'] not in set(readings) - A_HANDFUL:
            continue
        statement, values = next((statement, values) for statement, values in reversed(noted) if ' LIMIT ' in statement)
        plan = plan_of(database, statement, values, dear=('enable_seqscan', 'enable_bitmapscan', 'enable_sort'))
        if 'Sort' in plan or not any(node.startswith('Index') for node in plan):
            sorted_after_all.append((operation.declared['operationId'], sort, plan))
    assert not sorted_after_all, '\n'.join(map(str, sorted_after_all))
