"""Knows the addresses at which people's calendar programs read their meetings."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import DateTime, LargeBinary, Text
from sqlmodel import SQLModel

from api.models.columns import about, moment, new_id, personal, plain
from api.models.shapes import Id, Name, Shape, Url, Wish

# What an address of ours holds; anything else in its place is the address of nothing.
CalendarToken = Annotated[
    str, Field(min_length=20, max_length=100, pattern='^[A-Za-z0-9_-]+$', examples=['n0tAnyb0dysTokenOnlyAnExample_abcdefghijklm'])
]


class CalendarSubscriptionRow(SQLModel, table=True):
    """An address that one program of a person reads. It holds a random token, of which only the hash is kept."""

    __tablename__ = 'calendar_subscriptions'
    __table_args__ = (about('person_id', passing=True),)

    id: UUID = plain(default_factory=new_id, primary_key=True)
    person_id: UUID = plain(foreign_key='people.id', index=True)
    name: str = personal(sa_type=Text)
    token_hash: bytes = plain(sa_type=LargeBinary, unique=True)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))


class CalendarSubscription(Shape):
    """A calendar program of yours that reads your meetings."""

    id: Id
    name: Name
    created_at: datetime


class CalendarSubscriptionPage(Shape):
    """Your calendar subscriptions, the newest first."""

    items: list[CalendarSubscription]
    next: Id | None


class CalendarSubscriptionCreate(Wish):
    """A calendar program that shall read your meetings."""

    name: Name = Field(description='What you know it by, such as the device it is on.', examples=['My phone'])


class CalendarSubscriptionMade(CalendarSubscription):
    """A subscription with its address, which is shown this once."""

    address: Url = Field(description='For the calendar program. Whoever has it reads your meetings, so give it to nobody else.')
