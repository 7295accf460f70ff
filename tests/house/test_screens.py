"""Every page of the frontend is looked at and walked by keyboard: the screens of the look cover the folders of its routes."""

import re
from collections.abc import Iterator

import pytest

from tests.browser.test_look import SCREENS
from tests.house.tree import ROOT

ROUTES = ROOT / 'frontend' / 'src' / 'routes'
# What matches a place in an address that takes a few words only.
WORDS = {'directory': '(working-groups|cities)', 'sitting': '(desk|projector)', 'partners': '(records|paste)'}


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
def test_every_page_is_looked_at(address: str) -> None:
    assert any(pattern_of(address).fullmatch(screen) for screen in LOOKED_AT)
