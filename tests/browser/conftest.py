"""A demonstration that runs as `make run` runs it, and a real browser in front of it."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from bootstrap import BROWSERS
from tests.browser.at_work import GroupAtWork
from tests.faults.service import Service, reachable_directory

PICTURES = Path(__file__).with_name('pictures')
FLAGS = (
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync',
)  # fmt: skip
DESKTOP, PHONE = (1280, 900), (320, 720)
# Playwright's own `networkidle` waits for half a second each time, some hundred times.
QUIET_SECONDS, SLOWEST_SECONDS = 0.1, 30
BUSY = '[aria-busy=true]'
# What was answered is worked into the page, and may ask for more: its own thread says when it has nothing to do.
IDLE = '() => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(() => requestIdleCallback(() => done(true)))))'


@pytest.fixture(scope='session')
def demonstration() -> Iterator[Service]:
    """`coalition serve` with demonstration data in a fresh directory."""
    with reachable_directory() as directory:
        service = Service(directory)
        try:
            service.start()
            yield service
        finally:
            service.close()


@pytest.fixture(scope='module')
def institution() -> Iterator[Service]:
    """A service without demonstration data, one for each file of tests."""
    with reachable_directory() as directory:
        service = Service(directory)
        try:
            service.start(COALITION_DEMO='false')
            yield service
        finally:
            service.close()


@pytest.fixture(scope='session')
def group_at_work(demonstration: Service) -> Iterator[GroupAtWork]:
    """A group with meetings, action items, an output and a report."""
    group = GroupAtWork(demonstration)
    yield group
    group.close()


# While it runs, no other loop of events can: what a worker does after a file of these must find it ended.
@pytest.fixture(scope='module')
def browser() -> Iterator[Browser]:
    """The machine's Chromium, or the one that CHROMIUM names."""
    path = os.environ.get('CHROMIUM') or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, 'no Chromium was found; `make test` installs one as root, or set CHROMIUM'
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope='session', autouse=True)
def pictures(full: bool) -> None:
    """Whether pictures are kept."""
    Visitor.keeps_pictures = full


class Visitor:
    """One browser window with what it complained about: console errors and answers that failed unexpectedly."""

    keeps_pictures = False

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin
        self.complaints: list[str] = []
        page.on('console', lambda message: self._note(message.text) if message.type in {'error', 'warning'} else None)
        page.on('pageerror', lambda error: self._note(str(error)))
        self._awaited: set[Request] = set()
        page.on('request', self._begun)
        page.on('requestfinished', self._over)
        page.on('requestfailed', self._over)
        page.on(
            'request', lambda request: None if request.url.startswith((origin, 'data:')) else self._note(f'left the origin: {request.url}')
        )

    # Playwright keeps a note at each listener, and a method of a set takes none.
    def _begun(self, request: Request) -> None:
        self._awaited.add(request)

    def _over(self, request: Request) -> None:
        self._awaited.discard(request)

    def _note(self, complaint: str) -> None:
        self.complaints.append(complaint)

    def go(self, path: str) -> Page:
        """Open a page of the service and wait until it stands."""
        self.page.goto(self.origin + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page has asked for nothing for a tenth of a second, and nothing says that it is busy."""
        until = time.monotonic() + SLOWEST_SECONDS
        begun = time.monotonic()
        while time.monotonic() < begun + QUIET_SECONDS:
            assert time.monotonic() < until, 'the page does not come to rest'
            self.page.wait_for_timeout(20)
            self.page.evaluate(IDLE)
            if self._awaited or self.page.locator(BUSY).count():
                begun = time.monotonic()

    def click_in_as(self, account: str) -> Page:
        """Sign in with one click, as the first demonstration account whose name begins so."""
        page = self.go('/sign-in')
        page.get_by_role('button', name=f'Enter as {account}').first.click()
        page.get_by_role('button', name='signed in as').wait_for()
        return page

    def enter_as(self, account: str) -> None:
        """Be signed in as that account from the next page on: what the click does, without two pages that nobody looks at."""
        wish = {'demonstration_account': account.lower()}
        answer = self.page.context.request.post(f'{self.origin}/v1/sessions', data=wish, headers={'Origin': self.origin})
        assert answer.ok, answer.text()
        # The mark that a session leaves in the browser is of the service's own origin.
        self.page.goto(f'{self.origin}/robots.txt')
        self.page.evaluate("localStorage.setItem('coalition.signed-in', '1')")

    def picture(self, name: str) -> None:
        """Keep the whole page as a picture, at full length: nothing is asserted of it, and drawing it costs more than most pages do."""
        if not self.keeps_pictures:
            return
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f'{name}.png', full_page=True)


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, demonstration: Service) -> Iterator[Visit]:
    """Open a new window: language, colour scheme and size as wished."""
    with ExitStack() as stack:

        def open_window(*, language: str = 'en', dark: bool = False, size: tuple[int, int] = DESKTOP) -> Visitor:
            context: BrowserContext = browser.new_context(
                locale=language,
                color_scheme='dark' if dark else 'light',
                viewport={'width': size[0], 'height': size[1]},
                reduced_motion='reduce',
            )
            stack.callback(context.close)
            return Visitor(context.new_page(), demonstration.url)

        yield open_window
