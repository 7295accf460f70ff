"""Knows the mandates: which machine may act for which city, from when until when, given by whom, and on what it rests."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, DateTime, Index, Text

from api.models.api_clients import ApiClientRole
from api.models.columns import Subject, plain
from api.models.shapes import CityName, Day, Id, Name, Shape, Version, Wish

MandateStage = Literal['in_effect', 'over', 'withdrawn']


class MandateRow(Subject, table=True):
    """That a machine may act for a city: the only thing by which one does. Its rights are worked out of what is in effect now.

    A client that is made for a city gets its mandate with it; that one says nothing of what it rests on.
    """

    __tablename__ = 'mandates'
    __table_args__ = (
        CheckConstraint('end_date > start_date', name='mandates_period'),
        CheckConstraint("given_by IN ('office', 'city', 'operator')", name='mandates_given_by'),
        Index('mandates_of_client', 'client_id'),
        Index('mandates_of_network', 'network_id'),
        Index('mandates_of_city', 'city_id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    client_id: UUID = plain(foreign_key='api_clients.id')
    city_id: UUID = plain(foreign_key='cities.id')
    start_date: date = plain(sa_type=Date)
    end_date: date = plain(sa_type=Date)
    basis: str | None = plain(default=None, sa_type=Text)
    given_by: str = plain(sa_type=Text)
    given_by_id: UUID | None = plain(default=None)
    withdrawn_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    withdrawn_by_id: UUID | None = plain(default=None)


class MandatedClient(Shape):
    """The machine that a mandate is for, as whoever sees the mandate knows it."""

    id: Id = Field(description='The client_id.')
    name: Name
    role: ApiClientRole
    scopes: list[str] = Field(description='What its tokens may; for the city no more than that.')
    expires_at: datetime
    last_used_at: datetime | None
    ended_at: datetime | None


class Mandate(Shape):
    """That a machine may act for a city, until it is over or withdrawn."""

    id: Id
    version: Version
    network_id: Id
    client: MandatedClient
    city: CityName
    start_date: Day = Field(description='The first day on which it is good.')
    end_date: Day = Field(description='The day on which it is over: the last day is the one before.')
    basis: Name | None = Field(description='What it rests on: a letter, a contract, a decision. Null where it came with the client.')
    given_by: Literal['office', 'city', 'operator'] = Field(description='Who gave it. Open list.')
    given_by_id: Id | None = Field(description='The person or client that gave it.')
    stage: MandateStage = Field(description='Whether it is good, as of reading, by the network’s day. Open list.')
    withdrawn_at: datetime | None
    withdrawn_by_id: Id | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class MandatePage(Shape):
    """A page of mandates, the newest first."""

    items: list[Mandate]
    next: Id | None


class MandateCreate(Wish):
    """Which machine may act for which city, and on what that rests."""

    network_id: Id
    client_id: Id
    city_id: Id
    basis: Name = Field(
        description='What it rests on: a letter, a contract, a decision, with its date.', examples=['Contract of 12 January 2026']
    )
    start_date: Day | None = Field(default=None, description='Today when left out; a past day is the office’s.')
    end_date: Day | None = Field(
        default=None, description='The day on which it is over; a year from today when left out, and a year and a day at most.'
    )
