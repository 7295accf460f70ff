"""The data directory: where it may be, who has it, and how a command finds the instance that runs in it.

It holds `postgres/` (the own database), `postgres.log`, `secret`, `mail/`, `lock` (held by the running instance) and `run.json` (its
addresses, for commands). The database's user may be unable to reach a clone below a private home; then everything is kept under
`/var/lib/coalition`. The mode of a directory that was there before is never changed.
"""

import fcntl
import hashlib
import json
import os
from pathlib import Path
from typing import IO

from api.running.directories import SYSTEM_DIRECTORY, cannot_be_written, make_directories, nearest_existing, private_file
from api.running.postgres_places import can_enter, database_owner
from api.running.processes import Announce, CannotStart


def data_directory(wanted: Path, *, chosen: bool, own: bool, announce: Announce) -> Path:
    """Make the data directory and return its absolute path; where the database's user cannot reach it, a place under `/var/lib`.

    `chosen`: the place was asked for by name, so it is refused rather than replaced. `own`: the embedded database is to live there, so
    the user it runs as must be able to enter. Raises `CannotStart` with the reason.
    """
    place = wanted.absolute()
    owner = database_owner(place / 'postgres') if own else None
    elsewhere = SYSTEM_DIRECTORY / f'{place.parent.name}-{hashlib.sha256(os.fsencode(place)).hexdigest()[:12]}'
    nearest = nearest_existing(place)
    if owner is not None and nearest.is_dir() and not can_enter(nearest, owner):
        if chosen:
            raise CannotStart(
                f'The data directory {place} cannot be used: the user {owner.name}, as whom the database runs, may not enter it.'
            )
        announce(f'The user {owner.name}, as whom the database runs, may not enter {nearest}: data are kept in {elsewhere}.')
        place = elsewhere
    elif owner is not None and not chosen and (elsewhere / 'postgres').exists() and not (place / 'postgres').exists():
        announce(f'Data of an earlier start are kept in {elsewhere}.')
        place = elsewhere
    try:
        make_directories(place, mode=0o711 if os.geteuid() == 0 else 0o700)
    except OSError as error:
        raise CannotStart(cannot_be_written(place, error)) from error
    if not place.is_dir() or not os.access(place, os.W_OK | os.X_OK):
        raise CannotStart(f'The data directory {place} cannot be used: it is {"not writable" if place.is_dir() else "a file"}.')
    return place


def open_lock(directory: Path) -> IO[bytes] | None:
    """Take the lock of a data directory; None when a running process holds it. The kernel frees it with the process that closes it."""
    lock = private_file(directory / 'lock')
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def write_run_file(directory: Path, *, database_url: str, public_url: str) -> None:
    """Note, for commands, where the running instance's database is and under which address people reach the instance."""
    draft = directory / '.run.json'
    draft.unlink(missing_ok=True)
    with private_file(draft) as file:
        file.write(json.dumps({'process': os.getpid(), 'database_url': database_url, 'public_url': public_url}).encode())
    draft.rename(directory / 'run.json')


def read_run_file(directory: Path) -> tuple[str, str] | None:
    """The database's and the public address of the instance that runs in this directory; None when it has not noted them yet."""
    try:
        noted = json.loads((directory / 'run.json').read_text())
    except (OSError, ValueError):
        return None
    return str(noted['database_url']), str(noted['public_url'])


def remove_run_file(directory: Path) -> None:
    """Forget it at the end; one left by a killed instance does no harm, because the lock tells whether it runs."""
    (directory / 'run.json').unlink(missing_ok=True)
