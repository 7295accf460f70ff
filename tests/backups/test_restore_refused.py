"""What stands against a restore is said in a sentence before anything is written: the database stays as it was."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from api import clock
from api.backups.archive import MANIFEST
from api.backups.checking import check
from api.backups.restoring import restore
from api.backups.taking import back_up
from api.erasure_ledger import append_erasure
from api.running.processes import CannotStart
from api.running.schema_state import schema_state
from tests.backups.sums import sums
from tests.backups.test_archive import rebuilt


def refused(url: str, path: Path, erasures: Path | None = None, *, kept_in: Path | None = None) -> str:
    with pytest.raises(CannotStart) as refusal:
        restore(url, path, erasures, kept_in=kept_in or path.with_name('kept'))
    sentence = str(refusal.value)
    assert sentence.endswith('.')
    return sentence


def execute(url: str, statement: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement.encode())


def manifest_with(backup: Path, path: Path, **changes: object) -> Path:
    changed = check(backup).model_copy(update=changes).model_dump_json().encode()
    return rebuilt(backup, path, lambda name, content: changed if name == MANIFEST else content)


@pytest.mark.parametrize(
    ('statement', 'table'),
    [
        ("INSERT INTO former_slugs VALUES ('vindobona', 'city', gen_random_uuid())", 'former_slugs'),
        (
            "INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt) VALUES (gen_random_uuid(), 'x', '{}', now(), now(), 0)",
            'outbox',
        ),
        ("INSERT INTO idempotency_keys VALUES ('c', 'k', '', 200, '{}', null, now())", 'idempotency_keys'),
    ],
)
def test_a_database_that_holds_anything(backup: Path, database_url: str, statement: str, table: str) -> None:
    execute(database_url, statement)
    before = sums(database_url)
    assert f'is not empty ({table} has rows)' in refused(database_url, backup)
    assert sums(database_url) == before


def test_the_database_that_it_was_made_of(backup: Path, own_demonstration: str) -> None:
    before = sums(own_demonstration)
    assert 'is not empty' in refused(own_demonstration, backup)
    assert sums(own_demonstration) == before


def test_a_database_of_another_program(backup: Path, empty: str) -> None:
    execute(empty, 'CREATE TABLE letters (id int)')
    assert 'holds tables of another program' in refused(empty, backup)


def test_a_backup_of_a_newer_schema(backup: Path, empty: str, tmp_path: Path) -> None:
    assert 'was made by a newer version' in refused(empty, manifest_with(backup, tmp_path / 'newer', schema_revision='9999'))
    assert schema_state(empty) == 'empty'


def test_a_backup_whose_tables_are_not_those_of_its_schema(backup: Path, empty: str, tmp_path: Path) -> None:
    tables = check(backup).tables
    wrong = tuple(part.model_copy(update={'columns': (*part.columns[:-1], 'other')}) if part.name == 'cities' else part for part in tables)
    assert 'does not fit its own schema' in refused(empty, manifest_with(backup, tmp_path / 'wrong', tables=wrong))
    assert schema_state(empty) == 'empty'


@pytest.mark.parametrize(
    'damage', [lambda content: content[:-1], lambda content: content[:5000] + bytes([content[5000] ^ 1]) + content[5001:]]
)
def test_a_damaged_backup(backup: Path, empty: str, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    (tmp_path / 'damaged').write_bytes(damage(backup.read_bytes()))
    assert str(tmp_path / 'damaged') in refused(empty, tmp_path / 'damaged')
    assert schema_state(empty) == 'empty'


def test_rows_that_the_database_refuses(own_demonstration: str, empty: str, tmp_path: Path) -> None:
    execute(
        own_demonstration, 'ALTER TABLE people DROP CONSTRAINT people_network_id_fkey; UPDATE people SET network_id = gen_random_uuid()'
    )
    back_up(own_demonstration, tmp_path / 'file', ledger=tmp_path / 'none', replacing=False)
    assert 'could not be restored: ' in refused(empty, tmp_path / 'file')
    assert schema_state(empty) == 'empty'


def test_a_database_that_does_not_answer(backup: Path) -> None:
    assert 'cannot be reached' in refused('postgresql://127.0.0.1:9/coalition', backup)


@pytest.fixture
def with_ledger(own_demonstration: str, tmp_path: Path) -> tuple[Path, Path]:
    """A backup made when the ledger held two lines, and the ledger."""
    ledger = tmp_path / 'erasures.jsonl'
    with psycopg.connect(own_demonstration) as connection:
        for _ in range(2):
            append_erasure(ledger, connection, uuid4(), clock.now())
    back_up(own_demonstration, tmp_path / 'file', ledger=ledger, replacing=False)
    return tmp_path / 'file', ledger


def test_a_ledger_that_lacks_lines_it_had_when_the_backup_was_made(with_ledger: tuple[Path, Path], empty: str, tmp_path: Path) -> None:
    path, ledger = with_ledger
    short = tmp_path / 'short'
    short.write_bytes(ledger.read_bytes().splitlines(keepends=True)[0])
    assert 'is not the ledger that was kept beside this backup' in refused(empty, path, short)
    short.write_bytes(b'')
    assert 'is not the ledger' in refused(empty, path, short)
    assert 'is broken at line 1' in refused(empty, path, _without_the_first(ledger, short))
    assert 'cannot be read' in refused(empty, path, tmp_path / 'nowhere')
    assert schema_state(empty) == 'empty'


def _without_the_first(ledger: Path, path: Path) -> Path:
    path.write_bytes(b''.join(ledger.read_bytes().splitlines(keepends=True)[1:]))
    return path


def test_a_ledger_that_is_left_aside_or_is_not_the_one_in_its_place(with_ledger: tuple[Path, Path], empty: str, tmp_path: Path) -> None:
    path, ledger = with_ledger
    assert f'say --erasures {ledger}' in refused(empty, path, None, kept_in=ledger)
    older = tmp_path / 'older'
    older.write_bytes(ledger.read_bytes().splitlines(keepends=True)[0])
    assert 'are two different ledgers' in refused(empty, path, ledger, kept_in=older)
    assert schema_state(empty) == 'empty'
    restore(empty, path, ledger, kept_in=ledger)
    assert schema_state(empty) == 'current'
