"""Public groups and cities in the words of schema.org, as search engines and catalogues read them."""

from typing import Any

import httpx
import pytest

from tests.contract.validated import validated
from tests.routes.acts import constituted, made, propose
from tests.routes.conftest import Somebody, World, problem
from tests.routes.sittings import assembly, brought_to
from tests.routes.test_documents import PDF, upload
from tests.routes.test_outputs import plan, share

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


def test_a_report_is_by_its_group_and_published_by_the_network(stranger: httpx.Client, office: Somebody, world: World) -> None:
    group = constituted(office, world)
    report = brought_to('published', office, group, assembly(office, world))
    said = linked(stranger, f'reports/{report["id"]}')
    assert (said['@type'], said['name'], said['inLanguage'], said['datePublished']) == (
        'Report', report['title'], 'en', report['published_on'],
    )  # fmt: skip
    assert (said['author']['name'], said['publisher']['name']) == (group['title'], 'European Coalition of Cities against Racism')
    assert said['url'].endswith(f'/reports/{report["id"]}')
    assert [each['contentUrl'].rpartition('.')[2] for each in said['encoding']] == ['pdf', 'docx']
    for file in said['encoding']:
        assert stranger.get(httpx.URL(file['contentUrl']).path).headers['content-type'] == file['encodingFormat']


def test_an_output_is_a_work_with_its_file(stranger: httpx.Client, office: Somebody, world: World) -> None:
    group = constituted(office, world)
    document = upload(office, PDF, working_group_id=group['id'])
    output = made(share(office, plan(office, group, document_id=document['id'], languages=['de'], visibility='public'), 'public'))
    said = linked(stranger, f'outputs/{output["id"]}')
    assert (said['@type'], said['name'], said['inLanguage'], said['author']['name']) == (
        'CreativeWork', output['title'], ['de'], group['title'],
    )  # fmt: skip
    assert stranger.get(httpx.URL(said['encoding']['contentUrl']).path).content == PDF


def test_what_is_not_public_is_not_found(stranger: httpx.Client, office: Somebody, world: World) -> None:
    group = propose(office, world)
    report = brought_to('approved', office, constituted(office, world, title='Fair schools'), assembly(office, world))
    output = plan(office, group, visibility='members')
    paths = (f'working-groups/{group["slug"]}', 'cities/nowhere', f'reports/{report["id"]}', f'outputs/{output["id"]}')
    for path in paths:
        assert problem(stranger.get(f'/v1/public/{path}/schema.jsonld')) == (404, 'not-found')


def test_it_is_asked_for_again_at_little_cost(stranger: httpx.Client) -> None:
    path = '/v1/public/cities/graz/schema.jsonld'
    tag = stranger.get(path).headers['etag']
    assert stranger.get(path, headers={'If-None-Match': tag}).status_code == 304
