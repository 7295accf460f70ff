"""What a city notes of its work at a plan, as its callers see it: the city alone, until it shares a note and the plan with it."""

from typing import Any

import httpx
import pytest

from tests.routes.conftest import Index, Journal, Somebody, World, problem
from tests.routes.test_plan_actions import set_up
from tests.routes.test_plans import SEES_FROM, SHARED, act, everybody, make

__all__ = ['everybody']
NOTES: dict[str, dict[str, Any]] = {
    'plan-meetings': {'kind': 'department_meeting', 'held_on': '2026-03-01', 'notes': 'All agreed.'},
    'plan-contacts': {'contacted_on': '2026-03-01', 'with_whom': 'Tenants’ union', 'way': 'phone', 'note': 'They asked for data.'},
    'plan-risks': {'phase': 'content', 'risk': 'The council tires.', 'measure': 'Ask early.'},
    'needs-assessments': {'title': 'Asked tenants', 'method': 'survey', 'participants': 'Tenants', 'questions': 'Who refused you?'},
    'needs-findings': {'finding': 'Landlords refuse them.'},
    'plan-consultations': {'kind': 'draft_circulated', 'asked_on': '2026-03-01', 'of_whom': 'Tenants’ union', 'answer': 'Name racism.'},
    'plan-inventory-items': {'kind': 'service', 'name': 'Counselling', 'provider': 'Caritas'},
}


def wish_of(client: httpx.Client, path: str, plan: object, **fields: object) -> dict[str, Any]:
    """Return what is sent to note something down; a finding is of an assessment, which is made for it."""
    wish = {'plan_id': plan, **NOTES[path], **fields}
    if path == 'needs-findings' and 'needs_assessment_id' not in wish:
        wish['needs_assessment_id'] = note(client, 'needs-assessments', plan)['id']
    return wish


def note(client: httpx.Client, path: str, plan: object, **fields: object) -> dict[str, Any]:
    answer = client.post(f'/v1/{path}', json=wish_of(client, path, plan, **fields))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def patch(client: httpx.Client, path: str, record: object, **fields: object) -> httpx.Response:
    return client.patch(f'/v1/{path}/{record}', json=fields, headers={'If-Match': '*'})


def seen(client: httpx.Client, path: str, record: str) -> list[str]:
    """Return where a caller meets a note: read, listed, in the feed, in the journal."""
    found = ['read'] if client.get(f'/v1/{path}/{record}').status_code == 200 else []
    found += ['listed'] if record in client.get(f'/v1/{path}').text else []
    kind = path.replace('-', '_').removesuffix('s')
    items = client.get('/v1/changes', params={'limit': 1000, 'subject_type': kind}).json()['items']
    found += ['in the feed'] if any(each['subject']['id'] == record and not each['deleted'] for each in items) else []
    entries = client.get('/v1/journal-entries', params={'subject_id': record})
    return found + (['in the journal'] if entries.json()['items'] else [])


EVERYWHERE = ['read', 'listed', 'in the feed', 'in the journal']


def place(world: World, city: str) -> dict[str, str]:
    return {'network_id': str(world.network), 'city_id': str(world.cities[city])}


def test_a_meeting_is_planned_and_held_and_says_which_actions_were_spoken_of(
    graz: Somebody, world: World, journal: Journal, index: Index
) -> None:
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']
    department = graz.post('/v1/departments', json={**place(world, 'graz'), 'name': 'Integration'}).json()['id']
    made = graz.post('/v1/plan-meetings', json={'plan_id': plan, 'kind': 'steering_committee', 'planned_on': '2099-01-01'}).json()
    assert (made['shared_with'], made['held_on'], made['you_may']) == ('nobody', None, ['update_plan_meeting'])
    held = {'held_on': '2026-03-01', 'department_ids': [department, department], 'plan_action_ids': [action], 'decisions': 'Go on.'}
    assert patch(graz, 'plan-meetings', made['id'], **held).status_code == 200
    found = graz.get(f'/v1/plan-meetings/{made["id"]}').json()
    assert (found['held_on'], found['department_ids'], found['plan_action_ids']) == ('2026-03-01', [department], [action])
    assert [each['operation'] for each in journal(made['id'])] == ['create_plan_meeting', 'update_plan_meeting']
    # Who takes part and what is spoken of is named in the history, and not told: a meeting may be shared.
    told = str([each['changes'] for each in journal(made['id'])])
    assert (department in told, action in told) == (False, False)
    assert index(made['id'])['audience_now'] == 'city_alone'


def test_meetings_come_latest_first_and_by_their_kind(graz: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    days = ({'held_on': '2026-01-05'}, {'held_on': None}, {'held_on': None, 'planned_on': '2027-01-05'}, {'held_on': '2026-02-05'})
    made = [note(graz, 'plan-meetings', plan, **day)['id'] for day in days]
    review = note(graz, 'plan-meetings', plan, kind='review')['id']
    assert [each['id'] for each in graz.get('/v1/plan-meetings', params={'plan_id': plan}).json()['items']] == [
        made[1], made[2], review, made[3], made[0],
    ]  # fmt: skip
    assert [each['id'] for each in graz.get('/v1/plan-meetings', params={'kind': 'review'}).json()['items']] == [review]


def test_a_contact_is_noted_and_the_journal_keeps_the_names_of_departments_and_people(
    graz: Somebody, world: World, journal: Journal
) -> None:
    plan = make(graz, world)['id']
    department = graz.post('/v1/departments', json={**place(world, 'graz'), 'name': 'Integration'}).json()['id']
    made = note(graz, 'plan-contacts', plan, department_id=department, next_step='Send them the draft', next_step_on='2099-01-01')
    assert (made['department_id'], made['next_step_on'], made['you_may']) == (department, '2099-01-01', ['update_plan_contact'])
    assert patch(graz, 'plan-contacts', made['id'], department_id=None, next_step='Call again').status_code == 200
    assert department not in str([each['changes'] for each in journal(made['id'])])


@pytest.mark.parametrize(
    ('path', 'fields', 'slug'),
    [
        ('needs-findings', {'plan_action_ids': ['of another plan']}, 'unknown-reference'),
        ('plan-consultations', {'person_id': 'of another city'}, 'unknown-reference'),
        ('plan-consultations', {'organisation_id': 'of nobody'}, 'unknown-reference'),
        ('plan-consultations', {'asked_on': '2099-01-01'}, 'future-date'),
        ('plan-consultations', {'answered_on': '2099-01-01'}, 'future-date'),
        ('plan-consultations', {'answered_on': '2026-02-28'}, 'ends-before-start'),
        ('plan-inventory-items', {'organisation_id': 'of nobody'}, 'unknown-reference'),
        ('plan-inventory-items', {'cell': {'commitment': 1, 'track': 5}}, 'cells-do-not-fit'),
        ('needs-assessments', {'starts_on': '2026-03-02', 'ends_on': '2026-03-01'}, 'ends-before-start'),
        ('plan-meetings', {'held_on': '2099-01-01'}, 'future-date'),
        ('plan-contacts', {'contacted_on': '2099-01-01'}, 'future-date'),
        ('plan-meetings', {'department_ids': ['of another city']}, 'unknown-reference'),
        ('plan-meetings', {'plan_action_ids': ['of another plan']}, 'unknown-reference'),
        ('plan-contacts', {'department_id': 'of another city'}, 'unknown-reference'),
        ('plan-contacts', {'person_id': 'of another city'}, 'unknown-reference'),
        ('plan-contacts', {'organisation_id': 'of nobody'}, 'unknown-reference'),
    ],
)
def test_what_does_not_fit_is_refused_when_it_is_noted_and_when_it_is_changed(
    graz: Somebody, bologna: Somebody, world: World, path: str, fields: dict[str, Any], slug: str
) -> None:
    plan, other = make(graz, world)['id'], make(graz, world)['id']
    theirs = bologna.post('/v1/departments', json={**place(world, 'bologna'), 'name': 'Integration'}).json()['id']
    meant = {'of another city': theirs, 'of another plan': set_up(graz, other)['id'], 'of nobody': plan}
    wish = {
        name: [meant[each] for each in value] if isinstance(value, list) else meant.get(str(value), value) for name, value in fields.items()
    }
    made = note(graz, path, plan)
    assert problem(graz.post(f'/v1/{path}', json=wish_of(graz, path, plan, **wish))) == (409, slug)
    assert problem(patch(graz, path, made['id'], **wish)) == (409, slug)
    assert graz.get(f'/v1/{path}/{made["id"]}').json() == made


@pytest.mark.parametrize('path', NOTES)
def test_nobody_but_the_city_notes_anything_even_where_its_plan_is_shared(
    everybody: dict[str, httpx.Client], world: World, path: str
) -> None:
    plan = make(everybody['graz'], world)['id']
    made = note(everybody['graz'], path, plan, shared_with='public')['id']
    wish = wish_of(everybody['graz'], path, plan)
    assert problem(everybody['office'].post(f'/v1/{path}', json=wish)) == (409, 'unknown-reference')
    act(everybody['graz'], plan, 'sharings', shared_with='public')
    for name in ('office', 'administrator', 'operator', 'bologna', 'adviser'):
        assert problem(everybody[name].post(f'/v1/{path}', json=wish)) == (403, 'role-does-not-allow'), name
        assert problem(patch(everybody[name], path, made, shared_with='nobody')) == (403, 'role-does-not-allow'), name
    assert note(everybody['its machine'], path, plan)['shared_with'] == 'nobody'


@pytest.mark.parametrize('path', NOTES)
def test_sharing_a_plan_shares_no_note_of_it(everybody: dict[str, httpx.Client], world: World, path: str) -> None:
    plan = make(everybody['graz'], world)['id']
    made = note(everybody['graz'], path, plan)['id']
    act(everybody['graz'], plan, 'sharings', shared_with='public')
    assert {name for name, client in everybody.items() if seen(client, path, made)} == {'graz', 'its machine'}


@pytest.mark.parametrize('shared_with', SHARED)
@pytest.mark.parametrize('path', NOTES)
def test_a_note_is_met_by_whom_it_is_shared_with_and_by_no_more_than_its_plan(
    everybody: dict[str, httpx.Client], world: World, path: str, shared_with: str
) -> None:
    graz = everybody['graz']
    plan = make(graz, world)['id']
    department = graz.post('/v1/departments', json={**place(world, 'graz'), 'name': 'Integration'}).json()['id']
    of_the_city: dict[str, dict[str, Any]] = {
        'plan-meetings': {'department_ids': [department]},
        'plan-contacts': {'department_id': department},
        'needs-findings': {'plan_action_ids': [set_up(graz, plan)['id']]},
    }
    inside = of_the_city.get(path, {})
    secrets = [each for value in inside.values() for each in (value if isinstance(value, list) else [value])]
    made = note(graz, path, plan, shared_with=shared_with, **inside)
    assert made['shared_with'] == 'nobody'
    values: list[dict[str, Any]] = [{name: [] if name.endswith('s') else None for name in inside}, inside]
    for value in values:
        assert patch(graz, path, made['id'], **value).status_code == 200
    act(graz, plan, 'sharings', shared_with='members')
    for name, client in everybody.items():
        sees = min(SHARED.index(shared_with), SHARED.index('members')) >= SHARED.index(SEES_FROM[name])
        assert seen(client, path, made['id']) == (EVERYWHERE if sees else []), name
        if sees and name not in {'graz', 'its machine'}:
            told = client.get(f'/v1/{path}/{made["id"]}').json()
            assert [each for each in secrets if each in str(told)] == []
            journalled = client.get('/v1/journal-entries', params={'subject_id': made['id']}).json()['items']
            assert journalled
            assert [each for each in secrets if each in str(journalled)] == []
            assert not told['you_may']
    patch(graz, path, made['id'], shared_with='nobody')
    assert {name for name, client in everybody.items() if seen(client, path, made['id'])} == {'graz', 'its machine'}
