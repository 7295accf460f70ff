"""Knows the general assemblies: the sittings of a network to which working groups report and at which they declare."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text

from api.models.columns import Mirrorable, Subject, free_text, plain
from api.models.shapes import CityName, Day, GroupName, Id, Line, Name, Shape, Version, Wish
from api.models.working_groups import Mode, Stage

AssemblyStage = Literal['announced', 'held']


class AssemblyRow(Subject, Mirrorable, table=True):
    """A general assembly of a network. stage: announced → held."""

    __tablename__ = 'assemblies'
    __table_args__ = (
        CheckConstraint("stage IN ('announced', 'held')", name='assemblies_stage'),
        CheckConstraint("mode IN ('online', 'in_person', 'hybrid')", name='assemblies_mode'),
        Index('assemblies_by_day', 'held_on', 'id'),
        Index('assemblies_of_network', 'network_id', 'held_on'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    title: str = plain(sa_type=Text)
    held_on: date = plain(sa_type=Date)
    place: str | None = free_text(default=None, sa_type=Text)
    host_city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    mode: str = plain(default='in_person', sa_type=Text)
    stage: str = plain(default='announced', sa_type=Text)
    # A report names its assembly; a key back would make a circle, in which no backup finds an order.
    present_report_id: UUID | None = plain(default=None)


class AssemblyName(Shape):
    """An assembly as it is named inside other records."""

    id: Id
    title: Name
    held_on: date


class Assembly(Shape):
    """A general assembly: groups report to it and declare at it whether they continue."""

    id: Id
    version: Version
    network_id: Id
    title: Name
    held_on: date = Field(description='Its day; the by-laws in force on it decide what is owed.')
    place: Line | None
    host_city: CityName | None
    mode: Mode
    stage: AssemblyStage = Field(description='Open list.')
    present_report_id: Id | None = Field(description='The report that the assembly is at: it is shown on the wall.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class AssemblyPage(Shape):
    """A page of assemblies."""

    items: list[Assembly]
    next: Id | None


class AssemblyCreate(Wish):
    """A general assembly that the office announces, or records after it was held."""

    network_id: Id
    title: Name
    held_on: Day
    place: Line | None = None
    host_city_id: Id | None = None
    mode: Mode = 'in_person'


class AssemblyPatch(Wish):
    """What may be changed about an assembly; its day until it is closed."""

    title: Name = Field(default_factory=str)
    held_on: Day = Field(default_factory=lambda: date.min)
    place: Line | None = None
    host_city_id: Id | None = None
    mode: Mode = Field(default_factory=lambda: 'in_person')


class PresentReportCreate(Wish):
    """Which report the assembly is at now."""

    report_id: Id


class ReportAtAssembly(Shape):
    """A group's report to the assembly, as far as you may see it."""

    id: Id
    stage: str = Field(examples=['submitted'])


class DeclarationAtAssembly(Shape):
    """What a group declared at the assembly."""

    id: Id
    choice: Literal['continue', 'complete'] = Field(description='Open list.')


class AssemblyWorkingGroup(Shape):
    """A working group on the desk of an assembly: what it owes, and what is there."""

    working_group: GroupName
    stage: Stage = Field(description="The group's. Open list.")
    owes_report: bool | None = Field(description='For the office and the group itself; null when it is not yours to see.')
    owes_declaration: bool | None = Field(description='For the office and the group itself; null when it is not yours to see.')
    because: str | None = Field(description="Why it owes a report or not: a sentence in the reader's language.")
    report: ReportAtAssembly | None = Field(description='Null when there is none, or none that is yours to see.')
    declaration: DeclarationAtAssembly | None


class AssemblyWorkingGroupPage(Shape):
    """A page of working groups on an assembly's desk."""

    items: list[AssemblyWorkingGroup]
    next: Id | None
