"""Writes a mark into every free text, each by the operation by which people write it."""

from collections.abc import Mapping
from itertools import count
from typing import Any

import httpx

from api.models.columns import table
from api.models.journal import JournalRow
from api.redaction import REASON, TYPES
from tests.backups.canary import FREE, MARK, Text, mark_of

_MARKS = {str(column): mark_of(column) for column in FREE}
# The reason of an act stands in the journal alone.
REASON_OF_ACT = f'{MARK}.{table(JournalRow).name}.reason'


class Writer:
    """Somebody who may write everything; `texts` are what they wrote, as a redaction names it."""

    def __init__(self, client: httpx.Client, city: httpx.Client, records: Mapping[str, Any]) -> None:
        self.client, self.city = client, city
        self.records = records
        self.group = {'working_group_id': records['working_group']['id']}
        self.texts: list[Text] = []
        self._count = count()

    def _sent(self, method: str, path: str, wish: Mapping[str, Any], client: httpx.Client | None = None) -> dict[str, Any]:
        # With a key, so that the answer is kept: marks stand there as well.
        key = {'Idempotency-Key': f'marked-{next(self._count)}'} if method == 'POST' else {}
        headers = {'If-Match': '*', **key}
        answer = (client or self.client).request(method, f'/v1/{path}', json=wish, headers=headers)
        assert answer.is_success, (path, answer.text)
        return dict(answer.json())

    def _wrote(self, name: str, fields: tuple[str, ...], row_id: str) -> None:
        said = ((field, _MARKS[f'{name}.{field}']) for field in fields)
        self.texts += [{'subject_type': TYPES[name], 'subject_id': row_id, 'field': field, 'former_text': mark} for field, mark in said]

    def create(self, name: str, *fields: str, **wish: Any) -> str:
        """Create a record whose fields are marked; return its path."""
        path = name.replace('_', '-')
        made = self._sent('POST', path, {**wish, **{field: _MARKS[f'{name}.{field}'] for field in fields}})
        self._wrote(name, fields, made['id'])
        return f'{path}/{made["id"]}'

    def change(self, name: str, record: Mapping[str, Any], *fields: str, client: httpx.Client | None = None) -> None:
        """Change fields of a record so that they are marked."""
        wish = {field: _MARKS[f'{name}.{field}'] for field in fields}
        self._sent('PATCH', f'{name.replace("_", "-")}/{record["id"]}', wish, client)
        self._wrote(name, fields, record['id'])

    def move(self, path: str, to: str, name: str, field: str, said: str, **wish: Any) -> None:
        """Move a record on, saying something that it keeps as `field`."""
        self._sent('POST', f'{path}/{to}', {**wish, said: _MARKS[f'{name}.{field}']})
        self._wrote(name, (field,), path.rpartition('/')[2])

    def of_records(self) -> None:
        """Mark what is changed in the records that are there."""
        self.change('networks', self.records['network'], 'operated_by')
        self.change('assemblies', self.records['assembly'], 'place')
        self.change('working_groups', self.records['working_group'], 'aims', 'rhythm')
        group = self.records['working_group']['id']
        self._sent('PATCH', f'working-groups/{group}/broadcast', {'sentence': _MARKS['working_groups.broadcast_sentence']})
        self._wrote('working_groups', ('broadcast_sentence',), group)
        self.change('outputs', self.records['output'], 'description')
        self.change('action_items', self.records['action_item'], 'description', 'completion_criterion', 'budget_note')
        self.change('good_practices', self.records['good_practice'], 'summary')
        two = {'city_id': self.records['city']['id'], 'asking_city_id': self.records['membership']['member']['id']}
        cell = {'commitment': 7, 'track': 4}
        question = self.create('practice_questions', 'question', network_id=self.records['network']['id'], cell=cell, **two)
        self.move(question, 'answers', 'practice_questions', 'answer', 'answer')
        meeting = self.records['meeting']['id']
        self.move(f'meetings/{meeting}', 'minutes', 'meetings', 'minutes', 'minutes', decisions=_MARKS['meetings.decisions'])
        self._wrote('meetings', ('decisions',), meeting)

    def of_new_ones(self) -> None:
        """Mark what is said once: when a record is made, and when it goes on."""
        update = {'action_item_id': self.records['action_item']['id'], 'stage': 'in_progress'}
        self.create('progress_updates', 'text', 'obstacle', **update)
        meeting = self.create('meetings', 'place', 'joining_link', title='Third meeting', starts_at='2099-03-01T09:00:00Z', **self.group)
        self.move(meeting, 'cancellations', 'meetings', 'cancellation_reason', 'reason')
        output = self.create('outputs', title='Another paper', kind='policy_paper', url='https://example.org/', **self.group)
        self._sent('POST', f'{output}/sharings', {'visibility': 'members'})
        self.move(output, 'withdrawals', 'outputs', 'withdrawal_reason', 'reason')
        money = {'title': 'A study', 'amount_requested': {'amount': '1200', 'currency': 'EUR'}, **self.group}
        wish = self.create('funding_requests', 'project_idea', **money)
        self.move(wish, 'decisions', 'funding_requests', 'decision_comment', 'comment', outcome='rejected')
        wish = self.create('funding_requests', **money, project_idea='Test letters.')
        self.move(wish, 'withdrawals', 'funding_requests', 'withdrawal_reason', 'reason')
        question = self.create('support_requests', 'question', **self.group)
        self.move(question, 'answers', 'support_requests', 'answer', 'answer')
        self.move(question, 'closings', 'support_requests', 'closing_comment', 'comment')

    def of_a_sitting(self) -> None:
        """Mark a report, frozen in what was submitted, the decision that returns it, and a declaration."""
        report, sitting, group = (self.records[name] for name in ('report', 'assembly', 'working_group'))
        self.change('reports', report, 'text')
        path = f'reports/{report["id"]}'
        for to in ('submissions', 'tablings'):
            self._sent('POST', f'{path}/{to}', {})
        self._sent('POST', f'{path}/decisions', {'outcome': 'returned', 'comment': _MARKS['decisions.comment']})
        self._wrote('decisions', ('comment',), self._newest(f'{path}/decisions'))
        path, said = f'working-groups/{group["id"]}/declarations', {'assembly_id': sitting['id'], 'choice': 'continue'}
        self._sent('POST', path, {**said, 'reason': _MARKS['declarations.reason']})
        self._wrote('declarations', ('reason',), self._newest(path))

    def of_ideas(self) -> None:
        """Mark an idea, what a city answers to it, and why it is taken back."""
        brought = {'network_id': self.records['network']['id'], 'city_id': self.records['city']['id'], 'title': 'Clean water'}
        call = self.create('calls_for_interest', 'aims', **brought)
        self._sent('POST', f'{call}/sendings', {'closes_on': '2099-01-01'})
        city = {'city_id': self.records['membership']['member']['id']}
        answer = {**city, 'choice': 'interested'}
        self._sent('POST', f'{call}/answers', {**answer, 'comment': _MARKS['call_answers.comment']})
        self._wrote('call_answers', ('comment',), self._journalled('call_answer'))
        self.move(call, 'withdrawals', 'calls_for_interest', 'withdrawal_reason', 'reason')
        proposal = self.create('working_groups', **{**brought, **city})
        self.move(proposal, 'withdrawals', 'working_groups', 'withdrawal_reason', 'reason')
        invitation = f'group-invitations/{self.records["group_invitation"]["id"]}'
        self.move(invitation, 'declines', 'group_invitations', 'reason', 'reason')
        asking = {**self.group, 'organisation_id': self._sent('POST', 'organisations', {'name': 'Asking', 'kind': 'network'})['id']}
        request = self.create('participation_requests', 'message', **asking)
        self.move(request, 'refusals', 'participation_requests', 'reason', 'reason')

    def of_plans(self) -> None:
        """Mark a plan that its city shares, as its adopted text keeps it, too, and who adopted it by which decision."""
        plan = self.records['plan']
        self.change('plans', plan, 'aims', 'steering_committee', 'resources')
        decided = ('adopted_by', 'decision_reference', 'signed_by')
        self._sent(
            'POST', f'plans/{plan["id"]}/adoptions', {'adopted_on': '2026-01-15', **{name: _MARKS[f'plans.{name}'] for name in decided}}
        )
        self._wrote('plans', decided, plan['id'])
        described = ('description', 'completion_criterion', 'budget_note', 'evaluation_asked', 'evaluation_note')
        action = self.records['plan_action']
        self._sent('PATCH', f'plan-actions/{action["id"]}', {'evaluation': 'change'})
        self.change('plan_actions', action, *described)
        self.create('plan_action_updates', 'text', 'obstacle', plan_action_id=self.records['plan_action']['id'])
        notes = {
            'plan_meetings': ('place', 'present', 'agenda', 'notes', 'decisions'),
            'plan_contacts': ('with_whom', 'note', 'next_step'),
            'plan_risks': ('risk', 'measure'),
            'needs_assessments': ('participants', 'questions'),
            'needs_findings': ('finding',),
            'plan_consultations': ('of_whom', 'question', 'answer', 'what_came_of_it'),
            'plan_inventory_items': ('provider', 'description'),
        }
        for name, fields in notes.items():
            self.change(name, self.records[name.removesuffix('s')], *fields, client=self.city)
        indicator = self.records['indicator']
        self.change('indicators', indicator, 'unit', 'measures', 'survey_method')
        path, measured = f'indicators/{indicator["id"]}/values', {'measured_on': '2026-01-15', 'value': '3'}
        said = ('note', 'taken_from')
        value = self._sent('POST', path, {**measured, **{name: _MARKS[f'indicator_values.{name}'] for name in said}})
        self._wrote('indicator_values', said, value['id'])

    def of_letters(self) -> None:
        """Mark a circular and its text."""
        texts = [{'language': 'en', **{name: _MARKS[f'circular_texts.{name}'] for name in ('subject', 'body')}}]
        self.create('circulars', 'title', network_id=self.records['network']['id'], texts=texts)
        where = {'network_id': self.records['network']['id'], 'url': 'https://hooks.example.org/in'}
        self.create('webhook_endpoints', 'description', **where)
        self._wrote('circular_texts', ('subject', 'body'), self._journalled('circular_text'))

    def _journalled(self, kind: str) -> str:
        """Return the id of the record of a kind that was written last; not every kind has a list of its own."""
        entries = self.client.get('/v1/journal-entries', params={'subject_type': kind, 'limit': 1}).json()['items']
        return str(entries[0]['subject']['id'])

    def _newest(self, path: str) -> str:
        return str(self.client.get(f'/v1/{path}').json()['items'][0]['id'])

    def of_acts(self) -> None:
        """Mark the reason of an act, and that of a redaction: it is one of the acts that were done to a record."""
        asked = self.create('support_requests', question='Ada asks.', **self.group).rpartition('/')[2]
        wish = {'subject_type': 'support_request', 'subject_id': asked, 'field': 'question', 'text': 'Somebody asks.'}
        self._sent('POST', 'redactions', {**wish, 'reason': _MARKS['redactions.reason']})
        ended = self._sent('POST', f'memberships/{self.records["membership"]["id"]}/ending', {'reason': REASON_OF_ACT})
        why = {'support_request': (asked, _MARKS['redactions.reason']), 'membership': (ended['id'], REASON_OF_ACT)}
        self.texts += [{'subject_type': kind, 'subject_id': row, 'field': REASON, 'former_text': said} for kind, (row, said) in why.items()]


def write_texts(client: httpx.Client, city: httpx.Client, records: Mapping[str, Any]) -> list[Text]:
    """Write a mark into every free text, and return where they are; `city` writes what only the city itself does."""
    writer = Writer(client, city, records)
    of_work = (writer.of_records, writer.of_new_ones, writer.of_a_sitting, writer.of_ideas, writer.of_plans)
    for write in (*of_work, writer.of_letters, writer.of_acts):
        write()
    return writer.texts
