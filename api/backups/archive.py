"""The file of a backup: a zip that any tool opens, with a manifest, sealed by a hash of all its bytes.

    tables/<name>      the rows of a table, as COPY writes them in its binary form, in the order of their key
    manifest.json      what is in it: of each table its columns, rows and sha256, in the order in which they can be filled
    (the comment)      `sha256 ` and the hash of every byte before it

It belongs to its owner alone from the first byte, is written beside its place, and stands there complete or not at all.
"""

import hashlib
import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.running.directories import cannot_be_written, keep_name
from api.running.processes import CannotStart

FORMAT = 1
BLOCK = 65_536
MANIFEST = 'manifest.json'
SEAL = b'sha256 '
DIGITS = 64
# Most of what is gained by packing rows is gained at once; more takes three times as long.
_LEVEL = 1


class Part(BaseModel):
    """A table in a backup."""

    model_config = ConfigDict(extra='forbid', frozen=True)

    name: str = Field(pattern='^[a-z][a-z0-9_]*$')
    columns: tuple[str, ...]
    rows: int = Field(ge=0)
    sha256: str


class Ledger(BaseModel):
    """How far the ledger of erasures reached when the backup was made: its number of lines and the hash of the last."""

    model_config = ConfigDict(extra='forbid', frozen=True)

    lines: int = Field(ge=0)
    sha256: str | None


class Manifest(BaseModel):
    """What a backup holds, and of when."""

    model_config = ConfigDict(extra='forbid', frozen=True)

    format: int
    project_version: str
    schema_revision: str
    feed_id: UUID
    head_seq: int
    created_at: AwareDatetime
    erasures: Ledger
    tables: tuple[Part, ...]


class Draft:
    """A backup that is being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    @contextmanager
    def table(self, name: str) -> Iterator['Rows']:
        """Open a member for a table's rows."""
        with self._archive.open(f'tables/{name}', 'w', force_zip64=True) as member:
            rows = Rows(member)
            yield rows
            rows.flush()

    def close_with(self, manifest: Manifest) -> None:
        """Add the manifest, after which nothing comes."""
        self._archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))


class Rows:
    """What is written of one table; a row of any size passes in blocks."""

    def __init__(self, member: IO[bytes]) -> None:
        self._member, self._hash, self._buffer = member, hashlib.sha256(), bytearray()

    @property
    def sha256(self) -> str:
        """The hash of everything written and flushed."""
        return self._hash.hexdigest()

    def write(self, row: bytes | bytearray | memoryview) -> None:
        """Take a row or a piece of one."""
        for begin in range(0, len(row), BLOCK):
            self._buffer += row[begin : begin + BLOCK]
            if len(self._buffer) >= BLOCK:
                self.flush()

    def flush(self) -> None:
        """Send on what was held back."""
        self._hash.update(self._buffer)
        self._member.write(self._buffer)
        self._buffer.clear()


@contextmanager
def written(path: Path, *, replacing: bool) -> Iterator[Draft]:
    """Yield a draft that stands at `path`, complete, when the block ends. Raises CannotStart when it cannot stand there."""
    if path.exists() and not replacing:
        raise CannotStart(f'{path} is there already: choose another name, or say --force to replace it.')
    draft = path.with_name(f'.{path.name}.{os.getpid()}')
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), 'r+b') as file:
            os.fchmod(file.fileno(), 0o600)
            with zipfile.ZipFile(file, 'w', zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
                yield Draft(archive)
                archive.comment = SEAL + b'0' * DIGITS
            seal(file)
            os.fsync(file.fileno())
        if replacing:
            draft.replace(path)
        else:
            # A link, unlike a rename, never replaces what has come there meanwhile.
            os.link(draft, path)
        keep_name(path)
    except FileExistsError as error:
        raise CannotStart(f'{path} is there already: choose another name, or say --force to replace it.') from error
    except OSError as error:
        raise CannotStart(cannot_be_written(path.parent, error)) from error
    finally:
        draft.unlink(missing_ok=True)


def seal(file: IO[bytes]) -> None:
    """Write the hash of all its bytes into the last places of a file."""
    size = file.seek(0, io.SEEK_END) - DIGITS
    hashed = hash_of(file, size)
    file.seek(size)
    file.write(hashed.encode())
    file.flush()


def hash_of(file: IO[bytes], size: int) -> str:
    """Return the hash of the first `size` bytes."""
    file.seek(0)
    hashed = hashlib.sha256()
    while size > 0 and (piece := file.read(min(size, BLOCK))):
        hashed.update(piece)
        size -= len(piece)
    return hashed.hexdigest()
