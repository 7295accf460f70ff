"""Knows where and when approved reports were published: on the website, then on social media and in newsletters."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text, text

from api.models.columns import Mirrorable, Subject, plain
from api.models.shapes import Day, GroupName, Id, Line, Shape, Url, Version, Wish

Channel = Literal['website', 'social_media', 'newsletter']


class PublicationRow(Subject, Mirrorable, table=True):
    """One publication of an approved report: once on the website, any number of times elsewhere. A newsletter may be a circular."""

    __tablename__ = 'publications'
    __table_args__ = (
        CheckConstraint("channel IN ('website', 'social_media', 'newsletter')", name='publications_channel'),
        Index('publications_of_report', 'report_id', 'id'),
        Index('publications_one_website', 'report_id', unique=True, postgresql_where=text("channel = 'website'")),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    report_id: UUID = plain(foreign_key='reports.id')
    submission_id: UUID = plain(foreign_key='submissions.id')
    channel: str = plain(sa_type=Text)
    url: str | None = plain(default=None, sa_type=Text)
    circular_id: UUID | None = plain(default=None, foreign_key='circulars.id')
    published_on: date = plain(sa_type=Date)


class Publication(Shape):
    """Where and when a report was published."""

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName
    report_id: Id
    submission_id: Id = Field(description='The text that was published.')
    channel: Channel = Field(description='Open list.')
    url: str | None = Field(examples=['https://example.org/report'])
    published_on: date
    circular_id: Id | None = Field(description='The circular that was sent, for the office; null for everybody else.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime


class PublicationPage(Shape):
    """A page of publications, the latest first."""

    items: list[Publication]
    next: Id | None


class PublicationCreate(Wish):
    """A publication: on the website first, which shows the report to everybody."""

    channel: Channel
    url: Url | None = None
    published_on: Day | None = Field(default=None, description='Today when left out.')
    reason: Line | None = Field(default=None, description='Needed for a day in the past.')
