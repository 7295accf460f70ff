"""What can be done with a mandate: give it to a machine, for a city, and withdraw it with effect at once."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from api.models.api_clients import ApiClientRow
from api.models.cities import CityRow
from api.models.columns import table
from api.models.mandates import MandateCreate, MandateRow
from api.models.networks import NetworkRow
from api.operations.formation import active_cities
from api.operations.permit import permit, permit_on
from api.operations.references import city_in
from api.operations.working_groups import effective_day
from api.permissions import Facts, has_scope, office
from api.problems import Problem, refuse, unknown_reference
from api.rules import machines as rules
from api.security_events import note
from api.spine import Transaction
from api.visibility import sees

_MANDATES = table(MandateRow)


def give_mandate(transaction: Transaction, wish: MandateCreate) -> MandateRow:
    """Let a machine act for a city from now on; a mandate of the same city that it has already is withdrawn in its favour.

    A machine never gives another more than it has itself.
    """
    permit(transaction, 'give_mandate', Facts(frozenset({wish.network_id}), city_in(transaction, wish.network_id, wish.city_id)))
    network = transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    city = transaction.lock_named(CityRow, wish.city_id, 'city_id')
    client = _client_named(transaction, wish.client_id, network.id)
    refuse_more_than_own(transaction, client.scopes)
    if city.id not in active_cities(transaction, network.id):
        raise Problem('not-an-active-city', {'city': city.name, 'network': network.name})
    today = transaction.today(network.id)
    start = effective_day(transaction, network.id, wish.start_date, None, wish.basis)
    end = wish.end_date or rules.last_day(today)
    refuse(rules.why_not_mandate_until(end, today))
    for former in mandates_of(transaction, client.id):
        if former.city_id == city.id and former.end_date > today:
            _withdraw(transaction, 'withdraw_mandate', former)
    return give(transaction, 'give_mandate', client, city.id, start, end, basis=wish.basis)


def give(
    transaction: Transaction, operation: str, client: ApiClientRow, city_id: UUID, start: date, end: date, *, basis: str | None
) -> MandateRow:
    """Record a mandate; whether it may be given was asked before."""
    assert client.network_id is not None
    in_network = Facts(frozenset({client.network_id}))
    giver = 'operator' if transaction.caller.everywhere else 'office' if office(transaction.caller, in_network) else 'city'
    mandate = MandateRow(
        network_id=client.network_id, client_id=client.id, city_id=city_id, start_date=start, end_date=end, basis=basis, given_by=giver,
        given_by_id=transaction.caller.id, audience='own_city',
    )  # fmt: skip
    transaction.record(operation, transaction.add(mandate))
    note(transaction.session.connection(), 'mandate_given', transaction.now, client_id=client.id)
    return mandate


def withdraw_mandate(transaction: Transaction, mandate_id: UUID) -> MandateRow:
    """Take a mandate back: from the next request on the machine does not act for the city any more."""
    mandate = permit_on(transaction, 'withdraw_mandate', MandateRow, mandate_id, _facts)
    if mandate.withdrawn_at is not None:
        raise Problem('already-ended')
    _withdraw(transaction, 'withdraw_mandate', mandate)
    return mandate


def end_mandates(transaction: Transaction, operation: str, client_id: UUID) -> None:
    """Withdraw whatever mandates an ending client still has."""
    for mandate in mandates_of(transaction, client_id):
        _withdraw(transaction, operation, mandate)


def mandates_of(transaction: Transaction, client_id: UUID) -> list[MandateRow]:
    """Return the mandates of a client that nobody has withdrawn, locked; some of them may be over."""
    wanted = select(_MANDATES.c.id).where(_MANDATES.c.client_id == client_id, _MANDATES.c.withdrawn_at.is_(None))
    return transaction.lock(MandateRow, transaction.session.execute(wanted).scalars())


def first_day_after(moment: datetime, time_zone: str) -> date:
    """Return the day on which a mandate is over that is good until this moment."""
    return (moment - timedelta(microseconds=1)).astimezone(ZoneInfo(time_zone)).date() + timedelta(days=1)


def refuse_more_than_own(transaction: Transaction, scopes: list[str]) -> None:
    """Refuse (403) to let another machine have a scope that the calling one lacks."""
    lacking = [scope for scope in scopes if not has_scope(transaction.caller, scope)]
    if lacking:
        raise Problem('insufficient-scope', {'scope': lacking[0]})


def _withdraw(transaction: Transaction, operation: str, mandate: MandateRow) -> None:
    mandate.withdrawn_at, mandate.withdrawn_by_id = transaction.now, transaction.caller.id
    transaction.record(operation, mandate)
    note(transaction.session.connection(), 'mandate_withdrawn', transaction.now, client_id=mandate.client_id)


def _client_named(transaction: Transaction, client_id: UUID, network_id: UUID) -> ApiClientRow:
    """Return the client that a body names, locked; unknown-reference unless it is of this network and the caller may know of it."""
    client = transaction.lock_named(ApiClientRow, client_id, 'client_id', share=False)
    if client.network_id != network_id or not sees(transaction.caller, client.audience, client.network_id, None):
        raise unknown_reference('client_id')
    if client.ended_at is not None:
        raise Problem('already-ended')
    return client


def _facts(_transaction: Transaction, mandate: MandateRow) -> Facts:
    return Facts(frozenset({mandate.network_id}), mandate.city_id)
