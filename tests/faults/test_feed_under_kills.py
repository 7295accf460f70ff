"""Cities and an office write while the service is killed with `kill -9`: a reader who kept its place holds what there is.

Cities propose, join, leave and send batches, the office sends groups' whole sets; whoever gets no answer sends the same again with the same
Idempotency-Key until there is one. So each act is done once, whether it was its answer that was lost or the act itself; one answer in
five is lost on purpose. The reader keeps what it has and where it is in a file after each page, and now and then dies before that.
"""

import json
import logging
import threading
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import asdict
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from api.database import Database
from tests.conftest import NO_TLS
from tests.faults.service import Service, eventually
from tests.faults.test_feed_under_writers import Replica, Writer
from tests.world import SECRET, World, founded, machine, rows

_LOG = logging.getLogger('coalition.drills')
pytestmark = pytest.mark.in_turn(6)
WRITERS = 6
_LOSES = Random(99)
READING = ('cities:read', 'organisations:read', 'working-groups:read', 'memberships:read', 'changes:read')
REFUSED = {
    '404 /problems/not-found',  # a proposal whose last city left it
    '409 /problems/already-a-member',
    '409 /problems/group-does-not-take-members',
    '409 /problems/membership-ended',
    '412 /problems/stale-version',
}
# What the service itself keeps of the groups: what the reader assembled must say the same.
TRUTH = """
SELECT id::text, version, 'city_count' AS name, city_count::text AS says FROM working_groups
UNION ALL SELECT id::text, version, 'end_date', end_date::text FROM memberships
UNION ALL SELECT id::text, version, 'end_date', end_date::text FROM leads
"""


class Patient(httpx.Client):
    """A machine that sends the same until it is answered, wherever the service answers by then."""

    def __init__(self, service: Service, lost: Counter[str], headers: httpx.Headers) -> None:
        super().__init__(verify=NO_TLS, timeout=30, headers=headers)
        self.service, self.lost = service, lost

    def request(self, *args: Any, **kwargs: Any) -> httpx.Response:
        """Send it, and again while nothing or nothing final is answered."""
        while True:
            self.base_url = httpx.URL(self.service.url or 'http://127.0.0.1:1')
            try:
                answer = super().request(*args, **kwargs)
            except httpx.ConnectError:
                self.lost['not sent'] += 1
            except httpx.TransportError:
                self.lost['no answer'] += 1
            else:
                self.lost['replayed'] += 'idempotent-replayed' in answer.headers
                if answer.status_code == 503 or (answer.is_error and answer.json()['type'].endswith('in-progress')):
                    self.lost['later'] += 1
                elif 'Idempotency-Key' in (kwargs['headers'] or {}) and _LOSES.random() < 0.2:
                    self.lost['on purpose'] += 1
                    continue
                else:
                    return answer
            time.sleep(0.1)


class Resending(Writer):
    """A city whose every act has a key; it counts the memberships that it was told have begun and ended."""

    begun = ended = 0

    def _sent(self, method: str, path: str, body: Any, headers: dict[str, str]) -> httpx.Response:
        answer = super()._sent(method, path, body, self._key() | headers if method == 'POST' else headers)
        if answer.status_code == 207:
            done = [each['op'] for each, came in zip(body['items'], answer.json()['items'], strict=True) if came['status'] == 'applied']
            self.begun, self.ended = self.begun + done.count('join'), self.ended + done.count('leave')
        elif answer.status_code == 201:
            self.begun += 1
        elif answer.is_success and method == 'POST':
            self.ended += 1
        return answer

    def _batch(self, groups: list[str]) -> None:
        """Leave a group and join it again: done twice, there would be one membership more."""
        super()._batch(groups)
        if groups and self.joined:
            known = self._sent('GET', f'/v1/memberships/{self.joined.pop()}', None, {}).json()
            again = {'working_group': known['working_group_id'], 'member': {'id': self.city}}
            items = [{'op': 'leave', **again}, {'op': 'join', **again}]
            found = self._sent('POST', '/v1/membership-batches', {'mode': 'independent', 'items': items}, {}).json()['items']
            self.joined += [each['membership_id'] for each in found[1:] if each['status'] == 'applied']


class Office(Resending):
    """The office, which says of one group after the other who is to be in it."""

    def __init__(self, client: httpx.Client, world: World, proposals: list[str]) -> None:
        super().__init__(WRITERS, client, world, proposals)
        self.cities = [str(city) for city in world.cities.values()]

    def write(self, until: float) -> None:
        """Send sets until the time is over."""
        while time.monotonic() < until:
            if not self.proposals:
                time.sleep(0.05)
                continue
            group = self._sent('GET', f'/v1/working-groups/{self.random.choice(self.proposals[-30:])}', None, {}).json()
            if group.get('lead_city') and group['stage'] in {'proposed', 'constituted'}:
                self._set(group)

    def _set(self, group: dict[str, Any]) -> None:
        wanted = {group['lead_city']['id'], *self.random.sample(self.cities, 4)}
        body = {'members': [{'member': {'id': city}} for city in sorted(wanted)], 'max_removals': len(self.cities)}
        headers = {'If-Match': f'"{group["version"]}"', **self._key()}
        answer = self._sent('PUT', f'/v1/working-groups/{group["id"]}/members', body, headers)
        if answer.is_success:
            self.begun, self.ended = self.begun + len(answer.json()['joined']), self.ended + len(answer.json()['left'])


def kept_in(path: Path) -> Replica:
    """What the reader had kept; nothing at first."""
    if not path.exists():
        return Replica()
    held = Replica(**json.loads(path.read_text()))
    held.records = {subject: (version, data) for subject, (version, data) in held.records.items()}
    return held


def follow(client: httpx.Client, path: Path, done: threading.Event) -> None:
    """Read the feed from where the file says, page by page, until the work is done and there is no more."""
    random, held, more = Random(96), Replica(), True
    while more or not done.is_set():
        more = held.follow(client)
        if random.random() < 0.2:  # it dies with what it has just read, and goes on from what it had kept
            held, more = kept_in(path), True
        else:
            path.write_text(json.dumps(asdict(held)))


def kill(service: Service, kind: str) -> None:
    """Kill the whole service, one of its processes or its database, and have it running again."""
    killed = time.monotonic()
    if kind == 'all of it':
        service.kill()
        service.url = ''
        service.start('--workers', '2', COALITION_SECRET=SECRET, COALITION_DEMO='false')
    elif kind == 'the database':
        service.database().kill()
    else:
        (victim, *_) = sorted(service.pids('api_process'))
        next(process for process in service.processes() if process.pid == victim).kill()
    assert eventually(service.ready, 30), service.said
    _LOG.info('%s killed; ready again after %.1f s', kind, time.monotonic() - killed)


def work_on(writers: list[Resending], answers: int) -> None:
    """Let the writers work until they have got so many answers more."""
    before = sum(writer.answers.total() for writer in writers)
    assert eventually(lambda: sum(writer.answers.total() for writer in writers) >= before + answers, 60), 'they do not get on'


def test_a_reader_that_kept_its_place_holds_what_there_is_whatever_is_killed(service: Service, tmp_path: Path, *, full: bool) -> None:
    service.start('--workers', '2', COALITION_SECRET=SECRET, COALITION_DEMO='false')
    database = Database(service.database_url())
    world, random, lost = founded(database), Random(9), Counter[str]()
    proposals, done, kept = list[str](), threading.Event(), tmp_path / 'kept.json'
    with ExitStack() as stack:

        def patient(**whose: Any) -> httpx.Client:
            with machine(database, service.url, **whose) as known:
                return stack.enter_context(Patient(service, lost, known.headers))

        writers = [
            Resending(number, patient(city=city), world, proposals) for number, city in enumerate(list(world.cities.values())[:WRITERS])
        ]
        writers.append(Office(patient(network=world.network), world, proposals))
        reader = patient(network=world.network, scopes=READING)
        database.engine.dispose()

        def write(writer: Resending) -> None:
            while not done.is_set():
                writer.write(time.monotonic() + 0.1)

        threads = [threading.Thread(target=write, args=(writer,)) for writer in writers]
        threads.append(threading.Thread(target=follow, args=(reader, kept, done)))
        for thread in threads:
            thread.start()
        try:
            for _, kind in zip(range(15 if full else 3), cycle(('all of it', 'a process', 'the database')), strict=False):
                work_on(writers, random.randint(20, 40))
                kill(service, kind)
            work_on(writers, 20)
        finally:
            done.set()
            for thread in threads:
                thread.join()
        whole, replica = Replica(), kept_in(kept)
        while replica.follow(reader) or whole.follow(reader):
            pass

    answers: Counter[str] = sum((writer.answers for writer in writers), Counter())
    _LOG.info('%s', {'answers': dict(answers), 'lost': dict(lost), 'records': len(whole.records), 'items': replica.items})
    assert set(answers) <= {'200', '201', '207', *REFUSED}
    assert lost['no answer'], 'nobody was interrupted'
    assert lost['replayed'], 'no answer was got again'
    assert (replica.inversions, replica.mismatches) == (0, 0)
    assert replica.records == whole.records
    database = Database(service.database_url())
    truth = rows(database, TRUTH)
    held = [(each['id'], replica.records[each['id']]) for each in truth]
    assert [(id_, version, data[each['name']]) for (id_, (version, data)), each in zip(held, truth, strict=True)] == [
        (each['id'], each['version'], int(each['says']) if each['name'] == 'city_count' else each['says']) for each in truth
    ]
    titles = [row['title'] for row in rows(database, 'SELECT title FROM working_groups')]
    assert sorted(titles) == sorted(title for writer in writers for title in writer.acknowledged), 'every proposal is there, once'
    (counted,) = rows(database, 'SELECT count(*) AS begun, count(end_date) AS ended FROM memberships WHERE working_group_id IS NOT NULL')
    assert counted == {name: sum(getattr(writer, name) for writer in writers) for name in ('begun', 'ended')}, 'each act is done once'
    database.engine.dispose()
