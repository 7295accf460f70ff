"""Knows when a message to a partner is tried again and given up, and which events a change is.

An attempt brings a delivery from waiting to delivered, to waiting again, to failed after the last one, or to dropped when the address
wants nothing more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

# Before each attempt, after the one before.
DELAYS = tuple(timedelta(seconds=seconds) for seconds in (0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400))
MOST_ATTEMPTS = len(DELAYS)
FAILING_FOR = timedelta(hours=72)
JITTER = 0.1
LONGEST_WAIT = timedelta(hours=24)
# What an office had recorded long before is no event, nor is the lead that a proposal begins with.
_NO_EVENTS_OF, _PROPOSED = 'apply_import', ('propose_working_group', 'lead')
_OK, _REDIRECTED, _GONE = 200, 300, 410
# An event is a column of a record that has come to a value: whatever it was before, or from that one. None: to any value, from none.
_EVENTS: Mapping[tuple[str, str], Mapping[str | tuple[str | None, str] | None, str]] = {
    ('network', 'stage'): {'live': 'network.launched'},
    ('by_laws', 'id'): {None: 'by_laws.adopted'},
    ('working_group', 'stage'): {
        'proposed': 'working_group.proposed',
        'constituted': 'working_group.constituted',
        'withdrawn': 'working_group.withdrawn',
        'completed': 'working_group.completed',
    },
    ('lead', 'id'): {None: 'lead.handed_over'},
    ('membership', 'stage'): {(None, 'active'): 'membership.started', ('applicant', 'active'): 'membership.started'},
    ('membership', 'end_date'): {None: 'membership.ended'},
    ('meeting', 'stage'): {'scheduled': 'meeting.scheduled', 'held': 'meeting.held', 'cancelled': 'meeting.cancelled'},
    ('output', 'stage'): {'shared': 'output.shared'},
    ('document', 'id'): {None: 'document.uploaded'},
    ('funding_request', 'stage'): dict.fromkeys(('approved', 'partly_approved', 'rejected'), 'funding_request.decided'),
    ('support_request', 'stage'): {'answered': 'support_request.answered'},
    ('action_item', 'stage'): {'completed': 'action_item.completed'},
    ('progress_update', 'id'): {None: 'progress_update.recorded'},
    ('assembly', 'stage'): {'held': 'assembly.closed'},
    ('report', 'stage'): {
        'submitted': 'report.submitted',
        'tabled': 'report.tabled',
        'approved': 'report.approved',
        'returned': 'report.returned',
        'published': 'report.published',
    },
    ('declaration', 'id'): {None: 'declaration.made'},
}


def events_in(operation: str, subject_type: str, changes: Mapping[str, Any]) -> list[str]:
    """Return the events that a journalled change of a record is, beside that it has changed; `changes` are {column: [from, to]}."""
    found: list[str] = []
    if operation == _NO_EVENTS_OF or (operation, subject_type) == _PROPOSED:
        return found
    for column, pair in changes.items():
        known = _EVENTS.get((subject_type, column))
        if known is None or not isinstance(pair, list):
            continue
        before, after = pair
        if after is None:
            continue
        event = known.get(after) or known.get((before, after)) or (known.get(None) if before is None else None)
        if event is not None:
            found.append(event)
    return sorted(set(found))


def domain_events() -> set[str]:
    """Return every event that there can be beside the changes of records."""
    return {event for known in _EVENTS.values() for event in known.values()}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an attempt has come to: the stage of the delivery, when it is tried again, whether the address wants nothing more."""

    stage: str
    again_at: datetime | None = None
    gone: bool = False


def verdict(code: int | None, *, attempt: int, now: datetime, asked: timedelta = timedelta(), spread: float = 0.0) -> Verdict:
    """Judge an attempt, counted from 1; `code` is what was answered, None without an answer; `spread` is from -1 to 1.

    Only 2xx is success: a redirection is not followed and counts as a failure. Whoever has `asked` to wait is waited for, a day at most.
    """
    if code is not None and _OK <= code < _REDIRECTED:
        return Verdict('delivered')
    if code == _GONE:
        return Verdict('dropped', gone=True)
    if attempt >= MOST_ATTEMPTS:
        return Verdict('failed')
    wait = max(DELAYS[attempt] * (1 + JITTER * spread), min(asked, LONGEST_WAIT))
    return Verdict('waiting', now + wait)


def is_given_up(failing_since: datetime | None, now: datetime) -> bool:
    """Say whether an endpoint has failed for so long, without a success in between, that it is paused."""
    return failing_since is not None and now - failing_since >= FAILING_FOR
