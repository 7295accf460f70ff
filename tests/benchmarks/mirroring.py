"""The first sync of a partner that runs this service too: `python -m tests.benchmarks.mirroring` (part of make bench).

`coalition sync pull` mirrors 100,000 records of all kinds, with 12,000 cities among them, of which 500 are known and matched: on a clock,
with both services on one machine; and whether what it holds in memory grows with what it has read.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from api.database import Database, ensure_instance
from api.models.networks import NetworkCreate
from api.operations import networks
from api.operations.by_hand import create_client
from api.running.embedded_postgres import EmbeddedPostgres
from api.running.schema import migrate
from api.spine import Transaction
from tests.benchmarks import dataset
from tests.benchmarks.contenders import ROOT, ours_on
from tests.world import EVERY_SCOPE, OPERATOR, SECRET

CITIES, GROUPS, OURS, SUBJECTS = 12_000, 4_000, 500, 100_000
SECONDS_AT_MOST, BYTES_AT_MOST = 30, 32_000_000
# Of a tenth of the records on, what a reader needs for a page is there.
EARLY = 0.1
LOOK_EVERY = 0.05


@dataclass(frozen=True)
class Pull:
    """What a pull took: records, seconds, the most memory after a tenth and at its end, in bytes, and how many cities were matched."""

    records: int
    seconds: float
    early: int
    most: int
    matched: int


def main() -> None:
    """Fill both sides, let one mirror the other, and say what it took beside what is aimed at."""
    place = Path(tempfile.mkdtemp(prefix='coalition-bench-'))
    place.chmod(0o755)
    postgres = EmbeddedPostgres(place / 'postgres', announce=lambda line: print(line, file=sys.stderr))
    postgres.start()
    try:
        found, again = measured(postgres.url, place)
    finally:
        postgres.stop()
        shutil.rmtree(place, ignore_errors=True)
    rate = found.records / found.seconds
    print(f'a first sync of {found.records:,} records: {found.seconds:.1f} s, {rate:,.0f} in a second (aim: at most {SECONDS_AT_MOST} s)')
    more = (found.most - found.early) / 1e6
    print(f'memory: {found.most / 1e6:.0f} MB, {more:.1f} MB more than after a tenth (aim: at most {BYTES_AT_MOST / 1e6:.0f} MB more)')
    print(f'{found.matched:,} cities are matched; again, with nothing new: {again.seconds:.1f} s')


def measured(there: str, place: Path) -> tuple[Pull, Pull]:
    """Mirror what the database `there` has in another one of the same server, twice."""
    here = _another_database(there)
    for url, cities, groups in ((there, CITIES, GROUPS), (here, OURS, 1)):
        migrate(url)
        ensure_instance(url, demonstration=False)
        with closing(Database(url, threads=1)) as database:
            dataset.fill(database, cities=cities, groups=groups)
    with closing(Database(here, threads=1)) as database, Transaction(database, OPERATOR) as transaction:
        networks.create_network(transaction, NetworkCreate(slug='partner', name='The partner', partner=True))
    client = create_client(there, 'The other network', sorted(EVERY_SCOPE), None, 'benchmark')
    with ours_on(there, SECRET, place) as source:
        file = place / 'credentials.json'
        file.write_text(json.dumps({source.url: {name: client[name] for name in ('client_id', 'client_secret')}}))
        return _pulled(source.url, here, file), _pulled(source.url, here, file)


def _pulled(url: str, here: str, credentials: Path) -> Pull:
    command = [str(Path(sys.executable).with_name('coalition')), 'sync', 'pull', '--from', url, '--as', 'partner']
    environment = os.environ | {'DATABASE_URL': here, 'COALITION_SYNC_CREDENTIALS': str(credentials)}
    begun, early, most = time.perf_counter(), 0, 0
    with (
        psycopg.connect(here.replace('+psycopg', ''), autocommit=True) as looking,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process,
    ):
        while process.poll() is None:
            most = max(most, _most_memory(process.pid))
            if not early and _since(looking) >= EARLY * SUBJECTS:
                early = most
            time.sleep(LOOK_EVERY)
        seconds = time.perf_counter() - begun
        if process.returncode:
            raise RuntimeError('the pull failed')
        counted = looking.execute("SELECT count(*), count(*) FILTER (WHERE match = 'matched') FROM mirrored_records").fetchone()
        records, matched = counted or (0, 0)
    return Pull(records, seconds, early or most, most, matched)


def _since(looking: psycopg.Connection) -> int:
    (since,) = looking.execute('SELECT coalesce(max(since), 0) FROM sync_positions').fetchone() or (0,)
    return int(since)


def _most_memory(pid: int) -> int:
    try:
        lines = Path(f'/proc/{pid}/status').read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith('VmHWM:')), 0)


def _another_database(there: str) -> str:
    address = make_url(there)
    first = address.set(drivername='postgresql', username='postgres', database='postgres').render_as_string(hide_password=False)
    with psycopg.connect(first, autocommit=True) as connection:
        connection.execute('CREATE DATABASE reader OWNER coalition')
    return address.set(database='reader').render_as_string(hide_password=False)


if __name__ == '__main__':
    main()
