"""Knows the requests of organisations to take part in a working group: who asked, why, and what the lead city or the office said (W6)."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text, text

from api.models.columns import Subject, free_text, plain
from api.models.shapes import (
    CityName,
    Day,
    GroupName,
    Id,
    Line,
    Message,
    OnBehalfOf,
    OrganisationName,
    Prose,
    SaidLine,
    Shape,
    Version,
    Wish,
)

ParticipationRequestStage = Literal['asked', 'admitted', 'refused', 'withdrawn', 'lapsed']


class ParticipationRequestRow(Subject, table=True):
    """An organisation that asks to take part in a group. It does so once it is admitted as an associate.

    stage: asked → admitted, refused, withdrawn or lapsed. Only operations move it. Beside its audience the organisation sees it.
    `decided_by_city_id` is the lead city that decided; null where it was the office, or nobody.
    """

    __tablename__ = 'participation_requests'
    __table_args__ = (
        CheckConstraint("stage IN ('asked', 'admitted', 'refused', 'withdrawn', 'lapsed')", name='participation_requests_stage'),
        CheckConstraint("stage <> 'refused' OR reason IS NOT NULL", name='participation_requests_refused_with_a_reason'),
        CheckConstraint("decided_by IN ('lead_city', 'office')", name='participation_requests_decided_by'),
        CheckConstraint(
            "(stage IN ('admitted', 'refused')) = (num_nonnulls(decided_by, decided_on) = 2)", name='participation_requests_decided'
        ),
        Index('participation_requests_of_group', 'working_group_id', 'id'),
        Index('participation_requests_of_organisation', 'organisation_id'),
        Index(
            'participation_requests_once_at_a_time',
            'working_group_id',
            'organisation_id',
            unique=True,
            postgresql_where=text("stage = 'asked'"),
        ),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    organisation_id: UUID = plain(foreign_key='organisations.id')
    message: str = free_text(sa_type=Text)
    asked_on: date = plain(sa_type=Date)
    stage: str = plain(default='asked', sa_type=Text)
    reason: str | None = free_text(default=None, sa_type=Text)
    decided_by: str | None = plain(default=None, sa_type=Text)
    decided_by_city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    decided_on: date | None = plain(default=None, sa_type=Date)


class ParticipationRequest(Shape):
    """An organisation's request to take part in a working group as an associate.

    The cities of the group, the office and the organisation itself see it.
    """

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName
    organisation: OrganisationName = Field(description='The organisation that asks.')
    message: Prose = Field(description='Why it wants to take part.')
    asked_on: date = Field(description='The day on which it asked.')
    stage: ParticipationRequestStage = Field(description='Open list.')
    reason: Line | None = Field(description='Why it was refused, or withdrawn where that was said.')
    decided_by: Literal['lead_city', 'office'] | None = Field(description='Who admitted or refused it. Open list.')
    decided_by_city: CityName | None = Field(description='The lead city that decided; null where it was the office.')
    decided_on: date | None = Field(description='The day on which it was admitted or refused.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class ParticipationRequestPage(Shape):
    """A page of requests to take part in working groups, the latest first."""

    items: list[ParticipationRequest]
    next: Id | None


class ParticipationRequestCreate(Wish):
    """The organisation that asks, and why it wants to take part; the cities of the group and the office can read it."""

    working_group_id: Id
    organisation_id: Id = Field(description='The organisation that asks.')
    message: Message = Field(description='Why it wants to take part.')
    on_behalf_of: OnBehalfOf | None = Field(default=None, description='How and when the organisation told the office.')


class ParticipationAdmissionCreate(Wish):
    """From which day the organisation takes part."""

    start_date: Day | None = Field(default=None, description='Today when left out; another day is the office’s to say, with a reason.')
    reason: Line | None = None
    on_behalf_of: OnBehalfOf | None = None


class ParticipationRefusalCreate(Wish):
    """Why the organisation is not admitted; it is told."""

    reason: SaidLine
    on_behalf_of: OnBehalfOf | None = None


class ParticipationWithdrawalCreate(Wish):
    """Why the organisation takes its request back; the cities of the group and the office can read it."""

    reason: Line | None = None
    on_behalf_of: OnBehalfOf | None = Field(default=None, description='How and when the organisation told the office.')
