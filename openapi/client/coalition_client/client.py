"""The two clients: one that waits for its answers, one for programs that do other things meanwhile."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any, Self, cast

import httpx

from coalition_client.async_operations import AsyncOperations
from coalition_client.calls import Answer, Call
from coalition_client.operations import Operations
from coalition_client.sending import Patience, Pause, Send, Sending


class Client(Operations):
    """A client of one service. Without credentials it reads what is public. To be closed, or used in a `with` block."""

    def __init__(
        self,
        base_url: str,
        *,
        client_id: str | None = None,
        client_secret: str | None = None,
        language: str = 'en',
        timeout: float = 30.0,
        patience: Patience | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._sending = Sending(base_url, client_id, client_secret, language, timeout, patience or Patience())
        self._http = httpx.Client(transport=transport, follow_redirects=True)

    def __enter__(self) -> Self:
        """Keep connections until the end of the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let go of all connections."""
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._http.close()

    def call(self, call: Call[Answer]) -> Answer:
        """Send it, again where that is safe, and return what is answered; raises Problem or Unreachable."""
        steps, told = self._sending.steps(call), None
        try:
            while True:
                told = self._done(steps.send(told))
        except StopIteration as end:
            return cast('Answer', end.value)

    def every(self, call: Call[Any]) -> Iterator[Any]:
        """Go through all pages of a list."""
        following: str | None = None
        while True:
            page = self.call(_page(call, following))
            yield from page['items']
            if (following := page['next']) is None:
                return

    def _done(self, step: Send | Pause) -> httpx.Response | httpx.TransportError | None:
        if isinstance(step, Pause):
            time.sleep(step.seconds)
            return None
        try:
            return self._http.send(step.request)
        except httpx.TransportError as error:
            return error


class AsyncClient(AsyncOperations):
    """The same for asyncio. To be closed, or used in an `async with` block."""

    def __init__(
        self,
        base_url: str,
        *,
        client_id: str | None = None,
        client_secret: str | None = None,
        language: str = 'en',
        timeout: float = 30.0,
        patience: Patience | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._sending = Sending(base_url, client_id, client_secret, language, timeout, patience or Patience())
        self._http = httpx.AsyncClient(transport=transport, follow_redirects=True)

    async def __aenter__(self) -> Self:
        """Keep connections until the end of the block."""
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let go of all connections."""
        await self.aclose()

    async def aclose(self) -> None:
        """Let go of all connections."""
        await self._http.aclose()

    async def call(self, call: Call[Answer]) -> Answer:
        """Send it, again where that is safe, and return what is answered; raises Problem or Unreachable."""
        steps, told = self._sending.steps(call), None
        try:
            while True:
                told = await self._done(steps.send(told))
        except StopIteration as end:
            return cast('Answer', end.value)

    async def every(self, call: Call[Any]) -> AsyncIterator[Any]:
        """Go through all pages of a list."""
        following: str | None = None
        while True:
            page = await self.call(_page(call, following))
            for item in page['items']:
                yield item
            if (following := page['next']) is None:
                return

    async def _done(self, step: Send | Pause) -> httpx.Response | httpx.TransportError | None:
        if isinstance(step, Pause):
            await asyncio.sleep(step.seconds)
            return None
        try:
            return await self._http.send(step.request)
        except httpx.TransportError as error:
            return error


def _page(call: Call[Any], following: str | None) -> Call[Any]:
    query: Mapping[str, Any] = {**(call.query or {}), 'limit': 100, 'after': following}
    return replace(call, query=query)
