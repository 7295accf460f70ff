"""Who is to be in a group, as a whole: the set is brought about wholly or not at all, and one that was cut off on its way does nothing."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from api.database import Database
from tests.routes.acts import follow, hand_over, join, made, membership, propose, read_group
from tests.routes.conftest import ClientFor, Journal, SignedIn, Somebody, World, problem, refused
from tests.routes.test_membership_batches import everything, names_in, today

MEMBERS = ('graz', 'vienna', 'bologna')


def desired(
    caller: httpx.Client, group: dict[str, Any], members: list[dict[str, Any]], *, query: str = '', key: str | None = None, **more: Any
) -> httpx.Response:
    headers = {'If-Match': f'"{read_group(caller, group)["version"]}"'} | ({'Idempotency-Key': key} if key else {})
    return caller.put(f'/v1/working-groups/{group["slug"]}/members{query}', json={'members': members, **more}, headers=headers)


def cities(world: World, *names: str) -> list[dict[str, Any]]:
    return [{'member': {'id': str(world.cities[name])}} for name in names]


def told(answer: httpx.Response) -> dict[str, set[str]]:
    body = made(answer)
    return {name: {each['member']['name'] for each in body[name]} for name in ('joined', 'left', 'changed', 'unchanged')}


@pytest.fixture
def organisation(office: Somebody) -> dict[str, Any]:
    return made(office.post('/v1/organisations', json={'name': 'Training Centre', 'kind': 'institution'}))


def test_a_set_brings_who_is_missing_lets_go_who_is_too_many_and_again_changes_nothing(
    office: Somebody, world: World, group: dict[str, Any], organisation: dict[str, Any], journal: Journal
) -> None:
    wanted = [*cities(world, 'graz', 'vienna', 'berlin', 'berlin'), {'member': {'slug': organisation['slug']}, 'role': 'associate'}]
    first = desired(office, group, wanted)
    assert told(first) == {'joined': {'Berlin', 'Training Centre'}, 'left': {'Bologna'}, 'changed': set(), 'unchanged': {'Graz', 'Wien'}}
    body = made(first)
    assert (body['dry_run'], body['left'][0]['end_reason'], body['left'][0]['end_date']) == (False, 'left', today())
    assert [(each['working_group']['slug'], each['stage'], each['city_count']) for each in body['effects']] == [
        ('fair-housing', 'constituted', 3)
    ]
    assert names_in(office, group) == {'Graz', 'Wien', 'Berlin', 'Training Centre'}
    assert first.headers['etag'] == office.get(f'/v1/working-groups/{group["id"]}').headers['etag']
    assert body['joined'] == [{**made(office.get(f'/v1/memberships/{each["id"]}')), 'you_may': None} for each in body['joined']]
    before = journal(group['id'])
    again = desired(office, group, wanted)
    assert told(again) == {'joined': set(), 'left': set(), 'changed': set(), 'unchanged': {'Graz', 'Wien', 'Berlin', 'Training Centre'}}
    assert made(again)['effects'] == []
    assert journal(group['id']) == before


def test_a_set_constitutes_a_group_once(office: Somebody, world: World) -> None:
    proposal = propose(office, world)
    effects = made(desired(office, proposal, cities(world, *MEMBERS, 'berlin')))['effects']
    assert [(each['stage_before'], each['stage'], each['country_count']) for each in effects] == [('proposed', 'constituted', 3)]


def test_a_dry_run_answers_the_same_and_writes_nothing(office: Somebody, world: World, group: dict[str, Any], database: Database) -> None:
    before = everything(database)
    wanted = cities(world, 'graz', 'vienna', 'berlin')
    tried = desired(office, group, wanted, query='?dry_run=true', key='tried-out-1')
    assert everything(database) == before
    assert made(tried)['dry_run'] is True
    assert told(tried) == told(desired(office, group, wanted))


# -- more than half, and the lead ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('inside', 'kept', 'allowed', 'refusal'),
    [
        (4, 3, None, None),
        (4, 2, None, None),  # Exactly half.
        (4, 1, None, 'mass-removal'),
        (5, 3, None, None),
        (5, 2, None, 'mass-removal'),
        (5, 2, 3, None),
        (5, 2, 2, 'mass-removal'),
        (4, 3, 0, 'mass-removal'),
        (5, 0, None, 'mass-removal'),
        (5, 0, 5, 'lead-stays'),
    ],
)
def test_more_than_half_leave_only_when_as_many_are_allowed(
    inside: int,
    kept: int,
    allowed: int | None,
    refusal: str | None,
    office: Somebody,
    world: World,
    group: dict[str, Any],
    database: Database,
) -> None:
    names = [*MEMBERS, 'berlin', 'barcelona'][:inside]
    for name in names[3:]:
        made(join(office, world, group, name))
    before = everything(database)
    answer = desired(office, group, cities(world, *names[:kept]), max_removals=allowed)
    if refusal is None:
        assert len(told(answer)['left']) == inside - kept
        return
    assert problem(answer) == (409, refusal)
    assert everything(database) == before
    if refusal == 'mass-removal':
        assert f'{inside - kept} member' in answer.json()['detail'] or inside - kept == 1
        assert f'max_removals: {inside - kept}' in answer.json()['detail']


def test_the_lead_never_leaves_by_a_set_and_is_named(office: Somebody, world: World, group: dict[str, Any]) -> None:
    answer = desired(office, group, cities(world, 'vienna', 'bologna'), reason='as the letter says')
    assert problem(answer) == (409, 'lead-stays')
    assert 'Graz' in answer.json()['detail']
    made(hand_over(office, world, read_group(office, group), 'vienna'))
    assert told(desired(office, group, cities(world, 'vienna', 'bologna')))['left'] == {'Graz'}


def test_a_lead_city_that_is_suspended_stays_as_well(office: Somebody, world: World, group: dict[str, Any]) -> None:
    found = membership(office, world, 'graz')
    made(office.post(f'/v1/memberships/{found["id"]}/suspensions', json={}, headers={'If-Match': '*'}))
    assert problem(desired(office, group, cities(world, 'vienna', 'bologna'))) == (409, 'lead-stays')


# -- what is refused -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('member', 'role', 'code'),
    [
        ({'slug': 'atlantis'}, None, 'unknown_reference'),
        ({'identifier': {'scheme': 'geonames', 'value': '1'}}, None, 'unknown_reference'),
        ({'slug': 'montreal'}, None, 'not_an_active_city'),
        ({'slug': 'berlin'}, 'associate', 'role_does_not_fit'),
        ({'slug': 'bologna'}, 'associate', 'role_does_not_fit'),
        ({'slug': 'training-centre'}, 'member', 'role_does_not_fit'),
    ],
)
def test_a_set_with_somebody_who_cannot_be_in_it_does_nothing(
    member: dict[str, Any], role: str | None, code: str, office: Somebody, world: World, group: dict[str, Any],
    organisation: dict[str, Any], database: Database,
) -> None:  # fmt: skip
    assert organisation['slug'] == 'training-centre'
    before = everything(database)
    answer = desired(office, group, [*cities(world, 'graz', 'vienna', 'barcelona'), {'member': member, 'role': role}])
    assert problem(answer) == (409, 'batch-refused')
    assert [(error['pointer'].removesuffix('/member'), error['code']) for error in answer.json()['errors']] == [('/members/3', code)]
    assert everything(database) == before


def test_a_set_is_of_the_group_that_was_seen(office: Somebody, world: World, group: dict[str, Any]) -> None:
    address, body = f'/v1/working-groups/{group["id"]}/members', {'members': cities(world, *MEMBERS)}
    assert problem(office.put(address, json=body)) == (428, 'precondition-required')
    made(join(office, world, group, 'berlin'))
    stale = office.put(address, json=body, headers={'If-Match': f'"{group["version"]}"'})
    assert problem(stale) == (412, 'stale-version')
    assert told(office.put(address, json=body, headers={'If-Match': '*'}))['left'] == {'Berlin'}
    assert problem(office.put('/v1/working-groups/no-such-group/members', json=body, headers={'If-Match': '*'})) == (404, 'not-found')


def test_days_and_reasons_are_those_of_each_act(office: Somebody, world: World, group: dict[str, Any]) -> None:
    wanted = cities(world, *MEMBERS, 'berlin')
    assert problem(desired(office, group, wanted, effective_on=today(1))) == (409, 'batch-refused')
    assert problem(desired(office, group, wanted, effective_on=today(-2))) == (409, 'batch-refused')
    made(desired(office, group, wanted, effective_on=today(-2), reason='as the letter says'))
    assert membership(office, world, 'berlin', group)['start_date'] == today(-2)


def test_the_whole_set_is_the_offices(client_for: ClientFor, signed_in: SignedIn, world: World, group: dict[str, Any]) -> None:
    wanted = cities(world, *MEMBERS)
    for caller in (client_for(city='graz'), signed_in('coordinator', 'graz'), signed_in('coordinator', 'vienna')):
        assert problem(desired(caller, group, wanted)) == (403, 'role-does-not-allow')
    made(desired(signed_in('office_staff'), group, wanted))


def test_a_set_says_who_each_member_is_once(office: Somebody, group: dict[str, Any]) -> None:
    assert refused(desired(office, group, [{'member': {}}])) == [('/members/0/member', 'one_of')]
    assert refused(desired(office, group, [], max_removals=-1)) == [('/max_removals', 'greater_than_equal')]


def test_an_organisation_that_a_set_may_not_put_out_is_named(
    office: Somebody, world: World, group: dict[str, Any], organisation: dict[str, Any]
) -> None:
    made(desired(office, group, [*cities(world, *MEMBERS), {'member': {'slug': organisation['slug']}}]))
    answer = desired(office, group, cities(world, *MEMBERS))
    assert problem(answer) == (409, 'batch-refused')
    [error] = answer.json()['errors']
    assert error['pointer'] == '/members'
    assert error['detail'].startswith('Training Centre')


# -- sent twice, and others at the same time -------------------------------------------------------------------------------


def test_an_answer_that_was_lost_is_got_again_by_its_key(office: Somebody, world: World, group: dict[str, Any]) -> None:
    address = f'/v1/working-groups/{group["slug"]}/members'
    headers = {'If-Match': f'"{group["version"]}"', 'Idempotency-Key': 'nightly-2026-03-01'}
    body = {'members': cities(world, 'graz', 'vienna', 'berlin')}
    first, second = (office.put(address, json=body, headers=headers) for _ in range(2))
    assert (second.content, second.headers['idempotent-replayed']) == (first.content, 'true')
    assert problem(office.put(address, json={'members': []}, headers=headers)) == (409, 'idempotency-key-reused')


def test_sets_and_joins_at_the_same_time_wait_for_one_another(office: Somebody, world: World) -> None:
    groups = [propose(office, world, title=f'Group {number}') for number in range(2)]
    names = ['graz', 'vienna', 'bologna', 'berlin', 'barcelona', 'heidelberg']

    def send(number: int) -> int:
        group = groups[number % 2]
        address = f'/v1/working-groups/{group["slug"]}/members'
        if number % 3 == 0:
            return join(office, world, group, names[1 + number % 5]).status_code
        wanted = cities(world, *(name for place, name in enumerate(names) if place == 0 or (number >> place % 4) & 1))
        body = {'members': wanted[::-1] if number % 2 else wanted, 'max_removals': 6}
        return office.put(address, json=body, headers={'If-Match': '*'}).status_code

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(send, range(24))) <= {200, 201, 409}


def test_the_feed_has_each_record_once_after_a_set(office: Somebody, world: World, group: dict[str, Any]) -> None:
    _, since, feed_id = follow(office)
    body = made(desired(office, group, cities(world, 'graz', 'vienna', 'berlin', 'barcelona')))
    items, _, _ = follow(office, since, feed_id)
    found = [item['subject']['id'] for item in items]
    assert len(found) == len(set(found))
    assert {each['id'] for each in (*body['joined'], *body['left'])} | {group['id']} <= set(found)
