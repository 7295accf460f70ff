"""When a milestone is late, and what may become of it: tables of cases."""

from datetime import date, timedelta

import pytest

from api.rules.action_items import Because
from api.rules.milestones import STAGES, why_late, why_not_done_on, why_not_move
from api.rules.refusals import Refusal

# Each is the day that a milestone is due, and looked at on the days around it: leap days and ends of months and years among them.
DUE = [
    date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 28), date(2025, 3, 1), date(2026, 2, 28), date(2027, 12, 30),
    date(2027, 12, 31), date(2028, 1, 1), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1), date(2032, 2, 29), date(2000, 2, 29),
    date(2100, 2, 28), date(2100, 3, 1), date(2026, 3, 29), date(2026, 10, 25), date(2026, 1, 31), date(2026, 4, 30),
]  # fmt: skip
# As it was counted by hand: the day, the day after in the calendar.
FOLLOWING = {
    date(2024, 2, 28): date(2024, 2, 29), date(2024, 2, 29): date(2024, 3, 1), date(2025, 2, 28): date(2025, 3, 1),
    date(2026, 2, 28): date(2026, 3, 1), date(2027, 12, 31): date(2028, 1, 1), date(2028, 2, 28): date(2028, 2, 29),
    date(2028, 2, 29): date(2028, 3, 1), date(2100, 2, 28): date(2100, 3, 1), date(2000, 2, 29): date(2000, 3, 1),
    date(2026, 1, 31): date(2026, 2, 1), date(2026, 4, 30): date(2026, 5, 1),
}  # fmt: skip


@pytest.mark.parametrize('due_on', DUE)
@pytest.mark.parametrize('days', [-366, -1, 0, 1, 366])
def test_a_milestone_is_late_from_the_day_after_it_was_due(due_on: date, days: int) -> None:
    today = due_on + timedelta(days=days)
    assert why_late('open', due_on, today) == (Because('past_due', due_on, days) if days > 0 else None)


@pytest.mark.parametrize(('due_on', 'following'), FOLLOWING.items())
def test_it_is_late_on_the_day_that_follows_in_the_calendar(due_on: date, following: date) -> None:
    assert why_late('open', due_on, due_on) is None
    assert why_late('open', due_on, following) == Because('past_due', due_on, 1)


@pytest.mark.parametrize('stage', ['done', 'withdrawn'])
def test_what_is_done_or_taken_out_is_not_late(stage: str) -> None:
    assert why_late(stage, date(2020, 1, 1), date(2028, 1, 1)) is None


@pytest.mark.parametrize(
    ('stage', 'to', 'may'),
    [
        ('open', 'open', True), ('open', 'done', True), ('open', 'withdrawn', True),
        ('done', 'open', True), ('done', 'done', True), ('done', 'withdrawn', False),
        ('withdrawn', 'open', True), ('withdrawn', 'done', False), ('withdrawn', 'withdrawn', True),
    ],
)  # fmt: skip
def test_it_is_reached_taken_out_and_opened_again(stage: str, to: str, *, may: bool) -> None:
    assert why_not_move(stage, to) == (None if may else Refusal('stage-does-not-allow', {'stage': stage, 'to': to}))


def test_every_stage_is_one_that_the_table_knows() -> None:
    assert {to for allowed in STAGES.values() for to in allowed} <= set(STAGES)


@pytest.mark.parametrize(('day', 'may'), [(date(2028, 2, 28), True), (date(2028, 2, 29), True), (date(2028, 3, 1), False)])
def test_it_was_reached_on_a_day_that_has_come(day: date, *, may: bool) -> None:
    refused = Refusal('future-date', {'date': day.isoformat(), 'today': '2028-02-29'})
    assert why_not_done_on(day, date(2028, 2, 29)) == (None if may else refused)
