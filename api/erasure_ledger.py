"""Remembers erasures, redactions and withdrawn consent outside the database, so that a restore does not bring back what was taken away.

A file beside the backups, to which lines are only added: JSON, each with the hash of the line before, so that a line that was removed
or changed is noticed. A line is added *before* its transaction commits, since nothing may come between the two the other way round;
it names that transaction. Whether it ever committed Postgres knows: who opens the ledger next asks, and voids the line if it did not.
A line that is void is left out when the ledger is applied; one whose fate nobody could ask for is applied, since it was decided.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, Literal
from uuid import UUID

from psycopg import Connection
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from api import clock
from api.running.directories import cannot_be_written, keep_name
from api.running.processes import CannotStart

_HERE = 'SELECT (SELECT feed_id FROM instance), pg_current_xact_id()::text'
# A number that this server has not given out yet, as after its files were copied, says nothing.
_ROLLED_BACK = """
SELECT u.number FROM unnest(%(numbers)s::int[], %(transactions)s::text[]) AS u(number, transaction), instance i
WHERE i.feed_id = %(feed)s AND CASE WHEN u.transaction::xid8 < pg_snapshot_xmax(pg_current_snapshot())
  THEN pg_xact_status(u.transaction::xid8) END = 'aborted' ORDER BY u.number
"""


class Redaction(BaseModel):
    """A text that was put in the place of another, whose hash alone is kept.

    `is_present`: it stood in the record itself and not only in its history. The record of the redaction is made anew from `id`,
    `reason` and `by_id`. Of a document's `content` no text is left; `title` and `file_name` are then what it is called since.
    """

    model_config = ConfigDict(extra='forbid', frozen=True)

    table: str = Field(pattern='^[a-z][a-z0-9_]*$')
    row_id: UUID
    column: str = Field(pattern='^[a-z][a-z0-9_]*$')
    old_sha256: str
    text: str
    is_present: bool = True
    id: UUID | None = None
    reason: str = ''
    by_id: UUID | None = None
    title: str | None = None
    file_name: str | None = None


class Withdrawal(BaseModel):
    """A contact point that fewer see since a version of it: whom it was left to, or the day it ended."""

    model_config = ConfigDict(extra='forbid', frozen=True)

    contact_point_id: UUID
    version: int
    visibility: Literal['public', 'members', 'office']
    ended_on: date | None = None


class Line(BaseModel):
    """One line. `feed_id` and `transaction`: where it was decided; `voids`: the number of a line that never took effect."""

    model_config = ConfigDict(extra='forbid', frozen=True)

    number: int
    kind: Literal['erasure', 'redaction', 'withdrawal', 'void']
    erased_at: AwareDatetime
    person_id: UUID | None = None
    redaction: Redaction | None = None
    withdrawal: Withdrawal | None = None
    voids: int | None = None
    feed_id: UUID | None = None
    transaction: str | None = None
    previous: str | None = None
    sha256: str = Field(default='', exclude=True, description='Of the line as it stands in the file; worked out when it is read.')


def append_erasure(path: Path, connection: Connection[Any], person_id: UUID, erased_at: datetime) -> Line:
    """Note that the transaction of this connection erases a person; call it last before the commit.

    Raises CannotStart when the ledger cannot be written or is broken: then nothing may be committed.
    """
    return _append(path, connection, kind='erasure', erased_at=erased_at, person_id=person_id)


def append_redaction(path: Path, connection: Connection[Any], redaction: Redaction, erased_at: datetime) -> Line:
    """Note that the transaction of this connection redacts a text or a document; as for an erasure."""
    return _append(path, connection, kind='redaction', erased_at=erased_at, redaction=redaction)


def append_withdrawal(path: Path, connection: Connection[Any], withdrawal: Withdrawal, erased_at: datetime) -> Line:
    """Note that the transaction of this connection withdraws a contact point from some who saw it; as for an erasure."""
    return _append(path, connection, kind='withdrawal', erased_at=erased_at, withdrawal=withdrawal)


def settled(path: Path, connection: Connection[Any]) -> list[Line]:
    """Void the lines whose transaction was rolled back, and return all lines; none while there is no ledger."""
    if not path.exists():
        return []
    with _opened(path) as file:
        return _settle(path, file, connection)


def read(path: Path) -> list[Line]:
    """Return the lines of a ledger. Raises CannotStart when it cannot be read, or a line is missing or was changed."""
    try:
        return _lines(path, path.read_bytes())
    except OSError as error:
        raise CannotStart(f'The ledger {path} cannot be read: {(error.strerror or "unknown reason").lower()}.') from error


def in_effect(lines: list[Line]) -> list[Line]:
    """Return the lines that are to be applied again, in their order."""
    void = {line.voids for line in lines}
    return [line for line in lines if line.kind != 'void' and line.number not in void]


def _append(path: Path, connection: Connection[Any], **said: Any) -> Line:
    feed_id, transaction = connection.execute(_HERE).fetchone() or (None, None)
    with _opened(path) as file:
        lines = _settle(path, file, connection)
        return _write(file, lines, feed_id=feed_id, transaction=transaction, **said)


def _settle(path: Path, file: IO[bytes], connection: Connection[Any]) -> list[Line]:
    file.seek(0)
    lines = _lines(path, file.read())
    open_ones = {line.number: line for line in in_effect(lines) if line.transaction}
    for feed_id in {line.feed_id for line in open_ones.values()}:
        asked = [line for line in open_ones.values() if line.feed_id == feed_id]
        values = {'feed': feed_id, 'numbers': [line.number for line in asked], 'transactions': [line.transaction for line in asked]}
        for (number,) in connection.execute(_ROLLED_BACK, values).fetchall():
            _write(file, lines, kind='void', erased_at=clock.now(), voids=number)
    return lines


def _write(file: IO[bytes], lines: list[Line], **said: Any) -> Line:
    """Add a line, on the disk when this returns, to the file and to `lines`."""
    line = Line(number=len(lines) + 1, previous=lines[-1].sha256 if lines else None, **said)
    written = line.model_dump_json(exclude_none=True).encode()
    file.write(written + b'\n')
    file.flush()
    os.fsync(file.fileno())
    lines.append(line.model_copy(update={'sha256': hashlib.sha256(written).hexdigest()}))
    return lines[-1]


def _lines(path: Path, content: bytes) -> list[Line]:
    """Return the whole lines. What follows the last line end was being written when the machine stopped, and never took effect."""
    lines: list[Line] = []
    for written in content.split(b'\n')[:-1]:
        try:
            line = Line.model_validate_json(written)
        except ValidationError as error:
            raise CannotStart(f'Line {len(lines) + 1} of the ledger {path} cannot be read.') from error
        if (line.number, line.previous) != (len(lines) + 1, lines[-1].sha256 if lines else None):
            raise CannotStart(f'The ledger {path} is broken at line {len(lines) + 1}: what stood before it was removed or changed.')
        lines.append(line.model_copy(update={'sha256': hashlib.sha256(written).hexdigest()}))
    return lines


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """Open the ledger for this process alone, made where there is none; half a line at its end is taken away."""
    try:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), 'a+b') as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            keep_name(path)
            file.seek(0)
            file.truncate(file.read().rfind(b'\n') + 1)
            yield file
    except OSError as error:
        raise CannotStart(cannot_be_written(path.parent, error)) from error
