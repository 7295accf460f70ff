"""Knows the journal: who did what, on whose behalf, when, from which value to which; kept for ever, never a ready sentence."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from api.models.columns import new_id, plain


class JournalRow(SQLModel, table=True):
    """One entry per subject an operation changed. `changes` holds [from, to] per column; personal columns by name only."""

    __tablename__ = 'journal'
    __table_args__ = (Index('journal_of_subject', 'subject_id', 'id'),)

    id: UUID = plain(default_factory=new_id, primary_key=True)
    recorded_at: datetime = plain(sa_type=DateTime(timezone=True))
    request_id: str | None = plain(default=None, sa_type=Text)
    actor_kind: str = plain(sa_type=Text)
    actor_id: UUID | None = plain(default=None)
    on_behalf_of_city_id: UUID | None = plain(default=None)
    channel: str | None = plain(default=None, sa_type=Text)
    operation: str = plain(sa_type=Text)
    subject_type: str = plain(sa_type=Text)
    subject_id: UUID = plain()
    network_id: UUID | None = plain(default=None)
    changes: dict[str, Any] = plain(default_factory=dict, sa_type=JSONB)
    personal_columns: list[str] = plain(default_factory=list, sa_type=JSONB)
    reason: str | None = plain(default=None, sa_type=Text)
    rule: str | None = plain(default=None, sa_type=Text)
    by_law_id: UUID | None = plain(default=None)
    facts: dict[str, Any] | None = plain(default=None, sa_type=JSONB)
