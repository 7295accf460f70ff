"""A partner's list comes in as a file: its rows become records of another network, beside the office's own, which stay as they are."""

from typing import Any

import httpx
import pytest

from api.database import Database
from tests.routes.acts import made
from tests.routes.conftest import Somebody, World, problem
from tests.routes.imported import apply, counted, decide, outcomes, rows_of
from tests.world import rows

Record = dict[str, Any]
LIST = 'id;city;country;wikidata;geonames\n1;Graz;AT;Q13298;2778067\n2;Frankfurt;DE;;\n3;Uppsala;SE;Q25286;\n'
OURS = (
    'SELECT * FROM cities ORDER BY id', 'SELECT * FROM identifiers ORDER BY id', 'SELECT * FROM memberships ORDER BY id',
    'SELECT * FROM changes ORDER BY subject_id',
)  # fmt: skip


@pytest.fixture
def partner(client_for: Any, office: Somebody) -> Record:
    """A network that keeps a list of its own; and two cities of ours that people call Frankfurt."""
    operator = client_for(everywhere=True)
    for name in ('Frankfurt am Main', 'Frankfurt (Oder)'):
        made(office.post('/v1/cities', json={'name': name, 'other_names': ['Frankfurt'], 'country_code': 'DE'}))
    return made(operator.post('/v1/networks', json={'slug': 'rainbow', 'name': 'Rainbow Cities', 'partner': True}))


def send(office: httpx.Client, world: World, content: str, **more: Any) -> httpx.Response:
    wish = {'network_id': str(world.network), 'kind': 'partner_cities', **more}
    return office.post('/v1/imports', data=wish, files={'file': ('list.csv', content.encode())})


def sent(office: httpx.Client, world: World, partner: Record, content: str) -> Record:
    return made(send(office, world, content, partner_id=partner['id']))


def applied(office: httpx.Client, world: World, partner: Record, content: str) -> Record:
    return made(apply(office, sent(office, world, partner, content)))


def mirrored(office: httpx.Client, **wanted: str) -> dict[str, Record]:
    items = made(office.get('/v1/mirrored-records', params=wanted))['items']
    return {each['data']['name'] if each['data'] else each['id']: each for each in items}


def test_rows_become_records_of_the_partner_and_none_of_ours_is_touched(
    office: Somebody, world: World, partner: Record, database: Database
) -> None:
    before = [rows(database, each) for each in OURS]
    file = sent(office, world, partner, LIST)
    assert counted(file) == {'added': 3}
    notes = [each['notes'][0]['detail'] for each in rows_of(office, file)]
    assert notes[0] == 'It is your city Graz.'
    assert notes[2] == 'It is none of your cities.'
    assert mirrored(office) == {}
    made(apply(office, file))
    found = mirrored(office)
    assert {name: each['match'] for name, each in found.items()} == {'Graz': 'matched', 'Frankfurt': 'doubtful', 'Uppsala': 'unmatched'}
    assert (found['Graz']['city_id'], len(found['Frankfurt']['candidate_ids'])) == (str(world.cities['graz']), 2)
    keys = [('network:rainbow', '1'), ('geonames', '2778067'), ('wikidata', 'Q13298')]
    identifiers = [{'scheme': scheme, 'value': value} for scheme, value in keys]
    assert found['Graz']['data'] == {'name': 'Graz', 'other_names': [], 'country_code': 'AT', 'identifiers': identifiers}
    assert [rows(database, each) for each in OURS] == before
    (source,) = made(office.get('/v1/sync-sources'))['items']
    assert (source['url'], source['partner_id'], source['complete'], source['problem']) == (None, partner['id'], True, None)
    assert {each['record_id'] for each in rows_of(office, file)} == {each['id'] for each in found.values()}


def test_the_same_list_again_changes_nothing(office: Somebody, world: World, partner: Record) -> None:
    applied(office, world, partner, LIST)
    before = mirrored(office)
    again = sent(office, world, partner, LIST)
    assert counted(again) == {'unchanged': 3}
    made(apply(office, again))
    assert mirrored(office) == before


def test_what_has_changed_moves_and_what_is_missing_is_gone(office: Somebody, world: World, partner: Record) -> None:
    applied(office, world, partner, LIST)
    before = mirrored(office)
    file = sent(office, world, partner, 'id;city;country;wikidata;geonames\n1;Graz;AT;Q13298;2778067\n3;Upsala;SE;Q25286;\n4;Lund;SE;;\n')
    assert counted(file) == {'unchanged': 1, 'changed': 1, 'added': 1, 'gone': 1}
    assert [(each['title'], [(change['from'], change['to']) for change in each['changes']]) for each in rows_of(office, file)] == [
        ('Graz', []), ('Upsala', [('Uppsala', 'Upsala')]), ('Lund', []),
    ]  # fmt: skip
    made(apply(office, file))
    found = mirrored(office)
    assert found['Graz'] == before['Graz']
    assert (found['Upsala']['id'], found['Upsala']['origin_version'], found['Upsala']['version']) == (before['Uppsala']['id'], 2, 2)
    gone = found[before['Frankfurt']['id']]
    assert (gone['data'], gone['match']) == (None, 'unmatched')
    assert gone['deleted_at'] is not None


def test_what_a_person_has_said_outlasts_the_next_file(office: Somebody, world: World, partner: Record) -> None:
    applied(office, world, partner, LIST)
    frankfurt = mirrored(office)['Frankfurt']
    chosen = frankfurt['candidate_ids'][0]
    wish = {'decision': 'same', 'city_id': chosen}
    made(office.post(f'/v1/mirrored-records/{frankfurt["id"]}/matches', json=wish, headers={'If-Match': '*'}))
    applied(office, world, partner, LIST.replace('Frankfurt;DE;;', 'Frankfurt;DE;Q1794;'))
    now = mirrored(office)['Frankfurt']
    assert (now['id'], now['city_id'], now['decision'], now['data']['identifiers'][-1]['value']) == (
        frankfurt['id'],
        chosen,
        'same',
        'Q1794',
    )


def test_without_numbers_of_its_own_a_row_is_known_again_by_what_identifies_it_or_its_name(
    office: Somebody, world: World, partner: Record
) -> None:
    applied(office, world, partner, 'city;country;wikidata\nGraz;AT;Q13298\nLund;SE;\n')
    before = mirrored(office)
    file = sent(office, world, partner, 'city;country;wikidata\nGrätz;AT;Q13298\nLund;SE;Q2167\n')
    assert counted(file) == {'changed': 2}
    made(apply(office, file))
    assert {each['id'] for each in mirrored(office).values()} == {each['id'] for each in before.values()}
    assert counted(sent(office, world, partner, 'city;country;wikidata\nGrätz;AT;Q13298\nLund;SE;Q1\n')) == {
        'unchanged': 1,
        'added': 1,
        'gone': 1,
    }


@pytest.mark.parametrize(
    ('content', 'codes'),
    [
        ('city;country\nGraz;Atlantis\n', [['country_unknown']]),
        ('city;wikidata\nGraz;13298\n', [['key_malformed']]),
        ('city;country;id\n;SE;\n', [['row_names_nobody']]),
        ('city;wikidata\nGraz;Q13298\nGratz;Q13298\n', [[], ['row_twice']]),
        ('city;country\nGraz;AT\nGRAZ;AT\n', [[], ['row_twice']]),
    ],
)
def test_what_a_row_cannot_be_refuses_it_and_nothing_is_gone(
    office: Somebody, world: World, partner: Record, content: str, codes: list[list[str]]
) -> None:
    applied(office, world, partner, 'city;country\nLund;SE\n')
    file = sent(office, world, partner, content)
    assert [[each['code'] for each in row['faults']] for row in rows_of(office, file)] == codes
    assert file['counts']['gone'] == 0
    assert problem(apply(office, file)) == (409, 'import-has-faults')
    made(apply(office, file, rows='sound'))
    assert 'Lund' in mirrored(office)


def test_a_row_that_is_left_out_stays_as_it_was(office: Somebody, world: World, partner: Record) -> None:
    applied(office, world, partner, 'city;country;wikidata\nGraz;AT;Q13298\nLund;SE;Q2167\n')
    file = sent(office, world, partner, 'city;country;wikidata\nGrätz;AT;Q13298\nLund;SE;Q2167\n')
    (row, _) = rows_of(office, file)
    file = decide(office, file, {'row_id': row['id'], 'decision': 'left_out'})
    assert outcomes(office, file) == ['left_out', 'unchanged']
    assert file['counts']['gone'] == 0
    made(apply(office, file))
    assert set(mirrored(office)) == {'Graz', 'Lund'}


def test_a_partners_list_names_a_partner_and_no_other_file_does(office: Somebody, world: World, partner: Record) -> None:
    assert problem(send(office, world, LIST)) == (409, 'import-names-a-partner')
    assert problem(send(office, world, LIST, partner_id=str(world.other_network))) == (409, 'import-names-a-partner')
    assert problem(send(office, world, LIST, partner_id=partner['id'], kind='members')) == (409, 'import-names-a-partner')


def test_two_partners_lists_are_two(office: Somebody, client_for: Any, world: World, partner: Record) -> None:
    other = made(client_for(everywhere=True).post('/v1/networks', json={'slug': 'intercultural', 'name': 'ICC', 'partner': True}))
    applied(office, world, partner, LIST)
    applied(office, world, other, 'city;country\nLund;SE\n')
    assert [len(made(office.get('/v1/mirrored-records', params={'sync_source_id': each['id']}))['items'])
            for each in made(office.get('/v1/sync-sources'))['items']] == [3, 1]  # fmt: skip
