"""Keeps the sender of webhooks running, in a process of its own, while any address may hear: so the worker stays small."""

import logging
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from typing import Any

from psycopg import Connection

from api.running.processes import end, spawn
from api.settings import Settings, as_environment

_LOOKED_EVERY = timedelta(seconds=1)
_AGAIN = timedelta(seconds=5)
_LOG = logging.getLogger('coalition.worker')
_WANTED = "SELECT EXISTS (SELECT FROM webhook_endpoints WHERE stage IN ('pending', 'active', 'paused'))"
_ENDS = ((signal.SIGTERM, 5.0),)


class WebhookProcess:
    """Looks once a second whether there is anything to send to, starts the sender, and ends it when there is nothing."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._due: datetime | None = None

    def keep(self, connection: Connection[Any], settings: Settings, now: datetime) -> None:
        """Look after it; takes next to no time."""
        if self._due is not None and now < self._due:
            return
        self._due = now + _LOOKED_EVERY
        if self.process is not None and (code := self.process.poll()) is not None:
            self.process, self._due = None, now + _AGAIN
            _LOG.warning('the sender of webhooks ended with %s, and begins anew', code)
            return
        found = connection.execute(_WANTED).fetchone()
        is_wanted = bool(found and found[0])
        if is_wanted and self.process is None:
            command = [sys.executable, '-m', 'api.jobs.webhook_sender']
            self.process = spawn(command, when_orphaned=signal.SIGKILL, environment=as_environment(settings))
        elif not is_wanted:
            self.stop()

    def stop(self) -> None:
        """End the sender; what is on its way is sent again later."""
        if self.process is not None:
            end(self.process, *_ENDS)
            self.process = None
