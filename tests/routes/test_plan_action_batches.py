"""Many actions of a plan changed at once: what becomes of each, who may, and how long it takes (P3, P10)."""

import time
from typing import Any
from uuid import UUID

import httpx
import pytest

from api import clock
from api.database import Database
from api.models.plan_actions import PlanActionRow
from api.spine import Transaction
from tests.routes.conftest import Somebody, World, problem
from tests.routes.test_plan_actions import moved, set_up
from tests.routes.test_plans import act, make
from tests.statements import statements
from tests.world import OPERATOR

MOST_STATEMENTS, MOST_SECONDS = 100, 2
TOLD = {'channel': 'phone', 'date': '2026-01-15'}


def send(client: httpx.Client, plan: object, actions: list[Any], changes: dict[str, Any], **fields: object) -> httpx.Response:
    items = [each if isinstance(each, dict) else {'plan_action_id': each, 'changes': changes} for each in actions]
    return client.post('/v1/plan-action-batches', json={'plan_id': plan, 'items': items, **fields})


def read(client: httpx.Client, action: str) -> dict[str, Any]:
    return dict(client.get(f'/v1/plan-actions/{action}').json())


@pytest.fixture
def plan(graz: Somebody, world: World) -> str:
    return str(make(graz, world)['id'])


def test_a_field_of_many_actions_is_changed_at_once(graz: Somebody, world: World, plan: str) -> None:
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    department = graz.post('/v1/departments', json={**place, 'name': 'Integration'}).json()['id']
    first, second, third = (set_up(graz, plan)['id'] for _ in range(3))
    changes = {'department_id': department, 'due_on': '2099-12-31', 'horizon': 'long', 'stage': 'in_progress', 'shared_with': 'office'}
    answer = send(graz, plan, [first, second], changes)
    assert (answer.status_code, answer.json()['summary']) == (207, {'applied': 2, 'unchanged': 0, 'failed': 0})
    for action in (first, second):
        now = read(graz, action)
        assert (now['department_id'], now['due_on'], now['horizon'], now['stage']) == (department, '2099-12-31', 'long', 'in_progress')
        [update] = graz.get('/v1/plan-action-updates', params={'plan_action_id': action}).json()['items']
        assert (update['stage'], update['author_kind']) == ('in_progress', 'city')
    assert read(graz, third)['stage'] == 'planned'
    again = send(graz, plan, [first, second], changes).json()
    assert again['summary'] == {'applied': 0, 'unchanged': 2, 'failed': 0}
    assert [each['version'] for each in again['items']] == [read(graz, each)['version'] for each in (first, second)]


def test_what_is_only_tried_out_is_not_kept(graz: Somebody, plan: str) -> None:
    action = set_up(graz, plan)
    tried = send(graz, plan, [action['id']], {'horizon': 'short'}, dry_run=True).json()
    assert (tried['dry_run'], tried['summary']['applied']) == (True, 1)
    assert read(graz, action['id']) == action


def test_together_all_or_none_and_apart_each_by_itself(graz: Somebody, world: World, plan: str) -> None:
    open_one, done = (set_up(graz, plan)['id'] for _ in range(2))
    moved(graz, done, stage='completed')
    other = set_up(graz, make(graz, world)['id'])['id']
    outdated = {'plan_action_id': open_one, 'if_version': 99, 'changes': {'horizon': 'long'}}
    wanted = [open_one, done, other, outdated]
    refused = send(graz, plan, wanted, {'stage': 'postponed'})
    assert problem(refused) == (409, 'batch-refused')
    assert [(each['pointer'], each['code']) for each in refused.json()['errors']] == [
        ('/items/1', 'stage_does_not_allow'), ('/items/2', 'unknown_reference'), ('/items/3', 'stale_version'),
    ]  # fmt: skip
    assert read(graz, open_one)['stage'] == 'planned'
    apart = send(graz, plan, wanted, {'stage': 'postponed'}, mode='independent').json()
    assert [each['status'] for each in apart['items']] == ['applied', 'failed', 'failed', 'failed']
    assert [(read(graz, each)['stage']) for each in (open_one, done, other)] == ['postponed', 'completed', 'planned']


def test_a_batch_is_the_citys_and_of_what_the_office_was_shown(graz: Somebody, bologna: Somebody, office: Somebody, plan: str) -> None:
    action = set_up(graz, plan)['id']
    for client in (bologna, office):
        assert problem(send(client, plan, [action], {'horizon': 'long'})) == (409, 'unknown-reference')
    act(graz, plan, 'sharings', shared_with='members')
    assert problem(send(bologna, plan, [action], {'horizon': 'long'})) == (403, 'role-does-not-allow')
    assert send(office, plan, [action], {'stage': 'in_progress'}, on_behalf_of=TOLD).status_code == 207
    assert read(graz, action)['last_progress_on'] == '2026-01-15'
    [shared] = send(office, plan, [action], {'shared_with': 'public'}, mode='independent', on_behalf_of=TOLD).json()['items']
    assert (shared['status'], shared['problem']['type'].rsplit('/', 1)[-1]) == ('failed', 'role-does-not-allow')


def test_five_hundred_actions_take_two_seconds_and_few_statements(graz: Somebody, world: World, plan: str, database: Database) -> None:
    where: dict[str, Any] = {'network_id': world.network, 'city_id': world.cities['graz'], 'plan_id': UUID(plan), 'audience': 'city_alone'}
    with Transaction(database, OPERATOR) as transaction:
        rows = [transaction.add(PlanActionRow(**where, title='Ask', sort_key='ask', commitment=1, track=1)) for _ in range(500)]
        for row in rows:
            transaction.record('create_plan_action', row)
        actions = [str(row.id) for row in rows]
    changes = {'due_on': '2099-12-31', 'horizon': 'long', 'stage': 'in_progress', 'shared_with': 'office'}
    # Of this process, which answers as well: others have work to do at the same time.
    began = time.process_time()
    with statements() as asked:
        answer = send(graz, plan, actions, changes)
    took = time.process_time() - began
    assert answer.json()['summary'] == {'applied': 500, 'unchanged': 0, 'failed': 0}
    assert (len(asked) < MOST_STATEMENTS, took < MOST_SECONDS) == (True, True), f'{len(asked)} statements, {took:.2f} s'


def test_a_department_agrees_to_its_own_actions_and_another_anew(
    graz: Somebody, bologna: Somebody, office: Somebody, world: World, plan: str
) -> None:
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    person = graz.post('/v1/people', json={**place, 'name': 'Pia Example', 'mail': 'pia@example.org'}).json()['id']
    first, second = (graz.post('/v1/departments', json={**place, 'name': name}).json()['id'] for name in ('Integration', 'Housing'))
    action = set_up(graz, plan, department_id=first)['id']

    def codes() -> set[str]:
        return {each['code'] for each in graz.get(f'/v1/plans/{plan}/health').json()['advice']}

    def change(**fields: object) -> httpx.Response:
        return graz.patch(f'/v1/plan-actions/{action}', json=fields, headers={'If-Match': '*'})

    assert 'no_agreement' in codes()
    assert problem(change(agreed_on='2026-01-15', agreed_by_id=str(bologna.id))) == (409, 'unknown-reference')
    assert problem(change(agreed_on='2099-01-01')) == (409, 'future-date')
    agreed = change(agreed_on='2026-01-15', agreed_by_id=person).json()
    assert (agreed['agreed_on'], agreed['agreed_by_id']) == ('2026-01-15', person)
    assert 'no_agreement' not in codes()
    handed_on = change(department_id=second).json()
    assert (handed_on['agreed_on'], handed_on['agreed_by_id']) == (None, None)
    assert 'no_agreement' in codes()
    send(graz, plan, [action], {'agreed_on': '2026-01-16'})
    act(graz, plan, 'sharings', shared_with='office')
    assert (read(graz, action)['agreed_on'], read(office, action)['agreed_on']) == ('2026-01-16', None)


def test_those_concerned_say_what_is_to_become_of_an_action(graz: Somebody, office: Somebody, plan: str) -> None:
    action = set_up(graz, plan)['id']
    act(graz, plan, 'sharings', shared_with='public')

    def change(**fields: object) -> dict[str, Any]:
        return dict(graz.patch(f'/v1/plan-actions/{action}', json=fields, headers={'If-Match': '*'}).json())

    said = change(evaluation='change', evaluation_asked='Tenants of two streets', evaluation_note='In more languages.')
    assert (said['evaluation'], said['evaluated_on']) == ('change', clock.today('Europe/Berlin').isoformat())
    assert change(evaluation='drop')['evaluation_note'] == 'In more languages.'
    told = office.get(f'/v1/plan-actions/{action}').text + office.get('/v1/journal-entries', params={'subject_id': action}).text
    assert 'languages' not in told
    assert 'drop' not in told
    back = change(evaluation=None)
    assert {back[name] for name in ('evaluation', 'evaluated_on', 'evaluation_asked', 'evaluation_note')} == {None}


def test_actions_are_found_by_what_they_are(graz: Somebody, office: Somebody, world: World, plan: str) -> None:
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    person = graz.post('/v1/people', json={**place, 'name': 'Pia Example', 'mail': 'pia@example.org'}).json()['id']
    department = graz.post('/v1/departments', json={**place, 'name': 'Integration'}).json()['id']
    mine = set_up(graz, plan, 3, 2, further_cells=[{'commitment': 5, 'track': 1}], horizon='long', addressees=['population'],
                  target_groups=['Tenants'], department_id=department, responsible_person_id=person)['id']  # fmt: skip
    set_up(graz, plan, 3, 1, horizon='short', addressees=['official_city'])
    act(graz, plan, 'sharings', shared_with='office')

    def found(client: httpx.Client, **wanted: Any) -> list[str]:
        return [each['id'] for each in client.get('/v1/plan-actions', params={'plan_id': plan, **wanted}).json()['items']]

    assert len(found(graz, commitment=3)) == 2
    ways: list[dict[str, Any]] = [
        {'commitment': 5}, {'commitment': 5, 'track': 1}, {'commitment': 3, 'track': 2}, {'horizon': 'long'}, {'addressee': 'population'},
        {'target_group': 'Tenants'}, {'department_id': department}, {'responsible_person_id': person},
    ]  # fmt: skip
    for wanted in ways:
        assert found(graz, **wanted) == [mine], wanted
    assert found(graz, commitment=5, track=2) == []
    # Of whom the office is not told it finds nothing by asking.
    assert found(office, department_id=department) == found(office, responsible_person_id=person) == []
