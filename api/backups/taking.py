"""Takes a backup: every record as of one moment, read from one snapshot, while others go on writing."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, sql

from api import erasure_ledger
from api.backups import tables
from api.backups.archive import FORMAT, Draft, Ledger, Manifest, Part, written
from api.running.processes import CannotStart
from api.running.schema_state import schema_state, shown

_OPTIONS = '-c timezone=UTC -c lock_timeout=5000 -c statement_timeout=0 -c idle_in_transaction_session_timeout=0'
_INSTANCE = """
SELECT (SELECT version_num FROM alembic_version), i.feed_id, c.head_seq, now() FROM instance i CROSS JOIN change_counter c
"""


def back_up(url: str, path: Path, *, ledger: Path, replacing: bool) -> Manifest:
    """Write a backup of a database to a file and return its manifest. Raises CannotStart when there is nothing to keep."""
    if schema_state(url) not in {'older', 'current'}:
        raise CannotStart(f'The database {shown(url)} holds nothing that this version could keep.')
    try:
        with psycopg.connect(url, options=_OPTIONS, connect_timeout=5, autocommit=True, application_name='coalition backup') as connection:
            erasures = erasure_ledger.settled(ledger, connection)
            reached = Ledger(lines=len(erasures), sha256=erasures[-1].sha256 if erasures else None)
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            with written(path, replacing=replacing) as draft, connection.transaction():
                # No migration may come between the snapshot and the rows.
                tables.lock(connection, sql.SQL('ACCESS SHARE'))
                return keep(connection, draft, reached)
    except psycopg.Error as error:
        raise CannotStart(f'The backup could not be made: {str(error).splitlines()[0]}.') from error


def keep(connection: Connection[Any], draft: Draft, erasures: Ledger) -> Manifest:
    """Write what the transaction of this connection sees."""
    found = connection.execute(_INSTANCE).fetchone()
    if found is None:
        raise CannotStart('The database has never been served: there is nothing to keep.')
    revision, feed_id, head_seq, created_at = found
    manifest = Manifest(
        format=FORMAT,
        project_version=version('coalition'),
        schema_revision=revision,
        feed_id=feed_id,
        head_seq=head_seq,
        created_at=created_at,
        erasures=erasures,
        tables=tuple(_part(connection, draft, table) for table in tables.kept(connection)),
    )
    draft.close_with(manifest)
    return manifest


def _part(connection: Connection[Any], draft: Draft, table: tables.Kept) -> Part:
    with connection.cursor() as cursor, draft.table(table.name) as rows:
        with cursor.copy(table.sent()) as copy:
            while row := copy.read():
                rows.write(row)
                # The next one is fetched while this name would still hold what may be a document of 10 MB.
                del row
        count = cursor.rowcount
    return Part(name=table.name, columns=table.columns, rows=count, sha256=rows.sha256)
