"""What is grave wants a sign-in of the last quarter of an hour; what takes personal data away is journalled."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app, openapi_document
from api.database import Database
from api.permissions import PERMISSIONS
from api.settings import Settings
from tests.conftest import Service
from tests.postbox import Postbox, code_in, postbox_at
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem
from tests.world import rows

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=15, seconds=1)
# Written by hand: roles, clients, personal data.
GRAVE = {
    'give_role', 'end_role', 'hand_over_role', 'create_invitation', 'create_api_client', 'export_people', 'export_roles',
    'export_contact_points', 'create_api_client_secret', 'renew_api_client', 'give_mandate', 'erase_person',
    'get_personal_data', 'redact_text', 'redact_document', 'apply_import', 'get_circular_addresses', 'rotate_webhook_secret',
}  # fmt: skip
REDACTED = {'field': 'operated_by', 'text': '…', 'reason': 'asked for by letter'}
# What one signs in with oneself; tried in test_passkey*.py and test_identit*.py, where a device and a provider take part.
GRAVE_FOR_ONESELF = {'start_passkey', 'create_passkey', 'remove_passkey', 'start_identity', 'create_identity', 'remove_identity'}
Clock = Callable[[datetime], None]


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


def asking(
    world: World, person: object, role: object, client: object, imported: object, circular: object, endpoint: object
) -> dict[str, tuple[str, str, dict[str, Any] | None]]:
    """Return a request for each grave operation."""
    network = {'network_id': str(world.network)}
    invited = {**network, 'role': 'board_member', 'name': 'Nora', 'mail': 'nora@graz.example'}
    return {
        'give_role': ('POST', '/v1/roles', {**network, 'person_id': str(person), 'role': 'board_member'}),
        'hand_over_role': ('POST', f'/v1/roles/{role}/handovers', {'invitation': {'name': 'Nora', 'mail': 'nora@graz.example'}}),
        'create_invitation': ('POST', '/v1/invitations', invited),
        'create_api_client': ('POST', '/v1/api-clients', {**network, 'name': 'A script', 'scopes': ['cities:read']}),
        'create_api_client_secret': ('POST', f'/v1/api-clients/{client}/secrets', None),
        'renew_api_client': ('POST', f'/v1/api-clients/{client}/renewals', {}),
        'rotate_webhook_secret': ('POST', f'/v1/webhook-endpoints/{endpoint}/secret-rotations', None),
        'give_mandate': ('POST', '/v1/mandates', {
            **network, 'client_id': str(client), 'city_id': str(world.cities['graz']), 'basis': 'Contract of 12 January 2026',
        }),
        'export_people': ('GET', '/v1/exports/people.csv', None),
        'export_roles': ('GET', '/v1/exports/roles.ndjson', None),
        'export_contact_points': ('GET', '/v1/exports/contact-points.xlsx', None),
        'end_role': ('POST', f'/v1/roles/{role}/ending', {}),
        'get_personal_data': ('GET', f'/v1/people/{person}/personal-data', None),
        'redact_text': ('POST', '/v1/redactions', {'subject_type': 'network', 'subject_id': str(world.network), **REDACTED}),
        'get_circular_addresses': ('GET', f'/v1/circulars/{circular}/addresses', None),
        'apply_import': ('POST', f'/v1/imports/{imported}/applications', {}),
        'erase_person': ('POST', f'/v1/people/{person}/erasures', {'reason': 'asked for by letter'}),
    }  # fmt: skip


def test_what_is_grave_is_written_down_here() -> None:
    assert {name for name, permission in PERMISSIONS.items() if permission.grave} == GRAVE | GRAVE_FOR_ONESELF


def test_the_contract_says_which_operations_ask_for_it() -> None:
    document = openapi_document(create_app(Settings()).app)
    said = {
        operation['operationId']
        for methods in document['paths'].values()
        for operation in methods.values()
        if 'sign-in-again' in str(operation['responses'].get('403'))
    }
    assert said == GRAVE | GRAVE_FOR_ONESELF | {'update_person'}


def test_a_person_signs_in_again_for_what_is_grave(signed_in: SignedIn, clock: Clock, world: World) -> None:
    clock(NOON)
    admin, coordinator = signed_in('office_admin'), signed_in('coordinator', 'graz')
    [role] = admin.get('/v1/roles', params={'person_id': str(coordinator.id)}).json()['items']
    client = {'network_id': str(world.network), 'name': 'Sync', 'scopes': ['cities:read']}
    file = {'file': ('members.csv', b'city,country\nUppsala,SE\n')}
    imported = admin.post('/v1/imports', data={'network_id': str(world.network), 'kind': 'members'}, files=file).json()
    text = {'language': 'en', 'subject': 'Hello', 'body': 'Please write.'}
    letter = {'network_id': str(world.network), 'title': 'A letter', 'texts': [text]}
    address = {'network_id': str(world.network), 'url': 'https://hooks.example.org/in'}
    wanted = (('api-clients', client), ('circulars', letter), ('webhook-endpoints', address))
    client_id, circular, endpoint = (admin.post(f'/v1/{noun}', json=wish).json()['id'] for noun, wish in wanted)
    paper = {'file': ('minutes.pdf', b'%PDF-1.7\n')}
    document = admin.post('/v1/documents', data={'network_id': str(world.network)}, files=paper).json()['id']
    wishes = asking(world, coordinator.id, role['id'], client_id, imported['id'], circular, endpoint)
    wishes['redact_document'] = ('POST', f'/v1/documents/{document}/redactions', {'reason': 'asked for by letter'})
    assert admin.patch('/v1/networks/eccar', json={'operated_by': 'Ada'}, headers={'If-Match': '*'}).status_code == 200
    assert set(wishes) == GRAVE
    clock(LATER)
    for name, (method, path, body) in wishes.items():
        answer = admin.request(method, path, json=body, headers={'If-Match': '*'})
        assert problem(answer) == (403, 'sign-in-again'), name
    assert admin.get('/v1/people').status_code == 200
    clock(NOON + timedelta(minutes=15))
    for name, (method, path, body) in wishes.items():
        answer = admin.request(method, path, json=body, headers={'If-Match': '*'})
        assert answer.is_success, (name, answer.text)


def test_whoever_may_not_is_told_so_and_not_to_sign_in_again(signed_in: SignedIn, clock: Clock, world: World) -> None:
    clock(NOON)
    board = signed_in('board_member')
    clock(LATER)
    wish = {'network_id': str(world.network), 'person_id': str(board.id), 'role': 'board_member'}
    assert problem(board.post('/v1/roles', json=wish)) == (403, 'role-does-not-allow')


def test_a_fresh_sign_in_is_asked_for_after_the_version_and_before_the_rules(signed_in: SignedIn, clock: Clock) -> None:
    clock(NOON)
    admin, board = signed_in('office_admin'), signed_in('board_member')
    [role] = admin.get('/v1/roles', params={'person_id': str(board.id)}).json()['items']
    path = f'/v1/roles/{role["id"]}/handovers'
    clock(LATER)
    assert problem(admin.post(path, json={}, headers={'If-Match': '"9"'})) == (412, 'stale-version')
    assert problem(admin.post(path, json={}, headers={'If-Match': '"1"'})) == (403, 'sign-in-again')


def test_machines_are_not_concerned(client_for: ClientFor, clock: Clock) -> None:
    office = client_for()
    clock(datetime.now(UTC) + timedelta(minutes=5))
    assert office.get('/v1/exports/people.csv').status_code == 200


def test_another_address_for_somebody_wants_a_fresh_sign_in_and_a_name_does_not(signed_in: SignedIn, clock: Clock) -> None:
    clock(NOON)
    admin, board = signed_in('office_admin'), signed_in('board_member')
    clock(LATER)
    path, headers = f'/v1/people/{board.id}', {'If-Match': '*'}
    assert problem(admin.patch(path, json={'mail': 'new@example.org'}, headers=headers)) == (403, 'sign-in-again')
    assert admin.patch(path, json={'name': 'Berta Board'}, headers=headers).status_code == 200


@pytest.mark.parametrize('remembered', [False, True])
def test_signing_in_again_by_code_lets_the_act_be_repeated(
    http: httpx.Client, signed_in: SignedIn, postbox: Postbox, clock: Clock, remembered: bool
) -> None:
    mail = 'anna@office.example'
    clock(NOON)
    admin = signed_in('office_admin')
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', mail, admin.id)

    def enter(**fields: object) -> httpx.Response:
        assert http.post('/v1/sign-in-links', json={'email': mail}).status_code == 202
        return http.post('/v1/sessions', json={'email': mail, 'code': code_in(postbox.newest(mail)), **fields})

    first = enter(remember=remembered)
    clock(LATER)
    assert problem(http.get('/v1/exports/people.csv')) == (403, 'sign-in-again')
    again = enter()
    assert again.status_code == 201
    assert http.get('/v1/exports/people.csv').status_code == 200
    # A browser that was remembered stays so.
    assert ('Max-Age' in again.headers['set-cookie']) is remembered
    assert [row['ended_at'] is not None for row in postbox.rows('SELECT ended_at FROM sessions WHERE id = %s', first.json()['id'])] == [
        True
    ]


def test_an_export_of_personal_data_is_journalled_and_another_is_not(signed_in: SignedIn, database: Database, world: World) -> None:
    admin = signed_in('office_admin')
    journalled = "SELECT operation, actor_id, subject_id, facts FROM journal WHERE operation LIKE 'export%'"
    assert admin.get('/v1/exports/cities.csv').status_code == 200
    assert rows(database, journalled) == []
    assert admin.get('/v1/exports/people.csv', params={'network_id': str(world.network)}).status_code == 200
    facts = {'format': 'csv', 'network_id': str(world.network)}
    assert rows(database, journalled) == [{'operation': 'export_people', 'actor_id': admin.id, 'subject_id': admin.id, 'facts': facts}]


def test_an_export_of_people_holds_what_the_list_shows(graz: Somebody, bologna: Somebody) -> None:
    text = graz.get('/v1/exports/people.csv').text
    assert str(graz.id) in text
    assert str(bologna.id) not in text


def test_every_other_browser_is_signed_out_at_once(http: httpx.Client, signed_in: SignedIn, postbox: Postbox) -> None:
    admin, other = signed_in('office_admin'), signed_in('board_member')
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'anna@office.example', admin.id)
    http.post('/v1/sign-in-links', json={'email': 'anna@office.example'})
    code = code_in(postbox.newest('anna@office.example'))
    assert http.post('/v1/sessions', json={'email': 'anna@office.example', 'code': code}).status_code == 201
    assert len(http.get('/v1/sessions').json()['items']) == 2
    assert http.delete('/v1/sessions').status_code == 204
    assert [each['current'] for each in http.get('/v1/sessions').json()['items']] == [True]
    assert problem(admin.get('/v1/me')) == (401, 'unauthenticated')
    assert other.get('/v1/me').status_code == 200
