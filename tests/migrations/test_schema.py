"""The schema that the migrations make is the one that the models describe, and it can be asked which version it is."""

from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

import api.models
from api.database import Database
from api.running.processes import CannotStart
from api.running.schema import migrate
from api.running.schema_state import schema_state
from tests.conftest import Databases

TABLES = api.models.__all__  # importing the package is what makes every table known to the metadata


def differences(database: Database) -> list[Any]:
    """Return what Alembic would change to make the database equal to the models."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={'compare_type': True})
        return [each for each in compare_metadata(context, SQLModel.metadata) if not _is_alembics_own(each)]


def _is_alembics_own(difference: Any) -> bool:
    return bool(difference[0] == 'remove_table' and difference[1].name == 'alembic_version')


def test_models_and_migrations_agree(database: Database) -> None:
    assert differences(database) == []


def test_a_column_that_no_migration_makes_is_noticed(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql('ALTER TABLE cities DROP COLUMN latitude')
    assert [each[0] for each in differences(database)] == ['add_column']


def test_what_alembic_does_not_compare_is_there_by_name(database: Database) -> None:
    """Checks and exclusions are compared by their names."""
    found = inspect(database.engine)
    for table in SQLModel.metadata.sorted_tables:
        named = {
            str(each.name) for each in table.constraints if each.name and type(each).__name__ in {'CheckConstraint', 'ExcludeConstraint'}
        }
        checks = {str(each['name']) for each in found.get_check_constraints(table.name)}
        with database.engine.connect() as connection:
            query = "SELECT conname FROM pg_constraint WHERE contype = 'x' AND conrelid = %s::regclass"
            exclusions = {row[0] for row in connection.exec_driver_sql(query, (table.name,))}
        assert named <= checks | exclusions, table.name


def test_an_empty_database_becomes_current_and_migrating_again_changes_nothing(databases: Databases) -> None:
    url = databases.create()
    assert schema_state(url) == 'empty'
    migrate(url)
    assert schema_state(url) == 'current'
    migrate(url)
    assert schema_state(url) == 'current'
    databases.drop(url)


def test_a_schema_of_a_newer_version_is_refused_and_left_alone(database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert schema_state(database_url) == 'newer'
    with pytest.raises(CannotStart, match='newer version'):
        migrate(database_url)
    with psycopg.connect(database_url) as connection:
        assert connection.execute('SELECT version_num FROM alembic_version').fetchall() == [('9999',)]


def test_whoever_acted_for_a_city_before_mandates_has_one_after(databases: Databases) -> None:
    url = databases.create()
    migrate(url, '0009')
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in (
            """INSERT INTO networks (id, version, audience, demonstration, created_at, updated_at, slug, name, sort_key, time_zone, stage,
                 working_languages, partner)
               VALUES ('00000000-0000-7000-8000-000000000001', 1, 'public', false, now(), now(), 'eccar', 'ECCAR', 'eccar',
                 'Europe/Berlin', 'live', '["en"]', false)""",
            """INSERT INTO cities (id, version, audience, demonstration, created_at, updated_at, slug, name, sort_key, search_key,
                 country_code, kind, other_names)
               VALUES ('00000000-0000-7000-8000-000000000002', 1, 'public', false, now(), now(), 'graz', 'Graz', 'graz', 'graz', 'AT',
                 'city', '[]')""",
            """INSERT INTO api_clients (id, version, audience, demonstration, created_at, updated_at, name, network_id, city_id, scopes,
                 expires_at, ended_at)
               SELECT ('00000000-0000-7000-8000-00000000001' || n)::uuid, 1, 'office', false, '2026-03-01 12:00Z', now(), 'Sync',
                 '00000000-0000-7000-8000-000000000001',
                 CASE WHEN n > 0 THEN '00000000-0000-7000-8000-000000000002'::uuid END, '["admin"]', '2027-03-01 22:30Z',
                 CASE WHEN n = 2 THEN now() END
               FROM generate_series(0, 2) AS n""",
            """INSERT INTO journal (id, recorded_at, actor_kind, actor_id, operation, subject_type, subject_id, changes, personal_columns)
               VALUES (gen_random_uuid(), now(), 'person', '00000000-0000-7000-8000-000000000009', 'create_api_client', 'api_client',
                 '00000000-0000-7000-8000-000000000011', '{}', '[]')""",
        ):
            connection.execute(statement.encode())
    migrate(url)
    with psycopg.connect(url) as connection:
        given = connection.execute('SELECT client_id, city_id, start_date, end_date, given_by, basis FROM mandates').fetchall()
        made = connection.execute('SELECT role, made_by_id FROM api_clients ORDER BY id').fetchall()
    [(client, city, start, end, giver, basis)] = given
    assert (str(client)[-2:], str(city)[-1:], giver, basis) == ('11', '2', 'office', None)
    # The access ends in Germany half an hour before midnight: that day is the last one.
    assert (start.isoformat(), end.isoformat()) == ('2026-03-01', '2027-03-02')
    assert [role for role, _ in made] == ['script_client'] * 3
    assert [str(maker)[-1:] if maker else None for _, maker in made] == [None, '9', None]
    databases.drop(url)


def test_whoever_was_known_before_is_found_by_name_after(databases: Databases) -> None:
    url = databases.create()
    migrate(url, '0018')
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            """INSERT INTO networks (id, version, audience, demonstration, created_at, updated_at, slug, name, sort_key, time_zone, stage,
                 working_languages, partner)
               VALUES ('00000000-0000-7000-8000-000000000001', 1, 'public', false, now(), now(), 'eccar', 'ECCAR', 'eccar',
                 'Europe/Berlin', 'live', '["en"]', false)"""
        )
        connection.execute(
            """INSERT INTO people (id, version, audience, demonstration, created_at, updated_at, network_id, name, mail, language,
                 erased_at)
               SELECT gen_random_uuid(), 1, 'office', false, now(), now(), '00000000-0000-7000-8000-000000000001', said.name,
                 said.mail, 'en', CASE WHEN said.mail IS NULL THEN now() END
               FROM (VALUES ('Gödel Łukasz', 'GL@graz.example'), ('—', NULL)) AS said (name, mail)"""
        )
    migrate(url)
    with psycopg.connect(url) as connection:
        found = connection.execute('SELECT name, search_key FROM people ORDER BY name').fetchall()
    assert dict(found) == {'Gödel Łukasz': 'godel lukasz gl graz example', '—': ''}
    databases.drop(url)


def test_what_was_submitted_before_was_handed_in_on_the_networks_day_and_stays_frozen(databases: Databases) -> None:
    url = databases.create()
    migrate(url, '0022')
    with psycopg.connect(url, autocommit=True) as connection:
        # What a submission hangs on does not matter here.
        connection.execute(
            """DO $$ DECLARE name text; BEGIN
                 FOR name IN SELECT conname FROM pg_constraint WHERE conrelid = 'submissions'::regclass AND contype = 'f'
                 LOOP EXECUTE format('ALTER TABLE submissions DROP CONSTRAINT %I', name); END LOOP;
               END $$"""
        )
        connection.execute(
            """INSERT INTO networks (id, version, audience, demonstration, created_at, updated_at, slug, name, sort_key, time_zone, stage,
                 working_languages, partner)
               VALUES ('00000000-0000-7000-8000-000000000001', 1, 'public', false, now(), now(), 'eccar', 'ECCAR', 'eccar',
                 'Europe/Berlin', 'live', '["en"]', false)"""
        )
        connection.execute(
            """INSERT INTO submissions (id, version, audience, demonstration, created_at, updated_at, network_id, working_group_id,
                 report_id, number, by_law_id, submitted_at, snapshot, sha256)
               SELECT gen_random_uuid(), 1, 'members', false, now(), now(), '00000000-0000-7000-8000-000000000001', gen_random_uuid(),
                 gen_random_uuid(), 1, gen_random_uuid(), '2026-03-01 23:30Z', '{}', 'hash'"""
        )
    migrate(url)
    with psycopg.connect(url) as connection:
        assert connection.execute('SELECT handed_in_on::text FROM submissions').fetchall() == [('2026-03-02',)]
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute("UPDATE submissions SET handed_in_on = '2026-03-01'")
    databases.drop(url)
