"""Knows the people: who they are. Nothing about a person is ever in the feed."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, DateTime, Index, Text, text

from api.models.columns import Subject, about, personal, plain
from api.models.keys import search_key
from api.models.shapes import Flag, Id, Language, Line, Mail, Name, Shape, Version, Wish

NoticeDelivery = Literal['at_once', 'daily']


class PersonRow(Subject, table=True):
    """A person. Nothing about a person is ever in the feed; the journal keeps the id alone."""

    __tablename__ = 'people'
    __table_args__ = (
        CheckConstraint("notice_delivery IN ('at_once', 'daily')", name='people_notice_delivery'),
        Index('people_by_mail', text('lower(mail)'), unique=True, postgresql_where=text('mail IS NOT NULL')),
        about('id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    name: str = personal(sa_type=Text)
    mail: str | None = personal(default=None, sa_type=Text)
    search_key: str = personal(default='', sa_type=Text)
    language: str = plain(default='en', sa_type=Text)
    notice_delivery: str = plain(default='at_once', sa_type=Text, sa_column_kwargs={'server_default': 'at_once'})
    disabled_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    erased_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


def key_of_person(name: str, mail: str | None) -> str:
    """Return the key by which a person is found: by name or by mail address."""
    return search_key(name, mail or '').strip()


class Person(Shape):
    """A person, as the office and the own city see them."""

    id: Id
    version: Version
    network_id: Id
    city_id: Id | None
    name: Name
    mail: Mail | None
    language: Language = Field(description='The language (ISO 639-1). Open list.')
    disabled_at: datetime | None
    erased_at: datetime | None = Field(description='When everything personal about them was erased; the name is `—` since then.')
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class PersonPage(Shape):
    """A page of people."""

    items: list[Person]
    next: Id | None


class PersonCreate(Wish):
    """A person to be known. A role makes them act; a mail address lets them sign in."""

    network_id: Id
    city_id: Id | None = None
    name: Name
    mail: Mail | None = None
    language: Language = 'en'


class PersonPatch(Wish):
    """What may be changed about a person; disabling ends their sessions at once."""

    name: Name = Field(default_factory=str)
    mail: Mail | None = None
    language: Language = Field(default_factory=lambda: 'en')
    disabled: Flag = Field(default_factory=bool)


class ErasureCreate(Wish):
    """Why a person is erased. People who erase themselves need no reason; the office does."""

    reason: Line | None = Field(default=None, description='Goes into the journal, and must not name the person.')
