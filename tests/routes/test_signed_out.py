"""Whoever's rights change is signed out at once: each operation that begins or ends a role, and what else takes access away."""

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import Service
from tests.house.tree import modules
from tests.postbox import Postbox, code_in, postbox_at
from tests.routes.acts import made
from tests.routes.conftest import SignedIn, Somebody, World, problem
from tests.routes.imported import apply, post
from tests.routes.test_handovers import hand_over, role_of
from tests.routes.test_invitations import accept, browser, invite, sign_in, token_in, wish
from tests.routes.test_roles import end, give, group_of_graz, make_person
from tests.routes.test_roles import wish as role_wish

__all__ = ['browser']
CONTACT = {'name': 'Greta Graz', 'mail': 'greta@graz.example', 'visibility': 'members'}


@pytest.fixture
def postbox(service: Service, http: httpx.Client, database_url: str, tmp_path: Path) -> Postbox:
    assert http.base_url
    return postbox_at(database_url, service.app.state.settings, tmp_path)


class Scene:
    """Greta of Graz, signed in, and what it takes to change her rights."""

    def __init__(self, office: Somebody, greta: Somebody, world: World, postbox: Postbox, browser: httpx.Client) -> None:
        self.office, self.greta, self.world, self.postbox, self.browser = office, greta, world, postbox, browser
        postbox.run('UPDATE people SET mail = %s WHERE id = %s', CONTACT['mail'], greta.id)

    def change(self, **fields: object) -> httpx.Response:
        return self.office.patch(f'/v1/people/{self.greta.id}', json=fields, headers={'If-Match': '*'})

    def group_led_by_bologna(self, **lead: object) -> str:
        proposal = {'network_id': str(self.world.network), 'title': 'Housing', 'city_id': str(self.world.cities['bologna']), **lead}
        return str(self.office.post('/v1/working-groups', json=proposal).json()['id'])

    def accepted(self) -> httpx.Response:
        invite(self.office, wish(self.world, 'political_head', mail=CONTACT['mail']))
        token = token_in(self.postbox.newest(CONTACT['mail']))
        sign_in(self.browser, self.postbox, CONTACT['mail'])
        return accept(self.browser, token)

    def taken_over(self) -> httpx.Response:
        hand_over(self.office, role_of(self.office, self.greta.id), invitation={'name': 'Nora', 'mail': 'nora@graz.example'})
        return accept(self.browser, token_in(self.postbox.newest('nora@graz.example')))

    def lead(self, group: str, city: str, **fields: object) -> httpx.Response:
        wished = {'city_id': str(self.world.cities[city]), **fields}
        return self.office.post(f'/v1/working-groups/{group}/leads', json=wished, headers={'If-Match': '*'})

    def erased(self) -> httpx.Response:
        wish = {'reason': 'asked for by letter'}
        make_person(self.office, self.world)
        return self.office.post(f'/v1/people/{self.greta.id}/erasures', json=wish, headers={'If-Match': '*'})

    def imported(self) -> httpx.Response:
        file = f'name;mail;role\n{CONTACT["name"]};{CONTACT["mail"]};board member'.encode()
        return apply(self.office, made(post(self.office, self.world, file, 'people.csv', 'people')))

    def lost_the_chair(self) -> httpx.Response:
        group = self.group_led_by_bologna(lead_contact=CONTACT)
        self.office.post(f'/v1/working-groups/{group}/members', json={'city_id': str(self.world.cities['berlin'])})
        sign_in_again(self)
        return self.lead(group, 'berlin')


def sign_in_again(scene: Scene) -> None:
    """Sign Greta in anew, since what prepared the scene has signed her out."""
    scene.browser.post('/v1/sign-in-links', json={'email': CONTACT['mail']})
    code = code_in(scene.postbox.newest(CONTACT['mail']))
    scene.greta.cookies = scene.browser.cookies
    assert scene.greta.post('/v1/sessions', json={'email': CONTACT['mail'], 'code': code}).status_code == 201


# By the operation that takes or gives rights.
ACTS: dict[str, Callable[[Scene], httpx.Response]] = {
    'give_role': lambda scene: scene.office.post('/v1/roles', json=role_wish(scene.world, scene.greta.id, 'board_member')),
    'end_role': lambda scene: end(scene.office, role_of(scene.office, scene.greta.id)),
    'hand_over_role': lambda scene: hand_over(
        scene.office, role_of(scene.office, scene.greta.id), person_id=make_person(scene.office, scene.world)
    ),
    'accept_invitation': Scene.accepted,
    'accept_invitation/of a successor': Scene.taken_over,
    'update_person/disabled': lambda scene: scene.change(disabled=True),
    'update_person/another address': lambda scene: scene.change(mail='other@graz.example'),
    'update_person/no address': lambda scene: scene.change(mail=None),
    'propose_working_group': lambda scene: scene.office.get(f'/v1/working-groups/{scene.group_led_by_bologna(lead_contact=CONTACT)}'),
    'hand_over_lead': Scene.lost_the_chair,
    'erase_person': Scene.erased,
    'apply_people': Scene.imported,
}


@pytest.mark.parametrize('act', ACTS)
def test_a_change_of_rights_ends_every_session_of_the_person(
    act: str, office: Somebody, graz: Somebody, bologna: Somebody, world: World, postbox: Postbox, browser: httpx.Client
) -> None:
    scene = Scene(office, graz, world, postbox, browser)
    assert graz.get('/v1/me').status_code == 200
    assert ACTS[act](scene).is_success
    assert problem(graz.get('/v1/me')) == (401, 'unauthenticated')
    assert bologna.get('/v1/me').status_code == 200


def changes_rights(module: ast.Module) -> set[str]:
    """Return the functions of a module that begin or end terms, directly or by another function of the module."""
    functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
    calls = {
        name: {part.func.id for part in ast.walk(node) if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)}
        for name, node in functions.items()
    }
    found = {name for name, called in calls.items() if called & {'begin_term', 'end_term', 'sign_out'}}
    while more := {name for name, called in calls.items() if called & found} - found:
        found |= more
    return {name for name in found if not name.startswith('_')}


def test_every_operation_that_begins_or_ends_a_role_is_tried_here() -> None:
    found = {
        name for path, module in modules('api/operations').items() if path != 'api/operations/terms.py' for name in changes_rights(module)
    }
    # What proposing and handing over the lead do with the lead contact.
    assert found - {'set_lead_contact', 'end_lead_contacts'} <= {act.partition('/')[0] for act in ACTS}


def test_terms_begin_and_end_in_one_module_alone() -> None:
    elsewhere: list[Any] = []
    for path, module in modules('api/operations').items():
        for node in ast.walk(module):
            makes = isinstance(node, ast.Call) and getattr(node.func, 'id', '') == 'RoleRow'
            targets = node.targets if isinstance(node, ast.Assign) else []
            ends = any(ast.unparse(target) == 'role.end_date' for target in targets)
            if (makes or ends) and path != 'api/operations/terms.py':
                elsewhere.append((path, ast.unparse(node)))
    assert elsewhere == []


def test_a_role_that_comes_with_ones_own_act_leaves_the_browser_signed_in(graz: Somebody, world: World) -> None:
    proposal = {'network_id': str(world.network), 'title': 'Fair housing', 'city_id': str(world.cities['graz'])}
    assert graz.post('/v1/working-groups', json=proposal).status_code == 201
    assert 'lead_contact' in {role['role'] for role in graz.get('/v1/me').json()['roles']}


def test_a_link_on_its_way_to_the_former_address_opens_nothing(
    office: Somebody, graz: Somebody, world: World, postbox: Postbox, browser: httpx.Client
) -> None:
    scene = Scene(office, graz, world, postbox, browser)
    browser.post('/v1/sign-in-links', json={'email': CONTACT['mail']})
    code = code_in(postbox.newest(CONTACT['mail']))
    assert scene.change(mail='other@graz.example').status_code == 200
    assert problem(browser.post('/v1/sessions', json={'email': CONTACT['mail'], 'code': code})) == (401, 'sign-in-link-invalid')


def test_a_new_name_signs_nobody_out(office: Somebody, graz: Somebody, world: World, postbox: Postbox, browser: httpx.Client) -> None:
    scene = Scene(office, graz, world, postbox, browser)
    assert scene.change(name='Greta Green', mail=CONTACT['mail'].upper(), language='de').status_code == 200
    assert graz.get('/v1/me').json()['name'] == 'Greta Green'


def test_a_lead_contact_of_a_group_that_is_given_by_the_office_is_signed_out(office: Somebody, signed_in: SignedIn, world: World) -> None:
    contact = signed_in('department_contact', 'graz')
    give(office, role_wish(world, contact.id, 'lead_contact', 'graz', working_group_id=group_of_graz(office, world)))
    assert problem(contact.get('/v1/me')) == (401, 'unauthenticated')
