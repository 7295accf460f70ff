"""Knows when somebody is reminded of what they owe: the days of the ladder, and how often at most one person is written to."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Protocol

_A_WEEK = timedelta(weeks=1)


class Ladder(Protocol):
    """By-laws as far as reminders need them."""

    @property
    def reminder_days_before(self) -> Sequence[int]:
        """Return how many days before a due day one is reminded, the most first."""

    @property
    def reminder_days_after(self) -> Sequence[int]:
        """Return how many days after it, the fewest first."""

    @property
    def reminder_every_days(self) -> int:
        """Return after how many days a reminder follows the last of these, again and again."""


def step_on(due_on: date, day: date, ladder: Ladder) -> date | None:
    """One is reminded some days before a due day and after it, and from then on again and again until it is done.

    A step that fell on a day on which nobody looked is made up for on the next one, unless another step has come meanwhile.

    Returns the latest step that has come by `day`, or None before the first.

    Rule: O6. Figures: reminder_days_before, reminder_days_after, reminder_every_days. Decided here: a missed step.
    """
    steps = [due_on - timedelta(days=days) for days in ladder.reminder_days_before]
    steps += [due_on + timedelta(days=days) for days in ladder.reminder_days_after]
    last = max(steps, default=due_on)
    if day > last:
        steps.append(last + (day - last) // timedelta(days=ladder.reminder_every_days) * timedelta(days=ladder.reminder_every_days))
    return max((step for step in steps if step <= day), default=None)


def is_last_before(due_on: date, step: date, ladder: Ladder) -> bool:
    """The last reminder before a due day goes out in any case.

    Rule: O6. Figures: reminder_days_before. Decided here.
    """
    return bool(ladder.reminder_days_before) and step == due_on - timedelta(days=min(ladder.reminder_days_before))


def why_not_remind(day: date, last_reminded_on: date | None, *, is_last: bool) -> str | None:
    """One person gets one mail for everything, and at most one a week; the last before a due day is excepted.

    Returns the reason, said by `notice.not_sent.<reason>`, or None when the mail goes out.

    Rule: O6. Decided here.
    """
    if is_last or last_reminded_on is None or day - last_reminded_on >= _A_WEEK:
        return None
    return 'reminded_this_week'
