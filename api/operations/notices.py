"""Prepares notices in the transaction that causes them; what they say is rendered when they are sent."""

from datetime import datetime
from typing import Any
from uuid import UUID

from api.models.circulars import CircularRow
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
    """Prepare one notice to a city's coordinators, or to the office when `city_id` is None.

    Before its network is live nothing is sent (M3): the notice then stands as not sent, with that reason.
    """
    network = transaction.find(NetworkRow, group.network_id)
    live = network is not None and network.stage == 'live'
    waits = held_until is not None and held_until > transaction.now
    notice = NoticeRow(
        network_id=group.network_id,
        kind=kind,
        stage=('held' if waits else 'queued') if live else 'not_sent',
        working_group_id=group.id,
        city_id=city_id,
        parameters=parameters or {},
        demonstration=group.demonstration,
        created_at=transaction.now,
        held_until=held_until,
        closed_at=None if live else transaction.now,
        reason=None if live else 'network_in_preparation',
    )
    transaction.tell(notice)
    if live:
        transaction.post('notice', {'notice_id': str(notice.id)}, held_until)
    return notice


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
