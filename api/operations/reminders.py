"""Prepares the reminders of a day: one notice for each person, with all that waits for them; the same day again adds nothing (O6)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, text

from api.models.columns import new_id, table
from api.models.networks import NetworkRow
from api.models.notices import NoticeRow
from api.models.reminders import ReminderRow
from api.operations.call_reminders import tell_of_ended_calls, unanswered
from api.operations.due import Due
from api.operations.formation import in_force
from api.operations.permit import permit
from api.owed import Owed, owed
from api.permissions import Facts
from api.problems import Problem
from api.rules.obligations import OPEN
from api.rules.reminders import Ladder, is_last_before, step_on, why_not_remind
from api.spine import Transaction

# Who speaks for a group and can be reached: the coordinators of its lead city, and its lead contacts; of a suspended city nobody (M1).
_REACHED = text("""
SELECT DISTINCT g.id AS working_group_id, p.id AS person_id
FROM working_groups g LEFT JOIN leads t ON t.working_group_id = g.id AND t.end_date IS NULL
  JOIN roles r ON r.network_id = g.network_id AND r.end_date IS NULL
    AND (r.role = 'coordinator' AND r.city_id = t.city_id OR r.role = 'lead_contact' AND r.working_group_id = g.id)
  JOIN memberships a ON a.city_id = r.city_id AND a.network_id = r.network_id AND a.working_group_id IS NULL AND a.stage = 'active'
    AND a.end_date IS NULL
  JOIN people p ON p.id = r.person_id AND p.disabled_at IS NULL AND p.mail IS NOT NULL
WHERE g.id = ANY(:groups) ORDER BY p.id
""")
# For a city, in a call that it has not answered, its coordinators do.
_REACHED_IN_CITIES = text("""
SELECT DISTINCT r.city_id, p.id AS person_id FROM roles r JOIN people p ON p.id = r.person_id
WHERE r.network_id = :network AND r.role = 'coordinator' AND r.end_date IS NULL AND r.city_id = ANY(:cities)
  AND p.disabled_at IS NULL AND p.mail IS NOT NULL ORDER BY p.id
""")
_TOLD = text("""
SELECT person_id, working_group_id, assembly_id, call_id, city_id, duty, step_on FROM reminders
WHERE working_group_id = ANY(:groups) AND assembly_id = ANY(:assemblies) AND step_on = ANY(:steps)
UNION ALL
SELECT person_id, working_group_id, assembly_id, call_id, city_id, duty, step_on FROM reminders
WHERE call_id = ANY(:calls) AND step_on = ANY(:steps)
""")
_LAST = text("""
SELECT r.person_id, max(r.reminded_on) AS day FROM reminders r JOIN notices n ON n.id = r.notice_id
WHERE r.network_id = :network AND r.reminded_on > :since AND r.reminded_on <= :day AND n.stage <> 'not_sent' AND r.person_id IS NOT NULL
GROUP BY r.person_id
""")
# Of earlier assemblies nothing is owed any more, unless it was extended.
_LAST_HELD = text('SELECT max(held_on) AS day FROM assemblies WHERE network_id = :network AND held_on <= :day')
_A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Prepared:
    """How many notices a day has led to: some to be sent, some that say why they are not."""

    queued: int = 0
    not_sent: int = 0


def remind(transaction: Transaction, network_id: UUID, day: date) -> Prepared:
    """Prepare what a network's groups are reminded of on a day, and what it brings to calls for interest. Before it is live nobody is.

    Locks the network, so that two workers do not remind twice.
    """
    permit(transaction, 'remind', Facts(networks=frozenset({network_id})))
    found = transaction.lock(NetworkRow, [network_id])
    if not found:
        raise Problem('not-found')
    if found[0].stage != 'live':
        return Prepared()
    ladder = in_force(transaction, network_id, day)
    ended = tell_of_ended_calls(transaction, found[0], day)
    held = transaction.rows(_LAST_HELD, {'network': network_id, 'day': day})[0]['day']
    before = day + timedelta(days=max(ladder.reminder_days_before, default=0))
    open_duties = owed(transaction, {network_id: day}, wanted={'network_id': network_id}, since=held, before=before)
    due = [*_due(open_duties, day, ladder), *unanswered(transaction, found[0], day, ladder)]
    bundles = _bundled(transaction, network_id, due) if due else {}
    told = _tell(transaction, network_id, day, bundles) if bundles else Prepared()
    return Prepared(told.queued + ended, told.not_sent)


def _due(found: Iterable[Owed], day: date, ladder: Ladder) -> Iterator[Due]:
    """Yield what is open with the step that has come; of the many groups that owe on one day it is worked out once."""
    steps: dict[date, tuple[date | None, bool]] = {}
    for one in found:
        if one.obligation.stage not in OPEN:
            continue
        due_on = one.obligation.due_on
        if due_on not in steps:
            step = step_on(due_on, day, ladder)
            steps[due_on] = step, step is not None and is_last_before(due_on, step, ladder)
        step, is_last = steps[due_on]
        if step is not None:
            lead = one.group['lead_city']
            yield Due(
                one.obligation.duty, due_on, step, is_last, UUID(lead['id']) if lead else None, one.group['demonstration'],
                working_group_id=one.group['id'], assembly_id=UUID(one.sitting['id']),
            )  # fmt: skip


def _bundled(transaction: Transaction, network_id: UUID, due: Sequence[Due]) -> dict[UUID | None, list[Due]]:
    """Return by person what they were not told yet; by None what there is nobody to tell."""
    groups = sorted({each.working_group_id for each in due if each.working_group_id})
    cities = sorted({each.city_id for each in due if each.call_id and each.city_id})
    assemblies, calls = (sorted({found for each in due if (found := getattr(each, name))}) for name in ('assembly_id', 'call_id'))
    wanted = {'groups': groups, 'assemblies': assemblies, 'calls': calls, 'steps': sorted({each.step_on for each in due})}
    told = {tuple(row.values()) for row in transaction.rows(_TOLD, wanted)}
    reached: dict[UUID | None, list[UUID | None]] = {}
    for row in transaction.rows(_REACHED, {'groups': groups}):
        reached.setdefault(row['working_group_id'], []).append(row['person_id'])
    for row in transaction.rows(_REACHED_IN_CITIES, {'network': network_id, 'cities': cities}):
        reached.setdefault(row['city_id'], []).append(row['person_id'])
    bundles: dict[UUID | None, list[Due]] = {}
    for each in sorted(due, key=lambda one: one.due_on):
        for person_id in reached.get(each.working_group_id or each.city_id, [None]):
            if each.key(person_id) not in told:
                bundles.setdefault(person_id, []).append(each)
    return bundles


def _tell(transaction: Transaction, network_id: UUID, day: date, bundles: dict[UUID | None, list[Due]]) -> Prepared:
    last = transaction.rows(_LAST, {'network': network_id, 'since': day - _A_WEEK, 'day': day})
    last_on = {row['person_id']: row['day'] for row in last}
    notices, reminders = [], []
    for person_id, bundle in bundles.items():
        # What reaches nobody is told of each group or city by itself, so that the office finds it there.
        for part in [bundle] if person_id else [[each] for each in bundle]:
            is_last = any(each.is_last for each in part)
            reason = why_not_remind(day, last_on.get(person_id), is_last=is_last) if person_id else 'no_recipient'
            notices.append(_notice(transaction, network_id, person_id, part, reason))
            reminders += [_reminder(network_id, notices[-1]['id'], person_id, each, day) for each in part]
            if reason is None:
                transaction.post('notice', {'notice_id': str(notices[-1]['id'])})
    transaction.session.execute(insert(table(NoticeRow)), notices)
    transaction.session.execute(insert(table(ReminderRow)), reminders)
    queued = sum(each['stage'] == 'queued' for each in notices)
    return Prepared(queued, len(notices) - queued)


def _notice(transaction: Transaction, network_id: UUID, person_id: UUID | None, bundle: list[Due], reason: str | None) -> dict[str, Any]:
    groups = {each.working_group_id for each in bundle}
    cities = {each.city_id for each in bundle if each.city_id}
    return {
        'id': new_id(),
        'network_id': network_id,
        'kind': 'reminder',
        'stage': 'not_sent' if reason else 'queued',
        'working_group_id': next(iter(groups)) if len(groups) == 1 else None,
        'city_id': min(cities, default=None),
        'person_id': person_id,
        'parameters': {},
        'demonstration': all(each.demonstration for each in bundle),
        'created_at': transaction.now,
        'held_until': None,
        'closed_at': transaction.now if reason else None,
        'reason': reason,
    }


def _reminder(network_id: UUID, notice_id: UUID, person_id: UUID | None, each: Due, day: date) -> dict[str, Any]:
    _, group_id, assembly_id, call_id, city_id, duty, step = each.key(person_id)
    return {
        'id': new_id(),
        'network_id': network_id,
        'notice_id': notice_id,
        'person_id': person_id,
        'working_group_id': group_id,
        'assembly_id': assembly_id,
        'call_id': call_id,
        'city_id': city_id,
        'duty': duty,
        'due_on': each.due_on,
        'step_on': step,
        'reminded_on': day,
    }
