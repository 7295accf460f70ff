"""Roles that are handed over: to somebody who is known at once, to somebody who is invited when they accept."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import Service
from tests.postbox import Postbox, postbox_at
from tests.routes.conftest import ClientFor, Journal, SignedIn, Somebody, World, problem
from tests.routes.test_invitations import accept, browser, invite, token_in, wish
from tests.routes.test_roles import group_of_graz, make_person
from tests.world import at_once

__all__ = ['browser']
MAIL = 'nora@graz.example'
NORA = {'name': 'Nora Neu', 'mail': MAIL}


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


def role_of(client: httpx.Client, person: object, name: str = 'coordinator') -> str:
    found = client.get('/v1/roles', params={'person_id': str(person), 'role': name, 'ended': 'false'}).json()['items']
    return str(found[0]['id'])


def hand_over(client: httpx.Client, role: object, version: str = '*', **fields: Any) -> httpx.Response:
    return client.post(f'/v1/roles/{role}/handovers', json=fields, headers={'If-Match': version})


@dataclass(frozen=True, slots=True)
class Held:
    """A role that is handed over, and who holds it."""

    name: str
    holder: Somebody
    id: str
    working_group: str | None


@pytest.fixture(params=['coordinator', 'lead_contact', 'political_head'])
def held(request: pytest.FixtureRequest, office: Somebody, signed_in: SignedIn, world: World) -> Held:
    """Each of these roles of Graz, which leads a group whose action item is late."""
    group = group_of_graz(office, world)
    late = {'working_group_id': group, 'title': 'Train landlords', 'responsible_city_id': str(world.cities['graz']), 'due_on': '2020-01-01'}
    assert office.post('/v1/action-items', json=late).status_code == 201
    name, working_group = request.param, group if request.param == 'lead_contact' else None
    holder = signed_in(name, 'graz', working_group=working_group)  # type: ignore[arg-type]  # an id as text
    return Held(name, holder, role_of(office, holder.id, name), working_group)


def test_a_known_person_follows_on_the_same_day(office: Somebody, held: Held, world: World, journal: Journal) -> None:
    successor, role = make_person(office, world, city_id=str(world.cities['graz'])), held.id
    answer = hand_over(office, role, '"1"', person_id=successor, reason='a new task')
    assert answer.status_code == 200, answer.text
    handed = answer.json()
    former, new = handed['former'], handed['successor']
    assert former['end_date'] == new['start_date']
    assert (former['id'], new['person_id'], new['role'], new['city_id'], new['end_date'], new['given_by_id']) == (
        role, successor, held.name, str(world.cities['graz']), None, str(office.id),
    )  # fmt: skip
    assert new['working_group_id'] == former['working_group_id'] == held.working_group
    assert handed['invitation'] is None
    assert problem(held.holder.get('/v1/roles')) == (401, 'unauthenticated')
    assert [entry['operation'] for entry in journal(role)] == ['give_role', 'hand_over_role']
    assert [entry['operation'] for entry in journal(new['id'])] == ['hand_over_role']


def test_what_lies_open_is_on_the_successors_desk(office: Somebody, held: Held, signed_in: SignedIn) -> None:
    successor = signed_in('department_contact', 'graz')
    duties = hand_over(office, held.id, person_id=str(successor.id)).json()['open_duties']
    assert ('action_item_late' in {duty['kind'] for duty in duties}) == (held.name == 'coordinator')
    assert problem(successor.get('/v1/me/tasks')) == (401, 'unauthenticated')
    again = signed_in(held.name, 'graz', working_group=held.working_group)  # type: ignore[arg-type]  # an id as text
    assert [duty['subject'] for duty in duties] == [task['subject'] for task in again.get('/v1/me/tasks').json()['items']]


@pytest.mark.parametrize('role', ['coordinator', 'political_head'])
def test_a_city_is_coordinated_and_headed_by_one_person_at_a_time(
    office: Somebody, browser: httpx.Client, postbox: Postbox, world: World, role: str
) -> None:
    wished = wish(world, role, mail=MAIL)
    early = invite(office, wished)
    token = token_in(postbox.newest(MAIL))
    city = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'role': role}
    people = [make_person(office, world, city_id=str(world.cities['graz'])) for _ in range(2)]
    answers = at_once([partial(office.post, '/v1/roles', json={**city, 'person_id': person}) for person in people])
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    refused, first = sorted(answers, key=lambda answer: -answer.status_code)
    assert problem(refused) == (409, 'role-held-by-another')
    assert 'hand_over_role' in refused.json()['detail']
    assert problem(office.post('/v1/invitations', json=wish(world, role, mail='other@graz.example'))) == (409, 'role-held-by-another')
    assert problem(accept(browser, token)) == (409, 'role-held-by-another')
    assert office.get(f'/v1/invitations/{early["id"]}').json()['stage'] == 'open'
    other = office.post('/v1/roles', json={**city, 'city_id': str(world.cities['bologna']), 'person_id': people[0]})
    assert other.status_code == 201, 'of another city'
    office.post(f'/v1/roles/{first.json()["id"]}/ending', json={}, headers={'If-Match': '*'})
    assert accept(browser, token).status_code == 201


def test_whoever_is_invited_follows_when_they_accept_and_not_before(
    office: Somebody, graz: Somebody, browser: httpx.Client, postbox: Postbox
) -> None:
    role = role_of(office, graz.id)
    handed = hand_over(graz, role, invitation=NORA).json()
    invitation = handed['invitation']
    assert (handed['successor'], handed['former']['end_date'], invitation['hands_over_id']) == (None, None, role)
    assert invitation['you_may'] == ['withdraw_invitation', 'send_invitation']
    assert graz.get('/v1/me').json()['acts_for']
    assert accept(browser, token_in(postbox.newest(MAIL))).status_code == 201
    former = office.get(f'/v1/roles/{role}').json()
    [new] = browser.get('/v1/me').json()['roles']
    assert former['end_date'] == new['start_date']
    assert browser.get('/v1/me').json()['acts_for'][0]['city']['slug'] == 'graz'
    assert problem(graz.get('/v1/me')) == (401, 'unauthenticated')


def test_a_role_that_has_ended_meanwhile_is_handed_over_to_nobody(
    office: Somebody, graz: Somebody, browser: httpx.Client, postbox: Postbox
) -> None:
    role = role_of(office, graz.id)
    assert hand_over(graz, role, invitation=NORA).status_code == 200
    token = token_in(postbox.newest(MAIL))
    office.post(f'/v1/roles/{role}/ending', json={}, headers={'If-Match': '*'})
    assert problem(accept(browser, token)) == (401, 'invitation-invalid')


def test_a_lead_contact_hands_over_what_they_hold(
    office: Somebody, browser: httpx.Client, signed_in: SignedIn, postbox: Postbox, world: World
) -> None:
    group = group_of_graz(office, world)
    lead_contact = signed_in('lead_contact', 'graz', working_group=group)  # type: ignore[arg-type]  # an id as text
    before = office.get(f'/v1/working-groups/{group}').json()['version']
    role = role_of(office, lead_contact.id, 'lead_contact')
    assert lead_contact.get(f'/v1/roles/{role}').json()['you_may'] == ['hand_over_role']
    invitation = hand_over(lead_contact, role, invitation=NORA).json()['invitation']
    assert lead_contact.get(f'/v1/invitations/{invitation["id"]}').json()['stage'] == 'open'
    assert accept(browser, token_in(postbox.newest(MAIL))).status_code == 201
    assert office.get(f'/v1/working-groups/{group}').json()['version'] == before + 1
    assert browser.get('/v1/me').json()['roles'][0]['working_group_title'] == 'Hate speech'
    assert problem(lead_contact.get('/v1/me')) == (401, 'unauthenticated')


def test_only_some_roles_are_handed_over_and_to_exactly_one(office: Somebody, graz: Somebody, signed_in: SignedIn, world: World) -> None:
    board, person = signed_in('board_member'), make_person(office, world)
    assert problem(hand_over(office, role_of(office, board.id, 'board_member'), person_id=person)) == (409, 'role-not-handed-over')
    role = role_of(office, graz.id)
    wrong: tuple[dict[str, Any], ...] = ({}, {'person_id': person, 'invitation': NORA})
    for fields in wrong:
        assert problem(hand_over(office, role, **fields)) == (409, 'one-successor-needed')
    assert problem(hand_over(office, role, person_id=str(graz.id))) == (409, 'role-already-held')
    assert problem(hand_over(office, role, '"7"', person_id=person)) == (412, 'stale-version')
    assert hand_over(office, role, person_id=person).status_code == 200
    assert problem(hand_over(office, role, person_id=person)) == (409, 'already-ended')


def test_another_city_hands_nothing_over(
    office: Somebody, graz: Somebody, bologna: Somebody, client_for: ClientFor, signed_in: SignedIn, world: World
) -> None:
    role, person = role_of(office, graz.id), make_person(office, world)
    for client in (bologna, client_for(city='bologna'), client_for(network=world.other_network), signed_in('board_member')):
        assert problem(hand_over(client, role, person_id=person)) == (404, 'not-found')
    assert problem(hand_over(graz, role, person_id=str(bologna.id))) == (409, 'unknown-reference')
