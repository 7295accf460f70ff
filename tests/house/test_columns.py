"""Every column says whether it is personal, so that nothing personal reaches a journal, a feed or an export by oversight."""

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text
from sqlmodel import SQLModel

import api.models


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


def test_an_untagged_column_is_caught() -> None:
    metadata = MetaData()
    Table('letters', metadata, Column('id', Integer, info={'personal': False}), Column('text', Text))
    assert untagged(metadata) == {'letters.text'}
