"""A worker that is killed again and again while it sends: every message arrives, under one id, however often."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from pydantic import SecretStr

from api.database import Database
from api.models.cities import CityPatch
from api.operations import cities
from api.settings import Settings
from api.spine import Transaction
from tests.jobs.test_webhooks import LOOPBACK, SHOWN, endpoint
from tests.jobs.waiting import KEY
from tests.jobs.webhook_receiver import Receiver, receiving
from tests.postbox import Postbox, postbox_at
from tests.world import OPERATOR, founded

PLACES = 4


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


def worker(url: str) -> subprocess.Popen[bytes]:
    environment = {
        'DATABASE_URL': url, 'COALITION_SECRET': KEY.decode(), 'COALITION_PUBLIC_URL': 'http://localhost:8000',
        'COALITION_CITY_CATALOGUE': 'false', 'COALITION_OUTGOING_ALLOW': ','.join(LOOPBACK), 'PATH': '',
    }  # fmt: skip
    return subprocess.Popen([sys.executable, '-m', 'api.cli', 'worker'], env=environment)


def test_whenever_the_worker_is_killed_every_message_arrives_under_one_id(
    database: Database, database_url: str, tmp_path: Path, receiver: Receiver, *, full: bool
) -> None:
    (kills, changes), random = (12, 300) if full else (2, 40), Random(7)
    box = postbox_at(database_url, Settings(secret=SecretStr(KEY.decode()), outgoing_allow=LOOPBACK), tmp_path)
    world = founded(database, names=(('Graz', 'AT'), ('Bologna', 'IT')))
    for number in range(PLACES):
        endpoint(box, world, f'{receiver.url}/in/{number}')
    done = 0
    for _ in range(kills):
        process = worker(database_url)
        for _ in range(changes // kills):
            done += 1
            with Transaction(database, OPERATOR) as transaction:
                cities.update_city(transaction, str(world.cities['graz']), CityPatch(name=f'Graz {done}'))
        had, until = len(receiver.taken), time.monotonic() + 20
        while len(receiver.taken) == had and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.2))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        box.run('UPDATE webhook_deliveries SET lease_until = now() WHERE lease_until IS NOT NULL')
    process = worker(database_url)
    until = time.monotonic() + 60
    while not _all_arrived(box, done) and time.monotonic() < until:
        time.sleep(0.1)
    process.kill()
    process.wait()
    kept = box.rows('SELECT id, endpoint_id, seq, stage FROM webhook_deliveries')
    assert {each['stage'] for each in kept} == {'delivered'}
    assert len(kept) == done * PLACES
    arrived = {headers['webhook-id'] for _, headers, _, _ in receiver.taken}
    assert arrived == {f'msg_{each["id"]}' for each in kept}
    told = [each['data']['seq'] for number in range(PLACES) for each in receiver.told(SHOWN, f'/in/{number}')]
    assert set(told) == {each['seq'] for each in kept}


def _all_arrived(box: Postbox, changes: int) -> bool:
    [row] = box.rows("SELECT count(*) AS kept, count(*) FILTER (WHERE stage = 'delivered') AS arrived FROM webhook_deliveries")
    return bool(row['kept'] == row['arrived'] == changes * PLACES)
