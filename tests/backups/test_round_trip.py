"""What was backed up comes back: every row of every table, as an independent look at both sees it."""

import stat
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from sqlmodel import SQLModel

from api.backups import tables
from api.backups.archive import Manifest
from api.backups.checking import check
from api.backups.restoring import restore
from api.backups.taking import back_up
from api.running.schema import migrate
from api.running.schema_state import revisions, schema_state
from tests.backups.sums import CHANGED, NOT_RESTORED, records, sums
from tests.conftest import Databases


def restored(url: str, path: Path) -> Manifest:
    return restore(url, path, None, kept_in=path.with_name('kept')).manifest


def one(url: str, statement: str) -> tuple[object, ...]:
    with psycopg.connect(url) as connection:
        found: tuple[object, ...] = connection.execute(statement.encode()).fetchone() or ()
        return found


def test_every_table_is_either_kept_or_left_out_for_a_reason(demonstration: str) -> None:
    with psycopg.connect(demonstration) as connection:
        kept = {table.name for table in tables.kept(connection)}
    assert kept.isdisjoint(tables.LEFT_OUT)
    assert kept | set(tables.LEFT_OUT) == set(SQLModel.metadata.tables) | {'alembic_version'}
    assert set(tables.LEFT_OUT) == NOT_RESTORED | {'alembic_version'}


def test_the_demonstration_comes_back_row_by_row(demonstration: str, backup: Path, empty: str) -> None:
    before = sums(demonstration)
    restored(empty, backup)
    after = sums(empty)
    assert records(after) == records(before)
    assert sum(rows for rows, _ in records(after).values()) > 400
    assert {after[name] for name in NOT_RESTORED} == {(0, 'd41d8cd98f00b204e9800998ecf8427e')}
    assert after['journal'][0] == before['journal'][0] + 1
    assert schema_state(empty) == 'current'


def test_a_database_that_is_migrated_but_has_never_been_worked_with_takes_it(demonstration: str, backup: Path, database_url: str) -> None:
    restored(database_url, backup)
    assert records(sums(database_url)) == records(sums(demonstration))


def test_a_second_backup_of_the_same_records_has_the_same_checksums(backup: Path, empty: str, tmp_path: Path) -> None:
    first = restored(empty, backup)
    again = back_up(empty, tmp_path / 'again', ledger=tmp_path / 'none', replacing=False)
    changed = {part.name for part, other in zip(first.tables, again.tables, strict=True) if part != other}
    assert changed == CHANGED
    assert check(tmp_path / 'again') == again


def test_the_manifest_says_what_is_in_the_file_and_of_when(demonstration: str, backup: Path) -> None:
    manifest = check(backup)
    head, feed, revision = one(demonstration, 'SELECT head_seq, feed_id, version_num FROM change_counter, instance, alembic_version')
    assert (manifest.head_seq, manifest.feed_id, manifest.schema_revision) == (head, feed, revision)
    assert abs((datetime.now(UTC) - manifest.created_at).total_seconds()) < 600
    assert {part.name: part.rows for part in manifest.tables} == {
        name: rows for name, (rows, _) in sums(demonstration).items() if name not in NOT_RESTORED
    }
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_restore_makes_a_new_feed_pauses_the_outbox_and_says_so_in_the_journal(demonstration: str, backup: Path, empty: str) -> None:
    manifest = restored(empty, backup)
    feed, paused = one(empty, 'SELECT feed_id, outbox_paused_at IS NOT NULL FROM instance')
    assert isinstance(feed, UUID)
    assert feed != manifest.feed_id
    assert paused is True
    assert one(empty, 'SELECT head_seq FROM change_counter') == one(demonstration, 'SELECT head_seq FROM change_counter')
    operation, subject, changes, facts = one(empty, 'SELECT operation, subject_id, changes, facts FROM journal ORDER BY id DESC LIMIT 1')
    assert (operation, subject) == ('restore', feed)
    assert isinstance(changes, dict)
    assert isinstance(facts, dict)
    assert changes['feed_id'] == [str(manifest.feed_id), str(feed)]
    assert facts['head_seq'] == manifest.head_seq


def test_whoever_held_a_lease_on_work_holds_it_no_more(own_demonstration: str, empty: str, tmp_path: Path) -> None:
    with psycopg.connect(own_demonstration) as connection:
        connection.execute(
            'INSERT INTO outbox (id, kind, payload, created_at, due_at, lease_until, attempt) '
            "VALUES (gen_random_uuid(), 'notice', '{}', now(), now(), now() + interval '1 minute', 3)"
        )
    back_up(own_demonstration, tmp_path / 'file', ledger=tmp_path / 'none', replacing=False)
    restored(empty, tmp_path / 'file')
    assert one(empty, "SELECT attempt, lease_until FROM outbox WHERE kind = 'notice' AND attempt = 3") == (3, None)


def test_what_is_restored_sends_nothing_to_addresses_of_partners(own_demonstration: str, empty: str, tmp_path: Path) -> None:
    with psycopg.connect(own_demonstration) as connection:
        connection.execute(
            'INSERT INTO webhook_endpoints (id, version, audience, demonstration, created_at, updated_at, url, event_types, stage, '
            'secret_sealed) '
            "SELECT gen_random_uuid(), 1, 'office', true, now(), now(), 'https://hooks.example.org', '[]', stage, 'sealed' "
            "FROM unnest(ARRAY['pending', 'active', 'disabled']) stage"
        )
        connection.execute(
            'INSERT INTO webhook_deliveries (id, version, endpoint_id, event_type, body, stage, attempt, due_at, created_at) '
            "SELECT gen_random_uuid(), 1, id, 'city.changed', '{}', 'waiting', 0, now(), now() FROM webhook_endpoints"
        )
        connection.execute(
            'INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt) '
            "VALUES (gen_random_uuid(), 'webhooks', '{}', now(), now(), 0)"
        )
    back_up(own_demonstration, tmp_path / 'file', ledger=tmp_path / 'none', replacing=False)
    restored(empty, tmp_path / 'file')
    assert one(empty, 'SELECT array_agg(stage ORDER BY stage) FROM webhook_endpoints') == (['disabled', 'paused', 'pending'],)
    assert one(empty, "SELECT stage_reason FROM webhook_endpoints WHERE stage = 'paused'") == ('restored',)
    assert one(empty, 'SELECT array_agg(DISTINCT stage) FROM webhook_deliveries') == (['dropped'],)
    assert one(empty, "SELECT count(*) FROM outbox WHERE kind = 'webhooks'") == (0,)


@pytest.mark.parametrize('migrated', [False, True])
def test_a_backup_of_an_older_schema_is_restored_at_its_own_and_then_brought_up_to_date(
    databases: Databases, tmp_path: Path, *, migrated: bool
) -> None:
    old, new = databases.create(), databases.create()
    earlier = revisions()[-2][0]
    migrate(old, earlier)
    with psycopg.connect(old) as connection:
        connection.execute(
            'INSERT INTO instance (one, feed_id, demonstration, purge_floor, created_at) VALUES (true, gen_random_uuid(), false, 0, now())'
        )
        connection.execute('INSERT INTO change_counter VALUES (true, 7)')
        connection.execute(
            "INSERT INTO former_slugs (slug, subject_type, subject_id) VALUES ('vindobona', 'city', gen_random_uuid())",
        )
    manifest = back_up(old, tmp_path / 'old', ledger=tmp_path / 'none', replacing=False)
    assert manifest.schema_revision == earlier
    if migrated:
        migrate(new)
    restored(new, tmp_path / 'old')
    assert schema_state(new) == 'current'
    assert one(new, 'SELECT slug FROM former_slugs') == ('vindobona',)
    assert one(new, 'SELECT head_seq, outbox_paused_at IS NOT NULL FROM change_counter, instance') == (7, True)
    databases.drop(old)
    databases.drop(new)
