"""A filled database, a backup of it, and an empty database to restore it into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.backups.taking import back_up
from api.demonstration import prepare
from tests.conftest import Databases, name_of


def ignore(_line: str) -> None:
    """Take what is announced, and say nothing."""


@pytest.fixture(scope='session')
def demonstration(databases: Databases) -> Iterator[str]:
    """The address of a database with the demonstration, which tests only read."""
    url = databases.copy()
    prepare(url, ignore)
    yield url
    databases.drop(url)


@pytest.fixture
def own_demonstration(databases: Databases, demonstration: str) -> Iterator[str]:
    """A copy of it, to change."""
    url = databases.create(template=name_of(demonstration))
    yield url
    databases.drop(url)


@pytest.fixture(scope='session')
def backup(demonstration: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the demonstration, which tests only read."""
    path = tmp_path_factory.mktemp('backup') / 'coalition.backup'
    back_up(demonstration, path, ledger=path.with_name('none'), replacing=False)
    return path


@pytest.fixture
def empty(databases: Databases) -> Iterator[str]:
    """The address of a database without any table."""
    url = databases.create()
    yield url
    databases.drop(url)
