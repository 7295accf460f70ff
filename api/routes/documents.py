"""Documents over HTTP: what is said of files, and their bytes."""

from typing import Annotated, Literal

from fastapi import Form, Request
from starlette.responses import Response

from api import bodies, filters, paging, reads, shown
from api.attachments import ATTACHMENTS, attachment
from api.contract import TOLD_BY_LEAD, Resource, Tx
from api.models.documents import Document, DocumentCreate, DocumentPage, DocumentPatch
from api.models.redactions import DocumentRedactionCreate
from api.models.shapes import Id, LanguageCode
from api.operations import documents as operations
from api.operations import redactions
from api.paging import After, Expand, Limit, Page, Q

documents = Resource('Documents')


@documents.offer('GET', '/documents', DocumentPage)
def list_documents(
    tx: Tx,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    language: LanguageCode | None = None,
    q: Q = None,
    sort: Literal['title', '-title', 'id', '-id'] = 'title',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List documents: what is said of them, never their bytes."""
    conditions = filters.of_documents(q, network_id=network_id, working_group_id=working_group_id, language=language)
    return paging.respond(tx, 'list_documents', shown.DOCUMENTS, Page(limit, after, sort, expand), *conditions)


@documents.offer(
    'POST', '/documents', Document, code=201, etag=True, location=True,
    problems=('malformed-request', 'one-owner-needed', 'unknown-reference', 'documented-fact', 'group-completed', 'group-withdrawn',
              'wider-than-its-group', 'file-not-accepted'),
)  # fmt: skip
def upload_document(tx: Tx, body: Annotated[DocumentCreate, Form(media_type=bodies.FILES)]) -> Response:
    """Upload a document, as a form with the file in its part `file`.

    PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPEG, text and CSV are kept, up to 10 MB; what a file is, its bytes say. It
    belongs to a working group or, with `network_id` instead, to the network itself. Its bytes never change: another version is
    another document.
    """
    return reads.written(tx, shown.DOCUMENTS, operations.upload_document(tx, body), 'get_document', location='/v1/documents')


@documents.offer('GET', '/documents/{document}', Document, etag=True)
def get_document(tx: Tx, document: Id) -> Response:
    """Read what is said of a document."""
    return reads.detail(tx, 'get_document', shown.DOCUMENTS, document)


@documents.offer('GET', '/documents/{document}/content', None, etag=True, contents=ATTACHMENTS, problems=('document-redacted',))
def get_document_content(tx: Tx, document: Id) -> Response:
    """Download a document's bytes, as an attachment with its name.

    Whoever sees the document may have them. The ETag is their SHA-256. 404 `document-redacted` once they were taken away.
    """
    return attachment(tx, 'get_document_content', document)


@documents.offer(
    'PATCH', '/documents/{document}', Document, transition=True, etag=True,
    problems=('documented-fact', 'wider-than-its-group', 'document-is-shared', *TOLD_BY_LEAD),
)  # fmt: skip
def update_document(tx: Tx, document: Id, body: DocumentPatch) -> Response:
    """Change a document's title or language, or who sees it (merge patch). What shared outputs carry is seen as widely as they are."""
    return reads.written(tx, shown.DOCUMENTS, operations.update_document(tx, document, body), 'get_document')


@documents.offer(
    'POST', '/documents/{document}/redactions', Document, transition=True, etag=True, tries_out=True,
    problems=('already-redacted', 'documented-fact', 'mirrored-record', 'ledger-unavailable'),
)  # fmt: skip
def redact_document(tx: Tx, request: Request, document: Id, body: DocumentRedactionCreate) -> Response:
    """Take a document's bytes away for good, because they hold what nobody is to have, with a reason.

    For the administrators of the office. What is said of the document stays, with its size and hash, and so does what names it, such
    as minutes; its `redaction` says since when and why. With `title` it is called anew wherever its names stood. A backup from
    before is no way back.
    """
    made = redactions.redact_document(tx, document, body, request.app.state.settings.erasure_ledger)
    return reads.written(tx, shown.DOCUMENTS, made, 'get_document')
