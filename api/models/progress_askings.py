"""Knows the askings: who in a department was asked how which actions stand, by which link, and what came of it (P6)."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field
from sqlalchemy import Date, DateTime, Index, Integer, LargeBinary, Text, UniqueConstraint
from sqlmodel import SQLModel

from api.models.columns import about, moment, new_id, personal, plain
from api.models.progress_updates import ActionStage
from api.models.shapes import Flag, Id, Language, Mail, Name, Number, Prose, Shape, Wish

WhyNotAsked = Literal['nothing_open', 'paused', 'no_address', 'asked_later', 'asked_recently', 'heard_recently']


class ProgressAskingRow(SQLModel, table=True):
    """One mail to one person about all their actions. Its link is derived when the mail is written; only the hash is kept.

    `browser_hash` is that of the browser which answered first: it alone may correct. `again_on`: when they wish to be asked next.
    """

    __tablename__ = 'progress_askings'
    __table_args__ = (
        UniqueConstraint('person_id', 'asked_on', name='progress_askings_once_a_day'),
        Index('progress_askings_by_age', 'created_at'),
    )

    id: UUID = plain(default_factory=new_id, primary_key=True)
    network_id: UUID = plain(foreign_key='networks.id')
    person_id: UUID = plain(foreign_key='people.id')
    asked_on: date = plain(sa_type=Date)
    sendings: int = plain(default=1, sa_type=Integer)
    token_hash: bytes | None = plain(default=None, sa_type=LargeBinary, unique=True)
    browser_hash: bytes | None = plain(default=None, sa_type=LargeBinary)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))
    expires_at: datetime = plain(sa_type=DateTime(timezone=True))
    answered_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))
    again_on: date | None = plain(default=None, sa_type=Date)
    renewed_at: datetime | None = plain(default=None, sa_type=DateTime(timezone=True))


class AskedActionRow(SQLModel, table=True):
    """An action that a mail asks about; `update_id` is what was last said of it through the link."""

    __tablename__ = 'progress_asked_actions'
    __table_args__ = (
        UniqueConstraint('asking_id', 'plan_action_id', name='progress_asked_actions_once'),
        Index('progress_asked_actions_of_plan', 'plan_id', 'asking_id'),
    )

    id: UUID = plain(default_factory=new_id, primary_key=True)
    asking_id: UUID = plain(foreign_key='progress_askings.id')
    plan_action_id: UUID = plain(foreign_key='plan_actions.id')
    plan_id: UUID = plain(foreign_key='plans.id')
    update_id: UUID | None = plain(default=None, foreign_key='plan_action_updates.id')


class ProgressReferralRow(SQLModel, table=True):
    """Whom somebody named who was asked and is not meant. No record of the network: settled or old, it is deleted.

    `person_id` is nobody: the address may be a stranger's, and an erasure finds it by itself.
    """

    __tablename__ = 'progress_referrals'
    __table_args__ = (
        UniqueConstraint('plan_action_id', name='progress_referrals_one_of_action'),
        Index('progress_referrals_of_plan', 'plan_id'),
        about('person_id', passing=True, by_mail='mail'),
    )

    id: UUID = plain(default_factory=new_id, primary_key=True)
    plan_action_id: UUID = plain(foreign_key='plan_actions.id')
    plan_id: UUID = plain(foreign_key='plans.id')
    asked_id: UUID = plain(foreign_key='people.id')
    person_id: UUID | None = plain(default=None, foreign_key='people.id')
    name: str = personal(sa_type=Text)
    mail: str | None = personal(default=None, sa_type=Text)
    created_at: datetime = plain(default_factory=moment, sa_type=DateTime(timezone=True))


class ProgressLink(Wish):
    """The secret in a mail's link, and a word that the browser has made up and keeps: no other browser corrects what it answered."""

    token: str = Field(min_length=20, max_length=100, pattern='^[A-Za-z0-9_-]+$')
    browser: str = Field(min_length=20, max_length=100, pattern='^[A-Za-z0-9_-]+$')


class ActionAsked(Shape):
    """An action that one is asked about, with what was said of it last, and what was said through this link."""

    plan_action_id: Id
    title: Name
    city_name: Name
    stage: ActionStage = Field(description='Open list.')
    last_said_on: date | None
    last_text: Prose | None
    answered: bool = Field(description='Whether something was said of it through this link; saying something else corrects that.')
    passed_on: bool = Field(description='Whether somebody else was named for it.')


class ProgressAsked(Shape):
    """What somebody is asked, as whoever holds the link reads it."""

    name: Name
    language: Language = Field(description='The language (ISO 639-1). Open list.')
    network_name: Name
    good_until: datetime = Field(description='The first moment at which the link shows nothing any more.')
    answered: bool
    again_on: date | None
    actions: list[ActionAsked]


class ActionAnswer(Wish):
    """How an action stands: its stage, what was done, what stands in the way; or that nothing has changed."""

    plan_action_id: Id
    unchanged: Flag = Field(default=False, description='Nothing has changed; then without stage and text.')
    stage: ActionStage | None = None
    text: Prose | None = Field(default=None, description='What was done.')
    obstacle: Prose | None = Field(default=None, description='What stands in the way; it stays within the city.')


class NotMe(Wish):
    """Somebody else to ask. They are not written to: the city’s coordinator is told."""

    plan_action_ids: Annotated[list[Id], Field(min_length=1, max_length=100)]
    name: Name
    mail: Mail | None = None


class ProgressAnswerCreate(ProgressLink):
    """What is said through the link: how actions stand, when to ask again, whom to ask instead. At least one of them."""

    model_config = ConfigDict(json_schema_extra={'anyOf': [{'required': [name]} for name in ('answers', 'again_in_weeks', 'not_me')]})

    answers: Annotated[list[ActionAnswer], Field(max_length=100)] = Field(default_factory=list)
    again_in_weeks: Annotated[Literal[2, 4, 8], Field(description='In how many weeks to ask again.')] | None = None
    not_me: NotMe | None = None


class ProgressLinkRenewalCreate(Wish):
    """The secret of a link that shows nothing any more."""

    token: str = Field(min_length=20, max_length=100, pattern='^[A-Za-z0-9_-]+$')


class ProgressLinkRenewal(Shape):
    """Said whether or not there is anything to send. A new link goes to the address that had the former one, and to no other."""

    sent_if_known: Literal[True]


class ContactAsked(Shape):
    """Somebody who is asked about actions of a plan: when next or why not, and whether they have answered."""

    person_id: Id
    name: Name
    plan_action_ids: list[Id] = Field(description='The actions that they are responsible for and that are open.')
    asked_on: date | None = Field(description='The day of the latest mail.')
    answered: bool = Field(description='Whether that mail was answered.')
    silent: bool = Field(description='Asked, and not a word by the end of its link. It says nothing about the action.')
    next_on: date | None = Field(description='The first day on which they are asked again by themselves.')
    why_not: WhyNotAsked | None = Field(description='Open list. What keeps one from asking them now; null where nothing does.')


class ProgressReferral(Shape):
    """Whom somebody named who was asked and is not meant."""

    id: Id
    plan_action_id: Id
    asked_id: Id = Field(description='The person who said so.')
    name: Name
    mail: Mail | None
    said_on: date


class PlanAsking(Shape):
    """Who is asked how the actions of a plan stand; for its city alone."""

    plan_id: Id
    paused: bool
    every_months: Annotated[Number, Field(ge=1, le=12)]
    people: list[ContactAsked]
    referrals: list[ProgressReferral]
    you_may: list[str]


class PlanAskingPauseCreate(Wish):
    """Whether nobody is to be asked about the plan for now."""

    paused: Flag


class PlanAskingCreate(Wish):
    """Whom to ask now, about all that is theirs."""

    person_id: Id


class PlanReassignmentCreate(Wish):
    """Whether the person who was named is to be responsible from now on. They are made known if nobody has that address."""

    referral_id: Id
    accepted: Flag
