"""Dates of which only a part is known: read as they are known, wherever they stand; written by nobody but the service and its loaders."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.database import Database
from tests.contract.conftest import Records
from tests.contract.test_document import ANSWERED, SCHEMAS, SENT
from tests.contract.validated import breaches, validated
from tests.routes.acts import follow, made
from tests.routes.conftest import Somebody, refused

PARTIAL = {'$ref': '#/components/schemas/PartialDate'}
FIELDS = {
    'Formation.constituted_on',
    'Network.founded',
    'PublicWorkingGroup.constituted_on',
    'WorkingGroup.constituted_on',
    'WorkingGroup.proposed_on',
}
FORMS: list[dict[str, str] | None] = [
    {'value': '2019', 'precision': 'year'},
    {'value': '2019-12', 'precision': 'month'},
    {'value': '2019-12-04', 'precision': 'day'},
    None,
]
NO_FORMS: list[Any] = [
    '2019-12-04',
    2019,
    {},
    {'value': '2019'},
    {'precision': 'year'},
    {'value': None, 'precision': 'year'},
    {'value': 2019, 'precision': 'year'},
    {'value': '19', 'precision': 'year'},
    {'value': '2019-1', 'precision': 'month'},
    {'value': '2019-12-4', 'precision': 'day'},
    {'value': '04.12.2019', 'precision': 'day'},
    {'value': '2019-12-04T00:00:00Z', 'precision': 'day'},
    {'value': '2019', 'precision': 'decade'},
    {'value': '2019', 'precision': 'year', 'circa': True},
]


def partial_fields() -> Iterator[str]:
    """Yield each field of the document that is a date known in part."""
    for name, schema in SCHEMAS.items():
        for field, said in schema.get('properties', {}).items():
            if PARTIAL in [said, *said.get('anyOf', [])]:
                yield f'{name}.{field}'


def test_the_table_names_every_field_and_all_are_answered_only() -> None:
    assert set(partial_fields()) == FIELDS
    assert {field.partition('.')[0] for field in FIELDS} <= ANSWERED
    assert 'PartialDate' not in SENT


def known(database: Database, records: Records, form: dict[str, str] | None) -> None:
    """Record how much is known of each of the dates."""
    with database.autocommit.connect() as connection:
        values = {'form': json.dumps(form) if form else None, 'network': records['network']['id'], 'group': records['working_group']['id']}
        connection.execute(text('UPDATE networks SET founded = CAST(:form AS jsonb) WHERE id = :network'), values)
        dates = 'UPDATE working_groups SET proposed_on = CAST(:form AS jsonb), constituted_on = CAST(:form AS jsonb) WHERE id = :group'
        connection.execute(text(dates), values)


@pytest.mark.parametrize('form', FORMS, ids=lambda form: form['precision'] if form else 'nothing')
def test_it_is_shown_as_it_is_known(
    operator: Somebody, http: httpx.Client, records: Records, database: Database, form: dict[str, str] | None
) -> None:
    known(database, records, form)
    group, assembly = records['working_group']['id'], records['assembly']['id']
    assert made(operator.get(f'/v1/networks/{records["network"]["id"]}'))['founded'] == form
    listed = {item['id']: item for item in made(operator.get('/v1/working-groups'))['items']}
    fed = {item['subject']['id']: item['data'] for item in follow(operator, subject_type='working_group')[0]}
    for shown in (made(operator.get(f'/v1/working-groups/{group}')), listed[group], fed[group]):
        assert (shown['proposed_on'], shown['constituted_on']) == (form, form)
    assert made(operator.get(f'/v1/working-groups/{group}/formation'))['constituted_on'] == form
    assert made(validated(http).get(f'/v1/public/working-groups/{group}'))['constituted_on'] == form
    export = csv.DictReader(io.StringIO(operator.get('/v1/exports/working-groups.csv').content.decode('utf-8-sig')))
    row = next(row for row in export if row['id'] == group)
    assert (row['proposed_on.value'], row['constituted_on.value']) == ((form['value'],) * 2 if form else ('', ''))
    desk = made(operator.get(f'/v1/assemblies/{assembly}/working-groups'))['items']
    assert group in {item['working_group']['id'] for item in desk}


def test_the_document_refuses_every_other_form() -> None:
    for form in FORMS:
        assert form is None or breaches(SCHEMAS['PartialDate'], form) == []
    assert [form for form in NO_FORMS if not breaches(SCHEMAS['PartialDate'], form)] == []


@pytest.mark.parametrize('form', [*FORMS, *NO_FORMS[:2]], ids=str)
def test_nobody_writes_it(operator: Somebody, records: Records, form: object) -> None:
    group = {'network_id': records['network']['id'], 'city_id': records['city']['id'], 'title': 'Words that wound'}
    for method, path, wish, field in (
        ('POST', '/v1/networks', {'slug': 'new', 'name': 'A new network'}, 'founded'),
        ('PATCH', '/v1/networks/eccar', {}, 'founded'),
        ('POST', '/v1/working-groups', group, 'proposed_on'),
        ('POST', '/v1/working-groups', group, 'constituted_on'),
        ('PATCH', '/v1/working-groups/fair-housing', {}, 'proposed_on'),
        ('PATCH', '/v1/working-groups/fair-housing', {}, 'constituted_on'),
    ):
        answer = operator.request(method, path, json={**wish, field: form}, headers={'if-match': '*'})
        assert refused(answer) == [(f'/{field}', 'extra_forbidden')], (method, path)
