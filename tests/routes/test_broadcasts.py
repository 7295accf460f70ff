"""While the notice of a new group is held, the office adds a sentence, corrects the contact, or sends it at once (W4)."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import httpx
import pytest

from api.jobs import outbox
from api.models.broadcasts import Broadcast
from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import constituted, propose, read_group
from tests.routes.conftest import SignedIn, Somebody, World, problem

Clock = Callable[[datetime], None]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OVER = NOON + timedelta(hours=4)
SENTENCE = 'The first meeting is on 4 May: {everybody} is welcome, \u010ce\u0161ka too.'
CONTACT = {'name': 'Lena Lead', 'mail': 'lead@graz.example', 'phone': '+43 316 1', 'visibility': 'members'}
READERS = {'berlin': 'de', 'barcelona': 'es', 'heidelberg': 'fr'}


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


@pytest.fixture
def group(office: Somebody, world: World, clock: Clock, signed_in: SignedIn, postbox: Postbox) -> dict[str, Any]:
    """A group that became official at noon; three cities outside it have a coordinator each, with a language of their own."""
    clock(NOON)
    for city, language in READERS.items():
        reader = signed_in('coordinator', city)
        postbox.run('UPDATE people SET mail = %s, language = %s WHERE id = %s', f'{city}@cities.example', language, reader.id)
    found = constituted(office, world, lead_contact=CONTACT)
    # What else the founding tells is not looked at here.
    postbox.run('UPDATE outbox SET done_at = now() WHERE due_at <= %s', NOON)
    return found


def broadcast(caller: Somebody, group: dict[str, Any]) -> dict[str, Any]:
    answer = caller.get(f'/v1/working-groups/{group["id"]}/broadcast')
    assert answer.status_code == 200, answer.text
    Broadcast.model_validate(answer.json())
    return dict(answer.json())


def adding(caller: Somebody, group: dict[str, Any], sentence: str | None, version: int | None = None) -> httpx.Response:
    headers = {'If-Match': f'"{version or read_group(caller, group)["version"]}"'}
    return caller.patch(f'/v1/working-groups/{group["id"]}/broadcast', json={'sentence': sentence}, headers=headers)


def sending(caller: Somebody, group: dict[str, Any], *, dry_run: bool = False) -> httpx.Response:
    headers = {'If-Match': f'"{read_group(caller, group)["version"]}"'}
    query = {'dry_run': 'true'} if dry_run else {}
    return caller.post(f'/v1/working-groups/{group["id"]}/broadcast/sendings', headers=headers, params=query)


def told(postbox: Postbox) -> dict[str, str]:
    """Return the text that each city has been sent, once each."""
    mails = [(str(mail['To']).partition('@')[0], mail.get_content()) for mail in postbox.mails()]
    assert len(mails) == len({to for to, _ in mails})
    return dict(mails)


def test_the_sentence_stands_in_every_mail_as_the_office_wrote_it(
    office: Somebody, group: dict[str, Any], postbox: Postbox, clock: Clock
) -> None:
    held = broadcast(office, group)
    assert (held['held'], held['sentence'], held['contact_shown']) == (True, None, True)
    assert datetime.fromisoformat(held['held_until']) == OVER
    assert [city['slug'] for city in held['cities']] == ['barcelona', 'berlin', 'heidelberg']
    added = adding(office, group, SENTENCE)
    assert added.status_code == 200, added.text
    assert added.json() == broadcast(office, group) == {**held, 'sentence': SENTENCE, 'version': held['version'] + 1}
    listed = office.get('/v1/notices', params={'kind': 'working_group_constituted'}).json()['items']
    assert len(listed) == len(READERS)
    assert all(SENTENCE in notice['text'] for notice in listed)
    clock(OVER + timedelta(seconds=1))
    postbox.work()
    mails = told(postbox)
    assert set(mails) == set(READERS)
    for city, words in (
        ('berlin', 'Ein Wort der Geschäftsstelle'),
        ('barcelona', 'Unas palabras de la secretaría'),
        ('heidelberg', 'Un mot'),
    ):
        assert words in mails[city]
        assert SENTENCE in mails[city]


def test_a_sentence_is_changed_and_taken_back_while_the_notice_is_held(
    office: Somebody, group: dict[str, Any], postbox: Postbox, clock: Clock
) -> None:
    seen = read_group(office, group)['version']
    assert adding(office, group, 'Too early.').status_code == 200
    assert problem(adding(office, group, 'By somebody who has not seen it.', seen)) == (412, 'stale-version')
    path = f'/v1/working-groups/{group["id"]}/broadcast'
    assert problem(office.patch(path, json={'sentence': 'Unseen.'})) == (428, 'precondition-required')
    assert problem(office.post(f'{path}/sendings')) == (428, 'precondition-required')
    for nothing in ('', ' ', 7, 'x' * 501):
        assert office.patch(path, json={'sentence': nothing}, headers={'If-Match': '*'}).status_code == 422
    assert adding(office, group, None).json()['sentence'] is None
    clock(OVER + timedelta(seconds=1))
    postbox.work()
    assert [text for text in told(postbox).values() if 'Too early' in text or 'secretaría:' in text or 'None' in text] == []


def test_the_contact_is_corrected_until_it_leaves(office: Somebody, group: dict[str, Any], postbox: Postbox, clock: Clock) -> None:
    points = office.get('/v1/contact-points', params={'working_group_id': group['id']}).json()['items']
    for point in points:
        path = f'/v1/contact-points/{point["id"]}'
        other = {'value': 'right@graz.example'} if point['kind'] == 'mail' else {'visibility': 'office'}
        changed = office.patch(path, json=other, headers={'If-Match': f'"{point["version"]}"'})
        assert changed.status_code == 200, changed.text
    clock(OVER + timedelta(seconds=1))
    postbox.work()
    for text in told(postbox).values():
        assert 'right@graz.example' in text
        assert CONTACT['mail'] not in text
        assert CONTACT['phone'] not in text


def test_it_is_sent_at_once_and_once(office: Somebody, group: dict[str, Any], postbox: Postbox, clock: Clock) -> None:
    assert adding(office, group, SENTENCE).status_code == 200
    tried = sending(office, group, dry_run=True)
    assert tried.status_code == 202, tried.text
    assert tried.json()['notices'] == [{'kind': 'working_group_constituted', 'recipients': 'cities', 'count': 3}]
    assert postbox.work() == 0
    assert broadcast(office, group)['held']
    sent = sending(office, group)
    assert sent.status_code == 200, sent.text
    assert (sent.json()['held'], sent.json()['held_until'], sent.json()['sentence']) == (False, None, SENTENCE)
    assert problem(sending(office, group)) == (409, 'broadcast-not-held')
    assert postbox.work() == len(READERS)
    assert all(SENTENCE in text for text in told(postbox).values())
    assert {notice['stage'] for notice in office.get('/v1/notices?kind=working_group_constituted').json()['items']} == {'sent'}
    clock(OVER + timedelta(seconds=1))
    assert postbox.work() == 0
    assert len(told(postbox)) == len(READERS)
    acts = [entry['operation'] for entry in office.get(f'/v1/journal-entries?subject_id={group["id"]}').json()['items']]
    assert acts[:2] == ['send_broadcast', 'update_broadcast']


def test_what_has_begun_to_leave_stays_as_it_is_and_the_refusal_names_a_way_on(
    office: Somebody, group: dict[str, Any], postbox: Postbox, clock: Clock
) -> None:
    clock(OVER + timedelta(seconds=1))
    with postbox.connection() as connection:
        assert outbox.take(connection, OVER + timedelta(seconds=1))
    refused = adding(office, group, SENTENCE)
    assert problem(refused) == (409, 'broadcast-not-held')
    assert 'circular' in refused.json()['detail']
    assert problem(sending(office, group)) == (409, 'broadcast-not-held')
    postbox.work()
    assert problem(adding(office, group, SENTENCE)) == (409, 'broadcast-not-held')
    assert not any(SENTENCE in text for text in told(postbox).values())
    assert broadcast(office, group)['held'] is False


def test_a_worker_that_is_just_taking_a_mail_is_waited_for(office: Somebody, group: dict[str, Any], postbox: Postbox, clock: Clock) -> None:
    clock(OVER + timedelta(seconds=1))
    version = read_group(office, group)['version']
    waits = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with ThreadPoolExecutor(1) as pool, postbox.connection() as worker:
        with worker.transaction():
            assert outbox.take(worker, OVER + timedelta(seconds=1))
            answer = pool.submit(adding, office, group, SENTENCE, version)
            until = time.monotonic() + 20
            while not postbox.rows(waits) and time.monotonic() < until:
                pass
        assert problem(answer.result()) == (409, 'broadcast-not-held')


def test_in_a_race_with_the_worker_all_mails_say_the_same(office: Somebody, group: dict[str, Any], postbox: Postbox, clock: Clock) -> None:
    clock(OVER + timedelta(seconds=1))
    version, both = read_group(office, group)['version'], Barrier(2)

    def leaving() -> None:
        both.wait()
        postbox.work()

    with ThreadPoolExecutor(1) as pool:
        worker = pool.submit(leaving)
        both.wait()
        added = adding(office, group, SENTENCE, version).status_code == 200
        worker.result()
    postbox.work()
    mails = told(postbox)
    assert set(mails) == set(READERS)
    assert {SENTENCE in text for text in mails.values()} == {added}


def test_the_office_is_offered_it_while_the_notice_is_held_and_nobody_else(
    office: Somebody, graz: Somebody, group: dict[str, Any], postbox: Postbox, clock: Clock
) -> None:
    acts = {'update_broadcast', 'send_broadcast'}
    assert acts <= set(read_group(office, group)['you_may'])
    assert not acts & set(read_group(graz, group)['you_may'])
    [task] = [each for each in office.get('/v1/me/tasks').json()['items'] if each['kind'] == 'notice_held']
    assert (task['act'], task['link']) == ('send_broadcast', f'/working-groups/{group["slug"]}/about')
    assert 'goes to 3 cities' in task['sentence']
    assert problem(graz.get(f'/v1/working-groups/{group["id"]}/broadcast')) == (403, 'role-does-not-allow')
    assert problem(adding(graz, group, SENTENCE)) == (403, 'role-does-not-allow')
    clock(OVER + timedelta(seconds=1))
    postbox.work()
    assert not acts & set(read_group(office, group)['you_may'])
    assert [each for each in office.get('/v1/me/tasks').json()['items'] if each['kind'] == 'notice_held'] == []


def test_what_the_office_adds_is_told_to_nobody_before_it_leaves(office: Somebody, graz: Somebody, group: dict[str, Any]) -> None:
    assert adding(office, group, SENTENCE).status_code == 200
    query = {'subject_id': group['id'], 'limit': 1}
    [entry] = office.get('/v1/journal-entries', params=query).json()['items']
    assert SENTENCE in str(entry['changes'])
    assert SENTENCE not in graz.get('/v1/journal-entries', params=query).text
    assert SENTENCE not in graz.get(f'/v1/working-groups/{group["id"]}').text
    assert SENTENCE not in graz.get('/v1/changes').text


def test_a_proposal_has_no_broadcast_yet(office: Somebody, world: World) -> None:
    proposal = propose(office, world)
    assert broadcast(office, proposal)['cities'] == []
    assert broadcast(office, proposal)['held'] is False
    for refused in (adding(office, proposal, SENTENCE), sending(office, proposal)):
        assert problem(refused) == (409, 'broadcast-not-held')
