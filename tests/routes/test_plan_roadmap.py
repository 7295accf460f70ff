"""What a city is told about its own way with its plan: its steps, and the rhythm in which it works at it."""

from datetime import date, timedelta
from typing import Any

import httpx

from api import clock
from api.rules.dates import add_months
from tests.routes.acts import made
from tests.routes.conftest import ClientFor, Somebody, World
from tests.routes.test_indicators import measure_by
from tests.routes.test_plan_actions import set_up
from tests.routes.test_plan_follow_up import note
from tests.routes.test_plans import adopt, everybody, make

__all__ = ['everybody']


def told(client: httpx.Client, plan: str, what: str) -> dict[str, Any]:
    answer = client.get(f'/v1/plans/{plan}/{what}')
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def stages(client: httpx.Client, plan: str) -> dict[str, str]:
    return {step['key']: step['stage'] for step in told(client, plan, 'roadmap')['steps']}


def missing(client: httpx.Client, plan: str, key: str) -> list[str]:
    return [fact['key'] for step in told(client, plan, 'roadmap')['steps'] if step['key'] == key for fact in step['missing']]


def met(client: httpx.Client, plan: str, kind: str, **days: str) -> None:
    answer = client.post('/v1/plan-meetings', json={'plan_id': plan, 'kind': kind, **days})
    assert answer.status_code == 201, answer.text


def today() -> date:
    return clock.today('Europe/Berlin')


def test_each_step_follows_from_what_is_recorded(graz: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    assert len(stages(graz, plan)) == 12
    assert stages(graz, plan)['membership'] == 'done'
    assert missing(graz, plan, 'negotiation') == ['actions', 'agreed']
    action = set_up(graz, plan, due_on='2099-01-01', completion_criterion='A certificate for each')['id']
    assert missing(graz, plan, 'negotiation') == ['agreed']
    graz.patch(f'/v1/plan-actions/{action}', json={'agreed_on': '2026-01-15'}, headers={'If-Match': '*'})
    assert missing(graz, plan, 'negotiation') == []
    assert missing(graz, plan, 'draft') == ['contacts']
    assert 'adopted' in missing(graz, plan, 'council_decision')
    adopt(graz, plan)
    assert stages(graz, plan)['council_decision'] == 'done'


def test_what_was_found_and_what_is_there_are_steps_of_the_way(graz: Somebody, world: World) -> None:
    plan, other = (make(graz, world)['id'] for _ in range(2))
    note(graz, 'needs-findings', other)
    note(graz, 'plan-inventory-items', other)
    note(graz, 'needs-assessments', plan)
    assert missing(graz, plan, 'needs_assessment') == ['needs_findings']
    assert missing(graz, plan, 'existing_resources') == ['inventory']
    note(graz, 'needs-findings', plan)
    note(graz, 'plan-inventory-items', plan)
    assert missing(graz, plan, 'needs_assessment') == missing(graz, plan, 'existing_resources') == []


def test_a_step_is_told_as_the_plan_library_has_it(graz: Somebody, world: World) -> None:
    answer = graz.get(f'/v1/plans/{make(graz, world)["id"]}/roadmap')
    library = graz.get('/v1/plan-library', headers={'Accept-Language': answer.headers['content-language']}).json()
    told_here = [(step['key'], step['phase'], step['name'], step['help']) for step in answer.json()['steps']]
    assert told_here == [(step['key'], step['phase'], step['name'], step['help']) for step in library['steps']]


def test_meetings_make_the_rhythm_and_nothing_in_it_is_late(graz: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    assert {each['stage'] for name, each in told(graz, plan, 'rhythm').items() if name not in {'plan_id', 'plan_review'}} == {'welcome'}
    recently, long_ago = (today() - timedelta(days=each) for each in (40, 700))
    met(graz, plan, 'department_meeting', held_on=long_ago.isoformat())
    assert missing(graz, plan, 'continuous_follow_up') == ['department_meeting', 'progress']
    met(graz, plan, 'department_meeting', held_on=recently.isoformat())
    assert missing(graz, plan, 'continuous_follow_up') == ['progress']
    met(graz, plan, 'steering_committee', planned_on=recently.isoformat())
    rhythm = told(graz, plan, 'rhythm')
    assert (rhythm['department_meetings']['last_on'], rhythm['department_meetings']['held']) == (
        recently.isoformat(),
        [recently.isoformat()],
    )
    # A day that was set and went by without a meeting is none.
    assert (rhythm['steering_committee']['stage'], rhythm['steering_committee']['last_on']) == ('welcome', None)
    ahead = (today() + timedelta(days=10)).isoformat()
    met(graz, plan, 'steering_committee', planned_on=ahead)
    assert told(graz, plan, 'rhythm')['steering_committee']['planned_on'] == ahead
    assert stages(graz, plan)['steering_committee'] == 'done'


def test_an_adopted_plan_is_reviewed_in_the_window_of_the_by_laws(graz: Somebody, office: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    assert told(graz, plan, 'rhythm')['plan_review']['stage'] == 'later'
    adopted = adopt(graz, plan).json()['adopted_on']
    figures = office.get(f'/v1/networks/{world.network}/by-laws').json()['items'][-1]
    review = told(graz, plan, 'rhythm')['plan_review']
    window = [add_months(date.fromisoformat(adopted), figures[name]) for name in ('plan_review_min_months', 'plan_review_max_months')]
    # To adopt is not to review.
    assert (review['last_on'], review['by_on']) == (None, window[1].isoformat() if window[1] >= today() else None)


def test_what_is_shared_shows_nobody_else_the_way_or_the_rhythm(graz: Somebody, world: World, client_for: ClientFor) -> None:
    plan = make(graz, world)['id']
    assert graz.post(f'/v1/plans/{plan}/sharings', json={'shared_with': 'public'}, headers={'If-Match': '*'}).status_code == 200
    bologna = client_for(city='bologna')
    for what in ('roadmap', 'rhythm'):
        assert bologna.get(f'/v1/plans/{plan}/{what}').status_code == 403


def test_an_action_that_is_measured_counts_until_its_indicator_is_set_aside(graz: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']
    assert missing(graz, plan, 'assessment') == ['indicators', 'asked']
    indicator = measure_by(graz, plan, action)['id']
    assert missing(graz, plan, 'assessment') == ['asked']
    moved = graz.post(f'/v1/indicators/{indicator}/moves', json={'stage': 'set_aside'}, headers={'If-Match': '*'})
    assert moved.status_code == 200, moved.text
    assert missing(graz, plan, 'assessment') == ['indicators', 'asked']


def test_who_carries_the_plan_shows_two_steps(graz: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    unit = made(graz.post('/v1/departments', json={**place, 'name': 'Housing office'}))['id']
    person = made(graz.post('/v1/people', json={**place, 'name': 'Pia Example'}))['id']
    # That the city has a department does not make it take part.
    assert missing(graz, plan, 'city_actors') == ['political_head', 'coordination_team', 'departments']
    set_up(graz, plan, department_id=unit)
    assert missing(graz, plan, 'city_actors') == ['political_head', 'coordination_team']
    said = {'political_head_id': person, 'coordination_team_ids': [person], 'department_ids': [unit], 'steering_committee': 'The mayor.'}
    assert missing(graz, plan, 'steering_committee') == ['steering_committee']
    assert graz.patch(f'/v1/plans/{plan}', json=said, headers={'If-Match': '*'}).status_code == 200
    assert missing(graz, plan, 'city_actors') == missing(graz, plan, 'steering_committee') == []
    assert graz.patch(f'/v1/plans/{plan}', json={'steering_committee': None}, headers={'If-Match': '*'}).status_code == 200
    assert missing(graz, plan, 'steering_committee') == ['steering_committee']
