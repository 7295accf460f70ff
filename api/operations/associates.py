"""What becomes of associates: an organisation is admitted to a working group, and its participation ends; it never leads (W6)."""

from datetime import date
from uuid import UUID

from api.models.memberships import AssociateCreate, EndingCreate, MembershipRow
from api.models.organisations import OrganisationRow
from api.models.participation_requests import ParticipationRequestRow
from api.models.working_groups import WorkingGroupRow
from api.operations.asking_organisations import request_of, spoken_for
from api.operations.formation import acting_lead, facts_of_group
from api.operations.group_notices import tell_of_member
from api.operations.notices import tell_organisation
from api.operations.on_behalf import told_by
from api.operations.permit import permit_on
from api.operations.working_groups import effective_day, enter
from api.permissions import Facts, office
from api.problems import refuse
from api.rules import participation_requests, working_groups
from api.spine import Transaction


def admit_associate(transaction: Transaction, reference: UUID | str, wish: AssociateCreate) -> tuple[WorkingGroupRow, MembershipRow]:
    """Let an organisation take part as an associate (W6): it never leads, counts or declares. If it has asked, that answers it."""
    group = permit_on(transaction, 'admit_associate', WorkingGroupRow, reference, facts_of_group, versioned=False)
    told_by(transaction, group.network_id, group.id, wish.on_behalf_of)
    organisation = transaction.lock_named(OrganisationRow, wish.organisation_id, 'organisation_id')
    start = effective_day(transaction, group.network_id, wish.start_date, wish.on_behalf_of, wish.reason)
    return group, take_in(transaction, group, organisation, start, 'admit_associate', wish.reason)


def take_in(
    transaction: Transaction, group: WorkingGroupRow, organisation: OrganisationRow, start: date, operation: str, reason: str | None
) -> MembershipRow:
    """Begin the participation of an organisation, and settle its request with it; the lead city, the office and it are told.

    Call it under the group's lock, after `permit` and `told_by`.
    """
    row = enter(transaction, group, organisation, start)
    transaction.record(operation, row, reason=reason)
    transaction.touch(group)
    request = request_of(transaction, group, organisation.id)
    if request is not None:
        decide(transaction, group, request, 'admitted', max(start, request.asked_on))
        transaction.record(operation, request, reason=reason)
    tell_of_member(transaction, 'member_joined', group, (organisation.id, organisation.name), start)
    tell_organisation(transaction, 'participation_admitted', group, organisation.id, {'date': start.isoformat()})
    return row


def end_participation(transaction: Transaction, group: WorkingGroupRow, row: MembershipRow, day: date, wish: EndingCreate) -> None:
    """End what an organisation does in a group: it leaves itself, or the lead city or the office ends it, and it is told why.

    Call it under the group's lock, after `permit`.
    """
    organisation = transaction.find(OrganisationRow, row.organisation_id)
    assert organisation is not None
    whose = spoken_for(transaction, group.network_id, organisation.id)
    is_office = office(transaction.caller, Facts(networks=frozenset({group.network_id})))
    leaves = whose is None or (is_office and wish.on_behalf_of is not None)
    refuse(working_groups.why_not_leave(stage=group.stage, city=organisation.name, group=group.title, is_lead=False, other_cities=0))
    refuse(participation_requests.why_not_end_participation(is_own_act=leaves, reason=wish.reason))
    row.end_date, row.end_reason = day, 'left' if leaves else 'ended_by_office' if is_office else 'ended_by_lead_city'
    for_organisation, act = (whose, wish.on_behalf_of) if leaves else (None, None)
    transaction.record('end_membership', row, for_organisation=for_organisation, act=act, reason=wish.reason)
    transaction.touch(group)
    tell_of_member(transaction, 'member_left', group, (organisation.id, organisation.name), day)
    if not leaves:
        said = {'date': day.isoformat(), 'membership_id': str(row.id)}
        tell_organisation(transaction, 'participation_ended', group, organisation.id, said)


def decide(transaction: Transaction, group: WorkingGroupRow, request: ParticipationRequestRow, stage: str, day: date) -> None:
    """Write down that a request is admitted or refused, on which day and by whom: the office, or the lead city in whatever way."""
    of_office = office(transaction.caller, Facts(networks=frozenset({group.network_id}))) and transaction.told_for is None
    city_id = transaction.told_for[0] if transaction.told_for else acting_lead(transaction, group.id)
    request.decided_by, request.decided_by_city_id = ('office', None) if of_office else ('lead_city', city_id)
    request.stage, request.decided_on = stage, day
