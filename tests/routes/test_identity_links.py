"""Whose an identity is: linked by its person or by a trusted address, theirs alone, and gone with the address."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.database import Database
from tests.identity_provider import RunningProvider
from tests.routes.conftest import SignedIn, Somebody, problem
from tests.routes.test_identities import (
    DOMAIN,
    MAIL,
    NOT_ACCEPTED,
    NOT_LINKED,
    Clock,
    browser,
    elsewhere,
    enter,
    greta,
    link,
    linked,
    mail_is_trusted,
    provider,
)
from tests.world import rows

__all__ = ['browser', 'elsewhere', 'greta', 'linked', 'mail_is_trusted', 'provider']


def test_an_identity_belongs_to_one_person_who_alone_sees_and_removes_it(
    graz: Somebody, bologna: Somebody, browser: httpx.Client, provider: RunningProvider, linked: dict[str, Any]
) -> None:
    assert problem(link(bologna, provider)) == NOT_ACCEPTED
    assert problem(link(graz, provider)) == NOT_ACCEPTED
    assert bologna.get('/v1/identities').json()['items'] == []
    assert problem(bologna.delete(f'/v1/identities/{linked["id"]}')) == (404, 'not-found')
    assert problem(graz.delete(f'/v1/identities/{uuid4()}')) == (404, 'not-found')
    assert graz.delete(f'/v1/identities/{linked["id"]}').status_code == 204
    assert problem(enter(browser, provider)) == NOT_LINKED


def test_neither_name_nor_address_of_the_provider_is_kept(graz: Somebody, provider: RunningProvider, database: Database) -> None:
    provider.lets_in(email='private@home.example', email_verified=True, name='Greta Private')
    assert link(graz, provider).status_code == 201
    [kept] = rows(database, 'SELECT * FROM identities')
    assert set(kept) == {'id', 'person_id', 'issuer', 'subject', 'created_at', 'last_used_at'}
    assert 'private' not in str(kept).lower()


@pytest.mark.usefixtures('mail_is_trusted')
def test_a_verified_address_that_the_provider_gives_out_links_its_person_once(
    greta: Somebody, browser: httpx.Client, provider: RunningProvider
) -> None:
    provider.lets_in(email=MAIL.upper(), email_verified=True)
    assert enter(browser, provider).status_code == 201
    assert browser.get('/v1/me').json()['id'] == str(greta.id)
    browser.cookies.clear()
    # Whoever has the address now at the provider is somebody else there.
    provider.lets_in(sub='a successor', email=MAIL, email_verified=True)
    assert problem(enter(browser, provider)) == NOT_LINKED
    # The identity holds, whatever becomes of the address there.
    provider.lets_in(email='married@graz.example', email_verified=True)
    assert enter(browser, provider).status_code == 201


@pytest.mark.usefixtures('mail_is_trusted', 'greta')
@pytest.mark.parametrize(
    'said',
    [
        {'email': MAIL},
        {'email': MAIL, 'email_verified': False},
        {'email': MAIL, 'email_verified': 'true'},
        {'email': 'greta@evil.example', 'email_verified': True},
        {'email': f'greta@{DOMAIN}.evil.example', 'email_verified': True},
        {'email': ['greta@graz.example'], 'email_verified': True},
        {'email': 'nobody@graz.example', 'email_verified': True},
    ],
    ids=str,
)
def test_no_other_address_links_anybody(browser: httpx.Client, provider: RunningProvider, said: dict[str, Any]) -> None:
    provider.lets_in(**said)
    assert problem(enter(browser, provider)) == NOT_LINKED


@pytest.mark.usefixtures('greta')
def test_without_domains_that_are_trusted_no_address_links_anybody(browser: httpx.Client, provider: RunningProvider) -> None:
    provider.lets_in(email=MAIL, email_verified=True)
    assert problem(enter(browser, provider)) == NOT_LINKED


@pytest.mark.parametrize('change', [{'mail': 'other@graz.example'}, {'disabled': True}])
def test_another_address_or_no_access_takes_the_identities_away(
    graz: Somebody,
    office: Somebody,
    browser: httpx.Client,
    provider: RunningProvider,
    linked: dict[str, Any],
    change: dict[str, Any],
) -> None:
    assert linked
    assert office.patch(f'/v1/people/{graz.id}', json=change, headers={'If-Match': '*'}).status_code == 200
    office.patch(f'/v1/people/{graz.id}', json={'disabled': False}, headers={'If-Match': '*'})
    assert problem(enter(browser, provider)) == NOT_LINKED


def test_linking_wants_a_fresh_sign_in_and_so_does_removing(signed_in: SignedIn, provider: RunningProvider, clock: Clock) -> None:
    now = datetime.now(UTC)
    clock(now)
    person = signed_in('coordinator', 'graz')
    identity = link(person, provider).json()
    clock(now + timedelta(minutes=15, seconds=1))
    assert problem(person.post('/v1/identity-links')) == (403, 'sign-in-again')
    assert problem(person.post('/v1/identities', json={'code': 'x', 'state': 'y' * 43})) == (403, 'sign-in-again')
    assert problem(person.delete(f'/v1/identities/{identity["id"]}')) == (403, 'sign-in-again')
