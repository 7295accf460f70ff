"""What can be done with the inventory of what is there already: put something into it, and correct it (P8)."""

from uuid import UUID

from api.models.keys import fold
from api.models.plan_inventory_items import PlanInventoryItemCreate, PlanInventoryItemPatch, PlanInventoryItemRow
from api.models.plans import PlanRow
from api.operations.permit import permit, permit_on
from api.operations.plan_records import change, lock_plan_of, of_city, plan_named, set_down
from api.plan_frames import FRAMES
from api.problems import refuse
from api.rules import coverage
from api.spine import Transaction


def create_plan_inventory_item(transaction: Transaction, wish: PlanInventoryItemCreate) -> PlanInventoryItemRow:
    """Put something that is there already into the inventory of a plan, as the city whose plan it is."""
    permit(transaction, 'create_plan_inventory_item', of_city(transaction, plan := plan_named(transaction, wish.plan_id)))
    item = set_down(transaction, plan, PlanInventoryItemRow, wish)
    _place(plan, item)
    transaction.record('create_plan_inventory_item', transaction.add(item))
    return item


def update_plan_inventory_item(transaction: Transaction, item_id: UUID, wish: PlanInventoryItemPatch) -> PlanInventoryItemRow:
    """Change what is said of it, and with whom it is shared."""
    plan = lock_plan_of(transaction, PlanInventoryItemRow, item_id)
    item = permit_on(transaction, 'update_plan_inventory_item', PlanInventoryItemRow, item_id, of_city)
    assert plan is not None
    change(transaction, plan, item, wish)
    _place(plan, item)
    transaction.record('update_plan_inventory_item', item)
    return item


def _place(plan: PlanRow, item: PlanInventoryItemRow) -> None:
    """Put it where it belongs by its name, and refuse a cell that the frame of the plan does not have."""
    item.sort_key = fold(item.name)
    if item.commitment is not None and item.track is not None:
        refuse(coverage.why_not_cells(FRAMES[plan.frame], [(item.commitment, item.track)]))
