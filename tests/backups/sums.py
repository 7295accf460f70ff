"""What a database holds, looked at without the code of the backup: rows and md5 of each table."""

import hashlib
from typing import Any

import psycopg
from psycopg import Connection, sql
from sqlmodel import SQLModel

import api.models

TABLES = api.models.__all__  # importing the package is what makes every table known to the metadata
# Not the same after a restore, each for its reason: who is signed in, answers of before, the feed, a journal that says one thing more.
NOT_RESTORED = {'sessions', 'sign_in_links', 'sign_in_challenges', 'idempotency_keys', 'city_catalogue', 'city_catalogue_release'}
CHANGED = {'instance', 'journal'}


def sums_in(connection: Connection[Any]) -> dict[str, tuple[int, str]]:
    """Return what the transaction of this connection sees."""
    return {
        table.name: _sum(connection, table.name, [column.name for column in table.primary_key]) for table in SQLModel.metadata.sorted_tables
    }


def sums(url: str) -> dict[str, tuple[int, str]]:
    """Return what there is now."""
    with psycopg.connect(url, options='-c timezone=UTC') as connection:
        return sums_in(connection)


def _sum(connection: Connection[Any], table: str, key: list[str]) -> tuple[int, str]:
    said = sql.SQL('COPY (SELECT * FROM {} ORDER BY {}) TO STDOUT').format(
        sql.Identifier(table), sql.SQL(', ').join(map(sql.Identifier, key))
    )
    digest, rows = hashlib.md5(usedforsecurity=False), 0
    with connection.cursor() as cursor, cursor.copy(said) as copy:
        for row in copy:
            digest.update(row)
            rows += 1
    return rows, digest.hexdigest()


def records(found: dict[str, tuple[int, str]]) -> dict[str, tuple[int, str]]:
    """Leave out what a restore makes anew or changes."""
    return {name: each for name, each in found.items() if name not in NOT_RESTORED | CHANGED}
