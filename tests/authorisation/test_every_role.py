"""For every role and every table that is shown, in worlds that nobody thought of: the WHERE of a list lets through what a predicate says.

A world is a few rows of each table that stand in the place of the tables themselves: a common table expression hides the table of its name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import ARRAY, CTE, Text, bindparam, column, func, literal, select, union_all
from sqlalchemy.sql.elements import True_
from sqlmodel import SQLModel

from api import callers, visibility
from api.audiences import AUDIENCES
from api.database import Database, Prepared
from api.models.api_clients import ApiClientRole
from api.models.columns import table
from api.models.roles import RoleName
from api.operations import permit
from api.permissions import Caller
from api.rules.roles import HELD_FOR
from api.spine import NEVER_IN_FEED, SUBJECT_TYPES, Transaction
from api.visibility import ABOUT, grants, sees, visible_rows
from tests.conftest import Databases

_NETWORKS, _CITIES, _GROUPS, _PEOPLE, _ORGANISATIONS = ([uuid4() for _ in range(n)] for n in (2, 3, 3, 2, 2))
_IDS = {'network_id': _NETWORKS, 'city_id': _CITIES, 'working_group_id': _GROUPS, 'person_id': _PEOPLE, 'invited_by_id': _PEOPLE}
_IDS |= {'organisation_id': _ORGANISATIONS, 'client_id': _PEOPLE, 'asking_city_id': _CITIES}
_PLACES = ('network_id', 'city_id', 'working_group_id')
# Who holds which role, and of what: beside a network always, as the rulebook has it. Nobody holds none.
HELD: dict[str, tuple[str, ...]] = {
    'office_admin': (),
    'office_staff': (),
    'board_member': (),
    'scientific_advisor': (),
    'coordinator': ('city',),
    'political_head': ('city',),
    'department_contact': ('city',),
    'lead_contact': ('city', 'group'),
    'group_coordinator': ('group',),
    'organisation_contact': ('organisation',),
    'national_network_coordinator': (),
}
MACHINES = ('partner_client', 'script_client')
EVERYBODY = (*HELD, *MACHINES, 'nobody')
_ROWS: dict[str, type[SQLModel]] = {table(mapper.class_).name: mapper.class_ for mapper in SQLModel._sa_registry.mappers}
_SUBJECTS = sorted(SUBJECT_TYPES | NEVER_IN_FEED)
Row = dict[str, Any]
World = dict[str, list[Row]]


@dataclass(frozen=True)
class Whole:
    """A world, its rows by their ids, and the database that knows the tables."""

    world: World
    database: Database

    def row(self, name: str, record_id: UUID) -> Row | None:
        """Return a row of a table."""
        return next((row for row in self.world[name] if row['id'] == record_id), None)


def _office(caller: Caller, row: Row) -> bool:
    return caller.everywhere or row['network_id'] in caller.office_of


def _hears(caller: Caller, row: Row | None) -> bool:
    of_client = caller.kind == 'client' and row is not None and row['client_id'] == caller.id
    return of_client or _office(caller, row or {'network_id': None})


def _oneself(caller: Caller, row: Row) -> bool:
    return caller.kind == 'person' and row['person_id'] == caller.id


def _of_city(caller: Caller, row: Row) -> bool:
    return (row['network_id'], row['city_id']) in caller.speaks_for


def _subject(name: str, whole: Whole, caller: Caller, row: Row) -> bool:
    """Ask what a write asks of the record that it finds."""
    record: Any = _ROWS[name](**row)
    return permit._is_shown(Transaction(whole.database, caller), record)


# What is no subject, by hand: nothing but these sentences says who sees it.
Seen = Callable[[Whole, Caller, Row], bool]
APART: dict[str, Seen] = {
    'notices': lambda _, caller, row: _office(caller, row),
    'redactions': lambda _, caller, row: _office(caller, row),
    'import_rows': lambda _, caller, row: _of_city(caller, row) if row['city_id'] else _office(caller, row),
    'security_events': lambda _, caller, row: caller.everywhere or row['network_id'] in caller.admin_of or _oneself(caller, row),
    'sessions': lambda _, caller, row: _oneself(caller, row),
    'calendar_subscriptions': lambda _, caller, row: _oneself(caller, row),
    'saved_filters': lambda _, caller, row: _oneself(caller, row),
    'passkeys': lambda _, caller, row: _oneself(caller, row),
    'identities': lambda _, caller, row: _oneself(caller, row),
    'api_client_secrets': lambda whole, caller, row: _office(caller, whole.row('api_clients', row['client_id']) or {'network_id': None}),
    'webhook_deliveries': lambda whole, caller, row: _hears(caller, whole.row('webhook_endpoints', row['endpoint_id'])),
    'journal': lambda whole, caller, row: _sees_history(whole, caller, row['subject_id']),
}


def _sees_history(whole: Whole, caller: Caller, subject_id: UUID) -> bool:
    """Say what the journal promises: whoever sees the subject, and of what is about people the office, the own city and the person."""
    for name in NEVER_IN_FEED:
        row = whole.row(name, subject_id)
        if row is not None and _subject(name, whole, caller, row):
            of_city = _office(caller, row) or (row.get('network_id'), row.get('city_id')) in caller.speaks_for
            return name not in ABOUT or of_city or (caller.kind == 'person' and row[ABOUT[name]] == caller.id)
    indexed = [row for row in whole.world['changes'] if row['subject_id'] == subject_id]
    return any(sees(caller, row['audience_now'], *(row[place] for place in _PLACES)) for row in indexed)


_DRAWN: dict[str, st.SearchStrategy[Any]] = {
    'audience': st.sampled_from(AUDIENCES),
    'audience_now': st.none() | st.sampled_from(AUDIENCES),
    **{name: st.none() | st.sampled_from(ids) for name, ids in _IDS.items()},
}
# Rows of these are about rows of the others.
_TELLING = {'changes', 'journal', 'api_client_secrets', 'webhook_deliveries'}


def _needed(name: str) -> list[str]:
    """Return the columns of a table that say who sees its rows, and the one that names them."""
    said = (*_DRAWN, *(('endpoint_id', 'subject_id') if name in _TELLING else ()))
    columns = table(_ROWS[name]).c
    return [each for each in ('id', *said) if each in columns]


_EVERYBODYS = {'city_catalogue', 'city_catalogue_release'}
_TABLES = sorted({*_SUBJECTS, *visibility._APART, 'changes'} - _EVERYBODYS)
_SHOWN = [name for name in _TABLES if name != 'changes']


@st.composite
def _worlds(draw: st.DrawFn) -> World:
    """Draw two rows of each table; who is what a row is about, which client a secret opens and what an entry tells of is in the world."""
    world: World = {}
    for name in (each for each in _TABLES if each not in _TELLING):
        world[name] = [{each: uuid4() if each == 'id' else draw(_DRAWN[each]) for each in _needed(name)} for _ in range(2)]
    for row, person in zip(world['people'], _PEOPLE, strict=True):
        row['id'] = person
    subjects = [row['id'] for name in SUBJECT_TYPES for row in world[name]]
    places = [each for each in _needed('changes') if each != 'subject_id']
    world['changes'] = [{'subject_id': each, **{name: draw(_DRAWN[name]) for name in places}} for each in subjects[::4]]
    told = [*subjects[::4], *(row['id'] for name in NEVER_IN_FEED for row in world[name]), uuid4()]
    unseen = dict.fromkeys(_needed('journal'))
    world['journal'] = [unseen | {'id': uuid4(), 'subject_id': each} for each in told]
    world['api_client_secrets'] = [{'id': uuid4(), 'client_id': row['id']} for row in world['api_clients']]
    world['webhook_deliveries'] = [{'id': uuid4(), 'subject_id': None, 'endpoint_id': row['id']} for row in world['webhook_endpoints']]
    return world


def _some(draw: st.DrawFn, ids: list[UUID]) -> list[UUID]:
    return draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))


@st.composite
def _somebody(draw: st.DrawFn, name: str) -> Caller:
    """Draw a caller with this role alone, made as the query of a request makes it: of one or two terms, or of mandates."""
    oneself, active = draw(st.sampled_from(_PEOPLE)), st.booleans()
    if name in MACHINES:
        network = draw(st.none() | st.sampled_from(_NETWORKS)) if name == 'script_client' else _NETWORKS[0]
        given_for = _some(draw, _CITIES)
        mandates = [
            {
                'city': str(each),
                'network': str(draw(st.sampled_from(_NETWORKS))),
                'active': draw(active),
                'groups': _texts(_some(draw, _GROUPS)),
            }
            for each in given_for
        ]
        city = draw(st.sampled_from([None, *given_for])) if network else None
        row: Row = {'id': oneself, 'role': name, 'network_id': network, 'city_id': city, 'mandates': mandates, 'name': name}
        return callers.client_caller(row, frozenset({'admin'} if draw(active) else ()), 'en')
    terms = [
        {
            'role': name,
            'network': str(network),
            'city': str(draw(st.sampled_from(_CITIES))) if 'city' in HELD[name] else None,
            'group': str(draw(st.sampled_from(_GROUPS))) if 'group' in HELD[name] else None,
            'organisation': str(draw(st.sampled_from(_ORGANISATIONS))) if 'organisation' in HELD[name] else None,
            'active': draw(active),
        }
        for network in (draw(st.lists(st.sampled_from(_NETWORKS), min_size=1, max_size=2)) if name in HELD else ())
    ]
    groups = _texts(_some(draw, _GROUPS)) if name == 'coordinator' else None
    common = {'session_id': uuid4(), 'signed_in_at': None, 'language': 'en', 'name': name}
    return callers.person_caller({'id': oneself, 'roles': terms, 'groups': groups, **common})


def _texts(ids: list[UUID]) -> list[str]:
    return [str(each) for each in ids]


def _hidden(name: str) -> CTE:
    """Return what has the name of a table and hides it: the rows of a world."""
    kinds = {each: table(_ROWS[name]).c[each].type for each in _needed(name)}
    arrays = [bindparam(f'{name}__{each}', type_=ARRAY(kind)) for each, kind in kinds.items()]
    rows = func.unnest(*arrays).table_valued(*(column(each, kind) for each, kind in kinds.items()), name=f'of_{name}')
    return select(rows.render_derived()).cte(name)


@cache
def _listed() -> Prepared:
    """Return the one select of all rows, by table, that the WHERE of their table lets through."""
    parts = [select(literal(name, Text).label('name'), table(_ROWS[name]).c.id).where(visible_rows(_ROWS[name])) for name in _SHOWN]
    return Prepared(select(union_all(*parts).subquery()).add_cte(*map(_hidden, _TABLES)))


def _values(world: World) -> dict[str, list[Any]]:
    return {f'{name}__{each}': [row[each] for row in world[name]] for name in _TABLES for each in _needed(name)}


def test_every_role_and_every_table_that_is_shown_is_asked_about() -> None:
    assert set(HELD) == set(get_args(RoleName))
    named = {'city': 'city_id', 'group': 'working_group_id', 'organisation': 'organisation_id'}
    assert {role: tuple(named[each] for each in held) for role, held in HELD.items()} == {role: HELD_FOR.get(role, ()) for role in HELD}
    assert set(MACHINES) == set(get_args(ApiClientRole))
    assert set(APART) | _EVERYBODYS == set(visibility._APART)
    assert all(isinstance(visible_rows(_ROWS[name]), True_) for name in _EVERYBODYS)
    with_audience = {name for name, row in _ROWS.items() if 'audience' in table(row).c}
    assert with_audience <= set(_SHOWN)
    assert set(_SHOWN) == with_audience | set(APART)


@pytest.fixture(scope='module')
def somewhere(databases: Databases) -> Iterator[Database]:
    """A database that knows the tables, whose rows are hidden."""
    url = databases.copy()
    database = Database(url)
    yield database
    database.close()
    databases.drop(url)


@given(data=st.data())
# A smaller world would be found too slowly to be worth it.
@settings(max_examples=settings().max_examples // 6, phases=[Phase.generate])
def test_in_any_world_the_where_lets_through_what_the_predicate_says(somewhere: Database, data: st.DataObject) -> None:
    whole = Whole(data.draw(_worlds()), somewhere)
    rows = _values(whole.world)
    for name in EVERYBODY:
        caller = data.draw(_somebody(name), name)
        by_where = {(row['name'], row['id']) for row in somewhere.fetch(_listed(), rows | grants(caller))}
        by_predicate = {(each, row['id']) for each in _SHOWN for row in whole.world[each] if _is_shown(each, whole, caller, row)}
        assert by_where == by_predicate, name


def _is_shown(name: str, whole: Whole, caller: Caller, row: Row) -> bool:
    return APART[name](whole, caller, row) if name in APART else _subject(name, whole, caller, row)
