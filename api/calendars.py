"""Writes meetings as a calendar that programs subscribe to (iCalendar, RFC 5545 and 7986)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import CUTYPE, PARTSTAT, ROLE, STATUS, Calendar, Event, vCalAddress

from api.rules.meetings import there
from api.sentences import say

MEDIA_TYPE = 'text/calendar'
_EXAMPLE = (
    'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Coalition//Meetings//EN\r\nNAME:Anti-racism in municipal hiring\r\nEND:VCALENDAR\r\n'
)
CONTENTS = {MEDIA_TYPE: {'type': 'string', 'contentMediaType': MEDIA_TYPE, 'examples': [_EXAMPLE]}}
# How often programs are asked to look again.
REFRESH = timedelta(hours=12)
_YEAR = timedelta(days=366)
# Beyond them the library reckons past the ends of the calendar, so what lies after them is written in UTC.
_EARLIEST, _LATEST = date(10, 1, 1), date(9990, 1, 1)
_MOMENTS = ('starts_at', 'ends_at', 'created_at', 'updated_at')
_PRODUCT = '-//Coalition//Meetings//EN'


def calendar_of(owner_id: UUID, name: str, meetings: Sequence[Mapping[str, Any]], *, address: str) -> str:
    """Return the calendar of a network's or a working group's meetings as text, with the time zones that it speaks of.

    A meeting brings id, version, title, place, agenda, stage, time_zone, starts_at and ends_at, created_at and updated_at (in UTC), the
    `slug` of its working group and, where its readers are invited, the `joining_link`. One that is called off stays in it, as called off:
    a program that had it would otherwise keep it.
    Nothing in it depends on when it is written, so that what is unchanged is the same to the byte. `address`: where the service is.
    """
    events = [_event(each, address) for each in meetings]
    calendar = Calendar.new(uid=owner_id, name=name, prodid=_PRODUCT, refresh_interval=REFRESH, subcomponents=events)
    if meetings:
        _explain_zones(calendar, [each['starts_at'].date() for each in meetings])
    return bytes(calendar.to_ical()).decode()


def own_name(language: str) -> str:
    """Return what a calendar of one's own is called."""
    return say(language, 'calendar.own')


@dataclass(frozen=True, slots=True)
class Message:
    """A mail that brings a meeting: name and address of who sends and who reads it, where the service is, and when it was made."""

    organiser: tuple[str, str]
    attendee: tuple[str, str]
    address: str
    made_at: datetime


def invitation(meeting: Mapping[str, Any], message: Message) -> tuple[str, str]:
    """Return what a calendar program takes out of a mail, and its method (RFC 5546): REQUEST, or CANCEL once the meeting is called off.

    `meeting` as above, its moments as text, with the `joining_link` and its own `sequence`. It names nobody but its reader, and wants no
    answer: who took part is recorded at the meeting, by city.
    """
    method = 'CANCEL' if meeting['stage'] == 'cancelled' else 'REQUEST'
    known = dict(meeting) | {name: datetime.fromisoformat(meeting[name]) for name in _MOMENTS if meeting[name]}
    event = _event(known, message.address, made_at=message.made_at)
    event.organizer = vCalAddress.new(message.organiser[1], cn=message.organiser[0])
    event.add('ATTENDEE', vCalAddress.new(message.attendee[1], cn=message.attendee[0], cutype=CUTYPE.INDIVIDUAL,
                                          role=ROLE.REQ_PARTICIPANT, partstat=PARTSTAT.NEEDS_ACTION, rsvp=False))  # fmt: skip
    calendar = Calendar.new(prodid=_PRODUCT, method=method, subcomponents=[event])
    _explain_zones(calendar, [date(event.start.year, event.start.month, event.start.day)])
    return bytes(calendar.to_ical()).decode(), method


def _explain_zones(calendar: Calendar, days: Sequence[date]) -> None:
    """Write each zone's changes of the clock into a calendar, but not those of a hundred years."""
    first, last = (min(max(day, _EARLIEST), _LATEST) for day in (min(days), max(days)))
    calendar.add_missing_timezones(first_date=first - _YEAR, last_date=last + _YEAR)


def _event(meeting: Mapping[str, Any], address: str, *, made_at: datetime | None = None) -> Event:
    """Return a meeting. `made_at`: when the mail was made that brings it; that says which of two mails about one version is the later."""
    zone = ZoneInfo(meeting['time_zone']) if meeting['starts_at'].date() < _LATEST else UTC
    page = f'working-groups/{meeting["slug"]}' if meeting['slug'] else ''
    event = Event.new(
        uid=str(meeting['id']),
        sequence=meeting.get('sequence', meeting['version']),
        stamp=made_at or meeting['updated_at'],
        created=meeting['created_at'],
        last_modified=meeting['updated_at'],
        start=there(meeting['starts_at'], zone),
        end=there(meeting['ends_at'], zone) if meeting['ends_at'] else None,
        summary=meeting['title'],
        location=meeting['place'],
        description='\n'.join(meeting['agenda']) or None,
        status=STATUS.CANCELLED if meeting['stage'] == 'cancelled' else STATUS.CONFIRMED,
        url=f'{address}/{page}',
    )
    if meeting.get('joining_link'):
        event.add('CONFERENCE', meeting['joining_link'], parameters={'VALUE': 'URI', 'FEATURE': 'VIDEO'})
    return event
