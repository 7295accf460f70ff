"""Brings by-laws into force on their first day, in a process of its own: the worker stays small, and this happens once a year."""

import os
import subprocess
import sys

from api.jobs import outbox
from api.jobs.job import Job
from api.settings import as_environment

_SECONDS = 50


def by_laws_in_force(job: Job) -> None:
    """Count a network's groups under the version that begins today. Raises CalledProcessError when it fails; run again."""
    command = [sys.executable, '-m', 'api.jobs.by_laws_in_force', job.work.payload['network_id']]
    subprocess.run(command, check=True, timeout=_SECONDS, env={**os.environ, **as_environment(job.settings)})
    outbox.close(job.connection, job.work, 'counted', job.now())
