"""Through which stages a city's plan goes, and with whom it is shared: tables of cases."""

from datetime import date
from itertools import product

import pytest

from api.audiences import AUDIENCES as EVERY_AUDIENCE
from api.rules import plans
from api.rules.refusals import Refusal

ALLOWED = {
    ('drafting', 'consultation'), ('drafting', 'adopted'), ('consultation', 'drafting'), ('consultation', 'adopted'),
    ('adopted', 'in_force'), ('adopted', 'superseded'), ('in_force', 'under_review'), ('in_force', 'superseded'),
    ('under_review', 'in_force'), ('under_review', 'superseded'),
}  # fmt: skip
SHARED = ('nobody', 'office', 'advisers', 'members', 'public')


@pytest.mark.parametrize(('stage', 'to'), list(product(plans.STAGES, plans.STAGES)))
def test_a_plan_moves_along_its_table(stage: str, to: str) -> None:
    refusal = None if (stage, to) in ALLOWED else Refusal('stage-does-not-allow', {'stage': stage, 'to': to})
    assert plans.why_not_move(stage, to) == refusal


@pytest.mark.parametrize('stage', plans.STAGES)
@pytest.mark.parametrize(
    ('names', 'adopted', 'superseded'),
    [
        ((), None, 'plan-superseded'),
        (('title',), 'plan-adopted', 'plan-adopted'),
        (('resources', 'ends_on'), 'plan-adopted', 'plan-adopted'),
        (('coordination_team_ids', 'political_head_id'), None, 'plan-superseded'),
        (('signed_on', 'decision_url'), None, 'plan-superseded'),
    ],
)
def test_what_was_adopted_is_not_rewritten_and_who_carries_it_may_change(
    stage: str, names: tuple[str, ...], adopted: str | None, superseded: str
) -> None:
    expected = None if stage in {'drafting', 'consultation'} else superseded if stage == 'superseded' else adopted
    found = plans.why_not_change(stage, 'Graz for all', names)
    assert found == (Refusal(expected, {'plan': 'Graz for all'}) if expected else None)


@pytest.mark.parametrize(
    ('stage', 'day', 'refused'),
    [
        ('drafting', None, None),
        ('drafting', '2028-02-28', 'stage-does-not-allow'),
        ('consultation', '2028-02-28', 'stage-does-not-allow'),
        ('adopted', '2028-02-28', None),
        ('adopted', '2028-02-29', None),
        ('adopted', '2028-03-01', 'future-date'),
        ('under_review', '2027-12-31', None),
    ],
)
def test_a_plan_is_signed_on_a_day_that_has_come_once_it_was_adopted(stage: str, day: str | None, refused: str | None) -> None:
    found = plans.why_not_signed_on(stage, date.fromisoformat(day) if day else None, date(2028, 2, 29))
    assert (found and found.code) == refused


@pytest.mark.parametrize(
    ('day', 'allowed'), [('2028-02-28', True), ('2028-02-29', True), ('2028-03-01', False), ('0001-01-01', True), ('9999-12-31', False)]
)
def test_a_plan_is_adopted_on_a_day_that_has_come(day: str, *, allowed: bool) -> None:
    refusal = None if allowed else Refusal('future-date', {'date': day, 'today': '2028-02-29'})
    assert plans.why_not_adopted_on(date.fromisoformat(day), date(2028, 2, 29)) == refusal


@pytest.mark.parametrize(
    ('start', 'end', 'allowed'),
    [
        (None, None, True),
        ('2028-01-01', None, True),
        (None, '2028-01-01', True),
        ('2028-01-01', '2029-01-01', True),
        ('2028-01-01', '2027-12-31', False),
    ],
)
def test_a_period_does_not_end_before_it_starts(start: str | None, end: str | None, *, allowed: bool) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    assert (plans.why_not_period(first, last) is None) is allowed


@pytest.mark.parametrize(
    ('shared_with', 'audience'),
    [('nobody', 'city_alone'), ('office', 'own_city'), ('advisers', 'advisers'), ('members', 'members'), ('public', 'public')],
)
def test_each_step_of_sharing_has_its_audience(shared_with: str, audience: str) -> None:
    assert plans.audience_of(shared_with) == audience
    assert plans.SHARED_WITH[audience] == shared_with
    assert audience in EVERY_AUDIENCE


@pytest.mark.parametrize(('first', 'second'), list(product(SHARED, SHARED)))
def test_an_action_is_never_shown_to_more_than_its_plan(first: str, second: str) -> None:
    assert plans.narrower(first, second) == SHARED[min(SHARED.index(first), SHARED.index(second))]
