"""Invitations to whoever is known already: they sign in first, and nobody learns that they are known."""

import re
from datetime import timedelta

import httpx
import pytest

from tests.postbox import Postbox
from tests.routes.conftest import Somebody, World, problem
from tests.routes.test_invitations import MAIL, accept, browser, invite, postbox, sign_in, token_in, wish

__all__ = ['browser', 'postbox']


def test_nobody_learns_whether_an_address_is_known(graz: Somebody, bologna: Somebody, postbox: Postbox, world: World) -> None:
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'bruno@bologna.example', bologna.id)
    known, unknown = (invite(graz, wish(world, mail=mail)) for mail in ('BRUNO@bologna.example', 'nobody@graz.example'))
    same = {'name', 'role', 'stage', 'person_id', 'version', 'you_may', 'city_id'}
    assert {name: known[name] for name in same} == {name: unknown[name] for name in same}


def test_a_known_person_signs_in_first_accepts_as_themself_and_is_signed_out_elsewhere(
    office: Somebody, bologna: Somebody, browser: httpx.Client, postbox: Postbox, world: World
) -> None:
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'bruno@bologna.example', bologna.id)
    invite(office, wish(world, 'board_member', None, mail='Bruno@Bologna.example'))
    token = token_in(postbox.newest('Bruno@Bologna.example'))
    assert problem(accept(browser, token)) == (403, 'sign-in-first')
    assert browser.get('/v1/me').status_code == 401
    assert problem(accept(office, token)) == (403, 'sign-in-first')
    assert office.get('/v1/me').json()['id'] == str(office.id)
    sign_in(browser, postbox, 'bruno@bologna.example')
    before = browser.get('/v1/me').json()['session_id']
    assert accept(browser, token).status_code == 201
    me = browser.get('/v1/me').json()
    assert (me['id'], me['name'], {role['role'] for role in me['roles']}) == (
        str(bologna.id), 'Bruno Bologna', {'coordinator', 'board_member'},
    )  # fmt: skip
    assert me['session_id'] != before
    assert problem(bologna.get('/v1/roles')) == (401, 'unauthenticated')


def test_accepting_makes_an_old_sign_in_neither_fresh_nor_longer(
    office: Somebody, bologna: Somebody, postbox: Postbox, world: World
) -> None:
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'bruno@bologna.example', bologna.id)
    postbox.run("UPDATE sessions SET created_at = created_at - interval '2 hours' WHERE person_id = %s", bologna.id)
    span = 'SELECT created_at, expires_at FROM sessions WHERE person_id = %s AND ended_at IS NULL'
    before = postbox.rows(span, bologna.id)
    invite(office, wish(world, 'office_admin', None, mail='bruno@bologna.example'))
    answer = accept(bologna, token_in(postbox.newest('bruno@bologna.example')), remember=True)
    assert answer.status_code == 201
    assert 'Max-Age' not in answer.headers['set-cookie']
    assert postbox.rows(span, bologna.id) == before
    assert problem(bologna.post('/v1/invitations', json=wish(world))) == (403, 'sign-in-again')


def test_a_remembered_browser_keeps_the_cookie_for_as_long_as_its_session_lasts(
    office: Somebody, bologna: Somebody, browser: httpx.Client, postbox: Postbox, world: World
) -> None:
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'bruno@bologna.example', bologna.id)
    sign_in(browser, postbox, 'bruno@bologna.example', remember=True)
    moved = "created_at = created_at - d.ago, expires_at = expires_at - d.ago FROM (SELECT interval '10 days' AS ago) d"
    postbox.run(f'UPDATE sessions SET {moved} WHERE person_id = %s AND idle_minutes > 60', bologna.id)  # noqa: S608 -- as above
    invite(office, wish(world, 'board_member', None, mail='Bruno@Bologna.example'))
    answer = accept(browser, token_in(postbox.newest('Bruno@Bologna.example')))
    assert answer.status_code == 201
    found = re.search(r'Max-Age=(\d+)', answer.headers['set-cookie'])
    assert found
    assert abs(timedelta(days=20) - timedelta(seconds=int(found[1]))) < timedelta(minutes=1)


@pytest.mark.parametrize('lapsed', ["seen_at = seen_at - interval '2 hours'", 'expires_at = created_at', 'ended_at = created_at'])
def test_a_session_that_lapsed_accepts_nothing(office: Somebody, bologna: Somebody, postbox: Postbox, world: World, lapsed: str) -> None:
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'bruno@bologna.example', bologna.id)
    postbox.run(f'UPDATE sessions SET {lapsed} WHERE person_id = %s', bologna.id)  # noqa: S608 -- the cases above
    invite(office, wish(world, 'board_member', None, mail='bruno@bologna.example'))
    assert problem(accept(bologna, token_in(postbox.newest('bruno@bologna.example')))) == (403, 'sign-in-first')


def test_whoever_is_switched_off_accepts_nothing(office: Somebody, browser: httpx.Client, postbox: Postbox, world: World) -> None:
    invite(office, wish(world))
    token = token_in(postbox.newest(MAIL))
    made = {'network_id': str(world.network), 'name': 'Nora Neu', 'mail': MAIL, 'city_id': str(world.cities['graz'])}
    person = office.post('/v1/people', json=made).json()['id']
    postbox.run('UPDATE people SET disabled_at = now() WHERE id = %s', person)
    assert problem(accept(browser, token)) == (409, 'person-disabled')


def test_an_invitation_is_bound_to_the_person_who_has_the_address(
    office: Somebody, bologna: Somebody, browser: httpx.Client, postbox: Postbox, world: World
) -> None:
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', 'bruno@bologna.example', bologna.id)
    for changed in ({'mail': 'new@bologna.example'}, {'disabled': True}):
        address = postbox.rows('SELECT mail FROM people WHERE id = %s', bologna.id)[0]['mail']
        invitation = invite(office, wish(world, 'board_member', None, mail=address))
        token = token_in(postbox.newest(address))
        assert office.patch(f'/v1/people/{bologna.id}', json=changed, headers={'If-Match': '*'}).status_code == 200
        assert problem(accept(browser, token)) == (401, 'invitation-invalid')
        assert office.get(f'/v1/invitations/{invitation["id"]}').json()['stage'] == 'withdrawn'
