"""A city in two networks: who speaks for it in one of them is nobody for it in the other (Decision 47)."""

from typing import Any

import httpx
import pytest

from api.callers import cookie_name
from api.database import Database
from tests.routes.acts import join, made, propose
from tests.routes.conftest import ClientFor, Journal, SignedIn, Somebody, World, problem, sign_in


class Other:
    """The other network, of which Graz is a member too: it leads one group there, Montréal another, constituted one."""

    def __init__(self, operator: Somebody, world: World) -> None:
        self.operator, self.network, self.graz = operator, str(world.other_network), str(world.cities['graz'])
        for city in ('graz', 'bologna', 'berlin'):
            self.post('/v1/memberships', city_id=str(world.cities[city]), start_date='2020-01-01', reason='as the office has it')
        self.led = self.post('/v1/working-groups', city_id=self.graz, title='Inclusion')
        self.open = self.post('/v1/working-groups', city_id=str(world.cities['montreal']), title='Neighbours')
        for city in ('bologna', 'berlin'):
            made(join(operator, world, self.open, city))
        self.person = self.post('/v1/people', city_id=self.graz, name='Petra Private', mail='petra@example.org')
        self.role = self.post('/v1/roles', city_id=self.graz, person_id=self.person['id'], role='coordinator')

    def post(self, path: str, **wish: Any) -> Any:
        """Have something there made by the operator."""
        return made(self.operator.post(path, json={'network_id': self.network, **wish}))


@pytest.fixture
def other(client_for: ClientFor, world: World) -> Other:
    return Other(client_for(everywhere=True), world)


@pytest.fixture(params=['coordinator', 'machine'])
def graz_here(request: pytest.FixtureRequest, signed_in: SignedIn, client_for: ClientFor) -> httpx.Client:
    """Whoever speaks for Graz in the first network."""
    return signed_in('coordinator', 'graz') if request.param == 'coordinator' else client_for(city='graz')


def test_it_sees_nothing_of_what_its_city_is_shown_there(graz_here: httpx.Client, other: Other) -> None:
    for path in (f'working-groups/{other.led["id"]}', f'people/{other.person["id"]}', f'roles/{other.role["id"]}'):
        assert problem(graz_here.get(f'/v1/{path}')) == (404, 'not-found'), path
    for noun in ('people', 'roles', 'contact-points', 'invitations'):
        assert made(graz_here.get(f'/v1/{noun}', params={'network_id': other.network}))['items'] == [], noun
    of_there = {other.led['id'], other.person['id'], other.role['id']}
    assert not of_there & {each['subject']['id'] for each in made(graz_here.get('/v1/journal-entries', params={'limit': 100}))['items']}


def test_it_can_do_nothing_there(graz_here: httpx.Client, other: Other, world: World) -> None:
    wish = {'network_id': other.network, 'city_id': other.graz}
    assert problem(graz_here.post('/v1/working-groups', json={**wish, 'title': 'Ours too'})) == (403, 'role-does-not-allow')
    assert problem(graz_here.post('/v1/people', json={**wish, 'name': 'Nora New', 'mail': 'nora@example.org'})) == (
        403,
        'role-does-not-allow',
    )
    assert problem(join(graz_here, world, other.open, 'graz')) == (403, 'role-does-not-allow')
    assert problem(graz_here.patch(f'/v1/working-groups/{other.led["id"]}', json={'aims': 'x'}, headers={'if-match': '*'})) == (
        404,
        'not-found',
    )
    assert 'join_working_group' not in made(graz_here.get(f'/v1/working-groups/{other.open["id"]}'))['you_may']


def test_it_is_told_nothing_of_what_lies_open_there(signed_in: SignedIn, other: Other, world: World) -> None:
    coordinator = signed_in('coordinator', 'graz')
    here = propose(coordinator, world)
    subjects = {each['subject']['id'] for each in made(coordinator.get('/v1/me/tasks'))['items']}
    assert other.led['id'] not in subjects
    theirs = signed_in('coordinator', 'graz', network=world.other_network)
    assert made(theirs.get(f'/v1/working-groups/{other.led["id"]}'))['id'] == other.led['id']
    assert problem(theirs.get(f'/v1/working-groups/{here["id"]}')) == (404, 'not-found')


def test_who_speaks_for_a_city_elsewhere_acts_here_as_the_office_in_its_place(
    signed_in: SignedIn, other: Other, world: World, http: httpx.Client, database: Database, journal: Journal
) -> None:
    person = signed_in('coordinator', 'graz')
    other.post('/v1/roles', person_id=str(person.id), role='office_staff')
    http.cookies.set(cookie_name(secure=False), sign_in(database, person.id))
    here, there = (
        made(http.post('/v1/working-groups', json={'network_id': network, 'city_id': other.graz, 'title': 'Ours too', **told}))
        for network, told in ((str(world.network), {}), (other.network, {'on_behalf_of': {'channel': 'phone', 'date': '2026-01-12'}}))
    )
    assert journal(here['id'])[0]['on_behalf_of_city_id'] is None
    assert str(journal(there['id'])[0]['on_behalf_of_city_id']) == other.graz
