"""Knows the organisations that take part in working groups: civil society, networks, institutions, universities."""

from datetime import datetime
from typing import Literal

from pydantic import Field
from sqlalchemy import CheckConstraint, Index, Text

from api.models.columns import KEY, Mirrorable, Subject, plain
from api.models.identifiers import Identifiers
from api.models.shapes import CountryCode, Id, Identifier, Name, Shape, Slug, Version, Wish

OrganisationKind = Literal['civil_society', 'network', 'institution', 'university']


class OrganisationRow(Subject, Mirrorable, table=True):
    """An organisation; it may be an associate of a group, never lead, count or declare (W6)."""

    __tablename__ = 'organisations'
    __table_args__ = (
        CheckConstraint("kind IN ('civil_society', 'network', 'institution', 'university')", name='organisations_kind'),
        Index('organisations_by_name', 'sort_key', 'id'),
    )

    slug: str = plain(sa_type=Text, unique=True)
    name: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    search_key: str = plain(sa_type=Text)
    kind: str = plain(sa_type=Text)
    country_code: str | None = plain(default=None, sa_type=Text)


class Organisation(Shape):
    """An organisation that is not a city."""

    id: Id
    version: Version
    slug: Slug
    name: Name
    kind: OrganisationKind = Field(description='Open list.')
    country_code: CountryCode | None
    identifiers: list[Identifier]
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class OrganisationPage(Shape):
    """A page of organisations."""

    items: list[Organisation]
    next: Id | None


class OrganisationCreate(Wish):
    """An organisation to be known."""

    name: Name
    kind: OrganisationKind
    country_code: CountryCode | None = None
    identifiers: Identifiers = Field(default_factory=list)


class OrganisationPatch(Wish):
    """What may be changed about an organisation."""

    name: Name = Field(default_factory=str)
    kind: OrganisationKind = Field(default_factory=lambda: 'civil_society')
    country_code: CountryCode | None = None
    identifiers: Identifiers = Field(default_factory=list)
