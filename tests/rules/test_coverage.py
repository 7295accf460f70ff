"""Which cells of its frame a plan covers: tables of cases, and what holds of any plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.models.shapes import LANGUAGES
from api.plan_frames import FRAMES
from api.rules.coverage import Cell, Commitment, Frame, Placed, Track, coverage, is_told_of, why_not_cells
from api.rules.refusals import Refusal

TEN_POINTS = FRAMES['ten_points']
SMALL = Frame('small', (Commitment(1, {}), Commitment(2, {})), (Track(1, soft=True, names={}), Track(2, soft=False, names={})))
EMPTY = {(1, 1): 0, (1, 2): 0, (2, 1): 0, (2, 2): 0}


def test_the_ten_points_have_forty_cells_two_soft_tracks_and_names_in_every_language() -> None:
    assert len(TEN_POINTS.cells) == 40
    assert [track.soft for track in TEN_POINTS.tracks] == [True, True, False, False]
    for names in [each.names for each in TEN_POINTS.commitments] + [each.names for each in TEN_POINTS.tracks]:
        assert set(names) == set(LANGUAGES)
        assert all(names.values())
    assert [each.number for each in TEN_POINTS.commitments] == list(range(1, 11))
    assert TEN_POINTS.commitments[6].names['en'] == 'Fair Access to Housing'


@pytest.mark.parametrize(
    ('actions', 'counts', 'total', 'soft', 'hard', 'without'),
    [
        ([], {}, 0, 0, 0, (1, 2)),
        ([Placed('planned', [(1, 1)])], {(1, 1): 1}, 1, 1, 0, (2,)),
        ([Placed('cancelled', [(1, 1)])], {}, 0, 0, 0, (1, 2)),
        ([Placed('completed', [(2, 2)])], {(2, 2): 1}, 1, 0, 1, (1,)),
        ([Placed('postponed', [(2, 2)])], {(2, 2): 1}, 1, 0, 1, (1,)),
        # In several cells an action counts in each, and once in every total.
        ([Placed('in_progress', [(1, 1), (1, 2), (2, 1)])], {(1, 1): 1, (1, 2): 1, (2, 1): 1}, 1, 1, 1, ()),
        ([Placed('planned', [(1, 1)]), Placed('planned', [(1, 1), (1, 2)])], {(1, 1): 2, (1, 2): 1}, 2, 2, 1, (2,)),
        ([Placed('planned', [(1, 1)]), Placed('cancelled', [(2, 2)])], {(1, 1): 1}, 1, 1, 0, (2,)),
    ],
)
def test_a_cell_is_covered_by_what_was_not_cancelled(
    actions: list[Placed], counts: dict[Cell, int], total: int, soft: int, hard: int, without: tuple[int, ...]
) -> None:
    found = coverage(SMALL, actions)
    assert found.cells == {**EMPTY, **counts}
    assert found.gaps == tuple(cell for cell in SMALL.cells if cell not in counts)
    assert (found.total, found.soft, found.hard, found.commitments_without) == (total, soft, hard, without)


_cells = st.lists(st.sampled_from(TEN_POINTS.cells), min_size=1, max_size=6, unique=True)
_stages = st.sampled_from(['planned', 'in_progress', 'completed', 'postponed', 'cancelled'])


@given(st.lists(st.builds(Placed, _stages, _cells), max_size=60))
def test_of_any_plan_the_totals_count_an_action_once(actions: list[Placed]) -> None:
    found, live = coverage(TEN_POINTS, actions), [action for action in actions if action.stage != 'cancelled']
    assert found.total == len(live)
    assert sum(found.cells.values()) == sum(len(action.cells) for action in live)
    assert max(found.soft, found.hard) <= found.total <= found.soft + found.hard
    assert all(count <= found.total for count in (*found.commitments.values(), *found.tracks.values()))
    assert {number for number, _ in found.gaps} >= set(found.commitments_without)
    assert len(found.gaps) == 40 - len({cell for action in live for cell in action.cells})


@pytest.mark.parametrize(
    ('cells', 'wrong'),
    [
        ([], None),
        ([(1, 1)], None),
        ([(10, 4), (1, 1)], None),
        ([(11, 1)], (11, 1)),
        ([(1, 5), (1, 0)], (1, 5)),
        ([(3, 2), (3, 2)], (3, 2)),
    ],
)
def test_an_action_is_placed_in_cells_that_are_there_and_in_each_once(cells: list[Cell], wrong: Cell | None) -> None:
    found = why_not_cells(TEN_POINTS, cells)
    assert found == (Refusal('cells-do-not-fit', {'commitment': wrong[0], 'track': wrong[1]}) if wrong else None)


def test_many_alike_count_as_often_as_they_are_there() -> None:
    three = coverage(TEN_POINTS, [Placed('planned', [(1, 1), (1, 3)], times=3)])
    assert three == coverage(TEN_POINTS, [Placed('planned', [(1, 1), (1, 3)])] * 3)
    assert (three.total, three.soft, three.hard, three.cells[1, 1], three.commitments[1]) == (3, 3, 3, 3, 3)


@pytest.mark.parametrize(('cities', 'told'), [(0, False), (1, False), (2, False), (3, True), (200, True)])
def test_of_a_network_it_is_told_from_three_cities_on(cities: int, told: bool) -> None:
    assert is_told_of(cities) is told
