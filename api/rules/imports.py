"""Knows what the files say that an office already has: what a day in them means, which rows may be taken as they are.

| outcome   | what an import does with the row                                             |
| --------- | ---------------------------------------------------------------------------- |
| added     | records what was not known                                                   |
| changed   | records what is said more exactly, field by field                            |
| unchanged | nothing: all of it is known                                                  |
| suspected | nothing, until a person says whether it is one of those it might be, or new  |
| refused   | nothing: a cell cannot be what it says                                       |
| left_out  | nothing: a person has said so, or the row belongs to another import          |
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from api.rules.refusals import Refusal

OUTCOMES = ('added', 'changed', 'unchanged', 'suspected', 'refused', 'left_out')
_ISO = re.compile(r'(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]00:00(?::00)?Z?)?')
_DOTTED = re.compile(r'(?:(\d{1,2})\.\s*)?(\d{1,2})\.\s*(\d{4})')
_SLASHED = re.compile(r'(?:(\d{1,2})/)?(\d{1,2})/(\d{4})')
_MONTHS_OF_A_YEAR = 12
_EARLIEST_YEAR = 1900
# Names of so many letters may differ by one slip of the pen, and by two.
_ONE_SLIP, _TWO_SLIPS = 5, 9


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not taken as it is: `code` names a sentence, `parameters` fill it."""

    code: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartlyKnown:
    """A day as far as it is known: the first day of the year or month where no more is."""

    day: date
    precision: str


def day_said(text: str) -> PartlyKnown | Fault:
    """A day is written year first or day first, with dots or dashes; a month or a year alone is a day known in part.

    With slashes it is only read where day and month cannot be taken for each other.

    Rule: dates. Decided here.
    """
    iso, dotted, slashed = _ISO.fullmatch(text), _DOTTED.fullmatch(text), _SLASHED.fullmatch(text)
    found = iso or dotted or slashed
    if found is None:
        return Fault('no_date', {'value': text})
    parts = found.groups() if iso else found.groups()[::-1]
    year, month, day = (int(part) if part else None for part in parts)
    if slashed and day is not None and month is not None and day != month and max(day, month) <= _MONTHS_OF_A_YEAR:
        return Fault('date_ambiguous', {'value': text})
    if slashed and day is not None and month is not None and month > _MONTHS_OF_A_YEAR:
        day, month = month, day
    try:
        known = date(year or 0, month or 1, day or 1)
    except ValueError:
        return Fault('no_date', {'value': text})
    if known.year < _EARLIEST_YEAR:
        return Fault('no_date', {'value': text})
    return PartlyKnown(known, 'day' if day else 'month' if month else 'year')


def says_more(said: PartlyKnown, known: PartlyKnown | None) -> bool:
    """A file says more of a day than is known when it names another day, month or year, or the same more exactly.

    Rule: M3. Decided here.
    """
    if known is None:
        return True
    parts = {'year': 1, 'month': 2, 'day': 3}
    common = min(parts[said.precision], parts[known.precision])
    alike = (said.day.year, said.day.month, said.day.day)[:common] == (known.day.year, known.day.month, known.day.day)[:common]
    return not alike or parts[said.precision] > parts[known.precision]


def looks_like(name: str, other: str) -> bool:
    """Two names may be one: the same but for gaps, the order of their words, one slip of the pen, or words that follow.

    Takes folded names.

    Rule: M3. Decided here.
    """
    if not name or not other:
        return False
    joined, joined_other = name.replace(' ', ''), other.replace(' ', '')
    if joined == joined_other or sorted(name.split()) == sorted(other.split()):
        return True
    if f'{name} '.startswith(f'{other} ') or f'{other} '.startswith(f'{name} '):
        return True
    longest = max(len(joined), len(joined_other))
    slips = 2 if longest >= _TWO_SLIPS else 1 if longest >= _ONE_SLIP else 0
    return bool(slips) and abs(len(joined) - len(joined_other)) <= slips and _distance(joined, joined_other) <= slips


def places_meant(name: str, listed: Sequence[tuple[str, int]], *, known_here: bool) -> list[int]:
    """A name means the places that bear it; longer names that have all its words only where none bears it, or a bigger one has them.

    Where a city of that name is known here, longer names are never meant. Takes folded names with their inhabitants; returns
    places in that list. One that is left is the one; of several a person says which.

    Rule: M3. Decided here.
    """
    exact = [place for place, (bearer, _) in enumerate(listed) if bearer == name]
    biggest = max((people for _, people in listed), default=0)
    if known_here or (len(exact) == 1 and listed[exact[0]][1] >= biggest):
        return exact
    return list(range(len(listed)))


def _distance(one: str, other: str) -> int:
    """Return by how many signs, added, left out, changed or swapped with their neighbour, two texts differ."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, sign in enumerate(one, 1):
        here = [row]
        for column, against in enumerate(other, 1):
            least = min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (sign != against))
            if row > 1 and column > 1 and sign == other[column - 2] and one[row - 2] == against:
                least = min(least, before[column - 2] + 1)
            here.append(least)
        before, above = above, here
    return above[-1]


def why_not_period(start: PartlyKnown | None, end: PartlyKnown | None, *, said: str) -> Fault | None:
    """The day on which a period ends is known to the day, and does not come before its beginning.

    `said` is how the file writes it, for the sentence.

    Rule: dates. Decided here.
    """
    if end is None:
        return None
    if end.precision != 'day':
        return Fault('end_needs_a_day', {'value': said})
    if start is not None and end.day < start.day:
        return Fault('ends_before_start', {'start': start.day.isoformat(), 'end': end.day.isoformat()})
    return None


def outcome_of(*, refused: bool, left_out: bool, undecided: bool, is_new: bool, changes: bool) -> str:
    """A row that is left out is not looked at further; one that is refused or may be somebody known is never taken as it is.

    Rule: M3. Decided here.
    """
    if left_out:
        return 'left_out'
    if refused:
        return 'refused'
    if undecided:
        return 'suspected'
    return 'added' if is_new else 'changed' if changes else 'unchanged'


def why_not_apply(counts: Mapping[str, int], *, sound_only: bool) -> Refusal | None:
    """A file is taken as a whole, unless the office says that the sound rows are.

    Rule: M3. Decided here.
    """
    refused, suspected = counts.get('refused', 0), counts.get('suspected', 0)
    if (refused or suspected) and not sound_only:
        return Refusal('import-has-faults', {'refused': refused, 'suspected': suspected})
    return None


def why_not_periods(rows: Sequence[tuple[int, date | None, date | None]]) -> dict[int, Fault]:
    """The periods of one member in a file never overlap: of two rows that do, the later one is refused and names the earlier.

    Takes (row, start, end). Returns the fault of each such row by its number.

    Rule: M1. Decided here.
    """
    faults: dict[int, Fault] = {}
    ordered = sorted(rows, key=lambda each: (each[1] or date.min, each[2] or date.max, each[0]))
    for (number, start, end), (other, next_start, next_end) in pairwise(ordered):
        if (end is None or next_start is None or next_start < end) and (start, end) != (next_start, next_end):
            faults[max(number, other)] = Fault('row_overlaps', {'row': min(number, other)})
        elif (start, end) == (next_start, next_end):
            faults[max(number, other)] = Fault('row_twice', {'row': min(number, other)})
    return faults
