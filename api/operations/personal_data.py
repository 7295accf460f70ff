"""Gives a person, or the administrators of their office, everything that is kept about them; that it left is journalled."""

from uuid import UUID

from api.models.people import PersonRow
from api.models.personal_data import PersonalData
from api.models.retention import Retention
from api.operations.erasures import facts_of_erasure
from api.operations.permit import permit_on
from api.personal_data import gathered
from api.spine import Transaction


def get_personal_data(transaction: Transaction, person_id: UUID, kept_for: Retention) -> PersonalData:
    """Return everything that is kept about a person, and journal that it was taken, before it leaves."""
    person = permit_on(transaction, 'get_personal_data', PersonRow, person_id, facts_of_erasure, versioned=False)
    transaction.note('get_personal_data', {'person_id': str(person.id)})
    return gathered(transaction.session.connection(), person.id, transaction.now, kept_for)
