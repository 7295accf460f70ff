"""What can be done with the idea of a city: bring it, put it better, ask the others, answer, propose it, take it back (W3)."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from api import clock
from api.models.calls_for_interest import (
    CallAnswerCreate,
    CallAnswerRow,
    CallForInterestCreate,
    CallForInterestPatch,
    CallForInterestRow,
    CallSendingCreate,
    CallWithdrawalCreate,
    IdeaProposalCreate,
)
from api.models.cities import CityRow
from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.shapes import merge
from api.models.working_groups import WorkingGroupCreate, WorkingGroupRow
from api.operations.formation import active_cities
from api.operations.notices import tell, tell_of_call
from api.operations.permit import permit, permit_on
from api.operations.working_groups import effective_day, found_proposal
from api.permissions import Facts
from api.problems import refuse, unknown_reference
from api.rules import calls_for_interest as rules
from api.rules.working_groups import why_not_propose
from api.spine import Transaction

_CALLS, _ANSWERS = table(CallForInterestRow), table(CallAnswerRow)


def create_call_for_interest(transaction: Transaction, wish: CallForInterestCreate) -> CallForInterestRow:
    """Bring an idea, as any active city may; the office is told."""
    permit(transaction, 'create_call_for_interest', Facts(networks=frozenset({wish.network_id}), city_id=wish.city_id))
    network = transaction.lock_named(NetworkRow, wish.network_id, 'network_id')
    city = transaction.lock_named(CityRow, wish.city_id, 'city_id')
    refuse(why_not_propose(city=city.name, network=network.name, is_active=city.id in active_cities(transaction, network.id)))
    effective_day(transaction, network.id, None, wish.on_behalf_of, None)
    call = CallForInterestRow(network_id=network.id, city_id=city.id, title=wish.title, aims=wish.aims, audience='own_city')
    transaction.record('create_call_for_interest', transaction.add(call), on_behalf_of=city.id, act=wish.on_behalf_of)
    tell_of_call(transaction, 'idea_brought', call, [None])
    return call


def update_call_for_interest(transaction: Transaction, call_id: UUID, wish: CallForInterestPatch) -> CallForInterestRow:
    """Put an idea better, until other cities are asked about it."""
    call = permit_on(transaction, 'update_call_for_interest', CallForInterestRow, call_id, _facts)
    refuse(rules.why_not_change(call.stage, title=call.title))
    for name, value in merge(wish).items():
        setattr(call, name, value)
    act = wish.on_behalf_of
    effective_day(transaction, call.network_id, None, act, None)
    transaction.record('update_call_for_interest', call, on_behalf_of=call.city_id if act else None, act=act)
    return call


def send_call_for_interest(transaction: Transaction, call_id: UUID, wish: CallSendingCreate) -> CallForInterestRow:
    """Ask every other active city of the network; they answer until a day."""
    _lock_network_of(transaction, call_id)
    call = permit_on(transaction, 'send_call_for_interest', CallForInterestRow, call_id, _facts)
    network = transaction.find(NetworkRow, call.network_id)
    assert network is not None
    asked = rules.cities_to_ask(active_cities(transaction, network.id), call.city_id)
    refuse(
        rules.why_not_send(
            call.stage, title=call.title, closes_on=wish.closes_on, today=clock.today(network.time_zone), asked=len(asked),
            live=network.stage == 'live', network=network.name,
        )
    )  # fmt: skip
    call.stage, call.audience, call.closes_on, call.sent_at = 'open', 'members', wish.closes_on, transaction.now
    call.asked_count = len(asked)
    transaction.record('send_call_for_interest', call)
    tell_of_call(transaction, 'call_for_interest', call, asked)
    return call


def answer_call_for_interest(transaction: Transaction, call_id: UUID, wish: CallAnswerCreate) -> CallForInterestRow:
    """Say for a city whether it is interested, or say it anew; a join is another act, of the same city."""
    cities = transaction.lock(CityRow, [wish.city_id], share=True)

    def facts(_transaction: Transaction, found: CallForInterestRow) -> Facts:
        return Facts(networks=frozenset({found.network_id}), city_id=wish.city_id)

    call = permit_on(transaction, 'answer_call_for_interest', CallForInterestRow, call_id, facts, versioned=False)
    if not cities:
        raise unknown_reference('city_id')
    network = transaction.find(NetworkRow, call.network_id)
    day = effective_day(transaction, call.network_id, None, wish.on_behalf_of, None)
    refuse(
        rules.why_not_answer(
            call.stage, title=call.title, city=cities[0].name, network=network.name if network else '',
            is_own=wish.city_id == call.city_id, is_active=wish.city_id in active_cities(transaction, call.network_id),
            closes_on=call.closes_on, day=day,
        )
    )  # fmt: skip
    answer = _answer_of(transaction, call, wish.city_id)
    answer.choice, answer.comment = wish.choice, wish.comment
    transaction.record('answer_call_for_interest', answer, on_behalf_of=wish.city_id, act=wish.on_behalf_of)
    transaction.touch(call)
    return call


def propose_idea(transaction: Transaction, call_id: UUID, wish: IdeaProposalCreate) -> WorkingGroupRow:
    """Propose the working group; the cities that are interested are invited, and become members by their own act (M2)."""
    _lock_network_of(transaction, call_id)
    call = permit_on(transaction, 'propose_idea', CallForInterestRow, call_id, _facts)
    refuse(rules.why_not_propose(call.stage, title=call.title))
    place = {'network_id': call.network_id, 'city_id': call.city_id, 'title': call.title, 'aims': call.aims}
    proposal = WorkingGroupCreate.model_validate({**place, **wish.model_dump(mode='json')})
    group = found_proposal(transaction, proposal, 'propose_idea')
    call.stage, call.working_group_id = 'proposed', group.id
    transaction.record('propose_idea', call, on_behalf_of=call.city_id, act=wish.on_behalf_of)
    for city_id in _interested(transaction, call):
        tell(transaction, 'invited_to_group', group, city_id=city_id)
    return group


def withdraw_call_for_interest(transaction: Transaction, call_id: UUID, wish: CallWithdrawalCreate) -> CallForInterestRow:
    """Take an idea back; the cities that were interested in it are told, and the city whose idea it was when the office does it."""
    call = permit_on(transaction, 'withdraw_call_for_interest', CallForInterestRow, call_id, _facts)
    refuse(rules.why_not_withdraw(call.stage, title=call.title))
    effective_day(transaction, call.network_id, None, wish.on_behalf_of, None)
    call.stage, call.withdrawal_reason = 'withdrawn', wish.reason
    transaction.record('withdraw_call_for_interest', call, on_behalf_of=call.city_id, act=wish.on_behalf_of, reason=wish.reason)
    own = [] if call.city_id in transaction.caller.cities_in({call.network_id}) else [call.city_id]
    tell_of_call(transaction, 'call_withdrawn', call, [*own, *_interested(transaction, call)])
    return call


def _facts(_transaction: Transaction, call: CallForInterestRow) -> Facts:
    return Facts(networks=frozenset({call.network_id}), city_id=call.city_id)


def _lock_network_of(transaction: Transaction, call_id: UUID) -> None:
    """Lock the network and the city of a call before the call itself: what follows needs both, and all take their locks in one order."""
    found = transaction.session.execute(select(_CALLS.c.network_id, _CALLS.c.city_id).where(_CALLS.c.id == call_id)).first()
    if found:
        transaction.lock(NetworkRow, [found.network_id], share=True)
        transaction.lock(CityRow, [found.city_id], share=True)


def _answer_of(transaction: Transaction, call: CallForInterestRow, city_id: UUID) -> CallAnswerRow:
    """Return what a city has answered, or a new row; the call's lock is held, so that a city has one."""
    known = select(CallAnswerRow).where(_ANSWERS.c.call_id == call.id, _ANSWERS.c.city_id == city_id)
    found = transaction.session.execute(known).scalar_one_or_none()
    new = CallAnswerRow(network_id=call.network_id, call_id=call.id, city_id=city_id, choice='', audience='own_city')
    return found or transaction.add(new)


def _interested(transaction: Transaction, call: CallForInterestRow) -> Iterable[UUID]:
    said = (_ANSWERS.c.call_id == call.id, _ANSWERS.c.choice == 'interested')
    return transaction.session.execute(select(_ANSWERS.c.city_id).where(*said).order_by(_ANSWERS.c.city_id)).scalars().all()
