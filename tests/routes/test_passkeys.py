"""Passkeys: made by whoever is signed in, proven without an address; and everything that makes one worthless."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest

from api.passkeys import Site, site_at
from tests.authenticator import PRESENT, VERIFIED, Device, from_text, text
from tests.conftest import NO_TLS, Service
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem

Clock = Callable[[datetime], None]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
INVALID = (401, 'passkey-invalid')
NOT_ACCEPTED = (409, 'passkey-not-accepted')


@pytest.fixture(autouse=True)
def origin(service: Service, http: httpx.Client) -> Iterator[str]:
    """The service as people reach it by the name localhost, which passkeys can be bound to."""
    assert http.base_url
    address, before = f'http://localhost:{urlsplit(service.url).port}', service.app.state.ways_in
    service.app.state.ways_in = replace(before, site=site_at(address))
    yield address
    service.app.state.ways_in = before


@pytest.fixture
def browser(http: httpx.Client) -> Iterator[httpx.Client]:
    """Another browser, in which nobody is signed in."""
    with httpx.Client(base_url=http.base_url, verify=NO_TLS, timeout=30) as client:
        yield client


def asked(client: httpx.Client) -> dict[str, Any]:
    answer = client.post('/v1/passkey-challenges')
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def registering(person: httpx.Client) -> dict[str, Any]:
    answer = person.post('/v1/passkey-registrations')
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def registered(person: httpx.Client, device: Device, name: str = 'Work laptop') -> dict[str, Any]:
    answer = person.post('/v1/passkeys', json=device.made(registering(person), name))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def enter(client: httpx.Client, proof: dict[str, Any], **more: object) -> httpx.Response:
    return client.post('/v1/sessions', json={'passkey': proof, **more})


@pytest.fixture
def device(origin: str, graz: Somebody) -> Device:
    """A device with a passkey of the coordinator of Graz."""
    fresh = Device(origin)
    registered(graz, fresh)
    return fresh


def test_a_passkey_signs_in_without_an_address(graz: Somebody, browser: httpx.Client, device: Device) -> None:
    wanted = asked(browser)
    assert (wanted['rp_id'], wanted['allow'], len(from_text(wanted['challenge']))) == ('localhost', [], 32)
    answer = enter(browser, device.proven(wanted))
    assert answer.status_code == 201
    assert browser.get('/v1/me').json()['id'] == str(graz.id)
    assert 'HttpOnly' in answer.headers['set-cookie']
    assert browser.get('/v1/passkeys').json()['items'][0]['last_used_at'] is not None


def test_what_the_browser_needs_to_make_one_says_who_and_never_from_the_host(graz: Somebody) -> None:
    wanted = graz.post('/v1/passkey-registrations', headers={'Host': 'evil.example'}).json()
    assert (wanted['rp_id'], wanted['user_display_name'], from_text(wanted['user_id'])) == ('localhost', 'Greta Graz', graz.id.bytes)
    assert wanted['algorithms'][0] == -7


def test_passkeys_are_named_listed_and_removed_by_their_person_alone(
    graz: Somebody, bologna: Somebody, origin: str, device: Device
) -> None:
    registered(graz, Device(origin), 'Telephone')
    items = graz.get('/v1/passkeys').json()['items']
    assert [(item['name'], item['last_used_at']) for item in items] == [('Telephone', None), ('Work laptop', None)]
    assert set(items[0]) == {'id', 'name', 'created_at', 'last_used_at'}
    assert bologna.get('/v1/passkeys').json()['items'] == []
    assert problem(bologna.delete(f'/v1/passkeys/{items[0]["id"]}')) == (404, 'not-found')
    assert problem(graz.delete(f'/v1/passkeys/{uuid4()}')) == (404, 'not-found')
    assert graz.delete(f'/v1/passkeys/{items[1]["id"]}').status_code == 204
    assert [item['name'] for item in graz.get('/v1/passkeys').json()['items']] == ['Telephone']
    assert text(device.credential_id) not in registering(graz)['exclude']


def test_a_removed_passkey_signs_nobody_in(graz: Somebody, browser: httpx.Client, device: Device) -> None:
    wanted = asked(browser)
    [item] = graz.get('/v1/passkeys').json()['items']
    graz.delete(f'/v1/passkeys/{item["id"]}')
    assert problem(enter(browser, device.proven(wanted))) == INVALID


@pytest.mark.parametrize(
    'wrong',
    [
        lambda device, wanted: device.proven(wanted, origin='https://evil.example'),
        lambda device, wanted: device.proven(wanted, challenge=text(b'x' * 32)),
        lambda device, wanted: device.proven(wanted, type='webauthn.create'),
        lambda device, wanted: device.proven({**wanted, 'rp_id': 'evil.example'}),
        lambda device, wanted: {**device.proven(wanted), 'user_handle': text(uuid4().bytes)},
        lambda device, wanted: {**device.proven(wanted), 'credential_id': text(b'y' * 32)},
        lambda device, wanted: {**device.proven(wanted), 'signature': text(b'z' * 71)},
        lambda device, wanted: replace(device, key=Device('').key).proven(wanted),
        lambda device, wanted: replace(device, flags=PRESENT).proven(wanted),
        lambda device, wanted: replace(device, flags=VERIFIED).proven(wanted),
        lambda device, wanted: {**device.proven(wanted), 'authenticator_data': text(b'short')},
        lambda device, wanted: {**device.proven(wanted), 'client_data': text(b'{}')},
        lambda device, wanted: {**device.proven(wanted), 'client_data': text(b'[' * 5000)},
        lambda device, wanted: {**device.proven(wanted), 'client_data': text(b'\xff\xfe')},
        lambda device, wanted: {**device.proven(wanted), 'client_data': 'A'},
    ],
    ids=[
        'origin', 'challenge', 'type', 'rp id', 'user', 'unknown', 'signature', 'another key', 'not verified', 'nobody there', 'cut short',
        'nothing said', 'deep', 'no text', 'no base64',
    ],
)  # fmt: skip
def test_whatever_is_wrong_with_a_proof_the_refusal_is_the_same(
    browser: httpx.Client, device: Device, wrong: Callable[[Device, dict[str, Any]], dict[str, Any]]
) -> None:
    answer = enter(browser, wrong(device, asked(browser)))
    assert problem(answer) == INVALID
    assert 'set-cookie' not in answer.headers
    assert answer.json()['detail'].startswith('This passkey does not sign you in here.')


def test_a_count_that_does_not_go_up_is_refused_and_a_device_that_does_not_count_is_not(
    browser: httpx.Client, device: Device, graz: Somebody, origin: str
) -> None:
    assert enter(browser, device.proven(asked(browser))).status_code == 201
    browser.cookies.clear()
    copied = replace(device, count=0)
    assert problem(enter(browser, copied.proven(asked(browser)))) == INVALID
    assert enter(browser, device.proven(asked(browser))).status_code == 201
    uncounted = Device(origin, counts=False)
    registered(graz, uncounted)
    for _ in range(2):
        browser.cookies.clear()
        assert enter(browser, uncounted.proven(asked(browser))).status_code == 201


def test_whose_access_is_switched_off_does_not_get_in(graz: Somebody, office: Somebody, browser: httpx.Client, device: Device) -> None:
    office.patch(f'/v1/people/{graz.id}', json={'disabled': True}, headers={'If-Match': '*'})
    assert problem(enter(browser, device.proven(asked(browser)))) == INVALID


@pytest.mark.parametrize('change', [{'mail': 'other@graz.example'}, {'disabled': True}])
def test_another_address_or_no_access_takes_the_passkeys_away(
    graz: Somebody, office: Somebody, browser: httpx.Client, device: Device, change: dict[str, Any]
) -> None:
    assert office.patch(f'/v1/people/{graz.id}', json=change, headers={'If-Match': '*'}).status_code == 200
    office.patch(f'/v1/people/{graz.id}', json={'disabled': False}, headers={'If-Match': '*'})
    assert problem(enter(browser, device.proven(asked(browser)))) == INVALID


def test_a_passkey_is_a_fresh_sign_in_of_the_same_person_and_of_nobody_else(
    signed_in: SignedIn, bologna: Somebody, origin: str, clock: Clock
) -> None:
    clock(NOON)
    person, own, foreign = signed_in('coordinator', 'graz'), Device(origin), Device(origin)
    made = registered(person, own)
    clock(datetime.now(UTC))
    registered(bologna, foreign)
    clock(NOON + timedelta(minutes=20))
    wanted = asked(person)
    assert wanted['allow'] == [text(own.credential_id)]
    assert problem(enter(person, foreign.proven(wanted))) == INVALID
    assert problem(person.delete(f'/v1/passkeys/{made["id"]}')) == (403, 'sign-in-again')
    assert enter(person, own.proven(asked(person))).status_code == 201
    assert person.delete(f'/v1/passkeys/{made["id"]}').status_code == 204


def test_machines_and_strangers_have_none(client_for: ClientFor, http: httpx.Client) -> None:
    machine = client_for()
    assert machine.get('/v1/passkeys').json() == {'items': [], 'next': None}
    assert problem(machine.post('/v1/passkey-registrations')) == (403, 'role-does-not-allow')
    assert problem(machine.delete(f'/v1/passkeys/{uuid4()}')) == (403, 'role-does-not-allow')
    assert problem(http.get('/v1/passkeys')) == (401, 'unauthenticated')


def test_what_was_done_with_passkeys_is_noted_and_failures_are_counted(
    graz: Somebody, browser: httpx.Client, device: Device, origin: str
) -> None:
    for _ in range(2):
        enter(browser, {**device.proven(asked(browser)), 'signature': text(b'0' * 70)})
    enter(browser, Device(origin).proven(asked(browser)))
    [item] = graz.get('/v1/passkeys').json()['items']
    graz.delete(f'/v1/passkeys/{item["id"]}')
    found = graz.get('/v1/security-events').json()['items']
    assert [(event['kind'], event['times']) for event in found[:3]] == [
        ('passkey_removed', 1),
        ('passkey_refused', 2),
        ('passkey_added', 1),
    ]
    assert found[0]['sentence'] == 'A passkey was removed.'


@pytest.mark.parametrize(
    ('address', 'site'),
    [
        ('https://coalition.example', Site('coalition.example', 'https://coalition.example')),
        ('https://coalition.example:8443', Site('coalition.example', 'https://coalition.example:8443')),
        ('http://localhost:8000', Site('localhost', 'http://localhost:8000')),
        ('http://coalition.localhost:8000', Site('coalition.localhost', 'http://coalition.localhost:8000')),
        ('http://127.0.0.1:8000', None),
        ('http://coalition.example', None),
        ('https://192.0.2.1', None),
        ('https://[2001:db8::1]', None),
    ],
)
def test_passkeys_are_bound_to_a_name_over_a_safe_connection(address: str, site: Site | None) -> None:
    assert site_at(address) == site


@pytest.mark.usefixtures('world')
def test_where_the_address_allows_none_they_are_not_offered_and_a_sentence_says_why(
    service: Service, graz: Somebody, http: httpx.Client, world: World, origin: str
) -> None:
    assert http.get('/v1').json()['sign_in'] == {'passkeys': True, 'provider': None}
    service.app.state.ways_in = replace(service.app.state.ways_in, site=None)
    assert http.get('/v1').json()['sign_in'] == {'passkeys': False, 'provider': None}
    for answer in (
        graz.post('/v1/passkey-registrations'),
        http.post('/v1/passkey-challenges'),
        enter(http, Device(origin).proven({'challenge': 'x', 'rp_id': 'localhost'}, origin=origin)),
    ):
        assert problem(answer) == (404, 'passkeys-not-offered')
        assert 'a domain name with https' in answer.json()['detail']
    assert graz.get('/v1/passkeys').status_code == 200
    assert world.network
