"""What needs whom, and how urgently."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from api.rules.tasks import KINDS, Calendar, Fact, in_order, urgency_of, what_an_item_asks
from api.sentences import CATALOGUES

TODAY = date(2026, 3, 1)
CALENDAR = Calendar(TODAY, (30, 7, 1), stale_after_days=120)


def fact(
    kind: str = 'proposal_to_join', due_in: int | None = None, *, title: str = 'Fair housing', weight: int = 0, number: int = 1
) -> Fact:
    due_on = None if due_in is None else TODAY + timedelta(days=due_in)
    return Fact(kind, 'working_group', UUID(int=number), 'fair-housing', title, due_on, weight)


@pytest.mark.parametrize(
    ('kind', 'due_in', 'urgency'),
    [
        ('proposal_to_join', -1, 'overdue'),
        ('proposal_to_join', 0, 'soon'),
        ('proposal_to_join', 30, 'soon'),
        ('proposal_to_join', 31, None),
        ('proposal_to_join', None, 'when_you_can'),
        ('group_needs_lead', None, 'soon'),
        ('group_below_minimum', None, 'when_you_can'),
    ],
)
def test_a_task_is_as_urgent_as_its_day_and_those_who_wait(kind: str, due_in: int | None, urgency: str | None) -> None:
    assert urgency_of(fact(kind, due_in), CALENDAR) == urgency


def test_without_reminders_only_today_and_what_has_passed_ask_for_something() -> None:
    assert urgency_of(fact(due_in=0), Calendar(TODAY)) == 'soon'
    assert urgency_of(fact(due_in=1), Calendar(TODAY)) is None


def test_the_most_urgent_comes_first() -> None:
    facts = [
        fact('group_below_minimum', title='Undated'),
        fact('proposal_to_join', title='Lacks two', weight=2, number=4),
        fact('proposal_to_join', title='Lacks one', weight=1, number=3),
        fact('notice_held', 5, title='In five days'),
        fact('notice_held', 400, title='Far off'),
        fact('group_needs_lead', title='Others wait'),
        fact('notice_held', -3, title='Three days late'),
    ]
    titles = [task.fact.title for task in in_order((each, CALENDAR) for each in facts)]
    assert titles == ['Three days late', 'In five days', 'Others wait', 'Undated', 'Lacks one', 'Lacks two']


def test_each_network_counts_by_its_own_day() -> None:
    late, early = fact(due_in=0, title='Late', number=1), fact(due_in=0, title='Early', number=2)
    tasks = in_order([(early, CALENDAR), (late, Calendar(TODAY + timedelta(days=1)))])
    assert [(task.fact.title, task.urgency) for task in tasks] == [('Late', 'overdue'), ('Early', 'soon')]


@pytest.mark.parametrize(
    ('stage', 'due_in', 'silent_for', 'asks'),
    [
        ('in_progress', -1, 0, ('action_item_late', 1)),
        ('in_progress', -1, 500, ('action_item_late', 1)),
        ('planned', 0, 0, ('action_item_due', 0)),
        ('planned', 30, 500, ('action_item_due', 30)),
        ('planned', 31, 120, None),
        ('planned', 31, 121, ('action_item_stale', 121)),
        ('planned', None, 121, ('action_item_stale', 121)),
        ('completed', -1, 500, None),
        ('postponed', 5, 500, None),
    ],
)
def test_an_action_item_asks_for_one_thing_at_most(stage: str, due_in: int | None, silent_for: int, asks: tuple[str, int] | None) -> None:
    due_on = None if due_in is None else TODAY + timedelta(days=due_in)
    heard = TODAY - timedelta(days=silent_for)
    found = what_an_item_asks(stage, due_on=due_on, last_progress_on=heard, starts_on=None, recorded_on=heard, calendar=CALENDAR)
    assert found == asks


@pytest.mark.parametrize('kind', KINDS)
@pytest.mark.parametrize('language', CATALOGUES)
def test_every_kind_of_task_has_its_sentence(kind: str, language: str) -> None:
    assert f'task.{kind}' in CATALOGUES[language]
