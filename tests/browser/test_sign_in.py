"""Signing in as people do it: by the mail's link, by its code, with a passkey, at an identity provider; and being signed out."""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.institution import MAIL, Operator
from tests.browser.test_group_screens import faults
from tests.browser.test_people import age_sessions
from tests.faults.service import Service, command, eventually, reachable_directory
from tests.identity_provider import RunningProvider, provider_process
from tests.postbox import code_in, read, token_in

Window = Callable[..., Visitor]


@pytest.fixture(scope='module')
def provider() -> Iterator[RunningProvider]:
    """An identity provider on this machine."""
    with provider_process() as running:
        yield running


@pytest.fixture(scope='module')
def named(provider: RunningProvider) -> Iterator[Service]:
    """A service without demonstration data under the name localhost: passkeys cannot be bound to a number."""
    with socket.create_server(('127.0.0.1', 0)) as free:
        port = str(free.getsockname()[1])
    with reachable_directory() as directory:
        service = Service(directory)
        try:
            address = {'COALITION_PUBLIC_URL': f'http://localhost:{port}', 'COALITION_DEMO': 'false'}
            service.start('--port', port, **address, **provider.settings())
            operator = Operator(service)
            operator.ask('POST', f'/v1/networks/{operator.network}/launches', 1)
            operator.close()
            yield service
        finally:
            service.close()


@pytest.fixture
def window(browser: Browser, named: Service) -> Iterator[Window]:
    """Open a new window of a browser in which nobody is signed in."""
    with ExitStack() as stack:

        def opened(*, language: str = 'en', dark: bool = False, size: tuple[int, int] = DESKTOP) -> Visitor:
            context = browser.new_context(
                locale=language,
                color_scheme='dark' if dark else 'light',
                viewport={'width': size[0], 'height': size[1]},
                reduced_motion='reduce',
            )
            stack.callback(context.close)
            return Visitor(context.new_page(), named.url)

        yield opened


def ask_for_mail(page: Page) -> None:
    page.get_by_role('textbox', name='Mail address').fill(MAIL)
    page.get_by_role('button', name='Send').press('Enter')
    expect(page.get_by_label('Code')).to_be_focused()


def newest(named: Service, before: int) -> Any:
    """Wait for another mail and return it."""
    assert eventually(lambda: len(letters(named)) > before, 30)
    return read(letters(named)[-1])


def letters(named: Service) -> list[Any]:
    return sorted((named.data / 'mail').glob('sign-in-*.eml'), key=lambda path: path.stat().st_mtime_ns)


def enter(named: Service, visitor: Visitor) -> Page:
    """Sign in by a link from the command line."""
    link = command('sign-in-link', MAIL, place=named.data).stdout.strip()
    page = visitor.go(f'/sign-in#{link.partition("#")[2]}')
    page.get_by_role('button', name='Sign in', exact=True).last.click()
    page.wait_for_url('**/desk')
    return page


def leave(page: Page) -> None:
    page.get_by_role('button', name='signed in as').click()
    page.get_by_role('button', name='Sign out', exact=True).click()
    expect(page.get_by_role('link', name='Sign in').first).to_be_visible()


def with_authenticator(visitor: Visitor) -> None:
    """Give the window a device that verifies its user."""
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send('WebAuthn.enable')
    options = {'protocol': 'ctap2', 'transport': 'internal', 'hasResidentKey': True, 'hasUserVerification': True}
    session.send('WebAuthn.addVirtualAuthenticator', {'options': {**options, 'isUserVerified': True, 'automaticPresenceSimulation': True}})


@pytest.mark.in_turn(3)
def test_the_code_of_the_mail_signs_in_where_it_was_asked_for_and_the_session_ends(window: Window, named: Service) -> None:
    visitor, before = window(), len(letters(named))
    page = visitor.go('/sign-in?next=/me')
    ask_for_mail(page)
    mail = newest(named, before)
    page.get_by_label('Code').fill('000000' if code_in(mail) != '000000' else '111111')
    page.get_by_role('button', name='Sign in', exact=True).press('Enter')
    expect(page.get_by_text('This code is not right.')).to_be_visible()
    page.get_by_label('Code').fill(f'{code_in(mail)[:3]} {code_in(mail)[3:]}')
    page.get_by_role('button', name='Sign in', exact=True).press('Enter')
    page.wait_for_url('**/me')
    expect(page.get_by_role('heading', name='Office of the network')).to_be_visible()
    leave(page)
    page = visitor.go('/me')
    expect(page.get_by_text('Sign in to see your account')).to_be_visible()
    assert [each for each in visitor.complaints if '401' not in each] == []


@pytest.mark.in_turn(3)
def test_the_link_of_the_mail_signs_in_once_and_looking_at_it_does_not(window: Window, named: Service) -> None:
    visitor, other, before = window(), window(), len(letters(named))
    ask_for_mail(visitor.go('/sign-in'))
    link = f'/sign-in#token={token_in(newest(named, before))}'
    page = other.go(link)
    expect(page.get_by_role('button', name='Sign in', exact=True).last).to_be_visible()
    assert 'token' not in page.url
    page = other.go(link)
    page.get_by_role('button', name='Sign in', exact=True).last.click()
    page.wait_for_url('**/desk')
    leave(page)
    page = other.go(link)
    page.get_by_role('button', name='Sign in', exact=True).last.click()
    expect(page.get_by_text('This link or code has been used')).to_be_visible()


@pytest.mark.in_turn(3)
def test_a_session_that_was_ended_elsewhere_says_so_and_leads_back(window: Window, named: Service) -> None:
    here, there, third = window(), window(), window()
    page = enter(named, here)
    other, last = enter(named, there), enter(named, third)
    other.goto(f'{named.url}/me')
    # The newest stands first: this ends the third alone.
    ends = other.get_by_role('button', name='Sign out there')
    expect(ends.first).to_be_visible()
    count = ends.count()
    ends.first.press('Enter')
    expect(ends).to_have_count(count - 1)
    last.goto(f'{named.url}/me')
    expect(last.get_by_text('Sign in to see your account')).to_be_visible()
    page.goto(f'{named.url}/me')
    expect(page.get_by_role('heading', name='Office of the network')).to_be_visible()
    other.get_by_role('button', name='Sign out everywhere else').click()
    expect(other.get_by_text('Every other browser is signed out.')).to_be_visible()
    page.get_by_role('link', name='Cities').first.click()
    page.goto(f'{named.url}/me')
    expect(page.get_by_text('Sign in to see your account')).to_be_visible()


@pytest.mark.in_turn(3)
def test_a_passkey_is_made_signs_in_proves_afresh_is_removed_and_then_refused(window: Window, named: Service) -> None:
    visitor = window()
    with_authenticator(visitor)
    enter(named, visitor)
    page = visitor.go('/me')
    page.get_by_role('button', name='Add a passkey').click()
    page.get_by_label('Name of the passkey').fill('Work laptop')
    visitor.picture('passkey-add')
    page.get_by_role('dialog').get_by_role('button', name='Go on').press('Enter')
    expect(page.get_by_text('The passkey is ready.')).to_be_visible()
    expect(page.get_by_role('listitem').filter(has_text='Work laptop')).to_be_visible()
    visitor.picture('passkeys')
    page.get_by_role('button', name='Add a passkey').click()
    page.get_by_label('Name of the passkey').fill('The same laptop')
    page.get_by_role('dialog').get_by_role('button', name='Go on').press('Enter')
    expect(page.get_by_text('This device has a passkey for you already.')).to_be_visible()
    page.get_by_role('button', name='Cancel').click()
    leave(page)

    page = visitor.go('/sign-in')
    visitor.picture('sign-in-with-passkey')
    page.get_by_role('button', name='Use a passkey').press('Enter')
    page.wait_for_url('**/desk')

    age_sessions(named)
    page = visitor.go('/me')
    page.get_by_role('listitem').filter(has_text='Work laptop').get_by_role('button').click()
    page.get_by_role('dialog').get_by_role('button', name='Remove').press('Enter')
    again = page.get_by_role('dialog', name='Sign in again')
    expect(again.get_by_role('button', name='Use a passkey')).to_be_visible()
    visitor.picture('sign-in-again-with-passkey')
    again.get_by_role('button', name='Use a passkey').press('Enter')
    expect(page.get_by_text('The passkey is removed.')).to_be_visible()
    leave(page)

    page = visitor.go('/sign-in')
    page.get_by_role('button', name='Use a passkey').press('Enter')
    expect(page.get_by_text('This passkey does not sign you in here.')).to_be_visible()
    assert [each for each in visitor.complaints if not re.search('40[13]', each)] == []


@pytest.mark.in_turn(3)
def test_an_identity_is_linked_by_its_person_and_signs_in_from_then_on(window: Window, named: Service, provider: RunningProvider) -> None:
    provider.lets_in(sub='office of the network')
    visitor = window()
    page = visitor.go('/sign-in')
    page.get_by_role('button', name='Go on with City login').press('Enter')
    expect(page.get_by_text('Nobody here is linked with this identity.')).to_be_visible()
    assert 'code' not in page.url
    visitor.picture('sign-in-not-linked')
    page.get_by_role('button', name='Choose another way').click()
    enter(named, visitor)
    page = visitor.go('/me')
    page.get_by_role('button', name='Link with City login').press('Enter')
    expect(page.get_by_text('The identity is linked')).to_be_visible()
    expect(page.get_by_role('listitem').filter(has_text=provider.url)).to_be_visible()
    visitor.picture('identities')
    leave(page)

    page = visitor.go('/sign-in?next=/me')
    page.get_by_role('button', name='Go on with City login').press('Enter')
    page.wait_for_url('**/me')
    expect(page.get_by_role('heading', name='Office of the network')).to_be_visible()
    left = [each for each in visitor.complaints if not each.startswith(f'left the origin: {provider.url}/authorize?') and '401' not in each]
    assert left == []


@pytest.mark.in_turn(3)
def test_a_provider_that_lets_nobody_in_leads_to_the_other_ways(window: Window, provider: RunningProvider) -> None:
    provider.lets_in(odd='denied')
    visitor = window(size=PHONE, dark=True)
    page = visitor.go('/sign-in')
    page.get_by_role('button', name='Go on with City login').press('Enter')
    expect(page.get_by_text('The identity provider did not let you in.')).to_be_visible()
    page.get_by_role('button', name='Choose another way').press('Enter')
    expect(page.get_by_role('textbox', name='Mail address')).to_be_visible()


@pytest.mark.in_turn(4)
@pytest.mark.parametrize(
    ('language', 'dark', 'size'), [('en', False, DESKTOP), ('de', True, PHONE), ('en', True, DESKTOP), ('de', False, PHONE)]
)
def test_the_ways_in_are_accessible_and_fit(window: Window, language: str, dark: bool, size: tuple[int, int]) -> None:
    visitor = window(language=language, dark=dark, size=size)
    page = visitor.go('/sign-in')
    expect(page.get_by_role('heading', name='Ohne E-Mail' if language == 'de' else 'Without a mail')).to_be_visible()
    visitor.picture(f'ways-in-{language}-{size[0]}')
    assert (faults(visitor), visitor.complaints) == ([], [])


def test_an_address_that_is_a_number_offers_no_passkeys_and_says_why(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.go('/sign-in')
    expect(page.get_by_role('heading', name='Without a mail')).to_have_count(0)
    visitor.enter_as('Graz')
    page = visitor.go('/me')
    expect(page.get_by_text('Passkeys do not work under the address')).to_be_visible()
    expect(page.get_by_role('button', name='Add a passkey')).to_have_count(0)
    assert visitor.complaints == []
