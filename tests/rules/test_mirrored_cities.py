"""Which of our cities a partner means: what identifies it says so, a name alone never does."""

from uuid import UUID

import pytest

from api.rules.mirrored_cities import UNMATCHED, KnownCities, KnownCity, Match, MeantCity, each_once, match_of, why_not_decide, why_not_so

GRAZ, MAIN, ODER, HALLE, SIBIU = (UUID(int=number) for number in range(1, 6))
KNOWN = KnownCities.of(
    [
        KnownCity(GRAZ, 'AT', frozenset({'graz'}), frozenset({('geonames', '2778067'), ('wikidata', 'Q13298'), ('nuts3', 'AT221')})),
        KnownCity(MAIN, 'DE', frozenset({'frankfurt', 'frankfurt am main'}), frozenset({('wikidata', 'Q1794')})),
        KnownCity(ODER, 'DE', frozenset({'frankfurt', 'frankfurt oder'}), frozenset({('geonames', '2925535')})),
        KnownCity(SIBIU, 'RO', frozenset({'sibiu'}), frozenset({('lau', '143450')})),
        KnownCity(HALLE, 'DE', frozenset({'halle'}), frozenset({('network:partner', 'an-id')})),
    ]
)


def matched(city: UUID) -> Match:
    return Match('matched', city)


def doubtful(*cities: UUID) -> Match:
    return Match('doubtful', None, cities)


@pytest.mark.parametrize(
    ('name', 'country', 'keys', 'expected'),
    [
        ('Gratz', 'AT', {('wikidata', 'Q13298')}, matched(GRAZ)),
        ('graz', None, {('geonames', '2778067')}, matched(GRAZ)),
        ('somewhere', 'DE', {('network:partner', 'an-id')}, matched(HALLE)),
        # What identifies it disagrees: with itself, with its country, with another key of one scheme.
        ('graz', 'AT', {('geonames', '2778067'), ('wikidata', 'Q1794')}, doubtful(GRAZ, MAIN)),
        ('graz', 'DE', {('geonames', '2778067')}, doubtful(GRAZ)),
        ('graz', 'AT', {('geonames', '2778067'), ('wikidata', 'Q999')}, doubtful(GRAZ)),
        # A name alone decides nothing, be it that of one city or of two.
        ('graz', 'AT', set(), doubtful(GRAZ)),
        ('frankfurt', 'DE', set(), doubtful(MAIN, ODER)),
        ('frankfurt', 'DE', {('wikidata', 'Q1794')}, matched(MAIN)),
        # Another key of the same scheme is another city, and so is one in another country.
        ('frankfurt', 'DE', {('wikidata', 'Q4024')}, doubtful(ODER)),
        ('frankfurt', 'US', set(), UNMATCHED),
        ('graz', 'AT', {('geonames', '1')}, UNMATCHED),
        # The key of a region is shared by its cities.
        ('kapfenberg', 'AT', {('nuts3', 'AT221')}, doubtful(GRAZ)),
        # Nor does the number of a commune say anything without its country.
        ('sibiu', 'RO', {('lau', '143450')}, matched(SIBIU)),
        ('somewhere', None, {('lau', '143450')}, doubtful(SIBIU)),
        ('somewhere', 'FR', {('lau', '143450')}, UNMATCHED),
        # Names that one slip of the pen tells apart, in the same country.
        ('frankfurt am mainn', 'DE', set(), doubtful(MAIN, ODER)),
        ('uppsala', 'SE', {('wikidata', 'Q25286')}, UNMATCHED),
        ('', None, set(), UNMATCHED),
    ],
)
def test_what_identifies_a_city_says_which_it_is(name: str, country: str | None, keys: set[tuple[str, str]], expected: Match) -> None:
    names = frozenset({name} - {''})
    assert match_of(MeantCity(names, frozenset(keys), country), KNOWN) == expected


def test_of_two_that_would_be_the_same_city_a_person_says_which() -> None:
    one, two, three = (UUID(int=number) for number in range(11, 14))
    found = each_once({one: matched(GRAZ), two: matched(GRAZ), three: matched(MAIN), GRAZ: UNMATCHED})
    assert found == {one: doubtful(GRAZ), two: doubtful(GRAZ), three: matched(MAIN), GRAZ: UNMATCHED}


def test_only_cities_that_are_there_are_matched() -> None:
    assert [why_not_decide(is_city=city, is_deleted=gone) is None for city, gone in ((True, False), (True, True), (False, False))] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ('decision', 'names', 'right'),
    [('same', True, True), ('same', False, False), ('new', False, True), ('left_out', True, False), (None, False, True)],
)
def test_whoever_says_the_same_says_which(decision: str | None, names: bool, right: bool) -> None:
    assert (why_not_so(decision, names_city=names) is None) == right
