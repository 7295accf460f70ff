"""Whom cities were in touch with about their plans, over HTTP."""

from typing import Literal

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.plan_contacts import PlanContact, PlanContactCreate, PlanContactPage, PlanContactPatch
from api.models.shapes import Id
from api.operations import plan_contacts as operations
from api.paging import After, Expand, Limit, Page

plan_contacts = Resource('Plan contacts')
_SAID = ('unknown-reference', 'future-date')


@plan_contacts.offer('GET', '/plan-contacts', PlanContactPage)
def list_plan_contacts(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    plan_id: Id | None = None,
    sort: Literal['-contacted_on', 'contacted_on', 'id', '-id'] = '-contacted_on',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List with whom one's own city was in touch about its plan, and what cities have shared of it, the latest first."""
    given = {'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id}
    conditions = filters.same(shown.PLAN_CONTACTS.columns, **given)
    return paging.respond(tx, 'list_plan_contacts', shown.PLAN_CONTACTS, Page(limit, after, sort, expand), *conditions)


@plan_contacts.offer('POST', '/plan-contacts', PlanContact, code=201, etag=True, location=True, problems=_SAID)
def create_plan_contact(tx: Tx, body: PlanContactCreate) -> Response:
    """Note down with whom the city was in touch about its plan. Nobody but the city sees it, unless `shared_with` says so."""
    return reads.written(
        tx, shown.PLAN_CONTACTS, operations.create_plan_contact(tx, body), 'get_plan_contact', location='/v1/plan-contacts'
    )


@plan_contacts.offer('GET', '/plan-contacts/{plan_contact}', PlanContact, etag=True)
def get_plan_contact(tx: Tx, plan_contact: Id) -> Response:
    """Read what was noted of whom a city was in touch with."""
    return reads.detail(tx, 'get_plan_contact', shown.PLAN_CONTACTS, plan_contact)


@plan_contacts.offer(
    'PATCH', '/plan-contacts/{plan_contact}', PlanContact, transition=True, etag=True, problems=('documented-fact', *_SAID)
)  # fmt: skip
def update_plan_contact(tx: Tx, plan_contact: Id, body: PlanContactPatch) -> Response:
    """Change what was noted (merge patch): what was said, what comes next, with whom it is shared."""
    return reads.written(tx, shown.PLAN_CONTACTS, operations.update_plan_contact(tx, plan_contact, body), 'get_plan_contact')
