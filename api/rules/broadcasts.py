"""Knows to whom it is told that a working group is official, how long that is held, and what may be done meanwhile."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from api.rules.refusals import Refusal

City = TypeVar('City')


def cities_to_notify(active_cities: Iterable[City], members: Collection[City]) -> tuple[City, ...]:
    """When a group is constituted, every other active city of the network is told, once: those not in the group at that moment.

    Rule: W4. Source: working-group rules.
    """
    return tuple(city for city in dict.fromkeys(active_cities) if city not in members)


def held_until(now: datetime, hours: int) -> datetime:
    """The notice of a new group is held for the hours the by-laws say, so that the office can add a sentence or correct the contact.

    `hours` are the by-laws' `broadcast_hold_hours`.

    Rule: W4. Figures: broadcast_hold_hours. Decided here.
    """
    return now + timedelta(hours=hours)


def why_not_held(*, group: str, told: int, waiting: int) -> Refusal | None:
    """While it is held, the office adds a sentence to it or sends it at once; it drops nothing.

    All cities read the same: as soon as one of the mails has left, or is leaving, nothing is added or hastened any more.

    `told` is to how many cities it goes, `waiting` for how many of them nobody has begun to send it; `group` is a title.

    Rule: W4. Decided here.
    """
    return None if 0 < told == waiting else Refusal('broadcast-not-held', {'group': group})
