"""Notices as the office sees them, before and after they go out."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.jobs.mail import Refused
from api.models.notices import Notice, NoticePage
from api.sentences import languages
from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem

Clock = Callable[[datetime], None]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
CONTACT = {'name': 'Lena Lead', 'mail': 'lead@graz.example', 'phone': '+43 316 1', 'visibility': 'members'}


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


def constituted(office: Somebody, world: World, **contact: object) -> dict[str, Any]:
    """Propose a group as Graz and let two cities join, which constitutes it."""
    told = {'channel': 'phone', 'date': '2026-03-01'}
    body = {
        'network_id': str(world.network), 'title': 'Racism in sport', 'city_id': str(world.cities['graz']), 'channel': 'direct',
        'lead_contact': {**CONTACT, **contact}, 'on_behalf_of': told,
    }  # fmt: skip
    answer = office.post('/v1/working-groups', json=body)
    assert answer.status_code == 201, answer.text
    group = dict(answer.json())
    for city, stage in (('bologna', 'proposed'), ('barcelona', 'constituted')):
        joined = office.post(f'/v1/working-groups/{group["id"]}/members', json={'city_id': str(world.cities[city]), 'on_behalf_of': told})
        assert joined.status_code == 201, joined.text
        assert joined.json()['working_group']['stage'] == stage
    return group


def listed(somebody: Somebody, **filters: str) -> list[dict[str, Any]]:
    answer = somebody.get('/v1/notices', params={'limit': 100, **filters})
    assert answer.status_code == 200, answer.text
    NoticePage.model_validate(answer.json())
    return list(answer.json()['items'])


def test_a_new_group_is_told_to_every_other_active_city_and_held_for_the_office_to_see(
    office: Somebody, world: World, clock: Clock
) -> None:
    clock(NOON)
    group = constituted(office, world)
    notices = listed(office, kind='working_group_constituted')
    assert {notice['city']['slug'] for notice in notices} == {'berlin', 'heidelberg', 'vienna'} - {'vienna'} | {'wien'}
    for notice in notices:
        Notice.model_validate(notice)
        assert (notice['stage'], notice['sent_at'], notice['reason'], notice['working_group_id']) == ('held', None, None, group['id'])
        assert datetime.fromisoformat(notice['held_until']) == NOON + timedelta(hours=4)
    [berlin] = [notice for notice in notices if notice['city']['slug'] == 'berlin']
    assert berlin['subject'] == 'New working group: Racism in sport'
    assert 'Dear colleagues in Berlin' in berlin['text']
    assert 'Barcelona, Bologna, Graz' in berlin['text']
    assert 'lead@graz.example' in berlin['text']
    assert f'/working-groups/{group["slug"]}' in berlin['text']


def test_a_notice_is_shown_in_the_readers_language(office: Somebody, world: World) -> None:
    constituted(office, world)
    [notice, *_] = office.get('/v1/notices?kind=working_group_constituted', headers={'Accept-Language': 'de'}).json()['items']
    assert notice['subject'] == 'Neue Arbeitsgruppe: Racism in sport'


def test_a_contact_that_shows_nothing_to_members_is_relayed_and_the_office_is_told(
    office: Somebody, world: World, service: Service
) -> None:
    group, settings = constituted(office, world, visibility='office'), service.app.state.settings
    forms = {'de': 'Formular', 'en': 'form', 'es': 'formulario', 'fr': 'formulaire', 'it': 'modulo'}
    for language in languages():
        office.headers['accept-language'] = language
        for notice in listed(office, kind='working_group_constituted'):
            assert 'graz.example' not in notice['text']
            assert settings.mail_from in notice['text']
            # The form stands on the page that the mail links to.
            assert forms[language] in notice['text']
            assert f'{settings.public_url}/working-groups/{group["slug"]}' in notice['text']
    [task] = listed(office, kind='contact_not_shown')
    assert (task['city'], task['stage']) == (None, 'queued')


def test_a_notice_says_what_the_record_says_today(office: Somebody, world: World, postbox: Postbox) -> None:
    group = constituted(office, world)
    postbox.run("UPDATE contact_points SET visibility = 'office', audience = 'office' WHERE value = %s", CONTACT['mail'])
    version = office.get(f'/v1/working-groups/{group["id"]}').json()['version']
    renamed = office.patch(f'/v1/working-groups/{group["id"]}', json={'title': 'Sport'}, headers={'If-Match': f'"{version}"'})
    assert renamed.status_code == 200
    for notice in listed(office, kind='working_group_constituted'):
        assert notice['subject'] == 'New working group: Sport'
        assert CONTACT['mail'] not in notice['text']


def test_notices_are_the_offices_alone(office: Somebody, world: World, graz: Somebody, signed_in: SignedIn, client_for: ClientFor) -> None:
    constituted(office, world)
    assert len(listed(signed_in('office_staff'))) == len(listed(office)) > 3
    for somebody in (graz, client_for(city='berlin'), signed_in('office_admin', network=world.other_network)):
        assert listed(somebody) == []
    assert problem(client_for('cities:read').get('/v1/notices')) == (403, 'insufficient-scope')


def test_the_list_is_newest_first_filtered_and_paged(office: Somebody, world: World) -> None:
    group = constituted(office, world)
    notices = listed(office)
    assert [notice['id'] for notice in notices] == sorted((notice['id'] for notice in notices), reverse=True)
    assert {notice['stage'] for notice in listed(office, stage='held')} == {'held'}
    assert len(listed(office, working_group_id=group['id'])) == len(notices)
    assert listed(office, working_group_id=str(uuid4())) == []
    assert listed(office, kind='no_such_kind') == []
    pages, after = [], None
    while True:
        page = office.get('/v1/notices', params={'limit': 2} | ({'after': after} if after else {})).json()
        pages += [notice['id'] for notice in page['items']]
        after = page['next']
        if after is None:
            break
    assert pages == [notice['id'] for notice in notices]
    for query in ('stage=lost', 'kind=A', 'working_group_id=1', 'limit=0', 'colour=red', 'kind=a%00'):
        assert problem(office.get(f'/v1/notices?{query}')) == (422, 'validation-failed')


def test_when_the_hold_is_over_each_coordinator_gets_one_mail_in_their_language(
    office: Somebody, world: World, signed_in: SignedIn, postbox: Postbox, clock: Clock
) -> None:
    berlin = signed_in('coordinator', 'berlin', name='Berta Berlin')
    postbox.run("UPDATE people SET mail = 'berta@berlin.example', language = 'de' WHERE id = %s", berlin.id)
    clock(NOON)
    constituted(office, world)
    clock(NOON + timedelta(hours=3, minutes=59))
    postbox.work()
    assert [mail for mail in postbox.mails() if mail['To'] == 'berta@berlin.example'] == []
    clock(NOON + timedelta(hours=4, seconds=1))
    mail = postbox.newest('berta@berlin.example')
    assert mail['Subject'] == 'Neue Arbeitsgruppe: Racism in sport'
    assert 'Liebe' in mail.get_content()
    assert mail['Content-Language'] == 'de'
    assert postbox.work() == 0
    by_city = {notice['city']['slug']: notice for notice in listed(office, kind='working_group_constituted')}
    assert by_city['berlin']['stage'] == 'sent'
    assert datetime.fromisoformat(by_city['berlin']['sent_at']) == NOON + timedelta(hours=4, seconds=1)
    assert (by_city['heidelberg']['stage'], by_city['heidelberg']['sent_at']) == ('not_sent', None)
    assert by_city['heidelberg']['reason'].startswith('Not sent: nobody there')


def test_what_was_not_sent_is_found_by_the_reason_that_can_be_put_right(
    office: Somebody, world: World, signed_in: SignedIn, postbox: Postbox, clock: Clock
) -> None:
    signed_in('coordinator', 'berlin')
    clock(NOON)
    constituted(office, world)
    clock(NOON + timedelta(hours=5))
    postbox.work(Refusing())
    found = {reason: {notice['city']['slug'] for notice in listed(office, reason=reason, kind='working_group_constituted')}
             for reason in ('no_recipient', 'mail_refused', 'mail_failed')}  # fmt: skip
    assert found == {'no_recipient': {'heidelberg', 'wien'}, 'mail_refused': {'berlin'}, 'mail_failed': set()}


class Refusing:
    """A mail server that will take none of these mails, whenever it is asked."""

    def send(self, _message: EmailMessage) -> None:
        raise Refused


def test_before_the_network_is_live_nothing_leaves(office: Somebody, world: World, postbox: Postbox) -> None:
    postbox.run("UPDATE networks SET stage = 'preparation' WHERE id = %s", world.network)
    constituted(office, world)
    assert postbox.rows('SELECT * FROM outbox') == []
    for notice in listed(office):
        assert (notice['stage'], notice['sent_at']) == ('not_sent', None)
        assert notice['reason'] == 'Not sent: the network is still in preparation.'


def test_every_notice_can_be_said_in_every_language(office: Somebody, world: World) -> None:
    group = constituted(office, world)
    current = office.get(f'/v1/working-groups/{group["id"]}').json()
    handed = office.post(
        f'/v1/working-groups/{group["id"]}/leads',
        json={'city_id': str(world.cities['bologna'])},
        headers={'If-Match': f'"{current["version"]}"'},
    )
    assert handed.status_code == 200, handed.text
    for city in ('barcelona', 'graz'):
        [membership] = [
            each for each in office.get(f'/v1/working-groups/{group["id"]}/members').json()['items'] if each['member']['slug'] == city
        ]
        ended = office.post(
            f'/v1/memberships/{membership["id"]}/ending', json={'reason': 'as told'}, headers={'If-Match': f'"{membership["version"]}"'}
        )
        assert ended.status_code == 200, ended.text
    kinds = {notice['kind'] for notice in listed(office)}
    assert {'working_group_constituted', 'member_joined', 'member_left', 'lead_handed_over', 'below_minimum'} <= kinds
    for language in languages():
        for notice in office.get('/v1/notices', params={'limit': 100}, headers={'Accept-Language': language}).json()['items']:
            assert notice['subject']
            assert 'None' not in notice['text']
            assert '{' not in notice['text']


class SecondFails:
    """A mail server that is away, once, for the second mail."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.failed = False

    def send(self, message: EmailMessage) -> None:
        if len(self.taken) == 1 and not self.failed:
            self.failed = True
            raise TimeoutError
        self.taken.append(str(message['To']))


def test_when_the_mail_to_one_recipient_fails_the_others_do_not_get_theirs_again(
    office: Somebody, world: World, signed_in: SignedIn, postbox: Postbox, clock: Clock
) -> None:
    for number in range(3):
        person = signed_in('coordinator', 'berlin')
        postbox.run('UPDATE people SET mail = %s WHERE id = %s', f'{number}@berlin.example', person.id)
    clock(NOON)
    constituted(office, world)
    postbox.run('UPDATE outbox SET done_at = now() WHERE due_at <= %s', NOON)
    clock(NOON + timedelta(hours=5))
    server = SecondFails()
    postbox.work(server)
    assert server.taken == ['0@berlin.example']
    assert {notice['stage'] for notice in listed(office, stage='held')} == {'held'}
    clock(NOON + timedelta(hours=6))
    postbox.work(server)
    assert server.taken == ['0@berlin.example', '1@berlin.example', '2@berlin.example']
    assert len(listed(office, stage='sent')) == 1


def test_a_notice_that_could_not_be_delivered_for_days_says_so(
    office: Somebody, world: World, signed_in: SignedIn, postbox: Postbox, clock: Clock
) -> None:
    signed_in('coordinator', 'berlin')
    clock(NOON)
    constituted(office, world)

    class Away:
        def send(self, _message: EmailMessage) -> None:
            raise TimeoutError

    for days in range(30):
        clock(NOON + timedelta(days=days + 1))
        postbox.work(Away())
    [berlin] = [notice for notice in listed(office, kind='working_group_constituted') if notice['city']['slug'] == 'berlin']
    assert (berlin['stage'], berlin['sent_at']) == ('not_sent', None)
    assert berlin['reason'].startswith('Not sent: for days')
