"""`coalition serve`: starts the database, the processes that answer HTTP and the worker, and keeps them running until told to stop.

    supervisor ── Postgres (unless DATABASE_URL names one)
               ├─ preparation, for a moment
               ├─ api_process × N, on one listening socket
               └─ worker

It answers no request itself and loads no framework. All of them die with it, even by `kill -9`; one that dies alone is started again,
Postgres too. SIGTERM and SIGINT end it: requests are finished, then Postgres is stopped. It ends with 0 when it was asked to end, with 2
and a sentence when it must not or cannot start, with 1 when what it started does not stay up.
"""

import os
import signal
import socket
import sys
import time
from pathlib import Path

from api.running.children import Child, Children
from api.running.console import REFUSED, announce
from api.running.data_directory import data_directory, remove_run_file, write_run_file
from api.running.directories import cannot_be_written
from api.running.embedded_postgres import EmbeddedPostgres
from api.running.listening import is_ready, listen
from api.running.processes import CannotStart, spawn
from api.settings import Settings, as_environment, settle, unsafe_combinations

PROJECT = Path(__file__).parents[2]
PAGES = PROJECT / 'frontend' / 'build' / 'index.html'
READY_SECONDS = 60
FAILED = 1
# What Postgres keeps for itself, for the worker and for commands, beside one connection per thread.
SPARE_CONNECTIONS = 20


class Ended(Exception):
    """The service does not run; the reason has been printed by the process that knows it. `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def refuse_unsafe(settings: Settings) -> None:
    """Raise `CannotStart` with a sentence for each combination of settings that nothing may run with."""
    unsafe = unsafe_combinations(settings)
    if unsafe:
        raise CannotStart('\n'.join(unsafe))


def serve(settings: Settings, *, processes: int = 1) -> int:
    """Serve until a signal asks for the end; returns the exit code. Raises `CannotStart` with the reason in a sentence."""
    for kind in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(kind, signal.default_int_handler)
    refuse_unsafe(settings)
    listener = listen(settings.host, settings.port)
    if settings.port == 0:
        settings = _on_port(settings, listener.getsockname()[1])
    try:
        return Service(settings, listener, processes).run()
    except KeyboardInterrupt:
        return 0
    except Ended as ended:
        return ended.code


class Service:
    """What runs: the database, if it is ours, and the children. All methods belong to the main thread."""

    def __init__(self, settings: Settings, listener: socket.socket, processes: int) -> None:
        self._settings = settings
        self._listener = listener
        self._processes = processes
        self._postgres: EmbeddedPostgres | None = None
        self._children = Children(announce)
        # API processes load their code while the database is prepared, and begin when this pipe ends.
        self._gate, self._opens = os.pipe()

    def run(self) -> int:
        """Start everything, then watch it. Only an exception ends it; whichever it is, everything is stopped on the way out."""
        try:
            environment = self._start_database()
            for number in range(self._processes):
                self._children.start(self._api_process(number, environment))
            self._prepare(environment)
            os.close(self._opens)
            self._wait_until_ready()
            self._children.start(Child('The worker', [sys.executable, '-m', 'api.cli', 'worker'], environment, PROJECT))
            announce(f'Open {self._settings.public_url}/')
            while True:
                self._children.watch(self._postgres)
        except KeyboardInterrupt:
            announce('Stopping …')
            raise
        finally:
            self._stop()

    def _start_database(self) -> dict[str, str]:
        """Settle database, data directory and secret, and return the environment that says so to the children."""
        own = self._settings.embedded
        directory = self._settings.data_dir
        if own or self._settings.secret is None:
            directory = data_directory(directory, chosen='data_dir' in self._settings.model_fields_set, own=own, announce=announce)
        url = self._settings.database_url
        if own:
            announce('Starting the database …')
            connections = self._processes * self._settings.threads + SPARE_CONNECTIONS
            postgres = EmbeddedPostgres(directory, max_connections=connections, announce=announce)
            url = postgres.start()
            # Ours to stop only from now on: one that has refused to start may have done so because another instance runs.
            self._postgres = postgres
        try:
            self._settings = settle(self._settings, database_url=url or '', data_dir=directory)
        except OSError as error:
            raise CannotStart(cannot_be_written(directory, error)) from error
        return as_environment(self._settings)

    def _prepare(self, environment: dict[str, str]) -> None:
        own = 'own' if self._postgres else 'given'
        command = [sys.executable, '-m', 'api.running.preparation', own]
        code = spawn(command, when_orphaned=signal.SIGKILL, environment=environment, directory=PROJECT).wait()
        if code != 0:
            raise Ended(REFUSED if code == REFUSED else FAILED)
        if self._postgres:
            write_run_file(self._settings.data_dir, database_url=self._postgres.url, public_url=self._settings.public_url)
        if not PAGES.exists():
            announce(f'The pages are not built ({PAGES.relative_to(PROJECT)} is missing): only the interface for programs is served.')

    def _api_process(self, number: int, environment: dict[str, str]) -> Child:
        handles = (self._listener.fileno(), self._gate)
        command = [sys.executable, '-m', 'api.running.api_process', *map(str, handles)]
        return Child(f'API process {number + 1}', command, environment, PROJECT, keep_open=handles)

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + READY_SECONDS
        while not is_ready(self._listener, seconds=1):
            if self._children.have_failed_to_start():
                announce('The service did not start; the reason stands above.')
                raise Ended(FAILED)
            if time.monotonic() > until:
                announce(f'The service did not become ready within {READY_SECONDS} seconds.')
                raise Ended(FAILED)
            self._children.watch(self._postgres, at_most=0.02)

    def _stop(self) -> None:
        self._listener.close()
        try:
            self._children.stop()
        except KeyboardInterrupt:
            self._children.kill()
        if self._postgres:
            remove_run_file(self._settings.data_dir)
            self._postgres.stop()


def _on_port(settings: Settings, port: int) -> Settings:
    changes: dict[str, object] = {'port': port}
    if 'public_url' not in settings.model_fields_set:
        changes['public_url'] = f'http://127.0.0.1:{port}'
    return settings.model_copy(update=changes)
