"""Knows the contact points: how a person is reached, and who may see it."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text

from api.models.columns import Subject, about, personal, plain
from api.models.shapes import Flag, Id, Line, Shape, Version, Visibility, Wish

ContactKind = Literal['mail', 'phone', 'address', 'website']


class ContactPointRow(Subject, table=True):
    """A way to reach a person, with its own visibility (S1): never public unless the person published it, with the day."""

    __tablename__ = 'contact_points'
    __table_args__ = (
        CheckConstraint("visibility IN ('public', 'members', 'office')", name='contact_points_visibility'),
        CheckConstraint("visibility <> 'public' OR consented_on IS NOT NULL", name='contact_points_public_by_consent'),
        Index('contact_points_of_person', 'person_id'),
        about('person_id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    person_id: UUID = plain(foreign_key='people.id')
    kind: str = plain(default='mail', sa_type=Text)
    value: str = personal(sa_type=Text)
    visibility: str = plain(default='members', sa_type=Text)
    consented_on: date | None = plain(default=None, sa_type=Date)
    ended_on: date | None = plain(default=None, sa_type=Date)


class ContactPoint(Shape):
    """A way to reach a person."""

    id: Id
    version: Version
    network_id: Id
    person_id: Id
    kind: ContactKind = Field(description='Open list.')
    value: Line
    visibility: Visibility
    consented_on: date | None = Field(description='The day the person published it; null unless it is public.')
    ended_on: date | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class ContactPointPage(Shape):
    """A page of contact points."""

    items: list[ContactPoint]
    next: Id | None


class ContactPointCreate(Wish):
    """A contact point to add. Only the person may publish it."""

    person_id: Id
    kind: ContactKind = 'mail'
    value: Line = Field(min_length=3)
    visibility: Visibility = 'members'


class ContactPointPatch(Wish):
    """A new value or visibility, with effect at once; `ended` removes it from every list."""

    value: Line = Field(default_factory=str, min_length=3)
    visibility: Visibility = Field(default_factory=lambda: 'members')
    ended: Flag = Field(default_factory=bool)
