"""Roles over HTTP: who is what, for whom, in which term."""

from typing import Annotated, Literal

from fastapi import Query
from sqlalchemy import true
from starlette.responses import Response

from api import paging, reads, shown
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.roles import RoleCreate, RoleEndingCreate, RoleName, RolePage, RoleRow, RoleTerm
from api.models.shapes import Id
from api.operations import roles as operations
from api.paging import After, Expand, Limit, Page

roles = Resource('Roles')
_ROLES = table(RoleRow)


@roles.offer('GET', '/roles', RolePage)
def list_roles(
    tx: Tx,
    network_id: Id | None = None,
    person_id: Id | None = None,
    city_id: Id | None = None,
    working_group_id: Id | None = None,
    role: RoleName | None = None,
    ended: Annotated[Literal['true', 'false'] | None, Query(description='Only those that ended, or only those that last.')] = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List roles, lasting and ended: all of a network for its office, those of the own city for a city, your own in any case."""
    given = {'network_id': network_id, 'person_id': person_id, 'city_id': city_id, 'working_group_id': working_group_id, 'role': role}
    conditions = [_ROLES.c[name] == value for name, value in given.items() if value is not None]
    lasting = true() if ended is None else _ROLES.c.end_date.is_not(None) if ended == 'true' else _ROLES.c.end_date.is_(None)
    return paging.respond(tx, 'list_roles', shown.ROLES, Page(limit, after, expand=expand), lasting, *conditions)


@roles.offer(
    'POST', '/roles', RoleTerm, code=201, etag=True, location=True,
    problems=('unknown-reference', 'role-needs-a-city', 'role-needs-a-group', 'role-needs-an-organisation', 'role-is-for-the-network',
              'not-an-active-city', 'person-disabled', 'role-already-held'),
)  # fmt: skip
def give_role(tx: Tx, body: RoleCreate) -> Response:
    """Give a person a role, from today (the network's day) on.

    coordinator, political_head, department_contact and group_coordinator are held for a city of the network, lead_contact
    for a city and a working group, organisation_contact for an organisation. Roles in the office are an administrator's to
    give. The person signs in anew, so that no session outlives the roles it was opened with.
    """
    return reads.written(tx, shown.ROLES, operations.give_role(tx, body), 'get_role', location='/v1/roles')


@roles.offer('GET', '/roles/{role_id}', RoleTerm, etag=True)
def get_role(tx: Tx, role_id: Id) -> Response:
    """Read a role."""
    return reads.detail(tx, 'get_role', shown.ROLES, role_id)


@roles.offer('POST', '/roles/{role_id}/ending', RoleTerm, transition=True, etag=True, problems=('already-ended', 'documented-fact'))
def end_role(tx: Tx, role_id: Id, body: RoleEndingCreate) -> Response:
    """End a role today. The term stays on record, and every session of the person ends at once."""
    return reads.written(tx, shown.ROLES, operations.end_role(tx, role_id, body), 'get_role')
