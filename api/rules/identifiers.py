"""Knows how the keys look by which others know a city: which forms each scheme has, and which schemes have editions."""

import re
from collections.abc import Mapping

from api.rules.refusals import Refusal

# A scheme's form and one of its keys. Schemes that are not here are another's to define: their keys are taken as they are.
FORMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    'wikidata': (re.compile(r'Q[1-9][0-9]{0,18}'), 'Q13298'),
    'geonames': (re.compile(r'[1-9][0-9]{0,9}'), '2778067'),
    'lau': (re.compile(r'[A-Za-z0-9][A-Za-z0-9._-]{0,19}'), '60101'),
    'nuts3': (re.compile(r'[A-Z]{2}[A-Z0-9]{3}'), 'AT221'),
    'unlocode': (re.compile(r'[A-Z]{2}[A-Z2-9]{3}'), 'ATGRZ'),
}
# These are published anew every few years: `lau:2024`, `nuts3:2021`. The others have one edition only.
_WITH_EDITIONS = {'lau', 'nuts3'}
_EDITION = re.compile(r'(19|20)[0-9]{2}')
_SLUG = re.compile(r'[a-z0-9]+(-[a-z0-9]+)*')


def why_not_scheme(scheme: str) -> Refusal | None:
    """A scheme is named as it is known: LAU and NUTS may name the year of their edition, `network:` names the network's slug.

    Rule: identifiers. Decided here.
    """
    name, colon, detail = scheme.partition(':')
    if name == 'network':
        named = _SLUG.fullmatch(detail) is not None
    else:
        named = not colon or name not in FORMS or (name in _WITH_EDITIONS and _EDITION.fullmatch(detail) is not None)
    return None if named else Refusal('identifier-scheme-unknown', {'scheme': scheme})


def why_not_key(scheme: str, value: str) -> Refusal | None:
    """A key has the form that its scheme gives to all its keys, so that a slip of the pen is seen before others look for the city.

    A partner's own keys have whatever form the partner likes.

    Rule: identifiers. Decided here.
    """
    form = FORMS.get(scheme.partition(':')[0])
    if form is None or form[0].fullmatch(value):
        return None
    return Refusal('identifier-malformed', {'scheme': scheme, 'value': value, 'example': form[1]})
