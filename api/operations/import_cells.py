"""Reads what the cells of an import's row mean: days, countries, identifiers, words of closed lists; each fault names its column."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, get_args
from uuid import UUID

import pycountry

from api.models.keys import fold
from api.models.shapes import DatePrecision
from api.rules import identifiers, imports
from api.rules.imports import Fault, PartlyKnown
from api.sentences import country_names, languages

# As Eurostat calls them.
_EUROSTAT = {'EL': 'GR', 'UK': 'GB'}
_LISTED = re.compile(r'(?<!\\);')
_LONGEST_NAME, _LONGEST_KEY = 200, 100
# A field, what is recorded, and what the file says.
Change = tuple[str, str | None, str | None]
_IN_COUNTRY = re.compile(r'(.+?)\s*(?:\(([^()]+)\)|,\s*([^,]+))')


@dataclass(slots=True)
class Cells:
    """The cells of one row by their fields, and the faults that were found in them so far."""

    by_field: Mapping[str, str]
    faults: list[tuple[str | None, Fault]] = field(default_factory=list)

    def text(self, name: str, most: int = _LONGEST_NAME) -> str:
        """Return a text in one line; a fault where it is too long."""
        said = ' '.join(self.by_field.get(name, '').split())
        if len(said) > most:
            self.fault(name, Fault('too_long', {'most': most}))
        return said[:most]

    def texts(self, name: str) -> list[str]:
        """Return the texts of a cell that has several, with semicolons between them."""
        parts = (re.sub(r'\\(.)', r'\1', part).strip() for part in _LISTED.split(self.by_field.get(name, '')))
        return [part[:_LONGEST_NAME] for part in parts if part]

    def word(self, name: str, known: Collection[str], otherwise: str, meanings: Mapping[str, str] | None = None) -> str:
        """Return a word of a closed list, or the one that is meant by what offices write; a fault for any other."""
        written = self.text(name)
        said = written.casefold().replace(' ', '_')
        said = (meanings or {}).get(fold(said.replace('_', ' ')), said)
        if said and said not in known:
            self.fault(name, Fault('word_unknown', {'value': written, 'known': ', '.join(known)}))
        return said if said in known else otherwise

    def day(self, name: str, today: date, precision: str | None = None) -> PartlyKnown | None:
        """Return a day that is not to come, or None; `precision` names the field that says how exactly it is known."""
        said = self.text(name)
        found = imports.day_said(said) if said else None
        if isinstance(found, Fault):
            self.fault(name, found)
            return None
        if found is not None and found.day > today:
            self.fault(name, Fault('future_date', {'date': found.day.isoformat()}))
            return None
        if found is not None and precision and found.precision == 'day':
            return PartlyKnown(found.day, self.word(precision, get_args(DatePrecision), 'day'))
        return found

    def country(self, name: str) -> str | None:
        """Return a country's code from its code or its name in a language of the service; a fault for what is neither."""
        said = self.text(name)
        if not said:
            return None
        found = country_of(said)
        if found is None:
            self.fault(name, Fault('country_unknown', {'value': said}))
        return found

    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return the identifiers of a row, each scheme's column first; a fault for one that has not the form of its scheme."""
        said = [(scheme, scheme, self.text(scheme, _LONGEST_KEY)) for scheme in ('geonames', 'wikidata', 'unlocode', 'lau', 'nuts3')]
        for each in self.texts('identifiers'):
            scheme, _, value = each.rpartition(':')
            said.append(('identifiers', scheme, value))
        found: list[tuple[str, str]] = []
        for name, scheme, value in said:
            plain = value.replace(' ', '').upper() if scheme == 'unlocode' else value.rpartition('/')[2] if scheme == 'wikidata' else value
            if not plain:
                continue
            wrong = identifiers.why_not_scheme(scheme) or identifiers.why_not_key(scheme, plain)
            if wrong is not None or not scheme or re.search(r'\s', plain):
                self.fault(name, Fault('key_malformed', {'scheme': scheme, 'value': plain}))
            elif (scheme, plain) not in found:
                found.append((scheme, plain))
        return tuple(found)

    def fault(self, name: str | None, fault: Fault) -> None:
        """Note why the row cannot be taken, and in which column."""
        self.faults.append((name, fault))


@dataclass(slots=True)
class Checked:
    """A row as it was understood: what it would do, and what is needed to do it (`plan`)."""

    number: int
    title: str
    outcome: str
    faults: list[tuple[str | None, Fault]]
    changes: list[Change] = field(default_factory=list)
    candidates: list[dict[str, Any]] = field(default_factory=list)
    record_id: UUID | None = None
    plan: Any = None
    notes: list[Fault] = field(default_factory=list)
    person_id: UUID | None = None

    @property
    def findings(self) -> dict[str, Any]:
        """What of it is kept beside the row: codes and values, no sentences."""
        return {
            'title': self.title,
            'faults': [{'field': name, 'code': each.code, 'parameters': dict(each.parameters)} for name, each in self.faults],
            'changes': [{'field': name, 'from': old, 'to': new} for name, old, new in self.changes],
            'candidates': self.candidates,
            'notes': [{'field': None, 'code': each.code, 'parameters': dict(each.parameters)} for each in self.notes],
        }


def country_of(said: str) -> str | None:
    """Return a country's code from its code or its name in a language of the service; None for what is neither."""
    code = _EUROSTAT.get(said.upper(), said.upper())
    return code if pycountry.countries.get(alpha_2=code) else _countries().get(fold(said))


def name_in_country(said: str) -> tuple[str, str | None]:
    """Return the name and the country of a place that is written as `Valencia (Spain)` or `Valencia, ES`; None where none is said."""
    found = _IN_COUNTRY.fullmatch(said)
    code = country_of(found[2] or found[3]) if found else None
    return (found[1], code) if found and code else (said, None)


def said_partly(known: PartlyKnown | None) -> str | None:
    """Return a day as it is written when no more of it is known."""
    return known.day.isoformat()[: {'year': 4, 'month': 7, 'day': 10}[known.precision]] if known else None


@cache
def _countries() -> Mapping[str, str]:
    """Return code by folded name, in every language of the service and as ISO has it."""
    known = {fold(name): code for language in languages() for code, name in country_names(language).items()}
    for country in pycountry.countries:
        known[fold(country.name)] = known[fold(country.alpha_3)] = country.alpha_2
    return {name: code for name, code in known.items() if pycountry.countries.get(alpha_2=code)}
