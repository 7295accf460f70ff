"""Knows the outputs: what a working group makes for the whole network (W12)."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, Date, Index, Text
from sqlalchemy.dialects.postgresql import JSONB

from api.models.columns import KEY, Mirrorable, Subject, free_text, plain
from api.models.shapes import (
    GroupName,
    GroupVisibility,
    Id,
    LanguageCode,
    Line,
    Name,
    OnBehalfOf,
    OnBehalfOfMember,
    Prose,
    Shape,
    Url,
    Version,
    Wish,
)

OutputKind = Literal['policy_paper', 'online_seminar', 'panel_discussion', 'guidelines', 'peer_to_peer_format', 'other']
OutputStage = Literal['planned', 'in_preparation', 'shared', 'withdrawn']
Languages = Annotated[list[LanguageCode], Field(max_length=20)]


class OutputRow(Subject, Mirrorable, table=True):
    """An output, with the file or the address where it is found.

    stage: planned → in_preparation → shared → withdrawn, and from each of them to withdrawn. Only operations move it.
    """

    __tablename__ = 'outputs'
    __table_args__ = (
        CheckConstraint("stage IN ('planned', 'in_preparation', 'shared', 'withdrawn')", name='outputs_stage'),
        CheckConstraint(
            "kind IN ('policy_paper', 'online_seminar', 'panel_discussion', 'guidelines', 'peer_to_peer_format', 'other')",
            name='outputs_kind',
        ),
        Index('outputs_by_title', 'sort_key', 'id'),
        Index('outputs_of_network', 'network_id', 'sort_key', 'id'),
        Index('outputs_of_group', 'working_group_id', 'id'),
        Index('outputs_of_document', 'document_id'),
        Index('outputs_search', 'search_key', postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    title: str = plain(sa_type=Text)
    sort_key: str = plain(sa_type=KEY)
    search_key: str = plain(sa_type=Text)
    kind: str = plain(sa_type=Text)
    description: str | None = free_text(default=None, sa_type=Text)
    languages: list[Any] = plain(default_factory=list, sa_type=JSONB)
    document_id: UUID | None = plain(default=None, foreign_key='documents.id')
    url: str | None = plain(default=None, sa_type=Text)
    stage: str = plain(default='planned', sa_type=Text)
    shared_on: date | None = plain(default=None, sa_type=Date)
    withdrawal_reason: str | None = free_text(default=None, sa_type=Text)


class Output(Shape):
    """What a working group, or the network itself, makes for others. Shared ones are for the whole network, or for everybody."""

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName | None = Field(description='Null: an output of the network itself.')
    title: Name
    kind: OutputKind = Field(description='Open list.')
    description: Prose | None
    languages: Languages
    document_id: Id | None
    url: Url | None
    stage: OutputStage = Field(description='Open list.')
    shared_on: date | None = Field(description='The day it was first shared; null when that is not known or not yet.')
    withdrawal_reason: Line | None
    visibility: GroupVisibility
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class OutputPage(Shape):
    """A page of outputs."""

    items: list[Output]
    next: Id | None


class OutputCreate(Wish):
    """An output that is planned or already being made: of a working group, or with `network_id` instead of the network itself."""

    working_group_id: Id | None = None
    network_id: Id | None = Field(default=None, description='Instead of `working_group_id`: an output of the network itself.')
    title: Name
    kind: OutputKind
    description: Prose | None = None
    languages: Languages = Field(default_factory=list)
    document_id: Id | None = Field(default=None, description='A document of the same group or network.')
    url: Url | None = None
    stage: Literal['planned', 'in_preparation'] = 'planned'
    visibility: GroupVisibility = Field(default='members', description='Until it is shared, who sees that it is being made.')
    on_behalf_of: OnBehalfOfMember | None = None


class OutputPatch(Wish):
    """What may be changed about an output; its stage only moves by its transitions."""

    title: Name = Field(default_factory=str)
    kind: OutputKind = Field(default_factory=lambda: 'other')
    description: Prose | None = None
    languages: Languages = Field(default_factory=list)
    document_id: Id | None = None
    url: Url | None = None
    on_behalf_of: OnBehalfOfMember | None = None


class PreparationCreate(Wish):
    """That work on the output has begun; the body may be left out."""

    on_behalf_of: OnBehalfOfMember | None = None


class SharingCreate(Wish):
    """With whom the output is shared: the whole network, or everybody."""

    visibility: Literal['members', 'public']
    on_behalf_of: OnBehalfOf | None = None


class OutputWithdrawalCreate(Wish):
    """Why the output is taken back."""

    reason: Line = Field(min_length=1)
    on_behalf_of: OnBehalfOf | None = None
