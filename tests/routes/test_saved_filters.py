"""A person keeps filters of lists under names of their own, and finds them again on any machine."""

import pytest

from tests.routes.acts import made
from tests.routes.conftest import Somebody, problem

FILTERS = '/v1/saved-filters'
PROPOSED = '/working-groups?stage=proposed'


def kept(somebody: Somebody, name: str, address: str = PROPOSED) -> str:
    return str(made(somebody.post(FILTERS, json={'name': name, 'address': address}))['id'])


def names(somebody: Somebody) -> list[tuple[str, str]]:
    return [(each['name'], each['address']) for each in made(somebody.get(FILTERS))['items']]


def test_a_filter_is_kept_found_again_and_removed(graz: Somebody, bologna: Somebody) -> None:
    first = kept(graz, 'Still proposed')
    kept(graz, 'Of Italy', '/cities?country=IT&q=bolo%C3%B1a')
    assert names(graz) == [('Of Italy', '/cities?country=IT&q=bolo%C3%B1a'), ('Still proposed', PROPOSED)]
    assert names(bologna) == []
    assert problem(bologna.delete(f'{FILTERS}/{first}')) == (404, 'not-found')
    assert graz.delete(f'{FILTERS}/{first}').status_code == 204
    assert [name for name, _ in names(graz)] == ['Of Italy']
    assert problem(graz.delete(f'{FILTERS}/{first}')) == (404, 'not-found')


def test_one_of_the_same_name_gives_way(graz: Somebody, bologna: Somebody) -> None:
    kept(graz, 'Mine')
    kept(bologna, 'Mine')
    kept(graz, 'Mine', '/cities?country=IT')
    assert (names(graz), names(bologna)) == ([('Mine', '/cities?country=IT')], [('Mine', PROPOSED)])


@pytest.mark.parametrize(
    'address', ['https://elsewhere.example/?q=a', '//elsewhere.example/?q=a', '/working-groups', '/cities?', 'cities?q=a', '/a?q=b#c',
     '/?a b'],
)  # fmt: skip
def test_an_address_is_a_list_of_ours_with_a_filter(graz: Somebody, address: str) -> None:
    assert problem(graz.post(FILTERS, json={'name': 'Mine', 'address': address})) == (422, 'validation-failed')


def test_there_are_so_many_and_no_more(graz: Somebody) -> None:
    for number in range(50):
        kept(graz, str(number))
    assert problem(graz.post(FILTERS, json={'name': 'One more', 'address': PROPOSED})) == (409, 'saved-filters-enough')
    kept(graz, '7', '/cities?country=IT')
