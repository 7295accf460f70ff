"""Signing in by link, by code and as a demonstration account; sessions; and who one is."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from api.database import Database
from api.operations import by_hand
from tests.conftest import NO_TLS, Service, as_demonstration
from tests.postbox import Postbox, code_in, postbox_at, token_in
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem

Clock = Callable[[datetime], None]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
COOKIE = 'coalition'


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


@pytest.fixture
def greta(graz: Somebody, postbox: Postbox) -> str:
    """The mail address of the coordinator of Graz."""
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'greta@graz.example', graz.id)
    return 'greta@graz.example'


@pytest.fixture
def browser(http: httpx.Client) -> Iterator[httpx.Client]:
    """Another browser."""
    with httpx.Client(base_url=http.base_url, verify=NO_TLS, timeout=30) as client:
        yield client


@pytest.fixture
def on_https(service: Service) -> Iterator[None]:
    """The service as behind a proxy that speaks https."""
    before = service.app.state.settings
    service.app.state.settings = before.model_copy(update={'public_url': 'https://coalition.example'})
    yield
    service.app.state.settings = before


def ask(client: httpx.Client, email: str) -> httpx.Response:
    answer = client.post('/v1/sign-in-links', json={'email': email})
    assert answer.status_code == 202, answer.text
    return answer


def enter(client: httpx.Client, **way: object) -> httpx.Response:
    return client.post('/v1/sessions', json=way)


def wrong(code: str) -> str:
    return f'{(int(code) + 1) % 1_000_000:06}'


def test_the_link_of_a_mail_signs_in_once_in_any_browser(http: httpx.Client, browser: httpx.Client, postbox: Postbox, greta: str) -> None:
    ask(http, greta.upper())
    mail = postbox.newest(greta)
    answer = enter(browser, token=token_in(mail))
    assert answer.status_code == 201
    cookie = answer.headers['set-cookie']
    assert cookie.startswith(f'{COOKIE}=')
    assert {'HttpOnly', 'Path=/', 'SameSite=lax'} <= {part.strip() for part in cookie.split(';')}
    assert 'Max-Age' not in cookie
    assert 'Secure' not in cookie
    assert answer.json()['current'] is True
    assert browser.get('/v1/me').json()['name'] == 'Greta Graz'
    assert problem(enter(http, token=token_in(mail))) == (401, 'sign-in-link-invalid')


def test_the_mail_names_the_place_people_type_and_never_the_host_of_the_request(
    http: httpx.Client, postbox: Postbox, greta: str, service: Service
) -> None:
    answer = http.post('/v1/sign-in-links', json={'email': greta}, headers={'Host': 'evil.example', 'X-Forwarded-Host': 'evil.example'})
    assert answer.status_code == 202
    mail = postbox.newest(greta)
    assert f'{service.url}/sign-in#token=' in mail.get_content()
    assert 'evil' not in mail.as_string()


def test_looking_at_the_link_changes_nothing(http: httpx.Client, postbox: Postbox, greta: str) -> None:
    ask(http, greta)
    token = token_in(postbox.newest(greta))
    for _ in range(3):
        http.get('/sign-in', params={'token': token})
        http.head('/v1/sessions')
    assert enter(http, token=token).status_code == 201


def test_the_code_works_once_and_only_in_the_browser_that_asked(
    http: httpx.Client, browser: httpx.Client, postbox: Postbox, greta: str
) -> None:
    ask(http, greta)
    code = code_in(postbox.newest(greta))
    assert problem(enter(browser, email=greta, code=code)) == (401, 'sign-in-link-invalid')
    assert enter(http, email=greta, code=code).status_code == 201
    assert problem(enter(http, email=greta, code=code)) == (401, 'sign-in-link-invalid')


def test_an_unknown_address_gets_the_same_answers_and_no_mail(
    http: httpx.Client, browser: httpx.Client, postbox: Postbox, greta: str
) -> None:
    known, unknown = ask(http, greta), ask(browser, 'nobody@graz.example')
    assert known.json() == unknown.json() == {'sent': True, 'valid_minutes': 15}
    assert set(known.headers) == set(unknown.headers)
    code = code_in(postbox.newest(greta))
    assert [mail['To'] for mail in postbox.mails()] == [greta]
    for client, address in ((http, greta), (browser, 'nobody@graz.example')):
        tried = [problem(enter(client, email=address, code=wrong(code))) for _ in range(6)]
        assert tried == [(401, 'sign-in-code-wrong')] * 5 + [(401, 'too-many-attempts')]
    assert problem(enter(http, email=greta, code=code)) == (401, 'too-many-attempts')


def test_a_code_signs_in_only_whom_it_was_sent_to(http: httpx.Client, postbox: Postbox, greta: str, signed_in: SignedIn) -> None:
    signed_in('coordinator', 'bologna')
    [other] = [row['mail'] for row in postbox.rows('SELECT mail FROM people WHERE mail <> %s', greta)]
    ask(http, greta)
    assert problem(enter(http, email=other, code=code_in(postbox.newest(greta)))) == (401, 'sign-in-code-wrong')


def test_link_and_code_are_too_old_after_fifteen_minutes_from_the_sending(
    http: httpx.Client, postbox: Postbox, greta: str, clock: Clock
) -> None:
    clock(NOON)
    ask(http, greta)
    clock(NOON + timedelta(minutes=10))
    mail = postbox.newest(greta)
    clock(NOON + timedelta(minutes=25, seconds=1))
    assert problem(enter(http, token=token_in(mail))) == (401, 'sign-in-link-invalid')
    assert problem(enter(http, email=greta, code=code_in(mail))) == (401, 'sign-in-link-invalid')
    clock(NOON + timedelta(minutes=24, seconds=59))
    assert enter(http, email=greta, code=code_in(mail)).status_code == 201


def test_a_mail_that_could_not_be_sent_for_an_hour_is_not_sent_at_all(
    http: httpx.Client, postbox: Postbox, greta: str, clock: Clock
) -> None:
    clock(NOON)
    ask(http, greta)
    clock(NOON + timedelta(minutes=61))
    assert postbox.work() == 1
    assert postbox.mails() == []
    assert [row['outcome'] for row in postbox.rows('SELECT outcome FROM outbox')] == ['too_late']


def test_whoever_is_disabled_gets_no_mail_and_no_session(http: httpx.Client, postbox: Postbox, greta: str, graz: Somebody) -> None:
    ask(http, greta)
    token = token_in(postbox.newest(greta))
    postbox.run('UPDATE people SET disabled_at = now() WHERE id = %s', graz.id)
    assert problem(enter(http, token=token)) == (401, 'sign-in-link-invalid')
    ask(http, greta)
    postbox.work()
    assert len(postbox.mails()) == 1
    assert graz.get('/v1/me').status_code == 401


def test_the_eleventh_mail_in_five_minutes_is_refused_whether_the_address_is_known_or_not(
    http: httpx.Client, greta: str, clock: Clock
) -> None:
    clock(NOON)
    for address in (greta, 'nobody@graz.example'):
        for _ in range(10):
            ask(http, address)
        refused = http.post('/v1/sign-in-links', json={'email': address})
        assert problem(refused) == (429, 'too-many-requests')
        assert refused.headers['retry-after'] == '300'
    clock(NOON + timedelta(minutes=5, seconds=1))
    ask(http, greta)


def test_nobody_guesses_codes_through_many_mails(http: httpx.Client, postbox: Postbox, greta: str, clock: Clock) -> None:
    for number in range(10):
        clock(NOON + timedelta(minutes=number))
        ask(http, greta)
        code = code_in(postbox.newest(greta))
        assert [problem(enter(http, email=greta, code=wrong(code)))[1] for _ in range(5)] == ['sign-in-code-wrong'] * 5
    clock(NOON + timedelta(minutes=30))
    ask(http, greta)
    mail = postbox.newest(greta)
    assert problem(enter(http, email=greta, code=code_in(mail))) == (401, 'too-many-attempts')
    assert enter(http, token=token_in(mail)).status_code == 201


@pytest.mark.parametrize(
    'body',
    [
        {},
        {'remember': True},
        {'email': 'a@b.example'},
        {'code': '123456'},
        {'token': 'x' * 43, 'email': 'a@b.example', 'code': '123456'},
        {'token': 'x' * 43, 'demonstration_account': 'office'},
        {'token': None},
        {'token': 'short'},
        {'token': 'x' * 43, 'password': 'x'},
        {'email': 'a@b.example', 'code': '12345٦'},
        {'email': 'a\u0000@b.example', 'code': '123456'},
        {'token': 'x' * 43, 'remember': 1},
    ],
)
def test_there_is_exactly_one_way_in(http: httpx.Client, body: dict[str, Any]) -> None:
    assert problem(enter(http, **body)) == (422, 'validation-failed')


def test_a_page_of_another_site_cannot_sign_anybody_in_or_out(http: httpx.Client, postbox: Postbox, greta: str, graz: Somebody) -> None:
    ask(http, greta)
    token = token_in(postbox.newest(greta))
    foreign = ({'Origin': 'https://evil.example'}, {'Sec-Fetch-Site': 'cross-site'}, {'Sec-Fetch-Site': 'same-site'}, {'Origin': 'null'})
    for headers in foreign:
        assert problem(http.post('/v1/sessions', json={'token': token}, headers=headers)) == (403, 'cross-site-request')
        assert problem(http.post('/v1/sign-in-links', json={'email': greta}, headers=headers)) == (403, 'cross-site-request')
        assert problem(graz.patch('/v1/me', json={'language': 'de'}, headers=headers)) == (403, 'cross-site-request')
    own = {'Origin': str(http.base_url).rstrip('/'), 'Sec-Fetch-Site': 'same-origin'}
    assert http.post('/v1/sessions', json={'token': token}, headers=own).status_code == 201


def signed_in_by_mail(client: httpx.Client, postbox: Postbox, address: str, **more: object) -> httpx.Response:
    ask(client, address)
    answer = enter(client, token=token_in(postbox.newest(address)), **more)
    assert answer.status_code == 201
    return answer


def test_a_session_ends_after_an_hour_without_use_and_after_twelve_hours_with(
    http: httpx.Client, postbox: Postbox, greta: str, clock: Clock
) -> None:
    clock(NOON)
    signed_in_by_mail(http, postbox, greta)
    clock(NOON + timedelta(minutes=59))
    assert http.get('/v1/me').status_code == 200
    for minutes in range(110, 12 * 60, 55):
        clock(NOON + timedelta(minutes=minutes))
        assert http.get('/v1/me').status_code == 200
    clock(NOON + timedelta(hours=12, seconds=1))
    assert problem(http.get('/v1/me')) == (401, 'unauthenticated')


def test_an_idle_session_is_over(http: httpx.Client, postbox: Postbox, greta: str, clock: Clock) -> None:
    clock(NOON)
    signed_in_by_mail(http, postbox, greta)
    clock(NOON + timedelta(minutes=61))
    assert problem(http.get('/v1/me')) == (401, 'unauthenticated')


def test_a_remembered_browser_stays_signed_in_for_thirty_days(http: httpx.Client, postbox: Postbox, greta: str, clock: Clock) -> None:
    clock(NOON)
    answer = signed_in_by_mail(http, postbox, greta, remember=True)
    assert f'Max-Age={30 * 24 * 3600}' in answer.headers['set-cookie']
    assert answer.json()['expires_at'].startswith('2026-04-01T12:00:00')
    clock(NOON + timedelta(days=29))
    assert http.get('/v1/me').status_code == 200
    clock(NOON + timedelta(days=30, seconds=1))
    assert problem(http.get('/v1/me')) == (401, 'unauthenticated')


@pytest.mark.usefixtures('on_https')
def test_on_https_the_cookies_are_bound_to_the_host_and_never_sent_in_the_clear(http: httpx.Client, database_url: str, greta: str) -> None:
    token = by_hand.sign_in_link(database_url, greta).partition('#token=')[2]
    asked, entered = ask(http, greta), enter(http, token=token)
    for answer, name in ((asked, '__Host-coalition-sign-in'), (entered, '__Host-coalition')):
        cookie = answer.headers['set-cookie']
        assert cookie.startswith(f'{name}=')
        assert {'Secure', 'HttpOnly', 'Path=/', 'SameSite=lax'} <= {part.strip() for part in cookie.split(';')}
        assert 'Domain' not in cookie
    kept = {'Cookie': entered.headers['set-cookie'].partition(';')[0]}
    assert http.get('/v1/me', headers=kept).json()['name'] == 'Greta Graz'
    assert problem(http.get('/v1/me', headers={'Cookie': kept['Cookie'].removeprefix('__Host-')})) == (401, 'unauthenticated')
    ended = http.delete(f'/v1/sessions/{entered.json()["id"]}', headers=kept)
    assert 'Secure' in ended.headers['set-cookie']


def test_sessions_are_listed_newest_first_and_ended_one_by_one(
    http: httpx.Client, browser: httpx.Client, postbox: Postbox, greta: str, graz: Somebody, bologna: Somebody
) -> None:
    assert graz.id
    browser.headers['User-Agent'] = 'Old browser'
    old = signed_in_by_mail(browser, postbox, greta).json()
    new = signed_in_by_mail(http, postbox, greta).json()
    listed = http.get('/v1/sessions').json()
    assert [(item['id'], item['current']) for item in listed['items']][:2] == [(new['id'], True), (old['id'], False)]
    assert listed['items'][1]['user_agent'] == 'Old browser'
    assert listed['next'] is None
    page = http.get('/v1/sessions', params={'limit': 1})
    assert page.json()['next'] == new['id']
    assert http.get('/v1/sessions', params={'limit': 1, 'after': new['id']}).json()['items'][0]['id'] == old['id']

    assert problem(bologna.delete(f'/v1/sessions/{old["id"]}')) == (404, 'not-found')
    assert problem(http.delete(f'/v1/sessions/{uuid4()}')) == (404, 'not-found')
    ended = http.delete(f'/v1/sessions/{old["id"]}')
    assert (ended.status_code, ended.content) == (204, b'')
    assert 'set-cookie' not in ended.headers
    assert problem(http.delete(f'/v1/sessions/{old["id"]}')) == (404, 'not-found')
    assert problem(browser.get('/v1/me')) == (401, 'unauthenticated')
    assert f'{COOKIE}=""' in http.delete(f'/v1/sessions/{new["id"]}').headers['set-cookie']
    assert problem(http.get('/v1/me')) == (401, 'unauthenticated')


def test_signing_in_again_replaces_the_session_of_that_browser(http: httpx.Client, postbox: Postbox, greta: str) -> None:
    first = signed_in_by_mail(http, postbox, greta).json()
    signed_in_by_mail(http, postbox, greta)
    assert first['id'] not in {item['id'] for item in http.get('/v1/sessions').json()['items']}


def test_a_person_is_told_who_they_are_and_for_whom(graz: Somebody, world: World) -> None:
    me = graz.get('/v1/me').json()
    assert (me['kind'], me['id'], me['name'], me['language'], me['scopes']) == ('person', str(graz.id), 'Greta Graz', 'en', None)
    [role] = me['roles']
    assert (role['role'], role['network_slug'], role['city_slug']) == ('coordinator', 'eccar', 'graz')
    [city] = me['acts_for']
    assert city == {
        'network_id': str(world.network),
        'city': {'id': str(world.cities['graz']), 'slug': 'graz', 'name': 'Graz', 'country_code': 'AT'},
        'mandate_id': None,
        'end_date': None,
    }
    assert me['office_of'] == []
    assert UUID(me['session_id'])
    assert {'propose_working_group', 'join_working_group', 'update_me'} <= set(me['you_may'])
    assert not {'create_network', 'give_role', 'create_api_client'} & set(me['you_may'])


def test_the_office_is_told_which_office_it_is(signed_in: SignedIn, world: World) -> None:
    me = signed_in('office_admin').get('/v1/me').json()
    assert [office['id'] for office in me['office_of']] == [str(world.network)]
    assert {'create_api_client', 'give_role', 'propose_working_group'} <= set(me['you_may'])
    assert 'create_network' not in me['you_may']
    assert 'create_api_client' not in signed_in('office_staff').get('/v1/me').json()['you_may']


def test_a_machine_is_told_the_same(client_for: ClientFor, world: World) -> None:
    city = client_for('cities:read', 'memberships:write', city='graz').get('/v1/me').json()
    assert (city['kind'], city['session_id'], city['scopes']) == ('client', None, ['cities:read', 'memberships:write'])
    assert [(each['city']['slug'], each['network_id']) for each in city['acts_for']] == [('graz', str(world.network))]
    assert 'join_working_group' in city['you_may']
    assert not {'propose_working_group', 'update_me', 'end_session'} & set(city['you_may'])
    office = client_for('admin').get('/v1/me').json()
    assert [each['slug'] for each in office['office_of']] == ['eccar']
    everywhere = client_for(everywhere=True).get('/v1/me').json()
    assert {each['slug'] for each in everywhere['office_of']} == {'eccar', 'icc'}
    assert 'create_network' in everywhere['you_may']


def test_people_choose_their_language_and_are_spoken_to_in_it(graz: Somebody, client_for: ClientFor) -> None:
    answer = graz.patch('/v1/me', json={'language': 'de'})
    assert (answer.status_code, answer.json()['language']) == (200, 'de')
    refused = graz.get(f'/v1/cities/{uuid4()}', headers={'Accept-Language': 'en'})
    assert refused.headers['content-language'] == 'de'
    assert graz.patch('/v1/me', json={}).json()['language'] == 'de'
    for body in ({'language': None}, {'language': 'xx'}, {'name': 'Somebody'}):
        assert problem(graz.patch('/v1/me', json=body)) == (422, 'validation-failed')
    assert problem(client_for().patch('/v1/me', json={'language': 'de'})) == (403, 'role-does-not-allow')


def test_sessions_are_for_people(client_for: ClientFor, http: httpx.Client) -> None:
    machine = client_for()
    assert machine.get('/v1/sessions').json() == {'items': [], 'next': None}
    assert problem(machine.delete(f'/v1/sessions/{uuid4()}')) == (403, 'role-does-not-allow')
    assert problem(http.get('/v1/sessions')) == (401, 'unauthenticated')


def test_elsewhere_there_are_no_demonstration_accounts(http: httpx.Client) -> None:
    assert problem(http.get('/v1/demonstration-accounts')) == (404, 'not-a-demonstration')
    assert problem(enter(http, demonstration_account='office')) == (404, 'not-a-demonstration')


def test_a_demonstration_lists_its_accounts_in_the_readers_language_and_lets_one_in_with_a_click(
    http: httpx.Client, postbox: Postbox, graz: Somebody, signed_in: SignedIn, database: Database
) -> None:
    assert database.is_ready()
    office = signed_in('office_admin')
    as_demonstration(database)
    postbox.run("UPDATE people SET demonstration = true, mail = 'graz@example.org' WHERE id = %s", graz.id)
    postbox.run("UPDATE people SET demonstration = true, mail = 'office@example.org' WHERE id = %s", office.id)
    items = http.get('/v1/demonstration-accounts', headers={'Accept-Language': 'de-AT'}).json()['items']
    assert [(item['id'], item['role'], item['city'] and item['city']['slug']) for item in items] == [
        ('office', 'office_admin', None),
        ('graz', 'coordinator', 'graz'),
    ]
    assert items[1]['label'] == 'Koordination von Graz'
    assert enter(http, demonstration_account='graz').status_code == 201
    assert http.get('/v1/me').json()['name'] == 'Greta Graz'
    assert problem(enter(http, demonstration_account='nobody')) == (404, 'not-found')
