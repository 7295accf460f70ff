"""Meetings about cities' plans over HTTP."""

from typing import Literal

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.plan_meetings import PlanMeeting, PlanMeetingCreate, PlanMeetingKind, PlanMeetingPage, PlanMeetingPatch
from api.models.shapes import Id
from api.operations import plan_meetings as operations
from api.paging import After, Expand, Limit, Page

plan_meetings = Resource('Plan meetings')
_SAID = ('unknown-reference', 'future-date')


@plan_meetings.offer('GET', '/plan-meetings', PlanMeetingPage)
def list_plan_meetings(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    plan_id: Id | None = None,
    kind: PlanMeetingKind | None = None,
    sort: Literal['-day', 'day', 'id', '-id'] = '-day',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the meetings about one's own plan, and those that cities have shared, the latest first; without a day come before them."""
    given = {'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id, 'kind': kind}
    conditions = filters.same(shown.PLAN_MEETINGS.columns, **given)
    return paging.respond(tx, 'list_plan_meetings', shown.PLAN_MEETINGS, Page(limit, after, sort, expand), *conditions)


@plan_meetings.offer('POST', '/plan-meetings', PlanMeeting, code=201, etag=True, location=True, problems=_SAID)
def create_plan_meeting(tx: Tx, body: PlanMeetingCreate) -> Response:
    """Plan a meeting about a plan, or note one down that was held. Nobody but the city sees it, unless `shared_with` says so."""
    return reads.written(
        tx, shown.PLAN_MEETINGS, operations.create_plan_meeting(tx, body), 'get_plan_meeting', location='/v1/plan-meetings'
    )


@plan_meetings.offer('GET', '/plan-meetings/{plan_meeting}', PlanMeeting, etag=True)
def get_plan_meeting(tx: Tx, plan_meeting: Id) -> Response:
    """Read a meeting about a plan."""
    return reads.detail(tx, 'get_plan_meeting', shown.PLAN_MEETINGS, plan_meeting)


@plan_meetings.offer(
    'PATCH', '/plan-meetings/{plan_meeting}', PlanMeeting, transition=True, etag=True, problems=('documented-fact', *_SAID)
)  # fmt: skip
def update_plan_meeting(tx: Tx, plan_meeting: Id, body: PlanMeetingPatch) -> Response:
    """Change a meeting (merge patch): that it was held, what was spoken of and decided, with whom it is shared."""
    return reads.written(tx, shown.PLAN_MEETINGS, operations.update_plan_meeting(tx, plan_meeting, body), 'get_plan_meeting')
