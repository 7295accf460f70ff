"""Knows the departments of a city's administration."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field
from sqlalchemy import Date, Index, Text

from api.models.columns import KEY, Subject, plain
from api.models.shapes import Day, Id, Name, Shape, Version, Wish


class DepartmentRow(Subject, table=True):
    """A department of a city's administration; seen by the own city and the office."""

    __tablename__ = 'departments'
    __table_args__ = (Index('departments_by_name', 'sort_key', 'id'),)

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    name: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    ended_on: date | None = plain(default=None, sa_type=Date)


class Department(Shape):
    """A department of a city's administration."""

    id: Id
    version: Version
    network_id: Id
    city_id: Id
    name: Name
    ended_on: date | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class DepartmentPage(Shape):
    """A page of departments."""

    items: list[Department]
    next: Id | None


class DepartmentCreate(Wish):
    """A department to add."""

    network_id: Id
    city_id: Id
    name: Name


class DepartmentPatch(Wish):
    """What may be changed about a department."""

    name: Name = Field(default_factory=str)
    ended_on: Day | None = None
