"""Has each live network's departments asked how their actions stand, once a day, in a process of its own: the worker stays small.

The day is the network's: it is begun within an hour after its midnight.
"""

import os
import subprocess
import sys
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from psycopg import Connection
from psycopg.types.json import Jsonb

from api.jobs import outbox
from api.jobs.job import Job
from api.settings import as_environment

_SECONDS = 50
_NETWORKS = """
SELECT n.id, n.time_zone FROM networks n WHERE n.stage = 'live' AND NOT n.partner AND EXISTS (
  SELECT FROM plan_actions a WHERE a.network_id = n.id AND a.responsible_person_id IS NOT NULL)
"""
# The id is made of the network and the day, so that no worker queues a day a second time.
_POST = """
INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt)
VALUES (%(id)s, 'progress_asking', %(payload)s, %(now)s, %(now)s, 0) ON CONFLICT DO NOTHING
"""


def queue(connection: Connection[Any], now: datetime) -> None:
    """Queue the day of each network; run again, or in several workers at once, it queues none a second time."""
    for network_id, time_zone in connection.execute(_NETWORKS).fetchall():
        day = now.astimezone(ZoneInfo(time_zone)).date().isoformat()
        payload = Jsonb({'network_id': str(network_id), 'day': day})
        connection.execute(_POST, {'id': uuid5(UUID(str(network_id)), f'progress {day}'), 'payload': payload, 'now': now})


def progress_asking(job: Job) -> None:
    """Have the people of one network's day asked. Raises CalledProcessError when it fails; run again."""
    command = [sys.executable, '-m', 'api.jobs.progress_asking_of_a_day', job.work.payload['network_id'], job.work.payload['day']]
    subprocess.run(command, check=True, timeout=_SECONDS, env={**os.environ, **as_environment(job.settings)})
    outbox.close(job.connection, job.work, 'looked_at', job.now())
