"""Two live secrets, so that one can be changed without a gap; how long an access lasts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.models.api_clients import ApiClient, ApiClientSecretPage
from tests.routes.acts import made
from tests.routes.conftest import ClientFor, Journal, SignedIn, Somebody, World, problem

Clock = Callable[[datetime], None]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def admin(signed_in: SignedIn) -> Somebody:
    """An administrator of ECCAR's office."""
    return signed_in('office_admin')


def let_in(admin: httpx.Client, world: World, **more: Any) -> dict[str, Any]:
    return made(admin.post('/v1/api-clients', json={'name': 'Sync', 'network_id': str(world.network), 'scopes': ['cities:read'], **more}))


def token(http: httpx.Client, client: dict[str, Any], secret: str | None = None) -> httpx.Response:
    form = {'client_id': client['id'], 'client_secret': secret or client['client_secret']}
    return http.post('/v1/oauth/token', data={'grant_type': 'client_credentials', **form})


def secrets(admin: httpx.Client, client: dict[str, Any]) -> list[dict[str, Any]]:
    answer = admin.get(f'/v1/api-clients/{client["id"]}/secrets')
    ApiClientSecretPage.model_validate(made(answer))
    return list(answer.json()['items'])


def another(admin: httpx.Client, client: dict[str, Any], **headers: str) -> httpx.Response:
    return admin.post(f'/v1/api-clients/{client["id"]}/secrets', headers=headers)


def end(admin: httpx.Client, client: dict[str, Any], secret: dict[str, Any], version: str = '*') -> httpx.Response:
    return admin.post(f'/v1/api-clients/{client["id"]}/secrets/{secret["id"]}/ending', headers={'If-Match': version})


def renew(admin: httpx.Client, client: dict[str, Any], version: str = '*', **wish: Any) -> httpx.Response:
    return admin.post(f'/v1/api-clients/{client["id"]}/renewals', json=wish, headers={'If-Match': version})


def test_a_secret_is_changed_without_a_moment_in_which_the_client_is_locked_out(
    admin: Somebody, http: httpx.Client, world: World, journal: Journal
) -> None:
    client = let_in(admin, world)
    answer = another(admin, client)
    new = made(answer)
    assert answer.headers['location'] == f'/v1/api-clients/{client["id"]}'
    assert answer.headers['cache-control'] == 'no-store'
    assert new['client_secret'] != client['client_secret']
    # Both are good while the machine is told of the new one.
    assert token(http, client).status_code == token(http, new).status_code == 200
    second, first = secrets(admin, client)
    assert new['client_secret'].startswith(second['prefix'])
    assert client['client_secret'].startswith(first['prefix'])
    assert problem(end(admin, client, first, '"1"')) == (412, 'stale-version')
    assert end(admin, client, first, answer.headers['etag']).status_code == 200
    assert token(http, client).status_code == 401
    assert token(http, new).status_code == 200
    assert [each['ended_at'] is None for each in secrets(admin, client)] == [True, False]
    assert problem(end(admin, client, first)) == (409, 'already-ended')
    told = [entry['operation'] for entry in journal(client['id'])]
    assert told == ['create_api_client', 'create_api_client_secret', 'end_api_client_secret']
    shown = admin.get(f'/v1/api-clients/{client["id"]}/secrets').text
    assert new['client_secret'] not in shown
    assert 'hash' not in shown


def test_there_is_no_third_live_secret_and_the_refusal_says_what_to_do(admin: Somebody, world: World) -> None:
    client = let_in(admin, world)
    made(another(admin, client))
    refusal = another(admin, client)
    assert problem(refusal) == (409, 'two-secrets-live')
    assert 'End the one that is no longer used' in refusal.json()['detail']
    assert end(admin, client, secrets(admin, client)[0]).status_code == 200
    made(another(admin, client))
    assert len(secrets(admin, client)) == 3


def test_a_second_secret_is_shown_once_too(admin: Somebody, world: World) -> None:
    client = let_in(admin, world)
    key = {'Idempotency-Key': 'once-and-only'}
    assert another(admin, client, **key).status_code == 201
    assert problem(another(admin, client, **key)) == (409, 'secret-already-shown')
    assert len(secrets(admin, client)) == 2


def test_use_is_noted_of_the_secret_that_was_used_and_of_the_client(admin: Somebody, http: httpx.Client, world: World) -> None:
    client = let_in(admin, world)
    new = made(another(admin, client))
    assert [each['last_used_at'] for each in secrets(admin, client)] == [None, None]
    made(token(http, new))
    second, first = secrets(admin, client)
    assert (second['last_used_at'] is not None, first['last_used_at']) == (True, None)
    assert made(admin.get(f'/v1/api-clients/{client["id"]}'))['last_used_at'] == second['last_used_at']


def test_secrets_are_the_offices_and_administrators_change_them(
    admin: Somebody, signed_in: SignedIn, graz: Somebody, world: World, client_for: ClientFor
) -> None:
    script, partner = let_in(admin, world), let_in(admin, world, role='partner_client')
    path = f'/v1/api-clients/{partner["id"]}'
    # A partner's system is known to the cities, which may give it a mandate; its secrets are not.
    assert made(graz.get(path))['you_may'] == []
    assert secrets(graz, partner) == []
    assert problem(graz.get(f'/v1/api-clients/{script["id"]}/secrets')) == (404, 'not-found')
    assert problem(another(graz, partner)) == (403, 'role-does-not-allow')
    assert problem(end(graz, partner, secrets(admin, partner)[0])) == (403, 'role-does-not-allow')
    assert problem(another(signed_in('office_staff'), script)) == (403, 'role-does-not-allow')
    assert len(secrets(signed_in('office_staff'), script)) == 1
    assert problem(end(admin, script, {'id': str(uuid4())})) == (404, 'not-found')
    assert problem(end(admin, script, secrets(admin, partner)[0])) == (404, 'not-found'), 'of another client'
    assert problem(another(client_for('admin'), script)) == (403, 'insufficient-scope'), 'whoever has the secret is the client'
    assert problem(renew(client_for('admin'), script)) == (403, 'insufficient-scope')


def test_a_partners_system_is_made_for_no_city(admin: Somebody, world: World) -> None:
    wish = {'name': 'Case system', 'network_id': str(world.network), 'role': 'partner_client', 'scopes': ['cities:read']}
    refusal = admin.post('/v1/api-clients', json={**wish, 'city_id': str(world.cities['graz'])})
    assert problem(refusal) == (409, 'partner-acts-by-mandate')


def test_an_access_ends_with_the_day_that_was_chosen(admin: Somebody, http: httpx.Client, world: World, clock: Clock) -> None:
    clock(NOON)
    client = let_in(admin, world, expires_on='2026-03-31')
    # The network is in Germany, where summer has begun by then.
    assert datetime.fromisoformat(client['expires_at']) == datetime(2026, 3, 31, 22, tzinfo=UTC)
    clock(datetime(2026, 3, 31, 21, 59, tzinfo=UTC))
    assert token(http, client).status_code == 200
    clock(datetime(2026, 3, 31, 22, tzinfo=UTC))
    assert token(http, client).status_code == 401
    for day in ('2026-03-01', '2027-03-03', '9999-12-31', '0001-01-01'):
        clock(NOON)
        wish = {'name': 'Sync', 'network_id': str(world.network), 'scopes': ['cities:read'], 'expires_on': day}
        assert problem(admin.post('/v1/api-clients', json=wish)) == (409, 'not-within-a-year')


def test_it_is_renewed_for_a_year_at_most_and_begins_again_once_it_has_expired(
    admin: Somebody, http: httpx.Client, world: World, clock: Clock, journal: Journal, signed_in: SignedIn
) -> None:
    clock(NOON)
    client = let_in(admin, world, expires_on='2026-03-31', city_id=str(world.cities['graz']))
    clock(NOON + timedelta(minutes=5))
    renewed = ApiClient.model_validate(made(renew(admin, client, '"1"')))
    assert renewed.expires_at == NOON + timedelta(minutes=5, days=365)
    assert problem(renew(admin, client, '"1"')) == (412, 'stale-version')
    for day in ('2026-03-01', '2027-03-03', '9999-12-31'):
        assert problem(renew(admin, client, expires_on=day)) == (409, 'not-within-a-year')
    made(renew(admin, client, expires_on='2026-04-30'))
    clock(datetime(2026, 6, 1, 12, tzinfo=UTC))
    later = signed_in('office_admin')
    assert made(later.get(f'/v1/api-clients/{client["id"]}'))['stage'] == 'expired'
    assert token(http, client).status_code == 401
    made(renew(later, client, expires_on='2027-06-01'))
    assert token(http, client).status_code == 200
    [mandate] = made(later.get('/v1/mandates', params={'client_id': client['id']}))['items']
    assert (mandate['stage'], mandate['end_date']) == ('in_effect', '2027-06-02'), 'that of its own city goes on with it'
    assert [entry['operation'] for entry in journal(client['id'])] == ['create_api_client'] + ['renew_api_client'] * 3
    assert later.delete(f'/v1/api-clients/{client["id"]}', headers={'If-Match': '*'}).status_code == 204
    assert problem(renew(later, client)) == problem(another(later, client)) == (409, 'already-ended')


def test_the_secrets_of_a_client_that_was_ended_are_not_there(signed_in: SignedIn, world: World) -> None:
    admin = signed_in('office_admin')
    wish = {'network_id': str(world.network), 'name': 'Sync', 'scopes': ['cities:read']}
    client = admin.post('/v1/api-clients', json=wish).json()
    path = f'/v1/api-clients/{client["id"]}'
    assert admin.get(f'{path}/secrets').status_code == 200
    assert admin.delete(path, headers={'If-Match': '*'}).status_code == 204
    assert problem(admin.get(f'{path}/secrets')) == (404, 'not-found')
