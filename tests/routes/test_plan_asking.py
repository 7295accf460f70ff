"""Whom a city asks how the actions of its plans stand: one mail for all, once in three months, and for what reason not."""

from datetime import UTC, date, datetime, timedelta

import httpx

from api.jobs.housekeeping import tidy
from api.jobs.progress_asking import queue
from api.models.columns import table
from api.models.plan_actions import PlanActionRow
from tests.routes.acts import made
from tests.routes.asked import NOON, TODAY, Asking, Clock, asking
from tests.routes.conftest import SignedIn, World, problem
from tests.routes.test_plan_actions import set_up
from tests.routes.test_plans import act, adopt, everybody, make

__all__ = ['asking', 'everybody']


def test_one_person_gets_one_mail_for_two_plans_and_the_next_after_a_quarter(asking: Asking, world: World) -> None:
    other = make(asking.graz, world, title='Graz at work')['id']
    adopt(asking.graz, other)
    asking.action()
    asking.action('Hire fairly', plan=other)
    for _ in range(2):
        asking.run()
    [mail] = asking.mails()
    assert '• Hire fairly\n• Train the police' in mail.get_content().replace('\r\n', '\n')
    assert asking.run(date(2026, 6, 1)) == {asking.pia: 'asked_recently'}
    for plan in (asking.plan, other):
        assert problem(act(asking.graz, plan, 'askings', person_id=asking.pia)) == (409, 'not-asked-now')
        assert [(each['next_on'], each['why_not']) for each in asking.page(plan)['people']] == [('2026-06-02', 'asked_recently')]
    assert len(asking.mails()) == 1
    assert asking.run(date(2026, 6, 2)) == {asking.pia: None}


def test_somebody_whose_actions_are_in_two_networks_gets_one_mail_for_all_of_them(
    asking: Asking, world: World, signed_in: SignedIn
) -> None:
    abroad = signed_in('coordinator', 'montreal', network=world.other_network)
    wish = {'network_id': str(world.other_network), 'city_id': str(world.cities['montreal']), 'title': 'Montréal for all'}
    plan = made(abroad.post('/v1/plans', json=wish))['id']
    adopt(abroad, plan)
    there = set_up(abroad, plan, title='Hire fairly', starts_on='2025-01-01')['id']
    # One person is known in one network only; that she answers for actions in both, no request says.
    with asking.database.engine.begin() as connection:
        values = {'responsible_person_id': asking.pia}
        connection.execute(table(PlanActionRow).update().where(table(PlanActionRow).c.id == there).values(values))
    asking.action()
    for network in (world.network, world.other_network):
        asking.run(network=network)
    [mail] = asking.mails()
    assert '• Hire fairly\n• Train the police' in mail.get_content().replace('\r\n', '\n')
    assert asking.run(network=world.other_network) == {asking.pia: 'asked_recently'}
    shown = made(asking.open(asking.link()))
    assert {each['title'] for each in shown['actions']} == {'Hire fairly', 'Train the police'}
    answers = [{'plan_action_id': each['plan_action_id'], 'unchanged': True} for each in shown['actions']]
    made(asking.answer(asking.link(), answers=answers))
    updates = made(abroad.get('/v1/plan-action-updates', params={'plan_action_id': there}))['items']
    assert [each['unchanged'] for each in updates] == [True]


def test_whoever_wants_to_be_asked_again_later_is_asked_then(asking: Asking) -> None:
    asking.action()
    asking.run()
    assert made(asking.answer(asking.link(), again_in_weeks=2))['again_on'] == '2026-03-16'
    assert asking.run(date(2026, 3, 15)) == {asking.pia: 'asked_later'}
    assert asking.run(date(2026, 3, 16)) == {asking.pia: None}
    assert asking.run(date(2026, 3, 16)) == {asking.pia: 'asked_recently'}


def test_whoever_is_not_asked_has_a_reason(asking: Asking, world: World) -> None:
    action = asking.action()
    place = {'network_id': str(world.network), 'city_id': str(world.cities['graz'])}
    silent = made(asking.graz.post('/v1/people', json={**place, 'name': 'Without a mail'}))['id']
    asking.action('Ask tenants', responsible_person_id=silent)
    paused = made(act(asking.graz, asking.plan, 'asking-pauses', paused=True))
    assert paused['paused'] is True
    assert asking.run() == {asking.pia: 'paused', silent: 'paused'}
    assert problem(act(asking.graz, asking.plan, 'askings', person_id=asking.pia)) == (409, 'not-asked-now')
    assert made(act(asking.graz, asking.plan, 'asking-pauses', paused=False))['paused'] is False
    asking.graz.post('/v1/plan-action-updates', json={'plan_action_id': action, 'stage': 'completed'})
    assert asking.run() == {asking.pia: 'nothing_open', silent: 'no_address'}
    assert asking.mails() == []


def test_the_city_asks_now_and_sees_who_answered(asking: Asking) -> None:
    action = asking.action(starts_on='2026-03-01')
    assert asking.run() == {asking.pia: 'heard_recently'}
    told = act(asking.graz, asking.plan, 'askings?dry_run=true', person_id=asking.pia)
    assert told.status_code == 202
    [person] = made(act(asking.graz, asking.plan, 'askings', person_id=asking.pia))['people']
    assert (person['asked_on'], person['answered'], person['why_not']) == ('2026-03-02', False, 'asked_recently')
    assert asking.answer(asking.link(), answers=[{'plan_action_id': action, 'unchanged': True}]).status_code == 200
    assert asking.page()['people'][0]['answered'] is True
    steps = asking.graz.get(f'/v1/plans/{asking.plan}/roadmap').json()['steps']
    assert 'asked' not in [fact['key'] for step in steps for fact in step['missing']]


def test_of_a_draft_nobody_is_asked(asking: Asking, world: World) -> None:
    draft = make(asking.graz, world, title='A draft')['id']
    asking.action(plan=draft)
    assert asking.run() == {asking.pia: 'nothing_open'}


def test_nobody_but_the_city_sees_who_is_asked(everybody: dict[str, httpx.Client], asking: Asking, clock: Clock) -> None:
    action = asking.action()
    asking.run()
    not_me = {'plan_action_ids': [action], 'name': 'Nora New', 'mail': 'nora@graz.example'}
    assert asking.answer(asking.link(), not_me=not_me).status_code == 200
    clock(datetime.now(UTC))  # They signed in before the day on which these tests begin.
    others = {name: each for name, each in everybody.items() if name not in {'graz', 'its machine'}}
    for shared_with, refused in (('nobody', {404}), ('public', {403})):
        assert act(asking.graz, asking.plan, 'sharings', shared_with=shared_with).status_code == 200
        for name, client in others.items():
            answers = [client.get(f'/v1/plans/{asking.plan}/asking'), act(client, asking.plan, 'asking-pauses', paused=True)]
            assert {each.status_code for each in answers} == refused, (name, shared_with)
        seen = ''.join(client.get(f'/v1/{path}').text for client in others.values() for path in ('changes', 'journal-entries', 'notices'))
        assert 'Nora New' not in seen
        assert 'nora@graz.example' not in seen


def test_what_was_asked_goes_after_its_time(asking: Asking) -> None:
    action = asking.action()
    asking.run()
    assert asking.answer(asking.link(), not_me={'plan_action_ids': [action], 'name': 'Nora New'}).status_code == 200
    left = []
    for days in (59, 61, 364, 366):
        with asking.postbox.connection() as connection:
            tidy(connection, NOON + timedelta(days=days), asking.postbox.settings)
        tables = ('progress_referrals', 'progress_askings', 'progress_asked_actions')
        left.append([asking.postbox.rows(f'SELECT count(*) AS n FROM {name}')[0]['n'] for name in tables])  # noqa: S608 -- named above
    assert left == [[1, 1, 1], [0, 1, 1], [0, 1, 1], [0, 0, 0]]


def test_the_worker_asks_once_a_day_by_itself(asking: Asking) -> None:
    asking.action()
    for _ in range(2):
        with asking.postbox.connection() as connection:
            queue(connection, NOON)
    assert asking.postbox.rows("SELECT count(*) AS n FROM outbox WHERE kind = 'progress_asking'") == [{'n': 1}]
    asking.postbox.work()
    assert asking.postbox.rows('SELECT asked_on FROM progress_askings') == [{'asked_on': TODAY}]
