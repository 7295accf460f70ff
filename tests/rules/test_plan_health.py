"""What a plan's health advises: a table of cases."""

from dataclasses import replace
from datetime import date

import pytest

from api.rules.plan_health import Action, Advice, health

TODAY = date(2028, 3, 1)
SOUND = Action(
    'a', 'in_progress', date(2028, 1, 1), department='Housing', starts_on=date(2028, 1, 1), due_on=date(2028, 12, 31),
    last_progress_on=date(2028, 2, 1), target_groups=('general_population',),
)  # fmt: skip


def _advised(*actions: Action, after_days: int | None = 120) -> list[Advice]:
    return list(health(actions, after_days=after_days, today=TODAY))


@pytest.mark.parametrize(
    ('changed', 'advice'),
    [
        ({}, []),
        ({'has_contact': False}, [Advice('no_contact', 'red', 'a')]),
        ({'department': None}, [Advice('no_department', 'advice', 'a')]),
        ({'due_on': None}, [Advice('no_end_date', 'advice', 'a')]),
        ({'has_criterion': False}, [Advice('no_completion_criterion', 'advice', 'a')]),
        ({'is_agreed': False}, [Advice('no_agreement', 'advice', 'a')]),
        ({'is_agreed': False, 'department': None}, [Advice('no_department', 'advice', 'a')]),
        ({'has_indicator': False}, [Advice('no_indicator', 'advice', 'a')]),
        ({'late_milestone_on': date(2028, 2, 29)}, [Advice('milestone_past_due', 'advice', 'a', date(2028, 2, 29), 1)]),
        ({'target_groups': ('tenants',)}, [Advice('nothing_for_general_population', 'advice')]),
        ({'due_on': date(2028, 2, 29)}, [Advice('past_due', 'advice', 'a', date(2028, 2, 29), 1)]),
        ({'due_on': TODAY}, []),
        (
            {'starts_on': date(2027, 1, 1), 'last_progress_on': date(2027, 11, 1)},
            [Advice('no_progress', 'advice', 'a', date(2027, 11, 1), 121)],
        ),
        ({'starts_on': date(2027, 11, 1), 'last_progress_on': None}, [Advice('not_begun', 'advice', 'a', date(2027, 11, 1), 121)]),
        (
            {'recorded_on': date(2027, 11, 1), 'starts_on': None, 'last_progress_on': None},
            [Advice('never_reported', 'advice', 'a', date(2027, 11, 1), 121)],
        ),
    ],
)
def test_what_an_action_lacks_is_remarked_on(changed: dict[str, object], advice: list[Advice]) -> None:
    assert _advised(replace(SOUND, **changed)) == advice  # type: ignore[arg-type]  # a row of the table names its columns


@pytest.mark.parametrize('stage', ['completed', 'postponed', 'cancelled'])
def test_what_is_not_expected_any_more_is_left_in_peace(stage: str) -> None:
    assert _advised(Action('a', stage, date(2020, 1, 1), has_contact=False)) == []


def test_the_one_red_flag_comes_first() -> None:
    unsound = replace(SOUND, id='b', has_contact=False)
    assert [advice.code for advice in _advised(replace(SOUND, department=None), unsound)] == ['no_contact', 'no_department']


def test_a_plan_without_actions_is_advised_nothing_and_by_laws_without_a_figure_call_nothing_stale() -> None:
    assert _advised() == []
    assert _advised(replace(SOUND, last_progress_on=None, starts_on=date(2020, 1, 1)), after_days=None) == []
