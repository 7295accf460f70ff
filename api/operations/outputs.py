"""What can be done with an output: plan, make, change, share with the network, take back."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.documents import DocumentRow
from api.models.keys import fold, search_key
from api.models.outputs import OutputCreate, OutputPatch, OutputRow, OutputWithdrawalCreate, PreparationCreate, SharingCreate
from api.models.shapes import merge
from api.operations.group_records import facts_of_record
from api.operations.on_behalf import told_by
from api.operations.owners import Owner, document_named, group_of, lock_group_of, lock_owner, refuse_addition, refuse_wider
from api.operations.permit import permit, permit_on
from api.problems import refuse
from api.rules import outputs, records
from api.spine import Transaction

_OUTPUTS = table(OutputRow)


def create_output(transaction: Transaction, wish: OutputCreate) -> OutputRow:
    """Put on record what a group, or the network itself, intends to make (W12)."""
    owner = lock_owner(transaction, wish)
    permit(transaction, 'create_output', facts_of_record(transaction, owner))
    told_by(transaction, owner.network_id, owner.working_group_id, wish.on_behalf_of)
    refuse_addition(transaction, owner, wish.visibility)
    document = document_named(transaction, wish.document_id, owner, 'document_id')
    output = transaction.add(
        OutputRow(
            network_id=owner.network_id,
            working_group_id=owner.working_group_id,
            title=wish.title,
            sort_key=fold(wish.title),
            search_key=search_key(wish.title),
            kind=wish.kind,
            description=wish.description,
            languages=list(dict.fromkeys(wish.languages)),
            document_id=document.id if document else None,
            url=wish.url,
            stage=wish.stage,
            audience=wish.visibility,
        ),
    )
    transaction.record('create_output', output)
    return output


def update_output(transaction: Transaction, output_id: UUID, wish: OutputPatch) -> OutputRow:
    """Change what describes an output. To exchange what a shared one carries is to share it, and needs the same right."""
    lock_group_of(transaction, OutputRow, output_id)
    output = permit_on(transaction, 'update_output', OutputRow, output_id, facts_of_record)
    told_by(transaction, output.network_id, output.working_group_id, wish.on_behalf_of)
    group = group_of(transaction, output.working_group_id, open_only=True)
    refuse(outputs.why_not('update_output', stage=output.stage, output=output.title))
    changes: dict[str, Any] = merge(wish)
    if output.stage == 'shared' and changes.keys() & {'document_id', 'url'}:
        permit(transaction, 'share_output', facts_of_record(transaction, output))
    document = document_named(transaction, changes.get('document_id'), Owner(output.network_id, group), 'document_id')
    if 'languages' in changes:
        changes['languages'] = list(dict.fromkeys(changes['languages']))
    for column, value in changes.items():
        setattr(output, column, value)
    output.sort_key, output.search_key = fold(output.title), search_key(output.title)
    if output.stage == 'shared':
        refuse(outputs.why_not_share(output=output.title, has_something=_has_something(output)))
        _widen(transaction, document, output.audience, 'update_output')
    transaction.record('update_output', output)
    return output


def start_output(transaction: Transaction, output_id: UUID, wish: PreparationCreate) -> OutputRow:
    """Say that a planned output is being made."""
    lock_group_of(transaction, OutputRow, output_id)
    output = permit_on(transaction, 'start_output', OutputRow, output_id, facts_of_record)
    told_by(transaction, output.network_id, output.working_group_id, wish.on_behalf_of)
    group_of(transaction, output.working_group_id, open_only=True)
    refuse(outputs.why_not('start_output', stage=output.stage, output=output.title))
    output.stage = 'in_preparation'
    transaction.record('start_output', output)
    return output


def share_output(transaction: Transaction, output_id: UUID, wish: SharingCreate) -> OutputRow:
    """Share an output with the network or with everybody; its document is then shown to as many."""
    lock_group_of(transaction, OutputRow, output_id)
    output = permit_on(transaction, 'share_output', OutputRow, output_id, facts_of_record)
    told_by(transaction, output.network_id, output.working_group_id, wish.on_behalf_of)
    group = group_of(transaction, output.working_group_id, open_only=True)
    refuse(outputs.why_not('share_output', stage=output.stage, output=output.title))
    refuse(outputs.why_not_share(output=output.title, has_something=_has_something(output)))
    refuse_wider(group, wish.visibility)
    output.stage, output.audience = 'shared', wish.visibility
    output.shared_on = output.shared_on or transaction.today(output.network_id)
    _widen(transaction, _document_of(transaction, output), wish.visibility, 'share_output')
    transaction.record('share_output', output)
    return output


def withdraw_output(transaction: Transaction, output_id: UUID, wish: OutputWithdrawalCreate) -> OutputRow:
    """Take an output back: from now on only the group sees it, and its document, unless another shared output carries that."""
    lock_group_of(transaction, OutputRow, output_id)
    output = permit_on(transaction, 'withdraw_output', OutputRow, output_id, facts_of_record)
    told_by(transaction, output.network_id, output.working_group_id, wish.on_behalf_of)
    refuse(outputs.why_not('withdraw_output', stage=output.stage, output=output.title))
    document = _document_of(transaction, output) if output.stage == 'shared' else None
    if document is not None and not others_sharing(transaction, document.id, besides=output.id):
        document.audience = 'working_group'
        transaction.record('withdraw_output', document, reason=wish.reason)
    output.stage, output.audience, output.withdrawal_reason = 'withdrawn', 'working_group', wish.reason
    transaction.record('withdraw_output', output, reason=wish.reason)
    return output


def others_sharing(transaction: Transaction, document_id: UUID, *, besides: UUID | None = None) -> list[tuple[str, str]]:
    """Return titles and audiences of the shared outputs that carry a document."""
    wanted = select(_OUTPUTS.c.title, _OUTPUTS.c.audience).where(_OUTPUTS.c.document_id == document_id, _OUTPUTS.c.stage == 'shared')
    found = transaction.session.execute(wanted.where(_OUTPUTS.c.id != besides) if besides else wanted)
    return [(title, audience) for title, audience in found]


def _has_something(output: OutputRow) -> bool:
    return bool(output.document_id or output.url or (output.description or '').strip())


def _document_of(transaction: Transaction, output: OutputRow) -> DocumentRow | None:
    found = transaction.lock(DocumentRow, [output.document_id]) if output.document_id else []
    return found[0] if found else None


def _widen(transaction: Transaction, document: DocumentRow | None, audience: str, operation: str) -> None:
    if document is not None and records.is_wider(audience, document.audience):
        document.audience = audience
        transaction.record(operation, document)
