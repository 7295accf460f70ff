"""Nothing personal leaves by a side door: each personal column is marked, and the marks are looked for wherever they must not be.

The columns are those that the models tag; a table that gets its first one needs a row here, or the test says so.
"""

import logging
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import LargeBinary, String, Table, cast, func, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel

from api.database import Database
from api.jobs.mail import Refused
from api.logs import _Json
from api.models.calendar_subscriptions import CalendarSubscriptionRow
from api.models.identities import IdentityRow
from api.models.passkeys import PasskeyRow
from api.models.progress_askings import ProgressReferralRow
from api.models.saved_filters import SavedFilterRow
from api.problems import TYPES
from api.spine import Transaction
from tests.conftest import NO_TLS, Service
from tests.contract.conftest import Records
from tests.contract.validated import OPERATIONS, Operation
from tests.postbox import postbox_at
from tests.routes.conftest import OPERATOR, ClientFor, Somebody, World
from tests.turns import due

MARK = 'Zyxwvut'
# Texts of the group's own records that may name anybody; whoever reads the record reads them, and nobody else.
WITHIN_RECORDS = {name for name, table in SQLModel.metadata.tables.items() if 'about' in table.info and table.info['about'] is None}
PERSONAL = {
    table: [column for column in table.columns if column.info['personal']]
    for table in SQLModel.metadata.sorted_tables
    if any(column.info['personal'] for column in table.columns)
}


def mark(database: Database) -> None:
    """Write a mark into every personal column of every row, each one its own."""
    with database.engine.begin() as connection:
        for table, columns in PERSONAL.items():
            rows = connection.execute(select(func.count()).select_from(table)).scalar_one()
            assert rows, f'{table.name} has personal columns and no row in this test'
            connection.execute(update(table).values({column.name: _marked(table, column) for column in columns}))


def _marked(table: Table, column: Any) -> Any:
    key = cast(func.md5(func.concat(*table.primary_key.columns)), String)
    said = func.concat(literal(f'{MARK}.{table.name}.{column.name}.'), key, literal('@example.org'))
    if isinstance(column.type, JSONB):
        nothing = func.jsonb_build_array()
        found = ('title', said, 'faults', nothing, 'changes', nothing, 'candidates', nothing)
        return func.jsonb_build_array(said, said) if column.name == 'cells' else func.jsonb_build_object(*found)
    return func.convert_to(said, 'UTF8') if isinstance(column.type, LargeBinary) else said


@pytest.fixture
def marked(
    operator: Somebody, http: httpx.Client, service: Service, records: Records, world: World, database: Database, tmp_path: Any
) -> Records:
    """Records of each kind; what is personal in them, and in what passes, is a mark."""
    meeting, group = records['meeting'], records['working_group']
    minutes = operator.post(f'/v1/meetings/{meeting["id"]}/minutes', json={'minutes': 'x'}, headers={'If-Match': '*'})
    assert minutes.status_code == 200, minutes.text
    mine = {'person_id': records['person']['id'], 'value': '+43 316 1'}
    for number, visibility in enumerate(('members', 'office')):
        key = {'Idempotency-Key': f'marked-{number}'}
        assert operator.post('/v1/contact-points', json={**mine, 'visibility': visibility}, headers=key).status_code == 201
    led = {'network_id': str(world.network), 'person_id': records['person']['id'], 'city_id': str(world.cities['graz'])}
    given = operator.post('/v1/roles', json={**led, 'role': 'lead_contact', 'working_group_id': group['id']})
    assert given.status_code == 201, given.text
    with httpx.Client(base_url=http.base_url, verify=NO_TLS, headers={'User-Agent': 'Firefox'}) as browser:
        assert browser.post('/v1/sign-in-links', json={'email': 'ada@example.org'}).status_code == 202
        message = {'name': 'Sara', 'mail': 'sara@example.net', 'text': 'Hello'}
        assert browser.post(f'/v1/public/working-groups/{group["slug"]}/messages', json=message).status_code == 202
        postbox = postbox_at(database.url, service.app.state.settings, tmp_path)
        token = postbox.newest('ada@example.org').get_content().split('token=')[1].split()[0]
        assert browser.post('/v1/sessions', json={'token': token}).status_code == 201
    with Transaction(database, OPERATOR) as transaction:
        person = UUID(records['person']['id'])
        passkey = PasskeyRow(person_id=person, name='A laptop', credential_id=b'an id', public_key=b'a key', sign_count=0)
        calendar = CalendarSubscriptionRow(person_id=person, name='A phone', token_hash=b'a hash')
        identity = IdentityRow(person_id=person, issuer='https://id.example', subject='somebody')
        kept = SavedFilterRow(person_id=person, name='Late ones', address='/?q=late')
        action = records['plan_action']
        of_action = {'plan_action_id': UUID(action['id']), 'plan_id': UUID(action['plan_id']), 'asked_id': person}
        named = ProgressReferralRow.model_validate({**of_action, 'name': 'Nora', 'mail': 'nora@example.org'})
        transaction.session.add_all([passkey, calendar, identity, kept, named])
    mark(database)
    return records


def pages(client: httpx.Client, path: str) -> Iterator[str]:
    """Yield everything that is answered at an address, the pages after the first as well."""
    while True:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        yield answer.text
        if 'next' not in answer.links:
            return
        path = answer.links['next']['url']


def feed(client: httpx.Client) -> str:
    answer = client.get('/v1/changes?since=0&limit=1000')
    assert answer.status_code == 200, answer.text
    assert answer.json()['items']
    assert not answer.json()['has_more']
    return answer.text


def marks(text: str) -> set[str]:
    """Return which columns' marks stand in a text."""
    return {'.'.join(part.split('.')[:2]) for part in text.split(f'{MARK}.')[1:]}


def test_the_feed_holds_nothing_about_a_person(operator: Somebody, client_for: ClientFor, marked: Records, world: World) -> None:
    assert marked
    assert {found.split('.')[0] for found in marks(feed(operator))} <= WITHIN_RECORDS
    for client in (client_for(city='berlin'), client_for(network=world.other_network)):
        assert marks(feed(client)) == set()


def test_a_mark_that_is_shown_is_found(operator: Somebody, marked: Records) -> None:
    assert marks(operator.get('/v1/people').text) == {'people.name', 'people.mail'}
    assert 'meetings.minutes' in marks(feed(operator))
    assert marks(operator.get(f'/v1/contact-points/{marked["contact_point"]["id"]}').text) == {'contact_points.value'}


def test_the_public_section_and_the_service_document_show_no_one_who_has_published_nothing(http: httpx.Client, marked: Records) -> None:
    group = marked['working_group']['slug']
    paths = ('cities', 'cities/graz', 'working-groups', f'working-groups/{group}', 'networks')
    told = [page for path in paths for page in pages(http, f'/v1/public/{path}')] + [*pages(http, '/v1')]
    assert marks(''.join(told)) == set()


def test_pages_about_problems_hold_nothing(http: httpx.Client, marked: Records) -> None:
    assert marked
    for slug in TYPES:
        for headers in ({'Accept': 'text/html', 'Accept-Language': 'de'}, {'Accept': 'application/json'}):
            answer = http.get(f'/problems/{slug}', params={'q': f'{MARK}.query.q.'}, headers=headers)
            assert (answer.status_code, marks(answer.text)) == (200, set())


# -- what is sent is never said back -----------------------------------------------------------------------------------------


def sent_bodies(operation: Operation, records: Records) -> Iterator[dict[str, Any]]:
    """Yield bodies of an operation in which a field after the other holds a mark: as a text, and where a text is not meant."""
    example = operation.declared['requestBody']['content']['application/json']['example']
    for name in [*example, 'a_field_of_nobody']:
        for value in (f'{MARK}.sent.{name}.@example.org', [f'{MARK}.sent.{name}.'], {'a': f'{MARK}.sent.{name}.'}):
            yield {**example, name: value}
    people = {'mail': f'{MARK}.people.mail.', 'email': f'{MARK}.people.mail.'}
    yield {**example, **{name: value for name, value in people.items() if name in example}}
    yield {**example, 'person_id': records['person']['id']} if 'person_id' in example else example


def address(operation: Operation, records: Records) -> str:
    path = operation.path
    for parameter in operation.declared.get('parameters', []):
        name = parameter['name']
        if parameter['in'] == 'path':
            path = path.replace(f'{{{name}}}', str(records.get(name.removesuffix('_id'), {}).get('id', 'none')))
    return path


# In short form a third of the operations each day.
DAYS_TO_WRITE = 3
WRITES = [each for each in OPERATIONS if 'application/json' in each.declared.get('requestBody', {}).get('content', {})]


def test_no_refusal_says_back_what_was_sent_or_what_is_known(
    operator: Somebody, client_for: ClientFor, http: httpx.Client, marked: Records, caplog: pytest.LogCaptureFixture, full: bool
) -> None:
    caplog.set_level(logging.DEBUG)
    refusals, echoes = 0, {}
    writes = WRITES if full else due(WRITES, DAYS_TO_WRITE)
    # Some acts would end what the next ones need.
    left_out = {'create_token', 'end_api_client'}
    for operation in writes:
        name = operation.declared['operationId']
        if name in left_out:
            continue
        for body in sent_bodies(operation, marked):
            for client in (operator, client_for(city='berlin'), http) if name.startswith(('create', 'update')) else (operator,):
                answer = client.request(operation.method, address(operation, marked), json=body, headers={'If-Match': '*'})
                assert answer.status_code < 500, (name, body)
                if answer.is_error:
                    refusals += 1
                    if marks(answer.text) or marks(str(answer.headers)):
                        echoes[name] = answer.text
    assert echoes == {}
    assert refusals > 3 * len(writes)
    lines = [_Json().format(record) for record in caplog.records]
    assert any('"from": "coalition.requests"' in line for line in lines)
    assert [line for line in lines if marks(line)] == []


class Away:
    """A mail server that repeats addresses in what it complains of."""

    def __init__(self, error: type[Exception]) -> None:
        self.error = error

    def send(self, message: Any) -> None:
        raise self.error(f'{MARK}.people.mail. {message["To"]}')


@pytest.mark.parametrize('error', [TimeoutError, Refused])
def test_no_line_of_the_workers_log_names_whom_a_mail_was_for(
    database: Database, service: Service, marked: Records, tmp_path: Any, caplog: pytest.LogCaptureFixture, error: type[Exception]
) -> None:
    assert marked
    caplog.set_level(logging.DEBUG)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE outbox SET done_at = NULL, due_at = now() - interval '1 day', lease_until = NULL")
        connection.exec_driver_sql('UPDATE sign_in_links SET used_at = NULL, created_at = now()')
    postbox = postbox_at(database.url, service.app.state.settings, tmp_path)
    postbox.work(Away(error))
    assert [record for record in caplog.records if marks(_Json().format(record))] == []
    assert marks(str(postbox.rows('SELECT payload, last_error, outcome FROM outbox'))) == set()
