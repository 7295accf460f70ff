"""Machine clients: let in by an office, their secret shown once, ended with effect at once."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.database import Database
from api.hashes import hashed
from api.models.api_clients import ApiClient, ApiClientWithSecret
from api.operations import by_hand
from api.running.processes import CannotStart
from tests.conftest import Service
from tests.postbox import Postbox
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem

Journal = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def admin(signed_in: SignedIn) -> Somebody:
    """An administrator of ECCAR's office."""
    return signed_in('office_admin')


@pytest.fixture
def postbox(service: Service, database_url: str) -> Postbox:
    return Postbox(database_url, service.app.state.settings)


def wish(world: World, **fields: object) -> dict[str, object]:
    return {'name': 'Sync', 'network_id': str(world.network), 'scopes': ['cities:read'], **fields}


def test_a_client_is_answered_with_its_secret_which_is_kept_only_as_a_hash(
    admin: Somebody, world: World, postbox: Postbox, journal: Journal
) -> None:
    answer = admin.post('/v1/api-clients', json=wish(world, scopes=['memberships:write', 'cities:read', 'cities:read']))
    assert answer.status_code == 201, answer.text
    made = ApiClientWithSecret.model_validate(answer.json())
    assert answer.headers['location'] == f'/v1/api-clients/{made.id}'
    assert answer.headers['etag'].startswith('"1-')
    assert answer.headers['cache-control'] == 'no-store'
    assert made.scopes == ['cities:read', 'memberships:write']
    assert made.you_may == ['renew_api_client', 'end_api_client', 'create_api_client_secret', 'end_api_client_secret']
    assert (made.role, made.stage, str(made.made_by_id)) == ('script_client', 'live', str(admin.id))
    assert timedelta(days=364) < made.expires_at - made.created_at <= timedelta(days=365)
    [kept] = postbox.rows('SELECT * FROM api_client_secrets')
    assert bytes(kept['secret_hash']) == hashed(made.client_secret)
    assert made.client_secret.startswith('coal_')
    assert made.client_secret.startswith(kept['prefix'])
    assert len(kept['prefix']) < 10
    shown = admin.get(answer.headers['location'])
    assert ApiClient.model_validate(shown.json()).id == made.id
    assert made.client_secret not in shown.text
    assert [item['id'] for item in admin.get('/v1/api-clients').json()['items']] == [str(made.id)]
    [entry] = journal(str(made.id))
    assert (entry['operation'], entry['actor_id']) == ('create_api_client', admin.id)
    assert made.client_secret not in str(entry)


def test_the_secret_is_not_shown_a_second_time(admin: Somebody, world: World) -> None:
    headers = {'Idempotency-Key': 'once-and-only'}
    assert admin.post('/v1/api-clients', json=wish(world), headers=headers).status_code == 201
    assert problem(admin.post('/v1/api-clients', json=wish(world), headers=headers)) == (409, 'secret-already-shown')
    assert len(admin.get('/v1/api-clients').json()['items']) == 1


def test_a_client_of_a_city_speaks_for_it_alone(admin: Somebody, http: httpx.Client, world: World) -> None:
    body = wish(world, city_id=str(world.cities['graz']), scopes=['memberships:write', 'cities:read'])
    made = admin.post('/v1/api-clients', json=body).json()
    form = {'grant_type': 'client_credentials', 'client_id': made['id'], 'client_secret': made['client_secret']}
    token = http.post('/v1/oauth/token', data=form).json()['access_token']
    me = http.get('/v1/me', headers={'Authorization': f'Bearer {token}'}).json()
    assert [each['city']['slug'] for each in me['acts_for']] == ['graz']
    assert me['office_of'] == []
    elsewhere = wish(world, city_id=str(world.cities['montreal']))
    assert problem(admin.post('/v1/api-clients', json=elsewhere)) == (409, 'not-an-active-city')
    assert problem(admin.post('/v1/api-clients', json=wish(world, city_id=str(uuid4())))) == (409, 'unknown-reference')


def test_only_the_offices_own_administrators_let_machines_in(
    signed_in: SignedIn, graz: Somebody, world: World, client_for: ClientFor
) -> None:
    for somebody in (signed_in('office_staff'), graz, signed_in('office_admin', network=world.other_network), client_for(city='graz')):
        assert problem(somebody.post('/v1/api-clients', json=wish(world))) == (403, 'role-does-not-allow')
    assert problem(client_for('cities:read').post('/v1/api-clients', json=wish(world))) == (403, 'insufficient-scope')
    unknown = client_for(everywhere=True).post('/v1/api-clients', json=wish(world, network_id=str(uuid4())))
    assert problem(unknown) == (409, 'unknown-reference')


def test_a_machine_gives_another_no_more_than_it_has(client_for: ClientFor, world: World) -> None:
    machine = client_for('admin', 'cities:read')
    assert machine.post('/v1/api-clients', json=wish(world, scopes=['cities:read'])).status_code == 201
    assert problem(machine.post('/v1/api-clients', json=wish(world, scopes=['people:read']))) == (403, 'insufficient-scope')


@pytest.mark.parametrize(
    'fields',
    [{'scopes': []}, {'scopes': ['everything']}, {'scopes': 'cities:read'}, {'name': ''}, {'name': 'a\u0000'}, {'client_secret': 'mine'}],
)
def test_a_client_is_described_as_the_contract_says(admin: Somebody, world: World, fields: dict[str, Any]) -> None:
    assert problem(admin.post('/v1/api-clients', json=wish(world, **fields))) == (422, 'validation-failed')


def test_only_its_office_knows_of_a_client(admin: Somebody, signed_in: SignedIn, graz: Somebody, world: World) -> None:
    made = admin.post('/v1/api-clients', json=wish(world)).json()
    for somebody in (graz, signed_in('office_admin', network=world.other_network)):
        assert somebody.get('/v1/api-clients').json()['items'] == []
        assert problem(somebody.get(f'/v1/api-clients/{made["id"]}')) == (404, 'not-found')
        assert problem(somebody.delete(f'/v1/api-clients/{made["id"]}', headers={'If-Match': '*'})) == (404, 'not-found')
    staff = signed_in('office_staff')
    assert staff.get(f'/v1/api-clients/{made["id"]}').json()['you_may'] == []
    assert problem(staff.delete(f'/v1/api-clients/{made["id"]}', headers={'If-Match': '*'})) == (403, 'role-does-not-allow')


def test_a_client_is_ended_once_is_gone_from_its_address_and_stays_on_record(
    admin: Somebody, world: World, journal: Journal, postbox: Postbox
) -> None:
    answer = admin.post('/v1/api-clients', json=wish(world))
    place, tag = answer.headers['location'], answer.headers['etag']
    assert problem(admin.delete(place)) == (428, 'precondition-required')
    assert problem(admin.delete(place, headers={'If-Match': '"7"'})) == (412, 'stale-version')
    ended = admin.delete(place, headers={'If-Match': tag})
    assert (ended.status_code, ended.content) == (204, b'')
    assert problem(admin.get(place)) == problem(admin.get(place, headers={'If-None-Match': tag})) == (404, 'not-found')
    shown = next(each for each in admin.get('/v1/api-clients?expand=you_may').json()['items'] if place.endswith(each['id']))
    assert (shown['version'], shown['you_may']) == (2, [])
    assert datetime.fromisoformat(shown['ended_at'])
    assert problem(admin.delete(place, headers={'If-Match': '"2"'})) == (409, 'already-ended')
    assert [entry['operation'] for entry in journal(shown['id'])] == ['create_api_client', 'end_api_client']
    assert [row['ended_at'] is not None for row in postbox.rows('SELECT ended_at FROM api_client_secrets')] == [True]


def test_the_command_line_makes_clients_for_the_operator_a_network_or_a_city(
    http: httpx.Client, database: Database, database_url: str, postbox: Postbox
) -> None:
    assert database.is_ready()
    for city, network, expected in ((None, None, ['eccar', 'icc']), (None, 'icc', ['icc']), ('graz', None, [])):
        made = by_hand.create_client(database_url, 'Script', ['cities:read', 'memberships:read'], city, network)
        assert made['scopes'] == ['cities:read', 'memberships:read']
        form = {'grant_type': 'client_credentials', **{name: made[name] for name in ('client_id', 'client_secret')}}
        token = http.post('/v1/oauth/token', data=form).json()['access_token']
        me = http.get('/v1/me', headers={'Authorization': f'Bearer {token}'}).json()
        assert sorted(office['slug'] for office in me['office_of']) == expected
        assert [each['city']['slug'] for each in me['acts_for']] == ([city] if city else [])
    kinds = {row['actor_kind'] for row in postbox.rows("SELECT actor_kind FROM journal WHERE operation = 'create_api_client'")}
    assert kinds == {'operator'}
    for scopes, city, network in ((['all'], None, None), (['admin'], 'atlantis', None), (['admin'], None, 'atlantis')):
        with pytest.raises(CannotStart):
            by_hand.create_client(database_url, 'Script', scopes, city, network)


def test_the_command_line_makes_a_link_that_signs_in_once(http: httpx.Client, database_url: str, graz: Somebody, postbox: Postbox) -> None:
    [mail] = [row['mail'] for row in postbox.rows('SELECT mail FROM people WHERE id = %s', graz.id)]
    link = by_hand.sign_in_link(database_url, mail.upper())
    token = link.partition('/sign-in#token=')[2]
    assert http.post('/v1/sessions', json={'token': token}).status_code == 201
    assert http.get('/v1/me').json()['id'] == str(graz.id)
    assert problem(http.post('/v1/sessions', json={'token': token})) == (401, 'sign-in-link-invalid')
    with pytest.raises(CannotStart):
        by_hand.sign_in_link(database_url, 'nobody@example.org')


def test_the_command_line_prints_json(database_url: str, service: Service) -> None:
    secret = service.app.state.settings.secret.get_secret_value()
    done = subprocess.run(
        [sys.executable, '-m', 'api.cli', 'client', 'create', 'Sync', '--scope', 'cities:read', '--network', 'eccar'],
        env={'DATABASE_URL': database_url, 'COALITION_SECRET': secret, 'PATH': ''},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, '')
    assert '"client_secret": "coal_' in done.stdout
