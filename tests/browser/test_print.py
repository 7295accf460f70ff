"""What comes out of the printer: the words of a screen and nothing to press, within the width of a sheet."""

import pytest
from playwright.sync_api import Page

from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import PICTURES, Visit
from tests.browser.test_look import address_of

pytestmark = pytest.mark.in_turn(3)

SCREENS = (
    '{group}', '{group}/meetings/{meeting}', '{group}/action-items', '{group}/year/reports/{report}', '/office/circulars/{circular}',
    '/office/assemblies/{assembly}', '/office/assemblies/{assembly}/desk', '/office/notices', '/office/obligations',
    '/reports/{public_report}', '/cities?view=map',
)  # fmt: skip
OF_ITS_PLAN = ('/cities/graz/plan', '/cities/graz/plan/actions', '/cities/graz/plan/actions/{plan_action}', '/cities/graz/plan/follow-up',
               '/cities/graz/plan/risks', '/cities/graz/plan/timeline', '/cities/graz/plan/indicators')  # fmt: skip
# A sheet of A4 at 96 dots an inch, within margins of 15 mm.
SHEET = (680, 1000)
PRESSED = 'nav, button, .button, input, select, textarea, dialog, [role=menu], [role=button], [data-act], .skip, progress'


def on_paper(page: Page) -> list[str]:
    """Return what of a printed page could be pressed or filled in."""
    shown = page.locator(PRESSED).filter(visible=True)
    return [str(each.evaluate('each => each.outerHTML.slice(0, 160)')) for each in shown.all()]


@pytest.mark.parametrize(('who', 'screens'), [('Office', SCREENS), ('Graz', OF_ITS_PLAN)])
def test_a_printed_screen_has_its_words_and_nothing_to_press(
    visit: Visit, group_at_work: GroupAtWork, who: str, screens: tuple[str, ...]
) -> None:
    reader = visit(dark=True, size=SHEET)
    reader.enter_as(who)
    reader.page.emulate_media(media='print', color_scheme='dark', reduced_motion='reduce')
    wrong = {}
    for screen in screens:
        page = reader.go(address_of(screen, group_at_work))
        assert page.locator('h1').inner_text()
        wider = page.evaluate('() => document.documentElement.scrollWidth - window.innerWidth')
        dark = page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor !== 'rgb(255, 255, 255)'")
        if found := [*on_paper(page), *(['wider than the sheet'] if wider > 0 else []), *(['dark'] if dark else [])]:
            wrong[screen] = found
        if reader.keeps_pictures:
            name = screen.translate(str.maketrans('/?=', '---', '{}')).strip('-')
            (PICTURES / 'print').mkdir(parents=True, exist_ok=True)
            page.pdf(path=PICTURES / 'print' / f'{name}.pdf', prefer_css_page_size=True)
            page.screenshot(path=PICTURES / 'print' / f'{name}.png', full_page=True)
    assert wrong == {}
