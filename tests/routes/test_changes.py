"""The sync feed over HTTP: first sync, positions, tombstones, and what each caller is given of it."""

from collections.abc import Callable
from typing import Any, get_args
from uuid import uuid4

import pytest
from sqlalchemy import text

from api import feed
from api.database import Database
from api.routes.changes import SubjectType
from api.spine import SUBJECT_TYPES
from tests.routes.acts import constituted, end, follow, join, made, membership, propose, read_group
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem

Index = Callable[[str], dict[str, Any]]
READING = ('cities:read', 'organisations:read', 'working-groups:read', 'memberships:read', 'changes:read')


def _types(items: list[dict[str, Any]]) -> set[str]:
    return {item['subject']['type'] for item in items}


def _of(items: list[dict[str, Any]], subject: str) -> list[dict[str, Any]]:
    return [item for item in items if item['subject']['id'] == subject]


# -- reading it ------------------------------------------------------------------------------------------------------------


def test_since_zero_is_a_complete_first_sync(office: Somebody, world: World) -> None:
    group = constituted(office, world)
    items, since, _ = follow(office, limit=7)
    ids = [item['subject']['id'] for item in items]
    assert len(ids) == len(set(ids))
    assert [item['seq'] for item in items] == sorted(item['seq'] for item in items)
    assert since == items[-1]['seq'] == made(office.get('/v1/changes', params={'limit': 1}))['head_seq']
    assert _types(items) == {'network', 'by_laws', 'city', 'membership', 'working_group', 'lead'}
    assert {item['subject']['id'] for item in items if item['subject']['type'] == 'city'} >= {str(city) for city in world.cities.values()}
    shown = read_group(office, group)
    data = _of(items, group['id'])[0]['data']
    assert {**data, 'you_may': shown['you_may']} == shown, 'an item is what its own resource shows'
    assert all(item['data']['version'] == item['version'] for item in items)


def test_from_a_position_on_only_what_changed_since_is_read(office: Somebody, world: World, index: Index) -> None:
    group = propose(office, world)
    _, since, feed_id = follow(office)
    assert follow(office, since, feed_id) == ([], since, feed_id)
    made(join(office, world, group, 'bologna'))
    items, after, _ = follow(office, since, feed_id)
    assert _types(items) == {'membership', 'working_group'}
    assert after == index(group['id'])['seq'] > since
    assert _of(items, group['id'])[0]['data']['city_count'] == 2


def test_a_type_can_be_asked_for_alone(office: Somebody, world: World) -> None:
    propose(office, world)
    items, since, _ = follow(office, subject_type='lead')
    assert _types(items) == {'lead'}
    assert since == made(office.get('/v1/changes'))['head_seq']
    assert problem(office.get('/v1/changes', params={'subject_type': 'person'})) == (422, 'validation-failed')


def test_every_type_that_is_in_the_feed_can_be_asked_for() -> None:
    assert set(get_args(SubjectType)) == set(SUBJECT_TYPES.values())


def test_nothing_about_people_is_in_it(office: Somebody, signed_in: SignedIn, world: World) -> None:
    signed_in('coordinator', 'graz', name='Greta Graz')
    propose(office, world, lead_contact={'name': 'Lea Lead', 'mail': 'lea@example.org', 'visibility': 'members'})
    items, _, _ = follow(office)
    assert not _types(items) & {'person', 'role', 'contact_point', 'notice', 'session', 'api_client'}
    told = str(items)
    assert not [word for word in ('Greta', 'Lea Lead', 'lea@example.org', 'Ada Example') if word in told]


@pytest.mark.parametrize('limit', [1, 2, 3, 1000])
def test_the_size_of_a_page_changes_nothing(office: Somebody, world: World, limit: int) -> None:
    constituted(office, world)
    assert follow(office, limit=limit)[0] == follow(office)[0]


@pytest.mark.parametrize(
    'wrong', [{'since': -1}, {'since': 2**63}, {'since': '1_0'}, {'limit': 0}, {'limit': 1001}, {'feed_id': 'x'}, {'after': 1}]
)
def test_a_position_that_is_none_is_refused(office: Somebody, wrong: dict[str, Any]) -> None:
    assert problem(office.get('/v1/changes', params=wrong)) == (422, 'validation-failed')


# -- when a position means nothing any more --------------------------------------------------------------------------------


def test_another_feed_or_a_point_ahead_of_it_says_begin_anew(office: Somebody) -> None:
    _, since, feed_id = follow(office)
    wrong: list[dict[str, Any]] = [{'since': since, 'feed_id': str(uuid4())}, {'since': since}, {'since': since + 1, 'feed_id': feed_id}]
    for position in wrong:
        answer = office.get('/v1/changes', params=position)
        assert problem(answer) == (409, 'feed-reset')
        assert answer.headers['link'] == '</v1/changes?since=0>; rel="start"'


def test_a_restored_database_is_another_feed(office: Somebody, database: Database) -> None:
    _, since, feed_id = follow(office)
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE instance SET feed_id = gen_random_uuid()'))
    assert problem(office.get('/v1/changes', params={'since': since, 'feed_id': feed_id})) == (409, 'feed-reset')


def test_a_changed_scope_begins_the_feed_anew(office: Somebody, database: Database) -> None:
    _, since, feed_id = follow(office)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE api_clients SET scopes = scopes - 'memberships:read' WHERE id = :id"), {'id': office.id})
    assert problem(office.get('/v1/changes', params={'since': since, 'feed_id': feed_id})) == (409, 'feed-reset')
    assert 'membership' not in _types(follow(office)[0])


# -- what each caller is given ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('left_out', 'hidden'),
    [
        ('cities:read', {'city', 'department'}),
        ('working-groups:read', {'working_group', 'lead'}),
        ('memberships:read', {'membership'}),
        ('organisations:read', {'organisation'}),
    ],
)
def test_a_scope_that_is_missing_hides_its_records(
    client_for: ClientFor, office: Somebody, world: World, left_out: str, hidden: set[str]
) -> None:
    propose(office, world)
    made(office.post('/v1/organisations', json={'name': 'Helping Hands', 'kind': 'civil_society'}))
    whole, since, _ = follow(client_for(*READING))
    partly, reached, _ = follow(client_for(*(scope for scope in READING if scope != left_out)))
    assert _types(whole) - _types(partly) == hidden & _types(whole)
    assert partly == [item for item in whole if item['subject']['type'] not in hidden]
    assert reached == since
    assert problem(client_for('cities:read').get('/v1/changes')) == (403, 'insufficient-scope')


def test_a_proposal_is_for_members_until_it_is_constituted(client_for: ClientFor, office: Somebody, world: World) -> None:
    stranger = client_for(*READING, city='montreal', network=world.other_network)
    group = propose(office, world)
    items, since, feed_id = follow(stranger)
    assert _of(items, group['id']) == []
    made(join(office, world, group, 'vienna'))
    made(join(office, world, group, 'bologna'))
    items, _, _ = follow(stranger, since, feed_id)
    assert _types(items) >= {'working_group', 'membership', 'lead'}, 'with the group, its members and its lead are shown'
    data = _of(items, group['id'])[0]['data']
    assert (data['stage'], data['needs_lead'], data['below_minimum']) == ('constituted', None, None)
    assert len([item for item in items if item['subject']['type'] == 'membership']) == 3


def test_what_falls_short_of_the_minimum_is_not_told_in_the_feed(client_for: ClientFor, office: Somebody, world: World) -> None:
    group = constituted(office, world)
    made(end(office, membership(office, world, 'bologna', group)))
    shown = {who: _of(follow(caller)[0], group['id'])[0]['data'] for who, caller in (('office', office), ('graz', client_for(city='graz')))}
    assert (shown['office']['below_minimum'], shown['office']['needs_lead']) == (True, False)
    assert (shown['graz']['below_minimum'], shown['graz']['needs_lead'], shown['graz']['missing']) == (None, None, [])


def test_what_is_no_longer_shown_leaves_a_tombstone(client_for: ClientFor, office: Somebody, world: World, database: Database) -> None:
    """A suspension hides the period in the stage 'suspended' from strangers; a group made for members again is gone for them."""
    stranger = client_for(*READING, city='montreal', network=world.other_network)
    member = client_for(*READING, city='berlin')
    group = constituted(office, world)
    seen, held = follow(stranger), follow(member)
    assert _of(seen[0], group['id'])[0]['deleted'] is False
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE working_groups SET audience = 'members' WHERE id = :id"), {'id': group['id']})
    made(office.patch(f'/v1/working-groups/{group["id"]}', json={'aims': 'Among us'}, headers={'If-Match': '*'}))
    tombstone = _of(follow(stranger, *seen[1:])[0], group['id'])[0]
    assert (tombstone['deleted'], tombstone['data'], tombstone['version']) == (True, None, group['version'] + 1)
    assert _of(follow(member, *held[1:])[0], group['id'])[0]['data']['aims'] == 'Among us'
    first_sync = _of(follow(client_for(*READING, city='montreal', network=world.other_network))[0], group['id'])
    assert [item['data'] for item in first_sync] in ([], [None]), 'never its content'


def test_a_city_that_leaves_the_network_reads_another_feed(client_for: ClientFor, office: Somebody, world: World) -> None:
    graz = client_for(*READING, city='graz')
    group = propose(office, world, 'bologna')
    _, since, feed_id = follow(graz)
    made(end(office, membership(office, world, 'graz'), reason='a letter'))
    assert problem(graz.get('/v1/changes', params={'since': since, 'feed_id': feed_id})) == (409, 'feed-reset')
    assert _of(follow(graz)[0], group['id']) == []


def test_a_page_looks_at_so_many_rows_and_no_more(
    client_for: ClientFor, office: Somebody, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = client_for(*READING, city='montreal', network=world.other_network)
    _, since, feed_id = follow(stranger)
    for number in range(4):
        propose(office, world, title=f'Group {number}')
    monkeypatch.setattr(feed, 'MOST_INDEX_ROWS', 5)
    page = made(stranger.get('/v1/changes', params={'since': since, 'feed_id': feed_id}))
    assert (page['items'], page['has_more'], page['next_since'] > since) == ([], True, True)
    assert follow(stranger, since, feed_id)[1] == page['head_seq']
