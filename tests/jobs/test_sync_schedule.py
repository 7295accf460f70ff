"""The worker has other networks read when their time has come, by a process that keeps no mail waiting."""

from datetime import datetime, timedelta

import psycopg

from api import clock
from api.jobs.sync_schedule import SyncSchedule
from tests.jobs.test_sync import Pair, pair

__all__ = ['pair']


def ended_with(schedule: SyncSchedule, connection: psycopg.Connection, pair: Pair, now: datetime) -> int | None:
    """Let it look, and return what the process that it began has ended with; None when it began none."""
    schedule.keep(connection, pair.settings, now)
    return schedule.process.wait(60) if schedule.process else None


def test_what_is_due_is_read_by_a_process_of_its_own(pair: Pair) -> None:
    pair.pull(every_minutes=60)
    before, schedule = pair.source()['equal_at'], SyncSchedule()
    assert pair.settings.database_url is not None
    with psycopg.connect(pair.settings.database_url, autocommit=True) as connection:
        assert ended_with(schedule, connection, pair, clock.now()) is None
        connection.execute("UPDATE sync_positions SET began_at = began_at - interval '1 hour'")
        assert ended_with(schedule, connection, pair, clock.now()) is None, 'it does not look with every turn of the worker'
        assert ended_with(schedule, connection, pair, clock.now() + timedelta(minutes=1)) == 0
    schedule.stop()
    assert pair.source()['equal_at'] > before
