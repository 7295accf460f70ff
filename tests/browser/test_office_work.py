"""The office at its work: an assembly from its announcement to its end, and what two people see who edit the same record at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.at_work import today
from tests.browser.conftest import Visitor
from tests.browser.institution import Operator, office_at_work
from tests.browser.test_group_screens import faults
from tests.faults.service import Service

pytestmark = pytest.mark.in_turn(3)


@pytest.fixture(scope='module')
def operator(institution: Service) -> Iterator[Operator]:
    """Whoever set the network up: the second one who changes things."""
    operator = Operator(institution)
    operator.join(operator.group, operator.cities[2])
    yield operator
    operator.close()


@pytest.fixture
def office(institution: Service, operator: Operator, browser: Browser) -> Iterator[Visitor]:
    """The office's window."""
    assert operator.network
    with office_at_work(institution, browser) as window:
        yield window


def test_an_assembly_is_announced_and_changed_by_keyboard_alone(office: Visitor, operator: Operator) -> None:
    page, press = office.page, office.page.keyboard.press
    page.get_by_role('link', name='General assemblies').focus()
    press('Enter')
    expect(page.get_by_text('No assembly is announced')).to_be_visible()
    page.get_by_role('link', name='Announce an assembly').focus()
    press('Enter')
    page.get_by_role('button', name='Announce the assembly').focus()
    press('Enter')
    expect(page.get_by_role('alert')).to_be_focused()
    expect(page.get_by_role('alert')).to_contain_text('Day: Please fill this in')
    page.get_by_label('Title').focus()
    page.keyboard.type('Assembly of the cities')
    press('Tab')
    page.keyboard.type('03122030')
    expect(page.get_by_text('12 March 2030')).to_be_visible()
    page.get_by_label('Host city').focus()
    page.keyboard.type('Bolo')
    page.get_by_label('Place').focus()
    page.keyboard.type('Town hall')
    press('Enter')
    expect(page.get_by_role('heading', level=1, name='Assembly of the cities')).to_be_visible()
    expect(page.get_by_text('12 March 2030 · In person · Town hall · Bologna')).to_be_visible()
    expect(page.get_by_text('It can be closed from 12 March 2030 on.')).to_be_visible()
    row = page.get_by_role('row', name='Fair housing')
    expect(row.get_by_text('missing')).to_have_count(2)
    assert (faults(office), office.complaints) == ([], [])

    page.get_by_role('button', name='Edit').focus()
    press('Enter')
    expect(page.get_by_label('Title')).to_be_focused()
    page.get_by_label('Place').fill('Opera')
    press('Enter')
    expect(page.get_by_text('12 March 2030 · In person · Opera · Bologna')).to_be_visible()
    expect(page.get_by_role('heading', name='What the working groups owe it')).to_be_focused()
    page.get_by_role('link', name='Fair housing').focus()
    press('Enter')
    expect(page.get_by_role('link', name='What all groups owe it')).to_be_visible()
    found = operator.ask('GET', '/v1/assemblies')['items']
    assert [(each['title'], each['held_on'], each['place']) for each in found] == [('Assembly of the cities', '2030-03-12', 'Opera')]


def test_an_assembly_is_closed_from_the_desk_after_saying_what_that_does(office: Visitor, operator: Operator) -> None:
    operator.ask('POST', '/v1/assemblies', network_id=operator.network, title='Sitting of today', held_on=today())
    page = office.go('/desk')
    page.get_by_role('listitem').filter(has_text='Sitting of today').get_by_role('link').click()
    page.get_by_role('button', name='Close the assembly').click()
    dialog = page.get_by_role('dialog')
    expect(dialog.get_by_role('listitem')).to_have_count(3)
    expect(dialog).to_contain_text('it cannot be opened again')
    office.picture('assembly-close')
    assert faults(office) == []
    dialog.get_by_role('button', name='Close the assembly').focus()
    page.keyboard.press('Enter')
    expect(page.get_by_text('Closed', exact=True)).to_be_visible()
    expect(page.get_by_role('button', name='Close the assembly')).to_have_count(0)
    page.get_by_role('main').get_by_role('link', name='General assemblies').last.click()
    expect(page.get_by_role('heading', name='Held')).to_be_visible()
    expect(page.get_by_role('link', name='Sitting of today')).to_contain_text('No declaration is owed')
    assert (faults(office), office.complaints) == ([], [])


def test_two_people_who_edit_a_network_at_once_see_both_versions(office: Visitor, operator: Operator) -> None:
    page = office.go('/office/networks/eccar')
    page.get_by_role('button', name='Edit').click()
    page.get_by_label('Name of the network').fill('Network of the office')
    before = operator.ask('GET', '/v1/networks/eccar')
    operator.ask('PATCH', f'/v1/networks/{before["id"]}', before['version'], name='Network of the operator', operated_by='A city far away')
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_role('heading', name='Somebody saved a newer version')).to_be_visible()
    both = page.get_by_role('alert')
    expect(both).to_contain_text('Network of the operator')
    expect(both).to_contain_text('Network of the office')
    expect(page.get_by_label('Operated by')).to_have_value('A city far away')
    office.picture('network-two-versions')
    assert faults(office) == []
    both.get_by_role('group', name='Name of the network').get_by_label('Written by you').check()
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_role('heading', level=1, name='Network of the office')).to_be_visible()
    now = operator.ask('GET', '/v1/networks/eccar')
    assert (now['name'], now['operated_by'], now['version']) == ('Network of the office', 'A city far away', before['version'] + 2)
    assert [each for each in office.complaints if '412' not in each] == []


def test_two_people_who_edit_a_city_at_once_see_both_versions(office: Visitor, operator: Operator) -> None:
    page = office.go('/cities/berlin')
    page.get_by_role('button', name='Edit').click()
    page.get_by_label('Other names').fill('Berlijn')
    page.get_by_label('Degrees north').fill('52.5')
    before = operator.ask('GET', '/v1/cities/berlin')
    operator.ask('PATCH', f'/v1/cities/{before["id"]}', before['version'], other_names=['Berlino'], kind='other_local_authority')
    page.get_by_role('button', name='Save').click()
    both = page.get_by_role('alert')
    expect(both).to_contain_text('Berlino')
    expect(both).to_contain_text('Berlijn')
    expect(page.get_by_label('Kind', exact=True)).to_have_value('other_local_authority')
    office.picture('city-two-versions')
    assert faults(office) == []
    both.get_by_role('group', name='Other names').get_by_label('Saved meanwhile').focus()
    page.keyboard.press('Space')
    page.get_by_role('button', name='Save').focus()
    page.keyboard.press('Enter')
    expect(page.get_by_role('button', name='Edit')).to_be_visible()
    expect(page.get_by_role('complementary')).to_contain_text('Berlino')
    now = operator.ask('GET', '/v1/cities/berlin')
    assert (now['other_names'], now['latitude'], now['kind']) == (['Berlino'], 52.5, 'other_local_authority')
    assert [each for each in office.complaints if '412' not in each] == []
