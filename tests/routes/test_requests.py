"""What groups ask for, as their callers see it: money, which the board decides on, and help, which the office gives."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.conftest import Service
from tests.postbox import postbox_at
from tests.routes.acts import constituted, follow, made, propose
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem, refused

MONEY = {'amount': '1200', 'currency': 'EUR'}


def ask(caller: httpx.Client, group: dict[str, Any], **more: Any) -> httpx.Response:
    wish = {'working_group_id': group['id'], 'title': 'A study', 'project_idea': 'Test letters.', 'amount_requested': MONEY, **more}
    return caller.post('/v1/funding-requests', json=wish)


def question(caller: httpx.Client, group: dict[str, Any], text: str = 'Which form has worked?') -> httpx.Response:
    return caller.post('/v1/support-requests', json={'working_group_id': group['id'], 'question': text})


def send(caller: httpx.Client, path: str, wish: dict[str, Any], version: str = '*') -> httpx.Response:
    return caller.post(path, json=wish, headers={'If-Match': version})


def told(office: httpx.Client) -> list[tuple[str, str | None]]:
    """Return kind and city of the notices, the latest first."""
    return [(each['kind'], each['city'] and each['city']['slug']) for each in made(office.get('/v1/notices'))['items']]


@pytest.fixture
def barcelona(signed_in: SignedIn) -> Somebody:
    """The coordinator of Barcelona, which is not in the group."""
    return signed_in('coordinator', 'barcelona')


@pytest.fixture
def board(signed_in: SignedIn) -> Somebody:
    """A member of the board."""
    return signed_in('board_member')


# -- money -----------------------------------------------------------------------------------------------------------------


def test_the_lead_city_asks_for_money_and_the_office_is_told(
    graz: Somebody, office: Somebody, group: dict[str, Any], journal: Journal, index: Index
) -> None:
    answer = ask(graz, group)
    request = made(answer)
    assert (answer.status_code, answer.headers['location']) == (201, f'/v1/funding-requests/{request["id"]}')
    assert (request['amount_requested'], request['amount_granted']) == ({'amount': '1200.00', 'currency': 'EUR'}, None)
    assert (request['stage'], request['decided_on'], request['working_group']['id']) == ('submitted', None, group['id'])
    assert request['you_may'] == ['withdraw_funding_request']
    assert made(graz.get(answer.headers['location'])) == request
    assert journal(request['id'])[0]['changes']['amount_requested'] == [None, '1200.00']
    assert (index(request['id'])['subject_type'], index(request['id'])['audience_now']) == ('funding_request', 'board')
    assert told(office)[:2] == [('funding_requested', None), ('funding_to_decide', None)]


def test_the_board_is_told_by_mail_with_the_way_to_the_decision(
    graz: Somebody, board: Somebody, signed_in: SignedIn, group: dict[str, Any], service: Service, database_url: str, tmp_path: Path
) -> None:
    admin, postbox = signed_in('office_admin'), postbox_at(database_url, service.app.state.settings, tmp_path)
    for somebody, name, language in ((board, 'board', 'de'), (admin, 'office', 'en')):
        postbox.run('UPDATE people SET mail = %s, language = %s WHERE id = %s', f'{name}@example.org', language, somebody.id)
    made(ask(graz, group))
    postbox.work()
    mails = {str(mail['To']): mail for mail in postbox.mails()}
    assert {to: str(mails[to]['Subject']) for to in ('board@example.org', 'office@example.org')} == {
        'board@example.org': '„Fair housing“ beantragt Fördermittel beim Vorstand', 'office@example.org': '“Fair housing” asks for funding',
    }  # fmt: skip
    assert f'/working-groups/{group["slug"]}/about' in mails['board@example.org'].get_content()


def test_a_network_without_a_board_says_so_in_its_log(
    graz: Somebody, office: Somebody, group: dict[str, Any], service: Service, database_url: str, tmp_path: Path
) -> None:
    made(ask(graz, group))
    postbox_at(database_url, service.app.state.settings, tmp_path).work()
    found = next(each for each in made(office.get('/v1/notices'))['items'] if each['kind'] == 'funding_to_decide')
    assert (found['stage'], found['reason']) == (
        'not_sent',
        'Not sent: nobody there can be reached by mail. A coordinator, or the contact of an organisation, with a mail address is needed.',
    )  # fmt: skip


def test_the_group_the_board_and_the_office_see_it_and_nobody_else(
    graz: Somebody, bologna: Somebody, board: Somebody, office: Somebody, barcelona: Somebody, signed_in: SignedIn, client_for: ClientFor,
    world: World, group: dict[str, Any],
) -> None:  # fmt: skip
    request = made(ask(graz, group))
    path = f'/v1/funding-requests/{request["id"]}'
    for caller in (bologna, board, office, client_for(city='vienna')):
        assert made(caller.get(path))['title'] == 'A study'
        assert [each['id'] for each in made(caller.get('/v1/funding-requests'))['items']] == [request['id']]
        assert request['id'] in {item['subject']['id'] for item in follow(caller)[0]}
    elsewhere = signed_in('board_member', network=world.other_network)
    for caller in (barcelona, elsewhere, signed_in('scientific_advisor'), client_for(city='berlin')):
        assert problem(caller.get(path)) == (404, 'not-found')
        assert problem(send(caller, f'{path}/decisions', {'outcome': 'approved'})) == (404, 'not-found')
        assert made(caller.get('/v1/funding-requests'))['items'] == []
        assert request['id'] not in {item['subject']['id'] for item in follow(caller)[0]}


def test_only_the_lead_city_and_the_office_ask_and_only_the_board_and_the_office_decide(
    graz: Somebody, bologna: Somebody, board: Somebody, office: Somebody, barcelona: Somebody, group: dict[str, Any]
) -> None:
    for caller in (bologna, board, barcelona):
        assert problem(ask(caller, group)) == (403, 'role-does-not-allow')
    path = f'/v1/funding-requests/{made(ask(office, group))["id"]}'
    for caller in (graz, bologna):
        assert problem(send(caller, f'{path}/decisions', {'outcome': 'approved'})) == (403, 'role-does-not-allow')
    for caller in (board, bologna):
        assert problem(send(caller, f'{path}/withdrawals', {})) == (403, 'role-does-not-allow')
    assert made(board.get(path))['you_may'] == ['decide_funding_request']
    assert problem(ask(graz, {'id': str(uuid4())})) == (409, 'unknown-reference')


@pytest.mark.parametrize(
    ('decision', 'granted'),
    [
        ({'outcome': 'approved'}, '1200.00'),
        ({'outcome': 'approved', 'amount': '1200.00'}, '1200.00'),
        ({'outcome': 'partly_approved', 'amount': '1199.99'}, '1199.99'),
        ({'outcome': 'partly_approved', 'amount': '0.01'}, '0.01'),
        ({'outcome': 'rejected'}, None),
    ],
)
def test_the_board_decides_once_and_the_lead_city_is_told(
    graz: Somebody,
    board: Somebody,
    office: Somebody,
    group: dict[str, Any],
    journal: Journal,
    decision: dict[str, str],
    granted: str | None,
) -> None:
    path = f'/v1/funding-requests/{made(ask(graz, group))["id"]}'
    decided = made(send(board, f'{path}/decisions', {**decision, 'comment': 'Well prepared.', 'decided_on': '2020-05-01'}, '"1"'))
    assert decided['amount_granted'] == (granted and {'amount': granted, 'currency': 'EUR'})
    assert (decided['stage'], decided['decided_on'], decided['decision_comment']) == (decision['outcome'], '2020-05-01', 'Well prepared.')
    assert decided['you_may'] == []
    assert journal(decided['id'])[-1]['operation'] == 'decide_funding_request'
    assert told(office)[0] == ('funding_decided', 'graz')
    assert problem(send(board, f'{path}/decisions', decision)) == (409, 'funding-request-decided')
    assert problem(send(graz, f'{path}/withdrawals', {})) == (409, 'funding-request-decided')


@pytest.mark.parametrize(
    'decision',
    [
        {'outcome': 'approved', 'amount': '1199.99'},
        {'outcome': 'partly_approved'},
        {'outcome': 'partly_approved', 'amount': '1200'},
        {'outcome': 'partly_approved', 'amount': '1200.01'},
        {'outcome': 'rejected', 'amount': '1.00'},
    ],
)
def test_amount_and_outcome_belong_together(board: Somebody, graz: Somebody, group: dict[str, Any], decision: dict[str, str]) -> None:
    path = f'/v1/funding-requests/{made(ask(graz, group))["id"]}'
    answer = send(board, f'{path}/decisions', decision)
    assert problem(answer) == (409, 'amount-does-not-fit')
    assert '1200.00' in answer.json()['detail']
    assert made(graz.get(path))['stage'] == 'submitted'


def test_a_decision_is_of_today_or_earlier(clock: Callable[[datetime], None], client_for: ClientFor, world: World) -> None:
    clock(datetime(2027, 5, 9, 23, 30, tzinfo=UTC))
    office = client_for()
    path = f'/v1/funding-requests/{made(ask(office, constituted(office, world)))["id"]}'
    assert problem(send(office, f'{path}/decisions', {'outcome': 'rejected', 'decided_on': '2027-05-11'})) == (409, 'future-date')
    assert made(send(office, f'{path}/decisions', {'outcome': 'rejected'}))['decided_on'] == '2027-05-10'


def test_a_request_is_taken_back_before_it_is_decided(graz: Somebody, board: Somebody, group: dict[str, Any], journal: Journal) -> None:
    path = f'/v1/funding-requests/{made(ask(graz, group))["id"]}'
    back = made(send(graz, f'{path}/withdrawals', {'reason': 'The city pays.'}))
    assert (back['stage'], back['withdrawal_reason'], back['you_may']) == ('withdrawn', 'The city pays.', [])
    assert journal(back['id'])[-1]['reason'] == 'The city pays.'
    for to, wish in (('decisions', {'outcome': 'approved'}), ('withdrawals', {})):
        assert problem(send(board if to == 'decisions' else graz, f'{path}/{to}', wish)) == (409, 'funding-request-withdrawn')


@pytest.mark.parametrize(
    'money',
    [
        {'amount': '0', 'currency': 'EUR'}, {'amount': '0.00', 'currency': 'EUR'}, {'amount': '-1', 'currency': 'EUR'},
        {'amount': '1.5', 'currency': 'EUR'}, {'amount': '1,50', 'currency': 'EUR'}, {'amount': '1e3', 'currency': 'EUR'},
        {'amount': '١٢', 'currency': 'EUR'}, {'amount': '10000000000', 'currency': 'EUR'}, {'amount': 'NaN', 'currency': 'EUR'},
        {'amount': 1200, 'currency': 'EUR'}, {'amount': '01', 'currency': 'EUR'}, {'amount': '1.00\n', 'currency': 'EUR'},
        {'amount': '1', 'currency': 'eur'}, {'amount': '1', 'currency': 'EUX'}, {'amount': '1', 'currency': ''},
        {'currency': 'EUR'}, '1200 EUR',
    ],
)  # fmt: skip
def test_money_is_a_decimal_number_in_a_currency_that_exists(graz: Somebody, group: dict[str, Any], money: Any) -> None:
    assert refused(ask(graz, group, amount_requested=money))[0][0].startswith('/amount_requested')


def test_the_largest_amount_and_another_currency_are_kept_to_the_cent(graz: Somebody, group: dict[str, Any]) -> None:
    money = {'amount': '9999999999.99', 'currency': 'SEK'}
    assert made(ask(graz, group, amount_requested=money))['amount_requested'] == money
    assert made(ask(graz, group, amount_requested={'amount': '0.10'}))['amount_requested'] == {'amount': '0.10', 'currency': 'EUR'}


@pytest.mark.parametrize(
    ('field', 'value'), [('title', ''), ('project_idea', ''), ('project_idea', 'x' * 20_001), ('stage', 'approved'), ('title', None)]
)
def test_what_is_not_valid_is_refused(graz: Somebody, group: dict[str, Any], field: str, value: Any) -> None:
    assert refused(ask(graz, group, **{field: value}))[0][0] == f'/{field}'


# -- help ------------------------------------------------------------------------------------------------------------------


def test_a_member_asks_for_help_the_office_answers_and_the_group_closes(
    bologna: Somebody, office: Somebody, group: dict[str, Any], journal: Journal, index: Index
) -> None:
    answer = question(bologna, group)
    request = made(answer)
    path = answer.headers['location']
    assert (answer.status_code, path) == (201, f'/v1/support-requests/{request["id"]}')
    assert (request['stage'], request['answer'], request['you_may']) == ('open', None, ['close_support_request'])
    assert (index(request['id'])['subject_type'], index(request['id'])['audience_now']) == ('support_request', 'working_group')
    assert told(office)[0] == ('support_requested', None)
    answered = made(send(office, f'{path}/answers', {'answer': 'Guidelines.'}, '"1"'))
    assert (answered['stage'], answered['answer']) == ('answered', 'Guidelines.')
    assert answered['you_may'] == ['answer_support_request', 'close_support_request']
    assert told(office)[0] == ('support_answered', 'graz')
    better = made(send(office, f'{path}/answers', {'answer': 'Guidelines of a few pages.'}))
    assert (better['answer'], better['version']) == ('Guidelines of a few pages.', 3)
    closed = made(send(bologna, f'{path}/closings', {'comment': 'Thank you.'}))
    assert (closed['stage'], closed['closing_comment'], closed['you_may']) == ('closed', 'Thank you.', [])
    operations = [entry['operation'] for entry in journal(request['id'])]
    assert operations == ['create_support_request', 'answer_support_request', 'answer_support_request', 'close_support_request']
    for to, wish in (('answers', {'answer': 'More.'}), ('closings', {})):
        assert problem(send(office, f'{path}/{to}', wish)) == (409, 'support-request-closed')


def test_what_is_asked_stays_between_the_group_and_the_office(
    graz: Somebody,
    office: Somebody,
    barcelona: Somebody,
    board: Somebody,
    signed_in: SignedIn,
    client_for: ClientFor,
    group: dict[str, Any],
) -> None:
    request = made(question(graz, group))
    path = f'/v1/support-requests/{request["id"]}'
    for caller in (office, client_for(city='vienna'), signed_in('lead_contact', 'graz', working_group=group['id'])):
        assert made(caller.get(path))['question'] == 'Which form has worked?'
    for caller in (barcelona, board):
        assert problem(question(caller, group)) == (403, 'role-does-not-allow')
        assert problem(caller.get(path)) == (404, 'not-found')
        assert problem(send(caller, f'{path}/closings', {})) == (404, 'not-found')
        assert made(caller.get('/v1/support-requests'))['items'] == []
        assert request['id'] not in {item['subject']['id'] for item in follow(caller)[0]}
    assert problem(send(graz, f'{path}/answers', {'answer': 'Mine.'})) == (403, 'role-does-not-allow')
    assert refused(send(office, f'{path}/answers', {'answer': ''})) == [('/answer', 'string_too_short')]
    assert refused(question(graz, group, '')) == [('/question', 'string_too_short')]
    assert problem(question(graz, {'id': str(uuid4())})) == (409, 'unknown-reference')


# -- both ------------------------------------------------------------------------------------------------------------------


def test_a_transition_needs_the_version_it_has_seen(office: Somebody, group: dict[str, Any]) -> None:
    funding, support = made(ask(office, group)), made(question(office, group))
    for path, request, wish in (
        ('funding-requests/{}/decisions', funding, {'outcome': 'rejected'}),
        ('funding-requests/{}/withdrawals', funding, {}),
        ('support-requests/{}/answers', support, {'answer': 'Yes.'}),
        ('support-requests/{}/closings', support, {}),
    ):
        assert problem(office.post(f'/v1/{path.format(request["id"])}', json=wish)) == (428, 'precondition-required')
        assert problem(send(office, f'/v1/{path.format(request["id"])}', wish, '"9"')) == (412, 'stale-version')
        assert problem(send(office, f'/v1/{path.format(uuid4())}', wish)) == (404, 'not-found')


def test_requests_are_found_by_group_stage_and_words(office: Somebody, world: World, group: dict[str, Any]) -> None:
    other = propose(office, world, title='Fair schools')
    first, second = made(ask(office, group))['id'], made(ask(office, other, title='Ein Büchlein'))['id']
    made(send(office, f'/v1/funding-requests/{second}/decisions', {'outcome': 'rejected'}))
    third, fourth = made(question(office, group))['id'], made(question(office, other, 'Übersetzung?'))['id']
    made(send(office, f'/v1/support-requests/{fourth}/closings', {}))

    def found(path: str, **query: str) -> list[str]:
        return [each['id'] for each in made(office.get(f'/v1/{path}', params=query))['items']]

    for path, older, newer, stage, word in (
        ('funding-requests', first, second, 'rejected', 'buchlein'),
        ('support-requests', third, fourth, 'closed', 'ubersetzung'),
    ):
        assert found(path) == [newer, older]
        assert found(path, sort='id') == [older, newer]
        assert found(path, after=newer) == [older]
        assert found(path, stage=stage) == found(path, q=word) == found(path, working_group_id=other['id']) == [newer]
        assert found(path, network_id=str(world.other_network)) == []


def test_a_withdrawn_group_asks_for_nothing_more_and_what_it_asked_is_still_settled(office: Somebody, world: World) -> None:
    idea = propose(office, world, title='A first idea')
    funding, support = made(ask(office, idea)), made(question(office, idea))
    made(office.post(f'/v1/working-groups/{idea["id"]}/withdrawals', json={}, headers={'If-Match': '*'}))
    assert problem(ask(office, idea)) == problem(question(office, idea)) == (409, 'group-withdrawn')
    assert made(send(office, f'/v1/funding-requests/{funding["id"]}/withdrawals', {}))['stage'] == 'withdrawn'
    assert made(send(office, f'/v1/support-requests/{support["id"]}/answers', {'answer': 'Thank you.'}))['stage'] == 'answered'


def test_the_same_key_asks_once_and_tells_the_office_once(graz: Somebody, office: Somebody, group: dict[str, Any]) -> None:
    for path, more in (
        ('funding-requests', {'title': 'X', 'project_idea': 'Y', 'amount_requested': MONEY}),
        ('support-requests', {'question': 'X?'}),
    ):
        wish = {'working_group_id': group['id'], **more}
        first, again = (graz.post(f'/v1/{path}', json=wish, headers={'Idempotency-Key': f'{path}-1'}) for _ in range(2))
        assert (again.status_code, again.json()) == (201, first.json())
        assert len(made(graz.get(f'/v1/{path}'))['items']) == 1
    assert [kind for kind, _ in told(office) if kind in {'funding_requested', 'support_requested'}] == [
        'support_requested',
        'funding_requested',
    ]


def test_a_token_needs_the_scope(client_for: ClientFor, group: dict[str, Any]) -> None:
    for path in ('funding-requests', 'support-requests'):
        assert problem(client_for('reports:read').get(f'/v1/{path}')) == (403, 'insufficient-scope')
    assert problem(ask(client_for('working-groups:read'), group)) == (403, 'insufficient-scope')
    assert problem(question(client_for('working-groups:read'), group)) == (403, 'insufficient-scope')
