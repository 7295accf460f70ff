"""What can be done with a group's requests: ask the board for money and the office for help, decide, answer, take back, close."""

from decimal import Decimal
from uuid import UUID

from api.models.keys import search_key
from api.models.requests import (
    AnswerCreate,
    ClosingCreate,
    FundingDecisionCreate,
    FundingRequestCreate,
    FundingRequestRow,
    FundingWithdrawalCreate,
    SupportRequestCreate,
    SupportRequestRow,
)
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import current_lead, facts_of_group
from api.operations.group_records import facts_of_record, group_named, refuse_closed
from api.operations.notices import tell
from api.operations.on_behalf import told_by
from api.operations.owners import lock_group_of
from api.operations.permit import permit, permit_on
from api.problems import refuse
from api.rules import dates, requests
from api.rules.refusals import Refusal
from api.spine import Transaction


def create_funding_request(transaction: Transaction, wish: FundingRequestCreate) -> FundingRequestRow:
    """Ask the board for money for a project idea (W9); the board and the office are told."""
    group = _lock_group(transaction, wish.working_group_id)
    permit(transaction, 'create_funding_request', facts_of_group(transaction, group))
    told_by(transaction, group.network_id, group.id, wish.on_behalf_of)
    refuse_closed(transaction, group)
    asked = wish.amount_requested
    request = transaction.add(
        FundingRequestRow(
            network_id=group.network_id,
            working_group_id=group.id,
            title=wish.title,
            search_key=search_key(wish.title),
            project_idea=wish.project_idea,
            amount_requested=Decimal(asked.amount).quantize(Decimal('0.01')),
            currency=asked.currency,
            audience='board',
        ),
    )
    transaction.record('create_funding_request', request)
    for kind in ('funding_to_decide', 'funding_requested'):
        tell(transaction, kind, group, city_id=None)
    return request


def decide_funding_request(transaction: Transaction, request_id: UUID, wish: FundingDecisionCreate) -> FundingRequestRow:
    """Record what the board decided, on the day it did; the lead city is told."""
    lock_group_of(transaction, FundingRequestRow, request_id)
    request = permit_on(transaction, 'decide_funding_request', FundingRequestRow, request_id, facts_of_record)
    refuse(requests.why_not_settle_funding(request.stage, title=request.title))
    today = transaction.today(request.network_id)
    day = wish.decided_on or today
    refuse(dates.why_not_effective_on(day, today, is_office=True, reason=wish.outcome))
    granted = requests.granted(wish.outcome, Decimal(wish.amount) if wish.amount else None, request.amount_requested)
    if isinstance(granted, Refusal):
        refuse(granted)
        return request
    request.stage, request.amount_granted, request.decided_on = wish.outcome, granted, day
    request.decision_comment = wish.comment
    transaction.record('decide_funding_request', request)
    _tell_lead(transaction, 'funding_decided', request.working_group_id)
    return request


def withdraw_funding_request(transaction: Transaction, request_id: UUID, wish: FundingWithdrawalCreate) -> FundingRequestRow:
    """Take a request back before it is decided."""
    lock_group_of(transaction, FundingRequestRow, request_id)
    request = permit_on(transaction, 'withdraw_funding_request', FundingRequestRow, request_id, facts_of_record)
    told_by(transaction, request.network_id, request.working_group_id, wish.on_behalf_of)
    refuse(requests.why_not_settle_funding(request.stage, title=request.title))
    request.stage, request.withdrawal_reason = 'withdrawn', wish.reason
    transaction.record('withdraw_funding_request', request, reason=wish.reason)
    return request


def create_support_request(transaction: Transaction, wish: SupportRequestCreate) -> SupportRequestRow:
    """Ask the office for help, such as in finding the right output (W12); the office is told."""
    group = _lock_group(transaction, wish.working_group_id)
    permit(transaction, 'create_support_request', facts_of_group(transaction, group))
    told_by(transaction, group.network_id, group.id, wish.on_behalf_of)
    refuse_closed(transaction, group)
    request = transaction.add(
        SupportRequestRow(
            network_id=group.network_id,
            working_group_id=group.id,
            question=wish.question,
            search_key=search_key(wish.question),
            audience='working_group',
        ),
    )
    transaction.record('create_support_request', request)
    tell(transaction, 'support_requested', group, city_id=None)
    return request


def answer_support_request(transaction: Transaction, request_id: UUID, wish: AnswerCreate) -> SupportRequestRow:
    """Answer a question, or answer it better; the lead city is told."""
    lock_group_of(transaction, SupportRequestRow, request_id)
    request = permit_on(transaction, 'answer_support_request', SupportRequestRow, request_id, facts_of_record)
    refuse(requests.why_not_settle_support(request.stage))
    request.stage, request.answer, request.answered_on = 'answered', wish.answer, transaction.today(request.network_id)
    transaction.record('answer_support_request', request)
    _tell_lead(transaction, 'support_answered', request.working_group_id)
    return request


def close_support_request(transaction: Transaction, request_id: UUID, wish: ClosingCreate) -> SupportRequestRow:
    """Close a question, answered or not."""
    lock_group_of(transaction, SupportRequestRow, request_id)
    request = permit_on(transaction, 'close_support_request', SupportRequestRow, request_id, facts_of_record)
    told_by(transaction, request.network_id, request.working_group_id, wish.on_behalf_of)
    refuse(requests.why_not_settle_support(request.stage))
    request.stage, request.closing_comment = 'closed', wish.comment
    transaction.record('close_support_request', request, reason=wish.comment)
    return request


def _lock_group(transaction: Transaction, group_id: UUID) -> WorkingGroupRow:
    return group_named(transaction, group_id)


def _tell_lead(transaction: Transaction, kind: str, group_id: UUID) -> None:
    group, lead = transaction.find(WorkingGroupRow, group_id), current_lead(transaction, group_id)
    if group is not None and lead is not None:
        tell(transaction, kind, group, city_id=lead.city_id)
