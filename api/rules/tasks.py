"""Knows what needs whom, and how urgently: open facts become tasks, the most urgent first, each with its one act.

| urgency      | when                                                                                  |
| ------------ | ------------------------------------------------------------------------------------- |
| overdue      | its day has passed                                                                    |
| soon         | its day is as near as the first reminder, or others wait for it whatever day it is    |
| when_you_can | nobody waits, and no day is set                                                       |
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID

from api.rules import action_items

Urgency = Literal['overdue', 'soon', 'when_you_can']
URGENCIES: tuple[Urgency, ...] = ('overdue', 'soon', 'when_you_can')


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of task: the operation that does it, and whether others wait for it even when it has no day."""

    act: str
    others_wait: bool = False


# In this order where two are equally urgent.
KINDS: Mapping[str, Kind] = {
    'declaration_due': Kind('declare_working_group', others_wait=True),
    'report_returned': Kind('update_report', others_wait=True),
    'report_owed': Kind('start_report', others_wait=True),
    'report_to_submit': Kind('submit_report', others_wait=True),
    'report_to_decide': Kind('decide_report', others_wait=True),
    'report_to_table': Kind('table_report', others_wait=True),
    'action_item_late': Kind('record_progress'),
    'action_item_due': Kind('record_progress'),
    'call_to_answer': Kind('answer_call_for_interest', others_wait=True),
    'minutes_missing': Kind('record_minutes', others_wait=True),
    'assembly_to_close': Kind('close_assembly', others_wait=True),
    'meeting_ahead': Kind('get_meeting'),
    'group_needs_lead': Kind('hand_over_lead', others_wait=True),
    'invitation_to_confirm': Kind('join_working_group', others_wait=True),
    'participation_to_answer': Kind('admit_participation_request', others_wait=True),
    'interest_to_confirm': Kind('join_working_group', others_wait=True),
    'idea_to_send': Kind('send_call_for_interest', others_wait=True),
    'call_to_conclude': Kind('propose_idea', others_wait=True),
    'notice_held': Kind('send_broadcast', others_wait=True),
    'cities_without_reader': Kind('create_invitation', others_wait=True),
    'mails_not_delivered': Kind('update_person', others_wait=True),
    'contact_not_shown': Kind('create_contact_point', others_wait=True),
    'support_request_open': Kind('answer_support_request', others_wait=True),
    'funding_request_open': Kind('decide_funding_request', others_wait=True),
    'group_undeclared': Kind('declare_working_group', others_wait=True),
    'action_item_stale': Kind('record_progress', others_wait=True),
    'group_below_minimum': Kind('join_working_group'),
    'network_in_preparation': Kind('launch_network'),
    'person_without_role': Kind('erase_person'),
    'proposal_to_join': Kind('join_working_group'),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """What lies open: which kind of task it makes, about what, until when, and what its sentence and its link need."""

    kind: str
    subject_type: str
    subject_id: UUID
    slug: str | None
    title: str
    due_on: date | None = None
    weight: int = 0
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A network's day, and the figures of its by-laws that say what comes soon and what is stale."""

    today: date
    reminder_days_before: Sequence[int] = ()
    stale_after_days: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A fact with its urgency and its act."""

    fact: Fact
    urgency: Urgency
    act: str


def is_near(day: date, calendar: Calendar) -> bool:
    """A day is near once the first reminder of it goes out.

    Rule: tasks. Figures: reminder_days_before. Decided here.
    """
    return (day - calendar.today).days <= max(calendar.reminder_days_before, default=0)


def urgency_of(fact: Fact, calendar: Calendar) -> Urgency | None:
    """What is past its day is overdue. What falls due within the first reminder, or what others wait for, comes soon.

    The rest is done when one can. A day farther off than the first reminder asks for nothing yet.

    Returns None when it is no task yet.

    Rule: tasks. Figures: reminder_days_before. Decided here.
    """
    if fact.due_on is None:
        return 'soon' if KINDS[fact.kind].others_wait else 'when_you_can'
    if fact.due_on < calendar.today:
        return 'overdue'
    return 'soon' if is_near(fact.due_on, calendar) else None


def what_an_item_asks(
    stage: str, *, due_on: date | None, last_progress_on: date | None, starts_on: date | None, recorded_on: date, calendar: Calendar
) -> tuple[str, int] | None:
    """An action item asks its city for one thing: that it is late, else that it is due soon, else for word after a long silence.

    Returns the kind of task and the days that its sentence names, or None.

    Rule: tasks. Figures: reminder_days_before, stale_after_days. Decided here.
    """
    late = action_items.why_late(stage, due_on, calendar.today)
    if late is not None:
        return 'action_item_late', late.days
    if stage in action_items.LIVE and due_on is not None and is_near(due_on, calendar):
        return 'action_item_due', (due_on - calendar.today).days
    stale = action_items.why_stale(
        stage,
        last_progress_on=last_progress_on,
        starts_on=starts_on,
        recorded_on=recorded_on,
        after_days=calendar.stale_after_days,
        today=calendar.today,
    )
    return ('action_item_stale', stale.days) if stale is not None else None


def in_order(facts: Iterable[tuple[Fact, Calendar]]) -> list[Task]:
    """The most urgent first; of two alike the earlier day, then the graver kind, then what lacks least, then by title.

    Takes each fact with the calendar of its network.

    Rule: tasks. Figures: reminder_days_before. Decided here.
    """
    kinds = list(KINDS)
    tasks = []
    for fact, calendar in facts:
        urgency = urgency_of(fact, calendar)
        if urgency is not None:
            tasks.append(Task(fact, urgency, KINDS[fact.kind].act))
    return sorted(
        tasks,
        key=lambda task: (
            URGENCIES.index(task.urgency),
            task.fact.due_on or date.max,
            kinds.index(task.fact.kind),
            task.fact.weight,
            task.fact.title.casefold(),
            task.fact.subject_id,
        ),
    )
