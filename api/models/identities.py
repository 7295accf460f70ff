"""Knows as whom an identity provider knows a person: by issuer and subject, never by an address."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import DateTime, Text, UniqueConstraint
from sqlmodel import SQLModel

from api.models.columns import about, moment, new_id, personal, plain
from api.models.shapes import Id, Shape, Wish


class IdentityRow(SQLModel, table=True):
    """A person's identity at a provider of OpenID Connect. Address and name that the provider tells are not kept."""

    __tablename__ = 'identities'
    __table_args__ = (UniqueConstraint('issuer', 'subject', name='identities_once'), about('person_id', passing=True))

    id: UUID = plain(default_factory=new_id, primary_key=True)
    person_id: UUID = plain(foreign_key='people.id', index=True)
    issuer: str = plain(sa_type=Text)
    subject: str = personal(sa_type=Text)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    last_used_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class Identity(Shape):
    """An identity of yours at the identity provider."""

    id: Id
    issuer: str = Field(examples=['https://id.example.org'], description='The address of the provider.')
    created_at: datetime
    last_used_at: datetime | None


class IdentityPage(Shape):
    """Your linked identities, the newest first."""

    items: list[Identity]
    next: Id | None


class ProviderPage(Shape):
    """Where the browser goes on: at the identity provider."""

    location: str = Field(
        examples=['https://id.example.org/authorize?client_id=coalition'],
        description='The address to open in this browser. It leads back to /sign-in with `code` and `state`.',
    )


_Given = Annotated[str, Field(min_length=1, max_length=4096, pattern='^[\\x20-\\x7e]+$', examples=['SplxlOBeZQQYbYS6WxSbIA'])]


class ProviderAnswer(Wish):
    """What the identity provider sent the browser back with."""

    code: _Given
    state: Annotated[str, Field(min_length=20, max_length=100, pattern='^[A-Za-z0-9_-]+$', examples=['kq3Zt0Yw2nN7cJ5sB8dFh1'])]
