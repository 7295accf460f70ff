"""A pasted list is compared with the cities that the office has: which are the same, which a person looks at, which are none of them."""

from typing import Any

import httpx
import pytest

from api.database import Database
from tests.routes.acts import made
from tests.routes.conftest import Somebody, World, problem
from tests.world import rows

KEPT = (
    'SELECT * FROM cities ORDER BY id', 'SELECT * FROM identifiers ORDER BY id', 'SELECT * FROM journal ORDER BY id',
    'SELECT * FROM changes ORDER BY subject_id', 'SELECT * FROM mirrored_records', 'SELECT * FROM imports',
)  # fmt: skip


@pytest.fixture(autouse=True)
def frankfurts(office: Somebody) -> None:
    """Two cities that people call Frankfurt."""
    for name in ('Frankfurt am Main', 'Frankfurt (Oder)'):
        made(office.post('/v1/cities', json={'name': name, 'other_names': ['Frankfurt'], 'country_code': 'DE'}))


def compared(office: httpx.Client, world: World, text: str) -> dict[str, Any]:
    return made(office.post('/v1/city-matches', json={'network_id': str(world.network), 'text': text}))


def told(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return of each line the number, the match, the city, and the candidates by their names."""
    return [
        (row['line'], row['match'], row['city'] and row['city']['name'], sorted(each['name'] for each in row['candidates']))
        for row in found['rows']
    ]


def test_lines_are_understood_by_the_form_of_their_cells(office: Somebody, world: World) -> None:
    lines = (
        'Graz; Austria; geonames:2778067; 291 134', 'Frankfurt;DE', '', 'Wien (Österreich)', 'https://www.geonames.org/3181928',
        'Uppsala; SE; Q25286',
    )  # fmt: skip
    found = compared(office, world, '\n'.join(lines))
    assert told(found) == [
        (1, 'matched', 'Graz', []),
        (2, 'doubtful', None, ['Frankfurt (Oder)', 'Frankfurt am Main']),
        (4, 'doubtful', None, ['Wien']),
        (5, 'matched', 'Bologna', []),
        (6, 'unmatched', None, []),
    ]
    assert found['counts'] == {'matched': 2, 'doubtful': 2, 'unmatched': 1}
    first = found['rows'][0]
    assert (first['text'], first['name'], first['country_code'], first['not_read']) == (
        'Graz · Austria · geonames:2778067 · 291 134', 'Graz', 'AT', ['291 134'],
    )  # fmt: skip
    assert first['identifiers'] == [{'scheme': 'geonames', 'value': '2778067'}]


def test_a_table_is_understood_by_its_headings(office: Somebody, world: World) -> None:
    found = compared(office, world, 'Stadt\tLand\tGeoNames\tWikidata\nGrätz\tAT\t2778067\t\nBerlin\tAtlantis\t\tX1\nParis\tFR\t\t\n')
    assert told(found) == [(2, 'matched', 'Graz', []), (3, 'doubtful', None, ['Berlin']), (4, 'unmatched', None, [])]
    assert found['rows'][1]['not_read'] == ['Atlantis', 'X1']


@pytest.mark.parametrize(
    ('text', 'line'),
    [
        # A country alone in its line is the name of a city; before a name it is a country.
        ('Luxembourg', (1, 'unmatched', None, [])),
        ('DE, Frankfurt', (1, 'doubtful', None, ['Frankfurt (Oder)', 'Frankfurt am Main'])),
        ('US, Frankfurt', (1, 'unmatched', None, [])),
        # What identifies it disagrees with its country, or with itself.
        ('Graz, DE, geonames:2778067', (1, 'doubtful', None, ['Graz'])),
        ('geonames:2778067, geonames:3181928', (1, 'doubtful', None, ['Bologna', 'Graz'])),
        ('graz', (1, 'doubtful', None, ['Graz'])),
        ('"Graz', (1, 'doubtful', None, ['Graz'])),
        ('<b>Graz</b>', (1, 'unmatched', None, [])),
        ('%PDF-1.7', (1, 'unmatched', None, [])),
    ],
)
def test_a_line(office: Somebody, world: World, text: str, line: tuple[Any, ...]) -> None:
    assert told(compared(office, world, text)) == [line]


@pytest.mark.parametrize('text', ['city;country', ';;;', '""'])
def test_what_says_nothing_has_no_lines(office: Somebody, world: World, text: str) -> None:
    assert compared(office, world, text) == {'rows': [], 'counts': {'matched': 0, 'doubtful': 0, 'unmatched': 0}}


def test_the_same_line_twice_is_told_twice(office: Somebody, world: World) -> None:
    assert told(compared(office, world, 'geonames:2778067\ngeonames:2778067')) == [(1, 'matched', 'Graz', []), (2, 'matched', 'Graz', [])]


def test_nothing_is_changed_and_nothing_kept(office: Somebody, world: World, database: Database) -> None:
    before = [rows(database, each) for each in KEPT]
    compared(office, world, 'Graz\nFrankfurt\nUppsala, SE')
    assert [rows(database, each) for each in KEPT] == before


@pytest.mark.parametrize('text', ['Graz\n' * 1001, 'Graz ' * 1200])
def test_more_than_can_be_compared_at_once_is_refused(office: Somebody, world: World, text: str) -> None:
    answer = office.post('/v1/city-matches', json={'network_id': str(world.network), 'text': text})
    assert problem(answer) == (409, 'list-too-long')


def test_it_is_for_the_office(graz: Somebody, office: Somebody, world: World) -> None:
    wish = {'network_id': str(world.network), 'text': 'Graz'}
    assert problem(graz.post('/v1/city-matches', json=wish)) == (403, 'role-does-not-allow')
    assert problem(office.post('/v1/city-matches', json=wish | {'network_id': str(world.other_network)})) == (403, 'role-does-not-allow')
