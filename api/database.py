"""Knows the database: its connection pool, its instance row, and how its failures become problems."""

import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import psycopg
from psycopg import RawCursor
from psycopg.rows import dict_row
from sqlalchemy import ColumnElement, Connection, Dialect, Engine, Select, TextClause, create_engine, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import NullPool, PoolProxiedConnection
from sqlmodel import Session

from api.models.columns import new_id
from api.problems import Problem

_SESSION = '-c timezone=UTC -c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000'
_DIALECT: Dialect = PGDialect_psycopg(paramstyle='numeric_dollar')  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
MOST_WRITTEN = 1000
_BUSY = {'55P03', '40P01', '40001', '57014'}


@dataclass(frozen=True, slots=True)
class Form:
    """A select of which only the values differ from one time to the next, told from others by its name and the form of its conditions.

    `make` writes it; its other values are named parameters. Looking at a name and a few conditions is a fraction of looking at a select.
    """

    name: Hashable
    conditions: Sequence[ColumnElement[bool]]
    make: Callable[[], Select[Any]]


Statement = Select[Any] | TextClause | Form


class Prepared:
    """A select written out once and for all: SQLAlchemy would look at every part of it anew with each request.

    One with the execution option `planned_anew` is planned for its values each time, because they decide which way is fastest.
    """

    def __init__(self, statement: Select[Any] | TextClause) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self.sql = str(compiled)
        self.prepare = False if statement.get_execution_options().get('planned_anew') else None
        self.names = compiled.bind_names
        self.order: Sequence[str] = compiled.positiontup or ()
        processors = ((name, bind.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)) for name, bind in compiled.binds.items())
        self._processors = {name: process for name, process in processors if process}
        self.values: dict[str, Any] = dict(compiled.params)

    def parameters(self, values: Mapping[str, Any]) -> list[Any]:
        """Return what is sent, in order: these values for its named parameters, and those that it was written with for the rest."""
        found = ((name, values[name] if name in values else self.values[name]) for name in self.order)
        return [self._processors[name](value) if name in self._processors else value for name, value in found]


_OUTBOX = Prepared(text('SELECT outbox_paused_at IS NOT NULL AS paused FROM instance'))


class _New:
    """What a form is that nobody has asked for yet."""


_NEW = _New()


class Written:
    """The selects that were written out already, by their form: two that differ in values alone are one."""

    def __init__(self) -> None:
        self._known: dict[Any, tuple[Prepared, list[str | None]] | None] = {}

    def of(self, statement: Statement) -> tuple[Prepared, dict[str, Any]] | None:
        """Return the statement of this form, and the values that this select has in it; None for one that is new with its values."""
        name, parts = (statement.name, statement.conditions) if isinstance(statement, Form) else (None, (statement,))
        forms = [form for part in parts if (form := part._generate_cache_key()) is not None]  # noqa: SLF001 -- by this SQLAlchemy's own cache goes
        if len(forms) < len(parts):
            return None
        key = (name, *(form.key for form in forms))
        binds = [bind for form in forms for bind in form.bindparams]
        # Another thread may forget everything at any time: what was found here is held here.
        known = self._known.get(key, _NEW)
        if isinstance(known, _New):
            prepared = Prepared(_select(statement))
            fixed = '__[POSTCOMPILE_' not in prepared.sql
            known = (prepared, [prepared.names.get(bind) for bind in binds]) if fixed else None
            if len(self._known) >= MOST_WRITTEN:
                self._known.clear()
            self._known[key] = known
        if known is None:
            return None
        # A value without a name stands in a condition that SQLAlchemy left out, beside another that nothing fulfils.
        return known[0], {place: bind.effective_value for place, bind in zip(known[1], binds, strict=True) if place}


def _select(statement: Statement) -> Select[Any] | TextClause:
    return statement.make() if isinstance(statement, Form) else statement


class _Held(threading.local):
    """The connection that a thread keeps for the reads of one request."""

    wanted = False
    connection: PoolProxiedConnection | None = None


class Database:
    """One database and its pool. `threads` is the most connections this process holds, and the most requests it works on at a time."""

    def __init__(self, url: str, *, threads: int = 12) -> None:
        self.url = url
        self.engine: Engine = create_engine(
            url,
            pool_size=threads,
            max_overflow=0,
            pool_timeout=5,
            connect_args={'options': _SESSION, 'connect_timeout': 5, 'application_name': 'coalition'},
        )
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix='request')
        self.is_demonstration: bool | None = None
        self.written = Written()
        self.autocommit: Engine = self.engine.execution_options(isolation_level='AUTOCOMMIT')
        self._held = _Held()

    def read(self, statement: Statement, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Run a read as one statement of its own and return its rows; `values` are those of its named parameters."""
        written = self.written.of(statement)
        if written is not None:
            return self.fetch(written[0], {**written[1], **values})
        with failures_as_problems(), self.autocommit.connect() as connection:
            return [dict(row) for row in connection.execute(_select(statement), dict(values)).mappings()]

    def read_within(self, connection: Connection, statement: Statement, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Do the same within the transaction of `connection`."""
        written = self.written.of(statement)
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        with failures_as_problems():
            if written is not None:
                return fetched(driver, written[0], {**written[1], **values})
            return [dict(row) for row in connection.execute(_select(statement), dict(values)).mappings()]

    def fetch(self, prepared: Prepared, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Run a read as one statement of its own and return its rows; by the driver itself, which is most of what it costs."""
        with failures_as_problems():
            with self._reading() as driver:
                try:
                    return fetched(driver, prepared, values)
                except psycopg.OperationalError:
                    if not driver.closed:
                        raise
            # The server was started anew since the connection was last used: a read has changed nothing and is asked once more.
            self.give_back()
            with self._reading() as driver:
                return fetched(driver, prepared, values)

    def do(self, prepared: Prepared, values: Mapping[str, Any]) -> None:
        """Run a statement of its own that returns nothing."""
        with failures_as_problems(), self._reading() as driver:
            RawCursor(driver).execute(prepared.sql, prepared.parameters(values))

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Keep one connection for all that this thread reads until the end; it is taken by the first read."""
        self._held.wanted = True
        try:
            yield
        finally:
            self._held.wanted = False
            self.give_back()

    def give_back(self) -> None:
        """Give the held connection back before another one is taken: a thread that has one and waits for a second may wait for ever."""
        held, self._held.connection = self._held.connection, None
        if held is None:
            return
        driver: psycopg.Connection[Any] = held.driver_connection  # type: ignore[assignment]  # the only driver there is
        if driver.closed:
            # The server went away; every other connection in the pool has gone with it.
            held.invalidate()
            self.engine.dispose(close=False)
        else:
            driver.autocommit = False
            held.close()

    @contextmanager
    def _reading(self) -> Iterator['psycopg.Connection[Any]']:
        if self._held.connection is None:
            self._held.connection = self.engine.raw_connection()
            self._held.connection.driver_connection.autocommit = True  # type: ignore[union-attr]  # the only driver there is
        try:
            yield self._held.connection.driver_connection  # type: ignore[misc]  # as above
        finally:
            if not self._held.wanted:
                self.give_back()

    def is_ready(self) -> bool:
        """Say whether the database answers and carries the schema."""
        return self.outbox() is not None

    def outbox(self) -> Literal['running', 'paused'] | None:
        """Say whether what the outbox holds is being sent; None while the database does not answer or carries no schema."""
        try:
            found = self.fetch(_OUTBOX, {})
        except (Problem, DBAPIError, psycopg.Error):
            return None
        return None if not found else 'paused' if found[0]['paused'] else 'running'

    def close(self) -> None:
        """Give every connection back, and let the threads end."""
        self.threads.shutdown(wait=False)
        self.engine.dispose()


def fetched(driver: 'psycopg.Connection[Any]', prepared: Prepared, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a read on a connection of psycopg."""
    cursor = RawCursor(driver, row_factory=dict_row)
    return cursor.execute(prepared.sql, prepared.parameters(values), prepare=prepared.prepare).fetchall()


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
    except (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError) as failure:
        raise Problem('service-unavailable', headers={'Retry-After': '2'}) from failure
    except (DBAPIError, psycopg.Error) as failure:
        code = getattr(getattr(failure, 'orig', failure), 'sqlstate', None) or ''
        if code in _BUSY:
            raise Problem('service-unavailable', headers={'Retry-After': '1'}) from failure
        if code.startswith('23'):
            raise Problem('conflict') from failure
        if getattr(failure, 'connection_invalidated', False) or code.startswith(('08', '57')):
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
