"""Exports, asked of every one in the document: each takes the filters of its list, and gives the records that the list gives."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.database import Database
from api.models.city_catalogue import CatalogueCityRow
from api.models.columns import table
from api.permissions import EXPORTED
from tests.contract.conftest import Records
from tests.contract.validated import OPERATIONS, Operation, resolved
from tests.routes.acts import made, pages
from tests.routes.conftest import Somebody, World, refused

# What a list has and a file has no need of: a file is everything, in one order.
OF_PAGES = {'limit', 'after', 'sort', 'expand'}
BY_NAME = {each.declared['operationId']: each for each in OPERATIONS}
# What is looked for where the records themselves do not say it.
LOOKED_FOR = {
    'q': ['housing', 'graz', 'PAPER', 'minutes', 'study', 'form', 'landlords', 'centre', 'meeting', 'nothing-bears-this-name', '%', '_'],
    'identifier': ['geonames:2778067', 'geonames:1'],
    'starts_after': ['2019-01-01T00:00:00Z', '2020-03-01T09:00:00Z', '2099-01-01T00:00:00Z'],
    'starts_before': ['2019-01-01T00:00:00Z', '2020-03-01T09:00:00Z', '2099-01-01T00:00:00Z'],
    'as_of': ['1900-01-01', '2020-03-01', '2099-01-01'],
    'language': ['de', 'en', 'fi'],
    'country_code': ['AT', 'DE', 'IS'],
}


def parameters(operation: Operation, place: str) -> dict[str, dict[str, Any]]:
    """Return the schemas of an operation's parameters of one kind, by their names."""
    declared = [resolved(each) for each in operation.declared.get('parameters', [])]
    return {each['name']: resolved(each['schema']) for each in declared if each['in'] == place}


def ids(records: list[dict[str, Any]]) -> list[str]:
    """Return what tells records apart, in order."""
    return sorted(str(each.get('id', each.get('geonames_id'))) for each in records)


def listed(caller: httpx.Client, path: str, **query: str) -> list[str]:
    """Return the ids that a list gives."""
    return ids([item for page in pages(caller, path, limit=100, **query) for item in page])


def in_file(caller: httpx.Client, path: str, **query: str) -> list[str]:
    """Return the ids that an export gives."""
    answer = caller.get(path.format(format='ndjson'), params=query)
    assert answer.status_code == 200, answer.text
    return ids([httpx.Response(200, content=line).json() for line in answer.text.splitlines()])


def values(name: str, schema: dict[str, Any], records: Records, world: World) -> Iterator[str]:
    """Yield what to ask a filter for: what there is and what there is not."""
    yield from LOOKED_FOR.get(name, schema.get('enum', []))
    if name.endswith('_id'):
        noun = name.removeprefix('responsible_').removesuffix('_id')
        yield from (str(world.cities['bologna']), str(world.cities['graz'])) if noun == 'city' else (records[noun]['id'],)
        yield str(uuid4())


@pytest.fixture
def filled(operator: Somebody, records: Records, world: World, database: Database) -> Records:
    """Beside one record of each kind: declarations, an associate, another person's task, a lead contact, two cities of the catalogue."""
    group, sitting = records['working_group'], records['assembly']
    wish = {'assembly_id': sitting['id'], 'choice': 'continue'}
    made(operator.post(f'/v1/working-groups/{group["id"]}/declarations', json=wish, headers={'If-Match': '*'}))
    made(operator.post(f'/v1/working-groups/{group["id"]}/associates', json={'organisation_id': records['organisation']['id']}))
    task = {'working_group_id': group['id'], 'title': 'Train landlords', 'meeting_id': records['meeting']['id'], 'due_on': '2020-01-01'}
    made(operator.post('/v1/action-items', json={**task, 'responsible_person_id': records['person']['id']}))
    made(operator.patch(f'/v1/documents/{records["document"]["id"]}', json={'language': 'de'}, headers={'If-Match': '*'}))
    made(operator.patch(f'/v1/outputs/{records["output"]["id"]}', json={'languages': ['en', 'de']}, headers={'If-Match': '*'}))
    head = {'network_id': str(world.network), 'person_id': records['person']['id'], 'role': 'lead_contact'}
    made(operator.post('/v1/roles', json={**head, 'city_id': str(world.cities['graz']), 'working_group_id': group['id']}))
    left = made(operator.get('/v1/memberships', params={'city_id': str(world.cities['heidelberg'])}))['items'][0]
    made(operator.post(f'/v1/memberships/{left["id"]}/ending', json={}, headers={'If-Match': '*'}))
    with database.engine.begin() as connection:
        for number, name, country in ((2778067, 'graz', 'AT'), (2950159, 'berlin', 'DE')):
            said = {'id': uuid4(), 'geonames_id': number, 'name': name.title(), 'country_code': country, 'words': name}
            place = {'population': 1, 'latitude': 1, 'longitude': 1, 'time_zone': 'Europe/Vienna', 'sort_key': str(number)}
            connection.execute(table(CatalogueCityRow).insert().values(**said, **place))
    return records


def test_each_export_takes_the_filters_of_its_list_and_gives_the_same_records(operator: Somebody, filled: Records, world: World) -> None:
    for noun in EXPORTED:
        a_list, a_file = BY_NAME[f'list_{noun}'], BY_NAME[f'export_{noun}']
        path = a_list.path.format(working_group=filled['working_group']['id'])
        wanted = {name: schema for name, schema in parameters(a_list, 'query').items() if name not in OF_PAGES}
        assert set(wanted) <= set(parameters(a_file, 'query')), noun
        under = {f'{name}_id': filled[name]['id'] for name in parameters(a_list, 'path')}
        everything = listed(operator, path)
        assert in_file(operator, a_file.path, **under) == everything != [], noun
        for name, schema in wanted.items():
            found = {value: listed(operator, path, **{name: value}) for value in values(name, schema, filled, world)}
            assert any(found.values()), (noun, name, 'nothing was ever found')
            assert any(each != everything for each in found.values()), (noun, name, 'everything was always found')
            for value, expected in found.items():
                assert in_file(operator, a_file.path, **under, **{name: value}) == expected, (noun, name, value)


def test_filters_that_only_a_file_has_are_kept_too(operator: Somebody, filled: Records, world: World) -> None:
    for noun in EXPORTED:
        a_list, a_file = BY_NAME[f'list_{noun}'], BY_NAME[f'export_{noun}']
        everything = in_file(operator, a_file.path)
        for name in set(parameters(a_file, 'query')) - set(parameters(a_list, 'query')):
            assert name.endswith('_id'), (noun, name)
            known, unknown = str(world.cities['graz']) if name == 'city_id' else filled[name.removesuffix('_id')]['id'], str(uuid4())
            assert in_file(operator, a_file.path, **{name: known}) != [], (noun, name)
            assert in_file(operator, a_file.path, **{name: unknown}) == [] != everything, (noun, name)


def test_each_export_refuses_what_its_list_refuses(operator: Somebody) -> None:
    for noun in EXPORTED:
        path = BY_NAME[f'export_{noun}'].path.format(format='csv')
        for name in ('colour', 'updated_since', *OF_PAGES):
            assert refused(operator.get(path, params={name: '1'})) == [(f'query {name}', 'unknown_parameter')], (noun, name)
        for name, schema in parameters(BY_NAME[f'export_{noun}'], 'query').items():
            if name.endswith('_id') or 'enum' in schema:
                assert [where for where, _ in refused(operator.get(path, params={name: 'nonsense'}))] == [f'query {name}'], (noun, name)
