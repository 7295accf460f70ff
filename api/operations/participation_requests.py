"""What can be done with a request to take part in a working group: make it, admit or refuse it, take it back (W6)."""

from uuid import UUID

from api.models.organisations import OrganisationRow
from api.models.participation_requests import (
    ParticipationAdmissionCreate,
    ParticipationRefusalCreate,
    ParticipationRequestCreate,
    ParticipationRequestRow,
    ParticipationWithdrawalCreate,
)
from api.models.working_groups import WorkingGroupRow
from api.operations.asking_organisations import request_of, spoken_for, tell_of_request
from api.operations.associates import decide, take_in
from api.operations.formation import acting_lead, open_memberships
from api.operations.group_records import group_named, refuse_closed
from api.operations.notices import tell_organisation
from api.operations.on_behalf import told_by
from api.operations.permit import permit, permit_on
from api.operations.working_groups import effective_day
from api.permissions import Facts
from api.problems import refuse
from api.rules import participation_requests as rules
from api.spine import Transaction


def create_participation_request(transaction: Transaction, wish: ParticipationRequestCreate) -> ParticipationRequestRow:
    """Ask for an organisation to take part in a group that goes on; the lead city and the office are told, and answer."""
    group = _lock_group(transaction, wish.working_group_id)
    permit(transaction, 'create_participation_request', _asking_of(group, wish.organisation_id))
    refuse_closed(transaction, group)
    organisation = transaction.lock_named(OrganisationRow, wish.organisation_id, 'organisation_id')
    day = effective_day(transaction, group.network_id, None, wish.on_behalf_of, None)
    refuse(
        rules.why_not_ask(
            organisation=organisation.name,
            group=group.title,
            is_inside=any(row.organisation_id == organisation.id for row in open_memberships(transaction, group.id)),
            is_asking=request_of(transaction, group, organisation.id) is not None,
        )
    )
    request = transaction.add(
        ParticipationRequestRow(
            network_id=group.network_id,
            working_group_id=group.id,
            organisation_id=organisation.id,
            message=wish.message,
            asked_on=day,
            audience='working_group',
        )
    )
    whose = spoken_for(transaction, group.network_id, organisation.id)
    transaction.record('create_participation_request', request, for_organisation=whose, act=wish.on_behalf_of)
    tell_of_request(transaction, group, request)
    return request


def admit_participation_request(transaction: Transaction, request_id: UUID, wish: ParticipationAdmissionCreate) -> ParticipationRequestRow:
    """Admit an organisation that has asked: its participation as an associate begins in the same act (W6)."""
    request, group, organisation = _found(transaction, 'admit_participation_request', request_id)
    told_by(transaction, group.network_id, group.id, wish.on_behalf_of)
    start = effective_day(transaction, group.network_id, wish.start_date, wish.on_behalf_of, wish.reason)
    take_in(transaction, group, organisation, start, 'admit_participation_request', wish.reason)
    return request


def refuse_participation_request(transaction: Transaction, request_id: UUID, wish: ParticipationRefusalCreate) -> ParticipationRequestRow:
    """Refuse a request, with the reason that the organisation is told; it may ask again."""
    request, group, organisation = _found(transaction, 'refuse_participation_request', request_id)
    told_by(transaction, group.network_id, group.id, wish.on_behalf_of)
    day = effective_day(transaction, group.network_id, None, wish.on_behalf_of, wish.reason)
    decide(transaction, group, request, 'refused', max(day, request.asked_on))
    request.reason = wish.reason
    transaction.record('refuse_participation_request', request)
    tell_organisation(transaction, 'participation_refused', group, organisation.id, {'request_id': str(request.id)})
    return request


def withdraw_participation_request(
    transaction: Transaction, request_id: UUID, wish: ParticipationWithdrawalCreate
) -> ParticipationRequestRow:
    """Take a request back for the organisation, before it is answered; nobody has to do anything about it any more."""
    request, group, organisation = _found(transaction, 'withdraw_participation_request', request_id)
    effective_day(transaction, group.network_id, None, wish.on_behalf_of, None)
    request.stage, request.reason = 'withdrawn', wish.reason
    whose = spoken_for(transaction, group.network_id, organisation.id)
    transaction.record('withdraw_participation_request', request, for_organisation=whose, act=wish.on_behalf_of)
    return request


def _found(transaction: Transaction, operation: str, request_id: UUID) -> tuple[ParticipationRequestRow, WorkingGroupRow, OrganisationRow]:
    """Return a request that the caller may settle, locked after its group, and whom it is about."""
    _lock_group_of(transaction, request_id)
    request = permit_on(transaction, operation, ParticipationRequestRow, request_id, _facts)
    group = transaction.find(WorkingGroupRow, request.working_group_id)
    organisation = transaction.find(OrganisationRow, request.organisation_id)
    assert group is not None
    assert organisation is not None
    refuse(rules.why_not_settle(request.stage, organisation=organisation.name, group=group.title))
    return request, group, organisation


def _lock_group(transaction: Transaction, group_id: UUID) -> WorkingGroupRow:
    # Not shared, as `group_named` alone locks it: two who ask for the same organisation at once come one after the other.
    transaction.lock(WorkingGroupRow, [group_id])
    return group_named(transaction, group_id)


def _lock_group_of(transaction: Transaction, request_id: UUID) -> None:
    # Not shared, either: to admit moves the group, and nobody else settles the request meanwhile.
    known = transaction.find(ParticipationRequestRow, request_id)
    transaction.lock(WorkingGroupRow, [known.working_group_id] if known else [])


def _asking_of(group: WorkingGroupRow, organisation_id: UUID) -> Facts:
    return Facts(networks=frozenset({group.network_id}), organisation_id=organisation_id)


def _facts(transaction: Transaction, row: ParticipationRequestRow) -> Facts:
    lead = acting_lead(transaction, row.working_group_id)
    return Facts(frozenset({row.network_id}), lead_city_id=lead, working_group_id=row.working_group_id, organisation_id=row.organisation_id)
