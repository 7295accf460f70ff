"""Knows the filters of lists that people keep for themselves, each under a name of theirs."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import DateTime, Text
from sqlmodel import SQLModel

from api.models.columns import about, moment, new_id, personal, plain
from api.models.shapes import Id, Name, Shape, Wish

# A path of the screens with a query, as browsers write it: never another origin, never without a filter.
FilterAddress = Annotated[
    str,
    Field(
        min_length=3,
        max_length=500,
        pattern=r"^/([a-z0-9][A-Za-z0-9/-]*)?\?[A-Za-z0-9%&=+._~*'()!-]+$",
        description='Where the screens show the list with this filter: path and query, in the form in which a browser writes them.',
        examples=['/working-groups?stage=proposed'],
    ),
]


class SavedFilterRow(SQLModel, table=True):
    """A filter that a person keeps. It is theirs alone; what it looks for may name somebody, so it is personal like its name."""

    __tablename__ = 'saved_filters'
    __table_args__ = (about('person_id', passing=True),)

    id: UUID = plain(default_factory=new_id, primary_key=True)
    person_id: UUID = plain(foreign_key='people.id', index=True)
    name: str = personal(sa_type=Text)
    address: str = personal(sa_type=Text)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))


class SavedFilter(Shape):
    """A filter of a list that you keep."""

    id: Id
    name: Name
    address: FilterAddress
    created_at: datetime


class SavedFilterPage(Shape):
    """Your saved filters, the newest first."""

    items: list[SavedFilter]
    next: Id | None


class SavedFilterCreate(Wish):
    """A filter to be kept, under a name of yours."""

    name: Name = Field(description='What you know it by.', examples=['Groups that still need cities'])
    address: FilterAddress
