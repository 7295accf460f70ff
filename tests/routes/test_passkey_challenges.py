"""The questions that passkeys answer: for one use, one browser and five minutes, and not without end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import psycopg
import pytest

from api.database import Database
from api.jobs.housekeeping import tidy
from api.operations import challenges
from api.settings import Settings
from tests.authenticator import Device, text
from tests.conftest import Service
from tests.routes.conftest import Somebody, problem
from tests.routes.test_passkeys import INVALID, NOON, NOT_ACCEPTED, Clock, asked, browser, device, enter, origin, registering
from tests.world import rows

__all__ = ['browser', 'device', 'origin']


def test_a_challenge_is_for_one_use_whatever_comes_of_it(browser: httpx.Client, device: Device) -> None:
    wanted = asked(browser)
    proof = device.proven(wanted)
    assert problem(enter(browser, {**proof, 'signature': text(b'0' * 70)})) == INVALID
    assert problem(enter(browser, proof)) == INVALID
    again = device.proven(asked(browser))
    assert enter(browser, again).status_code == 201
    assert problem(enter(browser, again)) == INVALID


def test_a_challenge_is_the_browsers_that_asked(http: httpx.Client, browser: httpx.Client, device: Device) -> None:
    proof = device.proven(asked(browser))
    assert problem(enter(http, proof)) == INVALID
    asked(http)
    assert problem(enter(http, proof)) == INVALID
    assert enter(browser, proof).status_code == 201


def test_a_challenge_is_too_old_after_five_minutes(browser: httpx.Client, device: Device, clock: Clock) -> None:
    clock(NOON)
    wanted, later = asked(browser), NOON + timedelta(minutes=5, seconds=1)
    clock(later)
    assert problem(enter(browser, device.proven(wanted))) == INVALID
    wanted = asked(browser)
    clock(later + timedelta(minutes=4, seconds=59))
    assert enter(browser, device.proven(wanted)).status_code == 201


def test_a_challenge_to_make_one_proves_none_and_the_other_way_round(graz: Somebody, origin: str, device: Device) -> None:
    wanted = registering(graz)
    assert problem(enter(graz, device.proven(wanted))) == INVALID
    other = Device(origin)
    challenge = asked(graz)['challenge']
    assert problem(graz.post('/v1/passkeys', json=other.made({**wanted, 'challenge': challenge}))) == NOT_ACCEPTED


def test_a_page_of_another_site_asks_for_no_challenge(http: httpx.Client) -> None:
    for headers in ({'Origin': 'https://evil.example'}, {'Sec-Fetch-Site': 'cross-site'}):
        assert problem(http.post('/v1/passkey-challenges', headers=headers)) == (403, 'cross-site-request')


def test_more_than_a_thousand_challenges_in_five_minutes_are_refused_and_a_persons_twenty(
    graz: Somebody, http: httpx.Client, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(challenges, 'MOST', 3)
    clock(NOON)
    assert [http.post('/v1/passkey-challenges').status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert http.post('/v1/passkey-challenges').headers['retry-after'] == '300'
    clock(datetime.now(UTC))
    assert [graz.post('/v1/passkey-registrations').status_code for _ in range(21)] == [200] * 20 + [429]
    assert http.post('/v1/passkey-challenges').status_code == 200


def test_an_address_that_failed_often_is_asked_for_nothing(service: Service, browser: httpx.Client, device: Device) -> None:
    limits = service.app.state.rate_limits
    limits.sign_in = replace(limits.sign_in, quota=2)
    for _ in range(2):
        assert problem(enter(browser, {**device.proven(asked(browser)), 'signature': text(b'0' * 70)})) == INVALID
    refused = browser.post('/v1/passkey-challenges')
    assert problem(refused) == (429, 'too-many-requests')
    assert int(refused.headers['retry-after']) > 0


def test_only_the_id_and_the_public_key_are_kept_and_old_challenges_go(
    graz: Somebody, browser: httpx.Client, device: Device, database: Database, database_url: str
) -> None:
    asked(browser)
    [kept] = rows(database, 'SELECT * FROM passkeys')
    assert set(kept) == {'id', 'person_id', 'name', 'credential_id', 'public_key', 'sign_count', 'created_at', 'last_used_at'}
    assert (kept['credential_id'], kept['person_id']) == (device.credential_id, graz.id)
    with psycopg.connect(database_url, autocommit=True) as connection:
        tidy(connection, datetime.now(UTC) + timedelta(days=2), Settings())
    assert rows(database, 'SELECT * FROM sign_in_challenges') == []
