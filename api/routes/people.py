"""People over HTTP: for the office, the own city and the person. People are never in the feed."""

from fastapi import Request
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.people import ErasureCreate, Person, PersonCreate, PersonPage, PersonPatch, PersonRow
from api.models.shapes import Id
from api.operations import erasures
from api.operations import people as operations
from api.paging import After, Expand, Limit, Page, Q

people = Resource('People')
_PEOPLE = table(PersonRow)


@people.offer('GET', '/people', PersonPage)
def list_people(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    q: Q = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List people: all of a network for its office, those of the own city for a city, yourself in any case.

    `q` looks into names and mail addresses.
    """
    conditions = filters.of_people(q, network_id=network_id, city_id=city_id)
    return paging.respond(tx, 'list_people', shown.PEOPLE, Page(limit, after, expand=expand), *conditions)


@people.offer('POST', '/people', Person, code=201, etag=True, location=True, problems=('unknown-reference', 'mail-taken'))
def create_person(tx: Tx, body: PersonCreate) -> Response:
    """Make a person known.

    A role makes them act (POST /v1/roles), a mail address lets them sign in. A city makes its own people known. An address
    belongs to one person, whatever its case; 409 does not say to whom.
    """
    return reads.written(tx, shown.PEOPLE, operations.create_person(tx, body), 'get_person', location='/v1/people')


@people.offer('GET', '/people/{person_id}', Person, etag=True)
def get_person(tx: Tx, person_id: Id) -> Response:
    """Read a person: the office, the own city and the person do; for everybody else there is none (404)."""
    return reads.detail(tx, 'get_person', shown.PEOPLE, person_id)


@people.offer(
    'PATCH',
    '/people/{person_id}',
    Person,
    transition=True,
    etag=True,
    problems=('mail-taken', 'person-erased', 'documented-fact', 'sign-in-again'),
)
def update_person(tx: Tx, person_id: Id, body: PersonPatch) -> Response:
    """Change what is known of a person (merge patch).

    `disabled: true` switches their access off and ends their sessions at once, `false` switches it on again. People change
    their own name and language; nobody disables themself. Whoever holds a role beyond their city is the office's to change.
    Another mail address ends their sessions as well, withdraws what was offered to the former one, and wants a fresh sign-in.
    """
    return reads.written(tx, shown.PEOPLE, operations.update_person(tx, person_id, body), 'get_person')


@people.offer(
    'POST', '/people/{person_id}/erasures', Person, transition=True, etag=True, tries_out=True,
    problems=('last-administrator-stays', 'last-coordinator-hands-over', 'reason-needed', 'documented-fact', 'ledger-unavailable'),
)  # fmt: skip
def erase_person(tx: Tx, request: Request, person_id: Id, body: ErasureCreate) -> Response:
    """Erase a person, for good: as an administrator of the office, with a reason, or yourself.

    Name, mail address, contact points and whatever else is tagged personal go, here and out of what waits to be sent; roles,
    sessions and invitations to them end. Records that they made stay, by an id that leads nowhere. The last administrator of an
    office names another first, the last coordinator of a city hands over first, unless the office erases them. A backup from
    before is no way back: what is restored from it is erased again. Whoever was erased already is answered as they are.
    """
    erased = erasures.erase_person(tx, person_id, body, request.app.state.settings.erasure_ledger)
    return reads.written(tx, shown.PEOPLE, erased, 'get_person')
