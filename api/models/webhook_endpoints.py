"""Knows the addresses of partners to which messages go, and what each asked for."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, DateTime, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import Subject, free_text, plain
from api.models.shapes import Id, Line, Shape, Url, Version, Wish

WebhookEndpointStage = Literal['pending', 'active', 'paused', 'disabled', 'ended']
EventType = Annotated[str, Field(min_length=3, max_length=100, pattern=r'^[a-z_]+\.[a-z_]+$', examples=['working_group.constituted'])]


class WebhookEndpointRow(Subject, table=True):
    """An address that messages go to, of a client or, without one, of a network's office.

    stage: pending → active ⇄ paused, disabled, ended. `event_types` empty: all. The secrets are sealed; the former one is good until
    `former_until`. `failing_since` is when it last began to fail without a success since.
    """

    __tablename__ = 'webhook_endpoints'
    __table_args__ = (
        CheckConstraint("stage IN ('pending', 'active', 'paused', 'disabled', 'ended')", name='webhook_endpoints_stage'),
        # Whether anybody hears at all is asked at each commit.
        Index('webhook_endpoints_hearing', 'id', postgresql_where=text("stage IN ('active', 'paused')")),
    )

    network_id: UUID | None = plain(default=None, foreign_key='networks.id')
    client_id: UUID | None = plain(default=None, foreign_key='api_clients.id')
    made_by_id: UUID | None = plain(default=None)
    url: str = plain(sa_type=Text)
    description: str | None = free_text(default=None, sa_type=Text)
    event_types: list[str] = plain(sa_type=JSONB)
    stage: str = plain(default='pending', sa_type=Text)
    stage_reason: str | None = plain(default=None, sa_type=Text)
    challenge: str | None = plain(default=None, sa_type=Text)
    secret_sealed: bytes | None = plain(default=None, sa_type=LargeBinary)
    former_sealed: bytes | None = plain(default=None, sa_type=LargeBinary)
    former_until: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    failing_since: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class WebhookEndpoint(Shape):
    """An address that messages go to."""

    id: Id
    version: Version
    network_id: Id | None
    client_id: Id | None = Field(description='The client that hears there; null for the office of the network.')
    url: Url
    description: Line | None
    event_types: list[EventType] = Field(description='What it hears of; empty: of everything that its owner may see.')
    stage: WebhookEndpointStage = Field(description='Open list. Nothing but the challenge is sent while it is pending.')
    stage_reason: str | None = Field(description='Why it is paused or disabled: `asked`, `failing`, `gone`, `restored`. Open list.')
    former_until: datetime | None = Field(description='Until when messages are signed with the former secret as well.')
    failing_since: datetime | None
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class WebhookEndpointPage(Shape):
    """A page of addresses."""

    items: list[WebhookEndpoint]
    next: Id | None


class WebhookEndpointWithSecret(WebhookEndpoint):
    """An address with its new secret, which is shown this once."""

    secret: str = Field(description='`whsec_` and the base64 of it, as libraries of Standard Webhooks take it.')


_TYPES: Any = Field(
    default_factory=list, max_length=100, description='The types of events to hear of; none: all.', json_schema_extra={'uniqueItems': True}
)


class WebhookEndpointCreate(Wish):
    """An address that messages shall go to, of the client that calls, or of the office of a network."""

    network_id: Id
    url: Url
    description: Line | None = None
    event_types: list[EventType] = _TYPES


class WebhookEndpointPatch(Wish):
    """What of an address can be changed. Another `url` is asked anew before anything goes there."""

    url: Url = Field(default_factory=str)
    description: Line | None = None
    event_types: list[EventType] = _TYPES
