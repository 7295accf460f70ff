"""On which days what is due is late, and what nobody speaks of is stale: forty days, with leap days and the ends of years."""

from datetime import date

import pytest

from api.rules.action_items import LIVE, STAGES, why_late, why_stale

AFTER_DAYS = 120
# The day that is looked at; how many days ago it was due on 2028-02-29 and on 2027-12-31; since the last word on each of these days.
DAYS: tuple[tuple[str, int, int], ...] = (
    ('2026-12-31', -425, -365), ('2027-01-01', -424, -364), ('2027-02-28', -366, -306), ('2027-03-01', -365, -305),
    ('2027-06-30', -244, -184), ('2027-11-30', -91, -31), ('2027-12-30', -61, -1), ('2027-12-31', -60, 0),
    ('2028-01-01', -59, 1), ('2028-01-02', -58, 2), ('2028-01-31', -29, 31), ('2028-02-01', -28, 32),
    ('2028-02-27', -2, 58), ('2028-02-28', -1, 59), ('2028-02-29', 0, 60), ('2028-03-01', 1, 61),
    ('2028-03-02', 2, 62), ('2028-03-31', 31, 91), ('2028-04-01', 32, 92), ('2028-04-28', 59, 119),
    ('2028-04-29', 60, 120), ('2028-04-30', 61, 121), ('2028-05-01', 62, 122), ('2028-06-27', 119, 179),
    ('2028-06-28', 120, 180), ('2028-06-29', 121, 181), ('2028-06-30', 122, 182), ('2028-10-29', 243, 303),
    ('2028-12-30', 305, 365), ('2028-12-31', 306, 366), ('2029-01-01', 307, 367), ('2029-02-27', 364, 424),
    ('2029-02-28', 365, 425), ('2029-03-01', 366, 426), ('2029-12-31', 671, 731), ('2030-01-01', 672, 732),
    ('2031-12-31', 1401, 1461), ('2032-01-01', 1402, 1462), ('2032-02-29', 1461, 1521), ('2032-03-01', 1462, 1522),
)  # fmt: skip


def test_the_table_has_forty_days() -> None:
    assert len({day for day, *_ in DAYS}) == 40
    assert {'2028-02-29', '2032-02-29', '2027-12-31', '2028-12-31', '2029-01-01'} <= {day for day, *_ in DAYS}


@pytest.mark.parametrize(('day', 'since_leap_day', 'since_years_end'), DAYS)
def test_what_is_due_is_late_from_the_next_day_on(day: str, since_leap_day: int, since_years_end: int) -> None:
    today = date.fromisoformat(day)
    for due, days in ((date(2028, 2, 29), since_leap_day), (date(2027, 12, 31), since_years_end)):
        for stage in STAGES:
            found = why_late(stage, due, today)
            assert (found and (found.since, found.days)) == ((due, days) if days > 0 and stage in LIVE else None)


@pytest.mark.parametrize(('day', 'since_leap_day', 'since_years_end'), DAYS)
def test_silence_makes_stale_after_the_days_of_the_by_laws(day: str, since_leap_day: int, since_years_end: int) -> None:
    today = date.fromisoformat(day)
    for last, days in ((date(2028, 2, 29), since_leap_day), (date(2027, 12, 31), since_years_end)):
        for stage in STAGES:
            found = why_stale(
                stage, last_progress_on=last, starts_on=None, recorded_on=date(2026, 1, 1), after_days=AFTER_DAYS, today=today
            )
            is_stale = days > AFTER_DAYS and stage in LIVE
            assert (found and (found.code, found.since, found.days)) == (('no_progress', last, days) if is_stale else None)
