"""Knows the notices that wait for somebody's daily mail."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, UniqueConstraint
from sqlmodel import SQLModel

from api.models.columns import about, moment, new_id, plain


class WaitingNoticeRow(SQLModel, table=True):
    """A notice that one of its readers gets in their next daily mail; the row goes when that mail has gone."""

    __tablename__ = 'waiting_notices'
    __table_args__ = (
        UniqueConstraint('notice_id', 'person_id', name='waiting_notices_once'),
        about('person_id', passing=True),
    )

    id: UUID = plain(default_factory=new_id, primary_key=True)
    network_id: UUID = plain(foreign_key='networks.id')
    notice_id: UUID = plain(foreign_key='notices.id')
    person_id: UUID = plain(foreign_key='people.id', index=True)
    since: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
