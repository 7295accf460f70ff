"""Old tombstones are forgotten: whoever has not read them begins anew, and nobody else notices."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from api.database import Database
from api.jobs.housekeeping import tidy
from api.settings import Settings
from tests.routes.acts import constituted, follow, made, propose
from tests.routes.conftest import ClientFor, Somebody, World, problem
from tests.routes.meetings import plan, send

READING = ('cities:read', 'organisations:read', 'working-groups:read', 'memberships:read', 'changes:read')
NOW = datetime.now(UTC)
Purge = Callable[..., int]


@pytest.fixture
def purge(database: Database) -> Purge:
    """Have tombstones forgotten as the worker does so many days from now; return the purge floor."""

    def act(days: float = 91, kept: int = 90) -> int:
        with psycopg.connect(database.url, autocommit=True) as connection:
            tidy(connection, NOW + timedelta(days=days), Settings(tombstone_days=kept))
            [floor] = connection.execute('SELECT purge_floor FROM instance').fetchone() or (None,)
        assert isinstance(floor, int)
        return floor

    return act


def narrow(office: Somebody, database: Database, group: dict[str, Any], audience: str = 'members') -> None:
    """Show a group to fewer people from now on."""
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE working_groups SET audience = :to WHERE id = :id'), {'to': audience, 'id': group['id']})
    made(office.patch(f'/v1/working-groups/{group["id"]}', json={'aims': f'For {audience}'}, headers={'If-Match': '*'}))


def replica(caller: Somebody, copy: dict[str, Any], since: int = 0, feed_id: str | None = None) -> tuple[dict[str, Any], int, str]:
    """Apply the feed to a copy, as a partner does."""
    items, since, feed_id = follow(caller, since, feed_id)
    for item in items:
        copy[item['subject']['id']] = item['data']
    return {key: data for key, data in copy.items() if data is not None}, since, feed_id


def begun(caller: Somebody, limit: int = 2) -> dict[str, Any]:
    page: dict[str, Any] = made(caller.get('/v1/changes', params={'limit': limit}))
    assert page['has_more']
    return {'since': page['next_since'], 'feed_id': page['feed_id']}


@pytest.fixture
def stranger(client_for: ClientFor, world: World) -> Somebody:
    return client_for(*READING, city='montreal', network=world.other_network)


@pytest.mark.parametrize(
    ('kind', 'audience', 'readers', 'without'),
    [
        ('group', 'members', {'stranger'}, {'berlin', 'graz', 'office'}),
        ('group', 'office', {'stranger', 'berlin', 'graz'}, {'office'}),
        ('meeting', 'members', {'stranger'}, {'berlin', 'graz', 'office'}),
        ('meeting', 'working_group', {'stranger', 'berlin'}, {'graz', 'office'}),
    ],
)
def test_a_tombstone_is_forgotten_for_whoever_had_one(
    client_for: ClientFor, office: Somebody, stranger: Somebody, world: World, database: Database, purge: Purge,
    kind: str, audience: str, readers: set[str], without: set[str],
) -> None:  # fmt: skip
    """Of each audience: who no longer sees the record, and who still does."""
    callers = {'stranger': stranger, 'berlin': client_for(*READING, city='berlin'), 'graz': client_for(*READING, city='graz')}
    callers['office'] = office
    group = constituted(office, world)
    if kind == 'group':
        narrow(office, database, group, audience)
        subject = group['id']
    else:
        meeting = plan(office, group, visibility='public')
        assert send(office, meeting, '', {'visibility': audience}).status_code == 200
        subject = meeting['id']

    def told(caller: Somebody) -> list[bool]:
        return [item['deleted'] for item in follow(caller)[0] if item['subject']['id'] == subject]

    assert {name for name, caller in callers.items() if told(caller) == [True]} == readers
    assert {name for name, caller in callers.items() if told(caller) == [False]} == without
    assert purge() > 0
    assert {name for name, caller in callers.items() if told(caller) == []} == readers
    assert {name for name, caller in callers.items() if told(caller) == [False]} == without


@pytest.mark.parametrize(('days', 'kept', 'is_kept'), [(89, 90, True), (91, 90, False), (119, 120, True), (121, 120, False)])
def test_it_is_kept_for_as_long_as_the_installation_says(
    office: Somebody, stranger: Somebody, world: World, database: Database, purge: Purge, days: int, kept: int, is_kept: bool
) -> None:
    group = constituted(office, world)
    narrow(office, database, group)
    assert (purge(days, kept) == 0) is is_kept
    assert (group['id'] in {item['subject']['id'] for item in follow(stranger)[0]}) is is_kept


def test_what_nobody_has_lost_raises_no_floor(office: Somebody, world: World, purge: Purge) -> None:
    """A group is proposed for members and shown to everybody once it is constituted: there is nothing to forget."""
    constituted(office, world)
    _, since, feed_id = follow(office)
    assert purge(4000) == 0
    assert follow(office, since - 1, feed_id)[0] != []


def test_whoever_has_not_read_what_was_forgotten_begins_anew(
    office: Somebody, stranger: Somebody, world: World, database: Database, purge: Purge
) -> None:
    group = constituted(office, world)
    _, since, feed_id = follow(stranger)
    narrow(office, database, group)
    floor = purge()
    assert floor > since
    for position in (since, floor - 1):
        answer = stranger.get('/v1/changes', params={'since': position, 'feed_id': feed_id})
        assert problem(answer) == (410, 'feed-purged')
        assert answer.headers['link'] == '</v1/changes?since=0>; rel="start"'
    assert group['id'] not in replica(stranger, {})[0]


def test_whoever_has_read_it_goes_on_without_loss(
    office: Somebody, stranger: Somebody, world: World, database: Database, purge: Purge
) -> None:
    group, other = constituted(office, world), propose(office, world, title='Sport')
    copy, since, feed_id = replica(stranger, {})
    narrow(office, database, group)
    copy, since, feed_id = replica(stranger, copy, since, feed_id)
    assert since >= purge()
    narrow(office, database, other, 'public')
    copy, since, feed_id = replica(stranger, copy, since, feed_id)
    assert other['id'] in copy
    assert copy == replica(stranger, {})[0]
    assert purge() <= since, 'the floor never passes what is younger'


def test_a_first_sync_goes_on_where_tombstones_are_forgotten_before_or_meanwhile(
    office: Somebody, stranger: Somebody, world: World, database: Database, purge: Purge
) -> None:
    """The records below the floor are as many as ever: a first sync comes past them page by page."""
    narrow(office, database, constituted(office, world))
    before = begun(stranger)
    floor = purge()
    after = begun(stranger)
    assert max(before['since'], after['since']) < floor
    for position in (before, after):
        first = {item['subject']['id']: item['data'] for item in made(stranger.get('/v1/changes', params={'limit': 2}))['items']}
        while (page := made(stranger.get('/v1/changes', params={**position, 'limit': 2})))['has_more']:
            first |= {item['subject']['id']: item['data'] for item in page['items']}
            position |= {'since': page['next_since'], 'feed_id': page['feed_id']}
        first |= {item['subject']['id']: item['data'] for item in page['items']}
        assert first == replica(stranger, {})[0]


def test_a_first_sync_that_has_seen_what_was_forgotten_later_begins_anew(
    office: Somebody, stranger: Somebody, world: World, database: Database, purge: Purge
) -> None:
    group = constituted(office, world)
    position = begun(stranger)
    narrow(office, database, group)
    purge()
    assert problem(stranger.get('/v1/changes', params=position)) == (410, 'feed-purged')


def test_what_was_deleted_leaves_the_index(office: Somebody, world: World, database: Database, purge: Purge) -> None:
    group = propose(office, world)
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE changes SET deleted = true WHERE subject_id = :id'), {'id': group['id']})
    assert [item['data'] for item in follow(office)[0] if item['subject']['id'] == group['id']] == [None]
    assert purge() > 0
    assert [item for item in follow(office)[0] if item['subject']['id'] == group['id']] == []


def test_a_record_that_is_being_written_waits_for_the_next_time(office: Somebody, world: World, database: Database, purge: Purge) -> None:
    group = constituted(office, world)
    narrow(office, database, group)
    with database.engine.begin() as writer:
        writer.execute(text('UPDATE changes SET occurred_at = now() WHERE subject_id = :id'), {'id': group['id']})
        assert purge() == 0, 'it neither waits nor forgets'
    assert purge() > 0


def test_the_service_says_for_how_long(office: Somebody) -> None:
    assert made(office.get('/v1'))['retention']['tombstone_days'] == 90
