"""Knows how people write what identifies a city into a list: as an address, as a number with its letter, with its scheme before it."""

import re

from api.rules import identifiers

_ADDRESSES = (
    ('wikidata', re.compile(r'https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(Q[0-9]+)/?', re.IGNORECASE)),
    ('geonames', re.compile(r'https?://(?:www\.|sws\.)?geonames\.org/([0-9]+)(?:/.*)?', re.IGNORECASE)),
)
# Signs that no name of a city has: Q13298, AT221; and with the gap that tells it from a name in capitals, DE FRA.
_PLAIN = (
    ('wikidata', re.compile(r'Q[1-9][0-9]{0,18}')),
    ('nuts3', re.compile(r'(?=.*[0-9])[A-Z]{2}[A-Z0-9]{3}')),
    ('unlocode', re.compile(r'[A-Z]{2} [A-Z2-9]{3}')),
)
_NAMES = {
    'q': 'wikidata', 'qid': 'wikidata', 'geonameid': 'geonames', 'locode': 'unlocode', 'un/locode': 'unlocode', 'nuts': 'nuts3',
    'ags': 'lau',
}  # fmt: skip
Key = tuple[str, str]


def key_said(text: str) -> Key | None:
    """Return the identifier that a cell is, as scheme and value; None for anything else.

    Digits alone are none: they may be a LAU code, a number of GeoNames, inhabitants. Whoever means one writes `lau:60101`.

    Rule: identifiers. Decided here.
    """
    for scheme, form in _ADDRESSES:
        if found := form.fullmatch(text):
            return scheme, found[1]
    for scheme, form in _PLAIN:
        if form.fullmatch(text):
            return scheme, text.replace(' ', '')
    said, _, value = (part.strip() for part in text.rpartition(':'))
    scheme = _NAMES.get(said.lower(), said.lower())
    is_known = scheme.partition(':')[0] in {*identifiers.FORMS, 'network'} and identifiers.why_not_scheme(scheme) is None
    value = value.replace(' ', '').upper() if scheme == 'unlocode' else value
    return (scheme, value) if is_known and value and identifiers.why_not_key(scheme, value) is None else None
