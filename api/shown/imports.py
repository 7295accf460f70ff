"""How imports are shown: a file with its columns and counts, and its rows with their findings in the reader's words."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from babel.numbers import format_decimal
from sqlalchemy import ColumnElement, Text, case, cast, literal, select
from sqlalchemy.dialects.postgresql import JSON

from api.journal_texts import value_text
from api.models.cities import CityRow
from api.models.columns import table
from api.models.imports import Import, ImportRow, RowOfImport
from api.models.people import PersonRow
from api.permissions import Caller, Facts, may
from api.reads import Read, json_of
from api.rules import import_fields
from api.sentences import country_names, locale_of, say
from api.shown.pieces import changeable, documented, object_of
from api.spine import Transaction
from api.visibility import PRESENT_MOMENT, grants, visible_rows

imports, rows = table(ImportRow), table(RowOfImport)
people, cities = table(PersonRow), table(CityRow)
_ACTS = ('update_import', 'decide_import_rows', 'apply_import', 'discard_import')
_known_fields = case(
    *((imports.c.kind == kind, cast(literal(json.dumps(list(fields))), JSON)) for kind, fields in import_fields.FIELDS.items()),
    else_=cast(literal('[]'), JSON),
)
# Fields whose values are words of closed lists, and of what they are said.
_OF_ACTIONS = ('stage', 'origin', 'city_function', 'horizon', 'shared_with')
_WORDS = {'stage': 'working_group', 'channel': 'working_group', 'mode': 'working_group', 'role': 'role'}
_kept: ColumnElement[bool] = (imports.c.rows_until > PRESENT_MOMENT).label('kept')


def _import(caller: Caller, found: Mapping[str, Any]) -> list[str]:
    facts = Facts(frozenset({found['network_id']}), found['city_id'])
    is_open = found['stage'] == 'checked' and found['kept'] and changeable(found)
    return [name for name in _ACTS if is_open and may(caller, name, facts)]


IMPORTS = Read(
    ImportRow,
    json_of(Import, imports, known_fields=_known_fields),
    facts=(imports.c.network_id, imports.c.city_id, imports.c.stage, _kept, documented(imports)),
    you_may=_import,
    sorts={'-id': (None, True)},
)

_columns = select(imports.c.columns).where(imports.c.id == rows.c.import_id).correlate(rows).scalar_subquery()
_kind = select(imports.c.kind).where(imports.c.id == rows.c.import_id).correlate(rows).scalar_subquery()
ROWS = Read(
    RowOfImport,
    cast(
        object_of(
            **{
                name: rows.c[name]
                for name in ('id', 'number', 'outcome', 'findings', 'decision', 'candidate_id', 'record_id', 'cells')
            },
            columns=_columns,
            kind=_kind,
        ),
        Text,
    ),
)  # fmt: skip


def in_words(transaction: Transaction, bodies: Sequence[str]) -> list[str]:
    """Return the JSON of these rows as the contract has it, with sentences in the reader's language."""
    language, rows_read = transaction.caller.language, [json.loads(body) for body in bodies]
    known = _people(transaction, [each['id'] for row in rows_read for each in row['findings']['candidates'] if each['kind'] == 'person'])
    return [json.dumps(_row(language, known, row), ensure_ascii=False) for row in rows_read]


def _people(transaction: Transaction, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return who is known by these ids, with their city; only what the caller may see."""
    if not ids:
        return {}
    wanted = (
        select(people.c.id, people.c.name, people.c.mail, cities.c.name.label('city'))
        .join(cities, cities.c.id == people.c.city_id, isouter=True)
        .where(people.c.id.in_(sorted({UUID(each) for each in ids})), visible_rows(PersonRow))
    )
    return {str(row['id']): dict(row) for row in transaction.rows(wanted, grants(transaction.caller))}


def _row(language: str, people_known: Mapping[str, Mapping[str, Any]], row: dict[str, Any]) -> dict[str, Any]:
    columns, findings, cells, kind = (row.pop(name) for name in ('columns', 'findings', 'cells', 'kind'))
    words = dict.fromkeys(_OF_ACTIONS, 'plan_action') if kind == 'plan_actions' else _WORDS
    headings = {column['field']: column['heading'] for column in columns if column['field']}
    return {
        **row,
        'title': findings['title'] or str(row['number']),
        'faults': [_fault(language, each, headings) for each in findings['faults']],
        'changes': [
            {
                'field': each['field'],
                'label': say(language, f'import.field.{each["field"]}'),
                'from': _value(language, each['field'], each['from'], words),
                'to': _value(language, each['field'], each['to'], words),
            }
            for each in findings['changes']
        ],
        'notes': [{'code': each['code'], 'detail': _sentence(language, each)} for each in findings.get('notes', ())],
        'candidates': [
            _person(people_known[each['id']]) if each['kind'] == 'person' else _candidate(language, each)
            for each in findings['candidates']
            if each['kind'] != 'person' or each['id'] in people_known
        ],
        'cells': [{'heading': column['heading'] or '', 'value': cell} for column, cell in zip(columns, cells, strict=True) if cell],
    }


def _value(language: str, field: str, value: str | None, words: Mapping[str, str] = _WORDS) -> str | None:
    """Return a value in the reader's words; days stay as they are, since how exactly they are known shows in how they are written."""
    return value if value is None or field not in words else value_text(language, words[field], field, value, {})


def _fault(language: str, fault: Mapping[str, Any], headings: Mapping[str, str]) -> dict[str, Any]:
    place = {'field': fault['field'], 'heading': headings.get(fault['field'])}
    return place | {'code': fault['code'], 'detail': _sentence(language, fault)}


def _sentence(language: str, fault: Mapping[str, Any]) -> str:
    said = {**fault['parameters']}
    if fault['code'] == 'country_differs':
        said |= {name: country_names(language).get(said[name], said[name]) for name in ('country', 'value')}
    if fault['code'] == 'stage_differs':
        said |= {name: say(language, f'stage.membership.{said[name]}') for name in ('stage', 'value')}
    if fault['code'] == 'channel_differs':
        said |= {name: _value(language, 'channel', said[name]) for name in ('channel', 'value')}
    if fault['code'] == 'word_unknown' and fault.get('field') == 'role':
        said['known'] = ', '.join(say(language, f'role.{role}') for role in said['known'].split(', '))
    return say(language, f'import.fault.{fault["code"]}', **said)


def _person(known: Mapping[str, Any]) -> dict[str, Any]:
    detail = ', '.join(filter(None, (known['city'], known['mail'])))
    return {'id': str(known['id']), 'kind': 'person', 'name': known['name'], 'detail': detail}


def _candidate(language: str, candidate: Mapping[str, Any]) -> dict[str, Any]:
    if candidate['kind'] == 'plan_action':
        detail = say(language, 'import.candidate.plan_action', commitment=candidate['commitment'], track=candidate['track'])
        return {'id': candidate['id'], 'kind': candidate['kind'], 'name': candidate['name'], 'detail': detail}
    if candidate['kind'] == 'working_group':
        stage = say(language, f'stage.working_group.{candidate["stage"]}')
        detail = say(language, 'import.candidate.working_group', stage=stage, count=candidate['cities'])
        return {'id': candidate['id'], 'kind': candidate['kind'], 'name': candidate['name'], 'detail': detail}
    place = country_names(language).get(candidate['country_code'], candidate['country_code'])
    if candidate['kind'] == 'catalogue_city':
        if candidate['region']:
            place = f'{candidate["region"]}, {place}'
        people = format_decimal(candidate['population'], locale=locale_of(language))
        place = say(language, 'import.candidate.catalogue_city', place=place, population=people)
    else:
        place = say(language, 'import.candidate.city', place=place)
    return {'id': candidate['id'], 'kind': candidate['kind'], 'name': candidate['name'], 'detail': place}
