"""Runs `coalition serve` as a person does, as a process of its own, and looks at it from outside."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from api.running.processes import running_from
from tests.conftest import in_memory

ROOT = Path(__file__).parents[2]
START_SECONDS = 60


def eventually(holds: Callable[[], bool], seconds: float) -> bool:
    """Whether it holds within the seconds."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@contextmanager
def reachable_directory() -> Iterator[Path]:
    """A directory that the database's user can enter, whoever that is: pytest's own are closed to others."""
    place = Path(tempfile.mkdtemp(prefix='coalition-test-', dir=in_memory()))
    place.chmod(0o711)
    try:
        yield place
    finally:
        shutil.rmtree(place)


def command_of(process: psutil.Process) -> str:
    """The command of a process; empty when it has just ended."""
    try:
        return ' '.join(process.cmdline())
    except psutil.Error:
        return ''


def command(*words: str, place: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `coalition …` to its end, with its data in `place`."""
    with subprocess.Popen(
        [sys.executable, '-m', 'api.cli', *words],
        cwd=ROOT,
        env=environment(place, variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            out, err = process.communicate(timeout=START_SECONDS)
        finally:
            process.kill()
        return subprocess.CompletedProcess(words, process.returncode, out, err)


def environment(place: Path, variables: dict[str, str]) -> dict[str, str]:
    """This process's environment without settings of the service, plus these."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith('COALITION_') and name != 'DATABASE_URL'}
    limits = {'COALITION_REQUESTS_PER_MINUTE': '1000000', 'COALITION_ANONYMOUS_REQUESTS_PER_MINUTE': '1000000'}
    return {**inherited, 'COALITION_DATA_DIR': str(place), 'COALITION_CITY_CATALOGUE': 'false', **limits, **variables}


class Service:
    """One `coalition serve` on a free port, with its data in `place/data`; what it says is kept in `place/said`."""

    def __init__(self, place: Path) -> None:
        self.data = place / 'data'
        self._said = place / 'said'
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ''

    def start(self, *words: str, **variables: str) -> float:
        """Start it and return after how many seconds /health/ready answered 200."""
        begun = time.monotonic()
        with self._said.open('wb') as output:
            self._process = subprocess.Popen(
                [sys.executable, '-m', 'api.cli', 'serve', '--port', '0', *words],
                cwd=ROOT,
                env=environment(self.data, variables),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        assert eventually(lambda: self._address() != '' or not self.runs(), START_SECONDS), self.said
        self.url = self._address()
        assert self.url, self.said
        assert self.ready(), self.said
        return time.monotonic() - begun

    def _address(self) -> str:
        found = re.search(r'^Open (http://\S+)/$', self.said, re.MULTILINE)
        return found.group(1) if found else ''

    @property
    def said(self) -> str:
        """Everything it has printed since its last start."""
        return self._said.read_text()

    @property
    def pid(self) -> int:
        """The supervisor's process id."""
        assert self._process is not None
        return self._process.pid

    def runs(self) -> bool:
        """Whether the supervisor runs."""
        return self._process is not None and self._process.poll() is None

    def ready(self) -> bool:
        """Whether GET /health/ready answers 200."""
        try:
            return httpx.get(f'{self.url}/health/ready', timeout=10).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def processes(self) -> list[psutil.Process]:
        """The supervisor and everything below it, sessions of the database included."""
        supervisor = psutil.Process(self.pid)
        return [supervisor, *supervisor.children(recursive=True)]

    def pids(self, kind: str) -> set[int]:
        """The ids of the supervisor's children whose command contains `kind`."""
        return {process.pid for process in psutil.Process(self.pid).children() if kind in command_of(process)}

    def database(self) -> psutil.Process:
        """The database server that the supervisor runs."""
        (pid,) = self.pids('bin/postgres')
        return psutil.Process(pid)

    def database_url(self) -> str:
        """The address of its database, as it notes it for commands."""
        noted: dict[str, str] = json.loads((self.data / 'run.json').read_text())
        return noted['database_url']

    def stop(self) -> int:
        """Ask it to end; returns its exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(40)

    def kill(self) -> None:
        """End it as `kill -9` does."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Leave nothing behind, whatever the test has done."""
        if self.runs():
            self.stop()
        eventually(lambda: not list(running_from(self.data / 'postgres', 'postgres')), 10)
