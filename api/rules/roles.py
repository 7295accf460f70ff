"""Knows what each role is held for, by how many, which ones a city gives itself, and which are handed over to a successor."""

from collections.abc import Mapping
from uuid import UUID

from api.rules.refusals import Refusal

OF_THE_OFFICE = frozenset({'office_admin', 'office_staff'})
# A city says itself who heads it and who answers for its departments; its coordinator is followed by handing over.
OF_THE_CITY = frozenset({'department_contact', 'political_head'})
HANDED_OVER = frozenset({'coordinator', 'political_head', 'lead_contact'})
# A city is coordinated and headed by one person at a time in each network.
HELD_ONCE = frozenset({'coordinator', 'political_head'})
HELD_FOR: Mapping[str, tuple[str, ...]] = {
    'coordinator': ('city_id',),
    'political_head': ('city_id',),
    'department_contact': ('city_id',),
    'lead_contact': ('city_id', 'working_group_id'),
    'group_coordinator': ('working_group_id',),
    'organisation_contact': ('organisation_id',),
}
_NEEDS: Mapping[str, str] = {
    'city_id': 'role-needs-a-city',
    'working_group_id': 'role-needs-a-group',
    'organisation_id': 'role-needs-an-organisation',
}


def why_not_held_so(role: str, held_for: Mapping[str, UUID | None]) -> Refusal | None:
    """A role is held for what it is about: a city, a working group, an organisation; one in the office for the network as a whole.

    Takes the ids of `held_for` by the names city_id, working_group_id, organisation_id.

    Rule: roles. Decided here.
    """
    if role in OF_THE_OFFICE:
        named = next((name for name in _NEEDS if held_for.get(name) is not None), None)
        return Refusal('role-is-for-the-network', {'field': named}) if named else None
    missing = next((name for name in HELD_FOR.get(role, ()) if held_for.get(name) is None), None)
    return Refusal(_NEEDS[missing]) if missing else None


def why_not_second(role: str, *, is_held: bool) -> Refusal | None:
    """A new coordinator or political head ends the former term, so nobody is given the role beside whoever holds it: it is handed over.

    `is_held`: somebody else holds it for the same city in the same network.

    Rule: O7. Source: ICC conclusions; decided here that the former term ends by a handover alone, which says what lies open.
    """
    return Refusal('role-held-by-another') if is_held and role in HELD_ONCE else None


def why_not_hand_over(role: str) -> Refusal | None:
    """A new coordinator, political head or lead contact follows a former one; every other role ends, and another begins.

    Rule: O7. Source: ICC conclusions; decided here which roles.
    """
    return None if role in HANDED_OVER else Refusal('role-not-handed-over')
