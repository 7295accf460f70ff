"""The page of the contract in a browser: accessible, as narrow as a small phone, light and dark, on paper, asking nobody else."""

import json
from typing import Any

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.test_screens import AXE

# One of each kind of section: the page repeats them some hundred times, and looking at all of it takes a minute.
OF_EACH_KIND = ['header', 'nav', '#guide', '#get_service', '#propose_working_group', '#event-city\\.changed', '#problems', '#schema-City']


@pytest.mark.in_turn(2)
@pytest.mark.parametrize(('language', 'dark', 'size'), [('en', False, DESKTOP), ('de', True, PHONE)])
def test_the_page_of_the_contract_is_accessible_and_fits(
    visit: Visit, language: str, dark: bool, size: tuple[int, int], full: bool
) -> None:
    visitor = visit(dark=dark, size=size, language=language)
    page = visitor.go('/docs')
    page.get_by_role('heading', level=1).wait_for()
    page.evaluate(AXE.read_text(encoding='utf-8'))
    looked_at = 'document' if full else json.dumps({'include': [[each] for each in OF_EACH_KIND]})
    found: dict[str, Any] = page.evaluate(f'() => axe.run({looked_at})')
    assert [(each['id'], [node['html'][:200] for node in each['nodes']]) for each in found['violations']] == []
    assert page.evaluate('() => document.documentElement.scrollWidth <= window.innerWidth'), 'the page is wider than its window'
    assert visitor.complaints == []


def test_on_paper_the_contents_are_left_out_and_the_examples_are_shown(visit: Visit) -> None:
    page = visit(dark=False, size=DESKTOP, language='en').go('/docs')
    page.emulate_media(media='print')
    assert not page.get_by_role('navigation').is_visible()
    assert page.locator('#get_service').get_by_role('heading', level=3).is_visible()
