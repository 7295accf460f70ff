"""Knows what is settled before a person is erased, so that no office and no city is left without a voice by oversight."""

from collections.abc import Sequence

from api.rules.refusals import Refusal


def why_not_erase(*, is_oneself: bool, last_administrator_of: Sequence[str], last_coordinator_of: Sequence[str]) -> Refusal | None:
    """The last administrator of an office stays until another is named. The last coordinator of a city hands over first.

    The office may erase a coordinator all the same, as it may end any role of a city: then it finds the city a successor.
    Takes the names of the networks and of the cities.

    Rule: S3. Decided here.
    """
    if last_administrator_of:
        return Refusal('last-administrator-stays', {'network': ', '.join(last_administrator_of)})
    if is_oneself and last_coordinator_of:
        return Refusal('last-coordinator-hands-over', {'city': ', '.join(last_coordinator_of)})
    return None


def why_no_reason(*, is_oneself: bool, reason: str | None) -> Refusal | None:
    """People ask for their own erasure without saying why; the office says on whose wish, or by which duty, it erases somebody.

    Rule: S3. Decided here.
    """
    return None if is_oneself or reason else Refusal('reason-needed')
