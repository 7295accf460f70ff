"""Knows how a city asked what is needed before and while it carries its plan out, and what it found."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import Subject, free_text, plain
from api.models.plans import SharedWith
from api.models.shapes import CityName, Day, Id, Name, Number, Prose, SaidProse, Shape, Version, Wish

NeedsMethod = Literal['focus_group', 'world_cafe', 'survey', 'interview', 'hearing', 'other']
# The latest first, and what has no day yet before all.
ASKED_DAY = "coalesce(starts_on, 'infinity'::date)"


class NeedsAssessmentRow(Subject, table=True):
    """How a city asked what is needed for its plan. Its audience is the narrower of what it is shared with and its plan's."""

    __tablename__ = 'needs_assessments'
    __table_args__ = (
        CheckConstraint(
            "method IN ('focus_group', 'world_cafe', 'survey', 'interview', 'hearing', 'other')", name='needs_assessments_method'
        ),
        CheckConstraint('participant_count >= 0', name='needs_assessments_participant_count'),
        CheckConstraint('ends_on >= starts_on', name='needs_assessments_end_after_start'),
        CheckConstraint("shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')", name='needs_assessments_shared_with'),
        Index('needs_assessments_by_day', text(ASKED_DAY), 'id'),
        Index('needs_assessments_of_plan', 'plan_id', text(ASKED_DAY), 'id'),
        Index('needs_assessments_of_network', 'network_id', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    plan_id: UUID = plain(foreign_key='plans.id')
    title: str = plain(sa_type=Text)
    method: str = plain(sa_type=Text)
    starts_on: date | None = plain(default=None, sa_type=Date)
    ends_on: date | None = plain(default=None, sa_type=Date)
    participants: str | None = free_text(default=None, sa_type=Text)
    participant_count: int | None = plain(default=None, sa_type=Integer)
    questions: str | None = free_text(default=None, sa_type=Text)
    shared_with: str = plain(default='nobody', sa_type=Text)


class NeedsFindingRow(Subject, table=True):
    """What a city found when it asked. `plan_action_ids` holds ids as text: of the actions of the plan that it led to."""

    __tablename__ = 'needs_findings'
    __table_args__ = (
        CheckConstraint("shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')", name='needs_findings_shared_with'),
        Index('needs_findings_of_assessment', 'needs_assessment_id', 'id'),
        Index('needs_findings_of_plan', 'plan_id', 'id'),
        Index('needs_findings_of_network', 'network_id', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    plan_id: UUID = plain(foreign_key='plans.id')
    needs_assessment_id: UUID = plain(foreign_key='needs_assessments.id')
    finding: str = free_text(sa_type=Text)
    plan_action_ids: list[str] = plain(default_factory=list, sa_type=JSONB)
    shared_with: str = plain(default='nobody', sa_type=Text)


class NeedsAssessment(Shape):
    """How a city asked what is needed for its plan. The city alone sees it until it shares it."""

    id: Id
    version: Version
    network_id: Id
    city: CityName
    plan_id: Id
    title: Name
    method: NeedsMethod = Field(description='Open list.')
    starts_on: date | None
    ends_on: date | None
    participants: Prose | None = Field(description='Who took part, in words.')
    participant_count: int | None
    questions: Prose | None = Field(description='What was asked, each on a line of its own.')
    shared_with: SharedWith = Field(description='Open list. Each includes those before it; never more than those who see the plan.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class NeedsAssessmentPage(Shape):
    """A page of needs assessments."""

    items: list[NeedsAssessment]
    next: Id | None


class NeedsFinding(Shape):
    """What a city found when it asked what is needed. The city alone sees it until it shares it."""

    id: Id
    version: Version
    network_id: Id
    city: CityName
    plan_id: Id
    needs_assessment_id: Id
    finding: Prose
    plan_action_ids: list[Id] = Field(description='The actions that it led to; shown to the own city alone, empty for everybody else.')
    shared_with: SharedWith = Field(description='Open list. Each includes those before it; never more than those who see the plan.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class NeedsFindingPage(Shape):
    """A page of findings."""

    items: list[NeedsFinding]
    next: Id | None


_Actions = Annotated[list[Id], Field(max_length=500)]
_Count = Annotated[Number, Field(ge=0, le=1_000_000)]


class NeedsAssessmentCreate(Wish):
    """How the city asks, or asked. It is shared with nobody unless it says so."""

    plan_id: Id
    title: Name
    method: NeedsMethod
    starts_on: Day | None = None
    ends_on: Day | None = None
    participants: Prose | None = None
    participant_count: _Count | None = None
    questions: Prose | None = None
    shared_with: SharedWith = 'nobody'


class NeedsAssessmentPatch(Wish):
    """What may be changed about it."""

    title: Name = Field(default_factory=str)
    method: NeedsMethod = Field(default_factory=lambda: 'other')
    starts_on: Day | None = None
    ends_on: Day | None = None
    participants: Prose | None = None
    participant_count: _Count | None = None
    questions: Prose | None = None
    shared_with: SharedWith = Field(default_factory=lambda: 'nobody')


class NeedsFindingCreate(Wish):
    """What was found, and which actions it led to. It is shared with nobody unless it says so."""

    plan_id: Id
    needs_assessment_id: Id = Field(description='An assessment of the same plan.')
    finding: SaidProse
    plan_action_ids: _Actions = Field(default_factory=list, description='Actions of the same plan.')
    shared_with: SharedWith = 'nobody'


class NeedsFindingPatch(Wish):
    """What may be changed about a finding."""

    finding: SaidProse = Field(default_factory=str)
    plan_action_ids: _Actions = Field(default_factory=list)
    shared_with: SharedWith = Field(default_factory=lambda: 'nobody')
