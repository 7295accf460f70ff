"""Knows the milestones of the actions of plans: what is to be reached on the way, and by which day."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text

from api.models.columns import Subject, plain
from api.models.shapes import Day, Id, Name, OnBehalfOf, Shape, Version, Wish

MilestoneStage = Literal['open', 'done', 'withdrawn']


class MilestoneRow(Subject, table=True):
    """Something to be reached on the way of an action. It is shown to whom its action is; whether it is late is never stored."""

    __tablename__ = 'milestones'
    __table_args__ = (
        CheckConstraint("stage IN ('open', 'done', 'withdrawn')", name='milestones_stage'),
        CheckConstraint("(stage = 'done') = (done_on IS NOT NULL)", name='milestones_done_on_a_day'),
        Index('milestones_by_due', 'due_on', 'id'),
        Index('milestones_of_action', 'plan_action_id', 'due_on', 'id'),
        Index('milestones_of_plan', 'plan_id', 'due_on', 'id'),
        Index('milestones_of_network', 'network_id', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    plan_id: UUID = plain(foreign_key='plans.id')
    plan_action_id: UUID = plain(foreign_key='plan_actions.id')
    title: str = plain(sa_type=Text)
    due_on: date = plain(sa_type=Date)
    done_on: date | None = plain(default=None, sa_type=Date)
    stage: str = plain(default='open', sa_type=Text)


class Milestone(Shape):
    """Something to be reached on the way of an action, by a day. It is shown to whom its action is."""

    id: Id
    version: Version
    network_id: Id
    plan_id: Id
    plan_action_id: Id
    title: Name
    due_on: date = Field(description='The last day that is in time.')
    done_on: date | None = Field(description='The day on which it was reached; null until then.')
    stage: MilestoneStage = Field(description='Open list. `withdrawn`: it was taken out.')
    late: bool = Field(description='Past its due day and open, as of reading.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class MilestonePage(Shape):
    """A page of milestones, what is due first."""

    items: list[Milestone]
    next: Id | None


class MilestoneCreate(Wish):
    """A milestone of an action; it begins as open."""

    plan_action_id: Id
    title: Name
    due_on: Day
    on_behalf_of: OnBehalfOf | None = None


class MilestonePatch(Wish):
    """What may be changed about a milestone; that it was reached is said by a move."""

    title: Name = Field(default_factory=str)
    due_on: Day = Field(default_factory=lambda: date(2026, 1, 1))
    on_behalf_of: OnBehalfOf | None = None


class MilestoneMoveCreate(Wish):
    """Whether a milestone was reached, is open again, or is taken out."""

    stage: MilestoneStage
    done_on: Day | None = Field(default=None, description='The day on which it was reached, for `done`; today when left out.')
    on_behalf_of: OnBehalfOf | None = None
