"""Demonstrations, loaded."""

from collections.abc import Iterator

import pytest

from api.database import Database
from api.demonstration import prepare
from tests.conftest import Databases
from tests.demonstration.reading import ignore


@pytest.fixture(scope='session')
def loaded(databases: Databases) -> Iterator[Database]:
    """A loaded demonstration that tests only read."""
    url = databases.copy()
    prepare(url, ignore)
    database = Database(url)
    yield database
    database.close()
    databases.drop(url)


@pytest.fixture
def own(databases: Databases) -> Iterator[Database]:
    """Another one, to change."""
    url = databases.copy()
    prepare(url, ignore)
    database = Database(url)
    yield database
    database.close()
    databases.drop(url)
