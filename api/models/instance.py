"""Knows this installation: which feed it is, whether it is a demonstration, whether its outbox waits; the counter of all changes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, DateTime
from sqlmodel import SQLModel

from api.models.columns import moment, new_id, plain


class InstanceRow(SQLModel, table=True):
    """One row: what hardly ever changes while the database lives.

    A restore makes a new feed_id and pauses the outbox: until somebody resumes it, only mails to sign in with are sent.
    """

    __tablename__ = 'instance'
    __table_args__ = (CheckConstraint('one'),)

    one: bool = plain(default=True, primary_key=True)
    feed_id: UUID = plain(default_factory=new_id)
    demonstration: bool = plain(default=False)
    purge_floor: int = plain(default=0, sa_type=BigInteger)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    outbox_paused_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class ChangeCounterRow(SQLModel, table=True):
    """One row: the last seq given out. Its lock is taken last and held to the commit, so seq order is commit order."""

    __tablename__ = 'change_counter'
    __table_args__ = (CheckConstraint('one'), {'postgresql_with': {'fillfactor': '10'}})

    one: bool = plain(default=True, primary_key=True)
    head_seq: int = plain(default=0, sa_type=BigInteger)
