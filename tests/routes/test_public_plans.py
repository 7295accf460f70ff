"""What strangers see of a city's plan: what it shares with everybody, and nothing else, at once and no longer."""

import httpx
import pytest

from api.plan_frames import FRAMES
from tests.routes.conftest import Somebody, World, problem
from tests.routes.test_good_practices import publish, put
from tests.routes.test_plan_actions import do, set_up
from tests.routes.test_plan_follow_up import NOTES, note, patch
from tests.routes.test_plans import SHARED, act, adopt, make

PATH = '/v1/public/cities/graz/plan'
# Words that are the city's own, whatever it shares: of its people, departments and money.
KEPT = ('budget', 'responsible', 'department', 'political_head', 'you_may', 'plan_action_id', 'shared_with')


def test_strangers_see_a_plan_from_the_last_rung_of_the_ladder_on(graz: Somebody, http: httpx.Client, world: World) -> None:
    plan = make(graz, world, starts_on='2026-01-01', ends_on='2029-01-01')['id']
    set_up(graz, plan, 7, 3, further_cells=[{'commitment': 10, 'track': 3}], budget_note='A thousand.')
    assert adopt(graz, plan).status_code == 200
    for shared_with in (*SHARED, 'nobody', 'public', 'members'):
        assert act(graz, plan, 'sharings', shared_with=shared_with).status_code == 200
        for path in (PATH, f'{PATH}/schema.jsonld'):
            answer = http.get(path)
            if shared_with == 'public':
                assert answer.status_code == 200, answer.text
                assert 'Train the police' in answer.text
                assert [word for word in KEPT if word in answer.text] == []
            else:
                assert problem(answer) == (404, 'not-found'), shared_with


def test_the_decision_is_told_with_its_paper_and_who_signed_it(graz: Somebody, http: httpx.Client, world: World) -> None:
    plan = make(graz, world)['id']
    paper = 'https://graz.example.org/council/2026-11'
    decided = {'decision_reference': 'A 8 - 1/2026', 'decision_url': paper, 'signed_by': 'The mayor', 'signed_on': '2026-01-20'}
    assert adopt(graz, plan, **decided).status_code == 200
    assert act(graz, plan, 'sharings', shared_with='public').status_code == 200
    told = http.get(PATH).json()
    assert {name: told[name] for name in decided} == decided


def test_only_public_actions_and_practices_are_told_and_counted(graz: Somebody, http: httpx.Client, world: World) -> None:
    plan = make(graz, world)['id']
    open_one = set_up(graz, plan, 7, 3, title='Ask tenants', further_cells=[{'commitment': 7, 'track': 4}])['id']
    held_back = set_up(graz, plan, 1, 1, title='Not for all')['id']
    assert act(graz, plan, 'sharings', shared_with='public').status_code == 200
    assert do(graz, held_back, 'sharings', shared_with='members').status_code == 200
    assert publish(graz, open_one, title='Tenants tell', shared_with='public').status_code == 201
    inside = publish(graz, open_one, title='For members', shared_with='members').json()['id']
    told = http.get(PATH, headers={'Accept-Language': 'de'}).json()
    assert [each['title'] for each in told['actions']] == ['Ask tenants']
    assert [each['title'] for each in told['practices']] == ['Tenants tell']
    counts = {(each['cell']['commitment'], each['cell']['track']): each['actions'] for each in told['coverage']['cells']}
    assert counts == {cell: int(cell in {(7, 3), (7, 4)}) for cell in FRAMES['ten_points'].cells}
    assert [each['actions'] for each in told['coverage']['commitments']] == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0]
    assert told['coverage']['tracks'][0]['name'] == 'Information und Beratung'
    before = http.get(PATH)
    assert http.get(PATH, headers={'If-None-Match': before.headers['ETag']}).status_code == 304
    assert put(graz, inside, 'publications', shared_with='public').status_code == 200
    assert http.get(PATH, headers={'If-None-Match': before.headers['ETag']}).status_code == 200
    assert do(graz, open_one, 'sharings', shared_with='nobody').status_code == 200
    gone = http.get(PATH, headers={'If-None-Match': before.headers['ETag']}).json()
    assert (gone['actions'], gone['practices']) == ([], [])


@pytest.mark.parametrize('path', NOTES)
def test_a_note_is_told_when_it_is_shared_with_everybody_by_itself(graz: Somebody, http: httpx.Client, world: World, path: str) -> None:
    plan = make(graz, world)['id']
    assert act(graz, plan, 'sharings', shared_with='public').status_code == 200
    assert all(not notes for notes in http.get(PATH).json()['notes'].values())
    note(graz, path, plan, shared_with='members')
    shared = note(graz, path, plan, shared_with='public')
    told = {kind: notes for kind, notes in http.get(PATH).json()['notes'].items() if notes}
    [[public]] = told.values()
    assert public == {name: shared[name] for name in public}
    assert not {'shared_with', 'person_id', 'department_ids', 'plan_action_ids'} & set(public)
    assert patch(graz, path, shared['id'], shared_with='nobody').status_code == 200
    assert all(not notes for notes in http.get(PATH).json()['notes'].values())


def test_what_is_there_is_told_with_its_place_in_the_frame(graz: Somebody, http: httpx.Client, world: World) -> None:
    plan = make(graz, world)['id']
    assert act(graz, plan, 'sharings', shared_with='public').status_code == 200
    note(graz, 'plan-inventory-items', plan, shared_with='public', cell={'commitment': 3, 'track': 2}, url='https://help.example.org')
    [there] = http.get(PATH).json()['notes']['inventory']
    assert (there['cell'], there['url']) == ({'commitment': 3, 'track': 2}, 'https://help.example.org')


@pytest.mark.parametrize('cell', FRAMES['ten_points'].cells)
def test_whichever_cell_an_action_is_in_it_is_counted_there_alone(
    graz: Somebody, http: httpx.Client, world: World, cell: tuple[int, int]
) -> None:
    plan = make(graz, world)['id']
    set_up(graz, plan, *cell)
    assert act(graz, plan, 'sharings', shared_with='public').status_code == 200
    covered = [each['cell'] for each in http.get(PATH).json()['coverage']['cells'] if each['actions']]
    assert covered == [{'commitment': cell[0], 'track': cell[1]}]


def test_the_plan_that_is_not_superseded_is_the_one_that_is_told(graz: Somebody, http: httpx.Client, world: World) -> None:
    for title in ('The first', 'The second'):
        plan = make(graz, world, title=title)['id']
        assert act(graz, plan, 'sharings', shared_with='public').status_code == 200
        assert http.get(PATH).json()['title'] == title
    assert problem(http.get('/v1/public/cities/bologna/plan')) == (404, 'not-found')
    assert problem(http.get('/v1/public/cities/nowhere/plan')) == (404, 'not-found')
