"""Circulars as an office and a lead city write, try out and send them, and as their recipients get them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.acts import constituted, made
from tests.routes.conftest import ClientFor, Journal, SignedIn, Somebody, World, problem

Clock = Callable[[datetime], None]
ENGLISH = {'language': 'en', 'subject': 'Reports, please', 'body': 'The assembly is near.\n\nPlease send your report.'}
GERMAN = {'language': 'de', 'subject': 'Bitte um Berichte', 'body': 'Die Versammlung naht.'}


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


@pytest.fixture
def admin(signed_in: SignedIn) -> Somebody:
    return signed_in('office_admin', name='Olga Office')


def written(caller: httpx.Client, world: World, **wish: Any) -> dict[str, Any]:
    """Let the office write to a part of its network, or whoever calls to the members of a group that is named."""
    owner = {} if 'working_group_id' in wish else {'network_id': str(world.network)}
    return made(caller.post('/v1/circulars', json={**owner, 'title': 'Spring letter', 'texts': [ENGLISH], **wish}))


def act(caller: httpx.Client, found: dict[str, Any], to: str, **headers: str) -> httpx.Response:
    return caller.post(f'/v1/circulars/{found["id"]}/{to}', headers={'If-Match': '*', **headers})


def recipients(caller: httpx.Client, found: dict[str, Any]) -> dict[str, Any]:
    return made(caller.get(f'/v1/circulars/{found["id"]}/recipients'))


def by_city(read: dict[str, Any], stage: str) -> dict[str, str | None]:
    """Return the cities of those at a stage, each with the code of the reason."""
    return {item['city']['slug']: item['reason_code'] for item in read['items'] if item['stage'] == stage and item['city']}


def test_each_recipient_gets_one_mail_in_their_language_and_everybody_else_a_reason(
    admin: Somebody, graz: Somebody, bologna: Somebody, signed_in: SignedIn, world: World, postbox: Postbox, journal: Journal
) -> None:
    postbox.run("UPDATE people SET language = 'de' WHERE id = %s", graz.id)
    assert bologna.id
    off, without = signed_in('coordinator', 'berlin'), signed_in('coordinator', 'heidelberg')
    postbox.run('UPDATE people SET disabled_at = now() WHERE id = %s', off.id)
    postbox.run('UPDATE people SET mail = NULL WHERE id = %s', without.id)
    former = signed_in('coordinator', 'barcelona')
    postbox.run('UPDATE roles SET end_date = start_date WHERE person_id = %s', former.id)
    circular = written(admin, world, texts=[ENGLISH, GERMAN])
    assert (circular['stage'], circular['recipient_count'], circular['you_may'][:3]) == (
        'draft',
        None,
        ['update_circular', 'try_circular', 'send_circular'],
    )
    seen = recipients(admin, circular)
    assert (seen['recipient_count'], seen['excluded_count']) == (2, 4)
    assert by_city(seen, 'ready') == {'graz': None, 'bologna': None}
    assert by_city(seen, 'not_sent') == {'berlin': 'disabled', 'heidelberg': 'no_address', 'barcelona': 'term_ended', 'wien': 'nobody'}
    cities = [item['city']['slug'] for item in seen['items']]
    assert cities == ['barcelona', 'berlin', 'heidelberg', 'wien', 'bologna', 'graz']
    assert {item['language'] for item in seen['items'] if item['name'] == 'Greta Graz'} == {'de'}
    postbox.work()
    assert postbox.mails() == []
    sent = made(act(admin, circular, 'sendings'))
    assert (sent['stage'], sent['recipient_count'], sent['excluded_count']) == ('sent', 2, 4)
    assert by_city(recipients(admin, sent), 'queued') == {'graz': None, 'bologna': None}
    postbox.work()
    log = recipients(admin, sent)
    assert [item['city']['slug'] for item in log['items']] == cities
    assert by_city(log, 'sent') == {'graz': None, 'bologna': None}
    assert by_city(log, 'not_sent') == by_city(seen, 'not_sent')
    subjects = {str(mail['Subject']): mail.get_content().replace('\r', '') for mail in postbox.mails()}
    assert set(subjects) == {'Reports, please', 'Bitte um Berichte'}
    assert subjects['Reports, please'].startswith('Dear Bruno Bologna,\n\nThe assembly is near.')
    assert 'Greta Graz' in subjects['Bitte um Berichte']
    assert [entry['operation'] for entry in journal(circular['id'])] == ['create_circular', 'send_circular']
    assert 'Greta' not in str(journal(circular['id']))
    of_it = made(admin.get('/v1/notices', params={'kind': 'circular', 'limit': 100}))['items']
    assert {(notice['circular_id'], notice['subject']) for notice in of_it} == {(circular['id'], 'Reports, please')}
    assert len(of_it) == 6


def test_whoever_coordinates_a_group_is_written_to_with_that_group(admin: Somebody, signed_in: SignedIn, world: World) -> None:
    group, other = constituted(admin, world), constituted(admin, world, title='Fair schools')
    coordinates = signed_in('group_coordinator', working_group=UUID(group['id']))
    for chosen, reached in ((None, True), (group, True), (other, False)):
        meant_for = {'roles': ['group_coordinator'], 'working_group_ids': [chosen['id']] if chosen else []}
        seen = recipients(admin, written(admin, world, meant_for=meant_for))
        assert [item['person_id'] for item in seen['items']] == ([str(coordinates.id)] if reached else [])


def test_it_is_sent_once_whoever_asks_again(admin: Somebody, graz: Somebody, world: World, postbox: Postbox) -> None:
    assert graz.id
    circular = written(admin, world)
    first = act(admin, circular, 'sendings', **{'Idempotency-Key': 'send-it-once'})
    again = act(admin, circular, 'sendings', **{'Idempotency-Key': 'send-it-once'})
    assert (again.json(), again.headers['idempotent-replayed']) == (first.json(), 'true')
    assert problem(act(admin, circular, 'sendings')) == (409, 'circular-sent')
    assert problem(act(admin, circular, 'trials')) == (409, 'circular-sent')
    patched = admin.patch(f'/v1/circulars/{circular["id"]}', json={'title': 'Other'}, headers={'If-Match': '*'})
    assert problem(patched) == (409, 'circular-sent')
    postbox.work()
    assert len(postbox.mails()) == 1
    assert made(admin.get(f'/v1/circulars/{circular["id"]}'))['you_may'] == ['get_circular_recipients', 'get_circular_addresses']


def test_whoever_has_lost_the_role_meanwhile_is_not_written_to(admin: Somebody, graz: Somebody, world: World, postbox: Postbox) -> None:
    circular = written(admin, world)
    made(act(admin, circular, 'sendings'))
    postbox.run('UPDATE roles SET end_date = start_date WHERE person_id = %s', graz.id)
    postbox.work()
    assert postbox.mails() == []
    assert by_city(recipients(admin, circular), 'not_sent')['graz'] == 'no_recipient'


def test_a_trial_brings_every_version_to_oneself_and_to_nobody_else(
    admin: Somebody, graz: Somebody, office: Somebody, world: World, postbox: Postbox
) -> None:
    assert graz.id
    circular = written(admin, world, texts=[ENGLISH, GERMAN])
    assert made(act(admin, circular, 'trials'))['stage'] == 'draft'
    postbox.work()
    [own] = postbox.rows('SELECT mail FROM people WHERE id = %s', admin.id)
    assert {(mail['To'], mail['Subject']) for mail in postbox.mails()} == {
        (own['mail'], 'Trial: Reports, please'),
        (own['mail'], 'Trial: Bitte um Berichte'),
    }
    assert problem(act(office, circular, 'trials')) == (409, 'no-mail-address')
    for _ in range(19):
        made(act(admin, circular, 'trials'))
    assert problem(act(admin, circular, 'trials')) == (429, 'too-many-requests')


def test_before_the_network_is_live_it_is_tried_out_on_oneself_and_sent_to_nobody(
    admin: Somebody, graz: Somebody, world: World, postbox: Postbox
) -> None:
    assert graz.id
    postbox.run("UPDATE networks SET stage = 'preparation' WHERE id = %s", world.network)
    circular = written(admin, world)
    made(act(admin, circular, 'trials'))
    assert problem(act(admin, circular, 'sendings')) == (409, 'network-in-preparation')
    postbox.work()
    [own] = postbox.rows('SELECT mail FROM people WHERE id = %s', admin.id)
    assert [mail['To'] for mail in postbox.mails()] == [own['mail']]


@pytest.mark.parametrize(
    ('meant_for', 'cities'),
    [
        ({}, {'barcelona', 'berlin', 'bologna', 'graz', 'heidelberg', 'wien'}),
        ({'country_codes': ['DE', 'IT']}, {'berlin', 'bologna', 'heidelberg'}),
        ({'city_kinds': ['other_local_authority']}, set()),
        ({'city_kinds': ['city'], 'country_codes': ['AT']}, {'graz', 'wien'}),
        ({'group_stages': ['constituted']}, {'bologna', 'graz', 'wien'}),
        ({'group_stages': ['completed']}, set()),
        ({'membership_stages': ['suspended']}, set()),
        ({'duty': 'undeclared'}, set()),
    ],
)
def test_each_condition_narrows_whom_it_is_for(office: Somebody, world: World, meant_for: dict[str, Any], cities: set[str]) -> None:
    constituted(office, world)
    circular = written(office, world, meant_for=meant_for)
    assert set(by_city(recipients(office, circular), 'not_sent')) == cities


def test_those_who_owe_a_report_or_a_declaration_are_found_until_it_is_there(
    office: Somebody, admin: Somebody, graz: Somebody, bologna: Somebody, world: World, clock: Clock
) -> None:
    assert bologna.id
    clock(datetime(2026, 1, 5, 12, tzinfo=UTC))
    group = constituted(office, world)
    old = made(office.post('/v1/assemblies', json={'network_id': str(world.network), 'title': 'Old', 'held_on': '2024-11-01'}))
    made(office.post(f'/v1/assemblies/{old["id"]}/closings', headers={'If-Match': '*'}))
    assembly = {'network_id': str(world.network), 'title': 'Assembly', 'held_on': '2026-05-01'}
    sitting = made(office.post('/v1/assemblies', json=assembly))
    duties = [
        written(admin, world, meant_for={'duty': duty, 'roles': ['coordinator', 'lead_contact'], **which})
        for duty in ('report_missing', 'declaration_missing')
        for which in ({}, {'assembly_id': sitting['id']})
    ]
    for circular in duties:
        assert by_city(recipients(admin, circular), 'ready') == {'graz': None}
        assert recipients(admin, circular)['excluded_count'] == 0
    declared = {'assembly_id': sitting['id'], 'choice': 'continue'}
    made(office.post(f'/v1/working-groups/{group["id"]}/declarations', json=declared, headers={'If-Match': '*'}))
    assert [by_city(recipients(admin, circular), 'ready') for circular in duties] == [{'graz': None}] * 2 + [{}] * 2
    assert problem(act(admin, duties[2], 'sendings')) == (409, 'circular-reaches-nobody')
    assert graz.id


def test_a_lead_city_writes_to_its_groups_members_and_learns_no_address_that_is_not_shown(
    office: Somebody, graz: Somebody, bologna: Somebody, signed_in: SignedIn, client_for: ClientFor, world: World, postbox: Postbox
) -> None:
    group = constituted(office, world)
    vienna, berlin = signed_in('coordinator', 'vienna', name='Vera Vienna'), signed_in('coordinator', 'berlin')
    place = {'person_id': str(bologna.id), 'kind': 'mail', 'value': 'shown@bologna.example', 'visibility': 'members'}
    made(office.post('/v1/contact-points', json=place))
    circular = written(graz, world, working_group_id=group['id'])
    seen = recipients(graz, circular)
    assert by_city(seen, 'ready') == {'graz': None, 'bologna': None, 'wien': None}
    assert {item['name'] for item in seen['items'] if item['city']['slug'] != 'graz'} == {'Bruno Bologna', None}
    assert made(graz.get(f'/v1/circulars/{circular["id"]}/addresses')) == {'addresses': ['shown@bologna.example'], 'hidden_count': 2}
    every = made(office.get(f'/v1/circulars/{circular["id"]}/addresses'))
    assert (len(every['addresses']), every['hidden_count']) == (3, 0)
    made(office.post('/v1/contact-points', json={**place, 'person_id': str(vienna.id), 'value': 'w@wien.example', 'visibility': 'office'}))
    assert by_city(recipients(graz, circular), 'not_sent') == {'wien': 'not_shown'}
    political = graz.post(
        '/v1/circulars',
        json={'working_group_id': group['id'], 'title': 'x', 'texts': [ENGLISH], 'meant_for': {'roles': ['political_head']}},
    )
    assert problem(political) == (409, 'circular-role-not-of-the-group')
    assert made(bologna.get(f'/v1/circulars/{circular["id"]}'))['you_may'] == []
    assert problem(bologna.get(f'/v1/circulars/{circular["id"]}/recipients')) == (403, 'role-does-not-allow')
    assert problem(act(bologna, circular, 'sendings')) == (403, 'role-does-not-allow')
    for stranger in (berlin, client_for(network=world.other_network)):
        assert problem(stranger.get(f'/v1/circulars/{circular["id"]}')) == (404, 'not-found')
    made(act(graz, circular, 'sendings'))
    postbox.work()
    assert len([mail for mail in postbox.mails() if mail['Subject'] == 'Reports, please']) == 2
    for _ in range(4):
        made(act(graz, written(graz, world, working_group_id=group['id']), 'sendings'))
    assert problem(act(graz, written(graz, world, working_group_id=group['id']), 'sendings')) == (429, 'too-many-requests')


def test_versions_are_changed_added_and_dropped(office: Somebody, graz: Somebody, world: World) -> None:
    assert graz.id
    circular = written(office, world)

    def texts(*versions: dict[str, str]) -> httpx.Response:
        return office.patch(f'/v1/circulars/{circular["id"]}', json={'texts': versions}, headers={'If-Match': '*'})

    assert made(texts({**ENGLISH, 'subject': 'New'}, GERMAN))['texts'] == [GERMAN, {**ENGLISH, 'subject': 'New'}]
    assert made(texts(GERMAN))['texts'] == [GERMAN]
    assert problem(act(office, circular, 'sendings')) == (409, 'circular-language-missing')
    assert problem(texts(GERMAN, GERMAN)) == (409, 'circular-language-twice')
    assert made(texts(ENGLISH))['texts'] == [ENGLISH]
    meant = office.patch(f'/v1/circulars/{circular["id"]}', json={'meant_for': {'country_codes': ['IT']}}, headers={'If-Match': '*'})
    assert made(meant)['meant_for'] == {
        'roles': ['coordinator'], 'country_codes': ['IT'], 'city_kinds': [], 'membership_stages': ['active'], 'working_group_ids': [],
        'group_stages': [], 'duty': None, 'assembly_id': None, 'call_id': None,
    }  # fmt: skip


def test_what_it_names_must_be_of_its_network(office: Somebody, world: World) -> None:
    elsewhere = {'duty': 'undeclared', 'assembly_id': str(world.network)}
    for meant_for in ({'working_group_ids': [str(world.network)]}, elsewhere):
        body = {'network_id': str(world.network), 'title': 'x', 'texts': [ENGLISH], 'meant_for': meant_for}
        assert problem(office.post('/v1/circulars', json=body)) == (409, 'unknown-reference')


def test_before_the_network_is_live_nothing_leaves(office: Somebody, graz: Somebody, world: World, postbox: Postbox) -> None:
    assert graz.id
    postbox.run("UPDATE networks SET stage = 'preparation' WHERE id = %s", world.network)
    circular = written(office, world)
    assert by_city(recipients(office, circular), 'not_sent')['graz'] == 'network_in_preparation'
    assert problem(act(office, circular, 'sendings')) == (409, 'network-in-preparation')


def test_the_list_is_the_offices_and_the_groups(office: Somebody, graz: Somebody, world: World) -> None:
    group = constituted(office, world)
    of_network, of_group = written(office, world), written(office, world, working_group_id=group['id'])
    assert [item['id'] for item in made(office.get('/v1/circulars'))['items']] == [of_group['id'], of_network['id']]
    assert [item['id'] for item in made(graz.get('/v1/circulars'))['items']] == [of_group['id']]
    assert made(office.get('/v1/circulars', params={'stage': 'sent'}))['items'] == []


def test_taking_the_addresses_is_journalled_and_wants_a_fresh_sign_in(
    admin: Somebody, graz: Somebody, world: World, clock: Clock, journal: Journal
) -> None:
    assert graz.id
    circular = written(admin, world)
    made(admin.get(f'/v1/circulars/{circular["id"]}/addresses'))
    [entry] = [each for each in journal(str(admin.id)) if each['operation'] == 'get_circular_addresses']
    assert entry['facts'] == {'circular_id': circular['id']}
    clock(datetime.now(UTC) + timedelta(minutes=16))
    assert problem(admin.get(f'/v1/circulars/{circular["id"]}/addresses')) == (403, 'sign-in-again')
