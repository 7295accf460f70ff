"""Notes what is asked of the database, whichever way it is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest


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
