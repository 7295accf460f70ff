"""The relay: a stranger's message reaches whoever it is for at that moment, and nobody learns an address by it."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.database import Database
from api.erasure import apply_erasure
from api.jobs.housekeeping import tidy
from api.settings import Settings
from tests.conftest import NO_TLS, Service
from tests.contract.validated import validated
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import join, propose
from tests.routes.conftest import SignedIn, Somebody, World, problem

Clock = Callable[[datetime], None]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
STRANGER = 'sara.stranger@example.net'
TEXT = 'We advise tenants in our town.\n\nMay we join your next call?'
GROUP, CITY, NETWORK = '/v1/public/working-groups/fair-housing', '/v1/public/cities/graz', '/v1/public/networks/eccar'
LEAD, COORDINATOR, STAFF = 'greta@graz.example', 'karl@graz.example', 'staff@office.example'


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


@pytest.fixture
def stranger(http: httpx.Client) -> Iterator[httpx.Client]:
    """Somebody whom nobody knows."""
    with httpx.Client(base_url=http.base_url, verify=NO_TLS, timeout=30) as client:
        yield validated(client)


@pytest.fixture
def people(graz: Somebody, bologna: Somebody, signed_in: SignedIn, world: World, postbox: Postbox) -> dict[str, Somebody]:
    """A public group that Graz leads: its lead contact, another coordinator of Graz, and somebody in the office."""
    group = propose(graz, world, 'graz')
    others = {'bologna': bologna, 'barcelona': signed_in('coordinator', 'barcelona')}
    for city, caller in others.items():
        assert join(caller, world, group, world.cities[city]).status_code == 201
    found = {
        LEAD: graz,
        COORDINATOR: signed_in('coordinator', 'graz', name='Karl Graz'),
        STAFF: signed_in('office_staff', name='Otto Office'),
    }
    for mail, person in found.items():
        postbox.run('UPDATE people SET mail = %s WHERE id = %s', mail, person.id)
    postbox.run("UPDATE roles SET end_date = start_date WHERE person_id = %s AND role = 'coordinator'", graz.id)
    postbox.run('UPDATE outbox SET done_at = now()')
    return found


def write(client: httpx.Client, where: str = GROUP, **fields: Any) -> httpx.Response:
    return client.post(f'{where}/messages', json={'name': 'Sara Stranger', 'mail': STRANGER, 'text': TEXT, **fields})


def confirm(client: httpx.Client, mail: EmailMessage) -> httpx.Response:
    found = re.search(r'/message#token=([\w-]+)', mail.get_content())
    assert found
    return client.post('/v1/public/message-confirmations', json={'token': found[1]})


def passed_on(client: httpx.Client, postbox: Postbox, where: str = GROUP, **fields: object) -> list[EmailMessage]:
    """Let a message be written and confirmed, and return the mails by which it was passed on."""
    answer = write(client, where, **fields)
    assert (answer.status_code, answer.json()) == (202, {'confirmation_sent': True, 'valid_hours': 24})
    assert confirm(client, postbox.newest(str(fields.get('mail', STRANGER)))).status_code == 200
    postbox.work()
    return delivered(postbox)


def delivered(postbox: Postbox) -> list[EmailMessage]:
    return [
        mail for mail in postbox.mails() if str(mail['Message-ID']).startswith('<message-') and 'confirmation' not in mail['Message-ID']
    ]


def kept(postbox: Postbox) -> list[dict[str, Any]]:
    return postbox.rows('SELECT stage, name, mail, text FROM messages ORDER BY id')


@pytest.mark.parametrize(
    ('where', 'to', 'about'),
    [(GROUP, LEAD, 'Fair housing'), (CITY, COORDINATOR, 'Graz'), (NETWORK, STAFF, 'European Coalition of Cities against Racism')],
)
def test_a_confirmed_message_reaches_whoever_it_is_for_and_they_alone(
    stranger: httpx.Client, people: dict[str, Somebody], postbox: Postbox, where: str, to: str, about: str
) -> None:
    assert to in people
    written = write(stranger, where)
    assert written.status_code == 202
    question = postbox.newest(STRANGER)
    assert delivered(postbox) == []
    answer = confirm(stranger, question)
    assert (answer.status_code, answer.json()) == (200, {'passed_on': True, 'to': about})
    assert not any(mail in written.text + answer.text + question.as_string() for mail in people)
    postbox.work()
    [mail] = delivered(postbox)
    assert (mail['To'], mail['Cc'], mail['Bcc']) == (to, None, None)
    assert mail['Reply-To'] == f'Sara Stranger <{STRANGER}>'
    assert mail['From'].addresses[0].addr_spec == postbox.settings.mail_from
    assert mail['Subject'].split() == f'Message for {about} from Sara Stranger'.split()
    assert TEXT in mail.get_content().replace('\r\n', '\n')
    assert confirm(stranger, question).json() == answer.json()
    postbox.work()
    assert len(delivered(postbox)) == 1


def test_the_mail_that_asks_repeats_nothing_that_the_stranger_wrote(
    stranger: httpx.Client, people: dict[str, Somebody], postbox: Postbox
) -> None:
    """It may go to a third person: it must be no way to send them anything."""
    assert people
    answer = stranger.post(
        f'{GROUP}/messages', json={'name': 'Buy Now', 'mail': STRANGER, 'text': 'Cheap flats'}, headers={'Accept-Language': 'de'}
    )
    assert answer.status_code == 202
    mail = postbox.newest(STRANGER)
    assert mail['Content-Language'] == 'de'
    assert mail['Subject'].endswith('Bitte bestätigen Sie Ihre Nachricht')
    assert mail['Reply-To'] is None
    assert not any(word in mail.as_string() for word in ('Buy', 'Cheap'))


def test_without_the_button_nothing_is_passed_on_and_all_of_it_is_deleted(
    stranger: httpx.Client, people: dict[str, Somebody], postbox: Postbox, clock: Clock
) -> None:
    assert people
    clock(NOON)
    write(stranger)
    mail = postbox.newest(STRANGER)
    clock(NOON + timedelta(hours=24))
    assert problem(confirm(stranger, mail)) == (409, 'message-link-invalid')
    with postbox.connection() as connection:
        tidy(connection, NOON + timedelta(hours=24), Settings())
        assert [row['stage'] for row in kept(postbox)] == ['unconfirmed']
        tidy(connection, NOON + timedelta(hours=24, seconds=1), Settings())
    assert kept(postbox) == []
    assert problem(confirm(stranger, mail)) == (409, 'message-link-invalid')
    assert delivered(postbox) == []


def test_what_was_passed_on_is_deleted_after_the_days_that_the_service_names(
    stranger: httpx.Client, people: dict[str, Somebody], postbox: Postbox, clock: Clock
) -> None:
    assert people
    clock(NOON)
    [mail] = passed_on(stranger, postbox)
    days = stranger.get('/v1').json()['retention']['message_days']
    assert f'in {days} days' in mail.get_content()
    assert kept(postbox) == [{'stage': 'passed_on', 'name': 'Sara Stranger', 'mail': STRANGER, 'text': TEXT}]
    with postbox.connection() as connection:
        tidy(connection, NOON + timedelta(days=days), Settings())
        assert len(kept(postbox)) == 1
        tidy(connection, NOON + timedelta(days=days, seconds=1), Settings())
    assert kept(postbox) == []


def test_the_outbox_and_the_journal_hold_nothing_of_it(stranger: httpx.Client, people: dict[str, Somebody], postbox: Postbox) -> None:
    assert people
    passed_on(stranger, postbox)
    for table in ('outbox', 'journal', 'changes', 'security_events', 'idempotency_keys'):
        told = '\n'.join(row['told'] for row in postbox.rows(f'SELECT t::text AS told FROM {table} t'))  # noqa: S608 -- names of tables
        assert not any(word in told for word in ('Sara', 'stranger', 'tenants'))


@pytest.mark.parametrize('where', [GROUP, CITY])
@pytest.mark.parametrize('how', ['role_ended', 'erased', 'disabled', 'no_mail'])
def test_where_nobody_can_be_reached_any_more_it_goes_to_the_office(
    stranger: httpx.Client, people: dict[str, Somebody], postbox: Postbox, database: Database, where: str, how: str
) -> None:
    """What counts is the moment of sending: it was confirmed while somebody was there."""
    write(stranger, where)
    assert confirm(stranger, postbox.newest(STRANGER)).status_code == 200
    for mail in (LEAD, COORDINATOR):
        person = people[mail].id
        if how == 'erased':
            with database.engine.begin() as connection:
                apply_erasure(connection, person, datetime.now(UTC))
        elif how == 'role_ended':
            postbox.run('UPDATE roles SET end_date = start_date WHERE person_id = %s', person)
        else:
            changed = {'disabled': 'UPDATE people SET disabled_at = now()', 'no_mail': 'UPDATE people SET mail = NULL'}[how]
            postbox.run(f'{changed} WHERE id = %s', person)
    postbox.work()
    [passed] = delivered(postbox)
    assert passed['To'] == STAFF
    assert 'this message comes to the office' in passed.get_content()
    assert [row['stage'] for row in kept(postbox)] == ['passed_on']


class Choosy:
    """A mail server that takes mails for some addresses only."""

    def __init__(self, *refused_addresses: str) -> None:
        self.refused, self.taken = refused_addresses, list[EmailMessage]()

    def send(self, message: EmailMessage) -> None:
        if message['To'] in self.refused:
            raise TimeoutError
        self.taken.append(message)


def test_a_mail_server_that_is_away_gets_it_later_and_given_up_it_says_so(
    stranger: httpx.Client, people: dict[str, Somebody], postbox: Postbox, clock: Clock
) -> None:
    assert people
    clock(NOON)
    write(stranger)
    confirm(stranger, postbox.newest(STRANGER))
    away, there = Choosy(LEAD), Choosy()
    postbox.work(away)
    assert [row['stage'] for row in kept(postbox)] == ['confirmed']
    for days in range(30):
        clock(NOON + timedelta(days=days + 1))
        postbox.work(away)
    assert [row['stage'] for row in kept(postbox)] == ['not_passed_on']
    clock(NOON + timedelta(days=31))
    write(stranger)
    confirm(stranger, postbox.newest(STRANGER))
    postbox.work(there)
    assert [message['To'] for message in there.taken] == [LEAD]


def test_an_erasure_deletes_what_the_person_wrote(
    stranger: httpx.Client, people: dict[str, Somebody], postbox: Postbox, database: Database
) -> None:
    write(stranger, CITY, mail=LEAD.upper())
    write(stranger)
    question = postbox.newest(LEAD.upper())
    assert confirm(stranger, question).status_code == 200
    with database.engine.begin() as connection:
        emptied = apply_erasure(connection, people[LEAD].id, datetime.now(UTC))
    assert 'messages' in {each.table for each in emptied}
    assert [row['mail'] for row in kept(postbox)] == [STRANGER]
    postbox.work()
    assert delivered(postbox) == []


def test_networks_are_listed_for_whoever_wants_to_write_to_an_office(stranger: httpx.Client) -> None:
    items = stranger.get('/v1/public/networks').json()['items']
    assert {item['slug'] for item in items} == {'eccar', 'icc'}
    assert set(items[0]) == {'slug', 'name'}
