"""What the operator does with whose records are mirrored here: name the service of another network, and how often it is read."""

from uuid import UUID

from sqlalchemy import select

from api.models.columns import table
from api.models.networks import NetworkRow
from api.models.sync_sources import SyncPositionRow, SyncSourceRow
from api.operations.permit import id_of, permit
from api.permissions import Facts
from api.running.processes import CannotStart
from api.spine import Transaction

_SOURCES, _NETWORKS = table(SyncSourceRow), table(NetworkRow)


def sync_source_named(transaction: Transaction, url: str, partner: str, reader: str | None, every_minutes: int | None) -> SyncSourceRow:
    """Return the source at `url` that is mirrored as the records of `partner`, for the office of `reader`; made when it is new.

    Both are slugs; `reader` may be left out where one network alone is run here. `every_minutes`: how often it is read from now on, 0 for
    by hand only, None for as before. Raises CannotStart where that cannot be.
    """
    permit(transaction, 'mirror_network', Facts())
    partner_id, network_id = _partner(transaction, partner), _reader(transaction, reader)
    # Two that are begun at once name it one after the other.
    transaction.lock_named(NetworkRow, network_id, 'network_id', share=False)
    known = select(SyncSourceRow).where(_SOURCES.c.network_id == network_id, _SOURCES.c.url == url).with_for_update()
    source = transaction.session.execute(known).scalar_one_or_none()
    if source is None:
        source = transaction.add(
            SyncSourceRow(network_id=network_id, partner_id=partner_id, url=url, every_minutes=every_minutes or None, audience='office')
        )
        transaction.record('create_sync_source', source)
        transaction.flush()
        transaction.session.add(SyncPositionRow(sync_source_id=source.id))
    elif source.partner_id != partner_id:
        raise CannotStart(f'What {url} tells is mirrored already, as the records of another network.')
    elif every_minutes is not None and source.every_minutes != (every_minutes or None):
        source.every_minutes = every_minutes or None
        transaction.record('update_sync_source', source)
    return source


def _partner(transaction: Transaction, slug: str) -> UUID:
    network = transaction.find(NetworkRow, id_of(transaction, NetworkRow, slug))
    if network is None:
        raise CannotStart(f'There is no network {slug}. Record it as a partner first: POST /v1/networks with "partner": true.')
    if not network.partner:
        raise CannotStart(f'The network {slug} is run here; what another service tells is mirrored as the records of a partner.')
    return network.id


def _reader(transaction: Transaction, slug: str | None) -> UUID:
    found = transaction.session.execute(select(_NETWORKS.c.slug, _NETWORKS.c.id).where(~_NETWORKS.c.partner)).all()
    own: dict[str, UUID] = {each[0]: each[1] for each in found}
    if slug is None and len(own) == 1:
        return next(iter(own.values()))
    if slug not in own:
        raise CannotStart(f'Say with --for which network’s office reads it: {", ".join(sorted(own)) or "there is none yet"}.')
    return own[slug]
