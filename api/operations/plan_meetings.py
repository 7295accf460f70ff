"""What can be done with the meetings about a plan: plan one, note down that it was held and what came of it (P11)."""

from uuid import UUID

from api.models.plan_meetings import PlanMeetingCreate, PlanMeetingPatch, PlanMeetingRow
from api.operations.permit import permit, permit_on
from api.operations.plan_records import change, hidden, lock_plan_of, of_city, plan_named, set_down
from api.problems import refuse
from api.rules import follow_up
from api.spine import Transaction


def create_plan_meeting(transaction: Transaction, wish: PlanMeetingCreate) -> PlanMeetingRow:
    """Plan a meeting, or note one down that was held, as the city whose plan it is."""
    permit(transaction, 'create_plan_meeting', of_city(transaction, plan := plan_named(transaction, wish.plan_id)))
    meeting = set_down(transaction, plan, PlanMeetingRow, wish)
    refuse(follow_up.why_not_been_on(meeting.held_on, transaction.today(meeting.network_id)))
    named = {name for name, value in wish.model_dump().items() if value}
    transaction.record('create_plan_meeting', transaction.add(meeting), hidden=hidden(named))
    return meeting


def update_plan_meeting(transaction: Transaction, meeting_id: UUID, wish: PlanMeetingPatch) -> PlanMeetingRow:
    """Change a meeting: that it was held, what was spoken of, with whom it is shared."""
    plan = lock_plan_of(transaction, PlanMeetingRow, meeting_id)
    meeting = permit_on(transaction, 'update_plan_meeting', PlanMeetingRow, meeting_id, of_city)
    names = change(transaction, plan, meeting, wish)
    refuse(follow_up.why_not_been_on(meeting.held_on, transaction.today(meeting.network_id)))
    transaction.record('update_plan_meeting', meeting, hidden=hidden(names))
    return meeting
