"""What can be done with a department of a city's administration."""

from uuid import UUID

from api.models.cities import CityRow
from api.models.departments import DepartmentCreate, DepartmentPatch, DepartmentRow
from api.models.keys import fold
from api.models.networks import NetworkRow
from api.models.shapes import merge
from api.operations.permit import permit, permit_on
from api.operations.references import city_in
from api.permissions import Facts
from api.problems import Problem
from api.spine import Transaction


def facts_of_department(_transaction: Transaction, department: DepartmentRow) -> Facts:
    """Return what the permission table needs to know of a department."""
    return Facts(frozenset({department.network_id}), department.city_id)


def create_department(transaction: Transaction, wish: DepartmentCreate) -> DepartmentRow:
    """Add a department; the own city and the office see it."""
    permit(transaction, 'create_department', Facts(frozenset({wish.network_id}), city_in(transaction, wish.network_id, wish.city_id)))
    transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    transaction.lock_named(CityRow, wish.city_id, 'city_id')
    department = DepartmentRow(
        network_id=wish.network_id, city_id=wish.city_id, name=wish.name, sort_key=fold(wish.name), audience='own_city'
    )
    transaction.record('create_department', transaction.add(department))
    return department


def update_department(transaction: Transaction, department_id: UUID, wish: DepartmentPatch) -> DepartmentRow:
    """Rename a department, or say on which day it ended; days to come are refused."""
    department = permit_on(transaction, 'update_department', DepartmentRow, department_id, facts_of_department)
    today = transaction.today(department.network_id)
    if 'ended_on' in wish.model_fields_set and wish.ended_on is not None and wish.ended_on > today:
        raise Problem('future-date', {'date': wish.ended_on.isoformat(), 'today': today.isoformat()})
    for column, value in merge(wish).items():
        setattr(department, column, value)
    department.sort_key = fold(department.name)
    transaction.record('update_department', department)
    return department
