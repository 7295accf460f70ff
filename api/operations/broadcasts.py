"""What the office does while the notice of a new group is held: it adds a sentence, or sends it at once (W4)."""

from uuid import UUID

from sqlalchemy import select, update

from api.models.broadcasts import BroadcastPatch
from api.models.columns import table
from api.models.notices import NoticeRow
from api.models.outbox import OutboxRow
from api.models.shapes import merge
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import facts_of_group
from api.operations.permit import permit_on
from api.problems import refuse
from api.rules import broadcasts
from api.spine import Transaction

KIND = 'working_group_constituted'
_NOTICES, _OUTBOX = table(NoticeRow), table(OutboxRow)


def update_broadcast(transaction: Transaction, reference: UUID | str, wish: BroadcastPatch) -> WorkingGroupRow:
    """Add a sentence to all mails of the broadcast, change it or take it back."""
    group = permit_on(transaction, 'update_broadcast', WorkingGroupRow, reference, facts_of_group)
    _lock_held(transaction, group)
    for name, value in merge(wish).items():
        setattr(group, f'broadcast_{name}', value)
    transaction.record('update_broadcast', group)
    return group


def send_broadcast(transaction: Transaction, reference: UUID | str) -> WorkingGroupRow:
    """End the hold: the same work that waits in the outbox is due now, so nothing can go out twice."""
    group = permit_on(transaction, 'send_broadcast', WorkingGroupRow, reference, facts_of_group)
    notices, work = _lock_held(transaction, group)
    transaction.session.execute(update(_OUTBOX).where(_OUTBOX.c.id.in_(work)).values(due_at=transaction.now))
    for notice in notices:
        notice.stage, notice.held_until = 'queued', transaction.now
        transaction.tell(notice)
    transaction.record('send_broadcast', group)
    return group


def _lock_held(transaction: Transaction, group: WorkingGroupRow) -> tuple[list[NoticeRow], list[UUID]]:
    """Return the notices and their work, which no worker takes until the commit; refuse when one of them is let go, or leaves.

    A worker that has just taken a piece is waited for: the piece then counts as begun.
    """
    of_group = select(NoticeRow).where(_NOTICES.c.working_group_id == group.id, _NOTICES.c.kind == KIND).order_by(_NOTICES.c.id)
    notices = list(transaction.session.execute(of_group).scalars())
    named = _OUTBOX.c.payload['notice_id'].astext.in_([str(notice.id) for notice in notices if notice.stage == 'held'])
    untouched = (_OUTBOX.c.kind == 'notice', _OUTBOX.c.done_at.is_(None), _OUTBOX.c.attempt == 0)
    waiting = select(_OUTBOX.c.id).where(*untouched, named).order_by(_OUTBOX.c.id).with_for_update()
    work = list(transaction.session.execute(waiting).scalars())
    refuse(broadcasts.why_not_held(group=group.title, told=len(notices), waiting=len(work)))
    return notices, work
