"""Imports over HTTP: the office's own file checked, understood, decided row by row, and applied."""

from datetime import timedelta
from typing import Annotated

from fastapi import Form, Path, Query, Request
from starlette.responses import Response

from api import bodies, filters, paging, reads
from api.contract import Resource, Tx
from api.models.columns import table
from api.models.imports import (
    Import,
    ImportApplicationCreate,
    ImportCreate,
    ImportDecisionCreate,
    ImportKind,
    ImportPage,
    ImportPatch,
    ImportRowPage,
    Outcome,
    RowOfImport,
)
from api.models.shapes import Id
from api.operations import imports as operations
from api.paging import After, Expand, Limit, Page
from api.problems import Problem
from api.shown import imports as shown

imports = Resource('Imports')
ImportId = Annotated[Id, Path(alias='import')]
_ROWS = table(RowOfImport)
_SETTLED = ('documented-fact', 'import-applied', 'import-discarded', 'import-rows-gone')


@imports.offer('GET', '/imports', ImportPage)
def list_imports(
    tx: Tx,
    network_id: Id | None = None,
    kind: ImportKind | None = None,
    plan_id: Id | None = None,
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the files that were imported or are being checked, the newest first."""
    conditions = filters.same(shown.IMPORTS.columns, network_id=network_id, kind=kind, plan_id=plan_id)
    return paging.respond(tx, 'list_imports', shown.IMPORTS, Page(limit, after, '-id', expand), *conditions)


@imports.offer(
    'POST', '/imports', Import, code=201, etag=True, location=True,
    problems=(
        'malformed-request', 'unknown-reference', 'import-names-a-partner', 'import-names-a-plan', 'plan-superseded', 'table-not-readable',
        'table-too-large', 'table-empty',
    ),
)  # fmt: skip
def create_import(tx: Tx, request: Request, body: Annotated[ImportCreate, Form(media_type=bodies.FILES)]) -> Response:
    """Check a file of what the office already has, as a form with the file in its part `file`. Nothing of it is recorded yet.

    Excel (.xlsx) or CSV, up to 10 MB; what the file is, its bytes say. Formulas are never worked out. Columns are understood as in the
    last file of that kind, else by their headings; the columns of exports are understood as they are. Each row then has an outcome,
    read under `/v1/imports/{import}/rows`. Rows are kept for 30 days. With `partner_cities` the file is the whole list of a partner network
    (`partner_id`): its rows become records of another network, and none of yours is made or changed. With `plan_actions` it is a city's own
    table of the actions of its plan (`plan_id`): that city alone sends and sees it, and nothing in it shares an action with anybody.
    """
    kept = timedelta(days=request.app.state.settings.import_days)
    return reads.written(tx, shown.IMPORTS, operations.create_import(tx, body, kept), 'get_import', location='/v1/imports')


@imports.offer('GET', '/imports/{import}', Import, etag=True)
def get_import(tx: Tx, import_id: ImportId) -> Response:
    """Read an import: how its columns are understood, and how many rows have which outcome."""
    return reads.detail(tx, 'get_import', shown.IMPORTS, import_id)


@imports.offer(
    'PATCH', '/imports/{import}', Import, transition=True, etag=True,
    problems=(*_SETTLED, 'import-columns-differ', 'import-field-unknown', 'import-field-twice', 'import-names-nobody'),
)  # fmt: skip
def update_import(tx: Tx, import_id: ImportId, body: ImportPatch) -> Response:
    """Say how the columns are to be understood (merge patch); every row is checked anew, against what is recorded now."""
    return reads.written(tx, shown.IMPORTS, operations.update_import(tx, import_id, body), 'get_import')


@imports.offer('GET', '/imports/{import}/rows', ImportRowPage)
def list_import_rows(
    tx: Tx,
    import_id: ImportId,
    outcome: Annotated[Outcome | None, Query(description='Only rows with this outcome.')] = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the rows of a file in their order: what each would do or has done, field by field, and why one is refused or suspected."""
    if reads.find_id(tx, 'get_import', shown.IMPORTS, import_id) is None:
        raise Problem('not-found')
    conditions = [_ROWS.c.import_id == import_id, *([_ROWS.c.outcome == outcome] if outcome else [])]
    rows, following = paging.found_rows(tx, 'list_import_rows', shown.ROWS, Page(limit, after), *conditions, with_facts=False)
    return paging.as_page(tx, shown.in_words(tx, [row['body'] for row in rows]), following)


@imports.offer(
    'POST', '/imports/{import}/decisions', Import, transition=True, etag=True, tries_out=True, problems=(*_SETTLED, 'unknown-reference')
)
def decide_import_rows(tx: Tx, import_id: ImportId, body: ImportDecisionCreate) -> Response:
    """Say of rows which of their candidates they are, that they are new, or that they are left out; every row is checked anew.

    What was decided of a row is remembered while its row is kept: the same row in the next file is not asked about again.
    """
    return reads.written(tx, shown.IMPORTS, operations.decide_import_rows(tx, import_id, body), 'get_import')


@imports.offer(
    'POST',
    '/imports/{import}/applications',
    Import,
    transition=True,
    etag=True,
    tries_out=True,
    problems=(*_SETTLED, 'import-has-faults', 'plan-superseded'),
)
def apply_import(tx: Tx, import_id: ImportId, body: ImportApplicationCreate) -> Response:
    """Record what the rows add and change, all of it or nothing. Nothing is sent, neither now nor when the network goes live.

    While a row is refused or suspected nothing is written, unless `rows` is `sound`. The same file again adds nothing.
    """
    return reads.written(tx, shown.IMPORTS, operations.apply_import(tx, import_id, body), 'get_import')


@imports.offer('POST', '/imports/{import}/discards', Import, transition=True, etag=True, tries_out=True, problems=_SETTLED)
def discard_import(tx: Tx, import_id: ImportId) -> Response:
    """Let go of a file that was not applied. Its rows are deleted at once; that it was there stays known."""
    return reads.written(tx, shown.IMPORTS, operations.discard_import(tx, import_id), 'get_import')
