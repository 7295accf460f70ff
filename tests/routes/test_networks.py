"""Networks and their by-laws over HTTP: versions that are made and never changed, and what a version does to proposals (W2, M3)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api import clock
from api.database import Database
from tests.routes.acts import constituted, join, made, propose, read_group
from tests.routes.conftest import SignedIn, Somebody, World, problem
from tests.world import rows

Journal = Callable[[str], list[dict[str, Any]]]
_NOT_SENT = {'id', 'version', 'network_id', 'number', 'valid_from', 'demonstration', 'source', 'created_at', 'updated_at'}
_EVERYTHING = """
SELECT (SELECT count(*) FROM journal) AS journal, (SELECT head_seq FROM change_counter) AS head, (SELECT count(*) FROM outbox) AS outbox,
  (SELECT count(*) FROM notices) AS notices, (SELECT count(*) FROM by_laws) AS by_laws,
  (SELECT json_agg(g ORDER BY g.id) FROM working_groups g) AS groups, (SELECT json_agg(n ORDER BY n.id) FROM networks n) AS networks
"""


def _today() -> str:
    return clock.today('Europe/Berlin').isoformat()


def _versions(caller: httpx.Client) -> list[dict[str, Any]]:
    return list(made(caller.get('/v1/networks/eccar/by-laws'))['items'])


def _make(caller: httpx.Client, *, dry_run: bool = False, headers: dict[str, str] | None = None, **figures: Any) -> httpx.Response:
    """Make a version like the newest one, in force today, with other figures."""
    newest = {name: value for name, value in _versions(caller)[0].items() if name not in _NOT_SENT}
    body = {**newest, 'valid_from': _today(), **figures}
    query = {'dry_run': 'true'} if dry_run else {}
    return caller.post('/v1/networks/eccar/by-laws', json=body, params=query, headers=headers or {'If-Match': '*'})


@pytest.fixture
def older_by_laws(database: Database) -> None:
    """Let the first version have been in force for years, so that one from today on can follow it."""
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE by_laws SET valid_from = '2019-01-01'")


@pytest.fixture
def two_of_two_countries(office: Somebody, world: World) -> dict[str, Any]:
    """A proposal of Graz and Bologna, which lacks one city."""
    group = propose(office, world)
    return dict(made(join(office, world, group, 'bologna'))['working_group'])


# -- networks --------------------------------------------------------------------------------------------------------------


def test_networks_are_listed_by_name_and_read_by_id_or_slug(office: Somebody, world: World) -> None:
    items = made(office.get('/v1/networks'))['items']
    assert [item['slug'] for item in items] == ['icc', 'eccar']
    by_slug, by_id = (office.get(f'/v1/networks/{reference}') for reference in ('eccar', world.network))
    assert by_slug.json() == by_id.json()
    assert {'update_network', 'make_by_laws', 'propose_working_group'} <= set(by_slug.json()['you_may'])
    assert problem(office.get('/v1/networks/nowhere')) == (404, 'not-found')


def test_a_network_is_set_up_by_the_operator_and_goes_live_once(client_for: Any, office: Somebody) -> None:
    operator = client_for(everywhere=True)
    wish = {'slug': 'new', 'name': 'A new network', 'preset': 'icc'}
    assert problem(office.post('/v1/networks', json=wish)) == (403, 'role-does-not-allow')
    answer = operator.post('/v1/networks', json=wish)
    network = made(answer)
    assert (network['stage'], answer.headers['location']) == ('preparation', f'/v1/networks/{network["id"]}')
    assert problem(operator.post('/v1/networks', json=wish)) == (409, 'slug-taken')
    assert [item['number'] for item in made(operator.get('/v1/networks/new/by-laws'))['items']] == [1]
    assert problem(operator.post('/v1/networks/new/launches')) == (428, 'precondition-required')
    live = made(operator.post('/v1/networks/new/launches', headers={'If-Match': answer.headers['etag']}))
    assert (live['stage'], live['version']) == ('live', 2)
    assert problem(operator.post('/v1/networks/new/launches', headers={'If-Match': '*'})) == (409, 'already-live')


def test_a_patch_changes_what_it_names_and_null_clears_only_what_may_be_empty(office: Somebody, journal: Journal) -> None:
    before = made(office.get('/v1/networks/eccar'))
    after = made(office.patch('/v1/networks/eccar', json={'operated_by': 'Heidelberg'}, headers={'If-Match': f'"{before["version"]}"'}))
    assert (after['name'], after['operated_by'], after['version']) == (before['name'], 'Heidelberg', before['version'] + 1)
    assert journal(after['id'])[-1]['changes'] == {'operated_by': [None, 'Heidelberg']}
    assert problem(office.patch('/v1/networks/eccar', json={'name': None}, headers={'If-Match': '*'})) == (422, 'validation-failed')
    cleared = made(office.patch('/v1/networks/eccar', json={'operated_by': None}, headers={'If-Match': '*'}))
    assert cleared['operated_by'] is None


# -- by-laws ---------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures('older_by_laws')
def test_a_new_version_constitutes_the_proposals_that_fulfil_it(
    office: Somebody, world: World, two_of_two_countries: dict[str, Any], database: Database, journal: Journal
) -> None:
    alone = propose(office, world, 'berlin', title='Fair schools')
    effect = made(_make(office, min_cities=2))

    assert (effect['constituted'], effect['still_proposed']) == ([two_of_two_countries['id']], [alone['id']])
    assert (effect['by_laws']['number'], effect['by_laws']['min_cities'], effect['notices']) == (2, 2, 4)
    after = read_group(office, two_of_two_countries)
    assert (after['stage'], after['constituted_on']) == ('constituted', {'value': _today(), 'precision': 'day'})
    assert read_group(office, alone)['missing'][0] == {'code': 'cities', 'have': 1, 'needed': 2}
    entry = journal(after['id'])[-1]
    assert (entry['operation'], entry['rule'], str(entry['by_law_id'])) == ('make_by_laws', 'W2', effect['by_laws']['id'])
    told = rows(database, "SELECT city_id FROM notices WHERE kind = 'working_group_constituted'")
    assert {row['city_id'] for row in told} == {world.cities[name] for name in ('barcelona', 'berlin', 'heidelberg', 'vienna')}
    assert [version['number'] for version in _versions(office)] == [2, 1]


@pytest.mark.usefixtures('older_by_laws')
def test_a_dry_run_says_the_same_and_keeps_nothing(office: Somebody, two_of_two_countries: dict[str, Any], database: Database) -> None:
    before = rows(database, _EVERYTHING)
    effect = made(_make(office, dry_run=True, min_cities=2))
    assert (effect['by_laws'], effect['constituted'], effect['notices']) == (None, [two_of_two_countries['id']], 4)
    assert rows(database, _EVERYTHING) == before


@pytest.mark.usefixtures('older_by_laws')
def test_nothing_constituted_is_undone(office: Somebody, two_of_two_countries: dict[str, Any]) -> None:
    made(_make(office, min_cities=2))
    tomorrow = (clock.today('Europe/Berlin') + timedelta(days=1)).isoformat()
    effect = made(_make(office, min_cities=5, valid_from=tomorrow))
    assert (effect['constituted'], effect['still_proposed']) == ([], [])
    assert read_group(office, two_of_two_countries)['stage'] == 'constituted'


@pytest.mark.usefixtures('older_by_laws')
def test_what_is_official_is_counted_anew_and_stays_official(
    office: Somebody, graz: Somebody, world: World, database: Database, journal: Journal
) -> None:
    group, untouched = constituted(office, world), constituted(office, world, title='Fair schools')
    made(join(office, world, untouched, 'berlin'))
    untouched = read_group(office, untouched)
    assert made(_make(office, dry_run=True, min_cities=4))['below_minimum'] == [group['id']]
    assert read_group(office, group)['below_minimum'] is False

    effect = made(_make(office, min_cities=4))
    assert (effect['constituted'], effect['below_minimum'], effect['notices']) == ([], [group['id']], 0)
    after = read_group(office, group)
    assert (after['stage'], after['below_minimum'], after['missing']) == ('constituted', True, [{'code': 'cities', 'have': 3, 'needed': 4}])
    assert after['constituted_on'] == group['constituted_on']
    assert (read_group(graz, group)['below_minimum'], read_group(graz, group)['missing']) == (None, [])
    told = rows(database, "SELECT working_group_id, city_id FROM notices WHERE kind = 'below_minimum'")
    assert [(str(row['working_group_id']), row['city_id']) for row in told] == [(group['id'], None)]
    entry = journal(group['id'])[-1]
    assert (entry['operation'], entry['rule'], str(entry['by_law_id'])) == ('make_by_laws', 'W2', effect['by_laws']['id'])
    assert read_group(office, untouched) == untouched, 'where nothing changes nothing is written'


@pytest.mark.usefixtures('older_by_laws')
def test_what_is_entered_late_counts_by_the_by_laws_of_its_own_day(
    office: Somebody, two_of_two_countries: dict[str, Any], world: World, database: Database, journal: Journal
) -> None:
    day = (clock.today('Europe/Berlin') - timedelta(days=30)).isoformat()
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE memberships SET start_date = '2020-01-01'")
    first, _ = _versions(office)[0], made(_make(office, min_cities=4))
    found = made(join(office, world, two_of_two_countries, 'berlin', start_date=day, reason='they had told us'))['working_group']
    assert (found['stage'], found['constituted_on']['value'], found['below_minimum']) == ('constituted', day, True)
    entry = next(each for each in reversed(journal(found['id'])) if each['rule'])
    assert (entry['rule'], str(entry['by_law_id'])) == ('W2', first['id'])


@pytest.mark.usefixtures('older_by_laws')
def test_a_version_of_tomorrow_constitutes_nothing_today(office: Somebody, two_of_two_countries: dict[str, Any]) -> None:
    tomorrow = (clock.today('Europe/Berlin') + timedelta(days=1)).isoformat()
    assert made(_make(office, min_cities=2, valid_from=tomorrow))['constituted'] == []
    assert read_group(office, two_of_two_countries)['stage'] == 'proposed'


@pytest.mark.usefixtures('older_by_laws')
def test_a_second_version_for_the_same_day_is_refused_by_name(office: Somebody) -> None:
    tomorrow = (clock.today('Europe/Berlin') + timedelta(days=1)).isoformat()
    made(_make(office, valid_from=tomorrow))
    assert problem(_make(office, valid_from=tomorrow, min_cities=4)) == (409, 'by-laws-day-taken')


@pytest.mark.parametrize(
    ('figures', 'code', 'slug'),
    [
        ({'valid_from': '2020-01-01'}, 409, 'by-laws-in-the-past'),
        ({'min_cities': 2, 'min_countries': 3}, 409, 'by-laws-impossible'),
        ({'plan_review_min_months': 48}, 409, 'by-laws-impossible'),
        ({'reminder_days_before': [1, 7]}, 409, 'by-laws-impossible'),
        ({'time_zone': 'Europe/Nowhere'}, 409, 'by-laws-impossible'),
        ({'time_zone': '../etc/passwd'}, 409, 'by-laws-impossible'),
        ({'working_languages': ['\x00']}, 422, 'validation-failed'),
        ({'reminder_days_after': [10**30]}, 422, 'validation-failed'),
        ({'min_cities': 0}, 422, 'validation-failed'),
        ({'min_cities': 2.5}, 422, 'validation-failed'),
        ({'min_cities': 10**30}, 422, 'validation-failed'),
        ({'valid_from': 0}, 422, 'validation-failed'),
        ({'quorum': 3}, 422, 'validation-failed'),
    ],
)
@pytest.mark.usefixtures('older_by_laws')
def test_by_laws_that_cannot_be_kept_are_refused(office: Somebody, figures: dict[str, Any], code: int, slug: str) -> None:
    assert problem(_make(office, **figures)) == (code, slug)
    assert len(_versions(office)) == 1


@pytest.mark.usefixtures('older_by_laws')
def test_by_laws_are_an_administrators_to_make_on_the_version_they_have_seen(signed_in: SignedIn) -> None:
    admin, staff = signed_in('office_admin'), signed_in('office_staff')
    version = made(admin.get('/v1/networks/eccar'))['version']
    assert problem(_make(staff)) == (403, 'role-does-not-allow')
    assert problem(_make(admin, headers={'Accept-Language': 'en'})) == (428, 'precondition-required')
    assert problem(_make(admin, headers={'If-Match': f'"{version + 1}"'})) == (412, 'stale-version')
    made(_make(admin, headers={'If-Match': f'"{version}"'}, broadcast_hold_hours=0))
    assert made(admin.get('/v1/networks/eccar'))['version'] == version + 1


@pytest.mark.usefixtures('older_by_laws')
def test_without_a_hold_the_notices_of_a_constitution_wait_for_nothing(office: Somebody, world: World, database: Database) -> None:
    made(_make(office, broadcast_hold_hours=0))
    group = propose(office, world)
    for city in ('vienna', 'bologna'):
        made(join(office, world, group, city))
    told = rows(database, "SELECT stage FROM notices WHERE kind = 'working_group_constituted'")
    assert [row['stage'] for row in told] == ['queued'] * 3


def test_before_a_network_is_live_no_notice_leaves(client_for: Any, database: Database) -> None:
    operator = client_for(everywhere=True)
    network = made(operator.post('/v1/networks', json={'slug': 'new', 'name': 'A new network'}))['id']
    cities = {item['slug']: item['id'] for item in made(operator.get('/v1/cities'))['items']}
    for slug in ('graz', 'bologna', 'barcelona', 'berlin'):
        made(operator.post('/v1/memberships', json={'network_id': network, 'city_id': cities[slug]}))
    group = made(operator.post('/v1/working-groups', json={'network_id': network, 'city_id': cities['graz'], 'title': 'Fair housing'}))
    for slug in ('bologna', 'barcelona'):
        made(operator.post(f'/v1/working-groups/{group["id"]}/members', json={'city_id': cities[slug]}))
    assert read_group(operator, group)['stage'] == 'constituted'
    found = rows(database, 'SELECT stage, reason FROM notices')
    assert {(row['stage'], row['reason']) for row in found} == {('not_sent', 'network_in_preparation')}
    assert rows(database, 'SELECT * FROM outbox') == []
