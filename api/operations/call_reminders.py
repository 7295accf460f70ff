"""Knows what a day brings to calls for interest: who has not answered is to be reminded, and when a call has ended its city is told."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select, text

from api.asked_cities import silent_cities
from api.models.calls_for_interest import CallForInterestRow
from api.models.columns import table
from api.models.networks import NetworkRow
from api.operations.due import Due
from api.operations.notices import tell_of_call
from api.rules import calls_for_interest as rules
from api.rules.meetings import day_of
from api.rules.reminders import Ladder, is_last_before, step_on
from api.spine import Transaction

_CALLS = table(CallForInterestRow)
_TOLD = text("""
SELECT EXISTS (SELECT FROM notices n WHERE n.network_id = :network AND n.kind = 'call_ended' AND n.parameters ->> 'call_id' = :call) AS told
""")


def tell_of_ended_calls(transaction: Transaction, network: NetworkRow, day: date) -> int:
    """Return how many notices were prepared; the same day again adds none. To be called under the lock of the network."""
    return sum(_tell_of_end(transaction, call) for call in _open_calls(transaction, network.id) if rules.has_ended(call.closes_on, day))


def unanswered(transaction: Transaction, network: NetworkRow, day: date, ladder: Ladder) -> Iterator[Due]:
    """Yield each city that has not answered a call of which a step of the ladder has come."""
    zone = ZoneInfo(network.time_zone)
    for call in _open_calls(transaction, network.id):
        if call.closes_on is None or call.sent_at is None or rules.has_ended(call.closes_on, day):
            continue
        step = step_on(call.closes_on, day, ladder)
        if step is not None and rules.is_to_remind(step, sent_on=day_of(call.sent_at, zone)):
            is_last = is_last_before(call.closes_on, step, ladder)
            for city_id in sorted(set(transaction.session.execute(silent_cities(call.id)).scalars())):
                yield Due('call_answer', call.closes_on, step, is_last, city_id, call.demonstration, call_id=call.id)


def _open_calls(transaction: Transaction, network_id: UUID) -> Iterator[CallForInterestRow]:
    wanted = select(CallForInterestRow).where(_CALLS.c.network_id == network_id, _CALLS.c.stage == 'open').order_by(_CALLS.c.id)
    yield from transaction.session.execute(wanted).scalars()


def _tell_of_end(transaction: Transaction, call: CallForInterestRow) -> int:
    if transaction.rows(_TOLD, {'network': call.network_id, 'call': str(call.id)})[0]['told']:
        return 0
    tell_of_call(transaction, 'call_ended', call, [call.city_id, None])
    return 2
