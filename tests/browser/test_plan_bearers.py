"""Who carries a plan, who signs it, and what was evaluated of it, in a browser and on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import PICTURES, Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)


def test_who_carries_a_plan_is_said_after_its_adoption_too_and_it_is_signed_on_paper(visit: Visit, group_at_work: GroupAtWork) -> None:
    barcelona = group_at_work.barcelona
    place = {'network_id': group_at_work.network, 'city_id': barcelona.city}
    barcelona.ask('POST', '/v1/departments', **place, name='Housing office')
    barcelona.ask('POST', '/v1/people', **place, name='Pia Example', mail='pia@barcelona.example')
    barcelona.ask('POST', '/v1/plans', **place, title='Barcelona carries on', starts_on='2026-01-01')
    city = visit()
    city.enter_as('Barcelona')
    page = city.go('/cities/barcelona/plan')
    page.get_by_role('link', name='Change the plan').click()
    page.locator('details summary').click()
    page.get_by_role('group', name='Coordination team').get_by_label('Pia Example').check()
    page.get_by_role('group', name='Departments taking part').get_by_label('Housing office').check()
    page.get_by_label('Staff and money').fill('Two posts.')
    page.get_by_label('Signed by').fill('The mayor')
    city.picture('head-form')
    page.get_by_role('button', name='Save').click()
    carried = page.locator('section', has=page.get_by_role('heading', name='Who carries this plan'))
    for word in ('Pia Example', 'Housing office', 'Two posts.'):
        expect(carried.get_by_text(word)).to_be_visible()
    page.get_by_role('button', name='Record the adoption').click()
    page.get_by_label('Adopted by').fill('The council')
    page.get_by_label('Adopted on').fill('2026-01-15')
    page.get_by_label('Address of the council paper').fill('https://council.barcelona.example/12')
    expect(page.get_by_label('Signed by')).to_have_value('The mayor')
    page.get_by_label('Signed on').fill('2026-01-20')
    page.get_by_role('dialog').get_by_role('button', name='Record the adoption').click()
    expect(page.get_by_role('button', name='Put in force')).to_be_visible()
    expect(page.get_by_role('link', name='council.barcelona.example')).to_have_attribute('href', 'https://council.barcelona.example/12')
    city.picture('head-overview')
    assert faults(city) == []

    page.emulate_media(media='print')
    signatures = page.locator('section.signatures li')
    expect(signatures).to_have_count(4)
    for line in signatures.all():
        expect(line).to_be_visible()
    expect(signatures.nth(1)).to_contain_text('The mayor')
    if city.keeps_pictures:
        (PICTURES / 'print').mkdir(parents=True, exist_ok=True)
        page.pdf(path=PICTURES / 'print' / 'plan-signed.pdf', prefer_css_page_size=True)
    page.emulate_media(media='screen')
    expect(signatures.first).to_be_hidden()

    # What was adopted stays; who carries it may still change.
    page.get_by_role('link', name='Change the plan').click()
    expect(page.get_by_text('The adopted text stays as it was decided.')).to_be_visible()
    expect(page.get_by_label('Title')).to_have_count(0)
    page.get_by_label('Staff and money').fill('Three posts.')
    page.get_by_role('button', name='Save').click()
    expect(carried.get_by_text('Three posts.')).to_be_visible()


def test_what_was_evaluated_is_chosen_for_the_plan_that_follows(visit: Visit, group_at_work: GroupAtWork) -> None:
    barcelona = group_at_work.barcelona
    place = {'network_id': group_at_work.network, 'city_id': barcelona.city}
    plan = barcelona.ask('POST', '/v1/plans', **place, title='Barcelona looks back', starts_on='2026-01-01')
    for title, evaluation in (
        ('Ask the tenants', 'keep'),
        ('Paint the hall', 'drop'),
        ('Train the police', 'change'),
        ('Tell schools', None),
    ):
        cell = {'commitment': 8, 'track': 2}
        action = barcelona.ask('POST', '/v1/plan-actions', plan_id=plan['id'], title=title, cell=cell, due_on='2028-12-31')
        if evaluation:
            said = {'evaluation': evaluation, 'evaluation_note': 'Said at the round table.'}
            barcelona.ask('PATCH', f'/v1/plan-actions/{action["id"]}', action['version'], **said)
    barcelona.ask('POST', f'/v1/plans/{plan["id"]}/adoptions', plan['version'], adopted_by='City council', adopted_on='2026-01-15')
    city = visit()
    city.enter_as('Barcelona')
    page = city.go('/cities/barcelona/plan/successor')
    expect(page.get_by_text('To keep: 1 · to change: 1 · to drop: 1 · not evaluated: 1')).to_be_visible()
    for title, goes_on in (
        ('Ask the tenants', 'existing'),
        ('Paint the hall', ''),
        ('Train the police', 'enhanced'),
        ('Tell schools', 'existing'),
    ):
        expect(page.get_by_label(title)).to_have_value(goes_on)
    expect(page.get_by_text('Planned · Not evaluated')).to_be_visible()
    page.get_by_label('Title').fill('Barcelona goes on again')
    page.get_by_label('Begins on').fill('2029-01-01')
    page.get_by_label('Days of the actions').select_option('shift')
    city.picture('head-successor')
    page.get_by_role('button', name='Begin the plan that follows').click()
    expect(page.get_by_role('heading', name='Barcelona goes on again', level=1)).to_be_visible()
    copies = barcelona.ask('GET', '/v1/plan-actions?limit=100')['items']
    going_on = {
        each['title']: (each['origin'], each['due_on']) for each in copies if each['predecessor_id'] and each['due_on'] == '2031-12-31'
    }
    assert going_on == {
        'Ask the tenants': ('existing', '2031-12-31'),
        'Train the police': ('enhanced', '2031-12-31'),
        'Tell schools': ('existing', '2031-12-31'),
    }
    assert faults(city) == []
