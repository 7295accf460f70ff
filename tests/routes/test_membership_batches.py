"""Batches of acts on memberships: each is what it is on a screen, together or by itself, and the same batch again changes nothing."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api import clock
from api.database import Database
from tests.routes.acts import follow, made, membership, pages, propose, read_group
from tests.routes.conftest import ClientFor, Journal, SignedIn, Somebody, World, problem, refused

Item = dict[str, Any]


def today(days: int = 0) -> str:
    return (clock.today('Europe/Berlin') + timedelta(days=days)).isoformat()


def of(world: World, city: str) -> Item:
    return {'member': {'id': str(world.cities[city])}}


def batch(caller: httpx.Client, *items: Item, mode: str = 'atomic', **more: Any) -> httpx.Response:
    return caller.post('/v1/membership-batches', json={'mode': mode, 'items': items, **more})


def done(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 207, answer.text
    body: dict[str, Any] = answer.json()
    return body


def statuses(answer: httpx.Response) -> list[str]:
    return [item['status'] for item in done(answer)['items']]


def why(answer: httpx.Response) -> list[str | None]:
    """Return the type of each item's problem."""
    return [item['problem'] and item['problem']['type'].removeprefix('/problems/') for item in done(answer)['items']]


def alone(caller: httpx.Client, item: Item) -> str | None:
    return why(batch(caller, item, mode='independent'))[0]


def names_in(caller: httpx.Client, group: dict[str, Any]) -> set[str]:
    found = pages(caller, f'/v1/working-groups/{group["id"]}/members', limit=100)
    return {item['member']['name'] for page in found for item in page}


def everything(database: Database) -> dict[str, list[Any]]:
    """Return all that a write could leave behind."""
    tables = ('memberships', 'working_groups', 'leads', 'journal', 'changes', 'change_counter', 'outbox', 'notices', 'idempotency_keys')
    with database.autocommit.connect() as connection:
        return {name: sorted(map(str, connection.execute(text(f'SELECT * FROM {name}')))) for name in tables}  # noqa: S608 -- the tables above


@pytest.fixture
def organisation(office: Somebody) -> dict[str, Any]:
    keys = [{'scheme': 'network:eccar', 'value': 'etc-1'}]
    return made(office.post('/v1/organisations', json={'name': 'Training Centre', 'kind': 'institution', 'identifiers': keys}))


# -- what a batch does -----------------------------------------------------------------------------------------------------


def test_a_batch_lets_members_join_and_leave_and_the_same_again_changes_nothing(
    office: Somebody, world: World, group: dict[str, Any], organisation: dict[str, Any], journal: Journal
) -> None:
    items = [
        {'ref': 'a', 'op': 'join', 'working_group': group['slug'], **of(world, 'berlin')},
        {'ref': 'b', 'op': 'join', 'working_group': group['id'], 'member': {'identifier': {'scheme': 'geonames', 'value': '3128760'}}},
        {'op': 'join', 'working_group': group['id'], 'member': {'identifier': {'scheme': 'network:eccar', 'value': 'etc-1'}}},
        {'op': 'leave', 'working_group': group['id'], 'member': {'slug': 'bologna'}, 'if_version': 2},
    ]
    found = membership(office, world, 'bologna', group)
    items[3]['if_version'] = found['version']
    first = done(batch(office, *items))
    assert organisation['identifiers'] == [{'scheme': 'network:eccar', 'value': 'etc-1'}]
    assert [(item['ref'], item['status'], item['problem']) for item in first['items']] == [
        ('a', 'applied', None), ('b', 'applied', None), (None, 'applied', None), (None, 'applied', None),
    ]  # fmt: skip
    assert first['summary'] == {'applied': 4, 'unchanged': 0, 'failed': 0}
    assert names_in(office, group) == {'Graz', 'Wien', 'Berlin', 'Barcelona', 'Training Centre'}
    assert first['items'][3] == {
        'ref': None,
        'status': 'applied',
        'membership_id': found['id'],
        'version': found['version'] + 1,
        'problem': None,
    }
    joined = made(office.get(f'/v1/memberships/{first["items"][0]["membership_id"]}'))
    assert (joined['member']['name'], joined['version']) == ('Berlin', first['items'][0]['version'])
    assert [entry['operation'] for entry in journal(joined['id'])] == ['join_working_group']
    assert read_group(office, group)['version'] == group['version'] + 1
    before = journal(group['id'])
    again = done(batch(office, *items))
    assert again['summary'] == {'applied': 0, 'unchanged': 4, 'failed': 0}
    assert again['effects'] == []
    assert [item['membership_id'] for item in again['items'][:3]] == [item['membership_id'] for item in first['items'][:3]]
    assert journal(group['id']) == before


def test_a_group_that_a_batch_completes_is_constituted_once_and_only_who_is_not_in_it_is_told(
    office: Somebody, world: World, database: Database
) -> None:
    proposal = propose(office, world)
    joins = [{'op': 'join', 'working_group': proposal['slug'], **of(world, city)} for city in ('vienna', 'bologna', 'berlin')]
    effect = done(batch(office, *joins))['effects']
    assert [
        (each['working_group']['slug'], each['stage_before'], each['stage'], each['city_count'], each['country_count']) for each in effect
    ] == [(proposal['slug'], 'proposed', 'constituted', 4, 3)]
    assert effect[0]['missing'] == []
    told = 'SELECT city_id FROM notices WHERE kind = :kind AND working_group_id = :group'
    with database.autocommit.connect() as connection:
        cities = connection.execute(text(told), {'kind': 'working_group_constituted', 'group': proposal['id']}).scalars().all()
    assert Counter(cities) == Counter(world.cities[city] for city in ('barcelona', 'heidelberg'))
    shown = read_group(office, proposal)
    assert {page['audience'] for page in audiences(database, proposal)} == {'public'}
    assert shown['stage'] == 'constituted'


def audiences(database: Database, group: dict[str, Any]) -> list[dict[str, Any]]:
    with database.autocommit.connect() as connection:
        found = connection.execute(text('SELECT audience FROM memberships WHERE working_group_id = :group'), {'group': group['id']})
        return [dict(row) for row in found.mappings()]


def test_what_is_missing_is_told_of_a_group_that_stays_proposed(office: Somebody, world: World) -> None:
    proposal = propose(office, world)
    effects = done(batch(office, {'op': 'join', 'working_group': proposal['id'], **of(world, 'vienna')}))['effects']
    assert [(each['stage'], [lack['code'] for lack in each['missing']]) for each in effects] == [('proposed', ['cities', 'countries'])]


def test_cities_enter_a_network_move_and_leave_it_with_their_groups(office: Somebody, world: World, group: dict[str, Any]) -> None:
    city = made(office.post('/v1/cities', json={'name': 'Utrecht', 'country_code': 'NL'}))
    utrecht = {'network': 'eccar', 'member': {'slug': city['slug'], 'kind': 'city'}}
    assert statuses(batch(office, {'op': 'join', 'stage': 'applicant', **utrecht})) == ['applied']
    assert statuses(batch(office, {'op': 'update', 'stage': 'active', **utrecht}, {'op': 'update', **utrecht})) == ['applied', 'unchanged']
    assert alone(office, {'op': 'update', 'stage': 'applicant', **utrecht}) == 'stage-does-not-allow'
    assert alone(office, {'op': 'join', 'stage': 'suspended', **utrecht}) == 'already-a-member'
    ways = [{'op': 'update', 'stage': stage, 'network': str(world.network), **of(world, 'vienna')} for stage in ('suspended', 'active')]
    assert statuses(batch(office, *ways)) == ['applied', 'applied']
    ends = [
        {'op': 'leave', 'network': 'eccar', **of(world, 'bologna')},
        {'op': 'leave', 'working_group': group['id'], **of(world, 'bologna')},
        {'op': 'join', 'working_group': group['id'], **of(world, 'bologna')},
    ]
    assert why(batch(office, *ends, mode='independent')) == [None, None, 'not-an-active-city']
    assert statuses(batch(office, *ends[:2])) == ['unchanged', 'unchanged']
    assert names_in(office, group) == {'Graz', 'Wien'}


def test_a_lead_that_acts_again_is_told_of_once(office: Somebody, world: World, group: dict[str, Any], database: Database) -> None:
    graz = {'op': 'update', 'network': 'eccar', **of(world, 'graz')}
    done(batch(office, {**graz, 'stage': 'suspended'}))
    assert read_group(office, group)['needs_lead']
    done(batch(office, {**graz, 'stage': 'active'}, {'op': 'update', 'stage': 'suspended', 'network': 'eccar', **of(world, 'vienna')}))
    assert not read_group(office, group)['needs_lead']
    with database.autocommit.connect() as connection:
        told = connection.execute(text("SELECT count(*) FROM notices WHERE kind = 'lead_resumed' AND city_id IS NULL")).scalar_one()
    assert told == 1


def test_a_membership_can_be_named_itself(office: Somebody, world: World, group: dict[str, Any]) -> None:
    found = membership(office, world, 'bologna', group)
    item = {'op': 'leave', 'membership_id': found['id'], 'if_version': found['version']}
    assert statuses(batch(office, item)) == ['applied']
    assert statuses(batch(office, item)) == ['unchanged']
    assert alone(office, {'op': 'join', 'membership_id': found['id']}) == 'membership-ended'
    done(batch(office, {'op': 'join', 'working_group': group['id'], **of(world, 'bologna')}))
    assert statuses(batch(office, item)) == ['unchanged']
    assert 'Bologna' in names_in(office, group)
    assert alone(office, {'op': 'leave', 'membership_id': str(world.network)}) == 'not-found'


# -- what is refused -------------------------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[Item, str]] = {
    'a group that is not there': ({'op': 'join', 'working_group': 'no-such-group', 'member': 'berlin'}, 'not-found'),
    'a network that is not there': ({'op': 'join', 'network': 'no-such-network', 'member': 'berlin'}, 'not-found'),
    'an id of nobody': ({'op': 'join', 'member': {'id': '01999999-0000-7000-8000-000000000000'}}, 'unknown-reference'),
    'a key of nobody': ({'op': 'join', 'member': {'identifier': {'scheme': 'geonames', 'value': '1'}}}, 'unknown-reference'),
    'a slug of nobody': ({'op': 'leave', 'member': {'slug': 'atlantis'}}, 'unknown-reference'),
    'a slug of another kind': ({'op': 'leave', 'member': {'slug': 'graz', 'kind': 'organisation'}}, 'unknown-reference'),
    'a city as an associate': ({'op': 'join', 'member': 'berlin', 'role': 'associate'}, 'role-does-not-fit'),
    'an organisation as a member': ({'op': 'join', 'member': 'organisation', 'role': 'member'}, 'role-does-not-fit'),
    'an organisation in a network': ({'op': 'join', 'network': 'eccar', 'member': 'organisation'}, 'role-does-not-fit'),
    'a member by another role': ({'op': 'update', 'member': 'bologna', 'role': 'associate'}, 'role-does-not-fit'),
    'a city of another network': ({'op': 'join', 'member': 'montreal'}, 'not-an-active-city'),
    'a version of no membership': ({'op': 'join', 'member': 'berlin', 'if_version': 1}, 'not-a-member'),
    'an update of no member': ({'op': 'update', 'member': 'berlin'}, 'not-a-member'),
    'a day to come': ({'op': 'join', 'member': 'berlin', 'effective_on': 1}, 'future-date'),
    'a day gone by without a reason': ({'op': 'join', 'member': 'berlin', 'effective_on': -3}, 'reason-needed'),
    'an end to come': ({'op': 'leave', 'member': 'bologna', 'effective_on': 1}, 'future-date'),
    'an end before its beginning': ({'op': 'leave', 'member': 'bologna', 'effective_on': -3, 'reason': 'by letter'}, 'ends-before-start'),
    'a version of former times': ({'op': 'leave', 'member': 'bologna', 'if_version': 999}, 'stale-version'),
    'an update of a version of former times': ({'op': 'update', 'member': 'bologna', 'if_version': 999}, 'stale-version'),
    'the lead': ({'op': 'leave', 'member': 'graz'}, 'lead-must-hand-over'),
    'a way back': ({'op': 'update', 'network': 'eccar', 'member': 'berlin', 'stage': 'applicant'}, 'stage-does-not-allow'),
    'a bad beginning': ({'op': 'join', 'network': 'eccar', 'member': 'montreal', 'stage': 'suspended'}, 'stage-does-not-allow'),
    'what no city tells': (
        {'op': 'update', 'network': 'eccar', 'member': 'berlin', 'stage': 'suspended', 'on_behalf_of': {'channel': 'mail', 'date': 0}},
        'nobody-to-act-for',
    ),
}  # fmt: skip


@pytest.mark.parametrize('case', REFUSED)
def test_an_item_is_refused(
    case: str, office: Somebody, world: World, group: dict[str, Any], organisation: dict[str, Any], database: Database
) -> None:
    said, expected = REFUSED[case]
    item = {'working_group': group['id']} | said if 'network' not in said else dict(said)
    if isinstance(said['member'], str):
        item['member'] = {'id': organisation['id'] if said['member'] == 'organisation' else str(world.cities[said['member']])}
    if 'effective_on' in said:
        item['effective_on'] = today(said['effective_on'])
    if 'on_behalf_of' in said:
        item['on_behalf_of'] = {'channel': 'mail', 'date': today()}
    before = everything(database)
    assert alone(office, item) == expected
    assert everything(database) == before


def test_a_slug_that_a_city_has_and_an_organisation_needs_its_kind(office: Somebody, group: dict[str, Any]) -> None:
    city = made(office.get('/v1/cities?q=berlin'))['items'][0]
    named = made(office.post('/v1/organisations', json={'name': city['slug'], 'kind': 'institution'}))
    assert named['slug'] == city['slug']
    item = {'op': 'join', 'working_group': group['id'], 'member': {'slug': city['slug']}}
    assert alone(office, item) == 'member-ambiguous'
    assert statuses(batch(office, {**item, 'member': {'slug': city['slug'], 'kind': 'organisation'}})) == ['applied']


def test_a_day_gone_by_is_the_offices_with_a_reason(office: Somebody, client_for: ClientFor, world: World, group: dict[str, Any]) -> None:
    item = {'op': 'join', 'working_group': group['id'], 'effective_on': today(-3), 'reason': 'as the letter says', **of(world, 'berlin')}
    assert alone(client_for(city='berlin'), item) == 'past-date-is-the-offices'
    assert statuses(batch(office, item)) == ['applied']
    assert membership(office, world, 'berlin', group)['start_date'] == today(-3)


@pytest.mark.parametrize(
    ('item', 'errors'),
    [
        ({'op': 'join', 'member': {'slug': 'graz'}}, [('/items/0', 'one_of')]),
        ({'op': 'join', 'working_group': 'a', 'network': 'b', 'member': {'slug': 'graz'}}, [('/items/0', 'one_of')]),
        ({'op': 'join', 'working_group': 'a', 'member': {}}, [('/items/0/member', 'one_of')]),
        ({'op': 'leave', 'membership_id': '01999999-0000-7000-8000-000000000000', 'network': 'a'}, [('/items/0', 'one_of')]),
        ({'op': 'erase', 'working_group': 'a', 'member': {'slug': 'graz'}}, [('/items/0/op', 'literal_error')]),
        ({'op': 'join', 'working_group': 'a', 'member': {'slug': 'graz'}, 'lead': True}, [('/items/0/lead', 'extra_forbidden')]),
    ],
)
def test_an_item_that_says_too_little_or_too_much_is_no_batch(office: Somebody, item: Item, errors: list[tuple[str, str]]) -> None:
    assert refused(batch(office, item)) == errors


def test_a_batch_has_at_least_one_item_and_at_most_five_hundred(office: Somebody) -> None:
    item = {'op': 'join', 'working_group': 'a', 'member': {'slug': 'graz'}}
    assert refused(batch(office)) == [('/items', 'too_short')]
    assert refused(batch(office, *[item] * 501)) == [('/items', 'too_long')]


# -- together, or each by itself -------------------------------------------------------------------------------------------


def test_when_one_of_those_that_belong_together_is_refused_nothing_is_written(
    office: Somebody, world: World, group: dict[str, Any], database: Database
) -> None:
    before = everything(database)
    items = [
        {'op': 'join', 'working_group': group['id'], **of(world, 'berlin')},
        {'op': 'join', 'working_group': group['id'], **of(world, 'montreal')},
        {'op': 'leave', 'working_group': group['id'], **of(world, 'graz')},
    ]
    answer = office.post('/v1/membership-batches', json={'items': items}, headers={'Accept-Language': 'de', 'Idempotency-Key': 'nightly-1'})
    assert problem(answer) == (409, 'batch-refused')
    said = [(error['pointer'], error['code'], error['detail'][:11]) for error in answer.json()['errors']]
    assert said == [('/items/1', 'not_an_active_city', 'Montréal is'), ('/items/2', 'lead_must_hand_over', 'Graz hat di')]
    assert everything(database) == before


def test_by_themselves_a_refused_item_leaves_nothing_and_the_others_are_done(
    office: Somebody, world: World, group: dict[str, Any], database: Database, journal: Journal
) -> None:
    items = [
        {'op': 'leave', 'working_group': group['id'], **of(world, 'bologna')},
        {'op': 'leave', 'working_group': group['id'], **of(world, 'graz')},
        {'op': 'join', 'working_group': group['id'], 'effective_on': today(1), **of(world, 'barcelona')},
        {'op': 'join', 'working_group': group['id'], **of(world, 'berlin')},
    ]
    answer = done(batch(office, *items, mode='independent'))
    assert answer['summary'] == {'applied': 2, 'unchanged': 0, 'failed': 2}
    told = answer['items'][1]['problem']
    assert (told['status'], told['title'], told['instance']) == (409, 'The lead city hands over before it leaves', '/v1/membership-batches')
    assert told['request_id']
    assert names_in(office, group) == {'Graz', 'Wien', 'Berlin'}
    assert len(everything(database)['memberships']) == len({*everything(database)['memberships']})
    assert [entry['operation'] for entry in journal(membership(office, world, 'graz', group)['id'])][-1] != 'end_membership'


def test_a_refused_act_of_many_steps_is_taken_back_whole_between_others(
    office: Somebody, world: World, group: dict[str, Any], database: Database
) -> None:
    """A city that leaves its network leaves its groups first; the day is refused only for the last of them."""
    before = membership(office, world, 'vienna', group)
    items = [
        {'op': 'join', 'working_group': group['id'], **of(world, 'berlin')},
        {'op': 'leave', 'network': 'eccar', 'effective_on': '2001-01-01', 'reason': 'by letter', **of(world, 'vienna')},
        {'op': 'join', 'working_group': group['id'], **of(world, 'barcelona')},
    ]
    assert why(batch(office, *items, mode='independent')) == [None, 'ends-before-start', None]
    assert membership(office, world, 'vienna', group) == before
    with database.autocommit.connect() as connection:
        ended = connection.execute(text("SELECT count(*) FROM journal WHERE operation = 'end_membership'")).scalar_one()
    assert ended == 0


@pytest.mark.parametrize('mode', ['atomic', 'independent'])
def test_a_dry_run_says_what_it_would_do_and_writes_nothing(mode: str, office: Somebody, world: World, database: Database) -> None:
    proposal = propose(office, world)
    before = everything(database)
    joins = [{'op': 'join', 'working_group': proposal['id'], **of(world, city)} for city in ('vienna', 'bologna')]
    answer = done(batch(office, *joins, mode=mode, dry_run=True))
    assert answer['dry_run'] is True
    assert answer['summary'] == {'applied': 2, 'unchanged': 0, 'failed': 0}
    assert [item['membership_id'] for item in answer['items']] == [None, None]
    assert [(each['stage_before'], each['stage']) for each in answer['effects']] == [('proposed', 'constituted')]
    asked = office.post('/v1/membership-batches?dry_run=true', json={'items': joins}, headers={'Idempotency-Key': 'tried-out-1'})
    assert done(asked) == answer
    assert everything(database) == before
    assert done(batch(office, *joins, mode=mode))['dry_run'] is False


def test_a_dry_run_meets_the_refusal_that_the_batch_would_meet(office: Somebody, world: World, group: dict[str, Any]) -> None:
    item = {'op': 'leave', 'working_group': group['id'], **of(world, 'graz')}
    assert problem(batch(office, item, dry_run=True)) == (409, 'batch-refused')


def test_the_same_key_gets_the_same_answer(office: Somebody, world: World, group: dict[str, Any]) -> None:
    items = [{'op': 'join', 'working_group': group['id'], **of(world, 'berlin')}]
    first, second = (
        office.post('/v1/membership-batches', json={'items': items}, headers={'Idempotency-Key': 'nightly-2026-03-01'}) for _ in range(2)
    )
    assert (statuses(first), second.content, second.headers['idempotent-replayed']) == (['applied'], first.content, 'true')


# -- who may ---------------------------------------------------------------------------------------------------------------


def test_each_item_wants_the_permission_that_it_wants_on_a_screen(
    client_for: ClientFor, signed_in: SignedIn, world: World, group: dict[str, Any], organisation: dict[str, Any], office: Somebody
) -> None:
    items = [
        {'op': 'join', 'working_group': group['id'], **of(world, 'berlin')},
        {'op': 'join', 'working_group': group['id'], **of(world, 'barcelona')},
        {'op': 'leave', 'working_group': group['id'], **of(world, 'bologna')},
        {'op': 'leave', 'working_group': group['id'], **of(world, 'heidelberg')},
        {'op': 'join', 'working_group': group['id'], 'member': {'id': organisation['id']}},
        {'op': 'update', 'network': 'eccar', 'stage': 'suspended', **of(world, 'berlin')},
        {'op': 'join', 'network': 'eccar', **of(world, 'berlin')},
    ]
    forbidden = 'role-does-not-allow'
    city = client_for('memberships:write', city='berlin')
    assert why(batch(city, *items, mode='independent')) == [None, *[forbidden] * 6]
    lead = signed_in('coordinator', 'graz')
    assert why(batch(lead, *items, mode='independent')) == [*[forbidden] * 4, None, forbidden, forbidden]
    assert names_in(office, group) == {'Graz', 'Wien', 'Bologna', 'Berlin', 'Training Centre'}


def test_whoever_may_not_know_of_a_group_finds_none(client_for: ClientFor, office: Somebody, world: World) -> None:
    proposal = propose(office, world)
    stranger = client_for(network=world.other_network)
    for op in ('join', 'leave', 'update'):
        assert alone(stranger, {'op': op, 'working_group': proposal['id'], **of(world, 'montreal')}) == 'not-found'


def test_an_applicant_is_not_to_be_found_out(client_for: ClientFor, office: Somebody) -> None:
    city = made(office.post('/v1/cities', json={'name': 'Utrecht', 'country_code': 'NL'}))
    items = [{'op': op, 'network': 'eccar', 'member': {'id': city['id']}} for op in ('leave', 'update', 'join')]
    berlin = client_for('memberships:write', city='berlin')
    before = why(batch(berlin, *items, mode='independent'))
    applies = done(batch(office, {**items[2], 'stage': 'applicant'}))
    assert why(batch(berlin, *items, mode='independent')) == before
    for op in ('leave', 'update', 'join'):
        assert alone(berlin, {'op': op, 'membership_id': applies['items'][0]['membership_id']}) == 'not-found'


def test_the_scope_is_asked_for_before_anything_else(client_for: ClientFor) -> None:
    assert problem(client_for('memberships:read').post('/v1/membership-batches', content=b'{')) == (415, 'unsupported-media-type')
    assert problem(batch(client_for('memberships:read'))) == (403, 'insufficient-scope')


# -- the feed, and others at the same time ---------------------------------------------------------------------------------


def test_the_feed_has_each_record_once_after_a_batch_and_equals_a_fresh_read(office: Somebody, world: World) -> None:
    proposal = propose(office, world)
    _, since, feed_id = follow(office)
    joins = [{'op': 'join', 'working_group': proposal['id'], **of(world, city)} for city in ('vienna', 'bologna', 'berlin', 'barcelona')]
    failing = {'op': 'join', 'working_group': proposal['id'], **of(world, 'montreal')}
    answer = done(
        batch(office, *joins, failing, {'op': 'leave', 'working_group': proposal['id'], **of(world, 'berlin')}, mode='independent')
    )
    items, _, _ = follow(office, since, feed_id)
    subjects = Counter((item['subject']['type'], item['subject']['id']) for item in items)
    assert set(subjects.values()) == {1}
    assert {item['membership_id'] for item in answer['items'] if item['membership_id']} <= {name for _, name in subjects}
    for item in items:
        kind, name = item['subject']['type'], item['subject']['id']
        path = {'membership': 'memberships', 'working_group': 'working-groups'}.get(kind)
        if path:
            fresh = made(office.get(f'/v1/{path}/{name}'))
            assert {**item['data'], 'you_may': None} == {**fresh, 'you_may': None}
            assert item['version'] == fresh['version']


def test_batches_at_the_same_time_wait_for_one_another(office: Somebody, world: World) -> None:
    groups = [propose(office, world, title=f'Group {number}') for number in range(4)]
    cities = ['vienna', 'bologna', 'berlin', 'barcelona', 'heidelberg']
    acts = [
        {'op': op, 'working_group': group['id'], **of(world, city)} for op in ('join', 'leave') for group in groups for city in cities
    ] + [{'op': 'update', 'network': 'eccar', 'stage': stage, **of(world, 'berlin')} for stage in ('suspended', 'active')]  # fmt: skip

    def send(number: int) -> int:
        turned = acts[number:] + acts[:number]
        return batch(office, *(reversed(turned) if number % 2 else turned), mode='independent').status_code

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(send, range(12))) == {207}


# -- tables ----------------------------------------------------------------------------------------------------------------


def table(caller: httpx.Client, content: str | bytes, query: str = '', kind: str = 'text/csv') -> httpx.Response:
    sent = content if isinstance(content, bytes) else content.encode()
    return caller.post(f'/v1/membership-batches{query}', content=sent, headers={'Content-Type': kind})


def test_a_table_is_a_batch(office: Somebody, group: dict[str, Any]) -> None:
    rows = [
        'op;working_group;member;identifier;effective_on;reason;if_version',
        'join;fair-housing;;geonames:2950159;;;',
        'leave;fair-housing;bologna;;;moved away;',
        'join;fair-housing;montreal;;;;',
    ]
    answer = done(table(office, '\n'.join(rows), '?mode=independent', 'text/csv; charset=utf-8'))
    assert [(item['ref'], item['status']) for item in answer['items']] == [('row 2', 'applied'), ('row 3', 'applied'), ('row 4', 'failed')]
    assert names_in(office, group) == {'Graz', 'Wien', 'Berlin'}
    again = table(office, '\n'.join(rows[:3]))
    assert statuses(again) == ['unchanged', 'unchanged']


def test_an_export_is_a_table_that_changes_nothing_and_one_with_an_end_lets_a_member_go(
    office: Somebody, world: World, group: dict[str, Any], organisation: dict[str, Any]
) -> None:
    formula = made(office.post('/v1/organisations', json={'name': '=Housing & more', 'kind': 'institution'}))
    for member in ({'id': organisation['id']}, {'id': formula['id']}):
        done(batch(office, {'op': 'join', 'working_group': group['id'], 'member': member}))
    leaves = {'op': 'leave', 'working_group': group['id'], **of(world, 'bologna')}
    comes = {'op': 'join', 'working_group': group['id'], **of(world, 'bologna')}
    done(batch(office, leaves))
    done(batch(office, comes))
    address = f'/v1/exports/memberships.csv?network_id={world.network}'
    export = office.get(address).content
    assert b"'=Housing" in export
    answer = done(table(office, export))
    assert answer['summary'] == {'applied': 0, 'unchanged': len(answer['items']), 'failed': 0}
    assert len(answer['items']) >= 12
    assert office.get(address).content == export
    header, *lines = export.decode('utf-8-sig').splitlines()
    columns, mine = header.split(','), membership(office, world, 'vienna', group)
    changed = [line.split(',') for line in lines if line.startswith(mine['id'])]
    changed[0][columns.index('end_date')] = today()
    assert statuses(table(office, f'{header}\n{",".join(changed[0])}\n')) == ['applied']
    assert names_in(office, group) == {'Graz', 'Bologna', 'Training Centre', '=Housing & more'}


def test_what_is_no_table_is_refused(office: Somebody) -> None:
    for empty in (b'', b'op,member\n'):
        assert problem(table(office, empty)) == (409, 'table-empty')
    assert problem(table(office, b'%PDF-1.7\n%%EOF')) == (409, 'table-not-readable')
    assert problem(table(office, b'name,mail\nGraz,graz@example.org\n')) == (409, 'table-not-readable')
    assert problem(table(office, b'op,member\njoin,graz\n', kind='text/plain')) == (415, 'unsupported-media-type')
    assert refused(table(office, b'op,working_group,member,if_version\nleave,a,graz,new\n')) == [('/items/0/if_version', 'int_type')]
    assert refused(table(office, b'op,working_group\njoin,a\n')) == [('/items/0/member/slug', 'string_too_short')]
    assert refused(table(office, b'op,working_group,member\njoin,a,graz\n', '?mode=some')) == [('query mode', 'literal_error')]
