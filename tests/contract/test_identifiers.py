"""Keys by which others know a record, and codes of countries: each form that is taken and each that is refused, over HTTP."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from api.database import Database
from tests.contract.conftest import Records
from tests.contract.test_manners import JSON, SCHEMAS, address, content_of, wish_of
from tests.contract.validated import OPERATIONS
from tests.routes.acts import made
from tests.routes.conftest import Somebody, problem, refused

TAKEN = [
    ('wikidata', 'Q8818'),
    ('geonames', '2509954'),
    ('lau', '46250'),
    ('lau:2024', '46250'),
    ('nuts3', 'ES523'),
    ('nuts3:2021', 'EL301'),  # The codes of regions keep Eurostat's letters.
    ('unlocode', 'ESVLC'),
    ('network:eccar', 'val-1'),
    ('network:eccar', 'val:1'),
    ('network:coalition-of-inclusive-municipalities', '4711'),
    ('network:icc', 'Æ/8?&=%#+"\''),
    ('x', 'y' * 100),
]
REFUSED = [
    ('', '1', 'scheme', 'string_too_short'),
    ('GeoNames', '1', 'scheme', 'string_pattern_mismatch'),
    ('nuts-3', '1', 'scheme', 'string_pattern_mismatch'),
    (' lau', '1', 'scheme', 'string_pattern_mismatch'),
    ('network:', '1', 'scheme', 'string_pattern_mismatch'),
    ('network:ECCAR', '1', 'scheme', 'string_pattern_mismatch'),
    ('lau:2024:es', '1', 'scheme', 'string_pattern_mismatch'),
    ('x' * 81, '1', 'scheme', 'string_too_long'),
    (None, '1', 'scheme', 'string_type'),
    ('geonames', '', 'value', 'string_too_short'),
    ('unlocode', 'ES VLC', 'value', 'string_pattern_mismatch'),
    ('wikidata', 'Q8818\n', 'value', 'string_pattern_mismatch'),
    ('lau', '46\x00250', 'value', 'string_pattern_mismatch'),
    ('lau', 'x' * 101, 'value', 'string_too_long'),
    ('geonames', 2509954, 'value', 'string_type'),
    ('geonames', None, 'value', 'string_type'),
]


MALFORMED = [
    ('wikidata', '8818', 'value', 'identifier_malformed'),
    ('geonames', 'Q8818', 'value', 'identifier_malformed'),
    ('lau:2024', '?', 'value', 'identifier_malformed'),
    ('nuts3', 'ES52', 'value', 'identifier_malformed'),
    ('unlocode', 'VLC', 'value', 'identifier_malformed'),
    ('lau:spain', '46250', 'scheme', 'identifier_scheme_unknown'),
    ('network', '1', 'scheme', 'identifier_scheme_unknown'),
]


def valencia(scheme: object, value: object) -> dict[str, Any]:
    """Return the wish for a city with one key."""
    return {'name': 'València', 'country_code': 'ES', 'identifiers': [{'scheme': scheme, 'value': value}]}


@pytest.mark.parametrize(('scheme', 'value'), TAKEN)
def test_a_key_of_each_scheme_is_shown_finds_its_record_and_belongs_to_it_alone(operator: Somebody, scheme: str, value: str) -> None:
    city = made(operator.post('/v1/cities', json=valencia(scheme, value)))
    assert city['identifiers'] == [{'scheme': scheme, 'value': value}]
    for key, found in ((f'{scheme}:{value}', ['valencia']), (f'{scheme}:{value[:-1]}_', []), (f'wrong:{value}', [])):
        listed = made(operator.get('/v1/cities', params={'identifier': key}))['items']
        assert [each['slug'] for each in listed] == found, key
    other = {'if-match': '*'}
    for answer in (
        operator.post('/v1/cities', json={**valencia(scheme, value), 'name': 'Utrecht'}),
        operator.patch('/v1/cities/graz', json={'identifiers': city['identifiers']}, headers=other),
    ):
        assert problem(answer) == (409, 'identifier-taken')
        assert [(error['pointer'], error['code']) for error in answer.json()['errors']] == [('/identifiers/0', 'identifier_taken')]
        assert '“valencia”' in answer.json()['detail']
    made(operator.patch('/v1/cities/valencia', json={'identifiers': []}, headers=other))
    made(operator.patch('/v1/cities/graz', json={'identifiers': city['identifiers']}, headers=other))


@pytest.mark.parametrize(('scheme', 'value', 'field', 'code'), REFUSED)
def test_what_is_no_key_is_pointed_at(operator: Somebody, scheme: object, value: object, field: str, code: str) -> None:
    wish = valencia(scheme, value)
    pointed = [(f'/identifiers/0/{field}', code)]
    assert refused(operator.post('/v1/cities', json=wish)) == pointed
    assert refused(operator.patch('/v1/cities/graz', json={'identifiers': wish['identifiers']}, headers={'if-match': '*'})) == pointed


@pytest.mark.parametrize(('scheme', 'value', 'field', 'code'), MALFORMED)
def test_a_key_that_cannot_be_of_its_scheme_is_refused_by_a_rule(
    operator: Somebody, scheme: str, value: str, field: str, code: str
) -> None:
    fits = {'scheme': 'wikidata', 'value': 'Q8818'}
    wish = {**valencia(scheme, value), 'identifiers': [fits, {'scheme': scheme, 'value': value}]}
    change = {'identifiers': wish['identifiers']}
    for answer in (
        operator.post('/v1/cities', json=wish),
        operator.patch('/v1/cities/graz', json=change, headers={'if-match': '*'}),
        operator.patch('/v1/cities/graz', json=change, headers={'if-match': '*', 'accept-language': 'de'}),
    ):
        assert problem(answer) == (409, code.replace('_', '-'))
        assert [(error['pointer'], error['code']) for error in answer.json()['errors']] == [(f'/identifiers/1/{field}', code)]
        assert (value if field == 'value' else scheme) in answer.json()['detail']
    assert answer.headers['content-language'] == 'de'


def test_a_key_that_came_with_an_import_stays_as_it_is(operator: Somebody, database: Database) -> None:
    with database.autocommit.connect() as connection:
        wanted = "SELECT gen_random_uuid(), 'lau', 'AT/60101', id FROM cities WHERE slug = 'graz'"
        connection.execute(text(f'INSERT INTO identifiers (id, scheme, value, city_id) {wanted}'))
    kept = [{'scheme': 'lau', 'value': 'AT/60101'}]
    for identifiers in (kept, [*kept, {'scheme': 'wikidata', 'value': 'Q13298'}]):
        change = {'identifiers': identifiers}
        assert made(operator.patch('/v1/cities/graz', json=change, headers={'if-match': '*'}))['identifiers'] == identifiers


def test_one_value_may_stand_in_several_schemes(operator: Somebody) -> None:
    several = [{'scheme': scheme, 'value': '46250'} for scheme in ('geonames', 'lau', 'lau:2024', 'network:eccar')]
    city = made(operator.post('/v1/cities', json={'name': 'València', 'country_code': 'ES', 'identifiers': several}))
    assert city['identifiers'] == several


def test_a_key_of_an_organisation_is_not_free_for_a_city(operator: Somebody, records: Records, database: Database) -> None:
    with database.autocommit.connect() as connection:
        values = {'id': records['organisation']['id']}
        insert = "INSERT INTO identifiers (id, scheme, value, organisation_id) VALUES (gen_random_uuid(), 'wikidata', 'Q1', :id)"
        connection.execute(text(insert), values)
    answer = operator.post('/v1/cities', json=valencia('wikidata', 'Q1'))
    assert problem(answer) == (409, 'identifier-taken')
    assert f'“{records["organisation"]["slug"]}”' in answer.json()['detail']


def test_the_codes_that_only_eurostat_has_are_refused_wherever_a_country_is_named(operator: Somebody, records: Records) -> None:
    """On import they are mapped; over HTTP whoever sends them is told."""
    asked = set()
    for operation in OPERATIONS:
        name = operation.declared['operationId']
        path = address(operation, records['city']['id']).replace('{', '')
        fields = SCHEMAS.get(content_of(operation)[1].get('$ref', '').rpartition('/')[2], {}).get('properties', {})
        in_query = any((each['in'], each['name']) == ('query', 'country_code') for each in operation.declared.get('parameters', []))
        for code in ('EL', 'UK', 'el', 'ZZ', 'AUT', ''):
            if in_query:
                kind = 'csv' if '/exports/' in path else ''
                answer = operator.get(path.replace(records['city']['id'], kind), params={'country_code': code})
                assert refused(answer) == [('query country_code', 'country_code')], (name, code)
            if 'country_code' in fields:
                body = {**json.loads(wish_of(operation)), 'country_code': code}
                answer = operator.request(operation.method, path, json=body, headers={'content-type': JSON, 'if-match': '*'})
                assert refused(answer) == [('/country_code', 'country_code')], (name, code)
        asked |= {name} if in_query or 'country_code' in fields else set()
    assert {'create_city', 'update_city', 'create_organisation', 'update_organisation', 'list_cities', 'list_public_cities'} <= asked
