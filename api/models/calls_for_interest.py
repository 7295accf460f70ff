"""Knows the calls for interest: the idea of one city, and what the other cities of the network answer when they are asked (W3)."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, Text, UniqueConstraint

from api.models.columns import Mirrorable, Subject, free_text, plain
from api.models.shapes import CityName, Day, GroupName, Id, Line, Name, OnBehalfOf, Prose, Shape, Version, Wish
from api.models.working_groups import Channel, LeadContact, Mode

CallStage = Literal['idea', 'open', 'proposed', 'withdrawn']
Interest = Literal['interested', 'not_now']


class CallForInterestRow(Subject, Mirrorable, table=True):
    """The idea of a city, which others are asked about. Its city and the office see it, everybody in the network once it was sent.

    stage: idea → open → proposed; idea, open → withdrawn. Only operations move it.
    """

    __tablename__ = 'calls_for_interest'
    __table_args__ = (
        CheckConstraint("stage IN ('idea', 'open', 'proposed', 'withdrawn')", name='calls_for_interest_stage'),
        CheckConstraint("(stage = 'proposed') = (working_group_id IS NOT NULL)", name='calls_for_interest_proposed_as_a_group'),
        CheckConstraint('(sent_at IS NULL) = (closes_on IS NULL)', name='calls_for_interest_sent_until_a_day'),
        Index('calls_for_interest_of_network', 'network_id', 'id'),
        Index('calls_for_interest_of_city', 'city_id'),
        Index('calls_for_interest_of_group', 'working_group_id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID = plain(foreign_key='cities.id')
    title: str = plain(sa_type=Text)
    aims: str | None = free_text(default=None, sa_type=Text)
    stage: str = plain(default='idea', sa_type=Text)
    closes_on: date | None = plain(default=None, sa_type=Date)
    sent_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    asked_count: int | None = plain(default=None, sa_type=Integer)
    working_group_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    withdrawal_reason: str | None = free_text(default=None, sa_type=Text)


class CallAnswerRow(Subject, table=True):
    """What a city answers to a call, once; it may be changed until the call ends."""

    __tablename__ = 'call_answers'
    __table_args__ = (
        CheckConstraint("choice IN ('interested', 'not_now')", name='call_answers_choice'),
        UniqueConstraint('call_id', 'city_id', name='call_answers_once_a_city'),
        Index('call_answers_of_city', 'city_id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    call_id: UUID = plain(foreign_key='calls_for_interest.id')
    city_id: UUID = plain(foreign_key='cities.id')
    choice: str = plain(sa_type=Text)
    comment: str | None = free_text(default=None, sa_type=Text)


class CallAnswer(Shape):
    """What a city has answered."""

    city: CityName
    choice: Interest = Field(description='Open list.')
    comment: Line | None
    answered_at: datetime


class CallForInterest(Shape):
    """The idea of one city for a working group, and what the other cities answer.

    It may be answered from `sent_at` to the end of `closes_on`, in the network's time.
    """

    id: Id
    version: Version
    network_id: Id
    city: CityName = Field(description='The city that brings the idea.')
    title: Name
    aims: Prose | None
    stage: CallStage = Field(description='Open list.')
    closes_on: date | None = Field(description='The last day on which it may be answered; null until it is sent.')
    sent_at: datetime | None
    asked_count: int | None = Field(ge=0, description='How many cities were asked; null until then.')
    answers: list[CallAnswer] = Field(
        description='Those that are yours to see: all of them for the office and the city that brings the idea, else those of your cities.'
    )
    working_group: GroupName | None = Field(description='The working group that it was proposed as.')
    withdrawal_reason: Line | None
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class CallForInterestPage(Shape):
    """A page of calls for interest, the newest first."""

    items: list[CallForInterest]
    next: Id | None


class CallForInterestCreate(Wish):
    """The idea of a city for a working group."""

    network_id: Id
    city_id: Id = Field(description='The city that brings the idea.')
    title: Name
    aims: Prose | None = None
    on_behalf_of: OnBehalfOf | None = None


class CallForInterestPatch(Wish):
    """What may be changed about an idea until other cities are asked."""

    title: Name = Field(default_factory=str)
    aims: Prose | None = None
    on_behalf_of: OnBehalfOf | None = None


class CallSendingCreate(Wish):
    """Until when the cities may answer."""

    closes_on: Day = Field(description='The last day on which they may; a day to come.')


class CallAnswerCreate(Wish):
    """What a city answers. Sent again, it takes the place of what it answered before."""

    city_id: Id = Field(description='The city that answers.')
    choice: Interest
    comment: Line | None = None
    on_behalf_of: OnBehalfOf | None = None


class IdeaProposalCreate(Wish):
    """How the idea is proposed: the city that brought it is the group's first member, and leads. Title and aims are those of the idea."""

    channel: Channel = 'direct'
    rhythm: Line | None = None
    mode: Mode | None = None
    continues_id: Id | None = Field(
        default=None, description='The completed working group of the same network whose work it continues (W11).'
    )
    lead_contact: LeadContact | None = None
    on_behalf_of: OnBehalfOf | None = None


class CallWithdrawalCreate(Wish):
    """Why the idea is taken back."""

    reason: Line | None = None
    on_behalf_of: OnBehalfOf | None = None
