"""Knows what may go wrong on the way of a city's plan, as the city weighs it, and what it does about it."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text, text

from api.models.columns import Subject, free_text, plain
from api.models.plans import SharedWith
from api.models.shapes import CityName, Day, Id, Prose, SaidLine, Shape, Version, Wish

PlanPhase = Literal['planning_and_engaging', 'content', 'structural_embedding', 'daily_work', 'follow_up']
Degree = Literal['low', 'medium', 'high']
RiskStanding = Literal['open', 'occurred', 'closed']


class PlanRiskRow(Subject, table=True):
    """A risk of a plan, taken from the plan library (`library_key`) or of the city's own. Shared as a note about the plan is: by itself."""

    __tablename__ = 'plan_risks'
    __table_args__ = (
        CheckConstraint("phase IN ('planning_and_engaging', 'content', 'structural_embedding', 'daily_work', 'follow_up')",
                        name='plan_risks_phase'),
        CheckConstraint("likelihood IN ('low', 'medium', 'high')", name='plan_risks_likelihood'),
        CheckConstraint("weight IN ('low', 'medium', 'high')", name='plan_risks_weight'),
        CheckConstraint("standing IN ('open', 'occurred', 'closed')", name='plan_risks_standing'),
        CheckConstraint("shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')", name='plan_risks_shared_with'),
        Index('plan_risks_of_plan', 'plan_id', 'id'),
        Index('plan_risks_of_network', 'network_id', 'id'),
        Index('plan_risks_once_of_library', 'plan_id', 'library_key', unique=True, postgresql_where=text('library_key IS NOT NULL')),
    )  # fmt: skip

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    plan_id: UUID = plain(foreign_key='plans.id')
    library_key: str | None = plain(default=None, sa_type=Text)
    phase: str = plain(sa_type=Text)
    risk: str = free_text(sa_type=Text)
    likelihood: str | None = plain(default=None, sa_type=Text)
    weight: str | None = plain(default=None, sa_type=Text)
    measure: str | None = free_text(default=None, sa_type=Text)
    person_id: UUID | None = plain(default=None, foreign_key='people.id')
    standing: str = plain(default='open', sa_type=Text)
    review_on: date | None = plain(default=None, sa_type=Date)
    shared_with: str = plain(default='nobody', sa_type=Text)


class PlanRisk(Shape):
    """What may go wrong with a plan. The city alone sees it, however widely its plan is shared, until it shares the risk itself."""

    id: Id
    version: Version
    network_id: Id
    city: CityName
    plan_id: Id
    library_key: str | None = Field(description='The key of the risk in the plan library that it was taken from; null: the city’s own.')
    phase: PlanPhase = Field(description='Open list. A phase of the plan library.')
    risk: SaidLine
    likelihood: Degree | None = Field(description='Open list.')
    weight: Degree | None = Field(description='Open list. How much it would harm.')
    measure: Prose | None = Field(description='What the city does about it.')
    person_id: Id | None = Field(description='Who looks after it; shown to the own city alone, null for everybody else.')
    standing: RiskStanding = Field(description='Open list.')
    review_on: date | None = Field(description='The day on which the city looks at it again.')
    shared_with: SharedWith = Field(description='Open list. Each includes those before it; never more than those who see the plan.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class PlanRiskPage(Shape):
    """A page of the risks of plans."""

    items: list[PlanRisk]
    next: Id | None


class PlanRiskCreate(Wish):
    """What may go wrong. It is shared with nobody unless it says so."""

    plan_id: Id
    phase: PlanPhase
    risk: SaidLine
    likelihood: Degree | None = None
    weight: Degree | None = None
    measure: Prose | None = None
    person_id: Id | None = Field(default=None, description='A person whom you may know of.')
    standing: RiskStanding = 'open'
    review_on: Day | None = None
    shared_with: SharedWith = 'nobody'


class PlanRiskPatch(Wish):
    """What may be changed about a risk."""

    phase: PlanPhase = Field(default_factory=lambda: 'content')
    risk: SaidLine = Field(default_factory=str)
    likelihood: Degree | None = None
    weight: Degree | None = None
    measure: Prose | None = None
    person_id: Id | None = None
    standing: RiskStanding = Field(default_factory=lambda: 'open')
    review_on: Day | None = None
    shared_with: SharedWith = Field(default_factory=lambda: 'nobody')


class LibraryRisksTaken(Shape):
    """How many risks of the plan library a plan has now, and how many of them are new."""

    plan_id: Id
    added: int = Field(ge=0)
    taken: int = Field(ge=0)
