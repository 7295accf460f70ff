"""What is not as the document says is refused, and the refusal points to the place."""

import json
from typing import Any

import httpx
import pytest

from tests.routes.conftest import Somebody, World, problem, refused

JSON = {'content-type': 'application/json'}
NEW_CITY = b'{"name": "Utrecht", "country_code": "NL"}'


ODD_QUERIES: list[tuple[str, list[tuple[str, str]]]] = [
    ('limit=0', [('query limit', 'greater_than_equal')]),
    ('limit=-1', [('query limit', 'greater_than_equal')]),
    ('limit=101', [('query limit', 'less_than_equal')]),
    ('limit=' + '9' * 4301, [('query limit', 'int_parsing')]),
    *(
        (f'limit={odd}', [('query limit', 'int_parsing')])
        for odd in ('', '1_0', '%2B1', '1.0', '1e1', '0x1', '%D9%A3', '%201', 'NaN', 'true')
    ),
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
]


def test_a_parameter_that_is_not_as_documented_is_named(office: Somebody) -> None:
    said = [(query, refused(office.get(f'/v1/cities?{query}'))) for query, _ in ODD_QUERIES]
    assert said == ODD_QUERIES


def test_a_place_in_the_feed_is_a_whole_number_of_64_bits(office: Somebody) -> None:
    for since in ('9223372036854775808', '-1', '1e18', '1_0', ''):
        assert [place for place, _ in refused(office.get(f'/v1/changes?since={since}'))] == ['query since'], since
    feed_id = office.get('/v1/changes').json()['feed_id']
    assert office.get('/v1/changes', params={'since': 2**63 - 1, 'feed_id': feed_id}).status_code in {200, 409}


def test_every_uuid_is_a_meaningful_cursor(office: Somebody) -> None:
    for unknown in ('00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'FFFFFFFF-0000-4000-8000-00000000000A'):
        assert office.get('/v1/cities', params={'after': unknown}).status_code == 200


# -- bodies ----------------------------------------------------------------------------------------------------------------


def test_another_media_type_than_json_is_refused(office: Somebody) -> None:
    others = (None, 'text/plain', 'application/jsonx', 'application/x-www-form-urlencoded', 'multipart/form-data', 'json', '')
    for headers in ({} if other is None else {'content-type': other} for other in others):
        assert problem(office.post('/v1/cities', content=NEW_CITY, headers=headers)) == (415, 'unsupported-media-type')


def test_json_is_taken_under_each_of_its_names(office: Somebody) -> None:
    for name in ('application/json', 'application/json; charset=utf-8', 'Application/JSON', 'application/merge-patch+json'):
        assert office.post('/v1/cities', content=NEW_CITY, headers={'content-type': name}).status_code == 201


def test_a_form_where_json_is_meant_and_the_other_way_round_are_refused(http: httpx.Client) -> None:
    answer = http.post('/v1/oauth/token', json={'grant_type': 'client_credentials'})
    assert problem(answer) == (415, 'unsupported-media-type')


NOT_QUITE_JSON = [
    b'{', b'{"name": }', b"{'name': 1}", b'nonsense', b'{"name": NaN}', b'{"latitude": Infinity}', b'{"latitude": -Infinity}',
    b'{"name": "a", "name": "b"}', b'\xef\xbb\xbf{}', b'{"name": "\xff"}', b'{"name": "\xed\xa0\x80"}', b'{}{}', b'{"name": "a\x00b"}',
    b'[' * 10_000 + b']' * 10_000, b'{"a":' * 10_000 + b'1' + b'}' * 10_000, b'{"latitude": ' + b'9' * 4301 + b'}',
    '{"name": "Graz"}'.encode('utf-16'), b'{"name": 1_000}', b'{"name": 01}', b'// comment\n{}', b'{"name": "a",}',
]  # fmt: skip


def test_a_body_that_is_not_json_is_refused(office: Somebody) -> None:
    for body in NOT_QUITE_JSON:
        assert problem(office.post('/v1/cities', content=body, headers=JSON)) == (400, 'malformed-json'), body[:40]


def test_json_that_is_no_object_is_refused(office: Somebody) -> None:
    for body in (b'null', b'[]', b'"text"', b'1', b'true', b''):
        assert refused(office.post('/v1/cities', content=body, headers=JSON)) in ([('', 'model_attributes_type')], [('', 'missing')])


ODD_FIELDS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
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
]


def test_a_field_that_is_not_as_documented_is_pointed_to(office: Somebody) -> None:
    said = []
    for wish, _ in ODD_FIELDS:
        body = json.dumps({'name': 'Utrecht', 'country_code': 'NL', **wish}).encode()
        said.append((wish, refused(office.post('/v1/cities', content=body, headers=JSON))))
    assert said == ODD_FIELDS


def test_a_figure_is_a_whole_number_within_its_bounds(office: Somebody, world: World) -> None:
    for odd in (9223372036854775808, 10**30, 10**4000, -1, 0, 2.5, '3', True, None, '1_000'):
        answer = office.post(f'/v1/networks/{world.network}/by-laws', json={'min_cities': odd}, headers={'if-match': '*'})
        assert '/min_cities' in {pointer for pointer, _ in refused(answer)}, odd


def test_a_whole_number_may_be_written_with_a_point(office: Somebody, world: World) -> None:
    body = b'{"min_cities": 3.0, "min_countries": 2e0}'
    answer = office.post(f'/v1/networks/{world.network}/by-laws', content=body, headers={**JSON, 'if-match': '*'})
    assert {'/min_cities', '/min_countries'} & {pointer for pointer, _ in refused(answer)} == set()


NOT_DATES = [
    0, 1, 1e3, 20260101, True, [], '0', '1e3', '1970', '2026-1-1', '2026-02-30', '2026-01-01T00:00:00Z', '20260101', 'today', '',
    '\u0662\u0660\u0662\u0666-01-01',
]  # fmt: skip


def test_a_date_is_a_string_as_documented_and_never_a_number(office: Somebody, world: World) -> None:
    for day in NOT_DATES:
        wish = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'start_date': day}
        assert [pointer for pointer, _ in refused(office.post('/v1/memberships', json=wish))] == ['/start_date'], day


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


@pytest.mark.parametrize('name', ['\ufeff', '\u3000\ufeff', ' \u2003'], ids=ascii)
def test_what_the_document_takes_for_space_is_no_name(office: Somebody, name: str) -> None:
    answer = office.post('/v1/organisations', json={'name': name, 'kind': 'civil_society', 'country_code': 'AT'})
    assert refused(answer) == [('/name', 'string_pattern_mismatch')]
