"""Moves what shows the name of a group or a city when that name changes, so that ETags and the feed tell of it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import SQLModel

from api.models.calls_for_interest import CallAnswerRow
from api.models.columns import Subject, table
from api.models.meetings import AttendanceRow
from api.spine import SUBJECT_TYPES, Transaction

# Terms and memberships show no group's name, and those of a city are moved with its groups; a department shows its own name only.
_WITHOUT_NAMES = {'working_groups', 'memberships', 'leads', 'departments'}
# In no feed, but read with an ETag.
_READ_ONLY_HERE = {'group_invitations', 'participation_requests', 'practice_questions'}
# Where cities are named by rows of their own: which, and the column in which they name the record.
_BESIDE: dict[str, tuple[type[SQLModel], str]] = {
    'meetings': (AttendanceRow, 'meeting_id'),
    'calls_for_interest': (CallAnswerRow, 'call_id'),
}


def touch_naming_group(transaction: Transaction, group_id: UUID) -> None:
    """Move every record of a working group that shows the group's title."""
    _touch(transaction, 'working_groups.id', group_id)


def touch_naming_city(transaction: Transaction, city_id: UUID) -> None:
    """Move every record that names a city: as host, as responsible, as author, among those who came or answered."""
    _touch(transaction, 'cities.id', city_id)


def _touch(transaction: Transaction, refers_to: str, record_id: UUID) -> None:
    """Lock and move, table by table. Each row is locked once: locking reads it anew, and a second time would lose its new version."""
    for row in _rows(Subject):
        columns = table(row)
        named = [column == record_id for column in columns.columns if any(key.target_fullname == refers_to for key in column.foreign_keys)]
        if columns.name in _BESIDE and refers_to == 'cities.id':
            beside, column_name = _BESIDE[columns.name]
            named.append(columns.c.id.in_(select(table(beside).c[column_name]).where(table(beside).c.city_id == record_id)))
        ids = transaction.session.execute(select(columns.c.id).where(or_(*named))).scalars().all() if named else []
        for found in transaction.lock(row, ids) if ids else ():
            transaction.touch(found)


def _rows(base: type[Any]) -> Iterator[type[Any]]:
    """Yield the tables whose records show names of others, in the feed or under an ETag."""
    for each in base.__subclasses__():
        if hasattr(each, '__table__') and table(each).name in SUBJECT_TYPES.keys() - _WITHOUT_NAMES | _READ_ONLY_HERE:
            yield each
        yield from _rows(each)
