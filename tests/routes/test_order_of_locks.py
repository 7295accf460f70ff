"""Acts that meet at the same person, role and invitation wait for one another, and never for each other."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
import pytest

from api.database import Database
from tests.postbox import Postbox
from tests.routes.conftest import SignedIn, Somebody, World, problem
from tests.routes.test_handovers import NORA, hand_over, role_of
from tests.routes.test_invitations import MAIL, accept, browser, invite, move, postbox, token_in, wish
from tests.world import rows

__all__ = ['browser', 'postbox']
pytestmark = pytest.mark.usefixtures('ledger')
Act = Callable[[], httpx.Response]
_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@contextmanager
def held(database: Database, table: str, row_id: object) -> Iterator[Callable[[int], None]]:
    """Keep a row locked; what is yielded returns once so many others wait for a lock."""
    with psycopg.connect(database.url) as holder, psycopg.connect(database.url, autocommit=True) as looking:
        holder.execute(f'SELECT FROM {table} WHERE id = %s FOR UPDATE', [row_id])

        def wait(count: int) -> None:
            latest = time.monotonic() + 20
            while (looking.execute(_WAITING).fetchone() or [0])[0] < count:
                assert time.monotonic() < latest, f'no {count} wait for it'

        yield wait


def one_after_the_other(database: Database, table: str, row_id: object, acts: list[Act]) -> list[httpx.Response]:
    """Begin each act while a row that they need is locked, the next once the one before waits; then let them go on."""
    with ThreadPoolExecutor(len(acts)) as pool:
        with held(database, table, row_id) as wait:
            begun = []
            for number, act in enumerate(acts, start=1):
                begun.append(pool.submit(act))
                wait(number)
        return [each.result(timeout=30) for each in begun]


def erase(client: httpx.Client, person: object) -> httpx.Response:
    return client.post(f'/v1/people/{person}/erasures', json={'reason': 'asked for'}, headers={'If-Match': '*'})


def change(client: httpx.Client, person: object, **fields: Any) -> httpx.Response:
    return client.patch(f'/v1/people/{person}', json=fields, headers={'If-Match': '*'})


@pytest.fixture
def nora(signed_in: SignedIn, postbox: Postbox) -> Somebody:
    """Somebody who is known, and to whom invitations are sent."""
    somebody = signed_in('department_contact', 'graz', name='Nora Neu')
    postbox.run('UPDATE people SET mail = %s WHERE id = %s', MAIL, somebody.id)
    return somebody


@pytest.mark.parametrize('fields', [None, {'disabled': True}, {'mail': 'n@n.example'}], ids=['erased', 'switched off', 'another address'])
def test_whoever_accepts_while_they_are_changed_finds_the_invitation_gone(
    office: Somebody, nora: Somebody, postbox: Postbox, world: World, database: Database, fields: Any
) -> None:
    invitation = invite(office, wish(world, 'board_member', None))
    token = token_in(postbox.newest(MAIL))
    acts = [lambda: change(office, nora.id, **fields) if fields else erase(office, nora.id), lambda: accept(nora, token)]
    changed, accepted = one_after_the_other(database, 'people', nora.id, acts)
    assert changed.status_code == 200, changed.text
    assert problem(accepted) == (401, 'invitation-invalid')
    assert office.get(f'/v1/invitations/{invitation["id"]}').json()['stage'] == 'withdrawn'


def test_whoever_accepts_first_holds_the_role_until_they_are_erased(
    office: Somebody, nora: Somebody, postbox: Postbox, world: World, database: Database
) -> None:
    invite(office, wish(world, 'board_member', None))
    token = token_in(postbox.newest(MAIL))
    accepted, erased = one_after_the_other(database, 'people', nora.id, [lambda: accept(nora, token), lambda: erase(office, nora.id)])
    assert (accepted.status_code, erased.status_code) == (201, 200)
    found = rows(database, 'SELECT role, end_date FROM roles WHERE person_id = :id', id=nora.id)
    assert {row['role'] for row in found} == {'department_contact', 'board_member'}
    assert None not in {row['end_date'] for row in found}


def test_a_role_whose_holder_is_erased_while_the_successor_accepts_begins_all_the_same(
    office: Somebody, graz: Somebody, browser: httpx.Client, postbox: Postbox, database: Database
) -> None:
    role = role_of(office, graz.id)
    assert hand_over(graz, role, invitation=NORA).status_code == 200
    token = token_in(postbox.newest(MAIL))
    erased, accepted = one_after_the_other(database, 'roles', role, [lambda: erase(office, graz.id), lambda: accept(browser, token)])
    assert (erased.status_code, accepted.status_code) == (200, 201), (erased.text, accepted.text)
    assert browser.get('/v1/me').json()['roles'][0]['role'] == 'coordinator'


def test_an_invitation_is_not_sent_again_while_its_person_is_erased(
    office: Somebody, nora: Somebody, world: World, database: Database
) -> None:
    invitation = invite(office, wish(world, 'board_member', None))
    erased, sent = one_after_the_other(
        database, 'people', nora.id, [lambda: erase(office, nora.id), lambda: move(office, invitation['id'], 'sendings')]
    )
    assert erased.status_code == 200, erased.text
    assert problem(sent)[0] == 409
