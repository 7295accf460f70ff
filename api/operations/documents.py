"""What can be done with a document: upload one, change what is said of it. Its bytes never change."""

import hashlib
from typing import Any
from uuid import UUID

from api.models.documents import MOST_BYTES, ContentRow, DocumentCreate, DocumentPatch, DocumentRow
from api.models.keys import fold, search_key
from api.models.shapes import merge
from api.operations.files import cleaned_name, fitting_name, media_type_of
from api.operations.group_records import facts_of_record
from api.operations.on_behalf import told_by
from api.operations.outputs import others_sharing
from api.operations.owners import group_of, lock_group_of, lock_owner, refuse_addition, refuse_wider
from api.operations.permit import permit, permit_on
from api.problems import Problem, refuse
from api.rules import records
from api.spine import Transaction


def upload_document(transaction: Transaction, wish: DocumentCreate) -> DocumentRow:
    """Keep a file of a group, or of the network itself. To publish it at once needs the right to change it afterwards."""
    owner = lock_owner(transaction, wish)
    permit(transaction, 'upload_document', facts_of_record(transaction, owner))
    if wish.visibility == 'public':
        permit(transaction, 'update_document', facts_of_record(transaction, owner))
    refuse_addition(transaction, owner, wish.visibility)
    content = wish.file.file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Problem('content-too-large', {'most': MOST_BYTES})
    file_name = cleaned_name(wish.file.filename or '')
    media_type = media_type_of(content, file_name)
    if not content or media_type is None:
        raise Problem('file-not-accepted', {'file_name': file_name})
    file_name = fitting_name(file_name, media_type)
    title = wish.title or file_name
    document = transaction.add(
        DocumentRow(
            network_id=owner.network_id,
            working_group_id=owner.working_group_id,
            title=title,
            sort_key=fold(title),
            search_key=search_key(title, file_name),
            file_name=file_name,
            media_type=media_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            language=wish.language,
            audience=wish.visibility,
        ),
    )
    transaction.record('upload_document', document)
    transaction.flush()
    transaction.session.add(ContentRow(document_id=document.id, content=content))
    return document


def update_document(transaction: Transaction, document_id: UUID, wish: DocumentPatch) -> DocumentRow:
    """Change what is said of a document, and who sees it: its bytes with it."""
    lock_group_of(transaction, DocumentRow, document_id)
    document = permit_on(transaction, 'update_document', DocumentRow, document_id, facts_of_record)
    told_by(transaction, document.network_id, document.working_group_id, wish.on_behalf_of)
    changes: dict[str, Any] = merge(wish)
    audience = changes.pop('visibility', document.audience)
    refuse_wider(group_of(transaction, document.working_group_id), audience)
    refuse(records.why_not_narrowed_to(audience, others_sharing(transaction, document.id)))
    document.audience = audience
    for column, value in changes.items():
        setattr(document, column, value)
    document.sort_key, document.search_key = fold(document.title), search_key(document.title, document.file_name)
    transaction.record('update_document', document)
    return document
