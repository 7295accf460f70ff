"""Knows the reports of working groups to a general assembly, from the draft to the publication."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint

from api.models.assemblies import AssemblyName
from api.models.columns import KEY, Mirrorable, Subject, free_text, plain
from api.models.shapes import GroupName, Id, Language, LanguageCode, Name, OnBehalfOfMember, Prose, Shape, Version, Wish

ReportStage = Literal['draft', 'submitted', 'tabled', 'approved', 'returned', 'published']


class ReportRow(Subject, Mirrorable, table=True):
    """A group's report to one assembly. `word_limit` is that of the by-laws it was submitted under; null while it is written.

    stage: draft → submitted → tabled → approved | returned; returned → submitted; approved → published. Only operations move it.
    """

    __tablename__ = 'reports'
    __table_args__ = (
        CheckConstraint("stage IN ('draft', 'submitted', 'tabled', 'approved', 'returned', 'published')", name='reports_stage'),
        UniqueConstraint('working_group_id', 'assembly_id', name='reports_one_for_each_assembly'),
        Index('reports_of_network', 'network_id', 'id'),
        Index('reports_by_title', 'sort_key', 'id'),
        Index('reports_of_assembly', 'assembly_id'),
        Index('reports_search', 'search_key', postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    assembly_id: UUID = plain(foreign_key='assemblies.id')
    title: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    search_key: str = plain(sa_type=Text)
    text: str = free_text(default='', sa_type=Text)
    language: str = plain(default='en', sa_type=Text, sa_column_kwargs={'server_default': 'en'})
    word_count: int = plain(default=0, sa_type=Integer)
    word_limit: int | None = plain(default=None, sa_type=Integer)
    stage: str = plain(default='draft', sa_type=Text)
    submitted_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    decided_on: date | None = plain(default=None, sa_type=Date)
    published_on: date | None = plain(default=None, sa_type=Date)


class Words(Shape):
    """How many words there are, and how many a brief report has at most. The limit is a counter: nothing is refused for it."""

    count: int = Field(ge=0)
    limit: int = Field(ge=1)


class Report(Shape):
    """A working group's report to a general assembly.

    Only the group and the office see a draft or a returned report; the network's members see it once it is tabled, everybody once
    it is published on the website.
    """

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName
    assembly: AssemblyName
    title: Name
    text: Prose = Field(description='Markdown.')
    language: LanguageCode
    words: Words
    stage: ReportStage = Field(description='Open list.')
    latest_submission_id: Id | None = Field(description='The text as it was last submitted, when you may see it.')
    submitted_at: datetime | None = Field(description='When it was last submitted.')
    decided_on: date | None = Field(description='The day of the latest decision.')
    published_on: date | None = Field(description='The day it appeared on the website.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class ReportText(Shape):
    """A report's text as a page shows it."""

    report_id: Id
    language: LanguageCode
    html: str = Field(
        examples=['<p>Four cities have compared what they do.</p>'],
        description='The Markdown as HTML: h2 to h6, p, ul, ol, li, blockquote, pre, code, strong, em, br and a. What people wrote as HTML '
        'is text; links lead to http, https and mail alone.',
    )


class ReportPage(Shape):
    """A page of reports."""

    items: list[Report]
    next: Id | None


class ReportCreate(Wish):
    """A draft. Each group has one report for each assembly."""

    working_group_id: Id
    assembly_id: Id
    title: Name | None = Field(default=None, description="The group's title when left out.")
    text: Prose = Field(default='', description='Markdown.')
    language: Language | None = Field(default=None, description="The network's first working language when left out.")
    on_behalf_of: OnBehalfOfMember | None = None


class ReportPatch(Wish):
    """What may be changed about a report while it is a draft or was returned."""

    title: Name = Field(default_factory=str)
    text: Prose = Field(default_factory=str)
    language: Language = Field(default_factory=lambda: 'en')
    on_behalf_of: OnBehalfOfMember | None = None


class DraftingCreate(Wish):
    """That the report is drafted; the body may be left out."""

    on_behalf_of: OnBehalfOfMember | None = None
