"""Knows the catalogue of the world's cities: what members are added from by name, and which release of it is loaded. No subject."""

from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import Field
from sqlalchemy import CheckConstraint, DateTime, Float, Index, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import SQLModel

from api.models.columns import KEY, plain
from api.models.shapes import CountryCode, GeonamesId, Id, Name, Shape

ATTRIBUTION = 'GeoNames (https://www.geonames.org), CC BY 4.0'


def catalogue_id(geonames_id: int) -> UUID:
    """Return the id of a catalogue entry: the same in every installation, and a cursor like every other id."""
    return uuid5(NAMESPACE_URL, f'https://sws.geonames.org/{geonames_id}/')


class CatalogueCityRow(SQLModel, table=True):
    """One city of the catalogue. `sort_key` is its place by population; `words` holds every word of its names, folded."""

    __tablename__ = 'city_catalogue'
    __table_args__ = (
        Index('city_catalogue_by_size', 'sort_key', unique=True),
        Index('city_catalogue_of_country', 'country_code', 'sort_key'),
        Index('city_catalogue_words', 'words', postgresql_using='gin'),
    )

    id: UUID = plain(primary_key=True)
    geonames_id: int = plain(unique=True)
    name: str = plain(sa_type=Text)
    country_code: str = plain(sa_type=Text)
    region: str | None = plain(default=None, sa_type=Text)
    population: int = plain()
    latitude: float = plain(sa_type=Float)
    longitude: float = plain(sa_type=Float)
    time_zone: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    words: str = plain(sa_type=TSVECTOR)


class CatalogueReleaseRow(SQLModel, table=True):
    """What is loaded, in one row; none while the catalogue is not there yet."""

    __tablename__ = 'city_catalogue_release'
    __table_args__ = (CheckConstraint('one', name='city_catalogue_release_is_one'),)

    one: bool = plain(default=True, primary_key=True)
    release: str = plain(sa_type=Text)
    cities: int = plain()
    loaded_at: datetime = plain(sa_type=DateTime(timezone=True))


class CatalogueCity(Shape):
    """A city of the catalogue, with what tells it from its namesakes."""

    id: Id = Field(description='Made from the GeoNames number: the same in every installation, and a cursor for `after`.')
    geonames_id: GeonamesId = Field(description='To be sent to POST /v1/cities.')
    name: Name = Field(description='The name that GeoNames leads it by, often the English one.')
    country_code: CountryCode
    country_name: str = Field(examples=['Austria'], description="In the caller's language.")
    region: str | None = Field(
        examples=['Alabama'], description='Known in Montenegro, Switzerland, the United Kingdom and the United States.'
    )
    population: int = Field(ge=0, examples=[222326])
    latitude: float
    longitude: float
    time_zone: str = Field(examples=['Europe/Vienna'])
    city_id: Id | None = Field(description='The city of this installation that has this GeoNames number; null when there is none.')


class CatalogueCityPage(Shape):
    """A page of the catalogue, the biggest cities first."""

    items: list[CatalogueCity]
    next: Id | None
    ready: bool = Field(
        description='Whether the catalogue is there; while it is loaded for the first time, ask again in a minute.', examples=[True]
    )
    attribution: str = Field(examples=[ATTRIBUTION], description='To be shown wherever the catalogue is shown.')
