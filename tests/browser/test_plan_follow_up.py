"""A city's follow-up of its plan in a browser: the open actions gone through by keyboard in a meeting, a contact noted."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.at_work import GroupAtWork, today
from tests.browser.conftest import Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)
ACTIONS = ('Ask the tenants', 'Train the teachers', 'Translate the forms')


def prepare(group: GroupAtWork) -> None:
    """Have a city begin a plan with open actions, one of them of a department."""
    barcelona = group.barcelona
    place = {'network_id': group.network, 'city_id': barcelona.city}
    plan = barcelona.ask('POST', '/v1/plans', **place, title='Barcelona meets')
    department = barcelona.ask('POST', '/v1/departments', **place, name='Schools')
    for title in ACTIONS:
        cell = {'commitment': 8, 'track': 2}
        of = {'department_id': department['id']} if title == 'Train the teachers' else {}
        barcelona.ask('POST', '/v1/plan-actions', plan_id=plan['id'], title=title, cell=cell, **of)


def stage_of(page: Page, title: str) -> str:
    return page.locator('li', has_text=title).locator('.row').first.inner_text()


def test_a_meeting_is_recorded_by_keyboard_alone(visit: Visit, group_at_work: GroupAtWork) -> None:
    prepare(group_at_work)
    city = visit()
    city.enter_as('Barcelona')
    page = city.go('/cities/barcelona/plan')
    page.get_by_role('link', name='Follow-up').click()
    expect(page.get_by_text('No meeting noted yet')).to_be_visible()
    page.get_by_role('link', name='Go through the actions').click()
    page.get_by_label('Who was there').fill('Schools, the town hall')
    page.get_by_role('button', name='Begin').click()

    # The department's action comes first, those of none at the end.
    expect(page.locator('h2')).to_have_text(['Schools', 'Without a department'])
    expect(page.get_by_text('0 of 3 spoken of')).to_be_visible()
    page.locator('form select').focus()
    keys = page.keyboard
    keys.type('In')
    keys.press('Tab')
    keys.type('Forty were trained')
    keys.press('Enter')
    expect(page.get_by_text('1 of 3 spoken of')).to_be_visible()
    expect(page.locator('form select')).to_be_focused()
    expect(page.locator('.current h3')).to_have_text('Ask the tenants')
    assert stage_of(page, 'Train the teachers') == 'In progress\nSpoken of'
    # One is left out, by keyboard as well.
    for _ in range(3):
        keys.press('Tab')
    keys.press('Enter')
    expect(page.locator('.current h3')).to_have_text('Translate the forms')
    expect(page.locator('form select')).to_be_focused()
    keys.type('Com')
    keys.press('Tab')
    keys.press('Enter')
    expect(page.get_by_text('2 of 3 spoken of')).to_be_visible()
    expect(page.get_by_text('That was the last one.')).to_be_attached()
    assert faults(city) == []
    city.picture('plan-meeting')

    page.get_by_role('link', name='Write down what was decided').click()
    page.get_by_label('Decisions').fill('Go on.')
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_text('Go on.')).to_be_visible()
    expect(page.get_by_text('Actions spoken of')).to_be_visible()

    page.get_by_role('link', name='Contact log').click()
    page.get_by_role('link', name='Note a contact').click()
    page.get_by_label('With whom').fill('The tenants’ union')
    page.locator('#next_step').fill('Send them the draft')
    page.get_by_label('Day of the next step').fill(today())
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_role('heading', name='The tenants’ union')).to_be_visible()
    assert faults(city) == []
