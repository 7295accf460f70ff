"""Runs a Litestar peer: uvicorn, one process, a log line a request."""

import json
import logging
import os
import sys
import time
import uuid
from typing import Any

import uvicorn
from litestar import get

LOG = logging.getLogger('peer')


@get('/ready')
async def is_ready() -> dict[str, bool]:
    """Say that the peer answers."""
    return {'ready': True}


def logged(application: Any) -> Any:
    """Write one line of JSON for each request, and give it an id, as the service does."""

    async def serve_one(scope: Any, receive: Any, send: Any) -> None:
        if scope['type'] != 'http':
            await application(scope, receive, send)
            return
        begun, request_id = time.perf_counter(), uuid.uuid4().hex

        async def sent(message: Any) -> None:
            if message['type'] == 'http.response.start':
                entry = {'request_id': request_id, 'method': scope['method'], 'path': scope['path'], 'code': message['status']}
                LOG.info(json.dumps({**entry, 'ms': round((time.perf_counter() - begun) * 1000, 1)}))
                message['headers'] = [*message['headers'], (b'x-request-id', request_id.encode())]
            await send(message)

        await application(scope, receive, sent)

    return serve_one


def serve(application: Any) -> None:
    """Serve until a signal asks for the end."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format='%(message)s')
    uvicorn.run(logged(application), port=int(os.environ['PORT']), loop='uvloop', http='httptools', access_log=False, log_config=None, timeout_keep_alive=65)
