"""What the group `fair-housing` keeps in the prepared world: meetings, outputs, a document, requests; and ideas of Bologna and Graz."""

import io
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import UploadFile

from api import clock
from api.models.calls_for_interest import CallAnswerCreate, CallForInterestCreate, CallForInterestRow
from api.models.circulars import CircularCreate
from api.models.documents import DocumentCreate
from api.models.group_invitations import GroupInvitationCreate
from api.models.meetings import MeetingCreate, MinutesCreate
from api.models.outputs import OutputCreate
from api.models.participation_requests import ParticipationRequestCreate
from api.models.plans import PlanRow
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
from api.spine import Transaction
from tests.authorisation.ask import Ask

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
        ids[name] = done(_begin_plan, ids['network'], ids['bologna'], audience)
    ids['circular'] = done(circulars.create_circular, CircularCreate(**owner, **LETTER)).id


def _open(transaction: Transaction, call_id: UUID, asked: UUID) -> None:
    """Have a call be open, and a city be asked; it is put there, since the network sends nothing yet."""
    call = transaction.find(CallForInterestRow, call_id)
    assert call is not None
    call.stage, call.audience, call.sent_at, call.closes_on = 'open', 'members', clock.now(), date(2099, 1, 1)
    transaction.record('send_call_for_interest', call)
    tell_of_call(transaction, 'call_for_interest', call, [asked])


def _begin_plan(transaction: Transaction, network_id: UUID, city_id: UUID, audience: str) -> UUID:
    """Have a city have a plan, shared with nobody or with the office; it is put there, since nobody else may begin one."""
    plan = PlanRow(
        network_id=network_id, city_id=city_id, title='Bologna for all', sort_key='bologna for all', frame='ten_points',
        audience=audience,
    )  # fmt: skip
    transaction.record('create_plan', transaction.add(plan))
    return plan.id


def _propose(transaction: Transaction, call_id: UUID, group_id: UUID) -> None:
    """Have a call be the one that a group came of."""
    call = transaction.find(CallForInterestRow, call_id)
    assert call is not None
    call.stage, call.working_group_id = 'proposed', group_id
    transaction.record('propose_idea', call)


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
        'adopt_plan/shown': Ask('POST', f'{shown_plan}/adoptions', {'adopted_by': 'City council', 'adopted_on': '2020-01-15'}),
        'share_plan/shown': Ask('POST', f'{shown_plan}/sharings', {'shared_with': 'members'}),
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
