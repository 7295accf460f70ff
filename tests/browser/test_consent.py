"""Consent and the relay in a browser: published, seen by strangers, taken back and gone; a stranger writes and sees no address."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.test_group_screens import faults
from tests.faults.service import Service, eventually
from tests.postbox import read

pytestmark = pytest.mark.in_turn(3)

VALUE = '+43 316 872 4242'
MAIL = 'sara.stranger@example.net'


def test_what_is_published_is_seen_by_strangers_and_gone_when_it_is_taken_back(visit: Visit) -> None:
    graz, stranger = visit(), visit(language='de', dark=True, size=PHONE)
    graz.enter_as('Graz')
    page = graz.go('/me')
    page.get_by_role('button', name='Add a contact').press('Enter')
    page.get_by_label('What is it?').select_option('phone')
    page.get_by_label('Address or number').fill(VALUE)
    page.get_by_label('Everybody', exact=False).check()
    expect(page.get_by_text('public page of Graz')).to_be_visible()
    assert faults(graz) == []
    graz.picture('me-publish')
    page.get_by_role('button', name='Publish').press('Enter')
    expect(page.get_by_text('Published by you on')).to_be_visible()
    assert faults(graz) == []
    graz.picture('me-contacts')

    page = stranger.go('/cities/graz')
    expect(page.get_by_text(VALUE)).to_be_visible()
    stranger.picture('city-with-contact-de')

    page = graz.go('/cities/graz/people')
    expect(page.get_by_role('listitem').filter(has_text=VALUE).last).to_contain_text('made public by Demonstration coordinator of Graz on')
    expect(page.get_by_text('Only the person can make one public')).to_be_visible()
    assert faults(graz) == []
    graz.picture('people-with-contacts')

    page = graz.go('/me')
    own = page.get_by_role('listitem').filter(has_text=VALUE)
    own.get_by_role('button', name='Take back from the public').press('Enter')
    expect(page.get_by_text('No longer public')).to_be_visible()
    page = stranger.go('/cities/graz')
    expect(page.get_by_role('heading', name='Graz')).to_be_visible()
    expect(page.get_by_text(VALUE)).to_have_count(0)
    page = graz.page
    own.get_by_role('button', name='Remove').press('Enter')
    page.get_by_role('dialog').get_by_role('button', name='Remove').press('Enter')
    expect(page.get_by_text(VALUE)).to_have_count(0)
    assert graz.complaints == stranger.complaints == []


def link_to(demonstration: Service, mail: str) -> str:
    """Wait for the mail that asks a sender and return the path of its link."""

    def letters() -> list[str]:
        found = [read(path) for path in Path(demonstration.data / 'mail').glob('message-confirmation-*.eml')]
        return [letter.get_content() for letter in found if letter['To'] == mail]

    assert eventually(lambda: bool(letters()), 30)
    found = re.search(r'/message#token=[\w-]+', letters()[-1])
    assert found
    return found[0]


def test_a_stranger_writes_to_a_city_by_keyboard_and_sees_no_address(visit: Visit, demonstration: Service) -> None:
    stranger = visit(dark=True, size=PHONE)
    page = stranger.go('/cities/bologna')
    page.get_by_role('button', name='Write to Bologna').press('Enter')
    page.get_by_role('button', name='Send').press('Enter')
    expect(page.get_by_role('alert')).to_be_visible()
    assert faults(stranger) == []
    stranger.picture('relay-errors')
    page.get_by_label('Your name').fill('Sara Stranger')
    page.get_by_label('Your mail address').fill('not an address')
    page.get_by_label('Message').fill('May we come to your next call?')
    page.get_by_role('button', name='Send').press('Enter')
    expect(page.get_by_role('alert')).to_contain_text('mail address')
    page.get_by_label('Your mail address').fill(MAIL)
    page.get_by_role('button', name='Send').press('Enter')
    expect(page.get_by_role('status').filter(has_text=MAIL)).to_be_focused()
    assert faults(stranger) == []
    stranger.picture('relay-sent')

    page = stranger.go(link_to(demonstration, MAIL))
    assert 'token' not in page.url
    page.get_by_role('button', name='Send my message').press('Enter')
    expect(page.get_by_text('Your message to Bologna is on its way')).to_be_visible()
    assert faults(stranger) == []
    stranger.picture('relay-passed-on')
    assert 'bologna@' not in page.content()

    def passed_on() -> bool:
        return any(read(path)['Reply-To'] for path in Path(demonstration.data / 'mail').glob('message-*.eml'))

    assert eventually(passed_on, 30)
    # The browser itself notes the refusal of what was no address.
    assert all('422' in complaint for complaint in stranger.complaints)
