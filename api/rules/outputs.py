"""Knows the way of an output from the plan to the network, and back.

| stage          | what it means                                      | may become                        |
| -------------- | -------------------------------------------------- | --------------------------------- |
| planned        | the group intends to make it                       | in_preparation, shared, withdrawn |
| in_preparation | the group is making it                             | shared, withdrawn                 |
| shared         | the whole network has it, or everybody             | withdrawn                         |
| withdrawn      | taken back with a reason; the group keeps a record | nothing                           |
"""

from collections.abc import Mapping

from api.rules.refusals import Refusal

STAGES: Mapping[str, tuple[str, ...]] = {
    'planned': ('in_preparation', 'shared', 'withdrawn'),
    'in_preparation': ('shared', 'withdrawn'),
    'shared': ('withdrawn',),
    'withdrawn': (),
}
_MOVES: Mapping[str, tuple[str, ...]] = {
    'planned': ('share_output', 'start_output', 'update_output', 'withdraw_output'),
    'in_preparation': ('share_output', 'update_output', 'withdraw_output'),
    'shared': ('share_output', 'update_output', 'withdraw_output'),
    'withdrawn': (),
}


def moves(stage: str, *, is_closed: bool) -> tuple[str, ...]:
    """Return the operations that an output's stage allows; of a group that has completed its work it may only be taken back."""
    return tuple(name for name in _MOVES[stage] if not is_closed or name == 'withdraw_output')


def why_not(operation: str, *, stage: str, output: str) -> Refusal | None:
    """A group works towards outputs: it plans them, makes them, and shares them with the whole network.

    A shared one may be shared anew with more or fewer people. One that was taken back stays so.

    `output` is its title, for the sentence.

    Rule: W12. Source: working-group rules.
    """
    if operation in _MOVES[stage]:
        return None
    return Refusal('output-withdrawn' if stage == 'withdrawn' else 'output-started', {'output': output})


def why_not_share(*, output: str, has_something: bool) -> Refusal | None:
    """What is shared can be read: it has a document, an address or a description.

    Rule: W12. Decided here.
    """
    return None if has_something else Refusal('nothing-to-share', {'output': output})
