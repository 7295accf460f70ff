"""Roles over HTTP: who is what, for whom, in which term."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.filters import YesNo
from api.models.invitations import Handover, HandoverCreate
from api.models.roles import RoleCreate, RoleEndingCreate, RoleName, RolePage, RoleTerm
from api.models.shapes import Day, Id
from api.operations import roles as operations
from api.paging import After, Expand, Limit, Page

roles = Resource('Roles')
_DAYS = ('future-date', 'past-date-is-the-offices', 'reason-needed')


@roles.offer('GET', '/roles', RolePage)
def list_roles(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    network_id: Id | None = None,
    person_id: Id | None = None,
    city_id: Id | None = None,
    working_group_id: Id | None = None,
    role: RoleName | None = None,
    ended: Annotated[YesNo | None, Query(description='Only those that ended, or only those that last.')] = None,
    as_of: Annotated[Day | None, Query(description='Only those that were held on this day.')] = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List roles, lasting and ended: all of a network for its office, those of the own city for a city, your own in any case."""
    given = {'network_id': network_id, 'person_id': person_id, 'city_id': city_id, 'working_group_id': working_group_id, 'role': role}
    conditions = filters.of_roles(ended, as_of, **given)
    return paging.respond(tx, 'list_roles', shown.ROLES, Page(limit, after, expand=expand), *conditions)


@roles.offer(
    'POST', '/roles', RoleTerm, code=201, etag=True, location=True,
    problems=('unknown-reference', 'role-needs-a-city', 'role-needs-a-group', 'role-needs-an-organisation', 'role-is-for-the-network',
              'not-an-active-city', 'person-disabled', 'role-already-held', 'role-held-by-another', *_DAYS),
)  # fmt: skip
def give_role(tx: Tx, body: RoleCreate) -> Response:
    """Give a person a role, from today (the network's day) on, or from a day in the past that is recorded with a reason.

    coordinator, political_head and department_contact are held for a city of the network, lead_contact for a city and a
    working group, group_coordinator for a working group, organisation_contact for an organisation. Coordinator, lead_contact,
    board_member and the roles in the office bring rights of their own; the others say what a person is, and read what members
    read. Roles in the office are an administrator's to give. The person signs in anew, so that no session outlives the roles it
    was opened with.
    """
    return reads.written(tx, shown.ROLES, operations.give_role(tx, body), 'get_role', location='/v1/roles')


@roles.offer('GET', '/roles/{role_id}', RoleTerm, etag=True)
def get_role(tx: Tx, role_id: Id) -> Response:
    """Read a role."""
    return reads.detail(tx, 'get_role', shown.ROLES, role_id)


@roles.offer(
    'POST', '/roles/{role_id}/ending', RoleTerm, transition=True, etag=True, tries_out=True,
    problems=('already-ended', 'documented-fact', 'ends-before-start', *_DAYS),
)  # fmt: skip
def end_role(tx: Tx, role_id: Id, body: RoleEndingCreate) -> Response:
    """End a role today, or on a day in the past that the office records with a reason.

    The term stays on record, and every session of the person ends at once. A city ends the roles that are held for it.
    """
    return reads.written(tx, shown.ROLES, operations.end_role(tx, role_id, body), 'get_role')


@roles.offer(
    'POST', '/roles/{role_id}/handovers', Handover, transition=True, tries_out=True,
    problems=('already-ended', 'documented-fact', 'unknown-reference', 'role-not-handed-over', 'one-successor-needed', 'person-disabled',
              'role-already-held', 'already-invited', 'not-an-active-city', 'network-in-preparation'),
)  # fmt: skip
def hand_over_role(tx: Tx, role_id: Id, body: HandoverCreate) -> Response:
    """Hand a role over to a successor: as coordinator, political head or lead contact.

    A person who is known follows at once: the former term ends and the new one begins on the same day. Somebody who is
    invited follows on the day that they accept; until then the role stays where it is. The answer says what lies open for the city or
    group; it is on the successor's desk from then on. Whoever held the role is signed out.
    """
    handed_over = operations.hand_over_role(tx, role_id, body)
    return Response(shown.handover(tx, handed_over.former, handed_over.successor, handed_over.invitation), media_type=reads.JSON)
