"""Organisations ask to take part in a working group; the lead city or the office admits or refuses them, and ends it with a reason (W6)."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from api.database import Database
from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import end, hand_over, made, membership, move, propose, read_group
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem, refused
from tests.routes.sittings import assembly
from tests.world import rows

Record = dict[str, Any]
WHY = 'We counsel tenants in nine cities.'
TODAY = "SELECT (now() AT TIME ZONE 'Europe/Brussels')::date::text AS day"


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    """The worker's mails, of the service that is running."""
    assert http
    return postbox_at(database_url, service.app.state.settings, tmp_path)


@pytest.fixture
def enar(office: Somebody) -> Record:
    """An organisation that the office has made known."""
    return made(office.post('/v1/organisations', json={'name': 'ENAR', 'kind': 'network', 'country_code': 'BE'}))


@pytest.fixture
def contact(signed_in: SignedIn, enar: Record) -> Somebody:
    """The organisation's contact, signed in."""
    return signed_in('organisation_contact', organisation=enar['id'], name='Nadia Enar')


def ask(caller: httpx.Client, group: Record, organisation: Record, query: str = '', **more: Any) -> httpx.Response:
    wish = {'working_group_id': group['id'], 'organisation_id': organisation['id'], 'message': WHY, **more}
    return caller.post(f'/v1/participation-requests{query}', json=wish)


def settle(caller: httpx.Client, request: Record, to: str, query: str = '', **wish: Any) -> httpx.Response:
    return caller.post(f'/v1/participation-requests/{request["id"]}/{to}{query}', json=wish, headers={'If-Match': '*'})


def read(caller: httpx.Client, request: Record) -> Record:
    return made(caller.get(f'/v1/participation-requests/{request["id"]}'))


def admit_at_once(caller: httpx.Client, group: Record, organisation: Record, **more: Any) -> Record:
    wish = {'organisation_id': organisation['id'], **more}
    return dict(made(caller.post(f'/v1/working-groups/{group["id"]}/associates', json=wish))['membership'])


def tasks(caller: httpx.Client) -> dict[str, Record]:
    return {task['kind']: task for task in made(caller.get('/v1/me/tasks'))['items']}


def told(office: Somebody, kind: str) -> list[tuple[str | None, str]]:
    """Return to whom a kind of notice goes, by the slug of a city or an organisation, or None for the office; and what it says."""
    items = made(office.get('/v1/notices', params={'kind': kind, 'limit': 100}))['items']
    whom = [each['city'] or each['organisation'] for each in items]
    return sorted(((to and to['slug'], each['text']) for to, each in zip(whom, items, strict=True)), key=lambda each: each[0] or '')


def test_an_organisation_asks_and_the_lead_city_admits_it_in_one_act(
    contact: Somebody, enar: Record, graz: Somebody, office: Somebody, group: Record, postbox: Postbox
) -> None:
    postbox.run("UPDATE people SET mail = 'graz@example.org', language = 'de' WHERE id = %s", graz.id)
    postbox.run("UPDATE people SET mail = 'nadia@example.org', language = 'fr' WHERE id = %s", contact.id)
    assert read_group(contact, group)['you_may'] == ['create_participation_request']
    request = made(ask(contact, group, enar))
    assert (request['stage'], request['organisation']['name'], request['message']) == ('asked', 'ENAR', WHY)
    assert request['you_may'] == ['withdraw_participation_request']
    assert read_group(contact, group)['you_may'] == []
    assert [whom for whom, _ in told(office, 'participation_requested')] == [None, 'graz']
    mail = postbox.newest('graz@example.org')
    assert mail['Subject'] == 'ENAR möchte in „Fair housing“ mitwirken'
    assert WHY in mail.get_content()
    assert f'/working-groups/{group["slug"]}/members\r\n' in mail.get_content()
    for caller in (graz, office):
        task = tasks(caller)['participation_to_answer']
        assert (task['act'], task['link']) == ('admit_participation_request', f'/working-groups/{group["slug"]}/members')
        assert 'ENAR' in task['sentence']
    answering = ['admit_participation_request', 'refuse_participation_request']
    assert read(graz, request)['you_may'] == answering
    assert read(office, request)['you_may'] == [*answering, 'withdraw_participation_request']
    counts = {name: read_group(office, group)[name] for name in ('city_count', 'country_count')}
    admitted = made(settle(graz, request, 'admissions'))
    assert (admitted['stage'], admitted['decided_by'], admitted['decided_by_city']['slug']) == ('admitted', 'lead_city', 'graz')
    assert admitted['you_may'] == []
    [associate] = [each for each in members(office, group) if each['role'] == 'associate']
    assert (associate['member']['name'], associate['start_date']) == ('ENAR', admitted['decided_on'])
    assert {name: read_group(office, group)[name] for name in counts} == counts, 'an organisation never counts'
    assert [whom for whom, _ in told(office, 'participation_admitted')] == ['enar']
    assert postbox.newest('nadia@example.org')['Subject'] == 'ENAR participe à « Fair housing »'
    assert 'participation_to_answer' not in {**tasks(graz), **tasks(office)}
    assert problem(settle(office, request, 'refusals', reason='Too late.')) == (409, 'participation-request-settled')


def members(caller: httpx.Client, group: Record) -> list[Record]:
    return list(made(caller.get(f'/v1/working-groups/{group["id"]}/members', params={'expand': 'you_may'}))['items'])


def test_a_refusal_says_why_and_the_organisation_is_told_and_may_ask_again(
    contact: Somebody, enar: Record, graz: Somebody, office: Somebody, group: Record
) -> None:
    request = made(ask(contact, group, enar))
    assert refused(settle(graz, request, 'refusals')) == [('/reason', 'missing')]
    assert refused(settle(graz, request, 'refusals', reason=' '))
    assert problem(settle(contact, request, 'admissions')) == (403, 'role-does-not-allow')
    assert problem(settle(contact, request, 'refusals', reason='No.')) == (403, 'role-does-not-allow')
    declined = made(settle(office, request, 'refusals', reason='The group is full.'))
    assert (declined['stage'], declined['decided_by'], declined['decided_by_city']) == ('refused', 'office', None)
    [(whom, text)] = told(office, 'participation_refused')
    assert (whom, 'The group is full.' in text) == ('enar', True)
    assert read(contact, request)['reason'] == 'The group is full.'
    assert made(ask(contact, group, enar))['stage'] == 'asked'


def test_the_office_asks_and_answers_for_those_who_told_it(enar: Record, office: Somebody, group: Record, database: Database) -> None:
    today = rows(database, TODAY)[0]['day']
    said = {'channel': 'letter', 'date': '2024-02-29'}
    request = made(ask(office, group, enar, on_behalf_of=said))
    assert request['asked_on'] == '2024-02-29'
    [entry] = made(office.get('/v1/journal-entries', params={'subject_id': request['id']}))['items']
    assert (entry['on_behalf_of']['organisation']['name'], entry['on_behalf_of']['channel']) == ('ENAR', 'letter')
    assert 'on behalf of ENAR' in entry['sentence']
    admitted = made(settle(office, request, 'admissions', on_behalf_of={'channel': 'phone', 'date': today}))
    assert (admitted['decided_by'], admitted['decided_by_city']['slug'], admitted['decided_on']) == ('lead_city', 'graz', today)
    entry = made(office.get('/v1/journal-entries', params={'subject_id': request['id']}))['items'][0]
    assert (entry['on_behalf_of']['city']['slug'], entry['on_behalf_of']['organisation']) == ('graz', None)
    [notice] = rows(database, "SELECT * FROM notices WHERE kind = 'participation_admitted'")
    assert str(notice['organisation_id']) == enar['id']


def test_what_cannot_be_sent_to_an_organisation_says_why(enar: Record, office: Somebody, group: Record, postbox: Postbox) -> None:
    made(settle(office, made(ask(office, group, enar)), 'refusals', reason='The group is full.'))
    postbox.work()
    [notice] = made(office.get('/v1/notices', params={'kind': 'participation_refused'}))['items']
    assert (notice['stage'], notice['organisation']['slug']) == ('not_sent', 'enar')
    assert 'the contact of an organisation' in notice['reason']


def test_whom_a_lead_city_admits_at_once_needs_no_second_answer(
    contact: Somebody, enar: Record, graz: Somebody, office: Somebody, group: Record
) -> None:
    request = made(ask(contact, group, enar))
    admit_at_once(graz, group, enar)
    assert (read(graz, request)['stage'], read(graz, request)['decided_by']) == ('admitted', 'lead_city')
    assert [whom for whom, _ in told(office, 'participation_admitted')] == ['enar']
    assert 'participation_to_answer' not in tasks(graz)


def test_one_request_at_a_time_by_whoever_speaks_for_the_organisation(
    contact: Somebody, enar: Record, graz: Somebody, office: Somebody, group: Record
) -> None:
    assert problem(ask(graz, group, enar)) == (403, 'role-does-not-allow')
    other = made(office.post('/v1/organisations', json={'name': 'Caritas', 'kind': 'civil_society'}))
    assert problem(ask(contact, group, other)) == (403, 'role-does-not-allow')
    made(ask(contact, group, enar))
    assert problem(ask(contact, group, enar)) == (409, 'participation-already-asked')
    admit_at_once(office, group, other)
    assert problem(ask(office, group, other)) == (409, 'already-a-member')
    answer = ask(office, group, {'id': group['id']})
    assert (problem(answer), answer.json()['errors'][0]['pointer']) == ((409, 'unknown-reference'), '/organisation_id')
    assert refused(ask(contact, group, enar, message=' \n'))


def test_a_request_is_taken_back_by_the_organisation_alone(
    contact: Somebody, enar: Record, graz: Somebody, office: Somebody, group: Record
) -> None:
    request = made(ask(contact, group, enar))
    assert problem(settle(graz, request, 'withdrawals')) == (403, 'role-does-not-allow')
    assert made(settle(contact, request, 'withdrawals', reason='No staff.'))['stage'] == 'withdrawn'
    assert 'participation_to_answer' not in {**tasks(graz), **tasks(office)}
    assert problem(settle(contact, request, 'withdrawals')) == (409, 'participation-request-settled')


def test_it_is_seen_by_the_group_the_office_and_the_organisation(
    contact: Somebody, enar: Record, bologna: Somebody, office: Somebody, signed_in: SignedIn, client_for: ClientFor, world: World,
    group: Record,
) -> None:  # fmt: skip
    request = made(ask(contact, group, enar))
    other = made(office.post('/v1/organisations', json={'name': 'Caritas', 'kind': 'civil_society'}))
    seeing = (bologna, office, contact, signed_in('organisation_contact', organisation=enar['id']))
    strangers = (
        signed_in('coordinator', 'berlin'), signed_in('organisation_contact', organisation=other['id']), signed_in('board_member'),
        client_for(city='montreal', network=world.other_network),
        signed_in('organisation_contact', organisation=enar['id'], network=world.other_network),
    )  # fmt: skip
    path = f'/v1/participation-requests/{request["id"]}'
    for caller in seeing:
        assert [each['id'] for each in made(caller.get('/v1/participation-requests'))['items']] == [request['id']]
        assert read(caller, request)['message'] == WHY
    for caller in strangers:
        assert made(caller.get('/v1/participation-requests'))['items'] == []
        assert problem(caller.get(path)) == (404, 'not-found')
        assert problem(settle(caller, request, 'admissions')) == (404, 'not-found')
    assert problem(settle(bologna, request, 'admissions')) == (403, 'role-does-not-allow')


def test_with_a_group_end_the_requests_to_it_and_who_asked_is_told(enar: Record, office: Somebody, graz: Somebody, world: World) -> None:
    group = propose(graz, world)
    request = made(ask(office, group, enar))
    made(graz.post(f'/v1/working-groups/{group["id"]}/withdrawals', json={}, headers={'If-Match': '*'}))
    assert read(office, request)['stage'] == 'lapsed'
    assert [whom for whom, _ in told(office, 'participation_lapsed')] == ['enar']
    assert problem(ask(office, group, enar)) == (409, 'group-withdrawn')
    assert 'participation_to_answer' not in tasks(office)


def test_with_the_work_of_a_group_end_the_requests_to_it(
    contact: Somebody, enar: Record, office: Somebody, group: Record, world: World
) -> None:
    request = made(ask(contact, group, enar))
    wish = {'assembly_id': assembly(office, world)['id'], 'choice': 'complete'}
    made(office.post(f'/v1/working-groups/{group["id"]}/declarations', json=wish, headers={'If-Match': '*'}))
    assert read(contact, request)['stage'] == 'lapsed'
    assert problem(ask(contact, group, enar)) == (409, 'group-completed')


def test_a_proposal_that_an_organisation_may_not_know_of_is_unknown_to_it(
    contact: Somebody, enar: Record, graz: Somebody, world: World
) -> None:
    answer = ask(contact, propose(graz, world), enar)
    assert (problem(answer), answer.json()['errors'][0]['pointer']) == ((409, 'unknown-reference'), '/working_group_id')


def test_a_suspended_lead_city_answers_nobody(
    contact: Somebody, enar: Record, graz: Somebody, office: Somebody, group: Record, world: World
) -> None:
    made(move(office, membership(office, world, 'graz'), 'suspensions', reason='a pause'))
    request = made(ask(contact, group, enar))
    assert [whom for whom, _ in told(office, 'participation_requested')] == [None]
    assert problem(settle(graz, request, 'admissions')) == (404, 'not-found')
    assert 'participation_to_answer' not in tasks(graz)
    assert made(settle(office, request, 'admissions'))['decided_by'] == 'office'


def test_whoever_else_ends_a_participation_says_why_and_the_organisation_is_told(
    enar: Record, graz: Somebody, office: Somebody, group: Record
) -> None:
    associate = admit_at_once(office, group, enar)
    for caller in (graz, office):
        answer = end(caller, associate)
        assert problem(answer) == (409, 'reason-needed')
        assert 'ends the participation of an organisation' in answer.json()['detail']
    assert problem(end(graz, associate, on_behalf_of={'channel': 'mail', 'date': associate['start_date']})) == (409, 'reason-needed')
    ended = made(end(graz, associate, reason='Nobody came for a year.'))
    assert ended['end_reason'] == 'ended_by_lead_city'
    [(whom, text)] = told(office, 'participation_ended')
    assert (whom, 'Nobody came for a year.' in text, 'ENAR' in text) == ('enar', True, True)
    again = admit_at_once(office, group, enar)
    assert made(end(office, again, reason='The board asked for it.'))['end_reason'] == 'ended_by_office'


def test_an_organisation_leaves_by_its_own_act_without_a_reason(
    contact: Somebody, enar: Record, graz: Somebody, office: Somebody, group: Record, signed_in: SignedIn
) -> None:
    associate = admit_at_once(graz, group, enar)
    [shown] = [each for each in members(contact, group) if each['role'] == 'associate']
    assert shown['you_may'] == ['end_membership']
    assert [each['you_may'] for each in members(contact, group) if each['role'] == 'member'] == [[], [], []]
    other = made(office.post('/v1/organisations', json={'name': 'Caritas', 'kind': 'civil_society'}))
    assert problem(end(signed_in('organisation_contact', organisation=other['id']), associate)) == (403, 'role-does-not-allow')
    assert made(end(contact, associate))['end_reason'] == 'left'
    assert told(office, 'participation_ended') == []
    assert [whom for whom, _ in told(office, 'member_left')] == [None, 'graz']
    again = admit_at_once(office, group, enar)
    left = made(end(office, again, on_behalf_of={'channel': 'phone', 'date': again['start_date']}))
    assert left['end_reason'] == 'left'
    entry = made(office.get('/v1/journal-entries', params={'subject_id': left['id'], 'operation': 'end_membership'}))['items'][0]
    assert (entry['on_behalf_of']['organisation']['slug'], entry['on_behalf_of']['channel']) == ('enar', 'phone')


def test_an_associate_never_leads_counts_or_declares(
    contact: Somebody, enar: Record, office: Somebody, graz: Somebody, group: Record, world: World
) -> None:
    proposal = propose(graz, world, title='Fair schools')
    for each in (group, proposal):
        before = {name: read_group(office, each)[name] for name in ('stage', 'city_count', 'country_count', 'missing')}
        admit_at_once(office, each, enar)
        assert {name: read_group(office, each)[name] for name in before} == before
    assert read_group(contact, group)['you_may'] == []
    for caller, kind in ((contact, (403, 'role-does-not-allow')), (office, (409, 'unknown-reference'))):
        lead = caller.post(f'/v1/working-groups/{group["id"]}/leads', json={'city_id': enar['id']}, headers={'If-Match': '*'})
        assert problem(lead) == kind
    assert problem(hand_over(contact, world, read_group(contact, group), 'bologna')) == (403, 'role-does-not-allow')
    wish = {'assembly_id': assembly(office, world)['id'], 'choice': 'complete'}
    declared = contact.post(f'/v1/working-groups/{group["id"]}/declarations', json=wish, headers={'If-Match': '*'})
    assert problem(declared) == (403, 'role-does-not-allow')
    joined = contact.post(f'/v1/working-groups/{proposal["id"]}/members', json={'city_id': enar['id']})
    assert problem(joined) == (403, 'role-does-not-allow')
    proposed = contact.post('/v1/working-groups', json={'network_id': str(world.network), 'city_id': enar['id'], 'title': 'Ours'})
    assert problem(proposed) == (403, 'role-does-not-allow')


def test_to_try_an_answer_out_writes_nothing(contact: Somebody, enar: Record, graz: Somebody, group: Record) -> None:
    tried = ask(contact, group, enar, '?dry_run=true').json()
    assert tried['changes'] == [{'operation': 'create_participation_request', 'subject_type': 'participation_request', 'count': 1}]
    assert tried['notices'] == [{'kind': 'participation_requested', 'recipients': 'cities', 'count': 1}]
    assert made(contact.get('/v1/participation-requests'))['items'] == []
    request = made(ask(contact, group, enar))
    for to, wish, kind in (('admissions', {}, 'participation_admitted'), ('refusals', {'reason': 'Full.'}, 'participation_refused')):
        tried = settle(graz, request, to, '?dry_run=true', **wish).json()
        assert {'kind': kind, 'recipients': 'organisations', 'count': 1} in tried['notices']
    assert settle(contact, request, 'withdrawals', '?dry_run=true').status_code == 202
    assert read(contact, request) == request


def test_a_renamed_organisation_shows_anew_in_what_it_asked(contact: Somebody, enar: Record, office: Somebody, group: Record) -> None:
    request = made(ask(contact, group, enar))
    seen = office.get(f'/v1/participation-requests/{request["id"]}').headers['etag']
    made(office.patch(f'/v1/organisations/{enar["id"]}', json={'name': 'European Network'}, headers={'If-Match': '*'}))
    again = office.get(f'/v1/participation-requests/{request["id"]}', headers={'If-None-Match': seen})
    assert (again.status_code, again.json()['organisation']['name']) == (200, 'European Network')
