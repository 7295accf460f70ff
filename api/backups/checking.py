"""Reads a backup and notices whatever is not as it was written: a bit that changed, an end that is missing, a form it does not know."""

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from api.backups.archive import BLOCK, DIGITS, FORMAT, MANIFEST, SEAL, Manifest, Part, hash_of
from api.running.processes import CannotStart

_SIGNATURE = b'PGCOPY\n\xff\r\n\x00'
_END_OF_ROWS = -1


class Damaged(CannotStart):
    """The file is not what was written; its text says what is wrong with it."""


def check(path: Path) -> Manifest:
    """Read all of a backup and return its manifest. Raises Damaged when anything in it is not as it was written."""
    with opened(path) as (manifest, archive):
        for part in manifest.tables:
            source = Source(archive, part)
            rows = _rows_of(source, len(part.columns))
            source.close()
            if rows != part.rows:
                raise Damaged(f'{path} is damaged: {part.name} holds {rows} rows instead of {part.rows}.')
    return manifest


@contextmanager
def opened(path: Path) -> Iterator[tuple[Manifest, zipfile.ZipFile]]:
    """Open a backup whose seal holds, and whose manifest names what is in it. Raises Damaged."""
    try:
        with path.open('rb') as file:
            _check_seal(path, file)
            try:
                with zipfile.ZipFile(file) as archive:
                    yield _manifest_of(path, archive), archive
            except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, struct.error) as error:
                raise Damaged(f'{path} is damaged: it cannot be unpacked.') from error
    except OSError as error:
        raise Damaged(f'{path} cannot be read: {(error.strerror or "unknown reason").lower()}.') from error


def _check_seal(path: Path, file: IO[bytes]) -> None:
    size = file.seek(0, io.SEEK_END) - DIGITS
    file.seek(max(0, size - len(SEAL)))
    last = file.read()
    if size < len(SEAL) or not last.startswith(SEAL):
        raise Damaged(f'{path} is no backup of this service, or its end is missing.')
    if hash_of(file, size).encode() != last.removeprefix(SEAL):
        raise Damaged(f'{path} is damaged: its checksum does not agree with its content.')


def _manifest_of(path: Path, archive: zipfile.ZipFile) -> Manifest:
    names = archive.namelist()
    if MANIFEST not in names:
        raise Damaged(f'{path} is no backup of this service: it has no manifest.')
    text = archive.read(MANIFEST)
    with suppress(ValueError, AttributeError):
        if json.loads(text).get('format') != FORMAT:
            raise Damaged(f'{path} has a form that this version does not know: use the version that made it, or a later one.')
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError as error:
        raise Damaged(f'{path} is damaged: its manifest cannot be read.') from error
    missing = sorted({f'tables/{part.name}' for part in manifest.tables} ^ (set(names) - {MANIFEST}))
    if missing:
        raise Damaged(f'{path} is damaged: its manifest and its content disagree about {missing[0]}.')
    return manifest


class Source(io.RawIOBase):
    """The rows of one table, read once from its beginning to its end; at the end they are what the manifest says, or Damaged is raised."""

    def __init__(self, archive: zipfile.ZipFile, part: Part) -> None:
        self._member, self._part, self._hash = archive.open(f'tables/{part.name}'), part, hashlib.sha256()

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, target: Any) -> int:
        """Read the next bytes; none are left when it returns 0."""
        piece = self._member.read(len(target))
        target[: len(piece)] = piece
        self._hash.update(piece)
        if not piece and self._hash.hexdigest() != self._part.sha256:
            raise Damaged(f'The backup is damaged: the checksum of {self._part.name} does not agree with its rows.')
        return len(piece)


def _rows_of(source: Source, columns: int) -> int:
    """Count the rows of a table in COPY's binary form."""
    reader, rows = io.BufferedReader(source, BLOCK), 0
    if reader.read(len(_SIGNATURE)) != _SIGNATURE:
        raise EOFError
    reader.read(8)
    while (fields := struct.unpack('!h', reader.read(2))[0]) != _END_OF_ROWS:
        if fields != columns:
            raise EOFError
        for _ in range(fields):
            size = struct.unpack('!i', reader.read(4))[0]
            while size > 0:
                piece = reader.read(min(size, BLOCK))
                if not piece:
                    raise EOFError
                size -= len(piece)
        rows += 1
    if reader.read(1):
        raise EOFError
    return rows
