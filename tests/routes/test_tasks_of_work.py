"""What the work of a group needs of its cities, its lead and the office: action items, meetings, reports, declarations, requests."""

from typing import Any

import pytest

from api.database import Database
from tests.routes.acts import constituted, made, read_group, set_up
from tests.routes.conftest import SignedIn, Somebody, World
from tests.routes.sittings import RETURNED, TEXT, act, age, assembly, report, the_day

Group = dict[str, Any]


@pytest.fixture
def group(group: Group, office: Somebody, database: Database) -> Group:
    """A group of Graz, which leads, Wien and Bologna; official since 2020."""
    age(database, group, '2020-12-04')
    return read_group(office, group)


def tasks_of(somebody: Somebody, *kinds: str) -> list[dict[str, Any]]:
    items = made(somebody.get('/v1/me/tasks'))['items']
    return [item for item in items if item['kind'] in kinds]


def test_an_action_item_asks_its_city_alone_and_for_one_thing(
    world: World, group: Group, graz: Somebody, bologna: Somebody, office: Somebody
) -> None:
    own = {'responsible_city_id': str(world.cities['bologna'])}
    late = made(set_up(graz, group, 'Late', **own, due_on=the_day(-4)))
    made(set_up(graz, group, 'Due', **own, due_on=the_day(10)))
    made(set_up(graz, group, 'Far off', **own, due_on=the_day(300)))
    made(set_up(graz, group, 'Silent', **own, starts_on='2021-01-01'))
    made(set_up(graz, group, 'Nobody’s', due_on=the_day(-4)))
    found = tasks_of(bologna, 'action_item_late', 'action_item_due', 'action_item_stale')
    assert [(task['subject']['title'], task['urgency']) for task in found] == [('Late', 'overdue'), ('Due', 'soon'), ('Silent', 'soon')]
    assert found[0]['link'] == f'/working-groups/fair-housing/action-items/{late["id"]}'
    assert found[0]['act'] == 'record_progress'
    assert 'days ago' in found[0]['sentence']
    assert tasks_of(graz, 'action_item_late') == tasks_of(office, 'action_item_late') == []


def test_a_meeting_is_announced_to_the_group_and_its_minutes_are_asked_of_the_lead(
    group: Group, graz: Somebody, bologna: Somebody, signed_in: SignedIn
) -> None:
    for title, day in (('Past', -3), ('Next', 5), ('Next year', 300)):
        body = {'working_group_id': group['id'], 'title': title, 'starts_at': f'{the_day(day)}T09:00:00Z'}
        made(graz.post('/v1/meetings', json=body))
    assert [task['subject']['title'] for task in tasks_of(bologna, 'meeting_ahead')] == ['Next']
    assert tasks_of(bologna, 'minutes_missing') == []
    (minutes,) = tasks_of(graz, 'minutes_missing')
    assert (minutes['subject']['title'], minutes['urgency'], minutes['act']) == ('Past', 'overdue', 'record_minutes')
    assert tasks_of(signed_in('coordinator', 'barcelona'), 'meeting_ahead') == []


def test_the_lead_is_asked_for_report_and_declaration_and_then_the_office_for_its_part(
    world: World, group: Group, graz: Somebody, bologna: Somebody, office: Somebody
) -> None:
    sitting = assembly(office, world, the_day(10))
    owed = tasks_of(graz, 'report_owed', 'declaration_due')
    assert [(task['kind'], task['urgency'], task['due_on']) for task in owed] == [
        ('declaration_due', 'soon', the_day(10)),
        ('report_owed', 'soon', the_day(10)),
    ]
    assert tasks_of(bologna, 'report_owed', 'declaration_due') == []
    draft = made(report(graz, group, sitting, text=TEXT))
    assert tasks_of(graz, 'report_owed') == []
    (task,) = tasks_of(graz, 'report_to_submit')
    assert task['link'] == f'/working-groups/fair-housing/year/reports/{draft["id"]}'
    submitted = made(act(graz, draft, 'submissions'))
    assert tasks_of(graz, 'report_to_submit') == []
    assert [task['act'] for task in tasks_of(office, 'report_to_table')] == ['table_report']
    tabled = made(act(office, submitted, 'tablings'))
    assert [task['act'] for task in tasks_of(office, 'report_to_table', 'report_to_decide')] == ['decide_report']
    made(act(office, tabled, 'decisions', **RETURNED))
    assert [task['act'] for task in tasks_of(graz, 'report_returned')] == ['update_report']


def test_an_assembly_asks_the_office_to_close_it_from_its_day_on(world: World, graz: Somebody, office: Somebody) -> None:
    assembly(office, world, the_day(3), title='Next')
    present, past = assembly(office, world, title='Today'), assembly(office, world, the_day(-2), title='Past')
    found = tasks_of(office, 'assembly_to_close')
    assert [(task['subject']['title'], task['urgency'], task['act']) for task in found] == [
        ('Past', 'overdue', 'close_assembly'),
        ('Today', 'soon', 'close_assembly'),
    ]
    assert found[0]['link'] == f'/office/assemblies/{past["id"]}'
    assert found[0]['sentence'].startswith('“Past” of ')
    assert tasks_of(graz, 'assembly_to_close') == []
    for each in (past, present):
        made(act(office, each, 'closings'))
    assert tasks_of(office, 'assembly_to_close') == []


def test_a_young_group_owes_a_declaration_and_no_report(world: World, office: Somebody, graz: Somebody) -> None:
    constituted(office, world)
    assembly(office, world, the_day(10))
    assert [task['kind'] for task in tasks_of(graz, 'report_owed', 'declaration_due')] == ['declaration_due']


def test_requests_wait_for_the_office_and_money_for_the_board_too(
    group: Group, graz: Somebody, office: Somebody, signed_in: SignedIn
) -> None:
    made(graz.post('/v1/support-requests', json={'working_group_id': group['id'], 'question': 'Which form has worked?'}))
    idea = {'title': 'A study', 'project_idea': 'Test letters.', 'amount_requested': {'amount': '1200', 'currency': 'EUR'}}
    made(graz.post('/v1/funding-requests', json={'working_group_id': group['id'], **idea}))
    kinds = ('support_request_open', 'funding_request_open')
    assert [task['kind'] for task in tasks_of(office, *kinds)] == list(kinds)
    assert [task['kind'] for task in tasks_of(signed_in('board_member'), *kinds)] == ['funding_request_open']
    assert tasks_of(graz, *kinds) == []
