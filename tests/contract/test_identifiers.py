"""Keys by which others know a record, and codes of countries: each form that is taken and each that is refused, over HTTP."""

import csv
import json
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.database import Database
from api.models.columns import table
from api.models.identifiers import IdentifierRow
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


# Whatever has keys: where it is listed, what is wished for one, and for another whose slug is known.
KINDS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    'cities': ({'name': 'València', 'country_code': 'ES'}, {'name': 'Utrecht', 'country_code': 'NL'}, 'utrecht'),
    'organisations': ({'name': 'València', 'kind': 'university'}, {'name': 'Utrecht', 'kind': 'university'}, 'utrecht'),
}
ANY = {'if-match': '*'}


def valencia(scheme: object, value: object, of: str = 'cities') -> dict[str, Any]:
    """Return the wish for a city, or a university, with one key."""
    return {**KINDS[of][0], 'identifiers': [{'scheme': scheme, 'value': value}]}


def pointed_at(answer: httpx.Response) -> list[tuple[str, str]]:
    """Return what the errors of a refusal point at."""
    return [(error['pointer'], error['code']) for error in answer.json()['errors']]


@pytest.mark.parametrize('of', KINDS)
def test_a_key_of_each_scheme_is_shown_finds_its_record_and_belongs_to_it_alone(operator: Somebody, of: str) -> None:
    path, (_, other, slug) = f'/v1/{of}', KINDS[of]
    made(operator.post(path, json=other))
    made(operator.post(path, json=KINDS[of][0]))
    for scheme, value in TAKEN:
        keys = [{'scheme': scheme, 'value': value}]
        assert made(operator.patch(f'{path}/valencia', json={'identifiers': keys}, headers=ANY))['identifiers'] == keys
        for key, found in ((f'{scheme}:{value}', ['valencia']), (f'{scheme}:{value[:-1]}_', []), (f'wrong:{value}', [])):
            listed = made(operator.get(path, params={'identifier': key}))['items']
            assert [each['slug'] for each in listed] == found, key
        for answer in (
            operator.post(path, json={**other, 'identifiers': keys}),
            operator.patch(f'{path}/{slug}', json={'identifiers': keys}, headers=ANY),
        ):
            assert problem(answer) == (409, 'identifier-taken')
            assert pointed_at(answer) == [('/identifiers/0', 'identifier_taken')]
            assert '“valencia”' in answer.json()['detail']
        made(operator.patch(f'{path}/valencia', json={'identifiers': []}, headers=ANY))
        assert made(operator.patch(f'{path}/{slug}', json={'identifiers': keys}, headers=ANY))['identifiers'] == keys


@pytest.mark.parametrize('of', KINDS)
def test_keys_are_given_with_the_record_journalled_told_and_exported(operator: Somebody, of: str) -> None:
    wish = {**valencia('wikidata', 'Q8818', of), 'identifiers': [{'scheme': scheme, 'value': value} for scheme, value in TAKEN[:3]]}
    begun = operator.get('/v1/changes', params={'since': 0, 'limit': 1000}).json()
    record = made(operator.post(f'/v1/{of}', json=wish))
    assert sorted(record['identifiers'], key=str) == sorted(wish['identifiers'], key=str)
    changed = made(operator.patch(f'/v1/{of}/{record["id"]}', json={'identifiers': record['identifiers'][1:]}, headers={'if-match': '"1"'}))
    assert changed['version'] == record['version'] + 1
    params = {'since': begun['next_since'], 'feed_id': begun['feed_id']}
    (told,) = [each for each in operator.get('/v1/changes', params=params).json()['items'] if each['subject']['id'] == record['id']]
    assert told['data']['identifiers'] == changed['identifiers'] == record['identifiers'][1:]
    entries = operator.get('/v1/journal-entries', params={'subject_id': record['id']}).json()['items']
    known = sorted(f'{scheme}:{value}' for scheme, value in TAKEN[:3])
    said = [change for entry in entries for change in entry['changes'] if change['field'] == 'identifiers']
    assert sorted((each['from'] or [], each['to']) for each in said) == [([], known), (known, known[1:])]
    row = next(
        csv.DictReader(operator.get(f'/v1/exports/{of}.csv', params={'identifier': known[1]}).content.decode('utf-8-sig').splitlines())
    )
    assert (row['slug'], row['identifiers']) == ('valencia', '; '.join(known[1:]))


@pytest.mark.parametrize('of', KINDS)
def test_what_is_no_key_is_pointed_at(operator: Somebody, of: str) -> None:
    made(operator.post(f'/v1/{of}', json=KINDS[of][1]))
    for scheme, value, field, code in REFUSED:
        wish = valencia(scheme, value, of)
        pointed = [(f'/identifiers/0/{field}', code)]
        assert refused(operator.post(f'/v1/{of}', json=wish)) == pointed, (scheme, value)
        change = {'identifiers': wish['identifiers']}
        assert refused(operator.patch(f'/v1/{of}/utrecht', json=change, headers=ANY)) == pointed, (scheme, value)


@pytest.mark.parametrize('of', KINDS)
def test_a_key_that_cannot_be_of_its_scheme_is_refused_by_a_rule(operator: Somebody, of: str) -> None:
    made(operator.post(f'/v1/{of}', json=KINDS[of][1]))
    fits = {'scheme': 'wikidata', 'value': 'Q8818'}
    for scheme, value, field, code in MALFORMED:
        wish = {**valencia(scheme, value, of), 'identifiers': [fits, {'scheme': scheme, 'value': value}]}
        change = {'identifiers': wish['identifiers']}
        for answer in (
            operator.post(f'/v1/{of}', json=wish),
            operator.patch(f'/v1/{of}/utrecht', json=change, headers=ANY),
            operator.patch(f'/v1/{of}/utrecht', json=change, headers={**ANY, 'accept-language': 'de'}),
        ):
            assert problem(answer) == (409, code.replace('_', '-'))
            assert pointed_at(answer) == [(f'/identifiers/1/{field}', code)]
            assert (value if field == 'value' else scheme) in answer.json()['detail']
        assert answer.headers['content-language'] == 'de'


@pytest.mark.parametrize(('of', 'whose'), [('cities', 'city_id'), ('organisations', 'organisation_id')])
def test_a_key_that_came_with_an_import_stays_as_it_is(operator: Somebody, database: Database, of: str, whose: str) -> None:
    record = made(operator.post(f'/v1/{of}', json=KINDS[of][1]))
    with database.autocommit.connect() as connection:
        came = {'id': uuid4(), 'scheme': 'lau', 'value': 'NL/0344', whose: record['id']}
        connection.execute(table(IdentifierRow).insert().values(**came))
    kept = [{'scheme': 'lau', 'value': 'NL/0344'}]
    for identifiers in (kept, [*kept, {'scheme': 'wikidata', 'value': 'Q803'}]):
        change = {'identifiers': identifiers}
        assert made(operator.patch(f'/v1/{of}/utrecht', json=change, headers=ANY))['identifiers'] == identifiers


@pytest.mark.parametrize('of', KINDS)
def test_one_value_may_stand_in_several_schemes(operator: Somebody, of: str) -> None:
    several = [{'scheme': scheme, 'value': '46250'} for scheme in ('geonames', 'lau', 'lau:2024', 'network:eccar')]
    assert made(operator.post(f'/v1/{of}', json={**KINDS[of][0], 'identifiers': several}))['identifiers'] == several


@pytest.mark.parametrize(('first', 'then'), [('organisations', 'cities'), ('cities', 'organisations')])
def test_a_key_of_an_organisation_is_not_free_for_a_city_nor_the_other_way_round(operator: Somebody, first: str, then: str) -> None:
    made(operator.post(f'/v1/{first}', json={**valencia('wikidata', 'Q1', first), 'name': 'Utrecht'}))
    answer = operator.post(f'/v1/{then}', json=valencia('wikidata', 'Q1', then))
    assert problem(answer) == (409, 'identifier-taken')
    assert '“utrecht”' in answer.json()['detail']
    for of, found in ((first, ['utrecht']), (then, [])):
        listed = made(operator.get(f'/v1/{of}', params={'identifier': 'wikidata:Q1'}))['items']
        assert [each['slug'] for each in listed] == found


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
