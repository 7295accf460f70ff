"""Outputs as their callers see them: planned, made, shared with as many as is said, taken back."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.routes.acts import follow, made, propose
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem, refused
from tests.routes.test_documents import PDF, upload


def plan(caller: httpx.Client, group: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    owner = {} if group is None else {'working_group_id': group['id']}
    return made(caller.post('/v1/outputs', json={**owner, 'title': 'Guidelines for landlords', 'kind': 'guidelines', **more}))


def send(caller: httpx.Client, output: dict[str, Any], to: str, wish: dict[str, Any] | None, version: str = '*') -> httpx.Response:
    """POST to one of the output's transitions, or PATCH it when `to` is empty."""
    body = {} if wish is None else {'json': wish}
    return caller.request('POST' if to else 'PATCH', f'/v1/outputs/{output["id"]}{to}', headers={'If-Match': version}, **body)  # type: ignore[arg-type]  # httpx types each option for itself


def share(caller: httpx.Client, output: dict[str, Any], visibility: str) -> httpx.Response:
    return send(caller, output, '/sharings', {'visibility': visibility})


def visibility_of(caller: httpx.Client, document: dict[str, Any]) -> str:
    return str(made(caller.get(f'/v1/documents/{document["id"]}'))['visibility'])


@pytest.fixture
def barcelona(signed_in: SignedIn) -> Somebody:
    """The coordinator of Barcelona, which is not in the group."""
    return signed_in('coordinator', 'barcelona')


def test_a_member_of_the_group_plans_and_makes_an_output(bologna: Somebody, group: dict[str, Any], journal: Journal, index: Index) -> None:
    answer = bologna.post(
        '/v1/outputs',
        json={
            'working_group_id': group['id'],
            'title': 'A paper',
            'kind': 'policy_paper',
            'languages': ['en', 'de', 'en'],
            'url': 'https://example.org/',
        },
    )
    output = made(answer)
    assert (answer.status_code, answer.headers['location']) == (201, f'/v1/outputs/{output["id"]}')
    assert (output['stage'], output['languages'], output['shared_on'], output['visibility']) == ('planned', ['en', 'de'], None, 'members')
    assert output['working_group']['id'] == group['id']
    assert output['you_may'] == ['start_output', 'update_output']
    assert made(bologna.get(answer.headers['location'])) == output
    started = made(send(bologna, output, '/preparations', None, '"1"'))
    assert (started['stage'], started['you_may']) == ('in_preparation', ['update_output'])
    assert problem(send(bologna, output, '/preparations', None)) == (409, 'output-started')
    changed = made(send(bologna, output, '', {'description': 'Short.', 'url': None, 'languages': ['fr', 'fr'], 'kind': 'other'}, '"2"'))
    assert (changed['description'], changed['url'], changed['languages'], changed['kind']) == ('Short.', None, ['fr'], 'other')
    assert [entry['operation'] for entry in journal(output['id'])] == ['create_output', 'start_output', 'update_output']
    assert (index(output['id'])['subject_type'], index(output['id'])['audience_now']) == ('output', 'members')
    assert plan(bologna, group, stage='in_preparation')['stage'] == 'in_preparation'


def test_others_plan_nothing_for_a_group_and_members_do_not_share(
    bologna: Somebody, barcelona: Somebody, signed_in: SignedIn, group: dict[str, Any], world: World
) -> None:
    wish = {'working_group_id': group['id'], 'title': 'Mine', 'kind': 'other'}
    output = plan(bologna, group, url='https://example.org/')
    for caller in (barcelona, signed_in('board_member')):
        assert problem(caller.post('/v1/outputs', json=wish)) == (403, 'role-does-not-allow')
        assert problem(send(caller, output, '', {'title': 'X'})) == (403, 'role-does-not-allow')
    for to, moved in (('/sharings', {'visibility': 'members'}), ('/withdrawals', {'reason': 'x'})):
        assert problem(send(bologna, output, to, moved)) == (403, 'role-does-not-allow')
    own = {'network_id': str(world.network), 'title': 'Mine', 'kind': 'other'}
    assert problem(bologna.post('/v1/outputs', json=own)) == (403, 'role-does-not-allow')


def test_an_output_is_shared_with_the_network_and_then_with_everybody(
    graz: Somebody, barcelona: Somebody, client_for: ClientFor, world: World, group: dict[str, Any], journal: Journal
) -> None:
    document = upload(graz, PDF, working_group_id=group['id'])
    output = plan(graz, group, document_id=document['id'], visibility='working_group')
    elsewhere = client_for(network=world.other_network)
    assert problem(barcelona.get(f'/v1/outputs/{output["id"]}')) == (404, 'not-found')
    shared = made(share(graz, output, 'members'))
    assert (shared['stage'], shared['visibility']) == ('shared', 'members')
    assert shared['you_may'] == ['share_output', 'update_output', 'withdraw_output']
    assert visibility_of(barcelona, document) == 'members'
    assert barcelona.get(f'/v1/documents/{document["id"]}/content').content == PDF
    assert problem(elsewhere.get(f'/v1/outputs/{output["id"]}')) == (404, 'not-found')
    again = made(share(graz, output, 'public'))
    assert again['shared_on'] == shared['shared_on']
    assert made(elsewhere.get(f'/v1/outputs/{output["id"]}'))['visibility'] == visibility_of(elsewhere, document) == 'public'
    assert [entry['operation'] for entry in journal(document['id'])] == ['upload_document', 'share_output', 'share_output']
    assert made(share(graz, output, 'members'))['visibility'] == 'members'
    assert visibility_of(graz, document) == 'public'


def test_there_must_be_something_to_share_and_nothing_of_a_proposal_is_public(
    office: Somebody, world: World, group: dict[str, Any]
) -> None:
    output = plan(office, group, description=' ')
    assert problem(share(office, output, 'members')) == (409, 'nothing-to-share')
    assert refused(share(office, output, 'working_group')) == [('/visibility', 'literal_error')]
    made(send(office, output, '', {'description': 'Something.'}))
    made(share(office, output, 'members'))
    assert problem(send(office, output, '', {'description': None})) == (409, 'nothing-to-share')
    idea = propose(office, world, title='A first idea')
    of_idea = plan(office, idea, url='https://example.org/')
    assert problem(share(office, of_idea, 'public')) == (409, 'wider-than-its-group')
    assert made(share(office, of_idea, 'members'))['stage'] == 'shared'
    wish = {'working_group_id': idea['id'], 'title': 'X', 'kind': 'other', 'visibility': 'public'}
    assert problem(office.post('/v1/outputs', json=wish)) == (409, 'wider-than-its-group')


def test_what_a_shared_output_carries_is_exchanged_by_those_who_may_share(
    graz: Somebody, bologna: Somebody, barcelona: Somebody, group: dict[str, Any]
) -> None:
    output = plan(graz, group, url='https://example.org/')
    made(share(graz, output, 'members'))
    better = upload(bologna, PDF, working_group_id=group['id'])
    assert problem(send(bologna, output, '', {'document_id': better['id']})) == (403, 'role-does-not-allow')
    assert made(send(bologna, output, '', {'title': 'Better words'}))['title'] == 'Better words'
    assert made(send(graz, output, '', {'document_id': better['id']}))['document_id'] == better['id']
    assert visibility_of(barcelona, better) == 'members'


def test_a_document_of_a_shared_output_is_not_hidden_behind_its_back(office: Somebody, group: dict[str, Any]) -> None:
    document = upload(office, PDF, working_group_id=group['id'])
    made(share(office, plan(office, group, document_id=document['id']), 'members'))
    answer = office.patch(f'/v1/documents/{document["id"]}', json={'visibility': 'working_group'}, headers={'If-Match': '*'})
    assert problem(answer) == (409, 'document-is-shared')
    assert 'Guidelines for landlords' in answer.json()['detail']
    assert made(office.patch(f'/v1/documents/{document["id"]}', json={'visibility': 'public'}, headers={'If-Match': '*'}))


def test_taking_an_output_back_hides_it_and_its_document_and_leaves_tombstones(
    graz: Somebody, bologna: Somebody, barcelona: Somebody, group: dict[str, Any], journal: Journal
) -> None:
    document = upload(graz, PDF, working_group_id=group['id'])
    output = plan(graz, group, document_id=document['id'])
    made(share(graz, output, 'public'))
    _, since, feed_id = follow(barcelona)
    _, since_inside, feed_inside = follow(bologna)
    back = made(send(graz, output, '/withdrawals', {'reason': 'It named a tenant.'}))
    assert (back['stage'], back['visibility'], back['withdrawal_reason'], back['you_may']) == (
        'withdrawn',
        'working_group',
        'It named a tenant.',
        [],
    )
    assert journal(output['id'])[-1]['reason'] == 'It named a tenant.'
    for path in (f'/v1/outputs/{output["id"]}', f'/v1/documents/{document["id"]}', f'/v1/documents/{document["id"]}/content'):
        assert problem(barcelona.get(path)) == (404, 'not-found')
        assert bologna.get(path).status_code == 200
    tombstones = {item['subject']['id'] for item in follow(barcelona, since, feed_id)[0] if item['deleted'] and item['data'] is None}
    assert tombstones == {output['id'], document['id']}
    assert [item['deleted'] for item in follow(bologna, since_inside, feed_inside)[0]] == [False, False]
    for to, wish in (
        ('', {'title': 'X'}),
        ('/preparations', None),
        ('/sharings', {'visibility': 'members'}),
        ('/withdrawals', {'reason': 'x'}),
    ):
        assert problem(send(graz, output, to, wish)) == (409, 'output-withdrawn')


def test_a_document_that_another_shared_output_carries_stays_shared(office: Somebody, barcelona: Somebody, group: dict[str, Any]) -> None:
    document = upload(office, PDF, working_group_id=group['id'])
    first, second = (plan(office, group, document_id=document['id']) for _ in range(2))
    for output in (first, second):
        made(share(office, output, 'members'))
    made(send(office, first, '/withdrawals', {'reason': 'twice'}))
    assert visibility_of(barcelona, document) == 'members'
    made(send(office, second, '/withdrawals', {'reason': 'twice'}))
    assert problem(barcelona.get(f'/v1/documents/{document["id"]}')) == (404, 'not-found')
    assert visibility_of(office, document) == 'working_group'


def test_a_document_of_another_group_is_none_of_this_one(
    office: Somebody, client_for: ClientFor, world: World, group: dict[str, Any]
) -> None:
    other = propose(office, world, title='Fair schools')
    theirs, networks = upload(office, PDF, working_group_id=other['id']), upload(office, PDF, network_id=str(world.network))
    output = plan(office, group)
    for document_id in (theirs['id'], networks['id'], str(uuid4())):
        wish = {'working_group_id': group['id'], 'title': 'X', 'kind': 'other', 'document_id': document_id}
        for answer in (office.post('/v1/outputs', json=wish), send(office, output, '', {'document_id': document_id})):
            assert (problem(answer), answer.json()['errors'][0]['pointer']) == ((409, 'unknown-reference'), '/document_id')
    of_network = plan(client_for(everywhere=True), None, network_id=str(world.network), document_id=networks['id'])
    assert (of_network['working_group'], of_network['document_id']) == (None, networks['id'])


def test_an_output_belongs_to_a_group_or_to_the_network(office: Somebody, world: World, group: dict[str, Any]) -> None:
    wish = {'title': 'X', 'kind': 'other'}
    for owner in ({}, {'working_group_id': group['id'], 'network_id': str(world.network)}):
        assert problem(office.post('/v1/outputs', json={**wish, **owner})) == (409, 'one-owner-needed')
    answer = office.post('/v1/outputs', json={**wish, 'working_group_id': str(uuid4())})
    assert (problem(answer), answer.json()['errors'][0]['pointer']) == ((409, 'unknown-reference'), '/working_group_id')


@pytest.mark.parametrize(
    ('field', 'value'),
    [
        ('kind', 'song'), ('languages', ['english']), ('languages', ['en'] * 21), ('url', 'ftp://x'), ('title', ''), ('stage', 'shared'),
        ('shared_on', None),
    ],
)  # fmt: skip
def test_what_is_not_valid_is_refused(office: Somebody, group: dict[str, Any], field: str, value: Any) -> None:
    wish = {'working_group_id': group['id'], 'title': 'X', 'kind': 'other', field: value}
    assert refused(office.post('/v1/outputs', json=wish))[0][0].startswith(f'/{field}')
    assert problem(send(office, plan(office, group), '', {field: value})) == (422, 'validation-failed')


def test_a_change_needs_the_version_it_has_seen(office: Somebody, group: dict[str, Any]) -> None:
    output = plan(office, group, url='https://example.org/')
    moves: list[tuple[str, dict[str, Any] | None]] = [
        ('', {'title': 'X'}),
        ('/preparations', None),
        ('/sharings', {'visibility': 'members'}),
        ('/withdrawals', {'reason': 'x'}),
    ]
    for to, wish in moves:
        without = office.request('POST' if to else 'PATCH', f'/v1/outputs/{output["id"]}{to}', json=wish if wish is not None else None)
        assert problem(without) == (428, 'precondition-required')
        assert problem(send(office, output, to, wish, '"7"')) == (412, 'stale-version')
        assert problem(send(office, {'id': uuid4()}, to, wish)) == (404, 'not-found')


def test_outputs_are_found_by_kind_stage_language_and_words(office: Somebody, world: World, group: dict[str, Any]) -> None:
    first = plan(office, group, title='Ältere Leitlinien', languages=['de', 'en'])['id']
    second = plan(office, group, title='Seminar', kind='online_seminar', stage='in_preparation', languages=['fr'])['id']

    def found(**query: str) -> list[str]:
        return [each['id'] for each in made(office.get('/v1/outputs', params=query))['items']]

    assert found() == [first, second]
    assert found(sort='-title') == [second, first]
    assert found(sort='title', limit='1') == [first]
    assert found(sort='title', after=first) == [second]
    assert found(kind='online_seminar') == found(stage='in_preparation') == found(language='fr') == [second]
    assert found(language='en') == found(q='altere') == [first]
    assert found(working_group_id=group['id'], network_id=str(world.network)) == [first, second]
    assert found(working_group_id=str(uuid4())) == []
    assert made(office.get('/v1/outputs', params={'expand': 'you_may'}))['items'][0]['you_may'][0] == 'share_output'


def test_a_withdrawn_group_makes_nothing_more(office: Somebody, world: World) -> None:
    idea = propose(office, world, title='A first idea')
    output = plan(office, idea, url='https://example.org/')
    made(office.post(f'/v1/working-groups/{idea["id"]}/withdrawals', json={}, headers={'If-Match': '*'}))
    assert problem(office.post('/v1/outputs', json={'working_group_id': idea['id'], 'title': 'X', 'kind': 'other'})) == (
        409,
        'group-withdrawn',
    )
    for to, wish in (('', {'title': 'X'}), ('/preparations', None), ('/sharings', {'visibility': 'members'})):
        assert problem(send(office, output, to, wish)) == (409, 'group-withdrawn')
    assert made(office.get(f'/v1/outputs/{output["id"]}'))['you_may'] == ['withdraw_output']
    assert made(send(office, output, '/withdrawals', {'reason': 'x'}))['stage'] == 'withdrawn'


def test_the_same_key_plans_one_output(graz: Somebody, group: dict[str, Any]) -> None:
    wish = {'working_group_id': group['id'], 'title': 'X', 'kind': 'other'}
    first, again = (graz.post('/v1/outputs', json=wish, headers={'Idempotency-Key': 'output-1'}) for _ in range(2))
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(made(graz.get('/v1/outputs'))['items']) == 1


def test_a_token_needs_the_scope(client_for: ClientFor, group: dict[str, Any]) -> None:
    assert problem(client_for('reports:read').get('/v1/outputs')) == (403, 'insufficient-scope')
    wish = {'working_group_id': group['id'], 'title': 'X', 'kind': 'other'}
    assert problem(client_for('working-groups:read').post('/v1/outputs', json=wish)) == (403, 'insufficient-scope')
