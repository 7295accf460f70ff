"""What other networks keep is shown to the office as it came, and nothing of it is changed here but which of our cities a city is."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from api.database import Database
from api.models.networks import NetworkCreate
from api.operations import networks
from api.operations.mirroring import Position, ReceivedPage, apply_page
from api.spine import Transaction
from tests.mirrored import URL, mirrored_city
from tests.routes.acts import made
from tests.routes.conftest import ClientFor, Journal, Somebody, World, problem, refused
from tests.world import OPERATOR, rows

Record = dict[str, Any]


@pytest.fixture
def record(database: Database, office: Somebody, world: World) -> Record:
    """Frankfurt, as a partner tells of it; two of our cities are called so."""
    for name in ('Frankfurt am Main', 'Frankfurt (Oder)'):
        made(office.post('/v1/cities', json={'name': name, 'other_names': ['Frankfurt'], 'country_code': 'DE'}))
    with Transaction(database, OPERATOR) as transaction:
        partner = networks.create_network(transaction, NetworkCreate(slug='rainbow', name='Rainbow Cities', partner=True))
        _, record = mirrored_city(transaction, world.network, partner.id)
    return made(office.get(f'/v1/mirrored-records/{record}'))


def told(database: Database, source: str, *items: Record, last: bool = True) -> None:
    """Let the partner tell of more."""
    with Transaction(database, OPERATOR) as transaction:
        (now,) = rows(database, 'SELECT round, since, feed_id FROM sync_positions WHERE sync_source_id = :id', id=source)
        page = {'feed_id': now['feed_id'], 'items': items, 'next_since': now['since'] + 1, 'has_more': not last}
        assert apply_page(transaction, UUID(source), Position(**now), ReceivedPage.model_validate(page)) is not None


def item(subject: str, data: Record | None, version: int = 1, kind: str = 'city') -> Record:
    return {'subject': {'type': kind, 'id': subject}, 'version': version, 'deleted': data is None, 'data': data}


def decide(office: Somebody, record: Record, query: str = '', **wish: Any) -> Any:
    address = f'/v1/mirrored-records/{record["id"]}/matches{query}'
    return office.post(address, json=wish, headers={'If-Match': f'"{record["version"]}"'})


def test_a_record_is_shown_as_it_came(office: Somebody, world: World, record: Record) -> None:
    assert record['data'] == {'name': 'Frankfurt', 'country_code': 'DE', 'identifiers': []}
    assert (record['network_id'], record['match'], len(record['candidate_ids'])) == (str(world.network), 'doubtful', 2)
    assert record['you_may'] == ['match_mirrored_record']
    source = made(office.get(f'/v1/sync-sources/{record["sync_source_id"]}'))
    assert (source['url'], source['position'], source['records'], source['doubtful']) == (URL, 1, 1, 1)


def test_lists_are_narrowed(office: Somebody, database: Database, record: Record) -> None:
    other = str(uuid4())
    told(database, record['sync_source_id'], item(other, {'title': 'Housing'}, kind='working_group'))
    address = '/v1/mirrored-records'

    def found(**wanted: str) -> list[str]:
        return [each['subject']['id'] for each in made(office.get(address, params=wanted))['items']]

    assert found() == [record['subject']['id'], other]
    assert found(match='doubtful') == found(subject_type='city') == [record['subject']['id']]
    assert found(subject_type='working_group') == [other]
    assert found(sync_source_id=record['sync_source_id']) == found()
    assert found(sync_source_id=str(uuid4())) == found(match='matched') == found(city_id=record['candidate_ids'][0]) == []
    made(decide(office, record, decision='same', city_id=record['candidate_ids'][0]))
    assert found(city_id=record['candidate_ids'][0]) == found(match='matched') == [record['subject']['id']]


def test_nobody_else_hears_of_it(graz: Somebody, client_for: ClientFor, world: World, record: Record) -> None:
    foreign = client_for('admin', network=world.other_network)
    for caller in (graz, foreign):
        assert made(caller.get('/v1/mirrored-records'))['items'] == made(caller.get('/v1/sync-sources'))['items'] == []
        assert problem(caller.get(f'/v1/mirrored-records/{record["id"]}')) == (404, 'not-found')
        assert problem(caller.get(f'/v1/sync-sources/{record["sync_source_id"]}')) == (404, 'not-found')
        assert problem(decide(caller, record, decision='new')) == (404, 'not-found')


def test_it_is_in_no_feed(client_for: ClientFor, record: Record) -> None:
    reader = client_for('changes:read', 'admin', 'cities:read', everywhere=True)
    told_of = {each['subject']['id'] for each in made(reader.get('/v1/changes', params={'limit': 1000}))['items']}
    assert told_of
    assert not told_of & {record['id'], record['sync_source_id'], record['subject']['id']}


@pytest.mark.parametrize(
    ('wish', 'refusal'),
    [
        ({'decision': 'same'}, (409, 'match-names-a-city')),
        ({'decision': 'new', 'city_id': 'one'}, (409, 'match-names-a-city')),
        ({'decision': None, 'city_id': 'one'}, (409, 'match-names-a-city')),
        ({'decision': 'same', 'city_id': str(UUID(int=7))}, (409, 'unknown-reference')),
    ],
)
def test_a_decision_that_says_nothing_is_refused(office: Somebody, record: Record, wish: Record, refusal: tuple[int, str]) -> None:
    said = {name: record['candidate_ids'][0] if value == 'one' else value for name, value in wish.items()}
    assert problem(decide(office, record, **said)) == refusal


def test_only_a_city_that_is_there_is_matched(office: Somebody, database: Database, record: Record) -> None:
    group = str(uuid4())
    told(
        database, record['sync_source_id'], item(group, {'title': 'Housing'}, kind='working_group'), item(record['subject']['id'], None, 2)
    )
    for each in made(office.get('/v1/mirrored-records', params={'expand': 'you_may'}))['items']:
        assert each['you_may'] == []
        assert problem(decide(office, each, decision='new')) == (409, 'nothing-to-match')


def test_a_decision_is_of_what_was_seen_can_be_tried_out_and_is_in_the_journal(office: Somebody, record: Record, journal: Journal) -> None:
    city = record['candidate_ids'][0]
    address = f'/v1/mirrored-records/{record["id"]}/matches'
    assert problem(office.post(address, json={'decision': 'new'})) == (428, 'precondition-required')
    assert problem(office.post(address, json={'decision': 'new'}, headers={'If-Match': '"9"'})) == (412, 'stale-version')
    assert refused(office.post(address, json={'decision': 'maybe'}, headers={'If-Match': '*'}))
    tried = decide(office, record, '?dry_run=true', decision='same', city_id=city)
    assert tried.status_code == 202
    assert made(office.get(f'/v1/mirrored-records/{record["id"]}')) == record
    made(decide(office, record, decision='same', city_id=city))
    (entry,) = journal(record['id'])
    assert entry['operation'] == 'match_mirrored_record'


def test_of_two_that_a_person_says_are_one_the_other_waits(office: Somebody, database: Database, record: Record) -> None:
    """A person says that Frankfurt is the one that another record is matched with by its number: that one is doubtful from then on."""
    city, other = record['candidate_ids'][0], str(uuid4())
    version = office.get(f'/v1/cities/{city}').headers['ETag']
    keys = [{'scheme': 'wikidata', 'value': 'Q1794'}]
    made(office.patch(f'/v1/cities/{city}', json={'identifiers': keys}, headers={'If-Match': version}))
    told(database, record['sync_source_id'], item(other, {'name': 'Frankfort', 'country_code': 'DE', 'identifiers': keys}))
    (matched,) = made(office.get('/v1/mirrored-records', params={'match': 'matched'}))['items']
    assert (matched['subject']['id'], matched['city_id']) == (other, city)
    made(decide(office, made(office.get(f'/v1/mirrored-records/{record["id"]}')), decision='same', city_id=city))
    now = made(office.get(f'/v1/mirrored-records/{matched["id"]}'))
    assert (now['match'], now['city_id'], now['candidate_ids']) == ('doubtful', None, [city])


def test_cities_are_matched_once_all_has_come(office: Somebody, database: Database, record: Record) -> None:
    graz = item(str(uuid4()), {'name': 'Graz', 'country_code': 'AT', 'identifiers': [{'scheme': 'geonames', 'value': '2778067'}]})
    told(database, record['sync_source_id'], graz, last=False)
    assert made(office.get('/v1/mirrored-records', params={'match': 'matched'}))['items'] == []
    told(database, record['sync_source_id'])
    (matched,) = made(office.get('/v1/mirrored-records', params={'match': 'matched'}))['items']
    assert matched['subject']['id'] == graz['subject']['id']


@pytest.mark.parametrize(
    'data', [{}, {'name': None}, {'name': 7, 'identifiers': 'Q1'}, {'identifiers': [{}]}, {'country_code': 'Atlantis'}]
)
def test_what_a_partner_says_may_have_any_form(office: Somebody, database: Database, record: Record, data: Record) -> None:
    told(database, record['sync_source_id'], item(str(uuid4()), data))
    last = made(office.get('/v1/mirrored-records'))['items'][-1]
    assert (last['data'], last['match']) == (data, 'unmatched')
