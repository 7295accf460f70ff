"""What only reads is answered straight from its route: the same requests, sent FastAPI's way, must be answered the same."""

from collections.abc import Iterator
from typing import NamedTuple
from uuid import uuid4

import httpx
import pytest

from api.contract_route import ContractRoute
from api.permissions import PERMISSIONS
from api.reading import Reads
from tests.conftest import Service
from tests.contract.conftest import Records
from tests.contract.test_manners import address
from tests.contract.validated import OPERATIONS
from tests.routes.conftest import ClientFor, Somebody
from tests.turns import due

TOLD = (
    'content-type',
    'content-length',
    'etag',
    'cache-control',
    'vary',
    'link',
    'location',
    'allow',
    'www-authenticate',
    'content-language',
)
# In short form a sixth of the readings each day.
DAYS_TO_READ = 6
QUERIES = (
    'limit=2', 'limit=0', 'limit=-1', 'limit=1_0', 'limit=2&limit=3', 'nonsense=1', 'after=not-a-uuid', f'after={uuid4()}', 'sort=-id',
    'sort=odd', 'expand=you_may', 'expand=you_may,you_may', 'expand=', 'q=%00', 'q=gr%C3%A4z', 'LIMIT=2', 'limit=%', '=',
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {'if-none-match': '*'},
    {'if-none-match': 'x' * 1001},
    {'accept-language': 'de', 'if-match': '"1"'},
)


class Answered(NamedTuple):
    """What an answer says, but for what is each request's own."""

    code: int
    headers: dict[str, str | None]
    body: object


def said(answer: httpx.Response) -> Answered:
    headers = {name: answer.headers.get(name) for name in TOLD}
    is_json = 'json' in (headers['content-type'] or '') and answer.content
    body = answer.json() if is_json else answer.content
    if isinstance(body, dict):
        body.pop('request_id', None)
    return Answered(answer.status_code, headers, body)


def addresses(records: Records) -> Iterator[tuple[str, ...]]:
    """Yield of each reading an address of a record that is there, and others."""
    for operation in OPERATIONS:
        if operation.method != 'GET' or operation.path.startswith(('/v1/exports', '/health')):
            continue
        # That it was read is written down, so that the next answer is another one.
        if operation.path.endswith(('/personal-data', '/circulars/{circular}/addresses')):
            continue
        noun = operation.path.partition('{')[2].partition('}')[0].removesuffix('_id')
        yield tuple(address(operation, each) for each in ((records[noun]['id'] if noun in records else uuid4()), 'no%20such', '%00'))


def test_a_request_is_answered_the_same_whichever_way_it_goes(
    service: Service,
    operator: Somebody,
    http: httpx.Client,
    client_for: ClientFor,
    records: Records,
    monkeypatch: pytest.MonkeyPatch,
    full: bool,
) -> None:
    stranger = client_for('changes:read')
    known = list(addresses(records)) if full else due(list(addresses(records)), DAYS_TO_READ)
    requests: list[tuple[httpx.Client, str, str, dict[str, str]]] = [
        (operator, first, query, {}) for first, *_ in known for query in QUERIES
    ]
    requests += [(operator, path, '', {}) for paths in known for path in paths]
    requests += [(caller, first, '', headers) for caller in (operator, http, stranger) for first, *_ in known for headers in HEADERS]
    straight = [said(caller.get(f'{path}?{query}'.rstrip('?'), headers=headers)) for caller, path, query, headers in requests]
    monkeypatch.setattr(service.app, 'reads', Reads([]))
    for (caller, path, query, headers), answered in zip(requests, straight, strict=True):
        assert said(caller.get(f'{path}?{query}'.rstrip('?'), headers=headers)) == answered, (path, query, headers)


def test_every_read_of_path_and_query_alone_goes_straight(service: Service) -> None:
    usual = {
        str(route.operation_id)
        for route in service.app.routes
        if isinstance(route, ContractRoute) and route.methods == {'GET'} and not route.only_reads
    }
    # They ask the request for the address that people type, or for a setting.
    assert usual & set(PERMISSIONS) == {'list_notices', 'list_my_tasks', 'get_personal_data', 'get_preparation', 'get_newsletter'}
