"""What the group `fair-housing` keeps in the prepared world: meetings, outputs, a document, requests; and ideas of Bologna and Graz."""

import io
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from fastapi import UploadFile

from api import clock
from api.models.calls_for_interest import CallAnswerCreate, CallForInterestCreate, CallForInterestRow
from api.models.circulars import CircularCreate
from api.models.columns import new_id
from api.models.documents import DocumentCreate
from api.models.good_practices import GoodPracticeRow
from api.models.group_invitations import GroupInvitationCreate
from api.models.imports import ImportRow, RowOfImport
from api.models.meetings import MeetingCreate, MinutesCreate
from api.models.needs_assessments import NeedsAssessmentRow, NeedsFindingRow
from api.models.outputs import OutputCreate
from api.models.participation_requests import ParticipationRequestCreate
from api.models.plan_action_updates import PlanActionUpdateRow
from api.models.plan_actions import PlanActionRow
from api.models.plan_consultations import PlanConsultationRow
from api.models.plan_contacts import PlanContactRow
from api.models.plan_inventory_items import PlanInventoryItemRow
from api.models.plan_meetings import PlanMeetingRow
from api.models.plan_risks import PlanRiskRow
from api.models.plans import PlanRow
from api.models.practice_questions import PracticeQuestionRow
from api.models.requests import FundingRequestCreate, SupportRequestCreate
from api.operations import (
    calls_for_interest,
    circulars,
    documents,
    group_invitations,
    meetings,
    outputs,
    participation_requests,
    requests,
)
from api.operations.notices import tell_of_call
from api.operations.plan_bearers import borne_by, hidden_of
from api.rules.imports import OUTCOMES
from api.spine import Transaction
from tests.authorisation.ask import Ask
from tests.authorisation.measured import asking_for_measures, measure

PDF = b'%PDF-1.7\n'
LETTER: dict[str, Any] = {'title': 'A letter', 'texts': [{'language': 'en', 'subject': 'Hello', 'body': 'Please write.'}]}
MONEY = {'amount': '1200', 'currency': 'EUR'}


def add_kept(done: Callable[..., Any], ids: dict[str, UUID]) -> None:
    """Add a record of each kind: a meeting that was planned for a day that has come, one that was held, one that the group alone sees."""
    owner: dict[str, Any] = {'working_group_id': ids['housing']}
    past = {**owner, 'title': 'First meeting', 'starts_at': '2020-03-01T09:00:00Z'}
    paper = {**owner, 'title': 'A paper', 'kind': 'policy_paper', 'url': 'https://example.org/'}
    study = {**owner, 'title': 'A study', 'project_idea': 'Test letters.', 'amount_requested': MONEY}
    ids['meeting'] = done(meetings.create_meeting, MeetingCreate.model_validate(past)).id
    later = {**owner, 'title': 'Next meeting', 'starts_at': '2040-03-01T09:00:00Z'}
    ids['inner_meeting'] = done(meetings.create_meeting, MeetingCreate.model_validate({**later, 'visibility': 'working_group'})).id
    ids['output'] = done(outputs.create_output, OutputCreate.model_validate(paper)).id
    file = DocumentCreate(file=UploadFile(io.BytesIO(PDF), filename='minutes.pdf'), **owner)
    ids['document'] = done(documents.upload_document, file).id
    # A series that the group alone sees.
    series = {**later, 'title': 'Weekly', 'visibility': 'working_group', 'repeats': {'pattern': 'weekly', 'times': 2}}
    ids['series'] = done(meetings.create_meeting, MeetingCreate.model_validate(series)).series_id
    held = {**past, 'title': 'Second meeting', 'joining_link': 'https://example.org/room'}
    ids['held_meeting'] = done(meetings.create_meeting, MeetingCreate.model_validate(held)).id
    told = MinutesCreate(minutes='All agreed.', decisions='We write a paper.', minutes_document_id=ids['document'])
    done(meetings.record_minutes, ids['held_meeting'], told)
    ids['funding_request'] = done(requests.create_funding_request, FundingRequestCreate.model_validate(study)).id
    ids['support_request'] = done(requests.create_support_request, SupportRequestCreate(**owner, question='Which form?')).id
    for name, city in (('idea', 'bologna'), ('call', 'bologna'), ('call_of_graz', 'graz'), ('proposed_call', 'graz')):
        wish = CallForInterestCreate(network_id=ids['network'], city_id=ids[city], title='Clean air', aims='We breathe.')
        ids[name] = done(calls_for_interest.create_call_for_interest, wish).id
    for name in ('call', 'call_of_graz', 'proposed_call'):
        done(_open, ids[name], ids['graz'])
    done(_propose, ids['proposed_call'], ids['housing'])
    # Whoever asks sees all answers, whoever answers their own: Berlin one of two of Bologna's call, Graz and Bologna none of the other's.
    for name, city in (('call', 'berlin'), ('call', 'barcelona'), ('call_of_graz', 'berlin')):
        answer = CallAnswerCreate(city_id=ids[city], choice='interested', comment='Count us in.')
        done(calls_for_interest.answer_call_for_interest, ids[name], answer)
    invited = GroupInvitationCreate(working_group_id=ids['schools'], city_id=ids['bologna'])
    ids['group_invitation'] = done(group_invitations.create_group_invitation, invited).id
    asked = ParticipationRequestCreate(working_group_id=ids['schools'], organisation_id=ids['helping_hands'], message='We teach.')
    ids['participation_request'] = done(participation_requests.create_participation_request, asked).id
    for name, audience in (('plan', 'city_alone'), ('shown_plan', 'own_city')):
        ids[name] = done(_begin_plan, ids['network'], ids['bologna'], audience, ids['person'])
    ids['plan_import'], ids['plan_import_row'] = done(_bring_table, ids['network'], ids['bologna'], ids['plan'])
    for name, plan, audience in (('plan_action', 'plan', 'city_alone'), ('shown_plan_action', 'shown_plan', 'own_city')):
        ids[name] = done(_set_up_action, ids['network'], ids['bologna'], ids[plan], audience)
        ids[f'{name}_update'] = done(_say, ids[name])
        of_action = done(measure, ids, plan, audience)
        ids.update({plan.removesuffix('plan') + kind: found for kind, found in of_action.items()})
    for prefix, plan, audience in (('', 'plan', 'city_alone'), ('shown_', 'shown_plan', 'own_city')):
        of_plan = {
            'network_id': ids['network'], 'city_id': ids['bologna'], 'plan_id': ids[plan], 'audience': audience, 'shared_with': 'office',
        }  # fmt: skip
        for name, row in noted(of_plan).items():
            ids[f'{prefix}{name}'] = done(_note, f'create_{name}', row)
    ids['good_practice'] = done(_tell_practice, ids['network'], ids['bologna'], ids['shown_plan_action'])
    ids['practice_question'] = done(_ask, ids['network'], ids['bologna'], ids['graz'])
    ids['circular'] = done(circulars.create_circular, CircularCreate(**owner, **LETTER)).id


def _open(transaction: Transaction, call_id: UUID, asked: UUID) -> None:
    """Have a call be open, and a city be asked; it is put there, since the network sends nothing yet."""
    call = transaction.find(CallForInterestRow, call_id)
    assert call is not None
    call.stage, call.audience, call.sent_at, call.closes_on = 'open', 'members', clock.now(), date(2099, 1, 1)
    transaction.record('send_call_for_interest', call)
    tell_of_call(transaction, 'call_for_interest', call, [asked])


def _begin_plan(transaction: Transaction, network_id: UUID, city_id: UUID, audience: str, person_id: UUID) -> UUID:
    """Have a city have a plan, shared with nobody or with the office; it is put there, since nobody else may begin one."""
    plan = PlanRow(
        network_id=network_id, city_id=city_id, title='Bologna for all', sort_key='bologna for all', frame='ten_points',
        audience=audience, political_head_id=person_id, coordination_team_ids=[str(person_id)], steering_committee_ids=[str(person_id)],
        department_ids=[str(new_id())], steering_committee='The mayor and three departments.', resources='Two posts.',
    )  # fmt: skip
    transaction.record('create_plan', transaction.add(plan), hidden=hidden_of(borne_by(plan)))
    return plan.id


def _set_up_action(transaction: Transaction, network_id: UUID, city_id: UUID, plan_id: UUID, audience: str) -> UUID:
    """Have a plan have an action."""
    action = PlanActionRow(
        network_id=network_id, city_id=city_id, plan_id=plan_id, title='Train the police', sort_key='train the police', commitment=1,
        track=2, further_cells=[{'commitment': 10, 'track': 2}], audience=audience,
    )  # fmt: skip
    transaction.record('create_plan_action', transaction.add(action))
    return action.id


def _bring_table(transaction: Transaction, network_id: UUID, city_id: UUID, plan_id: UUID) -> tuple[UUID, UUID]:
    """Have a city have brought a table into its plan; it is put there, since nobody else may."""
    columns: list[dict[str, str | None]] = [{'heading': name, 'field': name} for name in ('title', 'commitment', 'track')]
    counts = dict.fromkeys((*OUTCOMES, 'gone'), 0)
    brought = transaction.add(
        ImportRow(
            network_id=network_id, city_id=city_id, plan_id=plan_id, kind='plan_actions', file_name='plan.csv', columns=columns,
            counts=counts, rows_until=clock.now() + timedelta(days=1), audience='city_alone',
        )
    )  # fmt: skip
    transaction.record('create_import', brought)
    findings: dict[str, Any] = {'title': 'Ask', 'faults': [], 'changes': [], 'candidates': [], 'notes': []}
    row = RowOfImport(network_id=network_id, city_id=city_id, import_id=brought.id, number=2, cells=['Ask', '1', '1'], findings=findings)
    transaction.session.add(row)
    transaction.flush()
    return brought.id, row.id


def _tell_practice(transaction: Transaction, network_id: UUID, city_id: UUID, action_id: UUID) -> UUID:
    """Have a city have a good practice of an action that it took back from the members: it and the office see it."""
    practice = GoodPracticeRow(
        network_id=network_id, city_id=city_id, title='Tests', sort_key='tests', search_key='tests', stage='published',
        shared_with='members', plan_action_id=action_id, cells=[{'commitment': 7, 'track': 3}], audience='own_city',
    )  # fmt: skip
    transaction.record('create_good_practice', transaction.add(practice))
    return practice.id


def _ask(transaction: Transaction, network_id: UUID, city_id: UUID, asking_city_id: UUID) -> UUID:
    """Have a city have been asked by another; it is put there, since the network sends nothing yet."""
    question = PracticeQuestionRow(
        network_id=network_id, city_id=city_id, asking_city_id=asking_city_id, commitment=7, track=3, question='How?', audience='own_city'
    )
    transaction.record('create_practice_question', transaction.add(question))
    return question.id


def _say(transaction: Transaction, action_id: UUID) -> UUID:
    """Have a city say how an action stands, as far as its action is shared."""
    action = transaction.find(PlanActionRow, action_id)
    assert action is not None
    update = PlanActionUpdateRow(
        network_id=action.network_id, city_id=action.city_id, plan_id=action.plan_id, plan_action_id=action.id, made_on=date(2026, 1, 15),
        author_kind='city', text='Asked them.', obstacle='Nobody came.', place_id=new_id(), audience=action.audience,
    )  # fmt: skip
    transaction.record('record_plan_progress', transaction.add(update))
    return update.id


def noted(of_plan: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a city notes of its work at a plan, by what it is."""
    asked = NeedsAssessmentRow(**of_plan, title='Asked tenants', method='survey')
    return {
        'plan_meeting': PlanMeetingRow(**of_plan, kind='review', held_on=date(2026, 3, 1)),
        'plan_contact': PlanContactRow(**of_plan, contacted_on=date(2026, 3, 1), with_whom='Tenants’ union', way='phone'),
        'plan_risk': PlanRiskRow(**of_plan, phase='content', risk='The council tires.'),
        'needs_assessment': asked,
        'needs_finding': NeedsFindingRow(**of_plan, needs_assessment_id=asked.id, finding='Landlords refuse them.'),
        'plan_consultation': PlanConsultationRow(**of_plan, kind='network_advice', asked_on=date(2026, 3, 1), of_whom='Berlin'),
        'plan_inventory_item': PlanInventoryItemRow(**of_plan, kind='service', name='Counselling', sort_key='counselling'),
    }


def _note(transaction: Transaction, operation: str, row: Any) -> UUID:
    """Have a city note something down; it is put there, since nobody else may."""
    transaction.record(operation, transaction.add(row))
    return row.id  # type: ignore[no-any-return]  # each is a subject


def _propose(transaction: Transaction, call_id: UUID, group_id: UUID) -> None:
    """Have a call be the one that a group came of."""
    call = transaction.find(CallForInterestRow, call_id)
    assert call is not None
    call.stage, call.working_group_id = 'proposed', group_id
    transaction.record('propose_idea', call)


def _asking_for_action(which: str, plan: str, action: str, update: str) -> dict[str, Ask]:
    """Return what is asked about an action of a plan."""
    path, said = f'/v1/plan-actions/{action}', f'/v1/plan-action-updates/{update}'
    cell = {'commitment': 1, 'track': 1}
    later = {'plan_action_id': action, 'changes': {'horizon': 'long'}}
    return {
        f'get_plan_action{which}': Ask('GET', path),
        f'create_plan_action{which}': Ask('POST', '/v1/plan-actions', {'plan_id': plan, 'title': 'Ask tenants', 'cell': cell}),
        f'update_plan_action{which}': Ask('PATCH', path, {'title': 'Train everybody'}),
        f'share_plan_action{which}': Ask('POST', f'{path}/sharings', {'shared_with': 'nobody'}),
        f'apply_plan_action_batch{which}': Ask('POST', '/v1/plan-action-batches', {'plan_id': plan, 'items': [later]}),
        f'get_plan_action_update{which}': Ask('GET', said),
        f'record_plan_progress{which}': Ask('POST', '/v1/plan-action-updates', {'plan_action_id': action, 'stage': 'in_progress'}),
        f'share_plan_action_update{which}': Ask('POST', f'{said}/sharings', {'shared_with': 'nobody'}),
    }


def _asking_for_notes(which: str, plan: str, ids: Mapping[str, str]) -> dict[str, Ask]:
    """Return what is asked about what a city notes of its work at a plan."""
    found_in = {'needs_assessment_id': ids['shown_' * bool(which) + 'needs_assessment']}
    made: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        'plan_meeting': ({'kind': 'review'}, {'notes': 'All agreed.'}),
        'plan_contact': ({'contacted_on': '2026-03-01', 'with_whom': 'Caritas', 'way': 'mail'}, {'note': 'They asked for data.'}),
        'plan_risk': ({'phase': 'content', 'risk': 'Nobody has time.'}, {'measure': 'Ask early.'}),
        'needs_assessment': ({'title': 'Asked tenants', 'method': 'survey'}, {'questions': 'Who refused you?'}),
        'needs_finding': ({**found_in, 'finding': 'Landlords refuse them.'}, {'finding': 'Some landlords refuse them.'}),
        'plan_consultation': ({'kind': 'network_advice', 'asked_on': '2026-03-01', 'of_whom': 'Berlin'}, {'answer': 'Ask tenants.'}),
        'plan_inventory_item': ({'kind': 'service', 'name': 'Counselling'}, {'provider': 'Caritas'}),
    }
    rows: dict[str, Ask] = {}
    for name, (wish, changes) in made.items():
        path = f'/v1/{name.replace("_", "-")}s'
        record = f'{path}/{ids["shown_" * bool(which) + name]}'
        rows |= {
            f'get_{name}{which}': Ask('GET', record),
            f'create_{name}{which}': Ask('POST', path, {'plan_id': plan, **wish}),
            f'update_{name}{which}': Ask('PATCH', record, changes),
        }
        if not which:
            rows[f'list_{name}s'] = Ask('GET', path)
    return rows


def _asking_for_asking(which: str, plan: str, person: str) -> dict[str, Ask]:
    """Return what is asked about who is asked how the actions of a plan stand."""
    path = f'/v1/plans/{plan}'
    return {
        f'get_plan_asking{which}': Ask('GET', f'{path}/asking'),
        # The network is in preparation, and nobody was named: 409.
        f'ask_for_progress{which}': Ask('POST', f'{path}/askings', {'person_id': person}),
        f'pause_plan_asking{which}': Ask('POST', f'{path}/asking-pauses', {'paused': True}),
        f'reassign_plan_action{which}': Ask('POST', f'{path}/reassignments', {'referral_id': plan, 'accepted': False}),
    }


def _asking_for_table(ids: Mapping[str, str]) -> dict[str, Ask]:
    """Return what is asked about a city's own table of the actions of its plan."""
    table = f'/v1/imports/{ids["plan_import"]}'
    wish = {'network_id': ids['network'], 'kind': 'plan_actions', 'plan_id': ids['plan']}
    left_out = {'decisions': [{'row_id': ids['plan_import_row'], 'decision': 'left_out'}]}
    return {
        'create_import/plan': Ask('POST', '/v1/imports', wish, files={'file': ('plan.csv', b'title;commitment;track\nAsk;1;1')}),
        'get_import/plan': Ask('GET', table),
        'update_import/plan': Ask('PATCH', table, {}),
        'list_import_rows/plan': Ask('GET', f'{table}/rows'),
        'decide_import_rows/plan': Ask('POST', f'{table}/decisions', left_out),
        'discard_import/plan': Ask('POST', f'{table}/discards'),
        'apply_import/plan': Ask('POST', f'{table}/applications', {}),
    }


def _asking_for_practices(ids: Mapping[str, str]) -> dict[str, Ask]:
    """Return what is asked about good practices, and about what one city asks another."""
    practice, question = f'/v1/good-practices/{ids["good_practice"]}', f'/v1/practice-questions/{ids["practice_question"]}'
    cell, network = {'commitment': 7, 'track': 3}, {'network_id': ids['network']}
    asked = {**network, 'city_id': ids['graz'], 'asking_city_id': ids['bologna'], 'cell': cell, 'question': 'How?'}
    named = {**network, 'city_name': 'Ghent', 'country_code': 'BE', 'title': 'Tests'}
    return {
        'list_good_practices': Ask('GET', '/v1/good-practices'),
        'get_good_practice': Ask('GET', practice),
        'get_practice_suggestions': Ask(
            'GET', '/v1/practice-suggestions', query={'network': ids['network'], 'commitment': '7', 'track': '3'}
        ),
        'create_good_practice': Ask('POST', '/v1/good-practices', named),
        'publish_practice_of_action': Ask('POST', f'/v1/plan-actions/{ids["shown_plan_action"]}/good-practices', {}),
        'update_good_practice': Ask('PATCH', practice, {'title': 'Testing'}),
        'publish_good_practice': Ask('POST', f'{practice}/publications', {'shared_with': 'members'}),
        'withdraw_good_practice': Ask('POST', f'{practice}/withdrawals', {}),
        'list_practice_questions': Ask('GET', '/v1/practice-questions'),
        'get_practice_question': Ask('GET', question),
        'create_practice_question': Ask('POST', '/v1/practice-questions', asked),
        'answer_practice_question': Ask('POST', f'{question}/answers', {'answer': 'So.'}),
    }


def asking_for_kept(ids: Mapping[str, str]) -> dict[str, Ask]:
    """Return the requests of the rows that are about what a group keeps."""
    owner = {'working_group_id': ids['housing']}
    plan, shown_plan = (f'/v1/plans/{ids[name]}' for name in ('plan', 'shown_plan'))
    meeting, output, document = (f'/v1/{noun}s/{ids[noun]}' for noun in ('meeting', 'output', 'document'))
    funding, support = f'/v1/funding-requests/{ids["funding_request"]}', f'/v1/support-requests/{ids["support_request"]}'
    study = {**owner, 'title': 'A study', 'project_idea': 'Test letters.', 'amount_requested': MONEY}
    circular = f'/v1/circulars/{ids["circular"]}'
    idea, call = (f'/v1/calls-for-interest/{ids[name]}' for name in ('idea', 'call'))
    brought = {'network_id': ids['network'], 'city_id': ids['bologna'], 'title': 'Clean water'}
    invitation, invited = f'/v1/group-invitations/{ids["group_invitation"]}', {'working_group_id': ids['schools'], 'city_id': ids['berlin']}
    asked, asking = (
        f'/v1/participation-requests/{ids["participation_request"]}',
        {'organisation_id': ids['helping_hands'], 'message': 'Hello.'},
    )
    return {
        'list_participation_requests': Ask('GET', '/v1/participation-requests'),
        'get_participation_request': Ask('GET', asked),
        'create_participation_request': Ask('POST', '/v1/participation-requests', {**asking, 'working_group_id': ids['space']}),
        'admit_participation_request': Ask('POST', f'{asked}/admissions', {}),
        'refuse_participation_request': Ask('POST', f'{asked}/refusals', {'reason': 'We are full.'}),
        'withdraw_participation_request': Ask('POST', f'{asked}/withdrawals', {}),
        'list_group_invitations': Ask('GET', '/v1/group-invitations'),
        'get_group_invitation': Ask('GET', invitation),
        'create_group_invitation': Ask('POST', '/v1/group-invitations', invited),
        'decline_group_invitation': Ask('POST', f'{invitation}/declines', {}),
        'withdraw_group_invitation': Ask('POST', f'{invitation}/withdrawals', {}),
        'list_calls_for_interest': Ask('GET', '/v1/calls-for-interest'),
        'get_call_for_interest': Ask('GET', idea),
        'get_call_for_interest/open': Ask('GET', call),
        'create_call_for_interest': Ask('POST', '/v1/calls-for-interest', brought),
        'update_call_for_interest': Ask('PATCH', idea, {'title': 'Cleaner air'}),
        # The network is in preparation: 409.
        'send_call_for_interest': Ask('POST', f'{idea}/sendings', {'closes_on': '2099-01-01'}),
        'answer_call_for_interest': Ask('POST', f'{call}/answers', {'city_id': ids['berlin'], 'choice': 'interested'}),
        'propose_idea': Ask('POST', f'{call}/proposals', {}),
        'withdraw_call_for_interest': Ask('POST', f'{idea}/withdrawals', {}),
        'list_plans': Ask('GET', '/v1/plans'),
        'get_plan': Ask('GET', plan),
        'create_plan': Ask('POST', '/v1/plans', {'network_id': ids['network'], 'city_id': ids['bologna'], 'title': 'Bologna for all'}),
        'update_plan': Ask('PATCH', plan, {'aims': 'Name racism.'}),
        'move_plan': Ask('POST', f'{plan}/moves', {'stage': 'consultation'}),
        'adopt_plan': Ask('POST', f'{plan}/adoptions', {'adopted_by': 'City council', 'adopted_on': '2020-01-15'}),
        'share_plan': Ask('POST', f'{plan}/sharings', {'shared_with': 'office'}),
        'get_plan/shown': Ask('GET', shown_plan),
        'update_plan/shown': Ask('PATCH', shown_plan, {'aims': 'Name racism.'}),
        'move_plan/shown': Ask('POST', f'{shown_plan}/moves', {'stage': 'consultation'}),
        'adopt_plan/shown': Ask('POST', f'{shown_plan}/adoptions', {'adopted_by': 'City council', 'adopted_on': '2020-01-15'}),
        'share_plan/shown': Ask('POST', f'{shown_plan}/sharings', {'shared_with': 'members'}),
        'create_plan_successor': Ask('POST', f'{plan}/successors', {'title': 'Bologna goes on'}),
        'create_plan_successor/shown': Ask('POST', f'{shown_plan}/successors', {'title': 'Bologna goes on'}),
        'take_library_risks': Ask('POST', f'{plan}/library-risks'),
        'take_library_risks/shown': Ask('POST', f'{shown_plan}/library-risks'),
        'get_plan_frame': Ask('GET', '/v1/plan-frames/ten_points'),
        'get_plan_coverage': Ask('GET', f'{plan}/coverage'),
        'get_plan_coverage/shown': Ask('GET', f'{shown_plan}/coverage'),
        'get_plan_file': Ask('GET', f'{plan}/file.docx'),
        'get_plan_file/shown': Ask('GET', f'{shown_plan}/file.docx'),
        'get_plan_health': Ask('GET', f'{plan}/health'),
        'get_plan_health/shown': Ask('GET', f'{shown_plan}/health'),
        'get_plan_roadmap': Ask('GET', f'{plan}/roadmap'),
        'get_plan_roadmap/shown': Ask('GET', f'{shown_plan}/roadmap'),
        'get_plan_rhythm': Ask('GET', f'{plan}/rhythm'),
        'get_plan_rhythm/shown': Ask('GET', f'{shown_plan}/rhythm'),
        **_asking_for_asking('', ids['plan'], ids['person']),
        **_asking_for_asking('/shown', ids['shown_plan'], ids['person']),
        'get_network_coverage': Ask('GET', f'/v1/networks/{ids["network"]}/plan-coverage'),
        'list_plan_actions': Ask('GET', '/v1/plan-actions'),
        'list_plan_action_updates': Ask('GET', '/v1/plan-action-updates'),
        **_asking_for_action('', ids['plan'], ids['plan_action'], ids['plan_action_update']),
        **_asking_for_action('/shown', ids['shown_plan'], ids['shown_plan_action'], ids['shown_plan_action_update']),
        **_asking_for_notes('', ids['plan'], ids),
        **_asking_for_notes('/shown', ids['shown_plan'], ids),
        **asking_for_measures(ids),
        **_asking_for_table(ids),
        **_asking_for_practices(ids),
        'list_circulars': Ask('GET', '/v1/circulars'),
        'get_circular': Ask('GET', circular),
        'create_circular': Ask('POST', '/v1/circulars', {**owner, **LETTER}),
        'update_circular': Ask('PATCH', circular, {'title': 'A better letter'}),
        'get_circular_recipients': Ask('GET', f'{circular}/recipients'),
        'get_circular_addresses': Ask('GET', f'{circular}/addresses'),
        # A machine has no mail address, and the network is in preparation: 409.
        'try_circular': Ask('POST', f'{circular}/trials'),
        'send_circular': Ask('POST', f'{circular}/sendings'),
        'list_meetings': Ask('GET', '/v1/meetings'),
        'get_meeting': Ask('GET', meeting),
        'get_meeting/inside': Ask('GET', f'/v1/meetings/{ids["inner_meeting"]}'),
        'create_meeting': Ask('POST', '/v1/meetings', {**owner, 'title': 'Second', 'starts_at': '2020-06-01T09:00:00Z'}),
        'update_meeting': Ask('PATCH', meeting, {'place': 'Town hall'}),
        'record_minutes': Ask('POST', f'{meeting}/minutes', {'minutes': 'All agreed.'}),
        'cancel_meeting': Ask('POST', f'{meeting}/cancellations', {'reason': 'The host was ill.'}),
        'list_outputs': Ask('GET', '/v1/outputs'),
        'get_output': Ask('GET', output),
        'create_output': Ask('POST', '/v1/outputs', {**owner, 'title': 'A panel', 'kind': 'panel_discussion'}),
        'update_output': Ask('PATCH', output, {'description': 'Short.'}),
        'start_output': Ask('POST', f'{output}/preparations'),
        'share_output': Ask('POST', f'{output}/sharings', {'visibility': 'members'}),
        'withdraw_output': Ask('POST', f'{output}/withdrawals', {'reason': 'A mistake.'}),
        'list_documents': Ask('GET', '/v1/documents'),
        'get_document': Ask('GET', document),
        'get_document_content': Ask('GET', f'{document}/content'),
        'upload_document': Ask('POST', '/v1/documents', owner, files={'file': ('minutes.pdf', PDF)}),
        'update_document': Ask('PATCH', document, {'title': 'Minutes'}),
        'redact_document': Ask('POST', f'{document}/redactions', {'reason': 'asked for'}),
        'list_funding_requests': Ask('GET', '/v1/funding-requests'),
        'get_funding_request': Ask('GET', funding),
        'create_funding_request': Ask('POST', '/v1/funding-requests', study),
        'decide_funding_request': Ask('POST', f'{funding}/decisions', {'outcome': 'approved'}),
        'withdraw_funding_request': Ask('POST', f'{funding}/withdrawals', {}),
        'list_support_requests': Ask('GET', '/v1/support-requests'),
        'get_support_request': Ask('GET', support),
        'create_support_request': Ask('POST', '/v1/support-requests', {**owner, 'question': 'Which form?'}),
        'answer_support_request': Ask('POST', f'{support}/answers', {'answer': 'Guidelines.'}),
        'close_support_request': Ask('POST', f'{support}/closings', {}),
    }
