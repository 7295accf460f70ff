"""Inventories of what is there already, over HTTP."""

from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from api import filters, paging, reads, shown
from api.contract import Resource, Tx
from api.models.plan_inventory_items import (
    InventoryKind,
    PlanInventoryItem,
    PlanInventoryItemCreate,
    PlanInventoryItemPage,
    PlanInventoryItemPatch,
)
from api.models.shapes import Id, PlainDigits
from api.operations import plan_inventory_items as operations
from api.paging import After, Expand, Limit, Page

plan_inventory_items = Resource('Plan inventory')
_SAID = ('unknown-reference', 'cells-do-not-fit')
_Number = Annotated[int, Field(ge=1, le=99), PlainDigits]
_Commitment = Annotated[_Number | None, Query(description='Only what is in a cell of this commitment.')]
_Track = Annotated[_Number | None, Query(description='Only what is in a cell of this track; with both, in that cell.')]


@plan_inventory_items.offer('GET', '/plan-inventory-items', PlanInventoryItemPage)
def list_plan_inventory_items(  # noqa: PLR0913, PLR0917 -- each is a filter of the contract
    tx: Tx,
    network_id: Id | None = None,
    city_id: Id | None = None,
    plan_id: Id | None = None,
    kind: InventoryKind | None = None,
    commitment: _Commitment = None,
    track: _Track = None,
    sort: Literal['name', '-name', 'id', '-id'] = 'name',
    expand: Expand = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List what one’s own city found to be there already, and what cities have shared of it, by name."""
    given = {'network_id': network_id, 'city_id': city_id, 'plan_id': plan_id, 'kind': kind, 'commitment': commitment, 'track': track}
    conditions = filters.same(shown.PLAN_INVENTORY_ITEMS.columns, **given)
    return paging.respond(tx, 'list_plan_inventory_items', shown.PLAN_INVENTORY_ITEMS, Page(limit, after, sort, expand), *conditions)


@plan_inventory_items.offer('POST', '/plan-inventory-items', PlanInventoryItem, code=201, etag=True, location=True, problems=_SAID)
def create_plan_inventory_item(tx: Tx, body: PlanInventoryItemCreate) -> Response:
    """Put a service, an organisation or a measure into the inventory. Nobody but the city sees it, unless `shared_with` says so."""
    return reads.written(
        tx,
        shown.PLAN_INVENTORY_ITEMS,
        operations.create_plan_inventory_item(tx, body),
        'get_plan_inventory_item',
        location='/v1/plan-inventory-items',
    )


@plan_inventory_items.offer('GET', '/plan-inventory-items/{plan_inventory_item}', PlanInventoryItem, etag=True)
def get_plan_inventory_item(tx: Tx, plan_inventory_item: Id) -> Response:
    """Read what a city found to be there already."""
    return reads.detail(tx, 'get_plan_inventory_item', shown.PLAN_INVENTORY_ITEMS, plan_inventory_item)


@plan_inventory_items.offer(
    'PATCH', '/plan-inventory-items/{plan_inventory_item}', PlanInventoryItem, transition=True, etag=True,
    problems=('documented-fact', *_SAID),
)  # fmt: skip
def update_plan_inventory_item(tx: Tx, plan_inventory_item: Id, body: PlanInventoryItemPatch) -> Response:
    """Change what is said of it (merge patch), and with whom it is shared."""
    return reads.written(
        tx, shown.PLAN_INVENTORY_ITEMS, operations.update_plan_inventory_item(tx, plan_inventory_item, body), 'get_plan_inventory_item'
    )
