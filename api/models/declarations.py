"""Knows the declarations of working groups at an assembly: they continue, or their work is complete."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, DateTime, Index, Text, UniqueConstraint

from api.models.assemblies import AssemblyName
from api.models.columns import Mirrorable, Subject, free_text, plain
from api.models.shapes import GroupName, Id, Line, OnBehalfOf, Shape, Version, Wish

Choice = Literal['continue', 'complete']


class DeclarationRow(Subject, Mirrorable, table=True):
    """What a group declared at one assembly. `effective_at` is when a completion was carried out, on the assembly's day or later."""

    __tablename__ = 'declarations'
    __table_args__ = (
        CheckConstraint("choice IN ('continue', 'complete')", name='declarations_choice'),
        UniqueConstraint('working_group_id', 'assembly_id', name='declarations_one_at_each_assembly'),
        Index('declarations_of_assembly', 'assembly_id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    assembly_id: UUID = plain(foreign_key='assemblies.id')
    choice: str = plain(sa_type=Text)
    reason: str | None = free_text(default=None, sa_type=Text)
    declared_on: date = plain(sa_type=Date)
    effective_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class Declaration(Shape):
    """What a group declared at an assembly. `complete` takes effect on the assembly's day."""

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName
    assembly: AssemblyName
    choice: Choice = Field(description='Open list.')
    reason: Line | None
    declared_on: date
    effective_at: datetime | None = Field(
        description='When the completion was carried out; null until then, and for a group that continues.'
    )
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime


class DeclarationPage(Shape):
    """A page of declarations, the latest first."""

    items: list[Declaration]
    next: Id | None


class DeclarationCreate(Wish):
    """What the group declares at an assembly. A second one is the office's correction, with a reason."""

    assembly_id: Id
    choice: Choice
    reason: Line | None = None
    on_behalf_of: OnBehalfOf | None = None
