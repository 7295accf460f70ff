"""Nobody is erased whose office, or whose city, would be left without a voice by oversight."""

from collections.abc import Sequence

import pytest

from api.rules.erasures import why_no_reason, why_not_erase


@pytest.mark.parametrize(
    ('is_oneself', 'administrator_of', 'coordinator_of', 'code'),
    [
        (True, (), (), None),
        (False, (), (), None),
        (True, ('ECCAR',), (), 'last-administrator-stays'),
        (False, ('ECCAR',), (), 'last-administrator-stays'),
        (True, (), ('Graz',), 'last-coordinator-hands-over'),
        (False, (), ('Graz',), None),
        (True, ('ECCAR',), ('Graz',), 'last-administrator-stays'),
    ],
)
def test_who_is_the_last_stays_or_hands_over(
    is_oneself: bool, administrator_of: Sequence[str], coordinator_of: Sequence[str], code: str | None
) -> None:
    refusal = why_not_erase(is_oneself=is_oneself, last_administrator_of=administrator_of, last_coordinator_of=coordinator_of)
    assert (refusal and refusal.code) == code


def test_the_refusal_names_every_city() -> None:
    refusal = why_not_erase(is_oneself=True, last_administrator_of=(), last_coordinator_of=('Graz', 'Bologna'))
    assert refusal is not None
    assert refusal.parameters == {'city': 'Graz, Bologna'}


@pytest.mark.parametrize(
    ('is_oneself', 'reason', 'code'),
    [(True, None, None), (True, 'I move', None), (False, 'a letter', None), (False, None, 'reason-needed')],
)
def test_the_office_says_why_and_nobody_else_has_to(is_oneself: bool, reason: str | None, code: str | None) -> None:
    refusal = why_no_reason(is_oneself=is_oneself, reason=reason)
    assert (refusal and refusal.code) == code
