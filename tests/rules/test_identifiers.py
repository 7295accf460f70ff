"""The keys by which others know a city."""

import pytest

from api.rules import identifiers
from api.rules.refusals import Refusal


@pytest.mark.parametrize('scheme', ['wikidata', 'geonames', 'lau', 'lau:2024', 'nuts3', 'nuts3:2021', 'unlocode', 'network:eccar',
                                    'network:frankfurt-oder', 'x', 'gnd', 'x:1'])  # fmt: skip
def test_a_scheme_is_named_as_it_is_known(scheme: str) -> None:
    assert identifiers.why_not_scheme(scheme) is None


@pytest.mark.parametrize('scheme', ['wikidata:en', 'geonames:2024', 'unlocode:2024', 'lau:24', 'lau:20240', 'lau:2o24', 'nuts3:1821',
                                    'nuts3:es', 'network', 'network:-', 'network:-x', 'network:x-', 'network:a--b'])  # fmt: skip
def test_an_edition_is_a_year_and_a_network_is_named_by_its_slug(scheme: str) -> None:
    assert identifiers.why_not_scheme(scheme) == Refusal('identifier-scheme-unknown', {'scheme': scheme})


@pytest.mark.parametrize(
    ('scheme', 'value'),
    [
        ('wikidata', 'Q1'),
        ('wikidata', 'Q13298'),
        ('geonames', '1'),
        ('geonames', '2778067'),
        ('lau', '60101'),
        ('lau:2024', 'E06000001'),
        ('lau:2023', 'MT00101'),
        ('nuts3', 'AT221'),
        ('nuts3:2021', 'EL301'),
        ('nuts3', 'DE30Z'),
        ('unlocode', 'ATGRZ'),
        ('unlocode', 'US2AB'),
        ('network:eccar', '?'),
        ('gnd', '4021912-9'),
        ('x:1', 'whatever'),
    ],
)
def test_a_key_has_the_form_of_its_scheme(scheme: str, value: str) -> None:
    assert identifiers.why_not_key(scheme, value) is None


@pytest.mark.parametrize(
    ('scheme', 'value'),
    [
        ('wikidata', '13298'),
        ('wikidata', 'q13298'),
        ('wikidata', 'Q0'),
        ('wikidata', 'Q013'),
        ('wikidata', 'Q13298#x'),
        ('wikidata', 'Q\u0661\u0663'),
        ('geonames', 'Graz'),
        ('geonames', '0'),
        ('geonames', '-5'),
        ('geonames', '2778067.0'),
        ('geonames', '\u0662\u0667'),
        ('geonames', '27780671234'),
        ('lau', '?'),
        ('lau:2024', '-1'),
        ('lau', '1' * 21),
        ('nuts3', 'AT22'),
        ('nuts3', 'AT2211'),
        ('nuts3', 'at221'),
        ('nuts3:2021', '12345'),
        ('unlocode', 'GRZ'),
        ('unlocode', 'ATGR1'),
        ('unlocode', 'AT-GRZ'),
        ('unlocode', 'atgrz'),
    ],
)
def test_a_key_of_another_form_is_refused_with_one_that_has_it(scheme: str, value: str) -> None:
    example = identifiers.FORMS[scheme.partition(':')[0]][1]
    refusal = Refusal('identifier-malformed', {'scheme': scheme, 'value': value, 'example': example})
    assert identifiers.why_not_key(scheme, value) == refusal
    assert identifiers.why_not_key(scheme, example) is None
