"""Knows which sentences of a report were drafted, and of which record each is; the sentences themselves stand in the report alone."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import SQLModel

from api.models.columns import new_id, plain
from api.models.shapes import Id, Shape

DraftSection = Literal['members', 'meetings', 'decisions', 'outputs', 'action_items']


class DraftedSentenceRow(SQLModel, table=True):
    """That a sentence about a record was drafted. `sha256` is the hash by which it is known again in the text, unless it was changed."""

    __tablename__ = 'drafted_sentences'
    __table_args__ = (
        UniqueConstraint('report_id', 'record_type', 'record_id', 'said', name='drafted_sentences_once'),
        Index('drafted_sentences_of_network', 'network_id'),
    )

    id: UUID = plain(default_factory=new_id, primary_key=True)
    network_id: UUID = plain(foreign_key='networks.id')
    report_id: UUID = plain(foreign_key='reports.id')
    section: str = plain(sa_type=Text)
    record_type: str = plain(sa_type=Text)
    record_id: UUID = plain()
    said: str = plain(sa_type=Text)
    sha256: str = plain(sa_type=Text)


class DraftedFrom(Shape):
    """The record that a sentence is about."""

    type: str = Field(examples=['meeting'], description='Open list.')
    id: Id


class DraftedSentence(Shape):
    """A sentence that stands in the report as it was drafted."""

    text: str = Field(examples=['On 3 March 2026 the group met online; 4 cities took part'])
    record: DraftedFrom


class DraftedSection(Shape):
    """A section of the draft, with what of it still stands in the report."""

    section: DraftSection = Field(description='Open list.')
    heading: str = Field(examples=['Meetings'])
    sentences: list[DraftedSentence]
    to_record: str | None = Field(
        examples=['Nothing is recorded here yet: record the meetings with the cities that took part'],
        description='What to record, where the period holds nothing; null where it does.',
    )
    not_quoted: str | None = Field(
        examples=['One action item is not quoted, since only the group may see it'],
        description='How many records are not in the draft, since only the group may see them; null where there are none.',
    )


class ReportDraft(Shape):
    """What of a report was drafted, sentence by sentence, and from which days."""

    report_id: Id
    period_start: date | None = Field(description='The day of the assembly before; null when there was none.')
    period_end: date = Field(description="The day after the last one that counts: the assembly's day, or tomorrow.")
    sections: list[DraftedSection]
