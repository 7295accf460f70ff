"""Calls for interest over HTTP: an idea is brought, the other cities are asked and answer, and it is proposed."""

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.calls_for_interest import (
    CallAnswerCreate,
    CallForInterest,
    CallForInterestCreate,
    CallForInterestPage,
    CallForInterestPatch,
    CallForInterestRow,
    CallSendingCreate,
    CallStage,
    CallWithdrawalCreate,
    IdeaProposalCreate,
)
from api.models.shapes import Id
from api.models.working_groups import WorkingGroup
from api.operations import calls_for_interest as operations
from api.paging import After, Expand, Limit, Page
from api.spine import Transaction

calls = Resource('Calls for interest')
_TOLD = ('future-date', 'past-date-is-the-offices')


@calls.offer('GET', '/calls-for-interest', CallForInterestPage)
def list_calls_for_interest(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    working_group_id: Id | None = None,
    stage: CallStage | None = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List calls for interest, the newest first.

    An idea that no other city was asked about is seen by the city that brings it and the office, a call by all members of the network.
    """
    given = {'network_id': network_id, 'city_id': city_id, 'working_group_id': working_group_id, 'stage': stage}
    conditions = filters.same(shown.CALLS_FOR_INTEREST.columns, **given)
    return paging.respond(tx, 'list_calls_for_interest', shown.CALLS_FOR_INTEREST, Page(limit, after, '-id', expand), *conditions)


@calls.offer(
    'POST', '/calls-for-interest', CallForInterest, code=201, etag=True, location=True,
    problems=('unknown-reference', 'not-an-active-city', *_TOLD),
)  # fmt: skip
def create_call_for_interest(tx: Tx, body: CallForInterestCreate) -> Response:
    """Bring an idea for a working group, as any active city may. The office is told, and asks the other cities."""
    call = operations.create_call_for_interest(tx, body)
    return reads.written(tx, shown.CALLS_FOR_INTEREST, call, 'get_call_for_interest', location='/v1/calls-for-interest')


@calls.offer('GET', '/calls-for-interest/{call_for_interest}', CallForInterest, etag=True)
def get_call_for_interest(tx: Tx, call_for_interest: Id) -> Response:
    """Read an idea, and what was answered as far as it is yours to see."""
    return reads.detail(tx, 'get_call_for_interest', shown.CALLS_FOR_INTEREST, call_for_interest)


@calls.offer(
    'PATCH', '/calls-for-interest/{call_for_interest}', CallForInterest, transition=True, etag=True,
    problems=('documented-fact', 'call-not-an-idea', *_TOLD),
)  # fmt: skip
def update_call_for_interest(tx: Tx, call_for_interest: Id, body: CallForInterestPatch) -> Response:
    """Put an idea better (merge patch), until other cities are asked about it."""
    return _written(tx, operations.update_call_for_interest(tx, call_for_interest, body))


@calls.offer(
    'POST', '/calls-for-interest/{call_for_interest}/sendings', CallForInterest, transition=True, etag=True, tries_out=True,
    problems=('documented-fact', 'call-not-an-idea', 'network-in-preparation', 'call-closes-too-soon', 'call-reaches-nobody'),
)  # fmt: skip
def send_call_for_interest(tx: Tx, call_for_interest: Id, body: CallSendingCreate) -> Response:
    """Send a call for interest to every other active city of the network, once.

    Their coordinators answer by the link in the mail or from their desk, until the end of `closes_on`; who has not answered is
    reminded before. With `dry_run=true` the answer tells how many would be asked.
    """
    return _written(tx, operations.send_call_for_interest(tx, call_for_interest, body))


@calls.offer(
    'POST', '/calls-for-interest/{call_for_interest}/answers', CallForInterest, etag=True, tries_out=True,
    problems=('documented-fact', 'unknown-reference', 'call-not-open', 'call-ended', 'call-of-its-own', 'not-an-active-city', *_TOLD),
)  # fmt: skip
def answer_call_for_interest(tx: Tx, call_for_interest: Id, body: CallAnswerCreate) -> Response:
    """Answer for a city: interested, or not now. Sent again, it takes the place of the former answer.

    To be interested makes no member: once the group is proposed, the city is invited and joins by its own act.
    """
    return _written(tx, operations.answer_call_for_interest(tx, call_for_interest, body))


@calls.offer(
    'POST', '/calls-for-interest/{call_for_interest}/proposals', WorkingGroup, code=201, transition=True, etag=True, location=True,
    creates=('/working-groups', '/id'), tries_out=True,
    problems=('documented-fact', 'call-not-open', 'not-an-active-city', 'only-the-person-publishes', 'by-laws-impossible', *_TOLD),
)  # fmt: skip
def propose_idea(tx: Tx, call_for_interest: Id, body: IdeaProposalCreate) -> Response:
    """Propose the working group that the idea was for; the city that brought it is its first member and leads.

    The cities that are interested are invited by mail and on their desks. Each counts from the moment in which it joins.
    """
    group = operations.propose_idea(tx, call_for_interest, body)
    return reads.written(tx, shown.WORKING_GROUPS, group, 'get_working_group', location='/v1/working-groups')


@calls.offer(
    'POST', '/calls-for-interest/{call_for_interest}/withdrawals', CallForInterest, transition=True, etag=True, tries_out=True,
    problems=('documented-fact', 'call-settled', *_TOLD),
)  # fmt: skip
def withdraw_call_for_interest(tx: Tx, call_for_interest: Id, body: CallWithdrawalCreate) -> Response:
    """Take an idea back, before or after other cities were asked; those that were interested are told."""
    return _written(tx, operations.withdraw_call_for_interest(tx, call_for_interest, body))


def _written(tx: Transaction, call: CallForInterestRow) -> Response:
    return reads.written(tx, shown.CALLS_FOR_INTEREST, call, 'get_call_for_interest')
