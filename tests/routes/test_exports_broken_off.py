"""A download is made while it is read: what becomes of it, and of the database's connections, when it does not come to its end."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest
from sqlalchemy import text

from api import copying, downloads
from api.database import Database
from tests.conftest import NO_TLS
from tests.routes.conftest import Somebody, problem

MANY = 60_000
_MAKE = """
INSERT INTO organisations (id, version, audience, demonstration, created_at, updated_at, slug, name, sort_key, search_key, kind)
SELECT gen_random_uuid(), 1, 'public', false, now(), now(), 'o-' || n, repeat('x', 150), 'x', 'x', 'civil_society'
FROM generate_series(1, :many) n
"""
_COPYING = """
SELECT pid FROM pg_stat_activity
WHERE datname = current_database() AND state = 'active' AND query LIKE 'COPY (%' AND leader_pid IS NULL
"""


@pytest.fixture
def reader(office: Somebody, database: Database) -> Iterator[httpx.Client]:
    """The office, whose answers nobody reads ahead; there are more organisations than fit into what lies between us."""
    with database.autocommit.connect() as connection:
        connection.execute(text(_MAKE), {'many': MANY})
    with httpx.Client(base_url=office.base_url, headers=office.headers, verify=NO_TLS, timeout=30) as client:
        yield client


def copying_now(database: Database) -> list[int]:
    with database.autocommit.connect() as connection:
        return list(connection.execute(text(_COPYING)).scalars())


def eventually(holds: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.parametrize('kind', ['csv', 'ndjson', 'xlsx'])
def test_whoever_goes_away_leaves_no_connection_behind(reader: httpx.Client, database: Database, kind: str) -> None:
    for _ in range(2 * copying.MOST_AT_ONCE):
        with reader.stream('GET', f'/v1/exports/organisations.{kind}') as answer:
            assert next(answer.iter_raw())
    assert eventually(lambda: copying_now(database) == [])
    whole = reader.get('/v1/exports/organisations.csv')
    assert whole.text.count('\n') == MANY + 1
    assert eventually(lambda: database.engine.pool.checkedout() == 0)  # type: ignore[attr-defined]  # a QueuePool counts


def test_a_reader_who_stops_reading_is_let_go(reader: httpx.Client, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, 'PATIENCE_SECONDS', 0.3)
    with reader.stream('GET', '/v1/exports/organisations.csv') as answer:
        rest = answer.iter_raw()
        assert next(rest)
        assert eventually(lambda: copying_now(database) != [])
        assert eventually(lambda: copying_now(database) == [])
        with pytest.raises(httpx.RemoteProtocolError):
            list(rest)


def test_a_database_that_fails_in_the_middle_ends_the_connection(reader: httpx.Client, database: Database) -> None:
    with reader.stream('GET', '/v1/exports/organisations.csv') as answer:
        rest = answer.iter_raw()
        assert next(rest)
        assert eventually(lambda: len(copying_now(database)) == 1)
        with database.autocommit.connect() as connection:
            connection.execute(text('SELECT pg_terminate_backend(:pid)'), {'pid': copying_now(database)[0]})
        with pytest.raises(httpx.RemoteProtocolError):
            list(rest)
    assert reader.get('/v1/exports/organisations.csv').status_code == 200


def test_no_more_than_a_few_are_sent_at_once(reader: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, 'WAITED_SECONDS', 0.1)
    with ExitStack() as stack:
        for _ in range(copying.MOST_AT_ONCE):
            stack.enter_context(reader.stream('GET', '/v1/exports/organisations.csv'))
        refused = reader.get('/v1/exports/cities.csv')
        assert problem(refused) == (503, 'service-unavailable')
        assert refused.headers['retry-after'] == '5'
    assert eventually(lambda: reader.get('/v1/exports/cities.csv').status_code == 200)
