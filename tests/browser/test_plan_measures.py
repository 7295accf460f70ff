"""Milestones, indicators and the timeline of a plan in a browser: set, reached, measured in one step, walked by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)


def test_an_action_has_milestones_and_is_measured_in_one_step(visit: Visit, group_at_work: GroupAtWork) -> None:
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(f'/cities/graz/plan/actions/{group_at_work.plan_action}')
    expect(page.get_by_role('listitem').filter(has_text='First count')).to_contain_text('Late')
    page.get_by_role('button', name='Reached: First count').click()
    page.get_by_role('dialog').get_by_role('button', name='Reached').click()
    expect(page.get_by_role('dialog')).to_have_count(0)
    expect(page.get_by_role('button', name='Open again: First count')).to_be_visible()

    card = page.get_by_role('article', name='Offices that send their figures')
    expect(card).to_contain_text('Behind the line')
    card.get_by_role('button', name='Add a value: Offices that send their figures').click()
    dialog = page.get_by_role('dialog')
    dialog.get_by_label('Value').fill('24.5')
    dialog.get_by_role('button', name='Add a value').click()
    expect(page.get_by_role('dialog')).to_have_count(0)
    expect(card).to_contain_text('Goal reached')
    expect(card).to_contain_text('24.5 offices on')
    card.get_by_text('As a table').click()
    expect(card.get_by_role('row').filter(has_text='24.5 offices')).to_have_count(1)
    expect(card.get_by_role('row').filter(has_text='Goal')).to_have_count(2)
    graz.picture('plan-action-measured')
    assert faults(graz) == []

    page.get_by_role('button', name='New indicator').click()
    dialog = page.get_by_role('dialog')
    dialog.get_by_label('What is measured').fill('People of the city who are employed')
    dialog.get_by_label('Goal 1: day').fill('2099-01-01')
    dialog.get_by_label('Goal 1: value').fill('7')
    dialog.get_by_role('button', name='Save').click()
    expect(page.get_by_role('article', name='People of the city who are employed')).to_contain_text('Next goal: 7 by 1 January 2099')
    page = graz.go('/cities/graz/plan/indicators')
    expect(page.get_by_role('article')).to_have_count(2)
    expect(page.get_by_role('link', name='Count who is employed').first).to_be_visible()


def test_the_timeline_of_a_plan_is_walked_by_keyboard(visit: Visit, group_at_work: GroupAtWork) -> None:
    assert group_at_work.plan_action
    graz = visit()
    graz.enter_as('Graz')
    graz.go('/cities/graz/plan').get_by_role('link', name='Over time').click()
    page = graz.page
    expect(page.get_by_role('heading', level=1)).to_have_text('Over time')
    bars = page.locator('section a')
    expect(bars).to_have_count(4)
    bars.first.focus()
    page.keyboard.press('ArrowDown')
    expect(bars.nth(1)).to_be_focused()
    assert bars.nth(1).inner_text() == 'Count who is employed'
    expect(page.locator('section')).to_contain_text('The figures are published')
    page.get_by_text('As a table').click()
    expect(page.get_by_role('row')).to_have_count(1 + 4 + 3)
    graz.picture('plan-timeline')
    assert faults(graz) == []
    bars.nth(1).focus()
    page.keyboard.press('Enter')
    expect(page.get_by_role('heading', level=1)).to_have_text('Count who is employed')
