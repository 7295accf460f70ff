"""On which days somebody is reminded, counted from the due day, and when a mail waits because there was one this week."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from api.by_law_presets import PRESETS
from api.rules.reminders import is_last_before, step_on, why_not_remind

DUE = date(2026, 6, 12)
ECCAR = PRESETS['eccar']


@dataclass(frozen=True)
class Steps:
    reminder_days_before: tuple[int, ...]
    reminder_days_after: tuple[int, ...]
    reminder_every_days: int


def days_of_the_ladder(due_on: date, ladder: object = ECCAR, after: int = 100) -> list[int]:
    """Return on which days, counted from the due day, a new step comes."""
    counted = range(-60, after)
    steps = [(days, step_on(due_on, due_on + timedelta(days=days), ladder)) for days in counted]  # type: ignore[arg-type]  # a figure of the tests
    return [days for days, step in steps if step == due_on + timedelta(days=days)]


@pytest.mark.parametrize('due_on', [DUE, date(2024, 2, 29), date(2024, 3, 1), date(2023, 3, 1), date(2025, 12, 31), date(2026, 1, 1)])
def test_thirty_seven_and_one_before_seven_after_and_then_every_thirty(due_on: date) -> None:
    assert days_of_the_ladder(due_on) == [-30, -7, -1, 7, 37, 67, 97]


@pytest.mark.parametrize(
    ('ladder', 'days'),
    [
        (Steps((14,), (), 10), [-14, -4, 6, 16]),
        (Steps((), (3, 5), 10), [3, 5, 15]),
        (Steps((), (), 10), [10]),
        (Steps((0,), (1,), 20), [0, 1]),
    ],
)
def test_the_ladder_is_that_of_the_by_laws(ladder: Steps, days: list[int]) -> None:
    assert days_of_the_ladder(DUE, ladder, after=20) == days


@pytest.mark.parametrize(
    ('day', 'step'),
    [
        (date(2026, 5, 12), None),
        (date(2026, 5, 13), date(2026, 5, 13)),
        (date(2026, 6, 4), date(2026, 5, 13)),
        (date(2026, 6, 5), date(2026, 6, 5)),
        (date(2026, 6, 12), date(2026, 6, 11)),
        (date(2026, 6, 18), date(2026, 6, 11)),
        (date(2026, 7, 18), date(2026, 6, 19)),
        (date(2026, 7, 19), date(2026, 7, 19)),
        (date(2030, 1, 1), date(2029, 12, 30)),
    ],
)
def test_a_missed_step_is_made_up_for_until_the_next_one(day: date, step: date | None) -> None:
    assert step_on(DUE, day, ECCAR) == step


def test_only_the_last_one_before_the_day_is_excepted_from_the_week() -> None:
    assert [days for days in (-30, -7, -1, 7) if is_last_before(DUE, DUE + timedelta(days=days), ECCAR)] == [-1]
    assert not is_last_before(DUE, DUE, Steps((), (7,), 30))


@pytest.mark.parametrize(
    ('last', 'is_last', 'reason'),
    [
        (None, False, None),
        (DUE, False, 'reminded_this_week'),
        (date(2026, 6, 6), False, 'reminded_this_week'),
        (date(2026, 6, 5), False, None),
        (date(2026, 6, 6), True, None),
    ],
)
def test_one_mail_a_week(last: date | None, *, is_last: bool, reason: str | None) -> None:
    assert why_not_remind(DUE, last, is_last=is_last) == reason
