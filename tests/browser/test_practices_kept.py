"""Good practices on screen: recorded by the office, narrowed by what stays in the address, taken back by the city whose they are."""

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)


def test_the_office_records_a_practice_changes_it_and_shows_it_to_everybody(visit: Visit, group_at_work: GroupAtWork) -> None:
    assert group_at_work.office
    office = visit()
    office.enter_as('Office')
    page = office.go('/plans/practices')
    page.get_by_role('link', name='Record a practice').click()
    expect(page.get_by_role('heading', level=1)).to_have_text('Record a practice')
    page.get_by_label('Title').fill('Flats for everybody')
    page.get_by_role('textbox', name='Name of another city').fill('Lund')
    page.get_by_label('Country').select_option('Sweden')
    page.get_by_label('In which languages').fill('sv en')
    page.get_by_label('In which publication').fill('Handbook of flats')
    page.get_by_text('More details').click()
    page.get_by_label('Housing', exact=True).check()
    page.get_by_label('7 Fair Access to Housing – Enforcement').check()
    assert faults(office) == []
    page.get_by_role('button', name='Save').click()
    one = page.get_by_role('listitem').filter(has=page.get_by_role('heading', name='Flats for everybody'))
    expect(one.get_by_text('Draft')).to_be_visible()
    one.get_by_role('link', name='Change the practice').click()
    expect(page.get_by_label('Title')).to_have_value('Flats for everybody')
    page.get_by_label('What others can learn from it').fill('Landlords answer for whom they turn away.')
    page.get_by_role('button', name='Save').click()
    expect(one.get_by_text('Landlords answer')).to_be_visible()
    one.get_by_role('button', name='Publish').click()
    page.get_by_role('dialog').get_by_label('Shared with').select_option('Everybody')
    page.get_by_role('dialog').get_by_role('button', name='Publish').click()
    expect(one.get_by_text('Shared with: Everybody')).to_be_visible()

    # Each filter stays in the address, and finds it again.
    for label, option in (('City', 'Lund'), ('Language', 'Swedish'), ('Theme', 'Housing'), ('Commitment', '7 Fair Access to Housing'),
                          ('Track', '3 Enforcement'), ('Publication', 'Handbook of flats')):  # fmt: skip
        page.get_by_role('combobox', name=label, exact=True).select_option(option)
    expect(one).to_have_count(1)
    asked = ('city=Lund', 'language=sv', 'theme=housing', 'commitment=7', 'track=3', 'publication=Handbook+of+flats')
    assert [each for each in asked if each not in page.url] == []
    page.reload()
    expect(one).to_have_count(1)
    page.get_by_role('combobox', name='Language', exact=True).select_option('German')
    expect(one).to_have_count(0)
    expect(page.get_by_text('No practice found')).to_be_visible()
    page.get_by_role('link', name='Show all practices').click()
    expect(one).to_have_count(1)
    assert faults(office) == []
    office.picture('practices-of-the-office')


def test_a_city_takes_back_what_it_told_others(visit: Visit, group_at_work: GroupAtWork) -> None:
    bologna = group_at_work.bologna
    plan = bologna.ask('POST', '/v1/plans', network_id=group_at_work.network, city_id=bologna.city, title='Bologna tells')
    cell = {'commitment': 9, 'track': 2}
    action = bologna.ask('POST', '/v1/plan-actions', plan_id=plan['id'], title='A festival of languages', cell=cell)
    bologna.ask('POST', f'/v1/plans/{plan["id"]}/sharings', plan['version'], shared_with='members')
    bologna.ask('POST', f'/v1/plan-actions/{action["id"]}/good-practices', languages=['it'], shared_with='members')
    reader = visit()
    reader.enter_as('Graz')
    told = reader.go('/plans/practices?city=Bologna').get_by_role('heading', name='A festival of languages')
    expect(told).to_be_visible()
    expect(reader.page.get_by_role('button', name='Withdraw')).to_have_count(0)

    city = visit(dark=True, size=PHONE)
    city.enter_as('Bologna')
    page = city.go('/plans/practices?city=Bologna')
    own = page.get_by_role('listitem').filter(has_text='A festival of languages')
    own.get_by_role('button', name='Withdraw').click()
    assert faults(city) == []
    page.get_by_role('dialog').get_by_role('button', name='Withdraw').click()
    expect(page.get_by_text('The practice is withdrawn.')).to_be_visible()
    expect(own.get_by_text('Withdrawn')).to_be_visible()
    assert faults(city) == []
    city.picture('practice-withdrawn')
    reader.go('/plans/practices?city=Bologna').get_by_role('heading', level=1).wait_for()
    expect(told).to_have_count(0)
