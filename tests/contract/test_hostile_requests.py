"""Hundreds of requests that no honest client sends: each gets its own problem, in its sender's language, and the service goes on."""

import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator
from email.message import Message
from itertools import cycle
from typing import Any, NamedTuple, TypeVar

import httpx
import pytest

from api import bodies, http_protocol
from api.sentences import CATALOGUES, languages
from tests.contract.hostile_requests import BODIES, HEADERS, JSON, METHODS, QUERIES, RAW, TARGETS
from tests.contract.validated import breaches
from tests.routes.conftest import Somebody

PROBLEM = {'$ref': '#/components/schemas/ProblemDetails'}
Data = TypeVar('Data')


class Answer(NamedTuple):
    """What came back."""

    code: int
    headers: Message
    body: bytes


class Case(NamedTuple):
    """A request as bytes, and what it is answered with."""

    name: str
    sent: bytes
    said: str
    language: str


def send(origin: httpx.URL, sent: bytes, *more: bytes) -> Answer:
    """Send bytes, and more of them one after the other, and read one answer."""
    with socket.create_connection((origin.host, origin.port or 80), timeout=20) as connection:
        try:
            for part in (sent, *more):
                connection.sendall(part)
        except OSError:
            # It was refused before its end; the answer is there.
            pass
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return Answer(answer.status, answer.headers, answer.read())


def request(method: str, target: str, headers: list[str], body: bytes, credentials: str, language: str) -> bytes:
    """Write a request down."""
    named = {header.partition(':')[0] for header in headers}
    head = [f'{method} {target} HTTP/1.1', 'host: localhost', f'accept-language: {language}', 'connection: close', *headers]
    head += [] if named & {'authorization', 'cookie'} else [f'authorization: {credentials}']
    head += [f'content-length: {len(body)}'] if body and 'content-length' not in named else []
    return '\r\n'.join([*head, '', '']).encode('utf-8', 'surrogatepass') + body


def collected(credentials: str) -> Iterator[tuple[str, str, Callable[[str], bytes]]]:
    """Yield name, answer and maker of every request whose head can be read."""

    def making(method: str, target: str, headers: list[str], body: bytes) -> Callable[[str], bytes]:
        return lambda language: request(method, target, headers, body, credentials, language)

    for said, name, target in each(TARGETS):
        yield name, said, making('GET', target, [], b'')
    for said, name, query in each(QUERIES):
        yield name, said, making('GET', query if query.startswith('/') else f'/v1/cities?{query}', [], b'')
    for said, name, body in each(BODIES):
        yield name, said, making('POST', '/v1/cities', [JSON], body)
    for said, name, (method, target, headers, text) in each(HEADERS):
        yield name, said, making(method, target, headers, text.encode())
    for said, name, (method, target) in each(METHODS):
        yield name, said, making(method, target, [], b'')


def each(table: dict[str, dict[str, Data]]) -> Iterator[tuple[str, str, Data]]:
    """Yield answer, name and data of the entries of a table."""
    for said, entries in table.items():
        for name, data in entries.items():
            yield said, name, data


def cases(credentials: str) -> Iterator[Case]:
    """Yield every request of the collection, in all languages by turns."""
    for (name, said, made_in), language in zip(collected(credentials), cycle(languages()), strict=False):
        yield Case(name, made_in(language), said, language)
    for said, name, raw in each(RAW):
        # Of what cannot be read nobody knows the language of its sender.
        yield Case(name, raw.replace(b'TOKEN', credentials.encode()), said, 'en')


def wrong_with(answer: Answer, case: Case) -> list[str]:
    """Return in words how an answer differs from the problem that is due."""
    if answer.headers['content-type'] != 'application/problem+json':
        return [f'{answer.code} {answer.headers["content-type"]}: {answer.body[:80]!r}']
    said: dict[str, Any] = json.loads(answer.body)
    found = breaches(PROBLEM, said)
    found += [f'{said["status"]} in the body of a {answer.code}'] if said['status'] != answer.code else []
    name = f'{answer.code} {said["type"].removeprefix("/problems/")}'
    found += [f'{name} instead of {case.said}'] if name != case.said else []
    language = answer.headers['content-language']
    found += [f'said in {language} instead of {case.language}'] if language != case.language else []
    vague = CATALOGUES[language]['validation.other']
    found += [f'{each["code"]} has no sentence' for each in said['errors'] if each['detail'] == vague]
    found += ['no challenge'] if answer.code == 401 and 'www-authenticate' not in answer.headers else []
    return found + (['no Allow'] if answer.code == 405 and 'allow' not in answer.headers else [])


def test_each_is_another_request() -> None:
    found = list(cases('Bearer x'))
    assert len({case.sent for case in found}) == len(found) > 450


def test_each_is_refused_as_it_deserves_in_the_language_of_its_sender(http: httpx.Client, operator: Somebody) -> None:
    wrong = {}
    for case in cases(operator.headers['authorization']):
        found = wrong_with(send(http.base_url, case.sent), case)
        if found:
            wrong[case.name] = found
    assert wrong == {}
    assert operator.get('/v1/cities?q=utrecht').json()['items'] == [], 'nothing of it was done'
    assert operator.get('/v1/cities').status_code == 200


def test_whoever_sends_the_head_too_slowly_is_not_waited_for(http: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_protocol, 'SLOWEST_HEAD_SECONDS', 0.3)
    begun = time.monotonic()
    answer = send(http.base_url, b'GET /v1/nothing HTTP/1.1\r\nx-a: ', b'b')
    assert wrong_with(answer, Case('', b'', '408 request-timeout', 'en')) == []
    assert time.monotonic() - begun < 5
    with socket.create_connection((http.base_url.host, http.base_url.port or 80), timeout=5) as silent:
        assert silent.recv(1) == b'', 'who says nothing at all is told nothing'


def test_whoever_sends_the_body_too_slowly_is_not_waited_for(
    http: httpx.Client, operator: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, 'SLOWEST_SECONDS', 0.3)
    sent = request('POST', '/v1/cities', [JSON, 'content-length: 5'], b'{', operator.headers['authorization'], 'de')
    assert wrong_with(send(http.base_url, sent), Case('', b'', '408 request-timeout', 'de')) == []


def test_a_head_without_end_is_not_read_to_its_end(http: httpx.Client) -> None:
    pieces = [b'x-a: ' + b'b' * 60_000 + b'\r\n'] * 40
    answer = send(http.base_url, b'GET /v1/nothing HTTP/1.1\r\nhost: x\r\n', *pieces)
    assert wrong_with(answer, Case('', b'', '431 request-head-too-large', 'en')) == []


def test_a_request_in_many_pieces_is_one_request(http: httpx.Client, operator: Somebody) -> None:
    sent = request('GET', '/v1/nothing', [], b'', operator.headers['authorization'], 'de')
    answer = send(http.base_url, *(sent[place : place + 1] for place in range(len(sent))))
    assert wrong_with(answer, Case('', b'', '404 not-found', 'de')) == []
