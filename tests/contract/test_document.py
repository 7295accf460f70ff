"""The OpenAPI document: valid, complete, stable in its names, and the same in the repository, in the code and as it is served."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate

from api.bodies import JSON, MOST_BYTES
from api.openapi_document import text
from api.permissions import PERMISSIONS
from api.problems import TYPES
from tests.contract.validated import DOCUMENT, OPERATIONS, Operation, breaches, breaches_of

COMMITTED = Path(__file__).parents[2] / 'openapi' / 'openapi.json'
SCHEMAS: dict[str, Any] = DOCUMENT['components']['schemas']
# Refusals in the words of another standard: RFC 6749, section 5.2.
NOT_PROBLEMS = {('create_token', '400'), ('create_token', '401')}
# Writes without If-Match, by what makes it needless (api/README.md, Decision 70).
WITHOUT_IF_MATCH = {
    'one person alone changes it, and what has ended has ended': {
        'end_session', 'end_other_sessions', 'remove_passkey', 'remove_identity', 'remove_calendar_subscription',
        'remove_saved_filter',
    },
    'one person alone changes it, and sends only what changes': {'update_me'},
    'a record of its own, which others that are made beside it do not touch': {
        'join_working_group', 'admit_associate', 'create_api_client_secret', 'answer_call_for_interest',
        'rotate_webhook_secret', 'take_library_risks', 'record_indicator_value', 'publish_practice_of_action',
    },
    'each item may say which version it has seen': {'apply_membership_batch', 'apply_plan_action_batch'},
    'a link for one use': {'decline_invitation', 'answer_progress_link', 'renew_progress_link'},
    'what counts is what the desk shows now': {'call_up_report'},
    'no record changes': {
        'create_token', 'create_sign_in_link', 'create_passkey_challenge', 'start_provider_sign_in', 'start_passkey', 'start_identity',
        'ask_invitation', 'ask_progress_link', 'match_cities',
    },
    'from strangers, who see no version': {
        'send_working_group_message', 'send_city_message', 'send_network_message', 'confirm_message',
    },
}  # fmt: skip
# Made from nothing that can be read again on its own.
NOT_READ_AGAIN = {'create_token', 'create_session', 'accept_invitation', 'make_by_laws', 'create_passkey', 'create_identity',
                  'create_calendar_subscription', 'create_saved_filter'}  # fmt: skip


def named_in(part: Any) -> set[str]:
    """Return the names of the schemas that a part of the document refers to."""
    return set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(part)))


def reached(names: set[str]) -> set[str]:
    """Return these schemas and those within them."""
    found: set[str] = set()
    while names - found:
        found |= names
        names = named_in([SCHEMAS[name] for name in found])
    return found


SENT = reached(named_in([each.declared.get('requestBody') for each in OPERATIONS]))
ANSWERED = reached(named_in([each.declared['responses'] for each in OPERATIONS]) | named_in(DOCUMENT['webhooks']))
every_operation = pytest.mark.parametrize('operation', OPERATIONS, ids=lambda each: each.declared['operationId'])


def schemas_within(schema: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a schema and every schema inside it, each with its place."""
    if isinstance(schema, dict):
        yield place, schema
        for name, field in schema.get('properties', {}).items():
            yield from schemas_within(field, f'{place}.{name}')
        for key in ('items', 'additionalProperties'):
            yield from schemas_within(schema.get(key), f'{place}[]')
        for key in ('anyOf', 'oneOf', 'allOf'):
            for option in schema.get(key, []):
                yield from schemas_within(option, place)


ALL_SCHEMAS = [found for name, schema in SCHEMAS.items() for found in schemas_within(schema, name)] + [
    found
    for each in OPERATIONS
    for parameter in each.declared.get('parameters', [])
    for found in schemas_within(parameter['schema'], f'{each.declared["operationId"]}({parameter["name"]})')
]


def test_it_is_valid_openapi() -> None:
    assert DOCUMENT['openapi'].startswith('3.1.')
    validate(DOCUMENT)


def test_the_repository_holds_what_the_code_says() -> None:
    assert COMMITTED.read_text(encoding='utf-8') == text(), 'make fix writes it anew'


def test_the_service_answers_with_the_same_bytes(http: httpx.Client) -> None:
    answer = http.get('/openapi.json')
    assert answer.content == text().encode()
    assert answer.headers['content-type'] == 'application/json'


@every_operation
def test_an_operation_says_what_it_is(operation: Operation) -> None:
    declared = operation.declared
    assert re.fullmatch(r'[a-z]+(_[a-z]+)+', declared['operationId'])
    assert declared['summary']
    assert not declared['summary'].endswith('.')
    assert len(declared['description']) >= len(declared['summary'])
    assert len(declared['tags']) == 1


@every_operation
def test_an_operation_declares_how_it_may_be_refused(operation: Operation) -> None:
    responses, name = operation.declared['responses'], operation.declared['operationId']
    refusals = {code: response for code, response in responses.items() if code >= '400'}
    guarded = name in PERMISSIONS
    assert {'422', '429', '500', '503'} <= set(refusals)
    assert ('404' in refusals) >= ('{' in operation.path)
    assert {'401', '403'} <= set(refusals) if guarded else operation.declared['security'] == []
    if guarded:
        scope = PERMISSIONS[name].scope
        security = operation.declared.get('security', DOCUMENT['security'])
        assert security == [{'client': [scope] if scope else []}, {'session': []}]
    assert {'413', '415', '400'} <= set(refusals) or 'requestBody' not in operation.declared
    for code, response in refusals.items():
        if (name, code) not in NOT_PROBLEMS:
            assert list(response['content']) == ['application/problem+json']
            slugs = re.findall(r'`([a-z-]+)`', response['description'])
            assert slugs
            assert {TYPES[slug][0] for slug in slugs} == {int(code)}
            assert list(response['content']['application/problem+json']['examples']) == slugs
            assert {'RateLimit', 'RateLimit-Policy', 'X-Request-Id'} <= set(response['headers'])


@every_operation
def test_what_needs_if_match_says_so_and_what_it_costs_to_leave_it_out(operation: Operation) -> None:
    headers = {each['name'] for each in operation.declared.get('parameters', []) if each['in'] == 'header'}
    assert ('If-Match' in headers) == ('428' in operation.declared['responses']) == ('412' in operation.declared['responses'])
    if 'Idempotency-Key' in headers:
        key = next(each for each in operation.declared['parameters'] if each['name'] == 'Idempotency-Key')
        assert key['schema'] == {'type': 'string', 'pattern': '^[A-Za-z0-9_-]{8,128}$', 'minLength': 8, 'maxLength': 128}
    if operation.method == 'POST':
        assert ('Idempotency-Key' in headers) == (operation.declared['operationId'] in PERMISSIONS)


def test_every_write_needs_if_match_unless_there_is_nothing_to_be_lost() -> None:
    """A new record at its list's own address has no version yet. Every other write asks for it, or says here why not."""
    without = set()
    for operation in OPERATIONS:
        declared, makes_one = operation.declared, operation.method == 'POST' and '{' not in operation.path
        asked = any(each['name'] == 'If-Match' and each['required'] for each in declared.get('parameters', []))
        if operation.method != 'GET' and not asked and not (makes_one and '201' in declared['responses']):
            without.add(declared['operationId'])
    assert without == {name for names in WITHOUT_IF_MATCH.values() for name in names}


@every_operation
def test_an_answer_has_an_example_that_keeps_its_own_schema(operation: Operation) -> None:
    for code, response in operation.declared['responses'].items():
        for media_type, content in response.get('content', {}).items():
            if media_type == 'application/json':
                assert breaches(content['schema'], content['example']) == [], code


@every_operation
def test_what_is_sent_has_an_example_that_keeps_its_own_schema(operation: Operation) -> None:
    for content in operation.declared.get('requestBody', {}).get('content', {}).values():
        assert breaches(content['schema'], content['example']) == []


@pytest.mark.parametrize('slug', DOCUMENT['components']['examples'])
def test_the_example_of_a_problem_is_one(slug: str) -> None:
    example = DOCUMENT['components']['examples'][slug]['value']
    assert breaches({'$ref': '#/components/schemas/ProblemDetails'}, example) == []
    assert (example['type'], example['status']) == (f'/problems/{slug}', TYPES[slug][0])


def test_every_problem_type_is_listed_with_what_it_means() -> None:
    listed = DOCUMENT['x-problem-types']
    assert {each['slug']: (each['status'], each['title']) for each in listed} == TYPES
    assert [each['slug'] for each in listed if not each['meaning'].endswith('.')] == []


@every_operation
def test_its_tag_is_described(operation: Operation) -> None:
    described = {tag['name']: tag['description'] for tag in DOCUMENT['tags']}
    assert described[operation.declared['tags'][0]], 'say in api/description/tags.json what it is about'


@every_operation
def test_a_parameter_says_what_it_is_for(operation: Operation) -> None:
    silent = [each['name'] for each in operation.declared.get('parameters', []) if not each.get('description')]
    assert silent == [], 'say it at the parameter, or for all of its name in api/description/words.json'


@every_operation
def test_what_makes_a_record_links_to_what_can_be_done_with_it(operation: Operation) -> None:
    made = operation.declared['responses'].get('201')
    if made is None or operation.declared['operationId'] in NOT_READ_AGAIN:
        return
    assert 'Location' in made['headers']
    by_name = {each.declared['operationId']: each for each in OPERATIONS}
    linked = [by_name[link['operationId']] for link in made['links'].values()]
    assert list(made['links']) == [each.declared['operationId'] for each in linked]
    assert linked
    assert any(each.method == 'GET' and each.path.endswith('}') for each in linked)
    for link in made['links'].values():
        parameters = {f'{each["in"]}.{each["name"]}' for each in by_name[link['operationId']].declared.get('parameters', [])}
        assert set(link.get('parameters', {})) <= parameters
        assert {name for name in parameters if name.startswith('path.')} <= set(link.get('parameters', {}))


def test_names_are_stable() -> None:
    assert [name for name in SCHEMAS if not re.fullmatch(r'([A-Z][a-z]+)+', name)] == []
    assert {'HTTPValidationError', 'ValidationError'} & set(SCHEMAS) == set()
    names = [each.declared['operationId'] for each in OPERATIONS]
    assert len(set(names)) == len(names)


def test_every_schema_is_sent_or_answered() -> None:
    assert set(SCHEMAS) == SENT | ANSWERED


@pytest.mark.parametrize('name', sorted(ANSWERED))
def test_what_is_answered_has_no_optional_fields_and_no_unknown_ones(name: str) -> None:
    schema = SCHEMAS[name]
    assert sorted(schema.get('required', [])) == sorted(schema['properties'])
    assert schema['additionalProperties'] is False


@pytest.mark.parametrize('name', sorted(SENT - {'TokenRequest', 'SessionCreate'}))
def test_what_is_sent_is_bounded(name: str) -> None:
    assert SCHEMAS[name].get('type') != 'object' or SCHEMAS[name]['additionalProperties'] is False
    for place, schema in schemas_within(SCHEMAS[name], name):
        kind = schema.get('type')
        assert kind != 'array' or 'maxItems' in schema, place
        assert kind not in {'integer', 'number'} or {'minimum', 'maximum'} <= set(schema), place
        if kind == 'string' and not {'enum', 'const', 'format'} & set(schema):
            assert {'maxLength', 'pattern'} & set(schema), place


def test_every_list_of_values_that_is_answered_says_that_it_is_open() -> None:
    silent = set()
    for name in ANSWERED:
        for place, schema in schemas_within(SCHEMAS[name], name):
            for field, said in schema.get('properties', {}).items():
                listed = [each for _, each in schemas_within(said, field) if 'enum' in each]
                if listed and not any('Open list.' in each.get('description', '') for each in (said, *listed)):
                    silent.add(f'{place}.{field}')
    assert silent == set()


def test_descriptions_speak_of_the_domain_and_not_of_python() -> None:
    leaked = re.compile(r'\b(None|True|False|dict|list\[|str\b|UUID\(|Annotated|BaseModel|tx\b|transaction\.|SQLModel|pydantic)')
    written = [(place, schema.get('description', '')) for place, schema in ALL_SCHEMAS]
    written += [(each.declared['operationId'], each.declared['description']) for each in OPERATIONS]
    assert [(place, said) for place, said in written if leaked.search(said.replace('True:', '').replace('True for', ''))] == []
    assert [place for place, schema in ALL_SCHEMAS if 'title' in schema] == []


def test_every_schema_says_what_it_is() -> None:
    assert [name for name, schema in SCHEMAS.items() if not schema.get('description')] == []


def test_parameters_are_what_can_be_sent() -> None:
    known = {'type', 'format', 'pattern', 'enum', 'const', 'minimum', 'maximum', 'minLength', 'maxLength', 'default', 'examples'}
    known |= {'items', 'minItems', 'maxItems', 'uniqueItems'}
    parameters = [parameter for each in OPERATIONS for parameter in each.declared.get('parameters', [])]
    assert [parameter for parameter in parameters if set(parameter['schema']) - known] == []


# What every answer carries.
ALWAYS = {'content-type': 'application/json', 'x-request-id': '1', 'ratelimit': '"caller";r=1;t=1', 'ratelimit-policy': '"caller";q=1;w=1'}


def answered(body: bytes, *, code: int = 200, headers: dict[str, str] | None = None) -> httpx.Response:
    request = httpx.Request('GET', 'http://localhost/v1/networks')
    return httpx.Response(code, content=body, headers=ALWAYS | (headers or {}), request=request)


@pytest.mark.parametrize(
    ('answer', 'expected'),
    [
        (answered(b'{"items":[],"next":null}'), []),
        (answered(b'{"items":[]}'), ["list_networks 200: $: 'next' is a required property"]),
        (answered(b'{"items":[],"next":7}'), ['list_networks 200: $.next: 7 is not valid under any of the given schemas']),
        (answered(b'{}', code=418), ['list_networks: 418 is not declared']),
        (answered(b'x', headers={'content-type': 'text/html'}), ['list_networks 200: text/html is not declared']),
    ],
)
def test_an_answer_that_breaks_the_document_is_caught(answer: httpx.Response, expected: list[str]) -> None:
    assert breaches_of(answer) == expected


@pytest.mark.parametrize('field', ['subject', 'body'])
def test_a_circular_that_says_nothing_is_no_valid_one_in_the_document_either(field: str) -> None:
    assert re.search(SCHEMAS['CircularText']['properties'][field]['pattern'], ' \u00a0') is None


def test_the_longest_text_that_a_request_may_carry_fits_into_its_body() -> None:
    longest = {
        f'{name}.{field}': schema['maxLength']
        for operation in OPERATIONS
        for name in reached(named_in(operation.declared.get('requestBody', {}).get('content', {}).get(JSON, {})))
        for field, schema in SCHEMAS[name].get('properties', {}).items()
        if 'maxLength' in schema
    }
    assert longest['CityMatchesCreate.text'] == max(longest.values())
    escaped = len(json.dumps('\N{WAVING WHITE FLAG}' * 2)) - len(json.dumps('\N{WAVING WHITE FLAG}'))
    around = 1000
    assert max(longest.values()) * escaped + around <= MOST_BYTES
