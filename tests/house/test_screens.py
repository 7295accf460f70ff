"""Every page of the frontend is looked at and walked by keyboard: the screens of the look cover the folders of its routes."""

import re
from collections.abc import Iterator

import pytest

from tests.browser.test_look import SCREENS
from tests.house.tree import ROOT

ROUTES = ROOT / 'frontend' / 'src' / 'routes'
# What matches a place in an address that takes a few words only.
WORDS = {'directory': '(working-groups|cities)', 'sitting': '(desk|projector)'}
# Addresses that no screen of the look shows, and why.
NOT_LOOKED_AT = {
    '/reports/[report]': 'nothing of the group at work is published',
    '/outputs/[output]': 'nothing of the group at work is published',
    '/working-groups/[slug]/circulars/[[circular]]': 'the screen of the office’s circulars, which is looked at',
}


def addresses() -> Iterator[str]:
    """Yield the addresses of the pages, with their places as the folders spell them; one that may be left out makes two."""
    for page in ROUTES.rglob('+page.svelte'):
        folders = page.parent.relative_to(ROUTES).parts
        yield '/' + '/'.join(folders)
        if any(folder.startswith('[[') for folder in folders):
            yield '/' + '/'.join(folder for folder in folders if not folder.startswith('[['))


def pattern_of(address: str) -> re.Pattern[str]:
    """Return what a screen looks like that shows an address: a place that may be left out stands for a record."""
    parts = []
    for part in address.strip('/').split('/'):
        if found := re.fullmatch(r'\[\[\w+=(\w+)\]\]', part):
            parts.append(WORDS[found[1]])
        elif part.startswith('[['):
            parts.append(r'\{\w+\}')
        else:
            parts.append('[^/]+' if part.startswith('[') else re.escape(part))
    return re.compile('/' + '/'.join(parts))


LOOKED_AT = {
    screen.replace('{group}', '/working-groups/fair-access').partition('?')[0] for screens in SCREENS.values() for screen in screens
}


@pytest.mark.parametrize('address', sorted(addresses()))
def test_a_page_is_looked_at_or_it_is_said_why_not(address: str) -> None:
    looked_at = any(pattern_of(address).fullmatch(screen) for screen in LOOKED_AT)
    assert looked_at != (address in NOT_LOOKED_AT)


def test_what_is_not_looked_at_is_there() -> None:
    assert set(NOT_LOOKED_AT) <= set(addresses())
