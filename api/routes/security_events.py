"""Security events over HTTP: what happened to accesses, for the person and for the administrators of the office."""

from typing import Annotated

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from api import paging
from api.contract import Resource, Tx
from api.models.security_events import SecurityEventPage
from api.models.shapes import Id
from api.paging import After, Limit, Page
from api.shown import security_events as shown_events

security_events = Resource('Security events')
_EVENTS = shown_events.events
Kind = Annotated[str, Field(min_length=1, max_length=60, pattern='^[a-z_]+$'), Query(examples=['signed_in'])]


@security_events.offer('GET', '/security-events', SecurityEventPage)
def list_security_events(
    tx: Tx,
    kind: Kind | None = None,
    network_id: Id | None = None,
    person_id: Id | None = None,
    client_id: Annotated[Id | None, Query(description='Only events of this client.')] = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List what happened to accesses, the newest first: your own, and as an administrator of the office those of its people and clients.

    Neither addresses nor browsers are kept. Failures are counted by the hour.
    """
    given = {'kind': kind, 'network_id': network_id, 'person_id': person_id, 'client_id': client_id}
    conditions = [_EVENTS.c[name] == value for name, value in given.items() if value is not None]
    read = shown_events.SECURITY_EVENTS
    rows, following = paging.found_rows(tx, 'list_security_events', read, Page(limit, after, '-id'), *conditions, with_facts=False)
    return paging.as_page(tx, shown_events.in_words(tx, [row['body'] for row in rows]), following)
