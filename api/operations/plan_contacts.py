"""What can be done with the log of whom a city was in touch with about its plan: note somebody down, and correct it (P11)."""

from uuid import UUID

from api.models.plan_contacts import PlanContactCreate, PlanContactPatch, PlanContactRow
from api.operations.permit import permit, permit_on
from api.operations.plan_records import change, hidden, lock_plan_of, of_city, plan_named, set_down
from api.problems import refuse
from api.rules import follow_up
from api.spine import Transaction


def create_plan_contact(transaction: Transaction, wish: PlanContactCreate) -> PlanContactRow:
    """Note down with whom the city was in touch, as the city whose plan it is."""
    permit(transaction, 'create_plan_contact', of_city(transaction, plan := plan_named(transaction, wish.plan_id)))
    contact = set_down(transaction, plan, PlanContactRow, wish)
    refuse(follow_up.why_not_been_on(contact.contacted_on, transaction.today(contact.network_id)))
    named = {name for name, value in wish.model_dump().items() if value is not None}
    transaction.record('create_plan_contact', transaction.add(contact), hidden=hidden(named))
    return contact


def update_plan_contact(transaction: Transaction, contact_id: UUID, wish: PlanContactPatch) -> PlanContactRow:
    """Change what was noted: what was said, what comes next, with whom it is shared."""
    plan = lock_plan_of(transaction, PlanContactRow, contact_id)
    contact = permit_on(transaction, 'update_plan_contact', PlanContactRow, contact_id, of_city)
    names = change(transaction, plan, contact, wish)
    refuse(follow_up.why_not_been_on(contact.contacted_on, transaction.today(contact.network_id)))
    transaction.record('update_plan_contact', contact, hidden=hidden(names))
    return contact
