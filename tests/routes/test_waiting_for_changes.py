"""A reader of the feed waits for news, and has its items as lines."""

import asyncio
import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from api.rate_limits import RateLimits
from api.waiting import MOST_SECONDS, MOST_WAITING, Waiting
from tests.conftest import Service
from tests.routes.acts import follow, made, propose
from tests.routes.conftest import ClientFor, Somebody, World, problem

# Whoever waits would wait for twenty seconds; a busy machine may take some of them for anything.
SOON, PATIENT = 10.0, {'Prefer': 'wait=20'}
Seconds = float


def _waiting(caller: httpx.Client, position: tuple[int, str], prefer: str = 'wait=20', **query: Any) -> tuple[httpx.Response, Seconds]:
    begun = time.monotonic()
    since, feed_id = position
    answer = caller.get('/v1/changes', params={'since': since, 'feed_id': feed_id, **query}, headers={'Prefer': prefer})
    return answer, time.monotonic() - begun


def _end_of(caller: httpx.Client) -> tuple[int, str]:
    _, since, feed_id = follow(caller)
    return since, feed_id


def _meanwhile(wait: Callable[[], Any]) -> 'Future[Any]':
    pool = ThreadPoolExecutor(1)
    found = pool.submit(wait)
    pool.shutdown(wait=False)
    return found


def test_whoever_waits_is_answered_when_something_comes(office: Somebody, world: World) -> None:
    position = _end_of(office)
    answer = _meanwhile(lambda: _waiting(office, position))
    time.sleep(0.7)
    assert not answer.done(), 'there is nothing yet'
    group = propose(office, world)
    waited, took = answer.result(timeout=30)
    assert group['id'] in {item['subject']['id'] for item in made(waited)['items']}
    assert took < SOON
    assert waited.headers['Preference-Applied'] == 'wait=20'


def test_when_the_time_is_over_the_page_is_empty(office: Somebody) -> None:
    position = _end_of(office)
    answer, took = _waiting(office, position, 'respond-async, Wait="1"')
    assert made(answer)['items'] == []
    assert made(answer)['next_since'] == position[0]
    assert 1 <= took < SOON
    assert answer.headers['Preference-Applied'] == 'wait=1'


@pytest.mark.parametrize('prefer', ['', 'wait', 'wait=0', 'wait=-1', 'wait=soon', 'await=20', 'wait=20s'])
def test_whoever_does_not_ask_to_wait_is_answered_at_once(office: Somebody, prefer: str) -> None:
    answer, took = _waiting(office, _end_of(office), prefer)
    assert made(answer)['items'] == []
    assert took < SOON
    assert 'Preference-Applied' not in answer.headers


def test_what_is_there_already_is_not_waited_for(office: Somebody) -> None:
    begun = time.monotonic()
    answer = office.get('/v1/changes?limit=1', headers=PATIENT)
    assert len(made(answer)['items']) == 1
    assert time.monotonic() - begun < SOON
    assert 'Preference-Applied' not in answer.headers


def test_what_the_reader_may_not_see_does_not_end_the_waiting(office: Somebody, client_for: ClientFor, world: World) -> None:
    stranger = client_for('changes:read', 'working-groups:read', network=world.other_network)
    position = _end_of(stranger)
    answer = _meanwhile(lambda: _waiting(stranger, position, 'wait=2'))
    time.sleep(0.3)
    propose(office, world)
    waited, took = answer.result(timeout=30)
    assert made(waited)['items'] == []
    assert took >= 2


def test_a_reader_who_may_not_go_on_is_told_so_at_once(office: Somebody) -> None:
    since, _ = _end_of(office)
    answer, took = _waiting(office, (since, '0199a5c0-0010-8204-86ed-3efcca6dff62'))
    assert problem(answer) == (409, 'feed-reset')
    assert took < SOON


def test_many_who_wait_keep_nobody_from_being_served(office: Somebody, world: World, service: Service) -> None:
    position, many = _end_of(office), 40
    assert service.app.state.database.engine.pool.size() < many
    with ThreadPoolExecutor(many) as pool:
        answers = [pool.submit(_waiting, office, position) for _ in range(many)]
        time.sleep(1)
        begun = time.monotonic()
        made(office.get('/v1/cities'))
        assert time.monotonic() - begun < SOON
        propose(office, world)
        waited = [answer.result(timeout=30) for answer in answers]
    assert all(made(answer)['items'] and took < SOON for answer, took in waited)


def test_when_too_many_wait_the_next_is_answered_at_once(office: Somebody, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service.app.state.waiting, '_waiting', dict.fromkeys(range(MOST_WAITING), 0))
    answer, took = _waiting(office, _end_of(office))
    assert made(answer)['items'] == []
    assert took < SOON
    assert 'Preference-Applied' not in answer.headers


def test_nobody_looks_for_news_any_more_when_nobody_waits() -> None:
    looks: list[int] = []

    async def look() -> int:
        looks.append(len(looks))
        return len(looks)

    async def never() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def wait_and_go() -> bool:
        moved = await Waiting(look, lambda: False).moved_past(0, 20, Request({'type': 'http'}, never))
        await asyncio.sleep(1.2)
        return moved

    assert asyncio.run(wait_and_go()) is True
    assert looks == [0], 'a look that no waiting reader needs takes a connection from others'


def test_who_waits_has_asked_once(office: Somebody, world: World, service: Service) -> None:
    position = _end_of(office)
    service.app.state.rate_limits = RateLimits(of_caller=10, of_address=10)
    answer = _meanwhile(lambda: _waiting(office, position, 'wait=2', subject_type='output'))
    time.sleep(0.2)
    propose(office, world)
    assert made(answer.result(timeout=30)[0])['items'] == []
    assert 'r=7' in made_headers(office.get('/v1/cities'))['ratelimit']


def made_headers(answer: httpx.Response) -> httpx.Headers:
    assert answer.is_success, answer.text
    return answer.headers


@contextmanager
def _ending(service: Service) -> Iterator[None]:
    """Let the service be about to end; by hand, as pytest's `monkeypatch` would afterwards take the attribute out of a `State`."""
    state = service.app.state
    before = state.is_ending
    state.is_ending = lambda: True
    try:
        yield
    finally:
        state.is_ending = before


def test_a_process_that_ends_keeps_nobody_waiting(office: Somebody, service: Service) -> None:
    position = _end_of(office)
    answer = _meanwhile(lambda: _waiting(office, position))
    time.sleep(0.7)
    with _ending(service):
        waited, took = answer.result(timeout=30)
    assert made(waited)['items'] == []
    assert took < SOON
    assert service.app.state.is_ending() is False, 'the tests after this one wait as ever'


def test_nobody_waits_longer_than_the_contract_says(office: Somebody) -> None:
    contract = office.get('/openapi.json').json()
    said = next(each for each in contract['paths']['/v1/changes']['get']['parameters'] if each.get('name') == 'Prefer')
    assert f'never more than {MOST_SECONDS}' in said['description']


@pytest.mark.parametrize('prefer', ['wait=2\u00fc'.encode(), b'w' * 1001])
def test_a_wish_that_nobody_can_read_is_refused(office: Somebody, prefer: bytes) -> None:
    answer = office.get('/v1/changes', headers=[(b'Prefer', prefer)])
    assert problem(answer) == (422, 'validation-failed')
    assert [(error['in'], error['name']) for error in answer.json()['errors']] == [('header', 'Prefer')]


# -- lines -----------------------------------------------------------------------------------------------------------------


def test_items_come_as_lines_and_after_them_the_rest(office: Somebody, world: World) -> None:
    propose(office, world, title='A title\nof two lines,"and a quote')
    page = made(office.get('/v1/changes?limit=500'))
    lines = office.get('/v1/changes?limit=500', headers={'Accept': 'application/x-ndjson'})
    assert lines.headers['content-type'] == 'application/x-ndjson'
    assert 'Accept' in lines.headers['vary'].split(', ')
    *items, rest = [json.loads(line) for line in lines.text.removesuffix('\n').split('\n')]
    assert items == page['items']
    assert {**rest, 'items': items} == page


def test_an_empty_page_is_one_line(office: Somebody) -> None:
    since, feed_id = _end_of(office)
    lines = office.get('/v1/changes', params={'since': since, 'feed_id': feed_id}, headers={'Accept': 'application/x-ndjson'})
    assert json.loads(lines.text) == {'feed_id': feed_id, 'next_since': since, 'has_more': False, 'head_seq': since}
    assert lines.text.count('\n') == 1
