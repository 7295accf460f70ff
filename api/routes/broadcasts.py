"""Broadcasts over HTTP: what the office does while the notice of a new group is held."""

from uuid import UUID

from starlette.responses import Response

from api import reads, shown
from api.contract import Resource, Tx
from api.models.broadcasts import Broadcast, BroadcastPatch
from api.models.shapes import Reference
from api.operations import broadcasts as operations
from api.operations.broadcast_page import broadcast_of
from api.problems import Problem

broadcasts = Resource('Working groups')


@broadcasts.offer('GET', '/working-groups/{working_group}/broadcast', Broadcast)
def get_broadcast(tx: Tx, working_group: Reference) -> Response:
    """Read how every other active city is told that a group is official: whether that is held, until when, and what you have added.

    Its words, as each city reads them, are in the list of notices.
    """
    found = reads.find_id(tx, 'get_working_group', shown.WORKING_GROUPS, working_group)
    if found is None:
        raise Problem('not-found')
    return _shown(tx, found)


@broadcasts.offer(
    'PATCH', '/working-groups/{working_group}/broadcast', Broadcast, transition=True, problems=('documented-fact', 'broadcast-not-held')
)
def update_broadcast(tx: Tx, working_group: Reference, body: BroadcastPatch) -> Response:
    """Add a sentence to the notice of a new group while it is held (merge patch).

    It stands in every mail as you have written it, introduced in the reader's language. The contact is corrected at the contact
    points of the lead city, and read when the mails leave.
    """
    return _shown(tx, operations.update_broadcast(tx, working_group, body).id)


@broadcasts.offer(
    'POST', '/working-groups/{working_group}/broadcast/sendings', Broadcast, transition=True, tries_out=True,
    problems=('documented-fact', 'broadcast-not-held'),
)  # fmt: skip
def send_broadcast(tx: Tx, working_group: Reference) -> Response:
    """Send the notice of a new group at once, instead of when its hold is over."""
    return _shown(tx, operations.send_broadcast(tx, working_group).id)


def _shown(tx: Tx, group_id: UUID) -> Response:
    tx.flush()
    return Response(broadcast_of(tx, group_id).model_dump_json(), media_type=reads.JSON)
