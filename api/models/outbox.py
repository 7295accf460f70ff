"""Knows the outbox: work to do after a commit, leased by workers, done at least once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from api.models.columns import moment, new_id, plain


class OutboxRow(SQLModel, table=True):
    """One piece of work. It holds ids, never rendered mail: links are minted and contacts read when it is sent.

    `lease_until` and `attempt` fence a worker: it may close only the attempt that it took.
    """

    __tablename__ = 'outbox'
    __table_args__ = (Index('outbox_open', 'due_at', postgresql_where=text('done_at IS NULL')),)

    id: UUID = plain(default_factory=new_id, primary_key=True)
    kind: str = plain(sa_type=Text)
    payload: dict[str, Any] = plain(default_factory=dict, sa_type=JSONB)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    due_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    lease_until: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    attempt: int = plain(default=0, sa_type=Integer)
    done_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    outcome: str | None = plain(default=None, sa_type=Text)
    last_error: str | None = plain(default=None, sa_type=Text)
