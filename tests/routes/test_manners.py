"""The manners that every route keeps, whatever it is about."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api import paging
from api.database import Database
from api.problems import TYPES
from api.sentences import CATALOGUES
from tests.conftest import Service
from tests.routes.acts import propose
from tests.routes.conftest import ClientFor, Somebody, World, problem

JSON = {'content-type': 'application/json'}
NOT_JSON = {'content-type': 'text/plain'}
STALE = {'if-match': '"99"'}
NEW_CITY = b'{"name": "Utrecht", "country_code": "NL"}'
TWO_MB = b'"' + b'x' * 2_000_000 + b'"'


def refused(answer: httpx.Response) -> list[tuple[str, str]]:
    """Return place and code of each error of a 422."""
    assert problem(answer) == (422, 'validation-failed')
    return [(error['pointer'] if error['in'] is None else f'{error["in"]} {error["name"]}', error['code']) for error in answer.json()['errors']]


# -- in which order a request is looked at ---------------------------------------------------------------------------------

ORDER: list[tuple[str, str, str, dict[str, str], bytes, tuple[int, str]]] = [
    # caller, method, path, headers, body: two things are wrong with each | the one that is said
    ('nobody', 'POST', '/v1/cities', NOT_JSON, b'x', (401, 'unauthenticated')),
    ('nobody', 'POST', '/v1/cities', JSON, TWO_MB, (401, 'unauthenticated')),
    ('nobody', 'POST', '/v1/cities', JSON, b'{', (401, 'unauthenticated')),
    ('nobody', 'GET', '/v1/cities?nonsense=1', {}, b'', (401, 'unauthenticated')),
    ('a forger', 'POST', '/v1/cities', JSON, b'{', (401, 'invalid-token')),
    ('a reader', 'POST', '/v1/cities', NOT_JSON, NEW_CITY, (415, 'unsupported-media-type')),
    ('a reader', 'POST', '/v1/cities', JSON, TWO_MB, (413, 'content-too-large')),
    ('a reader', 'POST', '/v1/cities', NOT_JSON, TWO_MB, (413, 'content-too-large')),
    ('a reader', 'POST', '/v1/cities', JSON, b'{', (403, 'insufficient-scope')),
    ('a reader', 'POST', '/v1/cities', JSON, b'{"nonsense": 1}', (403, 'insufficient-scope')),
    ('a reader', 'POST', '/v1/cities?nonsense=1', JSON, NEW_CITY, (403, 'insufficient-scope')),
    ('the office', 'PATCH', '/v1/cities/nowhere', JSON, b'{', (400, 'malformed-json')),
    ('the office', 'PATCH', '/v1/cities/nowhere', JSON, b'{"nonsense": 1}', (422, 'validation-failed')),
    ('the office', 'GET', '/v1/cities/nowhere?nonsense=1', {}, b'', (422, 'validation-failed')),
    ('the office', 'PATCH', '/v1/cities/nowhere', JSON, b'{}', (404, 'not-found')),
    ('Bologna', 'PATCH', '/v1/cities/graz', JSON, b'{}', (428, 'precondition-required')),
    ('Bologna', 'PATCH', '/v1/cities/graz', {**JSON, **STALE}, b'{}', (412, 'stale-version')),
    ('Bologna', 'POST', '/v1/working-groups/fair-housing/leads', {**JSON, **STALE}, b'{"city_id": "%s"}', (412, 'stale-version')),
    ('Bologna', 'POST', '/v1/working-groups/fair-housing/leads', {**JSON, 'if-match': '*'}, b'{"city_id": "%s"}', (403, 'role-does-not-allow')),
    ('the office', 'POST', '/v1/working-groups/fair-housing/leads', {**JSON, 'if-match': '*'}, b'{"city_id": "%s"}', (409, 'already-lead')),
]


@pytest.mark.parametrize(
    ('who', 'method', 'path', 'headers', 'body', 'expected'), ORDER, ids=lambda value: str(value)[:60] if isinstance(value, (str, tuple)) else ''
)
def test_of_two_things_wrong_the_earlier_in_the_order_is_said(
    http: httpx.Client,
    client_for: ClientFor,
    world: World,
    who: str,
    method: str,
    path: str,
    headers: dict[str, str],
    body: bytes,
    expected: tuple[int, str],
) -> None:
    if 'fair-housing' in path:
        propose(client_for(), world)
    if who == 'nobody':
        caller = http
    elif who == 'Bologna':
        caller = client_for(city='bologna')
    else:
        caller = client_for(*(['cities:read'] if who == 'a reader' else []))
    if who == 'a forger':
        headers = {**headers, 'authorization': 'Bearer made.up.here'}
    graz = str(world.cities['graz']).encode()
    assert problem(caller.request(method, path, headers=headers, content=body.replace(b'%s', graz))) == expected


# -- methods, addresses and headers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('method', 'path', 'allow'),
    [
        ('PUT', '/v1/cities', 'GET, HEAD, OPTIONS, POST'),
        ('DELETE', '/v1/cities/graz', 'GET, HEAD, OPTIONS, PATCH'),
        ('GET', '/v1/sign-in-links', 'OPTIONS, POST'),
        ('HEAD', '/v1/sign-in-links', 'OPTIONS, POST'),
        ('POST', '/v1', 'GET, HEAD, OPTIONS'),
        ('TRACE', '/v1/networks', 'GET, HEAD, OPTIONS, POST'),
        ('PATCH', '/health/live', 'GET, HEAD, OPTIONS'),
    ],
)
def test_a_method_that_is_not_offered_is_told_which_are(http: httpx.Client, method: str, path: str, allow: str) -> None:
    answer = http.request(method, path)
    assert answer.status_code == 405
    assert answer.headers['allow'] == allow
    assert method == 'HEAD' or problem(answer) == (405, 'method-not-allowed')


@pytest.mark.parametrize('path', ['/v1', '/v1/cities', '/v1/cities/graz', '/v1/changes', '/v1/public/cities', '/openapi.json', '/health/ready'])
def test_head_answers_as_get_does_without_the_body(office: Somebody, path: str) -> None:
    got, headed = office.get(path), office.head(path)
    assert headed.status_code == got.status_code == 200
    assert headed.content == b''
    ours = {'date', 'x-request-id'}
    assert {name: value for name, value in headed.headers.items() if name not in ours} == {
        name: value for name, value in got.headers.items() if name not in ours
    }
    assert int(headed.headers['content-length']) == len(got.content)


def test_head_of_what_is_not_there_is_refused_without_a_body(office: Somebody) -> None:
    answer = office.head('/v1/cities/nowhere')
    assert (answer.status_code, answer.content) == (404, b'')


@pytest.mark.parametrize(('path', 'allow'), [('/v1/cities', 'GET, HEAD, OPTIONS, POST'), ('/v1/sign-in-links', 'OPTIONS, POST')])
def test_options_answers_with_the_methods_and_asks_nobody_who_they_are(http: httpx.Client, path: str, allow: str) -> None:
    answer = http.options(path)
    assert (answer.status_code, answer.headers['allow'], answer.content) == (204, allow, b'')


@pytest.mark.parametrize('method', ['GET', 'POST', 'OPTIONS', 'DELETE'])
@pytest.mark.parametrize('path', ['/v1/nothing', '/v1/', '/v1/cities/', '/v1/cities/graz/', '/v1//cities', '/v1/cities/graz/nothing', '/problems/nothing/'])
def test_an_address_of_the_api_that_is_none_is_a_problem_and_neither_a_page_nor_a_redirect(http: httpx.Client, method: str, path: str) -> None:
    assert problem(http.request(method, path)) == (404, 'not-found')


def test_a_request_id_is_accepted_echoed_and_named_in_problems(http: httpx.Client) -> None:
    answer = http.get('/v1/nothing', headers={'x-request-id': 'partner-7.A_b'})
    assert answer.headers['x-request-id'] == answer.json()['request_id'] == 'partner-7.A_b'


@pytest.mark.parametrize('sent', ['', 'x' * 101, 'a b', 'a"b', 'ä', 'a;b'])
def test_a_request_id_that_is_none_is_replaced(http: httpx.Client, sent: str) -> None:
    answer = http.get('/v1/nothing', headers=[(b'x-request-id', sent.encode())])
    assert re.fullmatch('[0-9a-f]{32}', answer.headers['x-request-id'])
    assert answer.json()['request_id'] == answer.headers['x-request-id']


def test_every_answer_says_how_it_may_be_kept_and_read(http: httpx.Client, office: Somebody) -> None:
    for answer in (office.get('/v1/cities'), office.get('/v1/cities/nowhere'), http.get('/v1/cities'), http.get('/v1/public/cities/nowhere')):
        assert answer.headers['cache-control'] == 'no-store'
        assert answer.headers['vary'] == 'Accept-Language, Authorization, Cookie'
        assert answer.headers['x-content-type-options'] == 'nosniff'
        assert answer.headers['referrer-policy'] == 'same-origin'
        assert {'server', 'x-powered-by'} & set(answer.headers) == set()


@pytest.mark.parametrize('path', ['/v1', '/v1/public/cities', '/v1/public/cities/graz', '/v1/public/working-groups'])
def test_a_public_answer_may_be_kept_and_is_asked_for_again_each_time(http: httpx.Client, path: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.headers['cache-control']) == (200, 'no-cache')
    again = http.get(path, headers={'if-none-match': answer.headers['etag']})
    assert (again.status_code, again.content, again.headers['etag']) == (304, b'', answer.headers['etag'])
    assert again.headers['cache-control'] == 'no-cache'
    assert http.get(path, headers={'if-none-match': '"other"'}).status_code == 200


@pytest.mark.parametrize('header', ['Bearer', 'Bearer x', 'Basic YTpi', 'Digest x', '', 'Bearer ' + 'x' * 5000])
def test_credentials_that_are_none_are_refused_with_a_challenge(http: httpx.Client, header: str) -> None:
    answer = http.get('/v1/cities', headers={'authorization': header})
    assert problem(answer) == (401, 'invalid-token')
    assert answer.headers['www-authenticate'].startswith('Bearer realm="coalition"')


def test_a_missing_scope_is_named(client_for: ClientFor) -> None:
    answer = client_for('cities:read').get('/v1/memberships')
    assert problem(answer) == (403, 'insufficient-scope')
    assert 'scope="memberships:read"' in answer.headers['www-authenticate']


# -- problems --------------------------------------------------------------------------------------------------------------


def test_a_problem_speaks_the_callers_language_and_its_names_stay_english(office: Somebody) -> None:
    english, german = (office.get('/v1/cities?limit=0', headers={'accept-language': language}) for language in ('en', 'de-AT, en;q=0.5'))
    assert (english.headers['content-language'], german.headers['content-language']) == ('en', 'de')
    said_in_english, said_in_german = english.json(), german.json()
    for said in (said_in_english, said_in_german):
        assert (said['type'], said['title'], said['errors'][0]['code']) == (
            '/problems/validation-failed', 'The request is not valid', 'greater_than_equal',
        )  # fmt: skip
    assert said_in_english['detail'] != said_in_german['detail']
    assert said_in_english['errors'][0]['detail'] != said_in_german['errors'][0]['detail']


@pytest.mark.parametrize('slug', TYPES)
def test_every_type_of_problem_has_a_page_and_a_sentence_in_every_language(http: httpx.Client, slug: str) -> None:
    page = http.get(f'/problems/{slug}')
    assert page.status_code == 200
    assert page.headers['content-type'] == 'text/html; charset=utf-8'
    assert TYPES[slug][1] in page.text
    assert [language for language, sentences in CATALOGUES.items() if f'problem.{slug}.detail' not in sentences] == []


def test_a_failure_of_ours_tells_nothing_of_its_inside(office: Somebody, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        message = 'the inside of the service'
        raise RuntimeError(message)

    monkeypatch.setattr(paging, 'as_page', fail)
    answer = office.get('/v1/cities', headers={'x-request-id': 'look-me-up'})
    assert problem(answer) == (500, 'internal-error')
    assert 'inside' not in answer.text
    assert 'Traceback' not in answer.text
    assert answer.json()['request_id'] == answer.headers['x-request-id'] == 'look-me-up'


@pytest.fixture
def without_database(service: Service, database: Database, office: Somebody) -> Iterator[Somebody]:
    """Let the service look for its database where there is none."""
    gone = Database(f'{database.url}_gone')
    service.app.state.database = gone
    yield office
    service.app.state.database = database
    gone.close()


def test_a_database_that_is_gone_is_a_problem_that_passes(without_database: Somebody) -> None:
    office = without_database
    for answer in (
        office.get('/v1'),
        office.get('/v1/cities'),
        office.post('/v1/cities', json={'name': 'Utrecht', 'country_code': 'NL'}),
        office.get('/health/ready'),
    ):
        assert problem(answer) == (503, 'service-unavailable')
        assert int(answer.headers['retry-after']) >= 1
    assert office.get('/health/live').status_code == 200


# -- lists -----------------------------------------------------------------------------------------------------------------


def test_a_list_names_its_next_page_in_the_body_and_in_a_link_alike(office: Somebody, world: World) -> None:
    seen, path = [], '/v1/cities?limit=3&sort=name'
    while path:
        answer = office.get(path)
        body = answer.json()
        seen += [item['slug'] for item in body['items']]
        path = answer.links['next']['url'] if 'next' in answer.links else ''
        assert body['next'] == (httpx.URL(path).params['after'] if path else None)
    assert len(seen) == len(set(seen)) == len(world.cities)
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    ('query', 'errors'),
    [
        ('limit=0', [('query limit', 'greater_than_equal')]),
        ('limit=-1', [('query limit', 'greater_than_equal')]),
        ('limit=101', [('query limit', 'less_than_equal')]),
        ('limit=' + '9' * 4301, [('query limit', 'int_parsing')]),
        *((f'limit={odd}', [('query limit', 'int_parsing')]) for odd in ('', '1_0', '%2B1', '1.0', '1e1', '0x1', '%D9%A3', '%201', 'NaN', 'true')),
        ('limit=1&limit=2', [('query limit', 'named_twice')]),
        ('after=not-a-uuid', [('query after', 'uuid_parsing')]),
        ('after=', [('query after', 'uuid_parsing')]),
        ('after=00000000000000000000000000000000', [('query after', 'uuid_parsing')]),
        ('sort=version', [('query sort', 'literal_error')]),
        ('expand=everything', [('query expand', 'literal_error')]),
        ('nonsense=1', [('query nonsense', 'unknown_parameter')]),
        ('updated_since=2026-01-01', [('query updated_since', 'unknown_parameter')]),
        ('%00=1', [('query ', 'unknown_parameter')]),
        ('q=', [('query q', 'string_too_short')]),
        ('q=%00', [('query q', 'characters')]),
        ('q=' + 'x' * 101, [('query q', 'string_too_long')]),
        ('country_code=EL', [('query country_code', 'country_code')]),
        ('country_code=UK', [('query country_code', 'country_code')]),
        ('country_code=XX', [('query country_code', 'country_code')]),
        ('network_id=eccar', [('query network_id', 'uuid_parsing')]),
        ('identifier=geonames', [('query identifier', 'string_pattern_mismatch')]),
    ],
)
def test_a_parameter_that_is_not_as_documented_is_named(office: Somebody, query: str, errors: list[tuple[str, str]]) -> None:
    assert refused(office.get(f'/v1/cities?{query}')) == errors


def test_every_uuid_is_a_meaningful_cursor(office: Somebody) -> None:
    for unknown in ('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'FFFFFFFF-0000-4000-8000-00000000000A'):
        assert office.get('/v1/cities', params={'after': unknown}).status_code == 200


# -- bodies ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize('media_type', [None, 'text/plain', 'application/jsonx', 'application/x-www-form-urlencoded', 'multipart/form-data', 'json', ''])
def test_another_media_type_than_json_is_refused(office: Somebody, media_type: str | None) -> None:
    headers = {} if media_type is None else {'content-type': media_type}
    assert problem(office.post('/v1/cities', content=NEW_CITY, headers=headers)) == (415, 'unsupported-media-type')


@pytest.mark.parametrize('media_type', ['application/json', 'application/json; charset=utf-8', 'Application/JSON', 'application/merge-patch+json'])
def test_json_is_taken_under_each_of_its_names(office: Somebody, media_type: str) -> None:
    assert office.post('/v1/cities', content=NEW_CITY, headers={'content-type': media_type}).status_code == 201


def test_a_form_where_json_is_meant_and_the_other_way_round_are_refused(http: httpx.Client) -> None:
    answer = http.post('/v1/oauth/token', json={'grant_type': 'client_credentials'})
    assert problem(answer) == (415, 'unsupported-media-type')


@pytest.mark.parametrize(
    'body',
    [
        b'{', b'{"name": }', b"{'name': 1}", b'nonsense', b'{"name": NaN}', b'{"latitude": Infinity}', b'{"latitude": -Infinity}',
        b'{"name": "a", "name": "b"}', b'\xef\xbb\xbf{}', b'{"name": "\xff"}', b'{"name": "\xed\xa0\x80"}', b'{}{}', b'{"name": "a\x00b"}',
        b'[' * 10_000 + b']' * 10_000, b'{"a":' * 10_000 + b'1' + b'}' * 10_000, b'{"latitude": ' + b'9' * 4301 + b'}',
        '{"name": "Graz"}'.encode('utf-16'), b'{"name": 1_000}', b'{"name": 01}', b'// comment\n{}', b'{"name": "a",}',
    ],
    ids=lambda body: str(body[:24]),
)  # fmt: skip
def test_a_body_that_is_not_json_is_refused(office: Somebody, body: bytes) -> None:
    assert problem(office.post('/v1/cities', content=body, headers=JSON)) == (400, 'malformed-json')


@pytest.mark.parametrize('body', [b'null', b'[]', b'"text"', b'1', b'true', b''], ids=str)
def test_json_that_is_no_object_is_refused(office: Somebody, body: bytes) -> None:
    assert refused(office.post('/v1/cities', content=body, headers=JSON)) in ([('', 'model_attributes_type')], [('', 'missing')])


@pytest.mark.parametrize(
    ('wish', 'errors'),
    [
        ({'nonsense': 1}, [('/nonsense', 'extra_forbidden')]),
        ({'stage': 'active'}, [('/stage', 'extra_forbidden')]),
        ({'a/b~c': 1}, [('/a~1b~0c', 'extra_forbidden')]),
        ({'a\x00': 1}, [('/a', 'extra_forbidden')]),
        ({'\ud800': 1}, [('', 'string_unicode')]),
        ({'name': None}, [('/name', 'string_type')]),
        ({'name': 7}, [('/name', 'string_type')]),
        ({'name': ''}, [('/name', 'string_too_short')]),
        ({'name': ' \t '}, [('/name', 'string_pattern_mismatch')]),
        ({'name': 'x' * 201}, [('/name', 'string_too_long')]),
        ({'name': 'Gr\x00az'}, [('/name', 'characters')]),
        ({'name': 'Gr\x1baz'}, [('/name', 'characters')]),
        ({'name': 'Gr\x85az'}, [('/name', 'characters')]),
        ({'name': 'Gr\ud800az'}, [('/name', 'string_unicode')]),
        ({'country_code': 'EL'}, [('/country_code', 'country_code')]),
        ({'country_code': 'UK'}, [('/country_code', 'country_code')]),
        ({'country_code': 'XX'}, [('/country_code', 'country_code')]),
        ({'country_code': 'at'}, [('/country_code', 'country_code')]),
        ({'country_code': 'AUT'}, [('/country_code', 'country_code')]),
        ({'latitude': 90.1}, [('/latitude', 'less_than_equal')]),
        ({'latitude': 10**30}, [('/latitude', 'less_than_equal')]),
        ({'latitude': 10**4000}, [('/latitude', 'float_type')]),
        ({'latitude': '47'}, [('/latitude', 'float_type')]),
        ({'latitude': True}, [('/latitude', 'float_type')]),
        ({'kind': 'village'}, [('/kind', 'literal_error')]),
        ({'other_names': 'Gratz'}, [('/other_names', 'list_type')]),
        ({'other_names': ['x'] * 31}, [('/other_names', 'too_long')]),
        ({'other_names': ['a', 'b\x00']}, [('/other_names/1', 'characters')]),
        ({'identifiers': [{'scheme': 'geonames', 'value': 'a b'}]}, [('/identifiers/0/value', 'string_pattern_mismatch')]),
        ({'identifiers': [{'scheme': 'geonames'}]}, [('/identifiers/0/value', 'missing')]),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_a_field_that_is_not_as_documented_is_pointed_to(office: Somebody, wish: dict[str, Any], errors: list[tuple[str, str]]) -> None:
    body = json.dumps({'name': 'Utrecht', 'country_code': 'NL', **wish}).encode()
    assert refused(office.post('/v1/cities', content=body, headers=JSON)) == errors


@pytest.mark.parametrize('field', [9223372036854775808, 10**30, 10**4000, -1, 0, 2.5, '3', True, None, '1_000'], ids=lambda value: str(value)[:24])
def test_a_figure_is_a_whole_number_within_its_bounds(office: Somebody, world: World, field: object) -> None:
    answer = office.post(f'/v1/networks/{world.network}/by-laws', json={'min_cities': field}, headers={'if-match': '*'})
    assert '/min_cities' in {pointer for pointer, _ in refused(answer)}


def test_a_whole_number_may_be_written_with_a_point(office: Somebody, world: World) -> None:
    body = b'{"min_cities": 3.0, "min_countries": 2e0}'
    answer = office.post(f'/v1/networks/{world.network}/by-laws', content=body, headers={**JSON, 'if-match': '*'})
    assert {'/min_cities', '/min_countries'} & {pointer for pointer, _ in refused(answer)} == set()


@pytest.mark.parametrize(
    'day', [0, 1, 1e3, 20260101, '0', '1e3', '1970', '2026-1-1', '2026-02-30', '2026-01-01T00:00:00Z', '20260101', 'today', '', '٢٠٢٦-٠١-٠١', True, []]
)
def test_a_date_is_a_string_as_documented_and_never_a_number(office: Somebody, world: World, day: object) -> None:
    wish = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'start_date': day}
    assert [pointer for pointer, _ in refused(office.post('/v1/memberships', json=wish))] == ['/start_date']


@pytest.mark.parametrize('chunked', [False, True], ids=['with its length said', 'in chunks'])
def test_a_body_of_ten_megabytes_is_refused_unread(office: Somebody, chunked: bool) -> None:
    body = b'{"name": "' + b'x' * 10_000_000 + b'"}'
    pieces = (body[start : start + 65_536] for start in range(0, len(body), 65_536))
    answer = office.post('/v1/cities', content=pieces if chunked else body, headers=JSON)
    assert problem(answer) == (413, 'content-too-large')


def test_a_path_that_no_record_can_have_is_refused_or_not_found(office: Somebody) -> None:
    for odd in ('%00', 'a%00b', '%ED%A0%80', '%FF', 'x' * 101, 'Graz', '..%2F', '%2e%2e', '-', "graz'--", '%20'):
        assert office.get(f'/v1/cities/{odd}').status_code in {404, 422}, odd
        assert office.get(f'/v1/memberships/{odd}').status_code in {404, 422}, odd


# -- merge patch, versions, keys -------------------------------------------------------------------------------------------


def test_a_patch_leaves_alone_what_it_does_not_name_and_clears_what_it_names_null(office: Somebody, world: World) -> None:
    group = propose(office, world, aims='Equal access', rhythm='monthly')
    path, seen = f'/v1/working-groups/{group["id"]}', {'if-match': f'"{group["version"]}"'}
    assert refused(office.patch(path, json={'title': None}, headers=seen)) == [('/title', 'string_type')]
    changed = office.patch(path, json={'aims': None}, headers={**seen, 'content-type': 'application/merge-patch+json'})
    assert changed.status_code == 200
    body = changed.json()
    assert (body['aims'], body['rhythm'], body['title']) == (None, 'monthly', 'Fair housing')
    assert body['version'] == group['version'] + 1


@pytest.mark.parametrize('form', ['"{version}"', '"{version}-0a1b2c3d"', '*', '"99", "{version}"', '"99" , "{version}-0a1b2c3d"'])
def test_if_match_takes_the_version_or_the_etag_or_one_of_several(office: Somebody, form: str) -> None:
    version = office.get('/v1/cities/graz').json()['version']
    answer = office.patch('/v1/cities/graz', json={'latitude': 47.07}, headers={'if-match': form.format(version=version)})
    assert answer.status_code == 200


@pytest.mark.parametrize('form', ['{version}', 'W/"{version}"', '"{version}', '""', '"x{version}"', '"{version}" trailing', '', '"0{version}x"'])
def test_if_match_that_names_no_version_is_stale(office: Somebody, form: str) -> None:
    version = office.get('/v1/cities/graz').json()['version']
    answer = office.patch('/v1/cities/graz', json={'latitude': 47.07}, headers={'if-match': form.format(version=version)})
    assert problem(answer) == (412, 'stale-version')


def test_a_detail_that_one_has_already_is_not_sent_again(office: Somebody) -> None:
    tag = office.get('/v1/cities/graz').headers['etag']
    again = office.get('/v1/cities/graz', headers={'if-none-match': tag})
    assert (again.status_code, again.content, again.headers['etag']) == (304, b'', tag)
    in_german = office.get('/v1/cities/graz', headers={'if-none-match': tag, 'accept-language': 'de'})
    assert in_german.status_code == 200


def test_the_same_key_and_body_give_the_same_answer_and_no_second_record(office: Somebody) -> None:
    first, again = (office.post('/v1/cities', content=NEW_CITY, headers={**JSON, 'idempotency-key': 'one-and-only'}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.content, first.headers['location'], first.headers['etag']) == (again.content, again.headers['location'], again.headers['etag'])
    assert ('idempotent-replayed' in first.headers, again.headers['idempotent-replayed']) == (False, 'true')
    assert len(office.get('/v1/cities?q=utrecht').json()['items']) == 1


def test_a_key_belongs_to_one_request_of_one_caller_and_refusals_do_not_use_it_up(office: Somebody, client_for: ClientFor) -> None:
    key = {**JSON, 'idempotency-key': 'a-key-of-mine'}
    assert refused(office.post('/v1/cities', content=b'{"name": "Utrecht"}', headers=key)) == [('/country_code', 'missing')]
    assert office.post('/v1/cities', content=NEW_CITY, headers=key).status_code == 201
    assert problem(office.post('/v1/cities', content=NEW_CITY.replace(b'Utrecht', b'Leiden'), headers=key)) == (409, 'idempotency-key-reused')
    assert problem(office.post('/v1/organisations', json={'name': 'x', 'kind': 'network'}, headers=key)) == (409, 'idempotency-key-reused')
    assert client_for().post('/v1/cities', content=NEW_CITY, headers=key).status_code == 201


def test_a_key_that_is_used_already_does_not_come_before_a_missing_if_match(office: Somebody, world: World) -> None:
    key = {'idempotency-key': 'a-key-of-mine'}
    assert office.post('/v1/cities', content=NEW_CITY, headers={**JSON, **key}).status_code == 201
    answer = office.post(f'/v1/networks/{world.network}/launches', headers=key)
    assert problem(answer) == (428, 'precondition-required')


@pytest.mark.parametrize('key', ['', 'short', 'x' * 129, 'with space', 'ümlaut-key'])
def test_a_key_that_is_none_is_refused(office: Somebody, key: str) -> None:
    headers = [(b'idempotency-key', key.encode()), (b'content-type', b'application/json')]
    assert refused(office.post('/v1/cities', content=NEW_CITY, headers=headers)) == [('header Idempotency-Key', 'string_pattern_mismatch')]
