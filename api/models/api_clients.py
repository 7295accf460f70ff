"""Knows the machines that call: what they may, what they are, and the hashes of their secrets."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from sqlalchemy import CheckConstraint, DateTime, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from api.models.columns import Subject, moment, new_id, plain
from api.models.shapes import Day, Id, Name, Shape, Version, Wish

Scope = Literal[
    'cities:read', 'cities:write', 'organisations:read', 'organisations:write', 'working-groups:read', 'working-groups:write',
    'memberships:read', 'memberships:write', 'action-plans:read', 'action-plans:write', 'action-items:read', 'action-items:write',
    'progress:read', 'progress:write', 'reports:read', 'reports:write', 'reports:approve', 'people:read', 'people:write',
    'changes:read', 'webhooks:manage', 'admin',
]  # fmt: skip
ApiClientRole = Literal['script_client', 'partner_client']
ApiClientStage = Literal['live', 'expired', 'ended']


class ApiClientRow(Subject, table=True):
    """A machine. A script bound to a network acts as that network's office, one bound to a city as that city, within its scopes.

    It acts for a city by a mandate alone, for its own too. A partner's system is nobody but by mandates. One without network and city
    is made on the server's own command line and acts for the operator of the instance.
    `reminded_days` is the last reminder that was queued for the present expiry, in days before it.
    """

    __tablename__ = 'api_clients'
    __table_args__ = (CheckConstraint("role IN ('script_client', 'partner_client')", name='api_clients_role'),)

    name: str = plain(sa_type=Text)
    role: str = plain(default='script_client', sa_type=Text)
    network_id: UUID | None = plain(default=None, foreign_key='networks.id')
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    scopes: list[str] = plain(sa_type=JSONB)
    expires_at: datetime = plain(sa_type=DateTime(timezone=True))
    last_used_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    ended_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    made_by_id: UUID | None = plain(default=None)
    reminded_days: int | None = plain(default=None, sa_type=Integer)


class ApiClientSecretRow(SQLModel, table=True):
    """A secret of a client: shown once, kept as a hash; two may be live, so that one can be changed without a gap."""

    __tablename__ = 'api_client_secrets'

    id: UUID = plain(default_factory=new_id, primary_key=True)
    client_id: UUID = plain(foreign_key='api_clients.id', index=True)
    prefix: str = plain(sa_type=Text)
    secret_hash: bytes = plain(sa_type=LargeBinary, unique=True)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    last_used_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    ended_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class ApiClient(Shape):
    """A machine that may call."""

    id: Id = Field(description='The client_id.')
    version: Version
    name: Name
    role: ApiClientRole = Field(
        description='`script_client`: it acts as the office, or for the one city it was made for. `partner_client`: it acts only for '
        'cities that it has a mandate of. Open list.'
    )
    stage: ApiClientStage = Field(description='Whether it gets tokens, as of reading. Open list.')
    network_id: Id | None
    city_id: Id | None = Field(description='The city that it was made for; what it may do for it, its mandate says.')
    scopes: list[str]
    expires_at: datetime = Field(description='The first moment at which it gets no token any more, unless it is renewed.')
    last_used_at: datetime | None = Field(description='When it last asked for a token, by the minute.')
    ended_at: datetime | None
    made_by_id: Id | None = Field(description='The person or client that made it; null where nobody knows, and for the command line.')
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class ApiClientPage(Shape):
    """A page of clients."""

    items: list[ApiClient]
    next: Id | None


class ApiClientCreate(Wish):
    """A machine to let in: for a network, for one city of it, or as the system of a partner that waits for mandates."""

    name: Name
    network_id: Id
    city_id: Id | None = Field(default=None, description='The one city that a script acts for; none for a partner’s system.')
    role: ApiClientRole = 'script_client'
    scopes: list[Scope] = Field(min_length=1, max_length=22)
    expires_on: Day | None = Field(
        default=None,
        description='The last day on which it may call, by the network’s time; a year from now at most, and when left out.',
    )


class ApiClientWithSecret(ApiClient):
    """A client with its new secret, which is shown this once."""

    client_secret: str


class ApiClientRenewalCreate(Wish):
    """Until when a client may go on."""

    expires_on: Day | None = Field(
        default=None,
        description='The last day on which it may call, by the network’s time; a year from now at most, and when left out.',
    )


class ApiClientSecret(Shape):
    """A secret of a client, as far as it is shown again: neither the secret nor its hash."""

    id: Id
    prefix: str = Field(description='How it begins, to tell one from the other.', examples=['coal_Xk2p'])
    created_at: datetime
    last_used_at: datetime | None = Field(description='When a token was last asked for with it, by the minute.')
    ended_at: datetime | None


class ApiClientSecretPage(Shape):
    """A page of secrets, the newest first."""

    items: list[ApiClientSecret]
    next: Id | None


_Repeatable: Any = Field(default_factory=list)


class TokenRequest(BaseModel):
    """A request for a token (RFC 6749, section 4.4.2). What is not known here is ignored, as the standard asks."""

    # Each field is read as a list, so that one sent twice is noticed and refused in the standard's own words.
    model_config = ConfigDict(extra='ignore', json_schema_extra={'required': ['grant_type']})

    grant_type: Annotated[list[str], WithJsonSchema({'type': 'string', 'enum': ['client_credentials']})] = _Repeatable
    scope: Annotated[
        list[str], WithJsonSchema({'type': 'string', 'description': 'Fewer scopes than the client has, separated by spaces.'})
    ] = _Repeatable
    client_id: Annotated[list[str], WithJsonSchema({'type': 'string', 'description': 'Unless sent by HTTP Basic.'})] = _Repeatable
    client_secret: Annotated[list[str], WithJsonSchema({'type': 'string', 'description': 'Unless sent by HTTP Basic.'})] = _Repeatable


class Token(Shape):
    """An access token (RFC 6749, section 5.1)."""

    access_token: str
    token_type: Literal['Bearer']
    expires_in: int = Field(ge=1, le=600)
    scope: str


class TokenError(Shape):
    """Why no token was issued (RFC 6749, section 5.2)."""

    error: Literal['invalid_request', 'invalid_client', 'unsupported_grant_type', 'invalid_scope'] = Field(description='Open list.')
    error_description: str
