"""The database for a command: the one DATABASE_URL names, the one a running instance uses, or the own one, started for as long."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.running.console import say_aside
from api.running.data_directory import data_directory, open_lock, read_run_file
from api.running.directories import cannot_be_written
from api.running.embedded_postgres import EmbeddedPostgres
from api.running.processes import CannotStart
from api.settings import Settings, settle

STARTING_SECONDS = 10


@contextmanager
def with_database(settings: Settings) -> Iterator[Settings]:
    """Yield the settings with database and secret settled. What is said goes to stderr; stdout is the command's own.

    Raises `CannotStart` when there is no way to the database.
    """
    if settings.database_url is not None and settings.secret is not None:
        yield settings
        return
    chosen = 'data_dir' in settings.model_fields_set
    directory = data_directory(settings.data_dir, chosen=chosen, own=settings.embedded, announce=say_aside)
    if settings.database_url is not None:
        yield _settled(settings, directory, settings.database_url)
    elif _is_running(directory):
        database_url, public_url = _addresses_of_the_running(directory)
        if 'public_url' not in settings.model_fields_set:
            settings = settings.model_copy(update={'public_url': public_url})
        yield _settled(settings, directory, database_url)
    else:
        with EmbeddedPostgres(directory, announce=say_aside) as postgres:
            yield _settled(settings, directory, postgres.url)


def _settled(settings: Settings, directory: Path, url: str) -> Settings:
    try:
        return settle(settings, database_url=url, data_dir=directory)
    except OSError as error:
        raise CannotStart(cannot_be_written(directory, error)) from error


def _is_running(directory: Path) -> bool:
    try:
        lock = open_lock(directory)
    except OSError as error:
        raise CannotStart(cannot_be_written(directory, error)) from error
    if lock is not None:
        lock.close()
    return lock is None


def _addresses_of_the_running(directory: Path) -> tuple[str, str]:
    """What the instance noted; it may just be starting."""
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until:
        noted = read_run_file(directory)
        if noted is not None:
            return noted
        time.sleep(0.1)
    raise CannotStart(f'The instance that runs in {directory} has not said where its database is: is it still starting?')
