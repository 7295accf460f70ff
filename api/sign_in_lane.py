"""The lane that sign-ins take: a few at a time in each process, so that a burst of wrong ones takes neither threads nor time from others.

Whoever fails leaves its place empty for a moment, and is told so a second late: guessing has a pace, being right has none. Addresses take
turns, so one that sends a thousand is overtaken by every other.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.problems import TYPES, Problem

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
# Whoever fails at these has shown something that is not valid; of those that prove, whoever succeeds has shown who they are.
_ANSWERS = {
    'create_session', 'ask_invitation', 'accept_invitation', 'decline_invitation', 'ask_progress_link', 'answer_progress_link',
}  # fmt: skip
_FAILING = _ANSWERS | {'create_passkey_challenge', 'start_provider_sign_in'}
_PROVING = _ANSWERS | {'create_token'}
SIGN_INS = _FAILING | _PROVING | {'create_sign_in_link', 'renew_progress_link'}
_FIRST_REFUSAL, _UNAUTHORIZED = 400, 401

# One may wait for an identity provider in each of three places, and there is another one.
PLACES = 4
# Four places and a fifth of a second: some twenty failures a second.
REST_SECONDS = 0.2
PATIENCE_SECONDS = 3
PAUSE_SECONDS = 1.0
MOST_WAITING = 256
MOST_WAITING_OF_ADDRESS = 16


class Place:
    """Where one sign-in is at work; it rests afterwards, unless somebody has shown who they are."""

    proven = False


class Lane:
    """The places of one process, and who waits for one. Everything happens in the one thread of the event loop."""

    def __init__(self, *, rest: float = REST_SECONDS, pause: float = PAUSE_SECONDS, patience: float = PATIENCE_SECONDS) -> None:
        self._rest, self._pause, self._patience = rest, pause, patience
        self._free = PLACES
        self._paused = 0
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def place(self, address: str) -> AsyncIterator[Place]:
        """Have a place of your own; too-many-requests (429) when none becomes free in time, or when too many wait already."""
        await self._enter(address)
        place = Place()
        try:
            yield place
        finally:
            if place.proven or not self._rest:
                self._leave()
            else:
                asyncio.get_running_loop().call_later(self._rest, self._leave)

    async def pause(self) -> None:
        """Hold a refusal back for a moment: whoever sends the next one when it comes sends one a second."""
        if self._pause and self._paused < MOST_WAITING:
            self._paused += 1
            try:
                await asyncio.sleep(self._pause)
            finally:
                self._paused -= 1

    async def _enter(self, address: str) -> None:
        if self._free:
            self._free -= 1
            return
        of_address = len(self._waiting.get(address, ()))
        if of_address >= MOST_WAITING_OF_ADDRESS or sum(map(len, self._waiting.values())) >= MOST_WAITING:
            await self.pause()
            raise self._refusal()
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(address, deque()).append(turn)
        try:
            async with asyncio.timeout(self._patience):
                await turn
        except TimeoutError:
            if turn.cancelled():
                raise self._refusal() from None
        finally:
            self._forget(address, turn)

    def _leave(self) -> None:
        """Pass the place on to whoever is next, of the address whose turn it is."""
        for address, of_address in self._waiting.items():
            while of_address:
                turn = of_address.popleft()
                if not turn.done():
                    self._waiting.move_to_end(address)
                    turn.set_result(None)
                    return
        self._free += 1

    def _forget(self, address: str, turn: 'asyncio.Future[None]') -> None:
        of_address = self._waiting.get(address, deque())
        if turn in of_address:
            of_address.remove(turn)
        if not of_address:
            self._waiting.pop(address, None)

    def _refusal(self) -> Problem:
        return Problem('too-many-requests', headers={'Retry-After': str(PATIENCE_SECONDS)})


def limited(run: Handler, operation: str) -> Handler:
    """Let a sign-in take the lane, and an address that has failed a few times wait for its refusal, whomever it tries to be."""
    may_fail, proves = operation in _FAILING, operation in _PROVING

    async def handle(request: Request) -> Response:
        counted, lane = request.state.counted, request.app.state.sign_in_lane
        if may_fail:
            try:
                counted.refuse_sign_in()
            except Problem:
                await lane.pause()
                raise
        async with lane.place(counted.address) as place:
            try:
                answer = await run(request)
            except Problem as problem:
                if may_fail and TYPES[problem.slug][0] == _UNAUTHORIZED:
                    counted.failed_sign_in()
                raise
            if may_fail and answer.status_code == _UNAUTHORIZED:
                counted.failed_sign_in()
            place.proven = proves and answer.status_code < _FIRST_REFUSAL
        return answer

    return handle
