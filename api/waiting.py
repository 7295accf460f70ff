"""Lets a reader of the feed wait for news (RFC 7240, `Prefer: wait`); meanwhile it holds neither a thread nor a connection.

While anybody waits, one look at the feed's head is taken for all of them, twice a second: the database need not know who waits, and
whoever waits is told also after the database was away.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.problems import Problem

MOST_SECONDS, MOST_WAITING = 30, 200
_EVERY = 0.5
_WAIT = re.compile(r'(?:^|,)\s*wait\s*=\s*"?([0-9]{1,9})"?\s*(?=[,;]|$)', re.IGNORECASE)


class NothingNew(Response):
    """An answer that has nothing in it yet; `head` is how far the feed had come."""

    def __init__(self, content: str, head: int, **said: Any) -> None:
        super().__init__(content, **said)
        self.head = head


class Waiting:
    """Those of one process who wait. `look` returns the feed's head, `is_ending` says that nobody may wait any longer."""

    def __init__(self, look: Callable[[], Awaitable[int]], is_ending: Callable[[], bool]) -> None:
        self._look, self._is_ending = look, is_ending
        self._waiting: dict[asyncio.Future[bool], int] = {}
        self._task: asyncio.Task[None] | None = None

    @property
    def is_full(self) -> bool:
        """Whether as many wait as may."""
        return len(self._waiting) >= MOST_WAITING

    async def moved_past(self, head: int, seconds: float, request: Request) -> bool:
        """Wait until the feed is further than `head`; False when the time is over, the client gone, or the process about to end."""
        moved = asyncio.get_running_loop().create_future()
        gone = asyncio.ensure_future(_disconnected(request))
        self._waiting[moved] = head
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._watch())
        try:
            await asyncio.wait({moved, gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            del self._waiting[moved]
            gone.cancel()
        return moved.done() and moved.result()

    async def _watch(self) -> None:
        while self._waiting:
            await asyncio.sleep(_EVERY)
            if not self._waiting:
                # Whoever waited was answered, or went away, since the last look.
                break
            try:
                head: int | None = await self._look()
            except Problem:
                # Whoever reads now is told what is the matter.
                head = None
            for each, seen in list(self._waiting.items()):
                if not each.done() and (self._is_ending() or head is None or head > seen):
                    each.set_result(not self._is_ending())


async def answered(request: Request, waiting: Waiting, read: Callable[[], Awaitable[Response]]) -> Response:
    """Return what `read` answers as soon as there is something in it, or when the time is over that the client wants to wait."""
    response = await read()
    if not isinstance(response, NothingNew) or not (wanted := seconds_wanted(request)) or waiting.is_full:
        return response
    loop = asyncio.get_running_loop()
    until = loop.time() + wanted
    while isinstance(response, NothingNew) and (left := until - loop.time()) > 0:
        if not await waiting.moved_past(response.head, left, request):
            break
        response = await read()
    response.headers['Preference-Applied'] = f'wait={wanted}'
    return response


def seconds_wanted(request: Request) -> int:
    """Return how long the client wants to wait, at most MOST_SECONDS; 0 when it does not say so."""
    said = _WAIT.search(', '.join(request.headers.getlist('prefer')))
    return min(int(said[1]), MOST_SECONDS) if said else 0


async def _disconnected(request: Request) -> None:
    while (await request.receive())['type'] != 'http.disconnect':
        pass
