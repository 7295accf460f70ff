"""Knows COPY: a select as a stream of bytes, a block at a time, at the speed at which Postgres writes it and whoever reads takes it."""

import select
import threading
from collections.abc import Generator, Iterator, Mapping
from typing import Any, NamedTuple

import psycopg
from psycopg import errors, pq
from sqlalchemy import Select

from api.database import Database, failures_as_problems
from api.problems import Problem

BLOCK = 65_536
# A download that is read slowly keeps its connection; so there are never many at once, and none lasts for ever.
MOST_AT_ONCE = 4
WAITED_SECONDS = 5
_LIMITS = "BEGIN; SET LOCAL statement_timeout = '10min'"
_TURNS = threading.BoundedSemaphore(MOST_AT_ONCE)
# Marks that no text of ours holds: what Postgres writes between them is the bare value of the only column.
RAW = r"FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02'"


class Block(NamedTuple):
    """Whole rows as COPY writes them, each with its line end, and how many they are."""

    data: bytes
    rows: int


def copied(database: Database, statement: Select[Any], values: Mapping[str, Any], options: str) -> Generator[Block, None, None]:
    """Yield what COPY makes of a select; `values` are those of its named parameters. Closing the iterator frees the connection.

    Raises service-unavailable when the database does not answer or too many are being sent already.
    """
    database.give_back()
    if not _TURNS.acquire(timeout=WAITED_SECONDS):
        raise Problem('service-unavailable', headers={'Retry-After': '5'})
    try:
        with failures_as_problems(), database.autocommit.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, psycopg.Connection)
            try:
                driver.execute(_LIMITS)
                yield from _read(driver.pgconn, _composed(database, driver, statement, values, options))
                driver.execute('COMMIT')
            except BaseException:
                # Half a COPY may be waiting in it.
                connection.invalidate()
                raise
    except psycopg.OperationalError as failure:
        raise Problem('service-unavailable', headers={'Retry-After': '2'}) from failure
    finally:
        _TURNS.release()


def _composed(
    database: Database, driver: psycopg.Connection[Any], statement: Select[Any], values: Mapping[str, Any], options: str
) -> bytes:
    """Return the COPY as text: it takes no parameters, so psycopg writes the values into it, quoted as their types are."""
    dialect = database.engine.dialect
    compiled = statement.compile(dialect=dialect)
    written = compiled.construct_expanded_state(dict(values))
    found = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
    processors = {name: process for name, process in {**found, **written.processors}.items() if process}
    parameters = {name: processors[name](value) if name in processors else value for name, value in written.parameters.items()}
    return psycopg.ClientCursor(driver).mogrify(f'COPY ({written.statement}) TO STDOUT ({options})', parameters).encode()


def _read(connection: pq.abc.PGconn, statement: bytes) -> Iterator[Block]:
    """Speak to libpq itself: psycopg's own way waits anew for each row, and takes half as long again."""
    waiting = select.poll()
    waiting.register(connection.socket, select.POLLIN)
    connection.send_query(statement)
    _expect(_result(connection, waiting), pq.ExecStatus.COPY_OUT)
    rows: list[bytes] = []
    size = 0
    while True:
        length, row = connection.get_copy_data(1)
        if length > 0:
            rows.append(bytes(row))
            size += length
        elif length == 0:
            waiting.poll()
            connection.consume_input()
        if size >= BLOCK or (length < 0 and rows):
            yield Block(b''.join(rows), len(rows))
            rows, size = [], 0
        if length < 0:
            break
    while (result := _result(connection, waiting)) is not None:
        _expect(result, pq.ExecStatus.COMMAND_OK)


def _result(connection: pq.abc.PGconn, waiting: select.poll) -> pq.abc.PGresult | None:
    while connection.is_busy():
        waiting.poll()
        connection.consume_input()
    return connection.get_result()


def _expect(result: pq.abc.PGresult | None, status: pq.ExecStatus) -> None:
    if result is None or result.status != status:
        raise errors.error_from_result(result) if result is not None else psycopg.OperationalError('the server gave no answer')
