"""Twelve writers, failing commits and one reader of the feed: what the reader holds at the end is what there is.

The writers are machines of twelve cities; they propose, change, join and leave, alone and in batches, each creation with an
Idempotency-Key. One commit in ten fails after everything was sent to the database, and the writer sends the same request again.
"""

import logging
import threading
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api import commit, spine
from api.database import Database
from api.problems import Problem
from tests.world import World, answering, founded, machine, rows

_LOG = logging.getLogger('coalition.drills')
WRITERS = 12
ACTS = ('propose', 'change', 'join', 'leave', 'batch')
WEIGHTS = (4, 3, 2, 1, 2)

# What the counter is there to prevent: seqs are given out before the commit, to several transactions at a time.
BY_SEQUENCE = text("""
WITH moved AS (
  SELECT nextval('plain_sequence') AS seq, m.* FROM json_to_recordset(CAST(:moved AS json)) AS m(n bigint, id uuid, type text, version int,
    deleted boolean, network uuid, city uuid, audience text)
), indexed AS (
  INSERT INTO changes AS c (subject_id, subject_type, seq, version, occurred_at, deleted, network_id, city_id, audience_now)
  SELECT m.id, m.type, m.seq, m.version, :now, m.deleted, m.network, m.city, m.audience FROM moved m
  ON CONFLICT (subject_id) DO UPDATE SET seq = excluded.seq, version = excluded.version, occurred_at = excluded.occurred_at,
    audience_now = excluded.audience_now, audience_before = c.audience_now
), posted AS (
  INSERT INTO outbox (id, kind, payload, created_at, due_at, attempt)
  SELECT w.id, w.kind, w.payload, :now, w.due_at, 0
  FROM json_to_recordset(CAST(:work AS json)) AS w(id uuid, kind text, payload jsonb, due_at timestamptz)
)
SELECT count(*) FROM moved
""")


@dataclass
class Replica:
    """What a partner holds who applies the feed's items in order, and what it met on the way."""

    records: dict[str, tuple[int, Any]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    since: int = 0
    feed_id: str | None = None
    items: int = 0
    inversions: int = 0
    mismatches: int = 0

    def follow(self, client: httpx.Client) -> bool:
        """Read and apply one page; say whether there is more."""
        position: dict[str, Any] = {'since': self.since, 'feed_id': self.feed_id} if self.feed_id else {}
        answer = client.get('/v1/changes', params={'limit': 1000, **position})
        assert answer.status_code == 200, answer.text
        page = answer.json()
        for item in page['items']:
            self._apply(item)
        self.since, self.feed_id = page['next_since'], page['feed_id']
        return bool(page['has_more'])

    def _apply(self, item: dict[str, Any]) -> None:
        subject, version = item['subject']['id'], item['version']
        self.items += 1
        self.inversions += version < self.versions.get(subject, 0)
        self.versions[subject] = version
        if item['deleted']:
            self.records.pop(subject, None)
        else:
            self.mismatches += item['data']['version'] != version
            self.records[subject] = (version, item['data'])


@dataclass
class Run:
    """What the writers were told, and what the reader ended with."""

    seconds: float
    answers: Counter[str]
    acknowledged: list[str]
    replica: Replica
    whole: Replica

    @property
    def commits(self) -> int:
        return sum(number for code, number in self.answers.items() if code.startswith('2'))

    @property
    def lost(self) -> list[str]:
        """The records whose latest state never reached the reader."""
        return [subject for subject, (version, _) in self.whole.records.items() if self.replica.versions.get(subject, 0) < version]


class Writer:
    """One city's machine, writing without pause."""

    def __init__(self, number: int, client: httpx.Client, world: World, proposals: list[str]) -> None:
        self.client = client
        self.number, self.random, self.titles = number, Random(number), count(1)
        self.city, self.network = str(list(world.cities.values())[number]), str(world.network)
        self.proposals = proposals
        self.own: list[str] = []
        self.joined: list[str] = []
        self.acknowledged: list[str] = []
        self.answers: Counter[str] = Counter()

    def write(self, until: float) -> None:
        """Act until the time is over; an act that has nothing to act on becomes a proposal."""
        while time.monotonic() < until:
            act = self.random.choices(ACTS, WEIGHTS)[0]
            if act == 'change' and self.own:
                change = {'aims': f'Aim {self.random.random()}'}
                self._sent('PATCH', f'/v1/working-groups/{self.random.choice(self.own)}', change, {'If-Match': '*'})
            elif act == 'join' and self.proposals:
                self._join(self.random.choice(self.proposals[-30:]))
            elif act == 'leave' and self.joined:
                self._sent('POST', f'/v1/memberships/{self.joined.pop()}/ending', {}, {'If-Match': '*'})
            elif act == 'batch' and self.proposals:
                self._batch([self.random.choice(self.proposals[-30:]) for _ in range(4)])
            else:
                self._propose()

    def _propose(self) -> None:
        title = f'Group {self.number} {next(self.titles)}'
        body = {'network_id': self.network, 'city_id': self.city, 'title': title}
        answer = self._sent('POST', '/v1/working-groups', body, self._key())
        self.own.append(answer.json()['id'])
        self.proposals.append(answer.json()['id'])
        self.acknowledged.append(title)

    def _join(self, group: str) -> None:
        answer = self._sent('POST', f'/v1/working-groups/{group}/members', {'city_id': self.city}, self._key())
        if answer.status_code == 201:
            self.joined.append(answer.json()['membership']['id'])

    def _batch(self, groups: list[str]) -> None:
        """Join several groups and leave one; what this city may not is refused by itself, and leaves nothing."""
        items: list[dict[str, Any]] = [{'op': 'join', 'working_group': group, 'member': {'id': self.city}} for group in groups]
        items += [{'op': 'leave', 'membership_id': self.joined.pop()}] if self.joined else []
        items.insert(2, {'op': 'update', 'network': self.network, 'member': {'id': self.city}, 'stage': 'suspended'})
        answer = self._sent('POST', '/v1/membership-batches', {'mode': 'independent', 'items': items}, self._key())
        found = answer.json()['items']
        self.joined += [each['membership_id'] for each in found[:-1] if each['status'] == 'applied']
        # Where an office suspends cities meanwhile, this one may be suspended already: then there is nothing to do, and nothing is done.
        assert found[2]['status'] in {'failed', 'unchanged'}, answer.text

    def _key(self) -> dict[str, str]:
        return {'Idempotency-Key': f'writer-{self.number}-{self.random.getrandbits(64):016x}'}

    def _sent(self, method: str, path: str, body: Any, headers: dict[str, str]) -> httpx.Response:
        """Send a request, and again while the commit fails."""
        while True:
            answer = self.client.request(method, path, json=body, headers=headers)
            named = answer.json()['type'] if answer.status_code >= 400 else ''
            self.answers[f'{answer.status_code} {named}'.strip()] += 1
            if answer.status_code != 503:
                return answer


def run(database: Database, seconds: float) -> Run:
    """Let the writers write and the reader follow; return what came of it."""
    world = founded(database)
    scopes = ('working-groups:read', 'working-groups:write', 'memberships:read', 'memberships:write')
    readable = ('cities:read', 'organisations:read', 'working-groups:read', 'memberships:read', 'changes:read')
    proposals: list[str] = []
    with answering(database) as url, ExitStack() as stack:
        clients = [machine(database, url, scopes, city=city) for city in list(world.cities.values())[:WRITERS]]
        writers = [Writer(number, stack.enter_context(client), world, proposals) for number, client in enumerate(clients)]
        reader = stack.enter_context(machine(database, url, readable, network=world.network))
        replica, whole, done = Replica(), Replica(), threading.Event()

        def read() -> None:
            while not done.is_set():
                replica.follow(reader)

        begun = time.monotonic()
        threads = [threading.Thread(target=writer.write, args=(begun + seconds,)) for writer in writers]
        following = threading.Thread(target=read)
        for thread in (*threads, following):
            thread.start()
        for thread in threads:
            thread.join()
        took = time.monotonic() - begun
        done.set()
        following.join()
        for held in (replica, whole):
            while held.follow(reader):
                pass
    answers: Counter[str] = sum((writer.answers for writer in writers), Counter())
    return Run(took, answers, [title for writer in writers for title in writer.acknowledged], replica, whole)


@pytest.fixture
def failed_commits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let one commit in ten of the writers fail after the spine was written, and one in eight take longer than the reader needs.

    The list grows by one for each failure.
    """
    whole, random, failures = spine.Transaction._write_spine, Random(2026), list[int]()

    def write_spine(transaction: spine.Transaction) -> None:
        whole(transaction)
        if transaction.asked.checks_versions and not transaction.asked.reads_only:
            time.sleep(0.15 if random.random() < 0.125 else 0)
            if random.random() < 0.1:
                failures.append(1)
                raise Problem('service-unavailable', headers={'Retry-After': '0'})

    monkeypatch.setattr(spine.Transaction, '_write_spine', write_spine)
    return failures


@pytest.mark.in_turn(3)
def test_a_reader_who_follows_twelve_writers_ends_with_what_a_full_read_gives(
    database: Database, failed_commits: list[int], *, full: bool
) -> None:
    result = run(database, 10 if full else 2.5)

    _LOG.info('%s', _figures(result, failed_commits))
    assert result.lost == []
    assert (result.replica.inversions, result.replica.mismatches) == (0, 0)
    assert result.replica.records == result.whole.records
    titles = [row['title'] for row in rows(database, 'SELECT title FROM working_groups')]
    assert sorted(titles) == sorted(result.acknowledged), 'every acknowledged proposal is there, once'
    assert set(result.answers) <= {'200', '201', '207', '503 /problems/service-unavailable', '409 /problems/already-a-member'}
    assert result.answers['503 /problems/service-unavailable'] == len(failed_commits), 'nothing but the injected failures fails'
    assert len(failed_commits) >= result.commits * 0.05
    assert result.answers['207']
    assert result.commits > (150 if full else 30)
    seqs = [row['seq'] for row in rows(database, 'SELECT seq FROM changes')]
    assert len(seqs) == len(set(seqs))
    assert max(seqs) == rows(database, 'SELECT head_seq FROM change_counter')[0]['head_seq']


def _figures(result: Run, failed_commits: list[int]) -> dict[str, object]:
    return {
        'commits': result.commits,
        'commits_per_second': round(result.commits / result.seconds, 1),
        'failed_commits': len(failed_commits),
        'items_read': result.replica.items,
        'records': len(result.whole.records),
    }


@pytest.mark.in_turn(3)
def test_with_a_plain_sequence_the_same_reader_loses_records(
    database: Database, monkeypatch: pytest.MonkeyPatch, failed_commits: list[int]
) -> None:
    with database.engine.begin() as connection:
        connection.execute(text('CREATE SEQUENCE plain_sequence'))
        # The counter stands still here; the reader must not be told that it is ahead of the feed.
        connection.execute(text('UPDATE change_counter SET head_seq = 1000000000'))
    monkeypatch.setattr(commit, '_STATEMENT', BY_SEQUENCE)

    result = run(database, 2.5)

    assert failed_commits
    assert result.lost, 'the drill does not notice what a sequence loses'
