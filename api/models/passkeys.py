"""Knows people's passkeys: what a device of theirs signs in with. Only its public half is here."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import BigInteger, DateTime, LargeBinary, Text
from sqlmodel import SQLModel

from api.models.columns import about, moment, new_id, personal, plain
from api.models.shapes import Id, Name, Shape, Wish

_URL_SAFE = '^[A-Za-z0-9_-]+$'
_SAID = 'kq3Zt0Yw2nN7cJ5sB8dFh1'
CredentialId = Annotated[str, Field(min_length=22, max_length=1364, pattern=_URL_SAFE, description='In base64url.', examples=[_SAID])]
_Signed = Annotated[
    str, Field(min_length=1, max_length=8192, pattern=_URL_SAFE, description='In base64url, as the browser has it.', examples=[_SAID])
]


class PasskeyRow(SQLModel, table=True):
    """A passkey of a person: the id and the public key that their device made for this service, and how often it was used."""

    __tablename__ = 'passkeys'
    __table_args__ = (about('person_id', passing=True),)

    id: UUID = plain(default_factory=new_id, primary_key=True)
    person_id: UUID = plain(foreign_key='people.id', index=True)
    name: str = personal(sa_type=Text)
    credential_id: bytes = personal(sa_type=LargeBinary, unique=True)
    public_key: bytes = personal(sa_type=LargeBinary)
    sign_count: int = plain(sa_type=BigInteger)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    last_used_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class Passkey(Shape):
    """A passkey of yours."""

    id: Id
    name: Name
    created_at: datetime
    last_used_at: datetime | None


class PasskeyPage(Shape):
    """Your passkeys, the newest first."""

    items: list[Passkey]
    next: Id | None


class PasskeyRegistration(Shape):
    """What a browser needs to make a passkey (WebAuthn's creation options): a resident key, with the user verified."""

    challenge: str = Field(description='In base64url. Good once, in this browser.', examples=[_SAID])
    rp_id: str = Field(description='The domain that the passkey is bound to.', examples=['coalition.example'])
    rp_name: Name
    user_id: str = Field(description='In base64url.', examples=[_SAID])
    user_name: Name
    user_display_name: Name
    algorithms: list[Annotated[int, Field(ge=-65536, le=65535, examples=[-7])]] = Field(
        description='COSE algorithms, the preferred one first.'
    )
    exclude: list[CredentialId] = Field(description='The passkeys that you have already: one device makes one.')
    timeout_seconds: int = Field(ge=1)


class PasskeyChallenge(Shape):
    """What a browser needs to prove a passkey (WebAuthn's request options), with the user verified."""

    challenge: str = Field(description='In base64url. Good once, in this browser.', examples=[_SAID])
    rp_id: str = Field(description='The domain that passkeys are bound to.', examples=['coalition.example'])
    allow: list[CredentialId] = Field(
        description='In a browser that is signed in, the passkeys of its person, who signs in again; else empty: any passkey may answer.'
    )
    timeout_seconds: int = Field(ge=1)


class PasskeyCreate(Wish):
    """What the browser answered when it made the passkey, and what its person calls it."""

    name: Name
    client_data: _Signed
    attestation_object: _Signed


class PasskeyProof(Wish):
    """What the browser answered when it proved a passkey."""

    credential_id: CredentialId
    client_data: _Signed
    authenticator_data: _Signed
    signature: _Signed
    user_handle: Annotated[str, Field(min_length=1, max_length=88, pattern=_URL_SAFE, examples=[_SAID])] | None = Field(
        default=None, description='In base64url; whom the passkey says it is of.'
    )
