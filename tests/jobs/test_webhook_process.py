"""The sender of webhooks as a process of its own: there only where an address may hear, killed with the worker, and nothing is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.database import Database
from api.models.cities import CityPatch
from api.operations import cities
from api.settings import Settings
from api.spine import Transaction
from tests.jobs.test_webhooks import LOOPBACK, SHOWN, endpoint
from tests.jobs.test_worker import eventually, pss_megabytes
from tests.jobs.waiting import KEY
from tests.jobs.webhook_receiver import Receiver, receiving
from tests.postbox import Postbox, postbox_at
from tests.world import OPERATOR, World, founded

SENDER = 'api.jobs.webhook_sender'


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def box(database_url: str, tmp_path: Path) -> Postbox:
    return postbox_at(database_url, Settings(secret=SecretStr(KEY.decode()), outgoing_allow=LOOPBACK), tmp_path)


@pytest.fixture
def founded_world(database: Database) -> World:
    return founded(database, names=(('Graz', 'AT'), ('Bologna', 'IT')))


@contextmanager
def worker(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker that may send to this machine; killed at the end if it still runs."""
    environment = {
        'DATABASE_URL': url, 'COALITION_SECRET': KEY.decode(), 'COALITION_PUBLIC_URL': 'http://localhost:8000',
        'COALITION_CITY_CATALOGUE': 'false', 'COALITION_OUTGOING_ALLOW': ','.join(LOOPBACK), 'PATH': '',
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, '-m', 'api.cli', 'worker'], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def senders_of(process: subprocess.Popen[bytes]) -> list[int]:
    """Return the ids of the senders that a worker has started."""
    found = []
    for entry in Path('/proc').glob('[0-9]*'):
        try:
            parent = int((entry / 'stat').read_text().rpartition(')')[2].split()[1])
            if parent == process.pid and SENDER in (entry / 'cmdline').read_text():
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def renamed(database: Database, world: World, name: str) -> None:
    with Transaction(database, OPERATOR) as transaction:
        cities.update_city(transaction, str(world.cities['graz']), CityPatch(name=name))


def test_there_is_a_sender_while_an_address_may_hear_and_the_worker_stays_small(
    box: Postbox, database: Database, founded_world: World, receiver: Receiver
) -> None:
    with worker(box.url) as process:
        time.sleep(2.5)
        assert senders_of(process) == []
        made = endpoint(box, founded_world, f'{receiver.url}/in')
        renamed(database, founded_world, 'Graz an der Mur')
        assert eventually(lambda: len(receiver.taken) == 1)
        assert len(senders_of(process)) == 1
        assert pss_megabytes(process.pid) < 60
        box.run("UPDATE webhook_endpoints SET stage = 'ended' WHERE id = %s", made)
        assert eventually(lambda: senders_of(process) == [])
        process.terminate()
        assert process.wait(10) == 0
    assert [each['type'] for each in receiver.told(SHOWN)] == ['city.changed']


def test_a_sender_that_dies_begins_anew(box: Postbox, database: Database, founded_world: World, receiver: Receiver) -> None:
    endpoint(box, founded_world, f'{receiver.url}/in')
    with worker(box.url) as process:
        assert eventually(lambda: len(senders_of(process)) == 1)
        [first] = senders_of(process)
        os.kill(first, signal.SIGKILL)
        renamed(database, founded_world, 'Graz an der Mur')
        assert eventually(lambda: len(receiver.taken) == 1)
        assert first not in senders_of(process)


def test_a_worker_that_is_killed_between_the_attempt_and_its_mark_sends_the_same_message_again(
    box: Postbox, database: Database, founded_world: World, receiver: Receiver
) -> None:
    endpoint(box, founded_world, f'{receiver.url}/hangs')
    renamed(database, founded_world, 'Graz an der Mur')
    with worker(box.url) as process:
        assert eventually(receiver.came.is_set)
        senders = senders_of(process)
        process.kill()
        process.wait()
        assert eventually(lambda: not any(Path(f'/proc/{each}/cmdline').exists() for each in senders)), 'it outlives its worker'
    [kept] = box.rows('SELECT stage, attempt FROM webhook_deliveries')
    assert kept == {'stage': 'waiting', 'attempt': 1}
    receiver.over.set()
    box.run('UPDATE webhook_deliveries SET lease_until = now()')
    with worker(box.url):
        assert eventually(lambda: box.rows("SELECT FROM webhook_deliveries WHERE stage = 'delivered'") != [])
    ids = receiver.ids('/hangs')
    assert (len(ids), len(set(ids))) == (2, 1)
