"""What working groups ask for, over HTTP: money for project ideas, and help."""

from typing import Literal

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import TOLD_BY_LEAD, TOLD_BY_MEMBER, Resource, Tx
from api.models.columns import table
from api.models.requests import (
    AnswerCreate,
    ClosingCreate,
    FundingDecisionCreate,
    FundingRequest,
    FundingRequestCreate,
    FundingRequestPage,
    FundingRequestRow,
    FundingStage,
    FundingWithdrawalCreate,
    SupportRequest,
    SupportRequestCreate,
    SupportRequestPage,
    SupportRequestRow,
    SupportStage,
)
from api.models.shapes import Id
from api.operations import requests
from api.paging import After, Expand, Limit, Page, Q

funding_requests, support_requests = Resource('Funding requests'), Resource('Support requests')
_FUNDING, _SUPPORT = table(FundingRequestRow), table(SupportRequestRow)
_NEW = ('unknown-reference', 'documented-fact', 'group-completed', 'group-withdrawn')
_SETTLED = ('documented-fact', 'funding-request-decided', 'funding-request-withdrawn')
_CLOSED = ('documented-fact', 'support-request-closed')


@funding_requests.offer('GET', '/funding-requests', FundingRequestPage)
def list_funding_requests(
    tx: Tx,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    stage: FundingStage | None = None,
    q: Q = None,
    sort: Literal['id', '-id'] = '-id',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List funding requests, the latest first: those of your groups, as a member of the board or the office all of the network."""
    conditions = filters.of_funding_requests(q, network_id=network_id, working_group_id=working_group_id, stage=stage)
    return paging.respond(tx, 'list_funding_requests', shown.FUNDING_REQUESTS, Page(limit, after, sort, expand), *conditions)


@funding_requests.offer('POST', '/funding-requests', FundingRequest, code=201, etag=True, location=True, problems=(*_NEW, *TOLD_BY_LEAD))
def create_funding_request(tx: Tx, body: FundingRequestCreate) -> Response:
    """Ask the board for money for a project idea.

    The lead city asks for its group. Meetings cost the network nothing, so it is the project that is asked for. The
    board and the office are told.
    """
    request = requests.create_funding_request(tx, body)
    return reads.written(tx, shown.FUNDING_REQUESTS, request, 'get_funding_request', location='/v1/funding-requests')


@funding_requests.offer('GET', '/funding-requests/{funding_request}', FundingRequest, etag=True)
def get_funding_request(tx: Tx, funding_request: Id) -> Response:
    """Read a funding request."""
    return reads.detail(tx, 'get_funding_request', shown.FUNDING_REQUESTS, funding_request)


@funding_requests.offer(
    'POST', '/funding-requests/{funding_request}/decisions', FundingRequest, transition=True, etag=True, tries_out=True,
    problems=(*_SETTLED, 'amount-does-not-fit', 'future-date'),
)  # fmt: skip
def decide_funding_request(tx: Tx, funding_request: Id, body: FundingDecisionCreate) -> Response:
    """Record what the board has decided: all of it, a part that is named, or nothing. The lead city is told."""
    request = requests.decide_funding_request(tx, funding_request, body)
    return reads.written(tx, shown.FUNDING_REQUESTS, request, 'get_funding_request')


@funding_requests.offer(
    'POST',
    '/funding-requests/{funding_request}/withdrawals',
    FundingRequest,
    transition=True,
    etag=True,
    tries_out=True,
    problems=(*_SETTLED, *TOLD_BY_LEAD),
)
def withdraw_funding_request(tx: Tx, funding_request: Id, body: FundingWithdrawalCreate) -> Response:
    """Take a funding request back before it is decided."""
    request = requests.withdraw_funding_request(tx, funding_request, body)
    return reads.written(tx, shown.FUNDING_REQUESTS, request, 'get_funding_request')


@support_requests.offer('GET', '/support-requests', SupportRequestPage)
def list_support_requests(
    tx: Tx,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    stage: SupportStage | None = None,
    q: Q = None,
    sort: Literal['id', '-id'] = '-id',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List support requests, the latest first: those of your groups, as the office all of the network."""
    conditions = filters.of_support_requests(q, network_id=network_id, working_group_id=working_group_id, stage=stage)
    return paging.respond(tx, 'list_support_requests', shown.SUPPORT_REQUESTS, Page(limit, after, sort, expand), *conditions)


@support_requests.offer('POST', '/support-requests', SupportRequest, code=201, etag=True, location=True, problems=(*_NEW, *TOLD_BY_MEMBER))
def create_support_request(tx: Tx, body: SupportRequestCreate) -> Response:
    """Ask the office for help, such as in finding the right output. Any member of the group may; the office is told."""
    request = requests.create_support_request(tx, body)
    return reads.written(tx, shown.SUPPORT_REQUESTS, request, 'get_support_request', location='/v1/support-requests')


@support_requests.offer('GET', '/support-requests/{support_request}', SupportRequest, etag=True)
def get_support_request(tx: Tx, support_request: Id) -> Response:
    """Read a support request."""
    return reads.detail(tx, 'get_support_request', shown.SUPPORT_REQUESTS, support_request)


@support_requests.offer(
    'POST', '/support-requests/{support_request}/answers', SupportRequest, transition=True, etag=True, tries_out=True, problems=_CLOSED
)
def answer_support_request(tx: Tx, support_request: Id, body: AnswerCreate) -> Response:
    """Answer a support request. Sent again, the answer takes the place of the one before. The lead city is told."""
    request = requests.answer_support_request(tx, support_request, body)
    return reads.written(tx, shown.SUPPORT_REQUESTS, request, 'get_support_request')


@support_requests.offer(
    'POST',
    '/support-requests/{support_request}/closings',
    SupportRequest,
    transition=True,
    etag=True,
    tries_out=True,
    problems=(*_CLOSED, *TOLD_BY_MEMBER),
)
def close_support_request(tx: Tx, support_request: Id, body: ClosingCreate) -> Response:
    """Close a support request, answered or not."""
    request = requests.close_support_request(tx, support_request, body)
    return reads.written(tx, shown.SUPPORT_REQUESTS, request, 'get_support_request')
