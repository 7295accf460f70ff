"""Every screen once: it says what it is, has no accessibility violation, fits a small phone, and asks nobody else for anything."""

from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import DESKTOP, PHONE, Visit

AXE = Path(__file__).parents[2] / 'frontend' / 'node_modules' / 'axe-core' / 'axe.min.js'
SCREENS = {
    '/': None,
    '/working-groups': None,
    '/cities': None,
    '/cities/graz': None,
    '/working-groups/anti-muslim-racism': None,
    '/sign-in': None,
    '/working-groups/anti-racism-in-municipal-hiring': 'Graz',
    '/working-groups/propose': 'Graz',
    '/working-groups/ideas/new': 'Graz',
    '/me': 'Graz',
    '/office/notices': 'Office',
    '/cities?view=map': None,
    '/cities/ghent': 'Graz',
    '/desk': 'Bologna',
    '/office/people': 'Office',
    '/cities/graz/people': 'Graz',
    '/invitation': None,
    '/progress': None,
    '/message': None,
    '/privacy': None,
    '/accessibility': None,
    '/office/activity': 'Office',
    '/office/activity/accesses': 'Office',
    '/office/imports': 'Office',
    '/office/redactions': 'Office',
    '/office/networks': 'Office',
    '/office/networks/eccar': 'Office',
    '/office/networks/eccar/by-laws': 'Office',
    '/office/cities/add': 'Office',
    '/office/circulars': 'Office',
    '/office/circulars/new?duty=report_missing': 'Office',
    '/office/assemblies': 'Office',
    '/office/assemblies?new': 'Office',
    '/office/groups': 'Office',
    '/office/obligations': 'Office',
    '/reports': None,
    '/outputs': None,
    '/no-such-page': None,
}
LOOKS = cycle([('en', False, DESKTOP), ('de', True, PHONE), ('en', True, PHONE), ('de', False, DESKTOP)])
CASES = [(path, account, *next(LOOKS)) for path, account in SCREENS.items()]


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(('path', 'account', 'language', 'dark', 'size'), CASES)
def test_a_screen_is_accessible_fits_and_stays_with_its_origin(
    visit: Visit, path: str, account: str | None, language: str, dark: bool, size: tuple[int, int]
) -> None:
    visitor = visit(dark=dark, size=size, language='en' if account else language)
    if account:
        visitor.enter_as(account)
    page = visitor.go(path)
    page.get_by_role('heading', level=1).wait_for()
    page.evaluate(AXE.read_text(encoding='utf-8'))
    found: dict[str, Any] = page.evaluate('() => axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})')
    visitor.picture(path.strip('/').replace('/', '-').replace('?', '-') or 'directory')
    assert [(each['id'], [node['html'][:200] for node in each['nodes']]) for each in found['violations']] == []
    assert page.evaluate('() => document.documentElement.scrollWidth <= window.innerWidth'), 'the page is wider than its window'
    assert page.evaluate('() => document.title.length') > 0
    expected = ('Not found: /no-such-page',) if path == '/no-such-page' else ()
    assert [each for each in visitor.complaints if not any(word in each for word in expected)] == []
