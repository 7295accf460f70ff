"""What a plan is advised, in what rhythm its city works, what it covers, who sees it: on forty days, with leap days and years' ends."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from api.by_law_presets import PRESETS
from api.plan_library import STEERING_COMMITTEE_EVERY_MONTHS
from api.rules import own_rhythm, plan_health, plans
from api.rules.coverage import Commitment, Frame, Placed, Track, coverage
from tests.rules.test_late_and_stale_days import AFTER_DAYS, DAYS

ECCAR = PRESETS['eccar']
YEARS_END, LEAP_DAY = date(2027, 12, 31), date(2028, 2, 29)
SMALL = Frame('small', (Commitment(1, {}),), (Track(1, soft=True, names={}), Track(2, soft=False, names={})))
Row = tuple[str, int, str, str, str, int | None, int | None, int]
# The day. Departments and committee meet at the end of the year and on the leap day, the plan is adopted on the leap day: how many meetings
# are of the last twelve months, how the next ones of departments and committee stand, and the review. An action is due on the leap day and
# was last spoken of at the end of the year: for how many days it is late, and how long nobody has spoken. Of three actions one is cancelled
# on the first of March, one is completed on the leap day, one is added at the end of 2028: how many cover something.
TABLE: tuple[Row, ...] = (
    ('2026-12-31', 0, 'planned', 'planned', 'later', None, None, 2),
    ('2027-01-01', 0, 'planned', 'planned', 'later', None, None, 2),
    ('2027-02-28', 0, 'planned', 'planned', 'later', None, None, 2),
    ('2027-03-01', 0, 'planned', 'planned', 'later', None, None, 2),
    ('2027-06-30', 0, 'planned', 'planned', 'later', None, None, 2),
    ('2027-11-30', 0, 'planned', 'planned', 'later', None, None, 2),
    ('2027-12-30', 0, 'planned', 'planned', 'later', None, None, 2),
    ('2027-12-31', 1, 'planned', 'planned', 'later', None, None, 2),
    ('2028-01-01', 1, 'planned', 'planned', 'later', None, None, 2),
    ('2028-01-02', 1, 'planned', 'planned', 'later', None, None, 2),
    ('2028-01-31', 1, 'planned', 'planned', 'later', None, None, 2),
    ('2028-02-01', 1, 'planned', 'planned', 'later', None, None, 2),
    ('2028-02-27', 1, 'planned', 'planned', 'later', None, None, 2),
    ('2028-02-28', 1, 'planned', 'planned', 'later', None, None, 2),
    ('2028-02-29', 2, 'later', 'welcome', 'later', None, None, 2),
    ('2028-03-01', 2, 'later', 'welcome', 'later', 1, None, 1),
    ('2028-03-02', 2, 'later', 'welcome', 'later', 2, None, 1),
    ('2028-03-31', 2, 'later', 'welcome', 'later', 31, None, 1),
    ('2028-04-01', 2, 'later', 'welcome', 'later', 32, None, 1),
    ('2028-04-28', 2, 'later', 'welcome', 'later', 59, None, 1),
    ('2028-04-29', 2, 'later', 'welcome', 'later', 60, None, 1),
    ('2028-04-30', 2, 'later', 'welcome', 'later', 61, 121, 1),
    ('2028-05-01', 2, 'later', 'welcome', 'later', 62, 122, 1),
    ('2028-06-27', 2, 'welcome', 'welcome', 'later', 119, 179, 1),
    ('2028-06-28', 2, 'welcome', 'welcome', 'later', 120, 180, 1),
    ('2028-06-29', 2, 'welcome', 'welcome', 'later', 121, 181, 1),
    ('2028-06-30', 2, 'welcome', 'welcome', 'later', 122, 182, 1),
    ('2028-10-29', 2, 'welcome', 'welcome', 'later', 243, 303, 1),
    ('2028-12-30', 2, 'welcome', 'welcome', 'later', 305, 365, 1),
    ('2028-12-31', 1, 'welcome', 'welcome', 'later', 306, 366, 2),
    ('2029-01-01', 1, 'welcome', 'welcome', 'later', 307, 367, 2),
    ('2029-02-27', 1, 'welcome', 'welcome', 'later', 364, 424, 2),
    ('2029-02-28', 0, 'welcome', 'welcome', 'later', 365, 425, 2),
    ('2029-03-01', 0, 'welcome', 'welcome', 'later', 366, 426, 2),
    ('2029-12-31', 0, 'welcome', 'welcome', 'later', 671, 731, 2),
    ('2030-01-01', 0, 'welcome', 'welcome', 'later', 672, 732, 2),
    ('2031-12-31', 0, 'welcome', 'welcome', 'welcome', 1401, 1461, 2),
    ('2032-01-01', 0, 'welcome', 'welcome', 'welcome', 1402, 1462, 2),
    ('2032-02-29', 0, 'welcome', 'welcome', 'welcome', 1461, 1521, 2),
    ('2032-03-01', 0, 'welcome', 'welcome', 'welcome', 1462, 1522, 2),
)  # fmt: skip
SHARES = tuple(plans.AUDIENCES)


def test_the_table_has_the_forty_days() -> None:
    assert [row[0] for row in TABLE] == [row[0] for row in DAYS]


@pytest.mark.parametrize('row', TABLE, ids=[row[0] for row in TABLE])
def test_a_city_works_in_its_own_rhythm(row: Row) -> None:
    today, meetings = date.fromisoformat(row[0]), (YEARS_END, LEAP_DAY)
    departments = own_rhythm.department_meetings(meetings, ECCAR, today)
    committee = own_rhythm.steering_committee(meetings, STEERING_COMMITTEE_EVERY_MONTHS, today)
    review = own_rhythm.plan_review(LEAP_DAY, (), ECCAR, today)
    assert (len(departments.held), departments.stage, committee.stage, review.stage) == row[1:5]


@pytest.mark.parametrize('row', TABLE, ids=[row[0] for row in TABLE])
def test_a_plan_is_advised_of_what_is_late_and_of_silence(row: Row) -> None:
    today, late, silent = date.fromisoformat(row[0]), row[5], row[6]
    action = plan_health.Action(
        id='a', stage='in_progress', recorded_on=date(2026, 1, 1), department='d', due_on=LEAP_DAY, last_progress_on=YEARS_END,
        target_groups=['general_population'],
    )  # fmt: skip
    expected = [
        plan_health.Advice(code, 'advice', 'a', since, days)
        for code, since, days in (('past_due', LEAP_DAY, late), ('no_progress', YEARS_END, silent))
        if days is not None
    ]
    for stage in ('in_progress', 'completed'):
        found = plan_health.health([replace(action, stage=stage)], after_days=AFTER_DAYS, today=today)
        assert list(found) == (expected if stage == 'in_progress' else [])


@pytest.mark.parametrize('row', TABLE, ids=[row[0] for row in TABLE])
def test_a_plan_covers_what_stands_on_the_day(row: Row) -> None:
    today = date.fromisoformat(row[0])
    first = Placed('cancelled' if today >= date(2028, 3, 1) else 'in_progress', [(1, 1)])
    second = Placed('completed' if today >= LEAP_DAY else 'in_progress', [(1, 1)])
    third = [Placed('planned', [(1, 2)])] if today >= date(2028, 12, 31) else []
    found = coverage(SMALL, [first, second, *third])
    assert (found.total, found.gaps) == (row[7], () if third else ((1, 2),))


@pytest.mark.parametrize(('number', 'row'), list(enumerate(TABLE)), ids=[row[0] for row in TABLE])
def test_no_day_shares_anything(number: int, row: Row) -> None:
    """A record is seen by the fewer of those who see it and its plan; no day, adoption or period makes it more."""
    pairs = list(product(SHARES, SHARES))
    plan, own = pairs[number % len(pairs)]
    narrow = SHARES[min(SHARES.index(plan), SHARES.index(own))]
    assert plans.narrower(plan, own) == narrow
    assert plans.SHARED_WITH[plans.audience_of(narrow)] == narrow
    day = date.fromisoformat(row[0])
    assert (plans.why_not_adopted_on(LEAP_DAY, day) is None) == (day >= LEAP_DAY)
