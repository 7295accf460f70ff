"""Knows who is signed in, and the links and codes by which one signs in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field
from sqlalchemy import DateTime, Integer, LargeBinary, Text, true
from sqlmodel import SQLModel

from api.models.columns import about, moment, new_id, personal, plain
from api.models.identities import ProviderAnswer
from api.models.passkeys import PasskeyProof
from api.models.people import NoticeDelivery
from api.models.roles import HeldRole
from api.models.shapes import CityName, Day, Flag, Id, Language, Mail, Name, Shape, Slug, Wish


class SessionRow(SQLModel, table=True):
    """A signed-in browser. The cookie holds a random token; only its hash is kept.

    `proven`: whoever signed in has proven it just then. Else an identity provider remembered them, which is not fresh enough for
    what is grave.
    """

    __tablename__ = 'sessions'
    __table_args__ = (about('person_id', passing=True),)

    id: UUID = plain(default_factory=new_id, primary_key=True)
    person_id: UUID = plain(foreign_key='people.id', index=True)
    token_hash: bytes = plain(sa_type=LargeBinary, unique=True)
    user_agent: str | None = personal(default=None, sa_type=Text)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    seen_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    expires_at: datetime = plain(sa_type=DateTime(timezone=True))
    idle_minutes: int = plain(sa_type=Integer)
    proven: bool = plain(default=True, sa_column_kwargs={'server_default': true()})
    ended_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class SignInLinkRow(SQLModel, table=True):
    """A mail's link and six-digit code. Single use, consumed by POST; the code only in the browser that asked.

    A row without a person was asked for with an address that is not known: it leads nowhere, and is counted all the same,
    so that nobody learns from the answers which addresses are. A row without `address_hash` was made on the command line.
    """

    __tablename__ = 'sign_in_links'
    __table_args__ = (about('person_id', passing=True),)

    id: UUID = plain(default_factory=new_id, primary_key=True)
    person_id: UUID | None = plain(default=None, foreign_key='people.id', index=True)
    address_hash: bytes | None = personal(default=None, sa_type=LargeBinary)
    token_hash: bytes | None = plain(default=None, sa_type=LargeBinary, unique=True)
    code_hash: bytes | None = plain(default=None, sa_type=LargeBinary)
    browser_hash: bytes | None = plain(default=None, sa_type=LargeBinary)
    wrong_codes: int = plain(default=0, sa_type=Integer)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    expires_at: datetime = plain(sa_type=DateTime(timezone=True))
    used_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser brings along: the token of its session, those by which it was marked when it asked, and how it calls itself."""

    session: str | None = None
    asked: str | None = None
    challenged: str | None = None
    name: str | None = None


class SignInLinkCreate(Wish):
    """The address to which the link and the code go."""

    email: Mail


class SignInLink(Shape):
    """Said to everybody alike, whether the address is known or not."""

    sent: Literal[True]
    valid_minutes: int = Field(ge=1)


_WAYS_IN = (('token',), ('email', 'code'), ('passkey',), ('provider',), ('demonstration_account',))

# What stands in the place of what was not sent; nobody reads it.
_NO_PASSKEY = PasskeyProof.model_construct(credential_id='', client_data='', authenticator_data='', signature='')
_NO_ANSWER = ProviderAnswer.model_construct(code='', state='')


def _exactly_one_way(schema: dict[str, Any]) -> None:
    """Say in the document what `way_in` checks: each way is a shape of its own, and they do not mix."""
    fields = schema.pop('properties')
    for name in ('type', 'additionalProperties', 'required'):
        schema.pop(name, None)
    schema['oneOf'] = [
        {
            'type': 'object',
            'properties': {name: fields[name] for name in (*way, 'remember')},
            'required': list(way),
            'additionalProperties': False,
        }
        for way in _WAYS_IN
    ]


class SessionCreate(Wish):
    """Exactly one way in: the link's token; address and code; a passkey; the identity provider's answer; in a demonstration, an account."""

    model_config = ConfigDict(json_schema_extra=_exactly_one_way)

    token: str = Field(default_factory=str, min_length=20, max_length=100, pattern='^[A-Za-z0-9_-]+$')
    email: Mail = Field(default_factory=str)
    code: str = Field(default_factory=str, pattern='^[0-9]{6}$')
    passkey: PasskeyProof = Field(default_factory=lambda: _NO_PASSKEY)
    provider: ProviderAnswer = Field(default_factory=lambda: _NO_ANSWER)
    demonstration_account: Slug = Field(default_factory=str)
    remember: Flag = Field(default=False, description='Stay signed in on this browser for 30 days.')

    @property
    def way_in(self) -> tuple[str, ...] | None:
        """The fields that say who signs in, when they are exactly one of the ways; else None."""
        given = self.model_fields_set - {'remember'}
        return next((way for way in _WAYS_IN if given == set(way)), None)


class Session(Shape):
    """A signed-in browser of yours."""

    id: Id
    current: bool
    user_agent: str | None
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


class SessionPage(Shape):
    """Your signed-in browsers, the newest first."""

    items: list[Session]
    next: Id | None


class ActsFor(Shape):
    """A city that the caller speaks for: a person as its coordinator, a machine by a mandate."""

    city: CityName
    network_id: Id
    mandate_id: Id | None = Field(description='The mandate of a machine; null for people.')
    end_date: Day | None = Field(description='The day on which that mandate is over; null for people.')


class NetworkName(Shape):
    """A network as it is named inside other records."""

    id: Id
    slug: Slug
    name: Name


class Me(Shape):
    """Who is calling, for whom, and what is open to them."""

    kind: Literal['person', 'client']
    id: Id
    name: Name
    language: Language = Field(description='The language (ISO 639-1). Open list.')
    notice_delivery: NoticeDelivery | None = Field(
        description='Whether notices come at once or, where they may wait, in one mail a day; null for machines. Open list.'
    )
    session_id: Id | None
    roles: list[HeldRole]
    acts_for: list[ActsFor]
    office_of: list[NetworkName]
    scopes: list[str] | None = Field(description='Null for people: their roles decide.')
    you_may: list[str] = Field(description='Operations that need no record to start from.')
    demonstration: bool


class MePatch(Wish):
    """What people change about themselves here."""

    language: Language = Field(default_factory=lambda: 'en')
    notice_delivery: NoticeDelivery = Field(
        default_factory=lambda: 'at_once',
        description='`daily`: what need not be acted upon at once comes in one mail a day, at seven on the network’s clock.',
    )


class DemonstrationAccount(Shape):
    """An invented person to try the demonstration as."""

    id: Slug
    role: str
    label: str
    city: CityName | None


class DemonstrationAccounts(Shape):
    """The accounts of a demonstration."""

    items: list[DemonstrationAccount]
