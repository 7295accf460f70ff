"""The journal over HTTP: who did what to which record, for whoever sees the record."""

from typing import Annotated

from fastapi import Query
from pydantic import Field
from sqlalchemy import true
from starlette.responses import Response

from api import paging
from api.contract import Resource, Tx
from api.models.journal import JournalEntryPage
from api.models.shapes import Id, Moment
from api.paging import After, Limit, Page
from api.shown import journal as shown_journal

journal_entries = Resource('Journal')
_JOURNAL = shown_journal.journal
Word = Annotated[str, Field(min_length=1, max_length=60, pattern='^[a-z_]+$')]


@journal_entries.offer('GET', '/journal-entries', JournalEntryPage)
def list_journal_entries(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    subject_type: Annotated[Word | None, Query(description='Only entries about this type of record.', examples=['working_group'])] = None,
    subject_id: Annotated[Id | None, Query(description='Only entries about this record.')] = None,
    network_id: Id | None = None,
    city_id: Annotated[Id | None, Query(description='Only entries about this city and what is recorded of it.')] = None,
    working_group_id: Annotated[Id | None, Query(description='Only entries about this working group and what belongs to it.')] = None,
    actor_id: Annotated[Id | None, Query(description='Only acts of this person or client, if you may know of them.')] = None,
    operation: Annotated[Word | None, Query(description='Only acts of this operationId.', examples=['join_working_group'])] = None,
    recorded_from: Annotated[Moment | None, Query(description='Only what was recorded at this moment or later.')] = None,
    recorded_before: Annotated[Moment | None, Query(description='Only what was recorded before this moment.')] = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List what was done, the newest first: by whom, on whose behalf, to which record, from which value to which.

    An entry is shown to whoever sees its record now; values only to whoever saw them when they were written. Of personal fields
    the name alone is kept. Entries about people are for the office, the own city and the person. The journal is never in the
    feed; a token sees of it what its other scopes let it read.
    """
    given = {
        'subject_type': subject_type, 'subject_id': subject_id, 'network_id': network_id, 'city_id': city_id,
        'working_group_id': working_group_id, 'operation': operation,
    }  # fmt: skip
    conditions = [
        shown_journal.readable(tx.caller),
        shown_journal.tells_something(),
        shown_journal.by_actor(actor_id) if actor_id else true(),
        _JOURNAL.c.recorded_at >= recorded_from if recorded_from else true(),
        _JOURNAL.c.recorded_at < recorded_before if recorded_before else true(),
        *(_JOURNAL.c[name] == value for name, value in given.items() if value is not None),
    ]
    page = Page(limit, after, '-id')
    rows, following = paging.found_rows(tx, 'list_journal_entries', shown_journal.JOURNAL, page, *conditions, with_facts=False)
    return paging.as_page(tx, shown_journal.in_words(tx, [row['body'] for row in rows]), following)
