"""What a city asks before and while it carries its plan out, as its callers see it: what it found, who advised it, what is there."""

from typing import Any

import httpx
import pytest

from tests.routes.conftest import Index, Journal, Somebody, World, problem
from tests.routes.test_plan_actions import set_up
from tests.routes.test_plan_follow_up import NOTES, note, patch
from tests.routes.test_plans import act, everybody, make

__all__ = ['everybody']


def listed(client: httpx.Client, path: str, **params: object) -> list[str]:
    found = client.get(f'/v1/{path}', params={name: str(value) for name, value in params.items()})
    assert found.status_code == 200, found.text
    return [each['id'] for each in found.json()['items']]


def test_a_city_asks_and_finds_and_the_finding_leads_to_actions(graz: Somebody, world: World, journal: Journal, index: Index) -> None:
    plan = make(graz, world)['id']
    first, second = (set_up(graz, plan, commitment)['id'] for commitment in (7, 8))
    asked = note(graz, 'needs-assessments', plan, starts_on='2026-02-01', ends_on='2026-02-28', participant_count=40)
    assert (asked['method'], asked['participant_count'], asked['shared_with'], asked['you_may']) == (
        'survey', 40, 'nobody', ['update_needs_assessment'],
    )  # fmt: skip
    found = note(graz, 'needs-findings', plan, needs_assessment_id=asked['id'], plan_action_ids=[first, first])
    assert (found['needs_assessment_id'], found['plan_action_ids'], found['you_may']) == (asked['id'], [first], ['update_needs_finding'])
    changed = patch(graz, 'needs-findings', found['id'], plan_action_ids=[first, second])
    assert changed.json()['plan_action_ids'] == [first, second]
    assert [each['operation'] for each in journal(found['id'])] == ['create_needs_finding', 'update_needs_finding']
    # Which actions it led to is named in the history, and not told: a finding may be shared.
    told = str([each['changes'] for each in journal(found['id'])])
    assert (first in told, second in told) == (False, False)
    assert {index(each)['audience_now'] for each in (asked['id'], found['id'])} == {'city_alone'}


def test_a_finding_is_of_an_assessment_of_the_same_plan(graz: Somebody, bologna: Somebody, world: World) -> None:
    plan, other = make(graz, world)['id'], make(graz, world)['id']
    theirs = note(bologna, 'needs-assessments', make(bologna, world, city_id=str(world.cities['bologna']))['id'])['id']
    for assessment in (note(graz, 'needs-assessments', other)['id'], theirs, plan):
        wish = {'plan_id': plan, **NOTES['needs-findings'], 'needs_assessment_id': assessment}
        assert problem(graz.post('/v1/needs-findings', json=wish)) == (409, 'unknown-reference')


def test_assessments_come_latest_first_and_findings_by_their_assessment_and_action(graz: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']
    days: tuple[dict[str, Any], ...] = ({'starts_on': '2026-01-05'}, {}, {'starts_on': '2026-02-05', 'method': 'hearing'})
    first, undated, last = (note(graz, 'needs-assessments', plan, **day)['id'] for day in days)
    assert listed(graz, 'needs-assessments', plan_id=plan) == [undated, last, first]
    assert listed(graz, 'needs-assessments', method='hearing') == [last]
    led = note(graz, 'needs-findings', plan, needs_assessment_id=first, plan_action_ids=[action])['id']
    other = note(graz, 'needs-findings', plan, needs_assessment_id=last)['id']
    assert listed(graz, 'needs-findings', plan_id=plan) == [led, other]
    assert listed(graz, 'needs-findings', needs_assessment_id=last) == [other]
    assert listed(graz, 'needs-findings', plan_action_id=action) == [led]
    assert listed(graz, 'needs-findings', city_id=world.cities['bologna']) == []


def test_nobody_else_finds_a_shared_finding_by_the_action_it_led_to(everybody: dict[str, httpx.Client], world: World) -> None:
    graz = everybody['graz']
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']
    led = note(graz, 'needs-findings', plan, plan_action_ids=[action], shared_with='public')['id']
    act(graz, plan, 'sharings', shared_with='public')
    for name, client in everybody.items():
        own = name in {'graz', 'its machine'}
        assert listed(client, 'needs-findings', plan_action_id=action) == ([led] if own else []), name
        assert client.get(f'/v1/needs-findings/{led}').json()['plan_action_ids'] == ([action] if own else []), name


def test_a_draft_goes_round_and_the_comment_and_what_came_of_it_are_noted(graz: Somebody, office: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    person = graz.post(
        '/v1/people',
        json={'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'name': 'Ada', 'mail': 'ada@graz.example'},
    ).json()['id']
    asked = note(graz, 'plan-consultations', plan, answer=None, person_id=person)
    assert (asked['answered_on'], asked['answer'], asked['you_may']) == (None, None, ['update_plan_consultation'])
    answered = {'answered_on': '2026-03-01', 'answer': 'Name it.', 'what_came_of_it': 'We do.'}
    changed = patch(graz, 'plan-consultations', asked['id'], **answered, shared_with='office').json()
    assert {name: changed[name] for name in answered} == answered
    later = note(graz, 'plan-consultations', plan, kind='scientific_advice', asked_on='2026-03-05')['id']
    assert listed(graz, 'plan-consultations', plan_id=plan) == [later, asked['id']]
    assert listed(graz, 'plan-consultations', kind='draft_circulated') == [asked['id']]
    act(graz, plan, 'sharings', shared_with='office')
    told = office.get(f'/v1/plan-consultations/{asked["id"]}').json()
    assert (told['of_whom'], told['answer'], told['person_id']) == ('Tenants’ union', 'Name it.', None)


def test_what_is_there_already_is_listed_by_name_and_by_cell(graz: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    cell = {'commitment': 3, 'track': 1}
    placed = note(graz, 'plan-inventory-items', plan, name='Österreichische Beratung', cell=cell, url='https://example.org/')
    other = note(graz, 'plan-inventory-items', plan, name='Zara', kind='organisation')['id']
    assert (placed['cell'], placed['you_may']) == (cell, ['update_plan_inventory_item'])
    assert listed(graz, 'plan-inventory-items', plan_id=plan) == [placed['id'], other]
    assert listed(graz, 'plan-inventory-items', commitment=3) == listed(graz, 'plan-inventory-items', track=1) == [placed['id']]
    assert listed(graz, 'plan-inventory-items', commitment=3, track=2) == []
    assert listed(graz, 'plan-inventory-items', kind='organisation') == [other]
    assert patch(graz, 'plan-inventory-items', placed['id'], cell=None, name='Zuflucht').json()['cell'] is None
    assert listed(graz, 'plan-inventory-items', plan_id=plan) == [other, placed['id']]


@pytest.mark.parametrize('path', ['needs-assessments', 'needs-findings', 'plan-consultations', 'plan-inventory-items'])
def test_what_was_asked_goes_with_no_plan_and_is_taken_back_with_it(everybody: dict[str, httpx.Client], world: World, path: str) -> None:
    graz = everybody['graz']
    plan = make(graz, world)['id']
    made = note(graz, path, plan, shared_with='members')['id']
    act(graz, plan, 'sharings', shared_with='members')
    assert listed(everybody['bologna'], path) == [made]
    act(graz, plan, 'sharings', shared_with='office')
    assert (listed(everybody['office'], path), listed(everybody['bologna'], path)) == ([made], [])
    act(graz, plan, 'sharings', shared_with='nobody')
    assert listed(everybody['office'], path) == []
    assert listed(graz, path) == [made]
