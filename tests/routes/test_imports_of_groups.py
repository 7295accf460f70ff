"""Imports of the working groups that an office already has: in one row or in several, as they were, and nobody is told."""

from functools import partial
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.database import Database
from tests.routes.acts import constituted, join, made, propose
from tests.routes.conftest import Journal, Somebody, World, problem
from tests.routes.imported import apply, counted, decide, faults_of, post, recorded, rows_of, sent

groups = partial(sent, kind='working_groups')
HEADINGS = 'title;stage;channel;constituted on;closed on;lead city;lead since;cities;city;joined;left;mode;slug;proposed on'
PLACES = HEADINGS.split(';')
FAIR = 'Fair housing;constituted;;2016;;Graz;2016;Graz, Bologna, Berlin;;;;online;;2015-11'


@pytest.fixture
def in_preparation(database: Database, world: World) -> None:
    """Let the network be as it is before its office goes live."""
    with database.autocommit.connect() as connection:
        connection.execute(text("UPDATE networks SET stage = 'preparation' WHERE id = :id"), {'id': world.network})


def row(**cells: str) -> str:
    """Return a line of a file with all headings."""
    named = {'since': 'constituted on', 'closed': 'closed on', 'lead': 'lead city', 'lead_since': 'lead since', 'proposed': 'proposed on'}
    said = {named.get(name, name): value for name, value in cells.items()}
    return ';'.join(f'"{said[place]}"' if ';' in said.get(place, '') else said.get(place, '') for place in PLACES)


def group(caller: httpx.Client, slug: str) -> dict[str, Any]:
    return made(caller.get(f'/v1/working-groups/{slug}', params={'expand': 'members'}))


def members(caller: httpx.Client, slug: str) -> dict[str, dict[str, Any]]:
    items = made(caller.get('/v1/memberships', params={'working_group_id': group(caller, slug)['id'], 'limit': 100}))['items']
    return {item['member']['slug']: item for item in items}


FAULTY: tuple[tuple[str, str, str | None], ...] = (
    (row(stage='proposed', lead='Graz'), 'row_names_no_group', 'title'),
    (row(slug='no-such-group', city='Graz'), 'group_not_known', 'slug'),
    (row(title='A' * 201), 'too_long', 'title'),
    (row(title='B', stage='asleep'), 'word_unknown', 'stage'),
    (row(title='C', channel='by pigeon'), 'word_unknown', 'channel'),
    (row(title='D', mode='by pigeon'), 'word_unknown', 'mode'),
    (row(title='E', since='long ago'), 'no_date', 'constituted on'),
    (row(title='F', since='2100'), 'future_date', 'constituted on'),
    (row(title='G', proposed='03/04/2019'), 'date_ambiguous', 'proposed on'),
    (row(title='H', stage='completed', since='2010', closed='2019', cities='Graz'), 'end_needs_a_day', 'closed on'),
    (row(title='I', stage='completed', since='2010', cities='Graz'), 'group_end_needed', 'closed on'),
    (row(title='J', stage='proposed', closed='2019-03-01', cities='Graz'), 'group_not_closed', 'closed on'),
    (row(title='K', stage='completed', since='2019-04', closed='2019-03-01', cities='Graz'), 'ends_before_start', 'closed on'),
    (row(title='L', cities='Graz; Atlantis'), 'city_not_known', 'cities'),
    (row(title='M', cities='Graz; Bolgna'), 'city_like', 'cities'),
    (row(title='N', lead='Atlantis'), 'city_not_known', 'lead city'),
    (row(title='O', city='Graz (Germany)'), 'city_like', 'city'),
    (row(title='P', cities='Graz; Montréal'), 'city_not_in_network', 'cities'),
    (row(title='Q', lead='Montréal'), 'city_not_in_network', 'lead city'),
    (row(title='R', city='Graz', joined='2019-03-01', left='2019-02-01'), 'ends_before_start', 'left'),
    (row(title='S', city='Graz', joined='2018-03-01', left='2019'), 'end_needs_a_day', 'left'),
    (row(title='T', stage='constituted', cities='Graz, Bologna'), 'group_never_constituted', 'stage'),
    (row(title='U', stage='proposed', cities='Graz, Bologna, Berlin'), 'group_would_be_constituted', 'stage'),
    (row(title='Proposed here', city='Berlin'), 'group_not_imported', 'city'),
    (row(title='Proposed here', stage='constituted', since='2018'), 'group_stage_differs', 'stage'),
    (row(title='Proposed here', lead='Bologna'), 'lead_differs', 'lead city'),
    (row(title='Proposed here', channel='general assembly'), 'channel_differs', 'channel'),
    (row(title='Proposed here', proposed='2018'), 'group_day_recorded', 'proposed on'),
    (row(title='Proposed here', city='Graz', left='2019-02-01'), 'group_not_imported', 'city'),
)  # fmt: skip


def test_each_of_twenty_nine_faults_is_told_in_its_row_and_nothing_is_written(office: Somebody, world: World, database: Database) -> None:
    propose(office, world, title='Proposed here')
    before = recorded(database)
    # Each fault in a file of its own rows: rows of one title would be one group.
    told = []
    of_one_group = [each for each in FAULTY if each[0].startswith('Proposed here')]
    files = [[each for each in FAULTY if each not in of_one_group], *([each] for each in of_one_group)]
    for lines in files:
        found = groups(office, world, HEADINGS, *(line for line, _, _ in lines))
        told += faults_of(office, found)
        assert counted(found) == {'refused': len(lines)}
        assert problem(apply(office, found)) == (409, 'import-has-faults')
    assert told == [(code, place) for lines in files for _, code, place in lines]
    assert recorded(database) == before


def test_a_group_is_taken_as_it_was_with_days_known_in_part_and_nobody_is_told(
    office: Somebody, world: World, database: Database, journal: Journal
) -> None:
    before = recorded(database)
    found = groups(office, world, HEADINGS, FAIR)
    assert counted(found) == {'added': 1}
    (only,) = rows_of(office, found)
    assert [(change['field'], change['to']) for change in only['changes']] == [
        ('cities', 'Graz; Bologna; Berlin'), ('stage', 'official'), ('lead_city', 'Graz'),
    ]  # fmt: skip
    assert only['notes'] == []
    assert recorded(database) == before
    made(apply(office, found))
    assert recorded(database) == before | {'working_groups': 1, 'leads': 1, 'memberships': before['memberships'] + 3}
    fair = group(office, 'fair-housing')
    assert (fair['stage'], fair['imported'], fair['city_count'], fair['country_count']) == ('constituted', True, 3, 3)
    assert (fair['constituted_on'], fair['proposed_on']) == (
        {'value': '2016', 'precision': 'year'}, {'value': '2015-11', 'precision': 'month'},
    )  # fmt: skip
    assert (fair['lead_city']['slug'], fair['mode'], fair['needs_lead'], fair['below_minimum']) == ('graz', 'online', False, False)
    assert {slug: (each['imported'], each['start_date']) for slug, each in members(office, 'fair-housing').items()} == {
        'graz': (True, None), 'bologna': (True, None), 'berlin': (True, None),
    }  # fmt: skip
    (lead,) = made(office.get(f'/v1/working-groups/{fair["id"]}/leads'))['items']
    assert (lead['start_date'], lead['start_precision']) == ('2016-01-01', 'year')
    assert [entry['operation'] for entry in journal(fair['id'])] == ['apply_import'] * 2
    assert journal(fair['id'])[1]['rule'] == 'W2'
    assert made(office.get('/v1/public/working-groups'))['items'][0]['title'] == 'Fair housing'
    assert rows_of(office, found)[0]['record_id'] == fair['id']


def test_a_group_in_several_rows_is_one_and_the_same_file_again_is_nothing_new(office: Somebody, world: World, database: Database) -> None:
    lines = (
        HEADINGS,
        row(title='Fair housing', since='5/2016', lead='Graz'),
        row(city='Bologna', joined='2017'),
        row(title='FAIR HOUSING', city='berlin', joined='1.2.2018', left='2020-02-01'),
        row(title='Night life', stage='geplant', channel='GA', cities='Berlin\nHeidelberg'.replace('\n', ';')),
        row(title='Old town', stage='completed', since='2008', closed='2012-06-30', lead='Graz', cities='Graz; Montréal (Canada)'),
        row(title='Given up', stage='withdrawn', closed='2013-01-31', lead='Graz', cities='Graz'),
    )
    found = groups(office, world, *lines)
    assert counted(found) == {'added': 6}
    notes = [[note['code'] for note in each['notes']] for each in rows_of(office, found)]
    assert notes == [['group_below_minimum'], [], [], ['group_proposed', 'group_needs_lead'], [], []]
    made(apply(office, found))
    fair, night, old, given_up = (group(office, slug) for slug in ('fair-housing', 'night-life', 'old-town', 'given-up'))
    assert (fair['stage'], fair['below_minimum'], fair['city_count']) == ('constituted', True, 2)
    assert (night['stage'], night['channel'], night['needs_lead'], night['missing'][0]['have']) == ('proposed', 'general_assembly', True, 2)
    assert (old['stage'], old['closed_on'], old['needs_lead'], old['lead_city']['slug']) == ('completed', '2012-06-30', False, 'graz')
    assert (given_up['stage'], given_up['closed_on']) == ('withdrawn', '2013-01-31')
    berlin, montreal = members(office, 'fair-housing')['berlin'], members(office, 'old-town')['montreal']
    assert (berlin['start_date'], berlin['end_date'], berlin['end_reason']) == ('2018-02-01', '2020-02-01', 'left')
    assert (montreal['end_date'], montreal['end_reason']) == ('2012-06-30', 'group_completed')
    assert members(office, 'given-up')['graz']['end_reason'] == 'group_withdrawn'
    after = recorded(database)
    assert (after['notices'], after['outbox']) == (0, 0)
    again = groups(office, world, *lines)
    assert counted(again) == {'unchanged': 6}
    made(apply(office, again))
    assert recorded(database) == after


@pytest.mark.parametrize('form', ['csv', 'xlsx'])
def test_what_is_exported_is_understood_without_mapping_and_changes_nothing(office: Somebody, world: World, form: str) -> None:
    made(apply(office, groups(office, world, HEADINGS, FAIR)))
    constituted(office, world, title='Made here')
    file = office.get(f'/v1/exports/working-groups.{form}', params={'network_id': str(world.network)})
    assert counted(made(post(office, world, file.content, f'groups.{form}', 'working_groups'))) == {'unchanged': 2}


@pytest.mark.usefixtures('in_preparation')
def test_in_preparation_the_rule_constitutes_a_group_and_still_nobody_is_told(office: Somebody, world: World, database: Database) -> None:
    lines = (row(title='Fair housing', lead='Graz'), row(city='Wien', joined='2020-05-04'))
    found = groups(office, world, HEADINGS, *lines)
    assert counted(found) == {'added': 2}
    assert [note['code'] for note in rows_of(office, found)[0]['notes']] == ['group_proposed']
    made(apply(office, found))
    more = groups(office, world, HEADINGS, row(title='Fair housing', city='Bologna', joined='2021-02-03'))
    (only,) = rows_of(office, more)
    assert (only['outcome'], [note['code'] for note in only['notes']]) == ('changed', ['group_constituted_by_rule'])
    made(apply(office, more))
    fair = group(office, 'fair-housing')
    assert (fair['stage'], fair['constituted_on']) == ('constituted', {'value': '2021-02-03', 'precision': 'day'})
    assert made(office.get(f'/v1/working-groups/{fair["id"]}/formation'))['summary']
    assert recorded(database)['notices'] == 0


def test_what_describes_a_group_is_changed_from_old_to_new_and_more_is_learnt(office: Somebody, world: World) -> None:
    made(apply(office, groups(office, world, HEADINGS, FAIR)))
    line = row(title='Fair homes', since='2016-05', cities='Graz, Heidelberg', mode='hybrid', slug='fair-housing')
    found = groups(office, world, f'{HEADINGS};aims', f'{line};Homes for all')
    (only,) = rows_of(office, found)
    assert [(change['field'], change['from'], change['to']) for change in only['changes']] == [
        ('title', 'Fair housing', 'Fair homes'), ('aims', None, 'Homes for all'), ('mode', 'online', 'hybrid'),
        ('constituted_on', '2016', '2016-05'), ('cities', None, 'Heidelberg'),
    ]  # fmt: skip
    made(apply(office, found))
    fair = group(office, 'fair-housing')
    assert (fair['title'], fair['mode'], fair['city_count']) == ('Fair homes', 'hybrid', 4)


def test_a_title_that_is_nearly_that_of_another_waits_for_a_person_and_its_rows_with_it(office: Somebody, world: World) -> None:
    made(apply(office, groups(office, world, HEADINGS, FAIR)))
    lines = (HEADINGS, row(title='Fair housng', since='2019', lead='Graz'), row(city='Wien'))
    found = groups(office, world, *lines)
    first, second = rows_of(office, found)
    assert (first['outcome'], first['candidates'][0]['name']) == ('suspected', 'Fair housing')
    assert first['candidates'][0]['detail'] == 'official, 3 cities'
    assert (second['outcome'], second['faults'][0]['code']) == ('refused', 'group_row_not_taken')
    assert counted(decide(office, found, {'row_id': first['id'], 'decision': 'left_out'})) == {'left_out': 2}
    assert counted(decide(office, found, {'row_id': first['id'], 'decision': 'new'})) == {'added': 2}
    same = {'row_id': first['id'], 'decision': 'same', 'candidate_id': first['candidates'][0]['id']}
    assert counted(decide(office, found, same)) == {'changed': 2}
    made(apply(office, found))
    assert group(office, 'fair-housing')['title'] == 'Fair housng'


def test_of_two_rows_that_contradict_each_other_the_later_one_is_refused(office: Somebody, world: World) -> None:
    found = groups(
        office, world, HEADINGS, row(title='Fair housing', since='2016', mode='online', lead='Graz'), row(city='Wien', mode='hybrid'),
        row(city='Berlin', joined='2017', left='2019-02-01'), row(city='Berlin', joined='2018'), row(cities='Graz;Berlin'),
    )  # fmt: skip
    assert faults_of(office, found) == [
        ('added', None), ('row_disagrees', 'mode'), ('added', None), ('row_overlaps_group', 'city'), ('row_overlaps_group', 'cities'),
    ]  # fmt: skip


def test_an_imported_group_goes_on_like_any_other(office: Somebody, world: World, database: Database) -> None:
    made(apply(office, groups(office, world, HEADINGS, row(title='Fair housing', lead='Graz', cities='Wien', proposed='2019'))))
    assert made(join(office, world, 'fair-housing', 'bologna'))['working_group']['stage'] == 'constituted'
    told = recorded(database)['notices']
    assert told > 0
