"""Selects that were written out already: found again by several threads, whoever forgets them all meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Select, column, select

from api import database
from api.database import Written


class Forgetful(dict[object, object]):
    """What is known, emptied by another thread right after somebody has looked into it."""

    def __contains__(self, key: object) -> bool:
        known = super().__contains__(key)
        self.clear()
        return known


def test_a_known_select_is_held_even_when_all_are_forgotten_at_once() -> None:
    written = Written()
    statement: Select[Any] = select(column('title')).where(column('id') == 7)
    assert written.of(statement)
    written._known = Forgetful(written._known)  # type: ignore[assignment]  # a dict all the same
    found = written.of(statement)
    assert found is not None
    assert list(found[1].values()) == [7]


def test_many_threads_find_their_selects_where_there_is_room_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, 'MOST_WRITTEN', 1)
    written = Written()

    def ask(number: int) -> object:
        found = written.of(select(column(f'column_{number % 5}')).where(column('id') == number))
        return found and list(found[1].values())

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(400))) == [[number] for number in range(400)]
