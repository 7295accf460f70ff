"""Whoever sends too much waits a little, and is told for how long; nobody else notices."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from api import rate_limits
from api.rate_limits import RateLimits, network_of
from api.settings import Settings
from tests.conftest import MANY, Service
from tests.routes.conftest import ClientFor, Somebody, problem

NOW = datetime.now(UTC)
Clock = Callable[[datetime], None]


@pytest.fixture
def limits(service: Service, http: httpx.Client) -> Iterator[RateLimits]:
    """Five requests a minute for a caller, three for an address."""
    assert http
    few = RateLimits(of_caller=5, of_address=3)
    service.app.state.rate_limits = few
    yield few
    service.app.state.rate_limits = RateLimits(of_caller=MANY, of_address=MANY)


def left(answer: httpx.Response) -> tuple[str, int, int]:
    """Return name of the policy, requests left and seconds until there are more, as the structured fields say."""
    policy = re.fullmatch(r'"([a-z-]+)";q=(\d+);w=(\d+)', answer.headers['ratelimit-policy'])
    present = re.fullmatch(r'"([a-z-]+)";r=(\d+);t=(\d+)', answer.headers['ratelimit'])
    assert policy is not None
    assert present is not None
    assert policy[1] == present[1]
    assert int(present[2]) <= int(policy[2])
    assert 1 <= int(present[3]) <= int(policy[3])
    return present[1], int(present[2]), int(present[3])


def test_every_answer_of_the_api_says_what_is_left(office: Somebody, http: httpx.Client) -> None:
    assert left(office.get('/v1/cities'))[0] == 'caller'
    for answer in (
        http.get('/v1'),
        http.get('/v1/cities'),
        http.get('/v1/nothing'),
        http.delete('/v1/cities'),
        http.options('/v1/cities'),
        http.get('/v1/public/cities'),
        http.get('/v1/cities', headers={'authorization': 'Bearer made.up.here'}),
        http.post('/v1/oauth/token', data={'grant_type': 'client_credentials'}),
    ):
        assert left(answer)[0] == 'address', answer.request.url


def test_a_caller_is_counted_by_its_credentials_wherever_it_calls_from(
    limits: RateLimits, office: Somebody, client_for: ClientFor, clock: Clock
) -> None:
    assert limits
    another = client_for()
    clock(NOW)
    said = [left(office.get('/v1/cities')) for _ in range(5)]
    assert said == [('caller', remaining, 60) for remaining in (4, 3, 2, 1, 0)]
    clock(NOW + timedelta(seconds=20))
    refused = office.get('/v1/cities')
    assert problem(refused) == (429, 'too-many-requests')
    assert (refused.headers['retry-after'], left(refused)) == ('40', ('caller', 0, 40))
    assert another.get('/v1/cities').status_code == 200
    clock(NOW + timedelta(seconds=60))
    assert left(office.get('/v1/cities')) == ('caller', 4, 60)


def test_without_valid_credentials_the_address_is_counted_whatever_it_sends(limits: RateLimits, http: httpx.Client, clock: Clock) -> None:
    assert limits
    clock(NOW)
    sent: list[tuple[str, dict[str, str]]] = [
        ('/v1/public/cities', {}),
        ('/v1/cities', {'authorization': 'Bearer one'}),
        ('/v1/cities', {'cookie': 'coalition=two', 'x-forwarded-for': '203.0.113.9', 'forwarded': 'for=203.0.113.9'}),
        ('/v1/cities', {'authorization': 'Bearer three', 'x-real-ip': '203.0.113.9'}),
        ('/v1/public/cities', {'authorization': 'Bearer four', 'x-forwarded-for': '203.0.113.10'}),
    ]
    codes = [http.get(path, headers=headers).status_code for path, headers in sent]
    assert codes == [200, 401, 401, 429, 429]


@pytest.mark.parametrize(
    ('method', 'path', 'code'),
    [
        ('GET', '/v1/nothing', 404),
        ('HEAD', '/v1/nothing', 404),
        ('POST', '/v1/nothing', 404),
        ('OPTIONS', '/v1/nothing', 404),
        ('GET', '/v1/cities/', 404),
        ('DELETE', '/v1/cities', 405),
        ('PROPFIND', '/v1/cities/graz', 405),
        ('OPTIONS', '/v1/cities', 204),
        ('GET', '/v1/cities', 401),
        ('GET', '/v1/public/cities/nowhere', 404),
        ('GET', '/v1', 200),
    ],
)
def test_what_is_not_offered_costs_as_much_and_is_refused_beyond_the_quota(
    limits: RateLimits, http: httpx.Client, office: Somebody, clock: Clock, method: str, path: str, code: int
) -> None:
    assert limits
    clock(NOW)
    answers = [http.request(method, path) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [code, code, code, 429, 429]
    assert [left(answer) for answer in answers] == [('address', remaining, 60) for remaining in (2, 1, 0, 0, 0)]
    for refused in answers[3:]:
        assert refused.headers['retry-after'] == '60'
        assert method == 'HEAD' or problem(refused) == (429, 'too-many-requests')
    assert office.get('/v1/cities').status_code == 200
    clock(NOW + timedelta(seconds=60))
    assert http.request(method, path).status_code == code


def test_a_neighbour_behind_the_same_address_who_is_signed_in_does_not_notice(
    limits: RateLimits, http: httpx.Client, office: Somebody, clock: Clock
) -> None:
    assert limits
    clock(NOW)
    assert [http.get('/v1/cities').status_code for _ in range(5)] == [401, 401, 401, 429, 429]
    assert office.get('/v1/cities').status_code == 200


def test_the_probes_and_the_pages_are_not_counted(limits: RateLimits, http: httpx.Client, clock: Clock) -> None:
    assert limits
    clock(NOW)
    for path in ('/health/live', '/health/ready', '/openapi.json', '/problems/not-found'):
        for _ in range(4):
            answer = http.get(path)
            assert answer.status_code == 200
            assert 'ratelimit' not in answer.headers
    assert left(http.get('/v1')) == ('address', 2, 60)


def test_an_address_that_failed_to_sign_in_ten_times_waits_five_minutes(service: Service, http: httpx.Client, clock: Clock) -> None:
    service.app.state.rate_limits = RateLimits(of_caller=MANY, of_address=MANY)
    wrong: list[dict[str, Any]] = [{'token': f'{number:043}'} for number in range(12)]
    clock(NOW)
    codes = [http.post('/v1/sessions', json=body).status_code for body in wrong]
    assert codes == [401] * 10 + [429] * 2
    clock(NOW + timedelta(seconds=299))
    assert http.post('/v1/sessions', json=wrong[0]).headers['retry-after'] == '1'
    clock(NOW + timedelta(seconds=300))
    assert http.post('/v1/sessions', json=wrong[0]).status_code == 401


def test_what_is_remembered_is_bounded_and_the_oldest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limits, 'MOST_REMEMBERED', 3)
    limits = RateLimits(of_caller=1, of_address=1)
    for address in ('a', 'b', 'c', 'd'):
        assert limits.take(limits.of_address, address).left == 0
    assert limits.take(limits.of_address, 'd').left == -1
    assert limits.take(limits.of_address, 'a').left == 0


def test_a_machine_cannot_change_its_ipv6_address_to_be_somebody_else() -> None:
    assert network_of('2001:db8:1:2:3:4:5:6') == network_of('2001:db8:1:2:ffff::1') != network_of('2001:db8:1:3::1')
    assert network_of('192.0.2.1') != network_of('192.0.2.2')
    assert network_of('testclient') == 'testclient'


def test_the_figures_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ('COALITION_REQUESTS_PER_MINUTE', 'COALITION_ANONYMOUS_REQUESTS_PER_MINUTE'):
        monkeypatch.delenv(name, raising=False)
    assert (Settings().requests_per_minute, Settings().anonymous_requests_per_minute) == (1200, 300)
