"""A partner's list: taken in as a file, its doubtful cities decided side by side; and a list that somebody pastes, compared."""

from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import Somebody
from tests.browser.conftest import DESKTOP, PHONE, Visit, Visitor
from tests.faults.service import Service, command

pytestmark = pytest.mark.in_turn(3)

LIST = 'id;city;country;geonames\n1;Graz;AT;2778067\n2;Bologna;IT;\n3;Barcelona;ES;\n4;Tampere;FI;\n'
PASTED = 'Graz; Austria; geonames:2778067; 291 134\nBologna\nTampere, FI\n'
URL = 'https://partner.example.org'


def takes_the_list_in(office: Visitor) -> None:
    """Send the partner's file; without the partner it is not sent."""
    page = office.page
    office.go('/office/imports?kind=partner_cities')
    page.get_by_label('Your file').set_input_files({'name': 'rainbow.csv', 'mimeType': 'text/csv', 'buffer': LIST.encode()})
    page.get_by_role('button', name='Check the file').click()
    expect(page.get_by_text('Choose the partner whose list it is.')).to_be_visible()
    page.get_by_label('Whose list it is').select_option(label='EUROCITIES')
    page.get_by_role('button', name='Check the file').click()
    expect(page.get_by_role('heading', level=1, name='rainbow.csv')).to_be_visible()
    expect(page.get_by_text('It may be your city Bologna.', exact=False)).to_be_visible()
    page.get_by_role('button', name='Apply the file').click()
    page.get_by_role('dialog').get_by_role('button', name='Apply the file').click()
    page.get_by_role('main').get_by_role('link', name='Partners’ lists').click()
    expect(page.get_by_role('heading', level=1, name='Partners’ lists')).to_be_visible()


def test_an_office_takes_a_partners_list_in_and_settles_what_is_doubtful(visit: Visit, demonstration: Service) -> None:
    words = ('sync', 'pull', '--from', URL, '--as', 'eurocities', '--every', '60', '--for', 'eccar')
    assert 'COALITION_SYNC_CREDENTIALS' in command(*words, place=demonstration.data).stderr
    office = visit(size=DESKTOP)
    office.enter_as('Office')
    page = office.page
    takes_the_list_in(office)

    expect(page.get_by_text('There is nothing to sign in with there.', exact=False)).to_be_visible()
    expect(page.get_by_text('It is read every 60 minutes.', exact=False)).to_be_visible()
    doubts = page.locator('li[id^=doubt-]').filter(has=page.get_by_text('From EUROCITIES'))
    expect(doubts).to_have_count(2)
    office.picture('partners-doubtful')
    doubts.filter(has_text='Bologna').get_by_role('button', name='It is this one').click()
    expect(page.get_by_text('Bologna is your Bologna.')).to_be_visible()
    expect(doubts).to_have_count(1)
    doubts.get_by_role('button', name='None of these').click()
    expect(page.get_by_text('Barcelona is settled: it is none of your cities.')).to_be_visible()
    expect(doubts).to_have_count(0)

    office.go('/office/partners/records')
    page.get_by_label('From').select_option(label='EUROCITIES, file')
    expect(page.get_by_text('Kept by EUROCITIES; read-only here')).to_have_count(4)
    expect(page.get_by_text('It is your Bologna, as somebody of the office has said.')).to_be_visible()
    office.picture('partners-records')
    page.get_by_role('button', name='Take that back (Barcelona)').click()
    expect(page.get_by_text('It is none of your cities', exact=False)).to_have_count(0)
    page.get_by_label('Match').select_option(label='doubtful')
    expect(page.get_by_text('Kept by EUROCITIES; read-only here')).to_have_count(1)


def _kept(demonstration: Service) -> tuple[object, object]:
    with closing(Somebody(demonstration, 'office')) as somebody:
        return somebody.ask('GET', '/v1/imports'), somebody.ask('GET', '/v1/mirrored-records')


@pytest.mark.parametrize(('dark', 'size'), [(False, DESKTOP), (True, PHONE)], ids=['desktop', 'phone'])
def test_a_pasted_list_is_a_table(visit: Visit, demonstration: Service, dark: bool, size: tuple[int, int]) -> None:
    before = _kept(demonstration)
    office = visit(size=size, dark=dark)
    office.enter_as('Office')
    page = office.page
    office.go('/office/partners/paste')
    page.get_by_role('button', name='Compare').click()
    expect(page.get_by_text('Paste the list first.')).to_be_visible()
    page.get_by_label('The list').fill(PASTED)
    page.get_by_role('button', name='Compare').click()
    rows = page.get_by_role('row')
    expect(rows).to_have_count(4)
    expect(rows.filter(has_text='291 134').get_by_text('matched')).to_be_visible()
    expect(rows.filter(has_text='291 134')).to_contain_text('Not understood, so it decided nothing: 291 134')
    expect(rows.filter(has_text='Bologna').get_by_text('doubtful')).to_be_visible()
    expect(rows.filter(has_text='Tampere').get_by_text('none of yours')).to_be_visible()
    office.picture(f'partners-paste-{size[0]}')
    page.get_by_label('Show').select_option(label='doubtful')
    expect(rows).to_have_count(2)
    assert _kept(demonstration) == before
