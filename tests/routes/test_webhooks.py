"""Addresses for messages, as partners and offices meet them: a challenge first, secrets shown once, stages, what was sent and again."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.database import Database
from api.jobs.webhooks import Sending, connected
from api.outgoing import Outgoing
from tests.conftest import Service
from tests.jobs.webhook_receiver import Receiver, receiving, verifies
from tests.postbox import Postbox, postbox_at
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem

LOOPBACK = ('127.0.0.0/8',)
PUBLIC = 'https://hooks.example.org/in'
FAR = timedelta(hours=73)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def box(service: Service, database_url: str, tmp_path: Path) -> Postbox:
    return postbox_at(database_url, service.app.state.settings.model_copy(update={'outgoing_allow': LOOPBACK}), tmp_path)


@pytest.fixture
def machine(client_for: ClientFor) -> Somebody:
    """The machine of Graz."""
    return client_for(city='graz')


def entered(somebody: Somebody, world: World, **wish: Any) -> dict[str, Any]:
    answer = somebody.post(
        '/v1/webhook-endpoints', json={'network_id': str(world.network), 'url': PUBLIC, 'event_types': ['city.changed'], **wish}
    )
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def at(box: Postbox, endpoint: dict[str, Any], url: str) -> None:
    """Move an address to this machine, which the service itself refuses."""
    box.run('UPDATE webhook_endpoints SET url = %s WHERE id = %s', url, endpoint['id'])


def send(box: Postbox, database: Database, *, rounds: int = 1) -> None:
    async def sent() -> None:
        async with await connected(box.settings) as connection:
            outgoing = Outgoing(box.settings.outgoing_allow, most_seconds=3)
            sending = Sending(connection, box.settings, outgoing, database)
            for _ in range(rounds):
                await sending.once()
                await sending.drain()
            await outgoing.close()

    asyncio.run(sent())


def stage(somebody: Somebody, endpoint: dict[str, Any]) -> tuple[str, str | None]:
    found = somebody.get(f'/v1/webhook-endpoints/{endpoint["id"]}').json()
    return found['stage'], found['stage_reason']


def hearing(somebody: Somebody, world: World, box: Postbox, database: Database, receiver: Receiver, **wish: Any) -> dict[str, Any]:
    """Return an address that has repeated its word."""
    made = entered(somebody, world, **wish)
    at(box, made, f'{receiver.url}/in')
    send(box, database)
    assert stage(somebody, made) == ('active', None)
    receiver.taken.clear()
    return made


def rename(office: Somebody, name: str) -> None:
    renamed = office.patch('/v1/cities/graz', json={'name': name}, headers={'If-Match': '*'})
    assert renamed.status_code == 200, renamed.text


def act(somebody: Somebody, endpoint: dict[str, Any], noun: str, **query: str) -> Any:
    return somebody.post(f'/v1/webhook-endpoints/{endpoint["id"]}/{noun}', headers={'If-Match': '*'}, params=query)


def test_an_address_hears_once_it_has_repeated_a_signed_word(
    machine: Somebody, office: Somebody, world: World, box: Postbox, database: Database, receiver: Receiver
) -> None:
    made = entered(machine, world)
    assert (made['stage'], made['client_id'], made['secret'][:6]) == ('pending', str(machine.id), 'whsec_')
    at(box, made, f'{receiver.url}/in')
    rename(office, 'Graz an der Mur')
    receiver.codes = [(200, {'X-Echo': 'no'})]
    receiver.repeats = False
    send(box, database)
    assert (stage(machine, made), len(receiver.taken)) == (('pending', None), 1)
    assert verifies(made['secret'], receiver.taken[0][1], receiver.taken[0][2])
    receiver.repeats = True
    box.run('UPDATE webhook_deliveries SET due_at = now()')
    send(box, database)
    assert stage(machine, made) == ('active', None)
    rename(office, 'Graz')
    send(box, database)
    assert [each['type'] for each in receiver.told(made['secret'])] == ['webhook_endpoint.challenge'] * 2 + ['city.changed']


def test_a_secret_is_shown_once_and_never_journalled(machine: Somebody, office: Somebody, world: World) -> None:
    made = entered(machine, world)
    rotated = machine.post(f'/v1/webhook-endpoints/{made["id"]}/secret-rotations').json()
    assert rotated['secret'] != made['secret']
    assert rotated['former_until'] is not None
    for somebody in (machine, office):
        assert 'secret' not in somebody.get(f'/v1/webhook-endpoints/{made["id"]}').json()
        told = somebody.get('/v1/journal-entries', params={'subject_id': made['id']})
        assert [each['operation'] for each in told.json()['items']] == ['rotate_webhook_secret', 'create_webhook_endpoint']
        changed = {each['field']: (each['personal'], each['to']) for entry in told.json()['items'] for each in entry['changes']}
        assert changed['secret_sealed'] == (True, None)
        assert changed['challenge'] == (True, None)


@pytest.mark.parametrize(
    'url',
    [
        'http://hooks.example.org/in', 'https://127.0.0.1/in', 'https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://localhost/',
        'https://10.0.0.1/', 'https://169.254.169.254/latest', 'https://hooks.example.org:25/', 'https://me:secret@hooks.example.org/',
        'https://0x7f000001/', 'https://2130706433/', 'https://[64:ff9b::a00:1]/',
    ],
)  # fmt: skip
def test_only_public_addresses_by_https_are_taken(machine: Somebody, world: World, url: str) -> None:
    refused = machine.post('/v1/webhook-endpoints', json={'network_id': str(world.network), 'url': url})
    assert (refused.status_code, refused.json()['type']) in {(409, '/problems/address-not-allowed'), (422, '/problems/validation-failed')}


def test_an_unknown_type_of_event_is_refused_and_so_are_more_than_twenty(machine: Somebody, world: World) -> None:
    wish = {'network_id': str(world.network), 'url': PUBLIC}
    unknown = machine.post('/v1/webhook-endpoints', json={**wish, 'event_types': ['city.painted']}).json()
    assert unknown['type'] == '/problems/unknown-event-type'
    for _ in range(20):
        entered(machine, world)
    assert machine.post('/v1/webhook-endpoints', json=wish).json()['type'] == '/problems/webhook-endpoints-enough'


def test_what_is_paused_is_kept_and_sent_once_it_goes_on(
    machine: Somebody, office: Somebody, world: World, box: Postbox, database: Database, receiver: Receiver
) -> None:
    made = hearing(machine, world, box, database, receiver)
    assert act(office, made, 'pauses', dry_run='true').status_code == 202
    assert stage(machine, made) == ('active', None)
    assert act(office, made, 'pauses').json()['stage_reason'] == 'asked'
    assert act(machine, made, 'pauses').json()['type'] == '/problems/webhook-endpoint-stage'
    rename(office, 'Graz an der Mur')
    send(box, database)
    assert receiver.taken == []
    assert act(machine, made, 'resumptions').json()['stage'] == 'active'
    send(box, database)
    assert [each['type'] for each in receiver.told(made['secret'])] == ['city.changed']


def test_410_turns_an_address_off_and_says_so(
    machine: Somebody, office: Somebody, world: World, box: Postbox, database: Database, receiver: Receiver, signed_in: SignedIn
) -> None:
    signed_in('office_admin', name='Olga Office')
    made = hearing(machine, world, box, database, receiver)
    rename(office, 'Graz an der Mur')
    receiver.codes = [410]
    send(box, database)
    rename(office, 'Graz')
    send(box, database)
    assert stage(machine, made) == ('disabled', 'gone')
    assert len(receiver.taken) == 1
    box.work()
    assert any('410' in str(mail.get_content()) and f'{receiver.url}/in' in str(mail.get_content()) for mail in box.mails())
    # It is asked anew before it hears again.
    assert act(machine, made, 'resumptions').json()['stage'] == 'pending'
    send(box, database)
    assert stage(machine, made) == ('active', None)


def test_three_days_of_failure_pause_an_address_and_say_so(
    machine: Somebody, office: Somebody, world: World, box: Postbox, database: Database, receiver: Receiver, signed_in: SignedIn
) -> None:
    signed_in('office_admin', name='Olga Office')
    made = hearing(machine, world, box, database, receiver)
    rename(office, 'Graz an der Mur')
    receiver.codes = [500, 500, 500]
    send(box, database)
    assert machine.get(f'/v1/webhook-endpoints/{made["id"]}').json()['failing_since'] is not None
    box.run('UPDATE webhook_deliveries SET due_at = now()')
    send(box, database)
    assert stage(machine, made) == ('active', None)
    box.run('UPDATE webhook_endpoints SET failing_since = failing_since - %s', FAR)
    box.run('UPDATE webhook_deliveries SET due_at = now()')
    send(box, database)
    assert stage(machine, made) == ('paused', 'failing')
    box.work()
    assert any(f'{receiver.url}/in' in str(mail.get_content()) for mail in box.mails())


def test_a_success_ends_a_failure(
    machine: Somebody, office: Somebody, world: World, box: Postbox, database: Database, receiver: Receiver
) -> None:
    made = hearing(machine, world, box, database, receiver)
    rename(office, 'Graz an der Mur')
    receiver.codes = [500, 204]
    send(box, database)
    before = machine.get(f'/v1/webhook-endpoints/{made["id"]}')
    box.run('UPDATE webhook_deliveries SET due_at = now()')
    send(box, database)
    after = machine.get(f'/v1/webhook-endpoints/{made["id"]}', headers={'If-None-Match': before.headers['etag']})
    assert after.status_code == 200
    assert after.json()['failing_since'] is None


def test_what_was_sent_is_logged_and_sent_again_with_the_same_id(
    machine: Somebody, office: Somebody, world: World, box: Postbox, database: Database, receiver: Receiver
) -> None:
    made = hearing(machine, world, box, database, receiver)
    rename(office, 'Graz an der Mur')
    send(box, database)
    newest, challenge = machine.get('/v1/webhook-deliveries', params={'endpoint_id': made['id'], 'expand': 'you_may'}).json()['items']
    assert (newest['event_type'], newest['stage'], newest['answer_code'], newest['attempt']) == ('city.changed', 'delivered', 204, 1)
    assert (challenge['event_type'], challenge['subject'], challenge['you_may']) == ('webhook_endpoint.challenge', None, [])
    again = f'/v1/webhook-deliveries/{newest["id"]}/redeliveries'
    assert machine.post(again).status_code == 428
    assert machine.post(again, headers={'If-Match': '"1"'}).status_code == 412
    seen = machine.get(f'/v1/webhook-deliveries/{newest["id"]}').headers['etag']
    assert machine.post(again, headers={'If-Match': seen}).json()['stage'] == 'waiting'
    send(box, database)
    assert receiver.ids() == [f'msg_{newest["id"]}'] * 2
    repeated = machine.post(f'/v1/webhook-deliveries/{challenge["id"]}/redeliveries', headers={'If-Match': '*'})
    assert repeated.json()['type'] == '/problems/webhook-endpoint-stage'
    assert machine.get('/v1/webhook-deliveries', params={'stage': 'failed'}).json()['items'] == []


def test_another_address_is_asked_anew_and_its_owner_alone_changes_it(
    machine: Somebody, office: Somebody, world: World, box: Postbox, database: Database, receiver: Receiver
) -> None:
    made = hearing(machine, world, box, database, receiver)
    there = f'/v1/webhook-endpoints/{made["id"]}'
    assert office.patch(there, json={'url': PUBLIC}, headers={'If-Match': '*'}).json()['type'] == '/problems/role-does-not-allow'
    changed = machine.patch(there, json={'url': 'https://other.example.org/in', 'description': 'A register'}, headers={'If-Match': '*'})
    assert (changed.json()['stage'], changed.json()['description']) == ('pending', 'A register')


def test_whoever_ends_a_client_ends_its_addresses(client_for: ClientFor, world: World, box: Postbox) -> None:
    machine = client_for(city='graz')
    made = entered(machine, world)
    assert client_for(everywhere=True).delete(f'/v1/api-clients/{machine.id}', headers={'If-Match': '*'}).status_code == 204
    [row] = box.rows('SELECT stage, secret_sealed, challenge FROM webhook_endpoints WHERE id = %s', made['id'])
    assert row == {'stage': 'ended', 'secret_sealed': None, 'challenge': None}
    assert [each['stage'] for each in box.rows('SELECT stage FROM webhook_deliveries')] == ['dropped']


def test_an_ended_address_is_in_the_list_alone(machine: Somebody, world: World) -> None:
    made = entered(machine, world)
    there = f'/v1/webhook-endpoints/{made["id"]}'
    assert machine.delete(there, headers={'If-Match': '*'}).status_code == 204
    assert machine.get(there).status_code == 404
    assert [each['stage'] for each in machine.get('/v1/webhook-endpoints').json()['items']] == ['ended']
    assert machine.delete(there, headers={'If-Match': '*'}).json()['type'] == '/problems/already-ended'


@pytest.mark.parametrize('wish', [{'event_types': None}, {'url': None}])
def test_what_an_address_always_has_is_not_taken_away(machine: Somebody, world: World, wish: dict[str, None]) -> None:
    made = entered(machine, world)
    answer = machine.patch(f'/v1/webhook-endpoints/{made["id"]}', json=wish, headers={'If-Match': '*'})
    assert problem(answer) == (422, 'validation-failed')
    assert machine.get(f'/v1/webhook-endpoints/{made["id"]}').json()['event_types'] == ['city.changed']


def test_a_type_that_is_named_twice_is_kept_once(machine: Somebody, world: World) -> None:
    path = f'/v1/webhook-endpoints/{entered(machine, world)["id"]}'
    changed = machine.patch(path, json={'event_types': ['city.deleted', 'city.changed', 'city.deleted']}, headers={'If-Match': '*'})
    assert changed.json()['event_types'] == ['city.changed', 'city.deleted']
