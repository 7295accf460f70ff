"""Progress updates over HTTP."""

from typing import Literal

from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.progress_updates import ProgressUpdate, ProgressUpdateCreate, ProgressUpdatePage, ProgressUpdateRow
from api.models.shapes import Id
from api.operations import progress
from api.paging import After, Expand, Limit, Page

progress_updates = Resource('Progress updates')
_UPDATES = table(ProgressUpdateRow)
_REFUSALS = (
    'unknown-reference', 'documented-fact', 'group-completed', 'group-withdrawn', 'unchanged-stands-alone', 'update-says-nothing',
    'completed-is-done', 'stage-does-not-allow', 'corrects-another-item', 'already-corrected', 'city-not-in-the-group',
    'wider-than-its-item', 'future-date', 'past-date-is-the-offices', 'reason-needed',
)  # fmt: skip


@progress_updates.offer('GET', '/progress-updates', ProgressUpdatePage)
def list_progress_updates(
    tx: Tx,
    action_item_id: Id | None = None,
    working_group_id: Id | None = None,
    network_id: Id | None = None,
    sort: Literal['-id', 'id'] = '-id',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List progress updates, the latest recorded first."""
    given = {'action_item_id': action_item_id, 'working_group_id': working_group_id, 'network_id': network_id}
    conditions = filters.same(shown.PROGRESS_UPDATES.columns, **given)
    return paging.respond(tx, 'list_progress_updates', shown.PROGRESS_UPDATES, Page(limit, after, sort, expand), *conditions)


@progress_updates.offer('POST', '/progress-updates', ProgressUpdate, code=201, etag=True, location=True, problems=_REFUSALS)
def record_progress(tx: Tx, body: ProgressUpdateCreate) -> Response:
    """Record progress on an action item.

    The item takes over the stage and percentage that the update names, and bears the update's day as that of its latest
    progress. An update about an earlier day joins the history at its place and may move nothing. Updates are never changed:
    a correction is a new update that names the one it replaces. Send an Idempotency-Key, so that a retry records nothing twice.
    """
    update = progress.record_progress(tx, body)
    return reads.written(tx, shown.PROGRESS_UPDATES, update, 'get_progress_update', location='/v1/progress-updates')


@progress_updates.offer('GET', '/progress-updates/{progress_update}', ProgressUpdate, etag=True)
def get_progress_update(tx: Tx, progress_update: Id) -> Response:
    """Read a progress update."""
    return reads.detail(tx, 'get_progress_update', shown.PROGRESS_UPDATES, progress_update)
