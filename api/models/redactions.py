"""Knows the redactions: which text was put in the place of which, which file went, by their hashes alone, when, why, by whom."""

from datetime import datetime
from uuid import UUID

from pydantic import Field
from sqlalchemy import DateTime, Index, Text
from sqlmodel import SQLModel

from api.models.columns import free_text, new_id, plain
from api.models.shapes import GroupName, Id, Line, Name, Prose, Shape, Wish


class RedactionRow(SQLModel, table=True):
    """A recorded redaction. Neither text is kept here: the new one stands in its place, the old one nowhere."""

    __tablename__ = 'redactions'
    __table_args__ = (Index('redactions_of_subject', 'subject_id', 'id'), Index('redactions_of_network', 'network_id', 'id'))

    id: UUID = plain(default_factory=new_id, primary_key=True)
    network_id: UUID = plain(foreign_key='networks.id')
    subject_type: str = plain(sa_type=Text)
    subject_id: UUID = plain()
    field: str = plain(sa_type=Text)
    old_sha256: str = plain(sa_type=Text)
    new_sha256: str = plain(sa_type=Text)
    reason: str = free_text(sa_type=Text)
    redacted_by_id: UUID | None = plain(default=None)
    redacted_at: datetime = plain(sa_type=DateTime(timezone=True))


class Redaction(Shape):
    """A text that was put in the place of another, or a document whose bytes were taken away."""

    id: Id
    network_id: Id
    subject_type: str = Field(examples=['meeting'], description='Of which type of record. Open list.')
    subject_id: Id
    subject_name: str | None = Field(description='What the record is called today; null where that is not yours to see.')
    part_of_id: Id | None = Field(description='The record that it is reached by: the action item of an update, the report of a decision.')
    working_group: GroupName | None = Field(description='The working group whose record it is.')
    field: str = Field(
        examples=['minutes'], description='Open list. `snapshot`: the frozen copy of a report. `content`: the bytes of a document.'
    )
    field_label: str = Field(description='What the field is called, in your language.')
    old_sha256: str = Field(description='Of the former text in UTF-8, or of the bytes, in hexadecimal.')
    new_sha256: str = Field(description='Of the text in its place; of a document’s bytes nothing is.')
    reason: Line
    redacted_by_id: Id | None = Field(description='The person or client that redacted.')
    redacted_by_name: str | None = Field(description='Their name of today; null where that is not yours to see.')
    redacted_at: datetime


class RedactionPage(Shape):
    """A page of redactions, the newest first."""

    items: list[Redaction]
    next: Id | None


class RedactionCreate(Wish):
    """Which text is to give way to which, and why."""

    subject_type: str = Field(min_length=1, max_length=60, pattern='^[a-z_]+$', examples=['meeting'], description='As the journal has it.')
    subject_id: Id
    field: str = Field(
        min_length=1, max_length=60, pattern='^[a-z_]+$', examples=['minutes'],
        description='The field that holds the text, or `reason` for what was given as the reason of an act.',
    )  # fmt: skip
    text: Prose = Field(min_length=1, description='What stands there from now on.')
    former_text: Prose | None = Field(
        default=None, min_length=1, description='A former text of the field, as the journal shows it; the present one when left out.'
    )
    reason: Line = Field(min_length=1, description='Must not repeat what is taken away.')


class SubmissionRedaction(Shape):
    """That a frozen copy was redacted: its `sha256` is of what was submitted, `new_sha256` of what is left."""

    redacted_at: datetime
    reason: Line
    old_sha256: str
    new_sha256: str


class DocumentRedaction(Shape):
    """That a document's bytes were taken away for good."""

    redacted_at: datetime
    reason: Line


class DocumentRedactionCreate(Wish):
    """Why a document's bytes are to go, and what it is called from then on."""

    reason: Line = Field(min_length=1, description='Must not repeat what is taken away.')
    title: Name | None = Field(
        default=None,
        min_length=1,
        description='In the place of its present and former titles and file names, when those name somebody; left out, they stay.',
    )
