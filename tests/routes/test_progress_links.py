"""Departments are asked by mail how their actions stand, and answer without an account: the mail's link shows that and nothing else."""

from datetime import datetime, timedelta

from tests.routes.acts import made
from tests.routes.asked import ANOTHER, BROWSER, NOON, PIA, Asking, Clock, asking
from tests.routes.conftest import Somebody, problem
from tests.routes.test_plans import act

__all__ = ['asking']


def test_a_mail_in_their_language_names_every_action_and_its_link_shows_these(asking: Asking) -> None:
    first, second = asking.action(), asking.action('Ask tenants')
    assert asking.run() == {asking.pia: None}
    [mail] = asking.mails()
    text = mail.get_content().replace('\r\n', '\n')
    assert mail['To'] == PIA
    assert mail['Subject'] == 'Wie geht es mit „Ask tenants“ und Ihren anderen Maßnahmen voran?'
    assert text.startswith('Guten Tag, Pia Example,')
    assert '• Ask tenants\n• Train the police' in text
    token = asking.link()
    assert asking.postbox.rows("SELECT count(*) AS n FROM outbox WHERE payload::text LIKE '%%' || %s || '%%'", token) == [{'n': 0}]
    answer = asking.open(token)
    said = made(answer)
    assert 'no-store' in answer.headers['Cache-Control']
    assert answer.headers['Referrer-Policy'] == 'same-origin'
    assert (said['name'], said['language'], said['answered']) == ('Pia Example', 'de', False)
    assert [each['plan_action_id'] for each in said['actions']] == [second, first]
    assert datetime.fromisoformat(said['good_until']) - NOON <= timedelta(days=45)
    assert set(said) == {'name', 'language', 'network_name', 'good_until', 'answered', 'again_on', 'actions'}


def test_an_answer_is_an_update_of_the_contact_that_stays_within_the_city(asking: Asking, office: Somebody) -> None:
    first, second = asking.action(), asking.action('Ask tenants')
    act(asking.graz, asking.plan, 'sharings', shared_with='members')
    asking.run()
    token = asking.link()
    answers = [
        {'plan_action_id': first, 'stage': 'in_progress', 'text': 'Two of three courses were held.', 'obstacle': 'No room.'},
        {'plan_action_id': second, 'unchanged': True},
    ]
    assert [each['answered'] for each in made(asking.answer(token, answers=answers))['actions']] == [True, True]
    [update] = asking.updates(first)
    assert (update['author_kind'], update['author_person_id'], update['stage']) == ('contact', asking.pia, 'in_progress')
    assert (update['text'], update['obstacle'], update['shared_with']) == ('Two of three courses were held.', 'No room.', 'nobody')
    assert [each['unchanged'] for each in asking.updates(second)] == [True]
    action = made(asking.graz.get(f'/v1/plan-actions/{first}'))
    assert (action['stage'], action['last_progress_on']) == ('in_progress', '2026-03-02')
    assert 'No room' not in office.get('/v1/plan-action-updates').text
    assert asking.page()['people'][0]['answered'] is True


def test_the_same_again_adds_nothing_and_something_else_corrects_within_a_day(asking: Asking, clock: Clock) -> None:
    action = asking.action()
    asking.run()
    token = asking.link()
    said = {'plan_action_id': action, 'text': 'One course was held.'}
    for _ in range(3):
        assert asking.answer(token, answers=[said]).status_code == 200
    assert len(asking.updates(action)) == 1
    clock(NOON + timedelta(hours=23, minutes=59))
    assert asking.open(token).status_code == 200
    assert asking.answer(token, answers=[{**said, 'text': 'Two courses were held.'}]).status_code == 200
    first, second = asking.updates(action)
    assert (second['corrects_id'], second['text'], first['corrected_by_id']) == (first['id'], 'Two courses were held.', second['id'])
    clock(NOON + timedelta(hours=24))
    assert problem(asking.open(token)) == (401, 'progress-link-invalid')
    assert problem(asking.answer(token, answers=[said])) == (401, 'progress-link-invalid')
    assert len(asking.updates(action)) == 2


def test_a_link_that_was_passed_on_shows_nothing_once_it_was_answered(asking: Asking) -> None:
    action = asking.action()
    asking.run()
    token = asking.link()
    assert asking.open(token, ANOTHER).status_code == 200
    assert asking.answer(token, answers=[{'plan_action_id': action, 'unchanged': True}]).status_code == 200
    for answer in (asking.open(token, ANOTHER), asking.answer(token, ANOTHER, answers=[{'plan_action_id': action, 'text': 'No.'}])):
        assert problem(answer) == (401, 'progress-link-invalid')
        assert 'Train' not in answer.text
    assert asking.open(token).status_code == 200
    assert len(asking.updates(action)) == 1


def test_an_old_link_shows_nothing_and_a_new_one_goes_to_the_same_address_alone(asking: Asking, clock: Clock) -> None:
    action = asking.action()
    asking.run()
    token = asking.link()
    clock(NOON + timedelta(days=45))
    answer = asking.open(token)
    assert problem(answer) == (401, 'progress-link-invalid')
    assert 'Train' not in answer.text
    known = asking.visitor.post('/v1/progress-link-renewals', json={'token': token})
    unknown = asking.visitor.post('/v1/progress-link-renewals', json={'token': 'x' * 43})
    assert (known.status_code, known.text) == (unknown.status_code, unknown.text) == (202, '{"sent_if_known":true}')
    assert [mail['To'] for mail in asking.mails()] == [PIA, PIA]
    newer = asking.link()
    assert newer != token
    assert asking.open(token).status_code == 401
    assert asking.answer(newer, answers=[{'plan_action_id': action, 'unchanged': True}]).status_code == 200
    for _ in range(3):
        assert asking.visitor.post('/v1/progress-link-renewals', json={'token': newer}).status_code == 202
    assert len(asking.mails()) == 2
    assert set(asking.visitor.post('/v1/progress-link-renewals', json={'token': newer, 'mail': 'other@example.org'}).json()) >= {'type'}


def test_looking_at_the_page_changes_nothing_however_often(asking: Asking) -> None:
    action = asking.action()
    asking.run()
    token = asking.link()
    before = asking.postbox.rows('SELECT k::text AS row FROM progress_askings k UNION ALL SELECT a::text FROM plan_actions a ORDER BY 1')
    for method in ('GET', 'HEAD'):
        for _ in range(20):
            asking.visitor.request(method, '/progress', params={'token': token})
            for path in ('previews', 'answers', 'link-renewals'):
                assert asking.visitor.request(method, f'/v1/progress-{path}', params={'token': token}).status_code == 405
    for _ in range(20):
        assert asking.open(token).status_code == 200
    after = asking.postbox.rows('SELECT k::text AS row FROM progress_askings k UNION ALL SELECT a::text FROM plan_actions a ORDER BY 1')
    assert (after, asking.updates(action)) == (before, [])


def test_the_link_lets_nobody_in_anywhere_else(asking: Asking) -> None:
    action, foreign = asking.action(), asking.action('Ask tenants', responsible_person_id=None)
    asking.run()
    token = asking.link()
    for path in ('me', 'plans', f'plans/{asking.plan}', f'plan-actions/{action}', 'plan-action-updates', 'changes', 'cities'):
        answer = asking.visitor.get(f'/v1/{path}', headers={'Authorization': f'Bearer {token}'})
        assert answer.status_code == 401, path
    assert asking.visitor.post('/v1/sessions', json={'token': token}).status_code == 401
    assert asking.answer(token, answers=[{'plan_action_id': foreign, 'unchanged': True}]).status_code == 422
    assert asking.updates(foreign) == []
    assert list(asking.visitor.cookies) == []
    elsewhere = {'token': token, 'browser': BROWSER}
    answer = asking.visitor.post('/v1/progress-previews', json=elsewhere, headers={'Sec-Fetch-Site': 'cross-site'})
    assert problem(answer) == (403, 'cross-site-request')


def test_whoever_is_not_meant_names_somebody_whom_the_coordinator_alone_makes_responsible(asking: Asking) -> None:
    action = asking.action()
    asking.run()
    token = asking.link()
    not_me = {'plan_action_ids': [action], 'name': 'Nora New', 'mail': 'nora@graz.example'}
    assert made(asking.answer(token, not_me=not_me))['actions'][0]['passed_on'] is True
    assert asking.answer(token, not_me=not_me).status_code == 200
    asking.postbox.work()
    told = [mail for mail in asking.postbox.mails() if 'referral' in mail['Message-ID']]
    assert [mail['To'] for mail in asking.postbox.mails() if mail['To'] == 'nora@graz.example'] == []
    [mail] = told
    assert 'Nora New' in mail.get_content()
    assert '/cities/graz/plan/asking' in mail.get_content()
    [referral] = asking.page()['referrals']
    assert (referral['name'], referral['mail'], referral['asked_id']) == ('Nora New', 'nora@graz.example', asking.pia)
    settled = made(act(asking.graz, asking.plan, 'reassignments', referral_id=referral['id'], accepted=True))
    assert settled['referrals'] == []
    nora = made(asking.graz.get(f'/v1/plan-actions/{action}'))['responsible_person_id']
    assert made(asking.graz.get(f'/v1/people/{nora}'))['mail'] == 'nora@graz.example'
    assert made(asking.open(token))['actions'] == []
    assert asking.postbox.rows('SELECT count(*) AS n FROM progress_referrals') == [{'n': 0}]


def test_silence_is_never_nothing_changed(asking: Asking, clock: Clock) -> None:
    action = asking.action()
    asking.run()
    assert len(asking.mails()) == 1
    clock(NOON + timedelta(days=200))
    now = made(asking.graz.get(f'/v1/plan-actions/{action}'))
    assert (now['stale'], now['last_progress_on'], asking.updates(action)) == (True, None, [])
    [person] = asking.page()['people']
    assert (person['silent'], person['answered']) == (True, False)


def test_another_address_makes_the_link_worthless(asking: Asking) -> None:
    asking.action()
    asking.run()
    token = asking.link()
    asking.postbox.run('UPDATE people SET disabled_at = now() WHERE id = %s', asking.pia)
    assert problem(asking.open(token)) == (401, 'progress-link-invalid')
    assert asking.visitor.post('/v1/progress-link-renewals', json={'token': token}).status_code == 202
    assert len(asking.mails()) == 1
