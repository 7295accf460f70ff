"""What each role is held for, and which ones are handed over."""

from uuid import uuid4

import pytest

from api.rules import roles
from api.rules.refusals import Refusal

CITY, GROUP, ORGANISATION = uuid4(), uuid4(), uuid4()


@pytest.mark.parametrize(
    ('role', 'held_for', 'refusal'),
    [
        ('coordinator', {'city_id': CITY}, None),
        ('coordinator', {}, Refusal('role-needs-a-city')),
        ('political_head', {'organisation_id': ORGANISATION}, Refusal('role-needs-a-city')),
        ('lead_contact', {'city_id': CITY}, Refusal('role-needs-a-group')),
        ('lead_contact', {'working_group_id': GROUP}, Refusal('role-needs-a-city')),
        ('lead_contact', {'city_id': CITY, 'working_group_id': GROUP}, None),
        ('group_coordinator', {'city_id': CITY}, Refusal('role-needs-a-group')),
        ('group_coordinator', {'working_group_id': GROUP}, None),
        ('organisation_contact', {'city_id': CITY}, Refusal('role-needs-an-organisation')),
        ('office_staff', {}, None),
        ('office_staff', {'city_id': CITY}, Refusal('role-is-for-the-network', {'field': 'city_id'})),
        ('office_admin', {'working_group_id': GROUP}, Refusal('role-is-for-the-network', {'field': 'working_group_id'})),
        ('board_member', {}, None),
    ],
)
def test_a_role_is_held_for_what_it_is_about(role: str, held_for: dict[str, object], refusal: Refusal | None) -> None:
    assert roles.why_not_held_so(role, held_for) == refusal  # type: ignore[arg-type]  # ids of this table alone


@pytest.mark.parametrize(
    ('role', 'is_held', 'refusal'),
    [
        ('coordinator', True, Refusal('role-held-by-another')),
        ('political_head', True, Refusal('role-held-by-another')),
        ('coordinator', False, None),
        ('department_contact', True, None),
        ('lead_contact', True, None),
        ('office_staff', True, None),
    ],
)
def test_a_city_has_one_coordinator_and_one_political_head(role: str, is_held: bool, refusal: Refusal | None) -> None:
    assert roles.why_not_second(role, is_held=is_held) == refusal


@pytest.mark.parametrize('role', ['coordinator', 'political_head', 'lead_contact'])
def test_these_roles_have_a_successor(role: str) -> None:
    assert roles.why_not_hand_over(role) is None


@pytest.mark.parametrize('role', ['office_admin', 'board_member', 'department_contact', 'organisation_contact'])
def test_other_roles_end_and_begin(role: str) -> None:
    assert roles.why_not_hand_over(role) == Refusal('role-not-handed-over')
