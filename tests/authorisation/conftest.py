"""One prepared world for all cells: what a request writes is taken back at its commit, so that the next one meets the same."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlmodel import Session

from api import spine
from api.database import Database
from tests.authorisation.asked import Asking, Kept
from tests.authorisation.prepared import Prepared, prepare
from tests.conftest import Databases
from tests.world import answering


class TakesBack(Session):
    """A session whose commit rolls back, after everything was sent to the database."""

    def commit(self) -> None:
        self.flush()
        self.rollback()


@pytest.fixture(scope='session')
def prepared_database(databases: Databases) -> Iterator[tuple[Database, Prepared]]:
    """A database with the prepared world in it."""
    url = databases.copy()
    database = Database(url)
    yield database, prepare(database)
    database.close()
    databases.drop(url)


@pytest.fixture
def nothing_is_kept(monkeypatch: pytest.MonkeyPatch, prepared_database: tuple[Database, Prepared]) -> None:
    """Take back what requests write."""
    del prepared_database  # made before this begins, or nothing of it would be kept either
    monkeypatch.setattr(spine, 'session_on', lambda database: TakesBack(database.engine, expire_on_commit=False, autoflush=False))


@pytest.fixture
def url(prepared_database: tuple[Database, Prepared], nothing_is_kept: None) -> Iterator[str]:
    """The address of the service on the prepared world."""
    del nothing_is_kept
    # Each service closes its database when it ends, and with it the threads: the next one has its own.
    with answering(Database(prepared_database[0].url)) as address:
        yield address


@pytest.fixture
def prepared(prepared_database: tuple[Database, Prepared]) -> Prepared:
    """What is in the prepared world."""
    return prepared_database[1]


@pytest.fixture(scope='session')
def kept_answers() -> Kept:
    """What has been answered to rows of the matrix in the prepared world, which stays as it is."""
    return {}


@pytest.fixture
def asks(prepared_database: tuple[Database, Prepared], url: str, kept_answers: Kept) -> Iterator[Asking]:
    """Asks as every caller; rows that were asked before are not asked again."""
    with ExitStack() as stack:
        yield Asking(prepared_database[1], url, prepared_database[0], stack, kept_answers)


@pytest.fixture
def asks_anew(prepared_database: tuple[Database, Prepared], url: str) -> Iterator[Asking]:
    """Asks as every caller, for a service that is not the usual one."""
    with ExitStack() as stack:
        yield Asking(prepared_database[1], url, prepared_database[0], stack)
