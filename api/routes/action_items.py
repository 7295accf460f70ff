"""Action items over HTTP."""

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import TOLD_BY_MEMBER, Resource, Tx
from api.filters import YesNo
from api.models.action_items import ActionItem, ActionItemCreate, ActionItemPage, ActionItemPatch
from api.models.progress_updates import ActionStage
from api.models.shapes import Id
from api.operations import action_items as operations
from api.paging import After, Expanding, Limit, Page, Q

action_items = Resource('Action items')
_REFUSALS = (
    'unknown-reference', 'documented-fact', 'group-completed', 'group-withdrawn', 'city-not-in-the-group', 'wider-than-its-group',
    'ends-before-start',
)  # fmt: skip
Adding = Expanding[Literal['you_may', 'latest_update']]


@action_items.offer('GET', '/action-items', ActionItemPage)
def list_action_items(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    network_id: Id | None = None,
    working_group_id: Id | None = None,
    stage: ActionStage | None = None,
    responsible_city_id: Id | None = None,
    responsible_person_id: Id | None = None,
    meeting_id: Id | None = None,
    late: Annotated[YesNo | None, Query(description='Only what is late today, or only what is not.')] = None,
    stale: Annotated[YesNo | None, Query(description='Only what is stale today, or only what is not.')] = None,
    q: Q = None,
    sort: Literal['due_on', '-due_on', 'title', '-title', 'id', '-id'] = 'due_on',
    expand: Adding = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List action items, what is due first; those without a due day come last."""
    conditions = filters.of_action_items(
        responsible_person_id,
        late,
        stale,
        q,
        network_id=network_id,
        working_group_id=working_group_id,
        stage=stage,
        responsible_city_id=responsible_city_id,
        meeting_id=meeting_id,
    )
    return paging.respond(tx, 'list_action_items', shown.ACTION_ITEMS, Page(limit, after, sort, expand), *conditions)


@action_items.offer('POST', '/action-items', ActionItem, code=201, etag=True, location=True, problems=(*_REFUSALS, *TOLD_BY_MEMBER))
def create_action_item(tx: Tx, body: ActionItemCreate) -> Response:
    """Set up an action item of a working group.

    It begins as planned; only progress updates move its stage. Who sees it is said by `visibility`, at first the group alone; to
    publish it at once needs the right to change it.
    """
    item = operations.create_action_item(tx, body)
    return reads.written(tx, shown.ACTION_ITEMS, item, 'get_action_item', location='/v1/action-items')


@action_items.offer('GET', '/action-items/{action_item}', ActionItem, etag=True)
def get_action_item(tx: Tx, action_item: Id, expand: Adding = None) -> Response:
    """Read an action item. Its ETag changes with the day on which the item becomes late or stale."""
    return reads.detail(tx, 'get_action_item', shown.ACTION_ITEMS, action_item, expand=expand)


@action_items.offer('PATCH', '/action-items/{action_item}', ActionItem, transition=True, etag=True, problems=(*_REFUSALS, *TOLD_BY_MEMBER))
def update_action_item(tx: Tx, action_item: Id, body: ActionItemPatch) -> Response:
    """Change what describes an action item (merge patch). Stage and percentage move with progress updates only."""
    return reads.written(tx, shown.ACTION_ITEMS, operations.update_action_item(tx, action_item, body), 'get_action_item')
