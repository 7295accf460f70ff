"""Memberships of cities over HTTP: their stages in a network, what ends with them, and what counts while they rest (M1, M2, W2)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from api import clock
from api.database import Database
from tests.routes.acts import constituted, end, hand_over, join, made, membership, move, propose, read_group
from tests.routes.conftest import ClientFor, Somebody, World, problem
from tests.world import rows

Journal = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def valencia(office: Somebody) -> str:
    """A city that belongs to no network yet."""
    return str(made(office.post('/v1/cities', json={'name': 'Valencia', 'country_code': 'ES'}))['id'])


def _let_in(office: httpx.Client, world: World, city_id: str, **more: Any) -> httpx.Response:
    return office.post('/v1/memberships', json={'network_id': str(world.network), 'city_id': city_id, **more})


def _of(caller: httpx.Client, city_id: str, **query: Any) -> list[dict[str, Any]]:
    return list(made(caller.get('/v1/memberships', params={'city_id': city_id, **query}))['items'])


# -- stages ----------------------------------------------------------------------------------------------------------------


def test_an_applicant_is_admitted_rests_and_resumes(office: Somebody, world: World, valencia: str, journal: Journal) -> None:
    applied = made(_let_in(office, world, valencia, stage='applicant'))
    assert (applied['stage'], applied['end_date']) == ('applicant', None)
    stages = [applied]
    for to, stage, reason in (
        ('admissions', 'active', 'admitted'),
        ('suspensions', 'suspended', 'suspended'),
        ('reactivations', 'active', 'reactivated'),
    ):
        stages.append(made(move(office, stages[-1], to)))
        former = made(office.get(f'/v1/memberships/{stages[-2]["id"]}'))
        assert (stages[-1]['stage'], former['end_reason'], former['end_date']) == (stage, reason, stages[-1]['start_date'])
    assert [entry['operation'] for entry in journal(stages[-1]['id'])] == ['reactivate_membership']
    assert len(_of(office, valencia)) == 4
    assert len(_of(office, valencia, ended='false')) == 1


@pytest.mark.parametrize(
    ('stage', 'to'), [('applicant', 'suspensions'), ('applicant', 'reactivations'), ('active', 'admissions'), ('active', 'reactivations')]
)
def test_there_is_no_way_around_the_stages(office: Somebody, world: World, valencia: str, stage: str, to: str) -> None:
    assert problem(move(office, made(_let_in(office, world, valencia, stage=stage)), to)) == (409, 'stage-does-not-allow')


def test_a_membership_in_a_group_has_no_stages(office: Somebody, world: World) -> None:
    group = propose(office, world)
    assert problem(move(office, membership(office, world, 'graz', group), 'suspensions')) == (409, 'stage-does-not-allow')


def test_a_city_belongs_to_a_network_once(office: Somebody, world: World, valencia: str) -> None:
    made(_let_in(office, world, valencia))
    assert problem(_let_in(office, world, valencia)) == (409, 'already-a-member')


def test_days_of_a_membership_in_a_network(office: Somebody, world: World, valencia: str) -> None:
    today = clock.today('Europe/Berlin')
    later, before = (today + timedelta(days=2)).isoformat(), (today - timedelta(days=400)).isoformat()
    assert problem(_let_in(office, world, valencia, start_date=later, reason='soon')) == (409, 'future-date')
    assert problem(_let_in(office, world, valencia, start_date=before)) == (409, 'reason-needed')
    found = made(_let_in(office, world, valencia, start_date=before, reason='by the minutes of the assembly'))
    earlier = (today - timedelta(days=500)).isoformat()
    assert problem(end(office, found, end_date=earlier, reason='by the minutes')) == (409, 'ends-before-start')
    ended = made(end(office, found, end_date=(today - timedelta(days=100)).isoformat(), reason='by the minutes'))
    assert problem(end(office, ended)) == (409, 'membership-ended')
    assert problem(_let_in(office, world, valencia, start_date=before, reason='again')) == (409, 'overlapping-period')
    made(_let_in(office, world, valencia, start_date=ended['end_date'], reason='it came back on the day it left'))


# -- what ends with a membership -------------------------------------------------------------------------------------------


def test_with_the_network_end_all_groups_and_a_lead_so_lost_is_missed(
    office: Somebody, graz: Somebody, world: World, database: Database, journal: Journal
) -> None:
    led = constituted(office, world, title='Fair housing')
    joined = propose(office, world, 'bologna', title='Fair schools')
    made(join(office, world, joined, 'graz'))
    own = membership(graz, world, 'graz')

    ended = made(end(graz, own, reason='the council decided so'))

    assert (ended['end_reason'], ended['end_date'] is not None) == ('left', True)
    groups = {item['working_group_id']: item for item in _of(office, str(world.cities['graz'])) if item['working_group_id']}
    assert {item['end_reason'] for item in groups.values()} == {'network_membership_ended'}
    assert {item['end_date'] for item in groups.values()} == {ended['end_date']}
    after = read_group(office, led)
    assert (after['lead_city'], after['needs_lead'], after['below_minimum'], after['stage']) == (None, True, True, 'constituted')
    assert (after['city_count'], read_group(office, joined)['city_count']) == (2, 1)
    assert read_group(office, joined)['needs_lead'] is False
    terms = made(office.get(f'/v1/working-groups/{led["id"]}/leads'))['items']
    assert [(term['city']['slug'], term['end_reason']) for term in terms] == [('graz', 'network_membership_ended')]
    assert journal(led['id'])[-1]['operation'] == 'end_membership'
    kinds = {row['kind'] for row in rows(database, 'SELECT kind FROM notices WHERE working_group_id = :group', group=led['id'])}
    assert {'needs_lead', 'below_minimum'} <= kinds


def test_coming_back_to_the_network_restores_nothing(office: Somebody, world: World) -> None:
    group = constituted(office, world)
    made(end(office, membership(office, world, 'graz'), reason='a letter of the mayor'))
    made(_let_in(office, world, str(world.cities['graz'])))
    after = read_group(office, group)
    assert (after['city_count'], after['lead_city'], after['needs_lead']) == (2, None, True)
    made(join(office, world, group, 'graz'))
    made(hand_over(office, world, read_group(office, group), 'graz'))


def test_a_city_that_left_sees_what_is_public(office: Somebody, graz: Somebody, world: World) -> None:
    group = propose(office, world, 'bologna')
    assert read_group(graz, group)['stage'] == 'proposed'
    made(end(graz, membership(graz, world, 'graz')))
    assert problem(graz.get(f'/v1/working-groups/{group["id"]}')) == (404, 'not-found')
    assert made(graz.get('/v1/working-groups'))['items'] == []


def test_a_city_ends_its_own_membership_and_no_other(graz: Somebody, world: World) -> None:
    assert problem(end(graz, membership(graz, world, 'bologna'))) == (403, 'role-does-not-allow')


# -- while it rests --------------------------------------------------------------------------------------------------------


def test_a_suspended_city_stays_in_its_groups_and_does_not_count(office: Somebody, world: World) -> None:
    group = constituted(office, world)
    resting = made(move(office, membership(office, world, 'bologna'), 'suspensions', reason='a pause'))
    after = read_group(office, group)
    assert (after['stage'], after['city_count'], after['below_minimum']) == ('constituted', 2, True)
    assert after['version'] > group['version']
    assert membership(office, world, 'bologna', group)['end_date'] is None
    made(move(office, resting, 'reactivations'))
    assert (read_group(office, group)['city_count'], read_group(office, group)['below_minimum']) == (3, False)


def test_a_reactivation_constitutes_a_group(office: Somebody, world: World, database: Database, journal: Journal) -> None:
    group = propose(office, world)
    made(join(office, world, group, 'bologna'))
    resting = made(move(office, membership(office, world, 'bologna'), 'suspensions'))
    assert made(join(office, world, group, 'vienna'))['working_group']['missing'][0] == {'code': 'cities', 'have': 2, 'needed': 3}

    made(move(office, resting, 'reactivations'))

    after = read_group(office, group)
    assert (after['stage'], after['missing']) == ('constituted', [])
    entry = journal(group['id'])[-1]
    assert (entry['operation'], entry['rule']) == ('reactivate_membership', 'W2')
    told = rows(database, "SELECT city_id FROM notices WHERE kind = 'working_group_constituted'")
    assert {row['city_id'] for row in told} == {world.cities[name] for name in ('barcelona', 'berlin', 'heidelberg')}


def test_a_suspended_city_neither_joins_nor_is_told(office: Somebody, client_for: ClientFor, world: World, database: Database) -> None:
    berlin = client_for(city='berlin')
    group = propose(office, world)
    made(move(office, membership(office, world, 'berlin'), 'suspensions'))
    assert problem(join(office, world, group, 'berlin')) == (409, 'not-an-active-city')
    assert problem(join(berlin, world, group, 'berlin')) == (404, 'not-found')
    made(join(office, world, group, 'vienna'))
    made(join(office, world, group, 'bologna'))
    told = rows(database, "SELECT city_id FROM notices WHERE kind = 'working_group_constituted'")
    assert world.cities['berlin'] not in {row['city_id'] for row in told}


def test_a_corrected_country_constitutes_a_group(office: Somebody, world: World, journal: Journal) -> None:
    linz = made(office.post('/v1/cities', json={'name': 'Linz', 'country_code': 'AT'}))
    made(_let_in(office, world, linz['id']))
    group = propose(office, world)
    made(join(office, world, group, 'vienna'))
    assert made(join(office, world, group, UUID(linz['id'])))['working_group']['stage'] == 'proposed'
    made(office.patch(f'/v1/cities/{linz["id"]}', json={'country_code': 'DE'}, headers={'If-Match': '*'}))
    assert read_group(office, group)['stage'] == 'constituted'
    assert journal(group['id'])[-1]['operation'] == 'update_city'


# -- lists -----------------------------------------------------------------------------------------------------------------


def test_lists_are_filtered_by_field(office: Somebody, world: World) -> None:
    group = propose(office, world)
    made(join(office, world, group, 'bologna'))
    network = str(world.network)
    assert len(_of(office, str(world.cities['graz']), network_id=network)) == 2
    inside = made(office.get('/v1/memberships', params={'working_group_id': group['id']}))['items']
    assert {item['member']['slug'] for item in inside} == {'graz', 'bologna'}
    resting = made(move(office, membership(office, world, 'berlin'), 'suspensions'))
    assert [item['id'] for item in made(office.get('/v1/memberships', params={'stage': 'suspended'}))['items']] == [resting['id']]
    assert problem(office.get('/v1/memberships', params={'ended': 'perhaps'})) == (422, 'validation-failed')
    assert problem(office.get('/v1/memberships', params={'member': 'graz'})) == (422, 'validation-failed')


def test_every_period_bears_what_the_caller_may_do_with_it(graz: Somebody, office: Somebody, world: World) -> None:
    assert membership(graz, world, 'graz')['you_may'] == ['end_membership']
    assert membership(graz, world, 'bologna')['you_may'] == []
    assert set(membership(office, world, 'graz')['you_may']) == {'end_membership', 'suspend_membership'}
