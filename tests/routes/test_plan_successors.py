"""The plan that follows another: a draft of the city alone, with those of its actions that go on."""

from typing import Any

from tests.routes.conftest import Index, Journal, Somebody, World, problem
from tests.routes.test_plan_actions import do, moved, set_up
from tests.routes.test_plans import act, adopt, make


def test_a_plan_is_followed_by_a_draft_with_the_actions_that_go_on(graz: Somebody, world: World, journal: Journal, index: Index) -> None:
    former = make(graz, world, scope='both')
    kept, more = (set_up(graz, former['id'], 4, track, title=f'Number {track}', due_on='2026-02-01') for track in (1, 2))
    dropped = set_up(graz, former['id'], 5, 1, title='No more')
    moved(graz, kept['id'], stage='completed')
    adopt(graz, former['id'])
    act(graz, former['id'], 'sharings', shared_with='public')
    going_on = [{'plan_action_id': kept['id']}, {'plan_action_id': more['id'], 'origin': 'enhanced', 'due_on': '2099-01-01'}]
    answer = act(graz, former['id'], 'successors', title='Graz goes on', starts_on='2027-01-01', actions=going_on)
    assert answer.status_code == 201, answer.text
    plan = answer.json()
    assert (plan['stage'], plan['shared_with'], plan['predecessor_id']) == ('drafting', 'nobody', former['id'])
    assert (plan['aims'], plan['scope'], plan['adopted_by'], plan['adopted']) == (former['aims'], 'both', None, None)
    assert index(plan['id'])['audience_now'] == 'city_alone'
    actions = {each['title']: each for each in graz.get('/v1/plan-actions', params={'plan_id': plan['id']}).json()['items']}
    told = {title: (each['predecessor_id'], each['origin'], each['stage'], each['due_on']) for title, each in actions.items()}
    assert told == {
        'Number 1': (kept['id'], 'existing', 'planned', None),
        'Number 2': (more['id'], 'enhanced', 'planned', '2099-01-01'),
    }
    assert dropped['id'] not in {each['predecessor_id'] for each in actions.values()}
    assert [each['operation'] for each in journal(plan['id'])] == ['create_plan_successor']
    # The former plan stays as it is, and its actions.
    assert graz.get(f'/v1/plans/{former["id"]}').json()['stage'] == 'adopted'
    assert graz.get(f'/v1/plan-actions/{kept["id"]}').json()['stage'] == 'completed'


def test_what_a_plan_follows_is_the_citys_to_know(graz: Somebody, bologna: Somebody, world: World) -> None:
    former = make(graz, world)['id']
    action = set_up(graz, former)['id']
    adopt(graz, former)
    plan = act(graz, former, 'successors', title='Graz goes on', actions=[{'plan_action_id': action}]).json()['id']
    act(graz, plan, 'sharings', shared_with='members')
    assert bologna.get(f'/v1/plans/{plan}').json()['predecessor_id'] is None
    assert [each['predecessor_id'] for each in bologna.get('/v1/plan-actions', params={'plan_id': plan}).json()['items']] == [None]
    assert problem(act(bologna, former, 'successors', title='Ours')) == (404, 'not-found')


def test_an_action_that_was_held_back_is_held_back_in_the_plan_that_follows(graz: Somebody, bologna: Somebody, world: World) -> None:
    former = make(graz, world)['id']
    action = set_up(graz, former)['id']
    do(graz, action, 'sharings', shared_with='nobody')
    adopt(graz, former)
    plan = act(graz, former, 'successors', title='Graz goes on', actions=[{'plan_action_id': action}]).json()['id']
    act(graz, plan, 'sharings', shared_with='public')
    assert bologna.get('/v1/plan-actions', params={'plan_id': plan}).json()['items'] == []


def test_what_has_no_successor_is_refused(graz: Somebody, office: Somebody, world: World) -> None:
    draft, other = make(graz, world)['id'], make(graz, world)['id']
    assert problem(act(graz, draft, 'successors', title='Too early')) == (409, 'stage-does-not-allow')
    foreign, own = set_up(graz, other)['id'], set_up(graz, draft)['id']
    adopt(graz, draft)
    assert 'create_plan_successor' in graz.get(f'/v1/plans/{draft}').json()['you_may']
    refused = act(graz, draft, 'successors', title='Mixed up', actions=[{'plan_action_id': foreign}])
    assert problem(refused) == (409, 'unknown-reference')
    twice = [{'plan_action_id': own}, {'plan_action_id': own}]
    assert problem(act(graz, draft, 'successors', title='Twice', actions=twice)) == (409, 'unknown-reference')
    back = [{'plan_action_id': own, 'starts_on': '2027-02-01', 'due_on': '2027-01-01'}]
    assert problem(act(graz, draft, 'successors', title='Backwards', actions=back)) == (409, 'ends-before-start')
    period = {'starts_on': '2027-02-01', 'ends_on': '2027-01-01'}
    assert problem(act(graz, draft, 'successors', '*', title='Backwards', **period)) == (409, 'ends-before-start')
    act(graz, draft, 'sharings', shared_with='office')
    assert problem(act(office, draft, 'successors', title='Of the office')) == (403, 'role-does-not-allow')


def evaluated(graz: Somebody, plan: str, track: int, evaluation: str | None, **fields: object) -> str:
    action = str(set_up(graz, plan, 4, track, title=f'{evaluation} {track}', **fields)['id'])
    if evaluation:
        said = {'evaluation': evaluation, 'evaluation_note': 'Said at the round table.'}
        assert graz.patch(f'/v1/plan-actions/{action}', json=said, headers={'If-Match': '*'}).status_code == 200
    return action


def going_on(graz: Somebody, plan: str) -> dict[str, tuple[str, str | None, str | None]]:
    """Return the actions of a plan by the one they follow: their origin and days."""
    actions = graz.get('/v1/plan-actions', params={'plan_id': plan}).json()['items']
    return {each['predecessor_id']: (each['origin'], each['starts_on'], each['due_on']) for each in actions}


def test_without_a_list_what_was_evaluated_to_be_kept_or_changed_goes_on(graz: Somebody, world: World) -> None:
    former = make(graz, world, starts_on='2026-01-01')['id']
    kept, changed = evaluated(graz, former, 1, 'keep', due_on='2026-06-30'), evaluated(graz, former, 2, 'change')
    evaluated(graz, former, 3, 'drop')
    asked_nobody = evaluated(graz, former, 4, None)
    done = evaluated(graz, former, 1, 'keep')
    moved(graz, done, stage='completed')
    adopt(graz, former)
    body = {'title': 'Graz goes on', 'starts_on': '2029-01-01'}
    tried = graz.post(f'/v1/plans/{former}/successors', params={'dry_run': 'true'}, json=body, headers={'If-Match': '*'})
    counts = {each['subject_type']: each['count'] for each in tried.json()['changes']}
    assert (tried.status_code, counts) == (202, {'plan': 1, 'plan_action': 3})
    answer = act(graz, former, 'successors', **body)
    assert answer.status_code == 201, answer.text
    plan = answer.json()
    assert plan['not_evaluated'] == [asked_nobody]
    assert going_on(graz, plan['id']) == {kept: ('existing', None, None), changed: ('enhanced', None, None), done: ('existing', None, None)}
    # The copy is evaluated anew, and the answer is the plan as it is read, with what it tells of the former one.
    actions = graz.get('/v1/plan-actions', params={'plan_id': plan['id']}).json()['items']
    assert {(each['evaluation'], each['evaluation_note'], each['stage']) for each in actions} == {(None, None, 'planned')}
    read = graz.get(f'/v1/plans/{plan["id"]}')
    assert (read.headers['etag'], {**read.json(), 'not_evaluated': [asked_nobody]}) == (answer.headers['etag'], plan)


def test_an_empty_list_takes_nothing_over_and_a_list_goes_before_the_evaluation(graz: Somebody, world: World) -> None:
    former = make(graz, world)['id']
    dropped, asked_nobody = evaluated(graz, former, 1, 'drop'), evaluated(graz, former, 2, None)
    evaluated(graz, former, 3, 'keep')
    adopt(graz, former)
    none = act(graz, former, 'successors', title='Anew', actions=[]).json()
    assert (going_on(graz, none['id']), none['not_evaluated']) == ({}, [asked_nobody])
    both = [{'plan_action_id': dropped}, {'plan_action_id': asked_nobody, 'origin': 'enhanced'}]
    chosen = act(graz, former, 'successors', title='Against all advice', actions=both).json()
    assert going_on(graz, chosen['id']) == {dropped: ('existing', None, None), asked_nobody: ('enhanced', None, None)}
    assert chosen['not_evaluated'] == []


def test_days_keep_their_distance_from_the_first_day_of_the_plan_or_are_as_they_are_named(graz: Somebody, world: World) -> None:
    former = make(graz, world, starts_on='2026-01-01')['id']
    whole = evaluated(graz, former, 1, 'keep', starts_on='2026-02-01', due_on='2028-12-31')
    leap = evaluated(graz, former, 2, 'keep', due_on='2028-02-29')
    undated = evaluated(graz, former, 3, 'keep')
    adopt(graz, former)
    shifts: dict[str, Any] = {'title': 'Graz goes on', 'starts_on': '2029-01-01', 'shift_dates': True}
    assert going_on(graz, act(graz, former, 'successors', **shifts).json()['id']) == {
        whole: ('existing', '2029-02-01', '2031-12-31'),
        leap: ('existing', None, '2031-02-28'),
        undated: ('existing', None, None),
    }
    named = [{'plan_action_id': whole, 'due_on': '2030-06-30'}, {'plan_action_id': leap}]
    assert going_on(graz, act(graz, former, 'successors', **shifts, actions=named).json()['id']) == {
        whole: ('existing', '2029-02-01', '2030-06-30'),
        leap: ('existing', None, '2031-02-28'),
    }
    backwards = [{'plan_action_id': whole, 'due_on': '2029-01-15'}]
    assert problem(act(graz, former, 'successors', **shifts, actions=backwards)) == (409, 'ends-before-start')
    without_a_day = act(graz, former, 'successors', title='Some day', shift_dates=True).json()['id']
    assert set(going_on(graz, without_a_day).values()) == {('existing', None, None)}
