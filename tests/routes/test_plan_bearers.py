"""Who carries a plan, and with what: the city's to know, and to change while the plan goes on; who signs it, and where its paper is."""

from typing import Any

import httpx
import pytest

from tests.routes.acts import made
from tests.routes.conftest import Journal, SignedIn, Somebody, World, problem
from tests.routes.test_plan_actions import set_up
from tests.routes.test_plans import act, adopt, everybody, make

__all__ = ['everybody']
NOWHERE = '0199a5c0-0000-7000-8000-000000000000'
PAPER = 'https://council.graz.example/papers/12'


def place(world: World, city: str = 'graz') -> dict[str, str]:
    return {'network_id': str(world.network), 'city_id': str(world.cities[city])}


def person(client: httpx.Client, world: World, name: str) -> str:
    mail = f'{name.lower()}@graz.example'
    return str(made(client.post('/v1/people', json={**place(world), 'name': name, 'mail': mail}))['id'])


def change(client: httpx.Client, plan: str, **fields: object) -> httpx.Response:
    return client.patch(f'/v1/plans/{plan}', json=fields, headers={'If-Match': '*'})


@pytest.fixture
def borne(graz: Somebody, world: World) -> dict[str, Any]:
    """Return what a plan of Graz says of who carries it, and with what."""
    unit = made(graz.post('/v1/departments', json={**place(world), 'name': 'Housing office'}))['id']
    return {
        'coordination_team_ids': [person(graz, world, 'Pia'), person(graz, world, 'Ada')],
        'department_ids': [unit],
        'steering_committee_ids': [person(graz, world, 'Eva')],
        'steering_committee': 'The mayor, two departments, three organisations.',
        'resources': 'Two posts and 40 000 € a year.',
    }


def test_who_carries_a_plan_is_kept_each_once_and_the_journal_tells_none_of_it(
    graz: Somebody, world: World, borne: dict[str, Any], journal: Journal
) -> None:
    twice = {name: [*value, *value] if isinstance(value, list) else value for name, value in borne.items()}
    plan = make(graz, world, **twice)
    assert {name: plan[name] for name in borne} == borne
    changed = change(graz, plan['id'], coordination_team_ids=borne['coordination_team_ids'][:1], resources='One post.').json()
    assert (changed['coordination_team_ids'], changed['resources']) == (borne['coordination_team_ids'][:1], 'One post.')
    assert (changed['steering_committee'], changed['department_ids']) == (borne['steering_committee'], borne['department_ids'])
    written = [(entry['operation'], sorted(entry['personal_columns']), set(entry['changes']) & set(borne)) for entry in journal(plan['id'])]
    assert written == [
        ('create_plan', sorted(borne), set()),
        ('update_plan', ['coordination_team_ids', 'resources'], set()),
    ]


def test_who_carries_a_plan_is_told_to_nobody_it_is_shared_with(
    everybody: dict[str, httpx.Client], http: httpx.Client, world: World, borne: dict[str, Any]
) -> None:
    graz = everybody['graz']
    plan = make(graz, world, **borne)['id']
    change(graz, plan, resources='Three posts.')
    adopt(graz, plan)
    act(graz, plan, 'sharings', shared_with='public')
    said = [*borne['coordination_team_ids'], *borne['steering_committee_ids'], *borne['department_ids'], 'three organisations', 'posts']
    for name, client in {**everybody, 'nobody': http}.items():
        whole = ''.join(
            client.get(path).text
            for path in (
                f'/v1/plans/{plan}', '/v1/plans', '/v1/changes?subject_type=plan', f'/v1/journal-entries?subject_id={plan}',
                f'/v1/plans/{plan}/file.docx', '/v1/public/cities/graz/plan',
            )
        )  # fmt: skip
        assert [word for word in said if word in whole] == ([] if name not in {'graz', 'its machine'} else said), name
        if name not in {'graz', 'its machine', 'nobody'}:
            left = client.get(f'/v1/plans/{plan}').json()
            assert [left[field] for field in borne] == [[], [], [], None, None], name


@pytest.mark.parametrize(
    ('field', 'named'),
    [
        ('coordination_team_ids', 'a person of Bologna'),
        ('coordination_team_ids', NOWHERE),
        ('steering_committee_ids', 'a person of Bologna'),
        ('steering_committee_ids', NOWHERE),
        ('department_ids', 'a department of Bologna'),
        ('department_ids', NOWHERE),
    ],
)
def test_whom_one_may_not_know_of_carries_no_plan(graz: Somebody, bologna: Somebody, world: World, field: str, named: str) -> None:
    theirs = place(world, 'bologna')
    if named.startswith('a person'):
        named = made(bologna.post('/v1/people', json={**theirs, 'name': 'Nino', 'mail': 'nino@example.org'}))['id']
    elif named.startswith('a department'):
        named = made(bologna.post('/v1/departments', json={**theirs, 'name': 'Casa'}))['id']
    plan = make(graz, world)
    refused = [
        graz.post('/v1/plans', json={**place(world), 'title': 'Ours', field: [named]}),
        change(graz, plan['id'], **{field: [named]}),
    ]
    for answer in refused:
        assert problem(answer) == (409, 'unknown-reference')
        assert answer.json()['errors'][0]['pointer'] == f'/{field}'
    assert graz.get(f'/v1/plans/{plan["id"]}').json() == plan


def test_what_was_adopted_stays_and_who_carries_it_changes_within_its_years(graz: Somebody, world: World, borne: dict[str, Any]) -> None:
    plan = make(graz, world, **borne)['id']
    adopted = adopt(graz, plan).json()
    later = {'coordination_team_ids': borne['steering_committee_ids'], 'political_head_id': borne['steering_committee_ids'][0]}
    changed = change(graz, plan, **later, resources='Three posts.', steering_committee=None)
    assert changed.status_code == 200, changed.text
    assert (changed.json()['resources'], changed.json()['steering_committee']) == ('Three posts.', None)
    assert (changed.json()['adopted'], changed.json()['sha256']) == (adopted['adopted'], adopted['sha256'])
    for field in ({'title': 'Another'}, {'aims': None}, {'starts_on': '2026-01-01'}, {'scope': 'both', 'resources': 'Four posts.'}):
        assert problem(change(graz, plan, **field)) == (409, 'plan-adopted')
    # None of it is a part of what was adopted: of texts that may name anybody that holds one.
    assert not set(adopted['adopted']) & {*borne, 'signed_by', 'political_head_id'}


def test_a_plan_is_signed_once_it_was_adopted_and_its_paper_is_known_before(graz: Somebody, bologna: Somebody, world: World) -> None:
    plan = make(graz, world, decision_url=PAPER, signed_by='The mayor')['id']
    assert problem(change(graz, plan, signed_on='2026-01-20')) == (409, 'stage-does-not-allow')
    assert problem(adopt(graz, plan, signed_on='2999-01-01')) == (409, 'future-date')
    adopted = adopt(graz, plan, decision_reference='GR 12/2026').json()
    signature = ('decision_reference', 'decision_url', 'signed_by', 'signed_on')
    assert [adopted[name] for name in signature] == ['GR 12/2026', PAPER, 'The mayor', None]
    assert problem(change(graz, plan, signed_on='2999-01-01')) == (409, 'future-date')
    assert change(graz, plan, signed_on='2026-01-20', signed_by='Elke Example, mayor').status_code == 200
    act(graz, plan, 'sharings', shared_with='members')
    seen = bologna.get(f'/v1/plans/{plan}').json()
    assert [seen[name] for name in signature] == ['GR 12/2026', PAPER, 'Elke Example, mayor', '2026-01-20']
    at_once = make(graz, world)['id']
    signed = adopt(graz, at_once, decision_url=PAPER, signed_by='The mayor', signed_on='2026-01-15').json()
    assert [signed[name] for name in signature] == [None, PAPER, 'The mayor', '2026-01-15']


@pytest.mark.parametrize('url', ['council.graz.example', 'javascript:alert(1)', 'https://a b.example'])
def test_a_paper_is_at_an_address_of_the_web(graz: Somebody, world: World, url: str) -> None:
    plan = make(graz, world)['id']
    assert adopt(graz, plan, decision_url=url).status_code == 422
    assert change(graz, plan, decision_url=url).status_code == 422


def test_the_plan_that_follows_is_carried_by_the_same_and_signed_by_nobody_yet(
    graz: Somebody, world: World, borne: dict[str, Any], journal: Journal
) -> None:
    former = make(graz, world, **borne)['id']
    action = set_up(graz, former)['id']
    adopt(graz, former, signed_by='The mayor', signed_on='2026-01-15', decision_url=PAPER)
    answer = act(graz, former, 'successors', title='Graz goes on', actions=[{'plan_action_id': action}])
    assert answer.status_code == 201, answer.text
    assert {name: answer.json()[name] for name in borne} == borne
    assert [answer.json()[name] for name in ('signed_by', 'signed_on', 'decision_url', 'decision_reference')] == [None] * 4
    (entry,) = journal(answer.json()['id'])
    assert set(borne) <= set(entry['personal_columns'])
    assert not set(borne) & set(entry['changes'])


def test_whoever_is_erased_leaves_the_lists_of_a_plan(
    graz: Somebody, signed_in: SignedIn, world: World, borne: dict[str, Any], journal: Journal
) -> None:
    plan = make(graz, world, **borne)
    gone, stays = borne['coordination_team_ids']
    other = make(graz, world, steering_committee_ids=[stays])
    erased = signed_in('office_admin').post(f'/v1/people/{gone}/erasures', json={'reason': 'Asked to.'}, headers={'If-Match': '*'})
    assert erased.status_code == 200, erased.text
    left = graz.get(f'/v1/plans/{plan["id"]}').json()
    assert (left['coordination_team_ids'], left['steering_committee_ids']) == ([stays], borne['steering_committee_ids'])
    assert left['version'] == plan['version'] + 1
    assert graz.get(f'/v1/plans/{other["id"]}').json() == other
    entry = journal(plan['id'])[-1]
    assert (entry['operation'], entry['personal_columns']) == ('erase_person', ['coordination_team_ids'])
    assert gone not in str(entry['changes'])
    assert plan['id'] in str(graz.get('/v1/changes', params={'subject_type': 'plan'}).json()['items'][-1])
