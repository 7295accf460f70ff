"""What an office looks at before its network goes live."""

import pytest

from api.rules.preparation import STEPS, Held, steps_of


@pytest.mark.parametrize(
    ('held', 'open_steps'),
    [
        (Held(0, 0, 0, 0, sends_mail=False), {'members', 'people', 'mail'}),
        (Held(3, 0, 0, 0, sends_mail=True), {'people'}),
        (Held(3, 2, 1, 1, sends_mail=True), {'people', 'files'}),
        (Held(3, 3, 0, 0, sends_mail=True), set()),
    ],
)
def test_everything_but_groups_and_by_laws_can_be_open(held: Held, open_steps: set[str]) -> None:
    steps = steps_of(held, 1)
    assert tuple(step.code for step in steps) == STEPS
    assert {step.code for step in steps if not step.ready} == open_steps
