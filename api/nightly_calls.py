"""Calls a Coalition service for a nightly run: with a token, patiently, and so that a call that is sent again does nothing twice."""

import time
from collections.abc import Mapping
from typing import Any

import httpx

from api.running.processes import CannotStart

TIMEOUT = 60.0
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0
_AGAIN = {429, 502, 503, 504}
_UNAUTHORIZED, _FIRST_REFUSAL = 401, 400
_AT_HOME = {'localhost', '127.0.0.1', '::1'}


class RefusedError(Exception):
    """The service refuses what it was asked; `problem` says why (RFC 9457)."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        super().__init__(problem.get('detail', ''))
        self.problem = problem

    @property
    def slug(self) -> str:
        """What kind of problem it is."""
        return str(self.problem.get('type', '')).rpartition('/')[2]


class Calls:
    """One service, and who calls it. Neither the secret nor a token is ever part of what it says.

    `patience` is for how many seconds a call is sent again while the service is away or busy; it says itself when (Retry-After).
    """

    def __init__(self, server: str, client_id: str, client_secret: str, patience: float) -> None:
        try:
            address = httpx.URL(server)
        except httpx.InvalidURL:
            address = httpx.URL()
        if address.scheme not in {'http', 'https'} or not address.host:
            message = '--server wants an address such as https://coalition.example.org.'
            raise CannotStart(message)
        if address.scheme == 'http' and address.host not in _AT_HOME:
            message = f'{server} is no https address: the secret would travel so that others can read it.'
            raise CannotStart(message)
        self._server = server.rstrip('/')
        self._http = httpx.Client(base_url=self._server, timeout=TIMEOUT, follow_redirects=False)
        self._credentials = {'grant_type': 'client_credentials', 'client_id': client_id, 'client_secret': client_secret}
        self._token, self._patience = '', patience
        self.etag = ''  # Of the last answer, where it had one.

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Return what the service answers. A write that may be sent again bears a key, so that it is done once.

        Raises RefusedError for what the service refuses, CannotStart when it cannot be reached or is not what it should be.
        """
        renewed = False
        while True:
            self._token = self._token or self._new_token()
            said = {'Authorization': f'Bearer {self._token}', 'Accept-Language': 'en', **(headers or {})}
            try:
                return self._answered(method, path, json=body, params=query, headers=said)
            except RefusedError as refused:
                if refused.problem.get('status') != _UNAUTHORIZED or renewed:
                    raise
                self._token, renewed = '', True

    def _new_token(self) -> str:
        try:
            return str(self._answered('POST', '/v1/oauth/token', data=self._credentials)['access_token'])
        except RefusedError as refused:
            message = f'{self._server} gives no token to this client: {str(refused).rstrip(".")}.'
            raise CannotStart(message) from refused

    def _answered(self, method: str, path: str, **sent: Any) -> dict[str, Any]:
        until, tried = time.monotonic() + self._patience, 0
        while True:
            try:
                answer = self._http.request(method, path, **sent)
            except httpx.TransportError as error:
                told, why = None, type(error).__name__
            else:
                told, why = answer.headers.get('retry-after'), f'it answers {answer.status_code}'
                if answer.status_code not in _AGAIN and told is None:
                    self.etag = answer.headers.get('etag', '')
                    return _content(answer)
            pause = float(told) if told and told.isdigit() else min(_FIRST_PAUSE * 2**tried, _LONGEST_PAUSE)
            tried += 1
            if time.monotonic() + pause > until:
                message = f'{self._server} cannot be reached, after {tried} tries: {why}.'
                raise CannotStart(message)
            time.sleep(pause)


def _content(answer: httpx.Response) -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        body = None
    if not isinstance(body, dict):
        message = f'{answer.url.copy_with(query=None)} is not a Coalition service: it answers {answer.status_code} without JSON.'
        raise CannotStart(message)
    if answer.status_code >= _FIRST_REFUSAL:
        # The token's refusals are those of RFC 6749, everything else's those of RFC 9457.
        raise RefusedError({'status': answer.status_code, 'detail': body.get('error_description', body.get('error', '')), **body})
    return body
