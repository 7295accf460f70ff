"""An erasure leaves nothing personal of a person in any table, ends what was going on with them, and touches nobody else."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from api.database import Database
from api.erasure import ERASED, Emptied, apply_erasure, tables_about_people
from api.models.columns import new_id
from api.models.contact_points import ContactPointCreate
from api.models.people import PersonCreate
from api.models.roles import RoleCreate
from api.operations import contact_points, people, roles
from api.spine import Transaction
from tests.world import OPERATOR, founded, rows, session_of

# Nothing else in the database contains it.
CANARY = 'quetzalcoatlus'
ERASED_AT = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
LINK = """
INSERT INTO sign_in_links (id, person_id, address_hash, wrong_codes, created_at, expires_at)
VALUES (gen_random_uuid(), :person, :hash, 0, now(), now() + interval '15 minutes')
"""
PASSKEY = """
INSERT INTO passkeys (id, person_id, name, credential_id, public_key, sign_count, created_at)
VALUES (gen_random_uuid(), :person, :word, :hash, :hash, 0, now())
"""
CALENDAR = """
INSERT INTO calendar_subscriptions (id, person_id, name, token_hash, created_at) VALUES (gen_random_uuid(), :person, :word, :hash, now())
"""
NOTICE = """
WITH told AS (
  INSERT INTO notices (id, network_id, kind, stage, parameters, demonstration, created_at)
  SELECT gen_random_uuid(), network_id, 'member_joined', 'queued', '{}', false, now() FROM people WHERE id = :person
  RETURNING id, network_id
)
INSERT INTO waiting_notices (id, network_id, notice_id, person_id, since)
SELECT gen_random_uuid(), network_id, id, :person, now() FROM told
"""
FILTER = """
INSERT INTO saved_filters (id, person_id, name, address, created_at) VALUES (gen_random_uuid(), :person, :word, '/?q=' || :word, now())
"""
IDENTITY = """
INSERT INTO identities (id, person_id, issuer, subject, created_at) VALUES (gen_random_uuid(), :person, 'https://id.example', :word, now())
"""
_ANSWER = """
INSERT INTO idempotency_keys (caller, key, request_hash, answer_code, headers, body, created_at)
VALUES ('client', :key, 'sent', 201, '{}', :body, now())
"""
Erase = Callable[[UUID], list[Emptied]]


@pytest.fixture
def erase(database: Database) -> Erase:
    def act(person: UUID) -> list[Emptied]:
        with database.engine.begin() as connection:
            return apply_erasure(connection, person, ERASED_AT)

    return act


def known(database: Database, network: UUID, word: str) -> UUID:
    """Make somebody of whom every table with personal columns holds something."""
    with Transaction(database, OPERATOR) as transaction:
        person = people.create_person(transaction, PersonCreate(network_id=network, name=f'Ada {word}', mail=f'{word}@example.org'))
        transaction.flush()
        for kind, value in (('mail', f'{word}@work.example'), ('phone', f'+43 {word}')):
            wish = ContactPointCreate.model_validate({'person_id': person.id, 'kind': kind, 'value': value})
            contact_points.create_contact_point(transaction, wish)
        roles.give_role(transaction, RoleCreate(network_id=network, person_id=person.id, role='office_staff'))
        person_id = person.id
    session_of(database, person_id)
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE sessions SET user_agent = :word WHERE person_id = :id'), {'word': word, 'id': person_id})
        connection.execute(text(LINK), {'person': person_id, 'hash': word.encode()})
        connection.execute(text(PASSKEY), {'person': person_id, 'word': word, 'hash': word.encode()})
        connection.execute(text(CALENDAR), {'person': person_id, 'word': word, 'hash': word.encode()})
        connection.execute(text(NOTICE), {'person': person_id})
        connection.execute(text(FILTER), {'person': person_id, 'word': word})
        connection.execute(text(IDENTITY), {'person': person_id, 'word': word})
        for body in (f'{{"id": "{person_id}"}}', f'{{"mail": "{word}@example.org"}}', f'{{"phone": "+43 {word}"}}', '{"id": "another"}'):
            connection.execute(text(_ANSWER), {'key': str(new_id()), 'body': body.encode()})
    return person_id


def holding(database: Database, word: str) -> set[str]:
    """Return the tables in which a word stands, in whatever column."""
    with database.autocommit.connect() as connection:
        names = connection.execute(
            text("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
        ).scalars()
        found = set()
        for name in names.all():
            said = connection.execute(text(f'SELECT t::text FROM {name} t')).scalars()  # noqa: S608 -- names of our own tables
            if any(word in row or word.encode().hex() in row for row in said):
                found.add(name)
    return found


def whole(database: Database) -> dict[str, Any]:
    return {each.name: rows(database, f'SELECT * FROM {each.name} ORDER BY 1') for each in tables_about_people()}  # noqa: S608 -- the same


def test_nothing_personal_is_left_in_any_table(database: Database, erase: Erase) -> None:
    person = known(database, founded(database).network, CANARY)
    assert holding(database, CANARY) == {
        'people', 'contact_points', 'sessions', 'sign_in_links', 'passkeys', 'identities', 'calendar_subscriptions', 'saved_filters',
        'idempotency_keys',
    }  # fmt: skip
    emptied = erase(person)
    assert holding(database, CANARY) == set()
    assert {(each.table, each.columns) for each in emptied} == {
        ('people', ('name', 'mail', 'search_key')),
        ('contact_points', ('value',)),
        ('roles', ()),
        ('sessions', ('user_agent',)),
        ('sign_in_links', ('address_hash',)),
        ('passkeys', ('name', 'credential_id', 'public_key')),
        ('identities', ('subject',)),
        ('calendar_subscriptions', ('name',)),
        ('waiting_notices', ()),
        ('saved_filters', ('name', 'address')),
        ('idempotency_keys', ('body',)),
    }
    assert {each.id for each in emptied if each.table == 'people'} == {person}


def test_access_roles_and_contact_points_end_and_versions_go_up(database: Database, erase: Erase) -> None:
    person = known(database, founded(database).network, CANARY)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE contact_points SET visibility = 'public', audience = 'public', consented_on = '2026-01-01'"))
        connection.execute(text("UPDATE roles SET start_date = '2026-01-01'"))
    erase(person)
    (found,) = rows(database, 'SELECT name, mail, disabled_at, version, updated_at FROM people WHERE id = :id', id=person)
    assert found == {'name': ERASED, 'mail': None, 'disabled_at': ERASED_AT, 'version': 2, 'updated_at': ERASED_AT}
    # In Brussels, the network's own clock, the next day had begun.
    day = date(2026, 3, 3)
    points = rows(database, 'SELECT value, visibility, audience, consented_on, ended_on, version FROM contact_points')
    assert (
        points == [{'value': ERASED, 'visibility': 'office', 'audience': 'office', 'consented_on': None, 'ended_on': day, 'version': 2}] * 2
    )
    assert rows(database, 'SELECT end_date, version FROM roles') == [{'end_date': day, 'version': 2}]
    assert rows(database, 'SELECT * FROM sessions') == rows(database, 'SELECT * FROM sign_in_links') == []
    answers = rows(database, 'SELECT request_hash, headers, body FROM idempotency_keys ORDER BY body')
    forgotten: dict[str, Any] = {'request_hash': b'', 'headers': {}, 'body': None}
    assert answers == [{'request_hash': b'sent', 'headers': {}, 'body': b'{"id": "another"}'}, *[forgotten] * 3]


def test_what_had_ended_before_keeps_its_day_and_a_role_that_begins_later_ends_when_it_begins(database: Database, erase: Erase) -> None:
    person, before = known(database, founded(database).network, CANARY), ERASED_AT - timedelta(days=90)
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE people SET disabled_at = :at'), {'at': before})
        connection.execute(text('UPDATE contact_points SET ended_on = :day'), {'day': before.date()})
        connection.execute(text("UPDATE roles SET start_date = '2026-05-01'"))
    erase(person)
    assert rows(database, 'SELECT disabled_at FROM people') == [{'disabled_at': before}]
    assert rows(database, 'SELECT DISTINCT ended_on FROM contact_points') == [{'ended_on': before.date()}]
    assert rows(database, 'SELECT end_date FROM roles') == [{'end_date': date(2026, 5, 1)}]


def test_done_again_it_changes_nothing(database: Database, erase: Erase) -> None:
    person = known(database, founded(database).network, CANARY)
    erase(person)
    before = whole(database)
    assert erase(person) == []
    assert whole(database) == before


def test_other_people_are_not_touched(database: Database, erase: Erase) -> None:
    network = founded(database).network
    known(database, network, 'archaeopteryx')
    before = whole(database)
    person = known(database, network, CANARY)
    assert erase(new_id()) == []
    erase(person)
    after = whole(database)
    for name, kept in before.items():
        assert [row for row in kept if row not in after[name]] == [], name
