"""A completed group stays closed; a new one goes on with its work and says so, both ways (W11)."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.routes.acts import constituted, join, made, propose, read_group
from tests.routes.conftest import Somebody, World, problem
from tests.routes.sittings import assembly, declare, the_day


@pytest.fixture
def former(office: Somebody, world: World) -> dict[str, Any]:
    """A group of Graz, Wien and Bologna that has completed its work."""
    group = constituted(office, world, on_behalf_of={'channel': 'letter', 'date': the_day(-3)})
    return made(declare(office, group, assembly(office, world, the_day()), 'complete'))


def proposing(caller: Somebody, world: World, continues_id: object, **more: Any) -> httpx.Response:
    body = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing II', **more}
    return caller.post('/v1/working-groups', json={**body, 'continues_id': str(continues_id)})


def test_a_proposal_names_the_completed_group_that_it_continues(
    office: Somebody, graz: Somebody, world: World, former: dict[str, Any], http: httpx.Client
) -> None:
    assert former['stage'] == 'completed'
    assert 'propose a new working group that continues it' in join(office, world, former, 'berlin').json()['detail']
    group = made(proposing(graz, world, former['id']))
    assert group['continues_id'] == former['id']
    assert [each['slug'] for each in made(graz.get('/v1/working-groups', params={'continues_id': former['id']}))['items']] == [
        group['slug']
    ]
    kept = office.get('/v1/exports/working-groups.csv', params={'continues_id': former['id']})
    assert former['id'] in kept.text
    entries = made(office.get(f'/v1/journal-entries?subject_id={group["id"]}'))['items']
    assert former['title'] in str(entries[-1]['changes']), 'the history names what it continues'

    public = f'/v1/public/working-groups/{former["slug"]}'
    seen = http.get(public)
    assert made(seen)['continued_by'] == [], 'nobody outside knows of a proposal'
    for city in ('vienna', 'bologna'):
        made(join(office, world, group, city))
    now = http.get(public, headers={'If-None-Match': seen.headers['etag']})
    named = {name: group[name] for name in ('id', 'slug', 'title')}
    assert made(now)['continued_by'] == [named], 'the kept page of the former group is not the one of today'
    assert made(http.get(f'/v1/public/working-groups/{group["slug"]}'))['continues'] == {
        name: former[name] for name in ('id', 'slug', 'title')
    }
    assert read_group(office, former)['stage'] == 'completed'


def test_an_idea_becomes_a_group_that_continues_another(office: Somebody, graz: Somebody, world: World, former: dict[str, Any]) -> None:
    idea = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing II'}
    call = made(graz.post('/v1/calls-for-interest', json=idea))
    path = f'/v1/calls-for-interest/{call["id"]}'
    sent = made(office.post(f'{path}/sendings', json={'closes_on': the_day(30)}, headers={'If-Match': f'"{call["version"]}"'}))
    body = {'continues_id': former['id']}
    group = made(graz.post(f'{path}/proposals', json=body, headers={'If-Match': f'"{sent["version"]}"'}))
    assert group['continues_id'] == former['id']


def test_only_what_is_completed_in_the_same_network_is_continued(
    office: Somebody, graz: Somebody, world: World, former: dict[str, Any]
) -> None:
    goes_on = propose(office, world, 'bologna', title='Fair schools')
    refused = proposing(graz, world, goes_on['id'])
    assert problem(refused) == (409, 'group-not-completed')
    assert '“Fair schools” has not completed its work' in refused.json()['detail']
    assert problem(proposing(graz, world, uuid4())) == (409, 'unknown-reference')
    assert proposing(graz, world, uuid4()).json()['errors'][0]['pointer'] == '/continues_id'
    assert proposing(graz, world, 'fair-housing').status_code == 422
    assert made(proposing(graz, world, former['id']))['stage'] == 'proposed'


def test_a_group_of_another_network_is_not_continued(client_for: Any, world: World, former: dict[str, Any]) -> None:
    of_both = client_for(everywhere=True)
    elsewhere = {'network_id': str(world.other_network), 'city_id': str(world.cities['montreal'])}
    assert problem(proposing(of_both, world, former['id'], **elsewhere)) == (409, 'unknown-reference')
