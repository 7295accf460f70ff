"""Progress updates over HTTP: they move their item, are never changed, and show obstacles to the group and the office alone (P7, P10)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event

from api import clock
from tests.conftest import Service
from tests.routes.acts import follow, made, record, set_up
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem, refused
from tests.world import at_once

# Who calls, the key and its lock, the item, its group, its network, two writes, the journal, the commit, the answer, the key again.
MOST_STATEMENTS = 13


@pytest.fixture
def item(office: Somebody, group: dict[str, Any]) -> dict[str, Any]:
    """An action item that members of the network see."""
    return made(set_up(office, group, visibility='members'))


def read(caller: Somebody, item: dict[str, Any], **query: Any) -> dict[str, Any]:
    """Read an item anew."""
    return made(caller.get(f'/v1/action-items/{item["id"]}', params=query))


def standing(caller: Somebody, item: dict[str, Any]) -> tuple[Any, ...]:
    """Return how an item stands."""
    found = read(caller, item)
    return found['stage'], found['percent'], found['last_progress_on']


def ago(days: int) -> str:
    """Return a day in the past, by the clock of the network."""
    return (clock.today('Europe/Berlin') - timedelta(days=days)).isoformat()


# -- what an update does ---------------------------------------------------------------------------------------------------


def test_an_update_moves_its_item_and_both_are_in_the_feed(
    bologna: Somebody, office: Somebody, item: dict[str, Any], index: Index, journal: Journal
) -> None:
    before = index(item['id'])
    answer = record(
        bologna, item, stage='in_progress', percent=20, text='The trainer is found.', evidence_url='https://www.comune.bologna.it/a'
    )

    update = made(answer)
    assert answer.status_code == 201
    assert answer.headers['location'] == f'/v1/progress-updates/{update["id"]}'
    assert (update['made_on'], update['stage'], update['percent'], update['unchanged']) == (ago(0), 'in_progress', 20, False)
    assert (update['author']['kind'], update['author']['city']['slug'], update['author_person_id']) == ('city', 'bologna', str(bologna.id))
    assert (update['visibility'], update['corrects_id'], update['corrected_by_id']) == ('members', None, None)
    assert standing(office, item) == ('in_progress', 20, ago(0))
    after = index(item['id'])
    assert (after['version'], after['seq'] > before['seq']) == (item['version'] + 1, True)
    assert index(update['id'])['working_group_id'] is not None
    assert journal(item['id'])[-1]['changes']['stage'] == ['planned', 'in_progress']
    assert [entry['operation'] for entry in journal(update['id'])] == ['record_progress']


def test_nothing_changed_is_progress_as_well(office: Somebody, item: dict[str, Any]) -> None:
    made(record(office, item, stage='in_progress', percent=40, made_on=ago(200), reason='from the minutes'))
    assert read(office, item)['stale'] is True
    update = made(record(office, item, unchanged=True, obstacle='The trainer is ill.'))
    assert (update['unchanged'], update['stage'], update['percent']) == (True, None, None)
    assert standing(office, item) == ('in_progress', 40, ago(0))
    assert read(office, item)['stale'] is False


@pytest.mark.parametrize(
    ('wish', 'slug'),
    [
        ({}, 'update-says-nothing'),
        ({'text': '  '}, 'update-says-nothing'),
        ({'unchanged': True, 'stage': 'in_progress'}, 'unchanged-stands-alone'),
        ({'unchanged': True, 'percent': 0}, 'unchanged-stands-alone'),
        ({'unchanged': True, 'text': 'Nothing new.'}, 'unchanged-stands-alone'),
        ({'stage': 'completed', 'percent': 99}, 'completed-is-done'),
        ({'visibility': 'public', 'percent': 5}, 'wider-than-its-item'),
        ({'made_on': '2999-01-01', 'percent': 5}, 'future-date'),
        ({'made_on': '2024-02-29', 'percent': 5}, 'reason-needed'),
        ({'document_id': str(uuid4())}, 'unknown-reference'),
        ({'corrects_id': str(uuid4()), 'percent': 5}, 'unknown-reference'),
        ({'city_id': str(uuid4()), 'percent': 5}, 'unknown-reference'),
        ({'action_item_id': str(uuid4()), 'percent': 5}, 'unknown-reference'),
    ],
)
def test_what_an_update_cannot_say_is_refused(office: Somebody, item: dict[str, Any], wish: dict[str, Any], slug: str) -> None:
    assert problem(record(office, item, **wish)) == (409, slug)
    assert read(office, item)['version'] == item['version']


@pytest.mark.parametrize('percent', [-1, 101, '50', 12.5, True])
def test_a_percentage_is_a_whole_number_up_to_a_hundred(office: Somebody, item: dict[str, Any], percent: object) -> None:
    assert [place for place, _ in refused(record(office, item, percent=percent))] == ['/percent']


def test_completed_is_a_hundred_percent_and_can_be_taken_up_again(office: Somebody, item: dict[str, Any]) -> None:
    made(record(office, item, stage='in_progress', percent=70))
    made(record(office, item, stage='completed'))
    assert standing(office, item)[:2] == ('completed', 100)
    assert problem(record(office, item, stage='postponed')) == (409, 'stage-does-not-allow')
    assert problem(record(office, item, percent=80)) == (409, 'completed-is-done')
    made(record(office, item, stage='in_progress'))
    assert standing(office, item)[:2] == ('in_progress', None)


def test_updates_are_never_changed(office: Somebody, item: dict[str, Any]) -> None:
    update = made(record(office, item, percent=10))
    for method in ('PATCH', 'PUT', 'DELETE'):
        answer = office.request(method, f'/v1/progress-updates/{update["id"]}', json={'percent': 20})
        assert problem(answer) == (405, 'method-not-allowed')


# -- once, at once, later --------------------------------------------------------------------------------------------------


def test_the_same_key_records_once(graz: Somebody, item: dict[str, Any]) -> None:
    key = {'Idempotency-Key': 'one-update-only'}
    body = {'action_item_id': item['id'], 'percent': 30}
    first, second = (graz.post('/v1/progress-updates', json=body, headers=key) for _ in range(2))
    assert (first.json(), second.headers['idempotent-replayed']) == (second.json(), 'true')
    assert len(made(graz.get('/v1/progress-updates'))['items']) == 1
    assert problem(graz.post('/v1/progress-updates', json={**body, 'percent': 31}, headers=key)) == (409, 'idempotency-key-reused')


def test_of_many_updates_at_once_all_are_kept(client_for: ClientFor, item: dict[str, Any], office: Somebody) -> None:
    callers = [client_for(city=city) for city in ('graz', 'vienna', 'bologna')] * 3
    answers = at_once([lambda caller=caller, n=n: record(caller, item, percent=n) for n, caller in enumerate(callers)])  # type: ignore[misc]
    assert [answer.status_code for answer in answers] == [201] * 9
    assert read(office, item)['version'] == item['version'] + 9
    updates = made(office.get('/v1/progress-updates', params={'action_item_id': item['id']}))['items']
    assert sorted(update['percent'] for update in updates) == list(range(9))


def test_an_earlier_day_is_the_offices_and_joins_the_history(graz: Somebody, office: Somebody, item: dict[str, Any]) -> None:
    assert problem(record(graz, item, percent=5, made_on=ago(1))) == (409, 'past-date-is-the-offices')
    made(record(office, item, stage='in_progress', percent=60))
    earlier = made(record(office, item, stage='postponed', percent=10, made_on=ago(400), reason='found in the minutes'))
    assert earlier['made_on'] == ago(400)
    assert standing(office, item) == ('in_progress', 60, ago(0))
    assert read(office, item, expand='latest_update')['latest_update']['percent'] == 60
    assert read(office, item)['version'] == item['version'] + 2


# -- corrections -----------------------------------------------------------------------------------------------------------


def test_a_correction_takes_the_place_of_what_it_corrects(office: Somebody, graz: Somebody, item: dict[str, Any], index: Index) -> None:
    first = made(record(graz, item, stage='in_progress', percent=80, text='Nearly there.'))
    made(record(graz, item, stage='completed'))
    seq = index(first['id'])['seq']
    correction = made(record(graz, item, corrects_id=first['id'], stage='in_progress', percent=8))
    assert (correction['corrects_id'], correction['made_on']) == (first['id'], first['made_on'])
    assert standing(office, item)[:2] == ('completed', 100), 'what was said after it still stands'
    corrected = made(office.get(f'/v1/progress-updates/{first["id"]}'))
    assert (corrected['corrected_by_id'], corrected['percent'], corrected['version']) == (correction['id'], 80, first['version'] + 1)
    assert corrected['you_may'] == []
    assert index(first['id'])['seq'] > seq
    assert problem(record(graz, item, corrects_id=first['id'], percent=9)) == (409, 'already-corrected')
    again = made(record(graz, item, corrects_id=correction['id'], stage='cancelled', percent=9))
    assert again['corrects_id'] == correction['id']


def test_the_latest_update_corrected_moves_the_item_back(office: Somebody, graz: Somebody, item: dict[str, Any]) -> None:
    made(record(office, item, stage='in_progress', percent=30, made_on=ago(30), reason='from the minutes'))
    mistaken = made(record(graz, item, stage='completed'))
    made(record(graz, item, corrects_id=mistaken['id'], percent=90))
    assert standing(office, item) == ('in_progress', 90, ago(0))
    assert read(office, item, expand='latest_update')['latest_update']['percent'] == 90


def test_a_correction_is_of_the_same_item(office: Somebody, group: dict[str, Any], item: dict[str, Any]) -> None:
    other = made(record(office, made(set_up(office, group, 'Another')), percent=10))
    assert problem(record(office, item, corrects_id=other['id'], percent=20)) == (409, 'corrects-another-item')


def test_a_correction_is_shown_to_no_more_people_than_what_it_corrects(office: Somebody, item: dict[str, Any]) -> None:
    hidden = made(record(office, item, percent=10, visibility='working_group'))
    assert made(record(office, item, percent=20, corrects_id=hidden['id']))['visibility'] == 'working_group'


# -- who says it, who sees it ----------------------------------------------------------------------------------------------


def test_an_obstacle_is_shown_to_the_group_and_the_office_alone(
    bologna: Somebody, graz: Somebody, office: Somebody, client_for: ClientFor, item: dict[str, Any]
) -> None:
    update = made(record(bologna, item, percent=10, text='Begun.', obstacle='The council hesitates.'))
    berlin = client_for(city='berlin')
    for caller, obstacle, person in (
        (graz, 'The council hesitates.', str(bologna.id)),
        (office, 'The council hesitates.', str(bologna.id)),
        (berlin, None, None),
    ):
        alone = made(caller.get(f'/v1/progress-updates/{update["id"]}'))
        (listed,) = made(caller.get('/v1/progress-updates', params={'action_item_id': item['id']}))['items']
        within = read(caller, item, expand='latest_update')['latest_update']
        (fed,) = (each['data'] for each in follow(caller, subject_type='progress_update')[0])
        for shown in (alone, listed, within, fed):
            assert (shown['text'], shown['obstacle'], shown['author_person_id']) == ('Begun.', obstacle, person)
        assert 'name' not in fed['author']


def test_the_latest_update_is_the_latest_that_one_may_see(office: Somebody, client_for: ClientFor, item: dict[str, Any]) -> None:
    made(record(office, item, percent=10))
    made(record(office, item, percent=20, visibility='working_group'))
    berlin = client_for(city='berlin')
    seen = [read(caller, item, expand='latest_update')['latest_update']['percent'] for caller in (office, berlin)]
    assert seen == [20, 10]
    (listed,) = made(berlin.get('/v1/action-items', params={'expand': 'you_may,latest_update'}))['items']
    assert (listed['latest_update']['percent'], listed['you_may']) == (10, [])
    without = client_for('action-items:read')
    assert problem(without.get(f'/v1/action-items/{item["id"]}?expand=latest_update')) == (403, 'insufficient-scope')


def test_an_update_says_for_whom_it_speaks(
    office: Somebody,
    signed_in: SignedIn,
    client_for: ClientFor,
    item: dict[str, Any],
    group: dict[str, Any],
    world: World,
    journal: Journal,
) -> None:
    def author(caller: Somebody, **wish: Any) -> tuple[str, str | None]:
        said = made(record(caller, item, percent=10, **wish))['author']
        return said['kind'], said['city'] and said['city']['slug']

    vienna, berlin = str(world.cities['vienna']), str(world.cities['berlin'])
    contact = signed_in('lead_contact', 'graz', working_group=group['id'])
    assert author(client_for(city='vienna')) == ('city', 'wien')
    assert author(contact) == ('city', 'graz')
    assert author(office) == ('office', None)
    told = {'channel': 'phone', 'date': ago(2)}
    update = made(record(office, item, percent=12, city_id=vienna, on_behalf_of=told))
    assert (update['author']['kind'], update['author']['city']['slug'], update['made_on']) == ('office', 'wien', ago(2))
    entry = journal(update['id'])[-1]
    assert (entry['on_behalf_of_city_id'], entry['channel']) == (world.cities['vienna'], 'phone')
    assert problem(record(office, item, percent=13, city_id=berlin)) == (409, 'city-not-in-the-group')
    assert problem(record(client_for(city='vienna'), item, percent=13, city_id=str(world.cities['graz']))) == (403, 'role-does-not-allow')


def test_a_city_that_only_sees_an_item_records_nothing(client_for: ClientFor, item: dict[str, Any]) -> None:
    berlin = client_for(city='berlin')
    assert problem(record(berlin, item, percent=10)) == (403, 'role-does-not-allow')


def test_lists_are_by_item_by_group_and_by_network(office: Somebody, group: dict[str, Any], item: dict[str, Any], world: World) -> None:
    other = made(set_up(office, group, 'Another'))
    ids = [made(record(office, each, percent=n))['id'] for n, each in enumerate((item, item, other))]

    def found(**query: Any) -> list[str]:
        return [each['id'] for each in made(office.get('/v1/progress-updates', params=query))['items']]

    assert found(action_item_id=item['id']) == [ids[1], ids[0]]
    assert found(working_group_id=group['id'], sort='id') == ids
    assert found(network_id=str(world.network)) == ids[::-1]
    assert found(network_id=str(world.other_network)) == []


def test_recording_progress_takes_few_statements(graz: Somebody, item: dict[str, Any], service: Service) -> None:
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        said.append(statement)

    engine = service.app.state.database.engine
    event.listen(engine, 'before_cursor_execute', hear)
    made(graz.post('/v1/progress-updates', json={'action_item_id': item['id'], 'percent': 10}, headers={'Idempotency-Key': 'counted-once'}))
    event.remove(engine, 'before_cursor_execute', hear)
    assert len(said) <= MOST_STATEMENTS, '\n'.join(said)
