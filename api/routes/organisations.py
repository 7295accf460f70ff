"""Organisations over HTTP."""

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.organisations import (
    Organisation,
    OrganisationCreate,
    OrganisationKind,
    OrganisationPage,
    OrganisationPatch,
)
from api.models.shapes import IdentifierKey, Reference
from api.operations import organisations as operations
from api.paging import After, Expand, Limit, Page, Q

organisations = Resource('Organisations')
_KEYS = ('identifier-taken', 'identifier-malformed', 'identifier-scheme-unknown')


@organisations.offer('GET', '/organisations', OrganisationPage)
def list_organisations(
    tx: Tx,
    kind: OrganisationKind | None = None,
    identifier: Annotated[
        IdentifierKey | None, Query(description='The organisation that others know by this key, as scheme:value.')
    ] = None,
    q: Q = None,
    sort: Literal['name', 'id'] = 'name',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List organisations: civil society, networks, institutions, universities.

    They take part in working groups as associates; in which ones is in /v1/memberships?organisation_id=.
    """
    conditions = filters.of_organisations(kind, identifier, q)
    return paging.respond(tx, 'list_organisations', shown.ORGANISATIONS, Page(limit, after, sort, expand), *conditions)


@organisations.offer('POST', '/organisations', Organisation, code=201, etag=True, location=True, problems=_KEYS)
def create_organisation(tx: Tx, body: OrganisationCreate) -> Response:
    """Make an organisation known.

    It takes part in a working group by POST /v1/working-groups/{working_group}/associates. Its slug is made of its name and
    stays for ever. Look for it with `q` or `identifier` first: two organisations may bear the same name. An identifier belongs to one
    record only, be it a city or an organisation: 409 names the record that has it. One that cannot be of its scheme is 409 as well.
    """
    organisation = operations.create_organisation(tx, body)
    return reads.written(tx, shown.ORGANISATIONS, organisation, 'get_organisation', location='/v1/organisations')


@organisations.offer('GET', '/organisations/{organisation}', Organisation, etag=True, moves=True)
def get_organisation(tx: Tx, organisation: Reference) -> Response:
    """Read an organisation by id or slug. A former slug answers 308 with the present address."""
    return reads.detail_or_moved(tx, 'get_organisation', shown.ORGANISATIONS, organisation)


@organisations.offer('PATCH', '/organisations/{organisation}', Organisation, transition=True, etag=True,
                     problems=(*_KEYS, 'documented-fact', 'mirrored-record'))  # fmt: skip
def update_organisation(tx: Tx, organisation: Reference, body: OrganisationPatch) -> Response:
    """Correct what is known of an organisation (merge patch).

    `identifiers` replaces the whole set. The slug stays; memberships that show its name move with it.
    """
    changed = operations.update_organisation(tx, organisation, body)
    return reads.written(tx, shown.ORGANISATIONS, changed, 'get_organisation')
