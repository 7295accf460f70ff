"""To whom a new group is told, how long that is held, and what may be done meanwhile."""

from datetime import UTC, datetime

import pytest

from api.by_law_presets import PRESETS
from api.rules import broadcasts
from api.rules.refusals import Refusal

ECCAR = PRESETS['eccar']


def test_every_active_city_outside_the_group_is_told_once() -> None:
    active = ['Graz', 'Bologna', 'Berlin', 'Barcelona', 'Heidelberg', 'Barcelona']
    assert broadcasts.cities_to_notify(active, {'Graz', 'Bologna', 'Berlin'}) == ('Barcelona', 'Heidelberg')
    assert broadcasts.cities_to_notify(active[:3], set(active)) == ()


def test_the_notice_is_held_for_the_hours_of_the_by_laws() -> None:
    now = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)
    assert broadcasts.held_until(now, ECCAR.broadcast_hold_hours) == datetime(2026, 3, 29, 2, 30, tzinfo=UTC)
    assert broadcasts.held_until(now, 0) == now


@pytest.mark.parametrize(
    ('told', 'waiting', 'held'),
    [
        (5, 5, True),
        # One mail is out, or on its way: the others say the same.
        (5, 4, False),
        (5, 0, False),
        # The group is not official yet, or came in before the network was live.
        (0, 0, False),
    ],
)
def test_something_is_done_with_the_notice_while_nobody_has_it(told: int, waiting: int, *, held: bool) -> None:
    refusal = broadcasts.why_not_held(group='Fair housing', told=told, waiting=waiting)
    assert refusal == (None if held else Refusal('broadcast-not-held', {'group': 'Fair housing'}))
