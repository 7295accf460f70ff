"""Who was erased after the backup is erased again by the restore, and the ledger goes on where the records do."""

import hashlib
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import dict_row
from sqlalchemy import create_engine

from api import clock
from api.backups.restoring import restore
from api.backups.taking import back_up
from api.erasure import ERASED, apply_erasure
from api.erasure_ledger import Redaction, append_erasure, append_redaction, read

SOMEBODY = 'SELECT id, name, mail FROM people WHERE mail IS NOT NULL ORDER BY id LIMIT 1'


def rows(url: str, statement: str, *values: object) -> list[dict[str, Any]]:
    with psycopg.connect(url, options='-c timezone=UTC') as connection, connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement.encode(), values).fetchall()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / 'erasures.jsonl'


@pytest.fixture
def file(own_demonstration: str, tmp_path: Path, ledger: Path) -> Path:
    """A backup made before anybody was erased."""
    back_up(own_demonstration, tmp_path / 'file', ledger=ledger, replacing=False)
    return tmp_path / 'file'


def erased(url: str, ledger: Path, *, committed: bool = True) -> UUID:
    """Erase somebody as an operation does: the rows, then the line, then the commit."""
    (person,) = rows(url, SOMEBODY)
    engine = create_engine(url)
    with engine.connect() as connection:
        now = clock.now()
        apply_erasure(connection, person['id'], now)
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        append_erasure(ledger, driver, person['id'], now)
        if committed:
            connection.commit()
    engine.dispose()
    found: UUID = person['id']
    return found


def test_an_erasure_later_than_the_backup_is_applied_again(
    own_demonstration: str, file: Path, ledger: Path, empty: str, tmp_path: Path
) -> None:
    person = erased(own_demonstration, ledger)
    before = rows(own_demonstration, 'SELECT * FROM people WHERE id = %s', person)
    done = restore(empty, file, ledger, kept_in=tmp_path / 'kept')
    assert done.applied == 1
    assert rows(empty, 'SELECT * FROM people WHERE id = %s', person) == before
    assert before[0]['name'] == ERASED
    assert rows(empty, 'SELECT value FROM contact_points WHERE person_id = %s AND value <> %s', person, ERASED) == []
    (entry,) = rows(empty, "SELECT * FROM journal WHERE operation = 'apply_erasure'")
    assert (entry['subject_type'], entry['subject_id'], entry['changes']) == ('person', person, {})
    assert set(entry['personal_columns']) == {'name', 'mail'}
    assert {'people.name', 'contact_points.value'} <= set(entry['facts']['emptied'])


def test_an_erasure_that_the_backup_knows_already_changes_nothing(own_demonstration: str, ledger: Path, empty: str, tmp_path: Path) -> None:
    erased(own_demonstration, ledger)
    back_up(own_demonstration, tmp_path / 'file', ledger=ledger, replacing=False)
    assert restore(empty, tmp_path / 'file', ledger, kept_in=tmp_path / 'kept').applied == 0
    assert rows(empty, "SELECT * FROM journal WHERE operation = 'apply_erasure'") == []


def test_an_erasure_that_was_rolled_back_is_not_applied(own_demonstration: str, ledger: Path, empty: str, tmp_path: Path) -> None:
    person = erased(own_demonstration, ledger, committed=False)
    back_up(own_demonstration, tmp_path / 'file', ledger=ledger, replacing=False)
    assert [line.kind for line in read(ledger)] == ['erasure', 'void']
    assert restore(empty, tmp_path / 'file', ledger, kept_in=tmp_path / 'kept').applied == 0
    (found,) = rows(empty, 'SELECT name FROM people WHERE id = %s', person)
    assert found['name'] != ERASED


def test_the_ledger_goes_on_in_its_own_place(own_demonstration: str, file: Path, ledger: Path, empty: str, tmp_path: Path) -> None:
    erased(own_demonstration, ledger)
    kept = tmp_path / 'kept'
    restore(empty, file, ledger, kept_in=kept)
    assert kept.read_bytes() == ledger.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    erased(empty, kept)
    assert [line.number for line in read(kept)] == [1, 2]


def test_without_a_ledger_nobody_is_erased_again(own_demonstration: str, file: Path, ledger: Path, empty: str, tmp_path: Path) -> None:
    person = erased(own_demonstration, ledger)
    assert restore(empty, file, None, kept_in=tmp_path / 'kept').applied == 0
    (found,) = rows(empty, 'SELECT name FROM people WHERE id = %s', person)
    assert found['name'] != ERASED


@pytest.mark.parametrize(
    ('kept', 'made_after', 'left'),
    [
        ('Ada spoke.', timedelta(0), 'Somebody spoke.'),
        ('Ada spoke, and Bea.', timedelta(0), 'Somebody spoke.'),
        ('Ada spoke.', timedelta(days=-1), 'Somebody spoke.'),
        ('What was noted later.', timedelta(days=-1), 'What was noted later.'),
    ],
)
def test_a_redaction_is_applied_again_where_the_backup_holds_the_old_text_or_an_earlier_one(
    own_demonstration: str, ledger: Path, empty: str, tmp_path: Path, kept: str, made_after: timedelta, left: str
) -> None:
    (meeting,) = rows(own_demonstration, 'SELECT id FROM meetings ORDER BY id LIMIT 1')
    with psycopg.connect(own_demonstration) as connection:
        connection.execute('UPDATE meetings SET minutes = %s WHERE id = %s', [kept, meeting['id']])
    back_up(own_demonstration, tmp_path / 'file', ledger=ledger, replacing=False)
    old = hashlib.sha256(b'Ada spoke.').hexdigest()
    redaction = Redaction(table='meetings', row_id=meeting['id'], column='minutes', old_sha256=old, text='Somebody spoke.')
    with psycopg.connect(own_demonstration) as connection:
        append_redaction(ledger, connection, redaction, datetime.now(UTC) + made_after)
    assert restore(empty, tmp_path / 'file', ledger, kept_in=tmp_path / 'kept').applied == (left != kept)
    (found,) = rows(empty, 'SELECT minutes FROM meetings WHERE id = %s', meeting['id'])
    assert found['minutes'] == left
    entries = rows(empty, "SELECT personal_columns FROM journal WHERE operation = 'apply_redaction'")
    assert entries == ([{'personal_columns': ['minutes']}] if left != kept else [])
