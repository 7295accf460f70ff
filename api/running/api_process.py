"""One process that answers HTTP: `python -m api.running.api_process SOCKET GATE`, started and watched by `api.running.serving`.

SOCKET is the number of the inherited listening socket, shared by all such processes. GATE is the number of a pipe that ends when the
database is ready to be served: loading the code takes longer than preparing a database that is up to date, so both happen at once.
"""

import gc
import importlib
import os
import socket
import sys
from typing import Any

import uvicorn

from api import logs
from api.settings import Settings

GRACE_SECONDS = 20
KEEP_ALIVE_SECONDS = 65


def run(listener: socket.socket, gate: int) -> None:
    """Serve until a signal asks for the end; requests that are running are finished first."""
    settings = Settings()
    logs.configure(settings.log)
    # By name, because the application imports what it is made of, and the gate stands between loading and making it.
    module = importlib.import_module('api.app')
    os.read(gate, 1)
    os.close(gate)
    app = module.create_app(settings)
    server = uvicorn.Server(configuration(app, settings))
    app.state.is_ending = lambda: server.should_exit
    # What has been loaded stays; the collector need not look at it again with every request.
    gc.collect()
    gc.freeze()
    server.run(sockets=[listener])


def configuration(app: Any, settings: Settings) -> uvicorn.Config:
    """Return how `app` is served: with bounds, silent about what serves it, and believing the proxies that are named and nobody else."""
    return uvicorn.Config(
        app,
        loop='uvloop',
        http=importlib.import_module('api.http_protocol').BoundedHttp,
        ws='none',
        lifespan='auto',
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


if __name__ == '__main__':
    run(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]))
