"""Cities write while the office suspends, ends, renames and corrects them: nobody waits in a circle, and every group counts right."""

import time
from collections import Counter
from contextlib import ExitStack
from functools import partial
from random import Random

import httpx
import pytest

from api.database import Database
from tests.faults.test_feed_under_writers import Writer
from tests.world import World, answering, at_once, founded, machine, rows

CITIES = 8
_NOW = 'SELECT id, stage FROM memberships WHERE city_id = :city AND working_group_id IS NULL AND end_date IS NULL'
_MISCOUNTED = """
SELECT g.id, g.city_count FROM working_groups g WHERE g.stage IN ('proposed', 'constituted') AND g.city_count <> (
  SELECT count(*) FROM memberships m JOIN memberships n ON n.city_id = m.city_id AND n.network_id = g.network_id
  AND n.working_group_id IS NULL AND n.stage = 'active' AND n.end_date IS NULL WHERE m.working_group_id = g.id AND m.end_date IS NULL)
"""
_WITHOUT_NETWORK = """
SELECT id FROM memberships m WHERE working_group_id IS NOT NULL AND city_id IS NOT NULL AND end_date IS NULL AND NOT EXISTS (
  SELECT 1 FROM memberships n WHERE n.city_id = m.city_id AND n.working_group_id IS NULL AND n.end_date IS NULL)
"""
_LEADS_FROM_OUTSIDE = """
SELECT id FROM leads l WHERE end_date IS NULL AND NOT EXISTS (
  SELECT 1 FROM memberships m WHERE m.city_id = l.city_id AND m.working_group_id = l.working_group_id AND m.end_date IS NULL)
"""
# A lead city that is suspended does not act: its group needs one meanwhile.
_WRONGLY_FLAGGED = """
SELECT id FROM working_groups g WHERE stage IN ('proposed', 'constituted') AND needs_lead = EXISTS (
  SELECT 1 FROM leads l JOIN memberships n ON n.city_id = l.city_id AND n.network_id = g.network_id
  AND n.working_group_id IS NULL AND n.stage = 'active' AND n.end_date IS NULL WHERE l.working_group_id = g.id AND l.end_date IS NULL)
"""


class Office:
    """The office, changing what the cities' acts depend on."""

    def __init__(self, database: Database, client: httpx.Client, world: World, number: int) -> None:
        self.database, self.client, self.world, self.random = database, client, world, Random(number)
        self.answers: Counter[str] = Counter()

    def work(self, until: float) -> None:
        """Act until the time is over."""
        while time.monotonic() < until:
            answer = self._act(self.random.choice(list(self.world.cities)[:CITIES]))
            self.answers[f'{answer.status_code} {answer.json()["type"] if answer.is_error else ""}'.strip()] += 1

    def _act(self, slug: str) -> httpx.Response:
        city, any_version = self.world.cities[slug], {'If-Match': '*'}
        act = self.random.choice(('rename', 'correct', 'end', 'move', 'move'))
        if act in {'rename', 'correct'}:
            wish = (
                {'name': f'{slug} {self.random.random()}'} if act == 'rename' else {'country_code': self.random.choice(('AT', 'DE', 'IT'))}
            )
            return self.client.patch(f'/v1/cities/{slug}', json=wish, headers=any_version)
        found = rows(self.database, _NOW, city=city)
        if not found:
            return self.client.post('/v1/memberships', json={'network_id': str(self.world.network), 'city_id': str(city)})
        to = 'ending' if act == 'end' else 'suspensions' if found[0]['stage'] == 'active' else 'reactivations'
        return self.client.post(f'/v1/memberships/{found[0]["id"]}/{to}', json={'reason': 'a drill'}, headers=any_version)


class PatientWriter(Writer):
    """A writer whose city may be suspended or gone: a proposal that is refused is no failure."""

    def _propose(self) -> None:
        try:
            super()._propose()
        except KeyError:
            self.answers['refused'] += 1


@pytest.mark.in_turn(3)
def test_whatever_happens_at_once_groups_count_the_cities_they_have(database: Database, *, full: bool) -> None:
    world, proposals = founded(database), list[str]()
    with answering(database) as url, ExitStack() as stack:
        clients = [stack.enter_context(machine(database, url, city=city)) for city in list(world.cities.values())[:CITIES]]
        writers = [PatientWriter(number, client, world, proposals) for number, client in enumerate(clients)]
        office_clients = [stack.enter_context(machine(database, url, network=world.network)) for _ in range(4)]
        office = [Office(database, client, world, number) for number, client in enumerate(office_clients)]
        until = time.monotonic() + (10 if full else 2.5)
        at_once([*(partial(writer.write, until) for writer in writers), *(partial(each.work, until) for each in office)])
    said: Counter[str] = sum([*(writer.answers for writer in writers), *(each.answers for each in office)], Counter())
    assert not [code for code in said if code.startswith('5')], said
    assert said['200'] + said['201'] > 30
    for statement in (_MISCOUNTED, _WITHOUT_NETWORK, _LEADS_FROM_OUTSIDE, _WRONGLY_FLAGGED):
        assert rows(database, statement) == [], statement
    assert rows(database, 'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()') == [{'deadlocks': 0}]
