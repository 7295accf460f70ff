"""Knows how a record is read: one select whose rows Postgres returns as JSON text, passed through as they are.

A `Read` is built once per resource, from the pydantic shape beside its table. The select always takes its WHERE from
`visible`, and `you_may` is spliced in from the permission table.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Boolean, ColumnElement, FromClause, Select, Table, Text, bindparam, case, cast, func, literal_column, select
from sqlmodel import SQLModel
from starlette.responses import Response

from api import callers, preconditions
from api.database import Form
from api.models.cities import SlugRow
from api.models.columns import Subject, table
from api.permissions import Caller, has_scope
from api.problems import Problem, lacks
from api.spine import SUBJECT_TYPES, Transaction
from api.visibility import grants, visible

JSON = 'application/json'
# Records of which callers' rights are made.
RIGHTS = {'role', 'membership', 'api_client', 'mandate'}


def json_of(shape: type[BaseModel], columns: FromClause, **others: ColumnElement[Any]) -> ColumnElement[str]:
    """Return the expression that makes `shape` of a row as JSON text; fields without a column of their name come in `others`."""
    pairs: list[ColumnElement[Any]] = []
    for name in shape.model_fields:
        if name != 'you_may':
            pairs += [literal_column(f"'{name}'"), others[name] if name in others else columns.c[name]]
    return cast(func.json_build_object(*pairs), Text)


def expandable(name: str, expression: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the expression of a field that is null unless `expand` names it; Postgres does not work it out for nothing."""
    return case((bindparam(f'expand_{name}', value=False, type_=Boolean), expression))


def asked_for(expand: Collection[str] | None) -> dict[str, Any]:
    """Return the parameters that make a read show these fields."""
    return {f'expand_{name}': True for name in expand or ()}


@dataclass(frozen=True, eq=False)
class Read:
    """How one resource is read: its JSON, the columns that `you_may` needs, its sorts and its filters.

    `derived` are columns that shape the JSON although no write moves them, such as being late: they enter the ETag.
    `scopes` are what a token must carry to expand a field, by the field's name. `planned_anew`: see `database.Prepared`.
    """

    row: type[SQLModel]
    json: ColumnElement[str]
    facts: tuple[ColumnElement[Any], ...] = ()
    you_may: Callable[[Caller, Mapping[str, Any]], Sequence[str]] | None = None
    by_slug: bool = False
    sorts: Mapping[str, tuple[ColumnElement[Any] | None, bool]] = field(default_factory=lambda: {'id': (None, False)})
    derived: tuple[ColumnElement[Any], ...] = ()
    scopes: Mapping[str, str] = field(default_factory=dict)
    planned_anew: bool = False
    _selects: dict[Any, Select[Any]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def columns(self) -> Table:
        """The table."""
        return table(self.row)

    def select(self, transaction: Transaction, operation: str, *, with_facts: bool) -> Select[Any]:
        """Return the select with its WHERE; with `head`, the only way to one."""
        known, form = transaction.caller.kind != 'anonymous', (operation, with_facts)
        if (found := self._selects.get((known, form))) is None:
            facts = self.facts if with_facts else ()
            found = select(self.columns.c.id, self.json.label('body'), *facts).where(visible(transaction.caller, operation, self.row))
            found = found.execution_options(planned_anew=self.planned_anew)
            self._selects[known, form] = found
        return found

    def head(self, transaction: Transaction, operation: str, conditions: Sequence[ColumnElement[bool]]) -> Form:
        """Return the select of what the ETag is made of, with its WHERE: no JSON is built for it."""

        def make() -> Select[Any]:
            shaping = {column.key: column for column in (self.columns.c.id, self.columns.c.version, *self.facts, *self.derived)}
            return select(*shaping.values()).where(visible(transaction.caller, operation, self.row), *conditions)

        return Form((self, operation, transaction.caller.kind != 'anonymous', 'head'), conditions, make)


def spliced(body: str, operations: Sequence[str] | None) -> str:
    """Put `you_may` before the last brace of a record's JSON."""
    return f'{body[:-1]}, "you_may" : {json.dumps(operations)}}}'


def body_of(read: Read, transaction: Transaction, found: Mapping[str, Any], *, with_facts: bool) -> str:
    """Return a found row's JSON, with `you_may` where its shape has it."""
    if read.you_may is None:
        return str(found['body'])
    return spliced(found['body'], read.you_may(transaction.caller, found) if with_facts else None)


def _found(
    transaction: Transaction,
    operation: str,
    read: Read,
    *conditions: ColumnElement[bool],
    expand: Collection[str] | None = None,
    rights_of: Caller | None = None,
) -> tuple[str, str]:
    """Return ETag and JSON of one record that the caller may see, with what it may do: the caller's rights, or `rights_of` another."""
    facts, caller = set(read.facts), rights_of or transaction.caller
    others = (read.columns.c.version, *(column for column in read.derived if column not in facts))

    def make() -> Select[Any]:
        return read.select(transaction, operation, with_facts=True).add_columns(*others).where(*conditions)

    known = transaction.caller.kind != 'anonymous'
    found = transaction.rows(Form((read, operation, known, 'detail'), conditions, make), grants(transaction.caller) | asked_for(expand))
    if not found:
        raise Problem('not-found')
    you_may = read.you_may(caller, found[0]) if read.you_may else None
    body = found[0]['body'] if you_may is None else spliced(found[0]['body'], you_may)
    return _tag(caller, read, found[0], you_may), body


def _tag(caller: Caller, read: Read, found: Mapping[str, Any], you_may: Sequence[str] | None) -> str:
    """Return the ETag: of the version and of everything else that shapes the body, so that a 304 never hides a change.

    What one may do is in it as such: it depends on facts of other records, which may move without this one.
    """
    derived = [found[str(column.key)] for column in read.derived]
    return preconditions.etag(found['version'], caller.kind, caller.grants, caller.language, you_may, derived)


def _named(columns: Table, record_id: UUID | str, *, by_slug: bool) -> ColumnElement[bool]:
    as_id = as_uuid(record_id)
    if as_id is not None:
        return columns.c.id == as_id
    if not by_slug:
        raise Problem('not-found')
    return columns.c.slug == str(record_id)


def find_id(transaction: Transaction, operation: str, read: Read, reference: UUID | str, *conditions: ColumnElement[bool]) -> UUID | None:
    """Return the id of a record that the caller may see, or None. A slug that the record once had will do, as it does for a write."""
    columns = read.columns
    named = _named(columns, reference, by_slug=read.by_slug)
    wanted = select(columns.c.id).where(visible(transaction.caller, operation, read.row), named, *conditions)
    found = transaction.rows(wanted, grants(transaction.caller)) or _moved(transaction, operation, read, reference)
    return found[0]['id'] if found else None


def as_uuid(text: UUID | str) -> UUID | None:
    """Return the UUID that `text` is, or None when it is something else, such as a slug."""
    try:
        return text if isinstance(text, UUID) else UUID(text)
    except ValueError:
        return None


def detail(
    transaction: Transaction,
    operation: str,
    read: Read,
    record_id: UUID | str,
    *conditions: ColumnElement[bool],
    expand: Collection[str] | None = None,
) -> Response:
    """Answer with one record and its ETag; 304 when the caller has it already, found without building its JSON.

    With `expand` there is no ETag: what is added has versions of its own.
    """
    check_scopes(transaction, read, expand)
    wanted = (_named(read.columns, record_id, by_slug=read.by_slug), *conditions)
    seen = transaction.asked.if_none_match
    if seen and expand is None:
        for found in transaction.rows(read.head(transaction, operation, wanted), grants(transaction.caller)):
            you_may = read.you_may(transaction.caller, found) if read.you_may else None
            tag = _tag(transaction.caller, read, found, you_may)
            if preconditions.names(seen, tag):
                return Response(status_code=304, headers={'ETag': tag})
    tag, body = _found(transaction, operation, read, *wanted, expand=expand)
    return Response(body, media_type=JSON, headers={'ETag': tag} if expand is None else {})


def check_scopes(transaction: Transaction, read: Read, expand: Collection[str] | None) -> None:
    """Refuse to expand what the caller's token may not read."""
    for name in expand or ():
        if not has_scope(transaction.caller, read.scopes.get(name)):
            raise lacks(read.scopes[name])


def detail_or_moved(
    transaction: Transaction,
    operation: str,
    read: Read,
    reference: str,
    *conditions: ColumnElement[bool],
    expand: Collection[str] | None = None,
) -> Response:
    """Answer with one record by id or slug; 308 to its address when `reference` is a slug it once had."""
    try:
        return detail(transaction, operation, read, reference, *conditions, expand=expand)
    except Problem as problem:
        found = _moved(transaction, operation, read, reference, *conditions) if problem.slug == 'not-found' else []
        if not found:
            raise
    folder, query = transaction.asked.path.rpartition('/')[0], urlencode(transaction.asked.query)
    return Response(status_code=308, headers={'Location': f'{folder}/{found[0]["slug"]}' + (f'?{query}' if query else '')})


def _moved(
    transaction: Transaction, operation: str, read: Read, reference: UUID | str, *conditions: ColumnElement[bool]
) -> Sequence[Mapping[str, Any]]:
    """Return id and present slug of the record that had this slug in former times, if there is one that the caller may see."""
    columns, former = read.columns, table(SlugRow)
    if not read.by_slug:
        return []
    same = (former.c.slug == str(reference), former.c.subject_type == SUBJECT_TYPES[columns.name], former.c.subject_id == columns.c.id)
    wanted = select(columns.c.id, columns.c.slug).where(visible(transaction.caller, operation, read.row), *same, *conditions)
    return transaction.rows(wanted, grants(transaction.caller))


def written(transaction: Transaction, read: Read, row: Subject, operation: str, *, location: str | None = None) -> Response:
    """Answer a write with the record as it now stands: 201 and Location for a new one, else 200."""
    tag, body = found_after(transaction, operation, read, row.id)
    headers = {'ETag': tag} | ({'Location': f'{location}/{row.id}'} if location else {})
    return Response(body, status_code=201 if location else 200, media_type=JSON, headers=headers)


def found_after(transaction: Transaction, operation: str, read: Read, record_id: UUID) -> tuple[str, str]:
    """Return ETag and JSON of a record as the next read shows it: with the rights that this write leaves its caller.

    When it has taken away the sight of the record itself, the answer is the last time that the caller sees it.
    """
    transaction.flush()
    same, caller = read.columns.c.id == record_id, transaction.caller
    if not transaction.journalled & RIGHTS:
        return _found(transaction, operation, read, same)
    renewed = callers.renewed(transaction.session.connection(), caller)
    try:
        transaction.caller = renewed
        return _found(transaction, operation, read, same)
    except Problem:
        transaction.caller = caller
        return _found(transaction, operation, read, same, rights_of=renewed)
    finally:
        transaction.caller = caller
