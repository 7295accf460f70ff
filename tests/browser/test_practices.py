"""From a gap to an action: an empty cell explains itself, another city is asked and answers, its practice becomes an action."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import GroupAtWork, Somebody
from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.test_group_screens import faults

pytestmark = pytest.mark.in_turn(3)
CELL = {'commitment': 2, 'track': 3}
NOTED: dict[str, dict[str, Any]] = {
    'needs-assessments': {'title': 'Tenants were asked', 'method': 'survey', 'participants': 'Tenants’ unions', 'participant_count': 40},
    'plan-consultations': {'kind': 'draft_circulated', 'asked_on': '2026-03-01', 'of_whom': 'The tenants’ union', 'answer': 'Name it.'},
    'plan-inventory-items': {'kind': 'service', 'name': 'Advice for tenants', 'cell': CELL, 'url': 'https://help.example.org'},
    'plan-meetings': {'kind': 'steering_committee', 'held_on': '2026-03-02', 'decisions': 'Testers begin in May.'},
    'plan-risks': {'phase': 'content', 'risk': 'Landlords keep silent.', 'measure': 'Ask early.'},
}


def test_a_gap_becomes_an_action_after_another_city_was_asked_whose_plan_strangers_read(visit: Visit, group_at_work: GroupAtWork) -> None:
    barcelona = group_at_work.barcelona
    place = {'network_id': group_at_work.network, 'city_id': barcelona.city}
    plan = barcelona.ask('POST', '/v1/plans', title='Barcelona for everybody', **place)
    action = barcelona.ask(
        'POST', '/v1/plan-actions', plan_id=plan['id'], title='Testers ask for flats', cell=CELL, description='Who hears no?'
    )
    barcelona.ask('POST', f'/v1/plans/{plan["id"]}/sharings', plan['version'], shared_with='public')
    practice = barcelona.ask('POST', f'/v1/plan-actions/{action["id"]}/good-practices', languages=['en'], shared_with='public')
    assert practice['stage'] == 'published'
    for path, words in NOTED.items():
        barcelona.ask('POST', f'/v1/{path}', plan_id=plan['id'], shared_with='public', **words)

    graz = visit()
    graz.enter_as('Graz')
    page = graz.go('/cities/graz/plan')
    page.locator('[data-at="0.0"]').focus()
    for key in ('ArrowDown', 'ArrowRight', 'ArrowRight'):
        page.keyboard.press(key)
    page.keyboard.press('Enter')
    expect(page.get_by_text('This cell is empty')).to_be_visible()
    expect(page.get_by_role('heading', name='What belongs here')).to_be_visible()
    expect(page.get_by_role('heading', name='Testers ask for flats')).to_be_visible()
    graz.picture('cell-explained')
    assert faults(graz) == []
    page.get_by_role('button', name='Ask Barcelona').first.click()
    dialog = page.get_by_role('dialog')
    dialog.get_by_label('Your question').fill('Who trains the testers?')
    dialog.get_by_role('button', name='Send the question').click()
    expect(page.get_by_text('Sent to Barcelona: “Who trains the testers?”')).to_be_visible()
    page.get_by_role('link', name='Make an action of it').first.click()
    expect(page.get_by_label('Title')).to_have_value('Testers ask for flats')
    expect(page.get_by_label('Commitment')).to_have_value('2')
    expect(page.get_by_label('Track')).to_have_value('3')
    page.get_by_role('button', name='Set down the action').click()
    expect(page.get_by_role('heading', level=1)).to_have_text('Testers ask for flats')
    expect(page.get_by_text('After “Testers ask for flats” of Barcelona.')).to_be_visible()

    asked = visit()
    asked.enter_as('Barcelona')
    page = asked.go('/plans/practices/questions')
    expect(page.get_by_text('Who trains the testers?')).to_be_visible()
    page.get_by_role('button', name='Answer').first.click()
    page.get_by_role('dialog').get_by_role('textbox').fill('The university does.')
    page.get_by_role('dialog').get_by_role('button', name='Answer').click()
    expect(page.get_by_role('blockquote')).to_have_text('The university does.')
    assert faults(asked) == []
    expect(graz.go('/plans/practices/questions').get_by_text('The university does.')).to_be_visible()

    look_as_a_stranger(visit)
    look_at(visit)


def look_as_a_stranger(visit: Visit) -> None:
    """Read on a dark phone in German what Barcelona shares with everybody."""
    stranger = visit(language='de', dark=True, size=PHONE)
    page = stranger.go('/cities/barcelona/plan')
    expect(page.get_by_role('heading', level=1)).to_have_text('Barcelona for everybody')
    expect(page.get_by_role('heading', name='Testers ask for flats').first).to_be_visible()
    for title in ('Tenants were asked', 'The tenants’ union', 'Advice for tenants', 'Landlords keep silent.'):
        expect(page.get_by_role('heading', name=title)).to_be_visible()
    expect(page.get_by_text('Testers begin in May.')).to_be_visible()
    assert page.evaluate('document.documentElement.scrollWidth') <= PHONE[0]
    assert faults(stranger) == []
    stranger.picture('public-plan')


def look_at(visit: Visit) -> None:
    """See the new screens on a desktop in English and on a dark phone in German."""
    for language, size in (('en', DESKTOP), ('de', PHONE)):
        looking = visit(language=language, dark=language == 'de', size=size)
        looking.enter_as('Graz')
        for name, path in {
            'cell': '/cities/graz/plan/actions?commitment=2&track=1',
            'practices': '/plans/practices',
            'questions': '/plans/practices/questions',
        }.items():
            looking.go(path)
            assert faults(looking) == [], (language, path)
            looking.picture(f'{name}-{language}')


def share(at: Somebody, plan: str, shared_with: str) -> None:
    """Let a city share its plan, as it stands now."""
    version = at.ask('GET', f'/v1/plans/{plan}')['version']
    at.ask('POST', f'/v1/plans/{plan}/sharings', version, shared_with=shared_with)


def test_what_the_plans_of_cities_cover_is_shown_from_three_cities_on(visit: Visit, group_at_work: GroupAtWork) -> None:
    graz = group_at_work.graz
    own = graz.ask('GET', f'/v1/plans?city_id={graz.city}')['items'][0]
    shares = [(graz, own['id'])]
    for at in (group_at_work.bologna, group_at_work.barcelona):
        plan = at.ask('POST', '/v1/plans', network_id=group_at_work.network, city_id=at.city, title='What others may read')['id']
        at.ask('POST', '/v1/plan-actions', plan_id=plan, title='Advise tenants', cell={'commitment': 7, 'track': 1})
        shares.append((at, plan))
    for at, plan in shares:
        share(at, plan, 'members')
    office = visit()
    office.enter_as('Office')
    page = office.go('/plans')
    shown = page.locator('section', has_text=re.compile(r'From \d+ cities'))
    expect(shown).to_be_visible()
    assert faults(office) == []
    office.picture('plans-of-the-network')
    shown.get_by_role('link', name='Fair Access to Housing').first.focus()
    page.keyboard.press('Enter')
    page.wait_for_url('**/plans/practices?commitment=*')
    for at, plan in shares:
        share(at, plan, 'nobody')
