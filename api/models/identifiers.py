"""Knows the keys by which others know a city or an organisation: a pair of scheme and value, of one record only."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import SQLModel

from api.models.columns import new_id, plain
from api.models.shapes import Identifier


class IdentifierRow(SQLModel, table=True):
    """A key by which others know a city or an organisation; a pair stands once in the whole instance."""

    __tablename__ = 'identifiers'
    __table_args__ = (
        UniqueConstraint('scheme', 'value', name='identifiers_pair'),
        CheckConstraint('num_nonnulls(city_id, organisation_id) = 1', name='identifiers_of_one'),
    )

    id: UUID = plain(default_factory=new_id, primary_key=True)
    scheme: str = plain(sa_type=Text)
    value: str = plain(sa_type=Text)
    city_id: UUID | None = plain(default=None, foreign_key='cities.id', index=True)
    organisation_id: UUID | None = plain(default=None, foreign_key='organisations.id', index=True)


def _each_once(identifiers: list[Identifier]) -> list[Identifier]:
    if len({(each.scheme, each.value) for each in identifiers}) < len(identifiers):
        raise PydanticCustomError('named_twice', 'the same identifier twice')
    return identifiers


Identifiers = Annotated[list[Identifier], Field(max_length=20, json_schema_extra={'uniqueItems': True}), AfterValidator(_each_once)]
