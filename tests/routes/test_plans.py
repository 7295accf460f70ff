"""Action plans as their callers see them: the own city alone, until it shares them."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.database import Database
from tests.routes.conftest import ClientFor, Index, Journal, SignedIn, Somebody, World, problem

SHARED = ('nobody', 'office', 'advisers', 'members', 'public')
# From which step of sharing on they see a plan.
SEES_FROM = {
    'graz': 'nobody', 'its machine': 'nobody', 'office': 'office', 'administrator': 'office', 'operator': 'office',
    'adviser': 'advisers', 'bologna': 'members', 'board': 'members', 'another network': 'public',
}  # fmt: skip


@pytest.fixture
def everybody(
    office: Somebody, graz: Somebody, bologna: Somebody, client_for: ClientFor, signed_in: SignedIn, world: World
) -> dict[str, httpx.Client]:
    return {
        'graz': graz,
        'its machine': client_for(city='graz'),
        'office': office,
        'administrator': signed_in('office_admin'),
        'operator': client_for(everywhere=True),
        'adviser': signed_in('scientific_advisor'),
        'bologna': bologna,
        'board': signed_in('board_member'),
        'another network': client_for(network=world.other_network),
    }


def make(client: httpx.Client, world: World, **fields: object) -> dict[str, Any]:
    wish = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Graz for all', 'aims': 'Name racism.'}
    answer = client.post('/v1/plans', json={**wish, **fields})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def act(client: httpx.Client, plan: object, what: str, version: str = '*', **fields: object) -> httpx.Response:
    return client.post(f'/v1/plans/{plan}/{what}', json=fields, headers={'If-Match': version})


def adopt(client: httpx.Client, plan: object, **fields: object) -> httpx.Response:
    decided = {'adopted_by': 'City council', 'adopted_on': '2026-01-15', **fields}
    return client.post(f'/v1/plans/{plan}/adoptions', json=decided, headers={'If-Match': '*'})


def _traces(client: httpx.Client, plan: str) -> Iterator[str]:
    """Yield where a caller meets a plan: read, listed, in the feed, in the journal."""
    if client.get(f'/v1/plans/{plan}').status_code == 200:
        yield 'read'
    if plan in [each['id'] for each in client.get('/v1/plans').json()['items']]:
        yield 'listed'
    changes = client.get('/v1/changes', params={'limit': 1000, 'subject_type': 'plan'}).json()['items']
    if plan in json.dumps(changes):
        yield 'in the feed'
    if plan in client.get('/v1/journal-entries', params={'subject_id': plan}).text.replace(f'subject_id={plan}', ''):
        yield 'in the journal'


def test_a_city_begins_its_plan_and_sees_it(graz: Somebody, world: World, journal: Journal, index: Index) -> None:
    plan = make(graz, world, starts_on='2026-01-01', ends_on='2029-01-01', scope='both', use='long_term_strategy')
    assert (plan['stage'], plan['shared_with'], plan['frame'], plan['adopted']) == ('drafting', 'nobody', 'ten_points', None)
    assert plan['you_may'] == ['update_plan', 'adopt_plan', 'move_plan', 'create_plan_action', 'create_indicator', 'share_plan']
    assert graz.get(f'/v1/plans/{plan["id"]}').json() == plan
    assert [entry['operation'] for entry in journal(plan['id'])] == ['create_plan']
    assert index(plan['id'])['audience_now'] == 'city_alone'


@pytest.mark.parametrize('shared_with', SHARED)
def test_a_plan_is_met_by_whom_it_is_shared_with_and_by_nobody_else(
    everybody: dict[str, httpx.Client], world: World, shared_with: str
) -> None:
    plan = make(everybody['graz'], world)['id']
    assert adopt(everybody['graz'], plan).status_code == 200
    assert act(everybody['graz'], plan, 'moves', stage='in_force').status_code == 200
    if shared_with != 'nobody':
        shared = act(everybody['graz'], plan, 'sharings', shared_with=shared_with)
        assert (shared.status_code, shared.json()['shared_with']) == (200, shared_with)
    for name, client in everybody.items():
        seen = SHARED.index(shared_with) >= SHARED.index(SEES_FROM[name])
        assert list(_traces(client, plan)) == (['read', 'listed', 'in the feed', 'in the journal'] if seen else []), name


def test_what_was_written_before_it_was_shared_stays_out_of_the_history_that_others_read(
    everybody: dict[str, httpx.Client], world: World
) -> None:
    graz, office = everybody['graz'], everybody['administrator']
    plan = make(graz, world, aims='The mayor is afraid.')['id']
    graz.patch(f'/v1/plans/{plan}', json={'aims': 'Name racism.'}, headers={'If-Match': '*'})
    act(graz, plan, 'sharings', shared_with='office')
    told = office.get('/v1/journal-entries', params={'subject_id': plan})
    assert 'Name racism.' not in told.text
    assert 'afraid' not in told.text
    assert 'afraid' in graz.get('/v1/journal-entries', params={'subject_id': plan}).text


def test_whoever_saw_a_plan_is_told_that_it_was_taken_back(everybody: dict[str, httpx.Client], world: World) -> None:
    graz, office, bologna = (everybody[name] for name in ('graz', 'office', 'bologna'))
    plan = make(graz, world)['id']
    act(graz, plan, 'sharings', shared_with='office')
    act(graz, plan, 'sharings', shared_with='nobody')
    assert problem(office.get(f'/v1/plans/{plan}')) == (404, 'not-found')
    feed = [
        [(each['subject']['id'], each['deleted']) for each in client.get('/v1/changes?subject_type=plan').json()['items']]
        for client in (office, bologna)
    ]
    assert feed == [[(plan, True)], []]


def test_what_is_adopted_is_kept_with_its_hash_and_changed_by_nobody(graz: Somebody, world: World, database: Database) -> None:
    plan = make(graz, world)['id']
    adopted = adopt(graz, plan, departments_must_budget=True, decision_reference='GR 12/2026').json()
    assert (adopted['stage'], adopted['shared_with'], adopted['adopted_by']) == ('adopted', 'nobody', 'City council')
    written = json.dumps(adopted['adopted'], sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    assert hashlib.sha256(written.encode()).hexdigest() == adopted['sha256']
    changed = graz.patch(f'/v1/plans/{plan}', json={'title': 'Another'}, headers={'If-Match': '*'})
    assert problem(changed) == (409, 'plan-adopted')
    assert problem(adopt(graz, plan)) == (409, 'stage-does-not-allow')
    with pytest.raises(DBAPIError, match='what was adopted is never changed'), database.autocommit.connect() as connection:
        connection.execute(text("UPDATE plans SET snapshot = '{}' WHERE id = :id"), {'id': plan})


def test_a_plan_goes_through_its_stages_and_a_day_to_come_adopts_none(graz: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    assert problem(adopt(graz, plan, adopted_on='2999-01-01')) == (409, 'future-date')
    assert problem(act(graz, plan, 'moves', stage='in_force')) == (409, 'stage-does-not-allow')
    for stage in ('consultation', 'drafting', 'consultation'):
        assert act(graz, plan, 'moves', stage=stage).json()['stage'] == stage
    assert adopt(graz, plan).json()['stage'] == 'adopted'
    for stage in ('in_force', 'under_review', 'in_force', 'superseded'):
        assert act(graz, plan, 'moves', stage=stage).json()['stage'] == stage
    assert graz.get(f'/v1/plans/{plan}').json()['you_may'] == ['create_plan_successor', 'share_plan']
    for change, why in (({'resources': 'Two posts'}, 'plan-superseded'), ({'title': 'Another'}, 'plan-adopted')):
        assert problem(graz.patch(f'/v1/plans/{plan}', json=change, headers={'If-Match': '*'})) == (409, why)


def test_a_transition_is_tried_out_and_names_the_version_that_was_seen(graz: Somebody, world: World) -> None:
    plan = make(graz, world)
    address = f'/v1/plans/{plan["id"]}/sharings'
    assert graz.post(address, json={'shared_with': 'public'}).status_code == 428
    assert problem(act(graz, plan['id'], 'sharings', '"stale"', shared_with='public')) == (412, 'stale-version')
    tried = graz.post(address, params={'dry_run': 'true'}, json={'shared_with': 'public'}, headers={'If-Match': '*'})
    assert (tried.status_code, tried.json()['changes'][0]['operation']) == (202, 'share_plan')
    assert graz.get(f'/v1/plans/{plan["id"]}').json() == plan


def test_nobody_but_the_city_begins_or_shares_its_plan_and_the_office_acts_for_it_on_what_it_was_shown(
    office: Somebody, graz: Somebody, bologna: Somebody, world: World, journal: Journal
) -> None:
    wish = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Graz for all'}
    for client in (office, bologna):
        assert problem(client.post('/v1/plans', json=wish)) == (403, 'role-does-not-allow')
    plan = make(graz, world)['id']
    told = {'channel': 'phone', 'date': '2026-01-15'}
    assert problem(adopt(office, plan, on_behalf_of=told)) == (404, 'not-found')
    act(graz, plan, 'sharings', shared_with='office')
    assert problem(act(office, plan, 'sharings', shared_with='public')) == (403, 'role-does-not-allow')
    assert adopt(office, plan, on_behalf_of=told).status_code == 200
    entry = journal(plan)[-1]
    assert (entry['operation'], entry['on_behalf_of_city_id'], entry['channel']) == ('adopt_plan', world.cities['graz'], 'phone')


def test_who_answers_for_a_plan_is_the_citys_to_know(graz: Somebody, bologna: Somebody, office: Somebody, world: World) -> None:
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    head = graz.post('/v1/people', json={**place, 'name': 'Pia Example', 'mail': 'pia@example.org'}).json()['id']
    plan = make(graz, world, political_head_id=head)
    assert plan['political_head_id'] == head
    act(graz, plan['id'], 'sharings', shared_with='members')
    for client in (bologna, office):
        assert client.get(f'/v1/plans/{plan["id"]}').json()['political_head_id'] is None
    theirs = bologna.post('/v1/plans', json={**place, 'city_id': str(world.cities['bologna']), 'title': 'Ours', 'political_head_id': head})
    assert problem(theirs) == (409, 'unknown-reference')


def test_a_text_that_is_redacted_goes_from_what_was_adopted_as_well(graz: Somebody, signed_in: SignedIn, world: World) -> None:
    plan = make(graz, world, aims='The mayor is afraid.')['id']
    adopted = adopt(graz, plan).json()
    wish = {'subject_type': 'plan', 'subject_id': plan, 'field': 'aims', 'text': 'Name racism.', 'reason': 'It named somebody.'}
    office = signed_in('office_admin')
    assert problem(office.post('/v1/redactions', json=wish)) == (409, 'unknown-reference'), 'nobody shares it yet'
    act(graz, plan, 'sharings', shared_with='office')
    assert office.post('/v1/redactions', json=wish).status_code == 201
    left = graz.get(f'/v1/plans/{plan}').json()
    assert (left['aims'], left['adopted']['aims'], left['sha256']) == ('Name racism.', 'Name racism.', adopted['sha256'])
    written = json.dumps(left['adopted'], sort_keys=True, separators=(',', ':'), ensure_ascii=False)
    assert left['redactions'][-1]['new_sha256'] == hashlib.sha256(written.encode()).hexdigest() != adopted['sha256']
    assert 'afraid' not in graz.get('/v1/journal-entries', params={'subject_id': plan}).text
