"""Meetings as their callers see them: planned, held and called off."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from api.database import Database
from tests.routes.acts import made, propose
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem, refused
from tests.routes.meetings import LINK, plan, read, send


@pytest.fixture
def barcelona(signed_in: SignedIn) -> Somebody:
    """The coordinator of Barcelona, which is not in the group."""
    return signed_in('coordinator', 'barcelona')


@pytest.fixture
def its_time(clock: Callable[[datetime], None]) -> None:
    clock(datetime(2027, 3, 1, 12, 0, tzinfo=UTC))


def test_the_lead_city_plans_a_meeting_of_its_group(
    graz: Somebody, world: World, group: dict[str, Any], journal: Journal, index: Index
) -> None:
    wish = {
        'working_group_id': group['id'], 'title': 'Second meeting', 'starts_at': '2027-03-01T10:00:00+01:00',
        'ends_at': '2027-03-01T13:00:00Z', 'time_zone': 'Europe/Vienna', 'mode': 'hybrid', 'place': 'Rathaus', 'joining_link': LINK,
        'host_city_id': str(world.cities['vienna']), 'agenda': ['Welcome', 'Letting agencies'], 'visibility': 'public',
    }  # fmt: skip
    answer = graz.post('/v1/meetings', json=wish)
    meeting = made(answer)
    assert (answer.status_code, answer.headers['location']) == (201, f'/v1/meetings/{meeting["id"]}')
    assert (meeting['starts_at'], meeting['ends_at']) == ('2027-03-01T09:00:00+00:00', '2027-03-01T13:00:00+00:00')
    assert meeting['working_group'] == {'id': group['id'], 'slug': group['slug'], 'title': group['title']}
    assert (meeting['host_city']['slug'], meeting['agenda'], meeting['stage']) == ('wien', wish['agenda'], 'scheduled')
    assert meeting['you_may'] == ['cancel_meeting', 'record_minutes', 'update_meeting']
    assert (meeting['minutes'], meeting['attendance'], meeting['held_on'], meeting['network_id']) == (None, [], None, str(world.network))
    assert read(graz, meeting) == meeting
    entry = journal(meeting['id'])[0]
    assert (entry['operation'], entry['personal_columns']) == ('create_meeting', ['joining_link'])
    assert LINK not in str(entry['changes'])
    moved = index(meeting['id'])
    assert (moved['subject_type'], moved['audience_now'], str(moved['working_group_id'])) == ('meeting', 'public', group['id'])


def test_what_is_left_out_is_as_usual_in_the_network(office: Somebody, group: dict[str, Any]) -> None:
    meeting = plan(office, group)
    assert (meeting['time_zone'], meeting['mode'], meeting['visibility']) == ('Europe/Berlin', 'online', 'members')
    assert (meeting['place'], meeting['ends_at'], meeting['host_city'], meeting['agenda']) == (None, None, None, [])


def test_the_network_has_meetings_of_its_own_which_the_office_plans(
    office: Somebody, graz: Somebody, world: World, client_for: ClientFor
) -> None:
    meeting = plan(office, None, network_id=str(world.network), joining_link=LINK)
    assert meeting['working_group'] is None
    assert read(graz, meeting)['joining_link'] == LINK
    minutes = made(send(office, meeting, '/minutes', {'minutes': 'All agreed.', 'held_on': '2020-01-01'}))
    assert read(graz, minutes)['minutes'] == 'All agreed.'
    assert problem(
        graz.post('/v1/meetings', json={'network_id': str(world.network), 'title': 'Mine', 'starts_at': '2027-03-01T09:00:00Z'})
    ) == (
        403,
        'role-does-not-allow',
    )
    inner = plan(office, None, network_id=str(world.network), visibility='working_group')
    assert problem(graz.get(f'/v1/meetings/{inner["id"]}')) == (404, 'not-found')
    assert read(client_for(everywhere=True), inner)['id'] == inner['id']


def test_a_meeting_belongs_to_a_group_or_to_the_network_and_to_something_that_is_there(
    office: Somebody, world: World, group: dict[str, Any], client_for: ClientFor
) -> None:
    when = {'title': 'Nowhere', 'starts_at': '2027-03-01T09:00:00Z'}
    both = {'working_group_id': group['id'], 'network_id': str(world.network)}
    for owner in ({}, both):
        assert problem(office.post('/v1/meetings', json={**when, **owner})) == (409, 'one-owner-needed')
    for field in ('working_group_id', 'network_id'):
        answer = office.post('/v1/meetings', json={**when, field: str(uuid4())})
        assert (problem(answer), answer.json()['errors'][0]['pointer']) == ((409, 'unknown-reference'), f'/{field}')
    proposal = propose(office, world, title='Not for others')
    hidden = client_for(network=world.other_network).post('/v1/meetings', json={**when, 'working_group_id': proposal['id']})
    assert problem(hidden) == (409, 'unknown-reference')


def test_members_of_the_group_do_not_plan_for_it_and_neither_do_others(
    bologna: Somebody, barcelona: Somebody, signed_in: SignedIn, group: dict[str, Any]
) -> None:
    wish = {'working_group_id': group['id'], 'title': 'Mine', 'starts_at': '2027-03-01T09:00:00Z'}
    for caller in (bologna, barcelona, signed_in('board_member')):
        assert problem(caller.post('/v1/meetings', json=wish)) == (403, 'role-does-not-allow')
    from_graz = signed_in('lead_contact', 'graz', working_group=group['id'])
    assert from_graz.post('/v1/meetings', json=wish).status_code == 201


def test_a_host_and_a_time_zone_are_real_ones(office: Somebody, group: dict[str, Any]) -> None:
    for field, value in (('host_city_id', str(uuid4())), ('time_zone', 'Europe/Atlantis'), ('time_zone', '/etc/passwd')):
        wish = {'working_group_id': group['id'], 'title': 'X', 'starts_at': '2027-03-01T09:00:00Z', field: value}
        answer = office.post('/v1/meetings', json=wish)
        assert (problem(answer), answer.json()['errors'][0]['pointer']) == ((409, 'unknown-reference'), f'/{field}')
        assert problem(send(office, plan(office, group), '', {field: value})) == (409, 'unknown-reference')


@pytest.mark.parametrize('ends_at', ['2027-03-01T09:00:00Z', '2027-03-01T09:59:00+01:00', '2027-02-28T23:00:00Z'])
def test_a_meeting_ends_after_it_has_begun(office: Somebody, group: dict[str, Any], ends_at: str) -> None:
    wish = {'working_group_id': group['id'], 'title': 'X', 'starts_at': '2027-03-01T09:00:00Z', 'ends_at': ends_at}
    answer = office.post('/v1/meetings', json={**wish, 'time_zone': 'Europe/Vienna'})
    assert problem(answer) == (409, 'ends-not-after-start')
    assert '2027-03-01 10:00' in answer.json()['detail']
    meeting = plan(office, group, ends_at='2027-03-01T10:00:00Z')
    assert problem(send(office, meeting, '', {'ends_at': ends_at})) == (409, 'ends-not-after-start')
    assert problem(send(office, meeting, '', {'starts_at': '2027-03-01T10:00:00Z'})) == (409, 'ends-not-after-start')


@pytest.mark.parametrize(
    ('field', 'value'),
    [
        ('starts_at', '2027-03-01T09:00:00'), ('starts_at', '2027-03-01'), ('starts_at', 0), ('starts_at', '2027-02-30T09:00:00Z'),
        ('starts_at', '9999-12-31T23:59:59-12:00'), ('time_zone', '../etc'), ('time_zone', ''),
        ('joining_link', 'javascript:alert(1)'), ('joining_link', 'https://a b'),
        ('agenda', ['x'] * 51), ('agenda', ['x' * 501]), ('title', ' '), ('title', 'a\x00'), ('mode', 'by_boat'), ('stage', 'held'),
        ('minutes', 'Too early'), ('visibility', 'office'),
    ],
)  # fmt: skip
def test_what_is_not_valid_is_refused(office: Somebody, group: dict[str, Any], field: str, value: Any) -> None:
    wish = {'working_group_id': group['id'], 'title': 'X', 'starts_at': '2027-03-01T09:00:00Z'}
    assert refused(office.post('/v1/meetings', json={**wish, field: value}))[0][0].startswith(f'/{field}')
    assert problem(send(office, plan(office, group), '', {field: value})) == (422, 'validation-failed')


def test_until_it_is_held_a_meeting_may_be_moved(graz: Somebody, group: dict[str, Any], journal: Journal) -> None:
    meeting = plan(graz, group, joining_link=LINK, place='Rathaus')
    wish = {
        'starts_at': '2027-04-01T08:00:00Z',
        'place': None,
        'mode': 'in_person',
        'title': 'Postponed',
        'agenda': ['Welcome'],
        'visibility': 'public',
    }
    moved = made(send(graz, meeting, '', wish))
    assert {name: moved[name] for name in wish} == {**wish, 'starts_at': '2027-04-01T08:00:00+00:00'}
    assert (moved['joining_link'], moved['version']) == (LINK, 2)
    assert journal(meeting['id'])[-1]['changes']['place'] == ['Rathaus', None]
    assert [each['id'] for each in made(graz.get('/v1/meetings', params={'q': 'postponed'}))['items']] == [meeting['id']]


@pytest.mark.usefixtures('its_time')
def test_a_change_needs_the_version_it_has_seen(office: Somebody, group: dict[str, Any]) -> None:
    meeting = plan(office, group)
    path = f'/v1/meetings/{meeting["id"]}'
    for to, wish in (('', {'title': 'X'}), ('/minutes', {}), ('/cancellations', {'reason': 'ill'})):
        without = office.request('POST' if to else 'PATCH', f'{path}{to}', json=wish)
        assert problem(without) == (428, 'precondition-required')
        assert problem(send(office, meeting, to, wish, '"2"')) == (412, 'stale-version')
        assert problem(send(office, {'id': uuid4(), 'version': 1}, to, wish)) == (404, 'not-found')


@pytest.mark.usefixtures('its_time')
def test_minutes_make_a_meeting_held_and_may_be_corrected(
    graz: Somebody, client_for: ClientFor, world: World, group: dict[str, Any], journal: Journal
) -> None:
    meeting = plan(graz, group)
    came = [str(world.cities[name]) for name in ('vienna', 'graz', 'graz')]
    held = made(send(graz, meeting, '/minutes', {'minutes': 'Ada spoke.', 'attending_city_ids': came}))
    assert (held['stage'], held['held_on'], held['minutes']) == ('held', '2027-03-01', 'Ada spoke.')
    assert [city['slug'] for city in held['attendance']] == ['graz', 'wien']
    assert held['you_may'] == ['record_minutes']
    entry = journal(meeting['id'])[-1]
    assert entry['personal_columns'] == ['minutes']
    assert entry['changes']['attendance'] == [None, sorted(set(came))]
    assert 'Ada' not in str(entry['changes'])
    corrected = made(send(graz, held, '/minutes', {'attending_city_ids': [str(world.cities['bologna'])], 'held_on': '2027-02-27'}))
    assert (corrected['minutes'], corrected['held_on'], corrected['version']) == (None, '2027-02-27', 3)
    assert [city['slug'] for city in corrected['attendance']] == ['bologna']
    assert made(send(graz, corrected, '/minutes', {'minutes': 'Again.'}))['held_on'] == '2027-02-27'
    assert client_for(everywhere=True).get('/v1/meetings', params={'stage': 'held'}).json()['items'][0]['id'] == meeting['id']


@pytest.mark.usefixtures('its_time')
def test_minutes_of_what_is_yet_to_come_are_refused_and_so_are_cities_that_nobody_knows(
    office: Somebody, group: dict[str, Any], world: World
) -> None:
    later = plan(office, group, starts_at='2027-03-03T09:00:00Z')
    assert problem(send(office, later, '/minutes', {})) == (409, 'future-date')
    assert made(send(office, later, '/minutes', {'held_on': '2027-03-01'}))['held_on'] == '2027-03-01'
    meeting = plan(office, group)
    answer = send(office, meeting, '/minutes', {'attending_city_ids': [str(world.cities['graz']), str(uuid4())]})
    assert (problem(answer), answer.json()['errors'][0]['pointer']) == ((409, 'unknown-reference'), '/attending_city_ids/1')


def test_the_day_of_a_meeting_is_the_one_at_its_place(clock: Callable[[datetime], None], client_for: ClientFor, world: World) -> None:
    clock(datetime(2027, 3, 1, 20, 0, tzinfo=UTC))
    caller = client_for()
    meeting = plan(caller, None, network_id=str(world.network), starts_at='2027-03-01T15:30:00Z', time_zone='Pacific/Auckland')
    assert made(send(caller, meeting, '/minutes', {}))['held_on'] == '2027-03-02'


@pytest.mark.usefixtures('its_time')
def test_what_was_held_stays_and_what_was_cancelled_too(office: Somebody, group: dict[str, Any], journal: Journal) -> None:
    held = made(send(office, plan(office, group), '/minutes', {}))
    for to, wish in (('', {'title': 'X'}), ('/cancellations', {'reason': 'ill'})):
        assert problem(send(office, held, to, wish)) == (409, 'meeting-held')
    cancelled = made(send(office, plan(office, group), '/cancellations', {'reason': 'The host is ill.'}))
    assert (cancelled['stage'], cancelled['cancellation_reason'], cancelled['you_may']) == ('cancelled', 'The host is ill.', [])
    assert journal(cancelled['id'])[-1]['reason'] == 'The host is ill.'
    for to, wish in (('', {'title': 'X'}), ('/minutes', {}), ('/cancellations', {'reason': 'ill'})):
        assert problem(send(office, cancelled, to, wish)) == (409, 'meeting-cancelled')
    assert refused(send(office, held, '/cancellations', {'reason': ''})) == [('/reason', 'string_too_short')]


def test_meetings_are_found_by_group_stage_time_and_words(office: Somebody, world: World, group: dict[str, Any]) -> None:
    other = propose(office, world, title='Fair schools')
    first = plan(office, group, starts_at='2027-01-01T09:00:00Z', title='Erste Sitzung', place='Zürich')
    second = plan(office, group, starts_at='2027-02-01T09:00:00Z')
    third = plan(office, other, starts_at='2027-03-01T09:00:00Z')
    made(send(office, third, '/cancellations', {'reason': 'ill'}))

    def found(**query: str) -> list[str]:
        return [each['id'] for each in made(office.get('/v1/meetings', params=query))['items']]

    first, second, third = first['id'], second['id'], third['id']
    assert found() == [third, second, first]
    assert found(sort='starts_at') == [first, second, third]
    assert found(sort='starts_at', after=first) == [second, third]
    assert office.get('/v1/meetings', params={'after': str(uuid4())}).status_code == 200
    assert found(sort='id', limit='1') == [first]
    assert found(working_group_id=group['id']) == [second, first]
    assert found(stage='cancelled') == [third]
    assert found(starts_after='2027-02-01T09:00:00Z') == [third, second]
    assert found(starts_before='2027-02-01T10:00:00+01:00') == [first]
    assert found(q='erste zurich') == [first]
    assert found(network_id=str(world.other_network)) == []
    listed = made(office.get('/v1/meetings', params={'expand': 'you_may', 'limit': 1}))
    assert (listed['items'][0]['you_may'], listed['next']) == ([], third)
    assert refused(office.get('/v1/meetings', params={'starts_after': '2027-02-01'})) == [('query starts_after', 'datetime_parsing')]


def test_the_same_key_plans_one_meeting(graz: Somebody, group: dict[str, Any]) -> None:
    wish = {'working_group_id': group['id'], 'title': 'X', 'starts_at': '2027-03-01T09:00:00Z'}
    first, again = (graz.post('/v1/meetings', json=wish, headers={'Idempotency-Key': 'meeting-1'}) for _ in range(2))
    assert (again.status_code, again.json(), again.headers['idempotent-replayed']) == (201, first.json(), 'true')
    assert len(made(graz.get('/v1/meetings'))['items']) == 1


def test_a_withdrawn_group_plans_nothing_any_more(office: Somebody, world: World) -> None:
    proposal = propose(office, world, title='A first idea')
    meeting = plan(office, proposal)
    proposal = made(office.get(f'/v1/working-groups/{proposal["id"]}'))
    made(office.post(f'/v1/working-groups/{proposal["id"]}/withdrawals', json={}, headers={'If-Match': '*'}))
    wish = {'working_group_id': proposal['id'], 'title': 'X', 'starts_at': '2027-03-01T09:00:00Z'}
    assert problem(office.post('/v1/meetings', json=wish)) == (409, 'group-withdrawn')
    assert problem(send(office, meeting, '', {'title': 'X'})) == (409, 'group-withdrawn')
    assert read(office, meeting)['you_may'] == ['cancel_meeting', 'record_minutes']
    assert made(send(office, meeting, '/cancellations', {'reason': 'withdrawn'}))['stage'] == 'cancelled'


def test_a_completed_group_keeps_what_it_has_and_takes_nothing_new(
    graz: Somebody, barcelona: Somebody, database: Database, group: dict[str, Any]
) -> None:
    meeting = plan(graz, group, starts_at='2020-03-01T09:00:00Z', visibility='public')
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE working_groups SET stage = 'completed' WHERE id = %s", (group['id'],))
    owner = {'working_group_id': group['id'], 'title': 'X'}
    money = {'project_idea': 'X', 'amount_requested': {'amount': '1'}}
    for path, wish in (
        ('meetings', {**owner, 'starts_at': '2027-03-01T09:00:00Z'}),
        ('outputs', {**owner, 'kind': 'other'}),
        ('funding-requests', {**owner, **money}),
        ('support-requests', {'working_group_id': group['id'], 'question': 'X?'}),
    ):
        assert problem(graz.post(f'/v1/{path}', json=wish)) == (409, 'group-completed')
    form = {'working_group_id': group['id']}
    assert problem(graz.post('/v1/documents', data=form, files={'file': ('x.pdf', b'%PDF-')})) == (409, 'group-completed')
    assert problem(send(graz, meeting, '', {'title': 'X'})) == (409, 'group-completed')
    assert made(send(graz, meeting, '/minutes', {'minutes': 'At last.'}))['stage'] == 'held'
    assert read(barcelona, meeting)['stage'] == 'held'
