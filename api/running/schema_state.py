"""Which version of the schema a database carries, read without loading the migrations: most starts need no more than that."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal, LiteralString
from urllib.parse import urlsplit

import psycopg

from api.running.processes import CannotStart
from api.settings import for_psycopg

MIGRATIONS = Path(__file__).parents[2] / 'migrations'
OLDEST_SERVER = 15
CONNECT_SECONDS = 5

SchemaState = Literal['empty', 'older', 'current', 'newer']


def schema_state(url: str) -> SchemaState:
    """Compare the schema in the database with this code's: 'newer' is one this code does not know.

    Raises `CannotStart` when the database cannot be reached, is too old a server, or holds tables of some other program.
    """
    with _connected(url) as connection:
        if connection.info.server_version < OLDEST_SERVER * 10_000:
            raise CannotStart(
                f'The database server is PostgreSQL {connection.info.server_version // 10_000}; {OLDEST_SERVER} or later is needed.'
            )
        if not _first(connection, "SELECT to_regclass('public.alembic_version') IS NOT NULL"):
            if _first(connection, "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')"):
                raise CannotStart(f'The database {shown(url)} holds tables of another program: give this service a database of its own.')
            return 'empty'
        carried = _first(connection, 'SELECT version_num FROM alembic_version')
    known = revisions()
    if carried is None:
        return 'empty'
    if carried not in {revision for revision, _ in known}:
        return 'newer'
    return 'older' if carried in {follows for _, follows in known} else 'current'


def refuse_outdated(url: str) -> None:
    """Raise `CannotStart` unless the database carries this code's schema: for whatever works on a database that others prepare."""
    if schema_state(url) != 'current':
        raise CannotStart(f'The database {shown(url)} does not carry the schema of this version: run `coalition migrate` first.')


def is_demonstration(url: str) -> bool | None:
    """Whether a database with the current schema holds demonstration data; None while it has not been given its one instance row."""
    with _connected(url) as connection:
        found = _first(connection, 'SELECT demonstration FROM instance')
    return found if isinstance(found, bool) else None


def outbox_is_paused(url: str) -> bool:
    """Whether nothing is sent from a database with the current schema, since a restore."""
    with _connected(url) as connection:
        return _first(connection, 'SELECT outbox_paused_at FROM instance') is not None


def shown(url: str) -> str:
    """The database's address without user and password, for sentences."""
    parts = urlsplit(url)
    name = parts.path.removeprefix('/') or 'postgres'
    return f'{name} on {parts.hostname}:{parts.port or 5432}' if parts.hostname else name


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection]:
    try:
        connection = psycopg.connect(for_psycopg(url), connect_timeout=CONNECT_SECONDS, autocommit=True)
    except psycopg.OperationalError as error:
        raise CannotStart(_unreachable(url, error)) from error
    with connection:
        try:
            yield connection
        except psycopg.OperationalError as error:
            raise CannotStart(_unreachable(url, error)) from error


def _unreachable(url: str, error: psycopg.Error) -> str:
    cause = next((line.strip() for line in str(error).splitlines() if line.strip()), 'no reason given')
    return f'The database {shown(url)} cannot be reached: {cause.removeprefix("connection failed: ").rstrip(".")}.'


def _first(connection: psycopg.Connection, statement: LiteralString) -> object:
    row = connection.execute(statement).fetchone()
    return row[0] if row else None


@cache
def revisions() -> tuple[tuple[str, str | None], ...]:
    """Every migration's own revision and the one it follows, as its file states them; read once."""
    return tuple(_stated())


def _stated() -> Iterator[tuple[str, str | None]]:
    for path in sorted((MIGRATIONS / 'versions').glob('*.py')):
        stated: dict[str, object] = {}
        for line in ast.parse(path.read_text()).body:
            targets = line.targets if isinstance(line, ast.Assign) else [line.target] if isinstance(line, ast.AnnAssign) else []
            value = line.value if isinstance(line, ast.Assign | ast.AnnAssign) else None
            for target in targets:
                if isinstance(target, ast.Name) and target.id in {'revision', 'down_revision'} and isinstance(value, ast.Constant):
                    stated[target.id] = value.value
        if isinstance(stated.get('revision'), str):
            follows = stated.get('down_revision')
            yield str(stated['revision']), follows if isinstance(follows, str) else None
