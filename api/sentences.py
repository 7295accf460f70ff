"""Knows every sentence that people read, in each language, and which language a reader wants.

The catalogues are `api/messages/<language>.json`: one flat object, key → sentence with {named} places, or an object with
the forms "one" and "other", of which the parameter `count` chooses. They are read once, at import.
A key, a form or a parameter that is missing is a KeyError: a mistake in the code, never a blank for the reader.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from babel import Locale
from babel.dates import format_date

DEFAULT_LANGUAGE = 'en'

Entry = str | Mapping[str, str]

_DAYS = {'date', 'today', 'start', 'end'}
_LOCALES = {'en': 'en_GB'}

_QUALITY = re.compile(r'q=([01](?:\.\d{0,3})?)', re.ASCII)


def _catalogues() -> dict[str, dict[str, Entry]]:
    files = sorted(Path(__file__).with_name('messages').glob('*.json'))
    read = {file.stem: json.loads(file.read_text(encoding='utf-8')) for file in files}
    return {DEFAULT_LANGUAGE: read.pop(DEFAULT_LANGUAGE), **read}


CATALOGUES: Mapping[str, Mapping[str, Entry]] = _catalogues()


def languages() -> tuple[str, ...]:
    """Return the languages there are sentences in, the default first."""
    return tuple(CATALOGUES)


def language_names() -> dict[str, str]:
    """Return language → its own name for itself."""
    return {language: say(language, 'language.name') for language in CATALOGUES}


def say(language: str, key: str, /, **parameters: object) -> str:
    """Return the sentence `key` in `language`, its places filled from `parameters`; what it has no place for is left out.

    A parameter named for a day (date, today, start, end) and given as YYYY-MM-DD is written as the language writes days.
    Raises KeyError for an unknown language, an unknown key, or a place without a parameter.
    """
    entry = CATALOGUES[language][key]
    said = {name: _day(language, value) if name in _DAYS else value for name, value in parameters.items()}
    return (entry if isinstance(entry, str) else _form(entry, parameters['count'])).format_map(said)


def _day(language: str, value: object) -> object:
    known = isinstance(value, str) and re.fullmatch(r'\d{4}-\d\d-\d\d', value)
    return format_date(date.fromisoformat(str(value)), format='long', locale=locale_of(language)) if known else value


def locale_of(language: str) -> str:
    """Return the locale by which a language writes days and figures."""
    return _LOCALES.get(language, language)


def country_names(language: str) -> dict[str, str]:
    """Return what `language` calls each country, by its ISO 3166-1 code."""
    territories = Locale.parse(locale_of(language)).territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}  # noqa: PLR2004 -- the others are numbers of regions


def choose_language(accept_language: str | None, preferred: str | None = None) -> str:
    """Return the language to answer in: what the person has chosen, else the best of an Accept-Language header, else English.

    A header that cannot be read counts as none. de-AT is answered in de; q=0 means never; `*` takes what is left.
    """
    if preferred is not None and preferred in CATALOGUES:
        return preferred
    wishes = _wishes(accept_language or '')
    refused = {tag for tag, quality in wishes if not quality}
    for tag, quality in sorted(wishes, key=lambda wish: -wish[1]):
        asked = CATALOGUES if tag == '*' else (tag.partition('-')[0],)
        found = [language for language in asked if language in CATALOGUES and language not in refused]
        if quality and found:
            return found[0]
    return DEFAULT_LANGUAGE


def _form(forms: Mapping[str, str], count: object) -> str:
    return forms['one' if count == 1 else 'other']


def _wishes(header: str) -> list[tuple[str, float]]:
    """Return (tag, quality) as listed; a part that cannot be read is left out."""
    wishes = []
    for part in header.lower().split(','):
        tag, _, parameter = (piece.strip() for piece in part.partition(';'))
        quality = _QUALITY.fullmatch(parameter.replace(' ', '')) if parameter else None
        if tag and (quality or not parameter):
            wishes.append((tag, min(float(quality[1]), 1) if quality else 1))
    return wishes
