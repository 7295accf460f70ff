"""Knows the security events: what concerns the safety of a person's or a client's access; ids alone, and never from where."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import DateTime, Index, Integer, Text, UniqueConstraint
from sqlmodel import SQLModel

from api.models.columns import new_id, plain
from api.models.shapes import Id, Name, Shape

SecurityEventKind = Literal[
    'signed_in', 'sign_in_failed', 'sign_in_link_invalid', 'session_ended', 'other_sessions_ended', 'mail_changed',
    'access_withdrawn', 'access_restored', 'role_given', 'role_ended', 'client_created', 'client_renewed', 'client_ended',
    'client_secret_created', 'client_secret_ended', 'mandate_given', 'mandate_withdrawn', 'token_refused', 'cross_site_refused',
    'passkey_added', 'passkey_removed', 'passkey_refused', 'identity_linked', 'identity_removed', 'identity_refused',
    'calendar_added', 'calendar_removed',
]  # fmt: skip


class SecurityEventRow(SQLModel, table=True):
    """One event, or for what can be repeated at will, all of an hour: `times` counts them, from `occurred_at` to `last_at`.

    Neither address nor browser is kept: an address is personal, and its hash can be guessed.
    """

    __tablename__ = 'security_events'
    __table_args__ = (
        UniqueConstraint('kind', 'person_id', 'client_id', 'occurred_at', name='security_events_once', postgresql_nulls_not_distinct=True),
        Index('security_events_of_network', 'network_id', 'id'),
        Index('security_events_of_person', 'person_id', 'id'),
    )

    id: UUID = plain(default_factory=new_id, primary_key=True)
    kind: str = plain(sa_type=Text)
    occurred_at: datetime = plain(sa_type=DateTime(timezone=True))
    last_at: datetime = plain(sa_type=DateTime(timezone=True))
    times: int = plain(default=1, sa_type=Integer)
    network_id: UUID | None = plain(default=None)
    person_id: UUID | None = plain(default=None)
    client_id: UUID | None = plain(default=None)


class Named(Shape):
    """A person or a client, by today's name."""

    id: Id
    name: Name


class SecurityEvent(Shape):
    """What happened to an access."""

    id: Id
    kind: SecurityEventKind = Field(description='Open list.')
    occurred_at: datetime = Field(description='When; of failures that are counted by the hour, the hour in which they began.')
    last_at: datetime = Field(description='When for the last time.')
    times: int = Field(ge=1, description='How often: failures of one hour are one event.')
    network_id: Id | None
    person: Named | None = Field(description='Whose access; null for a client, and where nobody is known.')
    client: Named | None = Field(description='Which client; null for a person.')
    sentence: str = Field(description='The same in one sentence, in your language.')


class SecurityEventPage(Shape):
    """A page of security events, the newest first."""

    items: list[SecurityEvent]
    next: Id | None
