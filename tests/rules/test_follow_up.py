"""What a city notes when it follows its plan up: what has been is on a day that has come, and is shared with nobody at first."""

from datetime import date

import pytest

from api.rules import follow_up
from api.rules.refusals import Refusal

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize('day', [None, date(2026, 2, 28), TODAY])
def test_what_has_been_is_noted_on_a_day_that_has_come_or_without_one(day: date | None) -> None:
    assert follow_up.why_not_been_on(day, TODAY) is None


def test_what_is_to_come_has_not_been() -> None:
    expected = Refusal('future-date', {'date': '2026-03-02', 'today': '2026-03-01'})
    assert follow_up.why_not_been_on(date(2026, 3, 2), TODAY) == expected


@pytest.mark.parametrize(
    ('asked_on', 'answered_on', 'why'),
    [
        (date(2026, 2, 1), None, None),
        (TODAY, TODAY, None),
        (date(2026, 2, 1), date(2026, 2, 28), None),
        (date(2026, 2, 1), date(2026, 1, 31), 'ends-before-start'),
        (date(2026, 3, 2), None, 'future-date'),
        (date(2026, 2, 1), date(2026, 3, 2), 'future-date'),
    ],
)
def test_what_was_asked_and_answered_is_noted_in_that_order_on_days_that_have_come(
    asked_on: date, answered_on: date | None, why: str | None
) -> None:
    refusal = follow_up.why_not_answered(asked_on, answered_on, TODAY)
    assert (refusal.code if refusal else None) == why


@pytest.mark.parametrize(
    ('of_plan', 'shared_with', 'audience'),
    [
        ('public', 'nobody', 'city_alone'),
        ('city_alone', 'public', 'city_alone'),
        ('members', 'office', 'own_city'),
        ('own_city', 'members', 'own_city'),
        ('public', 'public', 'public'),
    ],
)
def test_a_note_is_seen_by_whom_it_is_shared_with_and_by_no_more_than_its_plan(of_plan: str, shared_with: str, audience: str) -> None:
    assert follow_up.audience_of(of_plan, shared_with) == audience
