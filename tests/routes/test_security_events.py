"""What concerns the safety of an access is noted, without anything personal, and shown to the person and the office's administrators."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import text

from api.database import Database
from api.jobs.housekeeping import tidy
from api.settings import Settings
from tests.conftest import Service
from tests.postbox import Postbox, code_in, postbox_at, token_in
from tests.routes.acts import made, pages
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem
from tests.routes.test_invitations import accept, browser, invite, wish
from tests.routes.test_invitations import token_in as token_invited_by

__all__ = ['browser']
GRETA = 'greta@graz.example'


def events(caller: httpx.Client, **query: Any) -> list[dict[str, Any]]:
    return [item for page in pages(caller, '/v1/security-events', limit=100, **query) for item in page]


def kinds(caller: httpx.Client, **query: Any) -> list[str]:
    return [event['kind'] for event in events(caller, **query)]


def enter(client: httpx.Client, **way: object) -> httpx.Response:
    return client.post('/v1/sessions', json=way)


@pytest.fixture
def mail(http: httpx.Client, graz: Somebody, service: Service, database_url: str, tmp_path: Path) -> EmailMessage:
    """The mail by which the coordinator of Graz can sign in."""
    postbox: Postbox = postbox_at(database_url, service.app.state.settings, tmp_path)
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', GRETA, graz.id)
    assert http.post('/v1/sign-in-links', json={'email': GRETA}).status_code == 202
    return postbox.newest(GRETA)


@pytest.fixture
def admin(signed_in: SignedIn) -> Somebody:
    """An administrator of the office."""
    return signed_in('office_admin', name='Olga Office')


def test_signing_in_and_out_is_noted(admin: Somebody, http: httpx.Client, mail: EmailMessage) -> None:
    made(enter(http, token=token_in(mail)))
    me = made(http.get('/v1/me'))
    assert http.delete(f'/v1/sessions/{me["session_id"]}').status_code == 204
    assert kinds(admin, person_id=me['id'])[:2] == ['session_ended', 'signed_in']
    newest = events(admin, person_id=me['id'])[0]
    assert newest['person'] == {'id': me['id'], 'name': 'Greta Graz'}
    assert newest['sentence'] == 'Signed out.'


def test_failures_are_counted_by_the_hour_and_survive_the_refusal(admin: Somebody, http: httpx.Client, mail: EmailMessage) -> None:
    wrong = f'{(int(code_in(mail)) + 1) % 1_000_000:06}'
    for _ in range(3):
        assert problem(enter(http, email=GRETA, code=wrong)) == (401, 'sign-in-code-wrong')
    made(enter(http, token=token_in(mail)))
    for _ in range(2):
        assert problem(enter(http, token=token_in(mail))) == (401, 'sign-in-link-invalid')
    counted = {event['kind']: event['times'] for event in events(admin) if event['times'] > 1}
    assert counted == {'sign_in_failed': 3, 'sign_in_link_invalid': 2}


def test_a_link_that_never_was_is_nobodys(admin: Somebody, client_for: ClientFor, http: httpx.Client) -> None:
    assert problem(enter(http, token='x' * 40)) == (401, 'sign-in-link-invalid')
    assert 'sign_in_link_invalid' not in kinds(admin)
    (event,) = events(client_for('admin', everywhere=True), kind='sign_in_link_invalid')
    assert (event['person'], event['client'], event['network_id']) == (None, None, None)


def test_roles_and_access_are_noted(admin: Somebody, graz: Somebody, office: Somebody) -> None:
    role = made(office.get('/v1/roles', params={'person_id': str(graz.id)}))['items'][0]
    made(office.post(f'/v1/roles/{role["id"]}/ending', json={}, headers={'If-Match': '*'}))
    for disabled in (True, True, False):
        made(office.patch(f'/v1/people/{graz.id}', json={'disabled': disabled}, headers={'If-Match': '*'}))
    assert kinds(admin, person_id=str(graz.id)) == ['access_restored', 'access_withdrawn', 'role_ended', 'role_given']


def test_signing_out_everywhere_else_is_noted_where_there_was_anything_to_end(
    admin: Somebody, http: httpx.Client, browser: httpx.Client, mail: EmailMessage, service: Service, database_url: str, tmp_path: Path
) -> None:
    made(enter(http, token=token_in(mail)))
    me = made(http.get('/v1/me'))['id']
    assert http.delete('/v1/sessions').status_code == 204
    before = kinds(admin, person_id=me)
    assert http.delete('/v1/sessions').status_code == 204
    assert kinds(admin, person_id=me) == before
    assert browser.post('/v1/sign-in-links', json={'email': GRETA}).status_code == 202
    made(enter(browser, token=token_in(postbox_at(database_url, service.app.state.settings, tmp_path).newest(GRETA))))
    assert browser.delete('/v1/sessions').status_code == 204
    assert kinds(admin, person_id=me)[:2] == ['other_sessions_ended', 'signed_in']


def test_another_address_is_noted_and_the_same_is_not(admin: Somebody, graz: Somebody) -> None:
    for mail in (GRETA, GRETA.upper()):
        made(admin.patch(f'/v1/people/{graz.id}', json={'mail': mail}, headers={'If-Match': '*'}))
    made(admin.patch(f'/v1/people/{graz.id}', json={'mail': 'other@graz.example'}, headers={'If-Match': '*'}))
    assert kinds(admin, person_id=str(graz.id)).count('mail_changed') == 2


def test_accepting_an_invitation_is_noted_as_a_role_and_a_sign_in(
    admin: Somebody, graz: Somebody, browser: httpx.Client, world: World, service: Service, database_url: str, tmp_path: Path
) -> None:
    invite(graz, wish(world))
    postbox = postbox_at(database_url, service.app.state.settings, tmp_path)
    made(accept(browser, token_invited_by(postbox.newest('nora@graz.example'))))
    me = made(browser.get('/v1/me'))['id']
    assert kinds(admin, person_id=me) == ['signed_in', 'role_given']


def test_clients_and_refused_tokens_are_noted(admin: Somebody, http: httpx.Client, world: World) -> None:
    body = {'network_id': str(world.network), 'name': 'Statistics', 'scopes': ['cities:read']}
    client = made(admin.post('/v1/api-clients', json=body))
    assert admin.delete(f'/v1/api-clients/{client["id"]}', headers={'If-Match': '*'}).status_code in {200, 204}
    form = {'grant_type': 'client_credentials', 'client_id': client['id'], 'client_secret': client['client_secret']}
    for _ in range(2):
        assert http.post('/v1/oauth/token', data=form).status_code == 401
    found = events(admin, client_id=client['id'])
    assert [(event['kind'], event['times']) for event in found] == [('token_refused', 2), ('client_ended', 1), ('client_created', 1)]
    assert {event['client']['name'] for event in found} == {'Statistics'}


def test_a_write_from_another_site_is_noted_and_refused(admin: Somebody, graz: Somebody) -> None:
    answer = graz.patch('/v1/me', json={'language': 'de'}, headers={'Origin': 'https://evil.example'})
    assert problem(answer) == (403, 'cross-site-request')
    assert kinds(admin, person_id=str(graz.id))[0] == 'cross_site_refused'
    assert made(graz.get('/v1/me'))['language'] == 'en'


def test_the_person_and_the_administrators_see_them_and_nobody_else(
    admin: Somebody, graz: Somebody, bologna: Somebody, signed_in: SignedIn, client_for: ClientFor, world: World
) -> None:
    assert {event['person']['id'] for event in events(graz)} == {str(graz.id)}
    staff = signed_in('office_staff')
    assert {event['person']['id'] for event in events(staff)} == {str(staff.id)}
    assert {str(graz.id), str(bologna.id)} <= {event['person']['id'] for event in events(admin) if event['person']}
    assert str(graz.id) not in str(events(client_for(network=world.other_network)))
    assert events(client_for('admin', city='bologna')) == []
    assert events(bologna, person_id=str(graz.id)) == []


def test_the_sentence_is_in_the_readers_language(graz: Somebody) -> None:
    made(graz.patch('/v1/me', json={'language': 'de'}))
    assert events(graz)[0]['sentence'] == 'Eine Rolle wurde vergeben.'


def test_they_go_after_as_many_days_as_is_set(graz: Somebody, database: Database, database_url: str) -> None:
    now = datetime.now(UTC)
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE security_events SET last_at = :at'), {'at': now - timedelta(days=40)})
    with psycopg.connect(database_url, autocommit=True) as connection:
        tidy(connection, now, Settings(security_event_days=41))
        assert events(graz)
        tidy(connection, now, Settings(security_event_days=40 - 1))
        assert events(graz) == []
