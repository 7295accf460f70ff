"""Processes die: what is left, what comes back, and how soon."""

import os
import signal
import time
from functools import partial

import httpx
import pytest

from tests.faults.service import Service, eventually

pytestmark = pytest.mark.in_turn(6)


def others_run(service: Service, kind: str, before: set[int]) -> bool:
    """Whether one of those that ran before has been replaced."""
    now = service.pids(kind)
    return len(now) == len(before) and len(now - before) == 1


def test_kill_9_of_the_service_leaves_no_process_and_the_next_start_is_fine(service: Service) -> None:
    service.start()
    left = service.processes()
    assert {process.name() for process in left} >= {'postgres'}
    service.kill()
    assert eventually(lambda: not any(process.is_running() for process in left), 5)
    service.start()
    service.kill()
    service.start()  # at once, while the old database may still be ending


def test_while_the_database_is_away_the_answer_is_503_and_then_it_is_back(running: Service) -> None:
    apis = running.pids('api_process')
    database = running.database()
    # Stopped before it is killed, so that the supervisor's quick restart does not hide the time without a database.
    database.send_signal(signal.SIGSTOP)
    for session in database.children():
        session.kill()
    answer = httpx.get(f'{running.url}/health/ready', timeout=20)
    assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert answer.headers['content-type'] == 'application/problem+json'
    killed = time.monotonic()
    database.kill()
    assert eventually(running.ready, 10)
    print(f'ready {time.monotonic() - killed:.2f} s after the database was killed')  # noqa: T201 - the figure is what is wanted
    assert running.pids('api_process') == apis
    assert running.database().pid != database.pid
    assert 'The database has died; it is started again.' in running.said


def test_the_database_is_started_again_each_time(running: Service) -> None:
    for _ in range(3):
        os.kill(running.database().pid, signal.SIGKILL)
        assert eventually(running.ready, 10)


def test_processes_that_die_alone_are_started_again(running: Service) -> None:
    for kind in ('api_process', 'api.cli worker'):
        before = running.pids(kind)
        os.kill(min(before), signal.SIGKILL)
        assert eventually(partial(others_run, running, kind, before), 5)
        assert running.ready()


def test_a_service_that_is_asked_to_end_finishes_and_leaves_nothing(service: Service) -> None:
    service.start()
    left = service.processes()
    assert service.stop() == 0
    assert not any(process.is_running() for process in left)
    assert not (service.data / 'run.json').exists()
    assert service.said.endswith('Stopping …\n')
