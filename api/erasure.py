"""Knows what an erasure leaves of a person: nothing personal in any row about them. Derived from the tags of the columns.

Each table with personal columns says itself whose they are (`about`), so that a new one cannot be forgotten.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Delete,
    LargeBinary,
    Table,
    Text,
    TextClause,
    Update,
    and_,
    bindparam,
    case,
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
from api.models.idempotency import FORGOTTEN
from api.models.networks import NetworkRow
from api.models.people import PersonRow

# What stands in the place of a text that a row must have. It is no word, so it needs no translation.
ERASED = '—'
# An answer that was sent is about whomever it names: by id, by mail address, by a way to reach them, by the whole name.
_NAMED = text("""(caller = 'person:' || CAST(:person AS text)
  OR EXISTS (SELECT FROM unnest(CAST(:words AS text[])) AS word WHERE position(convert_to(word, 'UTF8') IN body) > 0))""")
# What waits to be done with any row about the person, such as a mail with a link.
_WAITING = text("""DELETE FROM outbox WHERE done_at IS NULL
  AND EXISTS (SELECT FROM jsonb_each_text(payload) AS said WHERE said.value = ANY(CAST(:ids AS text[])))""")
# An address that somebody else is reached by as well is not theirs alone.
_CALLED = text("""
SELECT p.name, p.mail, (SELECT array_agg(c.value) FROM contact_points c WHERE c.person_id = p.id) AS contacts,
  (SELECT array_agg(lower(c.value)) FROM contact_points c WHERE c.person_id = p.id AND c.kind = 'mail'
    AND NOT EXISTS (SELECT FROM contact_points o WHERE o.person_id <> p.id AND lower(o.value) = lower(c.value))
    AND NOT EXISTS (SELECT FROM people o WHERE o.id <> p.id AND lower(o.mail) = lower(c.value))) AS mails
FROM people p WHERE p.id = :person
""")
_SHORTEST_WORD = 3
_NETWORKS, _PEOPLE = table(NetworkRow), table(PersonRow)


@dataclass(frozen=True, slots=True)
class Emptied:
    """A row that an erasure changed: its table, its id, and the names of its personal columns; None for rows that are no records."""

    table: str
    id: UUID | None
    columns: tuple[str, ...]


def tables_about_people() -> Iterator[Table]:
    """Yield the tables whose rows are about a person."""
    return (each for each in SQLModel.metadata.sorted_tables if each.info.get('about'))


def lists_of_people() -> Iterator[Column[Any]]:
    """Yield the columns with lists of ids of people."""
    return (column for each in SQLModel.metadata.sorted_tables for column in each.columns if column.info.get('people'))


def rows_naming(connection: Connection, person_id: UUID) -> dict[str, list[UUID]]:
    """Return the ids of the rows that have the person in a list, by table."""
    found: dict[str, set[UUID]] = {}
    for column in lists_of_people():
        wanted = select(column.table.c.id).where(column.contains([str(person_id)]))
        found.setdefault(column.table.name, set()).update(connection.execute(wanted).scalars())
    return {name: sorted(ids) for name, ids in found.items()}


def called(connection: Connection, person_id: UUID) -> dict[str, Any]:
    """Return the values of what `is_about` asks: who it is, the mail addresses they have, and the words that name them."""
    found = connection.execute(_CALLED, {'person': person_id}).one_or_none()
    words = [str(person_id)]
    mails: set[str] = set()
    if found is not None:
        contacts = [each for each in (found.mail, *(found.contacts or ())) if each and len(each) >= _SHORTEST_WORD]
        words += [*contacts, json.dumps(found.name, ensure_ascii=False)] if found.name != ERASED else contacts
        mails = {each.lower() for each in (found.mail, *(found.mails or ())) if each and '@' in each}
    return {'person': person_id, 'words': words, 'mails': sorted(mails)}


def is_about(each: Table) -> ColumnElement[bool] | TextClause:
    """Return the condition that a row is about the person of `called`."""
    column: Column[Any] = each.c[each.info['about']]
    if isinstance(column.type, LargeBinary):
        return _NAMED
    themself: ColumnElement[bool] = column == bindparam('person')
    if not each.info['by_mail']:
        return themself
    mails: Any = bindparam('mails', type_=ARRAY(Text))
    return or_(themself, and_(column.is_(None), func.lower(each.c[each.info['by_mail']]) == mails.any_()))


def rows_about(connection: Connection, person_id: UUID) -> dict[str, list[UUID]]:
    """Return the ids of the rows about a person by table; of tables whose rows have one."""
    who, known = called(connection, person_id), [each for each in tables_about_people() if 'id' in each.c]
    return {
        each.name: list(connection.execute(select(each.c.id).where(is_about(each)).order_by(each.c.id), who).scalars()) for each in known
    }


def apply_erasure(connection: Connection, person_id: UUID, erased_at: datetime) -> list[Emptied]:
    """Empty every personal column in the rows about a person, end what is going on with them, and say which rows that changed.

    Done again it changes nothing and returns an empty list. It asks for no permission and journals nothing: an operation calls it,
    and so does a restore. The name becomes `ERASED`, the mail address null; access, roles, contact points and invitations end, and
    what waits in the outbox to be sent to them goes.
    """
    values = {**called(connection, person_id), 'erased': erased_at}
    ids = [str(each) for found in rows_about(connection, person_id).values() for each in found]
    emptied = [Emptied('outbox', None, ())] * (connection.execute(_WAITING, {'ids': ids}).rowcount > 0)
    for each in tables_about_people():
        if each.info['passing']:
            gone = connection.execute(_passing(each), values).rowcount
            emptied += [Emptied(each.name, None, _personal(each))] * (gone > 0)
        else:
            changes = {**{name: _empty(each.c[name]) for name in _personal(each)}, **_ended(each)}
            open_ones = or_(*(each.c[name].is_distinct_from(value) for name, value in changes.items()))
            moved = {'version': each.c.version + 1, 'updated_at': bindparam('erased')}
            statement = update(each).where(is_about(each), open_ones).values({**changes, **moved}).returning(each.c.id)
            emptied += [Emptied(each.name, row.id, _personal(each)) for row in connection.execute(statement, values)]
    return [*emptied, *_taken_out(connection, person_id, erased_at)]


def _taken_out(connection: Connection, person_id: UUID, erased_at: datetime) -> Iterator[Emptied]:
    """Take a person out of the lists that name them: a list says who there is, and not, as a reference does, who it was."""
    for name, ids in rows_naming(connection, person_id).items():
        each = SQLModel.metadata.tables[name]
        lists = [column for column in lists_of_people() if column.table is each]
        less = {column.name: column.op('-')(cast(str(person_id), Text)) for column in lists}
        connection.execute(update(each).where(each.c.id.in_(ids)).values({**less, 'version': each.c.version + 1, 'updated_at': erased_at}))
        yield from (Emptied(name, row_id, tuple(column.name for column in lists)) for row_id in ids)


def _passing(each: Table) -> Update | Delete:
    """Return the statement by which rows that are no records of the network go; of a stored answer it stays that its key was used."""
    if each.name == 'idempotency_keys':
        return update(each).where(is_about(each), each.c.request_hash != FORGOTTEN['request_hash']).values(FORGOTTEN)
    return delete(each).where(is_about(each))


def _personal(each: Table) -> tuple[str, ...]:
    return tuple(column.name for column in each.columns if column.info['personal'])


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
        return {'disabled_at': func.coalesce(each.c.disabled_at, erased), 'erased_at': func.coalesce(each.c.erased_at, erased)}
    if each.name == 'contact_points':
        closed = {'visibility': 'office', 'audience': 'office', 'consented_on': None}
        return {'ended_on': func.coalesce(each.c.ended_on, day), **closed}
    if each.name == 'roles':
        return {'end_date': func.coalesce(each.c.end_date, func.greatest(each.c.start_date, day))}
    if each.name == 'invitations':
        withdrawn = case((each.c.stage == 'open', 'withdrawn'), else_=each.c.stage)
        return {'stage': withdrawn, 'answered_at': func.coalesce(each.c.answered_at, erased), 'token_hash': None}
    return {}
