"""A backup that is made while everybody writes is one moment: it holds what an independent look at the same snapshot sees.

Made twice: by the command's own function, whose rows must agree with one another and with the head of the feed, and in a snapshot that
is shared with the test, which takes the sums of every table itself.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import IsolationLevel, sql

from api.backups.archive import Ledger, written
from api.backups.checking import check
from api.backups.restoring import restore
from api.backups.taking import back_up, keep
from api.database import Database
from tests.backups.sums import CHANGED, NOT_RESTORED, records, sums, sums_in
from tests.conftest import Databases
from tests.faults.service import eventually
from tests.faults.test_feed_under_writers import Writer
from tests.world import World, answering, founded, machine

_LOG = logging.getLogger('coalition.drills')
# What no moment between two commits can show: a record whose version is not the one in the index, a journal without its record.
_TORN = """
SELECT count(*) FROM changes c JOIN working_groups g ON g.id = c.subject_id WHERE c.version <> g.version
UNION ALL SELECT count(*) FROM changes c JOIN memberships m ON m.id = c.subject_id WHERE c.version <> m.version
UNION ALL SELECT count(*) FROM change_counter, (SELECT max(seq) AS seq FROM changes) AS last WHERE last.seq <> head_seq
UNION ALL SELECT count(*) FROM journal j WHERE subject_type = 'working_group' AND NOT EXISTS
  (SELECT FROM working_groups g WHERE g.id = j.subject_id)
"""


class Tireless(Writer):
    """A writer who goes on until the drill has seen enough."""

    def write_until(self, done: threading.Event) -> None:
        """Act until then."""
        while not done.is_set():
            self.write(time.monotonic() + 0.1)


@contextmanager
def writing(database: Database, world: World, writers: int) -> Iterator[Counter[str]]:
    """Let cities propose, change, join and leave until the block ends; yields the answers, complete afterwards."""
    answers: Counter[str] = Counter()
    proposals: list[str] = []
    done = threading.Event()
    with answering(database) as url, ExitStack() as stack:
        cities = list(world.cities.values())
        clients = [stack.enter_context(machine(database, url, city=cities[number % len(cities)])) for number in range(writers)]
        everybody = [Tireless(number % len(cities), client, world, proposals) for number, client in enumerate(clients)]
        threads = [threading.Thread(target=each.write_until, args=(done,)) for each in everybody]
        for thread in threads:
            thread.start()
        try:
            yield answers
        finally:
            done.set()
            for thread in threads:
                thread.join()
            for each in everybody:
                answers.update(each.answers)


def wait_for_commits(url: str) -> None:
    """Wait until the writers have come on."""
    begun = head_of(url)
    assert eventually(lambda: head_of(url) > begun + 30, 60)


def head_of(url: str) -> int:
    with psycopg.connect(url) as connection:
        (head,) = connection.execute('SELECT head_seq FROM change_counter').fetchone() or (0,)
        return int(head)


@pytest.mark.in_turn(3)
def test_a_backup_while_everybody_writes_is_one_moment(database: Database, databases: Databases, tmp_path: Path, *, full: bool) -> None:
    world, ledger = founded(database), tmp_path / 'none'
    with writing(database, world, 50 if full else 8) as answers:
        wait_for_commits(database.url)
        before = sums(database.url)
        begun = time.monotonic()
        made = back_up(database.url, tmp_path / 'command', ledger=ledger, replacing=False)
        took = time.monotonic() - begun
        with psycopg.connect(database.url, options='-c timezone=UTC') as looking, psycopg.connect(database.url) as keeping:
            looking.isolation_level = keeping.isolation_level = IsolationLevel.REPEATABLE_READ
            (snapshot,) = looking.execute('SELECT pg_export_snapshot()').fetchone() or ('',)
            wait_for_commits(database.url)
            keeping.execute(sql.SQL('SET TRANSACTION SNAPSHOT {}').format(snapshot))
            with written(tmp_path / 'shared', replacing=False) as draft:
                keep(keeping, draft, Ledger(lines=0, sha256=None))
            expected = sums_in(looking)
        wait_for_commits(database.url)
    after = sums(database.url)
    _LOG.info('%s', {'answers': dict(answers), 'backup_seconds': round(took, 2), 'rows': sum(part.rows for part in made.tables)})
    assert not [code for code in answers if code.startswith('5')], answers
    moved = {name for name in before if before[name] != expected[name]} & {name for name in after if after[name] != expected[name]}
    assert {'working_groups', 'journal', 'changes', 'change_counter'} <= moved, 'they wrote before and after'

    manifest = check(tmp_path / 'shared')
    assert {part.name: part.rows for part in manifest.tables} == {
        name: rows for name, (rows, _) in expected.items() if name not in NOT_RESTORED
    }
    url = databases.create()
    restore(url, tmp_path / 'shared', None, kept_in=tmp_path / 'kept')
    found = sums(url)
    assert records(found) == records(expected)
    assert {name: rows for name, (rows, _) in found.items() if name in CHANGED} == {'instance': 1, 'journal': expected['journal'][0] + 1}
    databases.drop(url)

    url = databases.create()
    restore(url, tmp_path / 'command', None, kept_in=tmp_path / 'kept')
    with psycopg.connect(url) as connection:
        assert connection.execute('SELECT head_seq FROM change_counter').fetchone() == (made.head_seq,)
        assert connection.execute(_TORN).fetchall() == [(0,)] * 4
    databases.drop(url)
