"""Whole lists as files: what is in them for whom, how values stand in them, and what becomes of a download that breaks off."""

import csv
import io
import re
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import httpx
import openpyxl
import pytest
from sqlalchemy import text

from api.database import Database
from api.permissions import EXPORTED
from api.shown import exported
from tests.routes.acts import constituted, made, pages, propose
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem, refused

PATHS = [noun.replace('_', '-') for noun in EXPORTED]


def table(caller: httpx.Client, name: str, **query: str) -> list[dict[str, str]]:
    """Return the rows of a CSV."""
    answer = caller.get(f'/v1/exports/{name}.csv', params=query)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode('utf-8-sig'), newline='')))


def sheet(caller: httpx.Client, name: str, **query: str) -> Any:
    """Return the one sheet of a spreadsheet."""
    answer = caller.get(f'/v1/exports/{name}.xlsx', params=query)
    assert answer.status_code == 200, answer.text
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert len(book.worksheets) == 1
    return book.worksheets[0]


def cells(caller: httpx.Client, name: str, **query: str) -> list[dict[str, Any]]:
    """Return the rows of a spreadsheet."""
    names, *rows = sheet(caller, name, **query).iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def lines(caller: httpx.Client, name: str, **query: str) -> list[dict[str, Any]]:
    """Return the records of NDJSON."""
    answer = caller.get(f'/v1/exports/{name}.ndjson', params=query)
    assert answer.status_code == 200, answer.text
    return [httpx.Response(200, content=line).json() for line in answer.text.splitlines()]


def organisation(office: httpx.Client, name: str) -> dict[str, Any]:
    return made(office.post('/v1/organisations', json={'name': name, 'kind': 'civil_society'}))


# -- what a file is --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize('name', PATHS)
def test_every_resource_comes_in_every_form_also_when_there_is_nothing(office: Somebody, world: World, name: str) -> None:
    columns = list(getattr(exported, name.replace('-', '_').upper()).headings)
    text_of_csv = office.get(f'/v1/exports/{name}.csv').content
    assert text_of_csv.startswith(b'\xef\xbb\xbf' + ','.join(columns).encode() + b'\n')
    assert [cell.value for cell in sheet(office, name)[1]] == columns
    # The lists of these stand under a group or a report, and there is none yet.
    under_another = name in {'leads', 'declarations', 'submissions', 'decisions', 'publications'}
    lists = [f'/v1/networks/{each}/by-laws' for each in (world.network, world.other_network)] if name == 'by-laws' else [f'/v1/{name}']
    whole = [item for path in lists for page in pages(office, path, limit=100) for item in page] if not under_another else []
    assert sorted(lines(office, name), key=lambda item: item['id']) == sorted(whole, key=lambda item: item['id'])
    assert len(table(office, name)) == len(cells(office, name)) == len(whole)


def test_a_file_has_a_name_and_is_kept_by_nobody(office: Somebody) -> None:
    for kind, media_type in (('csv', 'text/csv; charset=utf-8; header=present'), ('ndjson', 'application/x-ndjson')):
        answer = office.get(f'/v1/exports/cities.{kind}')
        assert answer.headers['content-type'] == media_type
        assert re.fullmatch(rf'attachment; filename="cities-\d{{4}}-\d\d-\d\d\.{kind}"', answer.headers['content-disposition'])
        assert answer.headers['cache-control'] == 'no-store'
        assert 'etag' not in answer.headers
    assert office.head('/v1/exports/cities.csv').content == b''


def test_what_is_not_there_is_not_exported(office: Somebody) -> None:
    assert problem(office.get('/v1/exports/api_clients.csv')) == (404, 'not-found')
    assert problem(office.get('/v1/exports/cities')) == (404, 'not-found')
    assert refused(office.get('/v1/exports/cities.pdf')) == [('path format', 'literal_error')]
    assert refused(office.get('/v1/exports/cities.csv', params={'limit': '5'})) == [('query limit', 'unknown_parameter')]
    assert refused(office.get('/v1/exports/cities.csv', params={'country_code': 'UK'})) == [('query country_code', 'country_code')]


def test_filters_are_those_of_the_list(office: Somebody, world: World) -> None:
    assert [row['slug'] for row in table(office, 'cities', country_code='DE')] == ['berlin', 'heidelberg']
    assert 'montreal' not in {row['slug'] for row in table(office, 'cities', network_id=str(world.network))}
    assert table(office, 'cities', kind='other_local_authority') == []
    assert {row['member.slug'] for row in table(office, 'memberships', city_id=str(world.cities['graz']))} == {'graz'}


# -- how values stand in it ------------------------------------------------------------------------------------------------


def test_values_are_what_they_are(office: Somebody, world: World) -> None:
    change = {'latitude': 47.07, 'longitude': 15.44, 'other_names': ['Grätz', 'Gradec; in Slovene', 'a\\b']}
    made(office.patch('/v1/cities/graz', json=change, headers={'If-Match': '*'}))
    row = next(row for row in table(office, 'cities') if row['slug'] == 'graz')
    assert (row['latitude'], row['demonstration'], row['identifiers']) == ('47.07', 'false', 'geonames:2778067')
    assert row['other_names'] == 'Grätz; Gradec\\; in Slovene; a\\\\b'
    assert re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ', row['created_at'])
    cell = next(row for row in cells(office, 'cities') if row['slug'] == 'graz')
    assert (cell['latitude'], cell['demonstration'], cell['version']) == (47.07, False, int(row['version']))
    assert isinstance(cell['created_at'], datetime)
    assert (cell['source'], cell['name']) == (None, 'Graz')
    membership = next(row for row in cells(office, 'memberships', city_id=str(world.cities['graz'])))
    assert membership['start_date'].date() == date(2019, 3, 1)
    assert membership['end_date'] is None


def test_the_row_of_names_stays_in_sight(office: Somebody) -> None:
    found = sheet(office, 'cities')
    assert found.freeze_panes == 'A2'
    assert found['A1'].font.b
    assert found.title == 'cities'


FORMULAS = {
    '=1+1': "'=1+1",
    '+49 30 1': "'+49 30 1",
    '-2+3': "'-2+3",
    '@SUM(A1)': "'@SUM(A1)",
    '\tx': "'\tx",
    '\r=1': "'\r=1",
    '\n=1': "'\n=1",
    '\uff1d1': "'\uff1d1",
    "'=1": "''=1",
    "''@a": "'''@a",
    "=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0",
    "'s-Hertogenbosch": "'s-Hertogenbosch",
    '"=1"': '"=1"',
    'Graz = Gratz': 'Graz = Gratz',
    'a,b;c\nd"e': 'a,b;c\nd"e',
    '<&> _x0041_ \ufffe': '<&> _x0041_ \ufffe',
    '\\.': '\\.',
    ' =1': ' =1',
    'Köln 🏳️‍🌈 Αθήνα': 'Köln 🏳️‍🌈 Αθήνα',
    '\\N': '\\N',
}


def read_back(value: str) -> str:
    """Take the apostrophe away that keeps a text from being a formula, as imports do."""
    return value[1:] if re.match("'+[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]", value) else value


def test_no_text_becomes_a_formula_and_every_text_can_be_read_back(office: Somebody) -> None:
    for name in FORMULAS:
        organisation(office, name)
    in_csv = [row['name'] for row in table(office, 'organisations')]
    assert in_csv == list(FORMULAS.values())
    assert [read_back(value) for value in in_csv] == list(FORMULAS)
    found = sheet(office, 'organisations')
    column = next(cell.column for cell in found[1] if cell.value == 'name')
    in_cells = [row[column - 1] for row in found.iter_rows(min_row=2)]
    assert {cell.data_type for cell in in_cells} <= {'s', 'inlineStr'}
    spelled = [value.replace('\ufffe', '').replace('_x0041_', '_x005F_x0041_') for value in FORMULAS.values()]
    assert [cell.value for cell in in_cells] == spelled


def test_lists_and_names_within_are_harmless_too(office: Somebody) -> None:
    made(office.patch('/v1/cities/graz', json={'other_names': ['=1+1', '@x']}, headers={'If-Match': '*'}))
    row = next(row for row in table(office, 'cities') if row['slug'] == 'graz')
    assert row['other_names'] == "'=1+1; @x"


# -- who sees what ---------------------------------------------------------------------------------------------------------


def test_a_token_needs_the_scope_of_the_list(client_for: ClientFor, http: httpx.Client) -> None:
    reader = client_for('cities:read')
    assert table(reader, 'cities')
    for name in ('working-groups', 'memberships', 'organisations', 'reports', 'action-items', 'progress-updates'):
        assert problem(reader.get(f'/v1/exports/{name}.csv')) == (403, 'insufficient-scope')
    assert problem(http.get('/v1/exports/cities.csv')) == (401, 'unauthenticated')


def test_rows_that_a_caller_is_not_shown_are_in_no_file(office: Somebody, graz: Somebody, client_for: ClientFor, world: World) -> None:
    city = made(office.post('/v1/cities', json={'name': 'Nantes', 'country_code': 'FR'}))
    applies = {'network_id': str(world.network), 'city_id': city['id'], 'stage': 'applicant'}
    applicant = made(office.post('/v1/memberships', json=applies))['id']
    group = propose(office, world)
    for caller, sees_applicant, sees_group in (
        (office, True, True),
        (graz, False, True),
        (client_for(network=world.other_network), False, False),
    ):
        assert (applicant in {row['id'] for row in table(caller, 'memberships')}) is sees_applicant
        assert (applicant in {row['id'] for row in lines(caller, 'memberships')}) is sees_applicant
        assert (applicant in {row['id'] for row in cells(caller, 'memberships')}) is sees_applicant
        assert (group['slug'] in {row['slug'] for row in table(caller, 'working-groups')}) is sees_group


def test_fields_that_a_caller_is_not_shown_are_empty(office: Somebody, graz: Somebody, world: World) -> None:
    constituted(office, world)
    for caller, expected in ((office, ('false', False, False)), (graz, ('', None, None))):
        found = (table(caller, 'working-groups')[0], lines(caller, 'working-groups')[0], cells(caller, 'working-groups')[0])
        assert tuple(row['needs_lead'] for row in found) == expected


def test_what_is_said_in_a_meeting_stays_in_the_group(office: Somebody, graz: Somebody, signed_in: SignedIn, world: World) -> None:
    group = constituted(office, world)
    wish = {'working_group_id': group['id'], 'title': 'First', 'starts_at': '2026-03-01T09:00:00Z', 'visibility': 'members'}
    link, said = 'https://meet.example.org/secret', 'nobody else hears this'
    meeting = made(office.post('/v1/meetings', json={**wish, 'joining_link': link}))
    minutes = {'minutes': said, 'attending_city_ids': [str(world.cities['graz'])], 'held_on': '2026-03-01'}
    answer = office.post(f'/v1/meetings/{meeting["id"]}/minutes', json=minutes, headers={'If-Match': '*'})
    assert answer.status_code in {200, 201}, answer.text
    berlin = signed_in('coordinator', 'berlin')
    for kind in ('csv', 'ndjson'):
        inside, outside = (caller.get(f'/v1/exports/meetings.{kind}').text for caller in (graz, berlin))
        assert meeting['id'] in outside
        assert [secret in inside for secret in (link, said)] == [True, True]
        assert [secret in outside for secret in (link, said)] == [False, False]
    assert cells(berlin, 'meetings')[0]['minutes'] is None
    assert cells(graz, 'meetings')[0]['minutes'] == said
    assert table(graz, 'meetings')[0]['attendance'] == 'graz'


def test_the_catalogue_is_exported_in_the_callers_language(office: Somebody, database: Database) -> None:
    with database.autocommit.connect() as connection:
        row = {'id': uuid4(), 'number': 2778067}
        connection.execute(
            text(
                'INSERT INTO city_catalogue (id, geonames_id, name, country_code, population, latitude, longitude, time_zone, sort_key, '
                "words) VALUES (:id, :number, 'Graz', 'AT', 303270, 47.07, 15.44, 'Europe/Vienna', '0000001', 'graz')"
            ),
            row,
        )
    answer = office.get('/v1/exports/city-catalogue.csv', headers={'Accept-Language': 'de'})
    assert '"Österreich"' in answer.content.decode('utf-8-sig')
    assert table(office, 'city-catalogue')[0]['country_name'] == 'Austria'
