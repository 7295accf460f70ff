"""Everything that is kept about a person: for whom, what is in it, and that no column can be forgotten."""

import json
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Column, ForeignKey, LargeBinary, MetaData, Table, Text, Uuid, text
from sqlmodel import SQLModel

from api import clock, personal_data
from api.database import Database
from api.erasure import tables_about_people
from api.models.calendar_subscriptions import CalendarSubscriptionRow
from api.models.challenges import ChallengeRow
from api.models.identities import IdentityRow
from api.models.imports import ImportRow, RowOfImport
from api.models.messages import MessageRow
from api.models.notices import NoticeRow
from api.models.passkeys import PasskeyRow
from api.models.progress_askings import ProgressReferralRow
from api.models.saved_filters import SavedFilterRow
from api.models.waiting_notices import WaitingNoticeRow
from api.spine import Transaction
from tests.routes.conftest import OPERATOR, ClientFor, SignedIn, Somebody, World, problem
from tests.routes.test_plan_actions import set_up
from tests.routes.test_plans import make
from tests.world import rows

MARK = 'Quetzalcoatlus'
# Written by hand: where a person is named by id in what is about something else.
NAMED_IN = {
    'progress_askings.person_id', 'progress_referrals.asked_id',
    'action_items.responsible_person_id', 'progress_updates.author_person_id', 'roles.given_by_id', 'invitations.invited_by_id',
    'security_events.person_id', 'redactions.redacted_by_id', 'mandates.given_by_id', 'mandates.withdrawn_by_id', 'api_clients.made_by_id',
    'notices.person_id', 'reminders.person_id', 'webhook_endpoints.made_by_id',
    'plans.coordination_team_ids', 'plans.steering_committee_ids',
    'plans.political_head_id', 'plan_actions.responsible_person_id', 'plan_actions.agreed_by_id', 'plan_action_updates.author_person_id',
    'plan_contacts.person_id', 'plan_risks.person_id', 'plan_consultations.person_id',
    'practice_questions.asked_by_id',
}  # fmt: skip


def path(person: object) -> str:
    return f'/v1/people/{person}/personal-data'


def read(client: Somebody, person: object) -> dict[str, Any]:
    answer = client.get(path(person))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def kept(found: dict[str, Any], table: str) -> list[dict[str, Any]]:
    [each] = [each for each in found['kept'] if each['table'] == table]
    return list(each['records'])


def test_people_read_their_own_as_a_file(signed_in: SignedIn, office: Somebody, database: Database, world: World) -> None:
    person = signed_in('coordinator', 'graz', name=f'Ada {MARK}')
    office.post('/v1/contact-points', json={'person_id': str(person.id), 'value': f'{MARK}@graz.example'})
    group = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing'}
    group = person.post('/v1/working-groups', json=group, headers={'Idempotency-Key': 'proposal-01'}).json()
    answer = person.get(path(person.id))
    assert answer.headers['content-disposition'].startswith('attachment; filename="personal-data-2')
    assert answer.headers['cache-control'] == 'no-store'
    found = answer.json()
    [oneself] = kept(found, 'people')
    assert oneself['name'] == f'Ada {MARK}'
    assert [point['value'] for point in kept(found, 'contact_points')] == [f'{MARK}@graz.example']
    assert {role['role'] for role in kept(found, 'roles')} == {'coordinator', 'lead_contact'}
    assert len(kept(found, 'sessions')) == 1
    assert 'Fair housing' in kept(found, 'idempotency_keys')[0]['body']
    assert {(act['operation'], act['subject_id'], act['by_them']) for act in found['acts']} >= {
        ('propose_working_group', group['id'], True), ('create_person', str(person.id), False)
    }  # fmt: skip
    assert found['retention'] == office.get('/v1').json()['retention']
    assert rows(database, "SELECT facts FROM journal WHERE operation = 'get_personal_data'") == [{'facts': {'person_id': str(person.id)}}]


def test_no_hash_of_a_secret_is_in_it(graz: Somebody, database: Database) -> None:
    hashes = rows(database, "SELECT encode(token_hash, 'hex') AS hash FROM sessions")
    said = graz.get(path(graz.id)).text
    assert hashes
    assert not any(row['hash'] in said for row in hashes)
    assert 'token_hash' not in said


def test_what_is_about_somebody_else_is_not_in_it(graz: Somebody, signed_in: SignedIn, office: Somebody, world: World) -> None:
    other = signed_in('department_contact', 'graz', name=f'Bea {MARK}')
    wish = {'network_id': str(world.network), 'person_id': str(graz.id), 'role': 'board_member'}
    office.post('/v1/roles', json=wish, headers={'Idempotency-Key': 'a-role-for-graz'})
    said = signed_in('board_member').get(path(graz.id))
    assert problem(said) == (404, 'not-found')
    found = read(office, graz.id)
    # An answer to somebody else is told of, and not shown.
    [answer] = kept(found, 'idempotency_keys')
    assert (answer['body'], answer['key']) == (None, 'a-role-for-graz')
    assert MARK not in json.dumps(found)
    assert str(other.id) not in json.dumps(found)


def test_it_is_for_themself_and_the_administrators_of_their_office(
    graz: Somebody, signed_in: SignedIn, client_for: ClientFor, world: World
) -> None:
    colleague = signed_in('department_contact', 'graz')
    assert read(signed_in('office_admin'), graz.id)['person_id'] == str(graz.id)
    for client in (signed_in('office_staff'), client_for(city='graz'), signed_in('coordinator', 'graz')):
        assert problem(client.get(path(colleague.id))) == (403, 'role-does-not-allow')
    for client in (signed_in('office_admin', network=world.other_network), client_for(network=world.other_network)):
        assert problem(client.get(path(graz.id))) == (404, 'not-found')


def test_every_personal_column_is_in_it(graz: Somebody, database: Database, world: World) -> None:
    action = set_up(graz, make(graz, world)['id'])
    with database.engine.begin() as connection:
        link = """INSERT INTO sign_in_links (id, person_id, wrong_codes, created_at, expires_at)
            VALUES (gen_random_uuid(), :person, 0, now(), now())"""
        connection.execute(text(link), {'person': graz.id})
        answer = "INSERT INTO idempotency_keys VALUES (:caller, 'key', '', 200, '{}', '', now())"
        connection.execute(text(answer), {'caller': f'person:{graz.id}'})
        contact = """INSERT INTO contact_points (id, version, audience, demonstration, created_at, updated_at, network_id, person_id, kind,
            value, visibility) SELECT gen_random_uuid(), 1, 'office', false, now(), now(), network_id, id, 'mail', 'a@b.example', 'office'
            FROM people WHERE id = :person"""
        connection.execute(text(contact), {'person': graz.id})
        invitation = """INSERT INTO invitations (id, version, audience, demonstration, created_at, updated_at, network_id, role, language,
            stage, sendings, expires_at, person_id) SELECT gen_random_uuid(), 1, 'office', false, now(), now(), network_id, 'board_member',
            'en', 'accepted', 1, now(), id FROM people WHERE id = :person"""
        connection.execute(text(invitation), {'person': graz.id})
    with Transaction(database, OPERATOR) as transaction:
        passkey = PasskeyRow(person_id=graz.id, name='A laptop', credential_id=b'an id', public_key=b'a key', sign_count=0)
        identity = IdentityRow(person_id=graz.id, issuer='https://id.example', subject='somebody')
        calendar = CalendarSubscriptionRow(person_id=graz.id, name='A phone', token_hash=b'a hash')
        saved = SavedFilterRow(person_id=graz.id, name='Late ones', address='/?q=late')
        challenge = ChallengeRow(kind='passkey', person_id=graz.id, browser_hash=b'a hash', expires_at=clock.now())
        message = MessageRow(
            network_id=world.network, person_id=graz.id, name='Greta', mail='a@b.example', address_hash=b'a hash', text='Hello',
            expires_at=clock.now(),
        )  # fmt: skip
        file = ImportRow(
            network_id=world.network, kind='members', file_name='members.csv', columns=[], audience='office', rows_until=clock.now()
        )
        row = RowOfImport(network_id=world.network, import_id=transaction.add(file).id, number=2, cells=[], person_id=graz.id)
        notice = NoticeRow(network_id=world.network, kind='member_joined')
        transaction.session.add(notice)
        transaction.flush()
        waiting = WaitingNoticeRow(network_id=world.network, notice_id=notice.id, person_id=graz.id)
        referral = ProgressReferralRow(
            plan_action_id=UUID(action['id']), plan_id=UUID(action['plan_id']), asked_id=graz.id, person_id=graz.id, name='Greta'
        )
        transaction.session.add_all([passkey, identity, calendar, saved, challenge, message, row, waiting, referral])
    found = read(graz, graz.id)
    for table in tables_about_people():
        assert kept(found, table.name), f'nothing is kept in {table.name}: this test looks at nothing there'
        personal = {column.name for column in table.columns if column.info['personal']}
        for record in kept(found, table.name):
            assert personal <= set(record), table.name


def test_where_people_are_named_by_id_is_written_down_here() -> None:
    found = {f'{column.table.name}.{column.name}' for column in personal_data.naming_columns()}
    assert found == NAMED_IN


def test_a_new_column_that_names_a_person_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = MetaData()
    Table('people', metadata, Column('id', Uuid, primary_key=True, info={'personal': False}))
    Table(
        'letters', metadata, Column('id', Uuid, primary_key=True), Column('reader', Uuid, ForeignKey('people.id')),
        Column('signed_by_id', Uuid), Column('title', Text),
    )  # fmt: skip
    monkeypatch.setattr(SQLModel, 'metadata', metadata)
    assert {column.name for column in personal_data.naming_columns()} == {'reader', 'signed_by_id'}


def test_a_new_column_is_shown_unless_it_is_the_hash_of_a_secret() -> None:
    kinds = (('text', Text, True), ('scent', LargeBinary, True), ('place', Text, False), ('token_hash', LargeBinary, False))
    letters = Table('letters', MetaData(), *(Column(name, kind, info={'personal': personal}) for name, kind, personal in kinds))
    assert [column.name for column in personal_data.shown_columns(letters)] == ['text', 'scent', 'place']
