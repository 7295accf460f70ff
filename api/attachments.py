"""Answers with a document's bytes: as an attachment with its name, that runs nothing in the browser it is opened in."""

from urllib.parse import quote
from uuid import UUID

from sqlalchemy import select
from starlette.responses import Response

from api import preconditions
from api.models.columns import table
from api.models.documents import ContentRow, DocumentRow
from api.operations.files import MEDIA_TYPES
from api.problems import Problem
from api.security_headers import CLOSED
from api.spine import Transaction
from api.visibility import grants, visible

# What the contract says of such an answer, by media type.
ATTACHMENTS = {kind: {'type': 'string', 'format': 'binary'} for kind in MEDIA_TYPES}
_DOCUMENTS, _CONTENTS = table(DocumentRow), table(ContentRow)
_ALONE = f"default-src 'none'; sandbox; object-src 'none'; {CLOSED}"


def attachment(transaction: Transaction, operation: str, document: UUID) -> Response:
    """Return the bytes of a document that the caller may see; 304 when the caller has them. The ETag is their SHA-256.

    Refuses (404) when they were taken away, also whoever has kept them.
    """
    seen = (visible(transaction.caller, operation, DocumentRow), _DOCUMENTS.c.id == document)
    about = select(
        _DOCUMENTS.c.title, _DOCUMENTS.c.file_name, _DOCUMENTS.c.media_type, _DOCUMENTS.c.sha256, _DOCUMENTS.c.redacted_at
    ).where(*seen)
    said = transaction.rows(about, grants(transaction.caller))
    if not said:
        raise Problem('not-found')
    if said[0]['redacted_at'] is not None:
        raise Problem('document-redacted', {'title': said[0]['title']})
    tag = f'"{said[0]["sha256"]}"'
    if preconditions.names(transaction.asked.if_none_match or '', tag):
        return Response(status_code=304, headers={'ETag': tag})
    content = select(_CONTENTS.c.content).join(DocumentRow, _CONTENTS.c.document_id == _DOCUMENTS.c.id).where(*seen)
    kept = transaction.rows(content, grants(transaction.caller))
    if not kept:
        raise Problem('not-found')
    headers = {'ETag': tag, 'Content-Disposition': _attached(said[0]['file_name']), 'Content-Security-Policy': _ALONE}
    return Response(kept[0]['content'], media_type=said[0]['media_type'], headers=headers)


def _attached(name: str) -> str:
    """Return how a browser is to save the file: by its name, and for old ones by what of it is plain ASCII (RFC 6266)."""
    plain = ''.join(sign if sign.isascii() and sign.isprintable() and sign not in '"\\%' else '_' for sign in name)
    return f'attachment; filename="{plain}"; filename*=UTF-8\'\'{quote(name, safe="")}'
