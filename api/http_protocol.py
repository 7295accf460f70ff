"""Reads HTTP as uvicorn does, with the head of a request bounded in size and time, and refuses with a problem what is not HTTP."""

from asyncio import Transport
from asyncio.events import TimerHandle
from uuid import uuid4

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.manners import Manners
from api.problems import Problem, answer
from api.security_headers import of_answer
from api.sentences import DEFAULT_LANGUAGE

MOST_HEAD_BYTES = 65_536
SLOWEST_HEAD_SECONDS = 20


class BoundedHttp(HttpToolsProtocol):
    """One connection. Until a request's head is there, nobody knows which language its sender reads: it is the default one."""

    begun = False
    wrong = 'malformed-request'
    head_bytes = 0
    patience: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]  # as uvicorn's own has it
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._have_it()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a head."""
        super().on_message_begin()
        self.begun = True
        self._wait()

    def on_headers_complete(self) -> None:
        """Stop waiting: from here on the application bounds what comes."""
        self._have_it()
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > MOST_HEAD_BYTES:
            self.wrong = 'request-head-too-large'
            raise ValueError(self.wrong)
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Read on, unless a head has become too long."""
        waiting = self.patience
        super().data_received(data)
        if waiting is not None and waiting is self.patience:
            self.head_bytes += len(data)
            if self.head_bytes > MOST_HEAD_BYTES:
                self._refuse('request-head-too-large')

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 -- uvicorn's sentence, which is not for people
        """Refuse what cannot be read."""
        self._refuse(self.wrong)

    def _wait(self) -> None:
        self._have_it()
        self.patience = self.loop.call_later(SLOWEST_HEAD_SECONDS, self._lose_patience)

    def _have_it(self) -> None:
        self.head_bytes = 0
        if self.patience is not None:
            self.patience.cancel()
            self.patience = None

    def _lose_patience(self) -> None:
        if self.begun:
            self._refuse('request-timeout')
        else:
            self.transport.close()

    def _refuse(self, slug: str) -> None:
        self._have_it()
        if not self.transport.is_closing():
            refusal = answer(Problem(slug), language=DEFAULT_LANGUAGE, path='/', request_id=uuid4().hex)
            everywhere = self.config.app.headers if isinstance(self.config.app, Manners) else ()
            told = (*refusal.raw_headers, *of_answer(everywhere, set()))
            headers = b''.join(name + b': ' + value + b'\r\n' for name, value in told)
            self.transport.write(STATUS_LINE[refusal.status_code] + headers + b'connection: close\r\n\r\n' + bytes(refusal.body))
            self.transport.close()
