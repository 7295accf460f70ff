"""What an office is told before its network goes live, while it takes in what it has."""

from typing import Any

import httpx
from sqlalchemy import text

from api.database import Database
from tests.routes.acts import made
from tests.routes.conftest import ClientFor, Somebody, World, problem
from tests.routes.imported import apply, rows_of, sent


def steps(caller: httpx.Client) -> dict[str, Any]:
    return {step['code']: step for step in made(caller.get('/v1/networks/eccar/preparation'))['steps']}


def test_an_office_sees_what_is_in_and_what_is_still_to_be_looked_at(office: Somebody, world: World, database: Database) -> None:
    with database.autocommit.connect() as connection:
        connection.execute(text("UPDATE networks SET stage = 'preparation' WHERE id = :id"), {'id': world.network})
    told = steps(office)
    assert {code for code, step in told.items() if not step['ready']} == {'people', 'mail'}
    assert told['members']['detail'] == '6 cities are active members.'
    assert told['by_laws']['detail'].endswith('official with 3 cities from 2 countries.')
    people = sent(office, world, 'name;role;city', *(f'Ada {city};coordinator;{city}' for city in ('Graz', 'Wien')), kind='people')
    assert (steps(office)['files']['count'], steps(office)['files']['ready']) == (1, False)
    made(apply(office, people))
    groups = sent(office, world, 'title,since,lead,members', 'Fair housing,2016,Graz,"Wien, Berlin"', kind='working_groups')
    assert len(rows_of(office, groups)) == 1
    made(apply(office, groups))
    told = steps(office)
    assert (told['people']['count'], told['people']['of'], told['people']['ready']) == (2, 6, False)
    assert (told['working_groups']['count'], told['files']['count']) == (1, 0)
    assert made(office.get('/v1/networks/eccar/preparation'))['sent'] == 0
    assert made(office.post('/v1/networks/eccar/launches', headers={'If-Match': '*'}))['stage'] == 'live'
    with database.autocommit.connect() as connection:
        assert connection.execute(text('SELECT count(*) FROM notices')).scalar_one() == 0


def test_only_the_office_is_told(graz: Somebody, client_for: ClientFor, world: World) -> None:
    for other in (graz, client_for(network=world.other_network)):
        assert problem(other.get('/v1/networks/eccar/preparation')) == (403, 'role-does-not-allow')
