"""Requests of organisations to take part in working groups over HTTP: they are read, made, admitted, refused and taken back."""

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import TOLD_BY_LEAD, Resource, Tx
from api.models.participation_requests import (
    ParticipationAdmissionCreate,
    ParticipationRefusalCreate,
    ParticipationRequest,
    ParticipationRequestCreate,
    ParticipationRequestPage,
    ParticipationRequestRow,
    ParticipationRequestStage,
    ParticipationWithdrawalCreate,
)
from api.models.shapes import Id
from api.operations import participation_requests as operations
from api.paging import After, Expand, Limit, Page
from api.spine import Transaction

participation_requests = Resource('Participation requests')
_DAYS = ('future-date', 'past-date-is-the-offices')
_SETTLED = ('documented-fact', 'participation-request-settled')


@participation_requests.offer('GET', '/participation-requests', ParticipationRequestPage)
def list_participation_requests(
    tx: Tx,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    organisation_id: Id | None = None,
    stage: ParticipationRequestStage | None = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the requests of organisations to take part in working groups, the latest first.

    The cities of the group, the office and the organisation itself see them.
    """
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'organisation_id': organisation_id, 'stage': stage}
    conditions = filters.same(shown.PARTICIPATION_REQUESTS.columns, **given)
    return paging.respond(tx, 'list_participation_requests', shown.PARTICIPATION_REQUESTS, Page(limit, after, '-id', expand), *conditions)


@participation_requests.offer(
    'POST', '/participation-requests', ParticipationRequest, code=201, etag=True, location=True, tries_out=True,
    problems=('unknown-reference', 'documented-fact', 'group-completed', 'group-withdrawn', 'already-a-member',
              'participation-already-asked', *_DAYS),
)  # fmt: skip
def create_participation_request(tx: Tx, body: ParticipationRequestCreate) -> Response:
    """Ask for an organisation to take part in a working group as an associate.

    Its contact asks, or the office records what the organisation has told it. The lead city and the office are told by mail and on
    their desks, and answer; the organisation takes part from the moment in which it is admitted.
    """
    request = operations.create_participation_request(tx, body)
    location = '/v1/participation-requests'
    return reads.written(tx, shown.PARTICIPATION_REQUESTS, request, 'get_participation_request', location=location)


@participation_requests.offer('GET', '/participation-requests/{participation_request}', ParticipationRequest, etag=True)
def get_participation_request(tx: Tx, participation_request: Id) -> Response:
    """Read a request of an organisation to take part in a working group."""
    return reads.detail(tx, 'get_participation_request', shown.PARTICIPATION_REQUESTS, participation_request)


@participation_requests.offer(
    'POST', '/participation-requests/{participation_request}/admissions', ParticipationRequest, transition=True, etag=True,
    tries_out=True, problems=(*_SETTLED, 'group-completed', 'group-withdrawn', 'already-a-member', 'overlapping-period',
                              'reason-needed', *TOLD_BY_LEAD),
)  # fmt: skip
def admit_participation_request(tx: Tx, participation_request: Id, body: ParticipationAdmissionCreate) -> Response:
    """Admit the organisation that asks, as the lead city or the office; its membership as an associate begins with it.

    It is told. An associate takes part, and never leads, counts or declares.
    """
    return _written(tx, operations.admit_participation_request(tx, participation_request, body))


@participation_requests.offer(
    'POST', '/participation-requests/{participation_request}/refusals', ParticipationRequest, transition=True, etag=True,
    tries_out=True, problems=(*_SETTLED, *TOLD_BY_LEAD),
)  # fmt: skip
def refuse_participation_request(tx: Tx, participation_request: Id, body: ParticipationRefusalCreate) -> Response:
    """Refuse the request, as the lead city or the office, with a reason that the organisation is told. It may ask again."""
    return _written(tx, operations.refuse_participation_request(tx, participation_request, body))


@participation_requests.offer(
    'POST', '/participation-requests/{participation_request}/withdrawals', ParticipationRequest, transition=True, etag=True,
    tries_out=True, problems=(*_SETTLED, *_DAYS),
)  # fmt: skip
def withdraw_participation_request(tx: Tx, participation_request: Id, body: ParticipationWithdrawalCreate) -> Response:
    """Take the request back for the organisation before it is answered. It may ask again."""
    return _written(tx, operations.withdraw_participation_request(tx, participation_request, body))


def _written(tx: Transaction, request: ParticipationRequestRow) -> Response:
    return reads.written(tx, shown.PARTICIPATION_REQUESTS, request, 'get_participation_request')
