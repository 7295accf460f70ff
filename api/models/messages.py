"""Knows the messages from outside: what a stranger writes to a group, a city or an office, on its way through the relay."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, DateTime, Index, LargeBinary, Text
from sqlmodel import SQLModel

from api.models.columns import about, moment, new_id, personal, plain
from api.models.shapes import Mail, Message, Name, Shape, Wish


class MessageRow(SQLModel, table=True):
    """A message on its way. stage: unconfirmed → confirmed → passed_on | not_passed_on.

    No record of the network: it is deleted, never kept. It is for whoever speaks for the group or the city when it is sent, and for
    the office of its network when nobody does, or when neither is named. Its link is derived when the mail that asks is written;
    only the hash is kept. `person_id` is the sender, where the address is known: an erasure deletes what they wrote.
    """

    __tablename__ = 'messages'
    __table_args__ = (
        CheckConstraint("stage IN ('unconfirmed', 'confirmed', 'passed_on', 'not_passed_on')", name='messages_stage'),
        CheckConstraint('num_nonnulls(working_group_id, city_id) <= 1', name='messages_one_place'),
        Index('messages_by_age', 'created_at'),
        about('person_id', passing=True),
    )

    id: UUID = plain(default_factory=new_id, primary_key=True)
    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    person_id: UUID | None = plain(default=None, foreign_key='people.id', index=True)
    name: str = personal(sa_type=Text)
    mail: str = personal(sa_type=Text)
    address_hash: bytes = personal(sa_type=LargeBinary)
    text: str = personal(sa_type=Text)
    language: str = plain(default='en', sa_type=Text)
    stage: str = plain(default='unconfirmed', sa_type=Text)
    token_hash: bytes | None = plain(default=None, sa_type=LargeBinary, unique=True)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    expires_at: datetime = plain(sa_type=DateTime(timezone=True))
    confirmed_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    closed_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class PublicMessageCreate(Wish):
    """A message to pass on: who writes, the address to answer to, and what is said."""

    name: Name
    mail: Mail
    text: Message


class PublicMessage(Shape):
    """A message that waits for its sender to confirm it. The answer is the same whether the address is known or not."""

    confirmation_sent: Literal[True]
    valid_hours: int = Field(ge=1, description='For how many hours the link in the mail is good.')


class PublicMessageConfirmationCreate(Wish):
    """The token in the link of the mail."""

    token: str = Field(min_length=20, max_length=100, pattern='^[A-Za-z0-9_-]+$')


class PublicMessageConfirmation(Shape):
    """A message that is on its way now."""

    passed_on: Literal[True]
    to: Name = Field(description='The group, the city or the network that it is for.')
