"""Knows how cities are invited into a working group: each is asked by another, and counts only by its own act.

| stage     | what it means                                             | may become                             |
| --------- | --------------------------------------------------------- | -------------------------------------- |
| invited   | another city or the office has named it; it has not answered | confirmed, declined, withdrawn, lapsed |
| confirmed | it has joined, by its own act                             | nothing                                |
| declined  | it does not take part now; it may be invited again        | nothing                                |
| withdrawn | taken back before it answered                             | nothing                                |
| lapsed    | the group ended before it answered                        | nothing                                |
"""

from collections.abc import Mapping

from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {
    'invited': ('confirmed', 'declined', 'withdrawn', 'lapsed'),
    'confirmed': (),
    'declined': (),
    'withdrawn': (),
    'lapsed': (),
}


def moves(stage: str) -> tuple[str, ...]:
    """Until it is answered an invitation is declined by the city or taken back by whoever invites; a join confirms it.

    Returns the operations that are possible.

    Rule: M2. Decided here.
    """
    return ('decline_group_invitation', 'withdraw_group_invitation') if STAGES[stage] else ()


def why_not_invite(*, city: str, group: str, network: str, is_active: bool, is_inside: bool, is_invited: bool) -> Refusal | None:
    """An active city that is neither in the group nor asked already may be invited; whether it comes is its own to say.

    Rule: M2. Source: working-group rules. Decided here: that nobody is asked twice at a time.
    """
    if not is_active:
        return Refusal('not-an-active-city', {'city': city, 'network': network})
    if is_inside:
        return Refusal('already-a-member', {'member': city, 'group': group})
    return Refusal('city-already-invited', {'city': city, 'group': group}) if is_invited else None


def why_not_settle(stage: str, *, city: str, group: str) -> Refusal | None:
    """What was answered, taken back or overtaken stays as it was.

    Rule: M2. Decided here.
    """
    return None if STAGES[stage] else Refusal('city-invitation-settled', {'city': city, 'group': group})
