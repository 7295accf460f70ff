"""Knows which commitments and tracks a plan covers: the cells of its frame in which there are actions, and those that are empty."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Cell = tuple[int, int]


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
    """An action as far as coverage asks: its stage, and the cells that it is in, the primary one first."""

    stage: str
    cells: Sequence[Cell]


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
    live = [frozenset(action.cells) for action in actions if action.stage != 'cancelled']
    is_soft = {track.number: track.soft for track in frame.tracks}
    cells = {cell: sum(cell in action for action in live) for cell in frame.cells}
    commitments = {each.number: sum(any(cell[0] == each.number for cell in action) for action in live) for each in frame.commitments}
    return Coverage(
        cells=cells,
        gaps=tuple(cell for cell, count in cells.items() if not count),
        commitments=commitments,
        tracks={each.number: sum(any(cell[1] == each.number for cell in action) for action in live) for each in frame.tracks},
        commitments_without=tuple(number for number, count in commitments.items() if not count),
        soft=sum(any(is_soft[track] for _, track in action) for action in live),
        hard=sum(any(not is_soft[track] for _, track in action) for action in live),
        total=len(live),
    )


def cells_outside(frame: Frame, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """An action is placed in cells of the frame that its plan was made with, and in each of them once.

    Returns the cells that are not there or were named before.

    Rule: P3. Source: action-plan toolkit. Decided here.
    """
    return tuple(cell for n, cell in enumerate(cells) if cell not in frame.cells or cell in cells[:n])
