"""What may go wrong with a plan, and the plan that follows, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)


def test_a_city_takes_the_librarys_risks_weighs_one_and_begins_the_plan_that_follows(visit: Visit, group_at_work: GroupAtWork) -> None:
    barcelona = group_at_work.barcelona
    place = {'network_id': group_at_work.network, 'city_id': barcelona.city}
    plan = barcelona.ask('POST', '/v1/plans', **place, title='Barcelona weighs its risks')
    for title in ('Ask the tenants', 'Paint the hall'):
        barcelona.ask('POST', '/v1/plan-actions', plan_id=plan['id'], title=title, cell={'commitment': 8, 'track': 2})
    barcelona.ask('POST', f'/v1/plans/{plan["id"]}/adoptions', plan['version'], adopted_by='City council', adopted_on='2026-01-15')
    city = visit()
    city.enter_as('Barcelona')
    page = city.go('/cities/barcelona/plan')
    page.get_by_role('link', name='Risks', exact=True).click()
    expect(page.get_by_text('No risk noted yet')).to_be_visible()
    page.get_by_role('button', name='Take 19 risks from the library').click()
    expect(page.get_by_role('article')).to_have_count(19)
    expect(page.get_by_role('button', name='from the library')).to_have_count(0)
    page.get_by_role('article').first.get_by_role('link', name='Change the risk').click()
    page.get_by_label('Likelihood').select_option('high')
    page.get_by_role('button', name='Save').click()
    expect(page.get_by_role('article').filter(has_text='High')).to_have_count(1)
    assert faults(city) == []

    page = city.go('/cities/barcelona/plan/successor')
    page.get_by_label('Title').fill('Barcelona goes on')
    # What is still open goes on unless somebody says otherwise.
    expect(page.get_by_label('Paint the hall')).to_have_value('existing')
    page.get_by_label('Paint the hall').select_option('')
    page.get_by_label('Ask the tenants').select_option('enhanced')
    page.get_by_role('button', name='Begin the plan that follows').click()
    expect(page.get_by_role('heading', name='Barcelona goes on', level=1)).to_be_visible()
    going_on = barcelona.ask('GET', '/v1/plan-actions?limit=100')['items']
    copies = {each['title']: each['origin'] for each in going_on if each['predecessor_id']}
    assert copies == {'Ask the tenants': 'enhanced'}
    # The former plan still stands, and is found beside the new one.
    page.get_by_role('button', name='Barcelona weighs its risks').click()
    expect(page.get_by_role('heading', name='Barcelona weighs its risks', level=1)).to_be_visible()
    assert faults(city) == []
