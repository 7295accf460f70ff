"""Cities as their callers see them."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from api.database import Database
from tests.routes.conftest import Index, Journal, SignedIn, Somebody, World, problem

VALENCIA = {'name': 'València', 'other_names': ['Valencia', 'Valence'], 'country_code': 'ES', 'latitude': 39.47, 'longitude': -0.38}


def make(office: Somebody, **fields: object) -> dict[str, Any]:
    answer = office.post('/v1/cities', json={**VALENCIA, **fields})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def change(client: httpx.Client, city: object, fields: dict[str, object], version: object = '*') -> httpx.Response:
    return client.patch(f'/v1/cities/{city}', json=fields, headers={'If-Match': version if version == '*' else f'"{version}"'})


def names(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [city['name'] for city in answer.json()['items']]


def test_a_city_made_known_is_answered_with_its_address_and_version(office: Somebody, journal: Journal, index: Index) -> None:
    answer = office.post('/v1/cities', json={**VALENCIA, 'identifiers': [{'scheme': 'geonames', 'value': '2509954'}]})
    city = answer.json()
    assert answer.status_code == 201
    assert answer.headers['location'] == f'/v1/cities/{city["id"]}'
    assert answer.headers['etag'].startswith('"1-')
    assert (city['slug'], city['version'], city['country_code'], city['kind']) == ('valencia', 1, 'ES', 'city')
    assert city['identifiers'] == [{'scheme': 'geonames', 'value': '2509954'}]
    assert city['memberships'] == []
    assert city['you_may'] == ['update_city']
    assert office.get(answer.headers['location']).json() == city
    assert office.get('/v1/cities/valencia').json() == city
    [entry] = journal(city['id'])
    assert (entry['operation'], entry['subject_type'], entry['actor_id']) == ('create_city', 'city', office.id)
    assert entry['changes']['identifiers'] == [None, ['geonames:2509954']]
    assert (index(city['id'])['version'], index(city['id'])['audience_now']) == (1, 'public')


def test_a_second_city_of_a_name_bears_its_country_and_a_third_a_number(office: Somebody) -> None:
    assert [make(office, country_code=code)['slug'] for code in ('ES', 'VE', 'VE', 'ES')] == [
        'valencia', 'valencia-ve', 'valencia-ve-2', 'valencia-es',
    ]  # fmt: skip
    assert make(office, name='Frankfurt (Oder)', country_code='DE')['slug'] == 'frankfurt-oder'
    assert make(office, name='Αθήνα', country_code='GR')['slug'] != ''


def test_the_list_sorts_without_regard_to_accents_and_pages_by_key(office: Somebody, world: World) -> None:
    make(office, name='Ávila')
    make(office, name='Český Krumlov', country_code='CZ')
    first = office.get('/v1/cities', params={'limit': 4})
    assert names(first) == ['Ávila', 'Barcelona', 'Berlin', 'Bologna']
    assert first.json()['next'] == first.json()['items'][-1]['id']
    following = first.headers['link'].partition('>')[0].removeprefix('<')
    assert names(office.get(following)) == ['Český Krumlov', 'Graz', 'Heidelberg', 'Montréal']
    assert names(office.get('/v1/cities', params={'sort': '-name', 'limit': 2})) == ['Wien', 'Montréal']
    assert names(office.get('/v1/cities', params={'sort': 'country_code', 'limit': 3})) == ['Graz', 'Wien', 'Montréal']
    assert names(office.get('/v1/cities', params={'after': str(uuid4())}))
    assert names(office.get('/v1/cities', params={'network_id': str(world.other_network)})) == ['Montréal']


@pytest.mark.parametrize(
    ('filters', 'found'),
    [
        ({'q': 'vienna'}, ['Wien']),
        ({'q': 'WIEN'}, ['Wien']),
        ({'q': 'montreal'}, ['Montréal']),
        ({'q': 'nowhere'}, []),
        ({'q': '%'}, []),
        ({'country_code': 'DE'}, ['Berlin', 'Heidelberg']),
        ({'kind': 'other_local_authority'}, []),
        ({'identifier': 'geonames:2778067'}, ['Graz']),
        ({'identifier': 'geonames:0'}, []),
        ({'country_code': 'AT', 'q': 'gra'}, ['Graz']),
    ],
)
def test_cities_are_found_by(office: Somebody, filters: dict[str, str], found: list[str]) -> None:
    assert names(office.get('/v1/cities', params=filters)) == found


def test_a_partners_own_key_finds_its_city(office: Somebody) -> None:
    make(office, identifiers=[{'scheme': 'network:eccar', 'value': 'val:1'}])
    assert names(office.get('/v1/cities', params={'identifier': 'network:eccar:val:1'})) == ['València']


def test_what_one_may_do_stands_in_a_list_only_when_asked_for(office: Somebody, graz: Somebody) -> None:
    assert office.get('/v1/cities').json()['items'][0]['you_may'] is None
    expanded = office.get('/v1/cities', params={'expand': 'you_may'}).json()['items']
    assert {city['name']: city['you_may'] for city in expanded}['Graz'] == ['update_city']
    assert {city['name']: city['you_may'] for city in expanded}['Montréal'] == []
    assert graz.get('/v1/cities/graz').json()['you_may'] == []


def test_a_city_that_is_not_there_is_not_found(office: Somebody) -> None:
    for reference in (uuid4(), 'atlantis'):
        assert problem(office.get(f'/v1/cities/{reference}')) == (404, 'not-found')
        assert problem(change(office, reference, {'name': 'Atlantis'})) == (404, 'not-found')


def test_a_former_slug_leads_to_the_present_address(office: Somebody, database: Database, world: World) -> None:
    with database.autocommit.connect() as connection:
        connection.execute(text("INSERT INTO former_slugs VALUES ('gratz', 'city', :id)"), {'id': world.cities['graz']})
    answer = office.get('/v1/cities/gratz')
    assert (answer.status_code, answer.headers['location']) == (308, '/v1/cities/graz')
    assert make(office, name='Gratz', country_code='AT')['slug'] == 'gratz-at'


def test_a_patch_changes_what_it_names_and_nothing_else(office: Somebody, journal: Journal, index: Index) -> None:
    city = make(office)
    seq = index(city['id'])['seq']
    answer = change(office, city['id'], {'latitude': None, 'other_names': ['Valence']}, city['version'])
    changed = answer.json()
    assert answer.status_code == 200
    assert answer.headers['etag'].startswith('"2-')
    assert changed == {**city, 'version': 2, 'latitude': None, 'other_names': ['Valence'], 'updated_at': changed['updated_at']}
    entry = journal(city['id'])[-1]
    assert (entry['operation'], entry['changes']) == (
        'update_city',
        {'latitude': [39.47, None], 'other_names': [['Valencia', 'Valence'], ['Valence']]},
    )
    assert index(city['id'])['version'] == 2
    assert index(city['id'])['seq'] > seq


def test_identifiers_replace_the_set(office: Somebody, journal: Journal) -> None:
    city = make(office, identifiers=[{'scheme': 'geonames', 'value': '1'}, {'scheme': 'lau', 'value': '46250'}])
    kept = [{'scheme': 'lau', 'value': '46250'}, {'scheme': 'wikidata', 'value': 'Q8818'}]
    assert change(office, city['id'], {'identifiers': kept}).json()['identifiers'] == kept
    assert journal(city['id'])[-1]['changes'] == {'identifiers': [['geonames:1', 'lau:46250'], ['lau:46250', 'wikidata:Q8818']]}
    assert change(office, city['id'], {'identifiers': []}).json()['identifiers'] == []


def test_a_rename_keeps_the_address_and_moves_what_shows_the_name(office: Somebody, world: World, index: Index) -> None:
    group = propose(office, world, 'graz')
    membership = office.get('/v1/cities/graz').json()['memberships'][0]['id']
    before = {each: index(each)['version'] for each in (membership, group['id'])}
    city = change(office, 'graz', {'name': 'Landeshauptstadt Graz'}).json()
    assert (city['slug'], city['name']) == ('graz', 'Landeshauptstadt Graz')
    assert names(office.get('/v1/cities', params={'q': 'landeshauptstadt'})) == ['Landeshauptstadt Graz']
    shown = office.get(f'/v1/working-groups/{group["id"]}').json()
    assert shown['lead_city']['name'] == 'Landeshauptstadt Graz'
    assert shown['version'] == before[group['id']] + 1
    assert office.get(f'/v1/memberships/{membership}').json()['version'] == index(membership)['version'] == before[membership] + 1
    latitude = change(office, 'graz', {'latitude': 47.07}).json()
    assert latitude['version'] == city['version'] + 1
    assert index(group['id'])['version'] == shown['version']


def test_a_corrected_country_constitutes_a_group_that_lacked_one(office: Somebody, world: World, journal: Journal) -> None:
    bozen = make(office, name='Bozen', other_names=['Bolzano'], country_code='AT')
    membership = {'network_id': str(world.network), 'city_id': bozen['id']}
    assert office.post('/v1/memberships', json=membership).status_code == 201
    group = propose(office, world, 'graz')
    for city_id in (world.cities['vienna'], bozen['id']):
        assert office.post(f'/v1/working-groups/{group["id"]}/members', json={'city_id': str(city_id)}).status_code == 201
    group = office.get(f'/v1/working-groups/{group["id"]}').json()
    assert (group['stage'], group['missing']) == ('proposed', [{'code': 'countries', 'have': 1, 'needed': 2}])
    assert change(office, 'bozen', {'country_code': 'IT'}).status_code == 200
    constituted = office.get(f'/v1/working-groups/{group["id"]}').json()
    assert (constituted['stage'], constituted['country_count'], constituted['missing']) == ('constituted', 2, [])
    assert constituted['version'] > group['version']
    assert journal(group['id'])[-1]['operation'] == 'update_city'
    assert journal(group['id'])[-1]['rule'] == 'W2'


def propose(office: Somebody, world: World, city: str) -> dict[str, Any]:
    wish = {'network_id': str(world.network), 'title': 'Hate speech', 'city_id': str(world.cities[city])}
    answer = office.post('/v1/working-groups', json=wish)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_an_unchanged_city_is_not_sent_again(office: Somebody, graz: Somebody) -> None:
    tag = office.get('/v1/cities/graz').headers['etag']
    again = office.get('/v1/cities/graz', headers={'If-None-Match': tag})
    assert (again.status_code, again.content) == (304, b'')
    assert graz.get('/v1/cities/graz', headers={'If-None-Match': tag}).status_code == 200


def test_a_person_of_the_office_makes_cities(signed_in: SignedIn, journal: Journal) -> None:
    staff = signed_in('office_staff')
    city = make(staff)
    assert [(entry['actor_kind'], entry['actor_id']) for entry in journal(city['id'])] == [('person', staff.id)]


def test_the_same_key_makes_one_city(office: Somebody) -> None:
    key = {'Idempotency-Key': 'valencia-2026-1'}
    first, again = (office.post('/v1/cities', json=VALENCIA, headers=key) for _ in range(2))
    assert (again.status_code, again.json(), again.headers['idempotent-replayed']) == (201, first.json(), 'true')
    assert [again.headers[name] for name in ('location', 'etag')] == [first.headers[name] for name in ('location', 'etag')]
    assert len(names(office.get('/v1/cities', params={'q': 'valence'}))) == 1
    assert problem(office.post('/v1/cities', json={**VALENCIA, 'kind': 'city'}, headers=key)) == (409, 'idempotency-key-reused')


def test_ids_ascend_in_time(office: Somebody) -> None:
    first, second = make(office), make(office)
    assert UUID(first['id']) < UUID(second['id'])
