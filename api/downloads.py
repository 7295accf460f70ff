"""Sends a file that is made while it is sent: in constant memory, and to an end whoever stops reading or goes away."""

from collections.abc import Callable, Generator
from typing import Any

import anyio
import anyio.to_thread
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

# How long a reader may take for one block.
PATIENCE_SECONDS = 60


class Download(Response):
    """An answer whose body is what `pieces` yields; a failure after the first ends the connection: nobody takes half for all."""

    def __init__(self, pieces: Generator[bytes, None, None], *, media_type: str, name: str) -> None:
        super().__init__(media_type=media_type, headers={'Content-Disposition': f'attachment; filename="{name}"'})
        del self.headers['content-length']
        self._pieces = pieces
        # Made before the answer begins: what fails at once is still told as a problem.
        self._first = next(pieces, b'')

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            async with anyio.create_task_group() as group:
                group.start_soon(_when_gone, receive, group.cancel_scope.cancel)
                await self._send(send, whole=not scope['state']['is_head'])
                group.cancel_scope.cancel()
        finally:
            with anyio.CancelScope(shield=True):
                await anyio.to_thread.run_sync(self._pieces.close)

    async def _send(self, send: Send, *, whole: bool) -> None:
        await send({'type': 'http.response.start', 'status': self.status_code, 'headers': self.raw_headers})
        piece: bytes | None = self._first if whole else None
        while piece is not None:
            with anyio.fail_after(PATIENCE_SECONDS):
                await send({'type': 'http.response.body', 'body': piece, 'more_body': True})
            piece = await anyio.to_thread.run_sync(next, self._pieces, None)
        await send({'type': 'http.response.body', 'body': b'', 'more_body': False})


async def _when_gone(receive: Receive, stop: Callable[[], Any]) -> None:
    message: Message = {}
    while message.get('type') != 'http.disconnect':
        message = await receive()
    stop()
