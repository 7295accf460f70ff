"""What no honest client sends gets a problem with a sentence, everywhere, and the service goes on."""

import json
from collections.abc import Iterator
from itertools import count, cycle
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from api.examples import example_of
from api.sentences import CATALOGUES, languages
from tests.contract.conftest import is_problem
from tests.contract.hostile import BODIES, FORMS, HEADERS, TEXTS, VALUES
from tests.contract.validated import DOCUMENT, OPERATIONS, Operation
from tests.routes.conftest import Somebody
from tests.turns import is_due

SCHEMAS = DOCUMENT['components']['schemas']
LANGUAGES = cycle(languages())
# In short form every datum goes to each operation once in so many days, and on a day to others than its neighbours.
SHARE = 24


def spread(data: dict[str, Any], operations: list[Operation], *, full: bool) -> Iterator[tuple[int, Any, Operation]]:
    """Yield each datum with the operations it is sent to, and a running number by which fields take turns."""
    numbers = count()
    for nth, value in enumerate(data.values()):
        for other, operation in enumerate(operations):
            if full or is_due(nth + other, SHARE):
                yield next(numbers), value, operation


def address(operation: Operation, *, hostile: str | None = None) -> str:
    """Return an address of an operation, with `hostile` as its id or slug when one is given."""
    segment = 'graz' if hostile is None else quote(hostile.encode('utf-8', 'surrogatepass'), safe='')
    parameter = operation.path.partition('{')[2].partition('}')[0]
    return operation.path.replace(f'{{{parameter}}}', segment) if parameter else operation.path


def wish_of(operation: Operation) -> dict[str, Any]:
    """Return a body that keeps the operation's schema."""
    content = operation.declared['requestBody']['content'].get('application/json')
    schema = content['schema'] if content else {'type': 'object', 'properties': {}}
    found = example_of(schema, SCHEMAS)
    return found if isinstance(found, dict) else {}


def answers_well(client: httpx.Client, operation: Operation, path: str, **sent: Any) -> None:
    """Send a request; `validated` compares the answer with the document, here it must be neither a failure nor a page."""
    own, language = sent.pop('headers', {}), next(LANGUAGES)
    headers = {'accept-language': language, **({'if-match': '*'} if operation.method != 'GET' else {}), **own}
    answer = client.request(operation.method, path, headers=headers, **sent)
    assert answer.status_code < 500, (operation.declared['operationId'], path, sent, answer.text)
    in_other_words = operation.declared['operationId'] == 'create_token' and answer.status_code in {400, 401}
    assert answer.status_code < 400 or in_other_words or is_problem(answer)
    if answer.status_code >= 400 and not in_other_words:
        said = answer.headers['content-language']
        assert said == language or 'accept-language' in own
        vague = CATALOGUES[said]['validation.other']
        assert [each for each in answer.json()['errors'] if each['detail'] == vague] == [], (path, sent)


@pytest.fixture
def client(operator: Somebody, records: object) -> Somebody:
    """The operator, in a database with records."""
    assert records
    return operator


WITH_BODY = [operation for operation in OPERATIONS if 'requestBody' in operation.declared]
WITH_QUERY = [operation for operation in OPERATIONS if any(each['in'] == 'query' for each in operation.declared.get('parameters', []))]
WITH_PATH = [operation for operation in OPERATIONS if '{' in operation.path]


def test_there_is_enough_of_it() -> None:
    assert len(TEXTS) + len(VALUES) + len(BODIES) + len(HEADERS) >= 120
    assert min(len(WITH_BODY), len(WITH_QUERY), len(WITH_PATH)) > 10


def test_in_the_fields_of_a_body(client: Somebody, full: bool) -> None:
    for number, value, operation in spread({**TEXTS, **{f'value: {name}': value for name, value in VALUES.items()}}, WITH_BODY, full=full):
        wish = wish_of(operation)
        field = (sorted(wish) or ['name'])[number % max(1, len(wish))]
        body = json.dumps({**wish, field: value}).encode()
        answers_well(client, operation, address(operation), content=body, headers={'content-type': 'application/json'})


def test_in_a_query(client: Somebody, full: bool) -> None:
    for number, value, operation in spread(TEXTS, WITH_QUERY, full=full):
        names = [each['name'] for each in operation.declared['parameters'] if each['in'] == 'query'] + [value[:50]]
        name = quote(names[number % len(names)].encode('utf-8', 'surrogatepass'), safe='')
        text = quote(value.encode('utf-8', 'surrogatepass'), safe='')
        answers_well(client, operation, f'{address(operation)}?{name}={text}')


def test_in_the_place_of_an_id_or_a_slug(client: Somebody, full: bool) -> None:
    for _, value, operation in spread({name: text for name, text in TEXTS.items() if text}, WITH_PATH, full=full):
        body = json.dumps(wish_of(operation)).encode() if 'requestBody' in operation.declared else b''
        answers_well(client, operation, address(operation, hostile=value), content=body, headers={'content-type': 'application/json'})


def test_instead_of_a_body(client: Somebody, full: bool) -> None:
    for _, body, operation in spread(BODIES, WITH_BODY, full=full):
        answers_well(client, operation, address(operation), content=body, headers={'content-type': 'application/json'})


def test_instead_of_a_form(client: Somebody) -> None:
    token = next(operation for operation in OPERATIONS if operation.declared['operationId'] == 'create_token')
    for form in FORMS.values():
        answers_well(client, token, token.path, content=form, headers={'content-type': 'application/x-www-form-urlencoded'})


def test_in_headers(client: Somebody, full: bool) -> None:
    for _, headers, operation in spread(HEADERS, OPERATIONS, full=full):
        body = json.dumps(wish_of(operation)).encode() if 'requestBody' in operation.declared else b''
        answers_well(client, operation, address(operation), content=body, headers={'content-type': 'application/json', **headers})
