"""Messages from outside: a stranger writes, confirms by the link in a mail, and the message is passed on to whoever it is for then.

Nobody has to be known, so there is nobody to permit it: each act has limits of its own.
"""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, select

from api import relay
from api.hashes import hashed, hashed_address
from api.models.cities import CityRow
from api.models.columns import Subject, table
from api.models.memberships import MembershipRow
from api.models.messages import MessageRow, PublicMessageCreate
from api.models.networks import NetworkRow
from api.models.people import PersonRow
from api.models.working_groups import WorkingGroupRow
from api.operations.permit import id_of
from api.problems import Problem
from api.spine import Transaction

_MESSAGES, _MEMBERS, _PEOPLE = table(MessageRow), table(MembershipRow), table(PersonRow)
Row = TypeVar('Row', bound=Subject)


def send_working_group_message(transaction: Transaction, reference: str, wish: PublicMessageCreate) -> MessageRow:
    """Take a message to the lead contact of a public group; its sender is asked by mail whether they wrote it."""
    group = _public(transaction, WorkingGroupRow, reference)
    return _taken(transaction, wish, group.network_id, working_group_id=group.id)


def send_city_message(transaction: Transaction, reference: str, wish: PublicMessageCreate) -> MessageRow:
    """Take a message to the coordinator of a member city; its sender is asked by mail whether they wrote it."""
    city = _public(transaction, CityRow, reference)
    member = (_MEMBERS.c.city_id == city.id, _MEMBERS.c.working_group_id.is_(None), _MEMBERS.c.end_date.is_(None))
    networks = select(_MEMBERS.c.network_id).where(*member, _MEMBERS.c.stage == 'active').order_by(_MEMBERS.c.start_date, _MEMBERS.c.id)
    network_id = transaction.session.execute(networks).scalars().first()
    if network_id is None:
        raise Problem('not-found')
    return _taken(transaction, wish, network_id, city_id=city.id)


def send_network_message(transaction: Transaction, reference: str, wish: PublicMessageCreate) -> MessageRow:
    """Take a message to the office of a network; its sender is asked by mail whether they wrote it."""
    return _taken(transaction, wish, _public(transaction, NetworkRow, reference).id)


def confirm_message(transaction: Transaction, token: str) -> str:
    """Let a message go on its way, once, and return whom it is for by name; done again it changes nothing."""
    wanted = select(MessageRow).where(_MESSAGES.c.token_hash == hashed(token)).with_for_update()
    message = transaction.session.execute(wanted).scalar_one_or_none()
    if message is None or (message.stage == 'unconfirmed' and message.expires_at <= transaction.now):
        raise Problem('message-link-invalid')
    if message.stage == 'unconfirmed':
        message.stage, message.confirmed_at = 'confirmed', transaction.now
        transaction.post('message', {'message_id': str(message.id)})
    return _place(transaction, message)


def _public(transaction: Transaction, row: type[Row], reference: str) -> Row:
    found = transaction.find(row, id_of(transaction, row, reference))
    if found is None or found.audience != 'public':
        raise Problem('not-found')
    return found


def _taken(
    transaction: Transaction,
    wish: PublicMessageCreate,
    network_id: UUID,
    *,
    working_group_id: UUID | None = None,
    city_id: UUID | None = None,
) -> MessageRow:
    network = transaction.find(NetworkRow, network_id)
    if network is None or network.stage != 'live':
        raise Problem('network-in-preparation', {'network': network.name if network else ''})
    message = MessageRow(
        network_id=network_id,
        working_group_id=working_group_id,
        city_id=city_id,
        name=' '.join(wish.name.split()),
        mail=wish.mail,
        address_hash=hashed_address(wish.mail),
        text=wish.text,
        language=transaction.caller.language,
        created_at=transaction.now,
        expires_at=transaction.now + relay.CONFIRMED_WITHIN,
    )
    _refuse_too_many(transaction, message)
    sender = select(_PEOPLE.c.id).where(func.lower(_PEOPLE.c.mail) == wish.mail.lower())
    message.person_id = transaction.session.execute(sender).scalar_one_or_none()
    transaction.session.add(message)
    transaction.post('message_confirmation_mail', {'message_id': str(message.id)})
    return message


def _refuse_too_many(transaction: Transaction, message: MessageRow) -> None:
    same_place = [_MESSAGES.c[name].is_not_distinct_from(getattr(message, name)) for name in ('network_id', 'working_group_id', 'city_id')]
    counts = (func.count(), *(func.count().filter(*which) for which in ([_MESSAGES.c.address_hash == message.address_hash], same_place)))
    recent = select(*counts).where(_MESSAGES.c.created_at > transaction.now - relay.WINDOW)
    in_all, of_address, of_place = transaction.session.execute(recent).one()
    if in_all >= relay.MOST or of_address >= relay.MOST_OF_ADDRESS or of_place >= relay.MOST_OF_PLACE:
        raise Problem('too-many-requests', headers={'Retry-After': str(int(relay.WINDOW.total_seconds()))})


def _place(transaction: Transaction, message: MessageRow) -> str:
    group, city = transaction.find(WorkingGroupRow, message.working_group_id), transaction.find(CityRow, message.city_id)
    network = transaction.find(NetworkRow, message.network_id)
    return group.title if group else city.name if city else network.name if network else ''
