"""Writes meetings as a calendar that programs subscribe to (iCalendar, RFC 5545 and 7986)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import STATUS, Calendar, Event

MEDIA_TYPE = 'text/calendar'
# How often programs are asked to look again.
REFRESH = timedelta(hours=12)
_YEAR = timedelta(days=366)
_PRODUCT = '-//Coalition//Meetings//EN'


def calendar_of(owner_id: UUID, name: str, meetings: Sequence[Mapping[str, Any]], *, address: str) -> str:
    """Return the calendar of a network's or a working group's meetings as text, with the time zones that it speaks of.

    A meeting brings id, version, title, place, agenda, stage, time_zone, starts_at and ends_at, created_at and updated_at (in UTC), and
    the `slug` of its working group. One that is called off stays in it, as called off: a program that had it would otherwise keep it.
    Nothing in it depends on when it is written, so that what is unchanged is the same to the byte. `address`: where the service is.
    """
    events = [_event(each, address) for each in meetings]
    calendar = Calendar.new(uid=owner_id, name=name, prodid=_PRODUCT, refresh_interval=REFRESH, subcomponents=events)
    if meetings:
        days = [each['starts_at'].date() for each in meetings]
        # Each zone's changes of the clock, but not those of a hundred years.
        calendar.add_missing_timezones(first_date=min(days) - _YEAR, last_date=max(days) + _YEAR)
    return bytes(calendar.to_ical()).decode()


def _event(meeting: Mapping[str, Any], address: str) -> Event:
    zone = ZoneInfo(meeting['time_zone'])
    page = f'working-groups/{meeting["slug"]}' if meeting['slug'] else ''
    return Event.new(
        uid=str(meeting['id']),
        sequence=meeting['version'],
        stamp=meeting['updated_at'],
        created=meeting['created_at'],
        last_modified=meeting['updated_at'],
        start=meeting['starts_at'].astimezone(zone),
        end=meeting['ends_at'].astimezone(zone) if meeting['ends_at'] else None,
        summary=meeting['title'],
        location=meeting['place'],
        description='\n'.join(meeting['agenda']) or None,
        status=STATUS.CANCELLED if meeting['stage'] == 'cancelled' else STATUS.CONFIRMED,
        url=f'{address}/{page}',
    )
