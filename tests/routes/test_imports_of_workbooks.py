"""Imports of workbooks as office programs write them: each cell that cannot be what it says is told by its row and column."""

import io
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook

from api.database import Database
from tests.routes.acts import made
from tests.routes.conftest import Somebody, World, problem
from tests.routes.imported import apply, counted, post, recorded, rows_of

Cells = dict[str, Any]
# Above the headings stands a title, and before this sheet a hidden one: rows are counted as the program shows them.
FIRST_ROW = 5
SERIAL, ONE_LATE_DAY = 43_525, date(2100, 1, 1)
MEMBERS: tuple[tuple[Cells, str, str], ...] = (
    ({'City': 'Uppsala', 'Country': 'SE', 'Member since': ONE_LATE_DAY}, 'future_date', 'Member since'),
    ({'City': 'Uppsala', 'Country': 'SE', 'Member since': 1850}, 'no_date', 'Member since'),
    # A day whose cell has lost its form is a number.
    ({'City': 'Uppsala', 'Country': 'SE', 'Member since': SERIAL}, 'no_date', 'Member since'),
    ({'City': 'Uppsala', 'Country': 'SE', 'Member since': True}, 'no_date', 'Member since'),
    ({'City': 'Uppsala', 'Country': 'SE', 'Member since': '#N/A'}, 'no_date', 'Member since'),
    ({'City': 'Uppsala', 'Country': 'SE', 'Member since': time(14, 30)}, 'no_date', 'Member since'),
    ({'City': 'Uppsala', 'Country': 'SE', 'Member since': '=TODAY()'}, 'no_date', 'Member since'),
    ({'City': 'Uppsala', 'Country': 'SE', 'Member since': 2012.5}, 'no_date', 'Member since'),
    ({'City': 'Uppsala', 'Country': 'SE', 'Member since': '3/4/2019'}, 'date_ambiguous', 'Member since'),
    (
        {'City': 'Uppsala', 'Country': 'SE', 'Member since': date(2012, 5, 1), 'Until': datetime(2012, 4, 30, 9)},  # noqa: DTZ001 -- a cell
        'ends_before_start', 'Until',
    ),
    ({'City': 'Uppsala', 'Country': 'SE', 'Member since': date(2012, 5, 1), 'Until': 2013}, 'end_needs_a_day', 'Until'),
    ({'City': 'Uppsala', 'Country': 46}, 'country_unknown', 'Country'),
    ({'City': 'Uppsala', 'Country': '=A1'}, 'country_unknown', 'Country'),
    ({'City': 'Uppsala', 'Country': '#REF!'}, 'country_unknown', 'Country'),
    ({'City': 'Uppsala', 'Country': 'SE', 'GeoNames': 2666199.5}, 'key_malformed', 'GeoNames'),
    ({'City': 'Uppsala', 'Country': 'SE', 'GeoNames': -1}, 'key_malformed', 'GeoNames'),
    ({'Country': 'SE', 'Member since': 2012}, 'row_names_nobody', 'City'),
    ({'City': 'U' * 201, 'Country': 'SE'}, 'too_long', 'City'),
    ({'City': 'Uppsala', 'Country': 'SE', 'Kind': False}, 'word_unknown', 'Kind'),
    ({'City': 'Uppsala', 'Country': 'SE', 'Stage': 'honorary'}, 'word_unknown', 'Stage'),
)  # fmt: skip
GROUPS: tuple[tuple[Cells, str, str], ...] = (
    # The first row: below another one it would be about the group of that.
    ({'Stage': 'proposed', 'Cities': 'Graz'}, 'row_names_no_group', 'Group'),
    ({'Group': 'A', 'Constituted': ONE_LATE_DAY, 'Cities': 'Graz'}, 'future_date', 'Constituted'),
    ({'Group': 'B', 'Constituted': SERIAL, 'Cities': 'Graz'}, 'no_date', 'Constituted'),
    ({'Group': 'C', 'Stage': 'completed', 'Constituted': 2010, 'Closed': 2019, 'Cities': 'Graz'}, 'end_needs_a_day', 'Closed'),
    # A line for each city, within the cell.
    ({'Group': 'D', 'Cities': 'Graz\nAtlantis'}, 'city_not_known', 'Cities'),
    ({'Group': 'E', 'Cities': 4}, 'city_not_known', 'Cities'),
    ({'Group': 'F', 'Cities': 'Graz\nBolgna'}, 'city_like', 'Cities'),
    ({'Group': 'G', 'Lead city': '#VALUE!', 'Cities': 'Graz'}, 'city_not_known', 'Lead city'),
    ({'Group': 'H', 'Mode': True, 'Cities': 'Graz'}, 'word_unknown', 'Mode'),
)  # fmt: skip
PEOPLE: tuple[tuple[Cells, str, str], ...] = (
    ({'Name': 'Ada', 'Phone': 1}, 'no_phone', 'Phone'),
    ({'Name': 'Bea', 'Mail': 42}, 'no_mail', 'Mail'),
    ({'Name': 'Cleo', 'Mail': '=HYPERLINK("mailto:cleo@example.org")'}, 'no_mail', 'Mail'),
    ({'Name': 'Dora', 'Mail': 'dora@example.org; d@example.org'}, 'no_mail', 'Mail'),
    ({'Name': 'Edda', 'Role': 1}, 'word_unknown', 'Role'),
    # The number of a post office is no city.
    ({'Name': 'Finn', 'Role': 'coordinator', 'City': 8010}, 'city_not_known', 'City'),
    ({'Name': 'Gina', 'Role': 'coordinator', 'City': 'Graz', 'Since': ONE_LATE_DAY}, 'future_date', 'Since'),
    ({'Name': 'Hugo', 'Role': 'coordinator'}, 'role_needs_city', 'Role'),
    ({'Name': 'Ines', 'Language': 1.5}, 'word_unknown', 'Language'),
    ({'Role': 'coordinator', 'City': 'Graz'}, 'row_names_no_person', 'Name'),
)  # fmt: skip
HEADINGS = {
    'members': ['City', 'Country', 'GeoNames', 'Kind', 'Member since', 'Until', 'Stage'],
    'working_groups': ['Group', 'Stage', 'Constituted', 'Closed', 'Lead city', 'Cities', 'Mode'],
    'people': ['Name', 'Mail', 'Role', 'City', 'Phone', 'Language', 'Since'],
}
FAULTS = {'members': MEMBERS, 'working_groups': GROUPS, 'people': PEOPLE}


def workbook(headings: list[str], rows: list[Cells]) -> bytes:
    """Return a workbook as an office keeps it: a hidden sheet before, empty rows between, headings that are not at the top."""
    book = Workbook()
    assert book.active is not None
    book.active.sheet_state = 'hidden'
    book.active['A1'] = 'old'
    sheet = book.create_sheet('Now')
    for place, heading in enumerate(headings, 1):
        sheet.cell(FIRST_ROW - 2, place, heading)
    for number, cells in enumerate(rows, FIRST_ROW):
        for heading, value in cells.items():
            sheet.cell(number, headings.index(heading) + 1, value)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_there_are_more_than_thirty_of_them() -> None:
    assert sum(map(len, FAULTS.values())) >= 30


@pytest.mark.parametrize('kind', FAULTS)
def test_each_faulty_cell_is_told_by_its_row_and_column_and_nothing_is_written(
    office: Somebody, world: World, database: Database, kind: str
) -> None:
    before, faulty = recorded(database), FAULTS[kind]
    found = made(post(office, world, workbook(HEADINGS[kind], [cells for cells, _, _ in faulty]), f'{kind}.xlsx', kind))
    told = rows_of(office, found)
    assert [(each['number'], each['faults'][0]['code'], each['faults'][0]['heading']) for each in told] == [
        (number, code, heading) for number, (_, code, heading) in enumerate(faulty, FIRST_ROW)
    ]
    assert {len(each['faults']) for each in told} == {1}
    assert counted(found) == {'refused': len(faulty)}
    assert problem(apply(office, found)) == (409, 'import-has-faults')
    assert made(apply(office, found, rows='sound'))['stage'] == 'applied'
    assert recorded(database) == before


@pytest.mark.parametrize('language', ['en', 'de', 'es', 'fr', 'it'])
def test_each_fault_is_said_in_the_readers_language_with_a_way_on(office: Somebody, world: World, language: str) -> None:
    found = made(post(office, world, workbook(HEADINGS['members'], [cells for cells, _, _ in MEMBERS]), 'members.xlsx'))
    rows = made(office.get(f'/v1/imports/{found["id"]}/rows', params={'limit': 100}, headers={'Accept-Language': language}))['items']
    said = [each['faults'][0]['detail'] for each in rows]
    # What is wrong, and then what to write instead.
    assert [each for each in said if '{' in each or each.rstrip('.').count('.') + each.count(':') < 1] == []


def test_what_a_program_writes_for_a_day_a_number_and_a_name_is_taken(office: Somebody, world: World, database: Database) -> None:
    before = recorded(database)
    rows: list[Cells] = [
        {'City': 'Uppsala', 'Country': 'Sweden', 'Member since': datetime(2012, 5, 1)},  # noqa: DTZ001 -- a cell knows no time zone
        {'City': '  Lublin ', 'Country': 'pl', 'Member since': 2014},
        {'City': 'Gent', 'Country': 'Belgien', 'Member since': '2015-06', 'GeoNames': 2797656.0},
    ]
    found = made(post(office, world, workbook(HEADINGS['members'], rows), 'members.xlsx'))
    assert counted(found) == {'added': 3}
    made(apply(office, found))
    assert recorded(database)['cities'] == before['cities'] + 3
