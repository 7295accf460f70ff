"""What has to end says so a year ahead: one declaration makes the headers of each answer and what the document says."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

import httpx
import pytest
from fastapi.routing import APIRoute
from openapi_spec_validator import validate
from starlette.responses import Response

from api.app import create_app, openapi_document
from api.contract import Resource, Tx
from api.database import Database
from api.endings import Ending
from api.manners import Manners
from api.models.shapes import Name, Shape, Wish
from api.settings import Settings

ENDING = Ending(date(2026, 11, 28), date(2027, 11, 28), 'Use `list_rivers`.')
bridges = Resource('Bridges')


class Bridge(Shape):
    """A bridge."""

    name: Name


class BridgeCreate(Wish):
    """A bridge to be built."""

    name: Name


@bridges.offer('GET', '/bridges', Bridge, ends=ENDING)
def list_bridges(tx: Tx) -> Response:
    """List bridges."""
    return Response(f'{{"name":"{tx.caller.kind}"}}', media_type='application/json', headers={'Link': '</v1/bridges?after=1>; rel="next"'})


@bridges.offer('POST', '/bridges', Bridge, ends=ENDING)
def build_bridge(tx: Tx, body: BridgeCreate) -> Response:
    """Build a bridge."""
    return Response(body.model_dump_json(), media_type='application/json', headers={'X-Caller': tx.caller.kind})


@bridges.offer('GET', '/rivers', Bridge)
def list_rivers(tx: Tx) -> Response:
    """List rivers."""
    return Response(f'{{"name":"{tx.caller.kind}"}}', media_type='application/json')


@pytest.fixture(scope='module')
def small() -> Manners:
    """The service with these routes and no others."""
    whole = create_app(Settings())
    whole.app.router.routes[:] = bridges.routes
    routes = [route for route in bridges.routes if isinstance(route, APIRoute)]
    return Manners(whole.app, routes=routes, refusals=whole.refusals, production=False)


def asked(small: Manners, method: str, path: str, json: object = None) -> httpx.Response:
    """Return what the service answers."""

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=small), base_url='http://localhost') as client:
            return await client.request(method, path, json=json)

    # A browser of another test may have left its event loop running in this thread.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, ask()).result()


@pytest.mark.parametrize(
    ('method', 'path', 'body', 'code'),
    [
        ('GET', '/v1/bridges', None, 200),
        ('HEAD', '/v1/bridges', None, 200),
        ('GET', '/v1/bridges?length=1', None, 422),
        ('POST', '/v1/bridges', {'name': 'Ponte'}, 200),
        ('POST', '/v1/bridges', {}, 422),
        ('POST', '/v1/bridges?length=1', {'name': 'Ponte'}, 422),
    ],
)
def test_each_answer_of_what_ends_says_since_when_and_until_when(
    small: Manners, database: Database, method: str, path: str, body: object, code: int
) -> None:
    small.state.database = database
    answer = asked(small, method, path, body)
    assert answer.status_code == code, answer.text
    assert answer.headers['deprecation'] == '@1795824000'
    assert datetime.fromtimestamp(1795824000, UTC) == datetime(2026, 11, 28, tzinfo=UTC)
    assert parsedate_to_datetime(answer.headers['sunset']) == datetime(2027, 11, 28, tzinfo=UTC)
    assert answer.headers['sunset'] == 'Sun, 28 Nov 2027 00:00:00 GMT'
    assert answer.links['deprecation'] == {'url': '/docs#changes', 'rel': 'deprecation', 'type': 'text/html'}
    assert ('next' in answer.links) == (method != 'POST' and code == 200)


def test_what_goes_on_says_nothing_of_an_end(small: Manners, database: Database) -> None:
    small.state.database = database
    for path, code in (('/v1/rivers', 200), ('/v1/rivers?length=1', 422), ('/v1/lakes', 404)):
        answer = asked(small, 'GET', path)
        assert answer.status_code == code
        assert {'deprecation', 'sunset', 'link'} & set(answer.headers) == set()


def test_the_document_says_the_same(small: Manners) -> None:
    document = openapi_document(small.app)
    # The events are about records that these routes do not have.
    schemas = document['components']['schemas']
    of_events = {'webhooks': document.pop('webhooks'), **{name: schemas.pop(name) for name in list(schemas) if name.startswith('Event')}}
    assert len(of_events) > 1
    validate(document)
    for method in ('get', 'post'):
        declared = document['paths']['/v1/bridges'][method]
        assert (declared['deprecated'], declared['x-sunset']) == (True, '2027-11-28')
        assert 'Deprecated since 2026-11-28: it is answered until 2027-11-28. Use `list_rivers`.' in declared['description']
        for code, response in declared['responses'].items():
            assert {'Deprecation', 'Sunset', 'X-Request-Id'} <= set(response['headers']), code
    goes_on = document['paths']['/v1/rivers']['get']
    assert {'deprecated', 'x-sunset'} & set(goes_on) == set()
    shared = [
        document['components']['responses'][each['$ref'].rpartition('/')[2]] for each in goes_on['responses'].values() if '$ref' in each
    ]
    assert shared
    assert all('Sunset' not in response['headers'] for response in [*shared, goes_on['responses']['200']])


@pytest.mark.parametrize('sunset', [date(2027, 11, 27), date(2026, 11, 28), date(2025, 1, 1)])
def test_an_end_in_less_than_twelve_months_cannot_be_declared(sunset: date) -> None:
    with pytest.raises(ValueError, match='12 months are promised'):
        Ending(date(2026, 11, 28), sunset, 'Use `list_rivers`.')
