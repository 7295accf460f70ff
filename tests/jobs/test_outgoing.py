"""Messages to addresses that others chose: the wall before our own networks, against real sockets."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from api.outgoing import MOST_BYTES, Answer, NotReached, Outgoing, Resolve

LOOPBACK = ('127.0.0.0/8',)


class _Receiver(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    server: 'Receiving'

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers['Content-Length']))
        self.server.taken.append((self.path, self.headers['Host'], body))
        if self.path == '/hangs':
            self.server.over.wait(10)
        if self.path == '/elsewhere':
            self._answer(302, b'', Location=f'http://127.0.0.1:{self.server.server_port}/secret')
        elif self.path == '/endless':
            self._answer(200, b'x' * 1_000_000)
        else:
            self._answer(200, b'heard')

    def _answer(self, code: int, body: bytes, **headers: str) -> None:
        self.send_response(code)
        self.send_header('Content-Length', str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name is the library's
        """Say nothing."""


class Receiving(ThreadingHTTPServer):
    """A server of this machine that notes what it is sent."""

    def __init__(self) -> None:
        super().__init__(('127.0.0.1', 0), _Receiver)
        self.taken: list[tuple[str, str, bytes]] = []
        self.over = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: who has read enough of an answer goes away."""


@pytest.fixture
def receiver() -> Iterator[Receiving]:
    server = Receiving()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def post(url: str, *, allowed: tuple[str, ...] = LOOPBACK, resolve: Resolve | None = None, seconds: float = 5) -> Answer:
    async def sent() -> Answer:
        outgoing = Outgoing(allowed, resolve=resolve, most_seconds=seconds)
        try:
            return await outgoing.post(url, {'Content-Type': 'application/json'}, b'{}')
        finally:
            await outgoing.close()

    return asyncio.run(sent())


def code_of(ask: Callable[[], Answer]) -> str:
    with pytest.raises(NotReached) as refused:
        ask()
    return refused.value.code


def leads_to(*answers: str) -> Callable[[str, int], Awaitable[list[str]]]:
    async def resolved(_host: str, _port: int) -> list[str]:
        return list(answers)

    return resolved


def test_the_connection_goes_to_the_address_that_was_checked_and_the_name_stays(receiver: Receiving) -> None:
    answer = post(f'http://hooks.example.org:{receiver.server_port}/in?a=1', resolve=leads_to('127.0.0.1'))
    assert (answer.code, answer.body, answer.headers['content-length']) == (200, b'heard', '5')
    assert receiver.taken == [('/in?a=1', f'hooks.example.org:{receiver.server_port}', b'{}')]


@pytest.mark.parametrize('answers', [['127.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['::ffff:127.0.0.1'], ['64:ff9b::7f00:1']])
def test_a_name_that_leads_into_our_own_networks_is_not_connected_to(receiver: Receiving, answers: list[str]) -> None:
    url = f'http://hooks.example.org:{receiver.server_port}/in'
    assert code_of(lambda: post(url, allowed=(), resolve=leads_to(*answers))) == 'forbidden_address'
    assert receiver.taken == []


@pytest.mark.parametrize('host', ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '127.1', '[::1]', '[::ffff:127.0.0.1]'])
def test_nor_is_an_address_however_it_is_written(receiver: Receiving, host: str) -> None:
    assert code_of(lambda: post(f'http://{host}:{receiver.server_port}/in', allowed=())) == 'forbidden_address'
    assert receiver.taken == []


def test_a_name_is_looked_up_once_for_a_connection_so_a_second_answer_changes_nothing(receiver: Receiving) -> None:
    asked: list[str] = []

    async def changing(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ['127.0.0.1'] if len(asked) == 1 else ['10.0.0.1']

    assert post(f'http://hooks.example.org:{receiver.server_port}/in', resolve=changing).code == 200
    assert asked == ['hooks.example.org']


def test_a_redirection_is_an_answer_and_is_not_followed(receiver: Receiving) -> None:
    assert post(f'http://127.0.0.1:{receiver.server_port}/elsewhere').code == 302
    assert [path for path, _, _ in receiver.taken] == ['/elsewhere']


def test_no_proxy_of_the_environment_is_asked(receiver: Receiving, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ('HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'):
        monkeypatch.setenv(name, 'http://127.0.0.1:1')
    assert post(f'http://127.0.0.1:{receiver.server_port}/in').code == 200


def test_of_an_endless_answer_only_the_beginning_is_read(receiver: Receiving) -> None:
    assert post(f'http://127.0.0.1:{receiver.server_port}/endless').body == b'x' * MOST_BYTES


def test_who_does_not_answer_is_given_up_in_time(receiver: Receiving) -> None:
    assert code_of(lambda: post(f'http://127.0.0.1:{receiver.server_port}/hangs', seconds=0.3)) == 'timeout'


def test_a_name_that_nobody_answers_for_is_given_up_in_time_too() -> None:
    async def never(_host: str, _port: int) -> list[str]:
        await asyncio.sleep(60)
        return []

    assert code_of(lambda: post('https://hooks.example.org/', resolve=never, seconds=0.3)) == 'timeout'


def test_a_closed_door_and_an_unknown_name_have_names_of_their_own(receiver: Receiving) -> None:
    async def unknown(_host: str, _port: int) -> list[str]:
        raise OSError

    assert code_of(lambda: post('https://hooks.example.org/', resolve=unknown)) == 'unknown_name'
    assert code_of(lambda: post('https://hooks.example.org/', resolve=leads_to())) == 'unknown_name'
    assert code_of(lambda: post('http://127.0.0.1:1/')) == 'connection'
    assert code_of(lambda: post(f'https://127.0.0.1:{receiver.server_port}/')) in {'tls', 'connection'}
