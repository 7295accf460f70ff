"""Calendar subscriptions over HTTP: the meetings of one person, at an address that their calendar program reads."""

from fastapi import Request
from starlette.responses import Response

from api import calendars, callers, paging, reads
from api.contract import Resource, Tx
from api.models.calendar_subscriptions import (
    CalendarSubscriptionCreate,
    CalendarSubscriptionMade,
    CalendarSubscriptionPage,
    CalendarToken,
)
from api.models.meetings import MeetingRow
from api.models.shapes import Id
from api.operations import calendar_subscriptions as operations
from api.paging import After, Limit, Page
from api.problems import Problem
from api.shown.calendars import SUBSCRIPTIONS, own_meetings
from api.visibility import grants, visible

calendar_subscriptions = Resource('Calendars')


@calendar_subscriptions.offer('GET', '/calendar-subscriptions', CalendarSubscriptionPage)
def list_calendar_subscriptions(tx: Tx, limit: Limit = 50, after: After = None) -> Response:
    """List your calendar subscriptions, the newest first. Their addresses are not kept, so they are not shown again."""
    return paging.respond(tx, 'list_calendar_subscriptions', SUBSCRIPTIONS, Page(limit, after, '-id'))


@calendar_subscriptions.offer(
    'POST', '/calendar-subscriptions', CalendarSubscriptionMade, code=201, shows_secret=True,
    problems=('calendar-subscriptions-enough', 'secret-already-shown'),
)  # fmt: skip
def create_calendar_subscription(tx: Tx, request: Request, body: CalendarSubscriptionCreate) -> Response:
    """Get an address from which a calendar program reads your meetings, one for each program.

    It needs no other credentials and is shown this once. What it leads to is worked out anew with each reading, from the roles that you
    hold then; removed, it leads nowhere.
    """
    made, token = operations.create_calendar_subscription(tx, body)
    address = f'{request.app.state.settings.public_url}/v1/calendars/{token}.ics'
    shown = CalendarSubscriptionMade(id=made.id, name=made.name, created_at=made.created_at, address=address)
    return Response(shown.model_dump_json(), status_code=201, media_type=reads.JSON)


@calendar_subscriptions.offer('DELETE', '/calendar-subscriptions/{calendar_subscription}', None, code=204)
def remove_calendar_subscription(tx: Tx, calendar_subscription: Id) -> Response:
    """Remove a subscription of yours. It needs no If-Match: a subscription never changes, it only goes."""
    operations.remove_calendar_subscription(tx, calendar_subscription)
    return Response(status_code=204)


@calendar_subscriptions.offer('GET', '/calendars/{token}.ics', None, contents=calendars.CONTENTS)
def get_calendar(tx: Tx, token: CalendarToken, request: Request) -> Response:
    """Read the meetings of whoever made this address, as a calendar (iCalendar): those of their groups and of their networks themselves.

    It holds what they may see now, the links for joining among it, of the last year and to come; called off ones as called off.
    """
    found = callers.subscriber(tx.database, token)
    if found is None:
        raise Problem('not-found')
    person_id, subscriber = found
    shown = visible(subscriber, 'list_meetings', MeetingRow)
    meetings = tx.rows(own_meetings(shown), grants(subscriber))
    name = calendars.own_name(subscriber.language)
    text = calendars.calendar_of(person_id, name, meetings, address=request.app.state.settings.public_url)
    return Response(text, media_type=calendars.MEDIA_TYPE)
