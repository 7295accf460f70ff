"""Completes the groups that declared so, on the day of their assembly, in a process of its own: the worker stays small."""

import os
import subprocess
import sys

from api.jobs import outbox
from api.jobs.job import Job
from api.settings import as_environment

_SECONDS = 50


def declarations_in_effect(job: Job) -> None:
    """Bring an assembly's declarations into effect. Raises CalledProcessError when it fails; run again."""
    command = [sys.executable, '-m', 'api.jobs.declarations_in_effect', job.work.payload['assembly_id']]
    subprocess.run(command, check=True, timeout=_SECONDS, env={**os.environ, **as_environment(job.settings)})
    outbox.close(job.connection, job.work, 'looked_at', job.now())
