"""The service's tables as SQLAlchemy entities, with the relations that an application would give them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from advanced_alchemy.base import DefaultBase
from sqlalchemy import ForeignKey, and_
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship


class Base(DefaultBase):
    """What most tables have: a key made by the application."""

    __abstract__ = True
    id: Mapped[UUID] = mapped_column(primary_key=True)


class Subject(Base):
    """What every subject has."""

    __abstract__ = True
    version: Mapped[int] = mapped_column(default=1)
    audience: Mapped[str]
    demonstration: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Network(Subject):
    __tablename__ = 'networks'
    slug: Mapped[str]
    time_zone: Mapped[str]
    by_laws: Mapped[list['ByLaws']] = relationship()


class ByLaws(Subject):
    __tablename__ = 'by_laws'
    network_id: Mapped[UUID] = mapped_column(ForeignKey('networks.id'))
    valid_from: Mapped[date]
    stale_after_days: Mapped[int | None]


class City(Subject):
    __tablename__ = 'cities'
    slug: Mapped[str]
    name: Mapped[str]
    other_names: Mapped[list[str]] = mapped_column(JSONB)
    sort_key: Mapped[str]
    kind: Mapped[str]
    country_code: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    identifiers: Mapped[list['Identifier']] = relationship(order_by='(Identifier.scheme, Identifier.value)')
    memberships: Mapped[list['Membership']] = relationship(
        primaryjoin=lambda: and_(
            City.id == foreign(Membership.city_id), Membership.working_group_id.is_(None), Membership.end_date.is_(None),
            Membership.audience == 'public',
        ),
        viewonly=True,
    )  # fmt: skip
    working_groups: None = None


class Identifier(Base):
    __tablename__ = 'identifiers'
    scheme: Mapped[str]
    value: Mapped[str]
    city_id: Mapped[UUID | None] = mapped_column(ForeignKey('cities.id'))


class WorkingGroup(Subject):
    __tablename__ = 'working_groups'
    network_id: Mapped[UUID] = mapped_column(ForeignKey('networks.id'))
    slug: Mapped[str]
    title: Mapped[str]
    sort_key: Mapped[str]
    aims: Mapped[str | None]
    stage: Mapped[str]
    channel: Mapped[str | None]
    proposed_on: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    constituted_on: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    constitution_recorded_at: Mapped[datetime | None]
    closed_on: Mapped[date | None]
    withdrawal_reason: Mapped[str | None]
    rhythm: Mapped[str | None]
    mode: Mapped[str | None]
    city_count: Mapped[int]
    country_count: Mapped[int]
    missing: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    needs_lead: Mapped[bool]
    below_minimum: Mapped[bool]
    undeclared: Mapped[bool]
    continues_id: Mapped[UUID | None]
    imported: Mapped[bool]
    network: Mapped[Network] = relationship()
    leading: Mapped[list['Lead']] = relationship(
        primaryjoin=lambda: and_(WorkingGroup.id == foreign(Lead.working_group_id), Lead.end_date.is_(None)), viewonly=True
    )
    inside: Mapped[list['Membership']] = relationship(
        primaryjoin=lambda: and_(
            WorkingGroup.id == foreign(Membership.working_group_id), Membership.end_date.is_(None), Membership.city_id.is_not(None)
        ),
        viewonly=True,
    )

    @property
    def network_slug(self) -> str:
        """The network's slug."""
        return self.network.slug

    @property
    def lead_city(self) -> City | None:
        """The city that leads now."""
        return self.leading[0].city if self.leading else None


class Membership(Subject):
    __tablename__ = 'memberships'
    network_id: Mapped[UUID] = mapped_column(ForeignKey('networks.id'))
    working_group_id: Mapped[UUID | None] = mapped_column(ForeignKey('working_groups.id'))
    city_id: Mapped[UUID | None] = mapped_column(ForeignKey('cities.id'))
    organisation_id: Mapped[UUID | None]
    role: Mapped[str]
    stage: Mapped[str]
    start_date: Mapped[date | None]
    start_precision: Mapped[str]
    end_date: Mapped[date | None]
    end_reason: Mapped[str | None]
    imported: Mapped[bool]
    network: Mapped[Network] = relationship()
    city: Mapped[City | None] = relationship()

    @property
    def network_slug(self) -> str:
        """The network's slug."""
        return self.network.slug

    @property
    def member(self) -> City | None:
        """Who is the member."""
        return self.city


class Lead(Subject):
    __tablename__ = 'leads'
    network_id: Mapped[UUID]
    working_group_id: Mapped[UUID] = mapped_column(ForeignKey('working_groups.id'))
    city_id: Mapped[UUID] = mapped_column(ForeignKey('cities.id'))
    start_date: Mapped[date | None]
    start_precision: Mapped[str]
    end_date: Mapped[date | None]
    end_reason: Mapped[str | None]
    city: Mapped[City] = relationship()
