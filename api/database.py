"""Knows the database: its connection pool, its instance row, and how its failures become problems."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Engine, Select, create_engine, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from api.models.columns import new_id
from api.problems import Problem

_SESSION = '-c timezone=UTC -c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000'
_DIALECT: Dialect = PGDialect_psycopg(paramstyle='pyformat')  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
_BUSY = {'55P03', '40P01', '40001', '57014'}


class Prepared:
    """A select written out once and for all: SQLAlchemy would look at every part of it anew with each request."""

    def __init__(self, statement: Select[Any]) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self.sql = str(compiled)
        self.values: dict[str, Any] = dict(compiled.params)

    def run(self, connection: Connection, values: dict[str, Any]) -> CursorResult[Any]:
        """Run it with these values for its named parameters; those that it was written with stand for the rest."""
        return connection.exec_driver_sql(self.sql, {name: values.get(name, given) for name, given in self.values.items()})


class Database:
    """One database and its pool. `threads` is the most connections this process holds."""

    def __init__(self, url: str, *, threads: int = 12) -> None:
        self.url = url
        self.engine: Engine = create_engine(
            url,
            pool_size=threads,
            max_overflow=0,
            pool_timeout=5,
            connect_args={'options': _SESSION, 'connect_timeout': 5, 'application_name': 'coalition'},
        )
        self.autocommit: Engine = self.engine.execution_options(isolation_level='AUTOCOMMIT')
        self.snapshot: Engine = self.engine.execution_options(isolation_level='REPEATABLE READ')

    def is_ready(self) -> bool:
        """Say whether the database answers and carries the schema."""
        try:
            with self.autocommit.connect() as connection:
                return bool(connection.execute(text('SELECT count(*) = 1 FROM instance')).scalar_one())
        except (DBAPIError, PoolTimeoutError):
            return False

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


@contextmanager
def failures_as_problems() -> Iterator[None]:
    """Turn what the database refuses or fails at into problems.

    Unreachable or restarting: 503. Waited too long for another writer: 503 with Retry-After. A constraint that a rule
    should have foreseen, met only because another change came first: 409 conflict.
    """
    try:
        yield
    except PoolTimeoutError as failure:
        raise Problem('service-unavailable', headers={'Retry-After': '1'}) from failure
    except (OperationalError, InterfaceError) as failure:
        raise Problem('service-unavailable', headers={'Retry-After': '2'}) from failure
    except DBAPIError as failure:
        code = getattr(failure.orig, 'sqlstate', None) or ''
        if code in _BUSY:
            raise Problem('service-unavailable', headers={'Retry-After': '1'}) from failure
        if code.startswith('23'):
            raise Problem('conflict') from failure
        if failure.connection_invalidated or code.startswith(('08', '57')):
            raise Problem('service-unavailable', headers={'Retry-After': '2'}) from failure
        raise


def ensure_instance(url: str, *, demonstration: bool) -> None:
    """Give a migrated database its one instance row; an existing one stays as it is."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        make_instance(connection, demonstration=demonstration)
    engine.dispose()


def make_instance(connection: Connection, *, demonstration: bool) -> None:
    """Do the same within the caller's transaction."""
    connection.execute(
        text(
            'INSERT INTO instance (one, feed_id, demonstration, purge_floor, created_at) '
            'VALUES (true, :feed_id, :demonstration, 0, now()) ON CONFLICT DO NOTHING',
        ),
        {'feed_id': new_id(), 'demonstration': demonstration},
    )
    connection.execute(text('INSERT INTO change_counter (one, head_seq) VALUES (true, 0) ON CONFLICT DO NOTHING'))


def session_on(database: Database) -> Session:
    """Return a session for one writing transaction."""
    return Session(database.engine, expire_on_commit=False, autoflush=False)
