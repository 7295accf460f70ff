"""By-laws that were made for a later day: nothing happens before it, and on it proposed groups become official by themselves."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest
from psycopg import Connection

from api import clock
from api.database import Database
from api.jobs import worker
from tests.conftest import Service
from tests.routes.acts import made, propose, read_group
from tests.routes.conftest import Somebody, World


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """A connection such as the worker's."""
    with psycopg.connect(database.url, autocommit=True) as opened:
        yield opened


def _smaller_minimum(office: Somebody, day: str) -> dict[str, object]:
    figures = made(office.get('/v1/networks/eccar/by-laws'))['items'][0]
    kept = {
        name: value for name, value in figures.items() if name not in {'id', 'version', 'network_id', 'number', 'demonstration', 'source'}
    }
    return {**{k: v for k, v in kept.items() if not k.endswith('_at')}, 'valid_from': day, 'min_cities': 1, 'min_countries': 1}


def test_a_version_for_tomorrow_constitutes_nothing_today_and_everything_it_can_on_its_day(
    office: Somebody, graz: Somebody, world: World, connection: Connection, service: Service
) -> None:
    group = propose(graz, world)
    tomorrow = (clock.today('Europe/Berlin') + timedelta(days=1)).isoformat()
    network = made(office.get('/v1/networks/eccar'))
    wish = _smaller_minimum(office, tomorrow)
    path, match = '/v1/networks/eccar/by-laws', {'If-Match': f'"{network["version"]}"'}

    planned = made(office.post(path, json=wish, headers=match, params={'dry_run': 'true'}))
    assert (planned['by_laws'], planned['constituted']) == (None, [group['id']])
    effect = made(office.post(path, json=wish, headers=match))
    assert (effect['constituted'], effect['still_proposed']) == ([], [group['id']])
    assert read_group(graz, group)['stage'] == 'proposed'

    settings = service.app.state.settings.model_copy(update={'database_url': service.app.state.database.url})
    mailer = worker.mailer_for(connection, settings)
    due = connection.execute("SELECT due_at FROM outbox WHERE kind = 'by_laws_in_force'").fetchall()
    assert len(due) == 1
    assert due[0][0] > clock.now()

    # The day comes: what was tomorrow is today.
    connection.execute('UPDATE by_laws SET valid_from = valid_from - 10 WHERE number = 1')
    connection.execute('UPDATE by_laws SET valid_from = valid_from - 1 WHERE number = 2')
    connection.execute("UPDATE outbox SET due_at = now() - interval '1 day' WHERE kind = 'by_laws_in_force'")
    while worker.work_once(connection, settings, mailer):
        pass
    found = read_group(graz, group)
    assert (found['stage'], found['missing']) == ('constituted', [])
    outcome = connection.execute("SELECT outcome, attempt FROM outbox WHERE kind = 'by_laws_in_force'").fetchall()
    assert outcome == [('counted', 1)]
