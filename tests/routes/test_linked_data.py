"""Public groups and cities in the words of schema.org, as search engines and catalogues read them."""

from typing import Any

import httpx
import pytest

from tests.contract.validated import validated
from tests.routes.acts import constituted, made, propose
from tests.routes.conftest import Somebody, World, problem

ADDRESS = {'@type': 'PostalAddress', 'addressCountry': 'AT'}


@pytest.fixture
def stranger(http: httpx.Client) -> httpx.Client:
    return validated(http)


def linked(caller: httpx.Client, path: str) -> dict[str, Any]:
    answer = caller.get(f'/v1/public/{path}/schema.jsonld')
    assert answer.headers['content-type'] == 'application/ld+json'
    return made(answer)


def test_a_group_is_an_organisation_whose_members_are_cities(stranger: httpx.Client, office: Somebody, world: World) -> None:
    contact = {'name': 'Lea Lead', 'mail': 'lea@example.org', 'visibility': 'members'}
    group = constituted(office, world, aims='Landlords', lead_contact=contact)
    said = linked(stranger, f'working-groups/{group["slug"]}')
    assert (said['@context'], said['@type'], said['name'], said['description']) == (
        'https://schema.org',
        'Organization',
        group['title'],
        'Landlords',
    )
    assert said['url'].endswith(f'/working-groups/{group["slug"]}')
    assert said['foundingDate'] == group['constituted_on']['value']
    assert said['parentOrganization']['name'] == 'European Coalition of Cities against Racism'
    assert [(each['@type'], each['name'], each['address']['addressCountry']) for each in said['member']] == [
        ('GovernmentOrganization', 'Bologna', 'IT'),
        ('GovernmentOrganization', 'Graz', 'AT'),
        ('GovernmentOrganization', 'Wien', 'AT'),
    ]
    assert 'lea@example.org' not in str(said)


def test_a_city_is_a_place_with_its_keys(stranger: httpx.Client) -> None:
    said = linked(stranger, 'cities/graz')
    assert (said['@type'], said['name'], said['address']) == ('City', 'Graz', ADDRESS)
    assert said['identifier'] == [{'@type': 'PropertyValue', 'propertyID': 'geonames', 'value': '2778067'}]
    assert said['sameAs'] == ['https://sws.geonames.org/2778067/']


def test_what_is_not_public_is_not_found(stranger: httpx.Client, office: Somebody, world: World) -> None:
    group = propose(office, world)
    for path in (f'working-groups/{group["slug"]}', 'cities/nowhere'):
        assert problem(stranger.get(f'/v1/public/{path}/schema.jsonld')) == (404, 'not-found')


def test_it_is_asked_for_again_at_little_cost(stranger: httpx.Client) -> None:
    path = '/v1/public/cities/graz/schema.jsonld'
    tag = stranger.get(path).headers['etag']
    assert stranger.get(path, headers={'If-None-Match': tag}).status_code == 304
