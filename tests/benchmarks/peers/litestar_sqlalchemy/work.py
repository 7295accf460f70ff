"""The entities of the groups' work, of what is told of it, and the catalogue of the world's cities."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from advanced_alchemy.base import DefaultBase
from entities import Base, City, Network, Subject, WorkingGroup
from sqlalchemy import ForeignKey
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship


class ActionItem(Subject):
    __tablename__ = 'action_items'
    network_id: Mapped[UUID] = mapped_column(ForeignKey('networks.id'))
    working_group_id: Mapped[UUID] = mapped_column(ForeignKey('working_groups.id'))
    title: Mapped[str]
    description: Mapped[str | None]
    origin: Mapped[str | None]
    addressees: Mapped[list[str]] = mapped_column(JSONB)
    target_groups: Mapped[list[str]] = mapped_column(JSONB)
    city_function: Mapped[str | None]
    horizon: Mapped[str | None]
    responsible_city_id: Mapped[UUID | None] = mapped_column(ForeignKey('cities.id'))
    responsible_person_id: Mapped[UUID | None]
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    completion_criterion: Mapped[str | None]
    budget_note: Mapped[str | None]
    meeting_id: Mapped[UUID | None]
    stage: Mapped[str]
    percent: Mapped[int | None]
    last_progress_on: Mapped[date | None]
    network: Mapped[Network] = relationship()
    working_group: Mapped[WorkingGroup] = relationship()
    responsible_city: Mapped[City | None] = relationship()

    @property
    def visibility(self) -> str:
        """Who may see it."""
        return self.audience


@dataclass(frozen=True)
class Author:
    """Who has said something."""

    kind: str
    city: City | None


class ProgressUpdate(Subject):
    __tablename__ = 'progress_updates'
    network_id: Mapped[UUID]
    working_group_id: Mapped[UUID] = mapped_column(ForeignKey('working_groups.id'))
    action_item_id: Mapped[UUID] = mapped_column(ForeignKey('action_items.id'))
    made_on: Mapped[date]
    author_kind: Mapped[str]
    author_city_id: Mapped[UUID | None] = mapped_column(ForeignKey('cities.id'))
    author_person_id: Mapped[UUID | None]
    unchanged: Mapped[bool] = mapped_column(default=False)
    stage: Mapped[str | None]
    percent: Mapped[int | None]
    text: Mapped[str | None]
    obstacle: Mapped[str | None]
    evidence_url: Mapped[str | None]
    document_id: Mapped[UUID | None]
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey('progress_updates.id'))
    place_id: Mapped[UUID]
    working_group: Mapped[WorkingGroup] = relationship()
    author_city: Mapped[City | None] = relationship()
    corrections: Mapped[list['ProgressUpdate']] = relationship(viewonly=True)

    @property
    def author(self) -> Author:
        """Who has said it."""
        return Author(self.author_kind, self.author_city)

    @property
    def corrected_by_id(self) -> UUID | None:
        """The update that corrects this one."""
        return self.corrections[0].id if self.corrections else None

    @property
    def visibility(self) -> str:
        """Who may see it."""
        return self.audience


class Counter(DefaultBase):
    __tablename__ = 'change_counter'
    one: Mapped[bool] = mapped_column(primary_key=True)
    head_seq: Mapped[int]


class Change(Base):
    __tablename__ = 'changes'
    id: Mapped[UUID] = mapped_column('subject_id', primary_key=True)
    subject_type: Mapped[str]
    seq: Mapped[int]
    version: Mapped[int]
    occurred_at: Mapped[datetime]
    deleted: Mapped[bool] = mapped_column(default=False)
    network_id: Mapped[UUID | None]
    city_id: Mapped[UUID | None]
    working_group_id: Mapped[UUID | None]
    audience_now: Mapped[str]
    audience_before: Mapped[str | None]


class Journal(Base):
    __tablename__ = 'journal'
    recorded_at: Mapped[datetime]
    actor_kind: Mapped[str]
    operation: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[UUID]
    network_id: Mapped[UUID | None]
    changes: Mapped[dict[str, Any]] = mapped_column(JSONB)
    personal_columns: Mapped[list[str]] = mapped_column(JSONB)


class CatalogueCity(Base):
    __tablename__ = 'city_catalogue'
    geonames_id: Mapped[int]
    name: Mapped[str]
    country_code: Mapped[str]
    region: Mapped[str | None]
    population: Mapped[int]
    latitude: Mapped[float]
    longitude: Mapped[float]
    time_zone: Mapped[str]
    sort_key: Mapped[str]
    words: Mapped[Any] = mapped_column(TSVECTOR, deferred=True)
