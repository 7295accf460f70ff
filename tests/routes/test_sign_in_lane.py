"""Sign-ins take a lane of their own: a few are at work at a time, failures have a pace, and no address keeps others waiting."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from api import sign_in_lane
from api.problems import Problem
from api.rate_limits import RateLimits
from api.sign_in_lane import PLACES, Lane
from tests.conftest import MANY, Service
from tests.routes.conftest import problem

Told = list[str]
_LONG = 30.0


async def sign_in(lane: Lane, told: Told, name: str, *, proven: bool = False, until: Awaitable[Any] | None = None) -> None:
    """Take a place from the address that the name begins with, say so, and keep it until then."""
    async with lane.place(name.partition(' ')[0]) as place:
        told.append(name)
        if until is not None:
            await until
        place.proven = proven


async def full(lane: Lane, told: Told) -> 'tuple[asyncio.Event, list[asyncio.Task[None]]]':
    """Have every place taken until the event is set."""
    done = asyncio.Event()
    tasks = [asyncio.create_task(sign_in(lane, told, 'first', proven=True, until=done.wait())) for _ in range(PLACES)]
    await settled()
    assert told == ['first'] * PLACES
    told.clear()
    return done, tasks


async def settled() -> None:
    """Let everybody who can go on do so."""
    for _ in range(20):
        await asyncio.sleep(0)


def ran(play: Callable[[], Awaitable[None]]) -> None:
    """Play a scene in a loop of its own."""

    async def scene() -> None:
        await play()

    asyncio.run(scene())


def test_a_few_are_at_work_at_a_time_and_the_next_begins_when_one_has_ended() -> None:
    async def play() -> None:
        lane, told = Lane(), Told()
        done, tasks = await full(lane, told)
        tasks.append(asyncio.create_task(sign_in(lane, told, 'next', proven=True)))
        await settled()
        assert told == []
        done.set()
        await asyncio.gather(*tasks)
        assert told == ['next']

    ran(play)


def test_addresses_take_turns_however_many_one_of_them_sends() -> None:
    async def play() -> None:
        lane, told = Lane(), Told()
        done, tasks = await full(lane, told)
        for name in ('a 1', 'a 2', 'a 3', 'b 1', 'a 4', 'c 1'):
            tasks.append(asyncio.create_task(sign_in(lane, told, name, proven=True)))
            await settled()
        done.set()
        await asyncio.gather(*tasks)
        assert told == ['a 1', 'b 1', 'c 1', 'a 2', 'a 3', 'a 4']

    ran(play)


@pytest.mark.parametrize(('proven', 'left'), [(True, []), (False, ['waiting'])])
def test_a_place_rests_after_a_failure_and_not_after_whoever_was_right(proven: bool, left: Told) -> None:
    async def play() -> None:
        lane, told = Lane(rest=_LONG), Told()
        await asyncio.gather(*(sign_in(lane, told, 'first', proven=proven) for _ in range(PLACES)))
        waiting = asyncio.create_task(sign_in(lane, told, 'waiting', proven=True))
        await settled()
        assert {'waiting'} - set(told) == set(left)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    ran(play)


def test_whoever_loses_patience_is_refused_and_their_place_goes_to_the_next() -> None:
    async def play() -> None:
        lane, told = Lane(patience=0.01), Told()
        done, tasks = await full(lane, told)
        with pytest.raises(Problem) as refused:
            await sign_in(lane, told, 'impatient')
        assert (refused.value.slug, refused.value.headers) == ('too-many-requests', {'Retry-After': '3'})
        done.set()
        await asyncio.gather(*tasks)
        for _ in range(3 * PLACES):
            await sign_in(lane, told, 'next', proven=True)
        assert lane._waiting == {}

    ran(play)


def test_no_address_and_not_all_of_them_together_wait_in_any_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in_lane, 'MOST_WAITING', 3)
    monkeypatch.setattr(sign_in_lane, 'MOST_WAITING_OF_ADDRESS', 2)

    async def play() -> None:
        lane, told = Lane(pause=0), Told()
        done, tasks = await full(lane, told)
        for name in ('a 1', 'a 2', 'a 3', 'b 1', 'c 1'):
            tasks.append(asyncio.create_task(sign_in(lane, told, name, proven=True)))
            await settled()
        done.set()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert [getattr(each, 'slug', None) for each in outcomes[PLACES:]] == [None, None, 'too-many-requests', None, 'too-many-requests']
        assert told == ['a 1', 'b 1', 'a 2']
        assert lane._waiting == {}

    ran(play)


def test_a_machine_that_fails_ten_times_waits_and_neither_another_nor_a_person_at_the_same_address_does(
    service: Service, http: httpx.Client
) -> None:
    service.app.state.rate_limits = RateLimits(of_caller=MANY, of_address=MANY)
    form = {'grant_type': 'client_credentials', 'client_id': '0190f3a4-7b1e-7c3d-8a52-1f0e9d6c5b4a', 'client_secret': 'coal_wrong'}
    answers = [http.post('/v1/oauth/token', data=form) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert problem(answers[-1]) == (429, 'too-many-requests')
    assert 1 <= int(answers[-1].headers['retry-after']) <= 300
    assert http.post('/v1/oauth/token', data={**form, 'client_id': '0190f3a4-7b1e-7c3d-8a52-1f0e9d6c5b4b'}).status_code == 401
    assert http.post('/v1/sessions', json={'token': f'{1:043}'}).status_code == 401


def test_a_refusal_is_held_back_for_a_moment(service: Service, http: httpx.Client) -> None:
    lane, service.app.state.sign_in_lane = service.app.state.sign_in_lane, Lane(rest=0, pause=0.2)
    service.app.state.rate_limits = RateLimits(of_caller=MANY, of_address=MANY, failed_sign_ins=1)
    answers = [http.post('/v1/sessions', json={'token': f'{number:043}'}) for number in range(2)]
    service.app.state.sign_in_lane = lane
    assert [answer.status_code for answer in answers] == [401, 429]
    assert answers[1].elapsed.total_seconds() >= 0.2
