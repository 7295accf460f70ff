"""Knows the notices: what the network tells its cities and its office, whether it went out, and why not."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, DateTime, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from api.models.columns import moment, new_id, plain
from api.models.shapes import CityName, Id, OrganisationName, Shape

# What the office has to see to: nobody there can be written to, or the mail did not arrive.
NOT_DELIVERED = "reason IN ('no_recipient', 'mail_refused', 'mail_failed')"


class NoticeRow(SQLModel, table=True):
    """One notice to one recipient: a city, an organisation, a person, or when there is none of them the office, or the board by its kind.

    stage: held → queued → sent | not_sent. A held notice waits for `held_until` (W4); its work stands in the outbox.
    """

    __tablename__ = 'notices'
    __table_args__ = (
        CheckConstraint("stage IN ('held', 'queued', 'sent', 'not_sent')", name='notices_stage'),
        Index('notices_of_network', 'network_id', 'id'),
        Index('notices_of_group', 'working_group_id'),
        Index('notices_held', 'working_group_id', postgresql_where=text("stage = 'held'")),
        Index('notices_not_delivered', 'network_id', 'city_id', 'id', postgresql_where=text(NOT_DELIVERED)),
        Index('notices_of_meetings_left', 'city_id', postgresql_where=text("kind IN ('meeting_left', 'meetings_left')")),
        Index('notices_of_circular', 'circular_id', 'id', postgresql_where=text('circular_id IS NOT NULL')),
    )

    id: UUID = plain(default_factory=new_id, primary_key=True)
    network_id: UUID = plain(foreign_key='networks.id')
    kind: str = plain(sa_type=Text)
    stage: str = plain(default='queued', sa_type=Text)
    working_group_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    organisation_id: UUID | None = plain(default=None, foreign_key='organisations.id')
    circular_id: UUID | None = plain(default=None, foreign_key='circulars.id')
    person_id: UUID | None = plain(default=None, foreign_key='people.id')
    parameters: dict[str, Any] = plain(default_factory=dict, sa_type=JSONB)
    demonstration: bool = plain(default=False)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    held_until: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    closed_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    reason: str | None = plain(default=None, sa_type=Text)


class Notice(Shape):
    """A notice as the office sees it; `subject` and `text` are rendered in the reader's language from today's record."""

    id: Id
    network_id: Id
    kind: str = Field(examples=['working_group_constituted'])
    stage: Literal['held', 'queued', 'sent', 'not_sent']
    working_group_id: Id | None
    city: CityName | None = Field(
        description='To whom; null when it is for an organisation, the office or the board, or for a person without a city.'
    )
    organisation: OrganisationName | None = Field(description='To whom, where it is for the contacts of an organisation.')
    circular_id: Id | None = Field(description='The circular that it brings.')
    person_id: Id | None = Field(
        description='To whom alone; null when it is for everybody who speaks for the city, for the office or the board.'
    )
    held_until: datetime | None
    sent_at: datetime | None
    reason: str | None = Field(description='Why it was not sent, or what it waits for.')
    subject: str
    text: str
    demonstration: bool
    created_at: datetime


class NoticePage(Shape):
    """A page of notices, the newest first."""

    items: list[Notice]
    next: Id | None
