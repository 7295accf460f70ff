"""Action items over HTTP: who sets them up and sees them, how they are described, to whom they are shown (P3, P10)."""

from typing import Any
from uuid import uuid4

import httpx

from tests.routes.acts import constituted, made, record, set_up
from tests.routes.conftest import ClientFor, Index, Journal, Somebody, World, problem, refused
from tests.routes.meetings import plan


def change(caller: httpx.Client, item: dict[str, Any], **wish: Any) -> httpx.Response:
    """Change what describes an action item."""
    return caller.patch(f'/v1/action-items/{item["id"]}', json=wish, headers={'If-Match': f'"{item["version"]}"'})


def read(caller: httpx.Client, item: dict[str, Any], **query: Any) -> dict[str, Any]:
    """Read an item anew."""
    return made(caller.get(f'/v1/action-items/{item["id"]}', params=query))


# -- setting up ------------------------------------------------------------------------------------------------------------


def test_a_member_city_sets_up_an_item_that_begins_as_planned(bologna: Somebody, group: dict[str, Any], world: World) -> None:
    wish: dict[str, Any] = {
        'description': 'A half day for small landlords.', 'origin': 'enhanced', 'addressees': ['private_sector', 'population'],
        'target_groups': ['general_population', 'people looking for a flat'], 'city_function': 'service_provider', 'horizon': 'short',
        'responsible_city_id': str(world.cities['bologna']), 'responsible_person_id': str(bologna.id), 'starts_on': '2026-01-15',
        'due_on': '2026-09-30', 'completion_criterion': 'Forty landlords took part.', 'budget_note': '4 000 euro for a trainer',
    }  # fmt: skip
    answer = set_up(bologna, group, **wish)

    item = made(answer)
    assert answer.status_code == 201
    assert answer.headers['location'] == f'/v1/action-items/{item["id"]}'
    assert answer.headers['etag'].startswith('"1-')
    assert {name: item[name] for name in wish if name in item} == {name: wish[name] for name in wish if name in item}
    assert item['responsible_city']['slug'] == 'bologna'
    assert item['working_group'] == {'id': group['id'], 'slug': 'fair-housing', 'title': 'Fair housing'}
    assert (item['stage'], item['percent'], item['last_progress_on'], item['visibility']) == ('planned', None, None, 'working_group')
    assert item['latest_update'] is None
    assert item['you_may'] == ['update_action_item', 'record_progress']


def test_a_city_outside_the_group_neither_sees_nor_adds(client_for: ClientFor, office: Somebody, group: dict[str, Any]) -> None:
    berlin, item = client_for(city='berlin'), made(set_up(office, group))
    assert problem(berlin.get(f'/v1/action-items/{item["id"]}')) == (404, 'not-found')
    assert made(berlin.get('/v1/action-items'))['items'] == []
    assert problem(set_up(berlin, group)) == (403, 'role-does-not-allow')
    assert problem(record(berlin, item, percent=10)) == (409, 'unknown-reference')


def test_what_is_named_must_be_there_and_in_the_group(office: Somebody, group: dict[str, Any], world: World) -> None:
    assert problem(set_up(office, group, responsible_city_id=str(world.cities['berlin']))) == (409, 'city-not-in-the-group')
    for field in ('responsible_city_id', 'responsible_person_id', 'meeting_id', 'working_group_id'):
        answer = set_up(office, group, **{field: str(uuid4())})
        assert problem(answer) == (409, 'unknown-reference')
        assert answer.json()['errors'][0]['pointer'] == f'/{field}'


def test_what_a_meeting_agreed_is_found_by_the_meeting(graz: Somebody, bologna: Somebody, office: Somebody, group: dict[str, Any]) -> None:
    meeting, other = (plan(graz, group, title=title) for title in ('First', 'Second'))
    wish = {'responsible_person_id': str(graz.id), 'due_on': '2027-05-01', 'meeting_id': meeting['id']}
    item = made(set_up(graz, group, title='Train the staff.', **wish))
    assert (item['meeting_id'], item['responsible_person_id'], item['due_on']) == (meeting['id'], str(graz.id), '2027-05-01')

    def agreed(caller: Somebody, at: dict[str, Any]) -> list[str]:
        return [each['title'] for each in made(caller.get('/v1/action-items', params={'meeting_id': at['id']}))['items']]

    assert [agreed(bologna, meeting), agreed(office, meeting), agreed(bologna, other)] == [['Train the staff.'], ['Train the staff.'], []]


def test_a_meeting_of_another_group_agrees_nothing_here(office: Somebody, group: dict[str, Any], world: World) -> None:
    elsewhere = plan(office, constituted(office, world, title='Fair schools'))
    answer = set_up(office, group, meeting_id=elsewhere['id'])
    assert (problem(answer), answer.json()['errors'][0]['pointer']) == ((409, 'unknown-reference'), '/meeting_id')


def test_a_responsible_person_is_one_that_the_caller_knows_of(
    graz: Somebody, bologna: Somebody, office: Somebody, group: dict[str, Any]
) -> None:
    assert problem(set_up(graz, group, responsible_person_id=str(bologna.id))) == (409, 'unknown-reference')
    item = made(set_up(office, group, responsible_person_id=str(bologna.id), visibility='members'))
    after = made(change(graz, item, title='Teach landlords'))
    assert after['responsible_person_id'] == str(bologna.id), 'what was named before needs to be known to nobody'


def test_the_responsible_person_is_shown_to_the_group_and_the_office(
    client_for: ClientFor, graz: Somebody, office: Somebody, group: dict[str, Any]
) -> None:
    item = made(set_up(office, group, responsible_person_id=str(graz.id), visibility='members'))
    berlin = client_for(city='berlin')
    assert read(graz, item)['responsible_person_id'] == str(graz.id)
    assert read(berlin, item)['responsible_person_id'] is None

    def found(caller: Somebody) -> int:
        return len(made(caller.get('/v1/action-items', params={'responsible_person_id': str(graz.id)}))['items'])

    assert (found(office), found(graz), found(berlin)) == (1, 1, 0)


def test_an_item_is_due_no_earlier_than_it_starts(office: Somebody, group: dict[str, Any]) -> None:
    assert problem(set_up(office, group, starts_on='2026-02-28', due_on='2026-02-27')) == (409, 'ends-before-start')
    item = made(set_up(office, group, starts_on='2026-02-28', due_on='2026-02-28'))
    assert problem(change(office, item, due_on='2024-02-29')) == (409, 'ends-before-start')


def test_a_completed_group_takes_no_items_any_more(graz: Somebody, office: Somebody, world: World) -> None:
    group = made(
        office.post('/v1/working-groups', json={'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Brief'})
    )
    item = made(set_up(graz, group))
    made(graz.post(f'/v1/working-groups/{group["id"]}/withdrawals', json={}, headers={'If-Match': '*'}))
    assert problem(set_up(office, group)) == (409, 'group-withdrawn')
    assert problem(change(office, item, title='Later')) == (409, 'group-withdrawn')
    assert problem(record(office, item, percent=10)) == (409, 'group-withdrawn')
    assert read(office, item)['you_may'] == []


def test_who_may_change_an_item_may_publish_it(client_for: ClientFor, graz: Somebody, group: dict[str, Any], world: World) -> None:
    vienna = client_for(city='vienna')
    assert problem(set_up(vienna, group, visibility='public')) == (403, 'role-does-not-allow')
    assert made(set_up(vienna, group, visibility='members'))['visibility'] == 'members'
    own = {'visibility': 'public', 'responsible_city_id': str(world.cities['vienna'])}
    assert made(set_up(vienna, group, **own))['visibility'] == 'public'
    assert made(set_up(graz, group, visibility='public'))['visibility'] == 'public'


# -- changing --------------------------------------------------------------------------------------------------------------


def test_office_lead_and_responsible_city_change_an_item_and_other_members_do_not(
    client_for: ClientFor, graz: Somebody, bologna: Somebody, office: Somebody, group: dict[str, Any], world: World
) -> None:
    item = made(set_up(office, group, responsible_city_id=str(world.cities['bologna'])))
    for caller, title in ((graz, 'By the lead'), (bologna, 'By the responsible city'), (office, 'By the office')):
        item = made(change(caller, item, title=title))
        assert item['title'] == title
    vienna = client_for(city='vienna')
    assert problem(change(vienna, item, title='By another member')) == (403, 'role-does-not-allow')
    assert read(vienna, item)['you_may'] == ['record_progress']


def test_a_change_is_a_merge_patch_and_is_journalled(office: Somebody, group: dict[str, Any], journal: Journal) -> None:
    item = made(set_up(office, group, due_on='2026-09-30', budget_note='none'))
    after = made(change(office, item, due_on='2026-12-31', budget_note=None))
    assert (after['version'], after['due_on'], after['budget_note'], after['title']) == (2, '2026-12-31', None, 'Train landlords')
    entry = journal(item['id'])[-1]
    assert (entry['operation'], entry['changes']) == (
        'update_action_item', {'due_on': ['2026-09-30', '2026-12-31'], 'budget_note': ['none', None]},
    )  # fmt: skip
    assert refused(office.patch(f'/v1/action-items/{item["id"]}', json={'stage': 'completed'}, headers={'If-Match': '*'})) == [
        ('/stage', 'extra_forbidden')
    ]
    assert problem(change(office, item, title='Old')) == (412, 'stale-version')


def test_shown_to_fewer_an_item_takes_its_updates_along(
    client_for: ClientFor, office: Somebody, group: dict[str, Any], index: Index
) -> None:
    berlin, item = client_for(city='berlin'), made(set_up(office, group, visibility='public'))
    update = made(record(office, item, percent=10))
    hidden = made(record(office, item, text='for us', visibility='working_group'))
    assert update['visibility'] == 'public'
    after = made(change(office, read(office, item), visibility='working_group'))
    assert after['visibility'] == 'working_group'
    shown = made(office.get('/v1/progress-updates', params={'action_item_id': item['id']}))['items']
    assert {each['visibility'] for each in shown} == {'working_group'}
    assert problem(berlin.get(f'/v1/progress-updates/{update["id"]}')) == (404, 'not-found')
    assert (index(update['id'])['audience_now'], index(update['id'])['audience_before']) == ('working_group', 'public')
    assert index(hidden['id'])['version'] == 1
    made(change(office, after, visibility='members'))
    assert made(office.get(f'/v1/progress-updates/{update["id"]}'))['visibility'] == 'working_group', 'being shown to more is said of each'


def test_items_of_a_proposal_are_not_public(office: Somebody, world: World) -> None:
    group = made(
        office.post('/v1/working-groups', json={'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Brief'})
    )
    assert problem(set_up(office, group, visibility='public')) == (409, 'wider-than-its-group')
    item = made(set_up(office, group, visibility='members'))
    assert problem(change(office, item, visibility='public')) == (409, 'wider-than-its-group')


def test_a_new_name_of_group_or_city_moves_what_shows_it(
    office: Somebody, group: dict[str, Any], world: World, index: Index, client_for: ClientFor
) -> None:
    operator = client_for(everywhere=True)
    item = made(set_up(office, group, responsible_city_id=str(world.cities['bologna'])))
    update = made(record(office, item, percent=10, city_id=str(world.cities['vienna'])))
    versions = [index(each['id'])['version'] for each in (item, update)]
    made(office.patch(f'/v1/working-groups/{group["id"]}', json={'title': 'Fairer housing'}, headers={'If-Match': '*'}))
    assert [index(each['id'])['version'] for each in (item, update)] == [version + 1 for version in versions]
    assert read(office, item)['working_group']['title'] == 'Fairer housing'
    made(operator.patch('/v1/cities/bologna', json={'name': 'Bononia'}, headers={'If-Match': '*'}))
    assert [index(each['id'])['version'] for each in (item, update)] == [versions[0] + 2, versions[1] + 1]
    made(operator.patch('/v1/cities/wien', json={'name': 'Vindobona'}, headers={'If-Match': '*'}))
    assert index(update['id'])['version'] == versions[1] + 2
