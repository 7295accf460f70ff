"""Keeps calendars right: to a group's meetings its cities are invited, to a network's own the active ones, as they come and go."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.meetings import MeetingRow
from api.operations.formation import active_cities, open_memberships
from api.operations.notices import tell_of_meetings
from api.spine import Transaction

_MEETINGS = table(MeetingRow)
# The key of what an act of many parts reads ahead.
PLANNED = 'planned'


def tell_invited(transaction: Transaction, kind: str, meetings: Sequence[MeetingRow]) -> None:
    """Prepare a notice about meetings of one owner to each city that is invited to them."""
    if not meetings:
        return
    group_id = meetings[0].working_group_id
    if group_id:
        invited = [each.city_id for each in open_memberships(transaction, group_id) if each.city_id]
    else:
        invited = active_cities(transaction, meetings[0].network_id)
    tell_of_meetings(transaction, kind, meetings, sorted(invited))


def invite_to_planned(transaction: Transaction, city_id: UUID, network_id: UUID, group_id: UUID | None) -> None:
    """Invite a city that has come to the meetings that are planned already."""
    tell_of_meetings(transaction, 'meeting_planned', _planned(transaction, network_id, group_id), [city_id])


def take_out_of_planned(transaction: Transaction, city_id: UUID, network_id: UUID, group_id: UUID | None) -> None:
    """Take the meetings that are planned out of the calendars of a city that has gone."""
    tell_of_meetings(transaction, 'meeting_left', _planned(transaction, network_id, group_id), [city_id])


def _planned(transaction: Transaction, network_id: UUID, group_id: UUID | None) -> Sequence[MeetingRow]:

    def read() -> Sequence[MeetingRow]:
        of_owner = (_MEETINGS.c.network_id == network_id, _MEETINGS.c.working_group_id.is_not_distinct_from(group_id))
        to_come = (_MEETINGS.c.stage == 'scheduled', _MEETINGS.c.starts_at > transaction.now)
        wanted = select(MeetingRow).where(*of_owner, *to_come).order_by(_MEETINGS.c.starts_at, _MEETINGS.c.id)
        return transaction.session.execute(wanted).scalars().all()

    return transaction.recorded.once((PLANNED, network_id, group_id), read)
