"""Knows with whom a city has been in touch about its plan, and what comes next."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text

from api.models.columns import Subject, free_text, plain
from api.models.plans import SharedWith
from api.models.shapes import CityName, Day, Id, Line, Prose, SaidLine, Shape, Version, Wish

ContactWay = Literal['in_person', 'phone', 'mail', 'video', 'letter', 'other']


class PlanContactRow(Subject, table=True):
    """That a city was in touch with somebody about its plan. Shared as a meeting about it is."""

    __tablename__ = 'plan_contacts'
    __table_args__ = (
        CheckConstraint("way IN ('in_person', 'phone', 'mail', 'video', 'letter', 'other')", name='plan_contacts_way'),
        CheckConstraint("shared_with IN ('nobody', 'office', 'advisers', 'members', 'public')", name='plan_contacts_shared_with'),
        Index('plan_contacts_by_day', 'contacted_on', 'id'),
        Index('plan_contacts_of_plan', 'plan_id', 'contacted_on', 'id'),
        Index('plan_contacts_of_network', 'network_id', 'id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id', index=True)
    plan_id: UUID = plain(foreign_key='plans.id')
    contacted_on: date = plain(sa_type=Date)
    with_whom: str = free_text(sa_type=Text)
    department_id: UUID | None = plain(default=None, foreign_key='departments.id')
    person_id: UUID | None = plain(default=None, foreign_key='people.id')
    organisation_id: UUID | None = plain(default=None, foreign_key='organisations.id')
    way: str = plain(sa_type=Text)
    note: str | None = free_text(default=None, sa_type=Text)
    next_step: str | None = free_text(default=None, sa_type=Text)
    next_step_on: date | None = plain(default=None, sa_type=Date)
    shared_with: str = plain(default='nobody', sa_type=Text)


class PlanContact(Shape):
    """That a city was in touch with somebody about its plan. The city alone sees it until it shares it."""

    id: Id
    version: Version
    network_id: Id
    city: CityName
    plan_id: Id
    contacted_on: date
    with_whom: Line = Field(description='A department, a person, an organisation, as the city calls them.')
    department_id: Id | None = Field(description='Shown to the own city alone, null for everybody else.')
    person_id: Id | None = Field(description='Shown to the own city alone, null for everybody else.')
    organisation_id: Id | None
    way: ContactWay = Field(description='Open list.')
    note: Prose | None
    next_step: Line | None
    next_step_on: date | None
    shared_with: SharedWith = Field(description='Open list. Each includes those before it; never more than those who see the plan.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class PlanContactPage(Shape):
    """A page of what plans' cities noted of whom they were in touch with."""

    items: list[PlanContact]
    next: Id | None


class PlanContactCreate(Wish):
    """With whom, when and how the city was in touch. It is shared with nobody unless it says so."""

    plan_id: Id
    contacted_on: Day = Field(description='No day to come.')
    with_whom: SaidLine = Field(description='A department, a person, an organisation, as the city calls them.')
    department_id: Id | None = Field(default=None, description='A department of the city.')
    person_id: Id | None = Field(default=None, description='A person whom you may know of.')
    organisation_id: Id | None = None
    way: ContactWay
    note: Prose | None = None
    next_step: Line | None = None
    next_step_on: Day | None = None
    shared_with: SharedWith = 'nobody'


class PlanContactPatch(Wish):
    """What may be changed about it."""

    contacted_on: Day = Field(default_factory=lambda: date.min, description='No day to come.')
    with_whom: SaidLine = Field(default_factory=str)
    department_id: Id | None = None
    person_id: Id | None = None
    organisation_id: Id | None = None
    way: ContactWay = Field(default_factory=lambda: 'other')
    note: Prose | None = None
    next_step: Line | None = None
    next_step_on: Day | None = None
    shared_with: SharedWith = Field(default_factory=lambda: 'nobody')
