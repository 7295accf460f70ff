"""Knows what the public section shows: published fields only, no ids of people, nothing of what is only for members."""

from typing import Literal

from pydantic import Field

from api.models.shapes import CountryCode, GroupName, Id, Identifier, Line, Name, PartialDate, Prose, Shape, Slug


class PublicName(Shape):
    """A city or an organisation by name."""

    slug: Slug
    name: Name
    country_code: CountryCode | None


class PublicContact(Shape):
    """A contact point that its person has published."""

    kind: str
    value: Line


class PublicLead(Shape):
    """The lead city and how it is reached."""

    city: PublicName
    contacts: list[PublicContact]


class PublicWorkingGroup(Shape):
    """A working group as the network's website shows it (W13)."""

    id: Id
    slug: Slug
    network_slug: Slug
    title: Name
    aims: Prose | None
    stage: Literal['constituted', 'completed'] = Field(description='Open list.')
    constituted_on: PartialDate | None
    rhythm: Line | None
    mode: str | None
    lead: PublicLead | None
    cities: list[PublicName]
    associates: list[PublicName]
    continues: GroupName | None = Field(description='The completed group whose work it continues.')
    continued_by: list[GroupName] = Field(description='The official groups that continue its work.')
    source: str | None
    demonstration: bool


class PublicWorkingGroupPage(Shape):
    """A page of working groups."""

    items: list[PublicWorkingGroup]
    next: Id | None


class PublicNetwork(Shape):
    """A network by name."""

    slug: Slug
    name: Name


class PublicGroupName(Shape):
    """A working group by name, and whether the city leads it."""

    slug: Slug
    title: Name
    lead: bool


class PublicCity(Shape):
    """A member city."""

    id: Id
    slug: Slug
    name: Name
    kind: str
    country_code: CountryCode
    latitude: float | None
    longitude: float | None
    identifiers: list[Identifier]
    networks: list[PublicNetwork]
    working_groups: list[PublicGroupName]
    contacts: list[PublicContact] = Field(description='What its coordinator has published, and nothing else.')
    source: str | None
    demonstration: bool


class PublicCityPage(Shape):
    """A page of member cities."""

    items: list[PublicCity]
    next: Id | None


class PublicNetworkPage(Shape):
    """A page of networks."""

    items: list[PublicNetwork]
    next: Id | None
