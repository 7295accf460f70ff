"""A place to serve from, and the service itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.service import Service, reachable_directory


@pytest.fixture
def place() -> Iterator[Path]:
    """A fresh directory that the database's user can enter."""
    with reachable_directory() as directory:
        yield directory


@pytest.fixture
def service(place: Path) -> Iterator[Service]:
    """`coalition serve`, not yet started, with its data in a fresh directory."""
    fresh = Service(place)
    yield fresh
    fresh.close()


@pytest.fixture(scope='module')
def running() -> Iterator[Service]:
    """`coalition serve`, started once for all tests of a module that leave it running."""
    with reachable_directory() as directory:
        started = Service(directory)
        try:
            started.start('--workers', '2')
            yield started
        finally:
            started.close()
