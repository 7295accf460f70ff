"""Knows the working groups: groups of cities, from the proposal to their completion."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import KEY, Mirrorable, Subject, free_text, plain
from api.models.shapes import CityName, Id, Line, Mail, Name, OnBehalfOf, PartialDate, Prose, Shape, Slug, Version, Visibility, Wish

Stage = Literal['proposed', 'constituted', 'completed', 'withdrawn']
Channel = Literal['direct', 'steering_committee', 'general_assembly', 'general_conference']
Mode = Literal['online', 'in_person', 'hybrid']


class WorkingGroupRow(Subject, Mirrorable, table=True):
    """A working group. Counts, `missing` and the two flags are what the rulebook said at the latest change of its members.

    stage: proposed → constituted → completed; proposed → withdrawn. Only operations move it.
    """

    __tablename__ = 'working_groups'
    __table_args__ = (
        CheckConstraint("stage IN ('proposed', 'constituted', 'completed', 'withdrawn')", name='working_groups_stage'),
        Index('working_groups_of_network', 'network_id', 'sort_key', 'id'),
        Index('working_groups_by_title', 'sort_key', 'id'),
        Index('working_groups_continuing', 'continues_id', postgresql_where=text('continues_id IS NOT NULL')),
        Index('working_groups_search', 'search_key', postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    slug: str = plain(sa_type=Text, unique=True)
    title: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    search_key: str = plain(sa_type=Text)
    aims: str | None = free_text(default=None, sa_type=Text)
    stage: str = plain(default='proposed', sa_type=Text)
    channel: str | None = plain(default=None, sa_type=Text)
    proposed_on: dict[str, str] | None = plain(default=None, sa_type=JSONB)
    constituted_on: dict[str, str] | None = plain(default=None, sa_type=JSONB)
    constitution_recorded_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    constituting_by_law_id: UUID | None = plain(default=None, foreign_key='by_laws.id')
    closed_on: date | None = plain(default=None, sa_type=Date)
    withdrawal_reason: str | None = free_text(default=None, sa_type=Text)
    rhythm: str | None = free_text(default=None, sa_type=Text)
    mode: str | None = plain(default=None, sa_type=Text)
    city_count: int = plain(default=0, sa_type=Integer)
    country_count: int = plain(default=0, sa_type=Integer)
    missing: list[dict[str, Any]] = plain(default_factory=list, sa_type=JSONB)
    needs_lead: bool = plain(default=False)
    below_minimum: bool = plain(default=False)
    undeclared: bool = plain(default=False)
    continues_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    broadcast_sentence: str | None = free_text(default=None, sa_type=Text)
    imported: bool = plain(default=False)


class Missing(Shape):
    """What a proposed group still lacks, in numbers."""

    code: Literal['cities', 'countries'] = Field(description='Open list.')
    have: int = Field(ge=0)
    needed: int = Field(ge=1)


class WorkingGroup(Shape):
    """A working group of cities. Official ("constituted") from the moment its network's minimum is met."""

    id: Id
    version: Version
    network_id: Id
    network_slug: Slug
    slug: Slug
    title: Name
    aims: Prose | None
    stage: Stage = Field(description='Open list.')
    channel: Channel | None
    proposed_on: PartialDate | None
    constituted_on: PartialDate | None = Field(description='The day the condition was met; null when it is not known or not yet.')
    constitution_recorded_at: datetime | None = Field(description='When this system learnt it.')
    closed_on: date | None = Field(description='The day it was completed or withdrawn.')
    withdrawal_reason: Line | None = Field(description='Why the proposal was taken back, where that was said.')
    rhythm: Line | None
    mode: Mode | None
    lead_city: CityName | None
    city_count: int = Field(ge=0, description='Active member cities.')
    country_count: int = Field(ge=0)
    missing: list[Missing] = Field(description='Empty once the minimum is met.')
    needs_lead: bool | None = Field(description='For the office; null when it is not yours to see.')
    below_minimum: bool | None = Field(description='For the office; null when it is not yours to see.')
    undeclared: bool | None = Field(description='For the office; null when it is not yours to see.')
    continues_id: Id | None = Field(description='The completed group whose work it continues.')
    imported: bool = Field(description='Whether it came by an import of what the office already had.')
    members: list[CityName] | None = Field(description='Its member cities by name; null unless `expand` asks for them.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class WorkingGroupPage(Shape):
    """A page of working groups."""

    items: list[WorkingGroup]
    next: Id | None


class LeadContact(Wish):
    """How the lead city is reached, and who may see it: everybody, the network's members, or the office alone."""

    name: Name
    mail: Mail
    phone: Line | None = None
    visibility: Visibility = 'members'


class WorkingGroupCreate(Wish):
    """A proposal (W1). The proposing city is the first member and, unless another is named, leads (W7)."""

    network_id: Id
    title: Name
    aims: Prose | None = None
    city_id: Id = Field(description='The city that proposes.')
    channel: Channel = 'direct'
    rhythm: Line | None = None
    mode: Mode | None = None
    continues_id: Id | None = Field(
        default=None, description='The completed working group of the same network whose work it continues (W11).'
    )
    lead_contact: LeadContact | None = None
    invited_city_ids: list[Id] = Field(
        default=[], max_length=50, description='Other cities that are named: they are invited, and count once they join by their own act.'
    )
    lead_city_id: Id | None = Field(
        default=None,
        description='Another city that is to lead: it is invited, and leads once it has joined.',
    )
    on_behalf_of: OnBehalfOf | None = None


class WorkingGroupPatch(Wish):
    """What may be changed about a group; its stage only moves by its transitions."""

    title: Name = Field(default_factory=str)
    aims: Prose | None = None
    rhythm: Line | None = None
    mode: Mode | None = None
    on_behalf_of: OnBehalfOf | None = None


class WithdrawalCreate(Wish):
    """Why the proposal is taken back."""

    reason: Line | None = None
    on_behalf_of: OnBehalfOf | None = None


class Count(Shape):
    """So many of so many."""

    have: int = Field(ge=0)
    needed: int = Field(ge=1)


class MissingInWords(Missing):
    """What is missing, with the sentence in the reader's language."""

    detail: str


class Formation(Shape):
    """How near a group is to being official, and why it is what it is."""

    working_group_id: Id
    stage: Stage
    constituted_on: PartialDate | None
    cities: Count
    countries: Count
    missing: list[MissingInWords]
    summary: str = Field(description="One sentence in the reader's language.")
    counted: list[CityName] = Field(description='The active member cities that count.')
    rule: str = Field(examples=['W2'])
    by_law_id: Id
    by_law_number: int = Field(ge=1)
    evaluated_on: date
