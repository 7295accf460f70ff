"""Knows the progress updates: what was said of an action item, when, by whom. They are added, never changed."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Integer, Text
from sqlalchemy import text as sql

from api.models.columns import Mirrorable, Subject, free_text, plain
from api.models.shapes import (
    CityName,
    Day,
    Flag,
    GroupName,
    GroupVisibility,
    Id,
    Line,
    Number,
    OnBehalfOf,
    Prose,
    Shape,
    Url,
    Version,
    Wish,
)

ActionStage = Literal['planned', 'in_progress', 'completed', 'postponed', 'cancelled']
Percent = Annotated[int, Field(ge=0, le=100, description='How much is done.')]


class ProgressUpdateRow(Subject, Mirrorable, table=True):
    """What somebody said of an action item on a day. A correction is another update that names the one it replaces.

    `place_id` orders the updates of one day: an update's own id, and for a correction that of the update it replaces first of all.
    """

    __tablename__ = 'progress_updates'
    __table_args__ = (
        CheckConstraint("stage IN ('planned', 'in_progress', 'completed', 'postponed', 'cancelled')", name='progress_updates_stage'),
        CheckConstraint('percent BETWEEN 0 AND 100', name='progress_updates_percent'),
        CheckConstraint("author_kind IN ('city', 'office')", name='progress_updates_author_kind'),
        Index('progress_updates_of_item', 'action_item_id', 'made_on', 'place_id'),
        Index('progress_updates_of_group', 'working_group_id', 'id'),
        Index('progress_updates_of_network', 'network_id', 'id'),
        Index('progress_updates_corrected_once', 'corrects_id', unique=True, postgresql_where=sql('corrects_id IS NOT NULL')),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    action_item_id: UUID = plain(foreign_key='action_items.id')
    made_on: date = plain(sa_type=Date)
    author_kind: str = plain(sa_type=Text)
    author_city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    author_person_id: UUID | None = plain(default=None)
    unchanged: bool = plain(default=False)
    stage: str | None = plain(default=None, sa_type=Text)
    percent: int | None = plain(default=None, sa_type=Integer)
    text: str | None = free_text(default=None, sa_type=Text)
    obstacle: str | None = free_text(default=None, sa_type=Text)
    evidence_url: str | None = plain(default=None, sa_type=Text)
    document_id: UUID | None = plain(default=None, foreign_key='documents.id')
    corrects_id: UUID | None = plain(default=None, foreign_key='progress_updates.id')
    place_id: UUID = plain()


class Author(Shape):
    """For whom an update speaks: a member city, or the office; `city` with kind office: the city that told the office."""

    kind: Literal['city', 'office'] = Field(description='Open list.')
    city: CityName | None


class ProgressUpdate(Shape):
    """What was said of an action item on a day. Nothing of it ever changes, but who may see it, and whether it was corrected."""

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName
    action_item_id: Id
    made_on: date
    author: Author
    author_person_id: Id | None = Field(description='Shown to the group and the office; null for everybody else, and for machines.')
    unchanged: bool = Field(description='Somebody looked, and nothing has changed.')
    stage: ActionStage | None = Field(description='Open list. Null: as before.')
    percent: Percent | None = Field(description='How much is done; null: as before.')
    text: Prose | None = Field(description='What was done.')
    obstacle: Prose | None = Field(description='What stands in the way. Shown to the group and the office; null for everybody else.')
    evidence_url: Url | None
    document_id: Id | None
    corrects_id: Id | None = Field(description='The update that this one replaces.')
    corrected_by_id: Id | None = Field(description='The update that replaces this one; it may be shown to fewer.')
    visibility: GroupVisibility
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class ProgressUpdatePage(Shape):
    """A page of progress updates, the latest recorded first."""

    items: list[ProgressUpdate]
    next: Id | None


class ProgressUpdateCreate(Wish):
    """What is to be said: at least a stage, a percentage, a text, an obstacle or evidence; or that nothing has changed."""

    action_item_id: Id
    made_on: Day | None = Field(default=None, description='Today when left out; another day is the office’s to say, with a reason.')
    unchanged: Flag = Field(default=False, description='Nothing has changed; then without stage, percent and text.')
    stage: ActionStage | None = None
    percent: Annotated[Number, Field(ge=0, le=100)] | None = Field(default=None, description='Completed means 100.')
    text: Prose | None = None
    obstacle: Prose | None = Field(default=None, description='Shown to the group and the office only.')
    evidence_url: Url | None = None
    document_id: Id | None = None
    corrects_id: Id | None = Field(default=None, description='The update of the same item that this one replaces.')
    visibility: GroupVisibility | None = Field(default=None, description='That of the item when left out; never wider.')
    city_id: Id | None = Field(default=None, description='The city that says it, of several that you speak for, or that told the office.')
    reason: Line | None = Field(default=None, description='Why an earlier day is recorded now.')
    on_behalf_of: OnBehalfOf | None = None
