"""Departments over HTTP: for the own city and the office."""

from typing import Literal

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.departments import Department, DepartmentCreate, DepartmentPage, DepartmentPatch
from api.models.shapes import Id
from api.operations import departments as operations
from api.paging import After, Expand, Limit, Page

departments = Resource('Departments')


@departments.offer('GET', '/departments', DepartmentPage)
def list_departments(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    sort: Literal['name', 'id'] = 'name',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List departments of cities' administrations: all of a network for its office, the own ones for a city."""
    conditions = filters.same(shown.DEPARTMENTS.columns, network_id=network_id, city_id=city_id)
    return paging.respond(tx, 'list_departments', shown.DEPARTMENTS, Page(limit, after, sort, expand), *conditions)


@departments.offer('POST', '/departments', Department, code=201, etag=True, location=True, problems=('unknown-reference',))
def create_department(tx: Tx, body: DepartmentCreate) -> Response:
    """Add a department of a city's administration. A city adds its own, in a network that it belongs to."""
    return reads.written(tx, shown.DEPARTMENTS, operations.create_department(tx, body), 'get_department', location='/v1/departments')


@departments.offer('GET', '/departments/{department_id}', Department, etag=True)
def get_department(tx: Tx, department_id: Id) -> Response:
    """Read a department."""
    return reads.detail(tx, 'get_department', shown.DEPARTMENTS, department_id)


@departments.offer(
    'PATCH', '/departments/{department_id}', Department, transition=True, etag=True, problems=('documented-fact', 'future-date')
)
def update_department(tx: Tx, department_id: Id, body: DepartmentPatch) -> Response:
    """Rename a department, or say on which day it ended (merge patch); `ended_on: null` takes that back."""
    return reads.written(tx, shown.DEPARTMENTS, operations.update_department(tx, department_id, body), 'get_department')
