"""Every part of a working group's page once: axe, a small phone, both themes, both languages; and what a stranger sees of it."""

from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.at_work import TITLE, GroupAtWork
from tests.browser.conftest import DESKTOP, PHONE, Visit, Visitor

AXE = Path(__file__).parents[2] / 'frontend' / 'node_modules' / 'axe-core' / 'axe.min.js'
RULES = '() => axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})'
PARTS = (
    '', '/about', '/members', '/members?as_of=2026-01-01', '/meetings', '/meetings?new', '/meetings/{meeting}', '/action-items',
    '/action-items?late=true', '/action-items?new', '/action-items/{item}', '/action-items/entry', '/outputs', '/outputs?new',
    '/outputs/{output}', '/year', '/year/reports/{report}', '/circulars', '/circulars/new', '/circulars/{letter}',
)  # fmt: skip
LOOKS = cycle([('de', True, PHONE), ('en', False, DESKTOP), ('en', True, PHONE), ('de', False, DESKTOP)])
CASES = [(part, *next(LOOKS)) for part in PARTS]

CUT = '() => [...document.querySelectorAll("header nav")].some((nav) => nav.scrollWidth > nav.clientWidth)'


def faults(visitor: Visitor) -> list[tuple[str, list[str]]]:
    """What axe says of the page, and whether it is wider than its window, or the way around cut off within it."""
    page = visitor.page
    page.evaluate(AXE.read_text(encoding='utf-8'))
    found: dict[str, Any] = page.evaluate(RULES)
    wide = page.evaluate('() => document.documentElement.scrollWidth > window.innerWidth')
    cut = page.evaluate(CUT)
    broken = [(each['id'], [node['html'][:200] for node in each['nodes']]) for each in found['violations']]
    return [*broken, *[('wide', [])] * wide, *[('cut off', [])] * cut]


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(('part', 'language', 'dark', 'size'), CASES)
def test_a_part_of_a_group_is_accessible_and_fits(
    visit: Visit, group_at_work: GroupAtWork, part: str, language: str, dark: bool, size: tuple[int, int]
) -> None:
    group = group_at_work
    there = {'item': group.items[1], 'output': group.output['id']}
    path = group.path + part.format(meeting=group.meeting, report=group.report, letter=group.letter, **there)
    visitor = visit(dark=dark, size=size)
    visitor.enter_as('Graz')
    group.graz.ask('PATCH', '/v1/me', language=language)
    try:
        page = visitor.go(path)
        expect(page.get_by_role('heading', level=1)).to_have_text(TITLE)
        expect(page.locator('article [data-start], article h2').first).to_be_visible()
        expect(page.locator('html')).to_have_attribute('lang', language)
        visitor.picture(f'group{part.partition("{")[0].replace("/", "-").replace("?", "-").rstrip("-")}')
        assert (faults(visitor), visitor.complaints) == ([], [])
        current = page.get_by_role('article').get_by_role('navigation').locator('[aria-current=page]')
        expect(current).to_have_count(1)
    finally:
        group.graz.ask('PATCH', '/v1/me', language='en')


def test_a_stranger_sees_what_is_public_and_is_asked_to_sign_in_for_the_rest(visit: Visit, group_at_work: GroupAtWork) -> None:
    stranger = visit(dark=True)
    page = stranger.go(group_at_work.path)
    expect(page.get_by_text('Every talent.')).to_be_visible()
    page.get_by_role('link', name='Members').click()
    expect(page.get_by_role('link', name='Bologna')).to_be_visible()
    page.get_by_role('link', name='Action items').click()
    expect(page.get_by_text('This part is for the network’s members')).to_be_visible()
    link = page.get_by_role('article').get_by_role('link', name='Sign in')
    assert link.get_attribute('href') == f'/sign-in?next={group_at_work.path.replace("/", "%2F")}%2Faction-items'
    assert (faults(stranger), stranger.complaints) == ([], [])


def test_a_change_of_parts_keeps_the_group_and_leads_the_focus_on(visit: Visit, group_at_work: GroupAtWork) -> None:
    graz = visit()
    graz.enter_as('Graz')
    page = graz.go(group_at_work.path)
    page.get_by_role('article').get_by_role('link', name='Meetings').click()
    expect(page.get_by_role('heading', name='Coming up')).to_be_focused()
    assert page.title() == f'Meetings – {TITLE} – Coalition'
    page.get_by_role('article').get_by_role('link', name='Action items').click()
    page.get_by_label('Stage').select_option('Planned')
    page.wait_for_url('**/action-items?stage=planned')
    page.reload()
    expect(page.get_by_label('Stage')).to_have_value('planned')
    page.go_back()
    expect(page.get_by_role('heading', name='Coming up')).to_be_visible()
