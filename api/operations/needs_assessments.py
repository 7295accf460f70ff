"""What can be done with needs assessments and their findings: note down how a city asked, what it found, what came of it (P8)."""

from uuid import UUID

from api.models.needs_assessments import (
    NeedsAssessmentCreate,
    NeedsAssessmentPatch,
    NeedsAssessmentRow,
    NeedsFindingCreate,
    NeedsFindingPatch,
    NeedsFindingRow,
)
from api.operations.permit import permit, permit_on
from api.operations.plan_records import change, hidden, lock_plan_of, of_city, plan_named, set_down
from api.problems import refuse, unknown_reference
from api.rules import plans
from api.spine import Transaction


def create_needs_assessment(transaction: Transaction, wish: NeedsAssessmentCreate) -> NeedsAssessmentRow:
    """Note down how the city asks what is needed, as the city whose plan it is."""
    permit(transaction, 'create_needs_assessment', of_city(transaction, plan := plan_named(transaction, wish.plan_id)))
    refuse(plans.why_not_period(wish.starts_on, wish.ends_on))
    assessment = set_down(transaction, plan, NeedsAssessmentRow, wish)
    transaction.record('create_needs_assessment', transaction.add(assessment))
    return assessment


def update_needs_assessment(transaction: Transaction, assessment_id: UUID, wish: NeedsAssessmentPatch) -> NeedsAssessmentRow:
    """Change how the city asked, and with whom that is shared."""
    plan = lock_plan_of(transaction, NeedsAssessmentRow, assessment_id)
    assessment = permit_on(transaction, 'update_needs_assessment', NeedsAssessmentRow, assessment_id, of_city)
    change(transaction, plan, assessment, wish)
    refuse(plans.why_not_period(assessment.starts_on, assessment.ends_on))
    transaction.record('update_needs_assessment', assessment)
    return assessment


def create_needs_finding(transaction: Transaction, wish: NeedsFindingCreate) -> NeedsFindingRow:
    """Note down what was found, and which actions it led to."""
    permit(transaction, 'create_needs_finding', of_city(transaction, plan := plan_named(transaction, wish.plan_id)))
    assessment = transaction.lock_named(NeedsAssessmentRow, wish.needs_assessment_id, 'needs_assessment_id')
    if assessment.plan_id != plan.id:
        raise unknown_reference('needs_assessment_id')
    finding = set_down(transaction, plan, NeedsFindingRow, wish)
    transaction.record('create_needs_finding', transaction.add(finding), hidden=hidden({'plan_action_ids'} if wish.plan_action_ids else ()))
    return finding


def update_needs_finding(transaction: Transaction, finding_id: UUID, wish: NeedsFindingPatch) -> NeedsFindingRow:
    """Change what was found, which actions it led to, and with whom it is shared."""
    plan = lock_plan_of(transaction, NeedsFindingRow, finding_id)
    finding = permit_on(transaction, 'update_needs_finding', NeedsFindingRow, finding_id, of_city)
    names = change(transaction, plan, finding, wish)
    transaction.record('update_needs_finding', finding, hidden=hidden(names))
    return finding
