"""Knows the dispensations: what the office has granted to a group that owes something, an extension or a waiver, and why."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text

from api.models.columns import Subject, free_text, plain
from api.models.shapes import Day, Id, Name, Wish

Duty = Literal['group_report', 'declaration']


class DispensationRow(Subject, table=True):
    """The office's act on one duty of a group to one assembly: an extension until a day, or without a day a waiver.

    A later one stands in the place of an earlier one. The group and the office see it.
    """

    __tablename__ = 'dispensations'
    __table_args__ = (
        CheckConstraint("duty IN ('group_report', 'declaration')", name='dispensations_duty'),
        Index('dispensations_of_group', 'working_group_id', 'assembly_id', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    assembly_id: UUID = plain(foreign_key='assemblies.id')
    duty: str = plain(sa_type=Text)
    until: date | None = plain(default=None, sa_type=Date)
    reason: str = free_text(sa_type=Text)
    granted_on: date = plain(sa_type=Date)


class DispensationCreate(Wish):
    """An extension of what a group owes an assembly to a later day, or a waiver."""

    assembly_id: Id
    duty: Duty
    until: Day | None = Field(default=None, description='The new last day: an extension. Left out: a waiver.')
    reason: Name = Field(examples=['elections in the lead city'], description='Why; the group reads it.')
