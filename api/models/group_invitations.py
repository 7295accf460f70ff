"""Knows the invitations of cities into a working group: who was asked, whether it is to lead, and what it answered (M2, W7)."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import Boolean, CheckConstraint, Index, Text, text

from api.models.columns import Subject, free_text, plain
from api.models.shapes import CityName, GroupName, Id, Line, OnBehalfOf, Shape, Version, Wish

GroupInvitationStage = Literal['invited', 'confirmed', 'declined', 'withdrawn', 'lapsed']


class GroupInvitationRow(Subject, table=True):
    """A city that is asked to take part in a group. It is no member by it: it joins by its own act.

    stage: invited → confirmed, declined, withdrawn or lapsed. Only operations move it.
    """

    __tablename__ = 'group_invitations'
    __table_args__ = (
        CheckConstraint("stage IN ('invited', 'confirmed', 'declined', 'withdrawn', 'lapsed')", name='group_invitations_stage'),
        Index('group_invitations_of_group', 'working_group_id', 'id'),
        Index('group_invitations_of_city', 'city_id'),
        Index('group_invitations_once_at_a_time', 'working_group_id', 'city_id', unique=True, postgresql_where=text("stage = 'invited'")),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    city_id: UUID = plain(foreign_key='cities.id')
    leads: bool = plain(default=False, sa_type=Boolean)
    stage: str = plain(default='invited', sa_type=Text)
    reason: str | None = free_text(default=None, sa_type=Text)


class GroupInvitation(Shape):
    """A city that is invited to take part in a working group.

    It counts from the moment in which it confirms by joining the group itself.
    """

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName
    city: CityName = Field(description='The city that is invited.')
    leads: bool = Field(description='Whether it takes the chair when it confirms.')
    stage: GroupInvitationStage = Field(description='Open list.')
    reason: Line | None = Field(description='Why it was declined or withdrawn, where somebody has said so.')
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class GroupInvitationPage(Shape):
    """A page of invitations into working groups, the latest first."""

    items: list[GroupInvitation]
    next: Id | None


class GroupInvitationCreate(Wish):
    """The city that is invited into a group."""

    working_group_id: Id
    city_id: Id = Field(description='The city that is invited.')
    leads: bool = Field(default=False, description='Whether it takes the chair when it confirms; no other invited city does then.')
    on_behalf_of: OnBehalfOf | None = None


class GroupInvitationDeclineCreate(Wish):
    """Why the city does not take part; the members of the network can read it."""

    reason: Line | None = None
    on_behalf_of: OnBehalfOf | None = None


class GroupInvitationWithdrawalCreate(Wish):
    """Why the invitation is taken back; the members of the network can read it."""

    reason: Line | None = None
    on_behalf_of: OnBehalfOf | None = None
