"""Which by-laws are in force, and which cannot work."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from api.by_law_presets import PRESETS
from api.rules import by_laws
from api.rules.by_laws import ByLaws, figures_of, from_figures

ECCAR = PRESETS['eccar']


@dataclass(frozen=True)
class Version:
    """As much of a stored version as choosing needs."""

    number: int
    valid_from: date


FIRST, SECOND, THIRD = Version(1, date(2021, 1, 1)), Version(2, date(2024, 6, 15)), Version(3, date(2026, 1, 1))


@pytest.mark.parametrize(
    ('day', 'in_force'),
    [
        (date(2020, 12, 31), None),
        (date(2021, 1, 1), FIRST),
        (date(2024, 6, 14), FIRST),
        (date(2024, 6, 15), SECOND),
        (date(2030, 1, 1), THIRD),
    ],
)
def test_the_latest_version_that_has_begun_is_in_force_in_whatever_order_they_are_listed(day: date, in_force: Version | None) -> None:
    assert by_laws.in_force_on([FIRST, SECOND, THIRD], day) == in_force
    assert by_laws.in_force_on([THIRD, FIRST, SECOND], day) == in_force


def test_of_two_versions_of_one_day_the_one_listed_later_counts() -> None:
    corrected = Version(4, THIRD.valid_from)
    assert by_laws.in_force_on([FIRST, THIRD, corrected], date(2026, 5, 1)) == corrected


@pytest.mark.parametrize(('valid_from', 'refused'), [(date(2026, 3, 9), True), (date(2026, 3, 10), False), (date(2027, 1, 1), False)])
def test_new_by_laws_take_effect_today_or_later(valid_from: date, refused: bool) -> None:
    assert bool(by_laws.why_not_new_version(valid_from, date(2026, 3, 10))) is refused


def test_on_one_day_one_version_begins() -> None:
    refusal = by_laws.why_not_new_version(date(2026, 5, 1), date(2026, 3, 10), [date(2026, 5, 1)])
    assert refusal
    assert (refusal.code, refusal.parameters) == ('by-laws-day-taken', {'date': '2026-05-01'})
    assert by_laws.why_not_new_version(date(2026, 5, 2), date(2026, 3, 10), [date(2026, 5, 1)]) is None


@pytest.mark.parametrize('name', PRESETS)
def test_the_presets_can_work_and_survive_the_way_to_json_and_back(name: str) -> None:
    assert by_laws.problems_of(PRESETS[name]) == []
    assert from_figures(figures_of(PRESETS[name])) == PRESETS[name]


def test_eccar_asks_for_three_cities_of_two_countries_and_knows_no_index() -> None:
    assert (ECCAR.min_cities, ECCAR.min_countries, ECCAR.index_interval_months, ECCAR.stale_after_days) == (3, 2, None, 120)


def test_icc_asks_for_a_report_every_year_before_it_sponsors_and_for_the_index_every_three() -> None:
    icc = PRESETS['icc']
    assert (icc.report_cadence_months, icc.sponsorship_condition, icc.index_interval_months) == (12, 'annual_report', 36)
    assert icc.stale_after_days is None


@pytest.mark.parametrize(
    ('change', 'field', 'because'),
    [
        ({'min_cities': 0, 'min_countries': 0}, 'min_cities', 'zero'),
        ({'min_cities': -1, 'min_countries': -1}, 'min_cities', 'below_zero'),
        ({'min_countries': 4}, 'min_countries', 'more_countries_than_cities'),
        ({'broadcast_hold_hours': -1}, 'broadcast_hold_hours', 'below_zero'),
        ({'report_word_limit': 0}, 'report_word_limit', 'zero'),
        ({'report_cadence_months': 0}, 'report_cadence_months', 'zero'),
        ({'index_interval_months': 0}, 'index_interval_months', 'zero'),
        ({'stale_after_days': 0}, 'stale_after_days', 'zero'),
        ({'stale_after_days': -1}, 'stale_after_days', 'below_zero'),
        ({'plan_review_min_months': 37}, 'plan_review_min_months', 'window_reversed'),
        ({'department_meetings_min': 5}, 'department_meetings_min', 'window_reversed'),
        ({'sponsorship_condition': 'good_mood'}, 'sponsorship_condition', 'unknown_condition'),
        ({'reminder_days_before': (1, 7, 30)}, 'reminder_days_before', 'not_descending'),
        ({'reminder_days_before': (7, 7)}, 'reminder_days_before', 'not_descending'),
        ({'reminder_days_before': (7, -1)}, 'reminder_days_before', 'not_descending'),
        ({'reminder_days_after': (14, 7)}, 'reminder_days_after', 'not_ascending'),
        ({'reminder_every_days': 0}, 'reminder_every_days', 'zero'),
        ({'working_languages': ()}, 'working_languages', 'none_named'),
        ({'working_languages': ('en', 'de', 'en')}, 'working_languages', 'named_twice'),
    ],
)
def test_impossible_figures_are_named_with_what_is_wrong(change: dict[str, Any], field: str, because: str) -> None:
    problems = by_laws.problems_of(replace(ECCAR, **change))
    assert {'field': field, 'because': because} in [problem.parameters for problem in problems]
    assert {problem.code for problem in problems} == {'by-laws-impossible'}


@pytest.mark.parametrize(
    'change',
    [
        {'min_cities': 1, 'min_countries': 1},
        {'broadcast_hold_hours': 0},
        {'report_after_days': 0},
        {'department_meetings_min': 0, 'department_meetings_max': 4},
        {'plan_review_min_months': 36},
        {'reminder_days_before': (), 'reminder_days_after': ()},
        {'reminder_days_before': (7, 0), 'reminder_days_after': (7, 14)},
    ],
)
def test_unusual_figures_that_can_work_are_accepted(change: dict[str, Any]) -> None:
    assert by_laws.problems_of(replace(ECCAR, **change)) == []


def test_every_figure_is_needed_and_other_keys_are_ignored() -> None:
    figures = figures_of(ECCAR)
    assert from_figures({**figures, 'valid_from': '2026-01-01'}) == ECCAR
    for name in ByLaws.__slots__:
        with pytest.raises(KeyError, match=name):
            from_figures({key: value for key, value in figures.items() if key != name})
