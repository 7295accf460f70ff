"""Knows when a contact point is shown to fewer than before, and makes that so again where an older state of it has come back (S1)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, update

from api.erasure_ledger import Withdrawal
from api.models.columns import table
from api.models.contact_points import ContactPointRow

_POINTS = table(ContactPointRow)
# From the fewest who see it to all.
_REACH = ('office', 'members', 'public')


@dataclass(frozen=True, slots=True)
class Seen:
    """What a contact point says, who sees it, and since when nobody does."""

    value: str
    visibility: str
    ended_on: date | None


def seen(point: ContactPointRow) -> Seen:
    """Return how a contact point stands now."""
    return Seen(point.value, point.visibility, point.ended_on)


def withdrawal(before: Seen, point: ContactPointRow) -> Withdrawal | None:
    """Return what was withdrawn since it stood as `before`, None when nothing was.

    It is shown to fewer, or has ended; what was published and now says something else is published no more as it was.
    """
    ended = before.ended_on is None and point.ended_on is not None
    is_replaced = before.visibility == 'public' and before.ended_on is None and point.value != before.value
    if not (ended or is_replaced or _REACH.index(point.visibility) < _REACH.index(before.visibility)):
        return None
    left = {'visibility': 'office' if is_replaced else point.visibility, 'ended_on': point.ended_on}
    return Withdrawal.model_validate({'contact_point_id': point.id, 'version': point.version, **left})


def apply_withdrawal(connection: Connection, withdrawn: Withdrawal, at: datetime) -> dict[str, list[Any]]:
    """Show a contact point to no more than the withdrawal left, and return what that changed, as the journal tells it.

    One that is of that version or a later one knows of it already: done again it changes nothing. It asks for no permission and
    journals nothing: a restore calls it.
    """
    this = (_POINTS.c.id == withdrawn.contact_point_id, _POINTS.c.version < withdrawn.version)
    found = connection.execute(select(_POINTS).where(*this).with_for_update()).mappings().one_or_none()
    if found is None:
        return {}
    visibility = min(found['visibility'], withdrawn.visibility, key=_REACH.index)
    ended_on = found['ended_on'] or withdrawn.ended_on
    values = {
        'visibility': visibility,
        'audience': 'office' if ended_on else visibility,
        'consented_on': found['consented_on'] if visibility == 'public' else None,
        'ended_on': ended_on,
    }
    moved = {'version': withdrawn.version, 'updated_at': at}
    connection.execute(update(_POINTS).where(_POINTS.c.id == withdrawn.contact_point_id).values({**values, **moved}))
    return {name: [_told(found[name]), _told(value)] for name, value in values.items() if found[name] != value}


def _told(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
