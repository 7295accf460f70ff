"""Processes that are meant to run for as long as their supervisor: started, watched, started again when they die, stopped together."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from api.running.embedded_postgres import EmbeddedPostgres
from api.running.processes import Announce, CannotStart, end, spawn

LONG_LIFE = 10.0
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 2.0
# A little more than a process takes at most to finish its requests.
GRACE_SECONDS = 25.0
ATTEMPTS_TO_START = 3


@dataclass
class Child:
    """One process and its fortunes. `keep_open`: the file descriptors it inherits."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    directory: Path
    keep_open: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    due: float = 0.0
    early_deaths: int = 0

    def start(self) -> None:
        """Start it now."""
        self.born = time.monotonic()
        # Killed rather than asked: nobody is left to wait for an orphan, and every one of them may die at any moment anyway.
        self.process = spawn(
            self.command, when_orphaned=signal.SIGKILL, environment=self.environment, directory=self.directory, keep_open=self.keep_open
        )

    def bury(self) -> float:
        """Note that it has died and return in how many seconds it is due again: at once, unless it keeps dying early."""
        self.process = None
        self.early_deaths = self.early_deaths + 1 if time.monotonic() - self.born < LONG_LIFE else 0
        pause = min(FIRST_PAUSE * 2 ** (self.early_deaths - 1), LONGEST_PAUSE) if self.early_deaths else 0.0
        self.due = time.monotonic() + pause
        return pause


class Children:
    """The children of one supervisor, and the database beside them."""

    def __init__(self, announce: Announce) -> None:
        self._announce = announce
        self._all: list[Child] = []
        self._database_due = 0.0

    def start(self, child: Child) -> None:
        """Start a child and keep it running from now on."""
        self._all.append(child)
        child.start()

    def watch(self, postgres: EmbeddedPostgres | None, at_most: float = 60.0) -> None:
        """Wait until one of them dies, one is due again, or the seconds have passed; then start what is missing."""
        now = time.monotonic()
        dues = [child.due - now for child in self._all if child.process is None]
        if postgres and not postgres.is_alive():
            dues.append(self._database_due - now)
        _wait_for_a_death(self._pids(postgres), max(0.0, min([at_most, *dues])))
        if postgres and not postgres.is_alive() and time.monotonic() >= self._database_due:
            self._restart(postgres)
        for child in self._all:
            if child.process is not None and (code := child.process.poll()) is not None:
                self._announce(f'{child.name} {_how_it_ended(code)}; it is started again.')
                child.bury()
            if child.process is None and time.monotonic() >= child.due:
                child.start()

    def have_failed_to_start(self) -> bool:
        """Whether one of them died so often, soon after its start, that trying on is of no use."""
        return any(child.early_deaths >= ATTEMPTS_TO_START for child in self._all)

    def stop(self) -> None:
        """Ask all of them to end and wait until they have; those that take too long are killed."""
        running = [child.process for child in self._all if child.process is not None and child.process.poll() is None]
        for process in running:
            process.send_signal(signal.SIGTERM)
        until = time.monotonic() + GRACE_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                end(process)

    def kill(self) -> None:
        """End all of them at once."""
        for child in self._all:
            if child.process is not None:
                end(child.process)

    def _restart(self, postgres: EmbeddedPostgres) -> None:
        self._announce('The database has died; it is started again.')
        try:
            postgres.restart()
        except CannotStart as refusal:
            self._announce(str(refusal))
            self._database_due = time.monotonic() + LONGEST_PAUSE

    def _pids(self, postgres: EmbeddedPostgres | None) -> Iterator[int]:
        yield from (child.process.pid for child in self._all if child.process is not None)
        if postgres and postgres.pid is not None:
            yield postgres.pid


def _wait_for_a_death(pids: Iterator[int], seconds: float) -> None:
    """Sleep until one of these children of this process has died, or the seconds have passed."""
    with ExitStack() as open_handles:
        handles = []
        for pid in pids:
            handles.append(os.pidfd_open(pid))
            open_handles.callback(os.close, handles[-1])
        select.select(handles, [], [], seconds)


def _how_it_ended(code: int) -> str:
    return f'was ended by {signal.Signals(-code).name}' if code < 0 else f'ended with {code}'
