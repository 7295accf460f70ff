"""The demonstration is loaded once and whole, every record with its source and its trace, and nothing of it was sent."""

import threading
from typing import Any

import pytest
from sqlalchemy import text

from api.database import Database, ensure_instance
from api.demonstration import prepare
from api.demonstration.accounts import ACCOUNTS
from api.models.cities import CityRow
from api.models.columns import Subject, table
from api.models.instance import InstanceRow
from api.models.memberships import GroupMemberCreate
from api.models.networks import NetworkRow
from api.models.people import PersonRow
from api.operations.working_groups import join_working_group
from api.permissions import Caller
from api.problems import Problem
from api.running.processes import CannotStart
from api.spine import SUBJECT_TYPES, Transaction
from tests.conftest import Databases
from tests.demonstration.reading import CITIES, TABLES, contents, ignore, named, records, scalar


@pytest.mark.parametrize('row', TABLES, ids=lambda row: table(row).name)
def test_a_record_is_either_documented_with_its_source_or_invented_without_one(loaded: Database, row: type[Subject]) -> None:
    assert all(bool(each.source) is not each.demonstration for each in records(loaded, row))


def test_everybody_is_invented_and_reached_at_a_reserved_address(loaded: Database) -> None:
    people = records(loaded, PersonRow)
    assert all(row.demonstration and row.name.startswith('Demonstration ') for row in people)
    assert all(row.mail.endswith('@example.org') for row in people)
    assert len(people) == 2 + len([city for city in CITIES if city['membership'] == 'confirmed'])


@pytest.mark.parametrize('account', ACCOUNTS, ids=lambda account: str(account.id))
def test_every_account_of_the_sign_in_page_is_a_person_with_that_role(loaded: Database, account: Any) -> None:
    with loaded.autocommit.connect() as connection:
        found = connection.execute(
            text(
                'SELECT p.name, r.role, c.slug, x.visibility FROM people p JOIN roles r ON r.person_id = p.id AND r.end_date IS NULL '
                'AND r.working_group_id IS NULL '
                'JOIN contact_points x ON x.person_id = p.id AND x.value = p.mail '
                'LEFT JOIN cities c ON c.id = r.city_id WHERE p.mail = :mail',
            ),
            {'mail': account.mail},
        )
        assert [tuple(row) for row in found] == [(account.name, account.role, account.city, 'members')]


def test_every_record_stands_once_in_the_feed_and_the_numbers_have_no_gap(loaded: Database) -> None:
    for row in TABLES:
        name = table(row).name
        with loaded.autocommit.connect() as connection:
            indexed = connection.execute(
                text('SELECT subject_id, version, audience_now FROM changes WHERE subject_type = :type'), {'type': SUBJECT_TYPES.get(name)}
            )
            stored = {(each.id, each.version, each.audience) for each in records(loaded, row)} if name in SUBJECT_TYPES else set()
            assert {tuple(each) for each in indexed} == stored
    seqs = scalar(loaded, 'SELECT json_agg(seq ORDER BY seq) FROM changes')
    assert seqs == list(range(1, scalar(loaded, 'SELECT head_seq FROM change_counter') + 1))


@pytest.mark.parametrize('row', TABLES, ids=lambda row: table(row).name)
def test_every_record_has_its_journal_entry(loaded: Database, row: type[Subject]) -> None:
    name = table(row).name
    unwritten = f'SELECT count(*) FROM {name} WHERE id NOT IN (SELECT subject_id FROM journal)'  # noqa: S608 -- the name of our own table
    assert scalar(loaded, unwritten) == 0


def test_nothing_was_sent_and_nothing_waits(loaded: Database) -> None:
    assert (contents(loaded)['notices'], contents(loaded)['outbox']) == (0, 0)


def test_loading_twice_changes_nothing(own: Database) -> None:
    before, lines = contents(own), list[str]()
    prepare(own.url, lines.append)
    assert (contents(own), lines) == (before, [])


def test_of_two_starts_at_once_one_loads(databases: Databases) -> None:
    url = databases.copy()
    lines: list[str] = []
    starts = [threading.Thread(target=prepare, args=(url, lines.append)) for _ in range(2)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    database = Database(url)
    assert (len(lines), contents(database)['cities']) == (1, len(CITIES))
    database.close()
    databases.drop(url)


def test_a_start_that_breaks_off_leaves_nothing_behind(database_url: str) -> None:
    def break_off(_line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare(database_url, break_off)
    database = Database(database_url)
    assert set(contents(database).values()) == {0}
    prepare(database_url, ignore)
    assert contents(database)['cities'] == len(CITIES)
    assert [row.demonstration for row in records(database, InstanceRow)] == [True]
    database.close()


def test_a_database_with_records_of_its_own_is_refused(database_url: str) -> None:
    ensure_instance(database_url, demonstration=False)
    database = Database(database_url)
    with Transaction(database, Caller(kind='operator', everywhere=True, scopes=None)) as transaction:
        network = NetworkRow(slug='own', name='Own network', sort_key='own network', audience='public')
        transaction.record('create_network', transaction.add(network))
    with pytest.raises(CannotStart, match='records of its own'):
        prepare(database_url, ignore)
    assert contents(database)['cities'] == 0
    assert [row.demonstration for row in records(database, InstanceRow)] == [False]
    database.close()


def test_a_city_joins_the_invented_proposal_but_a_documented_group_stays_as_it_is(own: Database) -> None:
    graz, eccar = named(own, CityRow)['graz'], named(own, NetworkRow)['eccar']
    caller = Caller(kind='person', id=graz.id, scopes=None, speaks_for=frozenset({(eccar.id, graz.id)}), member_of=frozenset({eccar.id}))
    wish = GroupMemberCreate(city_id=graz.id)
    with pytest.raises(Problem) as refused, Transaction(own, caller) as transaction:
        join_working_group(transaction, 'anti-muslim-racism', wish)
    assert refused.value.slug == 'documented-fact'
    with Transaction(own, caller) as transaction:
        group, membership = join_working_group(transaction, 'anti-racism-in-municipal-hiring', wish)
        assert membership.demonstration
    assert group.missing == [{'code': 'cities', 'have': 2, 'needed': 3}]
