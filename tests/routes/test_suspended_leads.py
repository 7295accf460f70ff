"""A lead city that is suspended does not act: its group needs a lead, and others may take it (M1, W7)."""

from typing import Any

import pytest

from api.database import Database
from tests.routes.acts import constituted, end, hand_over, join, made, membership, move, propose, read_group
from tests.routes.conftest import ClientFor, SignedIn, Somebody, World, problem
from tests.world import rows


@pytest.fixture
def group(office: Somebody, world: World) -> dict[str, Any]:
    """A group of Graz, which leads, Wien and Bologna."""
    return constituted(office, world)


def suspend(office: Somebody, world: World, city: str) -> dict[str, Any]:
    return made(move(office, membership(office, world, city), 'suspensions', reason='a pause'))


def told(database: Database, group: dict[str, Any], kind: str) -> set[str | None]:
    """Return the slugs of whom a kind of notice goes to; None for the office."""
    found = 'SELECT c.slug FROM notices n LEFT JOIN cities c ON c.id = n.city_id WHERE n.working_group_id = :group AND n.kind = :kind'
    return {row['slug'] for row in rows(database, found, group=group['id'], kind=kind)}


def test_its_group_needs_a_lead_and_everybody_concerned_is_told_why(
    office: Somebody, world: World, group: dict[str, Any], database: Database
) -> None:
    suspend(office, world, 'graz')
    after = read_group(office, group)
    assert (after['needs_lead'], after['lead_city']['slug']) == (True, 'graz'), 'a suspension ends nothing, so the term goes on'
    assert [each['slug'] for each in made(office.get('/v1/working-groups?marked=needs_lead'))['items']] == [group['slug']]
    [task] = [each for each in made(office.get('/v1/me/tasks'))['items'] if each['kind'] == 'group_needs_lead']
    assert 'or one that is suspended' in task['sentence']
    assert told(database, group, 'lead_suspended') == {None, 'graz'}
    assert told(database, group, 'lead_wanted_meanwhile') == {'bologna', 'wien'}
    assert told(database, group, 'needs_lead') == told(database, group, 'lead_wanted') == set()
    texts = {each['kind']: each['text'] for each in made(office.get('/v1/notices?limit=100'))['items'] if each['city']}
    assert 'Graz, which leads the working group' in texts['lead_wanted_meanwhile']
    assert 'Graz goes on leading once it is active again' in texts['lead_suspended']


def test_its_people_do_nothing_for_the_group_and_are_offered_nothing(
    office: Somebody, graz: Somebody, world: World, group: dict[str, Any], client_for: ClientFor, signed_in: SignedIn
) -> None:
    contact, machine = signed_in('lead_contact', 'graz', working_group=group['id']), client_for(city='graz')
    meeting = {'working_group_id': group['id'], 'title': 'First', 'starts_at': '2030-06-01T09:00:00Z'}
    people = (graz, contact, machine)
    for caller in people:
        assert 'hand_over_lead' in read_group(caller, group)['you_may']
        assert made(caller.post('/v1/meetings', json=meeting))['id']
    suspend(office, world, 'graz')
    for caller in people:
        assert read_group(caller, group)['you_may'] == []
        assert problem(hand_over(caller, world, read_group(caller, group), 'bologna')) == (403, 'role-does-not-allow')
        patched = caller.patch(f'/v1/working-groups/{group["id"]}', json={'aims': 'Others'}, headers={'If-Match': '*'})
        assert problem(patched) == (403, 'role-does-not-allow')
        assert problem(caller.post('/v1/meetings', json=meeting)) == (403, 'role-does-not-allow')
        action = {'working_group_id': group['id'], 'title': 'Nothing'}
        assert problem(caller.post('/v1/action-items', json=action)) == (403, 'role-does-not-allow')
        assert made(caller.get('/v1/me/tasks'))['items'] == []


def test_another_member_takes_the_lead_and_what_was_suspended_is_told(
    office: Somebody, bologna: Somebody, world: World, group: dict[str, Any], database: Database
) -> None:
    assert 'hand_over_lead' not in read_group(bologna, group)['you_may']
    suspend(office, world, 'graz')
    assert 'hand_over_lead' in read_group(bologna, group)['you_may']
    assert problem(hand_over(bologna, world, read_group(bologna, group), 'vienna')) == (403, 'role-does-not-allow')
    made(hand_over(bologna, world, read_group(bologna, group), 'bologna'))
    after = read_group(office, group)
    assert (after['lead_city']['slug'], after['needs_lead']) == ('bologna', False)
    terms = made(office.get(f'/v1/working-groups/{group["id"]}/leads'))['items']
    assert [(term['city']['slug'], term['end_reason']) for term in terms] == [('bologna', None), ('graz', 'taken_over')]
    assert 'graz' in told(database, group, 'lead_changed')
    [entry, *_] = made(office.get(f'/v1/journal-entries?working_group_id={group["id"]}&operation=hand_over_lead'))['items']
    assert entry['on_behalf_of'] is None, 'it took the lead for itself'


def test_back_again_it_leads_unless_another_has_taken_it(
    office: Somebody, graz: Somebody, bologna: Somebody, world: World, group: dict[str, Any], database: Database
) -> None:
    other = propose(office, world, title='Fair schools')
    made(join(office, world, other, 'bologna'))
    resting = suspend(office, world, 'graz')
    made(hand_over(bologna, world, read_group(office, other), 'bologna'))
    made(move(office, resting, 'reactivations'))
    assert (read_group(office, group)['needs_lead'], read_group(office, other)['needs_lead']) == (False, False)
    assert read_group(office, other)['lead_city']['slug'] == 'bologna', 'coming back restores nothing'
    assert told(database, group, 'lead_resumed') == {None, 'graz', 'bologna', 'wien'}
    assert told(database, other, 'lead_resumed') == set()
    assert 'hand_over_lead' in read_group(graz, group)['you_may']


def test_a_suspended_lead_leaves_like_any_other(office: Somebody, graz: Somebody, world: World, group: dict[str, Any]) -> None:
    assert problem(end(graz, membership(office, world, 'graz', group))) == (409, 'lead-must-hand-over')
    suspend(office, world, 'graz')
    ended = made(end(graz, membership(office, world, 'graz', group)))
    assert ended['end_reason'] == 'left'
    after = read_group(office, group)
    assert (after['lead_city'], after['needs_lead']) == (None, True)


def test_a_suspended_member_works_for_no_group_but_leaves_the_lead_alone(
    office: Somebody, bologna: Somebody, world: World, group: dict[str, Any], database: Database
) -> None:
    suspend(office, world, 'bologna')
    assert read_group(office, group)['needs_lead'] is False
    assert told(database, group, 'lead_suspended') == set()
    action = {'working_group_id': group['id'], 'title': 'Nothing'}
    assert problem(bologna.post('/v1/action-items', json=action)) == (403, 'role-does-not-allow')
    suspend(office, world, 'graz')
    assert told(database, group, 'lead_wanted_meanwhile') == {'wien'}, 'whoever is suspended cannot take it'
    assert 'hand_over_lead' not in read_group(bologna, group)['you_may']


def test_a_suspended_city_records_nothing_on_an_item_that_everybody_sees(
    office: Somebody, bologna: Somebody, world: World, group: dict[str, Any], client_for: ClientFor
) -> None:
    machine, action = client_for(city='bologna'), {'working_group_id': group['id'], 'title': 'A hotline', 'visibility': 'public'}
    item = made(office.post('/v1/action-items', json={**action, 'responsible_city_id': str(world.cities['bologna'])}))
    path = f'/v1/action-items/{item["id"]}'
    for caller in (bologna, machine):
        assert made(caller.get(path))['you_may'] == ['update_action_item', 'record_progress']
        assert made(caller.post('/v1/progress-updates', json={'action_item_id': item['id'], 'text': 'Begun.'}))['id']
    resting = suspend(office, world, 'bologna')
    for caller in (bologna, machine):
        assert made(caller.get(path))['you_may'] == []
        told_more = caller.post('/v1/progress-updates', json={'action_item_id': item['id'], 'text': 'More.'})
        assert problem(told_more) == (403, 'role-does-not-allow')
        changed = caller.patch(path, json={'title': 'Another'}, headers={'If-Match': '*'})
        assert problem(changed) == (403, 'role-does-not-allow')
    made(move(office, resting, 'reactivations'))
    assert made(bologna.post('/v1/progress-updates', json={'action_item_id': item['id'], 'text': 'More.'}))['id']


def test_whoever_was_invited_to_lead_takes_over_from_a_lead_that_is_suspended(office: Somebody, graz: Somebody, world: World) -> None:
    group = propose(graz, world, invited_city_ids=[], lead_city_id=str(world.cities['berlin']))
    suspend(office, world, 'graz')
    made(join(office, world, group, 'berlin'))
    terms = made(office.get(f'/v1/working-groups/{group["id"]}/leads'))['items']
    assert [(term['city']['slug'], term['end_reason']) for term in terms] == [('berlin', None), ('graz', 'taken_over')]
