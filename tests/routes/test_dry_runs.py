"""Transitions that are only tried out: they say what they would do, as it then comes, and nothing of it is written."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from api.database import Database
from tests.routes.acts import constituted, end, join, made, membership, propose, read_group
from tests.routes.conftest import ClientFor, Somebody, World, problem
from tests.world import rows

TABLES = (
    'working_groups', 'memberships', 'leads', 'notices', 'outbox', 'journal', 'changes', 'idempotency_keys', 'roles', 'people',
    'declarations', 'by_laws', 'assemblies',
)  # fmt: skip
Act = Callable[..., httpx.Response]


def kept(database: Database) -> list[Any]:
    """Return everything that such an act could write, and the counter of the feed."""
    said = [rows(database, f"SELECT md5(string_agg(t::text, '' ORDER BY t::text)) AS sum FROM {name} t") for name in TABLES]  # noqa: S608 -- our own
    return [*said, rows(database, 'SELECT * FROM instance')]


def notices(database: Database) -> Counter[tuple[str, str]]:
    """Return how many notices there are of each kind, to cities and to the office."""
    found = rows(database, 'SELECT kind, city_id IS NULL AS of_office FROM notices')
    return Counter((row['kind'], 'office' if row['of_office'] else 'cities') for row in found)


def told(answer: httpx.Response) -> Counter[tuple[str, str]]:
    return Counter({(each['kind'], each['recipients']): each['count'] for each in answer.json()['notices']})


def post(caller: httpx.Client, path: str, **wish: Any) -> Act:
    def act(**asked: Any) -> httpx.Response:
        return caller.post(f'/v1/{path}', json=wish, headers={'If-Match': '*', **asked.pop('headers', {})}, params=asked)

    return act


def city(world: World, name: str) -> dict[str, str]:
    return {'city_id': str(world.cities[name])}


def proposing(office: Somebody, world: World) -> Act:
    return post(office, 'working-groups', network_id=str(world.network), title='Fair housing', **city(world, 'graz'))


def constituting(office: Somebody, world: World) -> Act:
    group = propose(office, world)
    made(join(office, world, group, 'vienna'))
    return post(office, f'working-groups/{group["id"]}/members', **city(world, 'bologna'))


def handing_over(office: Somebody, world: World) -> Act:
    return post(office, f'working-groups/{constituted(office, world)["id"]}/leads', **city(world, 'bologna'))


def leaving_below_the_minimum(office: Somebody, world: World) -> Act:
    group = constituted(office, world)
    return post(office, f'memberships/{membership(office, world, "bologna", group)["id"]}/ending', reason='asked for')


def leaving_the_network(office: Somebody, world: World) -> Act:
    constituted(office, world)
    return post(office, f'memberships/{membership(office, world, "graz")["id"]}/ending', reason='left the network')


def suspending(office: Somebody, world: World) -> Act:
    constituted(office, world)
    return post(office, f'memberships/{membership(office, world, "bologna")["id"]}/suspensions', reason='no answer')


def withdrawing(office: Somebody, world: World) -> Act:
    return post(office, f'working-groups/{propose(office, world)["id"]}/withdrawals', reason='another group does it')


def completing(office: Somebody, world: World) -> Act:
    group = constituted(office, world)
    sitting = {'network_id': str(world.network), 'title': 'Assembly', 'held_on': '2030-05-01'}
    assembly = made(office.post('/v1/assemblies', json=sitting))
    return post(office, f'working-groups/{group["id"]}/declarations', assembly_id=assembly['id'], choice='complete')


def closing(office: Somebody, world: World) -> Act:
    constituted(office, world)
    sitting = {'network_id': str(world.network), 'title': 'Assembly', 'held_on': '2024-05-01'}
    return post(office, f'assemblies/{made(office.post("/v1/assemblies", json=sitting))["id"]}/closings')


ACTS = [
    proposing, constituting, handing_over, leaving_below_the_minimum, leaving_the_network, suspending, withdrawing, completing, closing,
]  # fmt: skip


@pytest.mark.parametrize('prepare', ACTS)
def test_a_dry_run_says_what_then_comes_and_writes_nothing(
    office: Somebody, world: World, database: Database, prepare: Callable[[Somebody, World], Act]
) -> None:
    act = prepare(office, world)
    before, had = kept(database), notices(database)
    tried = act(dry_run='true', headers={'Idempotency-Key': 'tried-and-then-done'})
    assert tried.status_code == 202, tried.text
    assert kept(database) == before
    assert tried.json()['changes']
    done = act(headers={'Idempotency-Key': 'tried-and-then-done'})
    assert made(done)
    assert 'idempotent-replayed' not in done.headers
    assert notices(database) - had == told(tried)
    entries = rows(database, 'SELECT operation, subject_type FROM journal WHERE request_id = :id', id=done.headers['x-request-id'])
    written = Counter((entry['operation'], entry['subject_type']) for entry in entries)
    assert written == Counter({(each['operation'], each['subject_type']): each['count'] for each in tried.json()['changes']})
    for group in tried.json()['working_groups'] if prepare is not proposing else ():
        now = read_group(office, group['working_group'])
        assert {name: now[name] for name in ('stage', 'city_count', 'country_count')} == {
            name: group[name] for name in ('stage', 'city_count', 'country_count')
        }


def test_whoever_completes_the_minimum_learns_so_before(office: Somebody, graz: Somebody, client_for: ClientFor, world: World) -> None:
    group = propose(graz, world)
    made(join(office, world, group, 'vienna'))
    bologna = client_for(city='bologna')
    tried = post(bologna, f'working-groups/{group["id"]}/members', **city(world, 'bologna'))(dry_run='true').json()
    assert [(each['stage'], each['constituted'], each['city_count'], each['missing']) for each in tried['working_groups']] == [
        ('constituted', True, 3, [])
    ]
    assert {(each['kind'], each['recipients'], each['count']) for each in tried['notices']} == {
        ('working_group_constituted', 'cities', 3), ('member_joined', 'cities', 1),
    }  # fmt: skip
    assert read_group(graz, group)['stage'] == 'proposed'


def test_what_is_refused_is_refused_in_a_dry_run_as_well(office: Somebody, bologna: Somebody, world: World, database: Database) -> None:
    group = constituted(office, world)
    lead = membership(office, world, 'graz', group)
    before = kept(database)
    assert problem(post(bologna, f'working-groups/{group["id"]}/leads', **city(world, 'bologna'))(dry_run='true')) == (
        403,
        'role-does-not-allow',
    )
    assert problem(join(office, world, group, 'bologna')) == (409, 'already-a-member')
    assert problem(end(office, {**lead, 'version': lead['version'] + 1})) == (412, 'stale-version')
    again = post(office, f'working-groups/{group["id"]}/members', **city(world, 'bologna'))
    assert problem(again(dry_run='true')) == (409, 'already-a-member')
    assert again(dry_run='perhaps').status_code == 422
    assert kept(database) == before


def test_by_laws_that_are_tried_out_keep_no_key(office: Somebody, database: Database) -> None:
    figures = made(office.get('/v1/networks/eccar/by-laws'))['items'][0]
    wish = {name: value for name, value in figures.items() if name not in {'id', 'network_id', 'number', 'version'}}
    wanted = {name: value for name, value in wish.items() if not name.endswith('_at') and name not in {'demonstration', 'source'}}
    act = post(office, 'networks/eccar/by-laws', **{**wanted, 'valid_from': '2030-01-01'})
    before, key = kept(database), {'Idempotency-Key': 'tried-and-then-done'}
    assert (act(dry_run='true', headers=key).json()['by_laws'], kept(database)) == (None, before)
    assert made(act(headers=key))['by_laws']
    assert act(headers=key).headers['idempotent-replayed'] == 'true'
    assert act(dry_run='true', headers=key).status_code == 409
