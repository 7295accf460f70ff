"""What the tests of assemblies, reports and declarations let people do, in one line each."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from api import clock
from api.database import Database
from tests.routes.acts import made
from tests.routes.conftest import World

TEXT = '# Fair housing\n\nFour cities have **compared** what they do.'
RETURNED = {'outcome': 'returned', 'comment': 'Please say more about Graz.'}


def the_day(days: int = 0) -> str:
    """Return the network's day, or one so many days later."""
    return (clock.today('Europe/Berlin') + timedelta(days=days)).isoformat()


def assembly(office: httpx.Client, world: World, held_on: str | None = None, **more: Any) -> dict[str, Any]:
    """Let the office announce an assembly, today unless said otherwise."""
    body = {'network_id': str(world.network), 'title': 'General Assembly', 'held_on': held_on or the_day(), **more}
    return made(office.post('/v1/assemblies', json=body))


def report(caller: httpx.Client, group: dict[str, Any], sitting: dict[str, Any], **more: Any) -> httpx.Response:
    """Let somebody start a group's report to an assembly."""
    body = {'working_group_id': group['id'], 'assembly_id': sitting['id'], **more}
    return caller.post('/v1/reports', json=body)


def act(caller: httpx.Client, found: dict[str, Any], to: str, **wish: Any) -> httpx.Response:
    """Move a report: submissions, tablings, decisions, publications; or close an assembly."""
    noun = 'assemblies' if to == 'closings' else 'reports'
    body = None if to in {'closings', 'tablings'} else wish
    return caller.post(f'/v1/{noun}/{found["id"]}/{to}', headers={'If-Match': f'"{found["version"]}"'}, json=body)


def change(caller: httpx.Client, noun: str, found: dict[str, Any], **wish: Any) -> httpx.Response:
    """Change a report or an assembly."""
    return caller.patch(f'/v1/{noun}/{found["id"]}', json=wish, headers={'If-Match': f'"{found["version"]}"'})


def declare(caller: httpx.Client, group: dict[str, Any], sitting: dict[str, Any], choice: str, **more: Any) -> httpx.Response:
    """Let a group declare at an assembly."""
    body = {'assembly_id': sitting['id'], 'choice': choice, **more}
    headers = {'If-Match': f'"{group["version"]}"'}
    return caller.post(f'/v1/working-groups/{group["id"]}/declarations', json=body, headers=headers)


def brought_to(stage: str, office: httpx.Client, group: dict[str, Any], sitting: dict[str, Any]) -> dict[str, Any]:
    """Let the office bring a group's report to a stage, and return it."""
    steps: list[tuple[str, dict[str, Any], str]] = [
        ('submissions', {}, 'submitted'),
        ('tablings', {}, 'tabled'),
        ('decisions', {'outcome': 'approved'}, 'approved'),
        ('publications', {'channel': 'website'}, 'published'),
    ]
    found = made(report(office, group, sitting, text=TEXT))
    for to, wish, reached in steps:
        if found['stage'] == stage:
            return found
        is_return = (stage, reached) == ('returned', 'approved')
        found = made(act(office, found, to, **(RETURNED if is_return else wish)))
        assert found['stage'] == ('returned' if is_return else reached)
    return found


def read(caller: httpx.Client, noun: str, record_id: str | UUID) -> httpx.Response:
    """Ask for a record."""
    return caller.get(f'/v1/{noun}/{record_id}')


def age(database: Database, group: dict[str, Any], value: str | None, precision: str = 'day') -> None:
    """Make a group official since another day, or since nobody knows when."""
    said = None if value is None else json.dumps({'value': value, 'precision': precision})
    with database.engine.begin() as connection:
        changed = text('UPDATE working_groups SET constituted_on = CAST(:said AS jsonb) WHERE id = :id')
        connection.execute(changed, {'said': said, 'id': group['id']})
