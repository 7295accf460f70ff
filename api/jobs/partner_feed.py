"""Reads the sync feed of another network's service, with the manners that its contract asks for, and believes little of what it says."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import httpx
from pydantic import ValidationError

from api.models.sync_sources import SyncProblem
from api.operations.mirroring import PAGE, Position, ReceivedPage

_TIMEOUT = httpx.Timeout(30, connect=10)
_MOST_BYTES = 64_000_000
_TRIES, _LONGEST_WAIT, _WAIT = 4, 60.0, 2.0
_LATER = {429, 502, 503, 504}
_ANEW = {'feed-reset', 'feed-purged'}


class FeedFailure(Exception):
    """The feed cannot be read: a word of a closed list for the office, and a sentence for the person at the machine."""

    def __init__(self, problem: SyncProblem, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = problem


class BeginsAnew(Exception):
    """The feed does not go on from where it was read: a restore, other rights, or too long a pause."""


@dataclass
class PartnerFeed:
    """The feed at `url`, read as the client that its office has let in. The address is the operator's to choose; none is followed."""

    url: str
    client_id: str
    client_secret: str
    pause: Callable[[float], None] = time.sleep
    _token: str | None = field(default=None, repr=False)
    _http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=_TIMEOUT), repr=False)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def page(self, asked: Position) -> ReceivedPage:
        """Return the page after a position. Raises BeginsAnew, and FeedFailure when there is none to be had."""
        wanted: dict[str, Any] = {'since': asked.since, 'limit': PAGE} | ({'feed_id': str(asked.feed_id)} if asked.since else {})
        answer, body = self._asked('GET', '/v1/changes', params=wanted)
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            self._token = None
            answer, body = self._asked('GET', '/v1/changes', params=wanted)
        if answer.status_code in {HTTPStatus.CONFLICT, HTTPStatus.GONE} and _type_of(body) in _ANEW:
            raise BeginsAnew
        if answer.status_code in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise FeedFailure('credentials_refused', f'{self.url} does not let this client read its feed.')
        return self._page(asked, answer, body)

    def _page(self, asked: Position, answer: httpx.Response, body: bytes) -> ReceivedPage:
        if answer.status_code != HTTPStatus.OK:
            raise FeedFailure('refused', f'{self.url} answers {answer.status_code}.')
        try:
            page = ReceivedPage.model_validate(_storable(json.loads(body)))
        except (ValueError, RecursionError, ValidationError):
            raise FeedFailure('not_a_feed', f'What {self.url} answers is no feed of changes.') from None
        if page.next_since < asked.since or (page.has_more and page.next_since == asked.since):
            raise FeedFailure('not_a_feed', f'The feed of {self.url} does not go on.')
        return page

    def _asked(self, method: str, path: str, **more: Any) -> tuple[httpx.Response, bytes]:
        if self._token is None:
            self._token = self._signed_in()
        return self._sent(method, path, headers={'Authorization': f'Bearer {self._token}'}, **more)

    def _signed_in(self) -> str:
        said = {'grant_type': 'client_credentials', 'client_id': self.client_id, 'client_secret': self.client_secret}
        answer, body = self._sent('POST', '/v1/oauth/token', data=said)
        if answer.status_code in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            raise FeedFailure('credentials_refused', f'{self.url} does not know this client, or not by this secret.')
        try:
            return str(json.loads(body)['access_token'])
        except (ValueError, TypeError, KeyError, RecursionError):
            raise FeedFailure('refused', f'{self.url} answers {answer.status_code} and gives no token.') from None

    def _sent(self, method: str, path: str, **more: Any) -> tuple[httpx.Response, bytes]:
        """Return an answer and its body; what passes is waited for, as the service asks."""
        remaining = _TRIES
        while True:
            remaining -= 1
            try:
                with self._http.stream(method, f'{self.url}{path}', **more) as answer:
                    body = self._body(answer)
            except (httpx.HTTPError, OSError) as error:
                if not remaining:
                    raise FeedFailure('unreachable', f'{self.url} cannot be reached: {type(error).__name__}.') from None
                self.pause(_WAIT)
                continue
            if answer.status_code not in _LATER or not remaining:
                return answer, body
            self.pause(_wait_of(answer))

    def _body(self, answer: httpx.Response) -> bytes:
        body = bytearray()
        for piece in answer.iter_bytes():
            body += piece
            if len(body) > _MOST_BYTES:
                raise FeedFailure('not_a_feed', f'{self.url} answers with more than a page of a feed can hold.')
        return bytes(body)


def _wait_of(answer: httpx.Response) -> float:
    said = answer.headers.get('Retry-After', '')
    return min(float(said), _LONGEST_WAIT) if said.isascii() and said.isdigit() else _WAIT


def _type_of(body: bytes) -> str:
    """Return the slug of a problem, or nothing."""
    try:
        return str(json.loads(body)['type']).rpartition('/')[2]
    except (ValueError, TypeError, KeyError, RecursionError):
        return ''


def _storable(value: Any) -> Any:
    """Return a JSON value without what no database keeps: NUL, and halves of signs."""
    if isinstance(value, str):
        return value.replace('\0', '').encode('utf-8', 'replace').decode()
    if isinstance(value, dict):
        return {_storable(name): _storable(each) for name, each in value.items()}
    return [_storable(each) for each in value] if isinstance(value, list) else value
