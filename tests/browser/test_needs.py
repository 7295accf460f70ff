"""What a city asks for its plan in a browser: asked, found, an action named, a draft sent round, and what is there already listed."""

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import GroupAtWork, today
from tests.browser.conftest import Visit
from tests.browser.test_group_screens import faults
from tests.browser.test_plan_follow_up import ACTIONS, prepare

pytestmark = pytest.mark.in_turn(3)


def test_a_city_notes_down_what_it_asked_and_found_who_advised_it_and_what_is_there(visit: Visit, group_at_work: GroupAtWork) -> None:
    prepare(group_at_work)
    city = visit()
    city.enter_as('Barcelona')
    page = city.go('/cities/barcelona/plan/follow-up')
    page.get_by_role('link', name='Needs, advice, inventory').click()
    expect(page.get_by_text('Nothing asked yet')).to_be_visible()

    page.get_by_role('link', name='Note what was asked').click()
    page.get_by_label('What it was about').fill('Housing')
    page.get_by_label('How you asked').select_option('Survey')
    page.get_by_label('How many took part').fill('40')
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_role('heading', name='Housing')).to_be_visible()
    expect(page.get_by_text('40', exact=True)).to_be_visible()

    page.get_by_role('link', name='Add a finding').click()
    page.get_by_label('What you found').fill('Landlords refuse tenants by their names.')
    page.get_by_label(ACTIONS[0]).check()
    page.get_by_role('button', name='Save').click()
    found = page.get_by_role('list', name='Findings: Housing')
    expect(found).to_contain_text('Landlords refuse tenants by their names.')
    expect(found.get_by_role('link', name=ACTIONS[0])).to_be_visible()

    page.get_by_role('link', name='Note a draft or advice').click()
    page.get_by_label('Asked on').fill(today())
    page.get_by_label('Who was asked').fill('The tenants’ union')
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_text('No answer yet')).to_be_visible()
    page.get_by_role('link', name='Change the entry', exact=True).click()
    page.get_by_label('Comment or advice').fill('Name racism.')
    page.get_by_label('What came of it').fill('We do.')
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_text('Name racism.')).to_be_visible()
    expect(page.get_by_text('No answer yet')).to_be_hidden()

    page.get_by_role('link', name='Add to the inventory').click()
    page.get_by_label('Name', exact=True).fill('Office of non-discrimination')
    page.get_by_label('Where it belongs').select_option('3.1')
    page.get_by_role('button', name='Save').click()
    entry = page.get_by_role('article').filter(has=page.get_by_role('heading', name='Office of non-discrimination'))
    expect(entry).to_contain_text('Better Support for the Victims of Racism and Discrimination')
    assert faults(city) == []
    city.picture('plan-needs')

    found.get_by_role('link', name=ACTIONS[0]).click()
    expect(page.get_by_role('heading', name=ACTIONS[0])).to_be_visible()
