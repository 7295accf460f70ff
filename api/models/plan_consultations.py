"""Knows whom a city let speak on the draft of its plan: the draft that went round, the advice that was asked for, what was answered."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text

from api.models.columns import Subject, free_text, plain
from api.models.plans import SharedWith
from api.models.shapes import CityName, Day, Id, Line, Prose, SaidLine, Shape, Version, Wish

PlanConsultationKind = Literal['draft_circulated', 'network_advice', 'scientific_advice']


class PlanConsultationRow(Subject, table=True):
    """That a city sent somebody the draft of its plan, or asked for advice. Shared as what else it notes of its work at the plan."""

    __tablename__ = 'plan_consultations'
    __table_args__ = (
        CheckConstraint("kind IN ('draft_circulated', 'network_advice', 'scientific_advice')", name='plan_consultations_kind'),
        CheckConstraint('answered_on >= asked_on', name='plan_consultations_answered_after_asked'),
        CheckConstraint("shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')", name='plan_consultations_shared_with'),
        Index('plan_consultations_by_day', 'asked_on', 'id'),
        Index('plan_consultations_of_plan', 'plan_id', 'asked_on', 'id'),
        Index('plan_consultations_of_network', 'network_id', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    plan_id: UUID = plain(foreign_key='plans.id')
    kind: str = plain(sa_type=Text)
    asked_on: date = plain(sa_type=Date)
    of_whom: str = free_text(sa_type=Text)
    organisation_id: UUID | None = plain(default=None, foreign_key='organisations.id')
    person_id: UUID | None = plain(default=None, foreign_key='people.id')
    question: str | None = free_text(default=None, sa_type=Text)
    answered_on: date | None = plain(default=None, sa_type=Date)
    answer: str | None = free_text(default=None, sa_type=Text)
    what_came_of_it: str | None = free_text(default=None, sa_type=Text)
    shared_with: str = plain(default='nobody', sa_type=Text)


class PlanConsultation(Shape):
    """A draft of a plan that went round, or advice that was asked for, and the answer. The city alone sees it until it shares it."""

    id: Id
    version: Version
    network_id: Id
    city: CityName
    plan_id: Id
    kind: PlanConsultationKind = Field(
        description='Open list. A draft that was sent round, advice asked of the network, or of scientific advisers.'
    )
    asked_on: date = Field(description='The day on which the draft was sent or the advice asked for.')
    of_whom: Line = Field(description='A civil society organisation, another city, an adviser, as the city calls them.')
    organisation_id: Id | None
    person_id: Id | None = Field(description='Shown to the own city alone, null for everybody else.')
    question: Prose | None = Field(description='What was asked.')
    answered_on: date | None = Field(description='Null while there is no answer.')
    answer: Prose | None = Field(description='The comment or the advice.')
    what_came_of_it: Prose | None = Field(description='What the city changed, or why it did not.')
    shared_with: SharedWith = Field(description='Open list. Each includes those before it; never more than those who see the plan.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class PlanConsultationPage(Shape):
    """A page of drafts that went round and of advice that was asked for."""

    items: list[PlanConsultation]
    next: Id | None


class PlanConsultationCreate(Wish):
    """Whom the city sent its draft or asked for advice, and what was answered. It is shared with nobody unless it says so."""

    plan_id: Id
    kind: PlanConsultationKind
    asked_on: Day = Field(description='No day to come.')
    of_whom: SaidLine = Field(description='A civil society organisation, another city, an adviser, as the city calls them.')
    organisation_id: Id | None = None
    person_id: Id | None = Field(default=None, description='A person whom you may know of.')
    question: Prose | None = None
    answered_on: Day | None = Field(default=None, description='No day to come, and none before it was asked.')
    answer: Prose | None = None
    what_came_of_it: Prose | None = None
    shared_with: SharedWith = 'nobody'


class PlanConsultationPatch(Wish):
    """What may be changed about it: the answer that came, and what came of it."""

    kind: PlanConsultationKind = Field(default_factory=lambda: 'draft_circulated')
    asked_on: Day = Field(default_factory=lambda: date.min, description='No day to come.')
    of_whom: SaidLine = Field(default_factory=str)
    organisation_id: Id | None = None
    person_id: Id | None = None
    question: Prose | None = None
    answered_on: Day | None = Field(default=None, description='No day to come, and none before it was asked.')
    answer: Prose | None = None
    what_came_of_it: Prose | None = None
    shared_with: SharedWith = Field(default_factory=lambda: 'nobody')
