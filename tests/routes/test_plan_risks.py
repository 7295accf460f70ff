"""The risks of a plan: taken from the library in one step, written down, weighed, and the city's alone."""

from collections import Counter

import httpx

from api.plan_library import RISKS
from tests.routes.conftest import ClientFor, Journal, Somebody, World, problem
from tests.routes.test_plan_follow_up import note, patch
from tests.routes.test_plans import act, everybody, make
from tests.rules.test_plan_library import RISKS_BY_PHASE

__all__ = ['everybody']


def taken(client: httpx.Client, plan: object, language: str = 'en') -> httpx.Response:
    return client.post(f'/v1/plans/{plan}/library-risks', headers={'Accept-Language': language})


def risks(client: httpx.Client, plan: object) -> list[dict[str, str]]:
    return list(client.get('/v1/plan-risks', params={'plan_id': str(plan), 'limit': 100}).json()['items'])


def test_the_whole_library_is_taken_in_one_step_and_once(graz: Somebody, world: World, journal: Journal) -> None:
    plan = make(graz, world)['id']
    assert taken(graz, plan).json() == {'plan_id': plan, 'added': 19, 'taken': 19}
    # Every row of the toolkit's tables, in its phase.
    assert Counter(each['phase'] for each in risks(graz, plan)) == RISKS_BY_PHASE
    assert {each['library_key']: each['risk'] for each in risks(graz, plan)} == {each.key: each.risk['en'] for each in RISKS}
    assert all(each['measure'] for each in risks(graz, plan))
    assert {each['shared_with'] for each in risks(graz, plan)} == {'nobody'}
    own = risks(graz, plan)[0]
    assert patch(graz, 'plan-risks', own['id'], risk='Our words.').status_code == 200
    assert taken(graz, plan, 'de').json() == {'plan_id': plan, 'added': 0, 'taken': 19}
    assert graz.get(f'/v1/plan-risks/{own["id"]}').json()['risk'] == 'Our words.'
    assert [each['operation'] for each in journal(own['id'])] == ['take_library_risks', 'update_plan_risk']


def test_the_library_is_taken_in_the_language_of_whoever_asks(graz: Somebody, client_for: ClientFor, world: World) -> None:
    plan = make(graz, world)['id']
    assert taken(client_for(city='graz'), plan, 'de').status_code == 200
    assert {each['risk'] for each in risks(graz, plan)} == {each.risk['de'] for each in RISKS}


def test_a_city_weighs_a_risk_and_says_who_looks_after_it(graz: Somebody, office: Somebody, world: World) -> None:
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    person = graz.post('/v1/people', json={**place, 'name': 'Pia Example', 'mail': 'pia@example.org'}).json()['id']
    plan = make(graz, world)['id']
    made = note(graz, 'plan-risks', plan, likelihood='high', weight='medium', person_id=person, review_on='2099-01-01')
    assert (made['library_key'], made['standing'], made['person_id'], made['you_may']) == (None, 'open', person, ['update_plan_risk'])
    assert patch(graz, 'plan-risks', made['id'], standing='occurred', likelihood=None).json()['standing'] == 'occurred'
    assert [each['id'] for each in graz.get('/v1/plan-risks?standing=occurred').json()['items']] == [made['id']]
    act(graz, plan, 'sharings', shared_with='office')
    assert problem(office.get(f'/v1/plan-risks/{made["id"]}')) == (404, 'not-found')
    assert patch(graz, 'plan-risks', made['id'], shared_with='office').status_code == 200
    assert office.get(f'/v1/plan-risks/{made["id"]}').json()['person_id'] is None
    assert problem(taken(office, plan)) == (403, 'role-does-not-allow')


def test_a_shared_plan_shares_none_of_its_risks(everybody: dict[str, httpx.Client], http: httpx.Client, world: World) -> None:
    graz = everybody['graz']
    plan = make(graz, world)['id']
    act(graz, plan, 'sharings', shared_with='public')
    taken(graz, plan)
    for name, client in {**everybody, 'nobody': http}.items():
        found = client.get('/v1/plan-risks', params={'plan_id': plan, 'limit': 100})
        count = len(found.json()['items']) if found.status_code == 200 else 0
        assert count == (19 if name in {'graz', 'its machine'} else 0), name
