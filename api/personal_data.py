"""Gathers everything that is kept about a person. Derived from the tags of the columns, like an erasure: a new one cannot be forgotten.

What others are in is left out: of a stored answer to somebody else only that it names the person is told. Hashes of secrets are nobody's
to read.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, LargeBinary, Table, literal, null, or_, select
from sqlmodel import SQLModel

from api.erasure import called, is_about, tables_about_people
from api.models.columns import table
from api.models.journal import JournalRow
from api.models.personal_data import Act, KeptRecords, NamingColumn, NamingRecord, PersonalData
from api.models.retention import Retention

_JOURNAL = table(JournalRow)
# The columns that name a person although the database refers to nobody there, by how they end.
_NAMING = ('person_id', '_by_id')
_WHEN = ('occurred_at', 'recorded_at', 'created_at')


def shown_columns(each: Table) -> list[Column[Any]]:
    """Return the columns that a person is shown of a row about them: all but the hashes of secrets."""
    return [column for column in each.columns if column.info['personal'] or not isinstance(column.type, LargeBinary)]


def naming_columns() -> Iterator[Column[Any]]:
    """Yield the columns that name a person by id in rows which are about something else."""
    for each in SQLModel.metadata.sorted_tables:
        for column in each.columns:
            refers = any(key.column.table.name == 'people' for key in column.foreign_keys)
            is_own = column.name == each.info.get('about')
            if (refers or column.name.endswith(_NAMING) or column.info.get('people')) and not is_own:
                yield column


def gathered(connection: Connection, person_id: UUID, now: datetime, retention: Retention) -> PersonalData:
    """Return what is kept about a person at this moment."""
    who = called(connection, person_id)
    kept = [KeptRecords(table=each.name, records=list(_records(connection, each, who))) for each in tables_about_people()]
    about = {str(record['id']) for each in kept for record in each.records if 'id' in record}
    return PersonalData(
        person_id=person_id,
        made_at=now,
        kept=kept,
        named_in=[_naming(connection, column, person_id) for column in naming_columns()],
        acts=_acts(connection, person_id, [UUID(each) for each in sorted(about)]),
        retention=retention,
    )


def _records(connection: Connection, each: Table, who: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    wanted = select(*shown_columns(each)).where(is_about(each)).order_by(*each.primary_key)
    for row in connection.execute(wanted, who).mappings():
        is_others = 'caller' in row and row['caller'] != f'person:{who["person"]}'
        yield {name: None if is_others and name == 'body' else _said(value) for name, value in row.items()}


def _said(value: Any) -> Any:
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return value.hex()
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value


def _naming(connection: Connection, column: Column[Any], person_id: UUID) -> NamingColumn:
    each = column.table
    when = next((each.c[name] for name in _WHEN if name in each.c), null())
    kind = each.c.kind if 'kind' in each.c else null()
    named = column.contains([str(person_id)]) if column.info.get('people') else column == person_id
    wanted = select(each.c.id, when.label('at'), kind.label('kind')).where(named).order_by(each.c.id)
    records = [NamingRecord(id=row.id, at=row.at, kind=row.kind) for row in connection.execute(wanted)]
    return NamingColumn(table=each.name, column=column.name, records=records)


def _acts(connection: Connection, person_id: UUID, about: list[UUID]) -> list[Act]:
    by_them = _JOURNAL.c.actor_id == person_id
    wanted = (
        select(_JOURNAL.c.recorded_at, _JOURNAL.c.operation, _JOURNAL.c.subject_type, _JOURNAL.c.subject_id, by_them.label('by_them'))
        .where(or_(by_them, _JOURNAL.c.subject_id == literal(about).any_()))
        .order_by(_JOURNAL.c.id)
    )
    return [
        Act(
            at=row.recorded_at, operation=row.operation, subject_type=row.subject_type, subject_id=row.subject_id, by_them=bool(row.by_them)
        )
        for row in connection.execute(wanted)
    ]
