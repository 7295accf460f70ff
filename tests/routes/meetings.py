"""What the tests of meetings let people do, in one line each."""

from typing import Any

import httpx

from tests.routes.acts import made

LINK = 'https://meet.example.org/fair-housing'


def plan(caller: httpx.Client, group: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    owner = {} if group is None else {'working_group_id': group['id']}
    return made(caller.post('/v1/meetings', json={**owner, 'title': 'Second meeting', 'starts_at': '2027-03-01T09:00:00Z', **more}))


def send(caller: httpx.Client, meeting: dict[str, Any], to: str, wish: dict[str, Any], version: str | None = None) -> httpx.Response:
    """POST to one of the meeting's transitions, or PATCH it when `to` is empty."""
    headers = {'If-Match': version or f'"{meeting["version"]}"'}
    return caller.request('POST' if to else 'PATCH', f'/v1/meetings/{meeting["id"]}{to}', json=wish, headers=headers)


def read(caller: httpx.Client, meeting: dict[str, Any]) -> dict[str, Any]:
    return made(caller.get(f'/v1/meetings/{meeting["id"]}'))
