"""What a proxy says of whom it speaks for counts when its address is named in the settings, and from nobody else."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest
import uvicorn

from api.rate_limits import RateLimits
from api.running.api_process import configuration
from api.settings import Settings
from tests.conftest import MANY, NO_TLS, Service
from tests.routes.conftest import problem

Behind = Callable[..., httpx.Client]


def end(server: uvicorn.Server) -> None:
    server.should_exit = True


@pytest.fixture
def behind(service: Service, http: httpx.Client) -> Iterator[Behind]:
    """Serve the application as a process of its own would, trusting these proxies; three requests a minute for an address."""
    assert http
    with ExitStack() as stack:

        def served(*trusted: str) -> httpx.Client:
            service.app.state.rate_limits = RateLimits(of_caller=MANY, of_address=3)
            config = configuration(service.app, Settings(trusted_proxies=trusted))
            # The application is running already.
            config.lifespan = 'off'
            listener = stack.enter_context(socket.create_server(('127.0.0.1', 0)))
            server = uvicorn.Server(config)
            thread = threading.Thread(target=server.run, kwargs={'sockets': [listener]}, daemon=True)
            stack.callback(thread.join, 20)
            stack.callback(end, server)
            thread.start()
            until = time.monotonic() + 20
            while not server.started and time.monotonic() < until:
                time.sleep(0.01)
            url = f'http://127.0.0.1:{listener.getsockname()[1]}'
            return stack.enter_context(httpx.Client(base_url=url, verify=NO_TLS, timeout=30))

        yield served
    service.app.state.rate_limits = RateLimits(of_caller=MANY, of_address=MANY)


def codes(client: httpx.Client, *forwarded: str) -> list[int]:
    return [client.get('/v1', headers={'x-forwarded-for': each}).status_code for each in forwarded]


@pytest.mark.parametrize('trusted', [(), ('192.0.2.0/24', '127.0.0.2')])
def test_whoever_is_not_named_cannot_pass_for_others(behind: Behind, trusted: tuple[str, ...]) -> None:
    client = behind(*trusted)
    assert codes(client, '203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4') == [200, 200, 200, 429]


@pytest.mark.parametrize('trusted', ['127.0.0.1', '127.0.0.0/8'])
def test_behind_a_named_proxy_each_address_has_its_own_count(behind: Behind, trusted: str) -> None:
    client = behind(trusted)
    assert codes(client, *['203.0.113.1'] * 4, '203.0.113.2') == [200, 200, 200, 429, 200]


def test_an_address_that_a_caller_writes_in_front_of_its_own_does_not_count(behind: Behind) -> None:
    client = behind('127.0.0.1', '192.0.2.7')
    assert codes(client, *(f'198.51.100.{n}, 203.0.113.1, 192.0.2.7' for n in range(4))) == [200, 200, 200, 429]


def test_only_a_named_proxy_says_that_it_was_https(behind: Behind) -> None:
    https = {'origin': 'https://coalition.example', 'host': 'coalition.example', 'x-forwarded-proto': 'https'}
    answers = [client.post('/v1/sign-in-links', json={}, headers=https) for client in (behind('127.0.0.1'), behind('192.0.2.1'))]
    assert [problem(answer)[1] for answer in answers] == ['validation-failed', 'cross-site-request']
