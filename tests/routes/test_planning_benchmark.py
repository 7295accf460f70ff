"""What the benchmark of plans loads is what the service keeps: a column that is new must not stop it on the day it is wanted."""

import pytest

from tests.benchmarks import planning
from tests.routes.acts import made
from tests.routes.conftest import ClientFor, World


def test_the_benchmark_of_plans_loads_what_the_service_shows(
    client_for: ClientFor, database_url: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, 'ACTIONS', 3)
    monkeypatch.setattr(planning, 'UPDATES', 2)
    plans, actions, updates = planning.filled(database_url, world.network)
    assert (plans > 0, actions, updates) == (True, 3 * plans, 6 * plans)
    graz = client_for(city='graz')
    found = made(graz.get('/v1/plan-actions', params={'city_id': str(world.cities['graz'])}))['items']
    assert {each['title'] for each in found} == {'Action 0', 'Action 1', 'Action 2'}
