"""Knows whose lists are mirrored here: the service of another network, how far the copy has come, and what went wrong last."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import BigInteger, CheckConstraint, DateTime, Index, Integer, Text, UniqueConstraint, text
from sqlmodel import SQLModel

from api.models.columns import Subject, plain
from api.models.shapes import Id, Shape, Url, Version

SyncProblem = Literal['unreachable', 'no_credentials', 'credentials_refused', 'refused', 'not_a_feed']


class SyncSourceRow(Subject, table=True):
    """The service of another network, whose feed is mirrored for one of ours; without an address, the partner's list as files bring it.

    Only the command line makes and changes one that has an address.
    """

    __tablename__ = 'sync_sources'
    __table_args__ = (
        UniqueConstraint('network_id', 'url', name='sync_sources_once'),
        Index('sync_sources_of_files', 'network_id', 'partner_id', unique=True, postgresql_where=text('url IS NULL')),
        CheckConstraint('every_minutes > 0', name='sync_sources_every_minutes'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    partner_id: UUID = plain(foreign_key='networks.id')
    url: str | None = plain(default=None, sa_type=Text)
    every_minutes: int | None = plain(default=None, sa_type=Integer)


class SyncPositionRow(SQLModel, table=True):
    """How far a copy has come. Written in the transaction that applies what was read, so that both are there or neither.

    `round` counts how often the copy was begun; until it is `complete`, what has come in this round is not all there is.
    """

    __tablename__ = 'sync_positions'

    sync_source_id: UUID = plain(primary_key=True, foreign_key='sync_sources.id')
    since: int = plain(default=0, sa_type=BigInteger)
    feed_id: UUID | None = plain(default=None)
    round: int = plain(default=1, sa_type=Integer)
    complete: bool = plain(default=False)
    began_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    equal_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    problem: str | None = plain(default=None, sa_type=Text)


class SyncSource(Shape):
    """The service of another network, whose records are mirrored here for the office of one of ours."""

    id: Id
    version: Version
    network_id: Id = Field(description='The network whose office reads what is mirrored.')
    partner_id: Id = Field(description='The network whose records they are.')
    url: Url | None = Field(description='Where its service is; null where its list comes as a file.')
    every_minutes: int | None = Field(ge=1, le=2_147_483_647, description='How often it is read; null: by hand only.')
    position: int = Field(ge=0, description='How far its feed is read, as `since` counts; 0 where its list comes as a file.')
    records: int = Field(ge=0, description='How many of its records are mirrored.')
    doubtful: int = Field(ge=0, description='How many of its cities wait for a person to say which of yours they are.')
    complete: bool = Field(description='Whether the copy has once been all there was, since it began.')
    began_at: datetime | None = Field(description='When it was last read.')
    equal_at: datetime | None = Field(description='When the copy was last as the service was.')
    problem: SyncProblem | None = Field(description='Open list. Why it could not be read last; null when it could.')
    demonstration: bool
    created_at: datetime
    updated_at: datetime


class SyncSourcePage(Shape):
    """A page of services whose records are mirrored here."""

    items: list[SyncSource]
    next: Id | None
