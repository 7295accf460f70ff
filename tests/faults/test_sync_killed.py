"""Either side of a reading is killed at any moment, or comes back from a backup: the copy loses nothing, doubles nothing, and is equal."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api.database import Database
from api.jobs.partner_feed import PartnerFeed
from api.models.cities import CityCreate
from api.models.networks import NetworkCreate
from api.operations import cities, networks
from api.operations.by_hand import create_client
from api.operations.mirroring import Position
from api.spine import Transaction
from tests.conftest import Databases
from tests.faults.service import ROOT, Service, command, environment, eventually, reachable_directory
from tests.world import EVERY_SCOPE, OPERATOR, founded

pytestmark = pytest.mark.in_turn(6)

CITIES = 3000
_PLACES = """
INSERT INTO cities (id, slug, name, other_names, sort_key, search_key, kind, country_code, version, audience, demonstration, created_at,
  updated_at)
SELECT gen_random_uuid(), 'place-' || n, 'Place ' || n, '[]', 'place ' || n, 'place ' || n, 'city', 'SE', 1, 'public', false, now(), now()
FROM generate_series(1, %s) AS n
"""
_TOLD = """
INSERT INTO changes (subject_id, subject_type, seq, version, occurred_at, deleted, audience_now)
SELECT id, 'city', head_seq + row_number() OVER (ORDER BY slug), 1, now(), false, 'public' FROM cities, change_counter
WHERE slug LIKE 'place-%'
"""
_COUNTED = 'UPDATE change_counter SET head_seq = (SELECT max(seq) FROM changes)'
# Most are called otherwise, and one is gone: each by a seq of its own, as the spine gives it.
_MOVED = """
WITH chosen AS (SELECT id FROM cities WHERE slug LIKE 'place-%' ORDER BY random() LIMIT 2000),
named AS (UPDATE cities c SET name = c.name || '!', version = version + 1 FROM chosen WHERE c.id = chosen.id RETURNING c.id, c.version)
UPDATE changes SET version = n.version, seq = head_seq + n.place
FROM change_counter, (SELECT id, version, row_number() OVER () AS place FROM named) n WHERE subject_id = n.id
"""
_GONE = """
UPDATE changes SET deleted = true, seq = head_seq + 1 FROM change_counter
WHERE subject_id = (SELECT subject_id FROM changes WHERE subject_type = 'city' AND NOT deleted ORDER BY random() LIMIT 1)
"""
_KEPT = 'SELECT origin_id::text, origin_version, data FROM mirrored_records WHERE deleted_at IS NULL'

_MATCHES = """
SELECT m.data ->> 'slug', m.data -> 'identifiers' <> '[]', m.match, c.slug FROM mirrored_records m LEFT JOIN cities c ON c.id = m.city_id
WHERE m.subject_type = 'city' AND m.deleted_at IS NULL
"""
_OWN = """
SELECT 'cities', id, version, name FROM cities UNION ALL SELECT 'working_groups', id, version, title FROM working_groups
UNION ALL SELECT 'memberships', id, version, stage FROM memberships
"""


class Drill:
    """A source that is served by a process, and the database of whoever reads it by another."""

    def __init__(self, service: Service, there: str, here: str, place: Path) -> None:
        self.service, self.there, self.here, self.place = service, there, here, place
        self.port = ''
        self.client: dict[str, Any] = {}
        self.interrupted = 0

    def prepare(self) -> None:
        """Make both worlds, and let the reader in."""
        with closing(Database(self.there)) as there, closing(Database(self.here)) as here:
            founded(there, 'partner', ())
            founded(here, 'eccar', (('Graz', 'AT'),))
            with Transaction(here, OPERATOR) as transaction:
                networks.create_network(transaction, NetworkCreate(slug='partner', name='The partner', partner=True))
        with psycopg.connect(self.there, autocommit=True) as connection:
            connection.execute(_PLACES, [CITIES])
            connection.execute(_TOLD)
            connection.execute(_COUNTED)
        self.client = create_client(self.there, 'The other network', sorted(EVERY_SCOPE), None, 'partner')

    def serve(self) -> None:
        """Start the source, always at the same address."""
        self.service.start(*(('--port', self.port) if self.port else ()), DATABASE_URL=self.there)
        self.port = self.service.url.rpartition(':')[2]
        said = {name: self.client[name] for name in ('client_id', 'client_secret')}
        (self.place / 'credentials.json').write_text(json.dumps({self.service.url: said}))

    def variables(self) -> dict[str, str]:
        """Return what the reader is told."""
        return {'DATABASE_URL': self.here, 'COALITION_SYNC_CREDENTIALS': str(self.place / 'credentials.json')}

    def words(self) -> tuple[str, ...]:
        """Return the command that reads."""
        return ('sync', 'pull', '--from', self.service.url, '--as', 'partner')

    def read(self) -> str:
        """Read to the end, and return what is said."""
        done = command(*self.words(), place=self.place / 'reader', **self.variables())
        assert done.returncode == 0, done.stderr
        return done.stdout

    def kill_reader(self, seconds: float, *, within: bool) -> None:
        """Begin to read, and kill the reader so many seconds after it has begun, or has kept a page and not yet the last one."""
        before, since = self.began(), self.since()
        started = [sys.executable, '-m', 'api.cli', *self.words()]
        with subprocess.Popen(started, cwd=ROOT, env=environment(self.place / 'reader', self.variables())) as process:
            self._come(process, before, since, within=within)
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
        self.interrupted += since < self.since() < self.head()

    def kill_source(self, seconds: float, *, within: bool) -> None:
        """Begin to read, kill the source under the reader, and start it again; whether the reader gives up is its own affair."""
        before, since = self.began(), self.since()
        started = [sys.executable, '-m', 'api.cli', *self.words()]
        with subprocess.Popen(
            started, cwd=ROOT, env=environment(self.place / 'reader', self.variables()), stderr=subprocess.DEVNULL
        ) as process:
            self._come(process, before, since, within=within)
            time.sleep(seconds)
            self.service.kill()
            self.interrupted += since < self.since() < self.head()
            self.serve()
            assert process.wait(60) in {0, 2}

    def _come(self, process: subprocess.Popen[bytes], before: object, since: int, *, within: bool) -> None:
        """Wait until the reading has begun, or is within what it has to read."""
        assert eventually(lambda: self.began() != before or process.poll() is not None, 60)
        while within and self.since() == since and process.poll() is None:
            time.sleep(0)  # a page is there for a moment only

    def since(self) -> int:
        """Return how far the copy has come."""
        with psycopg.connect(self.here, autocommit=True) as connection:
            (since,) = connection.execute('SELECT since FROM sync_positions').fetchone() or (0,)
        return int(since)

    def head(self) -> int:
        """Return how far the source's feed has come."""
        with psycopg.connect(self.there, autocommit=True) as connection:
            (head,) = connection.execute('SELECT head_seq FROM change_counter').fetchone() or (0,)
        return int(head)

    def began(self) -> object:
        """Return when a reading last began."""
        with psycopg.connect(self.here, autocommit=True) as connection:
            return connection.execute('SELECT max(began_at) FROM sync_positions').fetchone()

    def change(self) -> None:
        """Change some of what there is at the source."""
        with psycopg.connect(self.there) as connection:
            for statement in (_MOVED, _COUNTED, _GONE, _COUNTED):
                connection.execute(statement)

    def kept(self) -> dict[str, tuple[int, Any]]:
        """Return what is mirrored; each record once."""
        return kept(self.here)

    def told(self) -> dict[str, tuple[int, Any]]:
        """Return what a first and full reading of the source gives."""
        return told(self.service.url, self.client)


def kept(url: str) -> dict[str, tuple[int, Any]]:
    """Return what is mirrored in a database; each record once."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(_KEPT).fetchall()
    assert len({row[0] for row in found}) == len(found)
    return {row[0]: (row[1], row[2]) for row in found}


def told(url: str, client: dict[str, Any]) -> dict[str, tuple[int, Any]]:
    """Return what a first and full reading of a service gives."""
    found: dict[str, tuple[int, Any]] = {}
    with closing(PartnerFeed(url, client['client_id'], client['client_secret'])) as feed:
        page = feed.page(Position(round=1, since=0, feed_id=None))
        while True:
            found |= {str(item.subject.id): (item.version, item.data) for item in page.items if not item.deleted}
            if not page.has_more:
                return found
            page = feed.page(Position(round=1, since=page.next_since, feed_id=page.feed_id))


@pytest.fixture
def drill(service: Service, databases: Databases, database_url: str, place: Path) -> Iterator[Drill]:
    there = databases.copy()
    made = Drill(service, there, database_url, place)
    made.prepare()
    made.serve()
    yield made
    service.close()
    databases.drop(there)


def test_whichever_side_is_killed_the_copy_ends_equal(drill: Drill, full: bool) -> None:
    chance = random.Random(20261129)
    sides = [drill.kill_reader, drill.kill_source] * (10 if full else 1)
    # Half of them whenever it is; the others where there is something to be torn apart.
    for number, kill in enumerate(sides):
        within = number % 4 > 1
        kill(0 if within else chance.uniform(0, 3), within=within)
        assert len(drill.kept()) <= CITIES + 10
        drill.change()
    print(f'{drill.interrupted} of {len(sides)} kills came between two pages')  # noqa: T201 -- the figure is what is wanted
    assert not full or drill.interrupted
    drill.read()
    assert drill.kept() == drill.told()
    drill.change()
    drill.read()
    assert drill.kept() == drill.told()


def test_a_source_that_comes_back_from_a_backup_is_read_anew_and_the_copy_is_equal(drill: Drill, databases: Databases) -> None:
    backup = drill.place / 'backup'
    assert command('backup', str(backup), place=drill.place / 'there', DATABASE_URL=drill.there).returncode == 0
    drill.change()
    drill.read()
    later = drill.kept()
    drill.service.kill()
    former, drill.there = drill.there, databases.copy()
    done = command('restore', str(backup), '--no-erasures', place=drill.place / 'there', DATABASE_URL=drill.there)
    assert done.returncode == 0, done.stderr
    drill.serve()
    drill.kill_reader(0.1, within=False)
    said = drill.read()
    assert drill.kept() == drill.told() != later
    assert 'records are mirrored' in said
    drill.service.close()
    databases.drop(drill.there)
    drill.there = former


@pytest.fixture
def both() -> Iterator[tuple[Service, Service]]:
    """Two services that serve the real network, each with a directory and a port of its own."""
    with reachable_directory() as there, reachable_directory() as here, closing(Service(there)) as source, closing(Service(here)) as reader:
        source.start('--demo')
        reader.start('--demo')
        yield source, reader


def test_the_real_network_is_mirrored_beside_itself(both: tuple[Service, Service], tmp_path: Path) -> None:
    source, reader = both
    port = source.url.rpartition(':')[2]
    client = create_client(source.database_url(), 'The other network', sorted(EVERY_SCOPE), None, 'eccar')
    with closing(Database(reader.database_url())) as here, Transaction(here, OPERATOR) as transaction:
        networks.create_network(transaction, NetworkCreate(slug='partner', name='The partner', partner=True))
    credentials = tmp_path / 'credentials.json'
    credentials.write_text(json.dumps({source.url: {name: client[name] for name in ('client_id', 'client_secret')}}))
    variables = {'COALITION_SYNC_CREDENTIALS': str(credentials)}
    words = ('sync', 'pull', '--from', source.url, '--as', 'partner', '--for', 'eccar')
    own = _own(reader.database_url())
    begun = [sys.executable, '-m', 'api.cli', *words]
    with subprocess.Popen(begun, cwd=ROOT, env=environment(reader.data, variables)) as pull:
        # Changed while it is read; then both are killed.
        with closing(Database(source.database_url())) as there:
            for number in range(5):
                with Transaction(there, OPERATOR) as transaction:
                    cities.create_city(transaction, CityCreate(name=f'New town {number}', country_code='SE'))
        source.kill()
        reader.kill()
        assert pull.wait(60) is not None
    source.start('--demo', '--port', port)
    reader.start('--demo')
    done = command(*words, place=reader.data, **variables)
    assert done.returncode == 0, done.stderr
    mirrored = kept(reader.database_url())
    assert mirrored == told(source.url, client)
    assert 'New town 4' in {data.get('name') for _, data in mirrored.values()}
    assert _own(reader.database_url()) == own, 'nothing own is overwritten'
    with psycopg.connect(reader.database_url(), autocommit=True) as connection:
        matches = connection.execute(_MATCHES).fetchall()
    known = {theirs: ours for theirs, _, match, ours in matches if match == 'matched'}
    assert len(known) > 30
    assert all(theirs == ours for theirs, ours in known.items())
    assert {match for _, identified, match, _ in matches if not identified} == {'doubtful', 'unmatched'}, 'a name alone decides nothing'


def _own(url: str) -> set[tuple[Any, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        return set(connection.execute(_OWN).fetchall())
