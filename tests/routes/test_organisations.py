"""Organisations as their callers see them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from api.database import Database
from tests.conftest import as_demonstration
from tests.routes.conftest import ClientFor, Index, Journal, Somebody, World, problem

ENAR = {'name': 'European Network Against Racism', 'kind': 'network', 'country_code': 'BE'}


def make(client: httpx.Client, **fields: object) -> dict[str, Any]:
    answer = client.post('/v1/organisations', json={**ENAR, **fields})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def change(client: httpx.Client, organisation: object, fields: dict[str, object], version: str = '*') -> httpx.Response:
    return client.patch(f'/v1/organisations/{organisation}', json=fields, headers={'If-Match': version})


def take_in(office: Somebody, world: World, organisation: dict[str, Any]) -> tuple[str, str]:
    """Return the ids of a new group of Graz's and of the organisation's membership in it."""
    wish = {'network_id': str(world.network), 'title': 'Fair housing', 'city_id': str(world.cities['graz'])}
    group = office.post('/v1/working-groups', json=wish).json()['id']
    joined = office.post(f'/v1/working-groups/{group}/associates', json={'organisation_id': organisation['id']})
    assert joined.status_code == 201, joined.text
    return group, joined.json()['membership']['id']


def test_an_organisation_made_known_has_an_address(office: Somebody, journal: Journal, index: Index) -> None:
    answer = office.post('/v1/organisations', json=ENAR)
    organisation = answer.json()
    assert (answer.status_code, answer.headers['location']) == (201, f'/v1/organisations/{organisation["id"]}')
    assert (organisation['slug'], organisation['version']) == ('european-network-against-racism', 1)
    assert organisation['you_may'] == ['update_organisation']
    assert office.get('/v1/organisations/european-network-against-racism').json() == organisation
    assert [entry['operation'] for entry in journal(organisation['id'])] == ['create_organisation']
    assert index(organisation['id'])['audience_now'] == 'public'
    assert make(office)['slug'] == 'european-network-against-racism-be'


def test_a_city_makes_organisations_known_and_does_not_correct_them(graz: Somebody, client_for: ClientFor) -> None:
    organisation = make(graz)
    assert organisation['you_may'] == []
    assert problem(change(graz, organisation['id'], {'name': 'ENAR'})) == (403, 'role-does-not-allow')
    assert make(client_for(city='bologna'), name='ENAR')['slug'] == 'enar'


def test_who_speaks_for_nobody_makes_none(signed_in: Callable[..., Somebody]) -> None:
    assert problem(signed_in('board_member').post('/v1/organisations', json=ENAR)) == (403, 'role-does-not-allow')


def test_the_list_is_found_by_kind_and_word(office: Somebody) -> None:
    make(office)
    make(office, name='Universität Graz', kind='university', country_code='AT')
    make(office, name='Zára', kind='civil_society', country_code=None)

    def names(**parameters: str) -> list[str]:
        return [each['name'] for each in office.get('/v1/organisations', params=parameters).json()['items']]

    assert names() == ['European Network Against Racism', 'Universität Graz', 'Zára']
    assert names(kind='university') == ['Universität Graz']
    assert names(q='universitat') == ['Universität Graz']
    assert names(q='racism network') == ['European Network Against Racism']
    page = office.get('/v1/organisations', params={'limit': 1})
    assert page.headers['link'].endswith(f'after={page.json()["next"]}>; rel="next"')
    assert names(after=page.json()['next'])[0] == 'Universität Graz'
    assert problem(office.get('/v1/organisations', params={'kind': 'club'})) == (422, 'validation-failed')
    assert problem(office.get('/v1/organisations', params={'updated_since': '2020'})) == (422, 'validation-failed')


def test_a_rename_keeps_the_address_and_moves_its_memberships_and_groups(office: Somebody, world: World, index: Index) -> None:
    organisation = make(office)
    group, membership = take_in(office, world, organisation)
    before = {each: index(each)['version'] for each in (group, membership)}
    changed = change(office, organisation['id'], {'name': 'ENAR'}, '"1"').json()
    assert (changed['slug'], changed['name'], changed['version']) == ('european-network-against-racism', 'ENAR', 2)
    assert {each: index(each)['version'] for each in before} == {each: version + 1 for each, version in before.items()}
    assert office.get(f'/v1/memberships/{membership}').json()['member']['name'] == 'ENAR'
    assert change(office, organisation['id'], {'kind': 'civil_society'}).status_code == 200
    assert index(membership)['version'] == before[membership] + 1


def test_an_organisation_is_corrected_by_an_office_in_whose_groups_it_takes_part(
    office: Somebody, client_for: ClientFor, world: World
) -> None:
    organisation = make(office)
    elsewhere = client_for(network=world.other_network)
    assert elsewhere.get(f'/v1/organisations/{organisation["id"]}').json()['you_may'] == ['update_organisation']
    take_in(office, world, organisation)
    assert elsewhere.get(f'/v1/organisations/{organisation["id"]}').json()['you_may'] == []
    assert problem(change(elsewhere, organisation['id'], {'name': 'Ours'})) == (403, 'role-does-not-allow')
    assert change(office, organisation['id'], {'name': 'ENAR'}).status_code == 200


def test_a_change_needs_the_version_it_has_seen(office: Somebody) -> None:
    organisation = make(office)
    path = f'/v1/organisations/{organisation["id"]}'
    assert problem(office.patch(path, json={'name': 'ENAR'})) == (428, 'precondition-required')
    assert problem(change(office, organisation['id'], {'name': 'ENAR'}, '"9"')) == (412, 'stale-version')
    assert problem(change(office, uuid4(), {'name': 'ENAR'})) == (404, 'not-found')
    assert problem(office.get('/v1/organisations/none-such')) == (404, 'not-found')
    assert change(office, organisation['slug'], {'country_code': None}).json()['country_code'] is None


@pytest.mark.parametrize(
    'fields', [{'name': 'a\x00b'}, {'name': None}, {'kind': 'club'}, {'kind': None}, {'country_code': 'XX'}, {'mayor': 'x'}, {'slug': 'x'}]
)
def test_what_is_not_valid_is_refused(office: Somebody, fields: dict[str, object]) -> None:
    assert problem(office.post('/v1/organisations', json={**ENAR, **fields})) == (422, 'validation-failed')
    assert problem(change(office, make(office)['id'], fields)) == (422, 'validation-failed')


def test_the_same_key_makes_one_organisation(office: Somebody) -> None:
    first, again = (office.post('/v1/organisations', json=ENAR, headers={'Idempotency-Key': 'enar-2026'}) for _ in range(2))
    assert again.json() == first.json()
    assert len(office.get('/v1/organisations').json()['items']) == 1


def test_a_documented_fact_stays_as_it_is(office: Somebody, database: Database) -> None:
    organisation = make(office)
    as_demonstration(database)
    assert problem(change(office, organisation['id'], {'name': 'ENAR'})) == (409, 'documented-fact')


def test_a_former_slug_leads_to_the_present_address(office: Somebody, database: Database) -> None:
    organisation = make(office)
    with database.autocommit.connect() as connection:
        connection.execute(text("INSERT INTO former_slugs VALUES ('enar', 'organisation', :id)"), {'id': organisation['id']})
    answer = office.get('/v1/organisations/enar')
    assert (answer.status_code, answer.headers['location']) == (308, f'/v1/organisations/{organisation["slug"]}')
