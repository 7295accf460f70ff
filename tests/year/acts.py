"""What people do in the year, in one line each; what they have made is kept in the scene by a short name."""

from collections.abc import Callable
from functools import partial
from typing import Any

import httpx

from tests.routes.acts import made
from tests.world import at_once
from tests.year.scene import Scene

Act = Callable[[Scene], None]
ANYWAY = {'If-Match': '*'}


def propose(name: str, city: str, title: str) -> Act:
    """A city proposes a group, which is called `name` from then on."""

    def act(scene: Scene) -> None:
        wish = {'network_id': scene.known['network']['id'], 'city_id': scene.known[city]['id'], 'title': title}
        scene.known[name] = made(scene(city).post('/v1/working-groups', json=wish))

    return act


def bring_idea(name: str, city: str, title: str) -> Act:
    """A city brings an idea, which is called `name` from then on."""

    def act(scene: Scene) -> None:
        wish = {'network_id': scene.known['network']['id'], 'city_id': scene.known[city]['id'], 'title': title, 'aims': 'Homes for all.'}
        scene.known[name] = made(scene(city).post('/v1/calls-for-interest', json=wish))

    return act


def send_call(name: str, closes_on: str) -> Act:
    """The office asks the other cities for their interest."""

    def act(scene: Scene) -> None:
        made(
            scene('office').post(
                f'/v1/calls-for-interest/{scene.known[name]["id"]}/sendings', json={'closes_on': closes_on}, headers=ANYWAY
            )
        )

    return act


def answer_call(name: str, **choices: str) -> Act:
    """Cities answer, each by its own button."""

    def act(scene: Scene) -> None:
        for city, choice in choices.items():
            wish = {'city_id': scene.known[city]['id'], 'choice': choice}
            made(scene(city).post(f'/v1/calls-for-interest/{scene.known[name]["id"]}/answers', json=wish))

    return act


def propose_idea(idea: str, name: str, city: str) -> Act:
    """The city that brought an idea proposes it; the group is called `name` from then on."""

    def act(scene: Scene) -> None:
        scene.known[name] = made(scene(city).post(f'/v1/calls-for-interest/{scene.known[idea]["id"]}/proposals', json={}, headers=ANYWAY))

    return act


def join(name: str, *cities: str) -> Act:
    """Cities join a group, one after the other."""

    def act(scene: Scene) -> None:
        for city in cities:
            made(_join(scene, scene(city), name, city))

    return act


def join_at_once(name: str, *cities: str) -> Act:
    """Cities join in the same moment; who was in the group when it became official is known as `official`."""

    def act(scene: Scene) -> None:
        browsers = {city: scene(city) for city in cities}
        answers = at_once([partial(_join, scene, browsers[city], name, city) for city in cities])
        stages = [made(answer)['working_group'] for answer in answers]
        assert {each['stage'] for each in stages} == {'constituted'} or {each['stage'] for each in stages} == {'proposed', 'constituted'}

    return act


def join_late(name: str, city: str, day: str) -> Act:
    """The office records that a city has told it on an earlier day that it joins."""

    def act(scene: Scene) -> None:
        made(_join(scene, scene('office'), name, city, on_behalf_of={'channel': 'letter', 'date': day}))

    return act


def _join(scene: Scene, browser: httpx.Client, name: str, city: str, **more: Any) -> httpx.Response:
    path = f'/v1/working-groups/{scene.known[name]["id"]}/members'
    return browser.post(path, json={'city_id': scene.known[city]['id'], **more})


def group(scene: Scene, name: str, account: str = 'office') -> dict[str, Any]:
    """Read a group anew."""
    return made(scene(account).get(f'/v1/working-groups/{scene.known[name]["id"]}'))


def membership(scene: Scene, city: str, name: str | None) -> dict[str, Any]:
    """Return the membership of a city in a group that goes on, or in the network when no group is named."""
    query = {'network_id': scene.known['network']['id'], 'city_id': scene.known[city]['id'], 'ended': 'false'}
    found = made(scene('office').get('/v1/memberships', params=query))['items']
    wanted = scene.known[name]['id'] if name else None
    return dict(next(each for each in found if each['working_group_id'] == wanted))


def leave(scene: Scene, city: str, name: str | None, by: str, **wish: Any) -> httpx.Response:
    """Let a membership end."""
    return scene(by).post(f'/v1/memberships/{membership(scene, city, name)["id"]}/ending', json=wish, headers=ANYWAY)


def hand_over(name: str, to: str, by: str) -> Act:
    """The chair of a group passes to another city."""

    def act(scene: Scene) -> None:
        path = f'/v1/working-groups/{scene.known[name]["id"]}/leads'
        made(scene(by).post(path, json={'city_id': scene.known[to]['id']}, headers=ANYWAY))

    return act


def meet(name: str, by: str, title: str, starts_at: str) -> Act:
    """A group plans a meeting."""

    def act(scene: Scene) -> None:
        wish = {'working_group_id': scene.known[name]['id'], 'title': title, 'starts_at': starts_at, 'mode': 'online'}
        scene.known[title] = made(scene(by).post('/v1/meetings', json=wish))

    return act


def on_meeting(title: str, by: str, to: str, **wish: Any) -> Act:
    """A meeting is moved (`to` is empty), called off or put on record."""

    def act(scene: Scene) -> None:
        cities = wish.pop('came', None)
        more = {'attending_city_ids': [scene.known[city]['id'] for city in cities]} if cities else {}
        path = f'/v1/meetings/{scene.known[title]["id"]}{to}'
        made(scene(by).request('POST' if to else 'PATCH', path, json={**wish, **more}, headers=ANYWAY))

    return act


def announce(held_on: str) -> Act:
    """The office announces the assembly."""

    def act(scene: Scene) -> None:
        wish = {'network_id': scene.known['network']['id'], 'title': 'General Assembly', 'held_on': held_on}
        scene.known['assembly'] = made(scene('office').post('/v1/assemblies', json=wish))

    return act


def draft(name: str, by: str) -> Act:
    """A report is begun and drafted from what the group has recorded."""

    def act(scene: Scene) -> None:
        wish = {'working_group_id': scene.known[name]['id'], 'assembly_id': scene.known['assembly']['id']}
        begun = made(scene(by).post('/v1/reports', json=wish))
        scene.known[f'report of {name}'] = begun
        made(scene(by).post(f'/v1/reports/{begun["id"]}/drafts', headers=ANYWAY))

    return act


def on_report(name: str, by: str, to: str, **wish: Any) -> Act:
    """A report is changed (`to` is empty), handed in, tabled, decided on or published."""

    def act(scene: Scene) -> None:
        path = f'/v1/reports/{scene.known[f"report of {name}"]["id"]}{to}'
        body = None if to == '/tablings' else wish
        made(scene(by).request('POST' if to else 'PATCH', path, json=body, headers=ANYWAY))

    return act


def declare(name: str, by: str, choice: str) -> Act:
    """A group says whether it continues or is complete."""

    def act(scene: Scene) -> None:
        wish = {'assembly_id': scene.known['assembly']['id'], 'choice': choice}
        made(scene(by).post(f'/v1/working-groups/{scene.known[name]["id"]}/declarations', json=wish, headers=ANYWAY))

    return act


def close_assembly(scene: Scene) -> None:
    """The office closes the assembly."""
    made(scene('office').post(f'/v1/assemblies/{scene.known["assembly"]["id"]}/closings', headers=ANYWAY))


def make_by_laws(valid_from: str, **figures: int) -> Act:
    """The office makes by-laws that change these figures from a day on."""

    def act(scene: Scene) -> None:
        path = '/v1/networks/eccar/by-laws'
        present = made(scene('office').get(path))['items'][0]
        kept = {name: value for name, value in present.items() if name not in _NO_FIGURES}
        made(scene('office').post(path, json={**kept, **figures, 'valid_from': valid_from}, headers=ANYWAY))

    return act


_NO_FIGURES = {'id', 'version', 'network_id', 'number', 'demonstration', 'source', 'created_at', 'updated_at'}


def both(*acts: Act) -> Act:
    """Do one after the other."""

    def act(scene: Scene) -> None:
        for each in acts:
            each(scene)

    return act


def make_known(organisation: str, *, contact: str = '', language: str = 'en') -> Act:
    """The office makes an organisation known, and with it its contact, who is called by the first part of the address."""

    def act(scene: Scene) -> None:
        office, network = scene('office'), scene.known['network']['id']
        scene.known[organisation] = made(office.post('/v1/organisations', json={'name': organisation, 'kind': 'network'}))
        if contact:
            somebody = {'network_id': network, 'name': contact.title(), 'mail': f'{contact}@example.org', 'language': language}
            person = made(office.post('/v1/people', json=somebody))['id']
            role = {'network_id': network, 'person_id': person, 'role': 'organisation_contact'}
            made(office.post('/v1/roles', json={**role, 'organisation_id': scene.known[organisation]['id']}))

    return act


def ask_to_take_part(organisation: str, name: str, by: str) -> Act:
    """An organisation asks to take part in a group: its contact does, or the office, which was told so."""

    def act(scene: Scene) -> None:
        wish = {'working_group_id': scene.known[name]['id'], 'organisation_id': scene.known[organisation]['id'], 'message': 'We can help.'}
        scene.known[f'request of {organisation}'] = made(scene(by).post('/v1/participation-requests', json=wish))

    return act


def answer_request(organisation: str, by: str, to: str, **wish: Any) -> Act:
    """The lead city or the office admits or refuses an organisation that has asked."""

    def act(scene: Scene) -> None:
        path = f'/v1/participation-requests/{scene.known[f"request of {organisation}"]["id"]}/{to}'
        made(scene(by).post(path, json=wish, headers=ANYWAY))

    return act


def end_participation(organisation: str, name: str, by: str, **wish: Any) -> Act:
    """The participation of an organisation in a group ends."""

    def act(scene: Scene) -> None:
        members = made(scene('office').get(f'/v1/working-groups/{scene.known[name]["id"]}/members'))['items']
        found = next(each for each in members if each['organisation_id'] == scene.known[organisation]['id'])
        made(scene(by).post(f'/v1/memberships/{found["id"]}/ending', json=wish, headers=ANYWAY))

    return act
