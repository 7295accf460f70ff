"""Knows the cities: local authorities, shared between networks."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, ValidationInfo, ValidatorFunctionWrapHandler, field_validator
from pydantic_core import PydanticKnownError
from sqlalchemy import CheckConstraint, Float, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from api.models.columns import KEY, Mirrorable, Subject, plain
from api.models.identifiers import Identifiers
from api.models.shapes import CountryCode, GeonamesId, GroupName, Id, Identifier, Latitude, Longitude, Name, Shape, Slug, Version, Wish

CityKind = Literal['city', 'other_local_authority']


class CityRow(Subject, Mirrorable, table=True):
    """A local authority: a city, district, canton or region (W2 counts them alike)."""

    __tablename__ = 'cities'
    __table_args__ = (
        CheckConstraint("kind IN ('city', 'other_local_authority')", name='cities_kind'),
        CheckConstraint("country_code ~ '^[A-Z]{2}$'", name='cities_country_code'),
        Index('cities_by_name', 'sort_key', 'id'),
        Index('cities_by_country', 'country_code', 'id'),
        Index('cities_search', 'search_key', postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}),
    )

    slug: str = plain(sa_type=Text, unique=True)
    name: str = plain(sa_type=Text)
    other_names: list[str] = plain(default_factory=list, sa_type=JSONB)
    sort_key: str = plain(sa_type=KEY)
    search_key: str = plain(sa_type=Text)
    kind: str = plain(default='city', sa_type=Text)
    country_code: str = plain(sa_type=Text)
    latitude: float | None = plain(default=None, sa_type=Float)
    longitude: float | None = plain(default=None, sa_type=Float)


class SlugRow(SQLModel, table=True):
    """A slug that was once in use; it leads to the record for ever and is never given to another."""

    __tablename__ = 'former_slugs'

    slug: str = plain(sa_type=Text, primary_key=True)
    subject_type: str = plain(sa_type=Text, primary_key=True)
    subject_id: UUID = plain()


class CityNetwork(Shape):
    """One membership of a city in a network."""

    id: Id = Field(description='The membership.')
    network_id: Id
    network_slug: Slug
    stage: Literal['applicant', 'active', 'suspended'] = Field(description='Open list.')
    start_date: str | None = Field(description='Null when the day is not known.')


class City(Shape):
    """A local authority, as its networks know it."""

    id: Id
    version: Version
    slug: Slug
    name: Name
    other_names: list[Name] = Field(description='Names in other languages; search finds them.')
    kind: CityKind = Field(description='Open list.')
    country_code: CountryCode
    latitude: float | None
    longitude: float | None
    identifiers: list[Identifier]
    memberships: list[CityNetwork] = Field(description='In networks, now; those that ended are under /v1/memberships.')
    working_groups: list[GroupName] | None = Field(description='Those that you may see; null unless `expand` asks for them.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class CityPage(Shape):
    """A page of cities."""

    items: list[City]
    next: Id | None


_LEFT_OUT = object()


def _left_out() -> Any:
    return _LEFT_OUT


class CityCreate(Wish):
    """A city to be known: by its number in the catalogue, or by name and country. It becomes a member by a membership."""

    model_config = ConfigDict(json_schema_extra={'anyOf': [{'required': ['name', 'country_code']}, {'required': ['geonames_id']}]})

    geonames_id: GeonamesId = Field(
        default_factory=int, description='Fills in, from the catalogue, what is left out: name, country, place, and this very identifier.'
    )
    name: Name = Field(default_factory=_left_out, validate_default=True)
    other_names: list[Name] = Field(default_factory=list, max_length=30)
    kind: CityKind = 'city'
    country_code: CountryCode = Field(default_factory=_left_out, validate_default=True)
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    identifiers: Identifiers = Field(default_factory=list)

    @field_validator('name', 'country_code', mode='wrap')
    @classmethod
    def _may_be_left_out(cls, value: object, check: ValidatorFunctionWrapHandler, info: ValidationInfo) -> str:
        """Return nothing for what is left out where the catalogue knows it; elsewhere it is missing."""
        if value is not _LEFT_OUT:
            return str(check(value))
        if not info.data.get('geonames_id'):
            raise PydanticKnownError('missing')
        return ''


class CityPatch(Wish):
    """What may be changed about a city. Correcting the country re-counts the groups it is in (W2)."""

    name: Name = Field(default_factory=str)
    other_names: list[Name] = Field(default_factory=list, max_length=30)
    kind: CityKind = Field(default_factory=lambda: 'city')
    country_code: CountryCode = Field(default_factory=str)
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    identifiers: Identifiers = Field(default_factory=list)
