"""The manners of the contract, asked of every operation and every address of the document: one table each."""

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
import pytest

from api.examples import example_of
from api.permissions import PERMISSIONS
from tests.contract.conftest import Records
from tests.contract.validated import DOCUMENT, METHODS, OPERATIONS, Operation
from tests.routes.acts import made
from tests.routes.conftest import EVERY_SCOPE, ClientFor, SignedIn, Somebody, problem

SCHEMAS = DOCUMENT['components']['schemas']
GUARDED = [each for each in OPERATIONS if each.declared['operationId'] in PERMISSIONS]
TWO_MB = b'"' + b'x' * 2_000_000 + b'"'
ELEVEN_MB = b'x' * 11_000_000
JSON, FILES = 'application/json', 'multipart/form-data'
STALE, ANY = {'if-match': '"99999"'}, {'if-match': '*'}
# The operator is a machine; these are people's own.
FOR_PEOPLE = {
    '/v1/sessions/{session}',
    '/v1/passkeys/{passkey}',
    '/v1/identities/{identity}',
    '/v1/calendar-subscriptions/{calendar_subscription}',
    '/v1/saved-filters/{saved_filter}',
}
IF_MATCH: list[tuple[dict[str, str], tuple[int, str]]] = [
    ({}, (428, 'precondition-required')),
    (STALE, (412, 'stale-version')),
    ({'if-match': 'W/"1"'}, (412, 'stale-version')),
    ({'if-match': ''}, (412, 'stale-version')),
]
# Changes to records that every member of the network sees, and those of them that the network's rules do not allow.
SEEN_BY_ALL = {
    'update_city',
    'update_network',
    'update_working_group',
    'hand_over_lead',
    'end_membership',
    'update_action_item',
    'close_assembly',
}
RULED_OUT = {'launch_network', 'hand_over_lead', 'withdraw_working_group'}


class Wrong(NamedTuple):
    """A request in which everything is wrong from one step on, and what is said of it."""

    caller: str
    said: tuple[int, str]
    query: str = ''
    body: bytes = b''
    media_type: str | None = None
    headers: Mapping[str, str] = MappingProxyType({})


def content_of(operation: Operation) -> tuple[str | None, dict[str, Any]]:
    """Return the media type of an operation's body, None for none, and its schema."""
    content = operation.declared.get('requestBody', {}).get('content', {})
    return next(((name, said['schema']) for name, said in content.items()), (None, {}))


def wish_of(operation: Operation) -> bytes:
    """Return a body that keeps the operation's schema."""
    media_type, schema = content_of(operation)
    said = operation.declared.get('requestBody', {}).get('content', {}).get(JSON, {})
    return json.dumps(said.get('example') or example_of(schema, SCHEMAS)).encode() if media_type == JSON else b''


def address(operation: Operation, reference: object) -> str:
    """Return an address of an operation with the same reference in each place."""
    path = operation.path
    while '{' in path:
        before, _, rest = path.partition('{')
        path = f'{before}{reference}{rest.partition("}")[2]}'
    return path


def refers(operation: Operation) -> bool:
    """Tell whether an operation's address names a record, and not one of a few words."""
    places = [each['schema'] for each in operation.declared.get('parameters', []) if each['in'] == 'path']
    return bool(places) and not any({'enum', 'const'} & set(place) for place in places)


def ladder(operation: Operation) -> Iterator[Wrong]:
    """Yield a request for each step in the order of checks: it fails at this step and at every later one."""
    media_type, _ = content_of(operation)
    scope = PERMISSIONS[operation.declared['operationId']].scope
    large = ELEVEN_MB if media_type == FILES else TWO_MB
    yield Wrong('nobody', (401, 'unauthenticated'), 'nonsense=1', b'{' if media_type else b'', 'text/plain')
    if media_type:
        yield Wrong('a stranger', (413, 'content-too-large'), 'nonsense=1', large, 'text/plain')
        yield Wrong('a stranger', (415, 'unsupported-media-type'), 'nonsense=1', b'{', 'text/plain')
    if scope:
        whole = f'{media_type}; boundary=x' if media_type == FILES else media_type
        yield Wrong('a stranger', (403, 'insufficient-scope'), 'nonsense=1', b'{' if media_type else b'', whole)
    if media_type == JSON:
        yield Wrong('the operator', (400, 'malformed-json'), '', b'{', media_type)
        yield Wrong('the operator', (422, 'validation-failed'), '', b'{"nonsense": 1}', media_type)
    yield Wrong('the operator', (422, 'validation-failed'), 'nonsense=1', wish_of(operation), media_type if wish_of(operation) else None)
    if operation.method == 'POST':
        yield Wrong('the operator', (422, 'validation-failed'), '', wish_of(operation), media_type, {'idempotency-key': 'short'})
    if refers(operation) and media_type in {JSON, None} and operation.path not in FOR_PEOPLE:
        yield Wrong('the operator', (404, 'not-found'), '', wish_of(operation), media_type)
        yield Wrong('the operator', (404, 'not-found'), '', wish_of(operation), media_type, STALE)


def test_of_all_that_is_wrong_with_a_request_the_earliest_in_the_order_is_said_by_every_operation(
    http: httpx.Client, client_for: ClientFor, operator: Somebody
) -> None:
    callers: dict[str, httpx.Client] = {'nobody': http, 'the operator': operator}
    strangers = {scope: client_for('cities:read' if scope != 'cities:read' else 'changes:read') for scope in (*sorted(EVERY_SCOPE), None)}
    breaches = []
    for operation in GUARDED:
        callers['a stranger'] = strangers[PERMISSIONS[operation.declared['operationId']].scope]
        for wrong in ladder(operation):
            path = f'{address(operation, uuid4())}?{wrong.query}'.rstrip('?')
            headers = {**wrong.headers, **({'content-type': wrong.media_type} if wrong.media_type else {})}
            answer = callers[wrong.caller].request(operation.method, path, headers=headers, content=wrong.body)
            if (said := problem(answer)) != wrong.said:
                breaches.append((operation.declared['operationId'], wrong.caller, wrong.said, said))
    assert not breaches, '\n'.join(map(str, breaches))


def test_whoever_has_no_credentials_is_told_in_the_same_order(http: httpx.Client) -> None:
    """A token is refused in the words of another standard, so of its body only what comes before them is asked."""
    asked = set()
    for operation in (each for each in OPERATIONS if each not in GUARDED and each.method != 'GET'):
        media_type, _ = content_of(operation)
        name, wish = operation.declared['operationId'], wish_of(operation)
        wrong = [Wrong('', (422, 'validation-failed'), 'nonsense=1')]
        if media_type is not None:
            wrong = [
                Wrong('', (413, 'content-too-large'), 'nonsense=1', TWO_MB, 'text/plain'),
                Wrong('', (415, 'unsupported-media-type'), 'nonsense=1', b'{', 'text/plain'),
            ]
        if media_type == JSON:
            wrong += [
                Wrong('', (400, 'malformed-json'), '', b'{', JSON),
                Wrong('', (422, 'validation-failed'), '', b'{"nonsense": 1}', JSON),
                Wrong('', (422, 'validation-failed'), 'nonsense=1', wish, JSON),
            ]
        if refers(operation):
            wrong.append(Wrong('', (404, 'not-found'), '', wish, JSON))
        for each in wrong:
            headers = {'content-type': each.media_type} if each.media_type else {}
            answer = http.request(operation.method, f'{address(operation, uuid4())}?{each.query}', headers=headers, content=each.body)
            assert problem(answer) == each.said, name
        asked.add(name)
    assert len(asked) >= 12


class Change(NamedTuple):
    """A change to a record that is there, in a form that keeps the schema."""

    name: str
    method: str
    path: str
    body: bytes

    def asked(self, caller: httpx.Client, if_match: Mapping[str, str]) -> tuple[int, str] | None:
        """Return what a caller is refused with; None when it was done."""
        headers = {**if_match, **({'content-type': JSON} if self.body else {})}
        answer = caller.request(self.method, self.path, content=self.body, headers=headers)
        return problem(answer) if answer.is_error else None


def changes(records: Records) -> Iterator[Change]:
    """Yield every change that asks for the version, of one of these records."""
    for operation in OPERATIONS:
        noun = operation.path.partition('{')[2].partition('}')[0].removesuffix('_id')
        if '428' in operation.declared['responses'] and noun in records:
            path = address(operation, records[noun]['id'])
            yield Change(operation.declared['operationId'], operation.method, path, wish_of(operation))


def test_a_change_asks_first_for_the_version_and_then_whether_it_is_still_so(operator: Somebody, records: Records) -> None:
    asked = set()
    for change in changes(records):
        for if_match, said in IF_MATCH:
            assert change.asked(operator, if_match) == said, (change.name, if_match)
        asked.add(change.name)
    assert {'update_city', 'update_working_group', 'hand_over_lead', 'end_membership', 'end_role', 'update_person', 'make_by_laws'} <= asked


def test_who_may_not_change_it_is_told_so_after_the_version_and_before_any_rule(
    operator: Somebody, signed_in: SignedIn, records: Records
) -> None:
    onlooker = signed_in('scientific_advisor')
    seen = [change for change in changes(records) if change.asked(onlooker, STALE) != (404, 'not-found')]
    for change in seen:
        assert change.asked(onlooker, STALE) == (412, 'stale-version'), change.name
        assert change.asked(onlooker, ANY) == (403, 'role-does-not-allow'), change.name
    assert {change.name for change in seen} >= SEEN_BY_ALL
    ruled_out = set()
    for change in seen:
        said = change.asked(operator, ANY)
        if said and said[0] == 409:
            ruled_out.add(change.name)
            assert change.asked(onlooker, ANY) == (403, 'role-does-not-allow'), change.name
    assert ruled_out >= RULED_OUT


# Readings of what the records have none of: nothing is published, nothing submitted, and it is no demonstration; the health of a
# plan, and who is asked about it, are told to its city alone.
NOT_THERE = {
    'get_public_document_content', 'get_public_network_calendar', 'get_public_output_feed', 'get_public_report', 'get_public_report_feed',
    'get_public_report_file', 'get_public_report_schema', 'get_public_output_schema', 'get_public_working_group_feed',
    'get_submission', 'get_newsletter', 'get_public_output', 'get_public_report_text', 'list_demonstration_accounts',
    'get_practice_suggestions', 'get_plan_health', 'get_plan_roadmap', 'get_plan_rhythm', 'get_plan_asking',
}  # fmt: skip
ADDRESSES = sorted({each.path for each in OPERATIONS})


def test_every_address_names_all_its_methods_and_refuses_the_others(http: httpx.Client) -> None:
    for path in ADDRESSES:
        offered = {each.method for each in OPERATIONS if each.path == path}
        allow = ', '.join(sorted(offered | {'OPTIONS'} | ({'HEAD'} if 'GET' in offered else set())))
        here = path.replace('{', '').replace('}', '').replace('_', '-')
        options = http.options(here)
        assert (options.status_code, options.headers['allow'], options.content) == (204, allow, b''), path
        for method in {each.upper() for each in METHODS} | {'HEAD', 'TRACE', 'PROPFIND', 'QUERY'}:
            if method in offered or (method == 'HEAD' and 'GET' in offered):
                continue
            refused = http.request(method, here)
            assert (refused.status_code, refused.headers['allow']) == (405, allow), (method, path)
            assert method == 'HEAD' or problem(refused) == (405, 'method-not-allowed')


@pytest.fixture
def calendar(signed_in: SignedIn) -> str:
    """The secret in the address of somebody's calendar."""
    kept = made(signed_in('coordinator', 'graz').post('/v1/calendar-subscriptions', json={'name': 'Telephone'}))
    return str(kept['address']).rpartition('/')[2].removesuffix('.ics')


def readings(records: Records, calendar: str) -> Iterator[tuple[Operation, str]]:
    """Yield every operation that reads, with an address of something that is there as far as there is such a thing."""
    for operation in OPERATIONS:
        path = operation.path
        for place in operation.declared.get('parameters', []) if operation.method == 'GET' else ():
            if place['in'] == 'path':
                noun = place['name'].removesuffix('_id')
                there = (
                    calendar
                    if noun == 'token'
                    else records.get(noun, {}).get('id') or place['schema'].get('const') or place['schema'].get('enum', [uuid4()])[0]
                )
                path = path.replace(f'{{{place["name"]}}}', str(there))
        if operation.method == 'GET':
            yield operation, path


def test_every_reading_answers_head_as_it_answers_get(operator: Somebody, records: Records, calendar: str) -> None:
    answered = set()
    for operation, path in readings(records, calendar):
        got, headed = operator.get(path), operator.head(path)
        assert (headed.status_code, headed.content) == (got.status_code, b''), path
        streamed = 'transfer-encoding' in got.headers
        for name in ('content-type', 'content-length', 'etag', 'cache-control', 'vary', 'link'):
            assert headed.headers.get(name) == got.headers.get(name), (path, name)
            assert name in {'etag', 'link'} or name in got.headers or (name, streamed) == ('content-length', True), (path, name)
        answered |= {operation.declared['operationId']} if got.status_code == 200 else set()
    missing = {each.declared['operationId'] for each, _ in readings(records, calendar)} - answered
    assert missing == NOT_THERE


def test_no_answer_may_be_kept_by_somebody_else(http: httpx.Client, operator: Somebody, records: Records, calendar: str) -> None:
    for operation, path in readings(records, calendar):
        guarded = operation.declared['operationId'] in PERMISSIONS
        for caller in (http, operator):
            answer = caller.get(path)
            kept = 'no-cache' if answer.status_code == 200 and not guarded else 'no-store'
            assert answer.headers['cache-control'] == kept, path
            chosen = answer.is_success and {'application/json'} < operation.declared['responses']['200'].get('content', {}).keys()
            assert answer.headers['vary'] == f'{"Accept, " if chosen else ""}Accept-Language, Authorization, Cookie', path
            assert answer.headers['x-content-type-options'] == 'nosniff'
            assert 'server' not in answer.headers


def test_a_slash_too_many_is_another_address_and_leads_nowhere(http: httpx.Client) -> None:
    origin = str(http.base_url).rstrip('/')
    for path in ADDRESSES:
        here = path.replace('{', '').replace('}', '').replace('_', '-')
        for odd in (f'{here}/', f'/{here}', f'{here}//', f'{here}%2F'):
            assert problem(http.get(origin + odd)) == (404, 'not-found'), odd
