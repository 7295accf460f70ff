"""Invitations: made by those who may, sent in the invited person's language, answered by whoever holds the link."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.database import Database
from api.jobs.housekeeping import tidy
from api.settings import Settings
from tests.conftest import NO_TLS, Service
from tests.contract.validated import validated
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import propose
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem
from tests.world import rows

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MAIL = 'nora@graz.example'


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


@pytest.fixture
def browser(http: httpx.Client) -> Iterator[httpx.Client]:
    """The browser of whoever was invited."""
    with httpx.Client(base_url=http.base_url, verify=NO_TLS, timeout=30) as client:
        yield validated(client)


def wish(world: World, role: str = 'department_contact', city: str | None = 'graz', **fields: object) -> dict[str, object]:
    held = {'city_id': str(world.cities[city])} if city else {}
    return {'network_id': str(world.network), 'role': role, 'name': 'Nora Neu', 'mail': MAIL, **held, **fields}


def invite(client: httpx.Client, wished: dict[str, object]) -> dict[str, Any]:
    answer = client.post('/v1/invitations', json=wished)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def token_in(mail: EmailMessage) -> str:
    found = re.search(r'/invitation#token=([\w-]+)', mail.get_content())
    assert found
    return found[1]


def accept(client: httpx.Client, token: str, **fields: object) -> httpx.Response:
    return client.post('/v1/invitation-acceptances', json={'token': token, **fields})


def sign_in(client: httpx.Client, postbox: Postbox, mail: str, **fields: object) -> None:
    assert client.post('/v1/sign-in-links', json={'email': mail}).is_success
    found = re.search(r'\b\d{3} ?\d{3}\b', postbox.newest(mail).get_content())
    assert found
    assert client.post('/v1/sessions', json={'email': mail, 'code': found[0].replace(' ', ''), **fields}).status_code == 201


def move(client: httpx.Client, invitation: object, to: str) -> httpx.Response:
    return client.post(f'/v1/invitations/{invitation}/{to}', headers={'If-Match': '*'})


def test_whoever_is_invited_accepts_and_holds_the_role_from_that_day(
    graz: Somebody, browser: httpx.Client, postbox: Postbox, world: World, journal: Journal, index: Index, clock: Callable[[datetime], None]
) -> None:
    clock(NOON)
    answer = graz.post('/v1/invitations', json=wish(world, language='de'))
    invitation = answer.json()
    assert answer.headers['location'] == f'/v1/invitations/{invitation["id"]}'
    assert (invitation['stage'], invitation['person_id'], invitation['invited_by_id']) == ('open', None, str(graz.id))
    assert invitation['you_may'] == ['withdraw_invitation', 'send_invitation']
    assert datetime.fromisoformat(invitation['expires_at']) == NOON + timedelta(days=14)
    mail = postbox.newest(MAIL)
    assert mail['Content-Language'] == 'de'
    assert all(said in mail.get_content() for said in ('Greta Graz', 'Kontaktperson einer Abteilung', 'Graz', '16. März 2026'))
    clock(NOON + timedelta(days=3))
    accepted = accept(browser, token_in(mail))
    assert accepted.status_code == 201
    me = browser.get('/v1/me').json()
    [role] = me['roles']
    assert (me['name'], me['language'], role['role'], role['city_name'], role['start_date']) == (
        'Nora Neu', 'de', 'department_contact', 'Graz', '2026-03-05',
    )  # fmt: skip
    held = browser.get(f'/v1/roles/{role["id"]}').json()
    assert held['given_by_id'] == str(graz.id)
    clock(NOON)
    seen = graz.get(f'/v1/invitations/{invitation["id"]}').json()
    assert (seen['stage'], seen['person_id'], seen['you_may']) == ('accepted', me['id'], [])
    assert [entry['operation'] for entry in journal(invitation['id'])] == ['create_invitation', 'accept_invitation']
    assert 'nora' not in str([entry['changes'] for entry in journal(invitation['id'])]).lower()
    assert str(journal(role['id'])[0]['actor_id']) == me['id']
    assert index(invitation['id']) == {}


def test_a_link_works_once(graz: Somebody, browser: httpx.Client, postbox: Postbox, world: World) -> None:
    invite(graz, wish(world))
    token = token_in(postbox.newest(MAIL))
    assert accept(browser, token).status_code == 201
    for path in ('acceptances', 'refusals', 'previews'):
        assert problem(browser.post(f'/v1/invitation-{path}', json={'token': token})) == (401, 'invitation-invalid')


def test_looking_at_the_link_changes_nothing(graz: Somebody, browser: httpx.Client, postbox: Postbox, world: World) -> None:
    invitation = invite(graz, wish(world))
    token = token_in(postbox.newest(MAIL))
    before = graz.get(f'/v1/invitations/{invitation["id"]}').json()
    for method in ('GET', 'HEAD'):
        browser.request(method, '/invitation', params={'token': token})
    said = [browser.post('/v1/invitation-previews', json={'token': token}).json() for _ in range(2)][-1]
    assert (said['network_name'], said['role'], said['city']['slug'], said['invited_by'], said['name']) == (
        'European Coalition of Cities against Racism', 'department_contact', 'graz', 'Greta Graz', 'Nora Neu',
    )  # fmt: skip
    for method in ('GET', 'HEAD'):
        assert browser.request(method, '/v1/invitation-acceptances').status_code == 405
    assert graz.get(f'/v1/invitations/{invitation["id"]}').json() == before
    assert accept(browser, token).status_code == 201


def test_whoever_is_not_meant_says_so_and_nothing_begins(graz: Somebody, browser: httpx.Client, postbox: Postbox, world: World) -> None:
    invitation = invite(graz, wish(world))
    token = token_in(postbox.newest(MAIL))
    assert browser.post('/v1/invitation-refusals', json={'token': token}).json() == {'declined': True}
    assert problem(accept(browser, token)) == (401, 'invitation-invalid')
    assert graz.get(f'/v1/invitations/{invitation["id"]}').json()['stage'] == 'declined'
    assert postbox.rows('SELECT id FROM people WHERE mail = %s', MAIL) == []


def test_a_page_of_another_site_accepts_nothing(graz: Somebody, browser: httpx.Client, postbox: Postbox, world: World) -> None:
    invite(graz, wish(world))
    token = token_in(postbox.newest(MAIL))
    for path in ('acceptances', 'refusals', 'previews'):
        answer = browser.post(f'/v1/invitation-{path}', json={'token': token}, headers={'Sec-Fetch-Site': 'cross-site'})
        assert problem(answer) == (403, 'cross-site-request')


def test_an_invitation_expires_after_fourteen_days_and_is_open_again_once_it_is_sent_again(
    graz: Somebody, browser: httpx.Client, postbox: Postbox, world: World, clock: Callable[[datetime], None], signed_in: SignedIn
) -> None:
    clock(NOON)
    office = signed_in('office_staff')
    invitation = invite(office, wish(world, 'political_head'))
    first = token_in(postbox.newest(MAIL))
    clock(NOON + timedelta(minutes=5))
    tag = office.get(f'/v1/invitations/{invitation["id"]}').headers['etag']
    clock(NOON + timedelta(days=14))
    office = signed_in('office_staff')
    assert problem(accept(browser, first)) == (401, 'invitation-invalid')
    seen = office.get(f'/v1/invitations/{invitation["id"]}', headers={'If-None-Match': tag})
    assert (seen.status_code, seen.json()['stage']) == (200, 'expired')
    assert [each['id'] for each in office.get('/v1/invitations', params={'stage': 'expired'}).json()['items']] == [invitation['id']]
    assert office.get('/v1/invitations', params={'stage': 'open'}).json()['items'] == []
    again = move(office, invitation['id'], 'sendings').json()
    assert (again['stage'], datetime.fromisoformat(again['expires_at'])) == ('open', NOON + timedelta(days=28))
    second = token_in(postbox.newest(MAIL))
    assert second != first
    assert problem(accept(browser, first)) == (401, 'invitation-invalid')
    assert accept(browser, second).status_code == 201
    assert graz.id


def test_a_mail_that_leaves_late_is_of_the_last_sending(office: Somebody, postbox: Postbox, world: World) -> None:
    invitation = invite(office, wish(world))
    assert move(office, invitation['id'], 'sendings').status_code == 200
    assert postbox.work() == 2
    assert len(postbox.mails()) == 1
    assert sorted(row['outcome'] for row in postbox.rows('SELECT outcome FROM outbox')) == ['nobody', 'sent']


def test_an_attempt_that_is_repeated_sends_the_same_link(office: Somebody, postbox: Postbox, world: World) -> None:
    invite(office, wish(world))
    first = postbox.newest(MAIL)
    postbox.run("UPDATE outbox SET done_at = NULL, outcome = NULL, due_at = now() - interval '1 minute'")
    assert token_in(postbox.newest(MAIL)) == token_in(first)
    assert len(postbox.mails()) == 1


def test_what_is_withdrawn_opens_nothing_and_is_settled(graz: Somebody, browser: httpx.Client, postbox: Postbox, world: World) -> None:
    invitation = invite(graz, wish(world))
    token = token_in(postbox.newest(MAIL))
    assert move(graz, invitation['id'], 'withdrawals').json()['stage'] == 'withdrawn'
    assert problem(accept(browser, token)) == (401, 'invitation-invalid')
    for to in ('withdrawals', 'sendings'):
        assert problem(move(graz, invitation['id'], to)) == (409, 'invitation-settled')


def test_ten_mails_are_enough(office: Somebody, world: World) -> None:
    invitation = invite(office, wish(world))
    answers = [move(office, invitation['id'], 'sendings') for _ in range(10)]
    assert [answer.status_code for answer in answers] == [*[200] * 9, 409]
    assert problem(answers[-1]) == (409, 'invitation-sent-often')


def test_a_city_invites_its_departments_and_its_head_and_nobody_else(
    graz: Somebody, bologna: Somebody, client_for: ClientFor, world: World
) -> None:
    assert invite(graz, wish(world, 'political_head'))['role'] == 'political_head'
    assert invite(client_for(city='graz'), wish(world))['role'] == 'department_contact'
    for role, city in (('coordinator', 'graz'), ('board_member', None), ('office_staff', None), ('department_contact', 'bologna')):
        assert problem(graz.post('/v1/invitations', json=wish(world, role, city))) == (403, 'role-does-not-allow')
    elsewhere = {**wish(world), 'network_id': str(world.other_network)}
    assert problem(graz.post('/v1/invitations', json=elsewhere)) == (403, 'role-does-not-allow')
    assert bologna.get('/v1/invitations').json()['items'] == []
    [first, _] = graz.get('/v1/invitations', params={'role': 'department_contact'}).json()['items'] * 2
    assert problem(bologna.get(f'/v1/invitations/{first["id"]}')) == (404, 'not-found')
    assert problem(move(bologna, first['id'], 'withdrawals')) == (404, 'not-found')


def test_what_the_office_offers_in_a_city_is_seen_there_and_stays_the_offices(office: Somebody, graz: Somebody, world: World) -> None:
    group = propose(graz, world)['id']
    invitation = invite(office, wish(world, 'group_coordinator', working_group_id=group))
    assert graz.get(f'/v1/invitations/{invitation["id"]}').json()['you_may'] == []
    for to in ('withdrawals', 'sendings'):
        assert problem(move(graz, invitation['id'], to)) == (403, 'role-does-not-allow')


def test_roles_in_the_office_are_an_administrators_to_offer(signed_in: SignedIn, world: World) -> None:
    staff, admin = signed_in('office_staff'), signed_in('office_admin')
    assert problem(staff.post('/v1/invitations', json=wish(world, 'office_staff', None))) == (403, 'role-does-not-allow')
    invitation = invite(admin, wish(world, 'office_staff', None))
    assert staff.get(f'/v1/invitations/{invitation["id"]}').json()['you_may'] == []
    assert problem(move(staff, invitation['id'], 'sendings')) == (403, 'role-does-not-allow')


def test_what_is_offered_or_held_already_is_not_offered_again(office: Somebody, graz: Somebody, postbox: Postbox, world: World) -> None:
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'greta@graz.example', graz.id)
    invite(office, wish(world))
    assert problem(office.post('/v1/invitations', json=wish(world, mail=MAIL.upper()))) == (409, 'already-invited')
    invite(office, wish(world, 'political_head'))
    assert problem(office.post('/v1/invitations', json=wish(world, 'coordinator', mail='greta@graz.example'))) == (409, 'role-already-held')


def test_an_invitation_names_what_its_role_is_held_for(office: Somebody, world: World) -> None:
    for role, city, said in (
        ('coordinator', None, 'role-needs-a-city'),
        ('lead_contact', 'graz', 'role-needs-a-group'),
        ('organisation_contact', None, 'role-needs-an-organisation'),
        ('office_staff', 'graz', 'role-is-for-the-network'),
        ('coordinator', 'montreal', 'not-an-active-city'),
    ):
        assert problem(office.post('/v1/invitations', json=wish(world, role, city))) == (409, said)
    unknown = office.post('/v1/invitations', json={**wish(world, 'coordinator', None), 'city_id': str(uuid4())})
    assert problem(unknown) == (409, 'unknown-reference')


def test_a_city_that_has_left_is_taken_up_by_nobody(office: Somebody, browser: httpx.Client, postbox: Postbox, world: World) -> None:
    invite(office, wish(world))
    token = token_in(postbox.newest(MAIL))
    [membership] = office.get('/v1/memberships', params={'city_id': str(world.cities['graz']), 'network_id': str(world.network)}).json()[
        'items'
    ]
    path = f'/v1/memberships/{membership["id"]}/ending'
    assert office.post(path, json={}, headers={'If-Match': '*'}).status_code == 200
    assert problem(accept(browser, token)) == (401, 'invitation-invalid')
    assert postbox.rows('SELECT id FROM people WHERE mail = %s', MAIL) == []


def test_nothing_is_sent_before_the_network_goes_live(office: Somebody, postbox: Postbox, world: World) -> None:
    postbox.run("UPDATE networks SET stage = 'preparation' WHERE id = %s", world.network)
    assert problem(office.post('/v1/invitations', json=wish(world))) == (409, 'network-in-preparation')
    assert postbox.work() == 0


@pytest.mark.parametrize(
    ('answered', 'days', 'stage'),
    [('accepted', 30, 'accepted'), ('declined', 7, 'declined'), ('withdrawn', 7, 'withdrawn'), ('', 21, 'expired')],
)
def test_names_and_addresses_are_gone_some_days_after_it_is_settled(
    office: Somebody, browser: httpx.Client, postbox: Postbox, world: World, answered: str, days: int, stage: str
) -> None:
    """What is left open is settled by its end, after fourteen days."""
    path = f'/v1/invitations/{invite(office, wish(world))["id"]}'
    token = token_in(postbox.newest(MAIL))
    if answered == 'withdrawn':
        assert move(office, path.rpartition('/')[2], 'withdrawals').status_code == 200
    elif answered:
        settling = {'accepted': 'acceptances', 'declined': 'refusals'}[answered]
        assert browser.post(f'/v1/invitation-{settling}', json={'token': token}).is_success
    now = datetime.now(UTC)
    with postbox.connection() as connection:
        tidy(connection, now + timedelta(days=days, hours=-1), Settings())
        assert office.get(path).json()['mail'] == MAIL
        tidy(connection, now + timedelta(days=days, hours=1), Settings())
    seen = office.get(path).json()
    assert (seen['name'], seen['mail']) == (None, None)
    postbox.run("UPDATE invitations SET expires_at = now() - interval '7 days' WHERE stage = 'open'")
    assert office.get(path).json()['stage'] == stage
    wanted = 'invitation-emptied' if stage == 'expired' else 'invitation-settled'
    assert problem(move(office, path.rpartition('/')[2], 'sendings')) == (409, wanted)


def test_the_token_is_kept_nowhere(office: Somebody, postbox: Postbox, world: World, database: Database) -> None:
    invite(office, wish(world))
    token = token_in(postbox.newest(MAIL))
    for table in ('invitations', 'outbox', 'journal'):
        assert token not in str(rows(database, f'SELECT row_to_json(t)::text AS it FROM {table} t'))  # noqa: S608 -- names of this test


def test_a_remembered_browser_stays_signed_in_for_thirty_days(
    office: Somebody, browser: httpx.Client, postbox: Postbox, world: World
) -> None:
    invite(office, wish(world))
    answer = accept(browser, token_in(postbox.newest(MAIL)), remember=True)
    assert 'Max-Age=2592000' in answer.headers['set-cookie']
    until = datetime.fromisoformat(answer.json()['expires_at']).date()
    assert until >= date.today() + timedelta(days=29)  # noqa: DTZ011 -- a day more or less
