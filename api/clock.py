"""Knows what time it is; the one place that tests replace."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, available_timezones

TIME_ZONES = frozenset(available_timezones())


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def today(time_zone: str) -> date:
    """Return the calendar day it is now in `time_zone` (an IANA name): a network's day is its own."""
    return now().astimezone(ZoneInfo(time_zone)).date()
