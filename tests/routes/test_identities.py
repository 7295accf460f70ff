"""Signing in at an identity provider that really runs: whom it lets in, who is linked, and everything that is not believed."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest
from pydantic import SecretStr

from api.database import Database
from api.provider import Provider, provider_of
from tests.conftest import NO_TLS, Service
from tests.identity_provider import CLIENT_ID, CLIENT_SECRET, RunningProvider, provider_process
from tests.routes.conftest import ClientFor, Somebody, problem
from tests.world import rows

Clock = Callable[[datetime], None]
INVALID = (401, 'provider-answer-invalid')
NOT_LINKED = (401, 'identity-not-linked')
NOT_ACCEPTED = (409, 'identity-not-accepted')
DOMAIN = 'graz.example'
MAIL = f'greta@{DOMAIN}'


@pytest.fixture(scope='module')
def elsewhere() -> Iterator[RunningProvider]:
    """The identity provider's process."""
    with provider_process() as running:
        yield running


@pytest.fixture(autouse=True)
def provider(elsewhere: RunningProvider, service: Service, http: httpx.Client) -> Iterator[RunningProvider]:
    """The provider as the service knows it; it lets Greta in."""
    assert http.base_url
    elsewhere.lets_in()
    before = service.app.state.ways_in
    service.app.state.ways_in = replace(before, provider=knowing(service, elsewhere))
    yield elsewhere
    service.app.state.ways_in = before


def knowing(service: Service, provider: RunningProvider, **changes: object) -> Provider:
    """Return the provider as these settings name it."""
    said = {'oidc_issuer': provider.url, 'oidc_client_id': CLIENT_ID, 'oidc_client_secret': SecretStr(CLIENT_SECRET)}
    found = provider_of(service.app.state.settings.model_copy(update={**said, 'oidc_label': 'City login', **changes}))
    assert found is not None
    return found


@pytest.fixture
def mail_is_trusted(service: Service, provider: RunningProvider) -> None:
    """The provider gives out the addresses of graz.example itself."""
    changed = knowing(service, provider, oidc_mail_domains=(DOMAIN,))
    service.app.state.ways_in = replace(service.app.state.ways_in, provider=changed)


@pytest.fixture
def greta(graz: Somebody, office: Somebody) -> Somebody:
    """The coordinator of Graz, with a mail address."""
    assert office.patch(f'/v1/people/{graz.id}', json={'mail': MAIL}, headers={'If-Match': '*'}).status_code == 200
    return graz


@pytest.fixture
def browser(http: httpx.Client) -> Iterator[httpx.Client]:
    """Another browser, in which nobody is signed in."""
    with httpx.Client(base_url=http.base_url, verify=NO_TLS, timeout=30) as client:
        yield client


def leaves(client: httpx.Client, path: str = '/v1/provider-sign-ins') -> str:
    answer = client.post(path)
    assert answer.status_code == 200, answer.text
    location: str = answer.json()['location']
    return location


def enter(client: httpx.Client, provider: RunningProvider, **more: object) -> httpx.Response:
    """Go to the provider and come back."""
    return client.post('/v1/sessions', json={'provider': provider.visited(leaves(client)), **more})


def link(person: httpx.Client, provider: RunningProvider) -> httpx.Response:
    return person.post('/v1/identities', json=provider.visited(leaves(person, '/v1/identity-links')))


@pytest.fixture
def linked(graz: Somebody, provider: RunningProvider) -> dict[str, Any]:
    """The identity of Greta."""
    answer = link(graz, provider)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_linked_identity_signs_in(graz: Somebody, browser: httpx.Client, provider: RunningProvider, linked: dict[str, Any]) -> None:
    assert enter(browser, provider).status_code == 201
    assert browser.get('/v1/me').json()['id'] == str(graz.id)
    [item] = browser.get('/v1/identities').json()['items']
    assert (item['id'], item['issuer'], item['last_used_at'] is not None) == (linked['id'], provider.url, True)


def test_the_browser_is_sent_with_all_that_binds_the_answer_to_it_and_back_to_the_place_people_type(
    http: httpx.Client, service: Service, provider: RunningProvider
) -> None:
    location = http.post('/v1/provider-sign-ins', headers={'Host': 'evil.example'}).json()['location']
    assert location.startswith(f'{provider.url}/authorize?')
    asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
    assert asked['redirect_uri'] == f'{service.url}/sign-in'
    assert (asked['response_type'], asked['client_id'], asked['code_challenge_method']) == ('code', CLIENT_ID, 'S256')
    assert set(asked['scope'].split()) == {'openid', 'email'}
    assert len({asked['state'], asked['nonce'], asked['code_challenge']}) == 3
    assert min(map(len, (asked['state'], asked['nonce'], asked['code_challenge']))) == 43
    assert CLIENT_SECRET not in location


def test_nobody_is_made_for_an_identity_that_is_not_linked(browser: httpx.Client, provider: RunningProvider, database: Database) -> None:
    before = rows(database, 'SELECT count(*) FROM people')
    provider.lets_in(sub='a stranger', email=MAIL, email_verified=True)
    assert problem(enter(browser, provider)) == NOT_LINKED
    assert rows(database, 'SELECT count(*) FROM people') == before
    assert rows(database, 'SELECT * FROM identities') == []


@pytest.mark.parametrize(
    'said',
    [
        {'odd': 'unsigned'},
        {'odd': 'signed with the secret'},
        {'odd': 'another key'},
        {'iss': 'https://elsewhere.example'},
        {'iss': None},
        {'aud': 'another client'},
        {'aud': ['coalition', 'another client']},
        {'aud': ['coalition', 'another client'], 'azp': 'another client'},
        {'aud': None},
        {'nonce': 'another nonce'},
        {'nonce': None},
        {'clock': -3600},
        {'clock': 3600},
        {'exp': None},
        {'exp': 'tomorrow'},
        {'iat': None},
        {'sub': None},
        {'sub': ''},
        {'sub': 'x' * 256},
        {'sub': 7},
        {'odd': 'redirects'},
    ],
    ids=str,
)
def test_what_cannot_be_believed_signs_nobody_in(
    browser: httpx.Client, provider: RunningProvider, linked: dict[str, Any], said: dict[str, Any]
) -> None:
    assert linked
    provider.lets_in(**said)
    answer = enter(browser, provider)
    assert problem(answer) == INVALID
    assert 'set-cookie' not in answer.headers
    provider.lets_in()
    assert enter(browser, provider).status_code == 201


def test_several_audiences_are_believed_where_the_token_was_made_for_us(
    browser: httpx.Client, provider: RunningProvider, linked: dict[str, Any]
) -> None:
    assert linked
    provider.lets_in(aud=['coalition', 'another client'], azp='coalition')
    assert enter(browser, provider).status_code == 201


def test_an_answer_is_for_one_use_from_the_browser_that_was_sent(
    http: httpx.Client, browser: httpx.Client, provider: RunningProvider, linked: dict[str, Any]
) -> None:
    assert linked
    answer = provider.visited(leaves(browser))
    assert problem(http.post('/v1/sessions', json={'provider': answer})) == INVALID
    leaves(http)
    assert problem(http.post('/v1/sessions', json={'provider': answer})) == INVALID
    assert browser.post('/v1/sessions', json={'provider': answer}).status_code == 201
    assert problem(browser.post('/v1/sessions', json={'provider': answer})) == INVALID


def test_another_state_or_code_is_refused_and_uses_the_challenge_up(
    browser: httpx.Client, provider: RunningProvider, linked: dict[str, Any]
) -> None:
    assert linked
    for wrong in ({'state': 'x' * 43}, {'code': 'stolen'}):
        answer = provider.visited(leaves(browser))
        assert problem(browser.post('/v1/sessions', json={'provider': {**answer, **wrong}})) == INVALID
        assert problem(browser.post('/v1/sessions', json={'provider': answer})) == INVALID


def test_ten_minutes_are_enough_at_the_provider(
    browser: httpx.Client, provider: RunningProvider, linked: dict[str, Any], clock: Clock
) -> None:
    assert linked
    now = datetime.now(UTC)
    clock(now)
    answer = provider.visited(leaves(browser))
    clock(now + timedelta(minutes=10, seconds=1))
    assert problem(browser.post('/v1/sessions', json={'provider': answer})) == INVALID


def test_an_answer_to_link_signs_nobody_in_and_the_other_way_round(
    graz: Somebody, browser: httpx.Client, provider: RunningProvider
) -> None:
    answer = provider.visited(leaves(graz, '/v1/identity-links'))
    assert problem(graz.post('/v1/sessions', json={'provider': answer})) == INVALID
    answer = provider.visited(leaves(browser))
    graz.cookies.set('coalition-challenge', browser.cookies['coalition-challenge'], domain=urlsplit(str(graz.base_url)).hostname or '')
    assert problem(graz.post('/v1/identities', json=answer)) == NOT_ACCEPTED


@pytest.mark.parametrize(('auth_time', 'fresh'), [(None, False), (-3600, False), (0, True)])
def test_a_sign_in_is_fresh_where_the_provider_says_that_it_has_just_been_proven(
    browser: httpx.Client, provider: RunningProvider, linked: dict[str, Any], auth_time: int | None, fresh: bool
) -> None:
    assert linked
    provider.lets_in(auth_time=None if auth_time is None else int(time.time()) + auth_time)
    assert enter(browser, provider).status_code == 201
    assert browser.get('/v1/me').status_code == 200
    answer = browser.post('/v1/identity-links')
    assert answer.status_code == 200 if fresh else problem(answer) == (403, 'sign-in-again')


def test_a_session_that_the_provider_has_proven_lasts_like_any_other_and_ends_here_alone(
    browser: httpx.Client, provider: RunningProvider, linked: dict[str, Any]
) -> None:
    assert linked
    session = enter(browser, provider).json()
    begun, ends = (datetime.fromisoformat(session[name]) for name in ('created_at', 'expires_at'))
    assert ends - begun == timedelta(hours=12)
    assert browser.delete(f'/v1/sessions/{session["id"]}').status_code == 204
    assert browser.get('/v1/me').status_code == 401
    assert enter(browser, provider).status_code == 201, 'the provider was not told'


def test_machines_have_no_identities(client_for: ClientFor) -> None:
    machine = client_for()
    assert machine.get('/v1/identities').json() == {'items': [], 'next': None}
    assert problem(machine.post('/v1/identity-links')) == (403, 'role-does-not-allow')
    assert problem(machine.delete(f'/v1/identities/{uuid4()}')) == (403, 'role-does-not-allow')


def test_what_was_done_with_identities_is_noted(
    graz: Somebody, browser: httpx.Client, provider: RunningProvider, linked: dict[str, Any]
) -> None:
    provider.lets_in(odd='unsigned')
    enter(browser, provider)
    graz.delete(f'/v1/identities/{linked["id"]}')
    found = [event['kind'] for event in graz.get('/v1/security-events').json()['items']]
    assert found[:2] == ['identity_removed', 'identity_linked']
