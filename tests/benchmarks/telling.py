"""How fast webhooks go out: `python -m tests.benchmarks.telling`, on a database of its own, the sender as the worker starts it.

One fast address has thousands of messages waiting, one of twenty others hangs, and the rest get a message each now and then: how many a
second the fast one gets, and how long the others wait.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg

from api import clock
from api.database import ensure_instance
from api.models.columns import new_id
from api.running.embedded_postgres import EmbeddedPostgres
from api.running.schema import migrate
from api.sealing import PURPOSE_OF_WEBHOOKS, sealed
from tests.jobs.webhook_receiver import receiving
from tests.world import SECRET

KEY = SECRET.encode()
OTHERS, EACH = 20, 10
ENDPOINT = """
INSERT INTO webhook_endpoints (id, version, audience, demonstration, created_at, updated_at, url, event_types, stage, secret_sealed)
VALUES (%s, 1, 'office', false, now(), now(), %s, '[]', 'active', %s)
"""
DELIVERY = """
INSERT INTO webhook_deliveries (id, version, endpoint_id, event_type, body, stage, attempt, due_at, created_at)
SELECT gen_random_uuid(), 1, %s, 'city.changed', %s, 'waiting', 0, %s + n * %s, now() FROM generate_series(1, %s) n
"""
BODY = '{"type":"city.changed","timestamp":"2026-03-01T09:30:00Z","data":{"subject":{"type":"city","id":"1"},"version":4,"seq":1204}}'


def main() -> None:
    """Send, and say how many a second and how late."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--messages', type=int, default=5000, help='how many wait for the fast address')
    messages = parser.parse_args().messages
    place = Path(tempfile.mkdtemp(prefix='coalition-telling-'))
    place.chmod(0o711)
    postgres = EmbeddedPostgres(place, announce=lambda line: print(line, file=sys.stderr))
    try:
        url = postgres.start()
        migrate(url)
        ensure_instance(url, demonstration=False)
        _measure(url, messages)
    finally:
        postgres.stop()
        shutil.rmtree(place)


def _measure(url: str, messages: int) -> None:
    with receiving() as fast, receiving() as slow:
        begin = clock.now() + timedelta(seconds=4)
        with psycopg.connect(url) as connection:

            def entered(place: str, count: int, apart: timedelta) -> UUID:
                made = new_id()
                connection.execute(ENDPOINT, [made, place, sealed(KEY, PURPOSE_OF_WEBHOOKS, made, b'k' * 32)])
                connection.execute(DELIVERY, [made, BODY, begin, apart, count])
                return made

            entered(f'{fast.url}/in', messages, timedelta())
            entered(f'{slow.url}/hangs', 100, timedelta())
            for number in range(OTHERS - 1):
                entered(f'{slow.url}/in/{number}', EACH, timedelta(seconds=1))
        environment = {**os.environ, 'DATABASE_URL': url, 'COALITION_SECRET': SECRET, 'COALITION_OUTGOING_ALLOW': '127.0.0.0/8'}
        sender = subprocess.Popen([sys.executable, '-m', 'api.jobs.webhook_sender'], env=environment)
        try:
            until = time.monotonic() + 120
            expected = (OTHERS - 1) * EACH
            while time.monotonic() < until:
                others = [each for each in slow.taken if each[0] != '/hangs']
                if len(fast.taken) >= messages and len(others) >= expected:
                    break
                time.sleep(0.1)
        finally:
            sender.kill()
            sender.wait()
        with psycopg.connect(url) as connection:
            late = [
                float(seconds)
                for (seconds,) in connection.execute(
                    'SELECT extract(epoch FROM d.attempted_at - d.due_at) FROM webhook_deliveries d '
                    "JOIN webhook_endpoints e ON e.id = d.endpoint_id WHERE e.url LIKE %s AND d.stage = 'delivered'",
                    ['%/in/%'],
                )
            ]
    times = sorted(at for *_, at in fast.taken)
    rate = (len(times) - 1) / (times[-1] - times[0])
    print(f'{len(times)} messages to the fast address, {rate:.0f} a second')
    print(
        f'{len(late)} of {expected} messages to the others: {statistics.median(late):.2f} s late in the middle, {max(late):.2f} s at most'
    )


if __name__ == '__main__':
    main()
