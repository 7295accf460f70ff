"""Knows the networks of cities: the one this instance serves and its partners."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Text
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import KEY, Mirrorable, Subject, free_text, plain
from api.models.shapes import Flag, Id, Language, Line, Name, PartialDate, Shape, Slug, Version, Wish


class NetworkRow(Subject, Mirrorable, table=True):
    """A network. stage: preparation → live; before it is live no notice leaves (M3)."""

    __tablename__ = 'networks'
    __table_args__ = (CheckConstraint("stage IN ('preparation', 'live')", name='networks_stage'),)

    slug: str = plain(sa_type=Text, unique=True)
    name: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    parent_id: UUID | None = plain(default=None, foreign_key='networks.id')
    operated_by: str | None = free_text(default=None, sa_type=Text)
    partner: bool = plain(default=False)
    stage: str = plain(default='preparation', sa_type=Text)
    working_languages: list[str] = plain(default_factory=list, sa_type=JSONB)
    time_zone: str = plain(default='UTC', sa_type=Text)
    founded: dict[str, str] | None = plain(default=None, sa_type=JSONB)


class Network(Shape):
    """A network of cities."""

    id: Id
    version: Version
    slug: Slug
    name: Name
    parent_id: Id | None
    operated_by: Line | None
    partner: bool = Field(description='True for a network that syncs with this one and is not run here.')
    stage: Literal['preparation', 'live'] = Field(description='Open list. In preparation nothing is sent.')
    working_languages: list[str]
    time_zone: str = Field(examples=['Europe/Berlin'], description='What "today" means in this network.')
    founded: PartialDate | None
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class NetworkPage(Shape):
    """A page of networks."""

    items: list[Network]
    next: Id | None


class NetworkCreate(Wish):
    """A network to set up; `preset` gives it the by-laws of a known kind of network."""

    slug: Slug
    name: Name
    preset: Literal['eccar', 'icc'] = 'eccar'
    operated_by: Line | None = None
    partner: Flag = False
    working_languages: list[Language] = Field(default=['en'], min_length=1, max_length=10)


class NetworkPatch(Wish):
    """What may be changed about a network."""

    name: Name = Field(default_factory=str)
    operated_by: Line | None = None
