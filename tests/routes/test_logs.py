"""A log line says who asked for what and why it was refused, and nothing that may not leave the service."""

import io
import json
import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from api import logs, paging
from tests.house.tree import ROOT
from tests.routes.conftest import Somebody, problem

# What a line of a request holds, and how SECURITY.md calls it.
FIELDS = {
    'at': 'time', 'request_id': 'request id', 'method': 'method', 'path': 'path (of its route)', 'code': 'code', 'ms': 'milliseconds',
    'caller': 'caller (an id)', 'problem': 'type of problem',
}  # fmt: skip
SAID = 'the inside of the service'
OF_EVERY_LINE = {'level', 'from', 'message'}


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the service writes to standard error, in the form for machines."""
    stream, root = io.StringIO(), logging.getLogger()
    before, level = root.handlers[:], root.level
    for name in ('logThreads', 'logProcesses', 'logMultiprocessing', '_srcfile'):
        monkeypatch.setattr(logging, name, getattr(logging, name))
    monkeypatch.setattr('sys.stderr', stream)
    logs.configure('json')
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


@pytest.fixture
def in_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose own time is hours away from UTC."""
    with monkeypatch.context() as there:
        there.setenv('TZ', 'America/New_York')
        time.tzset()
        yield
    time.tzset()


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_line_says_when_who_and_what(written: io.StringIO, graz: Somebody) -> None:
    answer = graz.get('/v1/cities')
    [line] = lines(written)
    assert datetime.fromisoformat(line['at']).utcoffset() == UTC.utcoffset(None)
    assert (line['level'], line['from'], line['message']) == ('info', 'coalition.requests', 'request')
    assert (line['method'], line['path'], line['code']) == ('GET', '/v1/cities', 200)
    assert (line['caller'], line['request_id']) == (f'person:{graz.id}', answer.headers['x-request-id'])
    assert set(line) == {*FIELDS, *OF_EVERY_LINE} - {'problem'}


def test_a_refusal_says_why_and_whom(written: io.StringIO, graz: Somebody, http: httpx.Client) -> None:
    wrong = [
        (graz, graz.post('/v1/cities', json={'name': 'Utrecht', 'country_code': 'NL'})),
        (graz, graz.get('/v1/cities?limit=0')),
        (graz, graz.get('/v1/cities/nowhere')),
        (http, http.get('/v1/cities')),
        (http, http.get('/v1/cities', headers={'authorization': 'Bearer forged'})),
        (http, http.post('/v1/sign-in-links', json={'email': 'a@b.example'}, headers={'origin': 'https://evil.example'})),
    ]
    found = lines(written)
    assert set(found[0]) == {*FIELDS, *OF_EVERY_LINE}
    assert [(line['code'], line['problem']) for line in found] == [problem(answer) for _, answer in wrong]
    assert [line.get('caller') for line in found] == [f'person:{graz.id}' if who is graz else None for who, _ in wrong]


def test_what_a_line_holds_is_written_down() -> None:
    said = (ROOT / 'SECURITY.md').read_text().partition('| requests, refusals, failures: ')[2].partition(';')[0]
    assert said.split(', ') == list(FIELDS.values())


def test_neither_credentials_nor_names_nor_addresses_are_in_it(written: io.StringIO, graz: Somebody, http: httpx.Client) -> None:
    graz.get('/v1/cities?q=secret-word', headers={'user-agent': 'Old browser'})
    http.get('/v1/cities', headers={'authorization': 'Bearer secret-word'})
    http.post('/v1/sign-in-links', json={'email': 'secret-word@graz.example'})
    http.post('/v1/sessions', json={'token': 'secret-word' * 4})
    http.post('/v1/oauth/token', data={'grant_type': 'client_credentials', 'client_id': 'x', 'client_secret': 'secret-word'})
    said = written.getvalue()
    assert len(lines(written)) == 5
    assert [word for word in ('secret-word', 'Greta', '127.0.0.1', 'Old browser', *graz.cookies.values()) if word in said] == []


ID = '0190163d-8694-7397-9ae8-4d4a7bc6e4d1'


PATHS = [
    ('GET', '/v1/cities/{word}', '/v1/cities/{city}'),
    ('HEAD', '/v1/cities/{word}', '/v1/cities/{city}'),
    ('PATCH', '/v1/cities/{word}', '/v1/cities/{city}'),
    ('DELETE', '/v1/cities/{word}', '/v1/cities/{city}'),
    ('OPTIONS', '/v1/cities/{word}', '/v1/cities/{city}'),
    ('GET', f'/v1/cities/{ID}', f'/v1/cities/{ID}'),
    ('GET', f'/v1/cities/{ID.upper()}', f'/v1/cities/{ID}'),
    ('POST', f'/v1/working-groups/{ID}/members', f'/v1/working-groups/{ID}/members'),
    ('GET', '/v1/people/{word}', '/v1/people/{person_id}'),
    ('GET', '/v1/exports/{word}.csv', '…'),
    ('GET', '/v1/exports/cities.{word}', '/v1/exports/cities.{format}'),
    ('GET', '/v1/public/working-groups/{word}/calendar.ics', '/v1/public/working-groups/{working_group}/calendar.ics'),
    ('GET', '/v1/calendars/{word}.ics', '/v1/calendars/{token}.ics'),
    ('GET', '/v1/{word}', '…'),
    ('POST', '/v1/sessions/{word}/x', '…'),
    ('GET', '/problems/{word}', '/problems/{slug}'),
    ('GET', '/{word}', '…'),
    ('GET', '/invitation/{word}', '…'),
]
WORDS = ('quetzalcoatlus', 'quetzalcoatlus@example.org', '%71uetzalcoatlus', 'quetzalcoatlus' + 'x' * 300)


def test_of_a_path_only_words_of_the_service_and_ids_are_told(written: io.StringIO, graz: Somebody) -> None:
    graz.event_hooks = {}
    asked = [(method, path.format(word=word), told) for method, path, told in PATHS for word in WORDS]
    for method, path, _ in asked:
        graz.request(method, path, headers={'x-request-id': '@quetzalcoatlus'})
    latest = time.monotonic() + 20
    while written.getvalue().count('\n') < len(asked) and time.monotonic() < latest:
        # An answer is there a moment before its line.
        continue
    found = [(line['method'], line['path']) for line in lines(written)]
    assert found == [(method, told) for method, _, told in asked]
    assert 'uetzalcoatlus' not in written.getvalue()


def test_nobody_writes_a_line_of_their_own(written: io.StringIO, http: httpx.Client) -> None:
    for path in ('/v1/a%0A%7B%22level%22%3A%22error%22%7D', '/v1/b%0D%0Ac', '/v1/%E2%80%A8d', '/v1/%1B%5B31m', '/v1/%C2%9B31m'):
        http.get(path)
    found = lines(written)
    assert [line['code'] for line in found] == [404] * 5
    assert {line['level'] for line in found} == {'info'}
    assert {line['path'] for line in found} == {'…'}
    assert [sign for sign in written.getvalue() if not (sign.isascii() and sign.isprintable()) and sign != '\n'] == []


def test_a_failure_of_ours_is_written_with_its_trace_and_its_request(
    written: io.StringIO, http: httpx.Client, office: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(SAID)

    monkeypatch.setattr(paging, 'as_page', fail)
    answer = http.get('/v1/cities', headers={'authorization': office.headers['authorization']})
    assert problem(answer) == (500, 'internal-error')
    failed, request = lines(written)
    assert (failed['level'], failed['request_id']) == ('error', answer.headers['x-request-id'])
    assert failed['trace'].endswith('RuntimeError')
    assert 'in list_cities' in failed['trace']
    assert SAID not in written.getvalue()
    assert (request['code'], request['request_id']) == (500, failed['request_id'])


@pytest.mark.usefixtures('in_new_york')
def test_text_for_people_tells_the_time_in_utc(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr('sys.stderr', written)
    logs.configure('text')
    logging.getLogger('coalition').info('said')
    assert written.getvalue()[:13] == datetime.now(UTC).isoformat()[:13]
    assert written.getvalue()[23:].startswith('Z INFO coalition said')
