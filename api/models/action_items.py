"""Knows the action items of working groups: what is to be done, by whom, until when, and how it stands."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import KEY, Mirrorable, Subject, free_text, plain
from api.models.progress_updates import ActionStage, Percent, ProgressUpdate
from api.models.shapes import CityName, Day, GroupName, GroupVisibility, Id, Line, Name, OnBehalfOfMember, Prose, Shape, Version, Wish

Origin = Literal['existing', 'enhanced', 'new']
Addressee = Literal['official_city', 'private_sector', 'population', 'other_government_level']
CityFunction = Literal['democratic_institution', 'rule_maker', 'employer', 'service_provider', 'contractor']
Horizon = Literal['short', 'long']
DUE_KEY = "coalesce(due_on, 'infinity'::date)"


class ActionItemRow(Subject, Mirrorable, table=True):
    """An action item of a working group. Stage, percentage and last progress are what its updates make of it.

    Whether it is late or stale is never stored: that depends on the day.
    """

    __tablename__ = 'action_items'
    __table_args__ = (
        CheckConstraint("stage IN ('planned', 'in_progress', 'completed', 'postponed', 'cancelled')", name='action_items_stage'),
        CheckConstraint('percent BETWEEN 0 AND 100', name='action_items_percent'),
        CheckConstraint('due_on >= starts_on', name='action_items_due_after_start'),
        Index('action_items_by_due', text(DUE_KEY), 'id'),
        Index('action_items_by_title', 'sort_key', 'id'),
        Index('action_items_of_group', 'working_group_id', text(DUE_KEY), 'id'),
        Index('action_items_of_city', 'responsible_city_id'),
        Index('action_items_of_meeting', 'meeting_id'),
        Index('action_items_search', 'search_key', postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    title: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    search_key: str = plain(sa_type=Text)
    description: str | None = free_text(default=None, sa_type=Text)
    origin: str | None = plain(default=None, sa_type=Text)
    addressees: list[str] = plain(default_factory=list, sa_type=JSONB)
    target_groups: list[str] = plain(default_factory=list, sa_type=JSONB)
    city_function: str | None = plain(default=None, sa_type=Text)
    horizon: str | None = plain(default=None, sa_type=Text)
    responsible_city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    responsible_person_id: UUID | None = plain(default=None, foreign_key='people.id')
    starts_on: date | None = plain(default=None, sa_type=Date)
    due_on: date | None = plain(default=None, sa_type=Date)
    completion_criterion: str | None = free_text(default=None, sa_type=Text)
    budget_note: str | None = free_text(default=None, sa_type=Text)
    meeting_id: UUID | None = plain(default=None, foreign_key='meetings.id')
    stage: str = plain(default='planned', sa_type=Text)
    percent: int | None = plain(default=None, sa_type=Integer)
    last_progress_on: date | None = plain(default=None, sa_type=Date)


class LateBecause(Shape):
    """Why an action item is late today."""

    code: Literal['past_due'] = Field(description='Open list.')
    since: date = Field(description='The day on which it was due.')
    days: int = Field(ge=1, description='How many days ago that was, by the calendar of the network.')


class StaleBecause(Shape):
    """Why an action item is stale today."""

    code: Literal['no_progress', 'not_begun', 'never_reported'] = Field(
        description='Open list. What `since` is: the day of the latest update, of the start, or on which the item was recorded.'
    )
    since: date = Field(description='The day from which it counts.')
    days: int = Field(ge=1, description='How many days ago that was, by the calendar of the network.')


class ActionItem(Shape):
    """Something that a working group has set out to do, and how it stands.

    `late`, `stale` and their reasons are as of the moment of reading: they change with the calendar, without a new version and
    without an entry in the feed. Who keeps a copy derives them from `stage`, `due_on`, `starts_on` and `last_progress_on`.
    """

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName
    title: Name
    description: Prose | None
    origin: Origin | None = Field(description='Open list. Whether the city does this already, does more of it, or begins it.')
    addressees: list[Addressee] = Field(description='Open list. Who is to act differently.')
    target_groups: list[Line] = Field(description='For whom it is; `general_population` is one of them.')
    city_function: CityFunction | None = Field(description='Open list. In which function the city acts.')
    horizon: Horizon | None = Field(description='Open list.')
    responsible_city: CityName | None
    responsible_person_id: Id | None = Field(description='Shown to the group and the office; null for everybody else.')
    starts_on: date | None
    due_on: date | None = Field(description='The last day that is in time.')
    completion_criterion: Prose | None = Field(description='By what one will see that it is done.')
    budget_note: Line | None
    meeting_id: Id | None = Field(description='The meeting that it was agreed at.')
    stage: ActionStage = Field(description='Open list. Moves with progress updates only.')
    percent: Percent | None
    last_progress_on: date | None = Field(description='The day of the latest progress update.')
    late: bool = Field(description='Past its due day and planned or in progress, as of reading.')
    late_because: LateBecause | None
    stale: bool = Field(description='No progress for longer than the by-laws say (`stale_after_days`), as of reading.')
    stale_because: StaleBecause | None
    latest_update: ProgressUpdate | None = Field(
        description='The latest progress update that you may see; null unless `expand` asks for it. Its own `you_may` is null here.'
    )
    visibility: GroupVisibility
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class ActionItemPage(Shape):
    """A page of action items."""

    items: list[ActionItem]
    next: Id | None


_Addressees = Annotated[list[Addressee], Field(max_length=4)]
_TargetGroups = Annotated[list[Line], Field(max_length=20)]


class ActionItemCreate(Wish):
    """An action item of a working group. It begins as planned; progress updates move it."""

    working_group_id: Id
    title: Name
    description: Prose | None = None
    origin: Origin | None = None
    addressees: _Addressees = Field(default_factory=list)
    target_groups: _TargetGroups = Field(default_factory=list)
    city_function: CityFunction | None = None
    horizon: Horizon | None = None
    responsible_city_id: Id | None = Field(default=None, description='A member city of the group.')
    responsible_person_id: Id | None = Field(default=None, description='A person whom you may know of.')
    starts_on: Day | None = None
    due_on: Day | None = None
    completion_criterion: Prose | None = None
    budget_note: Line | None = None
    meeting_id: Id | None = Field(default=None, description='A meeting of the group.')
    visibility: GroupVisibility = Field(default='working_group', description='Never wider than that of the group.')
    on_behalf_of: OnBehalfOfMember | None = None


class ActionItemPatch(Wish):
    """What may be changed about an action item; its stage and percentage only move by progress updates."""

    title: Name = Field(default_factory=str)
    description: Prose | None = None
    origin: Origin | None = None
    addressees: _Addressees = Field(default_factory=list)
    target_groups: _TargetGroups = Field(default_factory=list)
    city_function: CityFunction | None = None
    horizon: Horizon | None = None
    responsible_city_id: Id | None = None
    responsible_person_id: Id | None = None
    starts_on: Day | None = None
    due_on: Day | None = None
    completion_criterion: Prose | None = None
    budget_note: Line | None = None
    meeting_id: Id | None = None
    visibility: GroupVisibility = Field(
        default_factory=lambda: 'working_group', description='Shown to fewer, its updates are shown to fewer as well.'
    )
    on_behalf_of: OnBehalfOfMember | None = None
