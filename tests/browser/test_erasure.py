"""A person's data in a browser: taken home, and erased, by oneself and by the office."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Visit, Visitor
from tests.browser.test_people import invite, link_to
from tests.faults.service import Service

pytestmark = pytest.mark.in_turn(3)


def welcomed(visit: Visit, demonstration: Service, name: str, mail: str) -> tuple[Page, Visitor]:
    """Have the coordinator of Graz invite somebody, who accepts; return the city's page of people and the new person's window."""
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go('/cities/graz/people')
    invite(page, name, mail)
    guest = visit(dark=True, size=PHONE)
    guest.go(link_to(demonstration, mail)).get_by_role('button', name='Accept and sign in').press('Enter')
    guest.page.wait_for_url('**/desk')
    return page, guest


def test_a_person_takes_their_data_home_and_erases_their_account(visit: Visit, demonstration: Service) -> None:
    of_city, guest = welcomed(visit, demonstration, 'Enno Ende', 'enno.ende@example.org')
    page = guest.go('/me')
    with page.expect_download() as taken:
        page.get_by_role('button', name='Download my data').press('Enter')
    kept = json.loads(Path(taken.value.path()).read_text(encoding='utf-8'))
    assert 'enno.ende@example.org' in json.dumps(kept)
    page.get_by_role('button', name='Erase my account').press('Enter')
    guest.picture('erase-my-account')
    page.get_by_role('dialog').get_by_role('button', name='Erase my account').press('Enter')
    expect(page.get_by_role('link', name='Sign in').first).to_be_visible()
    of_city.reload()
    expect(of_city.get_by_role('heading', level=1)).to_be_visible()
    expect(of_city.get_by_text('Enno Ende')).to_have_count(0)


def test_the_office_erases_a_person_and_says_why(visit: Visit, demonstration: Service) -> None:
    _, guest = welcomed(visit, demonstration, 'Fritzi Fort', 'fritzi.fort@example.org')
    office = visit()
    office.enter_as('Office')
    page = office.go('/office/people')
    page.get_by_label('Search people, roles, places').fill('fritzi')
    page.get_by_role('button', name='Erase … (Fritzi Fort)').press('Enter')
    dialog = page.get_by_role('dialog', name='Erase Fritzi Fort?')
    dialog.get_by_label('Reason').fill('asked for by letter')
    office.picture('erase-person')
    dialog.get_by_role('button', name='Erase this person').press('Enter')
    expect(page.get_by_text('The person is erased.')).to_be_visible()
    expect(page.get_by_text('fritzi.fort@example.org')).to_have_count(0)
    guest.page.reload()
    expect(guest.page.get_by_role('link', name='Sign in').first).to_be_visible()
    assert office.complaints == []
