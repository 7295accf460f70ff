"""Passkeys as they are made: what is accepted, whose they are, how many there are."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.authenticator import PRESENT, VERIFIED, Device, text
from tests.routes.conftest import SignedIn, Somebody, problem
from tests.routes.test_passkeys import NOON, NOT_ACCEPTED, Clock, device, origin, registered, registering

__all__ = ['device', 'origin']


@pytest.mark.parametrize('flags', [PRESENT, VERIFIED])
def test_a_passkey_that_verifies_nobody_is_not_accepted(graz: Somebody, origin: str, flags: int) -> None:
    assert problem(graz.post('/v1/passkeys', json=Device(origin, flags=flags).made(registering(graz)))) == NOT_ACCEPTED


@pytest.mark.parametrize(
    'wrong',
    [
        lambda device, wanted: device.made(wanted, origin='https://evil.example'),
        lambda device, wanted: device.made(wanted, challenge=text(b'x' * 32)),
        lambda device, wanted: device.made(wanted, type='webauthn.get'),
        lambda device, wanted: device.made({**wanted, 'rp_id': 'evil.example'}),
        lambda device, wanted: {**device.made(wanted), 'attestation_object': text(b'\xa0')},
        lambda device, wanted: {**device.made(wanted), 'attestation_object': text(b'\x9b' + b'\xff' * 8)},
        lambda device, wanted: {**device.made(wanted), 'attestation_object': text(b'\x81' * 4000)},
        lambda device, wanted: {**device.made(wanted), 'client_data': text(b'null')},
    ],
    ids=['origin', 'challenge', 'type', 'rp id', 'nothing attested', 'endless', 'deep', 'nothing said'],
)  # fmt: skip
def test_what_was_not_made_for_this_service_is_not_accepted(
    graz: Somebody, origin: str, wrong: Callable[[Device, dict[str, Any]], dict[str, Any]]
) -> None:
    assert problem(graz.post('/v1/passkeys', json=wrong(Device(origin), registering(graz)))) == NOT_ACCEPTED
    assert graz.get('/v1/passkeys').json()['items'] == []


def test_a_registration_is_for_one_use_and_a_passkey_is_one_persons(graz: Somebody, bologna: Somebody, device: Device, origin: str) -> None:
    other = Device(origin)
    body = other.made(registering(graz))
    assert graz.post('/v1/passkeys', json=body).status_code == 201
    assert problem(graz.post('/v1/passkeys', json=body)) == NOT_ACCEPTED
    assert problem(bologna.post('/v1/passkeys', json=device.made(registering(bologna)))) == NOT_ACCEPTED
    # A browser whose person changed meanwhile.
    begun = registering(graz)
    bologna.cookies.set('coalition-challenge', graz.cookies['coalition-challenge'], domain=urlsplit(str(graz.base_url)).hostname or '')
    assert problem(bologna.post('/v1/passkeys', json=Device(origin).made(begun))) == NOT_ACCEPTED


def test_nobody_has_more_passkeys_than_twenty(graz: Somebody, origin: str, clock: Clock) -> None:
    for number in range(20):
        clock(NOON + timedelta(minutes=number / 2))
        registered(graz, Device(origin))
    assert problem(graz.post('/v1/passkeys', json=Device(origin).made(registering(graz)))) == (409, 'passkeys-enough')


def test_an_idempotency_key_does_not_keep_a_refusal(graz: Somebody, origin: str) -> None:
    device, key = Device(origin), {'Idempotency-Key': 'first-passkey'}
    body = device.made(registering(graz))
    graz.cookies.delete('coalition-challenge')
    assert problem(graz.post('/v1/passkeys', json=body, headers=key)) == NOT_ACCEPTED
    fresh = device.made(registering(graz))
    assert graz.post('/v1/passkeys', json=fresh, headers=key).status_code == 201
    assert graz.post('/v1/passkeys', json=fresh, headers=key).headers['idempotent-replayed'] == 'true'


def test_making_and_removing_one_wants_a_fresh_sign_in(signed_in: SignedIn, origin: str, clock: Clock) -> None:
    clock(NOON)
    person = signed_in('coordinator', 'graz')
    made = registered(person, Device(origin))
    begun = Device(origin).made(registering(person))
    clock(NOON + timedelta(minutes=15, seconds=1))
    assert problem(person.post('/v1/passkey-registrations')) == (403, 'sign-in-again')
    assert problem(person.post('/v1/passkeys', json=begun)) == (403, 'sign-in-again')
    assert problem(person.delete(f'/v1/passkeys/{made["id"]}')) == (403, 'sign-in-again')
    assert person.get('/v1/passkeys').status_code == 200
