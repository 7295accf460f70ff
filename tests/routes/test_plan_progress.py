"""What is said of an action of a plan: what it moves, who meets it, and what stands in the way (P7, P10)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from api import clock
from api.database import Database
from api.models.columns import new_id
from api.models.plan_action_updates import ProgressSaid
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.operations.plan_progress import Speaker, add_update
from api.spine import Transaction
from tests.routes.conftest import Index, Journal, Somebody, World, problem
from tests.routes.test_plan_actions import do, moved, say, set_up
from tests.routes.test_plans import SEES_FROM, SHARED, act, everybody, make
from tests.world import OPERATOR

__all__ = ['everybody']
TOLD = {'channel': 'phone', 'date': '2026-01-15'}


def said(client: httpx.Client, action: object, **fields: object) -> dict[str, Any]:
    answer = say(client, action, **fields)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def share(client: httpx.Client, update: object, shared_with: str | None, **fields: object) -> httpx.Response:
    wish = {'shared_with': shared_with, **fields}
    return client.post(f'/v1/plan-action-updates/{update}/sharings', json=wish, headers={'If-Match': '*'})


@pytest.fixture
def action(graz: Somebody, world: World) -> str:
    return str(set_up(graz, make(graz, world)['id'])['id'])


def test_an_update_moves_its_action_and_stays_as_it_was_said(graz: Somebody, action: str, journal: Journal, index: Index) -> None:
    today = clock.today('Europe/Berlin').isoformat()
    first = said(graz, action, stage='in_progress', percent=20, text='Two courses.', evidence_url='https://example.org/report')
    assert (first['author_kind'], first['made_on'], first['shared_with']) == ('city', today, 'nobody')
    assert first['author_person_id'] == str(graz.id)
    assert first['you_may'] == ['record_plan_progress', 'share_plan_action_update']
    second = said(graz, action, unchanged=True, obstacle='Nobody comes.')
    now = graz.get(f'/v1/plan-actions/{action}').json()
    assert (now['stage'], now['percent'], now['last_progress_on']) == ('in_progress', 20, today)
    listed = graz.get('/v1/plan-action-updates', params={'plan_action_id': action}).json()['items']
    assert [each['id'] for each in listed] == [second['id'], first['id']]
    assert graz.get(f'/v1/plan-action-updates/{first["id"]}').json()['text'] == 'Two courses.'
    assert graz.patch(f'/v1/plan-action-updates/{first["id"]}', json={'text': 'Three.'}).status_code == 405
    [entry] = journal(second['id'])
    assert (entry['operation'], 'obstacle' in entry['personal_columns']) == ('record_plan_progress', True)
    assert index(second['id'])['audience_now'] == 'city_alone'


@pytest.mark.parametrize(
    ('fields', 'slug'),
    [
        ({}, 'update-says-nothing'),
        ({'text': '  '}, 'update-says-nothing'),
        ({'unchanged': True, 'percent': 20}, 'unchanged-stands-alone'),
        ({'stage': 'completed', 'percent': 99}, 'completed-is-done'),
        ({'stage': 'planned', 'made_on': '2099-01-01'}, 'future-date'),
        ({'text': 'Begun.', 'made_on': '2026-01-01'}, 'past-date-is-the-offices'),
    ],
)
def test_an_update_is_refused_what_does_not_fit(graz: Somebody, action: str, fields: dict[str, Any], slug: str) -> None:
    answer = say(graz, action, **fields)
    assert (answer.status_code in {403, 409}, problem(answer)[1]) == (True, slug)
    assert graz.get('/v1/plan-action-updates', params={'plan_action_id': action}).json()['items'] == []


def test_what_was_said_wrongly_is_corrected_by_saying_it_anew(graz: Somebody, world: World, action: str) -> None:
    wrong = said(graz, action, stage='completed', text='All done.')
    share(graz, wrong['id'], 'office')
    right = said(graz, action, stage='in_progress', percent=40, text='Half of it.', corrects_id=wrong['id'])
    now = graz.get(f'/v1/plan-actions/{action}').json()
    assert (now['stage'], now['percent']) == ('in_progress', 40)
    corrected = graz.get(f'/v1/plan-action-updates/{wrong["id"]}').json()
    assert (corrected['corrected_by_id'], corrected['you_may']) == (right['id'], ['share_plan_action_update'])
    assert problem(say(graz, action, text='Again.', corrects_id=wrong['id'])) == (409, 'already-corrected')
    other = set_up(graz, make(graz, world)['id'])['id']
    assert problem(say(graz, other, text='Of another.', corrects_id=right['id'])) == (409, 'corrects-another-item')


def test_the_office_says_for_a_city_what_it_was_told_in_its_order(graz: Somebody, office: Somebody, world: World, journal: Journal) -> None:
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']
    act(graz, plan, 'sharings', shared_with='office')
    moved(graz, action, stage='in_progress', percent=60)
    earlier = said(office, action, stage='in_progress', percent=30, obstacle='No money.', on_behalf_of=TOLD)
    assert (earlier['author_kind'], earlier['author_person_id'], earlier['obstacle']) == ('office', None, None)
    now = graz.get(f'/v1/plan-actions/{action}').json()
    assert (now['percent'], now['last_progress_on']) == (60, clock.today('Europe/Berlin').isoformat()), 'an earlier day moves nothing'
    assert graz.get(f'/v1/plan-action-updates/{earlier["id"]}').json()['obstacle'] == 'No money.'
    assert [(each['on_behalf_of_city_id'], each['channel']) for each in journal(earlier['id'])] == [(world.cities['graz'], 'phone')]
    assert problem(share(office, earlier['id'], 'public')) == (403, 'role-does-not-allow')


def met(client: httpx.Client, update: str) -> list[str]:
    """Return where a caller meets an update: read, listed, in the feed, in the journal."""
    found = ['read'] if client.get(f'/v1/plan-action-updates/{update}').status_code == 200 else []
    found += ['listed'] if update in client.get('/v1/plan-action-updates').text else []
    items = client.get('/v1/changes', params={'limit': 1000, 'subject_type': 'plan_action_update'}).json()['items']
    found += ['in the feed'] if any(each['subject']['id'] == update and not each['deleted'] for each in items) else []
    entries = client.get('/v1/journal-entries', params={'subject_id': update})
    return found + (['in the journal'] if entries.json()['items'] else [])


@pytest.mark.parametrize('shared_with', SHARED)
def test_an_update_is_met_by_whom_its_action_is_shared_with_unless_it_is_held_back(
    everybody: dict[str, httpx.Client], world: World, shared_with: str
) -> None:
    graz = everybody['graz']
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']
    along, held_back = (said(graz, action, text=text)['id'] for text in ('Two courses.', 'They refused.'))
    assert share(graz, held_back, 'office').status_code == 200
    act(graz, plan, 'sharings', shared_with='public')
    do(graz, action, 'sharings', shared_with=shared_with)
    for name, client in everybody.items():
        of_action = SHARED.index(shared_with) >= SHARED.index(SEES_FROM[name])
        of_held_back = min(SHARED.index(shared_with), SHARED.index('office')) >= SHARED.index(SEES_FROM[name])
        everywhere = ['read', 'listed', 'in the feed', 'in the journal']
        assert met(client, along) == (everywhere if of_action else []), name
        assert met(client, held_back) == (everywhere if of_held_back else []), name


def test_an_obstacle_stays_in_the_city_until_the_city_shares_it(everybody: dict[str, httpx.Client], world: World) -> None:
    graz = everybody['graz']
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']
    act(graz, plan, 'sharings', shared_with='public')
    update = said(graz, action, text='Two courses.', obstacle='The chief forbids it.')['id']
    others = {name: client for name, client in everybody.items() if name not in {'graz', 'its machine'}}

    def told(client: httpx.Client) -> str:
        paths = (f'plan-action-updates/{update}', 'plan-action-updates', 'changes', f'journal-entries?subject_id={update}')
        return ' '.join(client.get(f'/v1/{path}').text for path in paths)

    for name, client in others.items():
        shown = client.get(f'/v1/plan-action-updates/{update}').json()
        assert (shown['text'], shown['obstacle'], shown['author_person_id']) == ('Two courses.', None, None), name
        assert 'forbids' not in told(client), name
    assert share(graz, update, None, obstacle_shared=True).json()['obstacle_shared'] is True
    assert {client.get(f'/v1/plan-action-updates/{update}').json()['obstacle'] for client in others.values()} == {'The chief forbids it.'}
    assert share(graz, update, 'office').json()['obstacle_shared'] is False
    assert 'forbids' not in told(others['office'])


def test_a_plan_that_is_taken_back_takes_what_was_said_along(graz: Somebody, bologna: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    action = set_up(graz, plan)['id']
    update = said(graz, action, text='Two courses.')['id']
    act(graz, plan, 'sharings', shared_with='members')
    assert bologna.get(f'/v1/plan-action-updates/{update}').json()['shared_with'] == 'members'
    do(graz, action, 'sharings', shared_with='nobody')
    assert problem(bologna.get(f'/v1/plan-action-updates/{update}')) == (404, 'not-found')
    told = bologna.get('/v1/changes?subject_type=plan_action_update').json()['items']
    assert [(each['subject']['id'], each['deleted']) for each in told] == [(update, True)]


def test_silence_makes_an_action_stale_and_a_word_ends_it(graz: Somebody, office: Somebody, world: World) -> None:
    plan = make(graz, world)['id']
    act(graz, plan, 'sharings', shared_with='office')
    action = set_up(graz, plan, starts_on='2020-01-01')['id']
    last = clock.today('Europe/Berlin') - timedelta(days=200)
    moved(office, action, stage='in_progress', on_behalf_of={'channel': 'phone', 'date': last.isoformat()})
    silent = graz.get(f'/v1/plan-actions/{action}').json()
    assert (silent['stale'], silent['stale_because']['since'], silent['stale_because']['days']) == (True, last.isoformat(), 200)
    assert [each['id'] for each in graz.get('/v1/plan-actions?stale=true').json()['items']] == [action]
    assert moved(graz, action, unchanged=True)['stale'] is False


def test_a_contact_speaks_to_its_city_alone_even_where_the_action_is_public(
    everybody: dict[str, httpx.Client], world: World, database: Database
) -> None:
    graz = everybody['graz']
    plan_id = make(graz, world)['id']
    action_id = set_up(graz, plan_id)['id']
    act(graz, plan_id, 'sharings', shared_with='public')
    person = new_id()
    with Transaction(database, OPERATOR) as transaction:
        [plan] = transaction.lock(PlanRow, [UUID(plan_id)], share=True)
        [action] = transaction.lock(PlanActionRow, [UUID(action_id)])
        speaker = Speaker('contact', person, transaction.today(plan.network_id), 'nobody')
        word = ProgressSaid(stage='in_progress', text='We began.')
        update = str(add_update(transaction, 'record_plan_progress', plan, action, word, speaker).id)
    told = graz.get(f'/v1/plan-action-updates/{update}').json()
    assert (told['author_kind'], told['author_person_id'], told['shared_with']) == ('contact', str(person), 'nobody')
    assert [name for name, client in everybody.items() if met(client, update)] == ['graz', 'its machine']
    assert {client.get(f'/v1/plan-actions/{action_id}').json()['stage'] for client in everybody.values()} == {'in_progress'}
    assert share(graz, update, None).json()['shared_with'] == 'public'
