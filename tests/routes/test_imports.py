"""Imports of members as the office does them: a file is checked, understood, answered, applied once, and sends nothing."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api import clock
from api.database import Database
from api.jobs import city_catalogue_load
from api.jobs.housekeeping import tidy
from api.settings import Settings
from tests.conftest import Service
from tests.routes.acts import made
from tests.routes.conftest import ClientFor, Journal, Somebody, World, problem, refused
from tests.routes.imported import apply, counted, decide, outcomes, post, recorded, rows_of, sent
from tests.world import rows


@pytest.fixture
def catalogue(database_url: str) -> None:
    """A small part of the catalogue of cities."""
    city_catalogue_load.run(Settings(database_url=database_url), Path(__file__).with_name('catalogue.json'))


def of_city(caller: httpx.Client, slug: str, **query: str) -> list[dict[str, Any]]:
    city = made(caller.get(f'/v1/cities/{slug}'))
    return list(made(caller.get('/v1/memberships', params={'city_id': city['id'], **query}))['items'])


HEADINGS = (
    'slug;name;country;geonames;wikidata;unlocode;lau;nuts3;identifiers;kind;member since;start_precision;until;end_reason;stage'
)  # fmt: skip
PLACES = HEADINGS.split(';')


def row(**cells: str) -> str:
    """Return a line of a file with all headings."""
    named = {'since': 'member since', 'precision': 'start_precision'}
    said = {named.get(name, name): value for name, value in cells.items()}
    return ';'.join(said.get(place, '') for place in PLACES)


FAULTY: tuple[tuple[str, str, str | None], ...] = (
    (row(name='Graz', country='AT', since='99/99/99'), 'no_date', 'member since'),
    (row(name='Graz', country='AT', since='31.02.2019'), 'no_date', 'member since'),
    (row(name='Graz', country='AT', since='03/04/2019'), 'date_ambiguous', 'member since'),
    (row(name='Graz', country='AT', since='1850'), 'no_date', 'member since'),
    (row(name='Graz', country='AT', since='2100-01-01'), 'future_date', 'member since'),
    (row(name='Graz', country='AT', since='for ever'), 'no_date', 'member since'),
    (row(name='Graz', country='Atlantis'), 'country_unknown', 'country'),
    (row(name='Graz', country='XX'), 'country_unknown', 'country'),
    (row(name='Toytown', kind='other_local_authority'), 'country_needed', 'country'),
    (row(slug='graz', country='Germany'), 'country_differs', 'country'),
    (row(name='Graz', geonames='graz'), 'key_malformed', 'geonames'),
    (row(name='Graz', geonames='999999999'), 'number_unknown', 'geonames'),
    (row(name='Graz', wikidata='X12'), 'key_malformed', 'wikidata'),
    (row(name='Graz', unlocode='ATG'), 'key_malformed', 'unlocode'),
    (row(name='Graz', nuts3='AT2'), 'key_malformed', 'nuts3'),
    (row(name='Graz', lau='**'), 'key_malformed', 'lau'),
    (row(name='Graz', identifiers='geonames:2024:1'), 'key_malformed', 'identifiers'),
    (row(name='Graz', identifiers='2778067'), 'key_malformed', 'identifiers'),
    (row(slug='graz', geonames='1'), 'key_differs', 'geonames'),
    (row(slug='graz', geonames='3181928'), 'keys_disagree', 'slug'),
    (row(name='Graz', kind='village'), 'word_unknown', 'kind'),
    (row(name='Graz', stage='honorary'), 'word_unknown', 'stage'),
    (row(name='Graz', end_reason='bored'), 'word_unknown', 'end_reason'),
    (row(name='Graz', precision='decade', since='2010-01-01'), 'word_unknown', 'start_precision'),
    (row(name='Valencia', country='ES', since='2012-05-01', until='2012-04-30'), 'ends_before_start', 'until'),
    (row(name='Valencia', country='ES', since='2012-05-01', until='2013'), 'end_needs_a_day', 'until'),
    (row(name='Valencia', country='ES', until='2100-01-01'), 'future_date', 'until'),
    (row(slug='berlin', since='2019-03-01', until='2020-01-01'), 'ends_membership', 'until'),
    (row(slug='heidelberg', stage='suspended'), 'stage_differs', 'stage'),
    (row(slug='wien', since='2018-01-01', until='2020-01-01'), 'period_overlaps', 'member since'),
    (row(country='AT', since='2019'), 'row_names_nobody', 'name'),
    (row(slug='atlantis'), 'city_unknown', 'slug'),
    (row(name='G' * 201, country='AT'), 'too_long', 'name'),
    (row(slug='barcelona', since='2019-03-01'), 'row_twice', None),
    (row(geonames='2761369', since='2017-01-01', until='2017-06-01'), 'row_overlaps', None),
)  # fmt: skip
# Two rows of which two of the faulty ones say the same, or cannot be true beside.
SOUND = (row(slug='barcelona', since='2019-03-01'), row(geonames='2761369', since='2016-01-01', until='2017-02-01'))


@pytest.mark.usefixtures('catalogue')
def test_each_of_thirty_five_faults_is_told_in_its_row_and_nothing_is_written(office: Somebody, world: World, database: Database) -> None:
    before = recorded(database)
    found = sent(office, world, HEADINGS, *SOUND, *(line for line, _, _ in FAULTY))
    told = rows_of(office, found)
    assert [each['outcome'] for each in told[:2]] == ['unchanged', 'added']
    assert [(each['faults'][0]['code'], each['faults'][0]['heading']) for each in told[2:]] == [(code, place) for _, code, place in FAULTY]
    assert {len(each['faults']) for each in told[2:]} == {1}
    assert counted(found) == {'unchanged': 1, 'added': 1, 'refused': 35}
    assert problem(apply(office, found)) == (409, 'import-has-faults')
    assert recorded(database) == before


@pytest.mark.usefixtures('catalogue')
def test_the_sound_rows_are_written_when_the_office_says_so(office: Somebody, world: World, database: Database) -> None:
    found = sent(office, world, HEADINGS, *SOUND, *(line for line, _, _ in FAULTY))
    before = recorded(database)
    assert made(apply(office, found, rows='sound'))['stage'] == 'applied'
    assert recorded(database) == before | {'memberships': before['memberships'] + 1}


@pytest.mark.usefixtures('catalogue')
def test_members_are_taken_with_days_known_in_part_and_nothing_is_sent(
    office: Somebody, world: World, database: Database, journal: Journal
) -> None:
    before = recorded(database)
    found = sent(office, world, 'Stadt;Land;Mitglied seit', 'Valencia;Spanien;2010', 'Köln;DE;5/2011', 'Graz;Österreich;1.3.2019')
    assert counted(found) == {'added': 2, 'unchanged': 1}
    assert (found['stage'], found['version'], found['you_may']) == (
        'checked',
        1,
        ['update_import', 'decide_import_rows', 'apply_import', 'discard_import'],
    )
    assert recorded(database) == before
    applied = made(apply(office, found))
    assert (applied['stage'], applied['you_may']) == ('applied', [])
    after = recorded(database)
    assert after == before | {name: before[name] + 2 for name in ('cities', 'identifiers', 'memberships')}
    (valencia,), (cologne,) = of_city(office, 'valencia'), of_city(office, 'koln')
    assert (valencia['start_date'], valencia['start_precision'], valencia['imported']) == ('2010-01-01', 'year', True)
    assert (cologne['start_date'], cologne['start_precision'], cologne['stage']) == ('2011-05-01', 'month', 'active')
    assert [entry['operation'] for entry in journal(valencia['id'])] == ['apply_import']
    assert [entry['operation'] for entry in journal(valencia['city_id'])] == ['apply_import']
    assert [entry['operation'] for entry in journal(found['id'])] == ['create_import', 'apply_import']
    assert [each['record_id'] for each in rows_of(office, found, outcome='added')] == [valencia['city_id'], cologne['city_id']]
    assert problem(apply(office, found)) == (409, 'import-applied')


@pytest.mark.usefixtures('catalogue')
def test_the_same_file_again_is_nothing_new(office: Somebody, world: World, database: Database) -> None:
    lines = ('City,Country,Member since,Other names', 'Valencia,ES,2010,Valence; València', 'Frankfurt,DE,2011-03-02,', 'Graz,AT,2004-11,')
    found = sent(office, world, *lines)
    assert outcomes(office, found) == ['added', 'suspected', 'changed']
    (frankfurt,) = rows_of(office, found, outcome='suspected')
    assert [each['name'] for each in frankfurt['candidates']] == ['Frankfurt am Main', 'Frankfurt (Oder)']
    oder = {'row_id': frankfurt['id'], 'decision': 'same', 'candidate_id': frankfurt['candidates'][1]['id']}
    assert counted(decide(office, found, oder)) == {'added': 2, 'changed': 1}
    made(apply(office, found))
    after = recorded(database)
    again = sent(office, world, *lines)
    assert counted(again) == {'unchanged': 3}
    made(apply(office, again))
    assert recorded(database) == after
    city = made(office.get('/v1/cities', params={'identifier': 'geonames:2925535'}))['items'][0]
    assert (city['name'], city['slug'], city['country_code']) == ('Frankfurt', 'frankfurt', 'DE')


@pytest.mark.usefixtures('catalogue')
@pytest.mark.parametrize('form', ['csv', 'xlsx'])
@pytest.mark.parametrize('resource', ['memberships', 'cities'])
def test_what_is_exported_is_understood_without_mapping_and_changes_nothing(
    office: Somebody, world: World, form: str, resource: str
) -> None:
    made(apply(office, sent(office, world, 'name;country;start_date;kind', 'Valencia;ES;2010;', "'=1+1;Austria;;other local authority")))
    file = office.get(f'/v1/exports/{resource}.{form}', params={'network_id': str(world.network)})
    found = made(post(office, world, file.content, f'export.{form}'))
    assert counted(found) == {'unchanged': 8}
    assert {column['field'] for column in found['columns']} >= {'slug', 'name', 'country_code'}


def test_a_name_alone_is_never_enough_where_it_is_nearly_that_of_another(office: Somebody, world: World) -> None:
    found = sent(office, world, 'city,country', 'Bolgna,IT', 'Gratz,AT', 'Uppsala,SE')
    suspects = rows_of(office, found, outcome='suspected')
    assert [(each['title'], each['candidates'][0]['name']) for each in suspects] == [('Bolgna', 'Bologna'), ('Gratz', 'Graz')]
    same = {'row_id': suspects[0]['id'], 'decision': 'same', 'candidate_id': suspects[0]['candidates'][0]['id']}
    assert counted(decide(office, found, same, {'row_id': suspects[1]['id'], 'decision': 'new'})) == {'added': 2, 'changed': 1}
    assert counted(decide(office, found, {'row_id': suspects[1]['id'], 'decision': 'left_out'})) == {
        'added': 1,
        'changed': 1,
        'left_out': 1,
    }
    made(apply(office, found))
    assert made(office.get('/v1/cities/bologna'))['other_names'] == ['Bolgna']
    assert problem(office.get('/v1/cities/gratz')) == (404, 'not-found')


def test_an_answer_names_a_row_and_a_candidate_of_this_file(office: Somebody, world: World) -> None:
    found = sent(office, world, 'city,country', 'Gratz,AT')
    (suspect,) = rows_of(office, found)
    path = f'/v1/imports/{found["id"]}/decisions'
    strange = {'row_id': suspect['id'], 'decision': 'same', 'candidate_id': str(world.cities['berlin'])}
    for wish in (strange, {'row_id': str(world.network), 'decision': 'new'}):
        assert problem(office.post(path, json={'decisions': [wish]}, headers={'If-Match': '*'})) == (409, 'unknown-reference')


def test_how_columns_were_understood_is_remembered(office: Somebody, world: World) -> None:
    found = sent(office, world, 'Wer?,Wo?,Anno', 'Graz,AT,2019')
    assert [column['field'] for column in found['columns']] == [None, None, None]
    assert rows_of(office, found)[0]['faults'][0]['code'] == 'row_names_nobody'
    path, match = f'/v1/imports/{found["id"]}', {'If-Match': '*'}
    wish = {'fields': ['name', 'country_code', 'start_date']}
    assert counted(made(office.patch(path, json=wish, headers=match))) == {'unchanged': 1}
    assert [column['field'] for column in sent(office, world, 'Anno,Wer?', '2019,Graz')['columns']] == ['start_date', 'name']
    for fields, told in (
        (['name'], 'import-columns-differ'),
        (['name', 'name', None], 'import-field-twice'),
        (['name', 'colour', None], 'import-field-unknown'),
        (['country_code', None, 'start_date'], 'import-names-nobody'),
    ):
        assert problem(office.patch(path, json={'fields': fields}, headers=match)) == (409, told)


def test_a_file_that_is_no_table_is_refused_by_what_is_in_it(office: Somebody, world: World) -> None:
    for content, told in (
        (b'%PDF-1.7 % no table', 'table-not-readable'),
        (b'PK\x03\x04 no archive', 'table-not-readable'),
        (b'city,country', 'table-empty'),
        (b'city' + b'\nGraz' * 5001, 'table-too-large'),
    ):
        assert problem(post(office, world, content, 'members.xlsx')) == (409, told)
    assert refused(post(office, world, b'city\nGraz', kind='colours')) == [('/kind', 'literal_error')]


def test_a_change_meanwhile_is_seen_when_the_file_is_applied(office: Somebody, world: World, database: Database) -> None:
    first, second = (sent(office, world, 'city,country', 'Uppsala,SE') for _ in range(2))
    made(apply(office, first))
    before = recorded(database)
    assert counted(made(apply(office, second))) == {'unchanged': 1}
    assert recorded(database) == before


def test_a_file_that_is_discarded_loses_its_rows_at_once_and_is_applied_no_more(
    office: Somebody, world: World, database: Database, journal: Journal
) -> None:
    before = recorded(database)
    found = sent(office, world, 'city,country', 'Uppsala,SE')
    path, match = f'/v1/imports/{found["id"]}/discards', {'If-Match': '*'}
    discarded = made(office.post(path, headers=match))
    assert (discarded['stage'], discarded['you_may'], rows_of(office, found)) == ('discarded', [], [])
    assert rows(database, 'SELECT count(*) AS n FROM import_rows') == [{'n': 0}]
    assert recorded(database) == before
    assert [entry['operation'] for entry in journal(found['id'])] == ['create_import', 'discard_import']
    assert problem(apply(office, found)) == problem(office.post(path, headers=match)) == (409, 'import-discarded')
    applied = sent(office, world, 'city,country', 'Uppsala,SE')
    made(apply(office, applied))
    assert problem(office.post(f'/v1/imports/{applied["id"]}/discards', headers=match)) == (409, 'import-applied')


def test_rows_are_kept_until_the_day_that_was_said_when_they_came(office: Somebody, world: World, service: Service) -> None:
    state = service.app.state
    former, state.settings = state.settings, state.settings.model_copy(update={'import_days': 2})
    try:
        found = sent(office, world, 'city,country', 'Uppsala,SE')
    finally:
        state.settings = former
    again = made(office.get(f'/v1/imports/{found["id"]}'))
    days = datetime.fromisoformat(again['rows_until']) - datetime.fromisoformat(again['created_at'])
    assert round(days / timedelta(days=1), 3) == 2


def test_rows_are_deleted_after_a_month_and_the_import_stays(office: Somebody, world: World, database: Database) -> None:
    found = sent(office, world, 'city,country', 'Uppsala,SE')
    with database.autocommit.connect() as connection:
        connection.execute(text("UPDATE imports SET rows_until = now() - interval '1 second'"))
        driver = connection.connection.driver_connection
        assert driver is not None
        tidy(driver, clock.now(), Settings())
    assert rows_of(office, found) == []
    assert made(office.get(f'/v1/imports/{found["id"]}'))['you_may'] == []
    assert problem(apply(office, found)) == (409, 'import-rows-gone')


def test_an_erasure_deletes_the_rows_that_name_the_person(office: Somebody, graz: Somebody, world: World, ledger: Path) -> None:
    mail = made(office.get(f'/v1/people/{graz.id}'))['mail']
    found = sent(office, world, 'city,country,contact', f'Graz,AT,{mail.upper()}', 'Bologna,IT,b@example.org')
    made(office.post(f'/v1/people/{graz.id}/erasures', json={'reason': 'asked for'}, headers={'If-Match': '*'}))
    assert [row['title'] for row in rows_of(office, found)] == ['Bologna']
    assert ledger.exists()


def test_the_files_of_an_office_are_its_own(office: Somebody, graz: Somebody, client_for: ClientFor, world: World) -> None:
    found = sent(office, world, 'city,country', 'Uppsala,SE')
    for other in (graz, client_for(network=world.other_network)):
        assert problem(other.get(f'/v1/imports/{found["id"]}')) == (404, 'not-found')
        assert problem(other.get(f'/v1/imports/{found["id"]}/rows')) == (404, 'not-found')
        assert made(other.get('/v1/imports'))['items'] == []
    assert made(office.get('/v1/imports', params={'kind': 'members'}))['items'][0]['id'] == found['id']
