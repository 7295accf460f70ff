"""How one is told, in a browser: one's own calendar, whose address is shown once, and notices at once or once a day."""

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visit

pytestmark = pytest.mark.in_turn(3)


def test_a_coordinator_subscribes_a_calendar_and_takes_it_back(visit: Visit) -> None:
    graz = visit(dark=True, size=PHONE)
    graz.enter_as('Graz')
    page = graz.go('/me')
    page.get_by_role('button', name='Subscribe a calendar').press('Enter')
    page.get_by_label('What is it for?').fill('My phone')
    graz.picture('calendar-asked')
    page.get_by_role('button', name='Go on').press('Enter')
    dialog = page.get_by_role('dialog', name='The address for “My phone”')
    address = httpx.URL(dialog.get_by_label('Address of the calendar').input_value())
    graz.picture('calendar-made')
    dialog.get_by_role('button', name='Close').press('Enter')
    read = httpx.get(f'{graz.origin}{address.path}')
    assert read.text.startswith('BEGIN:VCALENDAR\r\n')
    assert 'NAME:My meetings' in read.text
    graz.picture('calendars')
    page.get_by_role('listitem').filter(has_text='My phone').get_by_role('button').press('Enter')
    page.get_by_role('dialog').get_by_role('button', name='Remove').press('Enter')
    expect(page.get_by_text('My phone')).to_have_count(0)
    assert httpx.get(f'{graz.origin}{address.path}').status_code == httpx.codes.NOT_FOUND
    page.get_by_role('radio', name='In one mail a day').press('Space')
    expect(page.get_by_text('Saved.')).to_be_visible()
    page.reload()
    expect(page.get_by_role('radio', name='In one mail a day')).to_be_checked()
    graz.picture('notices-daily')
    # As it was: others go on with this person.
    page.get_by_role('radio', name='Each at once').press('Space')
    expect(page.get_by_text('Saved.')).to_be_visible()
    assert graz.complaints == []
