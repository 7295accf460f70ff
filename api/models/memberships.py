"""Knows the memberships: which city or organisation belonged to which network or working group, from when to when."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from api.models.columns import Mirrorable, Subject, plain
from api.models.shapes import CountryCode, DatePrecision, Day, Id, Line, Name, OnBehalfOf, Shape, Slug, Version, Wish
from api.models.working_groups import LeadContact, WorkingGroup

MembershipStage = Literal['applicant', 'active', 'suspended']
EndReason = Literal[
    'left', 'admitted', 'suspended', 'reactivated', 'network_membership_ended', 'group_withdrawn', 'group_completed', 'ended_by_office',
    'ended_by_lead_city',
]  # fmt: skip
_PERIOD = "daterange(start_date, end_date, '[)')"


class MembershipRow(Subject, Mirrorable, table=True):
    """One period of one member in one body; half-open, end_date is the first day without it; start_date null = unknown.

    Where `start_precision` says that only the year or month is known, start_date is the first day of it.
    A membership in a network is a chain of periods, each in one stage (applicant → active ⇄ suspended); it is former when
    no period is open. A membership in a group is always active, as member (cities) or associate (organisations).
    """

    __tablename__ = 'memberships'
    __table_args__ = (
        CheckConstraint('num_nonnulls(city_id, organisation_id) = 1', name='memberships_one_member'),
        CheckConstraint("stage IN ('applicant', 'active', 'suspended')", name='memberships_stage'),
        CheckConstraint("stage = 'active' OR working_group_id IS NULL", name='memberships_of_groups_are_active'),
        CheckConstraint("role = CASE WHEN organisation_id IS NULL THEN 'member' ELSE 'associate' END", name='memberships_role_by_kind'),
        CheckConstraint('working_group_id IS NOT NULL OR organisation_id IS NULL', name='memberships_networks_are_of_cities'),
        CheckConstraint('end_date >= start_date', name='memberships_ends_after_start'),
        CheckConstraint('(end_date IS NULL) = (end_reason IS NULL)', name='memberships_end_has_a_reason'),
        CheckConstraint("start_precision IN ('year', 'month', 'day')", name='memberships_start_precision'),
        ExcludeConstraint(
            (text('coalesce(working_group_id, network_id)'), '='),
            (text('coalesce(city_id, organisation_id)'), '='),
            (text(_PERIOD), '&&'),
            name='memberships_never_overlap',
            using='gist',
        ),
        Index('memberships_of_group', 'working_group_id', 'id'),
        Index('memberships_of_city', 'city_id', 'id'),
        Index('memberships_of_network', 'network_id', 'id'),
        Index(
            'memberships_one_open',
            func.coalesce(text('working_group_id'), text('network_id')),
            func.coalesce(text('city_id'), text('organisation_id')),
            unique=True,
            postgresql_where=text('end_date IS NULL'),
        ),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    organisation_id: UUID | None = plain(default=None, foreign_key='organisations.id')
    role: str = plain(default='member', sa_type=Text)
    stage: str = plain(default='active', sa_type=Text)
    start_date: date | None = plain(default=None, sa_type=Date)
    start_precision: str = plain(default='day', sa_type=Text)
    end_date: date | None = plain(default=None, sa_type=Date)
    end_reason: str | None = plain(default=None, sa_type=Text)
    imported: bool = plain(default=False)


class LeadRow(Subject, Mirrorable, table=True):
    """A term in which a city held the chair of a group; terms of one group never overlap."""

    __tablename__ = 'leads'
    __table_args__ = (
        CheckConstraint('end_date >= start_date', name='leads_ends_after_start'),
        CheckConstraint("start_precision IN ('year', 'month', 'day')", name='leads_start_precision'),
        ExcludeConstraint(('working_group_id', '='), (text(_PERIOD), '&&'), name='leads_never_overlap', using='gist'),
        Index('leads_one_open', 'working_group_id', unique=True, postgresql_where=text('end_date IS NULL')),
        Index('leads_of_city', 'city_id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    city_id: UUID = plain(foreign_key='cities.id')
    start_date: date | None = plain(default=None, sa_type=Date)
    start_precision: str = plain(default='day', sa_type=Text)
    end_date: date | None = plain(default=None, sa_type=Date)
    end_reason: str | None = plain(default=None, sa_type=Text)


class Member(Shape):
    """Who the member is."""

    kind: Literal['city', 'organisation']
    id: Id
    slug: Slug
    name: Name
    country_code: CountryCode | None


class Membership(Shape):
    """A city or an organisation in a network (working_group_id null) or in a working group."""

    id: Id
    version: Version
    network_id: Id
    working_group_id: Id | None
    city_id: Id | None
    organisation_id: Id | None
    member: Member
    role: Literal['member', 'associate'] = Field(description='Open list.')
    stage: MembershipStage = Field(description='Open list. What it is, or until end_date was.')
    start_date: date | None = Field(description='Null: not known.')
    start_precision: DatePrecision = Field(description='Open list. With `month` or `year`, start_date is the first day of it.')
    end_date: date | None = Field(description='The first day without it; null while it lasts.')
    end_reason: str | None = Field(examples=['left'])
    imported: bool
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class MembershipPage(Shape):
    """A page of memberships."""

    items: list[Membership]
    next: Id | None


class MembershipCreate(Wish):
    """A city's membership in a network."""

    network_id: Id
    city_id: Id
    stage: Literal['applicant', 'active'] = 'active'
    start_date: Day | None = None
    reason: Line | None = None


class GroupMemberCreate(Wish):
    """The city that joins a group."""

    city_id: Id
    start_date: Day | None = Field(default=None, description='Today when left out; another day is the office’s to say, with a reason.')
    reason: Line | None = None
    lead_contact: LeadContact | None = Field(
        default=None, description='How the city is reached, where it was invited to lead; it counts for no other.'
    )
    on_behalf_of: OnBehalfOf | None = None


class AssociateCreate(Wish):
    """The organisation that takes part in a group as an associate."""

    organisation_id: Id
    start_date: Day | None = None
    reason: Line | None = None
    on_behalf_of: OnBehalfOf | None = None


class EndingCreate(Wish):
    """When and why a membership ends."""

    end_date: Day | None = Field(default=None, description='The first day without it. Today when left out.')
    reason: Line | None = None
    on_behalf_of: OnBehalfOf | None = None


class StageMoveCreate(Wish):
    """A move between the stages of a membership in a network."""

    effective_on: Day | None = None
    reason: Line | None = None


class Joined(Shape):
    """The new membership, and the group as it now stands."""

    membership: Membership
    working_group: WorkingGroup


class Lead(Shape):
    """A term of a lead city."""

    id: Id
    version: Version
    network_id: Id
    working_group_id: Id
    city: Member
    start_date: date | None = Field(description='Null: not known.')
    start_precision: DatePrecision = Field(description='Open list. With `month` or `year`, start_date is the first day of it.')
    end_date: date | None
    end_reason: str | None
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime


class LeadPage(Shape):
    """A page of lead terms, the latest first."""

    items: list[Lead]
    next: Id | None


class LeadCreate(Wish):
    """Who takes over the chair, and how that city is reached."""

    city_id: Id
    lead_contact: LeadContact | None = None
    reason: Line | None = None
    on_behalf_of: OnBehalfOf | None = None
