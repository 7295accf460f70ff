"""The identity provider itself: another one, away, too slow, too large, or none."""

import time
from dataclasses import replace

import httpx
import pytest

from api import provider as of_provider
from tests.conftest import Service
from tests.identity_provider import RunningProvider
from tests.routes.conftest import Somebody, problem
from tests.routes.test_identities import browser, elsewhere, enter, knowing, leaves, link, provider

__all__ = ['browser', 'elsewhere', 'provider']


def test_a_provider_that_takes_the_secret_in_the_form_gets_it_there(service: Service, graz: Somebody, provider: RunningProvider) -> None:
    provider.lets_in(odd='secret in the form')
    service.app.state.ways_in = replace(service.app.state.ways_in, provider=knowing(service, provider))
    assert link(graz, provider).status_code == 201


@pytest.mark.parametrize('odd', ['another issuer', 'describes nothing'])
def test_a_provider_that_is_another_one_is_not_asked(service: Service, http: httpx.Client, provider: RunningProvider, odd: str) -> None:
    provider.lets_in(odd=odd)
    service.app.state.ways_in = replace(service.app.state.ways_in, provider=knowing(service, provider))
    answer = http.post('/v1/provider-sign-ins')
    assert problem(answer) == (503, 'provider-unavailable')
    assert answer.headers['retry-after'] == '60'


def test_a_provider_that_is_not_there_is_said_to_be_so(service: Service, http: httpx.Client, provider: RunningProvider) -> None:
    gone = knowing(service, provider, oidc_issuer='http://127.0.0.1:1')
    service.app.state.ways_in = replace(service.app.state.ways_in, provider=gone)
    assert problem(http.post('/v1/provider-sign-ins')) == (503, 'provider-unavailable')


def test_an_answer_that_is_too_large_is_not_read(browser: httpx.Client, provider: RunningProvider) -> None:
    provider.lets_in(odd='too large')
    assert problem(enter(browser, provider)) == (503, 'provider-unavailable')


def test_a_provider_that_hangs_is_waited_for_a_little_and_holds_nobody_else_up(
    service: Service, http: httpx.Client, browser: httpx.Client, provider: RunningProvider, graz: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of_provider, '_TIMEOUT', httpx.Timeout(1))
    answer = provider.visited(leaves(browser))
    provider.lets_in(odd='hangs', seconds=3)
    begun = time.monotonic()
    assert problem(browser.post('/v1/sessions', json={'provider': answer})) == (503, 'provider-unavailable')
    assert time.monotonic() - begun < 3
    # As many as may wait for it do so.
    provider.lets_in()
    answer = provider.visited(leaves(http))
    known = service.app.state.ways_in.provider
    held = [known._asking.acquire(blocking=False) for _ in range(of_provider.MOST_AT_A_TIME)]
    assert all(held)
    assert problem(http.post('/v1/sessions', json={'provider': answer})) == (503, 'provider-unavailable')
    assert graz.get('/v1/me').status_code == 200
    for _ in held:
        known._asking.release()


def test_where_there_is_no_provider_none_is_offered(service: Service, graz: Somebody, http: httpx.Client) -> None:
    assert http.get('/v1').json()['sign_in']['provider'] == 'City login'
    service.app.state.ways_in = replace(service.app.state.ways_in, provider=None)
    assert http.get('/v1').json()['sign_in']['provider'] is None
    body = {'code': 'x', 'state': 'y' * 43}
    for answer in (
        http.post('/v1/provider-sign-ins'),
        http.post('/v1/sessions', json={'provider': body}),
        graz.post('/v1/identity-links'),
        graz.post('/v1/identities', json=body),
    ):
        assert problem(answer) == (404, 'provider-not-offered')
