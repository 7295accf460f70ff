"""Every screen by keyboard alone, on a desktop and a small phone: all of it is reached, in order, in sight, and left again.

The screens are those of which `test_look` takes pictures; a screen added there is walked here.
"""

from itertools import cycle

import pytest

from tests.browser.at_work import GroupAtWork
from tests.browser.conftest import DESKTOP, PHONE, Visit, Visitor
from tests.browser.keyboard import faults_of_dialogs, faults_of_openers, faults_of_order, faults_of_skipping
from tests.browser.test_look import SCREENS, address_of
from tests.turns import due


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
@pytest.mark.parametrize('size', [DESKTOP, PHONE])
@pytest.mark.parametrize('account', SCREENS)
def test_every_screen_is_walked_there_and_back_and_all_it_opens_is_opened(
    visit: Visit, group_at_work: GroupAtWork, account: str | None, size: tuple[int, int]
) -> None:
    visitor = visit(size=size)
    if account:
        visitor.enter_as(account)
    wrong = {}
    dialogs = 0
    for screen in SCREENS[account]:
        opened(visitor, address_of(screen, group_at_work))
        page = visitor.page
        found = [*faults_of_order(page, back=True), *faults_of_skipping(page), *faults_of_openers(page)]
        opened(visitor, address_of(screen, group_at_work))
        of_dialogs, count = faults_of_dialogs(page)
        dialogs += count
        if found or of_dialogs:
            wrong[screen] = found + of_dialogs
    assert wrong == {}
    assert (dialogs > 0) == (account is not None), 'no dialog was met'
