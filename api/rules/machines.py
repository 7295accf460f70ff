"""Knows how long a machine may call, with how many secrets, and how long it may act for a city.

| role           | for whom it calls                                                             |
| -------------- | ----------------------------------------------------------------------------- |
| script_client  | the office of its network, or the one city that it was made for               |
| partner_client | nobody, until a city or the office has given it a mandate                     |

A mandate names one city, its first day, the day on which it is over, and what it rests on. It can be withdrawn at any time.
"""

from datetime import date, timedelta

from api.rules import dates
from api.rules.refusals import Refusal

MONTHS = 12
MOST_SECRETS = 2
# Before the day on which a client's access ends; the largest first.
REMINDED_DAYS_BEFORE = (30, 7)


def last_day(today: date) -> date:
    """An access lasts a year at most, and so does a mandate: the last day there can be is the same day of the next year.

    Rule: M2. Decided here.
    """
    return dates.add_months(today, MONTHS)


def why_not_until(day: date, today: date) -> Refusal | None:
    """An access is made or renewed until a day that is neither past nor later than a year from now.

    Rule: M2. Decided here.
    """
    latest = last_day(today)
    if today <= day <= latest:
        return None
    return Refusal('not-within-a-year', {'earliest': today.isoformat(), 'latest': latest.isoformat()})


def why_not_mandate_until(end: date, today: date) -> Refusal | None:
    """A mandate is over on a day that is to come, within a year and a day: so it covers today, and a year at most.

    Rule: M2. Decided here.
    """
    tomorrow, latest = today + timedelta(days=1), last_day(today) + timedelta(days=1)
    if tomorrow <= end <= latest:
        return None
    return Refusal('not-within-a-year', {'earliest': tomorrow.isoformat(), 'latest': latest.isoformat()})


def why_not_made_for(role: str, *, for_a_city: bool) -> Refusal | None:
    """A partner's system is made for no city: those that it acts for give it a mandate, each by itself.

    Rule: M2. Decided here.
    """
    return Refusal('partner-acts-by-mandate') if role == 'partner_client' and for_a_city else None


def why_not_another_secret(live: int) -> Refusal | None:
    """A client has two secrets at most: the one in use, and the one that is about to take its place.

    Rule: M2. Decided here.
    """
    return Refusal('two-secrets-live', {'count': MOST_SECRETS}) if live >= MOST_SECRETS else None


def reminded_from_the_start(days_left: int) -> int | None:
    """Whoever chose so near an end knows of it: of the reminders, only those whose day is still to come are sent.

    Takes the days from now to the last one. Returns the smallest number of days that counts as reminded already, None when none does.

    Rule: O6. Decided here.
    """
    return min((days for days in REMINDED_DAYS_BEFORE if days_left <= days), default=None)
