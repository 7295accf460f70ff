"""What can be done with saved filters: keep one, remove it. They are their person's alone, so nothing is journalled."""

from uuid import UUID

from sqlalchemy import func, select

from api.models.columns import table
from api.models.saved_filters import SavedFilterCreate, SavedFilterRow
from api.operations.permit import permit
from api.permissions import Facts
from api.problems import Problem
from api.spine import Transaction

MOST = 50
_FILTERS = table(SavedFilterRow)


def create_saved_filter(transaction: Transaction, wish: SavedFilterCreate) -> SavedFilterRow:
    """Keep a filter for the caller; one of the same name is replaced."""
    permit(transaction, 'create_saved_filter', Facts(person_id=transaction.caller.id))
    person_id = transaction.caller.id
    own = _FILTERS.c.person_id == person_id
    transaction.session.execute(_FILTERS.delete().where(own, _FILTERS.c.name == wish.name))
    count = select(func.count()).select_from(_FILTERS).where(own)
    if person_id is None or transaction.session.execute(count).scalar_one() >= MOST:
        raise Problem('saved-filters-enough', {'most': MOST})
    kept = SavedFilterRow(person_id=person_id, name=wish.name, address=wish.address, created_at=transaction.now)
    transaction.session.add(kept)
    return kept


def remove_saved_filter(transaction: Transaction, filter_id: UUID) -> None:
    """Forget a filter of the caller."""
    permit(transaction, 'remove_saved_filter', Facts(person_id=transaction.caller.id))
    own = (_FILTERS.c.id == filter_id, _FILTERS.c.person_id == transaction.caller.id)
    if transaction.session.execute(_FILTERS.delete().where(*own).returning(_FILTERS.c.id)).first() is None:
        raise Problem('not-found')
