"""Knows a network's by-laws: immutable versions, each in force from a day on."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import Subject, plain
from api.models.shapes import Day, Id, LanguageCode, Line, Number, Shape, Version, Wish


class ByLawsRow(Subject, table=True):
    """One version of the figures that the rules read. A change is a new row, never an update."""

    __tablename__ = 'by_laws'
    __table_args__ = (
        UniqueConstraint('network_id', 'number', name='by_laws_number'),
        UniqueConstraint('network_id', 'valid_from', name='by_laws_valid_from'),
        CheckConstraint('min_cities >= 1 AND min_countries >= 1', name='by_laws_minimum'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    number: int = plain(sa_type=Integer)
    valid_from: date = plain(sa_type=Date)
    min_cities: int = plain(sa_type=Integer)
    min_countries: int = plain(sa_type=Integer)
    broadcast_hold_hours: int = plain(sa_type=Integer)
    report_after_days: int = plain(sa_type=Integer)
    report_cadence_months: int = plain(sa_type=Integer)
    report_word_limit: int = plain(sa_type=Integer)
    index_interval_months: int | None = plain(default=None, sa_type=Integer)
    plan_review_min_months: int = plain(sa_type=Integer)
    plan_review_max_months: int = plain(sa_type=Integer)
    department_meetings_min: int = plain(sa_type=Integer)
    department_meetings_max: int = plain(sa_type=Integer)
    stale_after_days: int | None = plain(default=None, sa_type=Integer)
    sponsorship_condition: str = plain(sa_type=Text)
    reminder_days_before: list[int] = plain(sa_type=JSONB)
    reminder_days_after: list[int] = plain(sa_type=JSONB)
    reminder_every_days: int = plain(sa_type=Integer)
    working_languages: list[str] = plain(sa_type=JSONB)
    time_zone: str = plain(sa_type=Text)


Days = Annotated[Number, Field(ge=0, le=366)]
SponsorshipCondition = Literal['none', 'annual_report']


class _Figures(Wish):
    """The figures themselves, alike in what is sent and what is answered."""

    min_cities: Number = Field(ge=1, le=100, description='Active member cities that constitute a working group (W2).')
    min_countries: Number = Field(ge=1, le=50, description='Countries they must come from (W2).')
    broadcast_hold_hours: Number = Field(ge=0, le=336, description='How long the notice of a constitution is held (W4).')
    report_after_days: Number = Field(ge=0, le=730, description='A group this old at the assembly owes it a report (W10).')
    report_cadence_months: Number = Field(ge=1, le=120)
    report_word_limit: Number = Field(ge=50, le=20_000)
    index_interval_months: Number | None = Field(ge=1, le=240)
    plan_review_min_months: Number = Field(ge=1, le=240)
    plan_review_max_months: Number = Field(ge=1, le=240)
    department_meetings_min: Number = Field(ge=0, le=366)
    department_meetings_max: Number = Field(ge=0, le=366)
    stale_after_days: Number | None = Field(ge=1, le=3660, description='Days without progress until an action item is stale; null: never.')
    sponsorship_condition: SponsorshipCondition
    reminder_days_before: list[Days] = Field(max_length=10)
    reminder_days_after: list[Days] = Field(max_length=10)
    reminder_every_days: Number = Field(ge=1, le=366)
    working_languages: list[LanguageCode] = Field(min_length=1, max_length=10)
    time_zone: Line = Field(min_length=1, max_length=64, examples=['Europe/Berlin'])


class ByLaws(Shape, _Figures):
    """One version of a network's by-laws. The version in force on the effective date decides."""

    id: Id
    version: Version
    network_id: Id
    sponsorship_condition: SponsorshipCondition = Field(description='Open list.')
    number: int = Field(ge=1, description='1, 2, 3 … in the order they were made.')
    valid_from: date
    demonstration: bool
    source: str | None
    created_at: datetime
    updated_at: datetime


class ByLawsPage(Shape):
    """A page of by-law versions, the newest first."""

    items: list[ByLaws]
    next: Id | None


class ByLawsCreate(_Figures):
    """A new version, in force from `valid_from`; every figure is said again, so that a version stands alone."""

    valid_from: Day
    stale_after_days: Number | None = Field(
        default=None, ge=1, le=3660, description='Days without progress until an action item is stale; null: never.'
    )


class ByLawsEffect(Shape):
    """What a new version does, or with dry_run would do, to the groups that go on."""

    by_laws: ByLaws | None = Field(description='Null on a dry run.')
    constituted: list[Id] = Field(description='Working groups that this version constitutes.')
    still_proposed: list[Id]
    below_minimum: list[Id] = Field(
        description='Official groups that are too small by this version and were not before; they stay official.'
    )
    notices: int = Field(ge=0, description='How many cities are told.')
