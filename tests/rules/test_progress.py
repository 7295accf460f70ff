"""What a progress update may say, and how an item stands after all of its updates: tables of cases."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.action_items import STAGES
from api.rules.progress import Said, Standing, after, standing_after, why_not_correct, why_not_percent, why_not_said

DAY = date(2028, 2, 29)
_said = st.builds(
    Said, st.dates(date(2027, 12, 31), date(2028, 3, 1)), st.none() | st.sampled_from(list(STAGES)), st.none() | st.integers(0, 100)
)


@pytest.mark.parametrize(
    ('unchanged', 'stage', 'percent', 'has_text', 'has_more', 'code'),
    [
        (False, None, None, False, False, 'update-says-nothing'),
        (False, 'in_progress', None, False, False, None),
        (False, None, 0, False, False, None),
        (False, None, None, True, False, None),
        (False, None, None, False, True, None),
        (True, None, None, False, False, None),
        (True, None, None, False, True, None),
        (True, 'in_progress', None, False, False, 'unchanged-stands-alone'),
        (True, None, 0, False, False, 'unchanged-stands-alone'),
        (True, None, None, True, False, 'unchanged-stands-alone'),
    ],
)
def test_an_update_says_something_or_that_nothing_has_changed(
    unchanged: bool, stage: str | None, percent: int | None, has_text: bool, has_more: bool, code: str | None
) -> None:
    refusal = why_not_said(unchanged=unchanged, stage=stage, percent=percent, has_text=has_text, has_more=has_more)
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ('stage', 'percent', 'is_refused'),
    [('completed', None, False), ('completed', 100, False), ('completed', 99, True), ('completed', 0, True), ('in_progress', 100, False)],
)
def test_what_is_completed_is_done(stage: str, percent: int | None, is_refused: bool) -> None:
    assert (why_not_percent(stage, percent) is not None) is is_refused


@pytest.mark.parametrize(
    ('said', 'stage', 'percent'),
    [
        ([], 'planned', None),
        ([Said(DAY)], 'planned', None),
        ([Said(DAY, 'in_progress', 20)], 'in_progress', 20),
        ([Said(DAY, 'in_progress', 20), Said(DAY)], 'in_progress', 20),
        ([Said(DAY, 'in_progress', 20), Said(DAY, None, 0)], 'in_progress', 0),
        ([Said(DAY, 'in_progress', 20), Said(DAY, 'postponed')], 'postponed', 20),
        ([Said(DAY, 'completed')], 'completed', 100),
        ([Said(DAY, 'in_progress', 20), Said(DAY, 'completed')], 'completed', 100),
        ([Said(DAY, 'completed'), Said(DAY, 'in_progress')], 'in_progress', None),
        ([Said(DAY, 'completed'), Said(DAY, 'in_progress', 60)], 'in_progress', 60),
        ([Said(DAY, 'completed'), Said(DAY)], 'completed', 100),
        ([Said(DAY, None, 100)], 'planned', 100),
    ],
)
def test_how_an_item_stands_follows_from_its_updates(said: list[Said], stage: str, percent: int | None) -> None:
    assert standing_after(said) == Standing(stage, percent, DAY if said else None)


@given(said=st.lists(_said, max_size=12))
def test_one_more_update_is_one_more_step(said: list[Said]) -> None:
    for number in range(1, len(said) + 1):
        assert standing_after(said[:number]) == after(standing_after(said[: number - 1]), said[number - 1])


@given(said=st.lists(_said, max_size=12))
def test_whatever_is_said_a_completed_item_is_done_and_a_percentage_is_one(said: list[Said]) -> None:
    standing = standing_after(said)
    assert standing.percent is None or 0 <= standing.percent <= 100
    assert standing.stage != 'completed' or standing.percent == 100


@pytest.mark.parametrize(
    ('is_of_item', 'is_corrected', 'code'),
    [
        (True, False, None),
        (False, False, 'corrects-another-item'),
        (False, True, 'corrects-another-item'),
        (True, True, 'already-corrected'),
    ],
)
def test_a_correction_is_of_the_same_item_and_made_once(is_of_item: bool, is_corrected: bool, code: str | None) -> None:
    refusal = why_not_correct(is_of_item=is_of_item, is_corrected=is_corrected)
    assert (refusal.code if refusal else None) == code
