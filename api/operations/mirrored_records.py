"""What can be done with a record of another network: say which of our cities one of its cities is. All else is its own to change."""

from uuid import UUID

from api.models.cities import CityRow
from api.models.mirrored_records import MirroredMatchCreate, MirroredRecordRow
from api.models.sync_sources import SyncPositionRow, SyncSourceRow
from api.operations.mirrored_cities import match_cities_of
from api.operations.permit import permit_on
from api.permissions import Facts
from api.problems import refuse
from api.rules import mirrored_cities as rules
from api.spine import Transaction


def match_mirrored_record(transaction: Transaction, record_id: UUID, wish: MirroredMatchCreate) -> MirroredRecordRow:
    """Say which of our cities a partner's city is, that it is none of ours, or that it does not concern us; or take that back."""
    _lock_copy_of(transaction, record_id)
    record = permit_on(transaction, 'match_mirrored_record', MirroredRecordRow, record_id, _facts)
    refuse(rules.why_not_decide(is_city=record.match is not None, is_deleted=record.deleted_at is not None))
    refuse(rules.why_not_so(wish.decision, names_city=wish.city_id is not None))
    city = transaction.lock_named(CityRow, wish.city_id, 'city_id') if wish.city_id else None
    record.decision, record.city_id, record.candidate_ids = wish.decision, city.id if city else None, []
    record.match = 'matched' if city else 'unmatched'
    transaction.record('match_mirrored_record', record)
    transaction.flush()
    source = transaction.find(SyncSourceRow, record.sync_source_id)
    assert source is not None
    match_cities_of(transaction, source)
    transaction.session.refresh(record)
    return record


def _lock_copy_of(transaction: Transaction, record_id: UUID) -> None:
    # As a page that is taken in does, before any of its records.
    known = transaction.find(MirroredRecordRow, record_id)
    if known is not None:
        transaction.session.get(SyncPositionRow, known.sync_source_id, with_for_update=True)


def _facts(_transaction: Transaction, row: MirroredRecordRow) -> Facts:
    return Facts(networks=frozenset({row.network_id}))
