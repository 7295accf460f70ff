"""The export of all cities, as Postgres writes it."""

import asyncio
from typing import Any

from calling import caller
from litestar import Request, get
from litestar.response import Stream
from statements import EXPORT


@get('/v1/exports/cities.csv')
async def export_cities(request: Request[Any, Any, Any]) -> Stream:
    """All cities as CSV."""
    queue: asyncio.Queue[bytes | None] = asyncio.Queue(maxsize=8)

    async def read() -> None:
        async with request.app.state.pool.acquire() as connection:
            await connection.copy_from_query(EXPORT, output=queue.put, format='csv', header=True)
        await queue.put(None)

    async def blocks() -> Any:
        reading = asyncio.create_task(read())
        while (block := await queue.get()) is not None:
            yield bytes(block)
        await reading

    async with request.app.state.pool.acquire() as connection:
        await caller(request, connection)
    return Stream(blocks(), media_type='text/csv; charset=utf-8')
