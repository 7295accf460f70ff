"""Knows when a city belongs to a network, and what ends with its membership.

| stage     | what it means                                             | may become        |
| --------- | --------------------------------------------------------- | ----------------- |
| applicant | has asked to belong; has no say yet                       | active, former    |
| active    | belongs, acts, counts                                     | suspended, former |
| suspended | belongs, does not act or count for now                    | active, former    |
| former    | belonged; coming back is a new membership with a new term | nothing           |
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.rules import dates
from api.rules.dates import Period
from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {
    'applicant': ('active', 'former'),
    'active': ('suspended', 'former'),
    'suspended': ('active', 'former'),
    'former': (),
}
NETWORK_MEMBERSHIP_ENDED = 'network_membership_ended'


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of a city's membership in a network during which it was at one stage."""

    stage: str
    period: Period


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a city to a working group: a membership in it or a term as its lead. `goes_on`: the group is not closed."""

    id: UUID
    working_group_id: UUID
    period: Period
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """A membership or term that ends, and on which day."""

    id: UUID
    end_date: date


@dataclass(frozen=True, slots=True)
class Consequences:
    """What ends with a network membership, why (`end_reason`), and which groups are left without a lead (their ids)."""

    memberships: tuple[Ending, ...]
    leads: tuple[Ending, ...]
    needs_lead: tuple[UUID, ...]
    end_reason: str = NETWORK_MEMBERSHIP_ENDED


def why_not_move(stage: str, to: str) -> Refusal | None:
    """A membership begins as an application, becomes active, may rest and resume, and ends as former: there is no way around.

    Rule: M1. Decided here.
    """
    return None if to in STAGES[stage] else Refusal('stage-does-not-allow', {'stage': stage, 'to': to})


def is_active_on(spells: Iterable[Spell], day: date) -> bool:
    """A city is active in a network on a day that its membership covers as active; an applicant or a suspended city is not.

    Rule: M1. Decided here.
    """
    return any(spell.stage == 'active' and dates.covers(spell.period, day) for spell in spells)


def why_not_end_membership(period: Period, end: date) -> Refusal | None:
    """A membership ends once, and not before it started.

    Rule: M1. Decided here.
    """
    if period.end is not None:
        return Refusal('membership-ended', {'date': period.end.isoformat()})
    return dates.why_not_end(period.start, end)


def why_not_role(*, kind: str, role: str | None, in_group: bool, member: str) -> Refusal | None:
    """Cities are members, of networks and of groups; organisations take part in groups, as associates.

    `kind` is what the member is, 'city' or 'organisation'; `role` is what somebody says that it is to be, or None.

    Rule: W6. Source: working-group rules.
    """
    fits = 'member' if kind == 'city' else 'associate'
    if role in {None, fits} and (kind == 'city' or in_group):
        return None
    return Refusal('role-does-not-fit', {'member': member})


def why_not_remove(*, present: int, leaving: int, allowed: int | None, group: str) -> Refusal | None:
    """Who sends a whole list of members may have lost half of it on the way: more than half leave only when that many are allowed.

    `group` is the group or network, `present` are in it now, `leaving` are not in the list, `allowed` says how many may leave
    (None: half of them).

    Rule: W5. Decided here.
    """
    if leaving <= (present // 2 if allowed is None else allowed):
        return None
    return Refusal('mass-removal', {'count': leaving, 'present': present, 'group': group})


def why_not_leave_by_list(*, leading: str | None, group: str) -> Refusal | None:
    """A city that a whole list leaves out does not lead any more by that: it hands over first, or leaves by an act of its own.

    `leading` is the name of the lead city where it is among those left out.

    Rule: W7. Decided here.
    """
    return Refusal('lead-stays', {'city': leading, 'group': group}) if leading else None


def what_ends_with(memberships: Iterable[Tie], leads: Iterable[Tie], day: date) -> Consequences:
    """When a city's network membership ends, its group memberships end on the same day with that reason, and so do its terms as lead.

    A group that goes on and loses its lead so needs one. Coming back to the network restores nothing by itself. A suspension
    ends nothing: the city stays in its groups and does not count until it is active again. What began after `day` ends as it began.

    Rule: M1. Decided here.
    """
    lost = [lead for lead in leads if _is_open_after(lead, day)]
    return Consequences(
        memberships=tuple(_ended(tie, day) for tie in memberships if _is_open_after(tie, day)),
        leads=tuple(_ended(lead, day) for lead in lost),
        needs_lead=tuple(dict.fromkeys(lead.working_group_id for lead in lost if lead.goes_on)),
    )


def _is_open_after(tie: Tie, day: date) -> bool:
    return tie.period.end is None or tie.period.end > day


def _ended(tie: Tie, day: date) -> Ending:
    return Ending(tie.id, max(day, tie.period.start or day))
