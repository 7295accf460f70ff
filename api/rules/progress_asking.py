"""Knows when somebody in a department is asked how their actions stand, and what the link in that mail is good for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from api.rules.dates import add_months

LIFE = timedelta(days=45)
CORRECTED_WITHIN = timedelta(hours=24)
# In how many weeks one may want to be asked again.
AGAIN_IN_WEEKS = (2, 4, 8)
OPEN = frozenset({'planned', 'in_progress'})
# Of a draft nobody is asked: it is not decided, and departments may not know of it.
ASKED_OF = frozenset({'adopted', 'in_force', 'under_review'})


@dataclass(frozen=True, slots=True)
class Asked:
    """An open action of an adopted plan: since when it is to be done, when somebody last said how it stands, whether it is paused."""

    begins_on: date
    last_said_on: date | None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who may be asked; `asked_on` is the latest day of a mail, `again_on` the day that they then named for the next."""

    reached: bool
    asked_on: date | None = None
    again_on: date | None = None


def next_on(contact: Contact, actions: Collection[Asked], every_months: int) -> date | None:
    """One is asked a quarter after the last mail, and not before a quarter has gone by without a word on some action.

    Whoever has named a day is asked on that day, be it earlier or later.

    Returns the first day on which the contact may be asked, or None when nobody or nothing is to be asked.

    Rule: P6. Figures: progress_asked_every_months of the plan library. Decided here: from which day the quarter counts.
    """
    begun = [max(each.begins_on, each.last_said_on or each.begins_on) for each in actions if not each.paused]
    if not begun or not contact.reached:
        return None
    if contact.again_on is not None:
        return contact.again_on
    quiet_since = add_months(min(begun), every_months)
    return quiet_since if contact.asked_on is None else max(quiet_since, add_months(contact.asked_on, every_months))


def why_not_ask(day: date, contact: Contact, actions: Collection[Asked], every_months: int, *, by_hand: bool = False) -> str | None:
    """Whoever is not asked is not asked for a reason, and it is the first of these that holds.

    Asked `by_hand` one need not have been silent for a quarter; the mails keep their distance all the same.

    Returns `nothing_open`, `paused`, `no_address`, `asked_later`, `asked_recently`, `heard_recently`, or None when the mail goes out.

    Rule: P6. Figures: progress_asked_every_months of the plan library. Decided here.
    """
    if not actions:
        return 'nothing_open'
    if all(each.paused for each in actions):
        return 'paused'
    if not contact.reached:
        return 'no_address'
    if contact.again_on is not None:
        return 'asked_later' if day < contact.again_on else None
    if contact.asked_on is not None and day < add_months(contact.asked_on, every_months):
        return 'asked_recently'
    following = next_on(contact, actions, every_months)
    return 'heard_recently' if not by_hand and following is not None and day < following else None


def is_spent(expires_at: datetime, answered_at: datetime | None, now: datetime, *, same_browser: bool) -> bool:
    """A link is good for 45 days at most, until it is answered; for a day after that the browser that answered may correct.

    In any other browser, to which it may have been passed on, it then shows nothing.

    Rule: P6. Decided here: which browser.
    """
    if now >= expires_at:
        return True
    return answered_at is not None and (not same_browser or now - answered_at >= CORRECTED_WITHIN)
