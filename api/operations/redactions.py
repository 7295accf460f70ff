"""Redacts a text or a document that may name anybody (S3): recorded, in the ledger beside the backups, and wherever it is held."""

import json
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import select, text, update

from api.differences import values_of
from api.erasure_ledger import Redaction, append_redaction
from api.models.columns import Subject, new_id, table
from api.models.documents import DocumentRow
from api.models.idempotency import FORGOTTEN, IdempotencyRow
from api.models.plans import PlanRow
from api.models.redactions import DocumentRedactionCreate, RedactionCreate, RedactionRow
from api.models.reports import ReportRow
from api.models.submissions import SubmissionRow
from api.operations.files import cleaned_name, fitting_name
from api.operations.group_records import facts_of_record
from api.operations.ledger import written_last
from api.operations.permit import permit_on
from api.operations.report_records import canonical
from api.permissions import Facts
from api.problems import Problem, unknown_reference
from api.redaction import CONTENT, REASON, TYPES, apply_redaction, is_free_text, remembered, sha256
from api.spine import Transaction

_SUBMISSIONS = table(SubmissionRow)
# A stored answer is JSON, and holds the text as JSON writes it: whole, between its quotes.
_HOLDING = text("position(convert_to(:said, 'UTF8') IN body) > 0")
_IN_JOURNAL = text("""
SELECT EXISTS (SELECT FROM journal WHERE subject_id = :subject
  AND (changes->CAST(:field AS text)->>0 = :said OR changes->CAST(:field AS text)->>1 = :said OR (:field = 'reason' AND reason = :said)))
""")


def redact_text(transaction: Transaction, wish: RedactionCreate, ledger: Path) -> RedactionRow:
    """Put a text in the place of another: in the record, in the journal, and in frozen copies of a report or plan.

    Raises ledger-unavailable, with nothing redacted, when the ledger cannot be written.
    """
    row = _found(transaction, 'redact_text', wish)
    former = _former(transaction, row, wish)
    name = table(type(row)).name
    redaction = Redaction(
        id=new_id(),
        table=name,
        row_id=row.id,
        column=wish.field,
        old_sha256=sha256(former),
        text=wish.text,
        is_present=getattr(row, wish.field, None) == former,
        reason=wish.reason,
        by_id=transaction.caller.id,
    )
    frozen = _frozen(transaction, row, former, wish)
    for each, place in (*frozen, (redaction, row)):
        _apply(transaction, each, place)
    forget = update(IdempotencyRow).where(_HOLDING).values(FORGOTTEN)
    transaction.session.connection().execute(forget, {'said': json.dumps(former, ensure_ascii=False)})
    lines, now = [each for each, _ in frozen] + [redaction], transaction.now
    for line in lines:
        written_last(transaction, partial(append_redaction, ledger, redaction=line, erased_at=now))
    return remembered(transaction.session.connection(), redaction)


def redact_document(transaction: Transaction, document_id: UUID, wish: DocumentRedactionCreate, ledger: Path) -> DocumentRow:
    """Take the bytes of a document away for good, and call it anew when that is wished; what is said of it stays, with its hash.

    Raises ledger-unavailable, with nothing redacted, when the ledger cannot be written.
    """
    document = permit_on(transaction, 'redact_document', DocumentRow, document_id, facts_of_record)
    if document.redacted_at is not None:
        raise Problem('already-redacted')
    file_name = fitting_name(cleaned_name(wish.title), document.media_type) if wish.title else None
    redaction = Redaction(
        id=new_id(),
        table='documents',
        row_id=document.id,
        column=CONTENT,
        old_sha256=document.sha256,
        text='',
        reason=wish.reason,
        by_id=transaction.caller.id,
        title=wish.title,
        file_name=file_name,
    )
    _apply(transaction, redaction, document)
    if wish.title:
        forget = update(IdempotencyRow).where(_HOLDING).values(FORGOTTEN)
        transaction.session.connection().execute(forget, {'said': str(document.id)})
    written_last(transaction, partial(append_redaction, ledger, redaction=redaction, erased_at=transaction.now))
    return document


def _found(transaction: Transaction, operation: str, wish: RedactionCreate) -> Subject:
    """Return the record that holds the text, locked; refuse what is no free text."""
    try:
        return permit_on(transaction, operation, _row_of(wish), wish.subject_id, _facts, versioned=False)
    except Problem as problem:
        raise (unknown_reference('subject_id') if problem.slug == 'not-found' else problem) from None


def _row_of(wish: RedactionCreate) -> type[Subject]:
    rows = {TYPES[table(each).name]: each for each in Subject.__subclasses__() if hasattr(each, '__table__') and table(each).name in TYPES}
    row = rows.get(wish.subject_type)
    if row is None or not (wish.field == REASON or is_free_text(table(row), wish.field)):
        raise Problem('not-a-free-text', {'type': wish.subject_type, 'field': wish.field})
    return row


def _facts(_transaction: Transaction, row: Subject) -> Facts:
    network_id: UUID | None = getattr(row, 'network_id', row.id)
    return Facts(frozenset({network_id}) if network_id else frozenset())


def _former(transaction: Transaction, row: Subject, wish: RedactionCreate) -> str:
    """Return the text that is to go; refuse one that stands nowhere, and one that is to stay."""
    present: str | None = getattr(row, wish.field, None)
    former = wish.former_text or present
    if former is None or former == wish.text:
        raise Problem('nothing-to-redact')
    said = {'subject': row.id, 'field': wish.field, 'said': former}
    if former != present and not transaction.session.connection().execute(_IN_JOURNAL, said).scalar_one():
        raise Problem('nothing-to-redact')
    return former


def _frozen(transaction: Transaction, row: Subject, former: str, wish: RedactionCreate) -> list[tuple[Redaction, Subject]]:
    """Return what becomes of the frozen copies of a record that hold the text; each has a record of its own beside it."""
    copies: list[SubmissionRow | PlanRow] = []
    if isinstance(row, PlanRow):
        copies = [row]
    elif isinstance(row, ReportRow) and wish.field == 'text':
        ids = transaction.session.execute(select(_SUBMISSIONS.c.id).where(_SUBMISSIONS.c.report_id == row.id)).scalars()
        copies = [*transaction.lock(SubmissionRow, ids)]
    found: list[tuple[Redaction, Subject]] = []
    for copy in copies:
        snapshot = json.loads(copy.snapshot or '{}')
        if copy.snapshot and snapshot.get(wish.field) == former:
            redacted = Redaction(
                id=new_id(),
                table=table(type(copy)).name,
                row_id=copy.id,
                column='snapshot',
                old_sha256=sha256(copy.snapshot),
                text=canonical({**snapshot, wish.field: wish.text}),
                is_present=False,
                reason=wish.reason,
                by_id=transaction.caller.id,
            )
            found.append((redacted, copy))
    return found


def _apply(transaction: Transaction, redaction: Redaction, row: Subject) -> None:
    before = values_of(row)
    apply_redaction(transaction.session.connection(), redaction, transaction.now, is_later=False)
    transaction.session.refresh(row)
    hidden = {redaction.column} & set(table(type(row)).c.keys()) - {'snapshot'} | ({'title', 'file_name'} if redaction.title else set())
    operation = 'redact_document' if redaction.column == CONTENT else 'redact_text'
    transaction.record(operation, row, reason=redaction.reason, since=before, hidden=hidden)
