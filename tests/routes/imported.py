"""What the tests of imports do with a file, in one line each."""

from typing import Any

import httpx

from api.database import Database
from tests.routes.acts import made
from tests.routes.conftest import World
from tests.world import rows


def written(*rows: str) -> bytes:
    """Return a CSV file of these lines."""
    return '\n'.join(rows).encode()


def post(caller: httpx.Client, world: World, content: bytes, name: str = 'members.csv', kind: str = 'members') -> httpx.Response:
    """Send a file to be checked."""
    return caller.post('/v1/imports', files={'file': (name, content)}, data={'network_id': str(world.network), 'kind': kind})


def sent(caller: httpx.Client, world: World, *rows: str, **said: str) -> dict[str, Any]:
    """Send these lines, and return the import."""
    return made(post(caller, world, written(*rows), **said))


def rows_of(caller: httpx.Client, found: dict[str, Any], **query: str) -> list[dict[str, Any]]:
    """Return the rows of an import."""
    return list(made(caller.get(f'/v1/imports/{found["id"]}/rows', params={'limit': 100, **query}))['items'])


def outcomes(caller: httpx.Client, found: dict[str, Any]) -> list[str]:
    """Return what becomes of each row."""
    return [row['outcome'] for row in rows_of(caller, found)]


def apply(caller: httpx.Client, found: dict[str, Any], **wish: str) -> httpx.Response:
    """Let an import be applied."""
    return caller.post(f'/v1/imports/{found["id"]}/applications', json=wish, headers={'If-Match': '*'})


def decide(caller: httpx.Client, found: dict[str, Any], *decisions: dict[str, Any]) -> dict[str, Any]:
    """Answer what rows ask, and return the import."""
    path = f'/v1/imports/{found["id"]}/decisions'
    return made(caller.post(path, json={'decisions': list(decisions)}, headers={'If-Match': '*'}))


def counted(found: dict[str, Any]) -> dict[str, int]:
    """Return how many rows have which outcome, without those that none has."""
    return {outcome: count for outcome, count in found['counts'].items() if count}


def recorded(database: Database) -> dict[str, int]:
    """Return how much there is of everything that an import could write or send."""
    tables = (
        'cities', 'identifiers', 'memberships', 'working_groups', 'leads', 'people', 'roles', 'contact_points', 'invitations', 'notices',
        'outbox',
    )  # fmt: skip
    return {name: rows(database, f'SELECT count(*) AS n FROM {name}')[0]['n'] for name in tables}  # noqa: S608 -- names of our own


def faults_of(caller: httpx.Client, found: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Return the first fault of each row, with its column; of a row without any, its outcome."""
    told = ((each['faults'], each['outcome']) for each in rows_of(caller, found))
    return [(faults[0]['code'], faults[0]['heading']) if faults else (outcome, None) for faults, outcome in told]
