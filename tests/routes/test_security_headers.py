"""Every answer tells a browser what it must not do, whoever writes the answer: a route, the pages, or what reads HTTP itself."""

import socket
from http.client import HTTPMessage, parse_headers

import httpx
import pytest

from api import problem_pages, security_headers
from api.manners import Manners
from api.settings import Settings
from tests.conftest import Service
from tests.routes.conftest import Somebody

ALWAYS = {'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin'}
HSTS = 'max-age=31536000; includeSubDomains'
PATHS = (
    *('/', '/desk', '/_app/immutable/nothing.js', '/docs', '/docs/style.css', '/problems/not-found', '/problems/nothing', '/openapi.json'),
    *('/health/live', '/v1', '/v1/cities', '/v1/nothing', '/v1/public/cities', '/v1/public/cities/nowhere'),
)


def policies(answer: httpx.Response) -> list[str]:
    """Return what each policy of an answer says, without the order in which it says it."""
    return [value for name, value in answer.headers.multi_items() if name == 'content-security-policy']


@pytest.fixture
def production(service: Service, http: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> httpx.Client:
    """The service as it is made where people reach it by https."""
    monkeypatch.setattr(service.app, 'headers', security_headers.of_service(production=True))
    return http


def answers(http: httpx.Client, office: Somebody) -> list[httpx.Response]:
    """Return answers of every kind: pages, files, problems, records, nothing at all."""
    found = [client.get(path) for client in (http, office) for path in PATHS]
    found += [http.options('/v1/cities'), http.head('/v1'), http.delete('/v1/cities'), http.post('/v1/oauth/token'), http.post('/')]
    tag = office.get('/v1/cities/graz').headers['etag']
    return [*found, office.get('/v1/cities/graz', headers={'if-none-match': tag}), office.get('/v1/exports/cities.csv')]


def test_every_answer_carries_them_and_exactly_one_policy(http: httpx.Client, office: Somebody) -> None:
    codes = set()
    for answer in answers(http, office):
        codes.add(answer.status_code)
        assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS, answer.url
        [policy] = policies(answer)
        assert {"base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'"} <= set(policy.split('; ')), answer.url
        assert "default-src 'self'" in policy or "default-src 'none'" in policy
        assert 'unsafe' not in policy
        assert {'server', 'x-powered-by'} & set(answer.headers) == set()
    assert {200, 204, 304, 401, 404, 405} <= codes


def test_pages_of_other_sites_read_what_is_published_and_nothing_else(http: httpx.Client, office: Somebody) -> None:
    origin = {'origin': 'https://city.example'}
    found = {answer.url.path: answer.headers.get('access-control-allow-origin') for answer in answers(http, office)}
    assert {path for path, told in found.items() if told == '*'} == {path for path in found if path.startswith('/v1/public/')}
    assert set(found.values()) == {'*', None}
    assert office.get('/v1/public/cities', headers=origin).headers['access-control-allow-origin'] == '*'
    sent = http.post('/v1/public/cities/graz/messages', headers=origin, json={})
    assert {name for name in sent.headers if name.startswith('access-control')} == set()
    assert [name for name in http.get('/v1/public/cities').headers if name == 'access-control-allow-credentials'] == []


def test_an_answer_without_a_policy_of_its_own_allows_what_is_ours_and_nothing_else(http: httpx.Client) -> None:
    for path in ('/', '/v1', '/v1/nothing'):
        assert policies(http.get(path)) == [security_headers.POLICY]
    assert policies(http.get('/problems/not-found')) == [problem_pages.POLICY]


def test_only_https_is_said_in_production_alone(http: httpx.Client, office: Somebody, production: httpx.Client) -> None:
    assert {answer.headers['strict-transport-security'] for answer in answers(production, office)} == {HSTS}
    del http


def test_elsewhere_nothing_is_said_of_https(http: httpx.Client, office: Somebody) -> None:
    assert [answer for answer in answers(http, office) if 'strict-transport-security' in answer.headers] == []


def test_production_is_what_people_reach_by_https(service: Service) -> None:
    made = [Manners(service.app.app, routes=[], refusals={}, production=Settings(public_url=url).production).headers
            for url in ('http://127.0.0.1:8000', 'https://coalition.example')]  # fmt: skip
    assert [b'strict-transport-security' in dict(headers) for headers in made] == [False, True]


def refused(url: httpx.URL, sent: bytes) -> HTTPMessage:
    """Return the headers of the answer to what is not HTTP."""
    with socket.create_connection((url.host, url.port or 80), timeout=10) as connection:
        connection.sendall(sent)
        with connection.makefile('rb') as answer:
            assert answer.readline().startswith(b'HTTP/1.1 4')
            return parse_headers(answer)


@pytest.mark.parametrize('sent', [b'nonsense\r\n\r\n', b'GET / HTTP/1.1\r\nhost: x\r\nx: ' + b'y' * 70_000 + b'\r\n\r\n'])
def test_what_is_refused_before_it_is_a_request_carries_them_too(production: httpx.Client, sent: bytes) -> None:
    headers = refused(production.base_url, sent)
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert headers.get_all('content-security-policy') == [security_headers.POLICY]
    assert headers['strict-transport-security'] == HSTS
    assert (headers['cache-control'], headers['server']) == ('no-store', None)
