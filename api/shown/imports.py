"""How imports are shown: a file with its columns and counts, and its rows with their findings in the reader's words."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from babel.numbers import format_decimal
from sqlalchemy import ColumnElement, Text, case, cast, literal, select
from sqlalchemy.dialects.postgresql import JSON

from api.models.columns import table
from api.models.imports import Import, ImportRow, RowOfImport
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.retention import IMPORT_DAYS
from api.rules import imports as rules
from api.sentences import country_names, locale_of, say
from api.shown.pieces import changeable, documented, object_of
from api.spine import Transaction
from api.visibility import PRESENT_MOMENT

imports, rows = table(ImportRow), table(RowOfImport)
_ACTS = ('update_import', 'decide_import_rows', 'apply_import')
_known_fields = case(
    *((imports.c.kind == kind, cast(literal(json.dumps(list(fields))), JSON)) for kind, fields in rules.FIELDS.items()),
    else_=cast(literal('[]'), JSON),
)
_until = imports.c.created_at + timedelta(days=IMPORT_DAYS)
_kept: ColumnElement[bool] = (_until > PRESENT_MOMENT).label('kept')


def _import(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(networks=frozenset({found['network_id']}))
    is_open = found['stage'] == 'checked' and found['kept'] and changeable(found)
    return [name for name in _ACTS if is_open and may(caller, name, facts)]


IMPORTS = Read(
    ImportRow,
    json_of(Import, imports, known_fields=_known_fields, rows_until=_until),
    facts=(imports.c.network_id, imports.c.stage, _kept, documented(imports)),
    you_may=_import,
    sorts={'-id': (None, True)},
)

_columns = select(imports.c.columns).where(imports.c.id == rows.c.import_id).correlate(rows).scalar_subquery()
ROWS = Read(
    RowOfImport,
    cast(
        object_of(
            **{
                name: rows.c[name]
                for name in ('id', 'number', 'outcome', 'findings', 'decision', 'candidate_id', 'record_id', 'cells')
            },
            columns=_columns,
        ),
        Text,
    ),
)  # fmt: skip


def in_words(transaction: Transaction, bodies: Sequence[str]) -> list[str]:
    """Return the JSON of these rows as the contract has it, with sentences in the reader's language."""
    language = transaction.caller.language
    return [json.dumps(_row(language, json.loads(body)), ensure_ascii=False) for body in bodies]


def _row(language: str, row: dict[str, Any]) -> dict[str, Any]:
    columns, findings, cells = row.pop('columns'), row.pop('findings'), row.pop('cells')
    headings = {column['field']: column['heading'] for column in columns if column['field']}
    return {
        **row,
        'title': findings['title'] or str(row['number']),
        'faults': [_fault(language, each, headings) for each in findings['faults']],
        'changes': [
            {'field': each['field'], 'label': say(language, f'import.field.{each["field"]}'), 'from': each['from'], 'to': each['to']}
            for each in findings['changes']
        ],
        'candidates': [_candidate(language, each) for each in findings['candidates']],
        'cells': [{'heading': column['heading'] or '', 'value': cell} for column, cell in zip(columns, cells, strict=True) if cell],
    }


def _fault(language: str, fault: Mapping[str, Any], headings: Mapping[str, str]) -> dict[str, Any]:
    said = {**fault['parameters']}
    if fault['code'] == 'country_differs':
        said |= {name: country_names(language).get(said[name], said[name]) for name in ('country', 'value')}
    if fault['code'] == 'stage_differs':
        said |= {name: say(language, f'stage.membership.{said[name]}') for name in ('stage', 'value')}
    detail = say(language, f'import.fault.{fault["code"]}', **said)
    return {'field': fault['field'], 'heading': headings.get(fault['field']), 'code': fault['code'], 'detail': detail}


def _candidate(language: str, candidate: Mapping[str, Any]) -> dict[str, Any]:
    place = country_names(language).get(candidate['country_code'], candidate['country_code'])
    if candidate['kind'] == 'catalogue_city':
        if candidate['region']:
            place = f'{candidate["region"]}, {place}'
        people = format_decimal(candidate['population'], locale=locale_of(language))
        place = say(language, 'import.candidate.catalogue_city', place=place, population=people)
    else:
        place = say(language, 'import.candidate.city', place=place)
    return {'id': candidate['id'], 'kind': candidate['kind'], 'name': candidate['name'], 'detail': place}
