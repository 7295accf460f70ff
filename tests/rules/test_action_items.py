"""Through which stages action items go, and on which days they are late and stale: tables of cases."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.action_items import (
    LIVE,
    STAGES,
    Because,
    narrowed,
    why_late,
    why_not_dates,
    why_not_in_group,
    why_not_move,
    why_not_shown_to,
    why_stale,
)
from api.rules.records import AUDIENCES, is_wider
from api.rules.refusals import Refusal

ALLOWED = {
    ('planned', 'in_progress'), ('planned', 'completed'), ('planned', 'postponed'), ('planned', 'cancelled'),
    ('in_progress', 'completed'), ('in_progress', 'postponed'), ('in_progress', 'cancelled'),
    ('completed', 'in_progress'),
    ('postponed', 'in_progress'), ('postponed', 'completed'), ('postponed', 'cancelled'),
    ('cancelled', 'in_progress'),
}  # fmt: skip
_days = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(('stage', 'to'), list(product(STAGES, STAGES)))
def test_an_item_moves_along_its_table_and_may_stay_where_it_is(stage: str, to: str) -> None:
    refusal = None if stage == to or (stage, to) in ALLOWED else Refusal('stage-does-not-allow', {'stage': stage, 'to': to})
    assert why_not_move(stage, to) == refusal


def test_whatever_was_closed_can_be_taken_up_again_and_nothing_is_planned_twice() -> None:
    assert all('in_progress' in STAGES[stage] for stage in STAGES if stage != 'in_progress')
    assert not any('planned' in moves for moves in STAGES.values())


@pytest.mark.parametrize(
    ('due', 'today', 'days'),
    [
        (None, '2028-02-29', None),
        ('2028-02-29', '2028-02-28', None),
        ('2028-02-29', '2028-02-29', None),
        ('2028-02-29', '2028-03-01', 1),
        ('2028-02-28', '2028-02-29', 1),
        ('2027-02-28', '2027-03-01', 1),
        ('2028-02-29', '2029-02-28', 365),
        ('2028-02-29', '2029-03-01', 366),
        ('2027-12-31', '2027-12-31', None),
        ('2027-12-31', '2028-01-01', 1),
        ('0001-01-01', '2028-01-01', 740_346),
        ('9999-12-31', '2028-01-01', None),
    ],
)
def test_an_item_is_late_from_the_day_after_it_was_due(due: str | None, today: str, days: int | None) -> None:
    due_on = date.fromisoformat(due) if due else None
    expected = Because('past_due', due_on, days) if due_on and days else None
    for stage in STAGES:
        assert why_late(stage, due_on, date.fromisoformat(today)) == (expected if stage in LIVE else None)


@pytest.mark.parametrize(
    ('last', 'start', 'recorded', 'today', 'expected'),
    [
        # From the latest update: on the 120th day it is not stale yet.
        ('2027-11-01', None, '2027-01-01', '2028-02-29', None),
        ('2027-11-01', None, '2027-01-01', '2028-03-01', ('no_progress', '2027-11-01', 121)),
        ('2028-02-29', None, '2027-01-01', '2028-06-28', None),
        ('2028-02-29', None, '2027-01-01', '2028-06-29', ('no_progress', '2028-02-29', 121)),
        # Across the end of a year.
        ('2027-09-03', None, '2027-01-01', '2027-12-31', None),
        ('2027-09-03', None, '2027-01-01', '2028-01-02', ('no_progress', '2027-09-03', 121)),
        # From the start, when nothing was reported since.
        (None, '2027-11-01', '2027-01-01', '2028-03-01', ('not_begun', '2027-11-01', 121)),
        ('2027-02-01', '2027-11-01', '2027-01-01', '2028-03-01', ('not_begun', '2027-11-01', 121)),
        ('2027-11-01', '2027-02-01', '2027-01-01', '2028-03-01', ('no_progress', '2027-11-01', 121)),
        ('2027-11-01', '2027-11-01', '2027-01-01', '2028-03-01', ('no_progress', '2027-11-01', 121)),
        # What begins later is not stale, however old the last word on it.
        ('2027-01-01', '2028-12-24', '2027-01-01', '2028-02-29', None),
        # From the day it was recorded, when neither is known.
        (None, None, '2027-11-01', '2028-02-29', None),
        (None, None, '2027-11-01', '2028-03-01', ('never_reported', '2027-11-01', 121)),
    ],
)
def test_an_item_is_stale_when_nobody_has_said_anything_for_more_days_than_the_by_laws_allow(
    last: str | None, start: str | None, recorded: str, today: str, expected: tuple[str, str, int] | None
) -> None:
    because = Because(expected[0], date.fromisoformat(expected[1]), expected[2]) if expected else None
    for stage in STAGES:
        found = why_stale(
            stage,
            last_progress_on=date.fromisoformat(last) if last else None,
            starts_on=date.fromisoformat(start) if start else None,
            recorded_on=date.fromisoformat(recorded),
            after_days=120,
            today=date.fromisoformat(today),
        )
        assert found == (because if stage in LIVE else None)


def test_where_the_by_laws_name_no_figure_nothing_is_stale() -> None:
    long_ago, today = date(2001, 1, 1), date(2028, 2, 29)
    assert why_stale('planned', last_progress_on=None, starts_on=None, recorded_on=long_ago, after_days=None, today=today) is None


@given(due=_days, today=_days, after=st.integers(1, 3660))
def test_days_are_counted_from_the_day_that_is_named(due: date, today: date, after: int) -> None:
    late = why_late('planned', due, today)
    stale = why_stale('planned', last_progress_on=due, starts_on=None, recorded_on=today, after_days=after, today=today)
    assert (late is not None) == (today > due)
    assert (stale is not None) == ((today - due).days > after)
    assert all(because.days == (today - because.since).days for because in (late, stale) if because)


@given(last=st.none() | _days, start=st.none() | _days, recorded=_days, today=_days, more=_days)
def test_a_word_on_an_item_never_makes_it_stale(last: date | None, start: date | None, recorded: date, today: date, more: date) -> None:
    def is_stale(latest: date | None) -> bool:
        because = why_stale('planned', last_progress_on=latest, starts_on=start, recorded_on=recorded, after_days=120, today=today)
        return because is not None

    if last is None or last <= more:
        assert is_stale(last) or not is_stale(more) or (last, start) == (None, None)


@pytest.mark.parametrize(
    ('start', 'due', 'is_refused'),
    [
        (None, None, False),
        ('2028-02-29', None, False),
        (None, '2028-02-29', False),
        ('2028-02-29', '2028-02-29', False),
        ('2028-02-29', '2028-02-28', True),
        ('2028-01-01', '2027-12-31', True),
    ],
)
def test_an_item_is_due_no_earlier_than_it_starts(start: str | None, due: str | None, is_refused: bool) -> None:
    refusal = why_not_dates(date.fromisoformat(start) if start else None, date.fromisoformat(due) if due else None)
    assert (refusal is not None) is is_refused


@pytest.mark.parametrize(('audience', 'item'), list(product(AUDIENCES, AUDIENCES)))
def test_an_update_is_shown_to_no_more_people_than_its_item(audience: str, item: str) -> None:
    refusal = why_not_shown_to(audience, item='Train landlords', item_audience=item)
    assert (refusal is not None) is is_wider(audience, item)
    after = narrowed(audience, item)
    assert why_not_shown_to(after, item='Train landlords', item_audience=item) is None
    assert after in {audience, item}


def test_only_a_city_of_the_group_is_responsible_or_reports() -> None:
    assert why_not_in_group(city='Graz', group='Fair housing', is_member=True) is None
    refusal = Refusal('city-not-in-the-group', {'city': 'Graz', 'group': 'Fair housing'})
    assert why_not_in_group(city='Graz', group='Fair housing', is_member=False) == refusal
