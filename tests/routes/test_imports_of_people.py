"""Imports of the people that an office already has: who they are, their roles, how they are reached. Nobody is invited or published."""

import re
from functools import partial
from pathlib import Path
from typing import Any, get_args

import httpx
import pytest
from sqlalchemy import text

from api.database import Database
from api.models.roles import RoleName
from api.sentences import languages
from tests.routes.acts import constituted, made
from tests.routes.conftest import ClientFor, Journal, Somebody, World, problem
from tests.routes.imported import apply, counted, decide, faults_of, outcomes, post, recorded, rows_of, sent
from tests.world import rows

people = partial(sent, kind='people')
HEADINGS = 'name;mail;role;city;organisation;working group;phone;visibility;language;since'
PLACES = HEADINGS.split(';')
LENA = 'Lena Lind;lena@example.org;Koordinatorin;Graz;;;+43 316 1;;deutsch;2019'


def row(**cells: str) -> str:
    """Return a line of a file with all headings."""
    said = {name.replace('group', 'working group'): value for name, value in cells.items()}
    return ';'.join(said.get(place, '') for place in PLACES)


def person(caller: httpx.Client, world: World, name: str) -> dict[str, Any]:
    """Return the only person of that name."""
    items = made(caller.get('/v1/people', params={'network_id': str(world.network), 'limit': 100}))['items']
    (found,) = [each for each in items if each['name'] == name]
    return dict(found)


def of_person(caller: httpx.Client, found: dict[str, Any], resource: str) -> list[dict[str, Any]]:
    return list(made(caller.get(f'/v1/{resource}', params={'person_id': found['id']}))['items'])


FAULTY: tuple[tuple[str, str, str | None], ...] = (
    (row(mail='nobody@'), 'no_mail', 'mail'),
    (row(role='coordinator', city='Graz'), 'row_names_no_person', 'name'),
    (row(name='A' * 201), 'too_long', 'name'),
    (row(mail='new@example.org'), 'name_needed', 'name'),
    (row(name='Bea', role='jester', city='Graz'), 'word_unknown', 'role'),
    (row(name='Cleo', role='office_admin'), 'role_of_the_office', 'role'),
    (row(name='Dora', role='coordinator'), 'role_needs_city', 'role'),
    (row(name='Edda', role='lead_contact', city='Graz'), 'role_needs_group', 'role'),
    (row(name='Finn', role='organisation_contact'), 'role_needs_organisation', 'role'),
    (row(name='Gina', role='lead_contact', city='Bologna', group='Fair housing'), 'not_the_lead_city', 'working group'),
    (row(name='Hugo', role='lead_contact', city='Graz', group='No such'), 'group_not_known', 'working group'),
    (row(name='Ines', organisation='No such'), 'organisation_not_known', 'organisation'),
    (row(name='Jana', city='Atlantis'), 'city_not_known', 'city'),
    (row(name='Karl', city='Gratz'), 'city_like', 'city'),
    (row(name='Lars', city='Montréal'), 'city_not_in_network', 'city'),
    (row(name='Mona', since='2019'), 'role_needed', 'role'),
    (row(name='Nora', role='coordinator', city='Graz', since='soon'), 'no_date', 'since'),
    (row(name='Olaf', role='coordinator', city='Graz', since='2100'), 'future_date', 'since'),
    (row(name='Pina', phone='1'), 'no_phone', 'phone'),
    (row(name='Rosa', visibility='everybody'), 'word_unknown', 'visibility'),
    (row(name='Sven', language='Klingon'), 'word_unknown', 'language'),
    (row(name='Tilda', mail='elsewhere@example.org'), 'person_elsewhere', 'mail'),
    (row(name='Somebody Else', mail='shared@example.org'), 'mail_of_row', 'mail'),
    (row(name='Off Duty', mail='off@example.org', role='coordinator', city='Graz'), 'person_disabled', 'role'),
    (row(name='Was Here', mail='was@example.org', role='coordinator', city='Graz', since='2019'), 'role_ended', 'role'),
)  # fmt: skip


@pytest.fixture
def known_people(office: Somebody, client_for: ClientFor, world: World) -> None:
    """People whom rows cannot mean, or whose roles they cannot give; and a group that Graz leads."""
    constituted(office, world)

    def known(name: str, mail: str, caller: httpx.Client = office, network: Any = world.network) -> dict[str, Any]:
        return made(caller.post('/v1/people', json={'network_id': str(network), 'name': name, 'mail': mail}))

    known('Elsa Where', 'elsewhere@example.org', client_for(network=world.other_network), world.other_network)
    off, was = known('Off Duty', 'off@example.org'), known('Was Here', 'was@example.org')
    made(office.patch(f'/v1/people/{off["id"]}', json={'disabled': True}, headers={'If-Match': '*'}))
    place = {'network_id': str(world.network), 'role': 'coordinator', 'city_id': str(world.cities['graz'])}
    role = made(office.post('/v1/roles', json={**place, 'person_id': was['id'], 'start_date': '2019-01-01', 'reason': 'as it was'}))
    made(office.post(f'/v1/roles/{role["id"]}/ending', json={}, headers={'If-Match': '*'}))


@pytest.mark.usefixtures('known_people')
def test_each_of_twenty_five_faults_is_told_in_its_row_and_nothing_is_written(office: Somebody, world: World, database: Database) -> None:
    before = recorded(database)
    found = people(office, world, HEADINGS, row(name='Quinn', mail='shared@example.org'), *(line for line, _, _ in FAULTY))
    assert faults_of(office, found)[1:] == [(code, place) for _, code, place in FAULTY]
    assert counted(found) == {'added': 1, 'refused': 25}
    assert problem(apply(office, found)) == (409, 'import-has-faults')
    assert recorded(database) == before


@pytest.mark.parametrize('language', languages())
def test_what_a_fault_offers_in_the_readers_words_is_understood(office: Somebody, world: World, language: str) -> None:
    office.headers['accept-language'] = language
    [jester] = rows_of(office, people(office, world, HEADINGS, row(name='Bea', role='Hofnarr', city='Graz')))
    [fault] = jester['faults']
    assert 'Hofnarr' in fault['detail']
    offered = re.split(r', |: ', fault['detail'].rstrip('.'))[1:]
    assert len(offered) == len(get_args(RoleName))
    assert 'office_admin' not in offered
    named = [row(name=f'Bea {number}', mail=f'bea{number}@example.org', role=word) for number, word in enumerate(offered)]
    found = people(office, world, HEADINGS, *named)
    assert 'word_unknown' not in {code for code, _ in faults_of(office, found)}


def test_a_person_is_taken_with_their_role_and_nobody_is_invited_or_told(
    office: Somebody, world: World, database: Database, journal: Journal
) -> None:
    before = recorded(database)
    found = people(office, world, HEADINGS, LENA, row(name='Lena Lind', mail='LENA@example.org', role='department_contact', city='Graz'))
    first, second = rows_of(office, found)
    assert [(change['field'], change['to']) for change in first['changes']] == [
        ('role', 'Coordinator of a city'), ('start_date', '2019'), ('mail', 'lena@example.org'), ('phone', '+43 316 1'),
    ]  # fmt: skip
    assert [change['field'] for change in second['changes']] == ['role', 'start_date']
    assert counted(found) == {'added': 2}
    assert recorded(database) == before
    made(apply(office, found))
    assert recorded(database) == before | {'people': before['people'] + 1, 'roles': before['roles'] + 2, 'contact_points': 2}
    lena = person(office, world, 'Lena Lind')
    assert (lena['mail'], lena['language'], lena['city_id']) == ('lena@example.org', 'de', str(world.cities['graz']))
    held = {role['role']: role for role in of_person(office, lena, 'roles')}
    assert {name: role['imported'] for name, role in held.items()} == {'coordinator': True, 'department_contact': True}
    assert (held['coordinator']['start_date'], held['coordinator']['start_precision']) == ('2019-01-01', 'year')
    points = of_person(office, lena, 'contact-points')
    assert {point['kind']: point['visibility'] for point in points} == {'mail': 'members', 'phone': 'members'}
    assert {entry['operation'] for entry in journal(lena['id'])} == {'apply_import'}
    assert 'lena' not in str(journal(lena['id'])).lower()
    assert [row['record_id'] for row in rows_of(office, found)] == [lena['id']] * 2


def test_a_role_that_one_person_holds_at_a_time_is_given_to_nobody_else(office: Somebody, world: World, database: Database) -> None:
    made(apply(office, people(office, world, HEADINGS, LENA)))
    before = recorded(database)
    found = people(
        office, world, HEADINGS, LENA, row(name='Rita Zwei', role='coordinator', city='Graz'),
        row(name='Bo Uno', role='mayor', city='Bologna'), row(name='Bea Due', role='mayor', city='Bologna'),
        row(name='Bo Uno', role='mayor', city='Bologna', since='2020'), row(name='Ulf Drei', role='department_contact', city='Graz'),
    )  # fmt: skip
    assert counted(found) == {'unchanged': 2, 'refused': 2, 'added': 2}
    refused = [each for each in faults_of(office, found) if each[1]]
    assert refused == [('role_held_by_another', 'role'), ('role_of_row', 'role')]
    assert problem(apply(office, found)) == (409, 'import-has-faults')
    assert recorded(database) == before


def test_the_same_file_again_is_nothing_new_with_an_address_or_without(office: Somebody, world: World, database: Database) -> None:
    constituted(office, world)
    lines = (
        HEADINGS, LENA, row(name='Max Muster', role='mayor', city='Wien', phone='+43 1 2'), row(name='Bo Board', role='Vorstand'),
        row(name='Lea Haus', mail='lea@example.org', role='lead_contact', city='Graz', group='fair-housing', since='2020-05'),
    )  # fmt: skip
    made(apply(office, people(office, world, *lines)))
    after = recorded(database)
    again = people(office, world, *lines)
    assert counted(again) == {'unchanged': 4}
    made(apply(office, again))
    assert recorded(database) == after
    more = people(
        office, world, HEADINGS, row(name='Lena Lind', mail='lena@example.org', role='coordinator', city='Graz', since='3.4.2019')
    )
    assert [(change['from'], change['to']) for change in rows_of(office, more)[0]['changes']] == [('2019', '2019-04-03')]
    made(apply(office, more))
    (term,) = of_person(office, person(office, world, 'Lena Lind'), 'roles')
    assert (term['start_date'], term['start_precision']) == ('2019-04-03', 'day')


def test_somebody_of_nearly_that_name_in_that_city_waits_for_a_person(office: Somebody, world: World) -> None:
    made(apply(office, people(office, world, HEADINGS, LENA, row(name='Max Muster', city='Wien'))))
    lines = (
        HEADINGS, row(name='Lind Lena', city='Graz'), row(name='Max Mustr', mail='max@example.org', city='Wien'),
        row(name='Ole Other', mail='lena@example.org'), row(name='Lena Lind', city='Bologna'),
        row(name='Ada Ahn', mail='ada@example.org', city='Wien'), row(name='Ada Ahnn', mail='ahn@example.org', city='Wien'),
    )  # fmt: skip
    found = people(office, world, *lines)
    lena, max_, ole, *_, ada = rows_of(office, found)
    assert outcomes(office, found) == ['suspected', 'suspected', 'suspected', 'added', 'added', 'suspected']
    assert [each['faults'][0]['code'] for each in (lena, max_, ole, ada)] == [
        'person_looks_like', 'person_looks_like', 'person_of_that_mail', 'person_of_row',
    ]  # fmt: skip
    assert [(each['name'], each['detail']) for each in lena['candidates']] == [('Lena Lind', 'Graz, lena@example.org')]
    answers = (
        {'row_id': lena['id'], 'decision': 'same', 'candidate_id': lena['candidates'][0]['id']},
        {'row_id': max_['id'], 'decision': 'same', 'candidate_id': max_['candidates'][0]['id']},
        {'row_id': ole['id'], 'decision': 'new'},
        {'row_id': ada['id'], 'decision': 'new'},
    )
    assert counted(decide(office, found, *answers)) == {'unchanged': 1, 'changed': 1, 'added': 3, 'refused': 1}
    assert rows_of(office, found, outcome='refused')[0]['faults'][0]['code'] == 'mail_of_another'
    made(apply(office, found, rows='sound'))
    assert person(office, world, 'Max Muster')['mail'] == 'max@example.org'
    again = people(office, world, *lines)
    assert outcomes(office, again) == ['unchanged', 'unchanged', 'refused', 'unchanged', 'unchanged', 'unchanged']


def test_an_address_that_is_known_is_not_changed_by_an_import(office: Somebody, world: World) -> None:
    made(apply(office, people(office, world, HEADINGS, LENA)))
    found = people(office, world, HEADINGS, row(name='Lena Lind', mail='other@example.org', city='Graz'))
    (suspect,) = rows_of(office, found)
    same = {'row_id': suspect['id'], 'decision': 'same', 'candidate_id': suspect['candidates'][0]['id']}
    assert counted(decide(office, found, same)) == {'refused': 1}
    assert rows_of(office, found)[0]['faults'][0]['code'] == 'mail_differs'


def test_an_import_publishes_nobody_and_brings_back_nothing_that_was_taken_back(office: Somebody, world: World) -> None:
    line = row(name='Lena Lind', mail='lena@example.org', city='Graz', phone='+43 316 1', visibility='public')
    found = people(office, world, HEADINGS, line)
    assert [note['code'] for note in rows_of(office, found)[0]['notes']] == ['not_published']
    made(apply(office, found))
    lena = person(office, world, 'Lena Lind')
    points = {point['kind']: point for point in of_person(office, lena, 'contact-points')}
    assert {(point['visibility'], point['consented_on']) for point in points.values()} == {('members', None)}
    made(office.patch(f'/v1/contact-points/{points["phone"]["id"]}', json={'ended': True}, headers={'If-Match': '*'}))
    again = people(office, world, HEADINGS, line)
    assert counted(again) == {'unchanged': 1}
    assert [note['code'] for note in rows_of(office, again)[0]['notes']] == ['not_published', 'contact_ended']


def test_people_who_are_exported_are_understood_without_mapping(office: Somebody, world: World) -> None:
    made(apply(office, people(office, world, HEADINGS, LENA, row(name='Max Muster', city='Wien'))))
    file = office.get('/v1/exports/people.csv', params={'network_id': str(world.network)})
    assert counted(made(post(office, world, file.content, 'people.csv', 'people'))) == {'unchanged': 2}


def test_whoever_may_not_give_roles_imports_nobody(client_for: ClientFor, office: Somebody, world: World) -> None:
    lacking = client_for('admin')
    content = f'{HEADINGS}\n{LENA}'.encode()
    assert problem(post(lacking, world, content, 'people.csv', 'people'))[0] == 403
    assert problem(apply(lacking, people(office, world, HEADINGS, LENA)))[0] == 403


def test_an_erasure_deletes_the_rows_about_somebody_who_has_no_address_too(
    office: Somebody, world: World, database: Database, ledger: Path
) -> None:
    made(apply(office, people(office, world, HEADINGS, row(name='Max Muster', city='Wien', phone='+43 1 2'))))
    suspected = people(office, world, HEADINGS, row(name='Max Mustr', mail='other@example.org', city='Wien'))
    assert 'Max Muster' not in str(rows(database, 'SELECT findings FROM import_rows WHERE import_id = :id', id=suspected['id']))
    found = person(office, world, 'Max Muster')
    made(office.post(f'/v1/people/{found["id"]}/erasures', json={'reason': 'asked for'}, headers={'If-Match': '*'}))
    with database.autocommit.connect() as connection:
        kept = connection.execute(text("SELECT count(*) FROM import_rows WHERE cells::text LIKE '%Max Muster%'")).scalar_one()
    assert kept == 0
    assert ledger.exists()
