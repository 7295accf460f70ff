"""What can be done with drafts that went round and advice that was asked for: note one down, and what was answered (P8)."""

from uuid import UUID

from api.models.plan_consultations import PlanConsultationCreate, PlanConsultationPatch, PlanConsultationRow
from api.operations.permit import permit, permit_on
from api.operations.plan_records import change, hidden, lock_plan_of, of_city, plan_named, set_down
from api.problems import refuse
from api.rules import follow_up
from api.spine import Transaction


def create_plan_consultation(transaction: Transaction, wish: PlanConsultationCreate) -> PlanConsultationRow:
    """Note down whom the city sent its draft or asked for advice, as the city whose plan it is."""
    permit(transaction, 'create_plan_consultation', of_city(transaction, plan := plan_named(transaction, wish.plan_id)))
    consultation = set_down(transaction, plan, PlanConsultationRow, wish)
    _check(transaction, consultation)
    named = {name for name, value in wish.model_dump().items() if value is not None}
    transaction.record('create_plan_consultation', transaction.add(consultation), hidden=hidden(named))
    return consultation


def update_plan_consultation(transaction: Transaction, consultation_id: UUID, wish: PlanConsultationPatch) -> PlanConsultationRow:
    """Change what was noted: the answer that came, what came of it, with whom it is shared."""
    plan = lock_plan_of(transaction, PlanConsultationRow, consultation_id)
    consultation = permit_on(transaction, 'update_plan_consultation', PlanConsultationRow, consultation_id, of_city)
    names = change(transaction, plan, consultation, wish)
    _check(transaction, consultation)
    transaction.record('update_plan_consultation', consultation, hidden=hidden(names))
    return consultation


def _check(transaction: Transaction, consultation: PlanConsultationRow) -> None:
    today = transaction.today(consultation.network_id)
    refuse(follow_up.why_not_answered(consultation.asked_on, consultation.answered_on, today))
