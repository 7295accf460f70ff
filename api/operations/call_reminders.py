"""Prepares what a day brings to calls for interest: who has not answered is reminded, and when a call has ended its city is told."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select, text

from api.models.calls_for_interest import CallForInterestRow
from api.models.columns import table
from api.models.networks import NetworkRow
from api.operations.notices import tell_of_call
from api.rules import calls_for_interest as rules
from api.rules.meetings import day_of
from api.rules.reminders import Ladder, step_on
from api.spine import Transaction

_CALLS = table(CallForInterestRow)
# The cities that were asked, are still active, and have neither answered nor been reminded of this step.
_SILENT = text("""
SELECT m.city_id FROM memberships m
WHERE m.network_id = :network AND m.working_group_id IS NULL AND m.stage = 'active' AND m.end_date IS NULL AND m.city_id IN
    (SELECT n.city_id FROM notices n WHERE n.network_id = :network AND n.kind = 'call_for_interest' AND n.parameters ->> 'call_id' = :call)
  AND NOT EXISTS (SELECT FROM call_answers a WHERE a.call_id = :id AND a.city_id = m.city_id)
  AND NOT EXISTS (SELECT FROM notices n WHERE n.network_id = :network AND n.kind = 'call_reminder' AND n.city_id = m.city_id
    AND n.parameters ->> 'call_id' = :call AND n.parameters ->> 'step' = :step)
ORDER BY m.city_id
""")
_TOLD = text("""
SELECT EXISTS (SELECT FROM notices n WHERE n.network_id = :network AND n.kind = 'call_ended' AND n.parameters ->> 'call_id' = :call) AS told
""")


def remind_of_calls(transaction: Transaction, network: NetworkRow, day: date, ladder: Ladder) -> int:
    """Return how many notices were prepared; the same day again adds none. To be called under the lock of the network."""
    prepared, zone = 0, ZoneInfo(network.time_zone)
    for call in _open_calls(transaction, network.id):
        if rules.has_ended(call.closes_on, day):
            prepared += _tell_of_end(transaction, call)
        elif call.closes_on is not None and call.sent_at is not None:
            step = step_on(call.closes_on, day, ladder)
            prepared += _remind(transaction, call, step) if step and rules.is_to_remind(step, sent_on=day_of(call.sent_at, zone)) else 0
    return prepared


def _open_calls(transaction: Transaction, network_id: UUID) -> Iterator[CallForInterestRow]:
    wanted = select(CallForInterestRow).where(_CALLS.c.network_id == network_id, _CALLS.c.stage == 'open').order_by(_CALLS.c.id)
    yield from transaction.session.execute(wanted).scalars()


def _remind(transaction: Transaction, call: CallForInterestRow, step: date) -> int:
    values: dict[str, Any] = {'network': call.network_id, 'call': str(call.id), 'id': call.id, 'step': step.isoformat()}
    silent = [row['city_id'] for row in transaction.rows(_SILENT, values)]
    tell_of_call(transaction, 'call_reminder', call, silent, step=values['step'])
    return len(silent)


def _tell_of_end(transaction: Transaction, call: CallForInterestRow) -> int:
    if transaction.rows(_TOLD, {'network': call.network_id, 'call': str(call.id)})[0]['told']:
        return 0
    tell_of_call(transaction, 'call_ended', call, [call.city_id, None])
    return 2
