"""Pages by key: any type of key, missing ones too, and nothing lost or doubled while others write."""

import random
import threading
import time
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import ColumnElement, Text, cast, insert, literal, select, update

from api import paging, shown
from api.database import Database
from api.models.cities import CityRow
from api.models.columns import new_id, table
from api.models.working_groups import WorkingGroupRow
from api.paging import Page
from api.spine import Transaction
from tests.routes.acts import pages, propose
from tests.routes.conftest import OPERATOR, Somebody, World
from tests.statements import plan_of, statements

GROUPS, CITIES = table(WorkingGroupRow), table(CityRow)
KEYS: dict[str, tuple[ColumnElement[Any], list[str]]] = {
    # a column of this type | the values that its rows get, in turns; of which two are equal and two are missing
    'a date': (GROUPS.c.closed_on, ['2026-03-01', '0001-01-01', '2026-03-01', '9999-12-31']),
    'a moment': (GROUPS.c.constitution_recorded_at, ['2026-03-01T12:00Z', '2026-03-01T12:00Z', '2026-03-01T11:59:59.9Z', '9999-12-31']),
    'a number': (GROUPS.c.city_count, ['7', '7', '-2147483648', '2147483647']),
    'text': (GROUPS.c.rhythm, ['', 'b', 'b', '\U0010ffff']),
}  # fmt: skip


@pytest.mark.parametrize('kind', list(KEYS))
@pytest.mark.parametrize('descending', [False, True], ids=['ascending', 'descending'])
def test_a_key_of_any_type_orders_a_list_and_a_missing_one_comes_last(
    office: Somebody, database: Database, world: World, kind: str, descending: bool
) -> None:
    column, values = KEYS[kind]
    ids = [UUID(propose(office, world, title=f'Group {number}')['id']) for number in range(6)]
    given = [*values, *([None, None] if column.nullable else values[:2])]
    with database.engine.begin() as connection:
        for group_id, value in zip(ids, given, strict=True):
            key = cast(literal(value, Text), column.type)
            connection.execute(update(GROUPS).where(GROUPS.c.id == group_id).values({column: key}))
    read = replace(shown.WORKING_GROUPS, sorts={'key': (column, descending)})

    def read_on(after: UUID | None, limit: int) -> list[UUID]:
        with Transaction(database, OPERATOR) as transaction:
            page = Page(limit, after, 'key')
            rows, following = paging.found_rows(transaction, 'list_working_groups', read, page, with_facts=False)
        found = [row['id'] for row in rows]
        return found + (read_on(following, limit) if following else [])

    with database.engine.connect() as connection:
        order = select(GROUPS.c.id).order_by(column.asc().nulls_last(), GROUPS.c.id.asc())
        expected = list(connection.execute(order).scalars())[:: -1 if descending else 1]
    assert [read_on(None, limit) for limit in (1, 2, 5, 100)] == [expected] * 4
    for unknown in (UUID(int=0), UUID(int=2**128 - 1), uuid4()):
        assert read_on(unknown, 3) == expected, 'what is no row begins the list'


def many_cities(database: Database, number: int) -> list[UUID]:
    """Make so many cities at once, in no order of their names; each name belongs to ten of them."""
    city = CityRow(slug='', name='', sort_key='', search_key='many', country_code='AT', audience='public').model_dump()
    of_name = [random.Random(n).random() for n in range(number // 10)]
    rows = [
        {**city, 'id': new_id(), 'slug': f'many-{n}', 'name': f'Many {n // 10}', 'sort_key': f'many {of_name[n // 10]}'}
        for n in range(number)
    ]
    with database.engine.begin() as connection:
        connection.execute(insert(CITIES), rows)
    return [row['id'] for row in rows]


@pytest.mark.parametrize('sort', ['name', pytest.param('-name', marks=pytest.mark.full), pytest.param('id', marks=pytest.mark.full)])
def test_ten_thousand_rows_are_read_page_by_page_while_others_come_and_go(
    http: httpx.Client, office: Somebody, database: Database, sort: str
) -> None:
    http.headers['authorization'] = office.headers['authorization']
    present = many_cities(database, 10_000)
    flickering = present[::10]
    throughout = set(present) - set(flickering)
    done = threading.Event()
    moved = 0

    def come_and_go() -> None:
        """Let cities leave the list and return, as they do here: no row is ever taken out of the table, so each stays a cursor."""
        nonlocal moved
        while not done.is_set():
            some = random.Random(moved // 2).sample(flickering, 50)
            kind = 'city' if moved % 2 else 'other_local_authority'
            with database.engine.begin() as connection:
                connection.execute(update(CITIES).where(CITIES.c.id.in_(some)).values(kind=kind))
            moved += 1
            time.sleep(0.002)

    writer = threading.Thread(target=come_and_go)
    writer.start()
    try:
        seen = [UUID(city['id']) for page in pages(http, '/v1/cities', kind='city', limit=100, sort=sort) for city in page]
    finally:
        done.set()
        writer.join()
    assert moved > 20, 'nothing came or went'
    assert len(seen) == len(set(seen)), 'something came twice'
    assert throughout - set(seen) == set(), 'something was skipped'
    assert nodes_of_a_page(http, database, sort=sort, after=str(seen[len(seen) // 2]), kind='city') == ['Limit', 'Index Scan']


def nodes_of_a_page(http: httpx.Client, database: Database, **asked: str) -> list[str]:
    """Return how Postgres, left to itself, reads the rows of a page of cities."""
    with database.engine.connect().execution_options(isolation_level='AUTOCOMMIT') as connection:
        connection.exec_driver_sql('ANALYZE cities')
    with statements() as noted:
        http.get('/v1/cities', params={'limit': '100', **asked})
    statement, values = next((statement, values) for statement, values in reversed(noted) if ' LIMIT ' in statement)
    return plan_of(database, statement, values)
