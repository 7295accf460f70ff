"""Actions of plans as their callers see them, and what is worked out of them: coverage, health, lateness."""

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api import clock
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem
from tests.routes.test_plans import SEES_FROM, SHARED, act, adopt, everybody, make

__all__ = ['everybody']


def set_up(client: httpx.Client, plan: str, commitment: int = 1, track: int = 1, **fields: object) -> dict[str, Any]:
    wish = {'plan_id': plan, 'title': 'Train the police', 'cell': {'commitment': commitment, 'track': track}}
    answer = client.post('/v1/plan-actions', json={**wish, **fields})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def do(client: httpx.Client, action: object, what: str, **fields: object) -> httpx.Response:
    return client.post(f'/v1/plan-actions/{action}/{what}', json=fields, headers={'If-Match': '*'})


def say(client: httpx.Client, action: object, **fields: object) -> httpx.Response:
    return client.post('/v1/plan-action-updates', json={'plan_action_id': action, **fields})


def moved(client: httpx.Client, action: object, **fields: object) -> dict[str, Any]:
    """Say how an action stands, and return the action as it stands then."""
    answer = say(client, action, **fields)
    assert answer.status_code == 201, answer.text
    return dict(client.get(f'/v1/plan-actions/{action}').json())


def seen(client: httpx.Client, action: str) -> list[str]:
    """Return where a caller meets an action: read, listed, in the feed, in the journal, in what its plan covers."""
    found = ['read'] if client.get(f'/v1/plan-actions/{action}').status_code == 200 else []
    found += ['listed'] if action in client.get('/v1/plan-actions').text else []
    items = client.get('/v1/changes', params={'limit': 1000, 'subject_type': 'plan_action'}).json()['items']
    found += ['in the feed'] if any(each['subject']['id'] == action and not each['deleted'] for each in items) else []
    entries = client.get('/v1/journal-entries', params={'subject_id': action})
    return found + (['in the journal'] if entries.json()['items'] else [])


def test_an_action_is_set_up_in_a_cell_changed_and_moved(graz: Somebody, world: World, journal: Journal, index: Index) -> None:
    plan = make(graz, world)['id']
    made = set_up(
        graz, plan, 4, 3, further_cells=[{'commitment': 5, 'track': 1}], target_groups=['general_population'], due_on='2099-01-01'
    )
    assert (made['stage'], made['shared_with'], made['cell']) == ('planned', 'nobody', {'commitment': 4, 'track': 3})
    assert made['you_may'] == ['update_plan_action', 'record_plan_progress', 'create_milestone', 'create_indicator', 'share_plan_action']
    patched = graz.patch(f'/v1/plan-actions/{made["id"]}', json={'cell': {'commitment': 4, 'track': 4}}, headers={'If-Match': '*'}).json()
    assert (patched['cell'], patched['further_cells']) == ({'commitment': 4, 'track': 4}, made['further_cells'])
    after = moved(graz, made['id'], stage='completed')
    assert (after['stage'], after['percent']) == ('completed', 100)
    assert after['last_progress_on'] is not None
    assert problem(say(graz, made['id'], stage='postponed')) == (409, 'stage-does-not-allow')
    assert problem(say(graz, made['id'], stage='completed', percent=50)) == (409, 'completed-is-done')
    assert [each['operation'] for each in journal(made['id'])] == ['create_plan_action', 'update_plan_action', 'record_plan_progress']
    assert index(made['id'])['audience_now'] == 'city_alone'


def test_an_action_is_refused_what_does_not_fit(graz: Somebody, bologna: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    wish = {'plan_id': plan, 'title': 'Train', 'cell': {'commitment': 1, 'track': 1}}
    place = {'network_id': str(world.network), 'city_id': str(world.cities['bologna'])}
    theirs = bologna.post('/v1/departments', json={**place, 'name': 'Integration'}).json()['id']
    cases: list[tuple[dict[str, Any], str]] = [
        ({'cell': {'commitment': 11, 'track': 1}}, 'cells-do-not-fit'),
        ({'further_cells': [{'commitment': 1, 'track': 1}]}, 'cells-do-not-fit'),
        ({'starts_on': '2026-02-01', 'due_on': '2026-01-01'}, 'ends-before-start'),
        ({'department_id': theirs}, 'unknown-reference'),
    ]
    for fields, slug in cases:
        assert problem(graz.post('/v1/plan-actions', json={**wish, **fields})) == (409, slug)
    assert problem(bologna.post('/v1/plan-actions', json=wish)) == (409, 'unknown-reference')
    adopt(graz, plan)
    made = set_up(graz, plan)['id']
    act(graz, plan, 'moves', stage='superseded')
    assert problem(graz.post('/v1/plan-actions', json=wish)) == (409, 'plan-superseded')
    assert problem(say(graz, made, stage='in_progress')) == (409, 'plan-superseded')
    assert graz.get(f'/v1/plan-actions/{made}').json()['you_may'] == ['share_plan_action']


@pytest.mark.parametrize('shared_with', SHARED)
def test_an_action_is_met_by_whom_its_plan_is_shared_with_unless_it_is_held_back(
    everybody: dict[str, httpx.Client], world: World, shared_with: str
) -> None:
    graz = everybody['graz']
    plan = make(graz, world)['id']
    along, held_back = (set_up(graz, plan, title=title)['id'] for title in ('Train the police', 'Look into the police'))
    assert do(graz, held_back, 'sharings', shared_with='office').status_code == 200
    act(graz, plan, 'sharings', shared_with=shared_with)
    later = set_up(graz, plan)['id']
    for name, client in everybody.items():
        of_plan = SHARED.index(shared_with) >= SHARED.index(SEES_FROM[name])
        of_held_back = min(SHARED.index(shared_with), SHARED.index('office')) >= SHARED.index(SEES_FROM[name])
        everywhere = ['read', 'listed', 'in the feed', 'in the journal']
        assert seen(client, along) == seen(client, later) == (everywhere if of_plan else []), name
        assert seen(client, held_back) == (everywhere if of_held_back else []), name
        covered = client.get(f'/v1/plans/{plan}/coverage')
        assert (covered.json()['total'] if covered.status_code == 200 else None) == (2 + of_held_back if of_plan else None), name


def test_a_plan_that_is_taken_back_takes_its_actions_along(graz: Somebody, office: Somebody, bologna: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']
    act(graz, plan, 'sharings', shared_with='members')
    assert bologna.get(f'/v1/plan-actions/{action}').json()['shared_with'] == 'members'
    act(graz, plan, 'sharings', shared_with='office')
    assert problem(bologna.get(f'/v1/plan-actions/{action}')) == (404, 'not-found')
    assert office.get(f'/v1/plan-actions/{action}').json()['shared_with'] == 'office'
    told = bologna.get('/v1/changes?subject_type=plan_action').json()['items']
    assert [(each['subject']['id'], each['deleted']) for each in told] == [(action, True)]


def test_who_does_what_within_a_city_is_the_citys_to_know(graz: Somebody, bologna: Somebody, office: Somebody, world: World) -> None:
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    person = graz.post('/v1/people', json={**place, 'name': 'Pia Example', 'mail': 'pia@example.org'}).json()['id']
    department = graz.post('/v1/departments', json={**place, 'name': 'Integration'}).json()['id']
    plan = make(graz, world)['id']
    act(graz, plan, 'sharings', shared_with='members')
    own: Any = {'responsible_person_id': person, 'department_id': department, 'budget_note': 'None of it is paid for.'}
    action = set_up(graz, plan, **own)
    assert {name: action[name] for name in own} == own
    for client in (bologna, office):
        told = client.get(f'/v1/plan-actions/{action["id"]}').json()
        assert {name: told[name] for name in own} == dict.fromkeys(own)
        assert 'paid for' not in client.get('/v1/journal-entries', params={'subject_id': action['id']}).text
        assert 'paid for' not in client.get('/v1/changes?subject_type=plan_action').text


def test_the_office_acts_for_a_city_on_what_it_was_shown(graz: Somebody, office: Somebody, world: World, journal: Journal) -> None:
    plan = make(graz, world)['id']
    act(graz, plan, 'sharings', shared_with='office')
    told = {'channel': 'phone', 'date': '2026-01-15'}
    action = set_up(office, plan, on_behalf_of=told)['id']
    assert moved(office, action, stage='in_progress', on_behalf_of=told)['last_progress_on'] == '2026-01-15'
    assert problem(do(office, action, 'sharings', shared_with='public')) == (403, 'role-does-not-allow')
    assert {(each['on_behalf_of_city_id'], each['channel']) for each in journal(action)} == {(world.cities['graz'], 'phone')}


def test_an_action_is_late_and_stale_with_its_reason(graz: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    today = clock.today('Europe/Berlin')
    in_time = set_up(graz, plan, due_on=today.isoformat())
    assert (in_time['late'], in_time['late_because'], in_time['stale']) == (False, None, False)
    yesterday = (today - timedelta(days=1)).isoformat()
    late = set_up(graz, plan, starts_on='2020-01-01', due_on=yesterday)
    assert (late['late'], late['late_because']) == (True, {'code': 'past_due', 'since': yesterday, 'days': 1})
    stale = late['stale_because']
    assert (late['stale'], stale['code'], stale['since']) == (True, 'not_begun', '2020-01-01')
    for mark in ('late', 'stale'):
        assert [each['id'] for each in graz.get('/v1/plan-actions', params={mark: 'true'}).json()['items']] == [late['id']]
        assert [each['id'] for each in graz.get('/v1/plan-actions', params={mark: 'false'}).json()['items']] == [in_time['id']]
    looked = moved(graz, late['id'], unchanged=True)
    assert (looked['late'], looked['stale']) == (True, False), 'somebody looked'
    codes = {each['code'] for each in graz.get(f'/v1/plans/{plan}/health').json()['advice']}
    assert 'past_due' in codes


def test_a_plan_covers_the_cells_of_its_live_actions(graz: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    set_up(graz, plan, 1, 1, further_cells=[{'commitment': 2, 'track': 3}])
    given_up = set_up(graz, plan, 10, 4)['id']
    moved(graz, given_up, stage='cancelled')
    covered = graz.get(f'/v1/plans/{plan}/coverage').json()
    assert (covered['total'], covered['soft'], covered['hard'], len(covered['gaps'])) == (1, 1, 1, 38)
    assert covered['commitments_without'] == [3, 4, 5, 6, 7, 8, 9, 10]
    assert {(each['commitment'], each['track']) for each in covered['cells'] if each['actions']} == {(1, 1), (2, 3)}
    frame = graz.get('/v1/plan-frames/ten_points').json()
    assert (len(frame['commitments']), [each['soft'] for each in frame['tracks']]) == (10, [True, True, False, False])
    assert frame['commitments'][6]['names']['de'] == 'Fairer Zugang zu Wohnraum'


def test_of_a_network_it_is_told_what_three_cities_share_with_its_members(office: Somebody, client_for: ClientFor, world: World) -> None:
    def told(client: httpx.Client) -> tuple[int, int | None]:
        answer = client.get(f'/v1/networks/{world.network}/plan-coverage').json()
        return answer['cities'], answer['coverage'] and answer['coverage']['total']

    cities = {name: client_for(city=name) for name in ('graz', 'bologna', 'berlin', 'barcelona')}
    for name, city in cities.items():
        plan = make(city, world, city_id=str(world.cities[name]))['id']
        set_up(city, plan, 3, 2)
        set_up(city, plan, 3, 2)
        act(city, plan, 'sharings', shared_with='office' if name == 'barcelona' else 'members')
        expected = {'graz': (1, None), 'bologna': (2, None)}.get(name, (3, 6))
        assert told(cities['graz']) == told(office) == expected, name
    assert told(client_for(network=world.other_network)) == (0, None)


def test_health_is_advice_to_the_city_in_its_language_and_to_nobody_else(
    graz: Somebody, office: Somebody, signed_in: SignedIn, client_for: ClientFor, world: World
) -> None:
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']
    advice = client_for(city='graz').get(f'/v1/plans/{plan}/health', headers={'Accept-Language': 'de'}).json()['advice']
    assert [(each['code'], each['severity'], each['plan_action_id']) for each in advice] == [
        ('no_contact', 'red', action),
        ('no_department', 'advice', action),
        ('no_end_date', 'advice', action),
        ('no_completion_criterion', 'advice', action),
        ('no_indicator', 'advice', action),
        ('nothing_for_general_population', 'advice', None),
    ]
    assert advice[0]['text'] == '„Train the police“: Noch ist niemand verantwortlich.'
    for client in (office, signed_in('scientific_advisor')):
        assert problem(client.get(f'/v1/plans/{plan}/health')) == (404, 'not-found')
    act(graz, plan, 'sharings', shared_with='public')
    assert problem(office.get(f'/v1/plans/{plan}/health')) == (403, 'role-does-not-allow')
    assert json.dumps(advice[-1]['since']) == 'null'
