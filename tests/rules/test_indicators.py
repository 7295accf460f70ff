"""How an indicator stands on its way, which goals fit, and what a plan that follows takes along: tables of cases."""

from datetime import date
from decimal import Decimal

import pytest

from api.rules.indicators import WAYS, Point, Standing, copied, points, standing, why_not_correct, why_not_goals, why_not_measured_on
from api.rules.refusals import Refusal
from tests.rules.indicator_cases import CASES, Case, On


def _point(on: On | None) -> Point | None:
    return Point(date.fromisoformat(on[0]), Decimal(on[1])) if on else None


@pytest.mark.parametrize('case', CASES.values(), ids=CASES)
def test_where_it_stands(case: Case) -> None:
    goals = points([{'on': on, 'value': value} for on, value in case.goals])
    found = standing(
        baseline=_point(case.baseline),
        goals=goals,
        last=_point(case.last),
        direction=case.direction,
        today=date.fromisoformat(case.today),
    )
    following = next((goal for goal in goals if goal.on.isoformat() == case.next_on), None)
    assert found == Standing(following, case.percent, case.way)


def test_the_cases_hold_every_way() -> None:
    assert {case.way for case in CASES.values()} == {*WAYS, None}


@pytest.mark.parametrize(
    ('baseline', 'goals', 'wrong'),
    [
        (None, [], None),
        (None, ['2026-01-01', '2027-01-01'], None),
        (None, ['2026-01-01', '2026-01-01'], '2026-01-01'),
        ('2026-01-01', ['2026-01-02'], None),
        ('2026-01-01', ['2026-01-01'], '2026-01-01'),
        ('2026-01-01', ['2027-01-01', '2025-01-01'], '2025-01-01'),
    ],
)
def test_each_goal_has_a_day_of_its_own_after_the_baseline(baseline: str | None, goals: list[str], wrong: str | None) -> None:
    begun = _point((baseline, '0')) if baseline else None
    refused = why_not_goals(begun, points([{'on': day, 'value': '1'} for day in goals]))
    assert refused == (Refusal('goals-do-not-fit', {'date': wrong}) if wrong else None)


def test_a_value_was_measured_on_a_day_that_has_come() -> None:
    assert why_not_measured_on(date(2028, 2, 29), date(2028, 2, 29)) is None
    refused = Refusal('future-date', {'date': '2028-03-01', 'today': '2028-02-29'})
    assert why_not_measured_on(date(2028, 3, 1), date(2028, 2, 29)) == refused


@pytest.mark.parametrize(
    ('is_of_indicator', 'is_corrected', 'code'),
    [(True, False, None), (True, True, 'already-corrected'), (False, False, 'corrects-another-indicator')],
)
def test_a_value_is_corrected_once_by_one_of_the_same_indicator(*, is_of_indicator: bool, is_corrected: bool, code: str | None) -> None:
    refused = why_not_correct(is_of_indicator=is_of_indicator, is_corrected=is_corrected)
    assert (refused and refused.code) == code


def test_a_plan_that_follows_begins_where_the_last_one_ended() -> None:
    kept = {
        'name': 'Complaints', 'unit': 'cases', 'measures': 'Heard.', 'survey_method': 'Counted.', 'effect': 'fewer_incidents',
        'direction': 'down',
    }  # fmt: skip
    begun = {'baseline_on': date(2026, 1, 1), 'baseline_value': Decimal(40)}
    former = {**kept, **begun, 'goals': [{'on': '2027-01-01', 'value': '20'}], 'stage': 'in_use', 'id': 'a', 'plan_id': 'b'}
    assert copied(former, None) == {**kept, **begun}
    last = Point(date(2028, 6, 1), Decimal(25))
    assert copied(former, last) == {**kept, 'baseline_on': last.on, 'baseline_value': last.value}
