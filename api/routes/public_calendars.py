"""The public meetings over HTTP as calendars that programs subscribe to: no credentials, published fields only."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import Request
from sqlalchemy import ColumnElement, select
from starlette.responses import Response

from api import calendars, reads
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.meetings import MeetingRow
from api.models.networks import NetworkRow
from api.models.shapes import Reference, Slug
from api.models.working_groups import WorkingGroupRow
from api.problems import Problem
from api.shown import groups, networks
from api.shown.calendars import public_meetings
from api.shown.publicly import PUBLIC_GROUPS
from api.spine import Transaction
from api.visibility import visible

public_calendars = Resource('Public section')
_MEETINGS = table(MeetingRow)


@public_calendars.offer('GET', '/public/networks/{network}/calendar.ics', None, contents=calendars.CONTENTS)
def get_public_network_calendar(tx: Tx, network: Slug, request: Request) -> Response:
    """Subscribe to the public meetings of a network and of its working groups, as a calendar (iCalendar).

    It holds those of the last year and those to come, called off ones as called off; each in its own time zone. Give the address to a
    calendar program: it looks again by itself.
    """
    shown = visible(tx.caller, 'get_public_network_calendar', NetworkRow)
    found = tx.rows(select(networks.c.id, networks.c.name).where(shown, networks.c.slug == network, ~networks.c.partner), {})
    if not found:
        raise Problem('not-found')
    return _calendar(tx, request, found[0]['id'], found[0]['name'], _MEETINGS.c.network_id)


@public_calendars.offer('GET', '/public/working-groups/{working_group}/calendar.ics', None, contents=calendars.CONTENTS)
def get_public_working_group_calendar(tx: Tx, working_group: Reference, request: Request) -> Response:
    """Subscribe to the public meetings of a working group, as a calendar (iCalendar).

    A slug that the group had in former times will do: whoever subscribed by it goes on.
    """
    group_id = reads.find_id(tx, 'get_public_working_group', PUBLIC_GROUPS, working_group)
    shown = visible(tx.caller, 'get_public_working_group_calendar', WorkingGroupRow)
    found = tx.rows(select(groups.c.id, groups.c.title).where(shown, groups.c.id == group_id), {})
    if not found:
        raise Problem('not-found')
    return _calendar(tx, request, found[0]['id'], found[0]['title'], _MEETINGS.c.working_group_id)


def _calendar(tx: Transaction, request: Request, owner_id: UUID, name: str, of: ColumnElement[UUID]) -> Response:
    found: list[Mapping[str, Any]] = list(
        tx.rows(public_meetings(visible(tx.caller, 'get_public_network_calendar', MeetingRow), of == owner_id), {})
    )
    text = calendars.calendar_of(owner_id, name, found, address=request.app.state.settings.public_url)
    return Response(text, media_type=calendars.MEDIA_TYPE)
