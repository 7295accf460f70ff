"""Knows the machines that call: what they may, for whom they act, and the hashes of their secrets."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from sqlalchemy import DateTime, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from api.models.columns import Subject, moment, new_id, plain
from api.models.shapes import Id, Name, Shape, Version, Wish

Scope = Literal[
    'cities:read', 'cities:write', 'organisations:read', 'organisations:write', 'working-groups:read', 'working-groups:write',
    'memberships:read', 'memberships:write', 'action-plans:read', 'action-plans:write', 'action-items:read', 'action-items:write',
    'progress:read', 'progress:write', 'reports:read', 'reports:write', 'reports:approve', 'people:read', 'people:write',
    'changes:read', 'webhooks:manage', 'admin',
]  # fmt: skip


class ApiClientRow(Subject, table=True):
    """A machine. Bound to a network it acts as that network's office, bound to a city as that city, within its scopes.

    One without either is made on the server's own command line and acts for the operator of the instance.
    """

    __tablename__ = 'api_clients'

    name: str = plain(sa_type=Text)
    network_id: UUID | None = plain(default=None, foreign_key='networks.id')
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    scopes: list[str] = plain(sa_type=JSONB)
    expires_at: datetime = plain(sa_type=DateTime(timezone=True))
    last_used_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    ended_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class ApiClientSecretRow(SQLModel, table=True):
    """A secret of a client: shown once, kept as a hash; two may be live, so that one can be changed without a gap."""

    __tablename__ = 'api_client_secrets'

    id: UUID = plain(default_factory=new_id, primary_key=True)
    client_id: UUID = plain(foreign_key='api_clients.id', index=True)
    prefix: str = plain(sa_type=Text)
    secret_hash: bytes = plain(sa_type=LargeBinary, unique=True)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    ended_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class ApiClient(Shape):
    """A machine that may call."""

    id: Id = Field(description='The client_id.')
    version: Version
    name: Name
    network_id: Id | None
    city_id: Id | None
    scopes: list[str]
    expires_at: datetime
    last_used_at: datetime | None
    ended_at: datetime | None
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class ApiClientPage(Shape):
    """A page of clients."""

    items: list[ApiClient]
    next: Id | None


class ApiClientCreate(Wish):
    """A machine to let in: for a network, or for one city of it."""

    name: Name
    network_id: Id
    city_id: Id | None = None
    scopes: list[Scope] = Field(min_length=1, max_length=22)


class ApiClientWithSecret(ApiClient):
    """A new client. The secret is shown this once."""

    client_secret: str


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

    error: Literal['invalid_request', 'invalid_client', 'unsupported_grant_type', 'invalid_scope']
    error_description: str
