"""Knows the messages to addresses of partners: what was sent, how often, and what was answered."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import BigInteger, CheckConstraint, DateTime, Index, Integer, Text, text
from sqlmodel import SQLModel

from api.models.changes import ChangedSubject
from api.models.columns import moment, new_id, plain
from api.models.shapes import Id, Shape, Version
from api.models.webhook_endpoints import EventType

WebhookDeliveryStage = Literal['waiting', 'delivered', 'failed', 'dropped']


class WebhookDeliveryRow(SQLModel, table=True):
    """A message to one address, kept as it is sent. Its id is that of the message.

    stage: waiting → delivered, failed or dropped; sent again by hand it waits anew. `lease_until` and `attempt` fence a sender. A challenge
    is about no subject.
    """

    __tablename__ = 'webhook_deliveries'
    __table_args__ = (
        CheckConstraint("stage IN ('waiting', 'delivered', 'failed', 'dropped')", name='webhook_deliveries_stage'),
        Index('webhook_deliveries_due', 'endpoint_id', 'due_at', 'id', postgresql_where=text("stage = 'waiting'")),
        # A change is told once to each address, however often the work of telling it is begun anew.
        Index('webhook_deliveries_once', 'endpoint_id', 'seq', 'event_type', unique=True),
        Index('webhook_deliveries_by_age', 'created_at'),
    )

    id: UUID = plain(default_factory=new_id, primary_key=True)
    version: int = plain(default=1, sa_type=Integer)
    endpoint_id: UUID = plain(foreign_key='webhook_endpoints.id')
    event_type: str = plain(sa_type=Text)
    subject_type: str | None = plain(default=None, sa_type=Text)
    subject_id: UUID | None = plain(default=None)
    seq: int | None = plain(default=None, sa_type=BigInteger)
    body: str = plain(sa_type=Text)
    stage: str = plain(default='waiting', sa_type=Text)
    attempt: int = plain(default=0, sa_type=Integer)
    due_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    lease_until: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    attempted_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    answer_code: int | None = plain(default=None, sa_type=Integer)
    failure: str | None = plain(default=None, sa_type=Text)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))


class WebhookDelivery(Shape):
    """A message to an address, and what came of it. Kept for 30 days."""

    id: Id = Field(description='The message is sent as `msg_` and this.')
    version: Version
    endpoint_id: Id
    event_type: EventType
    subject: ChangedSubject | None = Field(description='Which record it is about; null for a challenge.')
    seq: int | None = Field(ge=1, le=9_223_372_036_854_775_807, description='Its place in the feed.')
    stage: WebhookDeliveryStage = Field(description='Open list.')
    attempt: int = Field(ge=0, description='How often it was tried.')
    due_at: datetime = Field(description='When it is tried next, while it waits.')
    attempted_at: datetime | None
    answer_code: int | None = Field(description='What was answered at last; null without an answer.')
    failure: str | None = Field(
        description='Why there was no answer, or none that counts: `timeout`, `connection`, `tls`, `unknown_name`, `forbidden_address`, '
        '`answer`, `not_repeated`, `secret_unreadable`. Open list.'
    )
    created_at: datetime
    you_may: list[str] | None


class WebhookDeliveryPage(Shape):
    """A page of messages, the latest first."""

    items: list[WebhookDelivery]
    next: Id | None
