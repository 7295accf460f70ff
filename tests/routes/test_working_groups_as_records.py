"""Working groups as records over HTTP: lists, search and pages, ETag and If-Match, merge patches, Idempotency-Key."""

import random
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from api.database import Database
from api.models.keys import fold, search_key
from api.models.working_groups import WorkingGroupRow
from api.spine import Transaction
from tests.conftest import Service
from tests.routes.acts import constituted, join, made, pages, propose, read_group
from tests.routes.conftest import OPERATOR, ClientFor, Somebody, World, problem
from tests.world import rows

LIST = '/v1/working-groups'
TITLES = ('Öffentlicher Raum', 'ouvert à tous', 'Ľudia', 'Łódź', 'Lodz', 'Zoning', 'élan', 'Elan', 'eland', 'Ødegård', 'Straße', 'strasse')


def _filled(database: Database, world: World, number: int) -> list[WorkingGroupRow]:
    """Remember so many groups with titles that differ by accents and case, some of them alike."""
    titles = [TITLES[n % len(TITLES)] + (f' {n // 24}' if n % 2 else '') for n in range(number)]
    made_up = [
        WorkingGroupRow(network_id=world.network, slug=f'group-{n}', title=title, sort_key=fold(title), search_key=search_key(title))
        for n, title in enumerate(titles)
    ]
    random.Random(7).shuffle(made_up)
    with Transaction(database, OPERATOR) as transaction:
        for group in made_up:
            transaction.record('propose_working_group', transaction.add(group))
    return made_up


# -- lists -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(('sort', 'limit'), [('title', 7), ('-title', 50), ('id', 100), ('-id', 1)])
def test_page_by_page_is_the_same_as_the_whole(office: Somebody, world: World, database: Database, sort: str, limit: int) -> None:
    known = _filled(database, world, 120 if limit > 1 else 20)
    found = [item['id'] for page in pages(office, LIST, sort=sort, limit=limit) for item in page]
    key = {'title': lambda row: (row.sort_key, row.id), 'id': lambda row: row.id}[sort.removeprefix('-')]
    assert found == [str(row.id) for row in sorted(known, key=key, reverse=sort.startswith('-'))]


def test_titles_sort_without_regard_to_accents_and_case(office: Somebody, world: World, database: Database) -> None:
    _filled(database, world, 12)
    titles = [item['title'] for item in made(office.get(LIST, params={'limit': 100}))['items']]
    plain = [fold(title) for title in titles]
    assert plain == sorted(plain)
    assert plain[0].startswith('elan')


def test_any_uuid_is_a_meaningful_cursor(office: Somebody, world: World, database: Database) -> None:
    known = _filled(database, world, 12)
    everything = {str(row.id) for row in known}
    for sort in ('title', '-title', 'id', '-id'):
        for cursor in (uuid4(), '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'):
            items = made(office.get(LIST, params={'sort': sort, 'after': str(cursor)}))['items']
            assert {item['id'] for item in items} <= everything
    assert problem(office.get(LIST, params={'after': 'the-last-one'})) == (422, 'validation-failed')


def test_the_link_leads_to_the_page_that_next_names(office: Somebody, world: World, database: Database) -> None:
    _filled(database, world, 5)
    first = office.get(LIST, params={'limit': 2, 'sort': '-title'})
    link = first.headers['link'].split(';')[0].strip('<>')
    assert first.json()['next'] in link
    second = office.get(link)
    assert made(second)['items'] == made(office.get(LIST, params={'limit': 2, 'sort': '-title', 'after': first.json()['next']}))['items']
    assert 'link' not in office.get(LIST).headers


@pytest.mark.parametrize(
    ('q', 'found'), [('ODEGARD', {'Ødegård'}), ('straße', {'Straße', 'strasse'}), ('lodz', {'Łódź', 'Lodz'}), ('%', set())]
)
def test_a_search_is_blind_to_accents_and_case(office: Somebody, world: World, database: Database, q: str, found: set[str]) -> None:
    _filled(database, world, 12)
    titles = {item['title'].removesuffix(' 0') for item in made(office.get(LIST, params={'q': q}))['items']}
    assert titles == found


def test_lists_are_filtered_by_field_and_show_what_one_may_do_when_asked(graz: Somebody, office: Somebody, world: World) -> None:
    group, other = propose(graz, world), constituted(office, world, city='berlin', title='Fair schools')

    def listed(**query: str) -> set[str]:
        return {item['id'] for item in made(graz.get(LIST, params=query))['items']}

    assert listed(stage='proposed') == {group['id']}
    assert listed(network_id=str(world.network)) == {group['id'], other['id']}
    assert listed(network_id=str(world.other_network)) == set()
    assert listed(city_id=str(world.cities['bologna'])) == {other['id']}
    plain, expanded = (made(graz.get(LIST, params=query))['items'][0] for query in ({}, {'expand': 'you_may'}))
    assert plain['you_may'] is None
    assert 'update_working_group' in expanded['you_may']
    assert problem(graz.get(LIST, params={'expand': 'everything'})) == (422, 'validation-failed')
    assert problem(graz.get(LIST, params={'updated_since': '2026-01-01'})) == (422, 'validation-failed')


# -- versions --------------------------------------------------------------------------------------------------------------


def test_a_version_once_read_is_not_sent_again(graz: Somebody, bologna: Somebody, world: World) -> None:
    group = propose(graz, world)
    first = graz.get(f'{LIST}/{group["id"]}')
    tag = first.headers['etag']
    again = graz.get(f'{LIST}/{group["slug"]}', headers={'If-None-Match': tag})
    assert (again.status_code, again.content, again.headers['etag']) == (304, b'', tag)
    assert bologna.get(f'{LIST}/{group["id"]}').headers['etag'] != tag, 'what one may do is part of the answer'
    made(join(bologna, world, group, 'bologna'))
    assert graz.get(f'{LIST}/{group["id"]}', headers={'If-None-Match': tag}).status_code == 200


def test_a_write_names_the_version_it_has_seen(graz: Somebody, bologna: Somebody, world: World) -> None:
    group = propose(graz, world)
    path, wish = f'{LIST}/{group["id"]}', {'aims': 'Homes for all'}
    tag = graz.get(path).headers['etag']
    assert problem(graz.patch(path, json=wish)) == (428, 'precondition-required')
    made(join(bologna, world, group, 'bologna'))
    assert problem(graz.patch(path, json=wish, headers={'If-Match': tag})) == (412, 'stale-version')
    assert problem(graz.patch(path, json=wish, headers={'If-Match': 'W/"1"'})) == (412, 'stale-version')
    assert made(graz.patch(path, json=wish, headers={'If-Match': '"2"'}))['version'] == 3
    tag = graz.get(path).headers['etag']
    answer = graz.patch(path, json={'title': 'Homes'}, headers={'If-Match': tag})
    assert (made(answer)['version'], answer.headers['etag']) == (4, graz.get(path).headers['etag'])


def test_what_is_missing_precedes_what_one_may(bologna: Somebody, graz: Somebody, world: World) -> None:
    """The order of checks: not found, no version named, a stale version, then the role."""
    group = propose(graz, world)
    assert problem(bologna.patch(f'{LIST}/{uuid4()}', json={})) == (404, 'not-found')
    assert problem(bologna.patch(f'{LIST}/{group["id"]}', json={})) == (428, 'precondition-required')
    assert problem(bologna.patch(f'{LIST}/{group["id"]}', json={}, headers={'If-Match': '"9"'})) == (412, 'stale-version')
    assert problem(bologna.patch(f'{LIST}/{group["id"]}', json={}, headers={'If-Match': '"1"'})) == (403, 'role-does-not-allow')


def test_a_patch_leaves_what_it_does_not_name_and_clears_by_null(graz: Somebody, world: World) -> None:
    group = propose(graz, world, aims='Homes for all', rhythm='monthly')

    def patched(**wish: Any) -> httpx.Response:
        return graz.patch(f'{LIST}/{group["id"]}', json=wish, headers={'If-Match': '*'})

    assert made(patched(title='Homes'))['aims'] == 'Homes for all'
    assert (made(patched(aims=None))['aims'], read_group(graz, group)['rhythm']) == (None, 'monthly')
    assert read_group(graz, group)['slug'] == 'fair-housing', 'its address stays'
    for wrong in ({'title': None}, {'title': ' '}, {'stage': 'constituted'}, {'city_count': 9}, {'aims': 'a\x00b'}, {'title': 'x' * 201}):
        assert problem(patched(**wrong)) == (422, 'validation-failed')


# -- the same request again ------------------------------------------------------------------------------------------------


@pytest.fixture
def proposal(world: World) -> dict[str, str]:
    return {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Fair housing'}


@pytest.fixture
def key() -> dict[str, str]:
    return {'Idempotency-Key': 'proposal-of-graz-1'}


def test_the_same_request_with_its_key_gives_the_stored_answer(
    graz: Somebody, client_for: ClientFor, proposal: dict[str, str], key: dict[str, str], database: Database
) -> None:
    first, second = (graz.post(LIST, json=proposal, headers=key) for _ in range(2))
    assert (first.status_code, second.status_code, second.content) == (201, 201, first.content)
    assert ('idempotent-replayed' in first.headers, second.headers['idempotent-replayed']) == (False, 'true')
    assert (second.headers['location'], second.headers['etag']) == (first.headers['location'], first.headers['etag'])
    assert len(rows(database, 'SELECT * FROM working_groups')) == 1
    assert problem(graz.post(LIST, json={**proposal, 'title': 'Other'}, headers=key)) == (409, 'idempotency-key-reused')
    assert made(client_for(city='graz').post(LIST, json=proposal, headers=key))['slug'] == 'fair-housing-2', 'keys are per caller'


def test_a_refusal_is_not_kept(graz: Somebody, proposal: dict[str, str], key: dict[str, str], world: World) -> None:
    wrong = {**proposal, 'city_id': str(world.cities['bologna'])}
    assert problem(graz.post(LIST, json=wrong, headers=key)) == (403, 'role-does-not-allow')
    assert made(graz.post(LIST, json=proposal, headers=key))['stage'] == 'proposed'


def test_a_key_is_forgotten_after_a_week(graz: Somebody, proposal: dict[str, str], key: dict[str, str], database: Database) -> None:
    first = made(graz.post(LIST, json=proposal, headers=key))
    with database.engine.begin() as connection:
        connection.execute(text('UPDATE idempotency_keys SET created_at = created_at - :week'), {'week': timedelta(days=8)})
    assert made(graz.post(LIST, json=proposal, headers=key))['id'] != first['id']


def test_a_key_is_kept_for_as_long_as_this_installation_says(
    service: Service, graz: Somebody, proposal: dict[str, str], key: dict[str, str], database: Database
) -> None:
    state = service.app.state
    former, state.settings = state.settings, state.settings.model_copy(update={'idempotency_key_days': 9})
    try:
        first = made(graz.post(LIST, json=proposal, headers=key))
        with database.engine.begin() as connection:
            connection.execute(text('UPDATE idempotency_keys SET created_at = created_at - :days'), {'days': timedelta(days=8)})
        assert made(graz.post(LIST, json=proposal, headers=key))['id'] == first['id']
        assert graz.get('/v1').json()['retention']['idempotency_key_days'] == 9
    finally:
        state.settings = former


@pytest.mark.parametrize('wrong', ['short', 'x' * 129, 'with a space', 'umläut-123'])
def test_a_key_has_a_form(graz: Somebody, proposal: dict[str, str], wrong: str) -> None:
    headers = {b'Idempotency-Key': wrong.encode('latin-1')}
    assert problem(graz.post(LIST, json=proposal, headers=headers)) == (422, 'validation-failed')


def test_a_key_that_is_being_worked_on_asks_to_wait(
    graz: Somebody, proposal: dict[str, str], key: dict[str, str], database: Database
) -> None:
    with database.engine.begin() as other:
        name = f'person:{graz.id} {key["Idempotency-Key"]}'
        other.execute(text('SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))'), {'name': name})
        answer = graz.post(LIST, json=proposal, headers=key)
        assert problem(answer) == (409, 'idempotency-key-in-progress')
        assert answer.headers['retry-after'] == '1'
    assert made(graz.post(LIST, json=proposal, headers=key))['stage'] == 'proposed'
