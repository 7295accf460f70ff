"""What another instance tells is mirrored: two services with a database each, and one of them reads the feed of the other."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import httpx
import pytest

from api.database import Database
from api.jobs import sync
from api.jobs.partner_feed import PartnerFeed
from api.models.networks import NetworkCreate
from api.operations import networks
from api.operations.by_hand import create_client
from api.operations.mirroring import Position, ReceivedPage
from api.running.processes import CannotStart
from api.settings import Settings
from api.spine import Transaction
from tests.conftest import Databases
from tests.world import EVERY_SCOPE, OPERATOR, World, answering, at_once, founded, machine, rows

THERE = (('Graz', 'AT'), ('Frankfurt', 'DE'), ('Uppsala', 'SE'))
HERE = (('Graz', 'AT'), ('Frankfurt am Main', 'DE'), ('Frankfurt (Oder)', 'DE'))


@dataclass
class Pair:
    """Two instances: what there is at the partner's, and here where it is mirrored."""

    there: Database
    url: str
    partner: httpx.Client
    there_world: World
    here: Database
    office: httpx.Client
    here_world: World
    settings: Settings

    def pull(self, **more: Any) -> sync.Mirrored:
        """Read the partner's feed as the command line does."""
        said = {'reader': None, 'every_minutes': None} | more
        return sync.pull(self.settings, self.url, 'partner', **said)

    def mirrored(self, **wanted: str) -> list[dict[str, Any]]:
        """Return what the office is shown."""
        found, after = [], None
        while True:
            answer = self.office.get('/v1/mirrored-records', params={'limit': '100', **wanted, **({'after': after} if after else {})})
            assert answer.status_code == httpx.codes.OK, answer.text
            found += answer.json()['items']
            after = answer.json()['next']
            if after is None:
                return found

    def cities(self) -> dict[str, dict[str, Any]]:
        """Return the cities by their names there."""
        return {each['data']['name']: each for each in self.mirrored(subject_type='city') if each['data']}

    def source(self) -> dict[str, Any]:
        """Return the one source as the office sees it."""
        (found,) = self.office.get('/v1/sync-sources').json()['items']
        assert isinstance(found, dict)
        return found

    def is_equal(self) -> bool:
        """Tell whether what is mirrored is what a full reading of the partner's feed gives now."""
        with closing(PartnerFeed(self.url, *self.credentials())) as feed:
            page, told = feed.page(Position(round=1, since=0, feed_id=None)), dict[str, Any]()
            while True:
                told |= {str(item.subject.id): (item.version, item.data) for item in page.items if not item.deleted}
                if not page.has_more:
                    break
                page = feed.page(Position(round=1, since=page.next_since, feed_id=page.feed_id))
        kept = {each['subject']['id']: (each['origin_version'], each['data']) for each in self.mirrored() if each['data']}
        return bool(told) and kept == told

    def credentials(self) -> tuple[str, str]:
        """Return what is signed in with there."""
        assert self.settings.sync_credentials is not None
        said = json.loads(self.settings.sync_credentials.read_text())[self.url]
        return said['client_id'], said['client_secret']


@contextmanager
def pair_of(there_url: str, here_url: str, directory: Path) -> Iterator[Pair]:
    """Run both services."""
    with closing(Database(there_url)) as there, closing(Database(here_url)) as here:
        there_world, here_world = founded(there, 'partner', THERE), founded(here, 'eccar', HERE)
        with Transaction(here, OPERATOR) as transaction:
            networks.create_network(transaction, NetworkCreate(slug='partner', name='The partner', partner=True))
        made = create_client(there_url, 'The other network', sorted(EVERY_SCOPE), None, 'partner')
        with answering(there) as url, answering(here) as own:
            file = directory / 'credentials.json'
            file.write_text(json.dumps({url: {name: made[name] for name in ('client_id', 'client_secret')}}))
            settings = Settings(database_url=here_url, sync_credentials=file)
            with machine(there, url) as partner, machine(here, own, network=here_world.network) as office:
                yield Pair(there, url, partner, there_world, here, office, here_world, settings)


@pytest.fixture
def pair(databases: Databases, database_url: str, tmp_path: Path) -> Iterator[Pair]:
    there_url = databases.copy()
    with pair_of(there_url, database_url, tmp_path) as made:
        yield made
    databases.drop(there_url)


def identified(client: httpx.Client, slug: str, *keys: tuple[str, str]) -> None:
    """Give a city these identifiers."""
    version = client.get(f'/v1/cities/{slug}').headers['ETag']
    wish = {'identifiers': [{'scheme': scheme, 'value': value} for scheme, value in keys]}
    answer = client.patch(f'/v1/cities/{slug}', json=wish, headers={'If-Match': version})
    assert answer.status_code == httpx.codes.OK, answer.text


def test_what_the_partner_has_is_here_and_equal(pair: Pair) -> None:
    done = pair.pull()
    assert done.records > len(THERE)
    assert pair.is_equal()
    source = pair.source()
    assert (source['url'], source['complete'], source['problem'], source['every_minutes']) == (pair.url, True, None, None)
    assert source['equal_at'] is not None
    assert {each['network_id'] for each in pair.mirrored()} == {str(pair.here_world.network)}


def test_cities_are_matched_by_what_identifies_them_and_never_by_name_alone(pair: Pair) -> None:
    identified(pair.partner, 'graz', ('geonames', '2778067'))
    identified(pair.office, 'graz', ('geonames', '2778067'), ('wikidata', 'Q13298'))
    assert pair.pull().doubtful == 1
    cities = pair.cities()
    assert (cities['Graz']['match'], cities['Graz']['city_id']) == ('matched', str(pair.here_world.cities['graz']))
    assert (cities['Uppsala']['match'], cities['Uppsala']['candidate_ids']) == ('unmatched', [])
    both = [str(city) for slug, city in pair.here_world.cities.items() if slug.startswith('frankfurt')]
    assert (cities['Frankfurt']['match'], sorted(cities['Frankfurt']['candidate_ids'])) == ('doubtful', sorted(both))
    assert [each['subject']['id'] for each in pair.mirrored(match='doubtful')] == [str(pair.there_world.cities['frankfurt'])]


def test_nothing_of_our_own_is_touched(pair: Pair) -> None:
    identified(pair.partner, 'graz', ('geonames', '2778067'))
    identified(pair.office, 'graz', ('geonames', '2778067'))
    answer = pair.partner.patch('/v1/cities/graz', json={'other_names': ['Gradec']}, headers={'If-Match': '"2"'})
    assert answer.status_code == httpx.codes.OK, answer.text
    before = rows(pair.here, 'SELECT * FROM cities ORDER BY id'), rows(pair.here, 'SELECT * FROM changes ORDER BY subject_id')
    pair.pull()
    assert pair.cities()['Graz']['data']['other_names'] == ['Gradec']
    assert (rows(pair.here, 'SELECT * FROM cities ORDER BY id'), rows(pair.here, 'SELECT * FROM changes ORDER BY subject_id')) == before


def test_two_that_read_at_once_bring_nothing_twice(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are given the same page before either has taken it in; whoever is late stops, and the other goes on."""
    monkeypatch.setattr('api.jobs.partner_feed.PAGE', 2)
    read, both = PartnerFeed.page, Barrier(2)

    def page(feed: PartnerFeed, asked: Position) -> ReceivedPage:
        found = read(feed, asked)
        if asked.since == 0:
            both.wait(30)
        return found

    monkeypatch.setattr(PartnerFeed, 'page', page)
    at_once([pair.pull, pair.pull])
    monkeypatch.undo()
    assert pair.is_equal()
    ids = [each['subject']['id'] for each in pair.mirrored()]
    assert len(ids) == len(set(ids))
    assert {each['version'] for each in pair.mirrored() if each['match'] != 'doubtful'} == {1}
    assert rows(pair.here, "SELECT count(*) AS n FROM journal WHERE operation = 'create_sync_source'") == [{'n': 1}]


def test_again_nothing_moves_and_later_changes_arrive(pair: Pair) -> None:
    pair.pull()
    before = pair.mirrored()
    pair.pull()
    assert pair.mirrored() == before
    identified(pair.partner, 'uppsala', ('wikidata', 'Q25286'))
    pair.pull()
    assert pair.is_equal()
    moved = [each for each in pair.mirrored() if each not in before]
    assert [each['data']['name'] for each in moved] == ['Uppsala']


def test_what_the_partner_no_longer_shows_is_deleted(pair: Pair) -> None:
    pair.pull()
    city = pair.mirrored(subject_type='city')[0]
    gone = UUID(city['subject']['id'])
    with pair.there.engine.begin() as connection:
        connection.exec_driver_sql(
            'UPDATE changes SET deleted = true, seq = (SELECT head_seq + 1 FROM change_counter) WHERE subject_id = %(id)s', {'id': gone}
        )
        connection.exec_driver_sql('UPDATE change_counter SET head_seq = head_seq + 1')
    pair.pull()
    (now,) = [each for each in pair.mirrored() if each['id'] == city['id']]
    assert (now['data'], now['match'], now['you_may']) == (None, 'unmatched', None)
    assert now['deleted_at'] is not None
    assert now['version'] == city['version'] + 1


def test_changes_while_it_is_read_are_in_the_copy(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    read, turns = PartnerFeed.page, iter(range(1000))

    def page(feed: PartnerFeed, asked: Position) -> ReceivedPage:
        number = next(turns)
        found = read(feed, asked)
        if number < len(THERE):
            identified(pair.partner, list(pair.there_world.cities)[number], ('wikidata', f'Q{number + 1}'))
        return found

    monkeypatch.setattr('api.jobs.partner_feed.PAGE', 2)
    monkeypatch.setattr(PartnerFeed, 'page', page)
    pair.pull()
    assert next(turns) > len(THERE)
    monkeypatch.undo()
    pair.pull()
    assert pair.is_equal()


def test_a_copy_that_does_not_go_on_begins_anew_and_becomes_equal(pair: Pair) -> None:
    pair.pull()
    before = {each['subject']['id'] for each in pair.mirrored()}
    gone = str(pair.there_world.cities['uppsala'])
    with pair.there.engine.begin() as connection:
        # As a backup from before brings it back: another feed, without what came later.
        connection.exec_driver_sql('UPDATE instance SET feed_id = gen_random_uuid()')
        connection.exec_driver_sql('DELETE FROM changes WHERE subject_id = %(id)s', {'id': gone})
    done = pair.pull()
    assert done.begun_anew == 1
    assert pair.is_equal()
    assert {each['subject']['id'] for each in pair.mirrored() if each['data'] is None} == {gone}
    assert {each['subject']['id'] for each in pair.mirrored()} == before


def test_a_person_decides_and_that_stays(pair: Pair) -> None:
    pair.pull()
    frankfurt = pair.cities()['Frankfurt']
    address, chosen = f'/v1/mirrored-records/{frankfurt["id"]}', frankfurt['candidate_ids'][0]
    wish = {'decision': 'same', 'city_id': chosen}
    answer = pair.office.post(f'{address}/matches', json=wish, headers={'If-Match': f'"{frankfurt["version"]}"'})
    assert answer.status_code == httpx.codes.OK, answer.text
    assert {name: answer.json()[name] for name in ('match', 'city_id', 'candidate_ids', 'decision')} == {
        'match': 'matched', 'city_id': chosen, 'candidate_ids': [], 'decision': 'same',
    }  # fmt: skip
    answer = pair.partner.patch('/v1/cities/frankfurt', json={'other_names': ['Francfort']}, headers={'If-Match': '"1"'})
    assert answer.status_code == httpx.codes.OK, answer.text
    assert pair.pull().doubtful == 1
    now = pair.office.get(address)
    assert (now.json()['data']['other_names'], now.json()['city_id'], now.json()['decision']) == (['Francfort'], chosen, 'same')
    back = pair.office.post(f'{address}/matches', json={'decision': None}, headers={'If-Match': now.headers['ETag']})
    assert (back.json()['match'], back.json()['decision'], len(back.json()['candidate_ids'])) == ('doubtful', None, 2)


def test_two_of_theirs_that_would_be_one_of_ours_wait_for_a_person(pair: Pair) -> None:
    identified(pair.office, 'graz', ('geonames', '2778067'), ('wikidata', 'Q13298'))
    identified(pair.partner, 'graz', ('geonames', '2778067'))
    city = {'name': 'Graz-Umgebung', 'country_code': 'AT', 'identifiers': [{'scheme': 'wikidata', 'value': 'Q13298'}]}
    assert pair.partner.post('/v1/cities', json=city).status_code == httpx.codes.CREATED
    pair.pull()
    assert [(name, pair.cities()[name]['match']) for name in ('Graz', 'Graz-Umgebung')] == [
        ('Graz', 'doubtful'),
        ('Graz-Umgebung', 'doubtful'),
    ]


@pytest.mark.parametrize(
    ('wrong', 'problem', 'sentence'),
    [
        ({'client_secret': 'not-the-secret'}, 'credentials_refused', 'does not know this client'),
        (None, 'no_credentials', 'says nothing of'),
    ],
)
def test_why_it_cannot_be_read_is_said_and_shown(pair: Pair, wrong: dict[str, str] | None, problem: str, sentence: str) -> None:
    file = pair.settings.sync_credentials
    assert file is not None
    right = file.read_text()
    said = json.loads(right)
    file.write_text(json.dumps({} if wrong is None else {pair.url: said[pair.url] | wrong}))
    with pytest.raises(CannotStart, match=sentence):
        pair.pull()
    assert pair.source()['problem'] == problem
    file.write_text(right)
    pair.pull()
    assert pair.source()['problem'] is None


@pytest.mark.parametrize(
    ('url', 'partner', 'sentence'),
    [
        ('http://partner.example.org', 'partner', 'is not https'),
        ('https://partner.example.org/v1', 'partner', 'without a path'),
        ('https://user:secret@partner.example.org', 'partner', 'without a path'),
        ('https://partner.example.org', 'nobody', 'There is no network nobody'),
        ('https://partner.example.org', 'eccar', 'is run here'),
    ],
)
def test_what_cannot_be_meant_is_refused(pair: Pair, url: str, partner: str, sentence: str) -> None:
    with pytest.raises(CannotStart, match=sentence):
        sync.pull(pair.settings, url, partner, None, None)
    assert rows(pair.here, 'SELECT * FROM sync_sources') == []


def test_what_is_due_is_read_once(pair: Pair) -> None:
    pair.pull(every_minutes=60)
    assert pair.source()['every_minutes'] == 60
    before = pair.source()['equal_at']
    sync.run_due(pair.settings)
    assert pair.source()['equal_at'] == before
    with pair.here.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE sync_positions SET began_at = began_at - interval '1 hour'")
    sync.run_due(pair.settings)
    assert pair.source()['equal_at'] > before
    pair.pull(every_minutes=0)
    assert pair.source()['every_minutes'] is None
