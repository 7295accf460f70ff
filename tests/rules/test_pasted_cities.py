"""What identifies a city is read as people write it; what may mean several things is not read at all."""

import pytest

from api.rules.pasted_cities import key_said


@pytest.mark.parametrize(
    ('text', 'key'),
    [
        ('Q13298', ('wikidata', 'Q13298')),
        ('https://www.wikidata.org/wiki/Q13298', ('wikidata', 'Q13298')),
        ('http://wikidata.org/entity/Q13298', ('wikidata', 'Q13298')),
        ('https://www.geonames.org/2778067/graz.html', ('geonames', '2778067')),
        ('geonames:2778067', ('geonames', '2778067')),
        ('GeoNames: 2778067', ('geonames', '2778067')),
        ('QID: Q13298', ('wikidata', 'Q13298')),
        ('lau:60101', ('lau', '60101')),
        ('lau:2024:60101', ('lau:2024', '60101')),
        ('AGS: 06412000', ('lau', '06412000')),
        ('AT221', ('nuts3', 'AT221')),
        ('DE FRA', ('unlocode', 'DEFRA')),
        ('unlocode:DE FRA', ('unlocode', 'DEFRA')),
        ('network:partner:17', ('network:partner', '17')),
        # A name in capitals, numbers of whatever, what has not the form of its scheme, another's scheme.
        ('PARIS', None),
        ('2778067', None),
        ('wikidata:13298', None),
        ('lau:', None),
        ('Graz: Styria', None),
        ('lau:99:1', None),
        ('https://example.org/Q13298', None),
        ('', None),
    ],
)
def test_a_cell_is_an_identifier_by_its_form(text: str, key: tuple[str, str] | None) -> None:
    assert key_said(text) == key
