"""The sync feed over HTTP."""

from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from api.contract import Resource, Tx
from api.feed import Wanted, page_of
from api.models.changes import ChangePage
from api.models.shapes import Id, PlainDigits
from api.waiting import NothingNew

changes = Resource('Changes')
_VARY = {'Vary': 'Accept, Accept-Language, Authorization, Cookie'}
SubjectType = Literal[
    'network', 'by_laws', 'city', 'organisation', 'department', 'working_group', 'membership', 'lead', 'action_item', 'progress_update',
    'meeting', 'output', 'document', 'funding_request', 'support_request', 'assembly', 'report', 'submission', 'decision', 'publication',
    'declaration', 'call_for_interest', 'plan', 'plan_action', 'plan_action_update',
    'plan_meeting', 'plan_contact', 'plan_risk',
    'needs_assessment', 'needs_finding', 'plan_consultation', 'plan_inventory_item',
    'milestone', 'indicator', 'indicator_value',
    'good_practice',
]  # fmt: skip


NDJSON = 'application/x-ndjson'
_LAST = '{"feed_id":"0199a5c0-0010-8204-86ed-3efcca6dff62","next_since":12,"has_more":false,"head_seq":12}'
_LINES = {NDJSON: {'type': 'string', 'contentMediaType': NDJSON, 'examples': [f'{_LAST}\n']}}


@changes.offer('GET', '/changes', ChangePage, problems=('feed-reset', 'feed-purged'), waits=True, contents=_LINES)
def list_changes(
    tx: Tx,
    since: Annotated[
        int,
        Field(ge=0, le=9_223_372_036_854_775_807),
        PlainDigits,
        Query(description='`next_since` of the page before; 0 reads everything.'),
    ] = 0,
    feed_id: Annotated[Id | None, Query(description='`feed_id` of the page before; needed when since is above 0.')] = None,
    limit: Annotated[int, Field(ge=1, le=1000), PlainDigits] = 100,
    subject_type: Annotated[SubjectType | None, Query(description='Only records of this type.')] = None,
) -> Response:
    """Read what changed since a point you have reached.

    One item per record, in the order of commits, with its latest state. Start with since=0: that is a complete first
    sync. Apply the items in order, store `next_since` and `feed_id`, ask again. A page may be short or empty while
    has_more is true. 409 feed-reset means: begin anew with since=0.

    With `Prefer: wait=20` a page that would be empty is answered when something comes, or after that time. To whom accepts
    `application/x-ndjson` each item is sent as a line, and after them one line with the other fields of the page.
    """
    in_lines = NDJSON in tx.asked.accept
    page = page_of(tx, Wanted(since, feed_id, limit, subject_type, in_lines))
    media_type = NDJSON if in_lines else 'application/json'
    if page.is_final:
        return NothingNew(page.text, page.head, media_type=media_type, headers=_VARY)
    return Response(page.text, media_type=media_type, headers=_VARY)
