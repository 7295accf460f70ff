"""Knows what the service has asked a browser to prove: which passkey it has, or who an identity provider says it is."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, Text
from sqlmodel import SQLModel

from api.models.columns import about, moment, new_id, plain

ChallengeKind = Literal['passkey', 'passkey_sign_in', 'identity', 'provider_sign_in']


class ChallengeRow(SQLModel, table=True):
    """One challenge: for one use, by POST, from the browser that asked for it.

    Whatever must be hard to guess in it is derived from the service's secret and its id, so that no row gives anything away.
    `person_id` is who must answer it; null: whoever can.
    """

    __tablename__ = 'sign_in_challenges'
    __table_args__ = (about('person_id', passing=True),)

    id: UUID = plain(default_factory=new_id, primary_key=True)
    kind: str = plain(sa_type=Text)
    person_id: UUID | None = plain(default=None, foreign_key='people.id', index=True)
    browser_hash: bytes = plain(sa_type=LargeBinary, unique=True)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True), index=True)
    expires_at: datetime = plain(sa_type=DateTime(timezone=True))
    used_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
