"""How long a machine may call, with how many secrets, and until when it acts for a city."""

from datetime import date, timedelta

import pytest

from api.rules import machines
from api.rules.refusals import Refusal

TODAY = date(2026, 3, 1)
IN_A_YEAR = date(2027, 3, 1)


@pytest.mark.parametrize(('today', 'last'), [(TODAY, IN_A_YEAR), (date(2028, 2, 29), date(2029, 2, 28))])
def test_the_last_day_is_the_same_day_of_the_next_year(today: date, last: date) -> None:
    assert machines.last_day(today) == last


@pytest.mark.parametrize(
    ('day', 'is_allowed'),
    [
        (TODAY - timedelta(days=1), False),
        (TODAY, True),
        (date(2026, 9, 1), True),
        (IN_A_YEAR, True),
        (IN_A_YEAR + timedelta(days=1), False),
    ],
)
def test_an_access_is_for_a_year_at_most_and_not_for_days_that_are_past(day: date, is_allowed: bool) -> None:
    refusal = Refusal('not-within-a-year', {'earliest': '2026-03-01', 'latest': '2027-03-01'})
    assert machines.why_not_until(day, TODAY) == (None if is_allowed else refusal)


@pytest.mark.parametrize(
    ('end', 'is_allowed'),
    [
        (TODAY, False),
        (TODAY + timedelta(days=1), True),
        (IN_A_YEAR + timedelta(days=1), True),
        (IN_A_YEAR + timedelta(days=2), False),
    ],
)
def test_a_mandate_covers_today_and_a_year_at_most(end: date, is_allowed: bool) -> None:
    refusal = Refusal('not-within-a-year', {'earliest': '2026-03-02', 'latest': '2027-03-02'})
    assert machines.why_not_mandate_until(end, TODAY) == (None if is_allowed else refusal)


@pytest.mark.parametrize(('live', 'is_allowed'), [(0, True), (1, True), (2, False), (3, False)])
def test_a_client_has_two_secrets_at_most(live: int, is_allowed: bool) -> None:
    assert machines.why_not_another_secret(live) == (None if is_allowed else Refusal('two-secrets-live', {'count': 2}))


@pytest.mark.parametrize(('days_left', 'found'), [(365, None), (31, None), (30, 30), (8, 30), (7, 7), (0, 7)])
def test_whoever_chose_a_near_end_is_not_reminded_of_it(days_left: int, found: int | None) -> None:
    assert machines.reminded_from_the_start(days_left) == found


@pytest.mark.parametrize(
    ('role', 'for_a_city', 'is_allowed'),
    [('script_client', True, True), ('script_client', False, True), ('partner_client', False, True), ('partner_client', True, False)],
)
def test_a_partners_system_is_made_for_no_city(role: str, *, for_a_city: bool, is_allowed: bool) -> None:
    refusal = None if is_allowed else Refusal('partner-acts-by-mandate')
    assert machines.why_not_made_for(role, for_a_city=for_a_city) == refusal
