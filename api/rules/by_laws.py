"""Knows what a network's by-laws are: the figures its rules count with, which version is in force, which cannot work.

The figures themselves are data: the versions a network has made, and the presets it can start from (`api/by_law_presets`).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from itertools import pairwise
from typing import Any, Protocol, TypeVar

from api.rules.refusals import Refusal

Found = Iterator[tuple[str, str]]

SPONSORSHIP_CONDITIONS = ('none', 'annual_report')
MAY_BE_ZERO = ('broadcast_hold_hours', 'report_after_days', 'department_meetings_min')
NUMBERS = (
    'min_cities',
    'min_countries',
    'broadcast_hold_hours',
    'report_after_days',
    'report_cadence_months',
    'report_word_limit',
    'index_interval_months',
    'plan_review_min_months',
    'plan_review_max_months',
    'department_meetings_min',
    'department_meetings_max',
    'stale_after_days',
    'reminder_every_days',
)


@dataclass(frozen=True, slots=True)
class ByLaws:
    """The figures of one version. Days, hours, months and words are whole numbers.

    `index_interval_months` and `stale_after_days` may be None.

    `department_meetings_*` count meetings in twelve months; `reminder_days_before` counts down to a due day and
    `reminder_days_after` up from it; after the last of them a reminder follows every `reminder_every_days`.
    """

    min_cities: int
    min_countries: int
    broadcast_hold_hours: int
    report_after_days: int
    report_cadence_months: int
    report_word_limit: int
    index_interval_months: int | None
    plan_review_min_months: int
    plan_review_max_months: int
    department_meetings_min: int
    department_meetings_max: int
    stale_after_days: int | None
    sponsorship_condition: str
    reminder_days_before: tuple[int, ...]
    reminder_days_after: tuple[int, ...]
    reminder_every_days: int
    working_languages: tuple[str, ...]
    time_zone: str


class Formation(Protocol):
    """By-laws as far as the formation of groups (W2) needs them; a stored version fits as well as ByLaws."""

    @property
    def min_cities(self) -> int:
        """Return how many cities constitute a group."""

    @property
    def min_countries(self) -> int:
        """Return from how many countries they must come."""


class Version(Protocol):
    """A version of by-laws as far as choosing among versions needs it."""

    @property
    def valid_from(self) -> date:
        """Return the first day on which it is in force."""


class Versioned(Formation, Version, Protocol):
    """A version of by-laws with what the formation of groups needs."""


AnyVersion = TypeVar('AnyVersion', bound=Version)


def from_figures(figures: Mapping[str, Any]) -> ByLaws:
    """Return the by-laws that a JSON object of figures describes; other keys are ignored, a missing one is a KeyError."""
    given: dict[str, Any] = {field.name: figures[field.name] for field in fields(ByLaws)}
    frozen: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    return ByLaws(**frozen)


def figures_of(by_laws: ByLaws) -> dict[str, Any]:
    """Return the figures as a JSON object: the way back from `from_figures`."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(by_laws).items()}


def in_force_on(versions: Iterable[AnyVersion], day: date) -> AnyVersion | None:
    """By-laws are immutable versions. The one in force on the day an act takes effect decides: the latest that has begun.

    Returns None before the first version; of two that begin on the same day, the one listed later.

    Rule: by-laws. Decided here.
    """
    begun = [version for version in versions if version.valid_from <= day]
    return max(reversed(begun), key=lambda version: version.valid_from, default=None)


def deciding_on(versions: Sequence[AnyVersion], day: date) -> AnyVersion | None:
    """For days before a network's first version its first version decides: what an office records of earlier years counts by it.

    Returns None when there is no version at all.

    Rule: by-laws. Decided here.
    """
    return in_force_on(versions, day) or min(versions, key=lambda version: version.valid_from, default=None)


def why_not_new_version(valid_from: date, today: date, others: Collection[date] = ()) -> Refusal | None:
    """A change is a new version, from today or a later day on; what was decided under earlier by-laws stands.

    On one day one version begins: `others` are the first days of those that there are.

    Rule: by-laws. Decided here.
    """
    if valid_from < today:
        return Refusal('by-laws-in-the-past', {'date': valid_from.isoformat(), 'today': today.isoformat()})
    return Refusal('by-laws-day-taken', {'date': valid_from.isoformat()}) if valid_from in others else None


def problems_of(by_laws: ByLaws) -> list[Refusal]:
    """By-laws must be able to work: whole positive figures, windows the right way round, no more countries than cities.

    Returns one Refusal `by-laws-impossible` per problem; `field` names the figure, `because` the sentence
    `validation.<because>`.

    Rule: by-laws. Decided here.
    """
    return [Refusal('by-laws-impossible', {'field': field, 'because': because}) for find in _CHECKS for field, because in find(by_laws)]


def _too_small(by_laws: ByLaws) -> Found:
    for name in NUMBERS:
        value = getattr(by_laws, name)
        if value is not None and value < 0:
            yield name, 'below_zero'
        elif value == 0 and name not in MAY_BE_ZERO:
            yield name, 'zero'


def _reversed(by_laws: ByLaws) -> Found:
    if by_laws.min_countries > by_laws.min_cities:
        yield 'min_countries', 'more_countries_than_cities'
    if by_laws.plan_review_min_months > by_laws.plan_review_max_months:
        yield 'plan_review_min_months', 'window_reversed'
    if by_laws.department_meetings_min > by_laws.department_meetings_max:
        yield 'department_meetings_min', 'window_reversed'


def _unknown(by_laws: ByLaws) -> Found:
    if by_laws.sponsorship_condition not in SPONSORSHIP_CONDITIONS:
        yield 'sponsorship_condition', 'unknown_condition'


def _lists(by_laws: ByLaws) -> Found:
    before, after, languages = by_laws.reminder_days_before, by_laws.reminder_days_after, by_laws.working_languages
    if not _ascends(before[::-1]):
        yield 'reminder_days_before', 'not_descending'
    if not _ascends(after):
        yield 'reminder_days_after', 'not_ascending'
    if not languages:
        yield 'working_languages', 'none_named'
    if len(set(languages)) < len(languages):
        yield 'working_languages', 'named_twice'


def _ascends(days: Sequence[int]) -> bool:
    return all(day >= 0 for day in days) and all(earlier < later for earlier, later in pairwise(days))


_CHECKS: tuple[Callable[[ByLaws], Found], ...] = (_too_small, _reversed, _unknown, _lists)
