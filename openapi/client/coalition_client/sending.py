"""How a call is sent: with a token that is still valid, again where nothing can be done twice, never for ever.

The steps are the same for both kinds of client, so they are written once, as a generator that asks for what it needs: a request to
be sent, or a pause. It is told what came of it, an answer or an error.
"""

import random
import time
import uuid
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from coalition_client.calls import Call
from coalition_client.problems import Problem, Unreachable, problem_of

_READS = {'GET', 'HEAD'}
_REFUSED_UNREAD, _AWAY = 429, {502, 503, 504}
_FIRST_REFUSAL, _UNAUTHORIZED, _CONFLICT, _NO_CONTENT = 400, 401, 409, 204
_SPARE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a call is sent at most, and how long it is waited in between: seconds, doubled each time, or what Retry-After says."""

    tries: int = 6
    first: float = 0.5
    longest: float = 60.0

    def pause(self, tried: int, response: httpx.Response | None) -> float:
        """Return how long to wait after so many tries."""
        said = response.headers.get('retry-after', '') if response is not None else ''
        if said.isdigit():
            return min(float(said), self.longest)
        doubled: float = self.first * 2 ** (tried - 1)
        return min(doubled, self.longest) * random.uniform(0.75, 1.25)  # noqa: S311 -- it only spreads requests


@dataclass(frozen=True, slots=True)
class Send:
    """A request that is to be sent."""

    request: httpx.Request


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which nothing is to be done, in seconds."""

    seconds: float


Steps = Generator[Send | Pause, httpx.Response | httpx.TransportError | None, Any]


@dataclass
class Sending:
    """Where calls go and who sends them. `timeout` is for an answer, in seconds, beside what it is asked to wait."""

    base_url: str
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    language: str = 'en'
    timeout: float = 30.0
    patience: Patience = field(default_factory=Patience)
    _token: str | None = field(default=None, repr=False)
    _until: float = 0.0

    def steps(self, call: Call[Any]) -> Steps:
        """Send a call; the generator returns what was answered: JSON, bytes, or None."""
        key = call.idempotency_key or (uuid.uuid4().hex if call.has_key else None)
        renewed, tried = False, 0
        while True:
            if self.client_id and time.monotonic() > self._until:
                yield from self._renew()
            tried += 1
            outcome = yield Send(self._request(call, key))
            if isinstance(outcome, httpx.Response) and outcome.status_code < _FIRST_REFUSAL:
                return _content(outcome)
            problem = problem_of(outcome) if isinstance(outcome, httpx.Response) else None
            if problem and problem.status == _UNAUTHORIZED and self.client_id and not renewed:
                self._until, renewed = 0.0, True
                continue
            if tried >= self.patience.tries or not _may_go_again(call, key, outcome, problem):
                raise problem or _unreachable(call.operation, outcome, tried)
            yield Pause(self.patience.pause(tried, outcome if isinstance(outcome, httpx.Response) else None))

    def _renew(self) -> Generator[Send | Pause, httpx.Response | httpx.TransportError | None, None]:
        """Get a token; asking twice does no harm."""
        said = {'grant_type': 'client_credentials', 'client_id': self.client_id or '', 'client_secret': self.client_secret or ''}
        for tried in range(1, self.patience.tries + 1):
            outcome = yield Send(self._built('POST', '/v1/oauth/token', data=said))
            if isinstance(outcome, httpx.Response) and outcome.status_code < _FIRST_REFUSAL:
                token = outcome.json()
                self._token = str(token['access_token'])
                self._until = time.monotonic() + max(int(token['expires_in']) - _SPARE_SECONDS, 1)
                return
            again = not isinstance(outcome, httpx.Response) or outcome.status_code in {_REFUSED_UNREAD, *_AWAY}
            if not again or tried == self.patience.tries:
                raise problem_of(outcome) if isinstance(outcome, httpx.Response) else _unreachable('create_token', outcome, tried)
            yield Pause(self.patience.pause(tried, outcome if isinstance(outcome, httpx.Response) else None))

    def _request(self, call: Call[Any], key: str | None) -> httpx.Request:
        headers = {'Accept': 'application/json, */*;q=0.5'}
        if self._token:
            headers['Authorization'] = f'Bearer {self._token}'
        if call.version is not None:
            headers['If-Match'] = f'"{call.version}"' if isinstance(call.version, int) else call.version
        if key:
            headers['Idempotency-Key'] = key
        if call.wait:
            headers['Prefer'] = f'wait={call.wait}'
        sent: dict[str, Any] = {'params': _query(call.query or {}), 'headers': headers}
        if call.form is not None:
            sent['files'] = {name: ('file', value) for name, value in call.form.items() if isinstance(value, bytes)}
            sent['data'] = {name: value for name, value in call.form.items() if not isinstance(value, bytes)}
        elif call.body is not None:
            sent['json'] = call.body
        return self._built(call.verb, call.path, wait=call.wait, **sent)

    def _built(self, verb: str, path: str, *, wait: int = 0, headers: Mapping[str, str] | None = None, **sent: Any) -> httpx.Request:
        timeout = httpx.Timeout(self.timeout, read=self.timeout + wait)
        return httpx.Request(
            verb,
            self.base_url.rstrip('/') + path,
            headers={'Accept-Language': self.language, **(headers or {})},
            extensions={'timeout': timeout.as_dict()},
            **sent,
        )


def _query(wanted: Mapping[str, Any]) -> dict[str, str]:
    return {name: _said(value) for name, value in wanted.items() if value is not None}


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else ','.join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _content(response: httpx.Response) -> Any:
    if response.status_code == _NO_CONTENT or not response.content:
        return None
    return response.json() if response.headers.get('content-type', '').startswith('application/json') else response.content


def _may_go_again(call: Call[Any], key: str | None, outcome: httpx.Response | httpx.TransportError | None, problem: Problem | None) -> bool:
    """Whether sending it again can do nothing twice: it was not read, it was not sent, or a key says that it is the same."""
    if isinstance(outcome, httpx.Response):
        if outcome.status_code == _REFUSED_UNREAD:
            return True
        is_in_progress = problem is not None and problem.type == 'idempotency-key-in-progress'
        return (outcome.status_code in _AWAY and (call.verb in _READS or key is not None)) or is_in_progress
    return call.verb in _READS or key is not None or isinstance(outcome, (httpx.ConnectError, httpx.ConnectTimeout))


def _unreachable(operation: str, outcome: httpx.Response | httpx.TransportError | None, tried: int) -> Unreachable:
    unreachable = Unreachable(f'{operation}: no answer after {tried} tries: {outcome!r}')
    unreachable.__cause__ = outcome if isinstance(outcome, Exception) else None
    return unreachable
