"""Knows how a record is read: one select whose rows Postgres returns as JSON text, passed through as they are.

A `Read` is built once per resource, from the pydantic shape beside its table. The select always takes its WHERE from
`visible`, and `you_may` is spliced in from the permission table.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import ColumnElement, Select, Table, Text, cast, func, literal_column, select
from sqlmodel import SQLModel
from starlette.responses import Response

from api import preconditions
from api.models.cities import SlugRow
from api.models.columns import Subject, table
from api.permissions import Caller
from api.problems import Problem
from api.spine import SUBJECT_TYPES, Transaction
from api.visibility import grants, visible

JSON = 'application/json'
Sort = tuple[ColumnElement[Any], ...]


def json_of(shape: type[BaseModel], columns: Table, **others: ColumnElement[Any]) -> ColumnElement[str]:
    """Return the expression that makes `shape` of a row as JSON text; fields without a column of their name come in `others`."""
    pairs: list[ColumnElement[Any]] = []
    for name in shape.model_fields:
        if name != 'you_may':
            pairs += [literal_column(f"'{name}'"), others[name] if name in others else columns.c[name]]
    return cast(func.json_build_object(*pairs), Text)


@dataclass(frozen=True)
class Read:
    """How one resource is read: its JSON, the columns that `you_may` needs, its sorts and its filters."""

    row: type[SQLModel]
    json: ColumnElement[str]
    facts: tuple[ColumnElement[Any], ...] = ()
    you_may: Callable[[Caller, Mapping[str, Any]], Sequence[str]] | None = None
    by_slug: bool = False
    sorts: Mapping[str, tuple[ColumnElement[Any] | None, bool]] = field(default_factory=lambda: {'id': (None, False)})

    @property
    def columns(self) -> Table:
        """The table."""
        return table(self.row)

    def select(self, transaction: Transaction, operation: str, *, with_facts: bool) -> Select[Any]:
        """Return the select with its WHERE; the only way to one."""
        facts = self.facts if with_facts else ()
        return select(self.columns.c.id, self.json.label('body'), *facts).where(visible(transaction.caller, operation, self.row))


def spliced(body: str, operations: Sequence[str] | None) -> str:
    """Put `you_may` before the last brace of a record's JSON."""
    return f'{body[:-1]}, "you_may" : {json.dumps(operations)}}}'


def body_of(read: Read, transaction: Transaction, found: Mapping[str, Any], *, with_facts: bool) -> str:
    """Return a found row's JSON, with `you_may` where its shape has it."""
    if read.you_may is None:
        return str(found['body'])
    return spliced(found['body'], read.you_may(transaction.caller, found) if with_facts else None)


def find_body(
    transaction: Transaction, operation: str, read: Read, record_id: UUID | str, *conditions: ColumnElement[bool]
) -> tuple[int, str]:
    """Return version and JSON of one record by id or slug.

    Raises not-found: for what is not there and for what the caller may not know of, alike.
    """
    columns = read.columns
    same = _named(columns, record_id, by_slug=read.by_slug)
    statement = read.select(transaction, operation, with_facts=True).add_columns(columns.c.version).where(same, *conditions)
    found = transaction.rows(statement, grants(transaction.caller))
    if not found:
        raise Problem('not-found')
    return found[0]['version'], body_of(read, transaction, found[0], with_facts=True)


def _named(columns: Table, record_id: UUID | str, *, by_slug: bool) -> ColumnElement[bool]:
    as_id = as_uuid(record_id)
    if as_id is not None:
        return columns.c.id == as_id
    if not by_slug:
        raise Problem('not-found')
    return columns.c.slug == str(record_id)


def find_id(transaction: Transaction, operation: str, read: Read, reference: UUID | str) -> UUID | None:
    """Return the id of a record that the caller may see, or None."""
    columns = read.columns
    wanted = select(columns.c.id).where(visible(transaction.caller, operation, read.row), _named(columns, reference, by_slug=read.by_slug))
    found = transaction.rows(wanted, grants(transaction.caller))
    return found[0]['id'] if found else None


def as_uuid(text: UUID | str) -> UUID | None:
    """Return the UUID that `text` is, or None when it is something else, such as a slug."""
    try:
        return text if isinstance(text, UUID) else UUID(text)
    except ValueError:
        return None


def detail(transaction: Transaction, operation: str, read: Read, record_id: UUID | str, *conditions: ColumnElement[bool]) -> Response:
    """Answer with one record and its ETag; 304 when the caller has it already."""
    version, body = find_body(transaction, operation, read, record_id, *conditions)
    query = '&'.join('='.join(pair) for pair in transaction.asked.query)
    tag = preconditions.etag(version, *preconditions.shapers(transaction.caller, query=query))
    if tag in (transaction.asked.if_none_match or ''):
        return Response(status_code=304, headers={'ETag': tag})
    return Response(body, media_type=JSON, headers={'ETag': tag})


def detail_or_moved(transaction: Transaction, operation: str, read: Read, reference: str) -> Response:
    """Answer with one record by id or slug; 308 to its address when `reference` is a slug it once had."""
    try:
        return detail(transaction, operation, read, reference)
    except Problem as problem:
        slug = _present_slug(transaction, operation, read, reference) if problem.slug == 'not-found' else None
        if slug is None:
            raise
    folder, query = transaction.asked.path.rpartition('/')[0], urlencode(transaction.asked.query)
    return Response(status_code=308, headers={'Location': f'{folder}/{slug}' + (f'?{query}' if query else '')})


def _present_slug(transaction: Transaction, operation: str, read: Read, reference: str) -> str | None:
    columns, former = read.columns, table(SlugRow)
    same = (former.c.slug == reference, former.c.subject_type == SUBJECT_TYPES[columns.name], former.c.subject_id == columns.c.id)
    wanted = select(columns.c.slug).where(visible(transaction.caller, operation, read.row), *same)
    found = transaction.rows(wanted, grants(transaction.caller))
    return found[0]['slug'] if found else None


def written(transaction: Transaction, read: Read, row: Subject, operation: str, *, location: str | None = None) -> Response:
    """Answer a write with the record as it now stands: 201 and Location for a new one, else 200."""
    transaction.flush()
    version, body = find_body(transaction, operation, read, row.id)
    tag = preconditions.etag(version, *preconditions.shapers(transaction.caller))
    headers = {'ETag': tag} | ({'Location': f'{location}/{row.id}'} if location else {})
    return Response(body, status_code=201 if location else 200, media_type=JSON, headers=headers)
