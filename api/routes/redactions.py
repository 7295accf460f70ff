"""Redactions over HTTP: a text gives way to another, recorded; for the administrators of the office."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request
from pydantic import Field
from starlette.responses import Response

from api import paging, reads, shown
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.redactions import Redaction, RedactionCreate, RedactionPage, RedactionRow
from api.models.shapes import Id
from api.operations import redactions as operations
from api.paging import After, Limit, Page
from api.problems import Problem
from api.shown.redactions import in_words
from api.spine import Transaction

redactions = Resource('Redactions')
_REDACTIONS = table(RedactionRow)
Word = Annotated[str, Field(min_length=1, max_length=60, pattern='^[a-z_]+$')]


@redactions.offer('GET', '/redactions', RedactionPage)
def list_redactions(
    tx: Tx,
    network_id: Id | None = None,
    subject_type: Annotated[Word | None, Query(description='Only texts of this type of record.', examples=['meeting'])] = None,
    subject_id: Annotated[Id | None, Query(description='Only texts of this record.')] = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List what was redacted, the newest first: for the office.

    Neither text is in it. Whoever has kept the former one can prove by its hash that it stood there.
    """
    given = {'network_id': network_id, 'subject_type': subject_type, 'subject_id': subject_id}
    conditions = [_REDACTIONS.c[name] == value for name, value in given.items() if value is not None]
    page = Page(limit, after, '-id')
    rows, following = paging.found_rows(tx, 'list_redactions', shown.REDACTIONS, page, *conditions, with_facts=False)
    return paging.as_page(tx, in_words(tx, [row['body'] for row in rows]), following)


@redactions.offer(
    'POST', '/redactions', Redaction, code=201, location=True,
    problems=('unknown-reference', 'not-a-free-text', 'nothing-to-redact', 'documented-fact', 'mirrored-record', 'ledger-unavailable'),
)  # fmt: skip
def redact_text(tx: Tx, request: Request, body: RedactionCreate) -> Response:
    """Put another text in the place of one that names somebody who is not to be named, with a reason.

    For texts that people write freely, and for what was given as the reason of an act. The former text goes from the record, from
    the journal and from stored answers; from the frozen copies of a report as well, whose `sha256` stays that of what was
    submitted, with the redaction beside it. A backup from before is no way back.
    """
    made = operations.redact_text(tx, body, request.app.state.settings.erasure_ledger)
    headers = {'Location': f'/v1/redactions/{made.id}'}
    return Response(_one(tx, made.id), status_code=201, media_type=reads.JSON, headers=headers)


@redactions.offer('GET', '/redactions/{redaction_id}', Redaction)
def get_redaction(tx: Tx, redaction_id: Id) -> Response:
    """Read one redaction: for the office. Nothing of it ever changes."""
    return Response(_one(tx, redaction_id), media_type=reads.JSON)


def _one(tx: Transaction, redaction_id: UUID) -> str:
    page, this_one = Page(1, None, '-id'), _REDACTIONS.c.id == redaction_id
    found, _ = paging.found_rows(tx, 'get_redaction', shown.REDACTIONS, page, this_one, with_facts=False)
    if not found:
        raise Problem('not-found')
    return in_words(tx, [found[0]['body']])[0]
