"""Knows the meetings of working groups and of the network: when and where, who came, and what was noted."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, DateTime, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from api.models.columns import Mirrorable, Subject, about, free_text, moment, personal, plain
from api.models.shapes import (
    CityName,
    Day,
    GroupName,
    GroupVisibility,
    Id,
    Line,
    Moment,
    Name,
    Number,
    OnBehalfOf,
    Prose,
    Shape,
    Url,
    Version,
    Wish,
)
from api.models.working_groups import Mode

MeetingStage = Literal['scheduled', 'held', 'cancelled']
Pattern = Literal['weekly', 'monthly_by_day', 'monthly_by_weekday', 'monthly_by_last_weekday']
Agenda = Annotated[list[Line], Field(max_length=50)]
TimeZone = Annotated[
    str,
    Field(
        min_length=1,
        max_length=64,
        pattern='^[A-Za-z0-9_+/-]+$',
        examples=['Europe/Vienna'],
        description='The name of an IANA time zone.',
    ),
]


class MeetingRow(Subject, Mirrorable, table=True):
    """A meeting. Its instants are in UTC; `time_zone` says how the clock on its wall is read. Minutes may name people.

    stage: scheduled → held; scheduled → cancelled. Only operations move it.
    """

    __tablename__ = 'meetings'
    __table_args__ = (
        CheckConstraint("stage IN ('scheduled', 'held', 'cancelled')", name='meetings_stage'),
        CheckConstraint("mode IN ('online', 'in_person', 'hybrid')", name='meetings_mode'),
        CheckConstraint('ends_at > starts_at', name='meetings_end_after_start'),
        CheckConstraint("(stage = 'held') = (held_on IS NOT NULL)", name='meetings_held_have_a_day'),
        Index('meetings_by_start', 'starts_at', 'id'),
        Index('meetings_of_network', 'network_id', 'starts_at', 'id'),
        Index('meetings_of_group', 'working_group_id', 'starts_at', 'id'),
        Index('meetings_of_host', 'host_city_id'),
        Index('meetings_of_document', 'minutes_document_id'),
        Index('meetings_of_series', 'series_id', 'starts_at', postgresql_where=text('series_id IS NOT NULL')),
        Index('meetings_search', 'search_key', postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}),
        about(None),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    title: str = plain(sa_type=Text)
    search_key: str = plain(sa_type=Text)
    starts_at: datetime = plain(sa_type=DateTime(timezone=True))
    ends_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    time_zone: str = plain(sa_type=Text)
    mode: str = plain(sa_type=Text)
    place: str | None = free_text(default=None, sa_type=Text)
    joining_link: str | None = personal(default=None, sa_type=Text)
    host_city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    agenda: list[Any] = plain(default_factory=list, sa_type=JSONB)
    stage: str = plain(default='scheduled', sa_type=Text)
    held_on: date | None = plain(default=None, sa_type=Date)
    minutes: str | None = personal(default=None, sa_type=Text)
    decisions: str | None = free_text(default=None, sa_type=Text)
    minutes_document_id: UUID | None = plain(default=None, foreign_key='documents.id')
    cancellation_reason: str | None = free_text(default=None, sa_type=Text)
    # What meetings share that were planned as a series; there is no record of it.
    series_id: UUID | None = plain(default=None)


class AttendanceRow(SQLModel, table=True):
    """A city that took part in a meeting."""

    __tablename__ = 'attendances'

    meeting_id: UUID = plain(foreign_key='meetings.id', primary_key=True)
    city_id: UUID = plain(foreign_key='cities.id', primary_key=True, index=True)


class Meeting(Shape):
    """A meeting of a working group, or of the network itself."""

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName | None = Field(description='Null: a meeting of the network itself.')
    title: Name
    starts_at: datetime
    ends_at: datetime | None
    time_zone: TimeZone
    mode: Mode = Field(description='Open list.')
    place: Line | None
    joining_link: Url | None = Field(description='For who is invited: the group and the office, of the network’s own meetings its members.')
    host_city: CityName | None
    agenda: Agenda
    stage: MeetingStage = Field(description='Open list.')
    held_on: date | None = Field(description='The day, once it was held.')
    minutes: Prose | None = Field(description='For the same readers; null to others.')
    minutes_document_id: Id | None = Field(description='Shown to those who may read the minutes.')
    decisions: Prose | None = Field(description='What was decided, each on a line of its own: for whoever sees the meeting.')
    attendance: list[CityName] = Field(description='The cities that took part.')
    cancellation_reason: Line | None
    series_id: Id | None = Field(description='What the meetings of a series share; null for one that is none of a series.')
    visibility: GroupVisibility
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class MeetingPage(Shape):
    """A page of meetings."""

    items: list[Meeting]
    next: Id | None


class MeetingRepeats(Wish):
    """How a meeting is repeated, counted from its first day where it is; either `until` or `times` says when the series ends."""

    pattern: Pattern = Field(
        description='`monthly_by_weekday`: on the second Tuesday, say, a fifth one being the last; `monthly_by_day`: on the same day, in a'
        ' shorter month its last.'
    )
    every: Number = Field(default=1, ge=1, le=12, description='Each week or month, or every so many.')
    until: Day | None = Field(default=None, description='No meeting is later than this day.')
    times: Number | None = Field(default=None, ge=2, le=52, description='So many meetings.')


class MeetingCreate(Wish):
    """A meeting that is planned: of a working group, or with `network_id` instead one of the network itself."""

    working_group_id: Id | None = None
    network_id: Id | None = Field(default=None, description='Instead of `working_group_id`: a meeting of the network itself.')
    title: Name
    starts_at: Moment
    ends_at: Moment | None = None
    time_zone: TimeZone | None = Field(default=None, description="The network's own when left out.")
    mode: Mode = 'online'
    place: Line | None = None
    joining_link: Url | None = None
    host_city_id: Id | None = None
    agenda: Agenda = Field(default_factory=list)
    visibility: GroupVisibility = 'members'
    repeats: MeetingRepeats | None = Field(default=None, description='Plan a series; the times stay the same on the wall.')
    on_behalf_of: OnBehalfOf | None = None


class MeetingPatch(Wish):
    """What may be changed while the meeting is still to come."""

    title: Name = Field(default_factory=str)
    starts_at: Moment = Field(default_factory=moment)
    ends_at: Moment | None = None
    time_zone: TimeZone = Field(default_factory=str)
    mode: Mode = Field(default_factory=lambda: 'online')
    place: Line | None = None
    joining_link: Url | None = None
    host_city_id: Id | None = None
    agenda: Agenda = Field(default_factory=list)
    visibility: GroupVisibility = Field(default_factory=lambda: 'members')
    on_behalf_of: OnBehalfOf | None = None


class MinutesCreate(Wish):
    """What came of a meeting. Sent again, it takes the place of what was recorded before."""

    minutes: Prose | None = None
    decisions: Prose | None = Field(
        default=None, description='What was decided, each on a line of its own; whoever sees the meeting reads it, and so may a report.'
    )
    attending_city_ids: list[Id] = Field(default_factory=list, max_length=200, description='The cities that took part.')
    minutes_document_id: Id | None = Field(default=None, description='A document of the same group or network.')
    held_on: Day | None = Field(default=None, description='The day for which it was planned when left out.')
    on_behalf_of: OnBehalfOf | None = None


class CancellationCreate(Wish):
    """Why the meeting does not take place."""

    reason: Line = Field(min_length=1)
    on_behalf_of: OnBehalfOf | None = None
