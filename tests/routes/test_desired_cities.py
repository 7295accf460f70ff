"""Which cities are to belong to a network, as a whole: brought about wholly or not at all, and only by whoever has seen it as it is."""

from typing import Any

import httpx
import pytest

from api.database import Database
from tests.routes.acts import follow, hand_over, join, made, membership, move, read_group
from tests.routes.conftest import ClientFor, Journal, SignedIn, Somebody, World, problem, refused
from tests.routes.test_membership_batches import everything, today
from tests.statements import statements

ECCAR = ('graz', 'bologna', 'barcelona', 'berlin', 'heidelberg', 'vienna')


def named(world: World, *names: str) -> list[dict[str, Any]]:
    return [{'member': {'id': str(world.cities[name])}} for name in names]


def desired(
    caller: httpx.Client, members: list[dict[str, Any]], *, query: str = '', seen: str = '*', key: str | None = None, **more: Any
) -> httpx.Response:
    headers = {'If-Match': seen} | ({'Idempotency-Key': key} if key else {})
    return caller.put(f'/v1/networks/eccar/members{query}', json={'members': members, **more}, headers=headers)


def told(answer: httpx.Response) -> dict[str, set[str]]:
    body = made(answer)
    return {name: {each['member']['name'] for each in body[name]} for name in ('joined', 'left', 'changed', 'unchanged')}


def named_in(answer: httpx.Response) -> list[tuple[str, str, str]]:
    assert problem(answer) == (409, 'batch-refused')
    return [(each['pointer'], each['code'], each['detail']) for each in answer.json()['errors']]


@pytest.fixture
def torino(office: Somebody) -> dict[str, Any]:
    """A city that belongs to no network."""
    return made(office.post('/v1/cities', json={'name': 'Torino', 'country_code': 'IT'}))


def test_a_set_lets_cities_in_and_go_and_again_changes_nothing(
    office: Somebody, world: World, group: dict[str, Any], torino: dict[str, Any], journal: Journal
) -> None:
    wanted = [*named(world, 'graz', 'bologna', 'barcelona', 'berlin', 'heidelberg'), {'member': {'slug': torino['slug']}}]
    first = desired(office, wanted)
    assert told(first) == {
        'joined': {'Torino'}, 'left': {'Wien'}, 'changed': set(), 'unchanged': {'Graz', 'Bologna', 'Barcelona', 'Berlin', 'Heidelberg'}
    }  # fmt: skip
    body = made(first)
    assert (body['left'][0]['end_reason'], body['left'][0]['end_date']) == ('left', today())
    assert body['joined'] == [{**made(office.get(f'/v1/memberships/{each["id"]}')), 'you_may': None} for each in body['joined']]
    assert [(each['working_group']['slug'], each['city_count']) for each in body['effects']] == [('fair-housing', 2)], (
        'Wien left it as well'
    )
    assert read_group(office, group)['below_minimum']
    before = journal(group['id'])
    again = desired(office, wanted, seen=first.headers['etag'])
    assert told(again)['unchanged'] == {'Graz', 'Bologna', 'Barcelona', 'Berlin', 'Heidelberg', 'Torino'}
    assert (made(again)['joined'], made(again)['left'], made(again)['effects']) == ([], [], [])
    assert again.headers['etag'] == first.headers['etag']
    assert journal(group['id']) == before


def test_who_stays_is_admitted_suspended_or_active_again_as_the_set_says(office: Somebody, world: World, torino: dict[str, Any]) -> None:
    place = {'network_id': str(world.network), 'city_id': torino['id'], 'stage': 'applicant'}
    made(office.post('/v1/memberships', json=place))
    assert told(desired(office, named(world, *ECCAR)))['left'] == set(), 'a list that does not know of an application decides nothing'
    member = {'member': {'id': torino['id']}}
    assert told(desired(office, [*named(world, *ECCAR), {**member, 'stage': 'applicant'}]))['changed'] == set()
    suspended = desired(office, [*named(world, *ECCAR[:-1]), {**named(world, 'vienna')[0], 'stage': 'suspended'}, member])
    assert told(suspended)['changed'] == {'Torino', 'Wien'}
    assert {(each['member']['slug'], each['stage'], each['end_date']) for each in made(suspended)['changed']} == {
        ('torino', 'active', None), ('wien', 'suspended', None),
    }  # fmt: skip
    assert told(desired(office, [*named(world, *ECCAR), member]))['changed'] == set(), 'a suspended city belongs'
    active = [{**each, 'stage': 'active'} for each in named(world, *ECCAR)]
    assert told(desired(office, [*active, member]))['changed'] == {'Wien'}


def test_what_was_seen_in_a_dry_run_is_done_or_nothing(office: Somebody, world: World, torino: dict[str, Any], database: Database) -> None:
    wanted, before = named(world, *ECCAR[:-1]), everything(database)
    tried = desired(office, wanted, query='?dry_run=true')
    assert (told(tried)['left'], made(tried)['dry_run']) == ({'Wien'}, True)
    assert everything(database) == before
    made(office.post('/v1/memberships', json={'network_id': str(world.network), 'city_id': torino['id']}))
    before = everything(database)
    assert problem(desired(office, wanted, seen=tried.headers['etag'])) == (412, 'stale-version')
    assert everything(database) == before, 'Torino, which came meanwhile, is not put out by a list that does not know of it'
    anew = desired(office, wanted, query='?dry_run=true')
    assert told(anew)['left'] == {'Wien', 'Torino'}
    done = desired(office, wanted, seen=anew.headers['etag'])
    assert told(done) == told(anew)
    assert problem(office.put('/v1/networks/eccar/members', json={'members': wanted})) == (428, 'precondition-required')
    made(move(office, membership(office, world, 'berlin'), 'suspensions', reason='A letter.'))
    assert problem(desired(office, wanted, seen=done.headers['etag'])) == (412, 'stale-version')


def test_a_set_that_was_cut_off_takes_nobody_out(office: Somebody, world: World, database: Database) -> None:
    before = everything(database)
    for names in ((), ('graz', 'bologna')):
        cut = desired(office, named(world, *names))
        assert problem(cut) == (409, 'mass-removal')
        assert 'European Coalition' in cut.json()['detail']
    assert problem(desired(office, named(world, *ECCAR[:3]), max_removals=2)) == (409, 'mass-removal')
    assert everything(database) == before
    assert told(desired(office, named(world, *ECCAR[:3])))['left'] == {'Berlin', 'Heidelberg', 'Wien'}
    assert told(desired(office, named(world, 'graz'), max_removals=2))['left'] == {'Bologna', 'Barcelona'}


def test_a_city_that_leads_a_group_never_leaves_by_a_set(office: Somebody, world: World, group: dict[str, Any]) -> None:
    answer = desired(office, named(world, *ECCAR[1:]))
    assert problem(answer) == (409, 'lead-stays')
    assert 'Graz' in answer.json()['detail']
    assert 'Fair housing' in answer.json()['detail']
    made(hand_over(office, world, read_group(office, group), 'vienna'))
    assert told(desired(office, named(world, *ECCAR[1:])))['left'] == {'Graz'}


def test_whoever_is_refused_is_named_and_nothing_is_done(
    office: Somebody, world: World, torino: dict[str, Any], database: Database
) -> None:
    organisation = made(office.post('/v1/organisations', json={'name': 'Training Centre', 'kind': 'institution'}))
    before = everything(database)
    unknown = [*named(world, *ECCAR), {'ref': 'row 9', 'member': {'slug': 'nowhere'}}, {'member': {'slug': 'no-city'}}]
    found = named_in(desired(office, unknown))
    assert [each[:2] for each in found] == [('/members/6/member', 'unknown_reference'), ('/members/7/member', 'unknown_reference')]
    assert found[0][2].startswith('row 9: ')
    no_city = desired(office, [*named(world, *ECCAR), {'member': {'id': organisation['id']}}])
    assert [each[:2] for each in named_in(no_city)] == [('/members/6', 'role_does_not_fit')]
    assert 'Training Centre' in named_in(no_city)[0][2]
    wrong = [*named(world, *ECCAR[:-1]), {'member': {'id': torino['id']}, 'stage': 'suspended'}]
    wrong[0] |= {'stage': 'applicant'}
    refusals = named_in(desired(office, wrong, effective_on=today(-2)))
    assert [(pointer, code, detail.split(':')[0]) for pointer, code, detail in refusals] == [
        ('/members/0', 'stage_does_not_allow', 'Graz'),
        ('/members/5', 'stage_does_not_allow', 'Torino'),
        ('/members', 'reason_needed', 'Wien'),
    ]  # fmt: skip
    assert everything(database) == before


def test_the_whole_set_is_the_offices(client_for: ClientFor, signed_in: SignedIn, office: Somebody, world: World) -> None:
    wanted = named(world, *ECCAR)
    for caller in (client_for(city='graz'), signed_in('coordinator', 'graz'), client_for(network=world.other_network)):
        assert problem(desired(caller, wanted)) == (403, 'role-does-not-allow')
    made(desired(signed_in('office_staff'), wanted))
    assert refused(desired(office, [{'member': {}}])) == [('/members/0/member', 'one_of')]
    nowhere = office.put('/v1/networks/nowhere/members', json={'members': wanted}, headers={'If-Match': '*'})
    assert problem(nowhere) == (404, 'not-found')


def test_a_lost_answer_is_got_again_and_the_feed_has_each_record_once(office: Somebody, world: World, group: dict[str, Any]) -> None:
    _, since, feed_id = follow(office)
    first, second = (desired(office, named(world, *ECCAR[:-1]), key='nightly-2026-03-01') for _ in range(2))
    assert (second.content, second.headers['idempotent-replayed']) == (first.content, 'true')
    found = [item['subject']['id'] for item in follow(office, since, feed_id)[0]]
    assert len(found) == len(set(found))
    assert {group['id'], str(world.cities['vienna']), made(first)['left'][0]['id']} <= set(found)


def test_more_cities_take_no_more_statements(office: Somebody, world: World, group: dict[str, Any]) -> None:
    """Wien and Bologna are in the group; every other city is in it as well, so that each that moves has a group to be counted in."""
    others = ('berlin', 'barcelona', 'heidelberg')
    for name in others:
        made(join(office, world, group, name))
    took: list[list[int]] = []
    for names in (others[:1], others):
        rest, taken = named(world, *(name for name in ECCAR if name not in names)), []
        for stage in ('suspended', 'active', None):
            moved = [{**each, 'stage': stage} for each in named(world, *names)] if stage else []
            with statements() as asked:
                made(desired(office, [*rest, *moved]))
            taken.append(len(asked))
        with statements() as asked:
            made(desired(office, named(world, *ECCAR)))
        took.append([*taken, len(asked)])
        for name in names:
            made(join(office, world, group, name))
    one, three = took
    assert all(more <= fewer for more, fewer in zip(three, one, strict=True)), took
