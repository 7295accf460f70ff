"""Mandates over HTTP: given by the office or by the city itself, withdrawn with effect at once."""

from sqlalchemy import true
from starlette.responses import Response

from api import paging, reads, shown
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.mandates import Mandate, MandateCreate, MandatePage, MandateRow, MandateStage
from api.models.shapes import Id
from api.operations import mandates as operations
from api.paging import After, Expand, Limit, Page
from api.shown.machines import mandate_stage

mandates = Resource('Mandates')
_MANDATES = table(MandateRow)


@mandates.offer('GET', '/mandates', MandatePage)
def list_mandates(
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    client_id: Id | None = None,
    stage: MandateStage | None = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List which machines act for which cities, the newest first: all of a network for its office, those of the own city for a city."""
    given = {'network_id': network_id, 'city_id': city_id, 'client_id': client_id}
    conditions = [_MANDATES.c[name] == value for name, value in given.items() if value is not None]
    at_stage = true() if stage is None else mandate_stage == stage
    return paging.respond(tx, 'list_mandates', shown.MANDATES, Page(limit, after, '-id', expand=expand), at_stage, *conditions)


@mandates.offer(
    'POST', '/mandates', Mandate, code=201, etag=True, location=True,
    problems=('unknown-reference', 'not-an-active-city', 'already-ended', 'not-within-a-year', 'future-date', 'past-date-is-the-offices',
              'reason-needed'),
)  # fmt: skip
def give_mandate(tx: Tx, body: MandateCreate) -> Response:
    """Let a machine act for a city, within its scopes, until a day within a year: as its coordinator, or as the office.

    What it does then is journalled on behalf of the city. Without a mandate a partner's system sees no more than anybody else. A
    mandate of the same city that it has already is withdrawn in favour of the new one.
    """
    return reads.written(tx, shown.MANDATES, operations.give_mandate(tx, body), 'get_mandate', location='/v1/mandates')


@mandates.offer('GET', '/mandates/{mandate}', Mandate, etag=True)
def get_mandate(tx: Tx, mandate: Id) -> Response:
    """Read a mandate: which machine acts for which city, from when until when, given by whom and on what it rests."""
    return reads.detail(tx, 'get_mandate', shown.MANDATES, mandate)


@mandates.offer(
    'POST',
    '/mandates/{mandate}/withdrawals',
    Mandate,
    transition=True,
    etag=True,
    tries_out=True,
    problems=('already-ended', 'documented-fact'),
)
def withdraw_mandate(tx: Tx, mandate: Id) -> Response:
    """Take a mandate back, with effect at once: the tokens that the machine still has do nothing for the city any more."""
    return reads.written(tx, shown.MANDATES, operations.withdraw_mandate(tx, mandate), 'get_mandate')
