"""A city's action plan in a browser: begun, filled from an empty cell, read by keyboard, shared, adopted."""

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import GroupAtWork, today
from tests.browser.conftest import Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)


def test_a_plan_is_begun_filled_shared_and_adopted(visit: Visit, group_at_work: GroupAtWork) -> None:
    assert group_at_work.bologna.city
    bologna = visit()
    bologna.enter_as('Bologna')
    page = bologna.go('/cities/bologna')
    page.get_by_role('link', name='Action plan').click()
    page.get_by_role('link', name='Begin a plan').click()
    page.get_by_label('Title').fill('Bologna for everybody')
    page.get_by_role('button', name='Begin a plan').click()
    expect(page.get_by_role('heading', level=1)).to_have_text('Bologna for everybody')

    cells = page.locator('table a[data-at]')
    expect(cells).to_have_count(40)
    cells.first.focus()
    for key in ('ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowUp'):
        page.keyboard.press(key)
    expect(page.locator('[data-at="1.1"]')).to_be_focused()
    page.keyboard.press('Enter')
    expect(page.get_by_text('This cell is empty')).to_be_visible()
    assert 'commitment=2&track=2' in page.url
    page.get_by_role('link', name='New action in this cell').click()
    page.get_by_label('Title').fill('Ask the tenants')
    expect(page.get_by_label('Commitment')).to_have_value('2')
    page.get_by_role('button', name='Set down the action').click()
    expect(page.get_by_role('heading', level=1)).to_have_text('Ask the tenants')
    page.get_by_role('button', name='Say how it stands').click()
    news = page.locator('section', has_text='How it came along')
    news.get_by_label('Stage').select_option('In progress')
    news.get_by_label('What was done').fill('Letters to all tenants.')
    news.get_by_label('What stands in the way').fill('Nobody answers.')
    news.get_by_role('button', name='Record it').click()
    expect(news.get_by_text('Nobody answers.')).to_be_visible()
    expect(news.get_by_role('button', name='Record it')).to_have_count(0)
    assert faults(bologna) == []

    bologna.go('/cities/bologna/plan')
    expect(page.locator('[data-at="1.1"]')).to_contain_text('1')
    expect(page.get_by_role('heading', name='Advice')).to_be_visible()
    expect(page.locator('section', has_text='Advice').get_by_role('link', name='Ask the tenants').first).to_be_visible()
    page.get_by_role('button', name='Share').click()
    page.get_by_label('Shared with').select_option('The office')
    page.get_by_role('dialog').get_by_role('button', name='Share').click()
    expect(page.get_by_text('Shared with: The office')).to_be_visible()
    page.get_by_role('button', name='Record the adoption').click()
    page.get_by_label('Adopted by').fill('The council')
    page.get_by_label('Adopted on').fill(today())
    page.get_by_role('dialog').get_by_role('button', name='Record the adoption').click()
    expect(page.get_by_role('button', name='Put in force')).to_be_visible()
    bologna.picture('plan-adopted')
    assert faults(bologna) == []


def test_many_actions_are_changed_at_once(visit: Visit, group_at_work: GroupAtWork) -> None:
    graz = visit()
    graz.enter_as('Graz')
    plan = group_at_work.graz.ask('GET', f'/v1/plans?city_id={group_at_work.graz.city}')['items'][0]['id']
    for title in ('Ask the tenants', 'Train the police', 'Tell the schools'):
        group_at_work.graz.ask('POST', '/v1/plan-actions', plan_id=plan, title=title, cell={'commitment': 1, 'track': 1})
    page = graz.go('/cities/graz/plan/actions')
    page.get_by_role('button', name='Change several').click()
    many = page.locator('section', has_text='Change several')
    many.get_by_label('Ask the tenants').check()
    many.get_by_label('Train the police').check()
    many.get_by_label('Horizon').select_option('Long term')
    many.get_by_label('Stage').select_option('In progress')
    many.get_by_role('button', name='Look at what it would do').click()
    expect(many.get_by_text('2 would change')).to_be_visible()
    assert faults(graz) == []
    graz.picture('plan-many')
    many.get_by_role('button', name='Change 2 actions').click()
    expect(page.get_by_text('2 actions changed.')).to_be_visible()
    graz.go('/cities/graz/plan/actions?horizon=long&stage=in_progress')
    expect(page.get_by_role('link', name='Train the police')).to_be_visible()
    expect(page.get_by_role('link', name='Tell the schools')).to_have_count(0)
    assert faults(graz) == []
