"""Knows the circulars: letters to a chosen part of the network, in several languages, and whom they are for."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import CheckConstraint, DateTime, Index, Integer, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB

from api.models.cities import CityKind
from api.models.columns import Subject, free_text, plain
from api.models.memberships import MembershipStage
from api.models.roles import RoleName
from api.models.shapes import CityName, CountryCode, GroupName, Id, LanguageCode, Mail, Name, SaidLine, SaidProse, Shape, Version, Wish
from api.models.working_groups import Stage

CircularStage = Literal['draft', 'sent']
Duty = Literal['undeclared', 'report_missing', 'declaration_missing', 'call_unanswered']


class CircularRow(Subject, table=True):
    """A circular. stage: draft → sent. `meant_for` says whom it is for; whom it was for in fact stand in its notices."""

    __tablename__ = 'circulars'
    __table_args__ = (
        CheckConstraint("stage IN ('draft', 'sent')", name='circulars_stage'),
        Index('circulars_of_network', 'network_id', 'id'),
        Index('circulars_of_group', 'working_group_id'),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    report_id: UUID | None = plain(default=None, foreign_key='reports.id')
    title: str = free_text(sa_type=Text)
    stage: str = plain(default='draft', sa_type=Text)
    meant_for: dict[str, Any] = plain(sa_type=JSONB)
    sent_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    recipient_count: int | None = plain(default=None, sa_type=Integer)
    excluded_count: int | None = plain(default=None, sa_type=Integer)


class CircularTextRow(Subject, table=True):
    """A circular in one language. A version that is no longer wanted is dropped and kept, so that its texts can be redacted."""

    __tablename__ = 'circular_texts'
    __table_args__ = (UniqueConstraint('circular_id', 'language', name='circular_texts_once_a_language'),)

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID | None = plain(default=None, foreign_key='working_groups.id')
    circular_id: UUID = plain(foreign_key='circulars.id')
    language: str = plain(sa_type=Text)
    subject: str = free_text(sa_type=Text)
    body: str = free_text(sa_type=Text)
    dropped: bool = plain(default=False)


class CircularText(Shape):
    """What a circular says in one language. A greeting by name and the network's footer are put around it."""

    language: LanguageCode
    subject: SaidLine = Field(examples=['Reports for the general assembly'])
    body: SaidProse = Field(description='Plain text; an empty line parts paragraphs.')


class CircularAudience(Shape):
    """Whom a circular is for: those who hold one of these roles where everything said here applies."""

    roles: list[RoleName] = Field(description='Open list.')
    country_codes: list[CountryCode]
    city_kinds: list[CityKind] = Field(description='Open list.')
    membership_stages: list[MembershipStage] = Field(description='At which stage their city is a member of the network. Open list.')
    working_group_ids: list[Id]
    group_stages: list[Stage] = Field(description='Open list.')
    duty: Duty | None = Field(description='Open list. What they, or their groups, have left undone.')
    assembly_id: Id | None
    call_id: Id | None = Field(description='The call for interest that they have not answered.')


class Circular(Shape):
    """A letter of the office to a part of the network, or of a lead city to the members of its group."""

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName | None = Field(description='Null for a circular of the office to the network.')
    report_id: Id | None = Field(description='The published report that it shares as a newsletter.')
    title: Name = Field(description='What it is called in lists; nobody is sent it.')
    stage: CircularStage = Field(description='Open list.')
    texts: list[CircularText]
    meant_for: CircularAudience
    sent_at: datetime | None
    recipient_count: int | None = Field(ge=0, description='How many it was sent to; null before that.')
    excluded_count: int | None = Field(ge=0, description='How many it was meant for and not sent to; null before that.')
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class CircularPage(Shape):
    """A page of circulars, the newest first."""

    items: list[Circular]
    next: Id | None


class CircularRecipient(Shape):
    """Somebody a circular is for, or a city where nobody is; and whether they are sent it."""

    person_id: Id | None = Field(description='Null where nobody holds the role.')
    name: Name | None = Field(description='Null where the person shows members no contact and you are not the office.')
    role: RoleName | None = Field(description='Open list.')
    city: CityName | None
    language: LanguageCode | None = Field(description='The version that they read.')
    stage: Literal['ready', 'queued', 'sent', 'not_sent'] = Field(description='Open list. `ready`: would be sent it now.')
    reason_code: str | None = Field(examples=['no_address'], description='Why not. Open list.')
    reason: str | None = Field(description="The same as a sentence in the reader's language.")


class CircularRecipients(Shape):
    """Whom a draft would be sent to now; whom a circular was sent to, and what became of it."""

    recipient_count: int = Field(ge=0)
    excluded_count: int = Field(ge=0)
    items: list[CircularRecipient] = Field(description='The first 2 000, those who are not sent it first.')


class CircularAddresses(Shape):
    """Mail addresses for the field "Bcc" of your own mail program."""

    addresses: list[Mail]
    hidden_count: int = Field(ge=0, description='How many recipients show you no address; the service can write to them.')


class CircularAudienceWish(Wish):
    """Whom a circular is for. What is left out, or empty, excludes nobody."""

    roles: list[RoleName] = Field(default=['coordinator'], min_length=1, max_length=11)
    country_codes: list[CountryCode] = Field(default=[], max_length=249)
    city_kinds: list[CityKind] = Field(default=[], max_length=2)
    membership_stages: list[MembershipStage] = Field(default=['active'], min_length=1, max_length=3)
    working_group_ids: list[Id] = Field(default=[], max_length=100, description='Members of these groups.')
    group_stages: list[Stage] = Field(default=[], max_length=4, description='Members of a group at one of these stages.')
    duty: Duty | None = Field(default=None, description='Those who lead a group that has left this undone, or whose city has.')
    assembly_id: Id | None = Field(
        default=None, description='The assembly whose reports or declarations are missing; the next one, else the last, when left out.'
    )
    call_id: Id | None = Field(default=None, description='With `call_unanswered`: the call for interest that has no answer of their city.')


class CircularCreate(Wish):
    """A circular to write: of a working group's lead city, or of the network's office. Exactly one of the two is named."""

    network_id: Id | None = None
    working_group_id: Id | None = None
    title: Name
    texts: list[CircularText] = Field(min_length=1, max_length=24)
    meant_for: CircularAudienceWish = Field(default_factory=CircularAudienceWish)


class CircularPatch(Wish):
    """What may be changed about a draft. `texts` and `meant_for` each take the place of what was there."""

    title: Name = Field(default_factory=str)
    texts: list[CircularText] = Field(default_factory=list, min_length=1, max_length=24)
    meant_for: CircularAudienceWish = Field(default_factory=CircularAudienceWish)
