"""How an office begins: it takes in its members from a file, goes live once, and changes its by-laws after looking at what would follow."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.conftest import Visitor
from tests.browser.institution import Operator, office_at_work
from tests.faults.service import Service

pytestmark = pytest.mark.in_turn(3)

LINES = ('Stadt;Land;Mitglied seit', 'Graz;AT;2004', 'Uppsala;SE;5/2011', 'Bolgna;IT;', 'Nowhere;Atlantis;')
MEMBERS: FilePayload = {'name': 'members.csv', 'mimeType': 'text/csv', 'buffer': '\n'.join(LINES).encode()}


GROUP = {'title': 'Fair homes', 'constituted_on': '2016', 'lead_city': 'Graz', 'cities': 'Bologna'}


def taken(page: Page, name: str, *lines: str) -> None:
    """Send a file of these lines, and wait until it is checked."""
    page.get_by_label('Your file').set_input_files({'name': name, 'mimeType': 'text/csv', 'buffer': '\n'.join(lines).encode()})
    page.get_by_role('button', name='Check the file').click()
    expect(page.get_by_role('heading', level=1, name=name)).to_be_visible()


def applied(page: Page) -> None:
    """Apply the file that is shown."""
    page.get_by_role('button', name='Apply the file').click()
    page.get_by_role('dialog').get_by_role('button', name='Apply the file').click()
    expect(page.get_by_text('Nothing was sent.', exact=False).first).to_be_visible()


def takes_groups_and_people_in(office: Visitor) -> None:
    """Import groups with the empty file, and people; one file of them is discarded. Then look at what is in."""
    page = office.page
    office.go('/office/imports?kind=working_groups')
    with page.expect_download() as empty:
        page.get_by_role('link', name='Empty file: Working groups').click()
    headings = Path(empty.value.path()).read_text(encoding='utf-8-sig').strip()
    line = ';'.join(GROUP.get(heading, '') for heading in headings.split(';'))
    taken(page, 'groups.csv', headings, line, 'Night life;proposed')
    expect(page.get_by_role('button', name='Check again like this')).to_be_hidden()
    expect(page.get_by_text('It stays official, and has now 2 of 3 cities from 2 of 2 countries', exact=False)).to_be_visible()
    office.picture('import-groups')
    applied(page)
    office.go('/office/imports')
    page.get_by_label('People').check()
    taken(page, 'people.csv', 'Name;E-Mail;Funktion;Stadt;Seit;Geburtstag', 'Lena Lind;lena@example.org;Koordinatorin;Graz;2019;')
    expect(
        page.get_by_text('Role: Coordinator of a city', exact=False).or_(page.get_by_text('role: Coordinator of a city'))
    ).to_be_visible()
    office.picture('import-people')
    page.get_by_role('button', name='Discard the file').click()
    page.get_by_role('dialog').get_by_role('button', name='Discard the file').click()
    expect(page.get_by_text('It was discarded, and its rows are deleted.')).to_be_visible()
    office.go('/office/imports?kind=people')
    taken(page, 'people.csv', 'Name;E-Mail;Funktion;Stadt;Seit', 'Lena Lind;lena@example.org;Koordinatorin;Graz;2019')
    applied(page)

    page.get_by_role('link', name='A new network').click()
    expect(page.get_by_role('heading', name='Before you go live')).to_be_visible()
    expect(page.get_by_text('1 of 4 member cities has a coordinator', exact=False)).to_be_visible()
    expect(page.get_by_text('3 working groups are proposed or official.')).to_be_visible()
    expect(page.get_by_text('Nothing has been sent so far.')).to_be_visible()
    office.picture('before-going-live')


def test_an_office_takes_its_members_in_goes_live_and_changes_its_by_laws(institution: Service, browser: Browser) -> None:
    operator = Operator(institution)
    operator.close()
    with office_at_work(institution, browser) as office:
        page = office.page
        expect(page.get_by_role('heading', level=1, name='My desk')).to_be_visible()
        expect(page.get_by_text('A new network is still in preparation')).to_be_visible()
        office.go('/office/imports')
        expect(page.get_by_text('No file yet')).to_be_visible()
        page.get_by_label('Your file').set_input_files(MEMBERS)
        page.get_by_role('button', name='Check the file').click()
        expect(page.get_by_role('heading', level=1, name='members.csv')).to_be_visible()
        expect(page.get_by_text('→ 2004', exact=False)).to_be_visible()
        expect(page.get_by_text('Column “Land”: “Atlantis” is no country', exact=False)).to_be_visible()
        office.picture('import-checked')
        page.get_by_role('button', name='It is Bologna').press('Enter')
        expect(page.get_by_role('button', name='Take the answer back')).to_be_visible()
        page.get_by_label('Show').select_option('refused')
        page.get_by_role('button', name='Leave the row out').press('Enter')
        expect(page.get_by_text('No such rows')).to_be_visible()
        page.get_by_role('button', name='Apply the file').click()
        expect(page.get_by_role('dialog')).to_contain_text('New: 1. Changed: 2.')
        page.get_by_role('dialog').get_by_role('button', name='Apply the file').click()
        expect(page.get_by_text('“members.csv” was applied. Nothing was sent.')).to_be_visible()
        expect(page.get_by_text('A new network is in preparation.', exact=False)).to_be_visible()

        takes_groups_and_people_in(office)
        page.get_by_role('button', name='Go live').click()
        expect(page.get_by_role('dialog')).to_contain_text('cannot be undone')
        page.get_by_role('dialog').get_by_role('button', name='Go live').click()
        expect(page.get_by_text('Live', exact=True)).to_be_visible()

        page.get_by_role('link', name='New version of the by-laws').click()
        page.get_by_label('Cities that make a group official').fill('2')
        page.get_by_role('button', name='See what it would do').click()
        expect(page.get_by_text('It would constitute 1 group and tell 2 cities.')).to_be_visible()
        expect(page.get_by_role('listitem').filter(has_text='Fair housing')).to_be_visible()
        office.picture('by-laws-effect')
        page.get_by_label('Words in a report, at most').fill('-1')
        expect(page.get_by_role('button', name='Make this version')).to_have_count(0)
        page.get_by_role('button', name='See what it would do').click()
        expect(page.get_by_role('alert')).to_be_visible()
        page.get_by_label('Words in a report, at most').fill('500')
        page.get_by_role('button', name='See what it would do').click()
        page.get_by_role('button', name='Make this version').click()

        expect(page.get_by_text('in force')).to_be_visible()
        page.get_by_label('Compare with').select_option(index=1)
        expect(page.get_by_text('2 figures differ.')).to_be_visible()
        office.picture('by-laws-compared')
        assert [each for each in office.complaints if '422' not in each] == []
