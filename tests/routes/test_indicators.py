"""Milestones and indicators as their callers see them: set, measured, corrected, worked out at reading, shown to whom their action is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from api import clock
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem
from tests.routes.test_plan_actions import do, set_up
from tests.routes.test_plans import SEES_FROM, SHARED, act, everybody, make
from tests.rules.indicator_cases import CASES, Case

__all__ = ['everybody']


def _made(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def set_milestone(client: httpx.Client, action: str, **fields: object) -> dict[str, Any]:
    wish = {'plan_action_id': action, 'title': 'First course', 'due_on': '2099-01-01', **fields}
    return _made(client.post('/v1/milestones', json=wish))


def measure_by(client: httpx.Client, plan: str, action: str | None = None, **fields: object) -> dict[str, Any]:
    return _made(client.post('/v1/indicators', json={'plan_id': plan, 'plan_action_id': action, 'name': 'Officers trained', **fields}))


def record(client: httpx.Client, indicator: str, on: str, value: str, **fields: object) -> dict[str, Any]:
    return _made(client.post(f'/v1/indicators/{indicator}/values', json={'measured_on': on, 'value': value, **fields}))


def move(client: httpx.Client, path: str, **fields: object) -> httpx.Response:
    return client.post(f'/v1/{path}/moves', json=fields, headers={'If-Match': '*'})


def test_a_milestone_is_set_reached_opened_again_and_taken_out(graz: Somebody, world: World, journal: Journal) -> None:
    action = set_up(graz, make(graz, world)['id'])
    made = set_milestone(graz, action['id'], due_on='2026-02-28')
    assert (made['stage'], made['late'], made['you_may']) == ('open', True, ['update_milestone', 'move_milestone'])
    path = f'milestones/{made["id"]}'
    done = move(graz, path, stage='done', done_on='2026-03-01').json()
    assert (done['stage'], done['done_on'], done['late']) == ('done', '2026-03-01', False)
    assert problem(move(graz, path, stage='withdrawn')) == (409, 'stage-does-not-allow')
    assert problem(move(graz, path, stage='done', done_on='2099-03-01')) == (409, 'future-date')
    patched = graz.patch(f'/v1/{path}', json={'due_on': '2026-03-15'}, headers={'If-Match': '*'}).json()
    assert (patched['due_on'], patched['title']) == ('2026-03-15', 'First course')
    assert move(graz, path, stage='open').json()['done_on'] is None
    assert move(graz, path, stage='withdrawn').json()['stage'] == 'withdrawn'
    operations = [each['operation'] for each in journal(made['id'])]
    assert operations == ['create_milestone', 'move_milestone', 'update_milestone', 'move_milestone', 'move_milestone']
    assert problem(graz.patch(f'/v1/{path}', json={'title': 'X'})) == (428, 'precondition-required')


def test_an_action_shows_its_next_milestone_and_moves_with_it(graz: Somebody, world: World) -> None:
    action = set_up(graz, make(graz, world)['id'])
    assert action['next_milestone'] is None
    later = set_milestone(graz, action['id'], title='Evaluation')
    first = set_milestone(graz, action['id'], due_on='2026-01-31')
    shown = graz.get(f'/v1/plan-actions/{action["id"]}').json()
    assert shown['next_milestone'] == {'id': first['id'], 'title': 'First course', 'due_on': '2026-01-31', 'late': True}
    assert shown['version'] > action['version']
    move(graz, f'milestones/{first["id"]}', stage='done')
    assert graz.get(f'/v1/plan-actions/{action["id"]}').json()['next_milestone']['id'] == later['id']
    assert [each['id'] for each in graz.get('/v1/milestones').json()['items']] == [first['id'], later['id']]
    assert graz.get('/v1/milestones', params={'late': 'true'}).json()['items'] == []


@pytest.mark.parametrize('due_on', ['2027-12-31', '2028-02-29'])
def test_a_milestone_becomes_late_at_midnight_and_its_etag_says_so(
    client_for: ClientFor, world: World, monkeypatch: pytest.MonkeyPatch, due_on: str
) -> None:
    before_midnight = datetime.fromisoformat(f'{due_on}T22:58:00').replace(tzinfo=UTC)
    monkeypatch.setattr(clock, 'now', lambda: before_midnight)
    graz = client_for(city='graz')
    action = set_up(graz, make(graz, world)['id'])
    milestone = set_milestone(graz, action['id'], due_on=due_on)
    paths = [f'/v1/milestones/{milestone["id"]}', f'/v1/plan-actions/{action["id"]}']
    seen = [graz.get(path) for path in paths]
    assert [seen[0].json()['late'], seen[1].json()['next_milestone']['late']] == [False, False]

    def again() -> list[httpx.Response]:
        return [graz.get(path, headers={'If-None-Match': each.headers['ETag']}) for path, each in zip(paths, seen, strict=True)]

    assert [each.status_code for each in again()] == [304, 304]
    monkeypatch.setattr(clock, 'now', lambda: before_midnight + timedelta(minutes=4))
    after = again()
    assert [each.status_code for each in after] == [200, 200]
    assert [after[0].json()['late'], after[1].json()['next_milestone']['late']] == [True, True]
    assert [each['id'] for each in graz.get('/v1/milestones', params={'late': 'true'}).json()['items']] == [milestone['id']]


def test_values_are_added_and_corrected_and_the_indicator_says_where_it_stands(graz: Somebody, world: World, journal: Journal) -> None:
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']
    baseline, goals = {'on': '2026-01-01', 'value': '0'}, [{'on': '2097-01-01', 'value': '400'}, {'on': '2030-01-01', 'value': '200.5'}]
    made = measure_by(graz, plan, action, unit='people', effect='staff_know_and_exchange', baseline=baseline, goals=goals)
    assert made['goals'] == goals[::-1]
    assert (made['baseline'], made['last_value'], made['way']) == (baseline, None, None)
    assert made['you_may'] == ['update_indicator', 'move_indicator', 'record_indicator_value']
    first = record(graz, made['id'], '2026-02-01', '10')
    wrong = record(graz, made['id'], '2026-03-01', '1250', note='Of a survey.', taken_from='Survey')
    stands = graz.get(f'/v1/indicators/{made["id"]}').json()
    assert (stands['last_value'], stands['way']) == ({'on': '2026-03-01', 'value': '1250'}, 'reached')
    right = record(graz, made['id'], '2026-03-01', '12.5', corrects_id=wrong['id'])
    stands = graz.get(f'/v1/indicators/{made["id"]}').json()
    assert (stands['last_value'], stands['percent_of_way'], stands['way']) == ({'on': '2026-03-01', 'value': '12.5'}, 6, 'on_the_way')
    listed = graz.get(f'/v1/indicators/{made["id"]}/values').json()['items']
    assert [(each['id'], each['corrected_by_id']) for each in listed] == [
        (right['id'], None),
        (wrong['id'], right['id']),
        (first['id'], None),
    ]
    address = f'/v1/indicators/{made["id"]}/values'
    assert graz.get(f'/v1/indicator-values/{right["id"]}').json() == right
    again = {'measured_on': '2026-03-01', 'value': '1', 'corrects_id': wrong['id']}
    assert problem(graz.post(address, json=again)) == (409, 'already-corrected')
    other = measure_by(graz, plan)['id']
    assert problem(graz.post(f'/v1/indicators/{other}/values', json={**again, 'corrects_id': right['id']})) == (
        409,
        'corrects-another-indicator',
    )
    assert problem(graz.post(address, json={'measured_on': '2099-01-01', 'value': '1'})) == (409, 'future-date')
    assert [each['operation'] for each in journal(right['id'])] == ['record_indicator_value']


def test_an_indicator_is_changed_set_aside_and_refused_what_does_not_fit(graz: Somebody, bologna: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    other = make(graz, world, title='Another')['id']
    elsewhere = set_up(graz, other)['id']
    wish = {'plan_id': plan, 'name': 'Complaints'}
    goal = {'on': '2027-01-01', 'value': '5'}
    cases: list[tuple[dict[str, Any], int, str]] = [
        ({'plan_action_id': elsewhere}, 409, 'unknown-reference'),
        ({'goals': [goal, goal]}, 409, 'goals-do-not-fit'),
        ({'goals': [goal], 'baseline': {'on': '2027-01-01', 'value': '5'}}, 409, 'goals-do-not-fit'),
        ({'baseline': {'on': '2027-01-01', 'value': '05'}}, 422, 'validation-failed'),
        ({'baseline': {'on': '2027-01-01', 'value': '1.50'}}, 422, 'validation-failed'),
    ]
    for fields, status, slug in cases:
        assert problem(graz.post('/v1/indicators', json={**wish, **fields})) == (status, slug), fields
    assert problem(bologna.post('/v1/indicators', json=wish)) == (409, 'unknown-reference')
    made = measure_by(graz, plan, baseline={'on': '2026-01-01', 'value': '-0.5'}, goals=[goal])
    path = f'indicators/{made["id"]}'
    patch: dict[str, object] = {'baseline': None, 'direction': 'down', 'goals': []}
    changed = graz.patch(f'/v1/{path}', json=patch, headers={'If-Match': '*'}).json()
    assert {name: changed[name] for name in patch} == patch
    assert move(graz, path, stage='set_aside').json()['stage'] == 'set_aside'
    act(graz, plan, 'moves', stage='consultation')
    act(graz, plan, 'adoptions', adopted_by='City council', adopted_on='2026-01-15')
    act(graz, plan, 'moves', stage='superseded')
    assert problem(move(graz, path, stage='in_use')) == (409, 'plan-superseded')
    assert graz.get(f'/v1/{path}').json()['you_may'] == []


@pytest.mark.parametrize('case', CASES.values(), ids=CASES)
def test_postgres_works_out_what_the_rule_says(case: Case, signed_in: SignedIn, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = datetime.fromisoformat(f'{case.today}T12:00:00').replace(tzinfo=UTC)
    monkeypatch.setattr(clock, 'now', lambda: noon)
    graz = signed_in('coordinator', 'graz')
    baseline = case.baseline and {'on': case.baseline[0], 'value': case.baseline[1]}
    goals = [{'on': on, 'value': value} for on, value in case.goals]
    made = measure_by(graz, make(graz, world)['id'], baseline=baseline, goals=goals, direction=case.direction)
    if case.last:
        record(graz, made['id'], *case.last)
    shown = graz.get(f'/v1/indicators/{made["id"]}').json()
    expected = (case.next_on, case.percent, case.way)
    assert (shown['next_goal'] and shown['next_goal']['on'], shown['percent_of_way'], shown['way']) == expected


@pytest.mark.parametrize('shared_with', SHARED)
def test_they_are_met_by_whom_their_action_is_shared_with(
    everybody: dict[str, httpx.Client], world: World, index: Index, shared_with: str
) -> None:
    graz = everybody['graz']
    plan = make(graz, world)['id']
    along, held_back = (set_up(graz, plan, title=title)['id'] for title in ('Train the police', 'Look into the police'))
    found: dict[str, list[str]] = {}
    for action in (along, held_back, None):
        milestones = [f'milestones/{set_milestone(graz, action)["id"]}'] if action else []
        indicator = measure_by(graz, plan, action)['id']
        value = record(graz, indicator, '2026-01-15', '1')['id']
        found[str(action)] = [
            *milestones,
            f'indicators/{indicator}',
            f'indicators/{indicator}/values',
            f'indicator-values/{value}',
        ]
    do(graz, held_back, 'sharings', shared_with='office')
    act(graz, plan, 'sharings', shared_with=shared_with)
    for name, client in everybody.items():
        of_plan = SHARED.index(shared_with) >= SHARED.index(SEES_FROM[name])
        of_held_back = min(SHARED.index(shared_with), SHARED.index('office')) >= SHARED.index(SEES_FROM[name])
        for action, sees in ((along, of_plan), (held_back, of_held_back), (None, of_plan)):
            for path in found[str(action)]:
                assert (client.get(f'/v1/{path}').status_code == 200) == sees, (name, path)
                in_feed = path.split('/')[-1] in str(client.get('/v1/changes', params={'limit': 1000}).json()['items'])
                assert in_feed == sees or path.endswith('values'), (name, path)
    act(graz, plan, 'sharings', shared_with='nobody')
    subjects = [path.split('/')[-1] for paths in found.values() for path in paths if not path.endswith('values')]
    assert {index(each)['audience_now'] for each in subjects} == {'city_alone'}


def test_the_office_measures_for_a_city_on_what_it_was_shown(graz: Somebody, office: Somebody, world: World, journal: Journal) -> None:
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']
    indicator = measure_by(graz, plan, action)['id']
    told = {'channel': 'mail', 'date': '2026-01-15'}
    address = f'/v1/indicators/{indicator}/values'
    assert problem(office.post(address, json={'measured_on': '2026-01-10', 'value': '3'})) == (404, 'not-found')
    act(graz, plan, 'sharings', shared_with='office')
    value = record(office, indicator, '2026-01-10', '3', on_behalf_of=told)['id']
    milestone = set_milestone(office, action, on_behalf_of=told)['id']
    assert move(office, f'milestones/{milestone}', stage='done', on_behalf_of=told).json()['done_on'] == '2026-01-15'
    for record_id in (value, milestone):
        assert {(each['on_behalf_of_city_id'], each['channel']) for each in journal(record_id)} == {(world.cities['graz'], 'mail')}


def test_the_health_of_a_plan_knows_its_indicators_and_milestones(graz: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']

    def advised() -> set[str]:
        return {each['code'] for each in graz.get(f'/v1/plans/{plan}/health').json()['advice']} & {'no_indicator', 'milestone_past_due'}

    measure_by(graz, plan)
    assert advised() == {'no_indicator'}, 'one of the plan is none of the action'
    indicator = measure_by(graz, plan, action)['id']
    milestone = set_milestone(graz, action, due_on='2026-01-31')['id']
    assert advised() == {'milestone_past_due'}
    move(graz, f'indicators/{indicator}', stage='set_aside')
    move(graz, f'milestones/{milestone}', stage='withdrawn')
    assert advised() == {'no_indicator'}
