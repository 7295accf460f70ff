"""Brings a backup back into an empty database, in one transaction: complete, or the database stays as it was.

What comes back is the record, not the service as it ran: nobody is signed in, links that were on their way work no more, the feed has a
new id, so that no mirror goes on from a point that never was, and the outbox is paused until somebody resumes it. Erasures, redactions
and consent withdrawn later than the backup are applied again.
"""

import hashlib
import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from api import clock, erasure_ledger
from api.backups import tables
from api.backups.archive import BLOCK, Manifest
from api.backups.checking import Damaged, Source, check, opened
from api.backups.reviewing import in_force
from api.consent import apply_withdrawal
from api.differences import UNTOLD
from api.erasure import apply_erasure
from api.erasure_ledger import Line
from api.models.columns import new_id
from api.redaction import CONTENT, TYPES, apply_redaction
from api.running.directories import cannot_be_written, private_file
from api.running.processes import CannotStart
from api.running.schema import ONE_AT_A_TIME, configuration
from api.running.schema_state import revisions, schema_state, shown

_OPTIONS = '-c timezone=UTC -c lock_timeout=5000 -c statement_timeout=0 -c idle_in_transaction_session_timeout=0'
_ROUTINES = """
SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
_JOURNAL = """
INSERT INTO journal (id, recorded_at, actor_kind, operation, subject_type, subject_id, changes, personal_columns, facts)
VALUES (%(id)s, %(at)s, 'operator', %(operation)s, %(type)s, %(subject)s, %(changes)s, %(personal)s, %(facts)s)
"""
# What was used, taken back or removed after the backup would open something again; an invitation that stands is sent anew.
_LINKS = (
    'UPDATE invitations SET token_hash = NULL WHERE token_hash IS NOT NULL',
    'UPDATE messages SET token_hash = NULL WHERE token_hash IS NOT NULL',
    'DELETE FROM calendar_subscriptions',
)
# What is restored sends nothing to addresses of partners by itself: their owners let them go on, and read the new feed from its beginning.
_WEBHOOKS = (
    """UPDATE webhook_endpoints SET stage = 'paused', stage_reason = 'restored', version = version + 1, failing_since = NULL
    WHERE stage IN ('active', 'paused')""",
    "UPDATE webhook_deliveries SET stage = 'dropped', lease_until = NULL, version = version + 1 WHERE stage = 'waiting'",
    "DELETE FROM outbox WHERE kind = 'webhooks'",
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: from which backup, how many lines of the ledger changed something in it, and what is in force by it again."""

    manifest: Manifest
    applied: int
    in_force: dict[str, int]


def restore(url: str, path: Path, erasures: Path | None, *, kept_in: Path) -> Restored:
    """Fill an empty database from a backup; `erasures` is the ledger to apply again, None when there is none.

    It goes on in `kept_in`, this installation's own place for it, where it is copied to. Raises CannotStart, having changed nothing, for
    a damaged or newer backup, a ledger that is broken, not the backup's or not the one in its place, and a database that is not empty.
    """
    manifest = check(path)
    if manifest.schema_revision not in {revision for revision, _ in revisions()}:
        raise CannotStart(f'{path} was made by a newer version of this service: update the service first.')
    lines = _lines_for(manifest, erasures) if erasures else []
    _refuse_other_ledger(erasures, kept_in)
    schema_state(url)
    engine = create_engine(url, poolclass=NullPool, connect_args={'options': _OPTIONS, 'connect_timeout': 5})
    try:
        with engine.begin() as connection:
            _make_room(connection, url, manifest)
            with opened(path) as (again, archive):
                if again != manifest:
                    raise Damaged(f'{path} was replaced while it was read.')
                _fill(connection, manifest, archive)
            command.upgrade(configuration(connection), 'head')
            applied = sum(_apply(connection, line, manifest.created_at) for line in lines)
            _begin_anew(connection, manifest, applied)
            let_in = in_force(_driver_of(connection))
            connection.exec_driver_sql('ANALYZE')
            if erasures and not kept_in.exists():
                _copy(erasures, kept_in)
    except DBAPIError as error:
        raise CannotStart(f'The backup could not be restored: {str(error.orig).splitlines()[0]}.') from error
    except psycopg.Error as error:
        raise CannotStart(f'The backup could not be restored: {str(error).splitlines()[0]}.') from error
    finally:
        engine.dispose()
    return Restored(manifest, applied, let_in)


def _lines_for(manifest: Manifest, path: Path) -> list[Line]:
    """Return what is to be applied of a ledger that holds at least the lines it held when the backup was made."""
    lines, reached = erasure_ledger.read(path), manifest.erasures
    if reached.lines and (len(lines) < reached.lines or lines[reached.lines - 1].sha256 != reached.sha256):
        raise CannotStart(f'{path} is not the ledger that was kept beside this backup, or lines at its end are missing.')
    return erasure_ledger.in_effect(lines)


def _refuse_other_ledger(erasures: Path | None, kept_in: Path) -> None:
    """Refuse to leave two ledgers behind, each of which knows only some of the erasures."""
    if not kept_in.exists() or kept_in.stat().st_size == 0:
        return
    if erasures is None:
        raise CannotStart(f'There is a ledger of erasures in {kept_in}: say --erasures {kept_in}.')
    if erasures.read_bytes() != kept_in.read_bytes():
        raise CannotStart(f'{kept_in} and {erasures} are two different ledgers: put the one that knows all erasures into both places.')


def _copy(erasures: Path, kept_in: Path) -> None:
    """Put a ledger into its place, for its owner alone, before the restore is committed."""
    try:
        with private_file(kept_in) as file:
            file.write(erasures.read_bytes())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise CannotStart(cannot_be_written(kept_in.parent, error)) from error


def _make_room(connection: Connection, url: str, manifest: Manifest) -> None:
    """Bring an empty database to the schema of the backup, and hold everybody off until the commit."""
    driver = _driver_of(connection)
    driver.execute('SELECT pg_advisory_xact_lock(%s)', [ONE_AT_A_TIME])
    tables.lock(driver, sql.SQL('EXCLUSIVE'))
    there = tables.every_table(driver)
    filled = next(tables.filled(driver), None)
    if filled:
        raise CannotStart(f'The database {shown(url)} is not empty ({filled} has rows): a backup is restored into an empty one.')
    carried = driver.execute('SELECT version_num FROM alembic_version').fetchone() if 'alembic_version' in there else None
    if carried != (manifest.schema_revision,):
        for name in there:
            driver.execute(sql.SQL('DROP TABLE {} CASCADE').format(sql.Identifier(name)))
        for (routine,) in driver.execute(_ROUTINES).fetchall():
            driver.execute(f'DROP ROUTINE {routine} CASCADE'.encode())
        command.upgrade(configuration(connection), manifest.schema_revision)
    driver.execute('DELETE FROM instance')
    driver.execute('DELETE FROM change_counter')


def _fill(connection: Connection, manifest: Manifest, archive: zipfile.ZipFile) -> None:
    driver = _driver_of(connection)
    expected = {(table.name, table.columns) for table in tables.kept(driver)}
    if expected != {(part.name, part.columns) for part in manifest.tables}:
        raise Damaged(f'The backup does not fit its own schema {manifest.schema_revision}.')
    for part in manifest.tables:
        with driver.cursor() as cursor:
            source = Source(archive, part)
            with cursor.copy(tables.taken_in(part.name, part.columns)) as copy:
                while piece := source.read(BLOCK):
                    copy.write(piece)
            if cursor.rowcount != part.rows:
                raise Damaged(f'The backup is damaged: {part.name} gave {cursor.rowcount} rows instead of {part.rows}.')


def _apply(connection: Connection, line: Line, kept_at: datetime) -> bool:
    """Apply a line again, and say whether that changed anything."""
    if line.redaction is not None:
        changed = apply_redaction(connection, line.redaction, line.erased_at, is_later=line.erased_at > kept_at)
        if changed:
            # Neither a frozen copy nor the bytes of a document are a field that the journal could name.
            names = [line.redaction.column] if line.redaction.column not in {'snapshot', CONTENT} else []
            _note(connection, 'apply_redaction', TYPES[line.redaction.table], line.redaction.row_id, personal=names)
        return changed
    if line.withdrawal is not None:
        changes = apply_withdrawal(connection, line.withdrawal, line.erased_at)
        if changes:
            _note(connection, 'apply_withdrawal', 'contact_point', line.withdrawal.contact_point_id, changes=changes)
        return bool(changes)
    if line.person_id is None:
        return False
    emptied = apply_erasure(connection, line.person_id, line.erased_at)
    if emptied:
        columns = sorted({f'{each.table}.{name}' for each in emptied for name in each.columns})
        own = sorted({name for each in emptied if each.table == 'people' for name in each.columns} - UNTOLD)
        facts = {'erased_at': line.erased_at.isoformat(), 'emptied': columns}
        _note(connection, 'apply_erasure', 'person', line.person_id, personal=own, facts=facts)
    return bool(emptied)


def _begin_anew(connection: Connection, manifest: Manifest, applied: int) -> None:
    driver, feed_id, now = _driver_of(connection), new_id(), clock.now()
    driver.execute('UPDATE instance SET feed_id = %s, outbox_paused_at = %s', [feed_id, now])
    # Whoever held a lease works no more.
    driver.execute('UPDATE outbox SET lease_until = NULL WHERE done_at IS NULL')
    for statement in (*_LINKS, *_WEBHOOKS):
        driver.execute(statement)
    facts = {
        'backup_of': manifest.created_at.isoformat(),
        'head_seq': manifest.head_seq,
        'schema_revision': manifest.schema_revision,
        'manifest_sha256': hashlib.sha256(manifest.model_dump_json().encode()).hexdigest(),
        'erasures_applied': applied,
    }
    changes = {'feed_id': [str(manifest.feed_id), str(feed_id)], 'outbox_paused_at': [None, now.isoformat()]}
    _note(connection, 'restore', 'instance', feed_id, changes=changes, facts=facts)


def _note(connection: Connection, operation: str, subject_type: str, subject_id: Any, **said: Any) -> None:
    values = {'id': new_id(), 'at': clock.now(), 'operation': operation, 'type': subject_type, 'subject': subject_id}
    personal: Sequence[str] = said.get('personal', ())
    lists = {'changes': Jsonb(said.get('changes', {})), 'personal': Jsonb(list(personal)), 'facts': Jsonb(said.get('facts', {}))}
    _driver_of(connection).execute(_JOURNAL, values | lists)


def _driver_of(connection: Connection) -> psycopg.Connection[Any]:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver
