"""Knows what every table has in common: the tag of each column, a subject's columns, where a mirrored row came from."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from api import clock

KEY = Text(collation='C')


def new_id() -> UUID:
    """Return a new UUIDv7: made by the application, ascending in time."""
    return uuid7()


def moment() -> datetime:
    """Return the present moment, as the replaceable clock has it."""
    return clock.now()


def plain(**options: Any) -> Any:
    """Declare a column that says nothing about a person; options as sqlmodel.Field."""
    return _tagged(personal=False, **options)


def personal(**options: Any) -> Any:
    """Declare a column that holds personal data: the journal keeps only its name, erasure empties it."""
    return _tagged(personal=True, **options)


def free_text(**options: Any) -> Any:
    """Declare a column with a text that people write freely: it may name anybody. The journal keeps it, a redaction changes it."""
    return _tagged(personal=False, free=True, **options)


def people(**options: Any) -> Any:
    """Declare a column with ids of people as text, each once: the database refers to nobody there, so that an erasure takes them out."""
    field = plain(default_factory=list, sa_type=JSONB, **options)
    field.sa_column_kwargs['info']['people'] = True
    return field


def _tagged(*, personal: bool, free: bool = False, **options: Any) -> Any:
    kwargs = {**options.pop('sa_column_kwargs', {}), 'info': {'personal': personal, 'free': free}}
    return Field(sa_column_kwargs=kwargs, **options)


def about(person: str | None, *, passing: bool = False, by_mail: str | None = None) -> dict[str, Any]:
    """Say, as a table's last argument, whose its personal columns are: `person` is the column that names whom a row is about.

    None: texts that may name anybody, which a recorded redaction changes and no erasure. `passing`: no record of the network,
    erasure deletes the row. `by_mail`: the column of the address that says whom a row is about while it names no person.
    """
    return {'info': {'about': person, 'passing': passing, 'by_mail': by_mail}}


def table(row: type[SQLModel]) -> Table:
    """Return the table behind a row class, for statements built on columns."""
    found: Table = row.__table__  # type: ignore[attr-defined]  # set by SQLModel on every table class, unknown to its stub
    return found


class Subject(SQLModel):
    """What every subject of the change index has.

    `version` counts what a reader may have seen. `audience` is who may see the row (public | members | advisers | board |
    working_group | own_city | city_alone | office; what the board sees, the group sees as well; what is a city's alone, its office
    does not), together with the row's network, group and city: the same columns stand in the change index, so that a list and the
    feed can never disagree. `demonstration` marks an invented record;
    `source` says where a documented fact comes from.
    """

    id: UUID = plain(default_factory=new_id, primary_key=True)
    version: int = plain(default=1, sa_type=Integer)
    audience: str = plain(default='members', sa_type=Text)
    demonstration: bool = plain(default=False)
    source: str | None = plain(default=None, sa_type=Text)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    updated_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))


class Mirrorable(SQLModel):
    """Where a record that another network keeps came from; such a row is read-only here and never published again."""

    origin_network_id: UUID | None = plain(default=None)
    origin_id: str | None = plain(default=None, sa_type=Text)
    origin_version: int | None = plain(default=None, sa_type=Integer)
