"""What a city waits for when it opens its action plan, and a network for what its plans cover: `python -m tests.benchmarks.planning`.

A thousand cities, each with a plan of 120 actions and twenty updates of every action, loaded by statements of Postgres in the shape in
which the operations leave them. Asked is the service over HTTP, as a machine of one of the cities; a plan's page asks for its plan, all
pages of its actions, its health and what it covers, one after the other.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from uuid import UUID

import httpx
from sqlalchemy import create_engine, make_url, text

from api import clock, tokens
from api.database import Database, ensure_instance
from api.models.api_clients import ApiClientRow
from api.models.plan_action_updates import PlanActionUpdateRow
from api.models.plan_actions import PlanActionRow
from api.models.plans import PlanRow
from api.running.embedded_postgres import EmbeddedPostgres
from api.running.schema import migrate
from api.spine import Transaction
from tests.benchmarks import dataset
from tests.benchmarks.contenders import ours_on
from tests.world import EVERY_SCOPE, OPERATOR, SECRET, mandated

CITIES, ACTIONS, UPDATES = 1000, 120, 20
TIMES, TIMES_WARM = 60, 10
# In milliseconds: the median of a city's and of the network's coverage, and of a plan's page what one of twenty takes longer than.
COVERAGE_AT_MOST, NETWORK_AT_MOST, PAGE_AT_MOST = 20, 300, 50
_COMMON = "1, 'members', false, now(), now()"
_COLUMNS = 'id, version, audience, demonstration, created_at, updated_at, network_id, city_id'
_FILL = (
    f"""
    INSERT INTO plans ({_COLUMNS}, title, sort_key, frame, starts_on, stage, coordination_team_ids,
        department_ids, steering_committee_ids)
    SELECT gen_random_uuid(), {_COMMON}, CAST(:network AS uuid), id, 'For all', 'for all', 'ten_points', '2025-01-01', 'drafting',
        '[]', '[]', '[]'
    FROM cities
    """,  # noqa: S608 -- names of this module
    f"""
    INSERT INTO plan_actions ({_COLUMNS}, plan_id, title, sort_key, commitment, track, further_cells, addressees, target_groups, starts_on,
        due_on, stage, last_progress_on)
    SELECT gen_random_uuid(), {_COMMON}, network_id, city_id, plans.id, 'Action ' || n, 'action ' || n, n % 10 + 1, n / 10 % 4 + 1,
        CASE WHEN n % 5 = 0 THEN jsonb_build_array(jsonb_build_object('commitment', (n + 3) % 10 + 1, 'track', n / 10 % 4 + 1))
        ELSE '[]' END, '[]', '[]', '2025-01-01', date '2026-01-01' + n * 5,
        (ARRAY['planned', 'in_progress', 'in_progress', 'completed', 'postponed', 'cancelled'])[n % 6 + 1], date '2026-01-01' + n
    FROM plans, generate_series(0, :actions - 1) n
    """,  # noqa: S608 -- names of this module
    f"""
    INSERT INTO plan_action_updates ({_COLUMNS}, plan_id, plan_action_id, made_on, author_kind, unchanged, stage, text, place_id,
        obstacle_shared)
    SELECT id, {_COMMON}, network_id, city_id, plan_id, action, made_on, 'city', false, 'in_progress', 'Another office took part.',
        id, false
    FROM (SELECT gen_random_uuid() id, network_id, city_id, plan_id, plan_actions.id AS action, date '2025-01-01' + 30 * n AS made_on
        FROM plan_actions, generate_series(0, :updates - 1) n) said
    """,  # noqa: S608 -- names of this module
    'ANALYZE',
)  # fmt: skip


def main() -> None:
    """Load, ask, and say what it took beside what is aimed at."""
    parser = argparse.ArgumentParser(prog='tests.benchmarks.planning', description=__doc__)
    parser.add_argument('--cities', type=int, default=CITIES)
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix='coalition-bench-'))
    place.chmod(0o755)
    postgres = EmbeddedPostgres(place / 'postgres', announce=lambda line: print(line, file=sys.stderr))
    postgres.start()
    try:
        for line in measured(postgres.url, place, asked.cities):
            print(line)
    finally:
        postgres.stop()
        shutil.rmtree(place, ignore_errors=True)


def measured(url: str, place: Path, cities: int) -> Iterator[str]:
    """Load the plans of so many cities, ask as one of them, and yield what it took."""
    migrate(url)
    ensure_instance(url, demonstration=False)
    begun = time.perf_counter()
    with closing(Database(url, threads=1)) as database:
        data = dataset.fill(database, cities=cities, groups=1)
        counts = filled(url, data.network_id)
        city = data.cities[cities // 2]
        bearer = _machine(database, data.network_id, city)
    plans, actions, updates = counts
    yield f'{plans:,} plans, {actions:,} actions, {updates:,} updates, loaded in {time.perf_counter() - begun:.0f} s'
    with ours_on(url, SECRET, place) as ours, httpx.Client(base_url=ours.url, headers={'Authorization': f'Bearer {bearer}'}) as client:
        (plan,) = _items(client, f'/v1/plans?city_id={city}')
        yield _line('a city’s coverage', _times(lambda: _get(client, f'/v1/plans/{plan}/coverage')), COVERAGE_AT_MOST)
        yield _line(
            'the network’s coverage', _times(lambda: _get(client, f'/v1/networks/{data.network_id}/plan-coverage')), NETWORK_AT_MOST
        )

        def page() -> None:
            _get(client, f'/v1/plans?city_id={city}&limit=100&expand=you_may')
            found = _items(client, f'/v1/plan-actions?plan_id={plan}&limit=100')
            for of in ('health', 'coverage'):
                _get(client, f'/v1/plans/{plan}/{of}')
            if len(found) != ACTIONS:
                raise RuntimeError(f'the page has {len(found)} actions, and the plan {ACTIONS}')

        yield _line('a plan’s page', _times(page), PAGE_AT_MOST)


def filled(url: str, network_id: UUID) -> list[int]:
    """Load plans, actions and updates, all of which refer to what is there, and return how many of each there are."""
    address = make_url(url).set(username='postgres', drivername='postgresql+psycopg')
    engine = create_engine(address, isolation_level='AUTOCOMMIT')
    values = {'network': network_id, 'actions': ACTIONS, 'updates': UPDATES}
    with engine.connect() as connection:
        for statement in ('SET statement_timeout = 0', 'SET session_replication_role = replica', *_FILL):
            connection.execute(text(statement), values)
        names = [row.__tablename__ for row in (PlanRow, PlanActionRow, PlanActionUpdateRow)]
        counts = [int(connection.execute(text(f'SELECT count(*) FROM {name}')).scalar_one()) for name in names]  # noqa: S608 -- of our models
    engine.dispose()
    return counts


def _machine(database: Database, network_id: UUID, city_id: UUID) -> str:
    """Let in a machine of a city, and return its token."""
    year = clock.now().replace(year=clock.now().year + 1)
    with Transaction(database, OPERATOR) as transaction:
        scopes = sorted(EVERY_SCOPE)
        row = ApiClientRow(name='A city', network_id=network_id, city_id=city_id, scopes=scopes, expires_at=year, audience='office')
        mandated(transaction, transaction.add(row), city_id)
    return tokens.issue(SECRET.encode(), row.id, EVERY_SCOPE)


def _get(client: httpx.Client, path: str) -> httpx.Response:
    return client.get(path).raise_for_status()


def _items(client: httpx.Client, path: str) -> list[str]:
    """Return the ids of a whole list, page after page."""
    found, following = [], ''
    while True:
        page = json.loads(_get(client, path + following).content)
        found += [each['id'] for each in page['items']]
        if page['next'] is None:
            return found
        following = f'&after={page["next"]}'


def _times(ask: Callable[[], object]) -> list[float]:
    """Return how many milliseconds asking took, each time."""
    for _ in range(TIMES_WARM):
        ask()
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
    return took


def _line(what: str, took: Sequence[float], aim: int) -> str:
    p95 = statistics.quantiles(took, n=20)[-1]
    return f'{what}: {statistics.median(took):.1f} ms (least {min(took):.1f}, p95 {p95:.1f}; aim: at most {aim} ms)'


if __name__ == '__main__':
    main()
