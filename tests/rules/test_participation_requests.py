"""Who may ask to take part, what becomes of a request, and who says why a participation ends (W6)."""

import pytest

from api.rules import participation_requests as rules
from api.rules.refusals import Refusal

NAMES = {'organisation': 'ENAR', 'group': 'Fair housing'}


@pytest.mark.parametrize(
    ('is_inside', 'is_asking', 'refusal'),
    [
        (False, False, None),
        (True, False, Refusal('already-a-member', {'member': 'ENAR', 'group': 'Fair housing'})),
        (True, True, Refusal('already-a-member', {'member': 'ENAR', 'group': 'Fair housing'})),
        (False, True, Refusal('participation-already-asked', NAMES)),
    ],
)
def test_an_organisation_asks_once_at_a_time_and_not_where_it_is(*, is_inside: bool, is_asking: bool, refusal: Refusal | None) -> None:
    assert rules.why_not_ask(**NAMES, is_inside=is_inside, is_asking=is_asking) == refusal


@pytest.mark.parametrize('stage', sorted(rules.STAGES))
def test_what_is_answered_taken_back_or_overtaken_stays_so(stage: str) -> None:
    assert (rules.why_not_settle(stage, **NAMES) is None) == (stage == 'asked') == bool(rules.moves(stage))


@pytest.mark.parametrize(
    ('is_own_act', 'reason', 'may'),
    [(True, None, True), (True, 'No staff.', True), (False, None, False), (False, ' ', False), (False, 'Nobody came.', True)],
)
def test_who_ends_the_participation_of_another_says_why(*, is_own_act: bool, reason: str | None, may: bool) -> None:
    refusal = rules.why_not_end_participation(is_own_act=is_own_act, reason=reason)
    assert refusal == (None if may else Refusal('reason-needed'))
