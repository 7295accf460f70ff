"""Who was erased and what was redacted, texts and a file, comes to light nowhere any more, nor once yesterday's backup is restored."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from api import clock as the_clock
from api.backups.restoring import restore
from api.backups.taking import back_up
from api.callers import cookie_name
from api.database import Database
from api.logs import _Json
from api.models.columns import table
from api.models.dispensations import DispensationRow
from api.models.messages import MessageRow
from api.models.progress_askings import ProgressReferralRow
from api.spine import Transaction
from tests.backups import canary
from tests.backups.canary import MARK, Text, marks
from tests.backups.marked_texts import REASON_OF_ACT, write_texts
from tests.backups.test_erasure import CALENDAR, FILTER, IDENTITY, LINK, PASSKEY
from tests.conftest import Service
from tests.contract.conftest import (
    Records,
    client_for,
    database_url,
    operator,
    peopled_template,
    recorded_template,
    records,
    template,
    world,
)
from tests.postbox import postbox_at
from tests.routes.conftest import OPERATOR, ClientFor, SignedIn, Somebody, World, ledger, sign_in, signed_in
from tests.turns import due
from tests.world import session_of

__all__ = [
    'client_for', 'database_url', 'ledger', 'operator', 'peopled_template', 'recorded_template', 'records', 'signed_in', 'template',
    'world',
]  # fmt: skip

Clock = Callable[[datetime], None]
OF_DOCUMENTS = ('documents.title', 'documents.file_name.pdf', 'document_contents.content')


@pytest.fixture
def person(operator: Somebody, records: Records, world: World, database: Database) -> UUID:
    """Somebody of whom every table with personal columns holds something, and who speaks for a group whose notices are held."""
    found, group, invited = UUID(records['person']['id']), records['working_group'], records['invitation']['id']
    place = {'network_id': str(world.network), 'person_id': str(found), 'city_id': str(world.cities['graz'])}
    asked = {'network_id': str(world.network), 'role': 'board_member', 'name': 'Ada', 'mail': 'ADA@example.org'}
    for path, wish in (('roles', {**place, 'role': 'lead_contact', 'working_group_id': group['id']}), ('invitations', asked)):
        assert operator.post(f'/v1/{path}', json=wish).status_code == 201
    session_of(database, found)
    with Transaction(database, OPERATOR) as transaction:
        written = {'name': 'Ada', 'mail': 'ada@example.org', 'address_hash': b'', 'text': 'Hello', 'expires_at': the_clock.now()}
        transaction.session.add(MessageRow.model_validate({'network_id': world.network, 'person_id': found, **written}))
        action, plan = (UUID(records['plan_action'][name]) for name in ('id', 'plan_id'))
        named = {'person_id': found, 'name': 'Ada', 'mail': 'ada@example.org'}
        transaction.session.add(ProgressReferralRow.model_validate({'plan_action_id': action, 'plan_id': plan, 'asked_id': found, **named}))
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE invitations SET person_id = :id WHERE id = :one'), {'id': found, 'one': invited})
        connection.execute(text('UPDATE import_rows SET person_id = :id'), {'id': found})
        for statement in (LINK, PASSKEY, CALENDAR, FILTER, IDENTITY):
            connection.execute(text(statement), {'person': found, 'word': 'Ada', 'hash': b'a hash'})
        answer = "INSERT INTO idempotency_keys VALUES ('client', 'answer-of-somebody', 'sent', 201, '{}', :body, now())"
        connection.execute(text(answer), {'body': f'{{"id": "{found}"}}'.encode()})
        canary.mark_person(connection, found)
    return found


@pytest.fixture
def texts(operator: Somebody, client_for: ClientFor, records: Records, world: World, database: Database) -> list[Text]:
    """Records of each kind, whose texts name somebody; one of them frozen in what was submitted, and returned."""
    texts = write_texts(operator, client_for(city='graz'), records)
    # The group is too young to owe anything that could be waived.
    mark = canary.mark_of(table(DispensationRow).c.reason)
    owed = {'working_group_id': records['working_group']['id'], 'assembly_id': records['assembly']['id'], 'network_id': world.network}
    granted = {'duty': 'declaration', 'reason': mark, 'granted_on': the_clock.now().date(), 'audience': 'working_group'}
    with Transaction(database, OPERATOR) as transaction:
        waiver = DispensationRow.model_validate({**owed, **granted})
        transaction.session.add(waiver)
        waived = str(waiver.id)
    return [*texts, {'subject_type': 'dispensation', 'subject_id': waived, 'field': 'reason', 'former_text': mark}]


@pytest.fixture
def paper(operator: Somebody, world: World) -> str:
    """A file that names somebody, as do its title and its name, in an output for everybody; the answers were kept."""
    owner = {'network_id': str(world.network), 'visibility': 'public'}
    file = (f'{MARK}.documents.file_name.pdf', f'%PDF-1.7\n{MARK}.document_contents.content'.encode(), 'application/pdf')
    said = {**owner, 'title': f'{MARK}.documents.title'}
    key = {'Idempotency-Key': 'a-marked-paper'}
    document = operator.post('/v1/documents', data=said, files={'file': file}, headers=key).json()
    wish = {'network_id': owner['network_id'], 'title': 'A paper for all', 'kind': 'policy_paper', 'document_id': document['id']}
    output = operator.post('/v1/outputs', json=wish).json()
    shared = operator.post(f'/v1/outputs/{output["id"]}/sharings', json={'visibility': 'public'}, headers={'If-Match': '*'})
    assert shared.status_code == 200, shared.text
    return str(document['id'])


@pytest.fixture
def readers(client_for: ClientFor, signed_in: SignedIn, operator: Somebody, http: httpx.Client, world: World) -> dict[str, httpx.Client]:
    """A reader of each kind. Their answers are not compared with the document: a mark is no link where one is promised."""
    people = {'administrator': signed_in('office_admin', name='Olga'), 'coordinator': signed_in('coordinator', 'graz', name='Greta')}
    machines = {'operator': operator, 'member': client_for(city='berlin'), 'stranger': client_for(network=world.other_network)}
    for reader in (*people.values(), *machines.values()):
        reader.event_hooks = {}
    return {**machines, **people, 'anybody': http}


def refused(operator: httpx.Client, http: httpx.Client, world: World) -> list[httpx.Response]:
    """Send what is refused, or done for nobody, and holds the data all the same."""
    mail = f'{MARK}.people.mail@example.org'
    wish = {'network_id': str(world.network), 'name': mail, 'mail': mail}
    return [
        operator.post('/v1/people', json=wish),
        operator.post('/v1/people', json={**wish, mail: mail}),
        operator.post('/v1/people', content=mail.encode(), headers={'Content-Type': 'application/json'}),
        operator.post('/v1/contact-points', json={'person_id': mail, 'value': mail}),
        operator.post('/v1/working-groups', json={**wish, 'title': 'Sport', 'city_id': str(world.network), 'aims': mail}),
        operator.get('/v1/people', params={mail: mail}),
        operator.get('/v1/people', params={'q': mail}, headers={'If-None-Match': mail, 'User-Agent': mail, 'X-Request-Id': mail}),
        http.get('/v1/people', headers={'Authorization': f'Bearer {mail}'}),
        http.post('/v1/sessions', json={'token': mail}),
        http.post('/v1/sign-in-links', json={'email': mail}, headers={'Origin': f'https://{mail}'}),
        http.post('/v1/invitation-previews', json={'token': MARK * 2}),
        http.post('/v1/oauth/token', data={'grant_type': 'client_credentials', 'client_id': mail, 'client_secret': mail}),
    ]


@dataclass
class Scene:
    """Who and what is marked, in which database, and who reads it; `ids` are of one record of each kind."""

    database: Database
    person: UUID
    texts: list[Text]
    ids: dict[str, str]
    readers: dict[str, httpx.Client]

    def look(self, database: Database, *, full: bool) -> None:
        """Fail where any mark is left: in a table, a dump, or anything that any reader is answered.

        In short form the operator, who sees everything, reads it all, and one of the others each day.
        """
        assert canary.in_tables(database) == {}
        assert marks(canary.dumped(database)) == set()
        others = [each for each in self.readers.items() if each[0] != 'operator']
        for name, reader in [('operator', self.readers['operator']), *(others if full else due(others, len(others)))]:
            formats = canary.FORMATS if full or (name == 'operator' and database is self.database) else ()
            assert canary.seen(reader, self.ids, formats) == {}, name


@pytest.fixture
def scene(database: Database, person: UUID, texts: list[Text], paper: str, records: Records, readers: dict[str, httpx.Client]) -> Scene:
    return Scene(database, person, texts, {name: str(record['id']) for name, record in records.items()} | {'document': paper}, readers)


def erased(scene: Scene) -> None:
    """Erase the person, redact each text, and take the file away."""
    operator = scene.readers['operator']
    answer = operator.post(f'/v1/people/{scene.person}/erasures', json={'reason': 'asked for'}, headers={'If-Match': '*'})
    assert answer.status_code == 200, answer.text
    for number, wish in enumerate(scene.texts):
        redacted = operator.post('/v1/redactions', json={**wish, 'text': f'Somebody {number}.', 'reason': 'asked for'})
        assert redacted.status_code == 201, (wish, redacted.text)
    path, wish = f'/v1/documents/{scene.ids["document"]}/redactions', {'reason': 'asked for', 'title': 'A paper'}
    answer = operator.post(path, json=wish, headers={'If-Match': '*'})
    assert answer.status_code == 200, answer.text


@contextmanager
def served(service: Service, scene: Scene, url: str) -> Iterator[Database]:
    """Let the service go on with another database, in which people sign in anew."""
    database = Database(url)
    for name in ('administrator', 'coordinator'):
        somebody: Any = scene.readers[name]
        somebody.cookies.set(cookie_name(secure=False), sign_in(database, somebody.id))
    service.app.state.database = database
    yield database
    service.app.state.database = scene.database
    database.close()


def test_each_column_that_may_hold_personal_data_is_marked_and_each_mark_is_found(scene: Scene) -> None:
    assert canary.unmarked(scene.database) == set()
    wanted = {f'{MARK}.{column}' for column in (*canary.FREE, *canary.PERSONS, *OF_DOCUMENTS)} | {REASON_OF_ACT}
    assert wanted <= set().union(*canary.in_tables(scene.database).values())
    assert wanted <= marks(canary.dumped(scene.database))
    found = canary.seen(scene.readers['operator'], scene.ids)
    for place in ('people', 'contact-points', 'notices', 'journal-entries', 'changes', 'exports/people.xlsx', 'exports/contact-points.csv',
                  f'documents/{scene.ids["document"]}/content'):  # fmt: skip
        assert any(where.startswith(f'/v1/{place}?') for where in found), place


def test_no_mark_is_left_anywhere_nor_in_a_restored_backup_of_yesterday(
    scene: Scene, world: World, service: Service, ledger: Path, empty: str, tmp_path: Path, clock: Clock, caplog: Any, full: bool
) -> None:
    for client in ('httpx', 'httpcore'):
        caplog.set_level(logging.WARNING, client)
    caplog.set_level(logging.DEBUG)
    postbox = postbox_at(scene.database.url, service.app.state.settings, tmp_path)
    codes = {answer.status_code for answer in refused(scene.readers['operator'], scene.readers['anybody'], world)}
    assert codes <= {200, 202, 400, 401, 403, 404, 409, 422}
    back_up(scene.database.url, tmp_path / 'yesterday', ledger=ledger, replacing=False)
    erased(scene)
    scene.look(scene.database, full=full)
    back_up(scene.database.url, tmp_path / 'today', ledger=ledger, replacing=False)
    assert marks((tmp_path / 'today').read_bytes()) == marks(ledger.read_bytes()) == set()
    clock(the_clock.now() + timedelta(hours=5))
    assert postbox.work() > 0
    assert [mail.as_string() for mail in postbox.mails() if marks(mail.as_bytes())] == []
    # Besides the texts: the person, the file, and the frozen copies of the report and the plan.
    assert restore(empty, tmp_path / 'yesterday', ledger, kept_in=tmp_path / 'kept').applied == len(scene.texts) + 4
    with served(service, scene, empty) as restored:
        scene.look(restored, full=full)
    lines = [_Json().format(record) for record in caplog.records]
    assert any('"from": "coalition.requests"' in line for line in lines)
    assert [line for line in lines if 'request failed' in line] == []
    assert [line for line in lines if marks(line.encode())] == []
