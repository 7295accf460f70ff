"""Circulars over HTTP: written, looked at, tried out, sent; whom they reach, and whom not, with the reason."""

from starlette.responses import Response

from api import filters, paging, reads
from api.contract import Resource, Tx
from api.models.circulars import (
    Circular,
    CircularAddresses,
    CircularCreate,
    CircularPage,
    CircularPatch,
    CircularRecipients,
    CircularStage,
)
from api.models.shapes import Id
from api.operations import circular_readings as readings
from api.operations import circulars as operations
from api.paging import After, Expand, Limit, Page
from api.shown.circulars import CIRCULARS

circulars = Resource('Circulars')
_WRITTEN = ('documented-fact', 'unknown-reference', 'circular-language-twice', 'circular-role-not-of-the-group')
_CLOSED = ('group-completed', 'group-withdrawn')


@circulars.offer('GET', '/circulars', CircularPage)
def list_circulars(
    tx: Tx,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    stage: CircularStage | None = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List circulars, the newest first: those of your groups, as the office all of the network."""
    conditions = filters.same(CIRCULARS.columns, network_id=network_id, working_group_id=working_group_id, stage=stage)
    return paging.respond(tx, 'list_circulars', CIRCULARS, Page(limit, after, '-id', expand), *conditions)


@circulars.offer('POST', '/circulars', Circular, code=201, etag=True, location=True, problems=('one-owner-needed', *_WRITTEN, *_CLOSED))
def create_circular(tx: Tx, body: CircularCreate) -> Response:
    """Write a circular: the office to a part of its network, a lead city to the members of its group.

    Each recipient reads the version in their language, else the one in the network's first working language. Nothing leaves before it
    is sent. `meant_for` narrows by what it names: role, country, kind of city, group, stage, what was left undone.
    """
    return reads.written(tx, CIRCULARS, operations.create_circular(tx, body), 'get_circular', location='/v1/circulars')


@circulars.offer('GET', '/circulars/{circular}', Circular, etag=True)
def get_circular(tx: Tx, circular: Id) -> Response:
    """Read a circular. One of a working group is read by its members, like everything the group drafts."""
    return reads.detail(tx, 'get_circular', CIRCULARS, circular)


@circulars.offer('PATCH', '/circulars/{circular}', Circular, transition=True, etag=True, problems=('circular-sent', *_WRITTEN))
def update_circular(tx: Tx, circular: Id, body: CircularPatch) -> Response:
    """Change a draft (merge patch); `texts` and `meant_for` each take the place of what was there."""
    return reads.written(tx, CIRCULARS, operations.update_circular(tx, circular, body), 'get_circular')


@circulars.offer('GET', '/circulars/{circular}/recipients', CircularRecipients, problems=('role-does-not-allow', 'documented-fact'))
def get_circular_recipients(tx: Tx, circular: Id) -> Response:
    """Read whom a draft would be sent to now and whom not, with the reason; of a sent one, what became of it for each.

    A person's name is shown to the office; to a lead city where the person shows members a mail address.
    """
    return Response(readings.get_circular_recipients(tx, circular).model_dump_json(), media_type=reads.JSON)


@circulars.offer('GET', '/circulars/{circular}/addresses', CircularAddresses, problems=('role-does-not-allow', 'documented-fact'))
def get_circular_addresses(tx: Tx, circular: Id) -> Response:
    """Read the recipients' mail addresses, for those who write with a mail program of their own; it is journalled.

    The office is shown all of them, a lead city those that are shown to members or to everybody.
    """
    return Response(readings.get_circular_addresses(tx, circular).model_dump_json(), media_type=reads.JSON)


@circulars.offer(
    'POST', '/circulars/{circular}/trials', Circular, transition=True, etag=True, tries_out=True,
    problems=('documented-fact', 'circular-sent', 'no-mail-address'),
)  # fmt: skip
def try_circular(tx: Tx, circular: Id) -> Response:
    """Send each version of a draft to yourself alone, at most 20 times a day."""
    return reads.written(tx, CIRCULARS, operations.try_circular(tx, circular), 'get_circular')


@circulars.offer(
    'POST', '/circulars/{circular}/sendings', Circular, transition=True, etag=True, tries_out=True,
    problems=('documented-fact', 'circular-sent', 'network-in-preparation', 'circular-language-missing', 'circular-reaches-nobody'),
)  # fmt: skip
def send_circular(tx: Tx, circular: Id) -> Response:
    """Send a circular, once: each recipient is given one notice, and of everybody else the reason is kept.

    A working group sends at most 5 a day, an office 50.
    """
    return reads.written(tx, CIRCULARS, operations.send_circular(tx, circular), 'get_circular')
