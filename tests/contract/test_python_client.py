"""The Python client in `openapi/client/`: made of the contract, and of use when a network is not."""

import asyncio
import base64
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from standardwebhooks import Webhook

from api.rate_limits import RateLimits
from coalition_client import (
    AsyncClient,
    Client,
    FileStore,
    InvalidSignature,
    Patience,
    Position,
    Problem,
    Unreachable,
    follow,
    follow_async,
    verified,
)
from openapi.generation.__main__ import modules
from tests.conftest import Service
from tests.contract.validated import OPERATIONS
from tests.house.tree import ROOT
from tests.routes.conftest import EVERY_SCOPE, Somebody, World

IMPATIENT = Patience(tries=4, first=0.01, longest=0.05)
CITY_NAMES = {'Graz', 'Bologna', 'Berlin'}
_OFFICE = {'name': 'Statistics office'}


class Secrets(NamedTuple):
    """What a client is made with."""

    client_id: str
    client_secret: str


class Losing(httpx.HTTPTransport):
    """A network that does as it is told and loses what comes back, as often as is said."""

    def __init__(self, lost: int, verb: str) -> None:
        super().__init__(trust_env=False)
        self.lost, self.verb, self.sent = lost, verb, 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = super().handle_request(request)
        if request.method != self.verb or request.url.path.endswith('/token'):
            return answer
        self.sent += 1
        if self.sent > self.lost:
            return answer
        answer.read()
        message = 'the connection was lost'
        raise httpx.ReadError(message, request=request)


@pytest.fixture
def secrets(operator: Somebody, world: World) -> Secrets:
    """A client of the network, as the office would make one."""
    scopes = sorted(set(EVERY_SCOPE) - {'admin'})
    made = operator.post('/v1/api-clients', json={**_OFFICE, 'network_id': str(world.network), 'scopes': scopes})
    assert made.status_code == 201, made.text
    return Secrets(made.json()['id'], made.json()['client_secret'])


@pytest.fixture
def client(service: Service, secrets: Secrets) -> Iterator[Client]:
    with _client(service, secrets) as made:
        yield made


def _client(service: Service, secrets: Secrets, network: httpx.HTTPTransport | None = None) -> Client:
    """Return a client; requests go by `network`, where there is a special one."""
    network = network or httpx.HTTPTransport(trust_env=False)
    return Client(service.url, client_id=secrets.client_id, client_secret=secrets.client_secret, patience=IMPATIENT, transport=network)


def _wish(world: World, title: str = 'Fair housing') -> Any:
    return {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': title}


# -- made of the contract --------------------------------------------------------------------------------------------------


def test_its_generated_modules_are_what_the_contract_says() -> None:
    assert [path.name for path, text in modules().items() if path.read_text(encoding='utf-8') != text] == []


@pytest.mark.parametrize('kind', [Client, AsyncClient])
def test_it_has_a_method_for_each_operation(kind: type) -> None:
    names = {each.declared['operationId'] for each in OPERATIONS} - {'create_token'}
    assert [name for name in names if not callable(getattr(kind, name, None))] == []


def test_it_can_be_installed_from_the_repository(tmp_path: Path) -> None:
    uv = Path(sys.executable).with_name('uv')
    command: list[str | Path] = [uv, 'build', '--wheel', '--offline', '--quiet', '--out-dir', tmp_path, ROOT / 'openapi' / 'client']
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob('coalition_client-*.whl')
    there = {path.name for path in (ROOT / 'openapi' / 'client' / 'coalition_client').iterdir() if path.is_file()}
    assert {
        Path(name).name for name in zipfile.ZipFile(wheel).namelist() if name.startswith('coalition_client/') and not name.endswith('/')
    } == there
    assert 'py.typed' in there


# -- asking ----------------------------------------------------------------------------------------------------------------


def test_it_reads_without_credentials_what_is_public(service: Service, http: httpx.Client) -> None:
    assert http.base_url == service.url
    with Client(service.url, transport=httpx.HTTPTransport(trust_env=False)) as stranger:
        assert stranger.list_public_working_groups()['items'] == []
        with pytest.raises(Problem) as refused:
            stranger.list_cities()
    assert (refused.value.status, refused.value.type) == (401, 'unauthenticated')


def test_it_goes_through_all_pages(client: Client, operator: Somebody) -> None:
    for number in range(120):
        assert operator.post('/v1/organisations', json={'name': f'Organisation {number:03}', 'kind': 'network'}).status_code == 201
    names = [each['name'] for each in client.each_of_organisations(kind='network')]
    assert len(names) == len(set(names)) == 120
    assert len(client.list_organisations(limit=7)['items']) == 7


def test_it_passes_on_filters_as_the_contract_has_them(client: Client, world: World) -> None:
    group = client.propose_working_group(_wish(world))
    (found,) = client.list_working_groups(city_id=str(world.cities['graz']), stage='proposed', expand=['you_may', 'members'])['items']
    assert found['id'] == group['id']
    assert found['you_may']
    assert client.list_action_items(late=True)['items'] == []


def test_a_refusal_says_what_it_is_about(client: Client, world: World) -> None:
    with pytest.raises(Problem) as refused:
        client.propose_working_group(_wish(world, title=''))
    assert (refused.value.status, refused.value.type) == (422, 'validation-failed')
    assert [error['pointer'] for error in refused.value.errors] == ['/title']
    assert refused.value.request_id
    assert '/title' in str(refused.value)


def test_a_name_with_a_slash_stays_one_part_of_the_path(client: Client) -> None:
    with pytest.raises(Problem) as refused:
        client.get_city('graz/../../me')
    assert refused.value.status in {404, 422}


def test_it_tries_out_what_it_would_do(client: Client, world: World) -> None:
    told = client.try_out_propose_working_group(_wish(world))
    assert told['changes']
    assert client.list_working_groups()['items'] == []


def test_a_change_names_the_version_that_was_seen(client: Client, world: World) -> None:
    group = client.propose_working_group(_wish(world))
    changed = client.update_working_group(group['id'], {'rhythm': 'monthly'}, version=group['version'])
    assert changed['rhythm'] == 'monthly'
    with pytest.raises(Problem) as refused:
        client.update_working_group(group['id'], {'rhythm': 'weekly'}, version=group['version'])
    assert (refused.value.status, refused.value.type) == (412, 'stale-version')


def test_a_file_comes_as_bytes(client: Client) -> None:
    assert b'Graz' in client.export_cities('csv')


# -- when the network is not what it should be -----------------------------------------------------------------------------


def _losing(service: Service, secrets: Secrets, lost: int, verb: str) -> tuple[Client, Losing]:
    network = Losing(lost, verb)
    return _client(service, secrets, network), network


def test_a_write_whose_answer_is_lost_is_done_once(service: Service, secrets: Secrets, world: World, operator: Somebody) -> None:
    client, network = _losing(service, secrets, 2, 'POST')
    with client:
        group = client.propose_working_group(_wish(world))
    assert network.sent == 3
    assert [each['id'] for each in operator.get('/v1/working-groups').json()['items']] == [group['id']]


def test_a_change_whose_answer_is_lost_is_not_sent_again(service: Service, secrets: Secrets, world: World, operator: Somebody) -> None:
    group = operator.post('/v1/working-groups', json=_wish(world)).json()
    client, network = _losing(service, secrets, 1, 'PATCH')
    with client, pytest.raises(Unreachable):
        client.update_working_group(group['id'], {'rhythm': 'monthly'}, version=group['version'])
    assert network.sent == 1


def test_a_reading_is_repeated_and_given_up(service: Service, secrets: Secrets) -> None:
    client, network = _losing(service, secrets, 3, 'GET')
    with client:
        assert client.list_cities()['items']
    assert network.sent == 4
    client, network = _losing(service, secrets, 99, 'GET')
    with client, pytest.raises(Unreachable, match='list_cities: no answer after 4 tries'):
        client.list_cities()
    assert network.sent == IMPATIENT.tries


def test_it_waits_when_it_has_asked_too_much(client: Client, service: Service) -> None:
    client.list_cities()
    service.app.state.rate_limits = RateLimits(of_caller=1, of_address=100)
    client.list_cities()
    with pytest.raises(Problem) as refused:
        client.list_cities()
    assert (refused.value.status, refused.value.type) == (429, 'too-many-requests')


@pytest.mark.parametrize(
    ('said', 'tried', 'least', 'most'), [('7', 1, 7, 7), ('4000', 1, 60, 60), ('soon', 2, 0.75, 1.25), (None, 12, 45, 75)]
)
def test_it_waits_as_long_as_it_is_told_within_bounds(said: str | None, tried: int, least: float, most: float) -> None:
    answer = httpx.Response(503, headers={'Retry-After': said} if said else {})
    assert least <= Patience().pause(tried, answer) <= most


def test_a_token_that_does_not_hold_any_more_is_replaced(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.list_cities()['items']
    monkeypatch.setattr(client._sending, '_token', 'of.another.secret')
    assert client.list_cities()['items']
    monkeypatch.setattr(client._sending, 'client_secret', 'wrong')
    monkeypatch.setattr(client._sending, '_token', 'of.another.secret')
    with pytest.raises(Problem) as refused:
        client.list_cities()
    assert refused.value.type == 'invalid_client'
    assert 'wrong' not in repr(client._sending)


# -- following the feed ----------------------------------------------------------------------------------------------------


def _applied(copy: dict[str, Any], store: FileStore, client: Client, *, stop: Callable[[int], bool] = lambda _: False) -> list[bool]:
    """Bring a copy up to date; `stop` after so many batches, between applying and storing."""
    begun = []
    for number, batch in enumerate(follow(client, store, forever=False)):
        if batch.starts_anew:
            copy.clear()
        begun.append(batch.starts_anew)
        for item in batch.items:
            if item['data'] is None:
                copy.pop(item['subject']['id'], None)
            else:
                copy[item['subject']['id']] = item['data']
        if stop(number):
            break
    return begun


def test_a_copy_is_kept_whatever_stops_its_reader(client: Client, world: World, tmp_path: Path, operator: Somebody) -> None:
    copy: dict[str, Any] = {}
    store = FileStore(tmp_path / 'position.json')
    assert _applied(copy, store, client, stop=lambda _: True) == [True]
    assert store.load() is None, 'what was not come back for is not stored'
    assert _applied(copy, store, client) == [True]
    assert {each.get('name') for each in copy.values()} >= CITY_NAMES
    assert _applied(copy, store, client) == []
    group = operator.post('/v1/working-groups', json=_wish(world)).json()
    assert _applied(copy, store, client) == [False]
    assert copy[group['id']]['title'] == 'Fair housing'


def test_a_copy_that_cannot_go_on_begins_anew(client: Client, tmp_path: Path) -> None:
    copy: dict[str, Any] = {'gone': {}}
    store = FileStore(tmp_path / 'position.json')
    store.save(Position(1, '0199a5c0-0010-8204-86ed-3efcca6dff62'))
    assert _applied(copy, store, client) == [True]
    assert 'gone' not in copy
    assert {each.get('name') for each in copy.values()} >= CITY_NAMES
    assert store.load() is not None


def test_what_keeps_a_copy_from_being_read_is_told(service: Service, operator: Somebody, world: World, tmp_path: Path) -> None:
    made = operator.post('/v1/api-clients', json={**_OFFICE, 'network_id': str(world.network), 'scopes': ['cities:read']}).json()
    secrets = Secrets(made['id'], made['client_secret'])
    with _client(service, secrets) as client, pytest.raises(Problem) as refused:
        next(follow(client, FileStore(tmp_path / 'position.json')))
    assert (refused.value.status, refused.value.type) == (403, 'insufficient-scope')


def test_both_kinds_of_client_do_the_same(service: Service, secrets: Secrets, world: World, tmp_path: Path) -> None:
    async def go() -> tuple[set[str], list[str], int]:
        transport = httpx.AsyncHTTPTransport(trust_env=False)
        name, secret = secrets
        async with AsyncClient(service.url, client_id=name, client_secret=secret, transport=transport) as client:
            group = await client.propose_working_group(_wish(world))
            titles = [each['title'] async for each in client.each_of_working_groups()]
            with pytest.raises(Problem):
                await client.get_city('nowhere')
            followed = follow_async(client, FileStore(tmp_path / 'position.json'), forever=False)
            items = [item async for batch in followed for item in batch.items]
            assert group['id'] in {item['subject']['id'] for item in items}
            cities = {each['name'] async for each in client.each_of_cities()}
        return cities, titles, len(items)

    # In a thread of its own: a browser's tests may leave a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        cities, titles, items = thread.submit(lambda: asyncio.run(go())).result()
    assert cities >= CITY_NAMES
    assert titles == ['Fair housing']
    assert items > 5


# -- webhooks --------------------------------------------------------------------------------------------------------------

SECRET, OTHER = (f'whsec_{base64.b64encode(bytes([byte]) * 32).decode()}' for byte in (1, 2))
BODY = b'{"type": "city.changed", "timestamp": "2026-03-01T09:30:00Z", "data": {"seq": 7}}'
SENT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def _signed(secret: str = SECRET, **other: str) -> dict[str, str]:
    """Return the headers of a message, signed by the standard's own library."""
    signature = Webhook(secret).sign('msg_1', SENT, BODY.decode())
    return {'Webhook-Id': 'msg_1', 'Webhook-Timestamp': str(int(SENT.timestamp())), 'Webhook-Signature': signature, **other}


@pytest.mark.parametrize('secrets', [SECRET, [OTHER, SECRET]], ids=['one', 'while it is changed'])
@pytest.mark.parametrize('passed', [-299, 0, 299])
def test_a_webhook_that_the_standard_signs_is_accepted(secrets: str | list[str], passed: int) -> None:
    headers = _signed(**{'Webhook-Signature': f'v1a,bm8= {_signed()["Webhook-Signature"]} v1,bm8='})
    assert verified(headers, BODY, secrets, now=SENT.timestamp() + passed)['data'] == {'seq': 7}


@pytest.mark.parametrize(
    ('headers', 'body', 'passed'),
    [
        (_signed(), BODY + b' ', 0),
        (_signed(), BODY, 301),
        (_signed(), BODY, -301),
        (_signed(OTHER), BODY, 0),
        (_signed(**{'Webhook-Id': 'msg_2'}), BODY, 0),
        (_signed(**{'Webhook-Timestamp': str(int(SENT.timestamp()) + 1)}), BODY, 0),
        (_signed(**{'Webhook-Timestamp': 'now'}), BODY, 0),
        (_signed(**{'Webhook-Signature': ''}), BODY, 0),
        (_signed(**{'Webhook-Signature': _signed()['Webhook-Signature'].replace('v1,', 'v2,')}), BODY, 0),
        ({}, BODY, 0),
    ],
    ids=[
        'another body',
        'too late',
        'too early',
        'another secret',
        'another id',
        'another time',
        'no time',
        'none',
        'another kind',
        'nothing',
    ],
)
def test_a_webhook_that_somebody_else_made_is_refused(headers: dict[str, str], body: bytes, passed: int) -> None:
    with pytest.raises(InvalidSignature):
        verified(headers, body, SECRET, now=SENT.timestamp() + passed)
