"""Meetings over HTTP: planned, held and called off."""

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import TOLD_BY_LEAD, Resource, Tx
from api.models.columns import table
from api.models.meetings import (
    CancellationCreate,
    Meeting,
    MeetingCreate,
    MeetingPage,
    MeetingPatch,
    MeetingRow,
    MeetingStage,
    MinutesCreate,
)
from api.models.shapes import Id, Moment
from api.operations import meetings as operations
from api.paging import After, Expand, Limit, Page, Q

meetings = Resource('Meetings')
Following = Annotated[Literal['true', 'false'], Query(description='Whether it is done to those of its series that follow as well.')]
_SERIES = ('series-end-needed', 'series-not-the-last-weekday', 'series-too-long', 'series-of-one')
_MEETINGS = table(MeetingRow)
_MOVED = ('documented-fact', 'meeting-held', 'meeting-cancelled')


@meetings.offer('GET', '/meetings', MeetingPage)
def list_meetings(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    stage: MeetingStage | None = None,
    series_id: Annotated[Id | None, Query(description='Only meetings of this series.')] = None,
    starts_after: Annotated[Moment | None, Query(description='Those that begin at this moment or later.')] = None,
    starts_before: Annotated[Moment | None, Query(description='Those that begin before this moment.')] = None,
    q: Q = None,
    sort: Literal['starts_at', '-starts_at', 'id', '-id'] = '-starts_at',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List meetings, the latest first.

    Minutes and the link for joining are in it where you may read them: of your own groups, and of the network's own meetings.
    """
    given = {'network_id': network_id, 'working_group_id': working_group_id, 'stage': stage, 'series_id': series_id}
    conditions = filters.of_meetings(starts_after, starts_before, q, **given)
    return paging.respond(tx, 'list_meetings', shown.MEETINGS, Page(limit, after, sort, expand), *conditions)


@meetings.offer(
    'POST', '/meetings', Meeting, code=201, etag=True, location=True, tries_out=True,
    problems=('one-owner-needed', 'unknown-reference', 'documented-fact', 'group-completed', 'group-withdrawn', 'wider-than-its-group',
              'ends-not-after-start', *_SERIES, *TOLD_BY_LEAD),
)  # fmt: skip
def create_meeting(tx: Tx, body: MeetingCreate) -> Response:
    """Plan a meeting of a working group, or of the network itself.

    The lead city plans those of its group, the office any. One that has taken place already may be put on record in the same
    way; its minutes are recorded afterwards. Times are instants; `time_zone` says how they are read on the wall. The cities of the
    group, to the network's own meetings all that are active, are invited by mails that calendar programs understand; whoever comes later is
    invited to what is still to come.

    With `repeats` a series is planned, of which the answer is the first meeting. Each is a meeting of its own, and the clock on the wall
    decides when it is: summer time moves none of them.
    """
    return reads.written(tx, shown.MEETINGS, operations.create_meeting(tx, body), 'get_meeting', location='/v1/meetings')


@meetings.offer('GET', '/meetings/{meeting}', Meeting, etag=True)
def get_meeting(tx: Tx, meeting: Id) -> Response:
    """Read a meeting."""
    return reads.detail(tx, 'get_meeting', shown.MEETINGS, meeting)


@meetings.offer(
    'PATCH', '/meetings/{meeting}', Meeting, transition=True, etag=True, tries_out=True,
    problems=(*_MOVED, 'unknown-reference', 'group-completed', 'group-withdrawn', 'wider-than-its-group', 'ends-not-after-start',
              *TOLD_BY_LEAD),
)  # fmt: skip
def update_meeting(tx: Tx, meeting: Id, body: MeetingPatch, following: Following = 'false') -> Response:
    """Change a meeting that is still to come (merge patch).

    When it is another title, time, place, mode or link for joining, the cities are told by a mail that corrects their calendars. With
    `following=true` the meetings of its series that are later are changed alike; times move by as many days, to the same time on the wall.
    """
    changed = operations.update_meeting(tx, meeting, body, following=following == 'true')
    return reads.written(tx, shown.MEETINGS, changed, 'get_meeting')


@meetings.offer(
    'POST', '/meetings/{meeting}/minutes', Meeting, transition=True, etag=True, tries_out=True,
    problems=('documented-fact', 'meeting-cancelled', 'unknown-reference', 'future-date', *TOLD_BY_LEAD),
)  # fmt: skip
def record_minutes(tx: Tx, meeting: Id, body: MinutesCreate) -> Response:
    """Record what came of a meeting: from then on it counts as held.

    Sent again, the whole of it takes the place of what was recorded before. Of a group that has completed its work, the minutes of
    meetings that took place may still be added.
    """
    return reads.written(tx, shown.MEETINGS, operations.record_minutes(tx, meeting, body), 'get_meeting')


@meetings.offer(
    'POST', '/meetings/{meeting}/cancellations', Meeting, transition=True, etag=True, tries_out=True, problems=(*_MOVED, *TOLD_BY_LEAD)
)
def cancel_meeting(tx: Tx, meeting: Id, body: CancellationCreate, following: Following = 'false') -> Response:
    """Call a meeting off, with a reason that its readers see. Their cities are told by a mail that takes it out of their calendars.

    With `following=true` the meetings of its series that are later are called off as well.
    """
    cancelled = operations.cancel_meeting(tx, meeting, body, following=following == 'true')
    return reads.written(tx, shown.MEETINGS, cancelled, 'get_meeting')
