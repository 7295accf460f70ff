"""What can be done with a role: give it, and end it. A role is a term; ending one signs its holder out."""

from uuid import UUID

from sqlalchemy import select

from api.models.cities import CityRow
from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.organisations import OrganisationRow
from api.models.people import PersonRow
from api.models.roles import RoleCreate, RoleEndingCreate, RoleRow
from api.models.working_groups import WorkingGroupRow
from api.operations.people import end_sessions_of
from api.operations.permit import permit, permit_on
from api.operations.references import belongs, named_if_any, named_person, touch_groups
from api.permissions import Facts
from api.problems import Problem, unknown_reference
from api.spine import Transaction
from api.visibility import sees

OFFICE_ROLES = {'office_admin', 'office_staff'}
_HELD_FOR = {
    'coordinator': ('city_id',),
    'political_head': ('city_id',),
    'department_contact': ('city_id',),
    'lead_contact': ('city_id', 'working_group_id'),
    'group_coordinator': ('city_id',),
    'organisation_contact': ('organisation_id',),
}
_NEEDS = {'city_id': 'role-needs-a-city', 'working_group_id': 'role-needs-a-group', 'organisation_id': 'role-needs-an-organisation'}
_ROLES = table(RoleRow)


def facts_of_role(_transaction: Transaction, role: RoleRow) -> Facts:
    """Return what the permission table needs to know of a role."""
    return Facts(frozenset({role.network_id}), role.city_id, office_role=role.role in OFFICE_ROLES)


def give_role(transaction: Transaction, wish: RoleCreate) -> RoleRow:
    """Give a person a role from today on; where it is held for a city, that city belongs to the network."""
    permit(transaction, 'give_role', Facts(frozenset({wish.network_id}), wish.city_id, office_role=wish.role in OFFICE_ROLES))
    network = transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    city = named_if_any(transaction, CityRow, wish.city_id, 'city_id')
    group = _named_group(transaction, wish)
    named_if_any(transaction, OrganisationRow, wish.organisation_id, 'organisation_id')
    person = named_person(transaction, wish.person_id)
    _refuse_misplaced(wish)
    if city is not None and not belongs(transaction, city.id, network.id):
        raise Problem('not-an-active-city', {'city': city.name, 'network': network.name})
    _refuse_holder(transaction, person, wish)
    role = RoleRow(**wish.model_dump(), start_date=transaction.today(network.id), given_by_id=transaction.caller.id, audience='own_city')
    transaction.record('give_role', transaction.add(role))
    touch_groups(transaction, [group] if group and role.role == 'lead_contact' else [])
    end_sessions_of(transaction, person.id)
    return role


def end_role(transaction: Transaction, role_id: UUID, wish: RoleEndingCreate) -> RoleRow:
    """End a role today, and with it every session of the person at once."""
    role = permit_on(transaction, 'end_role', RoleRow, _after_its_group(transaction, role_id), facts_of_role)
    if role.end_date is not None:
        raise Problem('already-ended')
    role.end_date = max(transaction.today(role.network_id), role.start_date)
    transaction.record('end_role', role, reason=wish.reason)
    end_sessions_of(transaction, role.person_id)
    if role.role == 'lead_contact' and role.working_group_id:
        touch_groups(transaction, transaction.lock(WorkingGroupRow, [role.working_group_id]))
    return role


def _after_its_group(transaction: Transaction, role_id: UUID) -> UUID:
    """Lock the group that shows a lead contact before the role itself: groups come first."""
    role = transaction.find(RoleRow, role_id)
    if role is not None and role.working_group_id:
        transaction.lock(WorkingGroupRow, [role.working_group_id])
    return role_id


def _named_group(transaction: Transaction, wish: RoleCreate) -> WorkingGroupRow | None:
    if wish.working_group_id is None:
        return None
    group = transaction.lock_named(WorkingGroupRow, wish.working_group_id, 'working_group_id', share=False)
    if group.network_id != wish.network_id or not sees(transaction.caller, group.audience, group.network_id, None):
        raise unknown_reference('working_group_id')
    return group


def _refuse_misplaced(wish: RoleCreate) -> None:
    """Refuse a role without what it is held for, and an office role that is held for anything but the network."""
    if wish.role in OFFICE_ROLES:
        for name in _NEEDS:
            if getattr(wish, name) is not None:
                raise Problem('role-is-for-the-network', errors=[{'pointer': f'/{name}', 'code': 'none_required', 'parameters': {}}])
    for name in _HELD_FOR.get(wish.role, ()):
        if getattr(wish, name) is None:
            raise Problem(_NEEDS[name])


def _refuse_holder(transaction: Transaction, person: PersonRow, wish: RoleCreate) -> None:
    if person.disabled_at is not None:
        raise Problem('person-disabled')
    same = (_ROLES.c[name].is_not_distinct_from(value) for name, value in wish.model_dump().items())
    if transaction.session.execute(select(_ROLES.c.id).where(_ROLES.c.end_date.is_(None), *same).limit(1)).first():
        raise Problem('role-already-held')
