"""The worker as a process of its own: small, tidy, and killed without a loss."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from psycopg import Connection

from tests.jobs.waiting import KEY, ask, post
from tests.postbox import Postbox


def test_old_links_sessions_and_finished_work_are_removed(postbox: Postbox) -> None:
    for hours, done in ((2, True), (31 * 24, True), (31 * 24, False)):
        work_id = post(postbox, 'later', datetime.now(UTC) + timedelta(days=1))
        postbox.run("UPDATE outbox SET done_at = now() - %s * interval '1 hour' WHERE id = %s AND %s", hours, work_id, done)
    for hours in (1, 25):
        postbox.run(
            "UPDATE sign_in_links SET created_at = now() - %s * interval '1 hour' WHERE id = %s", hours, ask(postbox, datetime.now(UTC))
        )
    postbox.run('DELETE FROM outbox WHERE kind = %s', 'sign_in_mail')
    with worker(postbox) as process:
        until = time.monotonic() + 20
        while len(postbox.rows('SELECT * FROM sign_in_links')) != 1 and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
    assert len(postbox.rows('SELECT * FROM sign_in_links')) == 1
    assert len(postbox.rows('SELECT * FROM outbox')) == 2


class worker:  # noqa: N801 -- reads as what it is in a with statement
    """The worker as its own process, killed at the end if it still runs."""

    def __init__(self, postbox: Postbox) -> None:
        environment = {
            'DATABASE_URL': postbox.url,
            'COALITION_SECRET': KEY.decode(),
            'COALITION_PUBLIC_URL': 'http://localhost:8000',
            'COALITION_MAIL_DIR': str(postbox.settings.mail_dir),
            'COALITION_CITY_CATALOGUE': 'false',
            'PATH': '',
        }
        self.process = subprocess.Popen([sys.executable, '-m', 'api.cli', 'worker'], env=environment)

    def __enter__(self) -> subprocess.Popen[bytes]:
        return self.process

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()


def eventually(holds: Callable[[], bool], seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def test_a_killed_worker_loses_nothing_and_the_next_one_finishes_the_work(postbox: Postbox, connection: Connection[Any]) -> None:
    now = datetime.now(UTC)
    links = [ask(postbox, now) for _ in range(20)]
    # The fifth piece waits for a lock while the worker is killed: it dies in the middle of its work, however fast it is.
    with connection.transaction():
        connection.execute('SELECT 1 FROM sign_in_links WHERE id = %s FOR UPDATE', [links[4]])
        with worker(postbox):
            assert eventually(lambda: len(postbox.mails()) == 4)
            assert eventually(lambda: postbox.rows('SELECT id FROM outbox WHERE done_at IS NULL AND lease_until IS NOT NULL') != [])
    assert len(postbox.mails()) == 4
    assert len(postbox.rows('SELECT id FROM outbox WHERE done_at IS NULL')) == 16
    postbox.run('UPDATE outbox SET lease_until = now() WHERE done_at IS NULL')
    with worker(postbox) as process:
        assert eventually(lambda: len(postbox.mails()) == 20)
        assert eventually(lambda: not postbox.rows('SELECT id FROM outbox WHERE done_at IS NULL'))
        process.terminate()
        assert process.wait(10) == 0


def test_the_worker_is_small_cheap_when_idle_and_ends_when_asked(postbox: Postbox) -> None:
    with worker(postbox) as process:
        ask(postbox, datetime.now(UTC))
        assert eventually(lambda: len(postbox.mails()) == 1)
        used = cpu_seconds(process.pid)
        time.sleep(3)
        assert cpu_seconds(process.pid) - used < 0.1
        assert pss_megabytes(process.pid) < 60
        asked = time.monotonic()
        process.terminate()
        assert process.wait(10) == 0
        assert time.monotonic() - asked < 2


def test_the_worker_waits_for_a_database_that_goes_away(postbox: Postbox) -> None:
    with worker(postbox) as process:
        ask(postbox, datetime.now(UTC))
        assert eventually(lambda: len(postbox.mails()) == 1)
        postbox.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'coalition worker'")
        ask(postbox, datetime.now(UTC))
        assert eventually(lambda: len(postbox.mails()) == 2)
        assert process.poll() is None


def cpu_seconds(pid: int) -> float:
    fields = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def pss_megabytes(pid: int) -> float:
    lines = Path(f'/proc/{pid}/smaps_rollup').read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith('Pss:')) / 1024
