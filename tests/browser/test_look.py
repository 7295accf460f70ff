"""Every screen as everybody sees it: all languages, both themes, a desktop and a small phone; a picture of each, and axe on each.

The pictures lie in `pictures/look/<language>-<theme>-<width>/`, to be looked at before a thing is called done.
"""

from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser

from api.sentences import languages
from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import DESKTOP, PHONE, PICTURES, Visit, Visitor
from tests.browser.institution import Operator, office_at_work
from tests.browser.test_group_screens import PARTS, faults
from tests.faults.service import Service

STRANGER, CITY, OFFICE = None, 'Graz', 'Office'
SCREENS: dict[str | None, tuple[str, ...]] = {
    STRANGER: (
        '/', '/working-groups', '/cities', '/cities?view=map', '/cities/graz', '/sign-in', '/desk', '/invitation', '/progress', '/message',
        '/privacy',
        '/accessibility', '/no-such-page', '{group}', '/working-groups/anti-muslim-racism', '/reports', '/reports/{public_report}',
        '/outputs', '/outputs/{public_output}', '/plans/practices', '/cities/graz/plan',
    ),
    CITY: (
        '/desk', '/working-groups', '/cities', '/cities?view=map', '/cities/bologna', '/working-groups/propose',
        '/working-groups/propose?continues={completed}', '/working-groups/{completed}/about', '/working-groups/{successor}/about',
        '/working-groups/ideas', '/working-groups/ideas/new', '/working-groups/ideas/{idea}', '/me',
        '/cities/graz/people', '/cities/graz/plan', '/cities/graz/plan/asking', '/cities/graz/plan?edit', '/cities/graz/plan/actions',
        '/plans', '/plans/practices', '/plans/practices?city=Bologna&language=en', '/plans/practices/questions', '/cities/graz/plan?begin',
        '/cities/graz/plan/actions?commitment=7&track=3', '/cities/graz/plan/actions?new', '/cities/graz/plan/actions/{plan_action}',
        '/cities/graz/plan/follow-up', '/cities/graz/plan/follow-up?tab=contacts', '/cities/graz/plan/follow-up?new',
        '/cities/graz/plan/meeting', '/cities/graz/plan/meeting?id={plan_meeting}',
        '/cities/graz/plan/needs', '/cities/graz/plan/needs?new=assessment', '/cities/graz/plan/needs?new=item',
        '/cities/graz/plan/risks', '/cities/graz/plan/risks?new', '/cities/graz/plan/successor',
        '/cities/graz/plan/timeline', '/cities/graz/plan/indicators',
        '/cities/graz/plan/import', '/cities/graz/plan/import/{plan_file}',
        *('{group}' + part for part in PARTS),
    ),
    OFFICE: (
        '/desk', '/cities', '/cities/barcelona', '/office/notices', '/office/activity', '/office/activity/accesses', '/office/people',
        '/office/networks', '/office/networks/eccar', '/office/networks/eccar/by-laws', '/office/cities/add', '/office/assemblies',
        '/office/assemblies?new', '/office/assemblies/{assembly}', '/office/assemblies/{assembly}/desk',
        '/office/assemblies/{assembly}/projector', '/office/groups', '/office/obligations', '/office/clients', '/office/redactions',
        '/office/imports', '/office/imports?kind=people', '/office/imports/{members_file}', '/office/imports/{members_file}?show=refused',
        '/office/imports/{groups_file}', '/office/imports/{people_file}', '/office/imports?kind=partner_cities',
        '/office/imports/{partner_file}', '/office/partners', '/office/partners/records', '/office/partners/records?match=doubtful',
        '/office/partners/paste', '/office/circulars', '/office/circulars/new',
        '/office/circulars/{circular}', '/working-groups/ideas/{idea}', '{group}', '{group}/members',
        '{group}/year', '/plans', '/plans/practices', '/plans/practices?new',
    ),
}  # fmt: skip
LOOKS = [
    pytest.param(language, dark, size, id=f'{language}-{"dark" if dark else "light"}-{size[0]}')
    for language, dark, size in product(languages(), (False, True), (DESKTOP, PHONE))
]
SPEAK = """language => {
  localStorage.setItem('coalition.language', language);
  return fetch('/v1/me', {method: 'PATCH', headers: {'content-type': 'application/json'}, body: JSON.stringify({language})});
}"""


def address_of(screen: str, group: GroupAtWork) -> str:
    """Return where a screen is, with the group and its records filled in."""
    names = (
        'meeting', 'report', 'assembly', 'circular', 'idea', 'members_file', 'groups_file', 'people_file', 'partner_file', 'letter',
        'public_report', 'public_output', 'completed', 'successor', 'plan_action', 'plan_meeting', 'plan_file',
    )  # fmt: skip
    there = {name: getattr(group, name) for name in names}
    return screen.format(**there, group=group.path, item=group.items[1], output=group.output['id'])


def fault_on(visitor: Visitor, path: str, screen: str, folder: str) -> list[Any]:
    """Open a page, keep its picture, and say what is wrong with it."""
    visitor.complaints.clear()
    page = visitor.go(path)
    page.get_by_role('heading', level=1).wait_for()
    name = screen.translate(str.maketrans('/?=', '---', '{}')).strip('-') or 'directory'
    place = PICTURES / 'look' / folder / f'{name}.png'
    place.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=place, full_page=True)
    # A stranger asks for a plan that its city keeps to itself, and is answered that there is none.
    expected = {'/no-such-page': 'Not found: /no-such-page', '/cities/graz/plan': '404 (Not Found)'}.get(path, '\0')
    return [*faults(visitor), *(each for each in visitor.complaints if expected not in each)]


@pytest.mark.full
@pytest.mark.parametrize(('language', 'dark', 'size'), LOOKS)
def test_every_screen_is_accessible_and_fits(
    visit: Visit, group_at_work: GroupAtWork, language: str, dark: bool, size: tuple[int, int]
) -> None:
    theme = 'dark' if dark else 'light'
    wrong = {}
    for account, screens in SCREENS.items():
        visitor = visit(language='en' if account else language, dark=dark, size=size)
        page = visitor.page
        if account:
            visitor.enter_as(account)
            page.evaluate(SPEAK, language)
        folder = f'{language}-{theme}-{size[0]}/{(account or "stranger").lower()}'
        for screen in screens:
            found = fault_on(visitor, address_of(screen, group_at_work), screen, folder)
            if found:
                wrong[f'{account}: {screen}'] = found
        assert page.locator('html').get_attribute('lang') == language
        if account:
            page.evaluate(SPEAK, 'en')
    assert wrong == {}


@pytest.mark.full
def test_what_an_office_looks_at_before_it_goes_live_is_accessible_and_fits(institution: Service, browser: Browser) -> None:
    """No network of the demonstration is in preparation with an office of its own."""
    Operator(institution).close()
    wrong = {}
    with office_at_work(institution, browser) as office:
        for language, dark, (width, height) in product(languages(), (False, True), (DESKTOP, PHONE)):
            theme = 'dark' if dark else 'light'
            office.page.evaluate(SPEAK, language)
            office.page.emulate_media(color_scheme='dark' if dark else 'light')
            office.page.set_viewport_size({'width': width, 'height': height})
            for screen in ('/desk', '/office/imports', '/office/networks/eccar'):
                if found := fault_on(office, screen, screen, f'{language}-{theme}-{width}/preparing'):
                    wrong[f'{language} {theme} {width}: {screen}'] = found
        assert office.page.get_by_role('list').filter(has=office.page.locator('a[href*="/office/imports?kind="]')).count() == 1
    assert wrong == {}
