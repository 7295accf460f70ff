"""Compares a pasted list of cities with ours, line by line; nothing of it is kept, and nothing is changed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from api.models.cities import CityRow
from api.models.city_matches import MOST_LINES, CityMatch, CityMatchCounts, CityMatches, CityMatchesCreate, MatchedCity
from api.models.columns import table
from api.models.keys import fold
from api.models.networks import NetworkRow
from api.models.shapes import Identifier
from api.operations.import_cells import Cells, country_of, name_in_country
from api.operations.mirrored_cities import known_cities
from api.operations.permit import permit
from api.permissions import Facts
from api.problems import Problem
from api.rules import import_fields
from api.rules.mirrored_cities import MATCHES, Match, MeantCity, match_of
from api.rules.pasted_cities import key_said
from api.spine import Transaction
from api.uploaded_tables import read_lines
from api.workbooks import NoTableError

_CITIES = table(CityRow)
_KIND = 'members'
_A_COUNTRY = 2


@dataclass(slots=True)
class _Line:
    number: int
    text: str
    name: str = ''
    other_names: list[str] = field(default_factory=list)
    country_code: str | None = None
    keys: list[tuple[str, str]] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)


def match_cities(transaction: Transaction, wish: CityMatchesCreate) -> CityMatches:
    """Return a table of the lines: which of our cities each means, by what identifies it; by a name alone only which it may be."""
    permit(transaction, 'match_cities', Facts(networks=frozenset({wish.network_id})))
    transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    try:
        lines = _lines(read_lines(wish.text))
    except NoTableError as error:
        raise Problem('list-too-long', {'most': MOST_LINES}) from error
    if len(lines) > MOST_LINES:
        raise Problem('list-too-long', {'most': MOST_LINES})
    known = known_cities(transaction)
    found = [(line, match_of(_meant(line), known)) for line in lines]
    shown = _shown(transaction, {city for _, match in found for city in (match.city_id, *match.candidate_ids) if city})
    counted = Counter(match.match for _, match in found)
    rows = [_row(line, match, shown) for line, match in found]
    return CityMatches(rows=rows, counts=CityMatchCounts(**{each: counted[each] for each in MATCHES}))


def _lines(read: Sequence[tuple[int, str, tuple[str, ...]]]) -> list[_Line]:
    """Return the lines as they are understood: by their headings where the first one has any, else each cell by its form."""
    fields = import_fields.proposed_fields(_KIND, [fold(cell.replace('_', ' ')) for cell in read[0][2]], {}) if read else []
    if not set(fields) & set(import_fields.NEEDED[_KIND]):
        return [_by_form(*each) for each in read]
    return [_by_field(fields, *each) for each in read[1:]]


def _by_field(fields: Sequence[str | None], number: int, text: str, said: Sequence[str]) -> _Line:
    by_field = {name: cell for name, cell in zip(fields, said, strict=False) if name and cell}
    cells = Cells(by_field)
    line = _Line(number, text, cells.text('name'), cells.texts('other_names'), cells.country('country_code'), list(cells.keys()))
    line.not_read = [by_field[name] for name, _ in cells.faults if name]
    return line


def _by_form(number: int, text: str, said: Sequence[str]) -> _Line:
    line = _Line(number, text)
    for place, cell in enumerate(filter(None, said)):
        key, country = key_said(cell), country_of(cell) if place or len(cell) == _A_COUNTRY else None
        if key is not None:
            line.keys.append(key)
        elif country is not None and line.country_code is None:
            line.country_code = country
        elif line.name or not any(sign.isalpha() for sign in cell):
            line.not_read.append(cell)
        else:
            line.name, in_brackets = name_in_country(cell)
            line.country_code = line.country_code or in_brackets
    return line


def _meant(line: _Line) -> MeantCity:
    names = frozenset(filter(None, map(fold, (line.name, *line.other_names))))
    return MeantCity(names, frozenset(line.keys), line.country_code)


def _shown(transaction: Transaction, ids: set[UUID]) -> Mapping[UUID, MatchedCity]:
    columns = _CITIES.c
    wanted = select(columns.id, columns.slug, columns.name, columns.country_code).where(columns.id.in_(sorted(ids)))
    return {row['id']: MatchedCity.model_validate(dict(row)) for row in transaction.session.execute(wanted).mappings()} if ids else {}


def _row(line: _Line, match: Match, shown: Mapping[UUID, MatchedCity]) -> CityMatch:
    return CityMatch.model_validate({
        'line': line.number,
        'text': line.text,
        'name': line.name or None,
        'country_code': line.country_code,
        'identifiers': list(_identifiers(line)),
        'not_read': line.not_read,
        'match': match.match,
        'city': shown[match.city_id] if match.city_id else None,
        'candidates': [shown[city] for city in match.candidate_ids],
    })  # fmt: skip


def _identifiers(line: _Line) -> Iterator[Identifier]:
    yield from (Identifier(scheme=scheme, value=value) for scheme, value in dict.fromkeys(line.keys))
