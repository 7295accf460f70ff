"""The database has been started anew: what the service still holds of it from before is not what the next caller meets."""

import psycopg
import pytest

from tests.routes.acts import made
from tests.routes.conftest import ClientFor

_END = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'coalition'"


@pytest.mark.parametrize('path', ['/health/ready', '/v1/cities', '/v1/working-groups', '/v1/public/networks'])
def test_the_first_read_after_it_is_answered(client_for: ClientFor, database_url: str, path: str) -> None:
    operator = client_for(everywhere=True)
    before = made(operator.get(path))
    with psycopg.connect(database_url, autocommit=True) as connection:
        assert connection.execute(_END).fetchall(), 'no connection was held'
    assert made(operator.get(path)) == before
