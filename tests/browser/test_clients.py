"""Systems that call, as an office and a city see them: let in, given another secret, a mandate, renewed, ended."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visit, Visitor
from tests.browser.test_group_screens import faults
from tests.browser.test_look import SPEAK

CLIENTS = '/office/clients'


def let_in(page: Page, name: str) -> str:
    """Give a partner's system access by keyboard and return the secret that is shown."""
    page.get_by_role('button', name='Give a system access').press('Enter')
    dialog = page.get_by_role('dialog', name='Give a system access')
    dialog.get_by_label('Name', exact=True).fill(name)
    dialog.get_by_label('See: working groups, meetings, outputs, documents').press('Space')
    dialog.get_by_role('button', name='Give a system access').press('Enter')
    return shown(page, name)


def shown(page: Page, name: str) -> str:
    """Return the secret that a dialog shows, having closed it."""
    dialog = page.get_by_role('dialog', name=f'The secret of “{name}”')
    expect(dialog.get_by_text('It is shown this once and never again.')).to_be_visible()
    secret = dialog.get_by_label('Secret', exact=True).input_value()
    assert secret.startswith('coal_')
    dialog.get_by_role('button', name='Copy the secret').press('Enter')
    expect(dialog.get_by_role('status')).not_to_be_empty()
    return secret


def closed(page: Page) -> None:
    page.get_by_role('dialog').get_by_role('button', name='Close').press('Enter')
    # Closed, it is no dialog any more; gone it is once the page has heard of it, and what is asked before that is forgotten with it.
    expect(page.locator('dialog')).to_have_count(0)


def row(page: Page, name: str) -> Locator:
    return page.get_by_role('listitem').filter(has_text=name).first


def act(page: Page, name: str, label: str) -> None:
    row(page, name).get_by_role('button', name=label).first.press('Enter')


def test_an_office_lets_a_system_in_and_changes_its_secret_by_keyboard(visit: Visit) -> None:
    office = visit()
    office.enter_as('Office')
    page = office.go(CLIENTS)
    first = let_in(page, 'Case system')
    office.picture('secret-shown')
    closed(page)
    assert first not in page.content()
    expect(row(page, 'Case system').get_by_text('Partner’s system')).to_be_visible()
    act(page, 'Case system', 'Secrets')
    dialog = page.get_by_role('dialog', name='Secrets of “Case system”')
    dialog.get_by_role('button', name='Make a second secret').press('Enter')
    second = shown(page, 'Case system')
    assert second != first
    closed(page)
    act(page, 'Case system', 'Secrets')
    expect(dialog.get_by_role('button', name='End this secret')).to_have_count(2)
    office.picture('secrets')
    dialog.get_by_role('button', name='End this secret').last.press('Enter')
    expect(dialog.get_by_text('shut out at once, for good')).to_be_visible()
    dialog.get_by_role('button', name='End this secret').last.press('Enter')
    expect(dialog.get_by_role('button', name='End this secret')).to_have_count(1)
    closed(page)
    act(page, 'Case system', 'Renew')
    page.get_by_role('dialog').get_by_role('button', name='Renew').press('Enter')
    expect(page.get_by_text('“Case system” is renewed.')).to_be_visible()
    office.picture('clients')
    assert office.complaints == []


def test_a_city_gives_a_mandate_and_withdraws_it_and_the_office_ends_the_system(visit: Visit) -> None:
    office = visit()
    office.enter_as('Office')
    let_in(office.go(CLIENTS), 'Regional registry')
    closed(office.page)
    graz = visit(dark=True, size=PHONE)
    graz.enter_as('Graz')
    page = graz.go('/cities/graz/people')
    page.get_by_role('button', name='Give a mandate').press('Enter')
    dialog = page.get_by_role('dialog', name='Let a system act for the city')
    dialog.get_by_label('System').select_option(label='Regional registry')
    dialog.get_by_label('What it rests on').fill('Contract of 12 January 2026')
    graz.picture('mandate-given')
    dialog.get_by_role('button', name='Give a mandate').press('Enter')
    expect(page.get_by_text('Contract of 12 January 2026')).to_be_visible()
    graz.picture('mandates-of-graz')
    there = office.go(CLIENTS)
    assert office.complaints == []
    expect(row(there, 'Regional registry').get_by_text('Contract of 12 January 2026')).to_be_visible()
    page.get_by_role('button', name='Withdraw').first.press('Enter')
    page.get_by_role('dialog').get_by_role('button', name='Withdraw').press('Enter')
    expect(page.get_by_text('Contract of 12 January 2026')).to_have_count(0)
    there = office.go(CLIENTS)
    act(there, 'Regional registry', 'End')
    office.picture('client-ends')
    there.get_by_role('dialog').get_by_role('button', name='End', exact=True).press('Enter')
    expect(row(there, 'Regional registry')).to_have_count(0)
    there.get_by_label('Show ended ones too').check()
    expect(row(there, 'Regional registry').get_by_text('Ended')).to_be_visible()
    assert office.complaints == graz.complaints == []


@pytest.mark.in_turn(2)
@pytest.mark.parametrize('size', [DESKTOP, PHONE])
def test_the_screen_of_systems_in_german_and_dark(visit: Visit, size: tuple[int, int]) -> None:
    office: Visitor = visit(dark=True, size=size)
    office.enter_as('Office')
    office.page.evaluate(SPEAK, 'de')
    page = office.go(CLIENTS)
    expect(page.get_by_role('heading', name='Systeme')).to_be_visible()
    assert faults(office) == []
    page.get_by_role('button', name='Zugang anlegen').press('Enter')
    assert faults(office) == []
    office.picture(f'make-client-de-{size[0]}')
    page.keyboard.press('Escape')
    office.picture(f'clients-de-{size[0]}')
    office.page.evaluate(SPEAK, 'en')


@pytest.mark.in_turn(2)
@pytest.mark.parametrize('size', [DESKTOP, PHONE])
def test_an_office_enters_an_address_for_messages_and_looks_at_what_was_sent(visit: Visit, size: tuple[int, int]) -> None:
    office: Visitor = visit(dark=size == PHONE, size=size)
    office.enter_as('Office')
    page = office.go(CLIENTS)
    address = f'https://hooks-{size[0]}.example.org/in'
    page.get_by_role('button', name='Enter an address').press('Enter')
    dialog = page.get_by_role('dialog', name='Enter an address')
    dialog.get_by_label('Address', exact=True).fill('https://127.0.0.1/in')
    dialog.get_by_role('button', name='Enter an address').press('Enter')
    expect(dialog.get_by_text('Messages go to public addresses')).to_be_visible()
    assert faults(office) == []
    dialog.get_by_label('Address', exact=True).fill(address)
    dialog.get_by_role('button', name='Enter an address').press('Enter')
    secret = page.get_by_role('dialog', name='The secret of the address').get_by_label('Secret', exact=True).input_value()
    assert secret.startswith('whsec_')
    closed(page)
    expect(row(page, address).get_by_text('Was asked, has not answered')).to_be_visible()
    assert faults(office) == []
    office.picture(f'addresses-{size[0]}')
    act(page, address, 'What was sent')
    messages = page.get_by_role('dialog', name='Messages to the address')
    expect(messages.get_by_text('webhook_endpoint.challenge')).to_be_visible()
    assert faults(office) == []
    office.picture(f'messages-{size[0]}')
    closed(page)
    act(page, address, 'Another secret')
    page.get_by_role('dialog').get_by_role('button', name='Another secret').press('Enter')
    assert page.get_by_role('dialog', name='The secret of the address').get_by_label('Secret', exact=True).input_value() != secret
    closed(page)
    act(page, address, 'End')
    page.get_by_role('dialog').get_by_role('button', name='End', exact=True).press('Enter')
    expect(row(page, address)).to_have_count(0)
    assert [each for each in office.complaints if 'Conflict' not in each and '409' not in each] == []
