"""Knows the decisions of an assembly about submitted reports: approved, or returned to the group."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text

from api.models.columns import Mirrorable, Subject, free_text, plain
from api.models.shapes import Day, GroupName, Id, Line, Prose, Shape, Version, Wish

Outcome = Literal['approved', 'returned']


class DecisionRow(Subject, Mirrorable, table=True):
    """What was decided about one submission of a report; a later decision is another row."""

    __tablename__ = 'decisions'
    __table_args__ = (
        CheckConstraint("outcome IN ('approved', 'returned')", name='decisions_outcome'),
        Index('decisions_of_report', 'report_id', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    report_id: UUID = plain(foreign_key='reports.id')
    submission_id: UUID = plain(foreign_key='submissions.id')
    outcome: str = plain(sa_type=Text)
    comment: str | None = free_text(default=None, sa_type=Text)
    decided_on: date = plain(sa_type=Date)


class ReportDecision(Shape):
    """A decision about a submitted report."""

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName
    report_id: Id
    submission_id: Id = Field(description='The submission that was decided on.')
    outcome: Outcome = Field(description='Open list.')
    comment: Prose | None = Field(description='For the group and the office; null when it is not yours to see.')
    decided_on: date
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime


class ReportDecisionPage(Shape):
    """A page of decisions, the latest first."""

    items: list[ReportDecision]
    next: Id | None


class ReportDecisionCreate(Wish):
    """What the assembly decided about the report as it was tabled."""

    outcome: Outcome
    comment: Prose | None = Field(
        default=None, description='For the group: what to revise, or thanks. Only the group and the office see it.'
    )
    decided_on: Day | None = Field(default=None, description='Today when left out.')
    reason: Line | None = Field(default=None, description="Needed for a day in the past that is not the assembly's.")
