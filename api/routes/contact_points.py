"""Contact points over HTTP: how people are reached, each with its own visibility."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api import filters, paging, preconditions, reads, shown
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.contact_points import ContactPoint, ContactPointCreate, ContactPointPage, ContactPointPatch, ContactPointRow
from api.models.roles import RoleRow
from api.models.shapes import Id
from api.models.working_groups import WorkingGroupRow
from api.operations import contact_points as operations
from api.paging import After, Expand, Limit, Page
from api.spine import Transaction

contact_points = Resource('Contact points')
_POINTS, _ROLES, _GROUPS = table(ContactPointRow), table(RoleRow), table(WorkingGroupRow)


@contact_points.offer('GET', '/contact-points', ContactPointPage)
def list_contact_points(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Annotated[Id | None, Query(description='Those of the people of this city.')] = None,
    person_id: Id | None = None,
    working_group_id: Annotated[Id | None, Query(description="Those of the group's present lead contacts.")] = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List contact points: public ones, those that members of your networks may see, and your own. Ended ones are left out."""
    conditions = filters.of_contact_points(working_group_id, network_id=network_id, city_id=city_id, person_id=person_id)
    return paging.respond(tx, 'list_contact_points', shown.CONTACT_POINTS, Page(limit, after, expand=expand), *conditions)


@contact_points.offer('POST', '/contact-points', ContactPoint, code=201, etag=True, location=True,
                      problems=('unknown-reference', 'only-the-person-publishes', 'person-erased'))  # fmt: skip
def create_contact_point(tx: Tx, body: ContactPointCreate) -> Response:
    """Add a way to reach a person, seen by everybody (public), the members of the network, or its office alone.

    Only the person themself makes one public; the day is kept as their consent. A city that adds one for the office alone
    sees it in this answer and not again.
    """
    point = operations.create_contact_point(tx, body)
    tx.flush()
    if reads.find_id(tx, 'get_contact_point', shown.CONTACT_POINTS, point.id) is None:
        return _said_once(tx, point)
    return reads.written(tx, shown.CONTACT_POINTS, point, 'get_contact_point', location='/v1/contact-points')


def _said_once(tx: Transaction, point: ContactPointRow) -> Response:
    said = {name: getattr(point, name) for name in ContactPoint.model_fields if name != 'you_may'}
    body = ContactPoint.model_validate({**said, 'you_may': []}).model_dump_json()
    headers = {'ETag': preconditions.etag(point.version, tx.caller.grants), 'Location': f'/v1/contact-points/{point.id}'}
    return Response(body, status_code=201, media_type=reads.JSON, headers=headers)


@contact_points.offer('GET', '/contact-points/{contact_point_id}', ContactPoint, etag=True)
def get_contact_point(tx: Tx, contact_point_id: Id) -> Response:
    """Read a contact point."""
    return reads.detail(tx, 'get_contact_point', shown.CONTACT_POINTS, contact_point_id)


@contact_points.offer('PATCH', '/contact-points/{contact_point_id}', ContactPoint, transition=True, etag=True,
                      problems=('only-the-person-publishes', 'person-erased', 'documented-fact', 'ledger-unavailable'))  # fmt: skip
def update_contact_point(tx: Tx, contact_point_id: Id, body: ContactPointPatch) -> Response:
    """Change a contact point (merge patch), with effect at once.

    Withdrawing it from the public needs no reason and shows with the next request. A public one changes its value by the
    person alone. `ended: true` takes it out of every list.
    """
    point = operations.update_contact_point(tx, contact_point_id, body)
    return reads.written(tx, shown.CONTACT_POINTS, point, 'get_contact_point')
