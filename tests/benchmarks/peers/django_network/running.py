"""Runs a Django peer: gunicorn, one process, threads beside it, a log line a request."""

import json
import logging
import os
import sys
import time
import uuid
from typing import Any

from gunicorn.app.base import BaseApplication

LOG = logging.getLogger('peer')


class _Server(BaseApplication):
    def __init__(self, application: Any) -> None:
        self.application = application
        super().__init__()

    def load_config(self) -> None:
        known = {'bind': f'127.0.0.1:{os.environ["PORT"]}', 'workers': 1, 'threads': 4, 'worker_class': 'gthread', 'keepalive': 65, 'loglevel': 'warning'}
        for name, value in known.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return logged(self.application)


def logged(application: Any) -> Any:
    """Write one line of JSON for each request, and give it an id, as the service does."""

    def serve_one(environ: dict[str, Any], start: Any) -> Any:
        begun, request_id = time.perf_counter(), uuid.uuid4().hex

        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            entry = {'request_id': request_id, 'method': environ['REQUEST_METHOD'], 'path': environ['PATH_INFO'], 'code': int(status[:3])}
            LOG.info(json.dumps({**entry, 'ms': round((time.perf_counter() - begun) * 1000, 1)}))
            return start(status, [*headers, ('X-Request-Id', request_id)], *more)

        return application(environ, started)

    return serve_one


def serve(application: Any) -> None:
    """Serve until a signal asks for the end."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format='%(message)s')
    logging.getLogger('django').setLevel(logging.ERROR)
    _Server(application).run()
