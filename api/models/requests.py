"""Knows what a working group asks for: money for a project idea, of the board (W9), and help, of the office (W12)."""

from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Annotated, Literal
from uuid import UUID

import pycountry
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from sqlalchemy import CheckConstraint, Date, Index, Numeric, Text

from api.models.columns import Mirrorable, Subject, free_text, plain
from api.models.shapes import Day, GroupName, Id, Line, Name, OnBehalfOf, OnBehalfOfMember, Prose, Shape, Version, Wish

FundingStage = Literal['submitted', 'approved', 'partly_approved', 'rejected', 'withdrawn']
Outcome = Literal['approved', 'partly_approved', 'rejected']
SupportStage = Literal['open', 'answered', 'closed']
_CURRENCIES = sorted(currency.alpha_3 for currency in pycountry.currencies)


def _known_currency(value: str) -> str:
    if value not in _CURRENCIES:
        raise PydanticCustomError('currency', 'not an ISO 4217 code')
    return value


def _currencies_pattern() -> str:
    """Return the list of currencies as one pattern, so that the document says what is accepted."""
    of = {first: '|'.join(code[1:] for code in codes) for first, codes in groupby(_CURRENCIES, key=lambda code: code[0])}
    return '^(' + '|'.join(f'{first}({others})' for first, others in of.items()) + ')$'


Amount = Annotated[
    str,
    Field(
        pattern=r'^([1-9][0-9]{0,9}(\.[0-9]{2})?|0\.(0[1-9]|[1-9][0-9]))$',
        examples=['1200.00'],
        description='More than nothing, in plain digits, with two decimals or none.',
    ),
]
Currency = Annotated[
    str,
    Field(description='ISO 4217.', examples=['EUR'], json_schema_extra={'pattern': _currencies_pattern()}),
    AfterValidator(_known_currency),
]


class FundingRequestRow(Subject, Mirrorable, table=True):
    """Money asked for a project idea; the board decides. Amounts are in one currency.

    stage: submitted → approved | partly_approved | rejected | withdrawn. Only operations move it.
    """

    __tablename__ = 'funding_requests'
    __table_args__ = (
        CheckConstraint("stage IN ('submitted', 'approved', 'partly_approved', 'rejected', 'withdrawn')", name='funding_requests_stage'),
        CheckConstraint("currency ~ '^[A-Z]{3}$'", name='funding_requests_currency'),
        CheckConstraint('amount_requested > 0', name='funding_requests_ask_for_something'),
        CheckConstraint(
            "CASE stage WHEN 'approved' THEN amount_granted = amount_requested"
            " WHEN 'partly_approved' THEN amount_granted > 0 AND amount_granted < amount_requested ELSE amount_granted IS NULL END",
            name='funding_requests_granted_by_stage',
        ),
        Index('funding_requests_of_network', 'network_id', 'id'),
        Index('funding_requests_of_group', 'working_group_id', 'id'),
        Index('funding_requests_search', 'search_key', postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    title: str = plain(sa_type=Text)
    search_key: str = plain(sa_type=Text)
    project_idea: str = free_text(sa_type=Text)
    amount_requested: Decimal = plain(sa_type=Numeric(12, 2))
    amount_granted: Decimal | None = plain(default=None, sa_type=Numeric(12, 2))
    currency: str = plain(sa_type=Text)
    stage: str = plain(default='submitted', sa_type=Text)
    decided_on: date | None = plain(default=None, sa_type=Date)
    decision_comment: str | None = free_text(default=None, sa_type=Text)
    withdrawal_reason: str | None = free_text(default=None, sa_type=Text)


class SupportRequestRow(Subject, Mirrorable, table=True):
    """A question to the office.

    stage: open → answered → closed; open → closed. Only operations move it.
    """

    __tablename__ = 'support_requests'
    __table_args__ = (
        CheckConstraint("stage IN ('open', 'answered', 'closed')", name='support_requests_stage'),
        Index('support_requests_of_network', 'network_id', 'id'),
        Index('support_requests_of_group', 'working_group_id', 'id'),
        Index('support_requests_search', 'search_key', postgresql_using='gin', postgresql_ops={'search_key': 'gin_trgm_ops'}),
    )

    network_id: UUID = plain(foreign_key='networks.id')
    working_group_id: UUID = plain(foreign_key='working_groups.id')
    question: str = free_text(sa_type=Text)
    search_key: str = plain(sa_type=Text)
    stage: str = plain(default='open', sa_type=Text)
    answer: str | None = free_text(default=None, sa_type=Text)
    answered_on: date | None = plain(default=None, sa_type=Date)
    closing_comment: str | None = free_text(default=None, sa_type=Text)


class Money(Shape):
    """An amount in a currency: a decimal number as text, so that nothing is rounded on the way."""

    amount: Amount
    currency: Currency


class MoneyCreate(Wish):
    """An amount in a currency."""

    amount: Amount
    currency: Currency = 'EUR'


class FundingRequest(Shape):
    """Money that a working group asks for a project idea. The group, the board and the office see it."""

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName
    title: Name
    project_idea: Prose
    amount_requested: Money
    amount_granted: Money | None = Field(description='Null until it is granted, in whole or in part.')
    stage: FundingStage = Field(description='Open list.')
    decided_on: date | None
    decision_comment: Prose | None
    withdrawal_reason: Line | None
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class FundingRequestPage(Shape):
    """A page of funding requests."""

    items: list[FundingRequest]
    next: Id | None


class FundingRequestCreate(Wish):
    """A project idea and what it would cost. Meetings cost the network nothing: they are not asked for."""

    working_group_id: Id
    title: Name
    project_idea: Prose = Field(min_length=1)
    amount_requested: MoneyCreate
    on_behalf_of: OnBehalfOf | None = None


class FundingDecisionCreate(Wish):
    """What the board decided. A part is named with its amount, in the currency that was asked for."""

    outcome: Outcome
    amount: Amount | None = Field(default=None, description='Of a part: less than was asked for. Otherwise left out, or all of it.')
    comment: Prose | None = None
    decided_on: Day | None = Field(default=None, description='Today when left out.')


class FundingWithdrawalCreate(Wish):
    """Why the request is taken back."""

    reason: Line | None = None
    on_behalf_of: OnBehalfOf | None = None


class SupportRequest(Shape):
    """A question of a working group to the office. The group and the office see it."""

    id: Id
    version: Version
    network_id: Id
    working_group: GroupName
    question: Prose
    stage: SupportStage = Field(description='Open list.')
    answer: Prose | None
    answered_on: date | None
    closing_comment: Line | None
    source: str | None
    demonstration: bool
    created_at: datetime
    updated_at: datetime
    you_may: list[str] | None


class SupportRequestPage(Shape):
    """A page of support requests."""

    items: list[SupportRequest]
    next: Id | None


class SupportRequestCreate(Wish):
    """What the group would like help with, such as finding the right output."""

    working_group_id: Id
    question: Prose = Field(min_length=1)
    on_behalf_of: OnBehalfOfMember | None = None


class AnswerCreate(Wish):
    """The office's answer. Sent again, it takes the place of the one before."""

    answer: Prose = Field(min_length=1)


class ClosingCreate(Wish):
    """With what the question is closed."""

    comment: Line | None = None
    on_behalf_of: OnBehalfOfMember | None = None
