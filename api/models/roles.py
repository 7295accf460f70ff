"""Knows the roles: what a person is, for whom, in which term."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text

from api.models.columns import Subject, about, plain
from api.models.shapes import DatePrecision, Day, Id, Line, Name, Shape, Slug, Version, Wish

RoleName = Literal[
    'office_admin', 'office_staff', 'board_member', 'scientific_advisor', 'coordinator', 'political_head', 'department_contact',
    'lead_contact', 'group_coordinator', 'organisation_contact', 'national_network_coordinator',
]  # fmt: skip


class RoleRow(Subject, table=True):
    """A role of a person: in a network, and where it applies for a city, an organisation or a group. A term."""

    __tablename__ = 'roles'
    __table_args__ = (
        CheckConstraint('end_date >= start_date', name='roles_ends_after_start'),
        CheckConstraint("start_precision IN ('year', 'month', 'day')", name='roles_start_precision'),
        Index('roles_of_person', 'person_id'),
        Index('roles_of_group', 'working_group_id'),
        Index('roles_of_city', 'city_id'),
        about('person_id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    person_id: UUID = plain(foreign_key='people.id')
    role: str = plain(sa_type=Text)
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    organisation_id: UUID | None = plain(default=None, foreign_key='organisations.id')
    working_group_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    start_date: date = plain(sa_type=Date)
    start_precision: str = plain(default='day', sa_type=Text)
    end_date: date | None = plain(default=None, sa_type=Date)
    given_by_id: UUID | None = plain(default=None)
    imported: bool = plain(default=False)


class RoleTerm(Shape):
    """A term in a role."""

    id: Id
    version: Version
    network_id: Id
    person_id: Id
    role: RoleName = Field(description='Open list.')
    city_id: Id | None
    organisation_id: Id | None
    working_group_id: Id | None
    start_date: date
    start_precision: DatePrecision = Field(description='Open list. With `month` or `year`, start_date is the first day of it.')
    end_date: date | None
    given_by_id: Id | None = Field(description='The person or client that gave it; null where it came with the record.')
    imported: bool
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class RolePage(Shape):
    """A page of roles."""

    items: list[RoleTerm]
    next: Id | None


class RoleCreate(Wish):
    """A role to give."""

    network_id: Id
    person_id: Id
    role: RoleName
    city_id: Id | None = None
    organisation_id: Id | None = None
    working_group_id: Id | None = None
    start_date: Day | None = Field(default=None, description='Today when left out; a past day is the office’s, and wants a reason.')
    reason: Line | None = None


class RoleEndingCreate(Wish):
    """When and why a role ends; the person's sessions end with it."""

    end_date: Day | None = Field(default=None, description='Today when left out; a past day is the office’s, and wants a reason.')
    reason: Line | None = None


class HeldRole(Shape):
    """A role of the caller, with the names a screen needs."""

    id: Id
    role: str
    network_id: Id
    network_slug: Slug
    city_id: Id | None
    network_name: Name
    city_slug: Slug | None
    city_name: Name | None
    working_group_id: Id | None
    working_group_slug: Slug | None
    working_group_title: Name | None
    organisation_id: Id | None
    organisation_slug: Slug | None
    organisation_name: Name | None
    start_date: date
    start_precision: DatePrecision = Field(description='Open list. With `month` or `year`, start_date is the first day of it.')
