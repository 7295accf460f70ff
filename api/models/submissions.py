"""Knows the submissions of a report: what was handed in, frozen for ever, with its hash."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import Date, DateTime, Integer, Text, UniqueConstraint

from api.models.assemblies import AssemblyName
from api.models.columns import Mirrorable, Subject, plain
from api.models.redactions import SubmissionRedaction
from api.models.reports import Words
from api.models.shapes import GroupName, Id, Name, OnBehalfOf, Prose, Shape, Version, Wish


class SubmissionRow(Subject, Mirrorable, table=True):
    """A report as it was submitted. The database itself refuses to change or delete it; only who may see it moves.

    A redaction that was recorded before changes its text, and nothing else does.
    `snapshot` is canonical JSON (RFC 8785), `sha256` the hash of its UTF-8 bytes in hexadecimal.
    """

    __tablename__ = 'submissions'
    __table_args__ = (UniqueConstraint('report_id', 'number', name='submissions_number'),)

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    report_id: UUID = plain(foreign_key='reports.id')
    number: int = plain(sa_type=Integer)
    by_law_id: UUID = plain(foreign_key='by_laws.id')
    submitted_at: datetime = plain(sa_type=DateTime(timezone=True))
    handed_in_on: date = plain(sa_type=Date)
    snapshot: str = plain(sa_type=Text)
    sha256: str = plain(sa_type=Text)


class SubmittedGroup(Shape):
    """The group as it was called at the submission."""

    id: Id
    title: Name


class SubmittedBy(Shape):
    """Who submitted: an id and a role, never a name."""

    id: Id | None
    kind: Literal['person', 'client', 'operator'] = Field(description='Open list.')
    role: str = Field(examples=['coordinator'])


class Snapshot(Shape):
    """What was submitted, as it stays. Canonical JSON of it (RFC 8785), hashed, gives `sha256`."""

    assembly: AssemblyName
    by_law_id: Id
    by_law_number: int = Field(ge=1)
    number: int = Field(ge=1)
    on_behalf_of_city_id: Id | None
    report_id: Id
    submitted_at: datetime
    submitted_by: SubmittedBy
    text: Prose
    title: Name
    words: Words
    working_group: SubmittedGroup


class Submission(Shape):
    """A report as it was submitted, with its hash: never changed, but for a recorded redaction."""

    id: Id
    version: Version = Field(description='Goes up when others may see it; the snapshot stays as it is.')
    network_id: Id
    working_group: GroupName
    report_id: Id
    number: int = Field(ge=1, description='1, 2, 3 … of this report.')
    submitted_at: datetime = Field(description='When it was recorded.')
    handed_in_on: date = Field(
        description='The day that counts for what is owed: when the city gave it to the office, else the day of `submitted_at`.'
    )
    snapshot: Snapshot
    sha256: str = Field(min_length=64, max_length=64, description="Of the snapshot's canonical JSON as it was submitted, in hexadecimal.")
    redactions: list[SubmissionRedaction] = Field(
        description='What was redacted since, in order. The snapshot then has the `new_sha256` of the last one.'
    )
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime


class SubmissionPage(Shape):
    """A page of submissions, the latest first."""

    items: list[Submission]
    next: Id | None


class SubmissionCreate(Wish):
    """The report is submitted as it stands."""

    on_behalf_of: OnBehalfOf | None = None
