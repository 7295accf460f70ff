"""Knows good practices: who sees one, which of them are suggested for a cell, and how often a city asks another.

| stage     | what it means                                  | may become |
| --------- | ---------------------------------------------- | ---------- |
| draft     | recorded by the office, not shown to others    | published  |
| published | shown to the members or to everybody           | withdrawn  |
| withdrawn | taken back                                     | published  |
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.rules.coverage import Cell
from api.rules.plans import audience_of, narrower
from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {
    'draft': ('update_good_practice', 'publish_good_practice'),
    'published': ('update_good_practice', 'publish_good_practice', 'withdraw_good_practice'),
    'withdrawn': ('update_good_practice', 'publish_good_practice'),
}
# So many questions a city sends within so many days, and asks another about the same cell once in that time.
MOST_QUESTIONS = 10
WITHIN_DAYS = 30
# How near a practice is by why it fits, and how much nearer where one can read of it, and where its city is of like size: together these
# two never outweigh a better fit.
_FITS: Mapping[str, int] = {'in_cell': 100, 'under_commitment': 75, 'theme': 50, 'whole_plan': 25}
_READABLE, _LIKE = 10, 5
# Cities are of like size when neither has more than so many times the other's inhabitants.
_LIKE_SIZE = 3


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice as far as suggesting it asks. `inhabitants` of its city, where they are known."""

    cells: Sequence[Cell]
    themes: Collection[str] = ()
    languages: Collection[str] = ()
    inhabitants: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom it is suggested: the themes of what the city does already, the languages that are read, the size of the city."""

    languages: Collection[str] = ()
    themes: Collection[str] = ()
    inhabitants: int | None = None


def audience(stage: str, shared_with: str | None, *, of_city: bool, action_shared_with: str | None = None) -> str:
    """Who sees a practice: a draft the office, and the city that it is about; published the members or everybody; withdrawn as a draft.

    One that was published from an action of a plan is never shown to more than the action is.

    Takes with whom it was published, and with whom the action is shared (None: of no action). Returns the audience.

    Rule: P4, P10. Decided here.
    """
    published = shared_with if stage == 'published' and shared_with else 'office'
    if not of_city and published == 'office':
        return 'office'
    return audience_of(narrower(published, action_shared_with or published))


def why_not_published_from(action_shared_with: str) -> Refusal | None:
    """A practice is published from an action that its city shares with the members or with everybody.

    Rule: P4, P10. Decided here.
    """
    return None if action_shared_with in {'members', 'public'} else Refusal('action-not-shared', {'shared_with': action_shared_with})


def why_not(act: str, stage: str, practice: str) -> Refusal | None:
    """A practice is published or published to others, and withdrawn once it is; it is changed at any stage.

    `practice` is its title, for the sentence.

    Rule: P4. Decided here.
    """
    return None if act in STAGES[stage] else Refusal('practice-not-published', {'practice': practice})


def fit(cell: Cell, practice: Practice, reader: Reader) -> str | None:
    """A practice fits a cell because it is in it, under its commitment, of a theme that the city works on, or about a whole plan.

    Returns the first of these that holds; None where none does, and it is not suggested.

    Rule: P4, L2. Decided here.
    """
    if cell in practice.cells:
        return 'in_cell'
    if any(commitment == cell[0] for commitment, _ in practice.cells):
        return 'under_commitment'
    if set(practice.themes) & set(reader.themes):
        return 'theme'
    return None if practice.cells else 'whole_plan'


def nearness(cell: Cell, practice: Practice, reader: Reader) -> int:
    """What is suggested for an empty cell is nearest first; what is under other commitments and of no like theme is not suggested.

    What is in that very cell comes before what is under its commitment, that before a theme which the city works on, and last what is
    about a whole plan; among those that fit as well, first what can be read in a language of the reader, then what is done in a city
    of like size.

    Returns 0 where it is not suggested.

    Rule: P4, L2. Decided here: the order.
    """
    because = fit(cell, practice, reader)
    if because is None:
        return 0
    return _FITS[because] + _READABLE * can_read(practice, reader) + _LIKE * is_like(practice, reader)


def suggested(cell: Cell, practices: Iterable[tuple[str, Practice]], reader: Reader, most: int = 5) -> tuple[str, ...]:
    """At most so many practices are suggested for a cell, the nearest first; of two that are as near, in the order of their keys.

    Takes practices with their keys. Returns keys.

    Rule: P4, L2. Decided here.
    """
    near = sorted((-nearness(cell, practice, reader), key) for key, practice in practices)
    return tuple(key for score, key in near if score)[:most]


def can_read(practice: Practice, reader: Reader) -> bool:
    """Whoever reads one of the languages of a practice can read of it.

    Rule: P4, L2. Decided here.
    """
    return bool(set(practice.languages) & set(reader.languages))


def is_like(practice: Practice, reader: Reader) -> bool:
    """Two cities are of like size when neither has more than three times the other's inhabitants; where one is not known, they are not.

    Rule: P4, L2. Decided here.
    """
    if not practice.inhabitants or not reader.inhabitants:
        return False
    smaller, larger = sorted((practice.inhabitants, reader.inhabitants))
    return larger <= _LIKE_SIZE * smaller


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that a city has sent: whom, about which cell, on which day."""

    city: object
    cell: Cell
    on: date


def why_not_ask(city: object, cell: Cell, before: Collection[Asked], today: date) -> Refusal | None:
    """A city asks another about the same cell once in thirty days, and sends ten questions in that time at most.

    `before` is what the asking city has asked so far.

    Rule: P4. Decided here: the numbers.
    """
    lately = [each for each in before if each.on > today - timedelta(days=WITHIN_DAYS)]
    if any((each.city, each.cell) == (city, cell) for each in lately):
        return Refusal('asked-lately', {'days': WITHIN_DAYS})
    return Refusal('asks-too-often', {'count': MOST_QUESTIONS, 'days': WITHIN_DAYS}) if len(lately) >= MOST_QUESTIONS else None
