"""Knows the invitations: who is asked by mail to take on which role, for whom, and what came of it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, DateTime, Index, Integer, LargeBinary, Text

from api.models.columns import Subject, about, personal, plain
from api.models.roles import RoleName, RoleTerm
from api.models.shapes import CityName, Flag, GroupName, Id, Language, Line, Mail, Name, Shape, Version, Wish
from api.models.tasks import Task

InvitationStage = Literal['open', 'accepted', 'declined', 'withdrawn', 'expired']


class InvitationRow(Subject, table=True):
    """An invitation. Its link is derived when the mail is written; only the hash is kept, and `sendings` tells one mail from the next.

    Whom it is for is settled by the address when it is accepted: until then nobody learns whether the address is known. Name and
    address are emptied some time after it is settled, sooner where nobody came.
    """

    __tablename__ = 'invitations'
    __table_args__ = (
        CheckConstraint("stage IN ('open', 'accepted', 'declined', 'withdrawn')", name='invitations_stage'),
        Index('invitations_of_network', 'network_id'),
        Index('invitations_of_city', 'city_id'),
        about('person_id', by_mail='mail'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    city_id: UUID | None = plain(default=None, foreign_key='cities.id')
    organisation_id: UUID | None = plain(default=None, foreign_key='organisations.id')
    working_group_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    role: str = plain(sa_type=Text)
    name: str | None = personal(default=None, sa_type=Text)
    mail: str | None = personal(default=None, sa_type=Text)
    language: str = plain(default='en', sa_type=Text)
    stage: str = plain(default='open', sa_type=Text)
    sendings: int = plain(default=1, sa_type=Integer)
    token_hash: bytes | None = plain(default=None, sa_type=LargeBinary, unique=True)
    expires_at: datetime = plain(sa_type=DateTime(timezone=True))
    invited_by_id: UUID | None = plain(default=None)
    hands_over_id: UUID | None = plain(default=None, foreign_key='roles.id')
    person_id: UUID | None = plain(default=None, foreign_key='people.id')
    answered_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class Invitation(Shape):
    """An invitation, as the office, the own city and whoever made it see it."""

    id: Id
    version: Version
    network_id: Id
    city_id: Id | None
    organisation_id: Id | None
    working_group_id: Id | None
    role: RoleName = Field(description='The role that begins when it is accepted. Open list.')
    name: Name | None = Field(
        description='Null 30 days after it was accepted, 7 after it was declined, withdrawn or expired; like the address.'
    )
    mail: Mail | None
    language: Language = Field(description='The language (ISO 639-1). Open list.')
    stage: InvitationStage
    expires_at: datetime = Field(description='The first moment at which its link no longer works.')
    invited_by_id: Id | None = Field(description='The person or client that invited.')
    hands_over_id: Id | None = Field(description='The term that ends when this one begins, where a role is handed over.')
    person_id: Id | None = Field(description='Who accepted it; null until then.')
    answered_at: datetime | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class InvitationPage(Shape):
    """A page of invitations."""

    items: list[Invitation]
    next: Id | None


class InvitationCreate(Wish):
    """Whom to invite to which role. Whether the address is known already makes no difference."""

    network_id: Id
    role: RoleName
    name: Name
    mail: Mail
    language: Language = 'en'
    city_id: Id | None = None
    organisation_id: Id | None = None
    working_group_id: Id | None = None


class InvitationToken(Wish):
    """The token in an invitation's link."""

    token: str = Field(min_length=20, max_length=100, pattern='^[A-Za-z0-9_-]+$')


class InvitationAcceptanceCreate(InvitationToken):
    """The token in an invitation's link, and whether this browser is to be remembered."""

    remember: Flag = Field(default=False, description='Stay signed in on this browser for 30 days.')


class InvitationPreview(Shape):
    """What somebody is invited to, as whoever holds the link reads it."""

    network_name: Name
    role: RoleName
    name: Name | None
    language: Language = Field(description='The language (ISO 639-1). Open list.')
    city: CityName | None
    working_group: GroupName | None
    organisation_name: Name | None
    invited_by: Name | None = Field(description='The name of the person who invited; null when a machine did.')
    expires_at: datetime


class InvitationRefusal(Shape):
    """Said when an invitation was declined."""

    declined: Literal[True]


class Successor(Wish):
    """Somebody to be invited by mail."""

    name: Name
    mail: Mail
    language: Language = 'en'


class HandoverCreate(Wish):
    """Who follows: a person who is known, or somebody to invite. Exactly one of the two."""

    person_id: Id | None = None
    invitation: Successor | None = None
    reason: Line | None = None


class Handover(Shape):
    """A role that was handed over, or is about to be."""

    former: RoleTerm
    successor: RoleTerm | None = Field(description='The new term; null while the successor has not accepted.')
    invitation: Invitation | None = Field(description='The invitation to the successor, where there was need of one.')
    open_duties: list[Task] = Field(description='What lies open for the city or group and passes on with the role.')
