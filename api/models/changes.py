"""Knows the change index: for every subject the seq of its latest change, and who may see it now and could before."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field
from sqlalchemy import BigInteger, DateTime, Index, Integer, Text
from sqlmodel import SQLModel

from api.models.columns import plain
from api.models.shapes import Id, Shape


class ChangeRow(SQLModel, table=True):
    """One row per subject; each write moves it to a new seq. Never deleted before the purge floor passes it."""

    __tablename__ = 'changes'
    __table_args__ = (Index('changes_by_seq', 'seq', unique=True),)

    subject_id: UUID = plain(primary_key=True)
    subject_type: str = plain(sa_type=Text)
    seq: int = plain(sa_type=BigInteger)
    version: int = plain(sa_type=Integer)
    occurred_at: datetime = plain(sa_type=DateTime(timezone=True))
    deleted: bool = plain(default=False)
    network_id: UUID | None = plain(default=None)
    city_id: UUID | None = plain(default=None)
    working_group_id: UUID | None = plain(default=None)
    audience_now: str = plain(sa_type=Text)
    audience_before: str | None = plain(default=None, sa_type=Text)


class ChangedSubject(Shape):
    """Which record a change is about."""

    type: str = Field(examples=['working_group'], description='An open list: see `subject_types` of GET /v1.')
    id: Id


class Change(Shape):
    """The latest state of one record, as far as the caller may see it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(json_schema_serialization_defaults_required=True, extra='forbid')

    seq: int = Field(ge=1, le=9_223_372_036_854_775_807)
    subject: ChangedSubject
    version: int = Field(ge=1)
    occurred_at: datetime
    deleted: bool = Field(description='True for a tombstone: the record is gone, or no longer yours to see.')
    data: dict[str, Any] | None = Field(description='The record as its own resource shows it, without `you_may`; null on a tombstone.')


class ChangePage(Shape):
    """A page of the sync feed. Store `next_since` and `feed_id`, and send both with the next request."""

    feed_id: Id
    items: list[Change]
    next_since: int = Field(ge=0, le=9_223_372_036_854_775_807)
    has_more: bool
    head_seq: int = Field(ge=0, le=9_223_372_036_854_775_807)
