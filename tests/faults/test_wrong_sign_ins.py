"""A thousand wrong sign-ins in a burst: whoever works meanwhile hardly notices, and whoever signs in rightly gets in."""

import http.client
import json
import logging
import math
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import cycle, repeat
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.conftest import NO_TLS
from tests.faults.service import ROOT, Service, command, reachable_directory
from tests.faults.wrong_sign_ins import Wrong

_LOG = logging.getLogger('coalition.drills')
_FORM, _JSON = 'application/x-www-form-urlencoded', 'application/json'
CONNECTIONS = 48
PATHS = ('/v1/working-groups', '/v1/cities?limit=20', '/v1/me', '/v1/meetings', '/v1/networks')
_PROOF = {'credential_id': 'A' * 40, 'client_data': 'A' * 200, 'authenticator_data': 'A' * 50, 'signature': 'A' * 90}


class Attacked:
    """The service, a machine and a person that it knows, and what is sent to sign in wrongly."""

    def __init__(self, service: Service) -> None:
        self.url = service.url
        self.machine = json.loads(command('client', 'create', 'attacked', '--scope', 'cities:read', place=service.data).stdout)
        with httpx.Client(base_url=self.url, verify=NO_TLS) as browser:
            account = browser.get('/v1/demonstration-accounts').json()['items'][0]['id']
            browser.post('/v1/sessions', json={'demonstration_account': account}).raise_for_status()
            self.cookie = _cookies(browser)

    def wrong(self, number: int, addresses: Iterable[str]) -> list[Wrong]:
        """So many wrong sign-ins, of four kinds in turn, from these addresses: codes, secrets, links, passkeys."""
        browsers = cycle([self._asked(f'nobody-{n}@example.org') for n in range(math.ceil(number / 20))])
        kinds = cycle((lambda: self._code(*next(browsers)), self._secret, _link, _passkey))
        return [
            (path, media_type, body, {**headers, 'X-Forwarded-For': address})
            for _, (path, media_type, body, headers), address in zip(range(number), (kind() for kind in kinds), addresses, strict=False)
        ]

    def token(self) -> httpx.Response:
        """The answer to the secret that is right, from an address of its own."""
        form = {'grant_type': 'client_credentials', **{name: self.machine[name] for name in ('client_id', 'client_secret')}}
        return httpx.post(f'{self.url}/v1/oauth/token', data=form, headers={'X-Forwarded-For': '192.0.2.7'}, verify=NO_TLS, timeout=30)

    def _asked(self, mail: str) -> tuple[str, str]:
        with httpx.Client(base_url=self.url, verify=NO_TLS) as browser:
            browser.post('/v1/sign-in-links', json={'email': mail}).raise_for_status()
            return mail, _cookies(browser)

    def _code(self, mail: str, cookie: str) -> Wrong:
        return '/v1/sessions', _JSON, json.dumps({'email': mail, 'code': '000000'}), {'Cookie': cookie}

    def _secret(self) -> Wrong:
        body = f'grant_type=client_credentials&client_id={self.machine["client_id"]}&client_secret=coal_{secrets.token_urlsafe(32)}'
        return '/v1/oauth/token', _FORM, body, {}


def _link() -> Wrong:
    return '/v1/sessions', _JSON, json.dumps({'token': secrets.token_urlsafe(32)}), {}


def _passkey() -> Wrong:
    return '/v1/sessions', _JSON, json.dumps({'passkey': _PROOF}), {}


def _cookies(browser: httpx.Client) -> str:
    return '; '.join(f'{name}={value}' for name, value in browser.cookies.items())


def _many() -> Iterator[str]:
    return (f'10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}' for n in range(2**24))


@pytest.fixture(scope='module')
def attacked() -> Iterator[Attacked]:
    """The service as it is served, behind a proxy that says where requests come from."""
    with socket.create_server(('127.0.0.1', 0)) as listener:
        port = listener.getsockname()[1]
    # Passkeys want a name.
    settings = {'COALITION_PUBLIC_URL': f'http://localhost:{port}', 'COALITION_TRUSTED_PROXIES': '127.0.0.1'}
    with reachable_directory() as directory, _ended(Service(directory)) as service:
        service.start('--demo', '--port', str(port), **settings)
        yield Attacked(service)


@contextmanager
def _ended(service: Service) -> Iterator[Service]:
    try:
        yield service
    finally:
        service.close()


def milliseconds(attacked: Attacked, is_over: Callable[[int], bool]) -> list[float]:
    """Ask for one thing after the other until it is over, signed in; return how long each took."""
    place, took = urlsplit(attacked.url), list[float]()
    with closing(http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)) as connection:
        for path in cycle(PATHS):
            if is_over(len(took)):
                break
            begun = time.perf_counter()
            connection.request('GET', path, headers={'Cookie': attacked.cookie})
            answer = connection.getresponse()
            answer.read()
            took.append((time.perf_counter() - begun) * 1000)
            assert answer.status == http.client.OK, path
    return took


def p99(took: list[float]) -> float:
    """Return what one in a hundred took longer than."""
    return statistics.quantiles(took, n=100)[98]


@contextmanager
def sending(attacked: Attacked, wrong: list[Wrong]) -> Iterator[subprocess.Popen[str]]:
    """Run the process that sends all of these as fast as they are answered."""
    program = [sys.executable, '-m', 'tests.faults.wrong_sign_ins']
    with subprocess.Popen(program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        process.stdin.write(json.dumps({'url': attacked.url, 'connections': CONNECTIONS, 'wrong': wrong}))
        process.stdin.close()
        yield process
        process.kill()


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(('addresses', 'whence'), [('one address', lambda: repeat('198.51.100.9')), ('many addresses', _many)])
def test_others_hardly_notice_a_burst_of_wrong_sign_ins_and_who_is_right_gets_in(
    attacked: Attacked, addresses: str, whence: Callable[[], Iterator[str]], *, full: bool
) -> None:
    number, quietly = (1000, 3000) if full else (60, 100)
    wrong = attacked.wrong(number, whence())
    milliseconds(attacked, lambda asked: asked >= 100)
    quiet = milliseconds(attacked, lambda asked: asked >= quietly)
    rightly: list[int] = []
    with sending(attacked, wrong) as process:
        under = milliseconds(attacked, lambda asked: asked >= quietly // 2)
        while not rightly or (rightly[-1] == http.client.TOO_MANY_REQUESTS and len(rightly) < 9):
            answer = attacked.token()
            rightly.append(answer.status_code)
            time.sleep(float(answer.headers.get('retry-after', '0')))
        under += milliseconds(attacked, lambda _: process.poll() is not None)
        assert process.stdout is not None
        said: dict[str, Any] = json.load(process.stdout)
    quiet += milliseconds(attacked, lambda asked: asked >= quietly)
    ratio = p99(under) / p99(quiet)
    _LOG.warning(
        '%d wrong sign-ins from %s, answered %s in %.1f s: p99 of others %.1f ms (%d) against %.1f ms (%d) when it is quiet, %.2f times; '
        'medians %.1f and %.1f; the right secret was answered %s',
        number, addresses, said['codes'], said['seconds'], p99(under), len(under), p99(quiet), len(quiet), ratio,
        statistics.median(under), statistics.median(quiet), rightly,
    )  # fmt: skip
    assert rightly[-1] == http.client.OK
    assert sum(said['codes'].values()) == number
    assert set(said['codes']) <= {'401', '429'}
    assert said['told'].get('429', 0) == said['codes'].get('429', 0)
    if full:
        assert ratio < 2
