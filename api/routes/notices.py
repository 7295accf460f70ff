"""Notices over HTTP: what the network tells its cities, as the office sees it before and after it goes out."""

from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field
from sqlalchemy import true
from starlette.requests import Request
from starlette.responses import Response

from api import paging
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.notices import NoticePage
from api.models.shapes import Id
from api.paging import After, Limit, Page
from api.shown import notices as shown_notices

notices = Resource('Notices')
_NOTICES = table(shown_notices.NOTICES.row)
Kind = Annotated[str, Field(min_length=1, max_length=60, pattern='^[a-z_]+$'), Query(examples=['working_group_constituted'])]


@notices.offer('GET', '/notices', NoticePage)
def list_notices(
    tx: Tx,
    request: Request,
    stage: Literal['held', 'queued', 'sent', 'not_sent'] | None = None,
    working_group_id: Id | None = None,
    kind: Kind | None = None,
    reason: Annotated[
        Literal['no_recipient', 'mail_refused', 'mail_failed'] | None,
        Query(description='Why it was not sent, where that can be put right.'),
    ] = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List your office's notices, the newest first, with what they say as of today.

    A notice of a new working group is held for some hours, in which its contact can be corrected. Whoever is not the
    office sees none.
    """
    conditions = (
        _NOTICES.c.stage == stage if stage else true(),
        _NOTICES.c.working_group_id == working_group_id if working_group_id else true(),
        _NOTICES.c.kind == kind if kind else true(),
        _NOTICES.c.reason == reason if reason else true(),
    )
    page = Page(limit, after, '-id')
    rows, following = paging.found_rows(tx, 'list_notices', shown_notices.NOTICES, page, *conditions, with_facts=False)
    bodies = shown_notices.in_words(tx, [row['body'] for row in rows], request.app.state.settings)
    return paging.as_page(tx, bodies, following)
