"""When a city is active in a network, what ends with its membership, and what a list or a role may say of members."""

from datetime import date
from uuid import UUID

import pytest

from api.rules import memberships
from api.rules.dates import Period
from api.rules.memberships import Ending, Spell, Tie
from api.rules.refusals import Refusal

ANTISEMITISM, ANTI_MUSLIM_RACISM, FINISHED = UUID(int=1), UUID(int=2), UUID(int=3)
DAY = date(2026, 3, 10)

GRAZ = (
    Spell('applicant', Period(date(2019, 1, 1), date(2019, 4, 1))),
    Spell('active', Period(date(2019, 4, 1), date(2022, 1, 1))),
    Spell('suspended', Period(date(2022, 1, 1), date(2023, 1, 1))),
    Spell('active', Period(date(2023, 1, 1), date(2025, 7, 1))),
)
BOLOGNA = (Spell('active', Period(None, None)),)


@pytest.mark.parametrize(
    ('spells', 'day', 'active'),
    [
        (GRAZ, date(2018, 12, 31), False),
        (GRAZ, date(2019, 2, 1), False),
        (GRAZ, date(2019, 4, 1), True),
        (GRAZ, date(2021, 12, 31), True),
        (GRAZ, date(2022, 1, 1), False),
        (GRAZ, date(2023, 1, 1), True),
        (GRAZ, date(2025, 6, 30), True),
        (GRAZ, date(2025, 7, 1), False),
        (BOLOGNA, date(2004, 12, 10), True),
        ((), DAY, False),
    ],
)
def test_a_city_is_active_on_the_days_its_membership_covers_as_active(spells: tuple[Spell, ...], day: date, active: bool) -> None:
    assert memberships.is_active_on(spells, day) is active


MOVES = {
    ('applicant', 'active'),
    ('applicant', 'former'),
    ('active', 'suspended'),
    ('active', 'former'),
    ('suspended', 'active'),
    ('suspended', 'former'),
}


@pytest.mark.parametrize('to', memberships.STAGES)
@pytest.mark.parametrize('stage', memberships.STAGES)
def test_a_membership_moves_only_along_its_stages(stage: str, to: str) -> None:
    refusal = memberships.why_not_move(stage, to)
    assert (refusal is None) is ((stage, to) in MOVES)
    assert refusal is None or refusal.code == 'stage-does-not-allow'


@pytest.mark.parametrize(
    ('period', 'end', 'code'),
    [
        (Period(date(2020, 1, 1), None), DAY, None),
        (Period(DAY, None), DAY, None),
        (Period(None, None), DAY, None),
        (Period(date(2026, 4, 1), None), DAY, 'ends-before-start'),
        (Period(date(2020, 1, 1), date(2024, 1, 1)), DAY, 'membership-ended'),
    ],
)
def test_a_membership_ends_once_and_not_before_it_began(period: Period, end: date, code: str | None) -> None:
    refusal = memberships.why_not_end_membership(period, end)
    assert (refusal.code if refusal else None) == code


def tie(number: int, group: UUID, start: date | None = date(2020, 1, 1), end: date | None = None, *, goes_on: bool = True) -> Tie:
    return Tie(UUID(int=number), group, Period(start, end), goes_on)


def test_group_memberships_end_on_the_day_the_network_membership_ends_and_say_why() -> None:
    ends = memberships.what_ends_with([tie(10, ANTISEMITISM), tie(11, ANTI_MUSLIM_RACISM)], [], DAY)
    assert ends.memberships == (Ending(UUID(int=10), DAY), Ending(UUID(int=11), DAY))
    assert ends.end_reason == 'network_membership_ended'
    assert ends.needs_lead == ()


def test_a_lead_that_ceases_leaves_its_group_without_one() -> None:
    ends = memberships.what_ends_with([tie(10, ANTISEMITISM)], [tie(20, ANTISEMITISM)], DAY)
    assert ends.leads == (Ending(UUID(int=20), DAY),)
    assert ends.needs_lead == (ANTISEMITISM,)


def test_a_finished_group_needs_no_lead_any_more() -> None:
    ends = memberships.what_ends_with([], [tie(20, FINISHED, goes_on=False), tie(21, ANTISEMITISM)], DAY)
    assert ends.needs_lead == (ANTISEMITISM,)


def test_what_ended_before_stays_as_it_was() -> None:
    ended = tie(10, ANTISEMITISM, end=date(2024, 1, 1))
    ends_today = tie(11, ANTI_MUSLIM_RACISM, end=DAY)
    ends = memberships.what_ends_with([ended, ends_today], [ended], DAY)
    assert (ends.memberships, ends.leads, ends.needs_lead) == ((), (), ())


def test_what_would_have_ended_later_ends_now() -> None:
    ends = memberships.what_ends_with([tie(10, ANTISEMITISM, end=date(2026, 5, 1))], [], DAY)
    assert ends.memberships == (Ending(UUID(int=10), DAY),)


def test_an_end_recorded_for_a_past_day_never_puts_an_end_before_a_start() -> None:
    later = date(2026, 2, 1)
    ends = memberships.what_ends_with([tie(10, ANTISEMITISM, start=later), tie(11, ANTISEMITISM, start=None)], [], date(2026, 1, 1))
    assert ends.memberships == (Ending(UUID(int=10), later), Ending(UUID(int=11), date(2026, 1, 1)))


@pytest.mark.parametrize(
    ('kind', 'role', 'in_group', 'fits'),
    [
        ('city', None, True, True),
        ('city', 'member', True, True),
        ('city', 'member', False, True),
        ('city', 'associate', True, False),
        ('organisation', None, True, True),
        ('organisation', 'associate', True, True),
        ('organisation', 'member', True, False),
        ('organisation', None, False, False),
        ('organisation', 'associate', False, False),
    ],
)
def test_cities_are_members_and_organisations_associates_of_groups(kind: str, role: str | None, in_group: bool, fits: bool) -> None:
    refusal = memberships.why_not_role(kind=kind, role=role, in_group=in_group, member='Graz')
    assert refusal == (None if fits else Refusal('role-does-not-fit', {'member': 'Graz'}))


@pytest.mark.parametrize(
    ('present', 'leaving', 'allowed', 'may'),
    [
        (0, 0, None, True),
        (1, 1, None, False),
        (5, 2, None, True),
        (5, 3, None, False),
        (6, 3, None, True),
        (6, 4, None, False),
        (6, 4, 4, True),
        (6, 5, 4, False),
        (6, 1, 0, False),
        (6, 0, 0, True),
    ],
)
def test_a_list_takes_half_of_a_group_out_at_most_unless_more_is_allowed(
    present: int, leaving: int, allowed: int | None, may: bool
) -> None:
    refusal = memberships.why_not_remove(present=present, leaving=leaving, allowed=allowed, group='Fair housing')
    told: dict[str, str | int] = {'count': leaving, 'present': present, 'group': 'Fair housing'}
    assert refusal == (None if may else Refusal('mass-removal', told))


def test_a_list_that_leaves_the_lead_city_out_is_no_handover() -> None:
    assert memberships.why_not_leave_by_list(leading=None, group='Fair housing') is None
    refusal = memberships.why_not_leave_by_list(leading='Graz', group='Fair housing')
    assert refusal == Refusal('lead-stays', {'city': 'Graz', 'group': 'Fair housing'})
