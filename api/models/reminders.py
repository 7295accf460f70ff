"""Knows the reminders: which step of the ladder of which duty, or of which call, was told to whom, by which notice."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Text, UniqueConstraint, text
from sqlmodel import SQLModel

from api.models.columns import new_id, plain


class ReminderRow(SQLModel, table=True):
    """One step of one duty of a group, or of a call that a city has not answered, for one person, or for nobody where nobody is reached.

    A notice bundles those of a day.
    """

    __tablename__ = 'reminders'
    __table_args__ = (
        CheckConstraint("duty IN ('group_report', 'declaration', 'call_answer')", name='reminders_duty'),
        CheckConstraint(
            "CASE duty WHEN 'call_answer' THEN num_nonnulls(call_id, city_id) = 2 AND num_nonnulls(working_group_id, assembly_id) = 0"
            ' ELSE num_nonnulls(call_id, city_id) = 0 AND num_nonnulls(working_group_id, assembly_id) = 2 END',
            name='reminders_about',
        ),
        UniqueConstraint(
            *('working_group_id', 'assembly_id', 'duty', 'step_on', 'person_id', 'call_id', 'city_id'),
            name='reminders_once',
            postgresql_nulls_not_distinct=True,
        ),
        Index('reminders_of_notice', 'notice_id'),
        Index('reminders_by_day', 'network_id', 'reminded_on'),
        Index('reminders_of_call', 'call_id', postgresql_where=text('call_id IS NOT NULL')),
    )

    id: UUID = plain(default_factory=new_id, primary_key=True)
    network_id: UUID = plain(foreign_key='networks.id')
    notice_id: UUID = plain(foreign_key='notices.id')
    person_id: UUID | None = plain(default=None, foreign_key='people.id')
    working_group_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    assembly_id: UUID | None = plain(default=None, foreign_key='assemblies.id')
    call_id: UUID | None = plain(default=None, foreign_key='calls_for_interest.id')
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    duty: str = plain(sa_type=Text)
    due_on: date = plain(sa_type=Date)
    step_on: date = plain(sa_type=Date)
    reminded_on: date = plain(sa_type=Date)
