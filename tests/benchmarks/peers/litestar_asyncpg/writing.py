"""What the tuned peer writes: a progress update, in one statement."""

import json
import uuid
from datetime import UTC, datetime
from typing import Any

import msgspec
from calling import caller, ids
from litestar import Request, Response, post
from litestar.exceptions import NotAuthorizedException
from records import answer, work
from shapes import today
from statements import RECORD, SEE


class Progress(msgspec.Struct, forbid_unknown_fields=True):
    """What is sent."""

    action_item_id: uuid.UUID
    stage: str | None = None
    percent: int | None = None
    text: str | None = None


@post('/v1/progress-updates')
async def record_progress(request: Request[Any, Any, Any]) -> Response[bytes]:
    """A progress update."""
    wish = msgspec.json.decode(await request.body(), type=Progress)
    new, now = uuid.uuid4(), datetime.now(UTC)
    async with request.app.state.pool.acquire() as connection:
        who = await caller(request, connection)
        async with connection.transaction():
            item = await connection.fetchrow(
                f'SELECT a.*, g.stage AS g_stage, n.time_zone FROM action_items a JOIN working_groups g ON g.id = a.working_group_id '
                f'JOIN networks n ON n.id = a.network_id WHERE {SEE.format("a")} AND a.id = $3 FOR NO KEY UPDATE OF a',
                ids(who.member_of), ids(who.office_of), wish.action_item_id,
            )  # fmt: skip
            if str(item['network_id']) not in who.office_of or item['g_stage'] not in {'proposed', 'constituted'}:
                raise NotAuthorizedException
            day = today(item['time_zone'])
            before = json.dumps({'stage': [item['stage'], wish.stage], 'percent': [item['percent'], wish.percent]})
            await connection.execute(RECORD, wish.action_item_id, new, wish.stage, wish.percent, wish.text, day, now, before)
            body = (await work(connection, 'progress_update', [new]))[new]
    return answer({**body, 'you_may': ['record_progress']}, {'Location': f'/v1/progress-updates/{new}', 'ETag': '"1-0"'}, code=201)
