"""What a backup and a restore of 100 000 rows take, and that a document of the greatest size passes in little memory."""

import json
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from api.backups.checking import check
from api.database import Database
from api.models.documents import MOST_BYTES
from tests.backups.sums import records, sums
from tests.benchmarks.dataset import fill
from tests.conftest import Databases
from tests.world import founded

pytestmark = pytest.mark.in_turn(6)

_LOG = logging.getLogger('coalition.drills')
MOST_SECONDS = 60
MOST_MEGABYTES = 32
_DOCUMENT = """
WITH one AS (INSERT INTO documents (id, version, audience, demonstration, created_at, updated_at, network_id, title, sort_key, search_key,
    file_name, media_type, size, sha256)
  SELECT gen_random_uuid(), 1, 'members', false, now(), now(), id, 'All of it', 'all of it', 'all of it', 'all.pdf', 'application/pdf',
    %(size)s, repeat('0', 64) FROM networks LIMIT 1 RETURNING id)
INSERT INTO document_contents SELECT id, %(content)s FROM one
"""
_IN_A_PROCESS_OF_ITS_OWN = """
import json, resource, sys, time
from pathlib import Path
from api.backups import restoring, taking

def most():
    return int(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))

act, url, file = sys.argv[1:]
file, begun, before = Path(file), time.monotonic(), most()
if act == 'back_up':
    taking.back_up(url, file, ledger=file.with_name('none'), replacing=False)
else:
    restoring.restore(url, file, None, kept_in=file.with_name('kept'))
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({'seconds': time.monotonic() - begun, 'cpu': used.ru_utime + used.ru_stime, 'megabytes': (most() - before) / 1024}))
"""


def measured(act: str, url: str, file: Path) -> dict[str, float]:
    """Do it in a process of its own; return seconds, its own CPU seconds, and how many megabytes it grew beyond what it had loaded."""
    done = subprocess.run([sys.executable, '-c', _IN_A_PROCESS_OF_ITS_OWN, act, url, str(file)], capture_output=True, check=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def with_documents(url: str, number: int) -> None:
    """Add documents of the greatest size; what is in them cannot be packed."""
    with psycopg.connect(url) as connection:
        for _ in range(number):
            connection.execute(_DOCUMENT, {'size': MOST_BYTES, 'content': os.urandom(MOST_BYTES)})


@pytest.mark.full
def test_100_000_rows_take_less_than_a_minute_each_way(database: Database, databases: Databases, tmp_path: Path) -> None:
    fill(database, cities=10_000, groups=2_000)
    with_documents(database.url, 5)
    file, url = tmp_path / 'file', databases.create()
    taken, begun = measured('back_up', database.url, file), time.monotonic()
    rows = sum(part.rows for part in check(file).tables)
    verified = time.monotonic() - begun
    back = measured('restore', url, file)
    megabytes = round(file.stat().st_size / 1e6, 1)
    _LOG.warning('%s', {'rows': rows, 'megabytes': megabytes, 'back_up': taken, 'verify_seconds': verified, 'restore': back})
    assert rows > 100_000
    assert records(sums(url)) == records(sums(database.url))
    databases.drop(url)
    for figures in (taken, back):
        assert figures['seconds'] <= MOST_SECONDS
        assert figures['megabytes'] <= MOST_MEGABYTES


def test_a_document_of_the_greatest_size_passes_in_little_memory(database: Database, databases: Databases, tmp_path: Path) -> None:
    founded(database)
    with_documents(database.url, 2)
    url = databases.create()
    figures = [measured('back_up', database.url, tmp_path / 'file'), measured('restore', url, tmp_path / 'file')]
    assert records(sums(url)) == records(sums(database.url))
    databases.drop(url)
    assert max(each['megabytes'] for each in figures) <= MOST_MEGABYTES, figures
