"""Knows the journal: who did what, on whose behalf, when, from which value to which; kept for ever, never a ready sentence."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import DateTime, Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from api.models.columns import new_id, plain
from api.models.shapes import CityName, Id, OrganisationName, Shape


class JournalRow(SQLModel, table=True):
    """One entry per subject an operation changed. `changes` holds [from, to] per column; personal columns by name only.

    Where the subject belonged, and who saw it before and after, stand beside: a value is never shown to more people than saw it then.
    """

    __tablename__ = 'journal'
    __table_args__ = (
        Index('journal_of_subject', 'subject_id', 'id'),
        Index('journal_of_network', 'network_id', 'id'),
        Index('journal_of_city', 'city_id', 'id'),
        Index('journal_of_working_group', 'working_group_id', 'id'),
        Index('journal_of_actor', 'actor_id', 'id'),
    )

    id: UUID = plain(default_factory=new_id, primary_key=True)
    recorded_at: datetime = plain(sa_type=DateTime(timezone=True))
    request_id: str | None = plain(default=None, sa_type=Text)
    actor_kind: str = plain(sa_type=Text)
    actor_id: UUID | None = plain(default=None)
    on_behalf_of_city_id: UUID | None = plain(default=None)
    on_behalf_of_organisation_id: UUID | None = plain(default=None)
    channel: str | None = plain(default=None, sa_type=Text)
    operation: str = plain(sa_type=Text)
    subject_type: str = plain(sa_type=Text)
    subject_id: UUID = plain()
    network_id: UUID | None = plain(default=None)
    city_id: UUID | None = plain(default=None)
    working_group_id: UUID | None = plain(default=None)
    audience: str | None = plain(default=None, sa_type=Text)
    audience_before: str | None = plain(default=None, sa_type=Text)
    changes: dict[str, Any] = plain(default_factory=dict, sa_type=JSONB)
    personal_columns: list[str] = plain(default_factory=list, sa_type=JSONB)
    reason: str | None = plain(default=None, sa_type=Text)
    rule: str | None = plain(default=None, sa_type=Text)
    by_law_id: UUID | None = plain(default=None)
    facts: dict[str, Any] | None = plain(default=None, sa_type=JSONB)


class Actor(Shape):
    """Who did it. `id` is null where the caller may not know the person or the client; `name` then says the role."""

    kind: Literal['person', 'client', 'operator', 'system', 'anonymous'] = Field(description='Open list.')
    id: Id | None
    name: str = Field(description='The name of today, or, where that is not yours to see, the role at the time.')


class ActedFor(Shape):
    """For whom the office recorded it, and how it was told."""

    city: CityName | None = Field(description='Null where the city is not yours to see, and where it was for an organisation.')
    organisation: OrganisationName | None = Field(description='Null where it was for a city.')
    channel: Literal['mail', 'phone', 'letter', 'meeting', 'other'] | None


class EntrySubject(Shape):
    """The record that an entry is about."""

    type: str = Field(
        examples=['working_group'],
        description='Open list: those of the feed, and person, role, invitation, contact_point, api_client, mandate, webhook_endpoint.',
    )
    id: Id
    name: str | None = Field(description='What it is called today; null where that is not yours to see.')


# What a column can hold: amounts are text, dates known in part are objects, lists hold words, numbers or objects.
Value = bool | int | float | str | list[str | int | dict[str, Any]] | dict[str, Any] | None


class FieldChange(Shape):
    """What became of one field. Values are null when there was none, for personal fields, and where they are not yours to see."""

    field: str = Field(examples=['title'])
    label: str = Field(description='What the field is called, in your language.')
    personal: bool = Field(description='True: that it changed is all that is kept.')
    free_text: bool = Field(description='True: people write it freely, so another text can be put in its place (POST /v1/redactions).')
    from_: Value = Field(alias='from', description='The value before, as the record had it.')
    to: Value = Field(description='The value since, as the record had it.')
    from_text: str | None = Field(description='The value before, in your language.')
    to_text: str | None = Field(description='The value since, in your language.')


class JournalEntry(Shape):
    """What one act did to one record."""

    id: Id
    recorded_at: datetime
    actor: Actor
    on_behalf_of: ActedFor | None
    operation: str = Field(description='The operationId of the act. Open list.')
    subject: EntrySubject
    network_id: Id | None
    working_group_id: Id | None
    city_id: Id | None
    rule: str | None = Field(description='The rule of the network that decided, where nobody asked for it in so many words.')
    by_laws_number: int | None = Field(description='Which version of the by-laws the rule used.')
    reason: str | None = Field(description='Why, as it was given; to the office, the group and the own city.')
    changes: list[FieldChange]
    sentence: str = Field(description='The same in one sentence, in your language.')


class JournalEntryPage(Shape):
    """A page of the journal, the newest first."""

    items: list[JournalEntry]
    next: Id | None
