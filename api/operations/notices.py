"""Prepares notices in the transaction that causes them; what they say is rendered when they are sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from api.models.calls_for_interest import CallForInterestRow
from api.models.circulars import CircularRow
from api.models.meetings import MeetingRow
from api.models.networks import NetworkRow
from api.models.notices import NoticeRow
from api.models.working_groups import WorkingGroupRow
from api.spine import Transaction


def tell(
    transaction: Transaction,
    kind: str,
    group: WorkingGroupRow,
    *,
    city_id: UUID | None,
    parameters: dict[str, Any] | None = None,
    held_until: datetime | None = None,
) -> NoticeRow:
    """Prepare one notice about a group to a city's coordinators, or to the office when `city_id` is None."""
    waits = held_until is not None and held_until > transaction.now
    notice = NoticeRow(
        network_id=group.network_id,
        kind=kind,
        stage='held' if waits else 'queued',
        working_group_id=group.id,
        city_id=city_id,
        parameters=parameters or {},
        demonstration=group.demonstration,
        held_until=held_until,
    )
    _prepare(transaction, [notice])
    return notice


def tell_organisation(
    transaction: Transaction, kind: str, group: WorkingGroupRow, organisation_id: UUID, parameters: dict[str, Any]
) -> None:
    """Prepare one notice about a group to the contacts of an organisation: those who hold that role for it in the network."""
    notice = NoticeRow(
        network_id=group.network_id,
        kind=kind,
        working_group_id=group.id,
        organisation_id=organisation_id,
        parameters=parameters,
        demonstration=group.demonstration,
    )
    _prepare(transaction, [notice])


def tell_of_meetings(transaction: Transaction, kind: str, meetings: Sequence[MeetingRow], city_ids: Iterable[UUID]) -> None:
    """Prepare one notice about meetings of one owner to each of these cities; the mails carry them for their calendars.

    `kind` is what it is called for one meeting: meeting_planned; for several it is meetings_planned.
    """
    if not meetings:
        return
    first, ids = meetings[0], [str(meeting.id) for meeting in meetings]
    several = len(ids) > 1
    notices = [
        NoticeRow(
            network_id=first.network_id,
            kind=kind.replace('meeting_', 'meetings_') if several else kind,
            working_group_id=first.working_group_id,
            city_id=city_id,
            parameters={'meeting_ids': ids} if several else {'meeting_id': ids[0]},
            demonstration=first.demonstration,
        )
        for city_id in city_ids
    ]
    _prepare(transaction, notices)


def tell_of_call(transaction: Transaction, kind: str, call: CallForInterestRow, city_ids: Iterable[UUID | None]) -> None:
    """Prepare a notice about a call for interest to each of these cities, and to the office for None."""
    notices = [
        NoticeRow(
            network_id=call.network_id,
            kind=kind,
            city_id=city_id,
            parameters={'call_id': str(call.id)},
            demonstration=call.demonstration,
        )
        for city_id in city_ids
    ]
    _prepare(transaction, notices)


def _prepare(transaction: Transaction, notices: Sequence[NoticeRow]) -> None:
    """Keep notices of one network, and the work of sending them.

    Before its network is live nothing is sent (M3): a notice then stands as not sent, with that reason.
    """
    if transaction.is_quiet or not notices:
        return
    network = transaction.find(NetworkRow, notices[0].network_id)
    live = network is not None and network.stage == 'live'
    for notice in notices:
        notice.created_at = transaction.now
        transaction.tell(notice)
        if live:
            transaction.post('notice', {'notice_id': str(notice.id)}, notice.held_until)
        else:
            notice.stage, notice.closed_at, notice.reason = 'not_sent', transaction.now, 'network_in_preparation'


def enclose(
    transaction: Transaction,
    circular: CircularRow,
    *,
    person_id: UUID | None,
    city_id: UUID | None,
    parameters: dict[str, Any],
    reason: str | None,
) -> None:
    """Prepare the notice that brings a person a circular; with a `reason` it stands as not sent from the beginning."""
    notice = NoticeRow(
        network_id=circular.network_id,
        kind='circular',
        stage='not_sent' if reason else 'queued',
        working_group_id=circular.working_group_id,
        circular_id=circular.id,
        person_id=person_id,
        city_id=city_id,
        parameters=parameters,
        demonstration=circular.demonstration,
        created_at=transaction.now,
        closed_at=transaction.now if reason else None,
        reason=reason,
    )
    transaction.tell(notice)
    if reason is None:
        transaction.post('notice', {'notice_id': str(notice.id)})
