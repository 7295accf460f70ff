"""What a day brings, done by hand: by-laws that begin, work that is complete, the end of calls; and a day to come, looked at."""

from datetime import timedelta
from typing import Any

import pytest

from api.database import Database
from api.operations.by_hand import run_scheduler
from api.operations.days import Brought
from tests.conftest import as_demonstration
from tests.routes.acts import constituted, join, made, propose, read_group
from tests.routes.conftest import Somebody, World
from tests.routes.sittings import age, assembly, declare, the_day
from tests.routes.test_dry_runs import kept
from tests.routes.test_reminders import TODAY


def brought(database: Database, days: int, until: int | None = None, *, dry_run: bool = False) -> list[tuple[int, Brought]]:
    """Return what days from today bring to the network, counted from today."""
    last = None if until is None else TODAY + timedelta(days=until)
    done = run_scheduler(database.url, TODAY + timedelta(days=days), last, dry_run=dry_run)
    return [((day - TODAY).days, each) for day, slug, each in done if slug == 'eccar']


@pytest.fixture
def coming(graz: Somebody, office: Somebody, world: World, database: Database) -> dict[str, Any]:
    """A week in which by-laws begin, an assembly sits to which a group has declared that its work is complete, and a call ends."""
    assert graz.id
    small = propose(office, world, title='Clean air')
    made(join(office, world, small, 'bologna'))
    figures = made(office.get('/v1/networks/eccar/by-laws'))['items'][0]
    unsaid = {'id', 'version', 'network_id', 'number', 'demonstration', 'source', 'created_at', 'updated_at'}
    smaller = {**{name: value for name, value in figures.items() if name not in unsaid}, 'valid_from': the_day(3), 'min_cities': 2}
    made(office.post('/v1/networks/eccar/by-laws', json=smaller, headers={'If-Match': '*'}))
    group = constituted(office, world)
    age(database, group, '2020-12-04')
    sitting = assembly(office, world, the_day(5))
    made(declare(office, read_group(office, group), sitting, 'complete'))
    idea = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Quiet streets'}
    call = made(office.post('/v1/calls-for-interest', json=idea))
    made(office.post(f'/v1/calls-for-interest/{call["id"]}/sendings', json={'closes_on': the_day(6)}, headers={'If-Match': '*'}))
    return {'small': small, 'group': group}


def test_a_day_brings_all_that_falls_on_it_and_again_nothing(coming: dict[str, Any], office: Somebody, database: Database) -> None:
    as_demonstration(database)
    with database.engine.begin() as connection:
        connection.exec_driver_sql('UPDATE working_groups SET demonstration = true')
        connection.exec_driver_sql('UPDATE declarations SET demonstration = true')
    done = dict(brought(database, 0, 7))
    assert {day: (each.official, each.completed) for day, each in done.items() if each.official or each.completed} == {3: (1, 0), 5: (0, 1)}
    told = {day: {kind for kind, _ in each.notices} for day, each in done.items()}
    assert 'working_group_constituted' in told[3]
    assert 'group_completed' in told[5]
    assert told[7] >= {'call_ended'}
    assert (read_group(office, coming['small'])['stage'], read_group(office, coming['group'])['stage']) == ('constituted', 'completed')
    before = kept(database)
    # The day on which the first by-laws began is over, though the clock has not moved.
    assert brought(database, 1, 7) == []
    assert kept(database) == before


def test_any_day_to_come_is_looked_at_and_nothing_is_written(coming: dict[str, Any], office: Somebody, database: Database) -> None:
    before = kept(database)
    looked = brought(database, 0, 7, dry_run=True)
    assert [(day, each.official, each.completed) for day, each in looked if each.official or each.completed] == [(3, 1, 0), (5, 0, 1)]
    assert dict(looked)[7].notices[('call_ended', None)] == 2
    # A day in the middle is what it would be after those before it; on its own it is told alone.
    assert brought(database, 5, dry_run=True) == [(5, dict(looked)[5])]
    assert brought(database, 0, 7, dry_run=True) == looked
    assert kept(database) == before
    assert read_group(office, coming['small'])['stage'] == 'proposed'
