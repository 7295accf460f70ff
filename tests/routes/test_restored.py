"""What a service shows and does after a restore: the same records, but nobody signed in, a new feed, and nothing sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from api.backups.restoring import restore
from api.backups.taking import back_up
from api.database import Database
from api.erasure_ledger import read
from tests.backups.sums import records, sums
from tests.conftest import NO_TLS, Databases, Service
from tests.postbox import postbox_at, token_in
from tests.routes.acts import constituted, made, read_group
from tests.routes.conftest import ClientFor, Somebody, World, problem
from tests.routes.test_calendar_subscriptions import subscribed
from tests.routes.test_invitations import accept, browser, invite, wish
from tests.routes.test_invitations import token_in as invitation_in
from tests.routes.test_messages import STRANGER, confirm, write
from tests.world import rows

__all__ = ['browser']

FEED = '/v1/changes'


@pytest.fixture
def restored(
    service: Service, database_url: str, databases: Databases, office: Somebody, graz: Somebody, world: World, tmp_path: Path
) -> Iterator[Database]:
    """A service at work, backed up, restored into another database, and answering from there."""
    group = constituted(office, world)
    form = {'working_group_id': group['id'], 'title': 'Minutes'}
    made(office.post('/v1/documents', data=form, files={'file': ('minutes.txt', b'We met.', 'text/plain')}))
    made(graz.get('/v1/me'))
    back_up(database_url, tmp_path / 'file', ledger=tmp_path / 'none', replacing=False)
    with answering_from(service, databases, tmp_path) as database:
        assert records(sums(database.url)) == records(sums(database_url))
        yield database


@contextmanager
def answering_from(service: Service, databases: Databases, place: Path, ledger: Path | None = None) -> Iterator[Database]:
    """Restore the backup in a folder into another database, and let the service answer from there."""
    url = databases.create()
    restore(url, place / 'file', ledger, kept_in=place / 'kept')
    database, former = Database(url), service.app.state.database
    service.app.state.database = database
    yield database
    service.app.state.database = former
    database.close()
    databases.drop(url)


def test_the_records_are_there_and_go_on(restored: Database, office: Somebody, world: World) -> None:
    (group,) = made(office.get('/v1/working-groups'))['items']
    assert (group['title'], group['stage']) == ('Fair housing', 'constituted')
    (document,) = made(office.get('/v1/documents'))['items']
    assert office.get(f'/v1/documents/{document["id"]}/content').content == b'We met.'
    changed = office.patch(f'/v1/working-groups/{group["id"]}', json={'aims': 'Homes'}, headers={'If-Match': f'"{group["version"]}"'})
    assert made(changed)['version'] == group['version'] + 1
    assert read_group(office, group)['aims'] == 'Homes'
    assert made(office.get(f'{FEED}?since=0&limit=1000'))['head_seq'] > len(world.cities)
    assert restored.is_ready()


def test_an_old_session_is_refused_and_signing_in_anew_works_while_nothing_else_is_sent(
    restored: Database, graz: Somebody, service: Service, http: httpx.Client, tmp_path: Path
) -> None:
    assert problem(graz.get('/v1/me'))[0] == 401
    with restored.autocommit.connect() as connection:
        mail = str(connection.execute(text('SELECT mail FROM people WHERE id = :id'), {'id': graz.id}).scalar_one())
        owed = connection.execute(text('SELECT count(*) FROM outbox WHERE done_at IS NULL')).scalar_one()
        connection.execute(text("UPDATE outbox SET due_at = now() - interval '1 hour'"))
    assert owed > 0
    postbox = postbox_at(restored.url, service.app.state.settings, tmp_path)
    assert postbox.work() == 0
    with httpx.Client(base_url=http.base_url, verify=NO_TLS) as browser:
        made_link = browser.post('/v1/sign-in-links', json={'email': mail}, headers={'Origin': service.url})
        assert made_link.status_code == 202, made_link.text
        token = token_in(postbox.newest(mail))
        signed_in = browser.post('/v1/sessions', json={'token': token}, headers={'Origin': service.url})
        assert signed_in.status_code == 201, signed_in.text
        assert browser.get('/v1/me').json()['id'] == str(graz.id)
    assert [each['To'] for each in postbox.mails()] == [mail]


def test_a_mirror_is_told_to_begin_anew(restored: Database, database_url: str, service: Service, office: Somebody) -> None:
    after = made(office.get(f'{FEED}?since=0'))
    service.app.state.database = Database(database_url)
    before = made(office.get(f'{FEED}?since=0'))
    service.app.state.database.close()
    service.app.state.database = restored
    assert before['head_seq'] == after['head_seq']
    assert [item['seq'] for item in before['items']] == [item['seq'] for item in after['items']]
    assert [item['version'] for item in before['items']] == [item['version'] for item in after['items']]
    stale = office.get(FEED, params={'since': before['next_since'], 'feed_id': before['feed_id']})
    assert problem(stale) == (409, 'feed-reset')
    assert made(office.get(FEED, params={'since': after['next_since'], 'feed_id': after['feed_id']}))['items'] == []


def test_whoever_watches_over_it_sees_that_the_outbox_is_paused(restored: Database, http: httpx.Client) -> None:
    assert http.get('/health/ready').json() == {'ready': True, 'outbox': 'paused'}
    with restored.autocommit.connect() as connection:
        connection.execute(text('UPDATE instance SET outbox_paused_at = NULL'))
    assert http.get('/health/ready').json() == {'ready': True, 'outbox': 'running'}


def test_links_that_were_on_their_way_work_no_more_and_an_invitation_is_sent_anew(
    client_for: ClientFor, graz: Somebody, world: World, browser: httpx.Client, service: Service, databases: Databases, database_url: str,
    tmp_path: Path,
) -> None:  # fmt: skip
    office, postbox = client_for(network=world.network), postbox_at(database_url, service.app.state.settings, tmp_path)
    names = ('taken', 'withdrawn', 'standing')
    invited = {name: invite(office, wish(world, mail=f'{name}@graz.example')) for name in names}
    links = {name: invitation_in(postbox.newest(f'{name}@graz.example')) for name in names}
    assert write(browser, f'/v1/public/networks/{world.network}').status_code == 202
    asked, calendar = postbox.newest(STRANGER), subscribed(graz)
    back_up(database_url, tmp_path / 'file', ledger=tmp_path / 'none', replacing=False)
    assert accept(browser, links['taken']).status_code == 201
    made(office.post(f'/v1/invitations/{invited["withdrawn"]["id"]}/withdrawals', headers={'If-Match': '*'}))
    assert confirm(browser, asked).status_code == 200
    assert browser.get(calendar).status_code == 200
    with answering_from(service, databases, tmp_path) as database:
        assert [problem(accept(browser, links[name])) for name in names] == [(401, 'invitation-invalid')] * 3
        assert problem(confirm(browser, asked)) == (409, 'message-link-invalid')
        assert problem(browser.get(calendar)) == (404, 'not-found')
        made(office.post(f'/v1/invitations/{invited["standing"]["id"]}/sendings', headers={'If-Match': '*'}))
        with database.autocommit.connect() as connection:
            connection.execute(text('UPDATE instance SET outbox_paused_at = NULL'))
        anew = invitation_in(postbox_at(database.url, service.app.state.settings, tmp_path / 'anew').newest('standing@graz.example'))
        assert accept(browser, anew).status_code == 201


def test_what_was_withdrawn_since_the_backup_is_not_published_by_a_restore(
    graz: Somebody, http: httpx.Client, service: Service, databases: Databases, database_url: str, tmp_path: Path, ledger: Path
) -> None:
    wishes = {'members': {'visibility': 'members'}, 'ended': {'ended': True}, 'value': {'value': 'another one'}, 'kept': {}}
    values = {name: f'+43 316 872 {name}' for name in wishes}
    new = {name: {'person_id': str(graz.id), 'kind': 'phone', 'value': value, 'visibility': 'public'} for name, value in values.items()}
    points = {name: made(graz.post('/v1/contact-points', json=wish))['id'] for name, wish in new.items()}
    made(graz.patch(f'/v1/contact-points/{points["kept"]}', json={'visibility': 'office'}, headers={'If-Match': '*'}))
    made(graz.patch(f'/v1/contact-points/{points["kept"]}', json={'visibility': 'public'}, headers={'If-Match': '*'}))
    assert [line.kind for line in read(ledger)] == ['withdrawal']
    back_up(database_url, tmp_path / 'file', ledger=ledger, replacing=False)
    for name, change in wishes.items():
        made(graz.patch(f'/v1/contact-points/{points[name]}', json=change, headers={'If-Match': '*'}))
    assert len(read(ledger)) == len(wishes)
    with answering_from(service, databases, tmp_path, ledger) as database:
        assert [value for value in values.values() if value in http.get('/v1/public/cities/graz').text] == [values['kept']]
        stand = (
            'SELECT visibility, audience, consented_on IS NULL AS taken, ended_on IS NOT NULL AS ended, version '
            'FROM contact_points WHERE id = :id'
        )
        assert [tuple(rows(database, stand, id=points[name])[0].values()) for name in ('members', 'ended', 'value')] == [
            ('members', 'members', True, False, 2), ('public', 'office', False, True, 2), ('office', 'office', True, False, 2)
        ]  # fmt: skip
        told = rows(database, "SELECT subject_id, changes FROM journal WHERE operation = 'apply_withdrawal'")
        assert {str(row['subject_id']) for row in told} == set(points.values()) - {points['kept']}
        assert ['public', 'members'] in [row['changes'].get('visibility') for row in told]


def test_a_restore_counts_what_is_in_force_by_it_again(
    graz: Somebody, client_for: ClientFor, databases: Databases, database_url: str, tmp_path: Path
) -> None:
    assert [graz.get('/v1/me').status_code, client_for(city='graz').get('/v1/me').status_code] == [200, 200]
    back_up(database_url, tmp_path / 'file', ledger=tmp_path / 'none', replacing=False)
    url = databases.create()
    found = restore(url, tmp_path / 'file', None, kept_in=tmp_path / 'kept').in_force
    databases.drop(url)
    assert found['mandates'] == 1
    assert {'people who may sign in', 'roles', 'machine clients'} <= set(found)
    assert not {'passkeys', 'public contact points'} & set(found), 'of which there are none'
