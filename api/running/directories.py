"""Making directories without touching what was there before, and opening files that only their owner may read."""

import os
from pathlib import Path
from typing import IO

from api.running.processes import Owner

SYSTEM_DIRECTORY = Path('/var/lib/coalition')


def make_directories(place: Path, *, mode: int, owner: Owner | None = None) -> None:
    """Make the directory and its missing parents, with exactly this mode; the directory itself, when new, is given to the owner."""
    missing = [path for path in (place, *place.parents) if not os.path.exists(path)]  # noqa: PTH110 - as above
    for path in reversed(missing):
        path.mkdir(mode=mode)
        path.chmod(mode)  # the mask of the process must not narrow it
    if place in missing and owner is not None:
        os.chown(place, owner.uid, owner.gid)


def nearest_existing(place: Path) -> Path:
    """The place itself or the closest of its parents that is there."""
    return next(path for path in (place, *place.parents) if os.path.exists(path))  # noqa: PTH110 - as above


def private_file(path: Path) -> IO[bytes]:
    """Open a file for appending that, when new, only its owner may read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), 'ab')


def keep_name(path: Path) -> None:
    """Have the disk remember that a file has this name; returns when it does."""
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def cannot_be_written(place: Path, error: OSError) -> str:
    """The sentence for a directory that the operating system refuses."""
    return f'The directory {place} cannot be written: {(error.strerror or "unknown reason").lower()}.'
