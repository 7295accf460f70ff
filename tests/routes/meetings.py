"""What the tests of meetings let people do, in one line each."""

import json
import subprocess
from pathlib import Path
from typing import Any

import httpx

from tests.routes.acts import made

READER = Path(__file__).with_name('read_calendar.mjs')
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


def read_calendar(text: str) -> dict[str, Any]:
    """What an independent program reads in a calendar."""
    read = subprocess.run(['node', READER], input=text, capture_output=True, text=True, check=False, timeout=30)
    assert read.returncode == 0, read.stderr
    found: dict[str, Any] = json.loads(read.stdout)
    return found
