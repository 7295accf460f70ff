"""The rhythm in which a city works at its plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from api.by_law_presets import PRESETS
from api.plan_library import STEERING_COMMITTEE_EVERY_MONTHS
from api.rules import own_rhythm
from api.rules.own_rhythm import STAGES, Rhythm

ECCAR = PRESETS['eccar']


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def days(text: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(each) for each in text.split())


def said(rhythm: Rhythm) -> tuple[str, int, str | None, str | None]:
    from_on, by_on = (each.isoformat() if each else None for each in (rhythm.from_on, rhythm.by_on))
    return rhythm.stage, len(rhythm.held), from_on, by_on


@pytest.mark.parametrize(
    ('meetings', 'today', 'stage', 'held', 'from_on', 'by_on'),
    [
        # Nobody has met.
        ('', '2026-03-10', 'welcome', 0, None, None),
        # The day of a meeting, and the days around the distance of three and of six months.
        ('2026-03-10', '2026-03-10', 'later', 1, '2026-06-10', '2026-09-10'),
        ('2026-03-10', '2026-06-09', 'later', 1, '2026-06-10', '2026-09-10'),
        ('2026-03-10', '2026-06-10', 'welcome', 1, '2026-06-10', '2026-09-10'),
        ('2026-03-10', '2026-06-11', 'welcome', 1, None, '2026-09-10'),
        ('2026-03-10', '2026-09-10', 'welcome', 1, None, '2026-09-10'),
        ('2026-03-10', '2026-09-11', 'welcome', 1, None, None),
        # Twelve months later the meeting is not among those of the last twelve months.
        ('2026-03-10', '2027-03-09', 'welcome', 1, None, None),
        ('2026-03-10', '2027-03-10', 'welcome', 0, None, None),
        # The 29th of February, before and after a year without one.
        ('2024-02-29', '2024-02-29', 'later', 1, '2024-05-29', '2024-08-29'),
        ('2024-02-29', '2025-02-27', 'welcome', 1, None, None),
        ('2024-02-29', '2025-02-28', 'welcome', 0, None, None),
        ('2023-02-28', '2024-02-28', 'welcome', 0, None, None),
        ('2023-03-01', '2024-02-29', 'welcome', 1, None, None),
        # The last of a month, over the end of a year.
        ('2025-11-30', '2025-12-31', 'later', 1, '2026-02-28', '2026-05-30'),
        ('2025-11-30', '2026-02-28', 'welcome', 1, '2026-02-28', '2026-05-30'),
        ('2023-11-30', '2024-02-28', 'later', 1, '2024-02-29', '2024-05-30'),
        ('2025-12-31', '2026-01-01', 'later', 1, '2026-03-31', '2026-06-30'),
        ('2025-08-31', '2026-02-28', 'welcome', 1, None, '2026-02-28'),
        ('2025-08-31', '2026-03-01', 'welcome', 1, None, None),
        # As many as the by-laws see, more of them, and some that are long past.
        ('2026-01-01 2026-04-01 2026-07-01 2026-10-01', '2026-12-31', 'later', 4, '2027-01-01', '2027-04-01'),
        ('2026-01-01 2026-04-01 2026-07-01 2026-10-01', '2027-01-01', 'welcome', 3, '2027-01-01', '2027-04-01'),
        ('2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31', '2026-06-01', 'later', 5, '2026-08-31', '2026-11-30'),
        ('2019-05-05 2020-06-06', '2026-06-01', 'welcome', 0, None, None),
        # A day is set.
        ('2026-03-10 2026-07-01', '2026-04-01', 'planned', 1, '2026-06-10', '2026-09-10'),
        ('2026-07-01', '2026-04-01', 'planned', 0, None, None),
        ('2026-03-10 2026-07-01', '2026-07-01', 'later', 2, '2026-10-01', '2027-01-01'),
    ],
)  # fmt: skip
def test_departments_meet_two_to_four_times_in_any_twelve_months(
    meetings: str, today: str, stage: str, held: int, from_on: str | None, by_on: str | None
) -> None:
    rhythm = own_rhythm.department_meetings(days(meetings), ECCAR, date.fromisoformat(today))
    assert said(rhythm) == (stage, held, from_on, by_on)


@pytest.mark.parametrize(
    ('fewest', 'most', 'from_on', 'by_on'),
    [
        (0, 4, '2026-06-10', None),
        (1, 1, '2027-03-10', '2027-03-10'),
        (2, 2, '2026-09-10', '2026-09-10'),
        (5, 5, '2026-05-10', '2026-05-10'),
        (12, 12, '2026-04-10', '2026-04-10'),
        (13, 52, '2026-04-10', None),
    ],
)
def test_other_by_laws_have_another_distance(fewest: int, most: int, from_on: str, by_on: str | None) -> None:
    by_laws = replace(ECCAR, department_meetings_min=fewest, department_meetings_max=most)
    rhythm = own_rhythm.department_meetings(days('2026-03-10'), by_laws, date(2026, 3, 10))
    assert (rhythm.from_on, rhythm.by_on) == (day(from_on), day(by_on))


@pytest.mark.parametrize(
    ('meetings', 'today', 'stage', 'held', 'by_on'),
    [
        ('', '2026-03-10', 'welcome', 0, None),
        ('2026-03-10', '2026-03-10', 'welcome', 1, '2026-04-10'),
        ('2026-03-10', '2026-04-10', 'welcome', 1, '2026-04-10'),
        ('2026-03-10', '2026-04-11', 'welcome', 1, None),
        ('2026-01-31', '2026-02-01', 'welcome', 1, '2026-02-28'),
        ('2024-01-31', '2024-02-01', 'welcome', 1, '2024-02-29'),
        ('2024-02-29', '2024-03-29', 'welcome', 1, '2024-03-29'),
        ('2025-12-31', '2026-01-31', 'welcome', 1, '2026-01-31'),
        ('2025-11-30 2025-12-31', '2026-01-01', 'welcome', 2, '2026-01-31'),
        ('2025-12-10 2026-01-10', '2025-12-31', 'planned', 1, '2026-01-10'),
    ],
)
def test_a_steering_committee_meets_about_every_month(meetings: str, today: str, stage: str, held: int, by_on: str | None) -> None:
    rhythm = own_rhythm.steering_committee(days(meetings), STEERING_COMMITTEE_EVERY_MONTHS, date.fromisoformat(today))
    assert said(rhythm) == (stage, held, None, by_on)


@pytest.mark.parametrize(
    ('adopted_on', 'reviews', 'today', 'stage', 'from_on', 'by_on'),
    [
        (None, '', '2026-03-10', 'later', None, None),
        (None, '2027-01-01', '2026-03-10', 'planned', None, None),
        ('2027-01-01', '', '2026-03-10', 'later', None, None),
        ('2024-02-29', '', '2024-03-01', 'later', '2026-02-28', '2027-02-28'),
        ('2024-02-29', '', '2026-02-27', 'later', '2026-02-28', '2027-02-28'),
        ('2024-02-29', '', '2026-02-28', 'welcome', '2026-02-28', '2027-02-28'),
        ('2024-02-29', '', '2026-03-01', 'welcome', None, '2027-02-28'),
        ('2024-02-29', '', '2027-02-28', 'welcome', None, '2027-02-28'),
        ('2024-02-29', '', '2027-03-01', 'welcome', None, None),
        ('2022-02-28', '', '2024-02-28', 'welcome', '2024-02-28', '2025-02-28'),
        ('2024-12-31', '', '2026-12-31', 'welcome', '2026-12-31', '2027-12-31'),
        ('2024-12-31', '2026-12-31', '2027-01-01', 'later', '2028-12-31', '2029-12-31'),
        ('2024-12-31', '2027-06-30', '2027-01-01', 'planned', None, '2027-12-31'),
        # Earlier than the window: it counts from there.
        ('2024-12-31', '2025-06-30', '2025-07-01', 'later', '2027-06-30', '2028-06-30'),
    ],
)
def test_a_plan_is_reviewed_within_its_window_from_the_last_review(
    adopted_on: str | None, reviews: str, today: str, stage: str, from_on: str | None, by_on: str | None
) -> None:
    rhythm = own_rhythm.plan_review(day(adopted_on), days(reviews), ECCAR, date.fromisoformat(today))
    assert (rhythm.stage, rhythm.from_on, rhythm.by_on) == (stage, day(from_on), day(by_on))


def test_no_day_that_has_gone_by_is_ever_asked_for() -> None:
    for later in range(0, 2000, 7):
        today = date(2024, 2, 29) + timedelta(days=later)
        for rhythm in (
            own_rhythm.department_meetings(days('2024-02-29'), ECCAR, today),
            own_rhythm.steering_committee(days('2024-02-29'), STEERING_COMMITTEE_EVERY_MONTHS, today),
            own_rhythm.plan_review(date(2024, 2, 29), (), ECCAR, today),
        ):
            assert rhythm.stage in STAGES
            assert [each for each in (rhythm.from_on, rhythm.by_on, rhythm.planned_on) if each and each < today] == []


def test_what_has_been_is_told_in_order_with_the_last_day_and_the_next() -> None:
    rhythm = own_rhythm.department_meetings(days('2027-01-15 2026-10-01 2026-04-01 2027-03-01 2025-01-01'), ECCAR, date(2026, 12, 31))
    assert rhythm.held == days('2026-04-01 2026-10-01')
    assert (rhythm.last_on, rhythm.planned_on) == (date(2026, 10, 1), date(2027, 1, 15))


def test_a_day_at_the_end_of_the_calendar_may_be_set() -> None:
    assert own_rhythm.department_meetings([date.max], ECCAR, date(2026, 3, 10)).planned_on == date.max
