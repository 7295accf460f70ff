"""Knows which tables of a database a backup holds, as the database itself describes them: so any revision of the schema can be kept.

They are in the order in which they can be filled: what is referred to comes first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from psycopg import Connection, sql

# Table → why it stays out.
LEFT_OUT = {
    'alembic_version': 'the manifest says it',
    'sessions': 'who is signed in signs in anew',
    'sign_in_links': 'a link is for one use, by whoever asked for it then',
    'sign_in_challenges': 'asked of a browser that waited for the answer',
    'idempotency_keys': 'stored answers of the last seven days, which show what was true then',
    'city_catalogue': 'made anew from a package, by the worker or `coalition city-catalogue`',
    'city_catalogue_release': 'says which catalogue is loaded: none',
}
# What a migrated database that nobody has worked with may hold.
IN_EVERY_DATABASE = {'alembic_version', 'instance', 'change_counter', 'city_catalogue', 'city_catalogue_release'}

_COLUMNS = """
SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' GROUP BY c.oid ORDER BY c.relname
"""
_KEYS = """
SELECT c.relname, array_agg(a.attname::text ORDER BY k.place) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(number, place)
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace GROUP BY c.oid
"""
_REFERENCES = """
SELECT r.conrelid::regclass::text, r.confrelid::regclass::text FROM pg_constraint r
WHERE r.contype = 'f' AND r.connamespace = 'public'::regnamespace AND r.conrelid <> r.confrelid
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A table, its columns, and those of its key, by which its rows are ordered: equal rows give equal bytes."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def sent(self) -> sql.Composed:
        """Return the statement that sends its rows, in COPY's binary form."""
        return sql.SQL('COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT (FORMAT binary)').format(
            _listed(self.columns), sql.Identifier(self.name), _listed(self.key)
        )


def taken_in(name: str, columns: tuple[str, ...]) -> sql.Composed:
    """Return the statement that takes the rows of a table in, as they were sent."""
    return sql.SQL('COPY {} ({}) FROM STDIN (FORMAT binary)').format(sql.Identifier(name), _listed(columns))


def kept(connection: Connection[Any]) -> list[Kept]:
    """Return the tables that a backup of this database holds."""
    keys = dict(connection.execute(_KEYS).fetchall())
    found = {name: Kept(name, tuple(columns), tuple(keys.get(name, columns))) for name, columns in connection.execute(_COLUMNS).fetchall()}
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(found, ()))
    for name, referred_to in connection.execute(_REFERENCES).fetchall():
        order.add(name, referred_to)
    return [found[name] for name in order.static_order() if name not in LEFT_OUT]


def every_table(connection: Connection[Any]) -> list[str]:
    """Return the names of all tables of this database."""
    return [name for name, _ in connection.execute(_COLUMNS).fetchall()]


def lock(connection: Connection[Any], mode: sql.SQL) -> None:
    """Lock every table to the end of the transaction."""
    tables = every_table(connection)
    if tables:
        connection.execute(sql.SQL('LOCK TABLE {} IN {} MODE').format(_listed(tables), mode))


def filled(connection: Connection[Any]) -> Iterator[str]:
    """Yield the tables that hold what a database nobody has worked with does not."""
    for name in every_table(connection):
        if name not in IN_EVERY_DATABASE and connection.execute(_any_row(name)).fetchone() is not None:
            yield name


def _any_row(name: str) -> sql.Composed:
    return sql.SQL('SELECT FROM {} LIMIT 1').format(sql.Identifier(name))


def _listed(names: tuple[str, ...] | list[str]) -> sql.Composed:
    return sql.SQL(', ').join(map(sql.Identifier, names))
