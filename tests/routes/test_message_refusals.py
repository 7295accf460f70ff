"""Messages that are not passed on: forged, not valid, to what is not public, or too many."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from api import relay
from api.rate_limits import RateLimits
from tests.conftest import MANY, Service
from tests.postbox import Postbox
from tests.routes.acts import propose
from tests.routes.conftest import Somebody, World, problem, refused
from tests.routes.test_messages import (
    CITY,
    GROUP,
    LEAD,
    NETWORK,
    NOON,
    STRANGER,
    TEXT,
    Clock,
    kept,
    passed_on,
    people,
    postbox,
    stranger,
    write,
)

__all__ = ['people', 'postbox', 'stranger']


EVIL = 'Sara\r\nBcc: victim@example.org\r\n\r\nText'


def test_a_sender_adds_no_header_and_no_recipient(stranger: httpx.Client, people: dict[str, Somebody], postbox: Postbox) -> None:
    assert people
    [mail] = passed_on(stranger, postbox, name=EVIL, text=f'Hello\r\nBcc: victim@example.org\r\n\r\n{EVIL}')
    assert mail['Bcc'] is None
    assert mail['To'] == LEAD
    assert mail['Reply-To'].addresses[0].addr_spec == STRANGER
    assert mail['Reply-To'].addresses[0].display_name == 'Sara Bcc: victim@example.org Text'
    assert 'victim' not in str(mail['To'])
    assert len(mail.get_all('Subject') or []) == 1


@pytest.mark.parametrize(
    ('fields', 'error'),
    [
        ({'mail': f'{STRANGER}\r\nBcc: v@example.org'}, ('/mail', 'mail_address')),
        ({'mail': f'{STRANGER}, v@example.org'}, ('/mail', 'mail_address')),
        ({'mail': f'Sara <{STRANGER}>'}, ('/mail', 'mail_address')),
        ({'name': ' '}, ('/name', 'string_pattern_mismatch')),
        ({'text': '\n'}, ('/text', 'string_pattern_mismatch')),
        ({'text': 'x' * 4001}, ('/text', 'string_too_long')),
        ({'text': 'a\x00b'}, ('/text', 'characters')),
        ({'to': 'v@example.org'}, ('/to', 'extra_forbidden')),
    ],
)
def test_what_is_not_valid_is_refused_and_never_repeated(
    stranger: httpx.Client, people: dict[str, Somebody], fields: dict[str, Any], error: tuple[str, str]
) -> None:
    assert people
    answer = write(stranger, **fields)
    assert refused(answer) == [error]
    assert not any(word in answer.text for word in ('sara', 'tenants', 'v@example.org'))


def test_nobody_writes_to_what_is_not_public(stranger: httpx.Client, graz: Somebody, world: World, postbox: Postbox) -> None:
    propose(graz, world, 'graz', title='Still proposed')
    for path in ('working-groups/still-proposed', 'working-groups/none', 'cities/none', 'networks/none'):
        assert problem(write(stranger, f'/v1/public/{path}')) == (404, 'not-found')
    postbox.run("UPDATE memberships SET stage = 'suspended' WHERE working_group_id IS NULL AND city_id = %s", world.cities['graz'])
    assert problem(write(stranger, CITY)) == (404, 'not-found')
    postbox.run("UPDATE networks SET stage = 'preparation' WHERE id = %s", world.network)
    assert problem(write(stranger, NETWORK)) == (409, 'network-in-preparation')
    assert kept(postbox) == []


def test_a_page_of_another_site_sends_nothing(stranger: httpx.Client, people: dict[str, Somebody]) -> None:
    assert people
    for header in ({'Origin': 'https://elsewhere.example'}, {'Sec-Fetch-Site': 'cross-site'}):
        answer = stranger.post(f'{GROUP}/messages', json={'name': 'Sara', 'mail': STRANGER, 'text': TEXT}, headers=header)
        assert problem(answer) == (403, 'cross-site-request')


def test_one_address_one_place_and_all_together_are_limited_by_the_hour(
    stranger: httpx.Client, people: dict[str, Somebody], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert people
    monkeypatch.setattr(relay, 'MOST_OF_PLACE', 7)
    monkeypatch.setattr(relay, 'MOST', 9)
    clock(NOON)
    assert [write(stranger, mail=STRANGER.upper() if n % 2 else STRANGER).status_code for n in range(6)] == [202] * 5 + [429]
    assert write(stranger, CITY).status_code == 429
    assert [write(stranger, mail=f'{n}@example.net').status_code for n in range(3)] == [202] * 2 + [429]
    assert [write(stranger, CITY, mail=f'{n}@example.net').status_code for n in range(3)] == [202] * 2 + [429]
    limited = write(stranger, NETWORK, mail='9@example.net')
    assert (problem(limited), limited.headers['retry-after']) == ((429, 'too-many-requests'), '3600')
    clock(NOON + timedelta(hours=1, seconds=1))
    assert write(stranger).status_code == 202


def test_one_machine_alone_cannot_use_up_what_all_may_send(stranger: httpx.Client, people: dict[str, Somebody], service: Service) -> None:
    assert people
    service.app.state.rate_limits = RateLimits(of_caller=MANY, of_address=MANY, messages=2)
    answers = [write(stranger, mail=f'{n}@example.net') for n in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]
