"""How tasks are found: one statement gathers what lies open for the caller, the rulebook says how urgent it is, the catalogue says it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import text

from api.models.tasks import Task, Tasks, TaskSubject
from api.permissions import Caller
from api.rules import assemblies, tasks, working_groups
from api.rules.assemblies import Standing
from api.rules.tasks import Calendar, Fact
from api.rules.working_groups import Missing
from api.sentences import say
from api.shown.task_facts import CALENDARS, FACTS, GIVEN
from api.spine import Transaction

_MOST = 200
_CALENDARS, _FACTS = text(CALENDARS), text(GIVEN + '\nUNION ALL '.join(FACTS))

# Where in these pages each kind of task is done.
LINKS: Mapping[str, str] = {
    'declaration_due': '/working-groups/{slug}/year',
    'report_returned': '/working-groups/{group_slug}/year/reports/{id}',
    'report_owed': '/working-groups/{slug}/year',
    'report_to_submit': '/working-groups/{group_slug}/year/reports/{id}',
    'report_to_decide': '/working-groups/{group_slug}/year/reports/{id}',
    'report_to_table': '/working-groups/{group_slug}/year/reports/{id}',
    'action_item_late': '/working-groups/{group_slug}/action-items/{id}',
    'action_item_due': '/working-groups/{group_slug}/action-items/{id}',
    'call_to_answer': '/working-groups/ideas/{id}',
    'minutes_missing': '/working-groups/{group_slug}/meetings/{id}',
    'assembly_to_close': '/office/assemblies/{id}',
    'meeting_ahead': '/working-groups/{group_slug}/meetings/{id}',
    'group_needs_lead': '/working-groups/{slug}/about',
    'invitation_to_confirm': '/working-groups/{slug}',
    'participation_to_answer': '/working-groups/{group_slug}/members',
    'interest_to_confirm': '/working-groups/{slug}',
    'idea_to_send': '/working-groups/ideas/{id}',
    'call_to_conclude': '/working-groups/ideas/{id}',
    'notice_held': '/working-groups/{slug}/about',
    'cities_without_reader': '/office/notices?stage=not_sent&reason=no_recipient',
    'mails_not_delivered': '/office/notices?stage=not_sent&reason={reason}',
    'contact_not_shown': '/working-groups/{slug}/about',
    'support_request_open': '/working-groups/{group_slug}/about',
    'funding_request_open': '/working-groups/{group_slug}/about',
    'group_undeclared': '/working-groups/{slug}/year',
    'action_item_stale': '/working-groups/{group_slug}/action-items/{id}',
    'group_below_minimum': '/working-groups/{slug}/about',
    'network_in_preparation': '/office/networks/{slug}',
    'person_without_role': '/office/people',
    'proposal_to_join': '/working-groups/{slug}',
}


def tasks_of(transaction: Transaction, whose: Caller | None = None, *, person_without_role_days: int = 0) -> Tasks:
    """Return what needs the caller now, or whoever else is named, in their language; 0 days: nobody is asked to erase anybody."""
    caller = whose or transaction.caller
    values = {
        'offices': list(caller.office_of),
        'admins': list(caller.admin_of) if person_without_role_days else [],
        'days': person_without_role_days,
        'boards': list(caller.board_of),
        'networks': [network for network, _ in caller.speaks_for],
        'cities': [city for _, city in caller.speaks_for],
        'groups': list(caller.lead_contact_of),
        'now': transaction.now,
    }
    calendars = {row['id']: _calendar(row) for row in transaction.rows(_CALENDARS, {'now': transaction.now})}
    found = ((calendars[row['network_id']], _fact(row)) for row in transaction.rows(_FACTS, values))
    facts = ((fact, calendar) for calendar, each in found for fact in _weighed(each, calendar))
    return Tasks(items=[_shown(caller, task) for task in tasks.in_order(facts)[:_MOST]])


def _calendar(row: Mapping[str, Any]) -> Calendar:
    return Calendar(row['today'], row['reminder_days_before'] or (), row['stale_after_days'])


def _fact(row: Mapping[str, Any]) -> Fact:
    return Fact(**{name: value for name, value in row.items() if name != 'network_id'})


def _weighed(fact: Fact, calendar: Calendar) -> Iterator[Fact]:
    """Yield the fact when the rulebook finds a task in it, as the kind of task that it is."""
    told = fact.parameters
    if fact.kind == 'action_item':
        days = {name: _day(told[name]) for name in ('last_progress_on', 'starts_on')}
        recorded_on = date.fromisoformat(told['recorded_on'])
        asks = tasks.what_an_item_asks(told['stage'], due_on=fact.due_on, recorded_on=recorded_on, calendar=calendar, **days)
        if asks is not None:
            kind, count = asks
            due_on = None if kind == 'action_item_stale' else fact.due_on
            yield replace(fact, kind=kind, due_on=due_on, parameters={**told, 'count': count})
    elif fact.kind not in {'report_owed', 'declaration_due'} or _owes(fact):
        yield fact


def _owes(fact: Fact) -> bool:
    told = fact.parameters
    held_on = date.fromisoformat(told['held_on'])
    standing = Standing(told['stage'], told['constituted'], date.fromisoformat(told['known_since']), _day(told['closed_on']))
    if fact.kind == 'declaration_due':
        return assemblies.owes_declaration(standing, held_on)
    return assemblies.owes_report(standing, held_on, told['report_after_days']).owes


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _shown(caller: Caller, task: tasks.Task) -> Task:
    fact = task.fact
    said = {name: value for name, value in fact.parameters.items() if name != 'missing'}
    if 'missing' in fact.parameters:
        summary = working_groups.summary_of('proposed', [Missing(**each) for each in fact.parameters['missing']])
        said['summary'] = say(caller.language, f'formation.summary.{summary.code}', **summary.parameters)
    due_on = fact.due_on.isoformat() if fact.due_on else None
    return Task(
        kind=fact.kind,
        urgency=task.urgency,
        due_on=fact.due_on,
        sentence=say(caller.language, f'task.{fact.kind}', title=fact.title, date=due_on, **said),
        subject=TaskSubject(type=fact.subject_type, id=fact.subject_id, slug=fact.slug, title=fact.title),
        act=task.act,
        link=LINKS[fact.kind].format(id=fact.subject_id, slug=fact.slug, group_slug=said.get('group_slug'), reason=said.get('reason')),
    )
