"""Knows lists: {items, next}, keyset paging where every uuid is a meaningful cursor, sort from a closed list, search."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Query
from pydantic import Field
from sqlalchemy import ColumnElement, Select, Text, and_, false, func, literal, select, tuple_
from starlette.responses import Response

from api.models.keys import fold
from api.models.shapes import Id, PlainDigits, Search
from api.reads import JSON, Read, body_of
from api.spine import Transaction
from api.visibility import grants

Limit = Annotated[int, Field(ge=1, le=100), PlainDigits, Query(description='How many items at most.')]
After = Annotated[Id | None, Query(description='The id of the last item of the page before; any uuid is a meaningful cursor.')]
Q = Annotated[Search | None, Query(description='Words to look for, blind to case and accents.')]
Expand = Annotated[Literal['you_may'] | None, Query(description='Adds what you may do with each item.')]


@dataclass(frozen=True, slots=True)
class Page:
    """Which page is asked for."""

    limit: int
    after: UUID | None
    sort: str = 'id'
    expand: str | None = None


def matches(column: ColumnElement[str], q: str | None) -> ColumnElement[bool]:
    """Return the condition that every word of `q` stands in a stored search key."""
    if q is None:
        return and_(literal(value=True))
    words = fold(q).split()
    return and_(*(column.contains(word, autoescape=True) for word in words)) if words else false()


def respond(transaction: Transaction, operation: str, read: Read, page: Page, *conditions: ColumnElement[bool]) -> Response:
    """Answer with a page: one select, never an offset, never a total."""
    with_facts = page.expand == 'you_may'
    shown, following = found_rows(transaction, operation, read, page, *conditions, with_facts=with_facts)
    bodies = [body_of(read, transaction, row, with_facts=with_facts) for row in shown]
    return as_page(transaction, bodies, following)


def found_rows(
    transaction: Transaction, operation: str, read: Read, page: Page, *conditions: ColumnElement[bool], with_facts: bool
) -> tuple[list[dict[str, Any]], UUID | None]:
    """Return the rows of a page and the id after which the next one begins, None on the last."""
    statement = _keyset(read.select(transaction, operation, with_facts=with_facts).where(*conditions), read, page)
    found = transaction.rows(statement.limit(page.limit + 1), grants(transaction.caller))
    shown = found[: page.limit]
    return shown, (shown[-1]['id'] if len(found) > page.limit else None)


def as_page(transaction: Transaction, bodies: Sequence[str], following: UUID | None) -> Response:
    """Write the envelope and its Link."""
    text = f'{{"items":[{",".join(bodies)}],"next":{_quoted(following)}}}'
    return Response(text, media_type=JSON, headers=_link(transaction, following))


def _keyset(statement: Select[Any], read: Read, page: Page) -> Select[Any]:
    columns = read.columns
    key, descending = read.sorts[page.sort]
    order = (columns.c.id,) if key is None else (key, columns.c.id)
    if page.after is not None:
        if key is None:
            statement = statement.where(columns.c.id < page.after if descending else columns.c.id > page.after)
        else:
            position = func.coalesce(select(key).where(columns.c.id == page.after).correlate(None).scalar_subquery(), literal('', Text))
            here, there = tuple_(key, columns.c.id), tuple_(position, literal(page.after))
            statement = statement.where(here < there if descending else here > there)
    return statement.order_by(*(column.desc() if descending else column.asc() for column in order))


def _quoted(following: UUID | None) -> str:
    return 'null' if following is None else f'"{following}"'


def _link(transaction: Transaction, following: UUID | None) -> dict[str, str]:
    if following is None:
        return {}
    query = [pair for pair in transaction.asked.query if pair[0] != 'after'] + [('after', str(following))]
    return {'Link': f'<{transaction.asked.path}?{urlencode(query)}>; rel="next"'}
