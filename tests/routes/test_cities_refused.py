"""What is refused about cities, to whom, and how it is said."""

from functools import partial

import httpx
import pytest
from sqlalchemy import text

from api.database import Database
from tests.conftest import as_demonstration
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem
from tests.routes.test_cities import VALENCIA, change, make, names
from tests.world import at_once


@pytest.mark.parametrize(
    'parameters',
    [
        {'limit': '0'}, {'limit': '101'}, {'limit': '1_0'}, {'sort': 'version'}, {'after': 'x'}, {'q': 'a\x00'}, {'q': ''},
        {'colour': 'red'},
        {'country_code': 'UK'}, {'identifier': 'geonames'}, {'identifier': 'geonames:\x00'}, {'network_id': 'eccar'}, {'expand': 'all'},
    ],
)  # fmt: skip
def test_a_list_refuses_parameters_it_cannot_mean(office: Somebody, parameters: dict[str, str]) -> None:
    answer = office.get('/v1/cities', params=parameters)
    assert problem(answer) == (422, 'validation-failed')
    assert answer.json()['errors'][0]['name'] == next(iter(parameters))


def test_an_identifier_of_another_city_is_refused_with_its_name(office: Somebody) -> None:
    taken = [{'scheme': 'wikidata', 'value': 'Q13298'}, {'scheme': 'geonames', 'value': '2778067'}]
    answer = office.post('/v1/cities', json={**VALENCIA, 'identifiers': taken})
    assert problem(answer) == (409, 'identifier-taken')
    assert '“graz”' in answer.json()['detail']
    assert answer.json()['errors'][0]['pointer'] == '/identifiers/1'
    city = make(office)
    assert problem(change(office, city['id'], {'identifiers': taken})) == (409, 'identifier-taken')
    assert office.get(f'/v1/cities/{city["id"]}').json() == city
    assert change(office, 'graz', {'identifiers': taken[1:]}).status_code == 200


@pytest.mark.parametrize(
    ('fields', 'pointer', 'code'),
    [
        ({'country_code': 'UK'}, '/country_code', 'country_code'),
        ({'country_code': 'EL'}, '/country_code', 'country_code'),
        ({'country_code': 'es'}, '/country_code', 'country_code'),
        ({'name': 'Val\x00encia'}, '/name', 'characters'),
        ({'name': '   '}, '/name', 'string_pattern_mismatch'),
        ({'name': 'x' * 201}, '/name', 'string_too_long'),
        ({'name': 7}, '/name', 'string_type'),
        ({'other_names': ['a\x1f']}, '/other_names/0', 'characters'),
        ({'mayor': 'Ada'}, '/mayor', 'extra_forbidden'),
        ({'slug': 'mine'}, '/slug', 'extra_forbidden'),
        ({'stage': 'active'}, '/stage', 'extra_forbidden'),
        ({'kind': 'village'}, '/kind', 'literal_error'),
        ({'latitude': 91}, '/latitude', 'less_than_equal'),
        ({'identifiers': [{'scheme': 'Q', 'value': '1'}]}, '/identifiers/0/scheme', 'string_pattern_mismatch'),
        ({'identifiers': [{'scheme': 'lau', 'value': '1'}] * 2}, '/identifiers', 'named_twice'),
        ({'identifiers': [{'scheme': 'lau', 'value': str(n)} for n in range(21)]}, '/identifiers', 'too_long'),
    ],
)
def test_what_is_not_valid_is_pointed_at(office: Somebody, fields: dict[str, object], pointer: str, code: str) -> None:
    answer = office.post('/v1/cities', json={**VALENCIA, **fields})
    assert problem(answer) == (422, 'validation-failed')
    assert (answer.json()['errors'][0]['pointer'], answer.json()['errors'][0]['code']) == (pointer, code)
    assert problem(change(office, 'graz', fields)) == (422, 'validation-failed')


def test_greece_and_the_united_kingdom_are_told_their_codes(office: Somebody) -> None:
    detail = office.post('/v1/cities', json={**VALENCIA, 'country_code': 'EL'}).json()['errors'][0]['detail']
    assert 'GR' in detail
    assert 'GB' in detail


def test_a_lone_surrogate_is_not_text(office: Somebody) -> None:
    headers = {'Content-Type': 'application/json'}
    answer = office.post('/v1/cities', content=b'{"name": "\\ud800", "country_code": "ES"}', headers=headers)
    assert problem(answer) == (422, 'validation-failed')
    assert problem(office.post('/v1/cities', content=b'{"latitude": NaN}', headers=headers)) == (400, 'malformed-json')


def test_null_is_refused_where_nothing_can_be_empty(office: Somebody) -> None:
    for name in ('name', 'country_code', 'kind', 'other_names', 'identifiers'):
        assert problem(change(office, 'graz', {name: None})) == (422, 'validation-failed')


def test_a_change_says_which_version_it_has_seen(office: Somebody) -> None:
    assert problem(office.patch('/v1/cities/graz', json={'latitude': 47.0})) == (428, 'precondition-required')
    assert problem(change(office, 'graz', {'latitude': 47.0}, 7)) == (412, 'stale-version')
    seen = office.get('/v1/cities/graz').headers['etag']
    assert office.patch('/v1/cities/graz', json={'latitude': 47.0}, headers={'If-Match': seen}).status_code == 200
    assert problem(office.patch('/v1/cities/graz', json={'latitude': 47.1}, headers={'If-Match': seen})) == (412, 'stale-version')


def test_only_an_office_makes_and_corrects_cities(graz: Somebody, client_for: ClientFor, world: World) -> None:
    machine = client_for(city='graz')
    for client in (graz, machine):
        assert problem(client.post('/v1/cities', json=VALENCIA)) == (403, 'role-does-not-allow')
        assert problem(change(client, 'graz', {'name': 'Gratz'}, 1)) == (403, 'role-does-not-allow')
    other_office = client_for(network=world.other_network)
    assert problem(change(other_office, 'graz', {'name': 'Gratz'}, 1)) == (403, 'role-does-not-allow')
    city = make(other_office)
    assert change(other_office, city['id'], {'name': 'Valencia'}).status_code == 200


def test_a_token_needs_the_scope(client_for: ClientFor) -> None:
    reader = client_for('cities:read')
    assert reader.get('/v1/cities/graz').status_code == 200
    assert problem(reader.post('/v1/cities', json=VALENCIA)) == (403, 'insufficient-scope')
    assert problem(client_for('people:read').get('/v1/cities')) == (403, 'insufficient-scope')


def test_nothing_is_shown_without_credentials(http: httpx.Client) -> None:
    for answer in (http.get('/v1/cities'), http.get('/v1/cities/graz'), http.post('/v1/cities', content=b'{')):
        assert problem(answer) == (401, 'unauthenticated')


def test_a_documented_fact_of_a_demonstration_stays_as_it_is(office: Somebody, database: Database) -> None:
    as_demonstration(database)
    assert office.get('/v1/cities/graz').json()['you_may'] == []
    assert problem(change(office, 'graz', {'latitude': 47.0})) == (409, 'documented-fact')
    city = make(office)
    assert city['demonstration'] is True
    assert change(office, city['id'], {'latitude': 39.0}).status_code == 200


def test_a_write_comes_from_the_services_own_pages(signed_in: SignedIn) -> None:
    staff = signed_in('office_staff')
    answer = staff.post('/v1/cities', json=VALENCIA, headers={'Origin': 'https://elsewhere.example'})
    assert problem(answer) == (403, 'cross-site-request')


def test_an_identifier_given_to_two_cities_at_once_belongs_to_one(client_for: ClientFor) -> None:
    city = {**VALENCIA, 'identifiers': [{'scheme': 'geonames', 'value': '2509954'}]}
    clients = [client_for() for _ in range(6)]
    answers = at_once([partial(client.post, '/v1/cities', json={**city, 'name': f'City {n}'}) for n, client in enumerate(clients)])
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 5]
    assert {problem(answer)[1] for answer in answers if answer.status_code == 409} <= {'identifier-taken', 'conflict'}
    assert len(names(clients[0].get('/v1/cities', params={'identifier': 'geonames:2509954'}))) == 1


def test_cities_of_one_name_made_at_once_have_an_address_each(client_for: ClientFor) -> None:
    clients = [client_for() for _ in range(4)]
    answers = at_once([partial(client.post, '/v1/cities', json=VALENCIA) for client in clients])
    made = [answer.json()['slug'] for answer in answers if answer.status_code == 201]
    assert len(made) == len(set(made)) >= 1
    assert {problem(answer) for answer in answers if answer.status_code != 201} <= {(409, 'conflict')}


def test_a_city_that_another_network_keeps_is_changed_there(office: Somebody, database: Database, world: World) -> None:
    with database.autocommit.connect() as connection:
        origin = {'origin': world.other_network, 'id': world.cities['graz']}
        connection.execute(text('UPDATE cities SET origin_network_id = :origin WHERE id = :id'), origin)
    assert problem(change(office, 'graz', {'latitude': 47.0})) == (409, 'mirrored-record')
