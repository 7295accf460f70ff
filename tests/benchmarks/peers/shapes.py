"""What the Python peers work out per record: the same rules as the service's, from the same rulebook (standard library only)."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from api.rules.action_items import Because, why_late, why_stale


def utc(moment: datetime) -> str:
    """Return a moment as the service writes it."""
    text = moment.astimezone(UTC).isoformat()
    whole, _, fraction = text.removesuffix('+00:00').partition('.')
    return f'{whole}{"." + fraction.rstrip("0") if fraction.rstrip("0") else ""}+00:00'


def day(value: date | None) -> str | None:
    """Return a date as text."""
    return None if value is None else value.isoformat()


def today(time_zone: str) -> date:
    """Return the present day of a network."""
    return datetime.now(ZoneInfo(time_zone)).date()


def because(found: Because | None) -> dict[str, Any] | None:
    """Return the reason why something is late or stale."""
    return None if found is None else {'code': found.code, 'since': found.since.isoformat(), 'days': found.days}


def derived(item: Any, time_zone: str, stale_after: int | None) -> dict[str, Any]:
    """Return what is worked out of an action item on the day of reading."""
    now = today(time_zone)
    late = because(why_late(item.stage, item.due_on, now))
    recorded = item.created_at.astimezone(ZoneInfo(time_zone)).date()
    stale = because(
        why_stale(
            item.stage, last_progress_on=item.last_progress_on, starts_on=item.starts_on, recorded_on=recorded, after_days=stale_after, today=now
        )
    )
    return {'late': late is not None, 'late_because': late, 'stale': stale is not None, 'stale_because': stale}
