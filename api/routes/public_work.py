"""The groups' public work over HTTP: reports on the website and outputs for everybody, without credentials."""

from starlette.responses import Response

from api import filters, paging, reads
from api.attachments import ATTACHMENTS, attachment
from api.contract import Resource, Tx
from api.models.outputs import OutputKind
from api.models.public_work import PublicOutput, PublicOutputPage, PublicReport, PublicReportPage
from api.models.shapes import Id, LanguageCode, Slug
from api.paging import After, Limit, Page, Q
from api.shown.public_work import ON_THE_WEBSITE, PUBLIC_OUTPUTS, PUBLIC_REPORTS, SHARED, belonging_to

public_work = Resource('Public section')


@public_work.offer('GET', '/public/reports', PublicReportPage)
def list_public_reports(
    tx: Tx, network: Slug | None = None, working_group: Slug | None = None, q: Q = None, limit: Limit = 50, after: After = None
) -> Response:
    """List the reports of working groups that the general assembly approved and the website shows, the newest first."""
    columns = PUBLIC_REPORTS.columns
    conditions = (ON_THE_WEBSITE, *belonging_to(columns, network, working_group), paging.matches(columns.c.search_key, q))
    return paging.respond(tx, 'list_public_reports', PUBLIC_REPORTS, Page(limit, after, '-id'), *conditions)


@public_work.offer('GET', '/public/reports/{report}', PublicReport, etag=True)
def get_public_report(tx: Tx, report: Id) -> Response:
    """Read a report that is on the website."""
    return reads.detail(tx, 'get_public_report', PUBLIC_REPORTS, report, ON_THE_WEBSITE)


@public_work.offer('GET', '/public/outputs', PublicOutputPage)
def list_public_outputs(
    tx: Tx,
    network: Slug | None = None,
    working_group: Slug | None = None,
    kind: OutputKind | None = None,
    language: LanguageCode | None = None,
    q: Q = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List what working groups and networks have made and shared with everybody, the newest first."""
    conditions = (SHARED, *belonging_to(PUBLIC_OUTPUTS.columns, network, working_group), *filters.of_outputs(language, q, kind=kind))
    return paging.respond(tx, 'list_public_outputs', PUBLIC_OUTPUTS, Page(limit, after, '-id'), *conditions)


@public_work.offer('GET', '/public/outputs/{output}', PublicOutput, etag=True)
def get_public_output(tx: Tx, output: Id) -> Response:
    """Read an output that is shared with everybody."""
    return reads.detail(tx, 'get_public_output', PUBLIC_OUTPUTS, output, SHARED)


@public_work.offer('GET', '/public/documents/{document}/content', None, etag=True, contents=ATTACHMENTS, problems=('document-redacted',))
def get_public_document_content(tx: Tx, document: Id) -> Response:
    """Download a public document's bytes, as an attachment with its name. The ETag is their SHA-256.

    404 `document-redacted` once they were taken away.
    """
    return attachment(tx, 'get_public_document_content', document)
