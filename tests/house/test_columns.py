"""Every column says whether it is personal, so that nothing personal reaches a journal, a feed or an export by oversight."""

import importlib
import inspect
import pkgutil
from typing import get_args, get_type_hints

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text
from sqlmodel import SQLModel

import api.models
from api.models.shapes import Line, Prose, Wish


def untagged(metadata: MetaData) -> set[str]:
    return {
        str(column) for table in metadata.tables.values() for column in table.columns if not isinstance(column.info.get('personal'), bool)
    }


def test_every_column_is_tagged_personal_or_not() -> None:
    assert api.models.__name__
    assert untagged(SQLModel.metadata) == set()


@pytest.mark.parametrize('column', ['people.name', 'people.mail', 'contact_points.value'])
def test_what_is_personal_is_tagged_so(column: str) -> None:
    table, name = column.split('.')
    assert SQLModel.metadata.tables[table].columns[name].info['personal'] is True


def without_a_person(metadata: MetaData) -> set[str]:
    """Return the tables with personal columns that do not say whose these are, and those that name a column they do not have."""
    personal = {table for table in metadata.tables.values() if any(column.info.get('personal') for column in table.columns)}
    named = {table for table in metadata.tables.values() if 'about' in table.info}
    return {str(table) for table in personal - named} | {
        str(table) for table in named if table.info['about'] not in {None, *table.columns.keys()}
    }


def test_every_table_with_personal_columns_says_whose_they_are() -> None:
    assert without_a_person(SQLModel.metadata) == set()


def test_a_table_that_does_not_say_whose_it_is_is_caught() -> None:
    metadata = MetaData()
    text = ('text', Text)
    Table('letters', metadata, Column(*text, info={'personal': True}))
    Table('cards', metadata, Column(*text, info={'personal': True}), info={'about': 'person_id'})
    Table('notes', metadata, Column(*text, info={'personal': True}), info={'about': None})
    assert without_a_person(metadata) == {'letters', 'cards'}


def test_an_untagged_column_is_caught() -> None:
    metadata = MetaData()
    Table('letters', metadata, Column('id', Integer, info={'personal': False}), Column('text', Text))
    assert untagged(metadata) == {'letters.text'}


def written_freely() -> set[str]:
    """Return the columns that a body fills with free text, by the shapes beside their table."""
    found = set()
    for module in (importlib.import_module(f'api.models.{each.name}') for each in pkgutil.iter_modules(api.models.__path__)):
        classes = [each for each in vars(module).values() if inspect.isclass(each) and each.__module__ == module.__name__]
        tables = [each.__table__ for each in classes if hasattr(each, '__table__')]
        wishes = [each for each in classes if issubclass(each, Wish)]
        named = {name for wish in wishes for name, kind in get_type_hints(wish, include_extras=True).items() if is_free(kind)}
        found |= {str(column) for each in tables for column in each.columns if column.name in named}
    return found


def is_free(kind: object) -> bool:
    return kind in {Line, Prose} or bool(set(get_args(kind)) & {Line, Prose})


# Free texts in form alone: a closed list says what they may be.
NOBODYS = {'by_laws.time_zone'}


def test_texts_that_people_write_freely_are_tagged_so_or_personal() -> None:
    found = written_freely() - NOBODYS
    assert {'progress_updates.obstacle', 'action_items.description', 'meetings.minutes', 'declarations.reason'} <= found
    columns = {str(column): column for table in SQLModel.metadata.tables.values() for column in table.columns}
    assert {name for name in found if not (columns[name].info.get('free') or columns[name].info['personal'])} == set()
