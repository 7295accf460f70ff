"""A service of another network, and one of its cities that is mirrored here, without anybody having read it."""

from uuid import UUID, uuid4

from sqlalchemy import text

from api.models.sync_sources import SyncPositionRow, SyncSourceRow
from api.operations.mirroring import Position, ReceivedPage, apply_page
from api.spine import Transaction

URL = 'https://partner.example.org'


def mirrored_city(transaction: Transaction, network_id: UUID, partner_id: UUID, name: str = 'Frankfurt') -> tuple[UUID, UUID]:
    """Make both for the office of a network, and return the ids of source and record."""
    source = transaction.add(SyncSourceRow(network_id=network_id, partner_id=partner_id, url=URL, every_minutes=60, audience='office'))
    transaction.record('create_sync_source', source)
    transaction.flush()
    transaction.session.add(SyncPositionRow(sync_source_id=source.id))
    transaction.flush()
    told = {'name': name, 'country_code': 'DE', 'identifiers': []}
    item = {'subject': {'type': 'city', 'id': str(uuid4())}, 'version': 1, 'deleted': False, 'data': told}
    page = ReceivedPage.model_validate({'feed_id': uuid4(), 'items': [item], 'next_since': 1, 'has_more': False})
    apply_page(transaction, source.id, Position(round=1, since=0, feed_id=None), page)
    found = text('SELECT id FROM mirrored_records WHERE sync_source_id = :source')
    record_id: UUID = transaction.session.execute(found, {'source': source.id}).scalar_one()
    return source.id, record_id
