"""What is written in the usual way: a progress update, through the session."""

import uuid
from datetime import UTC, datetime
from typing import Any

import answers
import asking
from credentials import Caller
from litestar import Request, Response, post
from litestar.exceptions import PermissionDeniedException
from reading import answered
from shapes import today
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload
from work import ActionItem, Change, Counter, Journal, ProgressUpdate


@post('/v1/progress-updates')
async def record_progress(request: Request[Caller, str, Any], db_session: AsyncSession, data: answers.Progress) -> Response[answers.RecordedUpdate]:
    """Add an update, move its item, write the journal and the change index, as the service does."""
    shows = (selectinload(ActionItem.working_group), selectinload(ActionItem.network))
    seen = asking.shown(request.user, ActionItem.audience, ActionItem.network_id)
    wanted = select(ActionItem).where(seen, ActionItem.id == data.action_item_id).options(*shows).with_for_update(key_share=True)
    item = (await db_session.scalars(wanted)).one()
    if str(item.network_id) not in request.user.office_of or item.working_group.stage not in {'proposed', 'constituted'}:
        raise PermissionDeniedException
    now, day, new = datetime.now(UTC), today(item.network.time_zone), uuid.uuid4()
    added = ProgressUpdate(
        id=new, network_id=item.network_id, working_group_id=item.working_group_id, action_item_id=item.id, made_on=day, author_kind='office',
        stage=data.stage, percent=data.percent, text=data.text, audience=item.audience, created_at=now, updated_at=now, place_id=new, version=1,
    )  # fmt: skip
    before = {'stage': item.stage, 'percent': item.percent, 'last_progress_on': str(item.last_progress_on), 'version': item.version}
    item.stage, item.percent, item.last_progress_on = data.stage or item.stage, data.percent, day
    item.version, item.updated_at = item.version + 1, now
    db_session.add(added)
    moved = ((added, 'progress_update', {}), (item, 'action_item', before))
    db_session.add_all(
        Journal(
            id=uuid.uuid4(), recorded_at=now, actor_kind='client', operation='record_progress', subject_type=kind, subject_id=row.id,
            network_id=row.network_id, changes=changes, personal_columns=[],
        )
        for row, kind, changes in moved
    )  # fmt: skip
    await db_session.flush()
    head = (await db_session.scalars(update(Counter).values(head_seq=Counter.head_seq + 2).returning(Counter.head_seq))).one()
    for seq, (row, kind, _) in enumerate(moved, start=head - 1):
        await db_session.merge(
            Change(
                id=row.id, subject_type=kind, seq=seq, version=row.version, occurred_at=now, network_id=row.network_id,
                working_group_id=row.working_group_id, audience_now=row.audience,
            )
        )  # fmt: skip
    await db_session.flush()
    shown = (await db_session.scalars(asking.updates(request.user).where(ProgressUpdate.id == new))).one()
    body = answered(shown, answers.RecordedUpdate, request.user)
    tag = f'"{added.version}-{hash(added.version) & 0xFFFFFFFF:08x}"'
    return Response(body, status_code=201, headers={'Location': f'/v1/progress-updates/{new}', 'ETag': tag})
