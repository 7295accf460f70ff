"""Every screen by keyboard alone, on a desktop and a small phone: all of it is reached, in order, in sight, and left again.

The screens are those of which `test_look` takes pictures; a screen added there is walked here.
"""

import re
from itertools import cycle

import pytest

from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import DESKTOP, PHONE, PICTURES, Visit, Visitor
from tests.browser.keyboard import Look, faults_of_dialogs, faults_of_openers, faults_of_order, faults_of_skipping
from tests.browser.test_group_screens import faults
from tests.browser.test_look import SCREENS, SPEAK, address_of
from tests.turns import due

# What a screen opens is looked at on the way: on the desktop in English and light, on the phone in German and dark.
WALKS = [pytest.param('en', False, DESKTOP, id='en-light-1280'), pytest.param('de', True, PHONE, id='de-dark-320')]


def looking(visitor: Visitor, folder: str) -> Look:
    """Return a look that keeps a picture of what was opened in the folder `pictures/look/opened/<folder>`, and asks axe about it."""

    def look(name: str) -> list[str]:
        place = PICTURES / 'look' / 'opened' / f'{folder} {re.sub("[^0-9a-zà-ÿ]+", "-", name.lower())[:60]}.png'
        place.parent.mkdir(parents=True, exist_ok=True)
        visitor.page.screenshot(path=place)
        return [f'what “{name}” opens: {fault}' for fault in faults(visitor)]

    return look


def opened(visitor: Visitor, path: str) -> None:
    """Open a screen and wait until it stands."""
    visitor.go(path).get_by_role('heading', level=1).wait_for()


@pytest.mark.parametrize('account', SCREENS)
def test_tab_reaches_everything_on_a_screen_in_order_and_in_sight(
    visit: Visit, group_at_work: GroupAtWork, account: str | None, full: bool
) -> None:
    visitors = [visit(size=size) for size in (DESKTOP, PHONE)]
    wrong = {}
    for visitor in visitors:
        if account:
            visitor.enter_as(account)
    for screen, visitor in zip(SCREENS[account] if full else due(SCREENS[account], 4), cycle(visitors), strict=False):
        opened(visitor, address_of(screen, group_at_work))
        if found := faults_of_order(visitor.page):
            wrong[screen] = found
    assert wrong == {}


@pytest.mark.full
@pytest.mark.parametrize(('language', 'dark', 'size'), WALKS)
@pytest.mark.parametrize('account', SCREENS)
def test_every_screen_is_walked_there_and_back_and_all_it_opens_is_opened(
    visit: Visit, group_at_work: GroupAtWork, account: str | None, language: str, dark: bool, size: tuple[int, int]
) -> None:
    visitor = visit(language='en' if account else language, dark=dark, size=size)
    if account:
        visitor.enter_as(account)
        visitor.page.evaluate(SPEAK, language)
    wrong = {}
    dialogs = 0
    for screen in SCREENS[account]:
        path = address_of(screen, group_at_work)
        opened(visitor, path)
        page = visitor.page
        name = screen.translate(str.maketrans('/?=', '---', '{}')).strip('-') or 'directory'
        look = looking(visitor, f'{language}-{size[0]}/{(account or "stranger").lower()}/{name}')
        found = [*faults_of_order(page, back=True), *faults_of_skipping(page), *faults_of_openers(page, look)]
        opened(visitor, path)
        of_dialogs, count = faults_of_dialogs(page, look)
        dialogs += count
        if found or of_dialogs:
            wrong[screen] = found + of_dialogs
    if account:
        visitor.page.evaluate(SPEAK, 'en')
    assert wrong == {}
    assert (dialogs > 0) == (account is not None), 'no dialog was met'
