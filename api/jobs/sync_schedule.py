"""Has the services of other networks read when their time has come: by a process of its own, so that a slow one keeps no mail waiting."""

import logging
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import Connection

from api.running.processes import end, spawn
from api.settings import Settings, as_environment

_AGAIN = timedelta(seconds=30)
_DUE = """
SELECT s.id, s.url FROM sync_sources s JOIN sync_positions p ON p.sync_source_id = s.id
WHERE s.every_minutes IS NOT NULL AND (p.began_at IS NULL OR p.began_at + make_interval(mins => s.every_minutes) <= %s) ORDER BY s.id
"""
_LOG = logging.getLogger('coalition.worker')


class SyncSchedule:
    """Looks twice a minute whether a source is due; one process reads all that are."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._look_at: datetime | None = None

    def keep(self, connection: Connection[Any], settings: Settings, now: datetime) -> None:
        """Look after it; takes no time."""
        if self.process is not None:
            code = self.process.poll()
            if code is not None:
                self.process = None
                _LOG.log(logging.WARNING if code else logging.INFO, 'reading other networks ended with %s', code)
        elif self._look_at is None or now >= self._look_at:
            self._look_at = now + _AGAIN
            if due_sources(connection, now):
                command = [sys.executable, '-m', 'api.jobs.sync']
                self.process = spawn(command, when_orphaned=signal.SIGKILL, environment=as_environment(settings))

    def stop(self) -> None:
        """End a reading that goes on; it goes on from there next time."""
        if self.process is not None:
            end(self.process)
            self.process = None


def due_sources(connection: Connection[Any], now: datetime) -> list[tuple[UUID, str]]:
    """Return id and address of the sources that are to be read now."""
    return [(row[0], row[1]) for row in connection.execute(_DUE.encode(), [now]).fetchall()]
