"""Knows the meetings by which a city follows its plan up: who met, what was spoken of, what was decided."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import Subject, free_text, plain
from api.models.plans import SharedWith
from api.models.shapes import CityName, Day, Id, Line, Prose, Shape, Version, Wish

PlanMeetingKind = Literal['department_meeting', 'steering_committee', 'consultation', 'review']
# The newest first, and what has no day yet before all.
MEETING_DAY = "coalesce(held_on, planned_on, 'infinity'::date)"


class PlanMeetingRow(Subject, table=True):
    """A meeting about a city's plan. Its audience is the narrower of what it is shared with and its plan's; nobody, to begin with.

    `department_ids` and `plan_action_ids` hold ids as text: of departments of the city, and of actions of the plan.
    """

    __tablename__ = 'plan_meetings'
    __table_args__ = (
        CheckConstraint("kind IN ('department_meeting', 'steering_committee', 'consultation', 'review')", name='plan_meetings_kind'),
        CheckConstraint("shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')", name='plan_meetings_shared_with'),
        Index('plan_meetings_by_day', text(MEETING_DAY), 'id'),
        Index('plan_meetings_of_plan', 'plan_id', text(MEETING_DAY), 'id'),
        Index('plan_meetings_of_network', 'network_id', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    plan_id: UUID = plain(foreign_key='plans.id')
    kind: str = plain(sa_type=Text)
    planned_on: date | None = plain(default=None, sa_type=Date)
    held_on: date | None = plain(default=None, sa_type=Date)
    place: str | None = free_text(default=None, sa_type=Text)
    department_ids: list[str] = plain(default_factory=list, sa_type=JSONB)
    present: str | None = free_text(default=None, sa_type=Text)
    agenda: str | None = free_text(default=None, sa_type=Text)
    notes: str | None = free_text(default=None, sa_type=Text)
    decisions: str | None = free_text(default=None, sa_type=Text)
    plan_action_ids: list[str] = plain(default_factory=list, sa_type=JSONB)
    shared_with: str = plain(default='nobody', sa_type=Text)


class PlanMeeting(Shape):
    """A meeting about a city's plan. The city alone sees it until it shares it, and it is shared with no more than its plan is."""

    id: Id
    version: Version
    network_id: Id
    city: CityName
    plan_id: Id
    kind: PlanMeetingKind = Field(description='Open list.')
    planned_on: date | None = Field(description='The day that was or is set for it.')
    held_on: date | None = Field(description='The day on which it was held; null until then.')
    place: Line | None
    department_ids: list[Id] = Field(description='The departments that take part; shown to the own city alone, empty for everybody else.')
    present: Prose | None = Field(description='Who was there, in words.')
    agenda: Prose | None
    notes: Prose | None
    decisions: Prose | None = Field(description='What was decided, each on a line of its own.')
    plan_action_ids: list[Id] = Field(
        description='The actions of the plan that were spoken of; shown to the own city alone, empty for everybody else.'
    )
    shared_with: SharedWith = Field(description='Open list. Each includes those before it; never more than those who see the plan.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class PlanMeetingPage(Shape):
    """A page of meetings about plans."""

    items: list[PlanMeeting]
    next: Id | None


_Departments = Annotated[list[Id], Field(max_length=50)]
_Actions = Annotated[list[Id], Field(max_length=500)]


class PlanMeetingCreate(Wish):
    """A meeting that is planned, or was held. It is shared with nobody unless it says so."""

    plan_id: Id
    kind: PlanMeetingKind
    planned_on: Day | None = None
    held_on: Day | None = Field(default=None, description='No day to come.')
    place: Line | None = None
    department_ids: _Departments = Field(default_factory=list, description='Departments of the city.')
    present: Prose | None = None
    agenda: Prose | None = None
    notes: Prose | None = None
    decisions: Prose | None = None
    plan_action_ids: _Actions = Field(default_factory=list, description='Actions of the same plan.')
    shared_with: SharedWith = 'nobody'


class PlanMeetingPatch(Wish):
    """What may be changed about a meeting."""

    kind: PlanMeetingKind = Field(default_factory=lambda: 'department_meeting')
    planned_on: Day | None = None
    held_on: Day | None = Field(default=None, description='No day to come.')
    place: Line | None = None
    department_ids: _Departments = Field(default_factory=list)
    present: Prose | None = None
    agenda: Prose | None = None
    notes: Prose | None = None
    decisions: Prose | None = None
    plan_action_ids: _Actions = Field(default_factory=list)
    shared_with: SharedWith = Field(default_factory=lambda: 'nobody')
