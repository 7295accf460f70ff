"""Who is calling, as Litestar asks it: a middleware that reads the token and the client's row."""

import os

from advanced_alchemy.extensions.litestar import AsyncSessionConfig, SQLAlchemyAsyncConfig
from credentials import CLIENT, Caller, caller_of, client_id
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncSession

ADDRESS = URL.create(
    'postgresql+asyncpg', os.environ['PGUSER'], os.environ['PGPASSWORD'] or None, database=os.environ['PGDATABASE'],
    query={'host': os.environ['PGHOST'], 'port': os.environ['PGPORT']},
)  # fmt: skip
ALCHEMY = SQLAlchemyAsyncConfig(
    connection_string=ADDRESS.render_as_string(hide_password=False), session_config=AsyncSessionConfig(expire_on_commit=False),
    before_send_handler='autocommit',
)  # fmt: skip


class Bearer(AbstractAuthenticationMiddleware):
    """The token, and the client's row."""

    async def authenticate_request(self, connection: ASGIConnection) -> AuthenticationResult:
        found = client_id(connection.headers.get('authorization', ''))
        caller = await self._caller(ALCHEMY.provide_session(connection.app.state, connection.scope), found) if found else None
        if caller is None:
            raise NotAuthorizedException
        return AuthenticationResult(user=caller, auth=found)

    async def _caller(self, session: AsyncSession, client: str) -> Caller | None:
        row = (await session.execute(text(CLIENT.replace('{id}', ':id')), {'id': client})).one_or_none()
        return caller_of(tuple(row)) if row else None
