"""What can be done with calendar subscriptions: make one, remove it."""

from uuid import UUID

from sqlalchemy import func, select

from api.hashes import hashed, new_token
from api.models.calendar_subscriptions import CalendarSubscriptionCreate, CalendarSubscriptionRow
from api.models.columns import table
from api.operations.permit import permit
from api.permissions import Facts
from api.problems import Problem
from api.security_events import note
from api.spine import Transaction

MOST = 20
_SUBSCRIPTIONS = table(CalendarSubscriptionRow)


def create_calendar_subscription(transaction: Transaction, wish: CalendarSubscriptionCreate) -> tuple[CalendarSubscriptionRow, str]:
    """Make an address for a calendar program of the caller; return it with its token, which is not kept."""
    permit(transaction, 'create_calendar_subscription', Facts(person_id=transaction.caller.id))
    person_id = transaction.caller.id
    own = select(func.count()).select_from(_SUBSCRIPTIONS).where(_SUBSCRIPTIONS.c.person_id == person_id)
    if person_id is None or transaction.session.execute(own).scalar_one() >= MOST:
        raise Problem('calendar-subscriptions-enough', {'most': MOST})
    token = new_token()
    subscription = CalendarSubscriptionRow(person_id=person_id, name=wish.name, token_hash=hashed(token), created_at=transaction.now)
    transaction.session.add(subscription)
    note(transaction.session.connection(), 'calendar_added', transaction.now, person_id=person_id)
    return subscription, token


def remove_calendar_subscription(transaction: Transaction, subscription_id: UUID) -> None:
    """Forget a subscription of the caller: its address leads nowhere from then on."""
    permit(transaction, 'remove_calendar_subscription', Facts(person_id=transaction.caller.id))
    own = (_SUBSCRIPTIONS.c.id == subscription_id, _SUBSCRIPTIONS.c.person_id == transaction.caller.id)
    removed = _SUBSCRIPTIONS.delete().where(*own).returning(_SUBSCRIPTIONS.c.id)
    if transaction.session.execute(removed).first() is None:
        raise Problem('not-found')
    note(transaction.session.connection(), 'calendar_removed', transaction.now, person_id=transaction.caller.id)
