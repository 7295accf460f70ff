"""Knows what an erasure leaves of a person: nothing personal in any row about them. Derived from the tags of the columns.

Each table with personal columns says itself whose they are (`about`), so that a new one cannot be forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    Table,
    TextClause,
    bindparam,
    cast,
    delete,
    func,
    or_,
    select,
    text,
    update,
)
from sqlmodel import SQLModel

from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.people import PersonRow

# What stands in the place of a text that a row must have. It is no word, so it needs no translation.
ERASED = '—'
# An answer that was sent is about whomever it names: by id, by mail address, by a way to reach them.
_NAMED = text("""EXISTS (
  SELECT FROM (SELECT CAST(:person AS text) AS word UNION SELECT mail FROM people WHERE id = :person
    UNION SELECT value FROM contact_points WHERE person_id = :person) AS words
  WHERE length(word) > 2 AND position(convert_to(word, 'UTF8') IN body) > 0)""")
_NETWORKS, _PEOPLE = table(NetworkRow), table(PersonRow)


@dataclass(frozen=True, slots=True)
class Emptied:
    """A row that an erasure changed: its table, its id, and the names of its personal columns; None for rows that were deleted."""

    table: str
    id: UUID | None
    columns: tuple[str, ...]


def tables_about_people() -> Iterator[Table]:
    """Yield the tables whose rows are about a person."""
    return (each for each in SQLModel.metadata.sorted_tables if each.info.get('about'))


def apply_erasure(connection: Connection, person_id: UUID, erased_at: datetime) -> list[Emptied]:
    """Empty every personal column in the rows about a person, end what is going on with them, and say which rows that changed.

    Done again it changes nothing and returns an empty list. It asks for no permission and journals nothing: an operation calls it,
    and so does a restore. The name becomes `ERASED`, the mail address null; access, roles and contact points end.
    """
    values = {'person': person_id, 'erased': erased_at}
    emptied = []
    for each in tables_about_people():
        if each.info['passing']:
            deleted = connection.execute(delete(each).where(_is_about(each)), values).rowcount
            emptied += [Emptied(each.name, None, _personal(each))] * (deleted > 0)
        else:
            changes = {**{name: _empty(each.c[name]) for name in _personal(each)}, **_ended(each)}
            open_ones = or_(*(each.c[name].is_distinct_from(value) for name, value in changes.items()))
            moved = {'version': each.c.version + 1, 'updated_at': bindparam('erased')}
            statement = update(each).where(_is_about(each), open_ones).values({**changes, **moved}).returning(each.c.id)
            emptied += [Emptied(each.name, row.id, _personal(each)) for row in connection.execute(statement, values)]
    return emptied


def _personal(each: Table) -> tuple[str, ...]:
    return tuple(column.name for column in each.columns if column.info['personal'])


def _is_about(each: Table) -> ColumnElement[bool] | TextClause:
    column: Column[Any] = each.c[each.info['about']]
    return _NAMED if isinstance(column.type, LargeBinary) else column == bindparam('person')


def _empty(column: Column[Any]) -> Any:
    if column.nullable:
        return None
    return b'' if isinstance(column.type, LargeBinary) else ERASED


def _ended(each: Table) -> dict[str, Any]:
    """Return what ends with an erasure, by its column; a day is the network's own."""
    zone = select(_NETWORKS.c.time_zone).join(_PEOPLE, _PEOPLE.c.network_id == _NETWORKS.c.id).where(_PEOPLE.c.id == bindparam('person'))
    erased: ColumnElement[datetime] = bindparam('erased', type_=DateTime(timezone=True))
    day = cast(func.timezone(zone.scalar_subquery(), erased), Date)
    if each.name == 'people':
        return {'disabled_at': func.coalesce(each.c.disabled_at, erased)}
    if each.name == 'contact_points':
        closed = {'visibility': 'office', 'audience': 'office', 'consented_on': None}
        return {'ended_on': func.coalesce(each.c.ended_on, day), **closed}
    if each.name == 'roles':
        return {'end_date': func.coalesce(each.c.end_date, func.greatest(each.c.start_date, day))}
    return {}
