"""Knows which commitments and tracks a plan covers: the cells of its frame in which there are actions, and those that are empty."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.rules.refusals import Refusal

Cell = tuple[int, int]
# From so many cities on it is said what the cities of a network share.
FEWEST_CITIES = 3


@dataclass(frozen=True, slots=True)
class Track:
    """A way of acting: `soft` where it informs and persuades, else it changes what is done. `names` is by language."""

    number: int
    soft: bool
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Commitment:
    """What a city has undertaken. `names` is by language."""

    number: int
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Frame:
    """The commitments and tracks of a network: each commitment with each track is a cell."""

    name: str
    commitments: tuple[Commitment, ...]
    tracks: tuple[Track, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Return every cell, commitment by commitment."""
        return tuple((commitment.number, track.number) for commitment in self.commitments for track in self.tracks)


@dataclass(frozen=True, slots=True)
class Placed:
    """An action as far as coverage asks: its stage, and the cells that it is in, the primary one first. `times`: so many of them."""

    stage: str
    cells: Sequence[Cell]
    times: int = 1


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many live actions are in each cell, and of the plan in all; an action counts once in every total."""

    cells: Mapping[Cell, int]
    gaps: tuple[Cell, ...]
    commitments: Mapping[int, int]
    tracks: Mapping[int, int]
    commitments_without: tuple[int, ...]
    soft: int
    hard: int
    total: int


def coverage(frame: Frame, actions: Iterable[Placed]) -> Coverage:
    """A cell is covered when an action is in it that is not cancelled, as its primary cell or a further one; an empty cell is a gap.

    In a total an action counts once, in however many cells it is. Soft tracks inform, advise and sensitise, hard ones enforce or take
    stock; an action that is in both counts in both. At least one action per commitment is invited, and never a condition.

    Takes actions whose cells are the frame's. Returns the counts.

    Rule: P4. Source: action-plan toolkit. Decided here: what soft and hard tracks are.
    """
    live = [(frozenset(action.cells), action.times) for action in actions if action.stage != 'cancelled']
    is_soft = {track.number: track.soft for track in frame.tracks}

    def counted(belongs: Iterable[Cell]) -> int:
        wanted = frozenset(belongs)
        return sum(times for cells, times in live if cells & wanted)

    cells = {cell: counted([cell]) for cell in frame.cells}
    commitments = {each.number: counted(cell for cell in frame.cells if cell[0] == each.number) for each in frame.commitments}
    return Coverage(
        cells=cells,
        gaps=tuple(cell for cell, count in cells.items() if not count),
        commitments=commitments,
        tracks={each.number: counted(cell for cell in frame.cells if cell[1] == each.number) for each in frame.tracks},
        commitments_without=tuple(number for number, count in commitments.items() if not count),
        soft=counted(cell for cell in frame.cells if is_soft[cell[1]]),
        hard=counted(cell for cell in frame.cells if not is_soft[cell[1]]),
        total=sum(times for _, times in live),
    )


def is_told_of(cities: int) -> bool:
    """What a network's cities have in their plans is told together, from three cities on: of fewer it would be told of each.

    `cities` is of how many a plan is shared.

    Rule: P4. Decided here.
    """
    return cities >= FEWEST_CITIES


def why_not_cells(frame: Frame, cells: Sequence[Cell]) -> Refusal | None:
    """An action is placed in cells of the frame that its plan was made with, and in each of them once.

    Rule: P3. Source: action-plan toolkit. Decided here.
    """
    wrong = [cell for n, cell in enumerate(cells) if cell not in frame.cells or cell in cells[:n]]
    return Refusal('cells-do-not-fit', {'commitment': wrong[0][0], 'track': wrong[0][1]}) if wrong else None
