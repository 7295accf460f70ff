"""Slugs are for ever: one that a record had in former times leads to where it is now, wherever records are read by slug."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from api import shown
from api.database import Database
from api.reads import Read
from api.shown import publicly
from tests.contract.conftest import Records
from tests.contract.validated import OPERATIONS
from tests.routes.acts import made
from tests.routes.conftest import ClientFor, Somebody, World, problem

# The folder of its addresses | the noun of the record | a query that its reading takes.
BY_SLUG = [
    ('/v1/networks', 'network', ''),
    ('/v1/cities', 'city', '?expand=you_may%2Cworking_groups'),
    ('/v1/organisations', 'organisation', ''),
    ('/v1/working-groups', 'working_group', '?expand=members'),
    ('/v1/public/cities', 'city', ''),
    ('/v1/public/working-groups', 'working_group', ''),
]


@pytest.fixture
def renamed(records: Records, database: Database) -> Records:
    """The records, of which each has had another slug."""
    with database.autocommit.connect() as connection:
        for noun in ('network', 'city', 'organisation', 'working_group'):
            values = {'noun': noun, 'id': records[noun]['id'], 'slug': f'former-{noun.replace("_", "-")}'}
            connection.execute(text('INSERT INTO former_slugs (slug, subject_type, subject_id) VALUES (:slug, :noun, :id)'), values)
    return records


def test_the_table_names_every_address_that_takes_a_slug() -> None:
    taking, moving = set(), set()
    for operation in OPERATIONS:
        if operation.method == 'GET' and operation.path.endswith('}'):
            places = [each for each in operation.declared['parameters'] if each['in'] == 'path']
            folder = operation.path.rpartition('/')[0]
            taking |= {folder for place in places if 'slug' in place['description'] and 'UUID' in place['description']}
            moving |= {folder} if '308' in operation.declared['responses'] else set()
    assert taking == moving == {folder for folder, _, _ in BY_SLUG}
    reads = {id(read) for module in (shown, publicly) for read in vars(module).values() if isinstance(read, Read) and read.by_slug}
    assert len(reads) == len(BY_SLUG)


@pytest.mark.parametrize(('folder', 'noun', 'query'), BY_SLUG)
def test_a_former_slug_leads_to_the_present_address(operator: Somebody, renamed: Records, folder: str, noun: str, query: str) -> None:
    former, record = f'former-{noun.replace("_", "-")}', renamed[noun]
    for asked in ('', query):
        path = f'{folder}/{former}{asked}'
        got, headed = operator.get(path), operator.head(path)
        assert [(each.status_code, each.content) for each in (got, headed)] == [(308, b'')] * 2
        assert got.headers['location'] == headed.headers['location'] == f'{folder}/{record["slug"]}{asked}'
        present = made(operator.get(got.headers['location']))
        assert (present['id'], present['slug']) == (record['id'], record['slug'])
    assert operator.get(f'{folder}/{former}', headers={'if-none-match': '*'}).status_code == 308
    assert operator.get(f'{folder}/{former}?nonsense=1').status_code == 422
    others = [f'former-{other.replace("_", "-")}' for _, other, _ in BY_SLUG if other != noun]
    for unknown in (*others, f'{former}-2', former.upper(), 'former'):
        for answer in (operator.get(f'{folder}/{unknown}'), operator.head(f'{folder}/{unknown}')):
            assert answer.status_code == (422 if unknown.isupper() else 404), unknown


def below(folder: str) -> Iterator[str]:
    """Yield what can be read below a record of this folder."""
    for operation in OPERATIONS:
        record, _, rest = operation.path.removeprefix(f'{folder}/').partition('/')
        if operation.method == 'GET' and operation.path.startswith(f'{folder}/{{') and rest and '{' not in rest:
            assert record
            yield rest


@pytest.mark.parametrize('folder', ['/v1/networks', '/v1/working-groups'])
def test_what_stands_below_a_record_is_read_and_written_by_a_former_slug_too(operator: Somebody, renamed: Records, folder: str) -> None:
    noun = 'network' if folder == '/v1/networks' else 'working_group'
    former, present = (f'{folder}/{slug}' for slug in (f'former-{noun.replace("_", "-")}', renamed[noun]['slug']))
    asked = list(below(folder))
    assert asked
    for rest in asked:
        assert made(operator.get(f'{former}/{rest}')) == made(operator.get(f'{present}/{rest}')), rest
    changed = operator.patch(former, json={}, headers={'if-match': '*'})
    assert made(changed)['slug'] == renamed[noun]['slug']


def test_a_former_slug_is_never_given_to_another(operator: Somebody, renamed: Records, world: World) -> None:
    assert problem(operator.post('/v1/networks', json={'slug': 'former-network', 'name': 'Another'})) == (409, 'slug-taken')
    group = {'network_id': str(world.network), 'city_id': str(world.cities['graz']), 'title': 'Former working group'}
    assert made(operator.post('/v1/working-groups', json=group))['slug'] == 'former-working-group-2'
    assert made(operator.post('/v1/cities', json={'name': 'Former City', 'country_code': 'AT'}))['slug'] == 'former-city-at'
    organisation = {'name': 'Former organisation', 'kind': 'institution'}
    assert made(operator.post('/v1/organisations', json=organisation))['slug'] == 'former-organisation-2'
    assert renamed


def test_a_former_slug_tells_nothing_to_whoever_may_not_see_the_record(
    client_for: ClientFor, renamed: Records, world: World, database: Database
) -> None:
    stranger = client_for(network=world.other_network)
    with database.autocommit.connect() as connection:
        values = {'group': renamed['working_group']['id'], 'city': renamed['city']['id']}
        connection.execute(text("UPDATE working_groups SET audience = 'members' WHERE id = :group"), values)
        connection.execute(text("UPDATE memberships SET stage = 'suspended' WHERE city_id = :city AND working_group_id IS NULL"), values)
    for path in (
        '/v1/working-groups/former-working-group',
        '/v1/working-groups/former-working-group/members',
        '/v1/public/working-groups/former-working-group',
        '/v1/public/cities/former-city',
    ):
        assert problem(stranger.get(path)) == (404, 'not-found'), path
    assert stranger.get('/v1/cities/former-city').status_code == 308
