"""What a service shows and does after a restore: the same records, but nobody signed in, a new feed, and nothing sent."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from api.backups.restoring import restore
from api.backups.taking import back_up
from api.database import Database
from tests.backups.sums import records, sums
from tests.conftest import NO_TLS, Databases, Service
from tests.postbox import postbox_at, token_in
from tests.routes.acts import constituted, made, read_group
from tests.routes.conftest import Somebody, World, problem

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
    url = databases.create()
    restore(url, tmp_path / 'file', None, kept_in=tmp_path / 'kept')
    assert records(sums(url)) == records(sums(database_url))
    database = Database(url)
    service.app.state.database = database
    yield database
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
