"""What can be done with a meeting: plan, change, record what came of it, call it off."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, false, select

from api import clock
from api.models.cities import CityRow
from api.models.columns import new_id, table
from api.models.keys import search_key
from api.models.meetings import AttendanceRow, CancellationCreate, MeetingCreate, MeetingPatch, MeetingRow, MinutesCreate
from api.models.networks import NetworkRow
from api.models.shapes import merge
from api.operations.group_records import facts_of_record
from api.operations.meeting_invitations import tell_invited
from api.operations.on_behalf import told_by
from api.operations.owners import Owner, document_named, group_of, lock_group_of, lock_owner, refuse_addition, refuse_wider
from api.operations.permit import permit, permit_on
from api.problems import Problem, refuse, unknown_reference
from api.rules import meeting_series, meetings
from api.spine import Transaction

_ATTENDANCES, _MEETINGS = table(AttendanceRow), table(MeetingRow)
_TIMES = {'starts_at', 'ends_at', 'time_zone'}


def create_meeting(transaction: Transaction, wish: MeetingCreate) -> MeetingRow:
    """Plan a meeting of a group, or of the network itself (W9), or a series, whose first is returned; a past one may be put on record."""
    hosts = transaction.lock(CityRow, [wish.host_city_id] if wish.host_city_id else [], share=True)
    owner = lock_owner(transaction, wish)
    permit(transaction, 'create_meeting', facts_of_record(transaction, owner))
    told_by(transaction, owner.network_id, owner.working_group_id, wish.on_behalf_of)
    refuse_addition(transaction, owner, wish.visibility)
    network = transaction.find(NetworkRow, owner.network_id)
    time_zone = wish.time_zone or (network.time_zone if network else 'UTC')
    zone = _zone(time_zone)
    refuse(meetings.why_not_between(wish.starts_at, wish.ends_at, zone))
    _refuse_unknown(wish.host_city_id, hosts)
    series_id = new_id() if wish.repeats else None
    planned = []
    for starts_at, ends_at in _moments(wish, zone):
        meeting = transaction.add(
            MeetingRow(
                network_id=owner.network_id,
                working_group_id=owner.working_group_id,
                title=wish.title,
                search_key=search_key(wish.title, wish.place or ''),
                starts_at=starts_at,
                ends_at=ends_at,
                time_zone=time_zone,
                mode=wish.mode,
                place=wish.place,
                joining_link=wish.joining_link,
                host_city_id=wish.host_city_id,
                agenda=list(wish.agenda),
                audience=wish.visibility,
                series_id=series_id,
            ),
        )
        transaction.record('create_meeting', meeting)
        planned.append(meeting)
    tell_invited(transaction, 'meeting_planned', [each for each in planned if each.starts_at > transaction.now])
    return planned[0]


def update_meeting(transaction: Transaction, meeting_id: UUID, wish: MeetingPatch, *, following: bool) -> MeetingRow:
    """Change a meeting that is still to come, or with it those of its series that follow."""
    hosts = transaction.lock(CityRow, [wish.host_city_id] if wish.host_city_id else [], share=True)
    lock_group_of(transaction, MeetingRow, meeting_id)
    _lock_following(transaction, meeting_id, following=following)
    meeting = permit_on(transaction, 'update_meeting', MeetingRow, meeting_id, facts_of_record)
    told_by(transaction, meeting.network_id, meeting.working_group_id, wish.on_behalf_of)
    group = group_of(transaction, meeting.working_group_id, open_only=True)
    refuse(meetings.why_not('update_meeting', stage=meeting.stage, meeting=meeting.title))
    changes: dict[str, Any] = merge(wish)
    refuse_wider(group, changes.get('visibility', meeting.audience))
    _refuse_unknown(wish.host_city_id, hosts)
    later = _later(transaction, meeting) if following else []
    was = meeting_series.on_wall(meeting.starts_at, meeting.ends_at, _zone(meeting.time_zone))
    told = _change(transaction, meeting, changes)
    zone = _zone(meeting.time_zone)
    refuse(meetings.why_not_between(meeting.starts_at, meeting.ends_at, zone))
    now = meeting_series.on_wall(meeting.starts_at, meeting.ends_at, zone)
    for each in later:
        moved = meeting_series.moved(meeting_series.on_wall(each.starts_at, each.ends_at, _zone(each.time_zone)), was, now)
        starts_at, ends_at = meeting_series.moments(moved, zone)
        times = {'starts_at': starts_at, 'ends_at': ends_at, 'time_zone': meeting.time_zone} if _TIMES & changes.keys() else {}
        told += _change(transaction, each, {**changes, **times})
    tell_invited(transaction, 'meeting_changed', told)
    return meeting


def _change(transaction: Transaction, meeting: MeetingRow, changes: Mapping[str, Any]) -> list[MeetingRow]:
    """Change a meeting; return it, alone, when who is invited has to know of it."""
    columns = {'audience' if name == 'visibility' else name: value for name, value in changes.items()}
    changed = {column for column, value in columns.items() if getattr(meeting, column) != value}
    for column, value in columns.items():
        setattr(meeting, column, value)
    meeting.search_key = search_key(meeting.title, meeting.place or '')
    transaction.record('update_meeting', meeting)
    return [meeting] if meetings.is_told(changed, starts_at=meeting.starts_at, now=transaction.now) else []


def record_minutes(transaction: Transaction, meeting_id: UUID, wish: MinutesCreate) -> MeetingRow:
    """Record what came of a meeting, or correct it: the minutes, the cities that came, the document, the day."""
    cities = transaction.lock(CityRow, wish.attending_city_ids, share=True)
    lock_group_of(transaction, MeetingRow, meeting_id)
    meeting = permit_on(transaction, 'record_minutes', MeetingRow, meeting_id, facts_of_record)
    told_by(transaction, meeting.network_id, meeting.working_group_id, wish.on_behalf_of)
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


def cancel_meeting(transaction: Transaction, meeting_id: UUID, wish: CancellationCreate, *, following: bool) -> MeetingRow:
    """Call a meeting off, with a reason, or with it those of its series that follow."""
    lock_group_of(transaction, MeetingRow, meeting_id)
    _lock_following(transaction, meeting_id, following=following)
    meeting = permit_on(transaction, 'cancel_meeting', MeetingRow, meeting_id, facts_of_record)
    told_by(transaction, meeting.network_id, meeting.working_group_id, wish.on_behalf_of)
    refuse(meetings.why_not('cancel_meeting', stage=meeting.stage, meeting=meeting.title))
    cancelled = [meeting, *(_later(transaction, meeting) if following else [])]
    for each in cancelled:
        each.stage, each.cancellation_reason = 'cancelled', wish.reason
        transaction.record('cancel_meeting', each, reason=wish.reason)
    tell_invited(transaction, 'meeting_cancelled', [each for each in cancelled if each.starts_at > transaction.now])
    return meeting


def _moments(wish: MeetingCreate, zone: ZoneInfo) -> list[tuple[datetime, datetime | None]]:
    """Return when the meetings that are wished for begin and end; of a series each at the same time on the wall."""
    if wish.repeats is None:
        return [(wish.starts_at, wish.ends_at)]
    first = meeting_series.on_wall(wish.starts_at, wish.ends_at, zone)
    repeat = meeting_series.Repeat(**wish.repeats.model_dump())
    refuse(meeting_series.why_not_repeat(first.day, repeat))
    return [meeting_series.moments(replace(first, day=day), zone) for day in meeting_series.days_of(first.day, repeat)]


def _of_series(meeting: MeetingRow) -> list[ColumnElement[bool]]:
    """Return the conditions for the meetings of its series that are still planned and follow a meeting; none follows one of no series."""
    same = _MEETINGS.c.series_id == meeting.series_id if meeting.series_id else false()
    return [same, _MEETINGS.c.stage == 'scheduled', _MEETINGS.c.starts_at > meeting.starts_at]


def _lock_following(transaction: Transaction, meeting_id: UUID, *, following: bool) -> None:
    """Lock a meeting together with those that follow, each by its id as all do, so that nobody waits for each other."""
    meeting = transaction.find(MeetingRow, meeting_id) if following else None
    if meeting is not None:
        ids = transaction.session.execute(select(_MEETINGS.c.id).where(*_of_series(meeting))).scalars()
        transaction.lock(MeetingRow, [meeting_id, *ids])


def _later(transaction: Transaction, meeting: MeetingRow) -> list[MeetingRow]:
    wanted = select(MeetingRow).where(*_of_series(meeting)).order_by(_MEETINGS.c.starts_at, _MEETINGS.c.id)
    return list(transaction.session.execute(wanted).scalars())


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
