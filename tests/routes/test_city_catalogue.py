"""The catalogue of the world's cities over HTTP: how a city is found, told from its namesakes, and made one of ours."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from api.jobs import city_catalogue_load
from api.models.city_catalogue import ATTRIBUTION
from api.settings import Settings
from tests.routes.acts import made
from tests.routes.conftest import ClientFor, Journal, SignedIn, Somebody, World, problem, refused

FRANKFURT_AM_MAIN, FRANKFURT_ODER, VALENCIA_ES, VIENNA = 2925533, 2925535, 2509954, 2761369


@pytest.fixture
def catalogue(database_url: str) -> None:
    """A small part of the catalogue, loaded as the whole is."""
    city_catalogue_load.run(Settings(database_url=database_url), Path(__file__).with_name('catalogue.json'))


def look(caller: Somebody, q: str | None = None, **query: Any) -> list[dict[str, Any]]:
    """Return what the catalogue answers."""
    answer = made(caller.get('/v1/city-catalogue', params={**query, **({'q': q} if q else {})}))
    assert (answer['ready'], answer['attribution']) == (True, ATTRIBUTION)
    return list(answer['items'])


def names(caller: Somebody, q: str | None = None, **query: Any) -> list[str]:
    return [item['name'] for item in look(caller, q, **query)]


def test_before_it_is_loaded_it_says_so(office: Somebody) -> None:
    answer = office.get('/v1/city-catalogue', params={'q': 'graz'})
    assert made(answer) == {'items': [], 'next': None, 'ready': False, 'attribution': ATTRIBUTION}


@pytest.mark.usefixtures('catalogue')
@pytest.mark.parametrize(
    ('q', 'expected'),
    [
        ('frankf', ['Frankfurt am Main', 'Frankfurt (Oder)']),
        ('FRANKFURT', ['Frankfurt am Main', 'Frankfurt (Oder)']),
        ('frankfurt od', ['Frankfurt (Oder)']),
        ('oder frankfurt', ['Frankfurt (Oder)']),
        ('am', ['Frankfurt am Main']),
        ('furt', []),
        ('Köln', ['Köln']),
        ('koln', ['Köln']),
        ('Cologne', ['Köln']),
        ('wien', ['Vienna']),
        ('Вена', ['Vienna']),
        ('becs', ['Vienna']),
        ('den haag', ['The Hague']),
        ('valència', ['Valencia', 'Valencia']),
        ("'); --", []),
        ('& | ! : * <->', []),
        ("o'hague", []),
    ],
)
def test_a_city_is_found_by_how_the_words_of_its_names_begin(office: Somebody, q: str, expected: list[str]) -> None:
    assert names(office, q) == expected


@pytest.mark.usefixtures('catalogue')
def test_namesakes_are_told_apart(office: Somebody) -> None:
    told = [(item['name'], item['country_code'], item['country_name'], item['region']) for item in look(office, 'valencia')]
    assert told == [('Valencia', 'VE', 'Venezuela', None), ('Valencia', 'ES', 'Spain', None)]
    assert [item['region'] for item in look(office, 'springfield')] == ['Missouri', 'Massachusetts']
    oder = look(office, 'frankfurt oder')[0]
    assert (oder['geonames_id'], oder['population'], oder['time_zone']) == (FRANKFURT_ODER, 57107, 'Europe/Berlin')
    assert (oder['latitude'], oder['longitude']) == (52.34714, 14.55062)


@pytest.mark.usefixtures('catalogue')
def test_countries_are_named_in_the_callers_language(office: Somebody) -> None:
    answer = made(office.get('/v1/city-catalogue', params={'q': 'graz'}, headers={'Accept-Language': 'de-AT'}))
    assert answer['items'][0]['country_name'] == 'Österreich'


@pytest.mark.usefixtures('catalogue')
def test_it_says_which_cities_are_here_already(office: Somebody, world: World) -> None:
    found = {item['name']: item['city_id'] for item in look(office)}
    assert found['Graz'] == str(world.cities['graz'])
    assert found['Valencia'] is None


@pytest.mark.usefixtures('catalogue')
def test_the_biggest_come_first_and_pages_meet(office: Somebody) -> None:
    whole = look(office)
    assert [item['population'] for item in whole] == sorted((item['population'] for item in whole), reverse=True)
    read: list[dict[str, Any]] = []
    after: dict[str, Any] = {}
    while True:
        page = made(office.get('/v1/city-catalogue', params={'limit': '4', **after}))
        read += page['items']
        if page['next'] is None:
            break
        after = {'after': page['next']}
    assert read == whole
    assert look(office, after=str(uuid4())) == whole


@pytest.mark.usefixtures('catalogue')
def test_it_is_narrowed_by_country(office: Somebody) -> None:
    assert names(office, country_code='ES') == ['Valencia']
    assert names(office, 'valencia', country_code='VE') == ['Valencia']
    assert names(office, 'graz', country_code='DE') == []
    assert refused(office.get('/v1/city-catalogue', params={'country_code': 'XK'})) == [('query country_code', 'country_code')]


@pytest.mark.usefixtures('catalogue')
def test_whoever_may_read_cities_may_look_and_nobody_else(graz: Somebody, client_for: ClientFor, signed_in: SignedIn) -> None:
    for caller in (graz, signed_in('department_contact', 'graz'), client_for('cities:read', city='graz')):
        assert names(caller, 'bologna') == ['Bologna']
    assert problem(client_for('people:read').get('/v1/city-catalogue')) == (403, 'insufficient-scope')


# -- cities made from it ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures('catalogue')
def test_a_city_is_made_by_its_number_alone(office: Somebody, journal: Journal) -> None:
    city = made(office.post('/v1/cities', json={'geonames_id': FRANKFURT_ODER}))
    assert (city['name'], city['country_code'], city['slug']) == ('Frankfurt (Oder)', 'DE', 'frankfurt-oder')
    assert (city['latitude'], city['longitude']) == (52.34714, 14.55062)
    assert city['identifiers'] == [{'scheme': 'geonames', 'value': str(FRANKFURT_ODER)}]
    assert journal(city['id'])[0]['changes']['identifiers'] == [None, [f'geonames:{FRANKFURT_ODER}']]
    assert look(office, 'oder')[0]['city_id'] == city['id']


@pytest.mark.usefixtures('catalogue')
def test_what_is_given_beside_the_number_wins(office: Somebody) -> None:
    wikidata = {'scheme': 'wikidata', 'value': 'Q8818'}
    wish = {'geonames_id': VALENCIA_ES, 'name': 'València', 'latitude': 39.5, 'kind': 'city', 'identifiers': [wikidata]}
    city = made(office.post('/v1/cities', json=wish))
    assert (city['name'], city['country_code'], city['latitude'], city['longitude']) == ('València', 'ES', 39.5, -0.37966)
    assert city['identifiers'] == [{'scheme': 'geonames', 'value': str(VALENCIA_ES)}, wikidata]


@pytest.mark.usefixtures('catalogue')
def test_the_number_may_stand_among_the_identifiers_too(office: Somebody) -> None:
    same = {'scheme': 'geonames', 'value': str(VALENCIA_ES)}
    assert made(office.post('/v1/cities', json={'geonames_id': VALENCIA_ES, 'identifiers': [same]}))['identifiers'] == [same]


@pytest.mark.usefixtures('catalogue')
def test_a_number_that_a_city_has_already_is_refused_with_its_name(office: Somebody) -> None:
    answer = office.post('/v1/cities', json={'geonames_id': VIENNA})
    assert problem(answer) == (409, 'identifier-taken')
    assert '“wien”' in answer.json()['detail']
    assert answer.json()['errors'][0]['pointer'] == '/geonames_id'


@pytest.mark.usefixtures('catalogue')
def test_a_number_that_the_catalogue_lacks_is_pointed_at(office: Somebody) -> None:
    answer = office.post('/v1/cities', json={'geonames_id': 1, 'name': 'Atlantis', 'country_code': 'GR'})
    assert problem(answer) == (409, 'unknown-reference')
    assert answer.json()['errors'][0]['pointer'] == '/geonames_id'


@pytest.mark.parametrize(
    ('wish', 'errors'),
    [
        ({'name': 'Atlantis'}, [('/country_code', 'missing')]),
        ({'country_code': 'GR'}, [('/name', 'missing')]),
        ({}, [('/name', 'missing'), ('/country_code', 'missing')]),
        ({'geonames_id': VIENNA, 'name': ''}, [('/name', 'string_too_short')]),
        ({'geonames_id': VIENNA, 'name': None}, [('/name', 'string_type')]),
        ({'geonames_id': VIENNA, 'country_code': 'EL'}, [('/country_code', 'country_code')]),
        ({'geonames_id': None, 'name': 'Atlantis', 'country_code': 'GR'}, [('/geonames_id', 'int_type')]),
        ({'geonames_id': 0, 'name': 'Atlantis', 'country_code': 'GR'}, [('/geonames_id', 'greater_than_equal')]),
        ({'geonames_id': 2**31, 'name': 'Atlantis', 'country_code': 'GR'}, [('/geonames_id', 'less_than_equal')]),
        ({'geonames_id': str(VIENNA), 'name': 'Atlantis', 'country_code': 'GR'}, [('/geonames_id', 'int_type')]),
    ],
)
def test_without_a_number_name_and_country_are_needed(office: Somebody, wish: dict[str, Any], errors: list[tuple[str, str]]) -> None:
    assert refused(office.post('/v1/cities', json=wish)) == errors


@pytest.mark.usefixtures('catalogue')
def test_only_an_office_makes_cities_from_it(graz: Somebody) -> None:
    assert problem(graz.post('/v1/cities', json={'geonames_id': FRANKFURT_AM_MAIN})) == (403, 'role-does-not-allow')
