"""A receiver of webhooks on this machine: verifies as the standard's own library does, and answers as it is told."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


class _Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    server: 'Receiver'

    def do_POST(self) -> None:
        expected = int(self.headers['Content-Length'])
        body = self.rfile.read(expected)
        if len(body) < expected:  # its sender was killed half-way: no server hands such a request on
            self.close_connection = True
            return
        code, answered, headers = self.server.take(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        self.send_response(code)
        for name, value in {**headers, 'Content-Length': str(len(answered))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answered)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name is the library's
        """Say nothing."""


class Receiver(ThreadingHTTPServer):
    """Notes what it is sent, and answers: a challenge by its word, unless it `repeats` none; else `codes` in order, then 204.

    Below /hangs it answers when all is over.
    """

    daemon_threads = True
    request_queue_size = 200

    def __init__(self) -> None:
        super().__init__(('127.0.0.1', 0), _Handler)
        self.codes: list[int | tuple[int, dict[str, str]]] = []
        self.taken: list[tuple[str, dict[str, str], bytes, float]] = []
        self.repeats = True
        self.over, self.came = threading.Event(), threading.Event()

    @property
    def url(self) -> str:
        """Where it is."""
        return f'http://127.0.0.1:{self.server_port}'

    def take(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes, dict[str, str]]:
        """Note a message and say what is answered."""
        self.taken.append((path, headers, body, time.monotonic()))
        self.came.set()
        if path == '/hangs':
            self.over.wait(30)
        if self.repeats and b'"challenge":' in body:
            return 200, json.loads(body)['data']['challenge'].encode(), {}
        answer = self.codes.pop(0) if self.codes else 204
        code, more = answer if isinstance(answer, tuple) else (answer, {})
        return code, b'', more

    def ids(self, path: str = '/in') -> list[str]:
        """Return the ids of what came, in order."""
        return [headers['webhook-id'] for taken, headers, _, _ in self.taken if taken == path]

    def told(self, secret: str, path: str = '/in') -> list[dict[str, Any]]:
        """Return what came, each verified with a secret."""
        return [Webhook(secret).verify(body, headers) for taken, headers, body, _ in self.taken if taken == path]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of those who went away."""


def verifies(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Say whether a message verifies with a secret."""
    try:
        Webhook(secret).verify(body, headers)
    except WebhookVerificationError:
        return False
    return True


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run a receiver."""
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
