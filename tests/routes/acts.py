"""What the tests of working groups and memberships let cities do, in one line each."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx

from tests.routes.peopled import World

CONTACT = {'name': 'Lea Lead', 'mail': 'lea@example.org', 'visibility': 'members'}


def made(answer: httpx.Response) -> dict[str, Any]:
    """Return the body of an answer that must be a success."""
    assert answer.status_code in {200, 201}, answer.text
    body: dict[str, Any] = answer.json()
    return body


def propose(caller: httpx.Client, world: World, city: str = 'graz', title: str = 'Fair housing', **more: Any) -> dict[str, Any]:
    """Let a city propose a group and return it."""
    body = {'network_id': str(world.network), 'city_id': str(world.cities[city]), 'title': title, **more}
    return made(caller.post('/v1/working-groups', json=body))


def join(caller: httpx.Client, world: World, group: dict[str, Any] | str, city: str | UUID, **more: Any) -> httpx.Response:
    """Let a city (a key of the world, or an id) join a group (a body, an id or a slug)."""
    reference = group if isinstance(group, str) else group['id']
    city_id = world.cities[city] if isinstance(city, str) else city
    return caller.post(f'/v1/working-groups/{reference}/members', json={'city_id': str(city_id), **more})


def constituted(office: httpx.Client, world: World, **more: Any) -> dict[str, Any]:
    """Let the office record a group of Graz, Wien and Bologna, and return it as it stands."""
    group = propose(office, world, **more)
    made(join(office, world, group, 'vienna'))
    return dict(made(join(office, world, group, 'bologna'))['working_group'])


def read_group(caller: httpx.Client, group: dict[str, Any]) -> dict[str, Any]:
    """Read a group anew."""
    return made(caller.get(f'/v1/working-groups/{group["id"]}'))


def membership(caller: httpx.Client, world: World, city: str, group: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the lasting membership of a city in a group, or in the network when no group is given."""
    query = {'network_id': str(world.network), 'city_id': str(world.cities[city]), 'ended': 'false', 'expand': 'you_may'}
    items = made(caller.get('/v1/memberships', params=query))['items']
    wanted = group['id'] if group else None
    return dict(next(item for item in items if item['working_group_id'] == wanted))


def end(caller: httpx.Client, found: dict[str, Any], **wish: Any) -> httpx.Response:
    """Let a membership end."""
    return caller.post(f'/v1/memberships/{found["id"]}/ending', json=wish, headers={'If-Match': f'"{found["version"]}"'})


def move(caller: httpx.Client, found: dict[str, Any], to: str, **wish: Any) -> httpx.Response:
    """Move a membership to another stage: admissions, suspensions, reactivations."""
    return caller.post(f'/v1/memberships/{found["id"]}/{to}', json=wish, headers={'If-Match': f'"{found["version"]}"'})


def hand_over(caller: httpx.Client, world: World, group: dict[str, Any], city: str, **wish: Any) -> httpx.Response:
    """Let a group be led by another city."""
    body = {'city_id': str(world.cities[city]), **wish}
    headers = {'If-Match': f'"{group["version"]}"'}
    return caller.post(f'/v1/working-groups/{group["id"]}/leads', json=body, headers=headers)


def pages(caller: httpx.Client, path: str, **query: Any) -> Iterator[list[dict[str, Any]]]:
    """Read a list page by page, following `next`."""
    after: dict[str, Any] = {}
    while True:
        page = made(caller.get(path, params={**query, **after}))
        yield page['items']
        if page['next'] is None:
            return
        after = {'after': page['next']}


def follow(caller: httpx.Client, since: int = 0, feed_id: str | None = None, **query: Any) -> tuple[list[dict[str, Any]], int, str]:
    """Read the feed from a point to its end; return the items and the new point."""
    items: list[dict[str, Any]] = []
    while True:
        position: dict[str, Any] = {'since': since, 'feed_id': feed_id} if feed_id else {}
        page = made(caller.get('/v1/changes', params={**query, **position}))
        items += page['items']
        since, feed_id = page['next_since'], page['feed_id']
        if not page['has_more']:
            return items, since, str(feed_id)


def set_up(caller: httpx.Client, group: dict[str, Any], title: str = 'Train landlords', **more: Any) -> httpx.Response:
    """Set up an action item of a group."""
    return caller.post('/v1/action-items', json={'working_group_id': group['id'], 'title': title, **more})


def record(caller: httpx.Client, item: dict[str, Any], **wish: Any) -> httpx.Response:
    """Record progress on an action item."""
    return caller.post('/v1/progress-updates', json={'action_item_id': item['id'], **wish})
