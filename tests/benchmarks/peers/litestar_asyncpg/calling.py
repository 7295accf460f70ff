"""Who is calling: the token, and the client's row; and the connections that all questions share."""

import os
import uuid
from typing import Any

import asyncpg
import msgspec
from credentials import CLIENT, Caller, caller_of, client_id
from litestar import Litestar, Request
from litestar.exceptions import NotAuthorizedException


async def connected(app: Litestar) -> None:
    """Open the pool; what is jsonb stays as it is on its way to the answer."""

    async def ready(connection: asyncpg.Connection) -> None:
        await connection.set_type_codec('jsonb', encoder=lambda raw: raw, decoder=lambda text: msgspec.Raw(text.encode()), schema='pg_catalog')

    app.state.pool = await asyncpg.create_pool(
        host=os.environ['PGHOST'], user=os.environ['PGUSER'], database=os.environ['PGDATABASE'], password=os.environ['PGPASSWORD'] or None,
        port=int(os.environ['PGPORT']), init=ready, min_size=2, max_size=8,
    )  # fmt: skip


async def caller(request: Request[Any, Any, Any], connection: Any) -> Caller:
    """Return who is calling."""
    found = client_id(request.headers.get('authorization', ''))
    row = await connection.fetchrow(CLIENT.format(id='$1'), uuid.UUID(found)) if found else None
    if row is None:
        raise NotAuthorizedException
    return caller_of(tuple(str(each) if isinstance(each, uuid.UUID) else each for each in row))


def ids(texts: tuple[str, ...]) -> list[uuid.UUID]:
    """Return ids as the driver takes them."""
    return [uuid.UUID(each) for each in texts]
