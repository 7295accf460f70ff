"""Knows the records that other networks keep and that are shown here: as they came, and which of our cities a city is."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, DateTime, Index, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from api.models.changes import ChangedSubject
from api.models.columns import Subject, plain
from api.models.shapes import Id, Shape, Version, Wish

MatchState = Literal['matched', 'doubtful', 'unmatched']
MatchDecision = Literal['same', 'new', 'left_out']


class MirroredRecordRow(Subject, table=True):
    """A record of another network, as its feed tells of it. Whoever keeps it changes it; here only its match is decided.

    Nothing about people comes by a feed, and what does is the partner's to redact: it arrives with the next reading.
    """

    __tablename__ = 'mirrored_records'
    __table_args__ = (
        UniqueConstraint('sync_source_id', 'origin_id', name='mirrored_records_once'),
        CheckConstraint("match IN ('matched', 'doubtful', 'unmatched')", name='mirrored_records_match'),
        CheckConstraint("decision IN ('same', 'new', 'left_out')", name='mirrored_records_decision'),
        CheckConstraint("(match = 'matched') = (city_id IS NOT NULL)", name='mirrored_records_matched'),
        Index('mirrored_records_of_network', 'network_id', 'id'),
        Index('mirrored_records_of_city', 'city_id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    sync_source_id: UUID = plain(foreign_key='sync_sources.id')
    subject_type: str = plain(sa_type=Text)
    origin_id: UUID = plain()
    origin_version: int = plain(sa_type=Integer)
    data: dict[str, Any] | None = plain(default=None, sa_type=JSONB(none_as_null=True))
    deleted_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    round: int = plain(default=1, sa_type=Integer)
    match: str | None = plain(default=None, sa_type=Text)
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    candidate_ids: list[str] = plain(default_factory=list, sa_type=JSONB)
    decision: str | None = plain(default=None, sa_type=Text)


class MirroredRecord(Shape):
    """A record that another network keeps, as it came from there. It is changed there, and follows here."""

    id: Id
    version: Version
    network_id: Id = Field(description='The network whose office reads it.')
    sync_source_id: Id = Field(description='Where it comes from.')
    subject: ChangedSubject = Field(description='What it is, and its id there.')
    origin_version: Version = Field(description='Its version there.')
    data: dict[str, Any] | None = Field(description='The record as the service of its network shows it; null once it is deleted.')
    deleted_at: datetime | None = Field(description='When it was learnt that the record is gone there, or no longer shown to us.')
    match: MatchState | None = Field(
        description='Open list. Whether it is one of our cities; `doubtful`: a person says which. Null for what is no city.'
    )
    city_id: Id | None = Field(description='Which of our cities it is.')
    candidate_ids: list[Id] = Field(description='Which of our cities it may be.')
    decision: MatchDecision | None = Field(description='Open list. What a person has said; null where nobody has.')
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class MirroredRecordPage(Shape):
    """A page of records of other networks."""

    items: list[MirroredRecord]
    next: Id | None


class MirroredMatchCreate(Wish):
    """Which of our cities a partner's city is: that one, or none of ours, or it is left out of consideration."""

    decision: MatchDecision | None = Field(description='`same`: it is `city_id`. `new`: it is none of ours. Null takes back what was said.')
    city_id: Id | None = Field(default=None, description='Which city it is; with `same`.')
