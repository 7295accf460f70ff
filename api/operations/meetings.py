"""What can be done with a meeting: plan, change, record what came of it, call it off."""

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from api import clock
from api.models.cities import CityRow
from api.models.columns import table
from api.models.keys import search_key
from api.models.meetings import AttendanceRow, CancellationCreate, MeetingCreate, MeetingPatch, MeetingRow, MinutesCreate
from api.models.networks import NetworkRow
from api.models.shapes import merge
from api.operations.group_records import facts_of_record
from api.operations.meeting_invitations import tell_invited
from api.operations.owners import Owner, document_named, group_of, lock_group_of, lock_owner, refuse_addition, refuse_wider
from api.operations.permit import permit, permit_on
from api.problems import Problem, refuse, unknown_reference
from api.rules import meetings
from api.spine import Transaction

_ATTENDANCES = table(AttendanceRow)


def create_meeting(transaction: Transaction, wish: MeetingCreate) -> MeetingRow:
    """Plan a meeting of a group, or of the network itself (W9); a past one may be put on record, too."""
    hosts = transaction.lock(CityRow, [wish.host_city_id] if wish.host_city_id else [], share=True)
    owner = lock_owner(transaction, wish)
    permit(transaction, 'create_meeting', facts_of_record(transaction, owner))
    refuse_addition(transaction, owner, wish.visibility)
    network = transaction.find(NetworkRow, owner.network_id)
    time_zone = wish.time_zone or (network.time_zone if network else 'UTC')
    zone = _zone(time_zone)
    refuse(meetings.why_not_between(wish.starts_at, wish.ends_at, zone))
    _refuse_unknown(wish.host_city_id, hosts)
    meeting = transaction.add(
        MeetingRow(
            network_id=owner.network_id,
            working_group_id=owner.working_group_id,
            title=wish.title,
            search_key=search_key(wish.title, wish.place or ''),
            starts_at=wish.starts_at,
            ends_at=wish.ends_at,
            time_zone=time_zone,
            mode=wish.mode,
            place=wish.place,
            joining_link=wish.joining_link,
            host_city_id=wish.host_city_id,
            agenda=list(wish.agenda),
            audience=wish.visibility,
        ),
    )
    transaction.record('create_meeting', meeting)
    if meeting.starts_at > transaction.now:
        tell_invited(transaction, 'meeting_planned', [meeting])
    return meeting


def update_meeting(transaction: Transaction, meeting_id: UUID, wish: MeetingPatch) -> MeetingRow:
    """Change a meeting that is still to come."""
    hosts = transaction.lock(CityRow, [wish.host_city_id] if wish.host_city_id else [], share=True)
    lock_group_of(transaction, MeetingRow, meeting_id)
    meeting = permit_on(transaction, 'update_meeting', MeetingRow, meeting_id, facts_of_record)
    group = group_of(transaction, meeting.working_group_id, open_only=True)
    refuse(meetings.why_not('update_meeting', stage=meeting.stage, meeting=meeting.title))
    changes: dict[str, Any] = merge(wish)
    refuse_wider(group, changes.get('visibility', meeting.audience))
    if 'visibility' in changes:
        meeting.audience = changes.pop('visibility')
    _refuse_unknown(wish.host_city_id, hosts)
    changed = {column for column, value in changes.items() if getattr(meeting, column) != value}
    for column, value in changes.items():
        setattr(meeting, column, value)
    refuse(meetings.why_not_between(meeting.starts_at, meeting.ends_at, _zone(meeting.time_zone)))
    meeting.search_key = search_key(meeting.title, meeting.place or '')
    transaction.record('update_meeting', meeting)
    if meetings.is_told(changed, starts_at=meeting.starts_at, now=transaction.now):
        tell_invited(transaction, 'meeting_changed', [meeting])
    return meeting


def record_minutes(transaction: Transaction, meeting_id: UUID, wish: MinutesCreate) -> MeetingRow:
    """Record what came of a meeting, or correct it: the minutes, the cities that came, the document, the day."""
    cities = transaction.lock(CityRow, wish.attending_city_ids, share=True)
    lock_group_of(transaction, MeetingRow, meeting_id)
    meeting = permit_on(transaction, 'record_minutes', MeetingRow, meeting_id, facts_of_record)
    refuse(meetings.why_not('record_minutes', stage=meeting.stage, meeting=meeting.title))
    owner = Owner(meeting.network_id, group_of(transaction, meeting.working_group_id))
    zone = ZoneInfo(meeting.time_zone)
    held_on = wish.held_on or meeting.held_on or meetings.day_of(meeting.starts_at, zone)
    refuse(meetings.why_not_held_on(held_on, _latest_today(transaction, meeting)))
    document = document_named(transaction, wish.minutes_document_id, owner, 'minutes_document_id')
    _refuse_unknown_among(wish.attending_city_ids, cities)
    beside = _attended_by(transaction, meeting, {city.id for city in cities})
    meeting.stage, meeting.held_on, meeting.minutes, meeting.decisions = 'held', held_on, wish.minutes, wish.decisions
    meeting.minutes_document_id = document.id if document else None
    transaction.record('record_minutes', meeting, beside=beside)
    return meeting


def cancel_meeting(transaction: Transaction, meeting_id: UUID, wish: CancellationCreate) -> MeetingRow:
    """Call a meeting off, with a reason."""
    lock_group_of(transaction, MeetingRow, meeting_id)
    meeting = permit_on(transaction, 'cancel_meeting', MeetingRow, meeting_id, facts_of_record)
    refuse(meetings.why_not('cancel_meeting', stage=meeting.stage, meeting=meeting.title))
    meeting.stage, meeting.cancellation_reason = 'cancelled', wish.reason
    transaction.record('cancel_meeting', meeting, reason=wish.reason)
    if meeting.starts_at > transaction.now:
        tell_invited(transaction, 'meeting_cancelled', [meeting])
    return meeting


def _zone(name: str) -> ZoneInfo:
    """Return a time zone; refuses (409) a name that the IANA database does not have."""
    if name not in clock.TIME_ZONES:
        raise Problem('unknown-reference', errors=[{'pointer': '/time_zone', 'code': 'time_zone', 'parameters': {}}])
    return ZoneInfo(name)


def _latest_today(transaction: Transaction, meeting: MeetingRow) -> date:
    """Return today where it is later: at the meeting's place or at the network's."""
    return max(transaction.today(meeting.network_id), clock.today(meeting.time_zone))


def _refuse_unknown(city_id: UUID | None, found: list[CityRow]) -> None:
    if city_id is not None and not found:
        raise unknown_reference('host_city_id')


def _refuse_unknown_among(city_ids: list[UUID], found: list[CityRow]) -> None:
    known = {city.id for city in found}
    for n, city_id in enumerate(city_ids):
        if city_id not in known:
            raise unknown_reference(f'attending_city_ids/{n}')


def _attended_by(transaction: Transaction, meeting: MeetingRow, known: set[UUID]) -> dict[str, Any]:
    """Keep these cities as those that took part, and no others; return what changed, for the journal."""
    found = select(_ATTENDANCES.c.city_id).where(_ATTENDANCES.c.meeting_id == meeting.id)
    before = set(transaction.session.execute(found).scalars())
    gone = delete(AttendanceRow).where(_ATTENDANCES.c.meeting_id == meeting.id, _ATTENDANCES.c.city_id.in_(before - known))
    transaction.session.execute(gone.execution_options(synchronize_session=False))
    transaction.session.add_all(AttendanceRow(meeting_id=meeting.id, city_id=city_id) for city_id in sorted(known - before))
    old, new = sorted(map(str, before)), sorted(map(str, known))
    return {'attendance': [old or None, new or None]} if old != new else {}
