"""Cities that join in the same moment: one membership each, one constitution, and everybody else is told exactly once."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from api.database import Database
from api.models.columns import table
from api.spine import Transaction
from tests.world import World, answering, at_once, founded, machine, rows

pytestmark = pytest.mark.in_turn(6)

SCOPES = ('working-groups:read', 'working-groups:write', 'memberships:read', 'memberships:write')
_MEMBERS = 'SELECT city_id FROM memberships WHERE working_group_id = :group AND end_date IS NULL'


class Meeting:
    """A service on this test's database, and a machine for each city of its network."""

    def __init__(self, database: Database, url: str, world: World, stack: ExitStack) -> None:
        self.database, self.world = database, world
        clients = {slug: machine(database, url, SCOPES, city=city) for slug, city in world.cities.items()}
        self.clients = {slug: stack.enter_context(client) for slug, client in clients.items()}

    def group_of_two(self, title: str) -> str:
        """Let Graz propose a group and Vienna join it: two cities of one country."""
        body = {'network_id': str(self.world.network), 'city_id': str(self.world.cities['graz']), 'title': title}
        group: str = self.clients['graz'].post('/v1/working-groups', json=body).raise_for_status().json()['id']
        self.join('wien', group, 'k' * 8 + group).raise_for_status()
        return group

    def join(self, slug: str, group: str, key: str) -> httpx.Response:
        body = {'city_id': str(self.world.cities[slug])}
        return self.clients[slug].post(f'/v1/working-groups/{group}/members', json=body, headers={'Idempotency-Key': key})

    def the_same_city_ten_times(self, title: str) -> tuple[Counter[str], int]:
        """Return the answers by code and type, and how many memberships the city has."""
        group = self.group_of_two(title)
        answers = at_once([partial(self.join, 'bologna', group, f'bologna-{title}-{n}'.replace(' ', '-')) for n in range(10)])
        found = rows(self.database, _MEMBERS, group=group)
        return Counter(map(_said, answers)), [row['city_id'] for row in found].count(self.world.cities['bologna'])

    def ten_cities(self, title: str) -> list[str]:
        """Let ten cities join a group of two at once; return what is not as it should be."""
        group = self.group_of_two(title)
        joining = list(self.world.cities)[2:12]
        answers = at_once([partial(self.join, slug, group, f'{slug}-{group}') for slug in joining])
        wrong = [f'{slug}: {_said(answer)}' for slug, answer in zip(joining, answers, strict=True) if answer.status_code != 201]
        return wrong + list(self._wrong_of_group(group, {self.world.cities[slug] for slug in ('graz', 'wien', *joining)}))

    def _wrong_of_group(self, group: str, expected: set[UUID]) -> Iterator[str]:
        members = [row['city_id'] for row in rows(self.database, _MEMBERS, group=group)]
        if sorted(members) != sorted(expected):
            yield f'{len(members)} members'
        entries = rows(self.database, 'SELECT * FROM journal WHERE network_id = :network ORDER BY id', network=self.world.network)
        stages = [entry for entry in entries if str(entry['subject_id']) == group and 'stage' in entry['changes']]
        constitutions = [entry for entry in stages if entry['changes']['stage'][1] == 'constituted']
        if len(constitutions) != 1:
            yield f'{len(constitutions)} constitutions'
            return
        yield from self._wrong_of_constitution(group, constitutions[0], entries)

    def _wrong_of_constitution(self, group: str, constitution: dict[str, Any], entries: list[dict[str, Any]]) -> Iterator[str]:
        """Compare what was done at the constitution with what the journal says had happened until then."""
        found = rows(self.database, 'SELECT * FROM working_groups WHERE id = :id', id=group)[0]
        if found['constitution_recorded_at'] != constitution['recorded_at']:
            yield 'another moment than the journal has'
        if (found['city_count'], found['missing'], found['below_minimum']) != (12, [], False):
            yield f'counts {found["city_count"]} cities'
        joins = [entry['changes'] for entry in entries if entry['subject_type'] == 'membership' and entry['id'] <= constitution['id']]
        inside = {UUID(entry['city_id'][1]) for entry in joins if entry.get('working_group_id', ['', ''])[1] == group}
        told = rows(
            self.database, "SELECT city_id FROM notices WHERE working_group_id = :id AND kind = 'working_group_constituted'", id=group
        )
        outside = set(self.world.cities.values()) - inside
        if Counter(row['city_id'] for row in told) != Counter(outside):
            yield f'{len(told)} notices for {len(outside)} cities outside'
        if len(inside) != 3:
            yield f'constituted by {len(inside)} cities'


def _said(answer: httpx.Response) -> str:
    named = answer.json()['type'].removeprefix('/problems/') if answer.status_code >= 400 else ''
    return f'{answer.status_code} {named}'.strip()


@pytest.fixture
def meeting(database: Database) -> Iterator[Meeting]:
    world = founded(database)
    with answering(database) as url, ExitStack() as stack:
        yield Meeting(database, url, world, stack)


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every transaction read what it should lock, and take its time before it goes on."""

    def read(transaction: Transaction, row: type[Any], ids: Any, *, share: bool = False, beside: Any = None) -> list[Any]:
        del share, beside
        columns = table(row)
        wanted = select(row).where(columns.c.id.in_(sorted(set(ids)))).order_by(columns.c.id)
        found = list(transaction.session.execute(wanted.execution_options(populate_existing=True)).scalars())
        time.sleep(0.02)
        return found

    monkeypatch.setattr(Transaction, 'lock', read)


def test_ten_requests_of_one_city_make_one_membership_and_nine_refusals(meeting: Meeting) -> None:
    answers, memberships = meeting.the_same_city_ten_times('Fair housing')
    assert answers == {'201': 1, '409 already-a-member': 9}
    assert memberships == 1


@pytest.mark.usefixtures('without_locks')
def test_without_the_lock_ten_requests_of_one_city_are_refused_for_the_wrong_reason(meeting: Meeting) -> None:
    runs = [meeting.the_same_city_ten_times(f'Fair housing {number}') for number in range(3)]
    assert any(answers != {'201': 1, '409 already-a-member': 9} for answers, _ in runs)


def test_ten_cities_that_join_at_once_constitute_a_group_once(meeting: Meeting, *, full: bool) -> None:
    runs = {number: meeting.ten_cities(f'Fair housing {number}') for number in range(20 if full else 4)}
    assert {number: wrong for number, wrong in runs.items() if wrong} == {}


@pytest.mark.usefixtures('without_locks')
def test_without_the_lock_ten_cities_that_join_at_once_leave_a_muddle(meeting: Meeting) -> None:
    assert any(meeting.ten_cities(f'Fair housing {number}') for number in range(3))


def test_groups_of_one_title_that_are_proposed_at_once_get_addresses_of_their_own(meeting: Meeting) -> None:
    def propose(slug: str) -> httpx.Response:
        body = {'network_id': str(meeting.world.network), 'city_id': str(meeting.world.cities[slug]), 'title': 'Fair housing'}
        return meeting.clients[slug].post('/v1/working-groups', json=body)

    answers = at_once([partial(propose, slug) for slug in list(meeting.world.cities)[:10]])
    assert Counter(map(_said, answers)) == {'201': 10}
    assert {answer.json()['slug'] for answer in answers} == {'fair-housing', *(f'fair-housing-{n}' for n in range(2, 11))}


def test_a_city_that_leaves_the_network_while_it_joins_is_in_no_group_afterwards(meeting: Meeting) -> None:
    group, database = meeting.group_of_two('Fair housing'), meeting.database
    in_network = 'SELECT id FROM memberships WHERE city_id = :city AND working_group_id IS NULL AND end_date IS NULL'
    for slug in list(meeting.world.cities)[4:10]:
        city = meeting.world.cities[slug]
        path = f'/v1/memberships/{rows(database, in_network, city=city)[0]["id"]}/ending'
        leave = partial(meeting.clients[slug].post, path, json={}, headers={'If-Match': '*'})
        left, joined = at_once([leave, partial(meeting.join, slug, group, f'{slug}-{group}')])
        assert (_said(left), _said(joined)) in {('200', '201'), ('200', '409 not-an-active-city'), ('200', '404 not-found')}
        assert rows(database, 'SELECT 1 FROM memberships WHERE city_id = :city AND end_date IS NULL', city=city) == []
    counted = len(rows(database, _MEMBERS, group=group))
    assert rows(database, 'SELECT city_count FROM working_groups WHERE id = :id', id=group) == [{'city_count': counted}]


def test_a_proposal_is_withdrawn_or_joined_and_never_both(meeting: Meeting) -> None:
    for number in range(6):
        body = {'network_id': str(meeting.world.network), 'city_id': str(meeting.world.cities['graz']), 'title': f'Group {number}'}
        group = meeting.clients['graz'].post('/v1/working-groups', json=body).raise_for_status().json()['id']
        path = f'/v1/working-groups/{group}/withdrawals'
        withdraw = partial(meeting.clients['graz'].post, path, json={}, headers={'If-Match': '*'})
        said = tuple(map(_said, at_once([withdraw, partial(meeting.join, 'bologna', group, f'bologna-{group}')])))
        assert said in {('200', '409 group-withdrawn'), ('409 not-the-last-proposer', '201')}
        assert len(rows(meeting.database, _MEMBERS, group=group)) == (0 if said[0] == '200' else 2)
