"""What people wait for in a network of ten years: the data of three screens, a constitution that all cities hear of, a report's draft.

On a clock, over HTTP, one request after the other: a screen asks for its readings at once, so it waits for less than their sum.
"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from api.callers import cookie_name
from api.database import Database
from tests.benchmarks.contenders import ours_on
from tests.benchmarks.dataset import Dataset
from tests.world import SECRET, session_of, somebody

TIMES, WARM, FORMED, DRAFTS = 100, 5, 20, 20
A_SCREEN_AT_MOST, A_CONSTITUTION_AT_MOST, A_DRAFT_AT_MOST = 50, 150, 1000
# What the drafted group has beside what every group has: a year with a meeting each month, ten outputs and sixty action items.
A_FULL_YEAR = (
    """INSERT INTO meetings (id, version, audience, demonstration, created_at, updated_at, network_id, working_group_id, title,
      search_key, starts_at, time_zone, mode, agenda, stage, held_on, minutes)
    SELECT gen_random_uuid(), 1, 'members', false, now(), now(), network_id, id, 'Meeting ' || n, 'meeting', day, 'UTC', 'online',
      '["Housing"]', 'held', day, 'We spoke about housing.'
    FROM working_groups, generate_series(1, 12) n, make_date(CAST(:year AS int) - (n > 5)::int, n, 3) day WHERE id = :group""",
    """INSERT INTO action_items SELECT (jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(), 'title', 'Item ' || n))).*
    FROM action_items i, generate_series(1, 20) n WHERE i.working_group_id = :group""",
)


@dataclass(frozen=True)
class Waits:
    """Milliseconds: the 95th percentile by screen, summed over its readings, and of a constitution and a draft."""

    screens: dict[str, float]
    constitution: float
    notified: int
    draft: float
    words: int


def measured(database: Database, data: Dataset, place: Path, year: int) -> Waits:
    """Serve the network, ask for everything a hundred times, let groups become official, and draft reports."""
    network, group = data.network_id, data.groups[0]
    with database.engine.begin() as connection:
        for statement in A_FULL_YEAR:
            connection.execute(text(statement), {'group': group} | ({'year': year} if ':year' in statement else {}))
        connection.execute(text('ANALYZE'))
        lead = connection.execute(text('SELECT city_id FROM leads WHERE working_group_id = :group'), {'group': group}).scalar_one()
        assembly = connection.execute(text('SELECT id FROM assemblies ORDER BY held_on DESC LIMIT 1')).scalar_one()
        slug = connection.execute(text('SELECT slug FROM working_groups WHERE id = :group'), {'group': group}).scalar_one()
    office = somebody(database, network, 'office_admin')
    coordinator = somebody(database, network, 'coordinator', city_id=lead)
    about = {'working_group_id': str(group), 'limit': '50'}
    of_group = [
        (f'/v1/working-groups/{slug}', {'expand': 'you_may'}),
        (f'/v1/working-groups/{slug}/members', {'limit': '100', 'expand': 'you_may'}), (f'/v1/working-groups/{slug}/formation', {}),
        ('/v1/contact-points', about), ('/v1/funding-requests', about),
        ('/v1/support-requests', about), ('/v1/calls-for-interest', about),
    ]  # fmt: skip
    of_assembly: list[tuple[str, dict[str, str]]] = [(f'/v1/assemblies/{assembly}', {})]
    of_desk: list[tuple[str, dict[str, str]]] = [('/v1/me', {}), ('/v1/me/tasks', {})]
    with ours_on(database.url, SECRET, place) as ours, _signed_in(database, ours.url, office, coordinator) as (desk, own):
        of_assembly += [*_pages(desk, f'/v1/assemblies/{assembly}/working-groups', {'limit': '100'})]
        of_assembly += [*_pages(desk, '/v1/reports', {'assembly_id': str(assembly), 'sort': 'title', 'limit': '100'})]
        screens = {
            "the office's desk": _slowest(desk, of_desk),
            "a coordinator's desk": _slowest(own, of_desk),
            'a group': _slowest(own, of_group),
            'an assembly': _slowest(desk, of_assembly),
        }
        formed, notified = _formed(database, desk, data)
        draft, words = _drafted(own, group, assembly)
    return Waits(screens, formed, notified, draft, words)


@contextmanager
def _signed_in(database: Database, url: str, *people: UUID) -> Iterator[list[httpx.Client]]:
    clients = [httpx.Client(base_url=url, timeout=30, cookies={cookie_name(secure=False): session_of(database, each)}) for each in people]
    try:
        yield clients
    finally:
        for client in clients:
            client.close()


def _pages(client: httpx.Client, path: str, query: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    after: dict[str, str] = {}
    while True:
        yield path, query | after
        following = _told(client.get(path, params=query | after))['next']
        if following is None:
            return
        after = {'after': following}


def _slowest(client: httpx.Client, readings: list[tuple[str, dict[str, str]]]) -> float:
    """Return the 95th percentile of the sum of a screen's readings."""
    took = []
    for _ in range(WARM + TIMES):
        begun = time.perf_counter()
        for path, query in readings:
            _told(client.get(path, params=query))
        took.append((time.perf_counter() - begun) * 1000)
    return _percentile(took[WARM:])


def _formed(database: Database, office: httpx.Client, data: Dataset) -> tuple[float, int]:
    """Let groups of three cities become official; return what the third city's joining takes, and how many cities one notice is for."""
    with database.autocommit.connect() as connection:
        of_country = text('SELECT DISTINCT ON (country_code) id FROM cities ORDER BY country_code, id LIMIT 3')
        three = [str(each) for each in connection.execute(of_country).scalars()]
    took = []
    for number in range(WARM + FORMED):
        body = {'network_id': str(data.network_id), 'city_id': three[0], 'title': f'Formed {number}'}
        group = _told(office.post('/v1/working-groups', json=body))['id']
        path = f'/v1/working-groups/{group}/members'
        _told(office.post(path, json={'city_id': three[1]}))
        begun = time.perf_counter()
        _told(office.post(path, json={'city_id': three[2]}))
        took.append((time.perf_counter() - begun) * 1000)
        if _told(office.get(f'/v1/working-groups/{group}'))['stage'] != 'constituted':
            raise RuntimeError('three cities of three countries did not constitute a group')
    return _percentile(took[WARM:]), len(data.cities) - len(three)


def _drafted(lead: httpx.Client, group: UUID, assembly: UUID) -> tuple[float, int]:
    """Draft one group's report again and again; return what it takes, and the words it has."""
    report = _told(lead.post('/v1/reports', json={'working_group_id': str(group), 'assembly_id': str(assembly)}))
    took = []
    for _ in range(DRAFTS):
        begun = time.perf_counter()
        report = _told(lead.post(f'/v1/reports/{report["id"]}/drafts', headers={'If-Match': f'"{report["version"]}"'}))
        took.append((time.perf_counter() - begun) * 1000)
    return _percentile(took), len(report['text'].split())


def _told(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code not in {200, 201}:
        message = f'{answer.request.method} {answer.request.url} answered {answer.status_code}: {answer.text[:500]}'
        raise RuntimeError(message)
    body: dict[str, Any] = answer.json()
    return body


def _percentile(took: list[float]) -> float:
    return statistics.quantiles(took, n=20)[18]
