"""Saved filters over HTTP: what one person looks for again and again in the lists of the screens."""

from starlette.responses import Response

from api import paging, reads
from api.contract import Resource, Tx
from api.models.saved_filters import SavedFilter, SavedFilterCreate, SavedFilterPage
from api.models.shapes import Id
from api.operations import saved_filters as operations
from api.paging import After, Limit, Page
from api.shown.saved_filters import SAVED_FILTERS

saved_filters = Resource('Saved filters')


@saved_filters.offer('GET', '/saved-filters', SavedFilterPage)
def list_saved_filters(tx: Tx, limit: Limit = 50, after: After = None) -> Response:
    """List the filters of lists that you keep, the newest first."""
    return paging.respond(tx, 'list_saved_filters', SAVED_FILTERS, Page(limit, after, '-id'))


@saved_filters.offer('POST', '/saved-filters', SavedFilter, code=201, problems=('saved-filters-enough',))
def create_saved_filter(tx: Tx, body: SavedFilterCreate) -> Response:
    """Keep the filter of a list under a name. One that you kept under the same name gives way to it."""
    kept = operations.create_saved_filter(tx, body)
    shown = SavedFilter(id=kept.id, name=kept.name, address=kept.address, created_at=kept.created_at)
    return Response(shown.model_dump_json(), status_code=201, media_type=reads.JSON)


@saved_filters.offer('DELETE', '/saved-filters/{saved_filter}', None, code=204)
def remove_saved_filter(tx: Tx, saved_filter: Id) -> Response:
    """Remove a filter of yours. It needs no If-Match: a saved filter never changes, it only goes."""
    operations.remove_saved_filter(tx, saved_filter)
    return Response(status_code=204)
