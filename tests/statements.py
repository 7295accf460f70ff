"""Notes what is asked of the database, whichever way it is asked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from api.database import Database


@contextmanager
def statements() -> Iterator[list[tuple[str, Any]]]:
    """Note the statements that are sent and their values, while it lasts."""
    noted: list[tuple[str, Any]] = []
    really = psycopg.Cursor.execute

    def note(self: psycopg.Cursor[Any], query: Any, params: Any = None, **options: Any) -> Any:
        noted.append((str(query), params))
        return really(self, query, params, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(psycopg.Cursor, 'execute', note)
        yield noted


def plan_of(database: Database, statement: str, values: Any, dear: Sequence[str] = ()) -> list[str]:
    """Return through which nodes the rows of a statement go, without those of subselects; `dear` are settings that are turned off."""
    with database.engine.connect() as connection:
        for setting in dear:
            connection.exec_driver_sql(f'SET LOCAL {setting} = off')
        driver: Any = connection.connection.driver_connection
        cursor = psycopg.RawCursor(driver) if isinstance(values, list) else driver.cursor()
        cursor.execute(f'EXPLAIN (FORMAT JSON) {statement}', values)
        ((found,),) = cursor.fetchall()
        return list(_outermost(found[0]['Plan']))


def _outermost(plan: dict[str, Any]) -> Iterator[str]:
    yield plan['Node Type']
    for inner in plan.get('Plans', []):
        if inner['Parent Relationship'] in {'Outer', 'Inner', 'Member'}:
            yield from _outermost(inner)
