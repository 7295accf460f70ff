"""Speaks with addresses that others have chosen, and lets none of them lead into our own networks. The only module that knows how.

A name is looked up by us, every answer is checked (rules/outgoing.py), and the connection goes to the very address that was checked:
nobody can answer otherwise the second time. TLS and the Host header stay those of the name. No proxy, no redirection, no environment
is followed, and of an answer no more is read than a few kilobytes within the seconds that it has.
"""

import asyncio
import socket
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

import httpcore
import httpx

from api.rules.outgoing import addresses_to, is_allowed_host

MOST_SECONDS = 15.0
MOST_BYTES = 4096
# Whoever does not answer in time is asked for its address by one thread alone, however many messages wait for it.
_LOOKED_UP_AT_A_TIME = 64
_KEPT_OPEN_SECONDS = 30.0
_MOST_POOLS = 200

Resolve = Callable[[str, int], Awaitable[Iterable[str]]]


@dataclass
class NotReached(Exception):
    """Why there is no answer: `forbidden_address`, `unknown_name`, `timeout`, `tls`, `connection`."""

    code: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the code, the headers by their names in small letters, the beginning of the body."""

    code: int
    headers: Mapping[str, str]
    body: bytes


class _Forbidden(httpcore.ConnectError):
    pass


class _Unknown(httpcore.ConnectError):
    pass


class _Checked(httpcore.AsyncNetworkBackend):
    """Connects to the address that was checked, instead of to a name."""

    def __init__(self, resolve: Resolve, allowed: Iterable[str]) -> None:
        self._within = httpcore.AnyIOBackend()
        self._resolve = resolve
        self._allowed = tuple(ip_network(each) for each in allowed)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 -- the name is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        if not is_allowed_host(host, self._allowed):
            raise _Forbidden
        try:
            answers = list(await self._resolve(host, port))
        except OSError:
            raise _Unknown from None
        if not answers:
            raise _Unknown
        addresses = addresses_to(answers, self._allowed)
        if not addresses:
            raise _Forbidden
        return await self._within.connect_tcp(str(addresses[0]), port, timeout, local_address, socket_options)


class Outgoing:
    """A pool of connections, for one event loop. `allowed` are networks that are open although they are not public."""

    def __init__(self, allowed: Iterable[str] = (), *, resolve: Resolve | None = None, most_seconds: float = MOST_SECONDS) -> None:
        self._most_seconds = most_seconds
        self._threads = ThreadPoolExecutor(_LOOKED_UP_AT_A_TIME, thread_name_prefix='names')
        self._asked: dict[tuple[str, int], asyncio.Future[list[str]]] = {}
        self._tls = httpx.create_ssl_context(trust_env=False)
        self._checked = _Checked(resolve or self._looked_up, allowed)
        # One for each address: what a pool does for a request grows with the square of the connections in it.
        self._pools: OrderedDict[str, httpcore.AsyncConnectionPool] = OrderedDict()

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Send a body and return what is answered, whichever code it has. Raises NotReached."""
        try:
            await self._close_unused()
            async with asyncio.timeout(self._most_seconds):
                return await self._posted(url, headers, body)
        except (TimeoutError, httpcore.TimeoutException):
            raise NotReached('timeout') from None
        except _Forbidden:
            raise NotReached('forbidden_address') from None
        except _Unknown:
            raise NotReached('unknown_name') from None
        except httpcore.ConnectError as error:
            raise NotReached('tls' if 'SSL' in str(error) or 'CERT' in str(error).upper() else 'connection') from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, UnicodeError):
            raise NotReached('connection') from None

    async def _posted(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        async with self._pool_of(url).stream('POST', url, headers=list(headers.items()), content=body) as answer:
            begun = b''
            async for part in answer.aiter_stream():
                begun += part
                if len(begun) > MOST_BYTES:
                    break
        names = {name.decode('latin-1').lower(): value.decode('latin-1') for name, value in answer.headers}
        return Answer(answer.status, names, begun[:MOST_BYTES])

    def _pool_of(self, url: str) -> httpcore.AsyncConnectionPool:
        pool = self._pools.get(url)
        if pool is None:
            pool = httpcore.AsyncConnectionPool(
                ssl_context=self._tls, max_connections=None, keepalive_expiry=_KEPT_OPEN_SECONDS, network_backend=self._checked
            )
            self._pools[url] = pool
        self._pools.move_to_end(url)
        return pool

    async def _close_unused(self) -> None:
        """Close what has not been used for longest, unless something is on its way there."""
        for url in list(self._pools)[: max(0, len(self._pools) - _MOST_POOLS)]:
            if all(connection.is_idle() or connection.is_closed() for connection in self._pools[url].connections):
                await self._pools.pop(url).aclose()

    async def _looked_up(self, host: str, port: int) -> list[str]:
        """Look a name up, once for all who ask for it at the same time."""
        key = (host, port)
        asked = self._asked.get(key)
        if asked is None:
            asked = asyncio.get_running_loop().run_in_executor(self._threads, _addresses_of, host, port)
            self._asked[key] = asked
            asked.add_done_callback(lambda done: self._forget(key, done))
        return await asyncio.shield(asked)

    def _forget(self, key: tuple[str, int], done: asyncio.Future[list[str]]) -> None:
        self._asked.pop(key, None)
        # Whoever asked may have gone: what went wrong is looked at, so that nothing complains of it.
        if not done.cancelled():
            done.exception()

    async def close(self) -> None:
        """Close the connections; who still waits for a name is not waited for."""
        for pool in self._pools.values():
            await pool.aclose()
        self._threads.shutdown(wait=False, cancel_futures=True)


def _addresses_of(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
