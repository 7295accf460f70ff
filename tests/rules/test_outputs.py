"""The rules of outputs: from the plan to the network, and back."""

import pytest

from api.rules import outputs
from api.rules.outputs import STAGES
from api.rules.refusals import Refusal

OPERATIONS = ('share_output', 'start_output', 'update_output', 'withdraw_output')


@pytest.mark.parametrize(
    ('stage', 'allowed'),
    [
        ('planned', OPERATIONS),
        ('in_preparation', ('share_output', 'update_output', 'withdraw_output')),
        ('shared', ('share_output', 'update_output', 'withdraw_output')),
        ('withdrawn', ()),
    ],
)
def test_each_stage_allows_its_moves_and_refuses_the_others(stage: str, allowed: tuple[str, ...]) -> None:
    assert outputs.moves(stage, is_closed=False) == allowed
    assert {name for name in OPERATIONS if outputs.why_not(name, stage=stage, output='A paper') is None} == set(allowed)


@pytest.mark.parametrize(
    ('stage', 'code'), [('in_preparation', 'output-started'), ('shared', 'output-started'), ('withdrawn', 'output-withdrawn')]
)
def test_a_refusal_says_which_output(stage: str, code: str) -> None:
    assert outputs.why_not('start_output', stage=stage, output='A paper') == Refusal(code, {'output': 'A paper'})


@pytest.mark.parametrize('stage', STAGES)
def test_a_closed_group_takes_back_and_does_nothing_else(stage: str) -> None:
    assert outputs.moves(stage, is_closed=True) == (('withdraw_output',) if stage != 'withdrawn' else ())


def test_what_is_shared_can_be_read() -> None:
    assert outputs.why_not_share(output='A paper', has_something=True) is None
    assert outputs.why_not_share(output='A paper', has_something=False) == Refusal('nothing-to-share', {'output': 'A paper'})
