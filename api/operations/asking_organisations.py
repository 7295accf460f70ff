"""Keeps which organisations wait for an answer of a group, until they are admitted or refused, take it back, or the group ends (W6)."""

from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.participation_requests import ParticipationRequestRow
from api.models.working_groups import WorkingGroupRow
from api.operations.formation import acting_lead
from api.operations.notices import tell, tell_organisation
from api.spine import Transaction

_REQUESTS = table(ParticipationRequestRow)


def open_requests(transaction: Transaction, group: WorkingGroupRow) -> list[ParticipationRequestRow]:
    """Return what organisations have asked of a group and nobody has answered, the first first."""
    wanted = select(ParticipationRequestRow).where(_REQUESTS.c.working_group_id == group.id, _REQUESTS.c.stage == 'asked')
    return list(transaction.session.execute(wanted.order_by(_REQUESTS.c.id)).scalars())


def request_of(transaction: Transaction, group: WorkingGroupRow, organisation_id: UUID) -> ParticipationRequestRow | None:
    """Return the request with which an organisation waits for an answer of a group, if it does."""
    return next((row for row in open_requests(transaction, group) if row.organisation_id == organisation_id), None)


def spoken_for(transaction: Transaction, network_id: UUID, organisation_id: UUID) -> UUID | None:
    """Return the organisation in whose place it is done, as the journal names it; None where its own contact does it."""
    return None if (network_id, organisation_id) in transaction.caller.organisations else organisation_id


def tell_of_request(transaction: Transaction, group: WorkingGroupRow, request: ParticipationRequestRow) -> None:
    """Tell whoever may admit an organisation that it asks: the lead city, its lead contact with it, and the office."""
    lead = acting_lead(transaction, group.id)
    for city_id in [lead, None] if lead else [None]:
        tell(transaction, 'participation_requested', group, city_id=city_id, parameters={'request_id': str(request.id)})


def lapse(transaction: Transaction, group: WorkingGroupRow, operation: str) -> None:
    """End with a group what organisations have asked of it; they are told that nobody will answer."""
    for row in open_requests(transaction, group):
        row.stage = 'lapsed'
        transaction.record(operation, row)
        tell_organisation(transaction, 'participation_lapsed', group, row.organisation_id, {'request_id': str(row.id)})
