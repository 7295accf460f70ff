"""Which actions go on in the plan that follows, and on which days: forty days, with leap days and the ends of years."""

from datetime import date, timedelta

import pytest

from api.rules import plan_successors as successors

# A day of an action under a plan from 2026-01-01; the same under one from 2029-01-01, three years later; and under one from
# 2029-01-15, which is 1110 days later.
DAYS: tuple[tuple[str, str, str], ...] = (
    ('2026-01-01', '2029-01-01', '2029-01-15'), ('2026-01-31', '2029-01-31', '2029-02-14'), ('2026-02-01', '2029-02-01', '2029-02-15'),
    ('2026-02-28', '2029-02-28', '2029-03-14'), ('2026-03-01', '2029-03-01', '2029-03-15'), ('2026-03-31', '2029-03-31', '2029-04-14'),
    ('2026-04-30', '2029-04-30', '2029-05-14'), ('2026-05-31', '2029-05-31', '2029-06-14'), ('2026-06-30', '2029-06-30', '2029-07-14'),
    ('2026-07-01', '2029-07-01', '2029-07-15'), ('2026-07-31', '2029-07-31', '2029-08-14'), ('2026-08-31', '2029-08-31', '2029-09-14'),
    ('2026-09-30', '2029-09-30', '2029-10-14'), ('2026-10-31', '2029-10-31', '2029-11-14'), ('2026-11-30', '2029-11-30', '2029-12-14'),
    ('2026-12-17', '2029-12-17', '2029-12-31'), ('2026-12-18', '2029-12-18', '2030-01-01'), ('2026-12-31', '2029-12-31', '2030-01-14'),
    ('2027-01-01', '2030-01-01', '2030-01-15'), ('2027-02-28', '2030-02-28', '2030-03-14'), ('2027-03-01', '2030-03-01', '2030-03-15'),
    ('2027-06-30', '2030-06-30', '2030-07-14'), ('2027-12-31', '2030-12-31', '2031-01-14'), ('2028-01-01', '2031-01-01', '2031-01-15'),
    ('2028-01-31', '2031-01-31', '2031-02-14'), ('2028-02-14', '2031-02-14', '2031-02-28'), ('2028-02-15', '2031-02-15', '2031-03-01'),
    ('2028-02-28', '2031-02-28', '2031-03-14'), ('2028-02-29', '2031-02-28', '2031-03-15'), ('2028-03-01', '2031-03-01', '2031-03-16'),
    ('2028-06-30', '2031-06-30', '2031-07-15'), ('2028-12-16', '2031-12-16', '2031-12-31'), ('2028-12-17', '2031-12-17', '2032-01-01'),
    ('2028-12-31', '2031-12-31', '2032-01-15'), ('2029-01-01', '2032-01-01', '2032-01-16'), ('2029-02-14', '2032-02-14', '2032-02-29'),
    ('2029-02-28', '2032-02-28', '2032-03-14'), ('2029-03-01', '2032-03-01', '2032-03-15'), ('2029-12-31', '2032-12-31', '2033-01-14'),
    ('2025-12-31', '2028-12-31', '2029-01-14'),
)  # fmt: skip
FORMER = date(2026, 1, 1)


def test_the_table_has_forty_days() -> None:
    assert len({day for day, *_ in DAYS}) == 40


@pytest.mark.parametrize(('day', 'by_months', 'by_days'), DAYS)
def test_a_day_keeps_its_distance_from_the_first_day_of_its_plan(day: str, by_months: str, by_days: str) -> None:
    there = date.fromisoformat(day)
    assert successors.shifted(there, FORMER, date(2029, 1, 1)) == date.fromisoformat(by_months)
    assert successors.shifted(there, FORMER, date(2029, 1, 15)) == date.fromisoformat(by_days) == there + timedelta(days=1110)
    assert successors.shifted(there, FORMER, FORMER) == there


@pytest.mark.parametrize(
    ('day', 'former', 'following'),
    [
        (None, FORMER, date(2029, 1, 1)),
        (date(2026, 6, 30), None, date(2029, 1, 1)),
        (date(2026, 6, 30), FORMER, None),
        (date(9999, 12, 31), FORMER, date(2029, 1, 1)),
        (date(9999, 12, 31), FORMER, date(2029, 1, 15)),
        (date(1, 1, 1), FORMER, date(2025, 1, 1)),
    ],
)
def test_a_day_without_a_distance_or_past_the_calendar_is_open(day: date | None, former: date | None, following: date | None) -> None:
    assert successors.shifted(day, former, following) is None


@pytest.mark.parametrize(('evaluation', 'origin'), [('keep', 'existing'), ('change', 'enhanced'), ('drop', None), (None, None)])
def test_what_is_kept_or_changed_goes_on(evaluation: str | None, origin: str | None) -> None:
    assert successors.goes_on_as(evaluation) == origin
