"""Knows lists: {items, next}, keyset paging where every uuid is a meaningful cursor, sort from a closed list, search."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Query
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError
from sqlalchemy import ColumnElement, Integer, Select, Uuid, and_, bindparam, cast, false, func, literal, literal_column, select, tuple_
from starlette.responses import Response

from api.database import Form
from api.models.keys import fold
from api.models.shapes import Id, PlainDigits, Search
from api.reads import JSON, Read, asked_for, body_of, check_scopes
from api.spine import Transaction
from api.visibility import grants

Name = TypeVar('Name')
_FIRST_ID, _LAST_ID = UUID(int=0), UUID(int=2**128 - 1)
# The values of a page, the same in each select.
_AFTER, _MOST = bindparam('after', type_=Uuid), bindparam('most', type_=Integer)
_ENDS: dict[type, tuple[str, str]] = {
    str: ("''", "'\U0010ffff'"),
    date: ("'-infinity'", "'infinity'"),
    datetime: ("'-infinity'", "'infinity'"),
    int: ('-2147483648', '2147483647'),
    float: ("'-infinity'", "'infinity'"),
}


def _parted(value: object) -> object:
    """Take a list apart that is written with commas between its items, as `style: form, explode: false` has it."""
    return [part for text in value for part in str(text).split(',')] if isinstance(value, list) else value


def _each_once(names: list[Name] | None) -> list[Name] | None:
    if names and len(set(names)) < len(names):
        raise PydanticCustomError('named_twice', 'the same name twice')
    return names


Limit = Annotated[int, Field(ge=1, le=100), PlainDigits, Query(description='How many items at most.')]
After = Annotated[Id | None, Query(description='The id of the last item of the page before; any uuid is a meaningful cursor.')]
Q = Annotated[Search | None, Query(description='Words to look for, blind to case and accents.')]
Expanding = Annotated[
    Annotated[list[Name], Field(min_length=1, max_length=9, json_schema_extra={'uniqueItems': True})] | None,
    BeforeValidator(_parted),
    AfterValidator(_each_once),
    Query(description='Fields that are null unless they are asked for, with commas between them. Such an answer has no ETag.'),
]
Expand = Expanding[Literal['you_may']]


@dataclass(frozen=True, slots=True)
class Page:
    """Which page is asked for."""

    limit: int
    after: UUID | None
    sort: str = 'id'
    expand: Collection[str] | None = None


def matches(column: ColumnElement[str], q: str | None) -> ColumnElement[bool]:
    """Return the condition that every word of `q` stands in a stored search key."""
    if q is None:
        return and_(literal(value=True))
    words = fold(q).split()
    return and_(*(column.contains(word, autoescape=True) for word in words)) if words else false()


def respond(transaction: Transaction, operation: str, read: Read, page: Page, *conditions: ColumnElement[bool]) -> Response:
    """Answer with a page: one select, never an offset, never a total."""
    check_scopes(transaction, read, page.expand)
    with_facts = 'you_may' in (page.expand or ())
    shown, following = found_rows(transaction, operation, read, page, *conditions, with_facts=with_facts)
    bodies = [body_of(read, transaction, row, with_facts=with_facts) for row in shown]
    return as_page(transaction, bodies, following)


def found_rows(
    transaction: Transaction, operation: str, read: Read, page: Page, *conditions: ColumnElement[bool], with_facts: bool
) -> tuple[list[dict[str, Any]], UUID | None]:
    """Return the rows of a page and the id after which the next one begins, None on the last."""

    def make() -> Select[Any]:
        wanted = read.select(transaction, operation, with_facts=with_facts).where(*conditions)
        return _keyset(wanted, read, page.sort, after=page.after is not None).limit(_MOST)

    form = (read, operation, transaction.caller.kind != 'anonymous', with_facts, page.sort, page.after is not None)
    values = grants(transaction.caller) | asked_for(page.expand) | {'after': page.after, 'most': page.limit + 1}
    found = transaction.rows(Form(form, conditions, make), values)
    shown = found[: page.limit]
    return shown, (shown[-1]['id'] if len(found) > page.limit else None)


def as_page(transaction: Transaction, bodies: Sequence[str], following: UUID | None, **beside: object) -> Response:
    """Write the envelope, with what stands `beside` the items, and its Link."""
    said = ''.join(f',"{name}":{json.dumps(value)}' for name, value in beside.items())
    text = f'{{"items":[{",".join(bodies)}],"next":{_quoted(following)}{said}}}'
    return Response(text, media_type=JSON, headers=_link(transaction, following))


def sort_key(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return what a list is sorted by, never null: a value that is not known comes after every other."""
    return func.coalesce(column, _end(column, highest=True)) if getattr(column, 'nullable', False) else column


def _end(column: ColumnElement[Any], *, highest: bool) -> ColumnElement[Any]:
    """Return the value before or after every other of the column's type, written into the statement as an index has it."""
    return cast(literal_column(_ENDS[column.type.python_type][highest]), column.type)


def _keyset(statement: Select[Any], read: Read, sort: str, *, after: bool) -> Select[Any]:
    """Begin after the row that `after` names, in the order of the key and then of the ids.

    Its key is looked up in the whole table, ended rows included. An id that is no row's sorts by itself where the ids are the
    order, and before everything else where they are not: nothing is ever left out.
    """
    ids = read.columns.c.id
    column, descending = read.sorts[sort]
    key = None if column is None else sort_key(column)
    order = (ids,) if key is None else (key, ids)
    if after and key is None:
        statement = statement.where(ids < _AFTER if descending else ids > _AFTER)
    elif after and column is not None:
        position = [select(part).where(ids == _AFTER).correlate(None).scalar_subquery() for part in order]
        first = (_end(column, highest=descending), literal(_LAST_ID if descending else _FIRST_ID))
        there = tuple_(*(func.coalesce(part, end) for part, end in zip(position, first, strict=True)))
        here = tuple_(*order)
        statement = statement.where(here < there if descending else here > there)
    return statement.order_by(*(part.desc() if descending else part.asc() for part in order))


def _quoted(following: UUID | None) -> str:
    return 'null' if following is None else f'"{following}"'


def _link(transaction: Transaction, following: UUID | None) -> dict[str, str]:
    if following is None:
        return {}
    query = [pair for pair in transaction.asked.query if pair[0] != 'after'] + [('after', str(following))]
    return {'Link': f'<{transaction.asked.path}?{urlencode(query)}>; rel="next"'}
