"""Knows the good practices: what a city does well, told so that another city can do it as well, and where it is placed in the frame."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import KEY, Subject, free_text, plain
from api.models.outputs import Languages
from api.models.plan_actions import Cell, CellNamed
from api.models.plans import SharedWith
from api.models.shapes import CityName, CountryCode, Id, Name, Number, OnBehalfOf, Prose, Shape, Url, Version, Wish

PracticeStage = Literal['draft', 'published', 'withdrawn']
Theme = Literal[
    'action_plans', 'anti_muslim_racism', 'antisemitism', 'awareness', 'city_administration', 'civil_society', 'counselling', 'culture',
    'education', 'employment', 'hate_crime', 'housing', 'intercultural_living', 'integration', 'monitoring', 'participation',
]  # fmt: skip
WaysToAsk = Literal['question', 'link', 'office']
Themes = Annotated[list[Theme], Field(max_length=16)]
Cells = Annotated[list[CellNamed], Field(max_length=40)]
Year = Annotated[Number, Field(ge=1900, le=2100)]


class GoodPracticeRow(Subject, table=True):
    """A good practice, of a city of the network or of another one that is only named.

    stage: draft → published ⇄ withdrawn. One that a city published from an action of its plan (`plan_action_id`) is shown with no more
    than that action. `shared_with` is with whom it was published. `cells` holds objects with `commitment` and `track`.
    """

    __tablename__ = 'good_practices'
    __table_args__ = (
        CheckConstraint("stage IN ('draft', 'published', 'withdrawn')", name='good_practices_stage'),
        CheckConstraint("shared_with IN ('members', 'public')", name='good_practices_shared_with'),
        CheckConstraint('num_nonnulls(city_id, city_name) = 1', name='good_practices_one_city'),
        CheckConstraint('(city_name IS NULL) = (country_code IS NULL)', name='good_practices_country_of_name'),
        Index('good_practices_by_title', 'sort_key', 'id'),
        Index('good_practices_of_network', 'network_id', 'id'),
        Index('good_practices_of_city', 'city_id', 'id'),
        Index('good_practices_of_action', 'plan_action_id'),
        Index('good_practices_in_cells', 'cells', postgresql_using='gin'),
        Index('good_practices_search', 'search_key', postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    city_name: str | None = plain(default=None, sa_type=Text)
    country_code: str | None = plain(default=None, sa_type=Text)
    plan_action_id: UUID | None = plain(default=None, foreign_key='plan_actions.id')
    title: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    search_key: str = plain(sa_type=Text)
    summary: str | None = free_text(default=None, sa_type=Text)
    cells: list[dict[str, int]] = plain(default_factory=list, sa_type=JSONB)
    themes: list[Any] = plain(default_factory=list, sa_type=JSONB)
    languages: list[Any] = plain(default_factory=list, sa_type=JSONB)
    year: int | None = plain(default=None, sa_type=Integer)
    url: str | None = plain(default=None, sa_type=Text)
    publication: str | None = plain(default=None, sa_type=Text)
    stage: str = plain(default='draft', sa_type=Text)
    shared_with: str | None = plain(default=None, sa_type=Text)
    published_on: date | None = plain(default=None, sa_type=Date)


class GoodPractice(Shape):
    """What a city does well, told so that another city can do it as well."""

    id: Id
    version: Version
    network_id: Id
    city: CityName | None = Field(description='Whose it is; null where it is a city that is only named.')
    city_name: Name | None = Field(description='A city that has no record here, by its name.')
    country_code: CountryCode | None = Field(description='Of a city that is only named.')
    plan_action_id: Id | None = Field(description='The action that it was published from; shown to the own city alone, else null.')
    title: Name
    summary: Prose | None
    cells: list[Cell] = Field(description='Where it belongs in the frame of the ten points.')
    themes: Themes = Field(description='Open list.')
    languages: Languages = Field(description='In which one can read about it.')
    year: int | None = Field(ge=1900, le=2100, description='Since when, or of when it is.')
    url: Url | None = Field(description='Where one reads more.')
    publication: Name | None = Field(description='In which publication it was described.')
    asked_by: WaysToAsk = Field(
        description='Open list. How one finds out more: `question` to its city, which is in the network; by its `link`; from the `office`.'
    )
    stage: PracticeStage = Field(description='Open list.')
    shared_with: SharedWith = Field(description='Open list. Who sees it now. Each includes those before it.')
    published_on: date | None
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class GoodPracticePage(Shape):
    """A page of good practices."""

    items: list[GoodPractice]
    next: Id | None


class GoodPracticeCreate(Wish):
    """A good practice that the office records: of a city here, or with `city_name` and `country_code` of another. It begins as a draft."""

    network_id: Id
    city_id: Id | None = None
    city_name: Name | None = Field(default=None, description='Instead of `city_id`: a city that has no record here.')
    country_code: CountryCode | None = Field(default=None, description='With `city_name`.')
    title: Name
    summary: Prose | None = None
    cells: Cells = Field(default_factory=list)
    themes: Themes = Field(default_factory=list)
    languages: Languages = Field(default_factory=list)
    year: Year | None = None
    url: Url | None = None
    publication: Name | None = None


class GoodPracticePatch(Wish):
    """What may be changed about a good practice; who sees it is said by acts of their own."""

    title: Name = Field(default_factory=str)
    summary: Prose | None = None
    cells: Cells = Field(default_factory=list)
    themes: Themes = Field(default_factory=list)
    languages: Languages = Field(default_factory=list)
    year: Year | None = None
    url: Url | None = None
    publication: Name | None = None
    on_behalf_of: OnBehalfOf | None = None


class PracticeOfActionCreate(Wish):
    """What a city tells others of an action of its plan; what is left out is taken from the action."""

    shared_with: Literal['members', 'public'] = 'members'
    title: Name | None = None
    summary: Prose | None = None
    themes: Themes = Field(default_factory=list)
    languages: Languages = Field(default_factory=list)
    year: Year | None = None
    url: Url | None = None
    publication: Name | None = None


class PracticePublicationCreate(Wish):
    """With whom a good practice is shared."""

    shared_with: Literal['members', 'public']
    on_behalf_of: OnBehalfOf | None = None


class PracticeWithdrawalCreate(Wish):
    """That a good practice is shown no more; the body may be left out."""

    on_behalf_of: OnBehalfOf | None = None
